//! What changed in the API.

use docgen_tests::{LIST, RESOURCE, Sandbox};
use insta::assert_snapshot;
use serde_json::Value;

use super::{GADGET, LIST_PAGE, URL, content};

/// A crate of the docs as they were, and docs in which something of each level has changed.
fn sides() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.done(&["generate"]);
    sandbox.edit(
        GADGET,
        "|label|String|What is printed on its back.|",
        "|label|Int32|What is printed on its back.|\n|size|Int32|How large it is.|",
    );
    sandbox.edit(GADGET, "The key of the gadget.", "What it is known by.");
    sandbox.edit(LIST_PAGE, "|Application|Gadget.Read.All|", "|Application|Gadget.ReadWrite.All|");
    sandbox.edit(LIST_PAGE, "\"Desk lamp\"", "1");
    sandbox
}

#[test]
fn changes_stand_with_the_gravest_first_and_with_the_version_that_is_due() {
    let page = sides().done(&["diff", "generated", "docs-input", "--format", "html", "--docs-url", URL]).out;
    assert_snapshot!(content(&page), @r#"
<main><h1>API changes: major</h1>
<p>From <code>generated</code> to <code>docs-input</code>: 1 breaking change, 1 addition, 1 other, 1 in words alone.</p>
<p>Version bump: <strong>major, 0.1.0 → 0.2.0</strong></p>
<form id="filter" role="search" hidden><p class="field"><label for="grave">Level</label>
<select name="grave" id="grave"><option value="">all</option>
<option value="breaking">breaking</option>
<option value="addition">addition</option>
<option value="other">other</option>
<option value="words">words</option>
</select>
</p>
<p class="field"><label for="kind">Rule</label>
<select name="kind" id="kind"><option value="">all</option>
<option value="permission-withdrawn">permission-withdrawn</option>
<option value="property-added">property-added</option>
<option value="property-retyped">property-retyped</option>
<option value="redescribed">redescribed</option>
</select>
</p>
<p class="field"><label for="words">Words</label>
<input type="search" name="words" id="words">
</p>
<p class="buttons"><button type="reset" name="all">Show all</button><button type="button" name="unfold">Unfold</button><button type="button" name="fold">Fold</button></p>
<p class="shown" role="status">4 of 4</p>
</form>
<details class="group" data-grave="breaking" open><summary><h2>Breaking</h2>
 <span class="count">1</span></summary>
<div class="group"><h3>v1.0, type <code>gadget</code></h3>
<ul class="items"><li data-kind="property-retyped"><p><span class="mark grave"><span aria-hidden="true">✖</span> breaking</span> <code>gadget.label</code> is <code>Edm.Int32</code>, not <code>Edm.String</code></p>
<p><span class="rule">property-retyped</span> <a href="https://example.com/docs/blob/main/v1.0/resources/gadget.md?plain=1#L16" class="place">resources/gadget.md:16</a></p>
</li>
</ul>
</div>
</details>
<details class="group" data-grave="addition"><summary><h2>Additions</h2>
 <span class="count">1</span></summary>
<div class="group"><h3>v1.0, type <code>gadget</code></h3>
<ul class="items"><li data-kind="property-added"><p><span class="mark good"><span aria-hidden="true">✚</span> addition</span> the property <code>gadget.size</code> is new: <code>Edm.Int32</code></p>
<p><span class="rule">property-added</span> <a href="https://example.com/docs/blob/main/v1.0/resources/gadget.md?plain=1#L17" class="place">resources/gadget.md:17</a></p>
</li>
</ul>
</div>
</details>
<details class="group" data-grave="other"><summary><h2>Other changes of the API</h2>
 <span class="count">1</span></summary>
<div class="group"><h3>v1.0, endpoints of <code>gadgets</code></h3>
<ul class="items"><li data-kind="permission-withdrawn"><p><span class="mark light"><span aria-hidden="true">●</span> other</span> the application permissions of <code>GET /gadgets</code> allow less: with <code>Gadget.ReadWrite.All</code>, without <code>Gadget.Read.All</code></p>
<p><span class="rule">permission-withdrawn</span> <a href="https://example.com/docs/blob/main/v1.0/api/gadget-list.md?plain=1#L17" class="place">api/gadget-list.md:17</a></p>
</li>
</ul>
</div>
</details>
<details class="group" data-grave="words"><summary><h2>Docs only</h2>
 <span class="count">1</span></summary>
<div class="group"><h3>v1.0, type <code>gadget</code></h3>
<ul class="items"><li data-kind="redescribed"><p><span class="mark light"><span aria-hidden="true">¶</span> words</span> <code>gadget.id</code> is described in other words</p>
<p><span class="rule">redescribed</span> <a href="https://example.com/docs/blob/main/v1.0/resources/gadget.md?plain=1#L15" class="place">resources/gadget.md:15</a></p>
</li>
</ul>
</div>
</details>
</main>
"#);
}

#[test]
fn the_page_has_the_changes_that_json_has() {
    let sandbox = sides();
    sandbox
        .write("docs-input/v1.0/api/gadget-list.md", LIST.replace("GET /gadgets", "GET /gadgets\nGET /desks/gadgets"));
    sandbox.write("docs-input/v1.0/resources/lamp.md", RESOURCE.replace("gadget", "lamp"));
    let json = sandbox.done(&["diff", "generated", "docs-input", "--format", "json"]).out;
    let json: Value = serde_json::from_str(&json).expect("JSON");
    let changes = json["changes"].as_array().expect("changes");
    let mut expected: Vec<&str> = changes.iter().map(|change| change["rule"].as_str().expect("a rule")).collect();
    expected.sort_unstable();
    let page = sandbox.done(&["diff", "generated", "docs-input", "--format", "html"]).out;
    let mut listed = super::attributes(&page, "data-kind");
    listed.sort_unstable();
    assert_eq!(listed, expected);
}

#[test]
fn sides_that_are_the_same_have_no_list() {
    let sandbox = Sandbox::new();
    sandbox.done(&["generate"]);
    let page = sandbox.done(&["diff", "generated", "docs-input", "--format", "html"]).out;
    assert_snapshot!(content(&page), @r#"
<main><h1>API changes: none</h1>
<p>From <code>generated</code> to <code>docs-input</code>: no API changes.</p>
<p>Version bump: <strong>none</strong></p>
</main>
"#);
}
