//! Which models are compiled with which feature, and what a selection holds.

use docgen_tests::render::items;
use docgen_tests::stages::{Page, api, files, resource};
use insta::assert_snapshot;

const GET: &str = "## Response\n\nReturns `200 OK` and a [gadget](../resources/gadget.md) object.";

fn gadget(rows: &[&str]) -> String {
    resource("gadget", rows)
}

#[test]
fn a_model_is_compiled_with_the_slices_that_reach_it() {
    let room = resource("room", &["|id|String|Key.|"]);
    let get = api("GET /rooms/{id}", "## Response\n\nReturns `200 OK` and a [room](../resources/room.md) object.");
    let both =
        api("GET /desks/{id}/room", "## Response\n\nReturns `200 OK` and a [room](../resources/room.md) object.");
    let pages = [
        ("resources/gadget.md", gadget(&["|id|String|Key.|"])),
        ("resources/room.md", room),
        ("api/room-get.md", get),
        ("api/desk-room.md", both),
        ("api/gadget-get.md", api("GET /gadgets/{id}", GET)),
    ];
    let pages: Vec<Page<'_>> = pages.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let files = files(&pages, &[]);
    assert_snapshot!(items(&files, "src/v1/models/mod.rs", &["gadget", "room"]), @r#"
    #[cfg(feature = "v1-gadgets")]
    mod gadget;
    #[cfg(any(feature = "v1-desks", feature = "v1-rooms"))]
    mod room;
    "#);
    let manifest = &files.0["Cargo.toml"];
    let features = &manifest[manifest.find("[features]").unwrap()..manifest.find("[dependencies]").unwrap()];
    assert_snapshot!(features, @r#"
    [features]
    default = ["rustls"]
    full = ["v1"]
    v1 = ["v1-desks", "v1-gadgets", "v1-rooms"]
    v1-desks = []
    v1-gadgets = []
    v1-rooms = []
    azure-core = ["client", "dep:azure_core"]
    blocking = ["client"]
    chrono = ["dep:chrono"]
    client = ["dep:bytes", "dep:fastrand", "dep:futures-util", "dep:reqwest", "dep:tokio", "dep:tracing"]
    device-code = ["client", "dep:oauth2", "tokio?/sync"]
    jiff = ["dep:jiff"]
    mock = ["permissions", "dep:bytes", "dep:futures-util", "dep:http-body-util", "dep:hyper", "dep:hyper-util", "dep:regex", "dep:serde_derive", "dep:strsim", "dep:tokio", "tokio?/net"]
    native-tls = ["reqwest?/native-tls"]
    notifications = ["dep:aws-lc-rs", "dep:rustls-pki-types"]
    permissions = []
    properties = []
    rustls = ["reqwest?/rustls"]
    rustls-no-provider = ["reqwest?/rustls-no-provider"]
    time = ["dep:time"]
    uuid = ["dep:uuid"]
    "#);
}

#[test]
fn a_selection_holds_what_it_reaches_and_nothing_else() {
    let room = resource("room", &["|id|String|Key.|"]);
    let get = api("GET /rooms/{id}", "## Response\n\nReturns `200 OK` and a [room](../resources/room.md) object.");
    let gadget = gadget(&["|id|String|Key.|"]);
    let gadget_get = api("GET /gadgets/{id}", GET);
    let pages = [
        ("resources/gadget.md", gadget.as_str()),
        ("resources/room.md", &room),
        ("api/room-get.md", &get),
        ("api/gadget-get.md", &gadget_get),
    ];
    let files = files(&pages, &["/rooms/**"]);
    let code: Vec<&str> = files.0.keys().map(String::as_str).filter(|p| p.starts_with("src/v1")).collect();
    assert_snapshot!(code.join("\n"), @"
    src/v1/mock.rs
    src/v1/mock/all-types.jsonl
    src/v1/mock/rooms.jsonl
    src/v1/mod.rs
    src/v1/models/mod.rs
    src/v1/models/room.rs
    src/v1/rooms.rs
    ");
}

#[test]
fn a_slice_has_the_derived_types_that_its_examples_show_and_those_of_an_abstract_type_that_it_sends() {
    let derived = |name: &str, base: &str| {
        let page = resource(name, &["|size|Int32|Its size.|"]);
        page.replacen("## Properties", &format!("Inherits from [{base}]({base}.md).\n\n## Properties"), 1)
    };
    let gadget = gadget(&["|id|String|Key.|"]);
    let (lamp, fan) = (derived("lamp", "gadget"), derived("fan", "gadget"));
    let annotation = "<!-- { \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.rule\", \"abstract\": true } -->\n```json\n{}\n```\n";
    let rule = resource("rule", &["|id|String|Key.|"]) + annotation;
    let (plain, strict) = (derived("plainRule", "rule"), derived("strictRule", "plainRule"));
    let example = "## Examples\n\n```http\nGET https://graph.microsoft.com/v1.0/gadgets/1\n```\n\n```http\nHTTP/1.1 200 OK\n\n\
        { \"@odata.type\": \"#microsoft.graph.lamp\", \"id\": \"1\" }\n```";
    let get = api("GET /gadgets/{id}", &format!("{GET}\n\n{example}"));
    let send = api(
        "POST /rooms/{id}/rules",
        "## Request body\n\nSupply a JSON representation of a [rule](../resources/rule.md) object.\n\n## Response\n\nReturns `204 No Content`.",
    );
    let pages = [
        ("resources/gadget.md", gadget.as_str()),
        ("resources/lamp.md", &lamp),
        ("resources/fan.md", &fan),
        ("resources/rule.md", &rule),
        ("resources/plainrule.md", &plain),
        ("resources/strictrule.md", &strict),
        ("api/gadget-get.md", &get),
        ("api/rule-create.md", &send),
    ];
    let whole = files(&pages, &[]);
    let models = ["fan", "gadget", "lamp", "plain_rule", "rule", "strict_rule"];
    assert_snapshot!(items(&whole, "src/v1/models/mod.rs", &models), @r#"
    #[cfg(feature = "v1")]
    mod fan;
    #[cfg(feature = "v1-gadgets")]
    mod gadget;
    #[cfg(feature = "v1-gadgets")]
    mod lamp;
    #[cfg(feature = "v1-rooms")]
    mod plain_rule;
    #[cfg(feature = "v1-rooms")]
    mod rule;
    #[cfg(feature = "v1-rooms")]
    mod strict_rule;
    "#);
    let selected = files(&pages, &["/gadgets/**"]);
    let held = |name: &str| selected.0.contains_key(&format!("src/v1/models/{name}.rs"));
    assert_eq!(models.map(held), [false, true, true, false, false, false]);
}

/// A type with relationships, each to the type of its name.
fn related(name: &str, relationships: &[&str]) -> String {
    let row = |name: &&str| format!("|{name}|[{name}]({name}.md)|Another.|\n");
    let rows: String = relationships.iter().map(row).collect();
    let table = format!("\n## Relationships\n\n|Relationship|Type|Description|\n|:---|:---|:---|\n{rows}");
    resource(name, &["|id|String|Key.|"]) + &table
}

#[test]
fn a_slice_has_the_targets_of_the_relationships_that_its_pages_expand_or_insert() {
    let expand = "$select=id&$expand=Maker($select=id;$expand=shop,till($top=1)),owner/boss";
    let example = format!("## Examples\n\n```http\nGET https://graph.microsoft.com/v1.0/gadgets/1?{expand}\n```");
    let get = api("GET /gadgets/{id}", &format!("{GET}\n\n{example}"));
    let body = "## Request body\n\nSupply a JSON representation of a [part](../resources/part.md) object.\n\n\
        ## Response\n\nReturns `204 No Content`.\n\n## Examples\n\n```http\n\
        POST https://graph.microsoft.com/v1.0/rooms/1/parts\n\n{ \"shell\": { \"id\": \"1\" }, \"crate\": [] }\n```";
    let post = api("POST /rooms/{id}/parts", body);
    let types = [
        ("gadget", related("gadget", &["owner", "maker", "shop"])),
        ("owner", related("owner", &["boss"])),
        ("part", related("part", &["shell", "crate"])),
        ("boss", related("boss", &[])),
        ("maker", related("maker", &["till"])),
        ("till", related("till", &[])),
        ("shop", related("shop", &[])),
        ("shell", related("shell", &[])),
        ("crate", related("crate", &[])),
    ];
    let paths: Vec<String> = types.iter().map(|(name, _)| format!("resources/{name}.md")).collect();
    let mut pages: Vec<(&str, &str)> = vec![("api/gadget-get.md", &get), ("api/part-create.md", &post)];
    pages.extend(paths.iter().zip(&types).map(|(path, (_, text))| (path.as_str(), text.as_str())));
    let models = ["boss", "crate_", "maker", "owner", "shell", "shop", "till"];
    assert_snapshot!(items(&files(&pages, &[]), "src/v1/models/mod.rs", &models), @r#"
    #[cfg(feature = "v1-gadgets")]
    mod boss;
    #[cfg(feature = "v1")]
    mod crate_;
    #[cfg(feature = "v1-gadgets")]
    mod maker;
    #[cfg(feature = "v1-gadgets")]
    mod owner;
    #[cfg(feature = "v1-rooms")]
    mod shell;
    #[cfg(feature = "v1")]
    mod shop;
    #[cfg(feature = "v1-gadgets")]
    mod till;
    "#);
}

#[test]
fn what_is_expanded_in_what_is_expanded_has_an_end() {
    let expand = "$expand=part(".repeat(50_000);
    let example = format!("## Examples\n\n```http\nGET https://graph.microsoft.com/v1.0/parts/1?{expand}\n```");
    let get = "## Response\n\nReturns `200 OK` and a [part](../resources/part.md) object.";
    let pages = [
        ("api/part-get.md", api("GET /parts/{id}", &format!("{get}\n\n{example}"))),
        ("resources/part.md", related("part", &["part"])),
    ];
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (*path, text.as_str())).collect();
    assert!(files(&pages, &[]).0.contains_key("src/v1/models/part.rs"));
}
