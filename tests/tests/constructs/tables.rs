//! Property and relationship tables: their headers, their rows, and what breaks them.

use docgen_tests::render::{findings, rows};
use docgen_tests::stages::{resource, type_facts};
use insta::assert_snapshot;

/// The rows of a page, and what was reported.
fn read(page: &str) -> String {
    let (facts, found) = type_facts(page);
    format!("{}{}", rows(&facts.rows), findings(&found))
}

fn with_rows(lines: &[&str]) -> String {
    read(&resource("gadget", lines))
}

#[test]
fn the_words_of_the_header_do_not_matter() {
    let headers = [
        "|Property|Type|Description|",
        "|Property name|Type|Description|",
        "|Name|Type|Description|",
        "|**Property**|**Type**|**Description**|",
        "| Property | Type |Description |",
        "|属性|类型|说明|",
    ];
    let read = headers.map(|header| {
        let page = format!("# gadget resource type\n\n## Properties\n\n{header}\n|:---|:---|:---|\n|label|Int32|Printed on its back.|\n");
        format!("{header}\n  {}", read(&page))
    });
    assert_snapshot!(read.concat(), @"
    |Property|Type|Description|
      7: label: Edm.Int32
    |Property name|Type|Description|
      7: label: Edm.Int32
    |Name|Type|Description|
      7: label: Edm.Int32
    |**Property**|**Type**|**Description**|
      7: label: Edm.Int32
    | Property | Type |Description |
      7: label: Edm.Int32
    |属性|类型|说明|
      7: label: Edm.Int32
    ");
}

#[test]
fn a_table_without_descriptions() {
    assert_snapshot!(read("# gadget resource type\n\n## Properties\n\n|Property|Type|\n|:---|:---|\n|label|String|\n"), @"7: label: Edm.String");
}

#[test]
fn a_row_of_a_primitive_type_is_no_relationship() {
    assert_snapshot!(read(
        "# gadget resource type\n\n## Properties\n\n|Relationship|Type|Description|\n|:-|:-|:-|\n|id|string|Key.|\n\
         |labels|String collection|Its names.|\n|parts|[part](part.md) collection|Its parts.|\n"
    ), @"
    7: id: Edm.String
    8: labels: Collection(Edm.String)
    9: parts: Collection(part (part.md)), relationship
    ");
}

#[test]
fn relationships_have_a_table_of_their_own() {
    assert_snapshot!(read(
        "# gadget resource type\n\n## Properties\n\n|Property|Type|Description|\n|:-|:-|:-|\n|label|String|Its name.|\n\n\
         ## Relationships\n\n|Relationship|Type|Description|\n|:-|:-|:-|\n|parts|[part](part.md) collection|Its parts.|\n"
    ), @"
    7: label: Edm.String
    13: parts: Collection(part (part.md)), relationship
    ");
}

#[test]
fn none_under_a_heading_is_an_empty_table() {
    assert_snapshot!(read(
        "# gadget resource type\n\n## Properties\n\n|Property|Type|Description|\n|:-|:-|:-|\n|label|String|Its name.|\n\n## Relationships\n\nNone\n"
    ), @"7: label: Edm.String");
}

#[test]
fn a_row_without_its_outer_pipes() {
    assert_snapshot!(with_rows(&["|label|String|No pipe at its end.", "tag|String|No pipe at either end.", "|id|String|Both.|"]), @"
    7: label: Edm.String
    8: tag: Edm.String
    9: id: Edm.String
    ");
}

#[test]
fn rows_after_a_blank_line_belong_to_the_table_above() {
    assert_snapshot!(with_rows(&["|id|String|The key.|", "", "|label|String|After a gap.|"]), @"
    7: id: Edm.String
    9: label: Edm.String
    v1.0/resources/x.md:9: detached-rows: rows that stand apart from their table; they were read as rows of the table above
    ");
}

#[test]
fn a_bold_row_without_a_type_heads_a_group() {
    assert_snapshot!(with_rows(&["|id|String|The key.|", "|**Printing**|||", "|label|String|Its name.|"]), @"
    7: id: Edm.String
    9: label: Edm.String
    ");
}

#[test]
fn too_few_and_too_many_cells_are_reported() {
    assert_snapshot!(with_rows(&["|id|String|", "|label|String|Its name.|More.|And more.|"]), @"
    7: id: Edm.String
    8: label: Edm.String
    v1.0/resources/x.md:7: row-cells: a row of 2 cells in a table of 3 columns; the missing cells were read as empty
    v1.0/resources/x.md:8: row-cells: a row of 5 cells in a table of 3 columns; the cells beyond the last column were read as part of it
    ");
    let page = "# gadget resource type\n\n## Properties\n\n|Property|Type|\n|:-|:-|\n|label|String|Its name.|\n";
    assert_snapshot!(read(page), @"
    7: label: Edm.String
    v1.0/resources/x.md:7: row-cells: a row of 3 cells in a table of 2 columns; the cells beyond the last column were dropped
    ");
}

#[test]
fn a_pipe_in_a_description_cuts_nothing() {
    let page = resource(
        "gadget",
        &[
            "|file|String|A picture (*.png | *.svg).|",
            "|tag|String|As `a|b` | as `c`. Read-only.|",
            "|end|String|At last `|`.|",
        ],
    );
    let descriptions: Vec<String> = type_facts(&page).0.rows.into_iter().map(|r| r.description).collect();
    assert_snapshot!(descriptions.join("\n"), @"
    A picture (*.png | *.svg).
    As `a|b` | as `c`. Read-only.
    At last `|`.
    ");
}

#[test]
fn a_pipe_inside_code_or_after_a_backslash_splits_nothing() {
    assert_snapshot!(with_rows(&["|label|String|One of a \\| b, escaped.|", "|id|String|The key, as `a\\|b`.|"]), @"
    7: label: Edm.String
    8: id: Edm.String
    ");
}

#[test]
fn marks_and_remarks_are_no_part_of_a_name() {
    assert_snapshot!(with_rows(&[
        "|**label**|String|Bold.|", "|`tag`|String|Code.|", "|colour (deprecated)|String|Old.|", "|size*|Int32|With a star.|",
        "|@odata.type|String|An annotation.|",
    ]), @"
    7: label: Edm.String
    8: tag: Edm.String
    9: colour: Edm.String
    10: size: Edm.Int32
    11: @odata.type: Edm.String
    ");
}

#[test]
fn a_row_that_names_no_property_is_reported() {
    assert_snapshot!(with_rows(&["|id|String|The key.|", "|some words in a row|String|Not a name.|"]), @"
    7: id: Edm.String
    v1.0/resources/x.md:8: skipped-row: a row that names no property: `some words in a row`; the row was left out
    ");
}

#[test]
fn a_property_that_stands_in_a_table_twice_counts_once() {
    assert_snapshot!(with_rows(&["|id|String|The key.|", "|id|Int32|Again.|"]), @"
    7: id: Edm.String
    v1.0/resources/x.md:8: duplicate-property: `id` stands in this table twice; the first row counts
    ");
}

#[test]
fn a_table_without_a_separator_is_read_and_reported() {
    assert_snapshot!(read("# gadget resource type\n\n## Properties\n\n|Property|Type|Description|\n|label|String|Its name.|\n"), @"
    6: label: Edm.String
    v1.0/resources/x.md:5: broken-table: a table without a separator; the first row was read as the header
    ");
}

#[test]
fn a_separator_that_does_not_fit_is_reported() {
    assert_snapshot!(read("# gadget resource type\n\n## Properties\n\n|Property|Type|Description|\n|:---|:---|\n|label|String|Its name.|\n"), @"
    7: label: Edm.String
    v1.0/resources/x.md:5: broken-table: a table whose separator does not fit its header; its rows were read one by one
    ");
}

#[test]
fn breaks_inside_a_cell_are_spaces() {
    let (facts, _) = type_facts(&resource("gadget", &["|label|String|Printed<br>on its back.<br/>Twice.|"]));
    assert_snapshot!(facts.rows[0].description, @"Printed on its back. Twice.");
}

#[test]
fn required_is_a_column_or_a_word() {
    assert_snapshot!(read(
        "# gadget resource type\n\n## Properties\n\n|Parameter|Type|Required?|Description|\n|:-|:-|:-|:-|\n|label|String|Yes|A.|\n|tag|String|No|B.|\n"
    ), @"
    7: label: Edm.String, required
    8: tag: Edm.String
    ");
    assert_snapshot!(with_rows(&["|label|String|Its name. Required.|", "|tag|String|Optional.|"]), @"
    7: label: Edm.String, required
    8: tag: Edm.String
    ");
}

#[test]
fn tabs_and_translated_headings_are_seen_through() {
    assert_snapshot!(read(
        "# gadget 资源类型\n\n## <a name=\"properties\"></a>属性\n\n# [HTTP](#tab/http)\n\n|属性|类型|说明|\n|:-|:-|:-|\n|label|String|A name.|\n\n---\n"
    ), @"9: label: Edm.String");
}
