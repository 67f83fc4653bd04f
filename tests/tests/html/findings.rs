//! What is found in the docs, and how much of them comes through.

use docgen_tests::RESOURCE;
use insta::assert_snapshot;
use serde_json::Value;

use super::{GADGET, LIST_PAGE, URL, content, docs, section};

#[test]
fn a_finding_has_its_place_its_line_and_what_was_made_of_it() {
    let page = docs().done(&["lint", "--format", "html", "--docs-url", URL]).out;
    assert_snapshot!(section(&page, "findings"), @r#"
<section id="findings"><h2>Findings</h2>
<details class="group" id="warning-unknown-type" data-grave="warning" data-kind="unknown-type" open><summary><span class="mark middling"><span aria-hidden="true">▲</span> warning</span> <h3>unknown-type</h3>
 <span class="count">1</span><span class="about">A type is named that no page defines.</span></summary>
<ul class="items"><li><p><a href="https://example.com/docs/blob/main/v1.0/resources/gadget.md?plain=1#L16" class="place">docs-input/v1.0/resources/gadget.md:16</a></p>
<p>no type <code>widgt</code>; the property is untyped</p>
<pre>|label|<mark>widgt</mark>|What is printed on its back.|</pre>
</li>
</ul>
</details>
</section>
"#);
}

#[test]
fn coverage_is_bars_with_their_numbers() {
    let page = docs().done(&["lint", "--format", "html"]).out;
    let rows = section(&page, "coverage").split("<tr><th scope=\"row\">properties").next().unwrap();
    assert_snapshot!(rows, @r#"
<section id="coverage"><h2>How much of the docs comes through</h2>
<p>In part: something is left out, untyped or guessed. Not at all: nothing of it reaches the crate.</p>
<h3>v1.0</h3>
<table class="bars"><thead><tr><th scope="col">of</th>
<th scope="col">share</th>
<th scope="col" class="number"><svg class="swatch" viewBox="0 0 10 10" aria-hidden="true"><rect class="whole" width="10" height="10"></rect></svg>whole</th>
<th scope="col" class="number"><svg class="swatch" viewBox="0 0 10 10" aria-hidden="true"><rect class="part" width="10" height="10"></rect></svg>in part</th>
<th scope="col" class="number"><svg class="swatch" viewBox="0 0 10 10" aria-hidden="true"><rect class="none" width="10" height="10"></rect></svg>not at all</th>
</tr>
</thead>
<tbody><tr><th scope="row">pages</th>
<td><svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="1 whole, 1 in part, 0 not at all"><rect class="whole" x="0.00" width="50.00" height="10"></rect><rect class="part" x="50.00" width="50.00" height="10"></rect></svg></td>
<td class="number">1</td>
<td class="number">1</td>
<td class="number">0</td>
</tr>
<tr><th scope="row">types</th>
<td><svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="0 whole, 1 in part, 1 not at all"><rect class="part" x="0.00" width="50.00" height="10"></rect><rect class="none" x="50.00" width="50.00" height="10"></rect></svg></td>
<td class="number">0</td>
<td class="number">1</td>
<td class="number">1</td>
</tr>
"#);
}

#[test]
fn without_an_address_places_are_text() {
    let page = docs().done(&["lint", "--format", "html"]).out;
    assert!(section(&page, "findings").contains("<span class=\"place\">docs-input/v1.0/resources/gadget.md:16</span>"));
    assert!(!section(&page, "findings").contains("<a "), "{}", content(&page));
}

#[test]
fn the_address_may_stand_in_the_settings_and_must_be_one_of_the_web() {
    let sandbox = docs();
    sandbox.write("docgen.toml", format!("docs-url = \"{URL}/\"\n"));
    let page = sandbox.done(&["lint", "--format", "html"]).out;
    assert!(page.contains(&format!("<a href=\"{URL}/v1.0/resources/gadget.md?plain=1#L16\"")), "{}", content(&page));
    let hostile = "javascript:alert(1)";
    assert!(sandbox.run(&["lint", "--docs-url", hostile]).failure().contains("not the address of a folder"));
    sandbox.write("docgen.toml", format!("docs-url = \"{hostile}\"\n"));
    assert!(sandbox.run(&["lint"]).failure().contains("docgen.toml:1:12: not the address of a folder"));
}

#[test]
fn the_page_has_the_findings_that_json_has() {
    let sandbox = docs();
    sandbox.edit(LIST_PAGE, "Content-Type: application/json\n\n{", "Content-Type: application/json\n\n{,");
    sandbox.write("docs-input/v1.0/resources/odd.md", "# Odd\n\nNothing.\n");
    sandbox.edit(GADGET, "|id|String|", "|id|String|more|");
    for options in [&["lint"][..], &["lint", "--severity", "warning"], &["lint", "--code", "unknown-type"]] {
        let run = |format| sandbox.done(&[options, &["--format", format]].concat()).out;
        let mut expected: Vec<(String, String)> = run("json")
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
            .filter(|line| line["kind"] == "diagnostic")
            .map(|line| {
                let text = |name: &str| line[name].as_str().expect(name).to_owned();
                (text("code"), format!("{}:{}", text("path"), line["line"]))
            })
            .collect();
        assert!(!expected.is_empty());
        expected.sort();
        assert_eq!(listed(&run("html")), expected, "{options:?}");
    }
}

/// The code and the place of each finding.
fn listed(page: &str) -> Vec<(String, String)> {
    let mut listed = Vec::new();
    for group in page.split("data-kind=\"").skip(1) {
        let code = group.split('"').next().unwrap_or_default();
        for item in group.split("class=\"place\">").skip(1) {
            listed.push((code.to_owned(), item.split('<').next().unwrap_or_default().to_owned()));
        }
    }
    listed.sort();
    listed
}

#[test]
fn products_and_namespaces_have_their_parts_of_the_whole() {
    let sandbox = docs();
    sandbox.edit(GADGET, "doc_type:", "ms.prod: desks\ndoc_type:");
    let lamp =
        RESOURCE.replace("gadget", "lamp").replace("Namespace: microsoft.graph", "Namespace: microsoft.graph.light");
    sandbox.write("docs-input/v1.0/resources/lamp.md", lamp);
    let json = sandbox.done(&["lint", "--format", "json"]).out;
    let coverage = json.lines().find(|line| line.contains("\"kind\":\"coverage\"")).expect("coverage");
    let coverage: Value = serde_json::from_str(coverage).expect("JSON");
    let parts = |of: &str| coverage[of].as_array().expect("a list").clone();
    let sum = |parts: &[Value], kind: &str, grade: &str| -> u64 {
        parts.iter().map(|part| part[kind][grade].as_u64().unwrap_or_else(|| panic!("{kind} {grade} of {part}"))).sum()
    };
    for grade in ["whole", "part", "none"] {
        for kind in ["pages", "types", "properties", "requests", "examples"] {
            assert_eq!(sum(&parts("products"), kind, grade), coverage[kind][grade].as_u64().unwrap(), "{kind} {grade}");
        }
        assert_eq!(sum(&parts("namespaces"), "properties", grade), coverage["properties"][grade].as_u64().unwrap());
    }
    let names: Vec<&Value> = coverage["products"].as_array().unwrap().iter().map(|part| &part["product"]).collect();
    assert_eq!(names, [&Value::Null, &Value::from("desks")]);
    let page = sandbox.done(&["lint", "--format", "html"]).out;
    let section = section(&page, "coverage");
    assert!(section.contains("<a href=\"#words=v1.0%20desks\">desks</a>"), "{section}");
    assert!(section.contains("<th scope=\"row\">microsoft.graph.light</th>"), "{section}");
}

#[test]
fn quiet_leaves_the_findings() {
    let page = docs().done(&["lint", "--format", "html", "--quiet"]).out;
    assert!(!page.contains("id=\"coverage\"") && page.contains("unknown-type"), "{}", content(&page));
}

#[test]
fn docs_without_findings_say_so() {
    let page = docgen_tests::Sandbox::new().done(&["lint", "--format", "html"]).out;
    assert!(section(&page, "findings").contains("There are none."), "{}", content(&page));
    assert!(!page.contains("id=\"filter\""), "{}", content(&page));
}
