//! How a crate explains itself in its first lines: by what it holds, whatever was selected.

use std::cmp::Reverse;

use super::{code, request_line};
use crate::model::Method;
use crate::plan::{Endpoint, Options, VersionPlan};

/// "`GET /users/{id}/messages` is `v1::users::messages::list(user_id)`": of all endpoints the one that shows the most in
/// the fewest words. None where there is no endpoint.
pub fn url_and_function(plans: &[VersionPlan<'_>]) -> Option<String> {
    let endpoints = plans.iter().flat_map(|plan| plan.endpoints.iter().map(move |endpoint| (plan, endpoint)));
    let (plan, endpoint) = endpoints.min_by_key(|(plan, endpoint)| rank(plan, endpoint))?;
    let keys = endpoint.arguments.iter().map(String::as_str);
    let arguments: Vec<&str> = keys.chain(endpoint.body.map(|_| "body")).collect();
    let (module, name) = (endpoint.module.join("::"), &endpoint.name);
    let function = code(&format!("{}::{module}::{name}({})", plan.module, arguments.join(", ")));
    Some(format!("{} is {function}", request_line(endpoint)))
}

/// Best is a list below one key.
fn rank(plan: &VersionPlan<'_>, endpoint: &Endpoint<'_>) -> impl Ord + use<> {
    let sends = endpoint.method != Method::Get || endpoint.body.is_some();
    let is_list = endpoint.response.and_then(|r| r.ty.as_ref()).is_some_and(|ty| ty.collection);
    let shown = (endpoint.arguments.len() == 1, is_list, endpoint.name == "list", plan.module == "v1");
    let path = endpoint.template();
    (sends, Reverse(shown), endpoint.module.len(), path.len(), path)
}

/// What the features of the versions are: "`full` is everything, `v1` and `beta` are one API version each".
pub fn features_of_versions(plans: &[VersionPlan<'_>]) -> String {
    let names: Vec<String> = plans.iter().map(|plan| code(plan.module)).collect();
    match names.as_slice() {
        [] => "`full` is everything.".to_owned(),
        [one] => format!("`full` and {one} are the same, everything."),
        several => format!("`full` is everything, {} are one API version each.", several.join(" and ")),
    }
}

/// A program of a few lines, as the first page of the crate shows it.
pub struct Program {
    /// The slice that it calls.
    pub feature: String,
    /// Its lines, and that which closes its fence.
    pub code: Vec<String>,
}

/// The program that goes through a list which needs no argument: of those at the top, that of the largest slice.
/// None where there is no such list.
pub fn program(plans: &[VersionPlan<'_>]) -> Option<Program> {
    let endpoints = plans.iter().flat_map(|plan| plan.endpoints.iter().map(move |endpoint| (plan, endpoint)));
    let lists = endpoints.filter(|(plan, endpoint)| {
        let ty = endpoint.response.and_then(|response| response.ty.as_ref());
        let is_list = ty.is_some_and(|ty| ty.collection && plan.model(ty).is_some());
        is_list && endpoint.method == Method::Get && endpoint.arguments.is_empty() && endpoint.body.is_none()
    });
    let (plan, endpoint) = lists.min_by_key(|(plan, endpoint)| {
        let of_slice = plan.endpoints.iter().filter(|other| other.slice() == endpoint.slice()).count();
        (plan.module != "v1", endpoint.module.len(), Reverse(of_slice), endpoint.template())
    })?;
    let slice = plan.slices.iter().position(|slice| slice == endpoint.slice())?;
    let (path, krate) = (endpoint.module.join("::"), &plan.krate);
    let call = format!("{}::{}()", endpoint.module.last()?, endpoint.name);
    let code = [
        format!("use {krate}::client::{{Client, StaticToken}};"),
        format!("use {krate}::{}::{path};", plan.module),
        String::new(),
        format!("# async fn program(token: String) -> Result<(), {krate}::Error> {{"),
        "let client = Client::new(StaticToken::new(token))?;".to_owned(),
        format!("let mut list = client.items({call});"),
        "while let Some(item) = list.try_next().await? {".to_owned(),
        "    println!(\"{item:?}\");".to_owned(),
        "}".to_owned(),
        "# Ok(())".to_owned(),
        "# }".to_owned(),
        "```".to_owned(),
    ];
    Some(Program { feature: plan.feature(slice), code: code.to_vec() })
}

/// What is where in the crate, as a table.
pub fn table_of_contents(plans: &[VersionPlan<'_>], options: &Options) -> Vec<String> {
    let versions: Vec<String> = plans.iter().map(|plan| code(plan.module)).collect();
    let types: Vec<String> = plans.iter().map(|plan| code(&format!("{}::models", plan.module))).collect();
    let always = [
        (versions.join(", "), "a function for each documented request"),
        (types.join(", "), "a struct or an enum for each documented type"),
        ("[`Request`], [`Reader`]".to_owned(), "what functions give, and what reads the answer"),
        ("[`Model`], [`Extra`]".to_owned(), "what all types can do, and what they keep without knowing it"),
        ("[`filter!`], [`search!`]".to_owned(), "query options with values in them"),
    ];
    let by_feature = [
        (
            "client",
            "`client`",
            "sends requests: pages, batches, uploads, downloads, delta rounds, what goes on after a `202`",
        ),
        ("blocking", "`client::blocking`", "the same without `async`"),
        ("permissions", "`permissions`", "the least that an app needs for what it calls"),
        ("properties", "`PROPERTIES`", "of each model: when a property is returned, and how it is queried"),
        ("mock", "`mock`", "the documentation as a service on your machine, for tests"),
        ("notifications", "`notifications`", "reads and decrypts change notifications"),
    ];
    let mut lines = vec![String::new(), "| where | what |".to_owned(), "|:---|:---|".to_owned()];
    lines.extend(always.iter().filter(|(name, _)| !name.is_empty()).map(|(name, what)| format!("| {name} | {what} |")));
    let offered = by_feature.iter().filter(|(feature, ..)| options.feature(feature) != Some(false));
    lines.extend(offered.map(|(feature, name, what)| format!("| {name} (feature `{feature}`) | {what} |")));
    lines
}
