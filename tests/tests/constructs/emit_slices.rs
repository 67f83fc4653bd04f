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
