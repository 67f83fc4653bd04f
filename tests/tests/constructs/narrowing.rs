//! Lists that can be counted, and narrowed to one type.

use docgen_tests::render::{endpoint_facts, items};
use docgen_tests::stages::{api, files, model, resource};
use insta::assert_snapshot;

const HEADER: &str =
    "## Request headers\n\n|Name|Description|\n|:-|:-|\n|ConsistencyLevel|eventual. Needed with `$search`.|\n\n";
const LIST: &str = "## Response\n\nReturns `200 OK` and a collection of [gadget](../resources/gadget.md) objects.\n\n";

fn example(url: &str) -> String {
    format!("## Example\n\n```http\nGET https://graph.microsoft.com/v1.0{url}\n```\n")
}

fn gadget() -> String {
    resource("gadget", &["|id|String|Key.|"])
}

#[test]
fn which_lists_can_be_counted() {
    let only_some = "## Optional query parameters\n\nThis method supports the `$select` query parameter.\n\n";
    let pages = [
        ("resources/gadget.md", gadget()),
        ("api/a-list.md", api("GET /indexed", &format!("{HEADER}{LIST}"))),
        ("api/b-list.md", api("GET /indexed/{id}/parts", &format!("{only_some}{HEADER}{LIST}"))),
        (
            "api/c-list.md",
            api("GET /rooms/{id}/gadgets", &format!("{LIST}{}", example("/ROOMS/12/gadgets/$count?$filter=a"))),
        ),
        ("api/d-list.md", api("GET /rooms/{id}/tools", &format!("{LIST}{}", example("/rooms/{id}/tools?$count=true")))),
        ("api/e-list.md", api("GET /doors", &format!("{LIST}{}", example("/doors/microsoft.graph.gadget/$count")))),
        ("api/f-list.md", api("GET /lamps\nGET /lamps/$count", LIST)),
        (
            "api/g-get.md",
            api("GET /rooms/{id}", "## Response\n\nReturns `200 OK` and a [gadget](../resources/gadget.md) object.\n"),
        ),
        ("api/h-list.md", api("GET /rooms/{id}/gadgets/$ref", &format!("{HEADER}{LIST}"))),
        ("api/i-delta.md", api("GET /gadgets/delta(token='{token}')", &format!("{HEADER}{LIST}"))),
    ];
    let pages: Vec<_> = pages.iter().map(|(name, text)| (*name, text.as_str())).collect();
    assert_snapshot!(endpoint_facts(&model(&pages).0), @"
    GET /doors: counted
    GET /gadgets/delta(token='{token}'): consistency advanced
    GET /indexed: consistency advanced, counted
    GET /indexed/{id}/parts: consistency advanced
    GET /lamps: counted
    GET /rooms/{id}/gadgets: counted
    GET /rooms/{id}/gadgets/$ref: consistency advanced
    ");
}

#[test]
fn a_list_that_can_be_counted_says_so_by_its_options_and_shows_the_url() {
    let some = "## Optional query parameters\n\nThis method supports the `$filter` and `$top` query parameters.\n\n";
    let page = api("GET /rooms/{room-id}/gadgets", &format!("{some}{LIST}{}", example("/rooms/7/gadgets/$count")));
    let files = files(&[("resources/gadget.md", &gadget()), ("api/gadget-list.md", &page)], &[]);
    assert_snapshot!(items(&files, "src/v1/rooms/gadgets.rs", &["list"]), @r#"
    /// A page
    ///
    /// `GET /rooms/{room-id}/gadgets`
    ///
    /// Also: `GET /rooms/{room-id}/gadgets/$count` by `.count()`.
    ///
    /// # Parameters
    ///
    /// * `room_id`, `{room-id}` in the path
    /// * Query options: `$filter`, `$top`
    ///
    /// # Example
    ///
    /// ```
    /// use msgraph::v1::rooms::gadgets;
    /// let request = gadgets::list("room_id");
    /// # let _ = request;
    /// ```
    ///
    /// Documentation: [gadget-list](https://learn.microsoft.com/graph/api/gadget-list?view=graph-rest-1.0)
    #[inline]
    pub fn list(
        room_id: &str,
    ) -> runtime::Request<(), runtime::Page<models::Gadget>, ListOptions> {
        runtime::Request::new("GET /v1.0/rooms/{}/gadgets", &[room_id])
    }
    "#);
    let text = &files.0["src/v1/rooms/gadgets.rs"];
    assert_snapshot!(text[text.find("/// What").unwrap()..], @"
    /// What [`fn@list`] can be asked: `$filter`, `$top`, `/$count`.
    pub enum ListOptions {}
    runtime::options!(ListOptions, [Filter, Top, Counted]);
    ");
}

#[test]
fn which_types_a_list_is_narrowed_to() {
    let tool = "# tool resource type\n\nNamespace: microsoft.graph\n\nInherits from [gadget](gadget.md).\n\n## Properties\n\n\
        |Property|Type|Description|\n|:-|:-|:-|\n|reach|Int32|How far.|\n";
    let shown = [
        "/rooms/7/gadgets/microsoft.graph.Tool?$top=3",
        "/rooms/{id}/gadgets/microsoft.graph.tool/$count",
        "/rooms/7/gadgets/microsoft.graph.room",
        "/rooms/7/gadgets/microsoft.graph.tool/parts",
        "/doors/microsoft.graph.tool",
    ];
    let shown: String = shown.iter().map(|url| example(url)).collect();
    let pages = [
        ("resources/gadget.md", gadget()),
        ("resources/room.md", resource("room", &["|id|String|Key.|"])),
        ("resources/tool.md", tool.to_owned()),
        ("api/gadget-list.md", api("GET /rooms/{room-id}/gadgets", &format!("{LIST}{shown}"))),
        ("api/tool-list.md", api("GET /doors\nGET /doors/microsoft.graph.tool", LIST)),
    ];
    let pages: Vec<_> = pages.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let casts = |e: &msgraph_docgen::model::Endpoint| {
        e.casts.iter().map(|cast| format!("{} {}\n", e.path, cast.ty)).collect::<String>()
    };
    let casts: String = model(&pages).0.endpoints.iter().map(casts).collect();
    assert_snapshot!(casts, @"/rooms/{room-id}/gadgets microsoft.graph.tool");
    let files = files(&pages, &[]);
    let function = items(&files, "src/v1/rooms/gadgets.rs", &["list"]);
    let told: Vec<&str> = function.lines().filter(|line| line.contains("Also:")).collect();
    assert_snapshot!(told.join("\n"), @"/// Also: `GET /rooms/{room-id}/gadgets/$count` by `.count()`, `GET /rooms/{room-id}/gadgets/microsoft.graph.tool` by `.cast::<Tool>()`, `GET /rooms/{room-id}/gadgets/microsoft.graph.tool/$count` by `.cast::<Tool>().count()`.");
}
