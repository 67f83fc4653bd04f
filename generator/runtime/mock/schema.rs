//! Whether JSON is of its documented type, as the service would see it.

use super::documentation::{Documentation, did_you_mean};
use super::documented::{Parameter, Type};
use serde_json::{Map, Value};

/// The types of a version.
#[derive(Clone, Copy)]
pub(super) struct Schema<'a> {
    pub(super) documentation: &'a Documentation,
    pub(super) version: &'static str,
}

/// How values of primitive types are written in JSON.
struct Notation {
    types: &'static [&'static str],
    is: &'static str,
    fits: fn(&Value) -> bool,
}

const NOTATIONS: &[Notation] = &[
    Notation { types: &["Edm.Boolean"], is: "true or false", fits: Value::is_boolean },
    Notation { types: &["Edm.Byte", "Edm.Int16", "Edm.Int32", "Edm.SByte"], is: "a whole number", fits: is_whole },
    // Numbers that JSON's readers may cut are texts as well.
    Notation { types: &["Edm.Int64"], is: "a whole number", fits: |value| is_whole(value) || value.is_string() },
    Notation {
        types: &["Edm.Decimal", "Edm.Double", "Edm.Single"],
        is: "a number",
        fits: |value| value.is_number() || value.is_string(),
    },
    Notation { types: &["Edm.Untyped"], is: "anything", fits: |_| true },
];

/// That of all others.
const TEXT: Notation = Notation { types: &[], is: "a text", fits: Value::is_string };

fn is_whole(value: &Value) -> bool {
    value.is_i64() || value.is_u64()
}

/// `user` of `Collection(user)`.
pub(super) fn item(ty: &str) -> Option<&str> {
    ty.strip_prefix("Collection(")?.strip_suffix(')')
}

impl<'a> Schema<'a> {
    /// A type and those that it inherits from.
    pub(super) fn chain(self, name: &str) -> impl Iterator<Item = &'a Type> {
        let first = self.documentation.ty(self.version, name);
        // Bases of documents that were mended by hand could close a circle.
        std::iter::successors(first, move |ty| self.documentation.ty(self.version, ty.base.as_deref()?)).take(32)
    }

    pub(super) fn derives(self, name: &str, base: &str) -> bool {
        self.chain(name).any(|ty| ty.name == base)
    }

    /// The type of a property, and whether the type is known at all.
    fn property(self, name: &str, property: &str) -> Option<&'a str> {
        let mut all = self.chain(name).flat_map(|ty| &ty.properties);
        all.find(|(each, _)| each == property).map(|(_, ty)| ty.as_str())
    }

    /// Whether objects of a type, or of one that derives from it, may have a property; if not, what may have been meant.
    pub(super) fn selectable(self, name: &str, property: &str) -> Result<(), Option<&'a str>> {
        let known = self.documentation.ty(self.version, name).is_some();
        let derived = || self.documentation.types(self.version).filter(|ty| self.derives(&ty.name, name));
        let names = || self.chain(name).chain(derived()).flat_map(|ty| &ty.properties).map(|(name, _)| name.as_str());
        if !known || names().any(|each| each.eq_ignore_ascii_case(property)) {
            return Ok(());
        }
        let meant = did_you_mean(property, names());
        if self.is_extension(name, property, meant) { Ok(()) } else { Err(meant) }
    }

    /// Whether a property that is not documented may be one that somebody added to an open type: one that is like a
    /// documented property is more likely misspelt. `extension_…_skypeId` is like none.
    fn is_extension(self, name: &str, property: &str, meant: Option<&str>) -> bool {
        self.chain(name).any(|ty| ty.open) && (meant.is_none() || property.contains('_'))
    }

    /// Says what of a value is not as its type has it.
    pub(super) fn check(self, value: &Value, ty: &str, at: &str, problems: &mut Vec<String>) {
        if let Some(item) = item(ty) {
            match value {
                Value::Array(items) => {
                    let items = items.iter().enumerate();
                    items.for_each(|(index, value)| self.check(value, item, &format!("{at}[{index}]"), problems));
                }
                Value::Null => {}
                _ => problems.push(format!("{} is no list of {}", named(at), short(item))),
            }
            return;
        }
        if value.is_null() && !at.is_empty() {
            return;
        }
        if ty.starts_with("Edm.") {
            let notation = NOTATIONS.iter().find(|notation| notation.types.contains(&ty)).unwrap_or(&TEXT);
            if !(notation.fits)(value) {
                problems.push(format!("{} is not {}, as {ty} is", named(at), notation.is));
            }
            return;
        }
        let Some(known) = self.documentation.ty(self.version, ty) else { return };
        if known.members.is_empty() {
            match value {
                Value::Object(object) => self.check_object(object, ty, at, problems),
                _ => problems.push(format!("{} is no object of the type {}", named(at), short(ty))),
            }
        } else {
            check_members(value, known, at, problems);
        }
    }

    fn check_object(self, object: &Map<String, Value>, documented: &str, at: &str, problems: &mut Vec<String>) {
        let own = object.get("@odata.type").and_then(Value::as_str).map(|name| name.trim_start_matches('#'));
        let full = |name: &str| if name.contains('.') { name.to_owned() } else { format!("microsoft.graph.{name}") };
        let ty = own.map_or_else(|| documented.to_owned(), full);
        if self.documentation.ty(self.version, &ty).is_none() {
            return;
        }
        if !self.derives(&ty, documented) {
            problems.push(format!("{} is of the type {}, which is no {}", named(at), short(&ty), short(documented)));
        }
        for (name, value) in object {
            let at = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
            // `manager@odata.bind` binds a relationship; what else has an `@` is about something, and no property.
            let (name, is_property) = match name.split_once('@') {
                None => (name.as_str(), true),
                Some((name, "odata.bind")) => (name, false),
                Some(_) => continue,
            };
            match self.property(&ty, name) {
                Some(of) if is_property => self.check(value, of, &at, problems),
                Some(_) => {}
                None => problems.extend(self.unknown(&ty, name, &at)),
            }
        }
    }

    fn unknown(self, ty: &str, name: &str, at: &str) -> Option<String> {
        let says = format!("{} is no property of {}", named(at), short(ty));
        let names = self.chain(ty).flat_map(|ty| &ty.properties).map(|(name, _)| name.as_str());
        let meant = did_you_mean(name, names);
        if self.is_extension(ty, name, meant) {
            return None;
        }
        if let Some(meant) = meant {
            return Some(format!("{says}; did you mean `{meant}`?"));
        }
        let mut owners: Vec<&str> = self
            .documentation
            .types(self.version)
            .filter(|owner| owner.properties.iter().any(|(each, _)| each == name) && self.derives(&owner.name, ty))
            .map(|owner| owner.name.as_str())
            .collect();
        owners.sort_unstable();
        Some(match owners.first() {
            Some(owner) => format!("{says}, but of {}: name that in `@odata.type` as `#{owner}`", short(owner)),
            None => says,
        })
    }

    /// Says what of an action's parameters is not as its page has it. The service reads their names in any case.
    pub(super) fn check_parameters(self, value: &Value, parameters: &[Parameter], problems: &mut Vec<String>) {
        let Some(object) = value.as_object() else {
            problems.push("the body is no object with the parameters of the action".to_owned());
            return;
        };
        for (name, value) in object.iter().filter(|(name, _)| !name.contains('@')) {
            match parameters.iter().find(|parameter| parameter.name.eq_ignore_ascii_case(name)) {
                Some(parameter) => self.check(value, &parameter.ty, name, problems),
                None => {
                    let meant = did_you_mean(name, parameters.iter().map(|parameter| parameter.name.as_str()));
                    let meant = meant.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
                    problems.push(format!("`{name}` is no parameter of the action{meant}"));
                }
            }
        }
        let has = |name: &str| {
            object.keys().any(|key| key.split('@').next().is_some_and(|key| key.eq_ignore_ascii_case(name)))
        };
        let missing = parameters.iter().filter(|parameter| parameter.required && !has(&parameter.name));
        problems.extend(missing.map(|parameter| format!("the parameter `{}` is required", parameter.name)));
    }
}

fn check_members(value: &Value, ty: &Type, at: &str, problems: &mut Vec<String>) {
    let Some(text) = value.as_str() else {
        problems.push(format!("{} is no text, as a member of {} is", named(at), short(&ty.name)));
        return;
    };
    let single = [text];
    let several: Vec<&str> = text.split(',').map(str::trim).collect();
    let given = if ty.flags { &several[..] } else { &single[..] };
    for given in given.iter().filter(|given| !ty.members.iter().any(|member| member.eq_ignore_ascii_case(given))) {
        let meant = did_you_mean(given, ty.members.iter().map(String::as_str));
        let meant = meant.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
        problems.push(format!("{}: `{given}` is no member of {}{meant}", named(at), short(&ty.name)));
    }
}

fn named(at: &str) -> String {
    if at.is_empty() { "the body".to_owned() } else { format!("`{at}`") }
}

/// The name without `microsoft.graph.`.
fn short(ty: &str) -> &str {
    ty.strip_prefix("microsoft.graph.").unwrap_or(ty)
}
