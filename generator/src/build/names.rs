//! Which types the pages define, found by name, by page and by heading.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::extract::{NameRef, fold};
use crate::model::TypeName;

/// Every defined type by its short name and by the page that defines it.
#[derive(Debug, Default)]
pub struct Names {
    by_short: HashMap<String, BTreeSet<TypeName>>,
    by_page: HashMap<String, Vec<TypeName>>,
    /// The pages that list the enum types of a namespace: a link to one of them names none.
    lists: HashSet<String>,
    /// Each type's full name in lower case.
    by_full: HashMap<String, TypeName>,
}

/// How a reference was understood.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// The text names a type.
    ByText(TypeName),
    /// The text names none, but the linked page defines one.
    ByTarget(TypeName),
    /// The text names one type and the linked page defines another.
    Disagree {
        text: TypeName,
        target: TypeName,
    },
    Nothing,
}

impl Names {
    /// Enters a type; `page` is where it is defined.
    pub fn add(&mut self, name: &TypeName, page: Option<&str>) {
        self.by_short.entry(name.name.to_lowercase()).or_default().insert(name.clone());
        self.by_full.entry(name.to_string().to_lowercase()).or_insert_with(|| name.clone());
        if let Some(page) = page {
            let types = self.by_page.entry(fold(page)).or_default();
            if !types.contains(name) {
                types.push(name.clone());
            }
        }
    }

    /// Enters a page that lists enum types.
    pub fn add_list(&mut self, page: &str) {
        self.lists.insert(fold(page));
    }

    /// The type of exactly this name, whatever its case.
    pub fn by_full(&self, name: &TypeName) -> Option<&TypeName> {
        self.by_full.get(&name.to_string().to_lowercase())
    }

    /// The type of a full or short name, whatever its case; `namespace` is preferred among types of one short name.
    pub fn by_text(&self, text: &str, namespace: &str) -> Option<TypeName> {
        let text = text.trim().trim_start_matches('#');
        let lower = text.to_lowercase();
        if text.contains('.') {
            // `graph.x` and `microsoft.graph.x` are written for one another.
            let full = if lower.starts_with("graph.") { format!("microsoft.{lower}") } else { lower.clone() };
            if let Some(found) = self.by_full.get(&full) {
                return Some(found.clone());
            }
        }
        let short = lower.rsplit('.').next().unwrap_or_default();
        let candidates = self.by_short.get(short)?;
        let given = lower.rsplit_once('.').map(|(namespace, _)| namespace);
        let prefer = |wanted: &str| candidates.iter().find(|c| c.namespace.eq_ignore_ascii_case(wanted));
        given
            .and_then(prefer)
            .or_else(|| prefer(namespace))
            .or_else(|| prefer("microsoft.graph"))
            .or_else(|| candidates.first())
            .cloned()
    }

    /// What a reference on a page of `namespace` means; `page` is the page itself, for links to its own headings.
    pub fn find(&self, reference: &NameRef, namespace: &str, page: &str) -> Found {
        let by_target = reference.target.as_deref().and_then(|t| self.by_target(t, &reference.text, namespace, page));
        match (self.by_text(&reference.text, namespace), by_target) {
            // Types of one short name in two namespaces: the link tells which.
            (Some(text), Some(target)) if text != target && text.name.eq_ignore_ascii_case(&target.name) => {
                Found::ByText(target)
            }
            (Some(text), Some(target)) if text != target => Found::Disagree { text, target },
            (Some(text), _) => Found::ByText(text),
            (None, Some(target)) => Found::ByTarget(target),
            (None, None) => {
                // "a collection of [lids](…)"
                let plural = reference.text.to_lowercase();
                let mut singular = singulars(&plural).filter(|_| reference.in_prose);
                singular.find_map(|text| self.by_text(&text, namespace)).map_or(Found::Nothing, Found::ByText)
            }
        }
    }

    fn by_target(&self, target: &str, text: &str, namespace: &str, page: &str) -> Option<TypeName> {
        let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
        if let Some(named) = anchor.strip_suffix("-values").or_else(|| anchor.strip_suffix("-enum-type"))
            && let Some(found) = self.by_text(named, namespace)
        {
            return Some(found);
        }
        let page = fold(if file.is_empty() { page } else { file });
        let types = self.by_page.get(&page)?;
        let alone = anchor.is_empty() && !self.lists.contains(&page);
        types
            .iter()
            .find(|t| t.name.eq_ignore_ascii_case(text))
            .or_else(|| if alone { types.first() } else { None })
            .cloned()
    }

    /// Every type by its short name in lower case, for "did you mean".
    pub fn shorts(&self) -> BTreeMap<&str, &TypeName> {
        self.by_short.iter().filter_map(|(short, names)| Some((short.as_str(), names.first()?))).collect()
    }
}

/// Whether a word is a type's name, or its plural, whatever the case.
pub fn is_named_after(word: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    names_of(word).any(|meant| meant == name)
}

/// The names, in lower case, of the types that a word may be named after: itself, and what it may be the plural of.
pub fn names_of(word: &str) -> impl Iterator<Item = String> {
    let word = word.to_lowercase();
    let singulars: Vec<String> = singulars(&word).collect();
    std::iter::once(word).chain(singulars)
}

/// What a word may be the plural of: `policies` of `policy`, `boxes` of `box` and `boxe`.
pub fn singulars(word: &str) -> impl Iterator<Item = String> {
    let forms = [("ies", "y"), ("es", ""), ("s", "")];
    forms.into_iter().filter_map(|(plural, end)| Some(word.strip_suffix(plural)?.to_owned() + end))
}
