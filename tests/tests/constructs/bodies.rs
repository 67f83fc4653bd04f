//! What a request carries, by the table and the prose of its page.

use docgen_tests::render::operation;
use docgen_tests::stages::{api, model, resource};
use insta::assert_snapshot;

/// The operation of a page beside one type with three properties.
fn read(requests: &str, body: &str) -> String {
    let gadget = resource("gadget", &["|id|String|The key.|", "|label|String|Its name.|", "|weight|Int32|In grams.|"]);
    let page = api(requests, &format!("## Request body\n\n{body}\n\n## Response\n\nReturns `204 No Content`.\n"));
    operation(&model(&[("resources/gadget.md", &gadget), ("api/x.md", &page)]).0.operations[0])
}

const PROPERTIES: &str = "|Property|Type|Description|\n|:-|:-|:-|\n|label|String|Its name.|\n|weight|Int32|In grams.|";
const PARAMETERS: &str = "|Parameter|Type|Description|\n|:-|:-|:-|\n|keepData|Boolean|Required. Keeps the data.|\n|targets|Collection([gadget](../resources/gadget.md))|Which.|";

#[test]
fn no_body() {
    assert_snapshot!(read("POST /gadgets/{id}/reset", "Do not supply a request body for this method."), @"
    POST /gadgets/{id}/reset
    takes nothing
    gives 204 nothing
    ");
    assert_snapshot!(read("POST /gadgets/{id}/reset", "Don't supply a request body."), @"
    POST /gadgets/{id}/reset
    takes nothing
    gives 204 nothing
    ");
    assert_snapshot!(read("GET /gadgets/{id}", ""), @"
    GET /gadgets/{id}
    takes nothing
    gives 204 nothing
    ");
}

#[test]
fn the_properties_of_a_type() {
    let body = format!(
        "In the request body, supply a JSON representation of the [gadget](../resources/gadget.md) object.\n\n{PROPERTIES}"
    );
    assert_snapshot!(read("PATCH /gadgets/{id}", &body), @"
    PATCH /gadgets/{id}
    takes microsoft.graph.gadget
    gives 204 nothing
    ");
}

#[test]
fn prose_that_names_the_type() {
    assert_snapshot!(read("POST /gadgets", "In the request body, supply a JSON representation of a [gadget](../resources/gadget.md) object."), @"
    POST /gadgets
    takes microsoft.graph.gadget
    gives 204 nothing
    ");
    assert_snapshot!(read("POST /gadgets", "Supply a JSON representation of a collection of [gadget](../resources/gadget.md) objects."), @"
    POST /gadgets
    takes Collection(microsoft.graph.gadget)
    gives 204 nothing
    ");
}

#[test]
fn the_parameters_of_an_action() {
    let body = format!("In the request body, provide a JSON object with the following parameters.\n\n{PARAMETERS}");
    assert_snapshot!(read("POST /gadgets/{id}/wipe", &body), @"
    POST /gadgets/{id}/wipe
    takes {keepData: Edm.Boolean (required), targets: Collection(microsoft.graph.gadget)}
    gives 204 nothing
    ");
}

#[test]
fn parameters_under_the_header_of_properties_by_the_prose_alone() {
    let body = format!(
        "In the request body, provide a JSON object with the following parameters.\n\n{}",
        PARAMETERS.replace("|Parameter|", "|Property|")
    );
    assert_snapshot!(read("POST /gadgets/{id}/wipe", &body), @"
    POST /gadgets/{id}/wipe
    takes {keepData: Edm.Boolean (required), targets: Collection(microsoft.graph.gadget)}
    gives 204 nothing
    ");
}

#[test]
fn a_reference_to_another_object() {
    assert_snapshot!(read("POST /rooms/{id}/gadgets/$ref", "Supply the URL of the [gadget](../resources/gadget.md) in the body."), @"
    POST /rooms/{id}/gadgets/$ref
    takes {@odata.id: Edm.String (required)}
    gives 204 nothing
    ");
    assert_snapshot!(read("DELETE /rooms/{id}/gadgets/{id}/$ref", "Do not supply a request body."), @"
    DELETE /rooms/{id}/gadgets/{id}/$ref
    takes nothing
    gives 204 nothing
    ");
}

#[test]
fn raw_content() {
    assert_snapshot!(read("PUT /gadgets/{id}/picture/$value", "In the request body, include the binary data of the picture."), @"
    PUT /gadgets/{id}/picture/$value
    takes bytes of application/octet-stream
    gives 204 nothing
    ");
}

#[test]
fn a_body_that_nothing_tells() {
    assert_snapshot!(read("POST /gadgets/{id}/mend", "Supply what is needed.\n\n## Example\n\n```http\nPOST https://graph.microsoft.com/v1.0/gadgets/7/mend\nContent-type: application/json\n\n[ \"hammer\" ]\n```\n"), @"
    POST /gadgets/{id}/mend
    takes unknown: the page does not say
    gives 204 nothing
    ");
}

/// The request of an action in an example.
fn example(body: &str) -> String {
    format!(
        "## Example\n\n```http\nPOST https://graph.microsoft.com/v1.0/gadgets/7/mend\nContent-type: application/json\n\n{body}\n```\n"
    )
}

#[test]
fn parameters_whose_types_stand_under_value() {
    let table =
        "|Name|Value|Description|\n|:-|:-|:-|\n|note|string|Why.|\n|part|[gadget](../resources/gadget.md)|Which.|";
    assert_snapshot!(read("POST /gadgets/{id}/mend", &format!("Provide a JSON object with these parameters.\n\n{table}")), @"
    POST /gadgets/{id}/mend
    takes {note: Edm.String, part: microsoft.graph.gadget}
    gives 204 nothing
    ");
}

#[test]
fn values_under_value_are_no_types() {
    let table = "|Name|Value|Description|\n|:-|:-|:-|\n|note|string|Why.|\n|state|`idle` or `busy`|How.|";
    assert_snapshot!(read("POST /gadgets/{id}/mend", &format!("Provide a JSON object with these parameters.\n\n{table}")), @"
    POST /gadgets/{id}/mend
    takes {note: Edm.Untyped, state: Edm.Untyped}
    gives 204 nothing
    ");
}

#[test]
fn parameters_that_are_named_like_the_properties_of_the_answer() {
    let table = "|Parameter|Type|Description|\n|:-|:-|:-|\n|label|String|Its name.|\n|weight|Int32|In grams.|";
    let gadget = resource("gadget", &["|id|String|The key.|", "|label|String|Its name.|", "|weight|Int32|In grams.|"]);
    let page = api(
        "POST /gadgets/{id}/parts/add",
        &format!(
            "## Request body\n\nProvide a JSON object with the following parameters.\n\n{table}\n\n\
             ## Response\n\nReturns `200 OK` and a [gadget](../resources/gadget.md) object.\n"
        ),
    );
    let operations = model(&[("resources/gadget.md", &gadget), ("api/x.md", &page)]).0.operations;
    assert_snapshot!(operation(&operations[0]), @"
    POST /gadgets/{id}/parts/add
    takes {label: Edm.String, weight: Edm.Int32}
    gives 200 microsoft.graph.gadget
    ");
}

#[test]
fn properties_that_the_example_wraps_in_a_parameter() {
    let body = format!(
        "Provide an optional `gadget` object with these properties.\n\n{PROPERTIES}\n\n{}",
        example(r#"{ "gadget": { "label": "x" } }"#)
    );
    assert_snapshot!(read("POST /gadgets/{id}/mend", &body), @"
    POST /gadgets/{id}/mend
    takes {gadget: microsoft.graph.gadget}, or nothing
    gives 204 nothing
    ");
}

#[test]
fn parameters_that_only_examples_show() {
    let body = format!(
        "Say how.\n\n```json\n{{ \"urgent\": true }}\n```\n\n{}",
        example(r##"{ "part": { "@odata.type": "#microsoft.graph.gadget" }, "rest": {}, "tools": [ "hammer" ] }"##)
    );
    assert_snapshot!(read("POST /gadgets/{id}/mend", &body), @"
    POST /gadgets/{id}/mend
    takes {part: microsoft.graph.gadget, rest: Edm.Untyped, tools: Collection(Edm.String), urgent: Edm.Boolean}
    gives 204 nothing
    ");
}

#[test]
fn properties_that_the_example_lists_in_a_parameter() {
    let table = "|Name|Value|Description|\n|:-|:-|:-|\n|label|string|Its name.|";
    let body = format!(
        "Supply an array of objects with the parameter below.\n\n{table}\n\n{}",
        example(r#"{ "value": [ { "label": "x" } ] }"#)
    );
    assert_snapshot!(read("POST /gadgets/add", &body), @"
    POST /gadgets/add
    takes {value: Collection(Edm.Untyped)}
    gives 204 nothing
    ");
}

/// The operation of a page that creates what no page defines.
fn create(requests: &str, body: &str, response: &str) -> String {
    let page =
        api(requests, &format!("## Request body\n\n{body}\n\n## Response\n\nReturns `201 Created` and {response}\n"));
    let ir = model(&[("api/x.md", &page)]).0;
    let types: Vec<String> = ir.types.keys().map(ToString::to_string).collect();
    format!("{}defines {}", operation(&ir.operations[0]), types.join(", "))
}

#[test]
fn properties_of_a_type_that_only_the_answer_names() {
    let body = format!("Supply what applies.\n\n{PROPERTIES}");
    assert_snapshot!(create("POST /gadgets", &body, "a [gadget](../resources/gadget.md) object."), @"
    POST /gadgets
    takes microsoft.graph.gadget
    gives 201 microsoft.graph.gadget
    defines microsoft.graph.gadget
    ");
    let annotated = "an object.\n\n<!-- { \"blockType\": \"response\", \"@odata.type\": \"microsoft.graph.gadget\" } -->\n```http\nHTTP/1.1 201 Created\n\n{ \"label\": \"x\" }\n```\n";
    assert_snapshot!(create("POST /gadgets", &body, annotated), @"
    POST /gadgets
    takes microsoft.graph.gadget
    gives 201 microsoft.graph.gadget
    defines microsoft.graph.gadget
    ");
}

#[test]
fn a_cast_that_creates_what_it_names() {
    let table = "|Parameter|Type|Description|\n|:-|:-|:-|\n|label|String|Its name.|";
    let body = format!("Supply a JSON representation of a [gadget](../resources/gadget.md) object.\n\n{table}");
    assert_snapshot!(create("POST /things/microsoft.graph.gadget", &body, "a [gadget](../resources/gadget.md) object."), @"
    POST /things/microsoft.graph.gadget
    takes microsoft.graph.gadget
    gives 201 microsoft.graph.gadget
    defines microsoft.graph.gadget
    ");
}

/// A page as [`read`] has it, with an example.
fn shown(requests: &str, body: &str, example: &str) -> String {
    read(requests, &format!("{body}\n\n## Examples\n\n### Request\n\n```http\n{example}\n```"))
}

#[test]
fn a_body_that_the_page_does_not_require() {
    let mime = "No request body is needed here.\n\nTo answer in MIME, include the MIME content, encoded, in the body.";
    assert_snapshot!(read("POST /gadgets/{id}/copyLabel", &mime.replace("No request body is needed here", "A request body is not required")), @"
    POST /gadgets/{id}/copyLabel
    takes bytes of text/plain, or nothing
    gives 204 nothing
    ");
    let example =
        "POST https://graph.microsoft.com/v1.0/gadgets/7/answer\nContent-Type: text/plain\n\nUmVkIGdhZGdldA==";
    assert_snapshot!(shown("POST /gadgets/{id}/answer", "This method does not require a request body.", example), @"
    POST /gadgets/{id}/answer
    takes bytes of text/plain, or nothing
    gives 204 nothing
    ");
    assert_snapshot!(read("POST /gadgets/{id}/wipe", &format!("You can _optionally_ include the parameters below.\n\n{}", PARAMETERS.replace("Required. ", ""))), @"
    POST /gadgets/{id}/wipe
    takes {keepData: Edm.Boolean, targets: Collection(microsoft.graph.gadget)}, or nothing
    gives 204 nothing
    ");
    let optional =
        "|Parameter|Type|Description|\n|:-|:-|:-|\n|reason|String|Optional. Why.|\n|count|Int32|How often. Optional.|";
    assert_snapshot!(read("POST /gadgets/{id}/wipe", optional), @"
    POST /gadgets/{id}/wipe
    takes {reason: Edm.String, count: Edm.Int32}, or nothing
    gives 204 nothing
    ");
    assert_snapshot!(read("POST /gadgets/{id}/wipe", &optional.replace("Optional. Why", "Why")), @"
    POST /gadgets/{id}/wipe
    takes {reason: Edm.String, count: Edm.Int32}
    gives 204 nothing
    ");
    assert_snapshot!(read("POST /gadgets", "Supply a JSON representation of a [gadget](../resources/gadget.md) object. Only **label** is required, other properties are optional."), @"
    POST /gadgets
    takes microsoft.graph.gadget
    gives 204 nothing
    ");
}

#[test]
fn the_media_type_of_bytes() {
    let headers = |row: &str| {
        format!(
            "In the request body, include the packed gadget.\n\n## Request headers\n\n|Name|Description|\n|:-|:-|\n|Content-Type|{row}|\n\n"
        )
    };
    let packed =
        "POST https://graph.microsoft.com/v1.0/gadgets/unpack\nContent-Type: application/zip\n\n[The packed gadget]";
    assert_snapshot!(shown("POST /gadgets/unpack", &headers("application/zip. Required."), packed), @"
    POST /gadgets/unpack
    takes bytes of application/zip
    gives 204 nothing
    ");
    assert_snapshot!(shown("POST /gadgets/unpack", "In the request body, include the packed gadget.", packed), @"
    POST /gadgets/unpack
    takes bytes of application/zip
    gives 204 nothing
    ");
    let page =
        "POST https://graph.microsoft.com/v1.0/gadgets/print\nContent-Type: multipart/form-data; boundary=a1\n\n--a1";
    assert_snapshot!(shown("POST /gadgets/print", &headers("`text/html` or `application/xhtml+xml`. Required."), page), @"
    POST /gadgets/print
    takes bytes of text/html
    gives 204 nothing
    ");
    let file = "PUT https://graph.microsoft.com/v1.0/gadgets/7/picture/$value\nContent-Type: text/plain\n\nA drawing of letters";
    assert_snapshot!(shown("PUT /gadgets/{id}/picture/$value", "Include the binary data of the picture.", file), @"
    PUT /gadgets/{id}/picture/$value
    takes bytes of application/octet-stream
    gives 204 nothing
    ");
}
