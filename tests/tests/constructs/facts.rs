//! What pages say of the use of a property, and what they advise against.

use docgen_tests::render::{endpoint_facts, facts, items};
use docgen_tests::stages::{Page, api, files, model, resource};
use insta::assert_snapshot;

/// What the row of a property says, under each of these descriptions.
fn of_rows(descriptions: &[&str]) -> String {
    let row = |(i, text): (usize, &&str)| format!("|p{i}|String|{text}|");
    let rows: Vec<String> = descriptions.iter().enumerate().map(row).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    facts(&model(&[("resources/gadget.md", &resource("gadget", &rows))]).0, "gadget")
}

#[test]
fn when_a_property_is_returned() {
    assert_snapshot!(of_rows(&[
        "The label. Returned by default.",
        "The label. Returned only on `$select`.",
        "The label. Requires `$select` to retrieve.",
        "The label. Not returned by default.",
        "It is not returned by default but can be read by the `?$select=label` query.",
        "The parts. Returned only on `$expand`.",
        "Write-only. The secret.",
    ]), @"
    p0: returned default
    p1: returned select
    p2: returned select
    p4: returned select
    p5: returned expand
    p6: returned never
    ");
}

#[test]
fn who_sets_a_property() {
    let created = "# Create gadget\n\n## HTTP request\n\n```http\nPOST /gadgets\n```\n\n## Request body\n\n\
        Supply a JSON representation of a [gadget](../resources/gadget.md) object.\n\n\
        |Property|Type|Description|\n|:-|:-|:-|\n|label|String|Its name. Required.|\n|size|Int32|Not required.|\n";
    let page = resource(
        "gadget",
        &[
            "|id|String|Its number. Read-only.|",
            "|label|String|Its name.|",
            "|size|Int32|In cm. Read-only when it is folded.|",
            "|maker|String|This property is required when a gadget is created.|",
            "|finish|String|How it shines. Required.|",
            "|color|String|Its colour. Required for lamps.|",
        ],
    );
    let ir = model(&[("api/gadget-post.md", created), ("resources/gadget.md", &page)]).0;
    assert_snapshot!(facts(&ir, "gadget"), @"
    id: key, read-only
    label: required on create
    maker: required on create
    finish: required on create
    ");
}

#[test]
fn how_a_property_can_be_queried() {
    assert_snapshot!(of_rows(&[
        "Supports `$filter` (`eq`, `ne`, `NOT`, `startsWith`), `$search`, and `$orderBy`.",
        "Supports $filter.",
        "Supports `$select` and `$filter` (`eq` only).",
        "Supports `$filter` (`eq` only) on city and state.",
        "Does not support `$filter`.",
    ]), @"
    p0: order by, search, filter [eq, ne, not, startswith]
    p1: filter []
    p2: filter [eq]
    ");
}

#[test]
fn the_key_is_what_the_annotation_names_or_the_id() {
    let annotated = "# part resource type\n\n## Properties\n\n|Property|Type|Description|\n|:-|:-|:-|\n|id|String|Its id.|\n|code|String|Its code.|\n\n\
        ## JSON representation\n\n<!-- { \"blockType\": \"resource\", \"keyProperty\": \"code\", \"@odata.type\": \"microsoft.graph.part\" } -->\n```json\n{ \"id\": \"String\" }\n```\n";
    let gadget = resource("gadget", &["|id|String|Its id.|"]);
    let get =
        api("GET /gadgets/{id}", "## Response\n\nReturns `200 OK` and a [gadget](../resources/gadget.md) object.");
    let part = api("GET /parts/{code}", "## Response\n\nReturns `200 OK` and a [part](../resources/part.md) object.");
    let pages: [Page<'_>; 4] = [
        ("api/gadget-get.md", &get),
        ("api/part-get.md", &part),
        ("resources/gadget.md", &gadget),
        ("resources/part.md", annotated),
    ];
    let ir = model(&pages).0;
    assert_snapshot!(format!("{}{}", facts(&ir, "gadget"), facts(&ir, "part")), @"
    id: key
    code: key
    ");
}

#[test]
fn a_row_that_advises_against_its_property() {
    assert_snapshot!(of_rows(&[
        "Deprecated. Don't use.",
        "This property is deprecated and will be removed on May 3, 2031. Use the **label** property instead.",
        "This property will be deprecated in July 2030 and will be replaced by property NewLabel.",
        "Whether the gadget is deprecated or not.",
    ]), @"
    p0: deprecated
    p1: deprecated until May 3, 2031; use `label` instead
    p2: deprecated since July 2030; use `NewLabel` instead
    ");
    let marked = resource("gadget", &["|label (deprecated)|String|Its name.|"]);
    assert_snapshot!(facts(&model(&[("resources/gadget.md", &marked)]).0, "gadget"), @"label: deprecated");
}

#[test]
fn a_page_that_advises_against_its_type_or_its_endpoint() {
    let rows = resource("gadget", &["|label|String|Its name.|"]);
    let gadget = rows.replacen("resource type", "resource type (deprecated)", 1);
    let list = "# List gadgets\n\n> [!CAUTION]\n> This API is deprecated and will stop returning data on May 3, 2031. Please use the new [widgets](widget-list.md).\n\n\
        ## HTTP request\n\n```http\nGET /gadgets\n```\n";
    let other = "# Get gadget\n\n> **Note:** The `/app` path is deprecated.\n\n## HTTP request\n\n```http\nGET /gadgets/{id}\n```\n";
    let pages = [("api/gadget-get.md", other), ("api/gadget-list.md", list), ("resources/gadget.md", &gadget)];
    let ir = model(&pages).0;
    assert_snapshot!(facts(&ir, "gadget"), @"gadget: deprecated");
    assert_snapshot!(endpoint_facts(&ir), @"GET /gadgets: deprecated until May 3, 2031; use `widgets` instead");
}

#[test]
fn a_member_that_its_enum_advises_against() {
    let page = "# mode enum type\n\n## Members\n\n|Member|Description|\n|:-|:-|\n|fast|Quick.|\n|slow|Deprecated. Use `fast` instead.|\n|deprecated|Deprecated.|\n";
    assert_snapshot!(facts(&model(&[("resources/mode.md", page)]).0, "mode"), @"slow: deprecated use `fast` instead");
}

#[test]
fn which_requests_need_consistency() {
    let page = |request: &str, row: &str| {
        let headers = format!("## Request headers\n\n|Name|Description|\n|:-|:-|\n|ConsistencyLevel|{row}|\n");
        api(request, &headers)
    };
    let advanced = "eventual. This header and `$count` are needed with `$search`, or some uses of `$filter`.";
    let options = "eventual. Needed with the `$search`, `$filter`, `$orderby`, or cast parameters.";
    let pages = [
        page("GET /a", advanced),
        page("GET /a/$count", advanced),
        page("GET /b\nGET /b/microsoft.graph.gadget", options),
        page("GET /c", "eventual. Required."),
        page("POST /d", "eventual. Required."),
    ];
    let names = ["api/a.md", "api/b.md", "api/c.md", "api/d.md", "api/e.md"];
    let pages: Vec<Page<'_>> = names.iter().zip(&pages).map(|(name, page)| (*name, page.as_str())).collect();
    assert_snapshot!(endpoint_facts(&model(&pages).0), @"
    GET /a: consistency advanced
    GET /a/$count: consistency always
    GET /b: consistency options
    GET /b/microsoft.graph.gadget: consistency counted
    GET /c: consistency always
    ");
}

/// A gadget that is created and listed.
fn gadgets(rows: &[&str], of_create: &str) -> [(&'static str, String); 3] {
    let create = format!(
        "## Request body\n\nSupply a JSON representation of a [gadget](../resources/gadget.md) object.\n\n\
        |Property|Type|Description|\n|:-|:-|:-|\n{of_create}\n\n\
        ## Response\n\nReturns `201 Created` and a [gadget](../resources/gadget.md) object."
    );
    let list = "## Response\n\nReturns `200 OK` and a collection of [gadget](../resources/gadget.md) objects.";
    [
        ("resources/gadget.md", resource("gadget", rows)),
        ("api/gadget-post.md", api("POST /gadgets", &create)),
        ("api/gadget-list.md", api("GET /gadgets", list)),
    ]
}

fn code(pages: &[(&'static str, String)], path: &str, wanted: &[&str]) -> String {
    let pages: Vec<Page<'_>> = pages.iter().map(|(name, text)| (*name, text.as_str())).collect();
    items(&files(&pages, &[]), path, wanted)
}

fn without_docs(code: &str) -> String {
    code.lines().filter(|line| !line.trim_start().starts_with("///")).map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_field_says_what_its_description_does_not() {
    let pages = gadgets(
        &[
            "|id|String|Its number. Read-only.|",
            "|label|String|Its name. Returned only on `$select`.|",
            "|maker|String|Who made it. Required.|",
        ],
        "|label|String|Its name. Required.|\n|maker|String|Who made it. Required.|",
    );
    assert_snapshot!(code(&pages, "src/v1/models/gadget.rs", &["Gadget"]), @"
    /// `gadget`.
    ///
    /// `microsoft.graph.gadget`, an entity type.
    ///
    /// Documentation: [gadget](https://learn.microsoft.com/graph/api/resources/gadget?view=graph-rest-1.0)
    #[derive(Default)]
    pub struct Gadget {
        /// `id`: Its number. Read-only.
        ///
        /// Key.
        pub id: Option<String>,
        /// `label`: Its name. Returned only on `$select`.
        ///
        /// Required on create.
        pub label: Option<String>,
        /// `maker`: Who made it. Required.
        pub maker: Option<String>,
        /// What no field holds: unknown properties, annotations, explicit nulls and relationships.
        pub extra: runtime::Extra,
    }
    ");
}

#[test]
fn a_model_holds_what_is_said_of_its_properties_as_one_text() {
    let pages = gadgets(
        &[
            "|id|String|Its number. Read-only.|",
            "|label|String|Its name. Returned only on `$select`. Supports `$filter` (`eq`, `startsWith`), `$search`, and `$orderby`.|",
            "|size|Int32|In cm. Supports `$filter`.|",
            "|color|String|Deprecated. Use `paint` instead.|",
            "|paint|String|Its colour.|",
        ],
        "|label|String|Its name. Required.|",
    );
    assert_snapshot!(code(&pages, "src/v1/models/gadget.rs", &["impl Gadget"]), @r#"
    #[cfg(feature = "properties")]
    impl Gadget {
        /// What the documentation says of each property.
        pub const PROPERTIES: runtime::Properties = runtime::Properties(
            "id key read-only\nlabel select required orderby search filter=eq,startswith\nsize filter\ncolor deprecated:use `paint` instead\npaint",
        );
    }
    "#);
}

#[test]
fn callers_are_warned_of_what_is_deprecated() {
    let mut pages = gadgets(
        &[
            "|label|String|Deprecated. The possible values are: `a`, `b`.|",
            "|color|String|This property is deprecated and will be removed on May 3, 2031. Use the **paint** property instead.|",
            "|mode|[mode](mode.md)|How it works.|",
        ],
        "|label|String|Its name.|",
    );
    pages[0].1 = pages[0].1.replacen("resource type", "resource type (deprecated)", 1);
    pages[2].1 = pages[2].1.replacen(
        "\n\n",
        "\n\n> [!CAUTION]\n> This API is deprecated. Please use the new [widgets](widget-list.md).\n\n",
        1,
    );
    let mode = "# mode enum type\n\n## Members\n\n|Member|Description|\n|:-|:-|\n|fast|Quick.|\n|slow|Deprecated. Use `fast` instead.|\n";
    let pages = [&pages[..], &[("resources/mode.md", mode.to_owned())]].concat();
    let item_code = |path: &str, wanted: &str| without_docs(&code(&pages, path, &[wanted]));
    let all = [("models/gadget", "Gadget"), ("models/mode", "Mode"), ("gadgets", "list")];
    let all: String = all.iter().map(|(file, item)| item_code(&format!("src/v1/{file}.rs"), item)).collect();
    assert_snapshot!(all, @r#"
    #[deprecated]
    #[derive(Default)]
    pub struct Gadget {
        #[deprecated]
        pub label: Option<super::GadgetLabel>,
        #[deprecated(note = "until May 3, 2031; use `paint` instead")]
        pub color: Option<String>,
        pub mode: Option<super::Mode>,
        pub extra: runtime::Extra,
    }
    #[derive(Clone)]
    #[non_exhaustive]
    pub enum Mode {
        Fast,
        #[deprecated(note = "use `fast` instead")]
        Slow,
        Unrecognized(runtime::Unrecognized),
    }
    #[deprecated(note = "use `widgets` instead")]
    #[inline]
    pub fn list() -> runtime::Request<(), runtime::Page<models::Gadget>, ListOptions> {
        runtime::Request::new("GET /v1.0/gadgets", &[])
    }
    "#);
}

#[test]
fn a_function_asks_for_the_consistency_that_its_page_names() {
    let header = |row: &str| format!("## Request headers\n\n|Name|Description|\n|:-|:-|\n|ConsistencyLevel|{row}|\n");
    let pages = [
        ("api/gadget-list.md", api("GET /gadgets", &header("eventual. Needed with `$search`."))),
        ("api/widget-list.md", api("GET /widgets", "")),
    ];
    let list_code = |file: &str| without_docs(&code(&pages, &format!("src/v1/{file}.rs"), &["list"]));
    assert_snapshot!(list_code("gadgets") + &list_code("widgets"), @r#"
    #[inline]
    pub fn list() -> runtime::Request<(), (), ListOptions> {
        runtime::Request::new("GET /v1.0/gadgets", &[])
            .consistency(runtime::Consistency::Advanced)
    }
    #[inline]
    pub fn list() -> runtime::Request<(), (), ListOptions> {
        runtime::Request::new("GET /v1.0/widgets", &[])
    }
    "#);
}
