//! URLs that only an example shows, and which of them become endpoints.

use docgen_tests::stages::{Page, api, files, model, resource};
use insta::assert_snapshot;

/// The endpoints that only examples show, and the findings about them, of a page with these requests and examples.
fn shown(requests: &str, examples: &[&str]) -> String {
    let pages = pages(requests, examples);
    let pages: Vec<Page<'_>> = pages.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let (ir, found) = model(&pages);
    let endpoints = ir.endpoints.iter().filter(|endpoint| endpoint.inferred.is_some());
    let endpoints = endpoints.map(|e| {
        let addresses = e.addresses.as_ref().map(ToString::to_string).unwrap_or_default();
        format!("{} {} addresses {addresses}\n", e.method.as_str(), e.path)
    });
    let found =
        found.iter().filter(|d| d.code.id() == "example-url").map(|d| format!("{}: {}\n", d.place.line, d.found));
    endpoints.chain(found).collect()
}

fn pages(requests: &str, examples: &[&str]) -> Vec<(&'static str, String)> {
    let keeper = resource("keeper", &["|id|String|Key.|"])
        + "\n## Relationships\n\n|Relationship|Type|Description|\n|:---|:---|:---|\n|notes|[note](note.md) collection|What is noted.|\n";
    let fences: Vec<String> = examples.iter().map(|example| format!("```http\n{example}\n```\n")).collect();
    let page = api(
        requests,
        &format!(
            "## Response\n\nReturns `200 OK` and a collection of [note](../resources/note.md) objects.\n\n## Examples\n\n{}",
            fences.join("\n")
        ),
    );
    vec![
        ("resources/keeper.md", keeper),
        ("resources/note.md", resource("note", &["|id|String|Key.|"])),
        (
            "api/keeper-get.md",
            api(
                "GET /keepers/{keeper-id}\nGET /self",
                "## Response\n\nReturns `200 OK` and a [keeper](../resources/keeper.md) object.",
            ),
        ),
        (
            "api/note-get.md",
            api(
                "GET /keepers/{id}/notes/{note-id}",
                "## Response\n\nReturns `200 OK` and a [note](../resources/note.md) object.",
            ),
        ),
        ("api/x.md", page),
    ]
}

#[test]
fn what_other_urls_and_the_types_explain_is_an_endpoint_and_a_finding() {
    assert_snapshot!(shown("GET /keepers/{id}/notes", &["GET https://graph.microsoft.com/v1.0/self/notes?$top=2"]), @"
    GET /self/notes addresses Collection(microsoft.graph.note)
    16: `GET /self/notes` stands in an example only
    ");
}

#[test]
fn values_in_the_place_of_keys_become_keys_in_either_notation() {
    let examples = [
        "GET https://graph.microsoft.com/v1.0/self/notes/4c1f",
        "GET https://graph.microsoft.com/v1.0/self/notes('4c1f')",
    ];
    assert_snapshot!(shown("GET /keepers/{id}/notes/{id}", &examples), @"
    GET /self/notes/{id} addresses microsoft.graph.note
    16: `GET /self/notes/{id}` stands in an example only
    ");
}

#[test]
fn an_action_of_the_page_is_one_of_the_same_type() {
    let examples = [
        "POST https://graph.microsoft.com/v1.0/self/notes/4c1f/share",
        "POST https://graph.microsoft.com/v1.0/self/share",
        "POST https://graph.microsoft.com/v1.0/self/notes/share",
    ];
    assert_snapshot!(shown("POST /keepers/{id}/notes/{id}/share", &examples), @"
    POST /self/notes/{id}/share addresses 
    16: `POST /self/notes/{id}/share` stands in an example only
    ");
}

#[test]
fn a_key_at_the_end_is_one_only_where_the_page_has_one() {
    let example = "POST https://graph.microsoft.com/v1.0/self/notes/4c1f";
    assert_snapshot!(shown("POST /keepers/{id}/notes", &[example]), @"");
    assert!(shown("POST /keepers/{id}/notes/{id}", &[example]).starts_with("POST /self/notes/{id} "));
}

#[test]
fn typing_errors_other_hosts_and_what_the_page_has_are_none() {
    let examples = [
        "GET https://graph.microsoft.com/v1/self/notes",
        "GET https://graph.microsoft.com/beta/self/notes",
        "GET https://graph.example/v1.0/self/notes",
        "GET https://graph.microsoft.com/v1.0/self/nots",
        "GET https://graph.microsoft.com/v1.0/self/notes[",
        "GET https://graph.microsoft.com/v1.0/keepers/7/notes",
        "GET https://graph.microsoft.com/v1.0/keepers('7')/notes",
        "DELETE https://graph.microsoft.com/v1.0/self/notes",
        "GET https://graph.microsoft.com/v1.0/self",
        "GET https://graph.microsoft.com/v1.0/self/notes/$count",
        "GET https://graph.microsoft.com/v1.0/self/notes/microsoft.graph.note",
    ];
    assert_snapshot!(shown("GET /keepers/{id}/notes", &examples), @"");
}

#[test]
fn its_function_has_the_types_of_the_page_and_says_where_the_url_is_from() {
    let pages = pages("GET /keepers/{id}/notes", &["GET https://graph.microsoft.com/v1.0/self/notes"]);
    let pages: Vec<Page<'_>> = pages.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let files = files(&pages, &[]);
    let module = &files.0["src/v1/self_/notes.rs"];
    assert!(module.contains("pub fn list() -> runtime::Request<(), runtime::Page<models::Note>"), "{module}");
    assert!(module.contains("/// An example shows this URL; the request block of its page has others."), "{module}");
    assert!(!files.0["src/v1/keepers/notes.rs"].contains("An example shows this URL"));
}
