//! Endpoints as the crate has them: each with its module, its name and its arguments.

use std::collections::HashSet;

use super::names::snake;
use super::placement::{self, arguments, place, settle_names};
use super::url::UrlTemplate;
use crate::model::{
    self, Consistency, Deprecation, EndpointBody, Ir, Method, Operation, Part, Permissions, Placeholder, Response,
    Segment,
};

/// A method and a URL, as a function of a module.
#[derive(Debug)]
pub struct Endpoint<'a> {
    pub method: Method,
    pub segments: &'a [Segment],
    /// The main page first.
    pub pages: Vec<&'a Operation>,
    /// As the pages write it.
    pub paths: &'a [String],
    /// The modules below the version's, from the URL's literal segments; `root` where it has none.
    pub module: Vec<String>,
    pub name: String,
    /// The name of the struct that an action takes: `SendMailBody` beside `send_mail`.
    pub parameters_name: Option<String>,
    /// The name of the type that tells its query options: `ListOptions` beside `list`.
    pub options_name: Option<String>,
    pub arguments: Vec<String>,
    /// Which of the arguments is an item of a drive, which has other addresses than its id.
    pub item: Option<usize>,
    pub body: Option<&'a EndpointBody>,
    pub optional_body: bool,
    /// What bytes are.
    pub media_type: Option<&'a str>,
    pub response: Option<&'a Response>,
    /// What long-running work gives in the end.
    pub result: Option<&'a model::TypeRef>,
    pub query_options: &'a [String],
    pub upsert: bool,
    pub names_type: bool,
    pub consistency: Option<Consistency>,
    /// `…/$count` gives the number of what it lists.
    pub counted: bool,
    /// The derived types to which pages narrow what it lists.
    pub casts: &'a [model::Cast],
    pub deprecated: Option<&'a Deprecation>,
    /// No request block has the URL.
    pub inferred: bool,
    /// What each of its pages says of them for this URL, or what a correction says.
    pub permissions: Vec<(&'a Operation, Vec<&'a Permissions>)>,
}

impl Endpoint<'_> {
    /// Below the module of its version: `users::messages::list`.
    pub fn rust_path(&self) -> String {
        format!("{}::{}", self.module.join("::"), self.name)
    }

    /// The path with a `{}` for each argument.
    pub fn template(&self) -> String {
        self.segments.iter().map(|s| format!("/{}", s.parts.iter().map(part_template).collect::<String>())).collect()
    }

    /// Which URLs are its own.
    pub fn url_template(&self) -> UrlTemplate {
        UrlTemplate::new(&self.template(), self.item)
    }

    /// Whether, of these values of its arguments, the item is given by another address than its id.
    pub fn is_readdressed(&self, values: &[String]) -> bool {
        self.item.and_then(|at| values.get(at)).is_some_and(|value| value.starts_with('/'))
    }

    /// What stands in the path for each argument.
    pub fn placeholders(&self) -> impl Iterator<Item = &Placeholder> {
        placeholders(self.segments)
    }

    /// The path as documented, with the placeholders' names.
    pub fn documented_path(&self) -> String {
        self.segments.iter().map(|s| format!("/{}", s.documented())).collect()
    }

    /// What of the path leads to the first `depth` of its modules, without keys.
    pub fn path_of_module(&self, depth: usize) -> String {
        placement::path_of_module(self.segments, depth)
    }

    /// The function below the crate, where this is its version's module: `v1::users::get`.
    pub fn function(&self, version: &str) -> String {
        format!("{version}::{}::{}", self.module.join("::"), self.name)
    }

    /// The first of its modules, which names the slice.
    pub fn slice(&self) -> &str {
        &self.module[0]
    }

    pub fn main_page(&self) -> &Operation {
        self.pages[0]
    }
}

/// What stands in these segments for each argument.
pub fn placeholders(segments: &[Segment]) -> impl Iterator<Item = &Placeholder> {
    segments.iter().flat_map(Segment::placeholders)
}

/// A literal with what a URL cannot hold percent-encoded.
fn part_template(part: &Part) -> String {
    match part {
        Part::Placeholder(_) => "{}".to_owned(),
        Part::Literal(text) => text
            .bytes()
            .map(|b| {
                if b.is_ascii_graphic() && !b"\"<>\\^`{|}%#?".contains(&b) {
                    char::from(b).to_string()
                } else {
                    format!("%{b:02X}")
                }
            })
            .collect(),
    }
}

/// Names every endpoint. A selection is made afterwards, so that it changes no name.
pub fn endpoints(ir: &Ir) -> Vec<Endpoint<'_>> {
    let shapes: Vec<Vec<String>> = ir.endpoints.iter().map(|e| e.path.folded_shape()).collect();
    let prefixes: HashSet<Vec<String>> =
        shapes.iter().flat_map(|shape| (1..=shape.len()).map(|n| shape[..n].to_vec())).collect();
    let named = |(endpoint, shape): (_, &Vec<String>)| named(ir, endpoint, shape, &prefixes);
    let mut out: Vec<Endpoint<'_>> = ir.endpoints.iter().zip(&shapes).map(named).collect();
    settle_names(&mut out);
    out
}

fn named<'a>(
    ir: &'a Ir,
    endpoint: &'a model::Endpoint,
    shape: &[String],
    prefixes: &HashSet<Vec<String>>,
) -> Endpoint<'a> {
    let pages: Vec<&Operation> = endpoint.pages.iter().map(|page| &ir.operations[page.operation]).collect();
    let (body, response) = (endpoint.body.as_ref(), endpoint.response.as_ref());
    let segments = endpoint.path.segments();
    let (mut module, placed) = place(endpoint, &pages, shape, prefixes);
    if module.is_empty() {
        module.push("root".to_owned());
    }
    Endpoint {
        method: endpoint.method,
        arguments: arguments(segments),
        item: endpoint.item.map(|at| placeholders(&segments[..at]).count()),
        segments,
        pages,
        paths: &endpoint.written,
        module,
        name: endpoint.name.as_deref().map_or(placed, snake),
        parameters_name: None,
        options_name: None,
        body,
        optional_body: endpoint.optional_body,
        media_type: endpoint.media_type.as_deref(),
        response,
        result: endpoint.result.as_ref(),
        query_options: &endpoint.query_options,
        upsert: endpoint.upsert,
        names_type: endpoint.names_type,
        consistency: endpoint.consistency,
        counted: endpoint.counted,
        casts: &endpoint.casts,
        deprecated: endpoint.deprecated.as_ref(),
        inferred: endpoint.inferred.is_some(),
        permissions: permissions(ir, endpoint),
    }
}

fn permissions<'a>(ir: &'a Ir, endpoint: &'a model::Endpoint) -> Vec<(&'a Operation, Vec<&'a Permissions>)> {
    if let Some(corrected) = &endpoint.permissions {
        return vec![(&ir.operations[endpoint.pages[0].operation], corrected.iter().collect())];
    }
    let of_page = |page: &model::EndpointPage| {
        let operation = &ir.operations[page.operation];
        let rows = operation.permissions.iter().enumerate();
        let is_of_url = |at: &usize| page.permissions.as_ref().is_none_or(|all| all.contains(at));
        (operation, rows.filter(|(at, _)| is_of_url(at)).map(|(_, row)| row).collect())
    };
    endpoint.pages.iter().map(of_page).collect()
}
