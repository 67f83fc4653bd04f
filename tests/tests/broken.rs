//! Broken pages: each is reported at its page and line, what can be read of it comes out, and so does every other page.

use docgen_tests::{LIST, RESOURCE, Sandbox};
use serde_json::Value;

/// A broken page, the code that it is reported by, and the text of the line that the finding points at.
struct Broken {
    page: &'static str,
    content: Vec<u8>,
    code: &'static str,
    line: usize,
    /// What the crate holds of the broken page all the same.
    kept: &'static str,
}

fn line_of(text: &str, wanted: &str) -> usize {
    text.lines().position(|l| l.contains(wanted)).map_or_else(|| panic!("no `{wanted}`"), |i| i + 1)
}

fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "no `{from}`");
    text.replace(from, to)
}

fn broken() -> Vec<Broken> {
    let resource = replaced(RESOURCE, "gadget", "gizmo");
    let list = replaced(LIST, "gadget", "gizmo");
    let separator = replaced(&resource, "|:---|:---|:---|\n", "");
    let columns = replaced(&resource, "|:---|:---|:---|\n", "|:---|:---|\n");
    let open_at_end = list.trim_end().trim_end_matches('`').to_owned();
    let open_in_the_middle = list.replacen("GET /gizmos\n```\n", "GET /gizmos\n", 1);
    assert_ne!(open_in_the_middle, list);
    let json = replaced(&list, "{ \"id\": \"g-1\", \"label\": \"Desk lamp\" }", "}}} %% {");
    let mut bytes = resource.clone().into_bytes();
    bytes[resource.find("printed").expect("a word of the page")] = 0xff;
    let page = |page, text: &str, code, at: &str, kept| Broken {
        page,
        content: text.as_bytes().to_vec(),
        code,
        line: line_of(text, at),
        kept,
    };
    vec![
        page("resources/bad.md", &separator, "broken-table", "|Property|", "pub struct Gizmo"),
        page("resources/bad.md", &columns, "broken-table", "|Property|", "pub label: Option<String>"),
        Broken {
            line: line_of(&open_at_end, "HTTP/1.1") - 1,
            ..page("api/bad.md", &open_at_end, "unclosed-fence", "HTTP/1.1", "/gizmos\"")
        },
        page("api/bad.md", &open_in_the_middle, "unclosed-fence", "```http", "/gizmos\""),
        page("api/bad.md", &json, "broken-json", "%%", "/gizmos\""),
        Broken { content: bytes, ..page("resources/bad.md", &resource, "invalid-utf8", "printed", "pub struct Gizmo") },
    ]
}

#[test]
fn a_broken_page_is_reported_at_its_line_and_costs_no_other() {
    for Broken { page, content, code, line, kept } in broken() {
        let sandbox = Sandbox::new();
        sandbox.write(&format!("docs-input/v1.0/{page}"), content);
        let out = sandbox.done(&["lint", "--format", "json"]).out;
        let found =
            out.lines().map(|l| serde_json::from_str::<Value>(l).expect("a line of JSON")).find(|d| d["code"] == code);
        let found = found.unwrap_or_else(|| panic!("no {code}: {out}"));
        assert_eq!(
            (&found["path"], &found["line"]),
            (&format!("docs-input/v1.0/{page}").into(), &line.into()),
            "{code}"
        );
        let generated = sandbox.done(&[]);
        assert!(generated.err.contains(&format!("[{code}]")), "{code}: {}", generated.err);
        let text: String = sandbox
            .files("generated")
            .into_iter()
            .filter(|(path, _)| path.ends_with(".rs"))
            .map(|(_, text)| String::from_utf8_lossy(&text).into_owned())
            .collect();
        for wanted in ["pub struct Gadget", "/gadgets\"", kept] {
            assert!(text.contains(wanted), "{code}: the crate does not hold {wanted}");
        }
    }
}

#[test]
fn every_kind_of_damage_at_once_leaves_the_good_pages_as_they_are() {
    let good = Sandbox::new();
    good.done(&[]);
    let bad = Sandbox::new();
    for (i, broken) in broken().into_iter().enumerate() {
        bad.write(&format!("docs-input/v1.0/{}", broken.page.replace("bad", &format!("bad{i}"))), broken.content);
    }
    bad.write("docs-input/v1.0/resources/empty.md", "");
    bad.write("docs-input/v1.0/api/nul.md", b"\0\0\xff\xfe");
    bad.done(&[]);
    for path in ["src/v1/gadgets.rs", "src/v1/models/gadget.rs"] {
        assert_eq!(good.read(&format!("generated/{path}")), bad.read(&format!("generated/{path}")), "{path}");
    }
}

#[test]
fn an_include_that_is_not_utf_8_is_reported_once() {
    let sandbox = Sandbox::new();
    let table = b"# Shared\n\n|Permission type|Permissions|\n|:-|:-|\n|Application|Gadget.Read.All|\n|\xff|x|\n";
    sandbox.write("docs-input/v1.0/includes/table.md", table);
    for page in ["api/one.md", "api/two.md"] {
        let text = format!(
            "# Get gizmo\n\n## Permissions\n\n[!INCLUDE [x](../includes/table.md)]\n\n## HTTP request\n\n```http\nGET /{page}\n```\n"
        );
        sandbox.write(&format!("docs-input/v1.0/{page}"), text);
    }
    let out = sandbox.done(&["lint", "--format", "json"]).out;
    let found: Vec<Value> = out.lines().map(|l| serde_json::from_str(l).expect("a line of JSON")).collect();
    let found: Vec<&Value> = found.iter().filter(|d| d["code"] == "invalid-utf8").collect();
    assert_eq!(found.len(), 1, "{out}");
    assert_eq!((&found[0]["path"], &found[0]["line"]), (&"docs-input/v1.0/includes/table.md".into(), &6.into()));
}

#[test]
fn a_fence_inside_a_longer_one_is_part_of_it() {
    let sandbox = Sandbox::new();
    let page = "# Get gizmo\n\n## HTTP request\n\n```http\nGET /gizmos\n```\n\n## Remarks\n\n````md\n# Title\n\n```http\nGET /inside\n```\n````\n";
    sandbox.write("docs-input/v1.0/api/gizmo-get.md", page);
    assert!(!sandbox.done(&["lint"]).out.contains("unclosed-fence"));
    assert!(!sandbox.done(&["ir"]).out.contains("/inside"));
}
