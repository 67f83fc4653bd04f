//! The body that the program in a function's documentation sends: all that the page shows, in the way that a caller writes it.

use docgen_tests::stages::{api, files, resource};
use insta::assert_snapshot;

/// The statements before the call of the one function that a page with this request gives.
fn body_of(example: &str, body: &str) -> String {
    program_of("POST /crates/{id}/lids", "Lid", &format!("{example}\nContent-Type: application/json\n\n{body}"))
}

fn program_of(requests: &str, sent: &str, example: &str) -> String {
    let link = format!("[{}](../resources/{}.md)", sent.to_lowercase(), sent.to_lowercase());
    let page = api(
        requests,
        &format!(
            "## Request body\n\nSupply a JSON representation of a {link} object.\n\n## Response\n\nReturns `204 No Content`.\n\n\
             ## Examples\n\n### Request\n\n```http\n{example}\n```"
        ),
    );
    program(&page)
}

fn program(page: &str) -> String {
    let lid = resource(
        "lid",
        &[
            "|id|String|Key.|",
            "|name|String|Its name.|",
            "|isTight|Boolean|Whether it holds.|",
            "|screws|Int32|How many.|",
            "|seal|Binary|Its seal.|",
            "|finish|lidFinish|How it looks. Possible values are: `plain`, `polished`.|",
            "|marks|lidMarks|What is on it.|",
            "|hinge|[hinge](hinge.md)|What it turns on.|",
            "|hinges|[hinge](hinge.md) collection|All of them.|",
            "|tags|String collection|Words.|",
        ],
    ) + "\n## Relationships\n\n|Relationship|Type|Description|\n|:---|:---|:---|\n\
         |label|[label](label.md)|What is glued on.|\n|labels|[label](label.md) collection|More of them.|\n|owner|[owner](owner.md)|Whose it is.|\n";
    let hinge = resource("hinge", &["|pin|String|Its pin.|", "|length|Double|Millimetres.|"]);
    let label = resource("label", &["|id|String|Key.|", "|text|String|What it says.|"]);
    let owner = resource("owner", &["|id|String|Key.|", "|name|String|The name.|"]);
    let marks = "# lidMarks enum type\n\nFlags that can be combined.\n\n## Members\n\n|Member|Value|\n|:---|:---|\n|none|0|\n|left|1|\n|right|2|\n";
    let labels = api(
        "GET /crates/{id}/labels",
        "## Response\n\nReturns `200 OK` and a collection of [label](../resources/label.md) objects.",
    );
    let files = files(
        &[
            ("resources/lid.md", &lid),
            ("resources/hinge.md", &hinge),
            ("resources/label.md", &label),
            ("resources/owner.md", &owner),
            ("resources/lidmarks.md", marks),
            ("api/crate-list-labels.md", &labels),
            ("api/x.md", page),
        ],
        &[],
    );
    let functions = files.0.iter().filter(|(path, _)| path.starts_with("src/v1/") && !path.contains("/models/"));
    let docs = functions.flat_map(|(_, text)| text.lines().filter_map(|l| l.strip_prefix("///").map(str::trim_end)));
    let docs: Vec<&str> = docs.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    let programs = docs
        .split(|line| *line == "```")
        .filter(|part| part.iter().any(|line| line.starts_with("let body") || line.starts_with("let mut body")));
    let program =
        programs.flatten().filter(|line| !line.starts_with("use ") && !line.starts_with("# ") && !line.is_empty());
    program.map(|line| format!("{line}\n")).collect()
}

const POST: &str = "POST https://graph.microsoft.com/v1.0/crates/7/lids";

#[test]
fn related_objects_are_set_and_those_that_exist_are_bound() {
    let body = r#"{"name": "oak", "labels": [{"text": "up"}, {"text": "fragile"}], "label": {"text": "this side"},
        "owner@odata.bind": "https://graph.microsoft.com/v1.0/owners/3", "keepers@odata.bind": ["https://x/1", "https://x/2"]}"#;
    assert_snapshot!(body_of(POST, body), @r#"
    let mut body = models::Lid {
        name: Some("oak".into()),
        ..Default::default()
    };
    body.extra.bind_list("keepers", ["https://x/1", "https://x/2"]);
    body.set_label(&models::Label {
        text: Some("this side".into()),
        ..Default::default()
    });
    body.set_labels(&[
        models::Label {
            text: Some("up".into()),
            ..Default::default()
        },
        models::Label {
            text: Some("fragile".into()),
            ..Default::default()
        },
    ]);
    body.extra.bind("owner", "https://graph.microsoft.com/v1.0/owners/3");
    let request = lids::create("7", &body);
    "#);
}

#[test]
fn a_related_object_that_an_example_sends_brings_its_type_into_the_slice() {
    assert_snapshot!(body_of(POST, r#"{"owner": {"name": "Mia"}}"#), @r#"
    let mut body = models::Lid::default();
    body.set_owner(&models::Owner {
        name: Some("Mia".into()),
        ..Default::default()
    });
    let request = lids::create("7", &body);
    "#);
}

#[test]
fn nulls_are_sent_of_fields_of_relationships_and_inside_other_objects() {
    let body = r#"{"name": null, "owner": null, "hinge": {"pin": null, "length": 2, "colour": "red"}, "hinges": [{"pin": "a"}, {"pin": null}]}"#;
    assert_snapshot!(body_of(POST, body), @r#"
    let mut hinge = models::Hinge {
        length: Some(2.0),
        ..Default::default()
    };
    hinge.set_null(|hinge| &mut hinge.pin);
    hinge.extra.insert("colour", "red");
    let mut hinge_2 = models::Hinge::default();
    hinge_2.set_null(|hinge_2| &mut hinge_2.pin);
    let mut body = models::Lid {
        hinge: Some(Box::new(hinge)),
        hinges: Some(vec![
            models::Hinge {
                pin: Some("a".into()),
                ..Default::default()
            },
            hinge_2,
        ]),
        ..Default::default()
    };
    body.set_null(|body| &mut body.name);
    body.extra.set_null("owner");
    let request = lids::create("7", &body);
    "#);
}

#[test]
fn what_is_empty_zero_or_false_is_sent() {
    let body = r#"{"name": "", "isTight": false, "screws": 0, "tags": [], "hinges": [], "hinge": {}}"#;
    assert_snapshot!(body_of(POST, body), @r#"
    let body = models::Lid {
        name: Some("".into()),
        is_tight: Some(false),
        screws: Some(0),
        hinge: Some(Box::new(models::Hinge::default())),
        hinges: Some(vec![]),
        tags: Some(vec![]),
        ..Default::default()
    };
    let request = lids::create("7", &body);
    "#);
}

#[test]
fn a_list_of_one_object_begins_on_its_line() {
    let program = body_of(POST, r#"{"hinges": [{"pin": "a"}]}"#);
    assert!(program.contains("hinges: Some(vec![models::Hinge {\n        pin: Some(\"a\".into()),\n"), "{program}");
}

#[test]
fn a_set_of_one_flag_is_made_of_its_member() {
    let program = body_of(POST, r#"{"marks": "left"}"#);
    assert!(program.contains("marks: Some(models::LidMarks::Left.into()),"), "{program}");
}

#[test]
fn lists_are_whole_and_text_is_cut_beyond_200_characters_with_an_ellipsis() {
    let long = "a ".repeat(99) + "ende";
    let body = format!(r#"{{"tags": ["a", "b", "c", "d", "e"], "name": "{long}"}}"#);
    let program = body_of(POST, &body);
    assert!(
        program.contains(r#"tags: Some(vec!["a".into(), "b".into(), "c".into(), "d".into(), "e".into()]),"#),
        "{program}"
    );
    assert!(program.contains(&format!("name: Some(\"{}…\".into()),", "a ".repeat(99) + "en")), "{program}");
    let exact = body_of(POST, &format!(r#"{{"name": "{}"}}"#, "b".repeat(200)));
    assert!(exact.contains(&"b".repeat(200)) && !exact.contains('…'), "{exact}");
}

#[test]
fn names_in_other_letters_and_values_as_text_find_their_fields() {
    let body = r#"{"Name": "oak", "isTight": "false", "SCREWS": "4", "finish": "Polished", "marks": "left,right"}"#;
    assert_snapshot!(body_of(POST, body), @r#"
    let body = models::Lid {
        name: Some("oak".into()),
        is_tight: Some(false),
        screws: Some(4),
        finish: Some(models::LidFinish::Polished),
        marks: Some([models::LidMarks::Left, models::LidMarks::Right].into()),
        ..Default::default()
    };
    let request = lids::create("7", &body);
    "#);
}

#[test]
fn what_does_not_fit_its_field_is_sent_as_it_is_shown() {
    let body = r#"{"screws": "many", "hinge": "none", "tags": "one", "marks": "left, odd", "finish": "matt"}"#;
    assert_snapshot!(body_of(POST, body), @r#"
    let mut body = models::Lid {
        finish: Some(models::LidFinish::Matt),
        marks: Some("left, odd".into()),
        ..Default::default()
    };
    body.extra.insert("hinge", "none");
    body.extra.insert("screws", "many");
    body.extra.insert("tags", "one");
    let request = lids::create("7", &body);
    "#);
}

#[test]
fn bytes_are_shown_as_text_where_they_are_text_and_else_as_their_base64() {
    assert_snapshot!(body_of(POST, r#"{"seal": "bWFjIGFuZCBjaGVlc2U="}"#), @r#"
    let body = models::Lid {
        seal: Some(b"mac and cheese".into()),
        ..Default::default()
    };
    let request = lids::create("7", &body);
    "#);
    assert_snapshot!(body_of(POST, r#"{"seal": "iVBORw0KGgo="}"#), @r#"
    let body = models::Lid {
        seal: Some(msgraph::Binary::from_base64("iVBORw0KGgo=")),
        ..Default::default()
    };
    let request = lids::create("7", &body);
    "#);
}

#[test]
fn a_body_that_is_no_object_is_json() {
    assert_snapshot!(body_of(POST, r#"[{"name": "oak"}, {"name": null}]"#), @r#"
    let body = serde_json::json!([{"name": "oak"}, {"name": null}]);
    let request = lids::create("7", &body);
    "#);
}

#[test]
fn beyond_sixty_lines_a_comment_says_what_is_left_out() {
    let hinges: Vec<String> = (0..30).map(|n| format!(r#"{{"pin": "p{n}", "length": {n}}}"#)).collect();
    let program =
        body_of(POST, &format!(r#"{{"name": "oak", "screws": 3, "hinges": [{}], "tags": ["a"]}}"#, hinges.join(", ")));
    let lines: Vec<&str> = program.lines().map(str::trim).collect();
    assert!((50..=62).contains(&lines.len()), "{program}");
    assert!(lines.contains(&"// … and 20 more"), "{program}");
    assert!(lines.contains(&"// … and 1 more property"), "{program}");
}

#[test]
fn the_example_is_that_of_the_examples_and_not_a_snippet_under_another_heading() {
    let page = api(
        "POST /crates/{id}/lids",
        "## Optional query parameters\n\n```http\nPOST https://graph.microsoft.com/v1.0/crates/7/lids?mode=A\n\n{\"name\": \"snippet\"}\n```\n\n\
         ## Request body\n\nSupply a JSON representation of a [lid](../resources/lid.md) object.\n\n## Response\n\nReturns `204 No Content`.\n\n\
         ## Examples\n\n```http\nPOST https://graph.microsoft.com/v1.0/crates/7/lids\n\n{\"name\": \"example\"}\n```",
    );
    assert_snapshot!(program(&page), @r#"
    let body = models::Lid {
        name: Some("example".into()),
        ..Default::default()
    };
    let request = lids::create("7", &body);
    "#);
}

#[test]
fn of_examples_of_other_urls_the_one_that_is_most_alike_is_shown() {
    let example = "POST https://graph.microsoft.com/v1.0/crates\n\n{\"name\": \"crate\"}\n```\n\n```http\n\
        POST https://graph.microsoft.com/v1.0/rooms/1/crates/2/lids\n\n{\"name\": \"lid\"}\n```\n\n```http\n\
        POST https://graph.microsoft.com/v1.0/crates/2/microsoft.graph.chest/lids\n\n{\"name\": \"cast\"}";
    assert_snapshot!(program_of("POST /crates/{id}/lids", "Lid", example), @r#"
    let body = models::Lid {
        name: Some("lid".into()),
        ..Default::default()
    };
    let request = lids::create("crate_id", &body);
    "#);
}
