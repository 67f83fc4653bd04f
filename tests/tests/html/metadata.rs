//! Where the service says otherwise.

use docgen_tests::stages::csdl;
use insta::assert_snapshot;

use super::{URL, docs, section};

#[test]
fn contradictions_and_what_no_page_tells_stand_together() {
    let sandbox = docs();
    let elements = r#"<EntityType Name="gadget"><Property Name="id" Type="Edm.String"/><Property Name="colour" Type="Edm.String"/></EntityType>"#;
    sandbox.write("v1.0.xml", csdl(elements));
    let options = ["lint", "--format", "html", "--docs-url", URL, "--metadata", "v1.0.xml"];
    let page = sandbox.done(&options).out;
    let section = section(&page, "metadata");
    assert_snapshot!(section, @r#"
<section id="metadata"><h2>Where the service disagrees</h2>
<p>What pages say against what the service&#39;s metadata says, and what of it no page tells.</p>
<table class="bars"><caption>v1.0 microsoft.graph</caption>
<thead><tr><th scope="col">of</th>
<th scope="col">share</th>
<th scope="col" class="number"><svg class="swatch" viewBox="0 0 10 10" aria-hidden="true"><rect class="whole" width="10" height="10"></rect></svg>told</th>
<th scope="col" class="number"><svg class="swatch" viewBox="0 0 10 10" aria-hidden="true"><rect class="none" width="10" height="10"></rect></svg>untold</th>
</tr>
</thead>
<tbody><tr><th scope="row">types</th>
<td><svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="1 told, 0 untold"><rect class="whole" x="0.00" width="100.00" height="10"></rect></svg></td>
<td class="number">1</td>
<td class="number">0</td>
</tr>
<tr><th scope="row">properties</th>
<td><svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="1 told, 1 untold"><rect class="whole" x="0.00" width="50.00" height="10"></rect><rect class="none" x="50.00" width="50.00" height="10"></rect></svg></td>
<td class="number">1</td>
<td class="number">1</td>
</tr>
</tbody>
</table>
<table><caption>v1.0 facts about properties</caption>
<thead><tr><th scope="col">properties that are</th>
<th scope="col" class="number">by pages</th>
<th scope="col" class="number">and by the metadata</th>
</tr>
</thead>
<tbody><tr><th scope="row">read-only</th>
<td class="number">0</td>
<td class="number">0</td>
</tr>
<tr><th scope="row">deprecated</th>
<td class="number">0</td>
<td class="number">0</td>
</tr>
<tr><th scope="row">returned on $select</th>
<td class="number">0</td>
<td class="number">0</td>
</tr>
<tr><th scope="row">filterable</th>
<td class="number">0</td>
<td class="number">0</td>
</tr>
</tbody>
</table>
<details class="group" id="note-metadata-no-property" data-grave="note" data-kind="metadata-no-property" open><summary><span class="mark light"><span aria-hidden="true">●</span> note</span> <h3>metadata-no-property</h3>
 <span class="count">1</span><span class="about">A page lists a property that the metadata does not have.</span></summary>
<ul class="items"><li><p><a href="https://example.com/docs/blob/main/v1.0/resources/gadget.md?plain=1#L16" class="place">docs-input/v1.0/resources/gadget.md:16</a></p>
<p>the metadata has no property <code>label</code> of <code>gadget</code>; the page counts; no example tells</p>
<pre><mark>|label|widgt|What is printed on its back.|</mark></pre>
<p>See also <span class="place">v1.0.xml:3</span></p>
</li>
</ul>
</details>
<details class="group" id="note-metadata-no-url" data-grave="note" data-kind="metadata-no-url" open><summary><span class="mark light"><span aria-hidden="true">●</span> note</span> <h3>metadata-no-url</h3>
 <span class="count">1</span><span class="about">A URL leads nowhere in the metadata.</span></summary>
<ul class="items"><li><p><a href="https://example.com/docs/blob/main/v1.0/api/gadget-list.md?plain=1#L21" class="place">docs-input/v1.0/api/gadget-list.md:21</a></p>
<p><code>GET /gadgets</code> leads nowhere in the metadata: the service has no <code>gadgets</code>; the page counts; its example fits the page alone</p>
<pre><mark>GET /gadgets</mark></pre>
</li>
</ul>
</details>
</section>
"#);
}
