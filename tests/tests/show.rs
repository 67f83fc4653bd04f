//! `show` and `search`: the same answers from docs and from the crate that was generated from them.

use docgen_tests::program::workspace;
use docgen_tests::{Ran, Sandbox};
use msgraph_docgen::cli::Outcome;
use serde_json::Value;

/// The docs and the crate of this repository.
fn both(args: &[&str]) -> [Ran; 2] {
    let [docs, generated] = ["docs-input", "generated"].map(|name| workspace().join(name).display().to_string());
    let sandbox = Sandbox::empty();
    [["--docs", &docs], ["--crate", &generated]].map(|origin| sandbox.run(&[args, &origin].concat()))
}

fn json(ran: &Ran) -> Value {
    assert_eq!(ran.outcome, Outcome::Done, "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn an_endpoint_is_shown_with_all_that_its_caller_needs() {
    let sandbox = Sandbox::new();
    insta::assert_snapshot!(sandbox.done(&["show", "GET /gadgets"]).out, @r#"
    GET /gadgets  v1.0
    See all gadget objects.

    Function
      v1::gadgets::list
      pub fn list() -> runtime::Request<(), runtime::Page<models::Gadget>, ListOptions>

    Permissions, least privileged first
      Delegated (work or school account): Gadget.Read.All
      Delegated (personal account): not supported
      Application: Gadget.Read.All

    Parameters
      Query options: `$count`, `$expand`, `$filter`, `$orderby`, `$search`, `$select`, `$skip`, `$top`

    Answer
      Collection(gadget)
      {
        "value": [
          {
            "id": "g-1",
            "label": "Desk lamp"
          }
        ]
      }

    Example
      use msgraph::v1::gadgets;
      let request = gadgets::list();

    api/gadget-list.md:21  https://learn.microsoft.com/graph/api/gadget-list?view=graph-rest-1.0
    "#);
    sandbox.done(&["generate"]);
    let from_crate = sandbox.done(&["show", "v1::gadgets::list", "--crate", "generated"]).out;
    assert!(
        from_crate.contains("pub fn list() -> ") && from_crate.contains("let request = gadgets::list();"),
        "{from_crate}"
    );
}

#[test]
fn a_type_is_shown_with_its_properties_and_who_uses_it() {
    let sandbox = Sandbox::new();
    insta::assert_snapshot!(sandbox.done(&["show", "gadget"]).out, @"
    microsoft.graph.gadget  v1.0
    An entity type; v1::models::Gadget
    A small device that stands on a desk.

    Properties
      id     Edm.String  The key of the gadget.
      label  Edm.String  What is printed on its back.

    Sent or given back by
      GET /gadgets

    resources/gadget.md:6  https://learn.microsoft.com/graph/api/resources/gadget?view=graph-rest-1.0
    ");
}

#[test]
fn an_enum_is_shown_with_its_members() {
    insta::assert_snapshot!(of_crate(&["show", "complianceState"]).out, @"
    microsoft.graph.complianceState  v1.0
    An enum type; v1::models::ComplianceState
    What Intune makes of the compliance of a device.

    Members
      compliant = 1        Compliant      All policies are met.
      configManager = 255  ConfigManager  Configuration Manager gives the verdict.
      conflict = 3         Conflict       Two policies ask for different things.
      error = 4            Error          A policy could not be evaluated.
      inGracePeriod = 254  InGracePeriod  Not compliant, but still within the grace period.
      noncompliant = 2     Noncompliant   At least one policy is not met.
      unknown = 0          Unknown        No verdict yet.

    Held by
      microsoft.graph.managedDevice.complianceState

    resources/intune-devices-compliancestate.md:10  https://learn.microsoft.com/graph/api/resources/intune-devices-compliancestate?view=graph-rest-1.0
    ");
}

#[test]
fn what_an_action_takes_is_sent_by_it() {
    let shown = of_crate(&["show", "message"]).out;
    let (_, exchanged) = shown.split_once("Sent or given back by\n").expect("endpoints");
    assert!(exchanged.contains("  POST /me/sendMail\n"), "{exchanged}");
}

#[test]
fn docs_and_crate_answer_alike() {
    let patterns = ["GET /beta/users/{id}", "POST /users/ada@contoso.com/sendMail", "user"];
    for pattern in patterns {
        let [mut docs, generated] = both(&["show", pattern, "--format", "json"]).map(|ran| json(&ran));
        if docs["kind"] == "endpoint" {
            // A crate does not hold it.
            docs["answer"] = Value::Null;
        }
        assert_eq!(docs, generated, "{pattern}");
    }
}

/// The crate of this repository.
fn of_crate(args: &[&str]) -> Ran {
    let generated = workspace().join("generated").display().to_string();
    Sandbox::empty().run(&[args, &["--crate", &generated]].concat())
}

#[test]
fn what_is_not_there_is_answered_by_what_is_spelled_like_it() {
    let cases = [
        ("GET /usrs", "did you mean `GET /users`?"),
        ("v1::users::lst", "did you mean `v1::users::list`?"),
        ("usr", "did you mean `user`?"),
        ("/usrs/**", "did you mean `/users/**`?"),
        ("GET /nothing/like/it", "look for it with `msgraph-docgen search`"),
        ("product:intune", "takes no selector of products"),
    ];
    for (pattern, said) in cases {
        let ran = of_crate(&["show", pattern]);
        assert!(ran.failure().contains(said), "{pattern}: {}", ran.err);
    }
    assert!(Sandbox::new().run(&["show", "GET /gadgts"]).failure().contains("did you mean `GET /gadgets`?"));
    assert!(Sandbox::new().run(&["show", "user", "--crate", "docs-input"]).failure().contains("is no generated crate"));
}

#[test]
fn a_function_a_type_and_a_request_name_the_same_in_each_spelling() {
    let function = |pattern: &str| json(&of_crate(&["show", pattern, "--format", "json"]));
    for pattern in
        ["GET /users/{id}", "get /users/*", "GET https://graph.microsoft.com/v1.0/users/7", "msgraph::v1::users::get"]
    {
        assert_eq!(function(pattern)["function"], "v1::users::get", "{pattern}");
    }
    for pattern in ["user", "User", "microsoft.graph.user", "v1::models::User"] {
        assert_eq!(function(pattern)["name"], "microsoft.graph.user", "{pattern}");
    }
    let listed = of_crate(&["show", "/users/*"]).out;
    assert!(listed.lines().any(|line| line.ends_with("  v1::users::get")), "{listed}");
}

#[test]
fn a_version_is_chosen() {
    let shown = |args: &[&str]| json(&of_crate(&[&["show", "GET /users/{id}", "--format", "json"], args].concat()));
    let v1 = shown(&[]);
    assert_eq!((&v1["api"], &v1["also_in"][0]), (&Value::from("v1.0"), &Value::from("beta")));
    assert_eq!(shown(&["--api", "beta"])["function"], "beta::users::get");
}

#[test]
fn words_find_the_best_first_and_at_most_twenty() {
    let found = of_crate(&["search", "send", "mail"]).out;
    let first = found.lines().next().unwrap_or_default();
    assert_eq!(first, "POST /me/sendMail  Send a message in one step.", "{found}");
    // Attributes stand between the words of an item and the item.
    let found = of_crate(&["search", "sends", "receives"]).out;
    assert_eq!(found, "microsoft.graph.recipient  Somebody who sends or receives mail.\n");
    let found = Sandbox::new().done(&["search", "Gadgets"]).out;
    assert_eq!(found, "GET /gadgets  List gadgets\n");
    let many = of_crate(&["search", "user"]).out;
    assert_eq!(many.lines().count(), 21, "{many}");
    assert!(many.lines().all(|line| line.chars().count() <= 100), "{many}");
    assert!(many.lines().last().unwrap().ends_with("more; another word finds fewer"), "{many}");
    let answer = json(&of_crate(&["search", "user", "--format", "json"]));
    assert_eq!(answer["matches"].as_array().unwrap().len(), 20);
    assert!(answer["more"].as_u64().unwrap() > 0);
    let none = of_crate(&["search", "user", "zeppelin"]);
    assert!(none.failure().contains("nothing has all of the words `user zeppelin`"), "{}", none.err);
}

#[test]
fn a_function_that_a_keyword_names_is_shown_by_either_spelling() {
    let sandbox = Sandbox::new();
    let page = docgen_tests::stages::api("POST /gadgets/{id}/move", "## Response\n\nA `204 No Content`.");
    sandbox.write("docs-input/v1.0/api/gadget-move.md", page);
    sandbox.done(&["generate"]);
    for origin in [["--docs", "docs-input"], ["--crate", "generated"]] {
        for name in ["v1::gadgets::move", "v1::gadgets::r#move"] {
            let shown = sandbox.done(&[&["show", name][..], &origin].concat()).out;
            assert!(shown.contains("pub fn r#move(gadget_id: &str)"), "{shown}");
            assert!(shown.contains("v1::gadgets::r#move"), "{shown}");
        }
    }
}
