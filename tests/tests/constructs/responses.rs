//! What comes back, by prose, annotation, Methods table and example.

use docgen_tests::render::operation;
use docgen_tests::stages::{api, model, resource};
use insta::assert_snapshot;

fn read_with(resource_end: &str, requests: &str, more: &str) -> String {
    let gadget = resource("gadget", &["|id|String|The key.|", "|label|String|Its name.|"]) + resource_end;
    let page = api(requests, more);
    operation(&model(&[("resources/gadget.md", &gadget), ("api/x.md", &page)]).0.operations[0])
}

fn read(requests: &str, response: &str) -> String {
    read_with("", requests, &format!("## Response\n\n{response}"))
}

const GADGET: &str = "[gadget](../resources/gadget.md)";

#[test]
fn an_object() {
    assert_snapshot!(read("GET /gadgets/{id}", &format!("If successful, this method returns a `200 OK` response code and {GADGET} object in the response body.")), @"
    GET /gadgets/{id}
    takes nothing
    gives 200 microsoft.graph.gadget
    ");
    assert_snapshot!(read("POST /gadgets", &format!("Returns a `201 Created` response code and a {GADGET} object.")), @"
    POST /gadgets
    takes nothing
    gives 201 microsoft.graph.gadget
    ");
}

#[test]
fn a_collection_in_each_wording() {
    for text in ["a collection of {} objects", "{} collection", "a list of {} objects", "{} collection object"] {
        let text = text.replace("{}", GADGET);
        let read = read(
            "GET /gadgets",
            &format!("If successful, this method returns a `200 OK` response code and {text} in the response body."),
        );
        assert_eq!(read, "GET /gadgets\ntakes nothing\ngives 200 Collection(microsoft.graph.gadget)\n", "{text}");
    }
}

#[test]
fn nothing() {
    assert_snapshot!(read("DELETE /gadgets/{id}", "If successful, this method returns a `204 No Content` response code."), @"
    DELETE /gadgets/{id}
    takes nothing
    gives 204 nothing
    ");
    assert_snapshot!(read("POST /gadgets/{id}/reset", "If successful, this method returns `202, Accepted` response code. It does not return anything in the response body."), @"
    POST /gadgets/{id}/reset
    takes nothing
    gives 202 nothing
    ");
}

#[test]
fn bytes_and_redirects() {
    assert_snapshot!(read("GET /gadgets/{id}/picture/$value", "If successful, this method returns a `200 OK` response code and binary data of the picture."), @"
    GET /gadgets/{id}/picture/$value
    takes nothing
    gives 200 bytes
    ");
    assert_snapshot!(read("GET /reports/usage(period='{period}')", "If successful, this method returns a `302 Found` response that redirects to a preauthenticated download URL for the report, a CSV file."), @"
    GET /reports/usage(period='{period}')
    takes nothing
    gives 302 bytes
    ");
}

#[test]
fn a_bare_value() {
    assert_snapshot!(read("GET /gadgets/{id}/colour", "If successful, this method returns a `200 OK` response code and a String in the response body."), @"
    GET /gadgets/{id}/colour
    takes nothing
    gives 200 Edm.String
    ");
    assert_snapshot!(read("POST /gadgets/{id}/groups", "If successful, this method returns `200 OK` response code and String collection object in the response body."), @"
    POST /gadgets/{id}/groups
    takes nothing
    gives 200 Collection(Edm.String)
    ");
}

#[test]
fn the_annotation_of_the_example_when_prose_is_silent() {
    let example = "## Response\n\nSee the example.\n\n## Example\n\n```http\nGET https://graph.microsoft.com/v1.0/gadgets\n```\n\n\
        <!-- { \"blockType\": \"response\", \"@odata.type\": \"microsoft.graph.gadget\", \"isCollection\": true } -->\n\
        ```http\nHTTP/1.1 200 OK\nContent-type: application/json\n\n{ \"value\": [ { \"id\": \"7\" } ] }\n```\n";
    assert_snapshot!(read_with("", "GET /gadgets", example), @"
    GET /gadgets
    takes nothing
    gives 200 Collection(microsoft.graph.gadget)
    ");
}

#[test]
fn the_methods_table_of_the_resource_when_nothing_else_tells() {
    let methods = "\n## Methods\n\n|Method|Return type|Description|\n|:-|:-|:-|\n|[List](../api/x.md)|[gadget](gadget.md) collection|Lists them.|\n";
    assert_snapshot!(read_with(methods, "GET /gadgets", "## Response\n\nIf successful, `200 OK`."), @"
    GET /gadgets
    takes nothing
    gives 200 Collection(microsoft.graph.gadget)
    ");
}

#[test]
fn the_example_decides_between_one_and_many() {
    let page = format!(
        "## Response\n\nReturns `200 OK` and a {GADGET} object.\n\n## Example\n\n```http\nGET https://graph.microsoft.com/v1.0/gadgets\n```\n\n\
         ```http\nHTTP/1.1 200 OK\nContent-type: application/json\n\n{{ \"value\": [ {{ \"id\": \"7\" }} ] }}\n```\n"
    );
    assert_snapshot!(read_with("", "GET /gadgets", &page), @"
    GET /gadgets
    takes nothing
    gives 200 Collection(microsoft.graph.gadget)
    ");
}

#[test]
fn a_page_whose_urls_give_several_types_is_an_operation_for_each() {
    let related = |name: &str| {
        format!(
            "\n## Relationships\n\n|Relationship|Type|Description|\n|:---|:---|:---|\n|{name}|[{name}]({name}.md) collection|Some.|\n"
        )
    };
    let user = resource("user", &["|id|String|The key.|"]) + &related("message") + &related("event");
    let (message, event) =
        (resource("message", &["|id|String|The key.|"]), resource("event", &["|id|String|The key.|"]));
    let get_user = api(
        "GET /users/{id}",
        "## Response\n\nReturns a `200 OK` response code and a [user](../resources/user.md) object.",
    );
    let page = api(
        "GET /users/{id}/message/{id}?$expand=properties\nGET /users/{id}/event/{id}?$expand=properties\nGET /users/{id}/event?$filter=properties",
        "## Response\n\nReturns a `200 OK` response code and a [message](../resources/message.md) object.\n\n\
         ## Example\n\n```http\nGET https://graph.microsoft.com/v1.0/users/1/event/2\n```\n\n```http\nHTTP/1.1 200 OK\n\n{ \"id\": \"2\" }\n```\n",
    );
    let (ir, _) = model(&[
        ("api/property-get.md", &page),
        ("api/user-get.md", &get_user),
        ("resources/event.md", &event),
        ("resources/message.md", &message),
        ("resources/user.md", &user),
    ]);
    let read: Vec<String> =
        ir.operations.iter().map(|o| format!("{}{} examples\n", operation(o), o.examples.len())).collect();
    assert_snapshot!(read.join("\n"), @"
    GET /users/{id}/message/{id}
    takes nothing
    gives 200 microsoft.graph.message
    0 examples

    GET /users/{id}/event/{id}
    takes nothing
    gives 200 microsoft.graph.event
    1 examples

    GET /users/{id}/event
    takes nothing
    gives 200 Collection(microsoft.graph.event)
    0 examples

    GET /users/{id}
    takes nothing
    gives 200 microsoft.graph.user
    0 examples
    ");
}

#[test]
fn a_key_in_parentheses_is_a_key() {
    let box_of = resource("box", &["|id|String|The key.|"])
        + "\n## Relationships\n\n|Relationship|Type|Description|\n|:---|:---|:---|\n|gadgets|[gadget](gadget.md) collection|What is in it.|\n";
    let gadget = resource("gadget", &["|id|String|The key.|"]);
    let get_box = api(
        "GET /boxes/{id}",
        "## Response\n\nReturns a `200 OK` response code and a [box](../resources/box.md) object.",
    );
    let update = api("PATCH /boxes/{id}/gadgets(serial='{serial}')", "## Request body\n\nSupply what has changed.");
    let (ir, _) = model(&[
        ("api/box-get.md", &get_box),
        ("api/x-update.md", &update),
        ("resources/box.md", &box_of),
        ("resources/gadget.md", &gadget),
    ]);
    assert_snapshot!(operation(&ir.operations[1]), @"
    PATCH /boxes/{id}/gadgets(serial='{serial}')
    takes microsoft.graph.gadget
    gives 200 nothing
    ");
}

#[test]
fn work_that_goes_on_after_the_answer() {
    assert_snapshot!(read("POST /gadgets/{id}/mend", &format!("Returns a `202 Accepted` response code and a `Location` header that leads to the {GADGET}.")), @"
    POST /gadgets/{id}/mend
    takes nothing
    gives 202 nothing, long-running
    ");
    assert_snapshot!(read("POST /gadgets/{id}/mend", "Returns a `202 Accepted` response code and these headers.\n\n|Name|Description|\n|:-|:-|\n|Location|Where its state is found.|"), @"
    POST /gadgets/{id}/mend
    takes nothing
    gives 202 nothing, long-running
    ");
    assert_snapshot!(read("POST /gadgets/{id}/mend", &format!("Returns `202 Accepted` and a {GADGET}.\n\n## Example\n\n```http\nHTTP/1.1 202 Accepted\nOperation-Location: https://graph.microsoft.com/v1.0/operations/3\n```\n")), @"
    POST /gadgets/{id}/mend
    takes nothing
    gives 202 nothing, long-running
    ");
}

#[test]
fn a_message_that_is_merely_accepted() {
    assert_snapshot!(read("POST /gadgets/{id}/send", "Returns a `202 Accepted` response code.\n\n## Example\n\n```http\nHTTP/1.1 202 Accepted\n```\n"), @"
    POST /gadgets/{id}/send
    takes nothing
    gives 202 nothing
    ");
    let location = "## Example\n\n```http\nHTTP/1.1 202 Accepted\nLocation: https://graph.microsoft.com/v1.0/gadgets/7\n\n{ \"id\": \"7\" }\n```\n";
    assert_snapshot!(read("POST /gadgets/{id}/mend", &format!("Returns `202 Accepted` and a {GADGET} object.\n\n{location}")), @"
    POST /gadgets/{id}/mend
    takes nothing
    gives 202 microsoft.graph.gadget
    ");
}

#[test]
fn a_value_that_only_the_example_shows() {
    let example =
        "## Example\n\n```http\nHTTP/1.1 200 OK\nContent-type: application/json\n\n{ \"value\": true }\n```\n";
    assert_snapshot!(read("POST /gadgets/{id}/mend", &format!("Returns `200 OK`, and whether it worked.\n\n{example}")), @"
    POST /gadgets/{id}/mend
    takes nothing
    gives 200 Edm.Boolean
    ");
}

#[test]
fn a_list_that_the_example_shows_under_a_name_of_its_own_is_a_list() {
    let page = |shown: &str| {
        format!(
            "## Response\n\nReturns a `200 OK` response code and a {GADGET} collection.\n\n## Example\n\n```http\nPOST https://graph.microsoft.com/v1.0/shelf/7/getGadgets\n```\n\n```http\nHTTP/1.1 200 OK\nContent-type: application/json\n\n{shown}\n```"
        )
    };
    let given = |shown: &str| read_with("", "POST /shelf/{id}/getGadgets", &page(shown));
    assert!(given("{ \"gadget\": [ { \"id\": \"1\" } ] }").ends_with("gives 200 Collection(microsoft.graph.gadget)\n"));
    assert!(given("{ \"id\": \"1\", \"parts\": [] }").ends_with("gives 200 microsoft.graph.gadget\n"));
}

/// What is given by a page whose link and annotation name types that no page defines.
fn given_of_unknown(link: &str, annotation: &str) -> String {
    let response = format!(
        "## Response\n\nReturns `200 OK` and a collection of {link} objects.\n\n```http\nGET https://graph.microsoft.com/v1.0/shelf/7/x\n```\n\n{annotation}\n```http\nHTTP/1.1 200 OK\nContent-type: application/json\n\n{{ \"value\": [ {{ \"id\": \"1\", \"size\": 4 }} ] }}\n```"
    );
    let read = read("GET /shelf/{id}/x", &response);
    read.lines().last().unwrap_or_default().trim_start_matches("gives 200 ").to_owned()
}

#[test]
fn a_label_in_the_plural_or_an_annotation_names_a_type_that_no_page_defines() {
    let annotation =
        |name: &str| format!("<!-- {{ \"blockType\": \"response\", \"@odata.type\": \"microsoft.graph.{name}\" }} -->");
    assert_snapshot!(given_of_unknown("[lids](../resources/lid.md)", ""), @"Collection(microsoft.graph.lid)");
    assert_snapshot!(given_of_unknown("[hollowBoxes](../resources/lab-hollowbox.md)", ""), @"Collection(microsoft.graph.hollowBox)");
    assert_snapshot!(given_of_unknown("[lids](../resources/lids.md)", &annotation("lid")), @"Collection(microsoft.graph.lid)");
    assert_snapshot!(given_of_unknown("[lid](../resources/lid.md)", &annotation("lab.lid")), @"Collection(microsoft.graph.lab.lid)");
    assert_snapshot!(given_of_unknown("lid", &annotation("lab.lid")), @"Collection(microsoft.graph.lab.lid)");
    // A page that defines the one names it.
    assert_snapshot!(given_of_unknown("[gadgets](../resources/other.md)", ""), @"Collection(microsoft.graph.gadget)");
    // A type may have a name in the plural.
    assert_snapshot!(given_of_unknown("[settings](../resources/settings.md)", ""), @"Collection(microsoft.graph.settings)");
}
