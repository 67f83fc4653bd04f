//! Corrections of the docs: each names a fact, says what it should be, and why.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use toml::value::{Date, Datetime};

use super::wording::meant;
use crate::diagnostic::Place;
use crate::model::{Member, Method, PermissionKind, Primitive, TypeName, TypeRef};
use crate::plan::Prefer;
use crate::source::ApiVersion;

/// An entry as it stands in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Raw {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) api: Option<ApiVersion>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(super) ty: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) property: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    endpoint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) page: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) parameter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) set_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rename: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nullable: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) add_member: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    prefer: Option<Prefer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    add_property: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    set_body: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) set_response: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    set_permissions: Option<BTreeMap<PermissionKind, Vec<String>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    main_page: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) add: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) skip: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    pub(super) reason: String,
}

/// One correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// The only version that it is meant for.
    pub api: Option<ApiVersion>,
    pub subject: Subject,
    pub change: Change,
    pub reason: String,
    /// The last day on which nobody needs to ask whether it is still needed.
    #[serde(skip)]
    pub until: Option<Date>,
    #[serde(skip)]
    pub place: Place,
    #[serde(skip)]
    pub(super) written: Raw,
}

/// What is wrong in the docs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    Type(TypeName),
    Property(TypeName, String),
    Endpoint(Method, String),
    /// From the version's folder, such as `api/user-get.md`.
    Page(String),
    /// Of what such a page calls.
    Parameter(String, String),
}

/// What it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Left out of the output.
    Skip,
    /// A name as the service spells it.
    Rename(String),
    /// A property as it should be: its type, its nullability, its name, as far as they are wrong.
    Property {
        set_type: Option<TypeRef>,
        nullable: Option<bool>,
        rename: Option<String>,
    },
    /// A parameter as it should be: its type, its name, as far as they are wrong.
    Parameter {
        set_type: Option<TypeRef>,
        rename: Option<String>,
    },
    /// The page leaves the parameter out.
    AddParameter(TypeRef),
    AddMember(Member),
    /// What comes back from all requests of a page.
    Response(Exchanged),
    /// Whose word counts where pages and the service's metadata contradict each other.
    Prefer(Prefer),
    AddProperty {
        name: String,
        ty: TypeRef,
    },
    /// An endpoint as it should be, as far as it is wrong.
    Endpoint(EndpointChange),
}

/// What an endpoint should be; what is none stays as the docs have it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct EndpointChange {
    /// No page documents it.
    pub add: bool,
    pub body: Option<Exchanged>,
    pub response: Option<Exchanged>,
    pub permissions: Option<BTreeMap<PermissionKind, Vec<Vec<String>>>>,
    /// From the version's folder, such as `api/message-get.md`.
    pub main_page: Option<String>,
    /// The name of the function.
    pub name: Option<String>,
}

/// What goes to an endpoint or comes back from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exchanged {
    Nothing,
    Type(TypeRef),
}

impl Raw {
    /// An entry that names this and says nothing yet.
    pub(super) fn of(subject: &Subject) -> Self {
        let mut raw = Self::default();
        match subject {
            Subject::Type(ty) => raw.ty = Some(ty.to_string()),
            Subject::Property(ty, name) => (raw.ty, raw.property) = (Some(ty.to_string()), Some(name.clone())),
            Subject::Endpoint(method, path) => raw.endpoint = Some(format!("{} {path}", method.as_str())),
            Subject::Page(page) => raw.page = Some(page.clone()),
            Subject::Parameter(page, name) => (raw.page, raw.parameter) = (Some(page.clone()), Some(name.clone())),
        }
        raw
    }
}

impl fmt::Display for Exchanged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str(NOTHING),
            Self::Type(ty) => ty.fmt(f),
        }
    }
}

/// What is wrong with an entry.
#[derive(Debug)]
pub(super) struct Wrong {
    /// Whose value it is; none where it is the whole of the entry.
    pub key: Option<&'static str>,
    pub why: String,
}

impl Wrong {
    fn of(key: &'static str) -> impl Fn(String) -> Self {
        move |why| Self { key: Some(key), why }
    }
}

impl From<&str> for Wrong {
    fn from(why: &str) -> Self {
        Self { key: None, why: why.to_owned() }
    }
}

impl Correction {
    /// What it says is of an endpoint, rather than of what the pages say.
    pub(super) fn is_of_endpoint(&self) -> bool {
        matches!(self.change, Change::Endpoint(_))
    }

    /// Else all that is wrong with it.
    pub(super) fn new(raw: Raw, file: &str, line: u32) -> Result<Self, Vec<Wrong>> {
        let says = subject(&raw).and_then(|subject| Ok((change(&raw, &subject)?, subject)));
        let until = raw.until.as_deref().map(parse_date).transpose().map_err(Wrong::of("until"));
        let is_silent = raw.reason.trim().is_empty();
        let no_reason = is_silent.then(|| "`reason` is missing or empty; say why the docs are wrong".to_owned());
        let no_reason = no_reason.map(Wrong::of("reason"));
        match (no_reason, says, until) {
            (None, Ok((change, subject)), Ok(until)) => {
                let place = Place::new(file, line, 0);
                Ok(Self { api: raw.api, subject, change, reason: raw.reason.clone(), until, place, written: raw })
            }
            (no_reason, says, until) => Err(no_reason.into_iter().chain(says.err()).chain(until.err()).collect()),
        }
    }
}

fn subject(raw: &Raw) -> Result<Subject, Wrong> {
    match (&raw.ty, &raw.property, &raw.endpoint, &raw.page, &raw.parameter) {
        (Some(ty), None, None, None, None) => Ok(Subject::Type(TypeName::parse(ty))),
        (Some(ty), Some(property), None, None, None) => Ok(Subject::Property(TypeName::parse(ty), property.clone())),
        (None, None, Some(endpoint), None, None) => {
            let parts = endpoint.split_once(' ').map(|(method, path)| (Method::parse(method), path.trim()));
            match parts {
                Some((Some(method), path)) if path.starts_with('/') => Ok(Subject::Endpoint(method, path.to_owned())),
                _ => Err(Wrong::of("endpoint")(format!(
                    "`{endpoint}` is no request; write it like `PATCH /users/{{id}}`"
                ))),
            }
        }
        (None, None, None, Some(page), None) => Ok(Subject::Page(page.clone())),
        (None, None, None, Some(page), Some(parameter)) => Ok(Subject::Parameter(page.clone(), parameter.clone())),
        _ => Err("a correction names a `type`, a `type` and a `property`, an `endpoint`, a `page`, or a `page` and a \
                  `parameter`"
            .into()),
    }
}

fn change(raw: &Raw, subject: &Subject) -> Result<Change, Wrong> {
    let given = [
        ("set-type", raw.set_type.is_some()),
        ("rename", raw.rename.is_some()),
        ("nullable", raw.nullable.is_some()),
        ("add-member", raw.add_member.is_some()),
        ("add-property", raw.add_property.is_some()),
        ("prefer", raw.prefer.is_some()),
        ("set-body", raw.set_body.is_some()),
        ("set-response", raw.set_response.is_some()),
        ("set-permissions", raw.set_permissions.is_some()),
        ("main-page", raw.main_page.is_some()),
        ("add", raw.add),
        ("skip", raw.skip),
    ];
    let given: Vec<&str> = given.iter().filter(|(_, given)| *given).map(|(name, _)| *name).collect();
    let names = [("rename", &raw.rename), ("add-member", &raw.add_member), ("add-property", &raw.add_property)];
    let mut names = names.into_iter().filter_map(|(key, name)| Some((key, name.as_ref()?)));
    if let Some((key, name)) = names.find(|(_, name)| !is_name(name)) {
        let why = format!("`{name}` is not a name: use letters, digits and `_`, beginning with a letter or `_`");
        return Err(Wrong::of(key)(why));
    }
    let set_type = raw.set_type.as_deref().map(parse_type).transpose().map_err(Wrong::of("set-type"))?;
    let exchanged =
        |key, text: &Option<String>| text.as_deref().map(parse_exchanged).transpose().map_err(Wrong::of(key));
    match (given.as_slice(), subject) {
        (["skip"], _) => Ok(Change::Skip),
        (["rename"], Subject::Type(_)) => Ok(Change::Rename(raw.rename.clone().unwrap_or_default())),
        (["add-member"], Subject::Type(_)) => {
            let name = raw.add_member.clone().unwrap_or_default();
            Ok(Change::AddMember(Member {
                name,
                value: None,
                description: String::new(),
                line: None,
                deprecated: None,
            }))
        }
        (["prefer"], Subject::Type(_)) => Ok(Change::Prefer(raw.prefer.unwrap_or_default())),
        (["set-type", "add-property"], Subject::Type(_)) => {
            let name = raw.add_property.clone().unwrap_or_default();
            let ty = set_type.ok_or("`add-property` needs `set-type`")?;
            Ok(Change::AddProperty { name, ty })
        }
        ([_, ..], Subject::Property(..)) if given.iter().all(|g| ["set-type", "rename", "nullable"].contains(g)) => {
            Ok(Change::Property { set_type, nullable: raw.nullable, rename: raw.rename.clone() })
        }
        ([_, ..], Subject::Parameter(..)) if given.iter().all(|g| ["set-type", "rename"].contains(g)) => {
            Ok(Change::Parameter { set_type, rename: raw.rename.clone() })
        }
        (["set-response"], Subject::Page(_)) => {
            let response = exchanged("set-response", &raw.set_response)?;
            Ok(Change::Response(response.unwrap_or(Exchanged::Nothing)))
        }
        (["set-type", "add"], Subject::Parameter(_, name)) if is_name(name) => {
            Ok(Change::AddParameter(set_type.ok_or("`add` needs `set-type`")?))
        }
        ([_, ..], Subject::Endpoint(..)) if given.iter().all(|g| OF_ENDPOINTS.contains(g)) => {
            let permissions = raw.set_permissions.as_ref().map(parse_permissions).transpose();
            Ok(Change::Endpoint(EndpointChange {
                add: raw.add,
                body: exchanged("set-body", &raw.set_body)?,
                response: exchanged("set-response", &raw.set_response)?,
                permissions: permissions.map_err(Wrong::of("set-permissions"))?,
                main_page: raw.main_page.clone(),
                name: raw.rename.clone(),
            }))
        }
        (_, Subject::Endpoint(..)) => {
            Err("a correction of an endpoint needs `skip = true` alone, or some of `add`, `set-body`, `set-response`, \
             `set-permissions`, `main-page` and `rename`".into())
        }
        (_, Subject::Type(_)) => Err(
            "a correction of a type needs one of `rename`, `add-member`, `prefer`, `skip`, or `add-property` with `set-type`; \
             `set-type` alone needs the `property` whose type it sets".into(),
        ),
        (_, Subject::Property(..)) => {
            Err("a correction of a property needs `set-type`, `nullable`, `rename`, or `skip` alone".into())
        }
        (_, Subject::Parameter(..)) => Err(
            "a correction of a parameter needs `set-type`, `rename`, `add = true` with `set-type`, or `skip` alone".into(),
        ),
        _ => Err("a correction of a `page` needs one of `skip` and `set-response`".into()),
    }
}

/// What a correction of an endpoint can say.
const OF_ENDPOINTS: &[&str] = &["add", "set-body", "set-response", "set-permissions", "main-page", "rename"];

/// A day of the calendar, and no time.
fn parse_date(text: &str) -> Result<Date, String> {
    match text.parse() {
        Ok(Datetime { date: Some(date), time: None, offset: None }) => Ok(date),
        _ => Err(format!("`{text}` is no date; write it like `until = \"2027-03-01\"`")),
    }
}

/// What an endpoint without a body takes or gives.
const NOTHING: &str = "nothing";

/// `nothing`, or a type.
fn parse_exchanged(text: &str) -> Result<Exchanged, String> {
    if text == NOTHING { Ok(Exchanged::Nothing) } else { parse_type(text).map(Exchanged::Type) }
}

/// `"Policy.Read.All and Application.Read.All"` is a set of two.
fn parse_permissions(
    given: &BTreeMap<PermissionKind, Vec<String>>,
) -> Result<BTreeMap<PermissionKind, Vec<Vec<String>>>, String> {
    let set = |text: &String| {
        let names: Vec<String> = text.split(" and ").map(|name| name.trim().to_owned()).collect();
        match names.iter().find(|name| name.is_empty() || name.contains(char::is_whitespace)) {
            Some(_) => {
                Err(format!("`{text}` is no permission, such as `\"Mail.Read\"`, nor several with `and` between them"))
            }
            None => Ok(names),
        }
    };
    let sets = |texts: &Vec<String>| texts.iter().map(set).collect::<Result<_, String>>();
    given.iter().map(|(kind, texts)| Ok((*kind, sets(texts)?))).collect()
}

/// `Collection(Edm.String)`, `microsoft.graph.user`, or `user` of the main namespace.
fn parse_type(text: &str) -> Result<TypeRef, String> {
    let inner = text.strip_prefix("Collection(").and_then(|rest| rest.strip_suffix(')'));
    let (name, collection) = (inner.unwrap_or(text), inner.is_some());
    if let Some(primitive) = name.strip_prefix("Edm.") {
        let known = Primitive::from_edm(primitive).ok_or_else(|| {
            let all: Vec<&str> = Primitive::ALL.iter().map(|known| known.edm_name()).collect();
            let near = meant(primitive, &all);
            let near = near.map(|near| format!("; did you mean `Edm.{near}`?"));
            let near = near.unwrap_or_else(|| "; write it like `Edm.String` or `Edm.DateTimeOffset`".to_owned());
            format!("`{name}` is no primitive type of OData{near}")
        })?;
        return Ok(TypeRef::primitive(known, collection));
    }
    if !name.split('.').all(is_name) {
        return Err(format!(
            "`{text}` is not a type; write it as `Edm.String`, `microsoft.graph.user` or `Collection(…)`"
        ));
    }
    if Primitive::from_edm(name).is_some() {
        return Err(format!("`{name}` is no type of Graph; did you mean `Edm.{name}`?"));
    }
    Ok(TypeRef::named(TypeName::parse(name), collection))
}

fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
}
