//! Compares what two crates offer, and says of each change what it means for their callers.

mod bump;
mod endpoints;
mod merge;
mod permissions;
mod properties;
mod renames;
pub mod render;
mod rules;
mod rust_types;
mod types;

use serde::Serialize;

use crate::diagnostic::printable;
use crate::model::Source;
use crate::source::ApiVersion;
use crate::surface::{Attribute, Fact, Key, Subject, Surface};
use rules::{Effect, Values};

pub use bump::{Bump, Tally};
pub use rules::{API as RULES, Level, PERMISSION_WITHDRAWN, REDESCRIBED, Rule};

/// One change of the API, or of its docs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub rule: &'static Rule,
    pub api: ApiVersion,
    pub area: Area,
    /// The type or the endpoint that it belongs to; for an endpoint its URL as documented.
    pub group: String,
    /// The first segment of an endpoint's URL; empty for types and for the rest.
    pub slice: String,
    /// What changed, such as `user.displayName`.
    pub subject: String,
    pub message: String,
    /// Where the old docs say it.
    pub before: Option<Source>,
    /// Where the new docs say it, or what it belonged to.
    pub after: Option<Source>,
    /// Others that change in the same way by the same line, such as more URLs of a page.
    pub also: Vec<String>,
}

impl Change {
    pub fn is_breaking(&self) -> bool {
        self.rule.level == Level::Major
    }

    /// The place to look at: in the new docs where there is one.
    pub fn place(&self) -> Option<&Source> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// ` (was user.md:24)` of what is told of where its owner stands by now.
    pub fn was_at(&self) -> String {
        match (&self.before, &self.after) {
            (Some(before), Some(after)) if self.rule.effect == Effect::Removed && before != after => {
                format!(" (was {}:{})", before.file, before.line)
            }
            _ => String::new(),
        }
    }

    /// The message, with how many others change alike.
    pub fn text(&self) -> String {
        match self.also.as_slice() {
            [] => self.message.clone(),
            [one] => format!("{} (also {})", self.message, code(one)),
            many => format!("{} (and {} others)", self.message, many.len()),
        }
    }
}

/// What sort of thing a change belongs to, in the order of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Area {
    /// Versions, features, and what all items share.
    Crate,
    Types,
    Endpoints,
}

/// Every change from the old surfaces to the new ones, in a fixed order.
pub fn compare(old: &[Surface], new: &[Surface]) -> Vec<Change> {
    let mut out = Vec::new();
    for api in ApiVersion::ALL {
        let position = |surfaces: &'_ [Surface]| surfaces.iter().position(|s| s.api == api);
        match (position(old), position(new)) {
            (Some(o), Some(n)) => out.extend(compare_version(&old[o], &new[n])),
            (Some(_), None) => out.push(of_crate(&rules::VERSION_REMOVED, api, api.segment(), Values::NONE)),
            (None, Some(_)) => out.push(of_crate(&rules::VERSION_ADDED, api, api.segment(), Values::NONE)),
            (None, None) => {}
        }
    }
    out
}

fn of_crate(rule: &'static Rule, api: ApiVersion, it: &str, values: Values<'_>) -> Change {
    Change {
        rule,
        api,
        area: Area::Crate,
        group: String::new(),
        slice: String::new(),
        subject: it.to_owned(),
        message: rule.message(it, values),
        before: None,
        after: None,
        also: Vec::new(),
    }
}

fn compare_version(old: &Surface, new: &Surface) -> Vec<Change> {
    let mut out = crate_items(old, new);
    let types = types::Types::new(old, new);
    out.extend(types::compare(&types));
    out.extend(endpoints::compare(&types));
    let mut out = merge::merge(out);
    let rank = |rule: &'static Rule| RULES.iter().position(|r| *r == rule).unwrap_or(RULES.len());
    out.sort_by(|a, b| {
        let key = |c: &Change| (c.area, c.slice.clone(), c.group.clone(), rank(c.rule), c.subject.clone());
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
    });
    out
}

/// Features, defaults and scalars.
fn crate_items(old: &Surface, new: &Surface) -> Vec<Change> {
    use Attribute::{Default, Rust};
    let api = new.api;
    let mut out = Vec::new();
    for (side, other, rule) in [(old, new, &rules::FEATURE_REMOVED), (new, old, &rules::FEATURE_ADDED)] {
        let names = only(side, other, Subject::Feature);
        out.extend(names.into_iter().map(|name| of_crate(rule, api, name, Values::NONE)));
    }
    for (name, fact) in old.all(Subject::Scalar) {
        let after = new.get(name, Subject::Scalar, "").and_then(|f| f.get(Rust)).unwrap_or_default();
        let before = fact.get(Rust).unwrap_or_default();
        if before != after {
            out.push(of_crate(&rules::SCALAR_CHANGED, api, name, Values::both(before, after)));
        }
    }
    let default = |s: &Surface| s.get(api.segment(), Subject::Version, "").is_some_and(|f| f.is(Default));
    match (default(old), default(new)) {
        (true, false) => out.push(of_crate(&rules::DEFAULT_REMOVED, api, api.segment(), Values::NONE)),
        (false, true) => out.push(of_crate(&rules::DEFAULT_ADDED, api, api.segment(), Values::NONE)),
        _ => {}
    }
    out
}

/// What each side says of a change, or of what it belongs to.
#[derive(Clone, Copy)]
struct Places<'a> {
    before: Option<&'a Fact>,
    after: Option<&'a Fact>,
}

impl<'a> Places<'a> {
    fn before(fact: &'a Fact) -> Self {
        Self { before: Some(fact), after: None }
    }

    fn after(fact: &'a Fact) -> Self {
        Self { before: None, after: Some(fact) }
    }

    fn both(before: &'a Fact, after: &'a Fact) -> Self {
        Self { before: Some(before), after: Some(after) }
    }
}

/// Makes the changes of one group, such as a type.
struct Group<'a> {
    api: ApiVersion,
    area: Area,
    group: &'a str,
    slice: &'a str,
}

impl Group<'_> {
    fn change(&self, rule: &'static Rule, it: &str, values: Values<'_>, places: Places<'_>) -> Change {
        let source = |fact: Option<&Fact>| fact.and_then(|f| f.source.clone());
        Change {
            rule,
            api: self.api,
            area: self.area,
            group: self.group.to_owned(),
            slice: self.slice.to_owned(),
            subject: it.to_owned(),
            message: rule.message(it, values),
            before: source(places.before),
            after: source(places.after),
            also: Vec::new(),
        }
    }

    /// That the docs advise against it by now, or no longer; `told` is how a sentence names it.
    fn deprecation(&self, it: &str, told: &str, old: &Fact, new: &Fact) -> Option<Change> {
        let [before, after] = [old, new].map(|fact| fact.get(Attribute::Deprecated));
        let noted = |note: Option<&str>| note.filter(|note| *note != "yes").map(str::to_owned);
        let quoted =
            |note: Option<&str>| noted(note).map_or_else(|| "nothing".to_owned(), |note| format!("\"{note}\""));
        let after_colon = |note: Option<&str>| noted(note).map(|note| format!(": {note}")).unwrap_or_default();
        let (rule, [old_note, new_note]) = match (before, after) {
            (before, after) if before == after => return None,
            (None, _) => (&rules::DEPRECATED, [before, after].map(after_colon)),
            (_, None) => (&rules::NO_LONGER_DEPRECATED, [before, after].map(after_colon)),
            _ => (&rules::DEPRECATION_RESTATED, [before, after].map(quoted)),
        };
        let change = self.change(rule, told, Values::both(&old_note, &new_note), Places::both(old, new));
        Some(Change { subject: it.to_owned(), ..change })
    }

    /// Nothing but the words are different.
    fn redescribed(&self, it: &str, old: &Fact, new: &Fact) -> Option<Change> {
        let differs = old.agrees(new) && old.description != new.description;
        differs.then(|| self.change(&REDESCRIBED, it, Values::NONE, Places::both(old, new)))
    }
}

/// `Collection(user)` as people are told: `user`, or a collection of it.
fn stated(reference: &str) -> String {
    match rust_types::collected(reference) {
        Some(one) => format!("a collection of {}", code(one)),
        None => match reference {
            "" => "nothing".to_owned(),
            "(bytes)" => "bytes".to_owned(),
            "(parameters)" => "parameters".to_owned(),
            "(reference)" => "a reference".to_owned(),
            one => code(one),
        },
    }
}

/// A name as Markdown has it; names come from pages, and may hold anything.
fn code(name: &str) -> String {
    format!("`{}`", printable(name).replace('`', "'"))
}

/// The owners of a subject that only one side has, in order.
fn only<'s>(side: &'s Surface, other: &Surface, subject: Subject) -> Vec<&'s str> {
    side.all(subject)
        .map(|(owner, _)| owner)
        .filter(|o| !other.facts.contains_key(&Key::new(*o, subject, "")))
        .collect()
}
