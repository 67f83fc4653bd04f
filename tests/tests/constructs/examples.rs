//! Example requests and responses, and the JSON in them that is not quite JSON.

use std::fmt::Write;

use docgen_tests::render::findings_of;
use docgen_tests::stages::{api, operation_facts};
use insta::assert_snapshot;
use msgraph_docgen::model::{Example, ExampleBody};
use msgraph_docgen::page::loose_json;

fn body(body: &ExampleBody) -> String {
    match body {
        ExampleBody::None => "nothing".to_owned(),
        ExampleBody::Json { value, strict } => format!("{value}{}", if *strict { "" } else { " (mended)" }),
        ExampleBody::Text(text) => format!("text {text:?}"),
    }
}

fn read(section: &str) -> String {
    let (facts, found) = operation_facts(&api("GET /gadgets", &format!("## Example\n\n{section}")));
    let lines = |e: &Example| {
        let request = e
            .request
            .as_ref()
            .map(|r| format!("{}: {} {} {:?} {}\n", r.line, r.method.as_str(), r.url, r.headers, body(&r.body)));
        let response = e.response.as_ref().map(|r| format!("{}:   {} {}\n", r.line, r.status, body(&r.body)));
        request.unwrap_or_default() + &response.unwrap_or_default()
    };
    facts.examples.iter().map(lines).collect::<String>()
        + &findings_of(&found, &["loose-json", "broken-json", "loose-annotation"])
}

#[test]
fn a_request_and_its_response() {
    assert_snapshot!(read(
        "```http\nPOST https://graph.microsoft.com/v1.0/gadgets\nContent-type: application/json\n\n{ \"label\": \"Lamp\" }\n```\n\n\
         ```http\nHTTP/1.1 201 Created\nContent-type: application/json\n\n{ \"id\": \"7\", \"label\": \"Lamp\" }\n```\n"
    ), @r#"
    12: POST https://graph.microsoft.com/v1.0/gadgets [("Content-type", "application/json")] {"label":"Lamp"}
    19:   201 {"id":"7","label":"Lamp"}
    "#);
}

#[test]
fn a_body_without_the_blank_line_above_it() {
    assert_snapshot!(read("```http\nPOST https://graph.microsoft.com/v1.0/gadgets\nContent-type: application/json\n{ \"label\": \"Lamp\" }\n```\n"), @r#"12: POST https://graph.microsoft.com/v1.0/gadgets [("Content-type", "application/json")] {"label":"Lamp"}"#);
}

#[test]
fn headers_below_a_blank_line() {
    assert_snapshot!(read("```http\nPOST https://graph.microsoft.com/v1.0/gadgets\n\nContent-type: application/json\n\n{ \"label\": \"Lamp\" }\n```\n"), @r#"12: POST https://graph.microsoft.com/v1.0/gadgets [("Content-type", "application/json")] {"label":"Lamp"}"#);
    assert_snapshot!(read("```http\nPUT https://graph.microsoft.com/v1.0/gadgets/7/notes\n\nIt reads: a lamp\n```\n"), @r#"12: PUT https://graph.microsoft.com/v1.0/gadgets/7/notes [] text "It reads: a lamp""#);
}

#[test]
fn a_url_over_several_lines() {
    assert_snapshot!(read("```http\nGET https://graph.microsoft.com/v1.0/gadgets?$filter=state eq 'idle'\n  &$top=5\nPrefer: odata.maxpagesize=5\n```\n"), @r#"12: GET https://graph.microsoft.com/v1.0/gadgets?$filter=state eq 'idle'&$top=5 [("Prefer", "odata.maxpagesize=5")] nothing"#);
}

#[test]
fn bytes_and_reports() {
    assert_snapshot!(read(
        "```http\nPUT https://graph.microsoft.com/v1.0/gadgets/7/picture\nContent-type: image/jpeg\n\nThe bytes of the picture\n```\n\n\
         ```http\nHTTP/1.1 200 OK\nContent-Type: text/csv\n\nName,Weight\nLamp,120\n```\n"
    ), @r#"
    12: PUT https://graph.microsoft.com/v1.0/gadgets/7/picture [("Content-type", "image/jpeg")] text "The bytes of the picture"
    19:   200 text "Name,Weight\nLamp,120"
    "#);
}

#[test]
fn json_that_is_mended_and_json_that_is_not() {
    assert_snapshot!(read("```http\nPOST https://graph.microsoft.com/v1.0/gadgets\nContent-type: application/json\n\n{\n  \"label\": \"Lamp\",\n}\n```\n"), @r#"
    12: POST https://graph.microsoft.com/v1.0/gadgets [("Content-type", "application/json")] {"label":"Lamp"} (mended)
    v1.0/api/x.md:17: loose-json: an example with a comma too many; it was read as it was meant
    "#);
    assert_snapshot!(read("```http\nPOST https://graph.microsoft.com/v1.0/gadgets\nContent-type: application/json\n\n{\n  }}} %% {\n```\n"), @r#"
    12: POST https://graph.microsoft.com/v1.0/gadgets [("Content-type", "application/json")] text "{\n  }}} %% {"
    v1.0/api/x.md:16: broken-json: an example whose JSON cannot be read: text after the value; its body was left out
    "#);
}

#[test]
fn each_repair_of_loose_json() {
    let texts = [
        "{\"a\": 1,}",
        "[1, 2,]",
        "{\"a\": 1\n\"b\": 2}",
        "{\"a\": \"one\ntwo\"}",
        "{\"\n a\": 1}",
        "\"a\": 1, \"b\": 2",
        "{\"a\": idle}",
        "{\"a\": 1} // remark",
        "{/* remark */ \"a\": 1}",
        "{\"a\": \"one\n}",
        "{a: 1}",
        "{“a”: “one”}",
        "{\"a\": 1, ...}",
        "{'a': 'one'}",
        "{\"a\": {\"b\": 1}",
        "[{\"a\": 1}",
        "{\"a\" 1}",
        "{\"a\": }",
        "{\"a\": True}",
        "{\"a\": 1}}",
        "{\"a\": \"\\q\"}",
        r#"{"a": "\ud83e\udd80 \ud83e.",}"#,
    ];
    let mut out = String::new();
    for text in texts {
        match loose_json::read(text) {
            Ok(read) => {
                let repairs: Vec<String> = read.repairs.iter().map(|r| format!("{} at {}", r.what, r.offset)).collect();
                let _ = writeln!(out, "{text:?} -> {} ({})", read.value, repairs.join(", "));
            }
            Err(error) => drop(writeln!(out, "{text:?} -> no: {error}")),
        }
    }
    assert_snapshot!(out, @r#"
    "{\"a\": 1,}" -> {"a":1} (a comma too many at 8)
    "[1, 2,]" -> [1,2] (a comma too many at 6)
    "{\"a\": 1\n\"b\": 2}" -> {"a":1,"b":2} (a missing comma at 8)
    "{\"a\": \"one\ntwo\"}" -> {"a":"one\ntwo"} (a line break in a string at 11)
    "{\"\n a\": 1}" -> {"a":1} (a line break in a string at 3)
    "\"a\": 1, \"b\": 2" -> {"a":1,"b":2} (an object without its braces at 0, a missing closing brace at 14)
    "{\"a\": idle}" -> {"a":"idle"} (a value without quotes at 10)
    "{\"a\": 1} // remark" -> {"a":1} (a comment at 9)
    "{/* remark */ \"a\": 1}" -> {"a":1} (a comment at 1)
    "{\"a\": \"one\n}" -> {"a":"one"} (a string that is not closed at 11)
    "{a: 1}" -> {"a":1} (a key without quotes at 1)
    "{“a”: “one”}" -> {"a":"one"} (quotes that are not JSON's at 4, quotes that are not JSON's at 13)
    "{\"a\": 1, ...}" -> {"a":1} (an elision at 9, a comma too many at 12)
    "{'a': 'one'}" -> {"a":"one"} (quotes that are not JSON's at 2, quotes that are not JSON's at 7)
    "{\"a\": {\"b\": 1}" -> {"a":{"b":1}} (a missing closing brace at 14)
    "[{\"a\": 1}" -> [{"a":1}] (a missing closing bracket at 9)
    "{\"a\" 1}" -> {"a":1} (a missing colon at 5)
    "{\"a\": }" -> {"a":null} (a missing value at 6)
    "{\"a\": True}" -> {"a":true} (a value without quotes at 10)
    "{\"a\": 1}}" -> {"a":1} (closing brackets too many at 8)
    "{\"a\": \"\\q\"}" -> {"a":"\\q"} (an unknown escape at 9)
    "{\"a\": \"\\ud83e\\udd80 \\ud83e.\",}" -> {"a":"🦀 �."} (an escape that is no character at 26, a comma too many at 29)
    "#);
}

#[test]
fn what_has_no_one_meaning_is_not_read() {
    let texts = ["", "{{\"a\": 1}}", "{\"a\": 1} and then", "}}} %% {"];
    let read = texts.map(|t| {
        format!("{t:?} -> {}\n", loose_json::read(t).map_or_else(|e| format!("no: {e}"), |r| r.value.to_string()))
    });
    assert_snapshot!(read.concat(), @r#"
    "" -> no: the text ends where a value is expected
    "{{\"a\": 1}}" -> no: an object where a key is expected
    "{\"a\": 1} and then" -> no: text after the value
    "}}} %% {" -> no: text after the value
    "#);
}
