//! What type cells mean, once it is known which types there are.

use super::define::namespace;
use super::names::{Found, Names, is_named_after};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::extract::{NameRef, PageFacts, TypeCell, TypeExpr, fold};
use crate::model::{TypeName, TypeRef};

/// What a cell names.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolved {
    Known(TypeRef),
    /// "A or B"
    Several {
        names: Vec<TypeName>,
        collection: bool,
    },
    /// A name that no page defines.
    Undefined {
        name: TypeName,
        collection: bool,
    },
    /// The cell leaves the type open.
    Open {
        collection: bool,
    },
}

/// Resolves a cell that stands on `page`, and reports what is odd about it.
pub fn cell(cell: &TypeCell, page: &PageFacts, names: &Names, diagnostics: &mut Vec<Diagnostic>) -> Resolved {
    let collection = cell.collection;
    match &cell.expr {
        TypeExpr::Primitive(primitive) => Resolved::Known(TypeRef::primitive(*primitive, collection)),
        TypeExpr::Open => Resolved::Open { collection },
        TypeExpr::Names(refs) => {
            let defined: Vec<TypeName> = refs.iter().filter_map(|r| reference(r, page, names, diagnostics)).collect();
            if refs.len() > 1 {
                let place = Place::new(&page.path, refs[0].line, refs[0].column);
                let text = format!("a type that is one of several: `{}`", cell.text);
                diagnostics.push(Diagnostic::new(Code::AmbiguousType, place, text, "what they have in common counts"));
                if defined.len() > 1 {
                    return Resolved::Several { names: defined, collection };
                }
            }
            match defined.into_iter().next() {
                Some(name) => Resolved::Known(TypeRef::named(name, collection)),
                None => Resolved::Undefined { name: undefined_name(&refs[0], page), collection },
            }
        }
    }
}

/// The type that a reference names, if a page defines it.
pub fn reference(
    reference: &NameRef,
    page: &PageFacts,
    names: &Names,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<TypeName> {
    match names.find(reference, namespace(page), &page.file) {
        Found::ByText(name) | Found::ByTarget(name) => Some(name),
        Found::Disagree { target, .. } if reference.in_prose => Some(target),
        Found::Disagree { text, target } => {
            let place = Place::new(&page.path, reference.line, reference.column);
            let found = format!("a link that says `{}` and leads to `{}`", text.name, target.name);
            diagnostics.push(Diagnostic::new(Code::LinkTextMismatch, place, found, "the text counts"));
            Some(text)
        }
        Found::Nothing => None,
    }
}

/// The base type that a reference names, if a page defines it: one of the same name in another namespace is none.
pub fn base(
    reference: &NameRef,
    page: &PageFacts,
    names: &Names,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<TypeName> {
    let base = self::reference(reference, page, names, diagnostics)?;
    let written = undefined_base(reference, page);
    let elsewhere = written.namespace != "microsoft.graph" && !written.namespace.eq_ignore_ascii_case(&base.namespace);
    (!elsewhere || written.name.eq_ignore_ascii_case("entity")).then_some(base)
}

/// The full name of a base type that no page defines: as it is written, else in the namespace of the page that is linked.
pub fn undefined_base(reference: &NameRef, page: &PageFacts) -> TypeName {
    let text = reference.text.trim_start_matches('#');
    let target = reference.target.as_deref().map(fold).unwrap_or_default();
    // `security-caseoperation.md` is a page of `microsoft.graph.security`.
    let own = namespace(page).strip_prefix("microsoft.graph.").map(|own| own.to_lowercase().replace('.', "-") + "-");
    if !text.contains('.') && own.is_some_and(|own| target.starts_with(&own)) {
        return TypeName::new(namespace(page), text);
    }
    TypeName::parse(text)
}

/// The full name of a type that no page defines: as it is written, else in the namespace of the page.
pub fn undefined_name(reference: &NameRef, page: &PageFacts) -> TypeName {
    let text = reference.text.trim_start_matches('#');
    let is_name = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'));
    // "[identity object](identity.md)": the target is the better name.
    let page_name = reference.target.as_deref().map(fold);
    let page_name = page_name.as_deref().map(|name| name.rsplit('-').next().unwrap_or(name));
    let text = match page_name {
        Some(target) if !is_name => target,
        // "[lids](lid.md)": the page that is not there is named after the type.
        Some(target) if is_plural(text, target) => &text[..target.len()],
        _ => text,
    };
    if text.contains('.') { TypeName::parse(text) } else { TypeName::new(namespace(page), text) }
}

/// Whether a name is that of a page, in the plural by one or two letters more.
fn is_plural(text: &str, page: &str) -> bool {
    let begins = text.get(..page.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(page));
    begins && text.len() > page.len() && is_named_after(text, page)
}
