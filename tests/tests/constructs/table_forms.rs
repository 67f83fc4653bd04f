//! Tables that are none of Markdown, and texts that are none of UTF-8.

use docgen_tests::render::{findings, rows};
use docgen_tests::stages::type_facts;
use docgen_tests::{RESOURCE, Sandbox};
use insta::assert_snapshot;

fn read(table: &str) -> String {
    let (facts, found) = type_facts(&format!("# gadget resource type\n\n## Properties\n\n{table}\n"));
    format!("{}{}", rows(&facts.rows), findings(&found))
}

#[test]
fn a_table_in_html_is_read() {
    assert_snapshot!(read("\
<table>
  <thead>
    <tr><th>Property</th><th>Type</th><th>Description</th></tr>
  </thead>
  <tbody>
    <tr><td>label</td><td>String</td><td>Printed on its back, in <code>plain</code> letters.</td></tr>

    <tr>
      <td><b>maker</b></td>
      <td><a href=\"identityset.md\">identitySet</a></td>
      <td>Who built it.<br/>Read-only.</td>
    <tr><td>sizes<td>Int32 collection<td>Width &amp; height.
    <!-- <tr><td>old</td></tr> -->
  </tbody>
</table>

After it."), @"
    10: label: Edm.String
    12: maker: identitySet (identityset.md)
    16: sizes: Collection(Edm.Int32)
    v1.0/resources/x.md:5: broken-table: a table in HTML; it was read as it was meant
    ");
}

#[test]
fn a_table_in_html_that_does_not_end_is_a_finding() {
    assert_snapshot!(read("<table>\n<tr><td>label</td><td>String</td><td>Its label.</td></tr>"), @"v1.0/resources/x.md:5: broken-table: a table in HTML that does not end; it was not read (write it as a table of Markdown)");
}

#[test]
fn rows_around_a_note_are_of_one_table() {
    let head = "|Property|Type|Description|\n|:---|:---|:---|\n|label|String|Its label.|";
    let last = "|size|Int32|Its size.|\n|weight|Int32|Its weight.|";
    let note = "> [!NOTE]\n> Sizes are rounded.";
    let between = [format!("{head}\n{note}\n{last}"), format!("{head}\n\n{note}\n\n{last}")];
    assert_snapshot!(between.map(|table| read(&table)).join("\n"), @"
    7: label: Edm.String
    10: size: Edm.Int32
    11: weight: Edm.Int32
    v1.0/resources/x.md:8: detached-rows: rows that stand apart from their table; they were read as rows of the table above

    7: label: Edm.String
    12: size: Edm.Int32
    13: weight: Edm.Int32
    v1.0/resources/x.md:12: detached-rows: rows that stand apart from their table; they were read as rows of the table above
    ");
}

#[test]
fn a_table_within_a_note_is_one() {
    assert_snapshot!(read("> |Property|Type|Description|\n> |:---|:---|:---|\n> |label|String|Its label.|"), @"7: label: Edm.String");
}

/// What the tool makes of a page with these bytes.
fn ir(bytes: Vec<u8>) -> (String, String) {
    let sandbox = Sandbox::new();
    sandbox.write("docs-input/v1.0/resources/gadget.md", bytes);
    let (ir, lint) = (sandbox.run(&["ir", "--api", "v1.0"]), sandbox.run(&["lint"]));
    (ir.out, lint.out)
}

#[test]
fn a_text_in_utf_16_is_read_and_said_to_be_one() {
    let (plain, _) = ir(RESOURCE.into());
    let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let marked = format!("\u{feff}{RESOURCE}");
    for bytes in [little(&marked), big(&marked), little(RESOURCE), big(RESOURCE)] {
        let (read, said) = ir(bytes);
        assert_eq!(read, plain);
        assert!(said.contains("a text in UTF-16") && said.contains("gadget.md"), "{said}");
    }
    let mut odd = little(&marked);
    odd.pop();
    assert!(ir(odd).1.contains("was read as U+FFFD"));
}

#[test]
fn characters_without_a_width_are_no_part_of_names() {
    let (plain, _) = ir(RESOURCE.into());
    for c in ['\u{200b}', '\u{2060}', '\u{feff}'] {
        let (read, _) = ir(RESOURCE.replace("label", &format!("la{c}bel{c}")).into());
        assert_eq!(read, plain, "{c:?}");
    }
}
