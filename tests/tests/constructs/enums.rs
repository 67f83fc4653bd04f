//! Enum types: pages of one, sections of many, and flags.

use docgen_tests::render::{findings, members};
use docgen_tests::stages::facts;
use insta::assert_snapshot;

/// The enums of a page.
fn read(page: &str) -> String {
    let (facts, found) = facts(("resources/x.md", page));
    let one = |e: &msgraph_docgen::extract::EnumFacts| {
        format!("{}: {}{}: {}\n", e.line, e.name, if e.flags { " (flags)" } else { "" }, members(&e.members))
    };
    facts.enums.iter().map(one).collect::<String>() + &findings(&found)
}

#[test]
fn a_page_of_one_enum() {
    assert_snapshot!(read(
        "# gadgetState enum type\n\nNamespace: microsoft.graph\n\nWhat a gadget is doing.\n\n## Members\n\n\
         |Member|Value|Description|\n|:-|:-|:-|\n|idle|0|At rest.|\n|busy|1|At work.|\n"
    ), @"1: gadgetState: idle = 0, busy = 1");
}

#[test]
fn members_alone_and_members_with_descriptions() {
    assert_snapshot!(read("# gadgetState enum type\n\n## Members\n\n|Member|\n|:-|\n|idle|\n|busy|\n"), @"1: gadgetState: idle, busy");
    assert_snapshot!(read("# gadgetState enum type\n\n## Members\n\n|Member|Description|\n|:-|:-|\n|idle|At rest.|\n|out of order|Broken.|\n"), @"1: gadgetState: idle, out of order");
    assert_snapshot!(read("# gadgetState enum type\n\n## Members\n\n|Value|Description|\n|:-|:-|\n|`idle`|At rest.|\n|\"busy\"|At work.|\n"), @"1: gadgetState: idle, busy");
}

#[test]
fn a_page_of_many_enums() {
    assert_snapshot!(read(
        "# Enumerations\n\n## gadgetState values\n\n|Member|\n|:-|\n|idle|\n|busy|\n\n## gadgetColour values\n\n|Value|\n|:-|\n|red|\n|blue|\n"
    ), @"
    3: gadgetState: idle, busy
    10: gadgetColour: red, blue
    ");
}

#[test]
fn values_of_a_property_below_its_table() {
    assert_snapshot!(read(
        "# gadget resource type\n\n## Properties\n\n|Property|Type|Description|\n|:-|:-|:-|\n|state|gadgetState|What it does.|\n\n\
         ### gadgetState values\n\n|Member|Description|\n|:-|:-|\n|idle|At rest.|\n|busy|At work.|\n"
    ), @"9: gadgetState: idle, busy");
}

#[test]
fn flags_by_prose_and_by_bits() {
    assert_snapshot!(read("# ports enum type\n\nWhich ports it has. Values can be combined.\n\n## Members\n\n|Member|\n|:-|\n|usb|\n|audio|\n"), @"1: ports (flags): usb, audio");
    assert_snapshot!(read("# ports enum type\n\n## Members\n\n|Member|Value|\n|:-|:-|\n|none|0|\n|usb|1|\n|audio|2|\n|video|4|\n"), @"1: ports (flags): none = 0, usb = 1, audio = 2, video = 4");
    assert_snapshot!(read("# ports enum type\n\n## Members\n\n|Member|Value|\n|:-|:-|\n|none|0|\n|usb|1|\n|audio|2|\n|video|3|\n"), @"1: ports: none = 0, usb = 1, audio = 2, video = 3");
}

#[test]
fn an_enum_page_without_members_is_reported() {
    assert_snapshot!(read("# gadgetState enum type\n\nWhat a gadget is doing.\n"), @"
    1: gadgetState: 
    v1.0/resources/x.md:1: no-members: the enum page of `gadgetState` lists no members; it accepts any text
    ");
}

#[test]
fn null_is_no_member() {
    assert_snapshot!(read("# gadgetState enum type\n\n## Members\n\n|Member|Description|\n|:-|:-|\n|null|Never set.|\n|idle|At rest.|\n"), @"1: gadgetState: idle");
}
