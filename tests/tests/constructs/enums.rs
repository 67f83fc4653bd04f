//! Enum types: pages of one, sections of many, and flags.

use docgen_tests::render::{findings, findings_of, members, ty};
use docgen_tests::stages::{Page, api, facts, model, resource};
use insta::assert_snapshot;

/// The enums of a page.
fn read(page: &str) -> String {
    let (facts, found) = facts(("resources/x.md", page));
    let line = |e: &msgraph_docgen::extract::EnumFacts| {
        format!("{}: {}{}: {}\n", e.line, e.name, if e.flags { " (flags)" } else { "" }, members(&e.members))
    };
    facts.enums.iter().map(line).collect::<String>() + &findings(&found)
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
fn words_in_the_place_of_a_description_are_none() {
    let page = "# gadgetState enum type\n\n## Members\n\n|Member|Description|\n|:-|:-|\n\
        |idle|Not yet documented|\n|busy|Not yet documented.|\n|late|Not yet documented by us.|\n";
    let described = |e: &msgraph_docgen::extract::EnumFacts| e.members.iter().map(|m| m.description.clone()).collect();
    let (facts, _) = facts(("resources/x.md", page));
    let texts: Vec<Vec<String>> = facts.enums.iter().map(described).collect();
    assert_eq!(texts, [["", "", "Not yet documented by us."]]);
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

#[test]
fn a_page_that_lists_the_enums_of_a_namespace_is_none_itself() {
    let tables = "### gadgetState values\n\n|Member|\n|:-|\n|idle|\n|busy|\n\n### gadgetColour values\n\n|Member|\n|:-|\n|red|\n";
    let listed = "5: gadgetState: idle, busy\n12: gadgetColour: red\n";
    for title in ["Enum values", "Gadget enum values", "Gadgets enumeration values"] {
        let page = format!("---\ndoc_type: enumPageType\n---\n# {title}\n{tables}");
        assert_eq!(read(&page), listed, "{title}");
    }
    // One that has a table of its own has the members of that one alone.
    let own = format!("# ports enum type\n\n|Member|\n|:-|\n|usb|\n\n{tables}");
    assert_snapshot!(read(&own), @"
    7: gadgetState: idle, busy
    14: gadgetColour: red
    1: ports: usb
    ");
}

#[test]
fn a_link_to_a_page_of_many_enums_names_none_of_them() {
    let many =
        "# Enum values\n\n### first values\n\n|Member|\n|:-|\n|one|\n\n### second values\n\n|Member|\n|:-|\n|two|\n";
    let gadget = resource("gadget", &["|a|[third](enums.md)|One.|", "|b|[second](enums.md)|Other.|"]);
    let (ir, _) = model(&[("resources/enums.md", many), ("resources/gadget.md", &gadget)]);
    assert_snapshot!(ty(&ir, "gadget"), @"
    microsoft.graph.gadget: complex, on resources/gadget.md
      a: Edm.Untyped (no page defines `third`)
      b: microsoft.graph.second
    ");
}

#[test]
fn a_link_to_a_page_of_one_enum_or_of_a_type_with_enums_names_what_it_defines() {
    let colour = "# colour enum type\n\n## Members\n\n|Member|\n|:-|\n|red|\n";
    let sections = "\n### left values\n\n|Member|\n|:-|\n|one|\n\n### right values\n\n|Member|\n|:-|\n|two|\n";
    let part = resource("part", &["|id|String|Key.|"]) + sections;
    let gadget = resource("gadget", &["|a|[the colour](colour.md)|One.|", "|b|[a part](part.md)|Other.|"]);
    let pages = [
        ("resources/colour.md", colour),
        ("resources/part.md", part.as_str()),
        ("resources/gadget.md", gadget.as_str()),
    ];
    assert_snapshot!(ty(&model(&pages).0, "gadget"), @"
    microsoft.graph.gadget: complex, on resources/gadget.md
      a: microsoft.graph.colour
      b: microsoft.graph.part
    ");
}

const STATE: &str = "# gadgetState enum type\n\n## Members\n\n|Member|\n|:-|\n|idle|\n|busy|\n";

/// An enum type and what contradicts it, of these pages beside its own.
fn state(pages: &[Page<'_>]) -> String {
    let (ir, found) = model(&[pages, &[("resources/gadgetstate.md", STATE)]].concat());
    ty(&ir, "gadgetState") + &findings_of(&found, &["contradiction"])
}

#[test]
fn members_that_a_property_lists_are_members_too() {
    let gadget = resource(
        "gadget",
        &[
            "|state|[gadgetState](gadgetstate.md)|Possible values are: `idle`, `Busy`, `lost`, `unknownFutureValue`.|",
            "|last|gadgetState|The one before. Possible values are: `idle`, `lost`.|",
        ],
    );
    assert_snapshot!(state(&[("resources/gadget.md", &gadget)]), @"
    microsoft.graph.gadgetState: enum, on resources/gadgetstate.md
      idle, busy, lost, unknownFutureValue
    v1.0/resources/gadget.md:7: contradiction: `lost`, `unknownFutureValue` of the enum `gadgetState`, which its own table does not list; the members of both count
    ");
}

#[test]
fn members_that_a_parameter_lists_are_members_too() {
    let paint = api(
        "POST /gadgets/{id}/setState",
        "## Request body\n\nProvide an object with these parameters.\n\n|Parameter|Type|Description|\n|:-|:-|:-|\n|state|gadgetState|One of `idle`, `lost`.|",
    );
    assert_snapshot!(state(&[("api/gadget-setstate.md", &paint)]), @"
    microsoft.graph.gadgetState: enum, on resources/gadgetstate.md
      idle, busy, lost
    v1.0/api/gadget-setstate.md:15: contradiction: `lost` of the enum `gadgetState`, which its own table does not list; the members of both count
    ");
}

/// A page that sends these members to an action with one parameter.
fn sends(json: &str) -> String {
    let table = "|Parameter|Type|Description|\n|:-|:-|:-|\n|state|gadgetState|What to do.|";
    api(
        "POST /gadgets/{id}/setState",
        &format!(
            "## Request body\n\nProvide an object with these parameters.\n\n{table}\n\n## Example\n\n```http\nPOST https://graph.microsoft.com/v1.0/gadgets/7/setState\nContent-type: application/json\n\n{json}\n```"
        ),
    )
}

#[test]
fn a_member_that_an_example_shows_is_one() {
    assert_snapshot!(state(&[("api/gadget-setstate.md", &sends("{ \"state\": \"lost\" }"))]), @"
    microsoft.graph.gadgetState: enum, on resources/gadgetstate.md
      idle, busy, lost
    v1.0/api/gadget-setstate.md:20: contradiction: `lost` of the enum `gadgetState`, which its own table does not list; the members of both count
    ");
    // These stand for some value.
    for text in ["String", "state-value", "Busy", "Lost", "", "of some kind"] {
        let read = state(&[("api/gadget-setstate.md", &sends(&format!("{{ \"state\": \"{text}\" }}")))]);
        assert!(read.ends_with("\n  idle, busy\n"), "{text}: {read}");
    }
}

#[test]
fn an_enum_of_which_an_example_shows_several_members_is_a_set_of_flags() {
    let read = |text: &str| state(&[("api/gadget-setstate.md", &sends(&format!("{{ \"state\": \"{text}\" }}")))]);
    assert_snapshot!(read("idle, busy"), @"
    microsoft.graph.gadgetState: enum flags, on resources/gadgetstate.md
      idle, busy
    ");
    assert_snapshot!(read("idle,of some kind"), @"
    microsoft.graph.gadgetState: enum, on resources/gadgetstate.md
      idle, busy
    ");
}

#[test]
fn a_member_that_an_example_shows_is_written_like_the_others() {
    let state = "# gadgetState enum type\n\n## Members\n\n|Member|\n|:-|\n|Idle|\n|Busy|\n";
    let read = |text: &str| {
        let page = sends(&format!("{{ \"state\": \"{text}\" }}"));
        let (ir, _) = model(&[("api/gadget-setstate.md", &page), ("resources/gadgetstate.md", state)]);
        ty(&ir, "gadgetState").lines().last().unwrap_or_default().trim().to_owned()
    };
    assert_snapshot!(read("Lost"), @"Idle, Busy, Lost");
    assert_snapshot!(read("String"), @"Idle, Busy");
    assert_snapshot!(read("busy"), @"Idle, Busy");
}
