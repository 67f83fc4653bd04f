//! What pages of docs say is text, and nothing comes from elsewhere.

use super::{GADGET, LIST_PAGE, URL, attributes, content, docs, tags};

const HOSTILE: &str = "</option></p><script>alert(1)</script><img src=x onerror='alert(2)'>\" onclick=\"x";

/// The elements that the program writes.
const ELEMENTS: &[&str] = &[
    "!DOCTYPE", "a", "body", "button", "caption", "code", "details", "div", "footer", "form", "h1", "h2", "h3", "head",
    "html", "input", "label", "li", "main", "mark", "meta", "nav", "option", "p", "pre", "rect", "script", "section",
    "select", "span", "strong", "style", "summary", "svg", "table", "tbody", "td", "th", "thead", "title", "tr", "ul",
];

/// A page without its script, which compares numbers.
fn without_script(page: &str) -> &str {
    page.split("<script>").next().unwrap_or_default()
}

fn assert_tame(page: &str) {
    assert_eq!(page.matches("<script").count(), 1, "{}", content(page));
    for tag in tags(without_script(page)) {
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        assert!(ELEMENTS.contains(&name), "<{tag}>");
        let attributes = tag.split('"').step_by(2).collect::<String>();
        assert!(!attributes.contains(" on"), "<{tag}>");
    }
    assert!(!page.contains('\u{202e}') && !page.contains('\u{1b}'));
}

#[test]
fn a_hostile_page_becomes_no_markup() {
    let sandbox = docs();
    let cell = HOSTILE.replace('|', "");
    sandbox.edit(GADGET, "|label|widgt|", &format!("|la\u{202e}b\u{1b}el|wid{cell}gt|"));
    sandbox.edit(GADGET, "doc_type:", &format!("ms.prod: {HOSTILE}\ndoc_type:"));
    sandbox.write("docs-input/v1.0/resources/title.md", format!("# {HOSTILE} `x` &lt;b&gt;\n\nNothing.\n"));
    sandbox.edit(LIST_PAGE, "GET /gadgets\n", &format!("GET /gadgets\nFETCH /{HOSTILE}\n"));
    #[cfg(unix)]
    sandbox.write("docs-input/v1.0/resources/a'\"><script>.md", "# Odd\n");
    let page = sandbox.run(&["lint", "--format", "html", "--docs-url", URL]).out;
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{}", content(&page));
    assert_tame(&page);
}

#[test]
fn hostile_docs_become_no_markup_of_changes() {
    let sandbox = docs();
    sandbox.write("o'&ld/v1.0/resources/gadget.md", sandbox.read(GADGET));
    sandbox.write("o'&ld/v1.0/api/gadget-list.md", sandbox.read(LIST_PAGE));
    let row = "|<b>x</b>`<i>`|String|New.|\n|id|String|";
    sandbox.edit(GADGET, "|id|String|", row);
    sandbox.edit(LIST_PAGE, "GET /gadgets\n", "GET /gadgets\nGET /gadgets/<script>alert(1)</script>/{id}\n");
    let page = sandbox.done(&["diff", "o'&ld", "docs-input", "--format", "html", "--docs-url", URL]).out;
    assert!(page.contains("<code>o&#39;&amp;ld</code>"), "{}", content(&page));
    assert_tame(&page);
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    let sandbox = docs();
    sandbox.write("old/v1.0/resources/gadget.md", sandbox.read(GADGET));
    let lint = sandbox.done(&["lint", "--format", "html", "--docs-url", URL]).out;
    let diff = sandbox.done(&["diff", "old", "docs-input", "--format", "html", "--docs-url", URL]).out;
    for page in [lint, diff] {
        assert!(page.contains("content=\"default-src &#39;none&#39;; "), "no policy");
        for name in ["src", "srcset", "action", "data", "poster", "style", "xlink:href"] {
            assert_eq!(attributes(&page, name), Vec::<&str>::new(), "{name}");
        }
        assert!(!page.contains("url(") && !page.contains("@import") && !page.contains("<link"), "{page}");
        let addresses = attributes(&page, "href");
        assert!(!addresses.is_empty(), "{}", content(&page));
        assert!(addresses.iter().all(|address| address.starts_with(URL) || address.starts_with('#')), "{addresses:?}");
        let elsewhere = page.matches("http").count() - page.matches(URL).count();
        // `http-equiv` names the policy.
        assert_eq!(elsewhere, 1, "{page}");
    }
}

#[test]
fn the_same_docs_give_the_same_bytes() {
    let sandbox = docs();
    let page = |threads| sandbox.done(&["lint", "--format", "html", "--threads", threads]).out;
    assert_eq!(page("1"), page("4"));
}
