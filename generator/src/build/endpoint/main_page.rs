//! Which of the pages that name a URL is its main one. Pages are compared by one piece of evidence after the other;
//! the order of their files decides nothing.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::Naming;
use crate::model::{EndpointPage, Ir, Method, Operation, Role, Segment, TypeName, TypeRef};

/// What speaks for a page; of two pages, the one that has more of the first difference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Evidence<'a> {
    without_query: bool,
    own_product: bool,
    title: u8,
    methods: bool,
    file_name: u8,
    place: Reverse<usize>,
    breadth: Reverse<usize>,
    name: Reverse<(usize, &'a str)>,
}

impl Evidence<'_> {
    /// In what it falls short of the main page's.
    fn role(&self, main: &Self) -> Role {
        let differs = [
            (self.without_query != main.without_query, Role::Query),
            (self.own_product != main.own_product, Role::Product),
            (self.title != main.title, Role::Title),
            (self.methods != main.methods, Role::Methods),
            (self.file_name != main.file_name, Role::FileName),
            (self.place != main.place, Role::Place),
            (self.breadth != main.breadth, Role::Breadth),
        ];
        differs.into_iter().find(|(differs, _)| *differs).map_or(Role::Name, |(_, role)| role)
    }
}

/// What is known of all pages.
pub struct Ranking<'a> {
    /// The lines of the requests on each page, in order.
    lines: HashMap<&'a str, Vec<u32>>,
}

impl<'a> Ranking<'a> {
    pub fn new(ir: &'a Ir) -> Self {
        let mut lines: HashMap<&str, Vec<u32>> = HashMap::new();
        for operation in &ir.operations {
            lines.entry(&operation.source.file).or_default().extend(operation.requests.iter().map(|r| r.line));
        }
        lines.values_mut().for_each(|lines| lines.sort_unstable());
        Self { lines }
    }

    /// The pages of one URL, each once, the main one first.
    pub fn rank(
        &self,
        namings: &[Naming<'_>],
        segments: &[Segment],
        addresses: Option<&TypeRef>,
        owner: Option<&TypeName>,
    ) -> Vec<EndpointPage> {
        let subject = Subject::new(segments, addresses, owner);
        let mut pages: Vec<(Evidence<'_>, &Naming<'_>)> =
            namings.iter().map(|naming| (self.evidence(naming, &subject), naming)).collect();
        // An operation that names the URL twice counts for the better of the two.
        pages.sort_by(|(a, x), (b, y)| b.cmp(a).then(x.index.cmp(&y.index)));
        let mut seen = std::collections::HashSet::new();
        pages.retain(|(_, naming)| seen.insert(naming.index));
        let main = pages[0].0.clone();
        let page = |(i, (evidence, naming)): (usize, (Evidence<'_>, &Naming<'_>))| EndpointPage {
            file: naming.operation.source.file.clone(),
            operation: naming.index,
            role: if i == 0 { Role::Main } else { evidence.role(&main) },
            permissions: None,
        };
        pages.into_iter().enumerate().map(page).collect()
    }

    fn evidence<'n>(&self, naming: &Naming<'n>, subject: &Subject) -> Evidence<'n> {
        let (operation, request) = (naming.operation, naming.request);
        let lines = self.lines.get(operation.source.file.as_str()).map_or(&[][..], Vec::as_slice);
        let name = operation.source.page();
        let with_query = request.query.as_deref().is_some_and(|query| query.starts_with('$') || query.contains("&$"));
        Evidence {
            without_query: !with_query,
            own_product: !is_of_product(operation, name),
            title: subject.title(&operation.title),
            methods: operation.listed_by.iter().any(|ty| subject.is_listed_by(ty)),
            file_name: subject.file_name(name, request.method),
            place: Reverse(lines.iter().filter(|line| **line < request.line).count()),
            breadth: Reverse(lines.len()),
            name: Reverse((name.len(), name)),
        }
    }
}

/// `intune-devices-user-get` begins with its product's name: such a page is that product's view of a type.
fn is_of_product(operation: &Operation, name: &str) -> bool {
    let rest = operation.product.as_deref().and_then(|product| name.strip_prefix(product));
    rest.is_some_and(|rest| rest.starts_with('-'))
}

/// What a URL is about, in lower case.
struct Subject {
    /// The type that it addresses, and the name at its end.
    nouns: Vec<String>,
    /// The type that it is a part of.
    owner: Option<String>,
    /// It is a collection of them.
    collection: bool,
}

/// Words of titles that say what is done, and those between names.
const FILLERS: &[&str] = &[
    "a", "add", "all", "an", "by", "create", "delete", "for", "from", "get", "in", "list", "new", "object", "of",
    "post", "remove", "replace", "set", "the", "to", "update", "upsert",
];

/// How files are called after what is done.
const VERBS: &[(Method, &[&str])] = &[
    (Method::Get, &["get"]),
    (Method::Post, &["post", "create", "add"]),
    (Method::Put, &["put", "update", "replace", "create", "post"]),
    (Method::Patch, &["update", "patch", "upsert"]),
    (Method::Delete, &["delete", "remove"]),
];

/// The same where a collection is read.
const LISTS: &[&str] = &["list"];

impl Subject {
    fn new(segments: &[Segment], addresses: Option<&TypeRef>, owner: Option<&TypeName>) -> Self {
        let addressed = addresses.and_then(TypeRef::type_name).map(|name| name.name.to_lowercase());
        let last = segments.iter().rev().find_map(Segment::name).map(|name| name.to_lowercase());
        Self {
            nouns: addressed.into_iter().chain(last).collect(),
            owner: owner.map(|name| name.name.to_lowercase()),
            collection: addresses.is_some_and(|ty| ty.collection),
        }
    }

    fn is_noun(&self, text: &str) -> bool {
        self.nouns.iter().any(|noun| is_same(text, noun))
    }

    fn is_owner(&self, text: &str) -> bool {
        self.owner.as_deref().is_some_and(|owner| is_same(text, owner))
    }

    fn is_listed_by(&self, ty: &TypeName) -> bool {
        let name = ty.name.to_lowercase();
        self.nouns.contains(&name) || self.owner.as_ref() == Some(&name)
    }

    /// 2 when a title is about nothing else ("Get message", "List events of a calendar"), 1 when it names it; one more
    /// where the URL is a collection and the title begins with "List".
    fn title(&self, title: &str) -> u8 {
        let words: Vec<String> =
            title.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
        // A long title is prose.
        let words = &words[..words.len().min(12)];
        let mut left = vec![true; words.len()];
        let mut named = false;
        for start in 0..words.len() {
            for end in start + 1..=words.len().min(start + 6) {
                let run = words[start..end].concat();
                let noun = self.is_noun(&run);
                named |= noun;
                if noun || self.is_owner(&run) || (end == start + 1 && FILLERS.contains(&run.as_str())) {
                    left[start..end].fill(false);
                }
            }
        }
        let whole = named && !left.contains(&true);
        let lists = self.collection && words.first().is_some_and(|word| LISTS.contains(&word.as_str()));
        u8::from(named) + u8::from(whole) + u8::from(whole && lists)
    }

    /// One for each of: what the URL addresses, what it is a part of or begins with, what is done.
    fn file_name(&self, name: &str, method: Method) -> u8 {
        let words: Vec<String> = name.split(['-', '_']).map(str::to_lowercase).collect();
        let done = match method {
            Method::Get if self.collection => LISTS,
            _ => VERBS.iter().find(|(m, _)| *m == method).map_or(&[][..], |(_, verbs)| verbs),
        };
        let noun = words.iter().any(|word| self.is_noun(word));
        let owner = words.iter().any(|word| self.is_owner(word));
        let does = words.iter().any(|word| done.contains(&word.as_str()));
        u8::from(noun) + u8::from(noun && (owner || self.is_noun(&words[0]))) + u8::from(does)
    }
}

/// The same word, or one the plural of the other.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    a == b || is_plural(a, b) || is_plural(b, a)
}

fn is_plural(plural: &str, singular: &str) -> bool {
    let stem = plural.strip_suffix('s');
    stem == Some(singular)
        || stem.and_then(|s| s.strip_suffix('e')) == Some(singular)
        || plural.strip_suffix("ies").is_some_and(|stem| singular.strip_suffix('y') == Some(stem))
}
