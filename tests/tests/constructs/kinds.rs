//! Types in the model: kinds, bases, namespaces, and pages that speak of one type.

use docgen_tests::render::{findings, findings_of, ty};
use docgen_tests::stages::{Page, api, model, resource};
use insta::assert_snapshot;

fn read(pages: &[Page<'_>], name: &str) -> String {
    ty(&model(pages).0, name)
}

const ROW: &str = "|label|String|Its name.|";

const ID: &str = "|id|String|The key.|";

fn annotated(keys: &str) -> String {
    resource("gadget", &[ID, ROW])
        + &format!(
            "\n## JSON representation\n\n<!-- {{ \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.gadget\"{keys} }} -->\n```json\n{{ \"label\": \"String\" }}\n```\n"
        )
}

fn with_intro(name: &str, intro: &str) -> String {
    resource(name, &[ROW]).replacen("## Properties", &format!("{intro}\n\n## Properties"), 1)
}

#[test]
fn a_key_makes_an_entity() {
    assert_snapshot!(read(&[("resources/gadget.md", &annotated(", \"keyProperty\": \"id\""))], "gadget"), @"
    microsoft.graph.gadget: entity, on resources/gadget.md
      id: Edm.String
      label: Edm.String
    ");
    assert_snapshot!(read(&[("resources/gadget.md", &annotated(""))], "gadget"), @"
    microsoft.graph.gadget: complex, on resources/gadget.md
      id: Edm.String
      label: Edm.String
    ");
}

#[test]
fn a_base_by_annotation() {
    let tool = resource("tool", &["|weight|Int32|In grams.|"]);
    assert_snapshot!(read(&[("resources/gadget.md", &annotated(", \"baseType\": \"microsoft.graph.tool\"")), ("resources/tool.md", &tool)], "gadget"), @"
    microsoft.graph.gadget: complex from microsoft.graph.tool, on resources/gadget.md
      id: Edm.String
      label: Edm.String
    ");
}

#[test]
fn a_base_by_prose() {
    let tool = resource("tool", &["|weight|Int32|In grams.|"]);
    for intro in [
        "Inherits from [tool](tool.md).",
        "A thing on a desk. Inherits from [tool](../resources/tool.md)",
        "It inherits from **tool**.",
        "This type is derived from [tool](tool.md).",
        "Inherits from base class [tool](../resources/tool.md).",
        "A gadget is the derivative of the [tool](tool.md) resource.",
        "Inherits all properties from the [tool](tool.md).",
    ] {
        let read =
            read(&[("resources/gadget.md", &with_intro("gadget", intro)), ("resources/tool.md", &tool)], "gadget");
        assert!(read.starts_with("microsoft.graph.gadget: complex from microsoft.graph.tool, "), "{intro}: {read}");
    }
}

#[test]
fn a_base_by_the_prose_of_the_base() {
    for intro in [
        "Base type of [gadget](gadget.md) and [lamp](lamp.md).",
        "This is the base type for richer things such as [lamp](lamp.md) and [gadget](gadget.md).",
        "An abstract type that is inherited by [gadget](gadget.md).",
        "The [gadget](gadget.md) resource, which can be bent, inherits from this base type.",
        "Tools that derive from **tool** include:\n\n- [lamp](lamp.md)\n- [gadget](gadget.md), in a [box](box.md)",
    ] {
        let (tool, gadget) = (with_intro("tool", intro), resource("gadget", &[ROW]));
        let read = read(&[("resources/gadget.md", &gadget), ("resources/tool.md", &tool)], "gadget");
        assert!(read.starts_with("microsoft.graph.gadget: complex from microsoft.graph.tool, "), "{intro}: {read}");
    }
    let intro = "Represents a base class for parts in the [gadget](gadget.md) of a [lamp](lamp.md).";
    let (tool, gadget) = (with_intro("tool", intro), resource("gadget", &[ROW]));
    let read = read(&[("resources/gadget.md", &gadget), ("resources/tool.md", &tool)], "gadget");
    assert!(read.starts_with("microsoft.graph.gadget: complex, "), "{read}");
}

#[test]
fn a_type_is_an_entity_by_its_use() {
    let related = "|Relationship|Type|Description|\n|:---|:---|:---|\n|tool|[tool](tool.md)|What made it.|\n";
    let gadget = resource("gadget", &[ROW]) + "\n## Relationships\n\n" + related;
    let tool = resource("tool", &[ROW]);
    let pages = [("resources/gadget.md", gadget.as_str()), ("resources/tool.md", tool.as_str())];
    assert!(read(&pages, "tool").starts_with("microsoft.graph.tool: entity, "), "a relationship leads to it");
    let body = "## Request body\n\nSupply a JSON representation of [tool](../resources/tool.md).";
    let update = api("PATCH /me/tool", body);
    let pages = [("resources/tool.md", tool.as_str()), ("api/tool-update.md", update.as_str())];
    assert!(read(&pages, "tool").starts_with("microsoft.graph.tool: entity, "), "a PATCH changes it");
    let holder = resource("gadget", &["|tool|[tool](tool.md)|What made it.|"]);
    let pages = [pages[0], pages[1], ("resources/gadget.md", holder.as_str())];
    assert!(read(&pages, "tool").starts_with("microsoft.graph.tool: complex, "), "a property holds it");
}

#[test]
fn a_function_that_gives_an_object_with_an_id_makes_no_entity() {
    let gadget = resource("gadget", &[ID, ROW]);
    let response = "## Response\n\nReturns a `200 OK` response code and a [gadget](../resources/gadget.md) object.";
    let function = api("GET /reports/getGadget(id='{id}')", response);
    let pages = [("resources/gadget.md", gadget.as_str()), ("api/report-getgadget.md", function.as_str())];
    assert!(read(&pages, "gadget").starts_with("microsoft.graph.gadget: complex, "));
    let get = api("GET /me/gadget", response);
    let pages = [pages[0], ("api/gadget-get.md", get.as_str())];
    assert!(read(&pages, "gadget").starts_with("microsoft.graph.gadget: entity, "));
}

#[test]
fn a_link_that_repeats_the_name_of_the_property_is_named_by_its_target() {
    let gadget = resource("gadget", &["|photo|[photo](profilephoto.md)|How it looks.|"]);
    let pages = [
        ("resources/gadget.md", gadget),
        ("resources/photo.md", resource("photo", &[ROW])),
        ("resources/profilephoto.md", resource("profilePhoto", &[ROW])),
    ];
    let pages: Vec<Page<'_>> = pages.iter().map(|(file, text)| (*file, text.as_str())).collect();
    assert_snapshot!(read(&pages, "gadget"), @"
    microsoft.graph.gadget: complex, on resources/gadget.md
      photo: microsoft.graph.profilePhoto
    ");
}

#[test]
fn prose_counts_where_the_annotation_names_another_base() {
    let both = annotated(", \"baseType\": \"microsoft.graph.tool\"").replacen(
        "## Properties",
        "Inherits from [thing](thing.md).\n\n## Properties",
        1,
    );
    let (tool, thing) = (resource("tool", &[ROW]), resource("thing", &[ROW]));
    assert_snapshot!(read(&[("resources/gadget.md", &both), ("resources/tool.md", &tool), ("resources/thing.md", &thing)], "gadget"), @"
    microsoft.graph.gadget: complex from microsoft.graph.thing, on resources/gadget.md
      id: Edm.String
      label: Edm.String
    ");
}

#[test]
fn what_derives_from_an_entity_is_one() {
    let base = annotated(", \"keyProperty\": \"id\"");
    let lamp = with_intro("lamp", "Inherits from [gadget](gadget.md).").replace("|label|", "|watts|");
    assert_snapshot!(read(&[("resources/gadget.md", &base), ("resources/lamp.md", &lamp)], "lamp"), @"
    microsoft.graph.lamp: entity from microsoft.graph.gadget, on resources/lamp.md
      watts: Edm.String
    ");
}

#[test]
fn a_base_that_no_page_defines_and_one_that_closes_a_circle() {
    let lost = with_intro("gadget", "Inherits from [tool](tool.md).");
    let (ir, found) = model(&[("resources/gadget.md", &lost)]);
    assert_snapshot!(ty(&ir, "gadget") + &findings(&found), @"
    microsoft.graph.gadget: complex from microsoft.graph.tool, on resources/gadget.md
      label: Edm.String
    v1.0/resources/gadget.md:3: unknown-base: the base type `tool`, which no page defines; only its name is known
    ");
    let back = with_intro("tool", "Inherits from [gadget](gadget.md).");
    let (ir, found) = model(&[("resources/gadget.md", &lost), ("resources/tool.md", &back)]);
    assert_snapshot!(ty(&ir, "gadget") + &ty(&ir, "tool") + &findings(&found), @"
    microsoft.graph.gadget: complex, on resources/gadget.md
      label: Edm.String
    microsoft.graph.tool: complex from microsoft.graph.gadget, on resources/tool.md
      label: Edm.String
    v1.0/resources/gadget.md:3: base-cycle: `microsoft.graph.gadget` inherits from itself; the link that closes the circle was dropped
    ");
}

#[test]
fn an_open_type_by_annotation_and_by_prose() {
    assert_snapshot!(read(&[("resources/gadget.md", &annotated(", \"openType\": true"))], "gadget"), @"
    microsoft.graph.gadget: complex open, on resources/gadget.md
      id: Edm.String
      label: Edm.String
    ");
    assert_snapshot!(read(&[("resources/gadget.md", &with_intro("gadget", "This resource is an open type that allows other properties to be passed in."))], "gadget"), @"
    microsoft.graph.gadget: complex open, on resources/gadget.md
      label: Edm.String
    ");
}

#[test]
fn a_namespace_below_the_main_one() {
    let page = with_intro("session", "Namespace: microsoft.graph.callRecords")
        .replace("|label|String|", "|caller|[gadget](gadget.md)|");
    let (ir, _) =
        model(&[("resources/callrecords-session.md", &page), ("resources/gadget.md", &resource("gadget", &[ROW]))]);
    assert_snapshot!(ty(&ir, "session"), @"
    microsoft.graph.callRecords.session: complex, on resources/callrecords-session.md
      caller: microsoft.graph.gadget
    ");
}

/// The page of a type of one namespace that states another one.
#[test]
fn a_namespace_of_the_annotation_before_that_of_the_page() {
    let page = annotated("").replace("microsoft.graph.gadget", "microsoft.graph.shop.gadget");
    let page = page.replacen("type\n", "type\n\nNamespace: microsoft.graph.callRecords\n", 1);
    let (ir, _) = model(&[("resources/gadget.md", &page)]);
    let names: Vec<String> = ir.types.keys().map(ToString::to_string).collect();
    assert_eq!(names, ["microsoft.graph.shop.gadget"]);
}

#[test]
fn one_type_over_several_pages() {
    let other = resource("gadget", &["|weight|Int32|In grams.|", "|label|String|Its name.|"]);
    assert_snapshot!(read(&[("resources/a-gadget.md", &resource("gadget", &[ROW])), ("resources/b-gadget.md", &other)], "gadget"), @"
    microsoft.graph.gadget: complex, on resources/a-gadget.md resources/b-gadget.md
      label: Edm.String
      weight: Edm.Int32
    ");
}

#[test]
fn pages_that_contradict_each_other() {
    let other = resource("gadget", &["|label|Int32|A number here.|"]);
    let (ir, found) =
        model(&[("resources/a-gadget.md", &resource("gadget", &[ROW])), ("resources/b-gadget.md", &other)]);
    assert_snapshot!(ty(&ir, "gadget") + &findings(&found), @"
    microsoft.graph.gadget: complex, on resources/a-gadget.md resources/b-gadget.md
      label: Edm.String
    v1.0/resources/b-gadget.md:7: contradiction: `label` is Edm.Int32 here and Edm.String in resources/a-gadget.md (line 7); the first counts
    ");
}

#[test]
fn a_link_whose_text_and_target_disagree() {
    let page = resource(
        "gadget",
        &[
            "|part|[tool](thing.md)|Says one, leads to another.|",
            "|box|[the box](thing.md)|Only the target is a type.|",
        ],
    );
    let (tool, thing) = (resource("tool", &[ROW]), resource("thing", &[ROW]));
    let (ir, found) =
        model(&[("resources/gadget.md", &page), ("resources/tool.md", &tool), ("resources/thing.md", &thing)]);
    assert_snapshot!(ty(&ir, "gadget") + &findings(&found), @"
    microsoft.graph.gadget: complex, on resources/gadget.md
      part: microsoft.graph.tool
      box: microsoft.graph.thing
    v1.0/resources/gadget.md:7: link-text-mismatch: a link that says `tool` and leads to `thing`; the text counts
    ");
}

#[test]
fn a_type_that_no_page_defines_is_unknown_with_the_likely_fix() {
    let page = resource("gadget", &["|part|[widgt](widgt.md)|Misspelled.|"]);
    let (ir, found) = model(&[("resources/gadget.md", &page), ("resources/widget.md", &resource("widget", &[ROW]))]);
    assert_snapshot!(ty(&ir, "gadget") + &findings_of(&found, &["unknown-type"]), @"
    microsoft.graph.gadget: complex, on resources/gadget.md
      part: Edm.Untyped (no page defines `widgt`)
    v1.0/resources/gadget.md:7: unknown-type: no type `widgt`; the property is untyped (did you mean `widget`?)
    ");
}

#[test]
fn one_enum_on_two_pages_has_the_members_of_both() {
    let page = |members: &str| format!("# state enum type\n\n## Members\n\n|Member|Value|\n|:-|:-|\n{members}");
    let (a, b) = (page("|idle|0|\n"), page("|idle|0|\n|busy|1|\n"));
    let (ir, found) = model(&[("resources/a-state.md", &a), ("resources/b-state.md", &b)]);
    assert_snapshot!(ty(&ir, "state") + &findings(&found), @"
    microsoft.graph.state: enum, on resources/a-state.md resources/b-state.md
      idle = 0, busy = 1
    v1.0/resources/b-state.md:1: contradiction: the enum `state` has other members here than where it was defined first; the members of both count
    ");
}

#[test]
fn a_base_in_a_namespace_of_its_own_keeps_it() {
    let page = |base: &str, annotation: &str| {
        resource("gadgetExport", &[ID, ROW]).replacen(
            "## Properties",
            &format!("Namespace: microsoft.graph.lab\n\n{base}\n\n## Properties"),
            1,
        ) + &format!(
            "\n## JSON representation\n\n<!-- {{ \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.lab.gadgetExport\"{annotation} }} -->\n```json\n{{ \"label\": \"String\" }}\n```\n"
        )
    };
    let annotation = ", \"baseType\": \"microsoft.graph.lab.gadgetTask\"";
    let other = resource("gadgetTask", &[ROW]).replacen(
        "## Properties",
        "Namespace: microsoft.graph.office\n\n## Properties",
        1,
    );
    let linked = "Inherits from [gadgetTask](../resources/lab-gadgettask.md).";
    let pages = [
        page("An export.", annotation),
        page(linked, ""),
        page("Inherits from [gadgetTask](gadgettask.md).", annotation),
    ];
    for page in pages {
        let alone = [("resources/lab-gadgetexport.md", page.as_str())];
        for pages in [&alone[..], &[alone[0], ("resources/office-gadgettask.md", &other)]] {
            let read = read(pages, "gadgetExport");
            assert!(
                read.starts_with("microsoft.graph.lab.gadgetExport: complex from microsoft.graph.lab.gadgetTask,"),
                "{page}: {read}"
            );
        }
    }
    // A page of that name in the namespace of all is another's.
    let read = read(
        &[
            ("resources/lab-gadgetexport.md", &page("Inherits from [tool](tool.md).", "")),
            ("resources/tool.md", &resource("tool", &[ROW])),
        ],
        "gadgetExport",
    );
    assert!(read.starts_with("microsoft.graph.lab.gadgetExport: complex from microsoft.graph.tool,"), "{read}");
}

/// A page that reads what a gadget's `rooms` hold, as this annotation and this answer show it.
fn reads_rooms(annotation: &str, given: &str) -> String {
    let answer = "Returns `200 OK` and a collection of [place](../resources/place.md) objects.";
    format!(
        "# List rooms\n\n## HTTP request\n\n```http\nGET /gadgets/{{id}}/rooms\n```\n\n## Response\n\n{answer}\n\n## Example\n\n\
        ```http\nGET https://graph.microsoft.com/v1.0/gadgets/7/rooms\n```\n\n\
        <!-- {{ \"blockType\": \"response\", \"@odata.type\": \"microsoft.graph.{annotation}\", \"isCollection\": true }} -->\n\
        ```http\nHTTP/1.1 200 OK\nContent-type: application/json\n\n{{ \"value\": [{given}] }}\n```\n"
    )
}

#[test]
fn a_relationship_named_like_the_derived_type_that_its_example_shows_holds_that() {
    let place = resource("place", &[ID, ROW]);
    let room = with_intro("room", "Inherits from [place](place.md).").replacen(ROW, "|seats|Int32|How many.|", 1);
    let gadget = resource("gadget", &[ID])
        + "\n## Relationships\n\n|Relationship|Type|Description|\n|:-|:-|:-|\n|rooms|[place](place.md) collection|Where it is.|\n";
    let holds = |annotation: &str, given: &str| {
        let list = reads_rooms(annotation, given);
        let get =
            api("GET /gadgets/{id}", "## Response\n\nReturns `200 OK` and a [gadget](../resources/gadget.md) object.");
        let (ir, _) = model(&[
            ("api/gadget-get.md", &get),
            ("api/gadget-list-rooms.md", &list),
            ("resources/gadget.md", &gadget),
            ("resources/place.md", &place),
            ("resources/room.md", &room),
        ]);
        let given = ir.operations.iter().find(|o| o.source.file == "api/gadget-list-rooms.md").unwrap();
        let given = given.response.as_ref().and_then(|r| r.ty.as_ref()).unwrap().to_string();
        let held = ir.types.values().find(|t| t.name == "gadget").unwrap().properties[1].ty.to_string();
        assert_eq!(held, given);
        held
    };
    assert_snapshot!(holds("place", "{ \"id\": \"1\", \"seats\": 4 }"), @"Collection(microsoft.graph.room)");
    assert_snapshot!(holds("place", "{ \"@odata.type\": \"#microsoft.graph.room\", \"id\": \"1\" }"), @"Collection(microsoft.graph.room)");
    assert_snapshot!(holds("room", "{ \"id\": \"1\" }"), @"Collection(microsoft.graph.room)");
    assert_snapshot!(holds("place", "{ \"id\": \"1\" }"), @"Collection(microsoft.graph.place)");
}

#[test]
fn a_title_begins_with_a_capital_and_its_type_does_not() {
    for (title, name) in [("Gadget", "gadget"), ("gadget", "gadget"), ("USBGadget", "USBGadget")] {
        let (ir, _) = model(&[("resources/gadget.md", &resource(title, &[ID, ROW]))]);
        let names: Vec<String> = ir.types.keys().map(ToString::to_string).collect();
        assert_eq!(names, [format!("microsoft.graph.{name}")], "{title}");
    }
}
