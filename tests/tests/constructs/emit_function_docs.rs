//! What a function's documentation shows beside its request and its permissions: parameters, and a call.

use docgen_tests::stages::{api, files, resource};
use insta::assert_snapshot;

/// The `Parameters` and `Example` sections of every function that the page gives.
fn sections(requests: &str, more: &str) -> String {
    let gadget = resource(
        "gadget",
        &[
            "|id|String|Key.|",
            "|label|String|Its name.|",
            "|watts|Int32|Power.|",
            "|credit|Int64|Money.|",
            "|seenDateTime|DateTimeOffset|When.|",
            "|mode|String|Possible values are: `on`, `offLine`.|",
            "|part|[part](part.md)|A part.|",
            "|spares|[part](part.md) collection|More.|",
            "|tags|String collection|Words.|",
        ],
    );
    let part = resource("part", &["|size|Double|Millimetres.|"]);
    let screw = resource("screw", &["|thread|String|Kind.|"]).replacen(
        "## Properties",
        "Inherits from [part](part.md).\n\n## Properties",
        1,
    );
    let page = api(requests, more);
    let files = files(
        &[
            ("resources/gadget.md", &gadget),
            ("resources/part.md", &part),
            ("resources/screw.md", &screw),
            ("api/x.md", &page),
        ],
        &[],
    );
    let functions = files.0.iter().filter(|(p, _)| p.starts_with("src/v1/") && !p.contains("/models/"));
    let docs = functions.flat_map(|(_, text)| text.lines().filter_map(|l| l.strip_prefix("///").map(str::trim_end)));
    let mut shown = false;
    let mut out = String::new();
    for line in docs {
        if let Some(title) = line.strip_prefix(" # ") {
            shown = title == "Parameters" || title == "Example";
        }
        let code_mark = line.starts_with(" ```") || line == " # let _ = request;";
        if shown && !line.is_empty() && !code_mark {
            out += &format!("{}\n", line.strip_prefix(' ').unwrap_or(line));
        }
    }
    out
}

/// A page that sends and returns a gadget, with this example.
fn with_example(requests: &str, example: &str, body: &str) -> String {
    sections(
        requests,
        &format!(
            "## Request body\n\nSupply a JSON representation of a [gadget](../resources/gadget.md) object.\n\n\
             ## Response\n\nReturns `204 No Content`.\n\n## Example\n\n```http\n{example}\n\n{body}\n```"
        ),
    )
}

#[test]
fn a_call_shows_the_body_of_the_documented_example_as_a_struct() {
    let body = r#"{"label": "a \"lamp\"", "watts": 5, "credit": -7, "seenDateTime": "2021-07-01T00:00:00Z", "mode": "offLine",
        "tags": ["a", "b"], "part": {"size": 2}, "unknown": 1}"#;
    assert_snapshot!(with_example("PATCH /gadgets/{id}", "PATCH https://graph.microsoft.com/v1.0/gadgets/g-17", body), @r#"
    # Parameters
    * `gadget_id`, `{id}` in the path
    # Example
    use msgraph::v1::gadgets;
    use msgraph::v1::models;
    let mut body = models::Gadget {
        label: Some("a \"lamp\"".into()),
        watts: Some(5),
        credit: Some((-7).into()),
        seen_date_time: Some("2021-07-01T00:00:00Z".into()),
        mode: Some(models::GadgetMode::OffLine),
        part: Some(Box::new(models::Part {
            size: Some(2.0),
            ..Default::default()
        })),
        tags: Some(vec!["a".into(), "b".into()]),
        ..Default::default()
    };
    body.extra.insert("unknown", 1);
    let request = gadgets::update("g-17", &body);
    "#);
}

#[test]
fn a_value_of_a_derived_type_becomes_its_base() {
    let body = r##"{"part": {"@odata.type": "#microsoft.graph.screw", "thread": "M3"}, "mode": "unheard of"}"##;
    assert_snapshot!(with_example("PATCH /gadgets/{id}", "PATCH https://graph.microsoft.com/v1.0/gadgets/{id}", body), @r#"
    # Parameters
    * `gadget_id`, `{id}` in the path
    # Example
    use msgraph::v1::gadgets;
    use msgraph::v1::models;
    use msgraph::Model;
    let body = models::Gadget {
        mode: Some(models::GadgetMode::from("unheard of")),
        part: Some(Box::new(models::Screw {
            thread: Some("M3".into()),
            ..Default::default()
        }.upcast())),
        ..Default::default()
    };
    let request = gadgets::update("gadget_id", &body);
    "#);
}

#[test]
fn a_url_without_an_example_shows_the_body_of_another() {
    let example = "PATCH https://graph.microsoft.com/v1.0/gadgets/g-17";
    assert_snapshot!(with_example("PATCH /gadgets/{id}\nPATCH /rooms/{room-id}/gadgets/{id}", example, r#"{"watts": 5}"#), @r#"
    # Parameters
    * `gadget_id`, `{id}` in the path
    # Example
    use msgraph::v1::gadgets;
    use msgraph::v1::models;
    let body = models::Gadget {
        watts: Some(5),
        ..Default::default()
    };
    let request = gadgets::update("g-17", &body);
    # Parameters
    * `room_id`, `{room-id}` in the path
    * `gadget_id`, `{id}` in the path
    # Example
    use msgraph::v1::rooms::gadgets;
    use msgraph::v1::models;
    let body = models::Gadget {
        watts: Some(5),
        ..Default::default()
    };
    let request = gadgets::update("room_id", "gadget_id", &body);
    "#);
}

#[test]
fn query_options_and_headers_of_the_example_are_calls() {
    let more = "## Optional query parameters\n\nThis method supports the `$select`, `$filter`, `$count` and `$top` query parameters.\n\n\
        ## Request headers\n\n|Name|Description|\n|:-|:-|\n|Authorization|Bearer {token}.|\n|Prefer|How dates come back.|\n\n\
        ## Response\n\nReturns `200 OK` and a collection of [gadget](../resources/gadget.md) objects.\n\n## Example\n\n```http\n\
        GET https://graph.microsoft.com/v1.0/gadgets?$select=id,label&$filter=watts%20gt%205&$top=3&$count=true&depth=2\n\
        Prefer: odata.maxpagesize=9\nConsistencyLevel: eventual\nAuthorization: Bearer x\n```";
    assert_snapshot!(sections("GET /gadgets", more), @r#"
    # Parameters
    * Query options: `$count`, `$filter`, `$select`, `$top`
    * `Prefer`, a header: How dates come back.
    # Example
    use msgraph::v1::gadgets;
    let request = gadgets::list()
        .select(["id", "label"])
        .filter("watts gt 5")
        .top(3)
        .with_count()
        .query("depth", "2")
        .prefer("odata.maxpagesize=9")
        .consistency_eventual();
    "#);
}

#[test]
fn parameters_are_keys_queries_headers_and_what_the_body_must_have() {
    let more = "## Path parameters\n\n|Parameter|Type|Description|\n|:-|:-|:-|\n|room-id|String|Which room.|\n\n\
        ## Request body\n\nProvide a JSON object with the following parameters.\n\n|Parameter|Type|Description|\n|:-|:-|:-|\n\
        |keepData|Boolean|Required. Keeps the data.|\n|parts|String collection|Optional. Which.|\n\n## Response\n\nReturns `204 No Content`.";
    assert_snapshot!(sections("POST /rooms/{room-id}/gadgets/{id}/wipe", more), @r#"
    # Parameters
    * `room_id`, `{room-id}` in the path: Which room.
    * `gadget_id`, `{id}` in the path
    * `body`: `keepData` is required
    # Example
    use msgraph::v1::rooms::gadgets;
    let body = gadgets::WipeBody::default();
    let request = gadgets::wipe("room_id", "gadget_id", &body);
    "#);
    let view = "## Query parameters\n\n|Parameter|Type|Description|\n|:-|:-|:-|\n|startDateTime|String|Where it begins.|\n\n\
        ## Response\n\nReturns `200 OK` and a collection of [gadget](../resources/gadget.md) objects.";
    assert_snapshot!(sections("GET /gadgets/view?startDateTime={start}", view), @"
    # Parameters
    * `startDateTime`, in the query, by `query`: Where it begins.
    * Query options: `$count`, `$expand`, `$filter`, `$orderby`, `$search`, `$select`, `$skip`, `$top`
    # Example
    use msgraph::v1::gadgets::view;
    let request = view::list();
    ");
}
