//! HTTP request blocks, and how their paths come apart.

use std::fmt::Write;

use docgen_tests::render::findings_of;
use docgen_tests::stages::{api, operation_facts};
use insta::assert_snapshot;
use msgraph_docgen::model::{Part, UrlPath};

const CODES: &[&str] = &["absolute-url", "no-leading-slash", "elided-path", "bad-request-line", "unclosed-fence"];

/// The requests of a block, and what was reported.
fn read(block: &str) -> String {
    let (facts, found) = operation_facts(&api(block, ""));
    let mut out = String::new();
    for request in &facts.requests {
        let query = request.query.as_ref().map(|q| format!(" with {q}")).unwrap_or_default();
        let _ = writeln!(out, "{}: {} {}{query}", request.line, request.method.as_str(), request.path);
    }
    out + &findings_of(&found, CODES)
}

#[test]
fn several_alternatives_in_one_block() {
    assert_snapshot!(read("GET /me/gadgets\nGET /users/{id | userPrincipalName}/gadgets\n\nGET /me/gadgets"), @"
    6: GET /me/gadgets
    7: GET /users/{id | userPrincipalName}/gadgets
    ");
}

#[test]
fn several_methods_in_one_block() {
    assert_snapshot!(read("PUT /gadgets/{id}/picture\nPATCH /gadgets/{id}/picture"), @"
    6: PUT /gadgets/{id}/picture
    7: PATCH /gadgets/{id}/picture
    ");
}

#[test]
fn a_path_without_its_first_slash() {
    assert_snapshot!(read("GET gadgets/{id}"), @"
    6: GET /gadgets/{id}
    v1.0/api/x.md:6: no-leading-slash: a path without its first slash: `gadgets/{id}`; the slash was added
    ");
}

#[test]
fn a_whole_url() {
    assert_snapshot!(read("GET https://graph.microsoft.com/v1.0/gadgets/{id}"), @"
    6: GET /gadgets/{id}
    v1.0/api/x.md:6: absolute-url: a whole URL: `https://graph.microsoft.com/v1.0/gadgets/{id}`; its path was taken
    ");
}

#[test]
fn the_protocol_after_the_path() {
    assert_snapshot!(read("GET /gadgets/{id} HTTP/1.1\nHost: graph.microsoft.com"), @"6: GET /gadgets/{id}");
}

#[test]
fn a_query_string() {
    assert_snapshot!(read("GET /gadgets?$filter=state eq 'idle'\nGET /gadgets/delta?$deltatoken={token}"), @"
    6: GET /gadgets with $filter=state eq 'idle'
    7: GET /gadgets/delta with $deltatoken={token}
    ");
}

#[test]
fn an_elision_gives_no_endpoint() {
    assert_snapshot!(read("GET /gadgets/{id}\nGET /rooms/.../gadgets/{id}"), @"
    6: GET /gadgets/{id}
    7: GET /rooms/.../gadgets/{id}
    v1.0/api/x.md:7: elided-path: a path with an elision: `/rooms/.../gadgets/{id}`; it gives no endpoint of its own
    ");
}

#[test]
fn a_line_that_is_no_request() {
    assert_snapshot!(read("GET /gadgets/{id}\nFETCH what you need"), @"
    6: GET /gadgets/{id}
    v1.0/api/x.md:7: bad-request-line: a line that is no request: `FETCH what you need`; it was left out
    ");
}

#[test]
fn a_request_line_in_lists_tabs_and_other_fences() {
    let page = "# Get gadget\n\n## HTTP Request\n\n### For a room\n\n- As a list:\n\n  ``` http\n  GET /rooms/{id}/gadgets\n  ```\n\n\
                ### For a user\n\n# [HTTP](#tab/http)\n\n```msgraph-interactive\nGET /users/{id}/gadgets\n```\n\n---\n\n```\nGET /me/gadgets\n```\n";
    let (facts, _) = operation_facts(page);
    let paths: Vec<&str> = facts.requests.iter().map(|r| r.path.as_str()).collect();
    assert_snapshot!(paths.join("\n"), @"
    /rooms/{id}/gadgets
    /users/{id}/gadgets
    /me/gadgets
    ");
}

#[test]
fn without_a_block_the_example_says_what_is_requested() {
    let page = "# Get gadget\n\n## Example\n\n```http\nGET https://graph.microsoft.com/v1.0/gadgets/7\n```\n";
    assert_snapshot!(operation_facts(page).0.requests[0].path, @"/gadgets/7");
}

/// A path's segments, with placeholders as `<text>`, `'<text>'` where quoted, `argument=<text>` where named.
fn path(text: &str) -> String {
    let part = |part: &Part| match part {
        Part::Literal(text) => format!("{text:?}"),
        Part::Placeholder(p) => {
            let argument = p.argument.as_ref().map(|a| format!("{a}=")).unwrap_or_default();
            format!("{argument}<{}>{}", p.text, if p.quoted { " quoted" } else { "" })
        }
    };
    let segments: Vec<String> =
        UrlPath::new(text).segments().iter().map(|s| s.parts.iter().map(part).collect::<Vec<_>>().join(" ")).collect();
    format!("{text}\n  {}\n", segments.join("\n  "))
}

#[test]
fn what_each_segment_of_a_path_is() {
    let paths = [
        "/users/{id}/drive/root:/{item-path}:/$value",
        "/me/messages('{id}')/attachments",
        "/me/calendar/borders({index})",
        "/reports/usage(period='{period}')",
        "/applications(appId='{app-id}')/microsoft.graph.delta()",
        "/groups/{id}/members/microsoft.graph.user/graph.gadgets.kind",
        "/gadgets/{a}-{b}/'{c}'",
    ];
    let kinds = paths.map(|path| {
        let path = UrlPath::new(path);
        let kinds = path.segments().iter().map(|segment| format!("\n  {:?}", segment.kind())).collect::<String>();
        format!("{path}{kinds}")
    });
    assert_snapshot!(kinds.join("\n"));
}

#[test]
fn placeholders_of_a_path() {
    let paths = [
        "/users/{id | userPrincipalName}/gadgets/{gadget-id}",
        "/gadgets/<id>/parts",
        "/reports/usage(period='{period}')",
        "/gadgets/range(start={start},end={end})",
        "/drive/root:/{item-path}:/children",
        "/gadgets/{id}/microsoft.graph.reset",
        "/gadgets/{{id}}",
        "/sites/{hostname}:/{server-relative-path}",
    ];
    assert_snapshot!(paths.map(path).concat(), @r#"
    /users/{id | userPrincipalName}/gadgets/{gadget-id}
      "users"
      <id | userPrincipalName>
      "gadgets"
      <gadget-id>
    /gadgets/<id>/parts
      "gadgets"
      <id>
      "parts"
    /reports/usage(period='{period}')
      "reports"
      "usage(period='" period=<period> quoted "')"
    /gadgets/range(start={start},end={end})
      "gadgets"
      "range(start=" start=<start> ",end=" end=<end> ")"
    /drive/root:/{item-path}:/children
      "drive"
      "root:"
      <item-path> ":"
      "children"
    /gadgets/{id}/microsoft.graph.reset
      "gadgets"
      <id>
      "microsoft.graph.reset"
    /gadgets/{{id}}
      "gadgets"
      <id>
    /sites/{hostname}:/{server-relative-path}
      "sites"
      <hostname> ":"
      <server-relative-path>
    "#);
}

#[test]
fn a_tilde_before_the_path_and_no_space_after_the_method() {
    assert_snapshot!(read("GET ~/gadgets/{id}\nDELETE/gadgets/{id}"), @"
    6: GET /gadgets/{id}
    7: DELETE /gadgets/{id}
    ");
}
