//! What is printed and proposed of a hostile page is text: no terminal, runner of workflows or renderer of Markdown obeys it.

use docgen_tests::{LIST, RESOURCE, Sandbox};

/// What each of them obeys: terminals, GitHub's runner in two ways, and its Markdown.
const ORDERS: &str =
    "\u{1b}]0;title\u{7} \u{1b}[31m \u{202e} ##[stop-commands]token ::add-mask::x @octocat <img src=\"x\"> <!-- [x](y)";

/// A type with a property out of an example, an endpoint, and two tables of permissions; `n` tells versions of them apart.
fn hostile(n: usize) -> Vec<(String, String)> {
    let keys = format!("{{ \"a\\n::warning file=x::{ORDERS}{n}\": 1, \"id\": \"{n}\" }}").replace("\"x\"", "'x'");
    let keys = keys.replace('\u{1b}', "\\u001b").replace('\u{7}', "\\u0007");
    let resource = format!(
        "# {ORDERS} resource type\n\n{ORDERS}{n}\n\n## Properties\n\n|Property|Type|Description|\n|:-|:-|:-|\n|{ORDERS}{n}|nothing{ORDERS}|{ORDERS}|\n\n## JSON representation\n\n```json\n{keys}\n```\n"
    );
    let table = |n: usize| {
        format!("|Permission type|Permissions|\n|:-|:-|\n|Application|Gadget.{}.All|\n", ["Read", "Write", "Share"][n])
    };
    let list = format!(
        "# List\n\n## Permissions\n\n### For {ORDERS}\n\n{}\n### Other\n\n{}\n## HTTP request\n\n```http\nGET /gadgets/{{id}}/{ORDERS}{n}\nGET /gadgets/{{id}}/near\n```\n\n## Response\n\nReturns `200 OK` and a [gadget](../resources/gadget.md) object.\n\n## Example\n\n```http\nHTTP/1.1 200 OK\n\n{keys}\n```\n",
        table(n),
        table(2 - n),
    );
    [
        ("v1.0/resources/order.md", resource),
        ("v1.0/api/order-list.md", list),
        (
            "v1.0/api/::warning::x.md",
            LIST.replace("/gadgets", "/colons").replace("Gadget.Read.All", ["Gadget.Read.All", "Gadget.Write.All"][n]),
        ),
        (
            "v1.0/api/line\n::warning::x.md",
            LIST.replace("/gadgets", "/lines").replace("Gadget.Read.All", ["Gadget.Read.All", "Gadget.Write.All"][n]),
        ),
    ]
    .map(|(path, text)| (path.to_owned(), text))
    .to_vec()
}

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    for (n, docs) in ["docs-input", "old"].into_iter().enumerate() {
        sandbox.write(&format!("{docs}/v1.0/resources/gadget.md"), RESOURCE.replace("label", ["label", "name"][n]));
        hostile(n).into_iter().for_each(|(path, text)| sandbox.write(&format!("{docs}/{path}"), text));
    }
    sandbox.done(&["generate", "--docs", "old", "--deny", "nothing"]);
    sandbox
}

fn assert_obeyed_by_nobody(text: &str) {
    let hidden =
        |c: char| c != '\n' && (c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'));
    assert!(!text.contains(hidden), "{text:?}");
    assert!(!text.contains("##["), "{text}");
}

#[test]
fn what_people_read_gives_no_orders() {
    let sandbox = sandbox();
    for args in [
        &["lint"][..],
        &["check"],
        &["diff", "generated", "docs-input"],
        &["diff", "old", "docs-input"],
        &["generate", "--explain", "gadget"],
        &["generate", "--select", "type:\u{1b}[31m"],
        &["generate", "--docs", "no\u{1b}[31m"],
    ] {
        let ran = sandbox.run(args);
        assert!(!(ran.out.clone() + &ran.err).is_empty(), "{args:?}");
        for text in [&ran.out, &ran.err] {
            assert_obeyed_by_nobody(text);
            assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{args:?}: {text}");
        }
    }
}

#[test]
fn annotations_are_the_generator_s_own() {
    let sandbox = sandbox();
    for args in [&["lint"][..], &["check"], &["diff", "generated", "docs-input"]] {
        let ran = sandbox.run(&[args, &["--format", "github"]].concat());
        assert_obeyed_by_nobody(&ran.out);
        let own = ["::error file=", "::warning file=", "::notice file="];
        let mut commands = ran.out.lines().filter(|line| line.trim_start().starts_with("::")).peekable();
        assert!(commands.peek().is_some(), "{args:?}: {}", ran.out);
        assert!(commands.all(|line| own.iter().any(|begin| line.starts_with(begin))), "{args:?}: {}", ran.out);
    }
}

#[test]
fn a_pull_request_quotes_pages_as_code() {
    let sandbox = sandbox();
    let markdown = sandbox.done(&["diff", "old", "docs-input", "--format", "markdown"]).out;
    assert_obeyed_by_nobody(&markdown);
    assert!(markdown.contains("application permissions of"), "{markdown}");
    // Code spans stand on one line each, and hold no mark that ends them.
    let outside: String = markdown.lines().flat_map(|line| line.split('`').step_by(2)).collect();
    for order in ["@octocat", "<img", "<!--", "[x]", "::"] {
        assert!(!outside.contains(order), "{order} in {markdown}");
    }
}

#[test]
fn a_page_whose_name_cannot_be_shown_is_a_finding() {
    for name in ["::warning::x.md", "a\nb.md", "a\u{1b}[31m.md", "a\u{202e}b.md"] {
        let sandbox = Sandbox::new();
        sandbox.write(&format!("docs-input/v1.0/api/{name}"), LIST.replace("/gadgets", "/widgets"));
        assert!(sandbox.run(&["lint"]).out.contains("unreadable-page"), "{name:?}");
        sandbox.run(&["generate"]);
        assert!(!sandbox.path("generated/src/v1/widgets.rs").exists(), "{name:?}");
    }
}
