//! Corrections in docgen.toml: what they change, and what is said of those that change nothing.

use docgen_tests::stages::{api, csdl};
use docgen_tests::{LIST, RESOURCE, Sandbox};
use insta::assert_snapshot;
use msgraph_docgen::cli::Outcome;
use serde_json::Value;

/// The dump of a model after these corrections, which must all be of use.
fn corrected(sandbox: &Sandbox, corrections: &str) -> Value {
    sandbox.write("docgen.toml", corrections);
    sandbox.done(&["lint", "--deny", "warning"]);
    serde_json::from_str(&sandbox.done(&["ir"]).out).unwrap()
}

/// Two good pages, and that of an enum.
fn with_enum() -> Sandbox {
    let sandbox = Sandbox::new();
    let text = "# colour enum type\n\nNamespace: microsoft.graph\n\nA colour.\n\n## Members\n\n\
                |Member|Value|Description|\n|:---|:---|:---|\n|red|0|As a brick.|\n|green|1|As grass.|\n";
    sandbox.write("docs-input/v1.0/resources/colour.md", text);
    sandbox
}

#[test]
fn corrections_change_the_model() {
    let sandbox = Sandbox::new();
    let correction = "[[correction]]\ntype = \"microsoft.graph.gadget\"\nproperty = \"label\"\n";
    sandbox.write(
        "docgen.toml",
        format!(
            "{correction}set-type = \"Collection(Edm.Int32)\"\nreason = \"numbers\"\n{correction}rename = \"tag\"\nreason = \"typo\"\n\
             [[correction]]\ntype = \"gadget\"\nrename = \"device\"\nreason = \"typo\"\n"
        ),
    );
    let dump: Value = serde_json::from_str(&sandbox.done(&["ir"]).out).unwrap();
    assert_eq!(dump["types"][0]["name"], "device");
    let tag = &dump["types"][0]["properties"][1];
    assert_eq!(tag["name"], "tag");
    assert_eq!(tag["type"], serde_json::json!({"name": "Edm.Int32", "collection": true}));
    assert_eq!(dump["operations"][0]["response"]["type"]["name"], "microsoft.graph.device");
    let ran = sandbox.done(&["lint"]);
    assert!(!ran.out.contains("unused-correction"), "{}", ran.out);
}

#[test]
fn a_correction_that_applies_to_nothing_is_a_warning_at_its_line() {
    let unused = [
        ("property = \"labl\"\nset-type = \"Edm.Int32\"\n", "did you mean `label`?"),
        ("endpoint = \"GET /gadget\"\nskip = true\n", "did you mean `GET /gadgets`?"),
        ("page = \"api/gadgets-list.md\"\nskip = true\n", "did you mean `api/gadget-list.md`?"),
        ("type = \"gadget\"\nadd-member = \"x\"\n", "is no enum"),
        ("property = \"label\"\nrename = \"id\"\n", "has a property `id` already"),
        ("property = \"label\"\nset-type = \"microsoft.graph.gadgt\"\n", "did you mean `microsoft.graph.gadget`?"),
        ("api = \"beta\"\nproperty = \"label\"\nset-type = \"Edm.Int32\"\n", "do not hold this version"),
    ];
    for (change, said) in unused {
        let sandbox = Sandbox::new();
        let of = if change.contains("property") { "type = \"microsoft.graph.gadget\"\n" } else { "" };
        sandbox.write("docgen.toml", format!("# settings\n\n[[correction]]\n{of}{change}reason = \"so\"\n"));
        let ran = sandbox.run(&["lint", "--deny", "warning"]);
        assert_eq!(ran.outcome, Outcome::Found, "{change}: {}", ran.out);
        assert!(ran.out.contains("warning[unused-correction]") && ran.out.contains("docgen.toml:3"), "{}", ran.out);
        assert!(ran.out.contains(said), "{change} does not say {said}: {}", ran.out);
        let shown = |line: &str| ran.out.lines().any(|shown| shown.contains(" | ") && shown.ends_with(line));
        assert!(["[[correction]]", change.lines().next().unwrap()].into_iter().all(shown), "no excerpt: {}", ran.out);
    }
}

#[test]
fn what_is_skipped_is_in_no_output() {
    let sandbox = Sandbox::new();
    let dump = corrected(
        &sandbox,
        "[[correction]]\ntype = \"gadget\"\nproperty = \"label\"\nskip = true\nreason = \"gone\"\n",
    );
    assert_eq!(dump["types"][0]["properties"].as_array().unwrap().len(), 1);
    for subject in ["endpoint = \"GET /Gadgets\"", "page = \"api/gadget-list.md\""] {
        let dump = corrected(&sandbox, &format!("[[correction]]\n{subject}\nskip = true\nreason = \"gone\"\n"));
        assert_eq!(dump["operations"], serde_json::json!([]));
    }
    let dump = corrected(&sandbox, "[[correction]]\ntype = \"gadget\"\nskip = true\nreason = \"gone\"\n");
    assert_eq!(dump["types"], serde_json::json!([]));
    assert_eq!(dump["operations"][0]["response"]["type"]["name"], "Edm.Untyped");
}

#[test]
fn members_properties_and_nullability_are_added() {
    let sandbox = with_enum();
    let dump = corrected(
        &sandbox,
        "[[correction]]\ntype = \"colour\"\nadd-member = \"blue\"\nreason = \"the service sends it\"\n\n\
         [[correction]]\ntype = \"gadget\"\nadd-property = \"paint\"\nset-type = \"Collection(colour)\"\nreason = \"new\"\n\n\
         [[correction]]\ntype = \"gadget\"\nproperty = \"label\"\nnullable = false\nreason = \"always there\"\n",
    );
    let (colour, gadget) = (&dump["types"][0], &dump["types"][1]);
    assert_eq!(colour["members"][2]["name"], "blue");
    assert_eq!(gadget["properties"][2]["type"]["name"], "microsoft.graph.colour");
    assert_eq!(gadget["properties"][1]["nullable"], false);
    sandbox.done(&[]);
    assert!(sandbox.read("generated/src/v1/models/colour.rs").contains("Blue"));
    let model = sandbox.read("generated/src/v1/models/gadget.rs");
    assert!(model.contains("pub paint: Option<Vec<super::Colour>>"), "{model}");
    assert!(model.contains("/// It is never `null`."), "{model}");
}

#[test]
fn a_correction_that_the_docs_have_caught_up_with_is_reported_with_their_line() {
    let caught_up = [
        ("type = \"gadget\"\nproperty = \"label\"\nset-type = \"Edm.String\"\n", "resources/gadget.md, line 16"),
        ("type = \"gadget\"\nproperty = \"labl\"\nrename = \"label\"\n", "resources/gadget.md, line 16"),
        ("type = \"gadgt\"\nrename = \"gadget\"\n", "it is `microsoft.graph.gadget`"),
        ("type = \"colour\"\nadd-member = \"red\"\n", "resources/colour.md"),
        ("type = \"gadget\"\nadd-property = \"id\"\nset-type = \"Edm.String\"\n", "resources/gadget.md, line 15"),
        ("type = \"gadget\"\nproperty = \"id\"\nnullable = false\n", "resources/gadget.md, line 15"),
    ];
    for (correction, said) in caught_up {
        let sandbox = with_enum();
        sandbox.edit("docs-input/v1.0/resources/gadget.md", "The key of the gadget.", "The key. Not nullable.");
        sandbox.write("docgen.toml", format!("[[correction]]\n{correction}reason = \"so\"\n"));
        let ran = sandbox.run(&["lint", "--deny", "warning"]);
        assert_eq!(ran.outcome, Outcome::Found, "{correction}: {}", ran.out);
        assert!(ran.out.contains("warning[caught-up-correction]"), "{correction}: {}", ran.out);
        assert!(ran.out.contains(said), "{correction} does not say {said}: {}", ran.out);
    }
}

#[test]
fn a_correction_that_one_version_still_needs_is_of_use() {
    let sandbox = Sandbox::new();
    sandbox.write("docs-input/beta/resources/gadget.md", RESOURCE.replace("|label|String|", "|label|Int32|"));
    sandbox.write("docs-input/beta/api/gadget-list.md", LIST.replace("\"Desk lamp\"", "7"));
    sandbox.write(
        "docgen.toml",
        "[[correction]]\ntype = \"gadget\"\nproperty = \"label\"\nset-type = \"Edm.Int32\"\nreason = \"a number\"\n",
    );
    sandbox.done(&["lint", "--deny", "warning"]);
}

#[test]
fn a_correction_that_makes_no_sense_fails_at_its_line_or_at_the_value() {
    let cases = [
        ("type = \"gadget\"\nendpoint = \"GET /x\"\nskip = true\n", "3:1", "names a `type`"),
        ("skip = true\n", "3:1", "names a `type`"),
        ("endpoint = \"/gadgets\"\nskip = true\n", "4:12", "write it like"),
        ("type = \"gadget\"\nadd-member = \"so so\"\n", "5:14", "is not a name"),
        ("type = \"gadget\"\nproperty = \"label\"\nset-type = \"Edm.Text\"\n", "6:12", "no primitive type"),
        ("endpoint = \"GET /x\"\nset-body = \"so so\"\n", "5:12", "is not a type"),
        ("endpoint = \"GET /x\"\nset-permissions = { application = [\"so so\"] }\n", "5:19", "is no permission"),
        ("page = \"api/x.md\"\nrename = \"y\"\n", "3:1", "needs one of `skip` and `set-response`"),
        ("page = \"api/x.md\"\nset-response = \"Edm.Text\"\n", "5:16", "`Edm.Text` is no primitive type of OData"),
        ("type = \"gadget\"\nskip = true\nrename = \"y\"\n", "3:1", "needs one of"),
        ("type = \"gadget\"\nproperty = \"label\"\nadd-member = \"y\"\n", "3:1", "needs `set-type`"),
        ("type = \"gadget\"\nadd-property = \"y\"\n", "3:1", "needs one of"),
        ("parameter = \"coat\"\nskip = true\n", "3:1", "a `page` and a `parameter`"),
        ("page = \"api/x.md\"\nparameter = \"coat\"\nadd = true\n", "3:1", "`add = true` with `set-type`"),
        ("page = \"api/x.md\"\nparameter = \"coat\"\nset-body = \"Edm.Untyped\"\n", "3:1", "needs `set-type`"),
    ];
    for (correction, at, said) in cases {
        let sandbox = Sandbox::new();
        sandbox.write("docgen.toml", format!("deny = \"warning\"\n\n[[correction]]\n{correction}reason = \"so\"\n"));
        let ran = sandbox.run(&["lint"]);
        assert!(
            ran.failure().contains(&format!("docgen.toml:{at}: ")) && ran.failure().contains(said),
            "{correction}: {}",
            ran.err
        );
    }
}

#[test]
fn a_correction_says_what_an_endpoint_sends_gives_needs_and_is_called() {
    let sandbox = Sandbox::new();
    let dump = corrected(
        &sandbox,
        "[[correction]]\nendpoint = \"GET /gadgets\"\nset-response = \"gadget\"\nrename = \"only\"\n\
         set-permissions = { application = [\"Gadgets.Read.All\", \"Gadgets.Read and Directory.Read.All\"] }\nreason = \"one\"\n",
    );
    let endpoint = &dump["endpoints"][0];
    assert_eq!(
        endpoint["response"]["type"],
        serde_json::json!({"name": "microsoft.graph.gadget", "collection": false})
    );
    assert_eq!(
        endpoint["permissions"][0]["alternatives"],
        serde_json::json!([["Gadgets.Read.All"], ["Gadgets.Read", "Directory.Read.All"]])
    );
    sandbox.done(&["generate"]);
    let function = sandbox.read("generated/src/v1/gadgets.rs");
    assert!(function.contains("pub fn only() -> runtime::Request<(), models::Gadget"), "{function}");
    assert!(
        function.contains("* Application: `Gadgets.Read.All`, `Gadgets.Read` and `Directory.Read.All`"),
        "{function}"
    );
}

#[test]
fn another_main_page_decides_whether_an_endpoint_is_deprecated() {
    let sandbox = Sandbox::new();
    let page = LIST.replacen("# ", "# Shelves and ", 1).replace("See all", "This API is deprecated.\n\nSee all");
    sandbox.write("docs-input/v1.0/api/shelf-list.md", page);
    let endpoint = |dump: &Value| dump["endpoints"][0].clone();
    let before: Value = serde_json::from_str(&sandbox.done(&["ir"]).out).unwrap();
    assert_eq!(endpoint(&before)["pages"][0]["file"], "api/gadget-list.md");
    let main_page =
        "[[correction]]\nendpoint = \"GET /gadgets\"\nmain-page = \"api/shelf-list.md\"\nreason = \"it is newer\"\n";
    let after = corrected(&sandbox, main_page);
    assert_eq!(endpoint(&after)["pages"][0]["file"], "api/shelf-list.md");
    assert_ne!(endpoint(&after)["deprecated"], endpoint(&before)["deprecated"]);
}

/// The endpoint that has this path in a dump.
fn endpoint_at<'d>(dump: &'d Value, path: &str) -> &'d Value {
    let endpoints = dump["endpoints"].as_array().unwrap();
    endpoints.iter().find(|endpoint| endpoint["path"] == path).unwrap()
}

#[test]
fn another_main_page_decides_whether_a_body_can_be_left_out() {
    let sandbox = Sandbox::new();
    let page = |words: &str| {
        let rows = "|Parameter|Type|Description|\n|:---|:---|:---|\n|coat|String|What to paint it with.|\n";
        let body = format!("## Request body\n\n{words}\n\n{rows}\n## Response\n\nA `204 No Content`.\n");
        api("POST /gadgets/{id}/paint", &body)
    };
    let with = "In the request body, provide a JSON object with these parameters.";
    sandbox.write("docs-input/v1.0/api/gadget-paint.md", page(with));
    sandbox.write("docs-input/v1.0/api/gadget-repaint.md", page(with));
    let optional = |dump: &Value| endpoint_at(dump, "/gadgets/{id}/paint")["optional_body"] == true;
    let correction = "[[correction]]\nendpoint = \"POST /gadgets/{id}/paint\"\nmain-page = \"api/gadget-repaint.md\"\nreason = \"it is newer\"\n";
    assert!(!optional(&corrected(&sandbox, correction)));
    sandbox.write("docs-input/v1.0/api/gadget-repaint.md", page(&with.replace("provide", "optionally provide")));
    assert!(optional(&corrected(&sandbox, correction)));
}

#[test]
fn another_main_page_decides_whether_an_update_may_create() {
    let sandbox = Sandbox::new();
    let header =
        "## Request headers\n\n|Name|Description|\n|:---|:---|\n|Prefer|`create-if-missing`. Required to create.|\n";
    let page = |more: &str| api("PATCH /gadgets/{id}", &format!("{more}\n## Response\n\nA `204 No Content`.\n"));
    let upserts = |first: &str, main: &str| {
        sandbox.write("docs-input/v1.0/api/gadget-update.md", page(first));
        sandbox.write("docs-input/v1.0/api/gadget-upsert.md", page(main));
        let correction = "[[correction]]\nendpoint = \"PATCH /gadgets/{id}\"\nmain-page = \"api/gadget-upsert.md\"\nreason = \"it is newer\"\n";
        endpoint_at(&corrected(&sandbox, correction), "/gadgets/{id}")["upsert"] == true
    };
    assert!(upserts("", header));
    assert!(!upserts(header, ""));
}

/// An action that is called on two URLs.
fn with_action() -> Sandbox {
    let sandbox = Sandbox::new();
    let rows = "|Parameter|Type|Description|\n|:---|:---|:---|\n|coat|String|What to paint it with.|\n|layers|String|How many.|\n";
    let sent = r#"{"coat": "lacquer", "layers": 2, "dry": true}"#;
    let paint = api(
        "POST /gadgets/{id}/paint\nPOST /me/gadgets/{id}/paint",
        &format!(
            "## Request body\n\n{rows}\n## Response\n\nA `204 No Content`.\n\n## Example\n\n```http\n\
             POST https://graph.microsoft.com/v1.0/gadgets/1/paint\n\n{sent}\n```"
        ),
    );
    sandbox.write("docs-input/v1.0/api/gadget-paint.md", paint);
    sandbox
}

fn of_parameter(name: &str, says: &str) -> String {
    format!("[[correction]]\npage = \"api/gadget-paint.md\"\nparameter = \"{name}\"\n{says}\nreason = \"so\"\n")
}

#[test]
fn a_correction_of_a_parameter_is_of_every_url_of_its_page() {
    let sandbox = with_action();
    let corrections = [
        of_parameter("coat", "rename = \"paint\""),
        of_parameter("layers", "set-type = \"Edm.Int32\""),
        of_parameter("dry", "add = true\nset-type = \"Edm.Boolean\""),
    ];
    sandbox.write("docgen.toml", corrections.concat());
    assert_eq!(sandbox.done(&["lint", "--severity", "warning"]).out.matches("docgen.toml").count(), 0);
    sandbox.done(&["generate"]);
    for file in ["gadgets", "me/gadgets"] {
        let code = sandbox.read(&format!("generated/src/v1/{file}.rs"));
        assert!(code.contains("B: runtime::Body<PaintBody>"), "{code}");
    }
    let body = sandbox.read("generated/src/v1/parameters/paint_body.rs");
    for field in ["pub paint: Option<String>", "pub layers: Option<i32>", "pub dry: Option<bool>"] {
        assert!(body.contains(field), "{body}");
    }
    sandbox.write("docgen.toml", of_parameter("layers", "skip = true"));
    sandbox.done(&["generate"]);
    assert!(!sandbox.read("generated/src/v1/parameters/paint_body.rs").contains("layers"));
}

#[test]
fn a_correction_of_an_argument_in_the_url_leaves_the_others() {
    let sandbox = Sandbox::new();
    let rows =
        "|Parameter|Type|Description|\n|:---|:---|:---|\n|from|String|Where it begins.|\n|to|String|Where it ends.|\n";
    let range = format!(
        "## Function parameters\n\n{rows}\n## Response\n\nA `200 OK` with a collection of [gadget](../resources/gadget.md) objects."
    );
    sandbox.write("docs-input/v1.0/api/gadget-range.md", api("GET /gadgets/range(from='{from}',to='{to}')", &range));
    let arguments = |says: &str| -> Vec<(String, String)> {
        let dump = corrected(&sandbox, &of_parameter("from", says).replace("paint", "range"));
        let operations = dump["operations"].as_array().unwrap();
        let of_page = operations.iter().find(|operation| operation["source"]["file"] == "api/gadget-range.md").unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        of_page["parameters"].as_array().unwrap().iter().map(|p| (text(&p["name"]), text(&p["type"]["name"]))).collect()
    };
    let to = ("to".to_owned(), "Edm.String".to_owned());
    assert_eq!(arguments("skip = true"), std::slice::from_ref(&to));
    assert_eq!(arguments("set-type = \"Edm.Int32\""), [("from".to_owned(), "Edm.Int32".to_owned()), to]);
}

#[test]
fn a_correction_of_a_parameter_that_changes_nothing_is_a_warning() {
    let cases = [
        (of_parameter("coatt", "rename = \"paint\""), "did you mean `coat`?"),
        (of_parameter("coatt", "skip = true"), "did you mean `coat`?"),
        (of_parameter("coat", "rename = \"layers\""), "has a parameter `layers` already"),
        (of_parameter("colour", "rename = \"coat\""), "it is `coat` in v1.0/api/gadget-paint.md, line 14"),
        (of_parameter("coat", "set-type = \"Edm.String\""), "`coat` is so in v1.0/api/gadget-paint.md, line 14"),
        (of_parameter("coat", "set-type = \"gadgt\""), "did you mean `microsoft.graph.gadget`?"),
        (of_parameter("x", "add = true\nset-type = \"gadgt\""), "did you mean `microsoft.graph.gadget`?"),
        (of_parameter("coat", "add = true\nset-type = \"Edm.String\""), "`coat` is a parameter in"),
        (
            of_parameter("x", "add = true\nset-type = \"Edm.String\"").replace("paint", "list"),
            "what `api/gadget-list.md` calls takes its parameters in the URL",
        ),
        (of_parameter("x", "skip = true").replace("paint", "pain"), "did you mean `api/gadget-paint.md`?"),
    ];
    for (correction, said) in cases {
        let sandbox = with_action();
        sandbox.write("docgen.toml", &correction);
        let ran = sandbox.run(&["lint", "--page", "docgen.toml"]);
        assert!(ran.out.contains("docgen.toml:1"), "{correction}: {}", ran.out);
        assert!(ran.out.contains(said), "{correction} does not say {said}: {}", ran.out);
    }
}

#[test]
fn a_correction_adds_an_endpoint_that_no_page_documents() {
    let sandbox = Sandbox::new();
    let added = "[[correction]]\nendpoint = \"POST /gadgets/{gadget-id}/activate\"\nadd = true\nset-body = \"gadget\"\n\
                 set-response = \"nothing\"\nreason = \"The service has it since spring.\"\n";
    corrected(&sandbox, added);
    sandbox.done(&["generate"]);
    let function = sandbox.read("generated/src/v1/gadgets.rs");
    assert!(function.contains("/// The service has it since spring."), "{function}");
    assert!(function.contains("pub fn activate<B>(gadget_id: &str, body: B) -> runtime::Request<B, ()>"), "{function}");
    assert!(function.contains("runtime::Body<models::Gadget>"), "{function}");
}

#[test]
fn an_added_endpoint_that_names_an_unknown_type_is_left_out_whole() {
    let sandbox = Sandbox::new();
    let correction = "[[correction]]\nendpoint = \"POST /gadgets\"\nadd = true\nset-body = \"gadget\"\n\
                      set-response = \"gadgt\"\nreason = \"so\"\n";
    sandbox.write("docgen.toml", correction);
    let ran = sandbox.done(&["lint"]);
    assert!(ran.out.contains("did you mean `microsoft.graph.gadget`?"), "{}", ran.out);
    sandbox.done(&["generate"]);
    assert!(!sandbox.read("generated/src/v1/gadgets.rs").contains("POST"));
}

#[test]
fn corrections_of_endpoints_that_say_nothing_new_or_name_nothing_are_warnings() {
    let useless = [
        ("endpoint = \"GET /gadgets\"\nadd = true\n", "a page documents it"),
        ("endpoint = \"GET /gadgets\"\nset-body = \"nothing\"\n", "it is so"),
        ("endpoint = \"GET /gadgets\"\nmain-page = \"api/gadget-list.md\"\n", "it is so"),
        ("endpoint = \"GET /gadgets\"\nmain-page = \"api/gadget-lst.md\"\n", "did you mean `api/gadget-list.md`?"),
        ("endpoint = \"GET /gadget\"\nset-body = \"nothing\"\n", "did you mean `GET /gadgets`?"),
        ("endpoint = \"GET /gadgets\"\nset-response = \"gadgt\"\n", "did you mean `microsoft.graph.gadget`?"),
    ];
    for (change, said) in useless {
        let sandbox = Sandbox::new();
        sandbox.write("docgen.toml", format!("[[correction]]\n{change}reason = \"so\"\n"));
        let ran = sandbox.run(&["lint", "--deny", "warning"]);
        assert_eq!(ran.outcome, Outcome::Found, "{change}: {}", ran.out);
        assert!(ran.out.contains(said), "{change}: {}", ran.out);
    }
}

#[test]
fn explain_names_the_main_page_of_an_endpoint_and_why_the_others_come_after() {
    let sandbox = Sandbox::new();
    sandbox.write("docs-input/v1.0/api/shelf-list.md", LIST.replacen("# ", "# Shelves and ", 1));
    let told = sandbox.done(&["generate", "--explain", "get /gadgets"]).out;
    assert!(told.contains("gives back Collection(microsoft.graph.gadget)"), "{told}");
    assert!(told.contains("api/gadget-list.md:") && told.contains("is its main page"), "{told}");
    assert!(told.contains("api/shelf-list.md:"), "{told}");
    let failed = sandbox.run(&["generate", "--explain", "GET /gadget"]);
    assert!(failed.failure().contains("did you mean `GET /gadgets`?"), "{}", failed.err);
}

#[test]
fn after_its_day_a_correction_says_whether_it_is_still_needed() {
    let label = "[[correction]]\ntype = \"gadget\"\nproperty = \"label\"\nreason = \"so\"\n";
    let cases = [
        (
            "set-type = \"Edm.Int32\"\nuntil = \"2026-06-14\"\n",
            "until 2026-06-14, and the docs are still to be corrected",
        ),
        ("set-type = \"Edm.String\"\nuntil = \"2026-06-14\"\n", "the correction was left out; remove it"),
        ("set-type = \"Edm.Int32\"\nuntil = \"2026-06-15\"\n", ""),
    ];
    for (until, said) in cases {
        let sandbox = Sandbox::new();
        sandbox.write("docgen.toml", format!("{label}{until}"));
        let ran = sandbox.run(&["lint", "--severity", "warning"]);
        assert_eq!(ran.out.contains("warning["), !said.is_empty(), "{until}: {}", ran.out);
        assert!(ran.out.contains(said) && ran.out.matches("docgen.toml:1").count() <= 1, "{until}: {}", ran.out);
    }
    let sandbox = Sandbox::new();
    sandbox.write("docgen.toml", format!("{label}set-type = \"Edm.Int32\"\nuntil = \"soon\"\n"));
    let ran = sandbox.run(&["lint"]);
    assert!(ran.failure().contains("docgen.toml:6:9: `soon` is no date; write it like"), "{}", ran.err);
}

#[test]
fn until_is_kept_and_changes_nothing_that_is_written() {
    let sandbox = Sandbox::new();
    let label = "[[correction]]\ntype = \"gadget\"\nproperty = \"label\"\nset-type = \"Edm.Int32\"\nreason = \"so\"\n";
    sandbox.write("docgen.toml", format!("{label}until = \"2030-01-01\"\n"));
    sandbox.done(&["generate"]);
    assert!(sandbox.read("generated/docgen.toml").contains("until = \"2030-01-01\""));
    let model = sandbox.read("generated/src/v1/models/gadget.rs");
    sandbox.write("docgen.toml", label);
    sandbox.done(&["generate"]);
    assert_eq!(model, sandbox.read("generated/src/v1/models/gadget.rs"));
}

#[test]
fn what_concerns_the_settings_is_shown_in_full_however_much_the_docs_have() {
    let sandbox = Sandbox::new();
    let rows: String = (0..24).map(|n| format!("|p{n}|widgt{n}|A.|\n")).collect();
    let row = "|label|String|What is printed on its back.|";
    sandbox.edit("docs-input/v1.0/resources/gadget.md", row, &format!("{row}\n{}", rows.trim_end()));
    sandbox.write(
        "docgen.toml",
        "[[correction]]\ntype = \"gadget\"\nproperty = \"labl\"\nset-type = \"Edm.Int32\"\nreason = \"so\"\n",
    );
    for command in ["generate", "check"] {
        let ran = sandbox.done(&[command]);
        assert!(ran.err.starts_with("warning[unused-correction]") && ran.err.contains("docgen.toml:1"), "{}", ran.err);
        assert!(ran.err.contains("did you mean `label`?"), "{}", ran.err);
        let annotated = sandbox.done(&[command, "--format", "github"]).out;
        assert_eq!(annotated.matches("::warning file=docgen.toml,line=1").count(), 1, "{annotated}");
    }
    assert!(sandbox.done(&["generate"]).err.contains("24 warnings and errors in the docs:"));
}

/// Examples against a name and a type of the page, and one more contradiction of which no example tells.
fn misspelled() -> Sandbox {
    let sandbox = Sandbox::new();
    let rows = "|id|String|Its key.|\n|labl|String|What is printed on it.|\n|size|String|How large.|\n|made|String|When.|\n|colour|String|Its colour.|\n|Colour|String|Once more.|";
    sandbox.edit(
        "docs-input/v1.0/resources/gadget.md",
        "|id|String|The key of the gadget.|\n|label|String|What is printed on its back.|",
        rows,
    );
    let response = "## Response\n\nA `200 OK` with a [gadget](../resources/gadget.md) object.\n\n## Example\n\n```http\nGET https://graph.microsoft.com/v1.0/gadgets/1\n```\n\n\
                    ```http\nHTTP/1.1 200 OK\n\n{\"id\": \"1\", \"label\": \"a\", \"size\": 3, \"colour\": \"red\"}\n```";
    sandbox.write("docs-input/v1.0/api/gadget-get.md", api("GET /gadgets/{id}", response));
    let elements = r#"<Property Name="id" Type="Edm.String"/><Property Name="label" Type="Edm.String"/>
<Property Name="size" Type="Edm.Int32"/><Property Name="made" Type="Edm.DateTimeOffset"/><Property Name="colour" Type="Edm.String"/>"#;
    sandbox.write("m.xml", csdl(&format!("<EntityType Name=\"gadget\">{elements}</EntityType>")));
    sandbox
}

#[test]
fn corrections_follow_where_examples_are_on_the_side_of_the_metadata() {
    let sandbox = misspelled();
    let printed = sandbox.done(&["lint", "--metadata", "m.xml", "--fix-config"]).out;
    assert_snapshot!(printed, @r#"
    [[correction]]
    api = "v1.0"
    type = "microsoft.graph.gadget"
    property = "labl"
    rename = "label"
    reason = "the metadata has no property `labl` of `gadget`; all 2 of its examples fit the metadata alone"

    [[correction]]
    api = "v1.0"
    type = "microsoft.graph.gadget"
    property = "size"
    set-type = "Edm.Int32"
    reason = "`size` of `gadget` is `String` on the page and `Int32` in the metadata; its example fits the metadata alone"

    [[correction]]
    api = "v1.0"
    type = "microsoft.graph.gadget"
    property = "Colour"
    skip = true
    reason = "`Colour` of `gadget` is spelled `colour` in the metadata; its example fits the metadata alone"
    "#);
    sandbox.write("docgen.toml", "crate-name = \"gadgets\"\n");
    let ran = sandbox.done(&["lint", "--metadata", "m.xml", "--fix-config", "docgen.toml"]);
    assert_eq!(ran.out, "added 3 corrections to docgen.toml\n");
    assert_eq!(sandbox.read("docgen.toml"), format!("crate-name = \"gadgets\"\n\n{printed}"));
    sandbox.done(&["lint", "--metadata", "m.xml", "--deny", "warning"]);
    assert_eq!(sandbox.done(&["lint", "--metadata", "m.xml", "--fix-config"]).out, "");
}

#[test]
fn corrections_of_parameters_follow_where_examples_are_on_the_side_of_the_metadata() {
    let sandbox = with_action();
    let elements = r#"<EntityType Name="gadget"><Property Name="id" Type="Edm.String"/><Property Name="label" Type="Edm.String"/></EntityType>
<Action Name="paint" IsBound="true"><Parameter Name="gadget" Type="graph.gadget"/><Parameter Name="coat" Type="Edm.String"/>
<Parameter Name="layers" Type="Edm.Int32"/><Parameter Name="dry" Type="Edm.Boolean"/><Parameter Name="unheard" Type="Edm.String"/></Action>
<EntityType Name="me"><NavigationProperty Name="gadgets" Type="Collection(graph.gadget)" ContainsTarget="true"/></EntityType>
<EntityContainer Name="Service"><EntitySet Name="gadgets" EntityType="graph.gadget"/><Singleton Name="me" Type="graph.me"/></EntityContainer>"#;
    sandbox.write("m.xml", csdl(elements));
    sandbox.edit("docs-input/v1.0/api/gadget-paint.md", "|coat|", "|coats|");
    let printed = sandbox.done(&["lint", "--metadata", "m.xml", "--fix-config"]).out;
    assert_snapshot!(printed, @r#"
    [[correction]]
    api = "v1.0"
    page = "api/gadget-paint.md"
    parameter = "coats"
    rename = "coat"
    reason = "the action `paint` takes no parameter `coats` in the metadata; its example fits the metadata alone"

    [[correction]]
    api = "v1.0"
    page = "api/gadget-paint.md"
    parameter = "layers"
    set-type = "Edm.Int32"
    reason = "the parameter `layers` of the action `paint` is `String` on the page and `Int32` in the metadata; its example fits the metadata alone"

    [[correction]]
    api = "v1.0"
    page = "api/gadget-paint.md"
    parameter = "dry"
    set-type = "Edm.Boolean"
    add = true
    reason = "the action `paint` takes parameters in the metadata that the page does not list: `dry` and `unheard`; its example fits the metadata alone"
    "#);
    sandbox.write("docgen.toml", &printed);
    assert_eq!(sandbox.done(&["lint", "--metadata", "m.xml", "--fix-config"]).out, "");
    // A page that lists both means two.
    std::fs::remove_file(sandbox.path("docgen.toml")).unwrap();
    sandbox.edit("docs-input/v1.0/api/gadget-paint.md", "|coats|", "|coat|String|What it is.|\n|coats|");
    let printed = sandbox.done(&["lint", "--metadata", "m.xml", "--fix-config"]).out;
    assert!(printed.contains("parameter = \"layers\"") && !printed.contains("rename"), "{printed}");
}

/// A function with two URLs, on whose page is another answer than in its example and in the metadata.
fn with_count() -> Sandbox {
    let sandbox = Sandbox::new();
    let count = api(
        "GET /gadgets/count()\nGET /me/gadgets/count()",
        "## Response\n\nA `200 OK` with a [gadget](../resources/gadget.md) object.\n\n## Example\n\n```http\n\
         GET https://graph.microsoft.com/v1.0/gadgets/count()\n```\n\n```http\nHTTP/1.1 200 OK\n\n{\"value\": 3}\n```",
    );
    sandbox.write("docs-input/v1.0/api/gadget-count.md", count);
    let elements = r#"<EntityType Name="gadget"><Property Name="id" Type="Edm.String"/><Property Name="label" Type="Edm.String"/></EntityType>
<Function Name="count" IsBound="true"><Parameter Name="set" Type="Collection(graph.gadget)"/><ReturnType Type="graph.tally"/></Function>
<TypeDefinition Name="tally" UnderlyingType="Edm.Int32"/>
<EntityType Name="me"><NavigationProperty Name="gadgets" Type="Collection(graph.gadget)" ContainsTarget="true"/></EntityType>
<EntityContainer Name="Service"><EntitySet Name="gadgets" EntityType="graph.gadget"/><Singleton Name="me" Type="graph.me"/></EntityContainer>"#;
    sandbox.write("m.xml", csdl(elements));
    sandbox
}

#[test]
fn a_correction_of_an_answer_follows_where_examples_are_on_the_side_of_the_metadata() {
    let sandbox = with_count();
    let printed = sandbox.done(&["lint", "--metadata", "m.xml", "--fix-config"]).out;
    assert_snapshot!(printed, @r#"
    [[correction]]
    api = "v1.0"
    page = "api/gadget-count.md"
    set-response = "Edm.Int32"
    reason = "the function `count` gives `gadget` on the page and `Int32` in the metadata; its example fits the metadata alone"
    "#);
    sandbox.write("docgen.toml", &printed);
    assert_eq!(sandbox.done(&["lint", "--metadata", "m.xml", "--fix-config"]).out, "");
    sandbox.done(&["generate"]);
    for file in ["gadgets", "me/gadgets"] {
        let code = sandbox.read(&format!("generated/src/v1/{file}.rs"));
        assert!(code.contains("i32"), "{code}");
    }
}

#[test]
fn an_answer_of_functions_that_give_different_things_gets_no_correction() {
    let sandbox = with_count();
    let label = r#"<Function Name="label" IsBound="true"><Parameter Name="set" Type="Collection(graph.gadget)"/><ReturnType Type="Edm.String"/></Function>
<EntityContainer"#;
    sandbox.edit("m.xml", "<EntityContainer", label);
    sandbox.edit("docs-input/v1.0/api/gadget-count.md", "GET /me/gadgets/count()", "GET /gadgets/label()");
    let found = sandbox.done(&["lint", "--metadata", "m.xml", "--code", "metadata-response", "--format", "json"]).out;
    assert!(found.contains("`count` gives") && found.contains("`label` gives"), "{found}");
    assert_eq!(sandbox.done(&["lint", "--metadata", "m.xml", "--fix-config"]).out, "");
}

#[test]
fn a_correction_of_an_answer_may_be_useless() {
    let cases = [
        ("page = \"api/gadget-count.md\"\nset-response = \"gadget\"\n", "what comes back is microsoft.graph.gadget"),
        ("page = \"api/gadget-count.md\"\nset-response = \"gadgt\"\n", "did you mean `microsoft.graph.gadget`?"),
        ("page = \"api/gadget-cont.md\"\nset-response = \"nothing\"\n", "did you mean `api/gadget-count.md`?"),
    ];
    let sandbox = with_count();
    for (change, said) in cases {
        sandbox.write("docgen.toml", format!("[[correction]]\n{change}reason = \"so\"\n"));
        let ran = sandbox.run(&["lint", "--severity", "warning"]);
        assert!(ran.out.contains(said), "{change}: {}", ran.out);
    }
    let nothing = "[[correction]]\npage = \"api/gadget-count.md\"\nset-response = \"nothing\"\nreason = \"so\"\n";
    sandbox.write("docgen.toml", nothing);
    sandbox.done(&["generate"]);
    let code = sandbox.read("generated/src/v1/gadgets.rs");
    assert!(code.contains("pub fn count() -> runtime::Request<(), (), CountOptions>"), "{code}");
}

#[test]
fn what_only_the_metadata_says_is_no_word_of_the_docs() {
    let sandbox = misspelled();
    let correction = "metadata = [\"m.xml\"]\nprefer = \"metadata\"\n\n[[correction]]\ntype = \"gadget\"\nproperty = \"size\"\n\
                      set-type = \"Edm.Int32\"\nreason = \"so\"\n";
    sandbox.write("docgen.toml", correction);
    let ran = sandbox.done(&["lint", "--page", "docgen.toml"]);
    let said =
        "warning[unused-correction]: `size` is so already, as the service's metadata says; the correction was left out";
    assert!(ran.out.contains(said), "{}", ran.out);
}
