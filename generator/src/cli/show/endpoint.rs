//! An endpoint as it is shown.

use serde::Serialize;

use super::pattern::Shown;
use crate::cli::library::Library;
use crate::model::{PermissionKind, Source};
use crate::source::ApiVersion;
use crate::surface::{Attribute, COUNTED_LIST, Subject};

/// An endpoint, with the function that calls it.
#[derive(Debug, Serialize)]
pub struct Endpoint {
    pub kind: &'static str,
    pub api: ApiVersion,
    pub method: String,
    pub path: String,
    pub function: String,
    pub signature: String,
    pub description: String,
    /// The names of the arguments that are keys in the path.
    pub arguments: Vec<String>,
    /// Without `$`.
    pub query_options: Vec<String>,
    /// What the documentation of the function says of each.
    pub parameters: Vec<String>,
    pub body: Option<Body>,
    /// The type of the answer, as facts write it; none for an empty one.
    pub returns: Option<String>,
    pub permissions: Vec<Permission>,
    /// A program.
    pub example: Option<String>,
    /// The JSON that the page shows.
    pub answer: Option<serde_json::Value>,
    pub source: Option<Source>,
    pub documentation: Option<String>,
    /// Other versions that have it, too.
    pub also_in: Vec<ApiVersion>,
}

#[derive(Debug, Serialize)]
pub struct Body {
    #[serde(rename = "type")]
    pub ty: String,
    pub optional: bool,
    pub parameters: Vec<Parameter>,
}

/// A parameter of an action.
#[derive(Debug, Serialize)]
pub struct Parameter {
    pub name: String,
    #[serde(rename = "type")]
    pub ty: String,
    pub required: bool,
}

/// What one kind of tokens needs.
#[derive(Debug, Serialize)]
pub struct Permission {
    pub kind: String,
    /// The page and the scenario of the table, where there are several.
    pub of: String,
    /// Sets of permissions, least privileged first; none where the kind is not supported.
    pub alternatives: Vec<Vec<String>>,
}

pub fn endpoint(library: &Library<'_>, shown: Shown<'_>, also_in: Vec<ApiVersion>) -> Endpoint {
    let fact = shown.fact;
    let text = |attribute| fact.get(attribute).unwrap_or_default();
    let some = |text: String| (!text.is_empty()).then_some(text);
    let (code, answer) = library.function(shown.api(), shown.rust());
    let options = text(Attribute::Query).split_whitespace().filter(|option| *option != COUNTED_LIST);
    Endpoint {
        kind: "endpoint",
        api: shown.api(),
        method: shown.method().to_owned(),
        path: shown.path().to_owned(),
        function: shown.code_path(),
        signature: code.signature,
        description: code.description,
        arguments: text(Attribute::Arguments).split(", ").filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        query_options: options.map(str::to_owned).collect(),
        parameters: code.parameters,
        body: fact.get(Attribute::Body).map(|ty| Body {
            ty: ty.to_owned(),
            optional: fact.is(Attribute::OptionalBody),
            parameters: parameters(&shown),
        }),
        returns: fact.get(Attribute::Returns).map(str::to_owned),
        permissions: permissions(&shown),
        example: some(code.example),
        answer,
        source: fact.source.clone(),
        documentation: some(code.documentation),
        also_in,
    }
}

fn parameters(shown: &Shown<'_>) -> Vec<Parameter> {
    let all = shown.surface.owned_by(shown.owner, Subject::Parameter);
    let parameter = |(name, fact): (&str, &crate::surface::Fact)| Parameter {
        name: name.to_owned(),
        ty: fact.get(Attribute::Type).unwrap_or_default().to_owned(),
        required: fact.is(Attribute::Required),
    };
    all.map(parameter).collect()
}

/// By table, that of the main page first, and in the order of kinds that all answers have.
fn permissions(shown: &Shown<'_>) -> Vec<Permission> {
    let permission = |(name, fact): (&str, &crate::surface::Fact)| {
        let (kind, of) = name.split_once(' ').unwrap_or((name, ""));
        let sets = fact.get(Attribute::Names).unwrap_or_default().split_whitespace();
        Permission {
            kind: kind.to_owned(),
            of: of.strip_prefix("in ").unwrap_or(of).to_owned(),
            alternatives: sets.map(|set| set.split('+').map(str::to_owned).collect()).collect(),
        }
    };
    let mut all: Vec<Permission> = shown.surface.owned_by(shown.owner, Subject::Permission).map(permission).collect();
    let rank = |kind: &str| {
        let of_kind = [PermissionKind::DelegatedWork, PermissionKind::DelegatedPersonal, PermissionKind::Application];
        of_kind.into_iter().position(|known| crate::surface::kind_name(known) == kind)
    };
    let main_page = shown.fact.source.as_ref().map(Source::page).unwrap_or_default();
    let is_other = |of: &str| of.split(' ').next() != Some(main_page);
    all.sort_by_cached_key(|permission| (is_other(&permission.of), permission.of.clone(), rank(&permission.kind)));
    all
}
