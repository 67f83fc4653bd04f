//! The parameters that a function's documentation lists, each with the words of its own row.

use docgen_tests::stages::{api, files};
use insta::assert_snapshot;

/// The `Parameters` section of every function that the page gives, but for query options.
fn listed(requests: &str, more: &str) -> String {
    let response = "## Response\n\nReturns `200 OK` and a `String`.";
    let files = files(&[("api/x.md", &api(requests, &format!("{more}\n\n{response}")))], &[]);
    let functions = files.0.iter().filter(|(p, _)| p.starts_with("src/v1/") && !p.contains("/models/"));
    let docs = functions.flat_map(|(_, text)| text.lines().filter_map(|l| l.strip_prefix("/// ")));
    let is_shown = |line: &&str| {
        let item = line.starts_with("* `") || line.starts_with("  ");
        line.starts_with("`GET") || line.starts_with("`POST") || item && !line.contains("$")
    };
    docs.filter(is_shown).map(|line| format!("{line}\n")).collect()
}

/// A section with a table of this header.
fn table(section: &str, header: &str, rows: &[&str]) -> String {
    let marks = header.replace(|c: char| c != '|', "-");
    format!("## {section}\n\n{header}\n{marks}\n{}\n\n", rows.join("\n"))
}

const TYPED: &str = "|Parameter|Type|Description|";

#[test]
fn each_argument_has_the_words_of_its_own_row() {
    let rows = ["|from|String|Where it begins.|", "|to|String|Where it ends.|", "|gadget-id|String|Which one.|"];
    let function = table("Function parameters", TYPED, &rows);
    assert_snapshot!(listed("GET /gadgets/{id}/range(from='{start}',to='{end}')", &function), @"
    `GET /gadgets/{id}/range(from='{start}',to='{end}')`
    * `gadget_id`, `{id}` in the path: Which one.
    * `from`, `{start}` in the path: Where it begins.
    * `to`, `{end}` in the path: Where it ends.
    ");
    let path =
        table("Path parameters", TYPED, &["|userPrincipalName|String|The owner.|", "|part_id|String|Its part.|"]);
    assert_snapshot!(listed("GET /users/{id | userPrincipalName}/gadgets/{gadget-id}/parts/{partId}", &path), @"
    `GET /users/{id | userPrincipalName}/gadgets/{gadget-id}/parts/{partId}`
    * `user_id`, `{id | userPrincipalName}` in the path: The owner.
    * `gadget_id`, `{gadget-id}` in the path
    * `part_id`, `{partId}` in the path: Its part.
    ");
}

#[test]
fn an_argument_without_a_row_has_no_words_of_another() {
    let token = table("Query parameters", TYPED, &["|token|String|What was read last.|"]);
    assert_snapshot!(listed("GET /rooms/{room-id}/gadgets/delta", &token), @"
    `GET /rooms/{room-id}/gadgets/delta`
    * `room_id`, `{room-id}` in the path
    * `token`, in the query, by `query`: What was read last.
    ");
}

#[test]
fn tables_of_parameters_have_many_headers() {
    let headers = [
        ("Query parameters", "|Query parameter|Type|Description|", "|since|String|From then on.|"),
        ("Query parameters", "|Name|Value|Description|", "|since|string|From then on.|"),
        ("Query parameters", "|Query option|Type|Description|", "|since|String|From then on.|"),
        ("Query parameters", "|Property|Type|Description|", "|since|String|From then on.|"),
        ("Path parameters", "|Parameter name|Value|Description|", "|room-id|string|Which room.|"),
        ("Parameters", "|Parameter|Type|Required?|Description|", "|since|`Edm.String`|No|From then on.|"),
        ("Function parameters", "|Parameter|Description|", "|since|From then on.|"),
    ];
    let read = headers.map(|(section, header, row)| {
        let page = table(section, header, &[row]);
        let listed = listed("GET /rooms/{room-id}/gadgets", &page);
        let described: Vec<&str> = listed.lines().filter(|line| line.contains(": ")).collect();
        format!("{header}\n  {}\n", described.join("\n  "))
    });
    assert_snapshot!(read.concat(), @"
    |Query parameter|Type|Description|
      * `since`, in the query, by `query`: From then on.
    |Name|Value|Description|
      * `since`, in the query, by `query`: From then on.
    |Query option|Type|Description|
      * `since`, in the query, by `query`: From then on.
    |Property|Type|Description|
      * `since`, in the query, by `query`: From then on.
    |Parameter name|Value|Description|
      * `room_id`, `{room-id}` in the path: Which room.
    |Parameter|Type|Required?|Description|
      * `since`, in the query, by `query`: From then on.
    |Parameter|Description|
      * `since`, in the query, by `query`: From then on.
    ");
}

#[test]
fn what_no_url_holds_goes_into_the_query_of_a_get() {
    let rows = ["|row|Int32|Counted from zero.|", "|room-key|String|A key by another name.|"];
    let path = table("Path parameters", TYPED, &rows);
    assert_snapshot!(listed("GET /rooms/{id}/cell", &path), @"
    `GET /rooms/{id}/cell`
    * `room_id`, `{id}` in the path
    * `row`, in the query, by `query`: Counted from zero.
    ");
    let of_action = table("Parameters", TYPED, &["|keep|Boolean|Sent in the body.|"]);
    assert_snapshot!(listed("POST /rooms/{id}/clear", &of_action), @"
    `POST /rooms/{id}/clear`
    * `room_id`, `{id}` in the path
    ");
    let within = table("Path parameters", TYPED, &["|id_value|String|What to look for.|"]);
    assert_snapshot!(listed("GET /rooms?$filter=tag eq '{id_value}'\nGET /halls?$filter=tag eq '{id_value}'", &within), @"
    `GET /halls`
    `GET /rooms`
    ");
}

#[test]
fn a_function_with_its_argument_given_keeps_it_in_the_path() {
    let on = table("Query parameters", TYPED, &["|on|gadgetFilter|Whose gadgets.|"]);
    assert_snapshot!(listed("GET /gadgets/filterByOwner(on='me')", &on), @"
    `GET /gadgets/filterByOwner(on='{on}')`
    * `on`, `{on}` in the path: Whose gadgets.
    ");
}

#[test]
fn a_function_with_and_without_arguments_is_two_urls() {
    let page = table("Query parameters", TYPED, &["|hall|String|In this hall only.|"])
        + "## Example\n\n```http\nGET https://graph.microsoft.com/v1.0/findRooms(hall='north')\n```\n";
    assert_snapshot!(listed("GET /findRooms\nGET /findRooms(hall='{name}')", &page), @"
    `GET /findRooms(hall='{name}')`
    * `hall`, `{name}` in the path: In this hall only.
    `GET /findRooms`
    ");
}

#[test]
fn prose_names_parameters_and_their_values() {
    let page = "## Optional query parameters\n\nUse the `@microsoft.graph.conflictBehavior` query parameter to say what happens to namesakes.\n\n\
        |Value|Description|\n|:-|:-|\n|fail|Nothing is done|\n|replace|The other one goes.|\n";
    assert_snapshot!(listed("POST /gadgets/{id}/copy", page), @"
    `POST /gadgets/{id}/copy`
    * `gadget_id`, `{id}` in the path
    * `@microsoft.graph.conflictBehavior`, in the query, by `query`: Use the `@microsoft.graph.conflictBehavior` query parameter to say what happens to namesakes. `fail`:
      Nothing is done. `replace`: The other one goes.
    ");
    let flag = "## Optional query parameters\n\nSome are hidden. The `includeHidden=true` query parameter shows them. You can't use the `all` query parameter.\n";
    assert_snapshot!(listed("GET /gadgets", flag), @"
    `GET /gadgets`
    * `includeHidden`, in the query, by `query`: The `includeHidden=true` query parameter shows them.
    ");
}

#[test]
fn a_url_that_is_shown_again_keeps_what_its_query_shows() {
    assert_snapshot!(listed("POST /gadgets/upload\nPOST /gadgets/upload?review={Boolean}&mode={mode}\nPOST /rooms", ""), @"
    `POST /gadgets/upload`
    * `review`, in the query, by `query`
    * `mode`, in the query, by `query`
    `POST /rooms`
    ");
    assert_snapshot!(listed("GET /gadgets?$select={fields}&expand={parts}&all={all}\nGET /gadgets", ""), @"
    `GET /gadgets`
    * `all`, in the query, by `query`
    ");
}

#[test]
fn a_header_has_a_row_for_each_of_its_preferences() {
    let rows =
        ["|Prefer|Size of a page.|", "|Prefer|Zone of times.|", "|Prefer|Zone of times.|", "|If-Match|Its ETag.|"];
    assert_snapshot!(listed("GET /gadgets", &table("Request headers", "|Name|Description|", &rows)), @"
    `GET /gadgets`
    * `Prefer`, a header: Size of a page.
    * `Prefer`, a header: Zone of times.
    * `If-Match`, a header: Its ETag.
    ");
}
