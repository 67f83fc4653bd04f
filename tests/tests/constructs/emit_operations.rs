//! What the page of an operation says of how to ask for its state.

use docgen_tests::stages::{Page, api, files, resource};

fn begun(operation: &str, more: &[Page<'_>]) -> String {
    let create = api(
        "POST /print/printers/create",
        "## Request body\n\nDo not supply a request body.\n\n## Response\n\nIf successful, this method returns `202 Accepted` and \
         the address of a [printerCreateOperation](../resources/printercreateoperation.md) in the `Operation-Location` header.\n",
    );
    let mut pages =
        vec![("api/printer-create.md", create.as_str()), ("resources/printercreateoperation.md", operation)];
    pages.extend_from_slice(more);
    let files = files(&pages, &[]);
    let is_code = |path: &str| path.starts_with("src/v1/print/");
    let functions =
        files.0.iter().find(|(path, text)| is_code(path) && text.contains("\"POST /v1.0/print/printers/create\""));
    functions.map(|(_, text)| text.clone()).expect("a function")
}

fn operation(rows: &[&str]) -> String {
    resource("printerCreateOperation", rows)
}

#[test]
fn the_state_is_where_the_page_of_the_operation_has_it() {
    let status = resource("printOperationStatus", &["|state|String|How it is.|", "|description|String|In words.|"]);
    let within = begun(
        &operation(&["|id|String|Its key.|", "|status|[printOperationStatus](printoperationstatus.md)|How it is.|"]),
        &[("resources/printoperationstatus.md", &status)],
    );
    assert!(within.contains(r#"state: "/status/state""#), "{within}");
    let other = begun(&operation(&["|id|String|Its key.|", "|state|String|How it is.|"]), &[]);
    assert!(other.contains(r#"state: "/state""#), "{other}");
    for usual in [&["|status|String|How it is.|"] as &[&str], &["|id|String|Its key.|"]] {
        let usual = begun(&operation(usual), &[]);
        assert!(usual.contains("LongRunning") && !usual.contains("begins"), "{usual}");
    }
}

#[test]
fn the_pace_is_what_the_page_of_the_operation_says() {
    for (said, pace) in [
        ("Ask for it again and again; wait >30 seconds between checks.", Some(30)),
        ("Wait at least 5 seconds before you ask again.", Some(5)),
        ("It takes 30 seconds.", None),
    ] {
        let page = operation(&["|status|String|How it is.|"]);
        let create = begun(&page.replace("## Properties", &format!("{said}\n\n## Properties")), &[]);
        match pace {
            Some(pace) => assert!(create.contains(&format!("pace: {pace}")), "{create}"),
            None => assert!(!create.contains("begins"), "{create}"),
        }
    }
}
