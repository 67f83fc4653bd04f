//! Whose word counts where pages and the service's metadata contradict each other.

use docgen_tests::Sandbox;
use docgen_tests::render::{findings_of, operation, ty};
use docgen_tests::stages::{Page, api, csdl, filled, preferring, resource};
use insta::assert_snapshot;
use msgraph_docgen::cli::{Cache, Outcome};
use msgraph_docgen::fill::Preference;
use msgraph_docgen::model::TypeName;
use serde_json::Value;

const CODES: &[&str] = &["metadata-preferred", "metadata-filled"];

fn preferred() -> Preference {
    Preference { metadata: true, ..Preference::default() }
}

/// The model by the metadata's word, and what was found of it.
fn shown(pages: &[Page<'_>], elements: &str, types: &[&str]) -> String {
    let (ir, found) = preferring(pages, elements, &preferred());
    types.iter().map(|name| ty(&ir, name)).collect::<String>() + &findings_of(&found, CODES)
}

#[test]
fn types_of_properties_and_whether_they_are_collections() {
    let rows = [
        "|size|Int32|How large.|",
        "|labels|String|What is printed on it.|",
        "|shape|String|Its shape. Possible values are: `round`, `square`.|",
        "|maker|String|Who made it.|",
        "|same|String|The same on both sides.|",
    ];
    let pages: [Page<'_>; 1] = [("resources/gadget.md", &resource("gadget", &rows))];
    let elements = r#"<EnumType Name="shape"><Member Name="round" Value="0"/></EnumType><EntityType Name="maker"/>
<ComplexType Name="gadget"><Property Name="size" Type="Edm.Int64"/><Property Name="labels" Type="Collection(Edm.String)"/>
<Property Name="shape" Type="graph.shape"/><Property Name="maker" Type="graph.maker"/><Property Name="same" Type="Edm.String"/></ComplexType>"#;
    assert_snapshot!(shown(&pages, elements, &["gadget", "shape"]), @"
    microsoft.graph.gadget: complex, on resources/gadget.md
      size: Edm.Int64, inferred from metadata
      labels: Collection(Edm.String), inferred from metadata
      shape: microsoft.graph.shape, inferred from metadata
      maker: microsoft.graph.maker, inferred from metadata
      same: Edm.String
    microsoft.graph.shape: enum, inferred from metadata, on 
      round = 0
    v1.0/resources/gadget.md:7: metadata-preferred: `size` of `gadget` is `Int32` on the page and `Int64` in the metadata; the metadata counts
    v1.0/resources/gadget.md:8: metadata-preferred: `labels` of `gadget` is `String` on the page and `Collection(String)` in the metadata; the metadata counts
    v1.0/resources/gadget.md:9: metadata-filled: no page defines `shape`; it was taken from the metadata
    v1.0/resources/gadget.md:9: metadata-preferred: `shape` of `gadget` is `String` on the page and `shape` in the metadata; the metadata counts
    v1.0/resources/gadget.md:10: metadata-filled: no page defines `maker`; it was taken from the metadata
    v1.0/resources/gadget.md:10: metadata-preferred: `maker` of `gadget` is `String` on the page and `maker` in the metadata; the metadata counts
    ");
}

#[test]
fn bases_with_what_was_inherited_and_still_is_there() {
    let inherits = |name: &str, base: &str| {
        resource(name, &["|label|String|A text.|"]) + &format!("\nInherits from [{base}]({base}.md).\n")
    };
    let pages: [Page<'_>; 5] = [
        ("resources/device.md", &resource("device", &["|id|String|Its key.|", "|size|Int32|How large.|"])),
        ("resources/thing.md", &resource("thing", &["|id|String|Its key.|"])),
        ("resources/gadget.md", &inherits("gadget", "device")),
        ("resources/part.md", &inherits("part", "device")),
        ("resources/odd.md", &inherits("odd", "device")),
    ];
    let elements = r#"<EntityType Name="device"><Property Name="id" Type="Edm.String"/><Property Name="size" Type="Edm.Int32"/></EntityType>
<EntityType Name="thing"><Property Name="id" Type="Edm.String"/></EntityType><EntityType Name="unheard"/>
<EntityType Name="gadget" BaseType="graph.thing"><Property Name="label" Type="Edm.String"/><Property Name="size" Type="Edm.Int32"/></EntityType>
<EntityType Name="part"><Property Name="label" Type="Edm.String"/></EntityType>
<EntityType Name="odd" BaseType="graph.unheard"><Property Name="label" Type="Edm.String"/></EntityType>"#;
    assert_snapshot!(shown(&pages, elements, &["gadget", "part", "odd"]), @"
    microsoft.graph.gadget: complex from microsoft.graph.thing, on resources/gadget.md
      label: Edm.String
      size: Edm.Int32
    microsoft.graph.part: complex, on resources/part.md
      label: Edm.String
    microsoft.graph.odd: entity from microsoft.graph.unheard, on resources/odd.md
      label: Edm.String
    v1.0/resources/gadget.md:1: metadata-preferred: `gadget` inherits from `device` on the page and from `thing` in the metadata; the metadata counts
    v1.0/resources/odd.md:1: metadata-filled: no page defines `unheard`; it was taken from the metadata
    v1.0/resources/odd.md:1: metadata-preferred: `odd` inherits from `device` on the page and from `unheard` in the metadata; the metadata counts
    v1.0/resources/part.md:1: metadata-preferred: `part` inherits from `device` on the page and from nothing in the metadata; the metadata counts
    ");
}

#[test]
fn a_base_that_would_close_a_circle_with_a_page_that_counts_stays() {
    let inherits = |name: &str, base: &str| {
        resource(name, &["|label|String|A text.|"]) + &format!("\nInherits from [{base}]({base}.md).\n")
    };
    let pages: [Page<'_>; 3] = [
        ("resources/device.md", &resource("device", &["|id|String|Its key.|"])),
        ("resources/thing.md", &inherits("thing", "gadget")),
        ("resources/gadget.md", &inherits("gadget", "device")),
    ];
    let elements = r#"<EntityType Name="device"><Property Name="id" Type="Edm.String"/></EntityType>
<EntityType Name="thing"><Property Name="label" Type="Edm.String"/></EntityType>
<EntityType Name="gadget" BaseType="graph.thing"><Property Name="label" Type="Edm.String"/></EntityType>"#;
    let thing = TypeName::new("microsoft.graph", "thing");
    let preference = Preference { of_types: [(thing, false)].into(), ..preferred() };
    let (ir, found) = preferring(&pages, elements, &preference);
    assert_snapshot!(ty(&ir, "thing") + &ty(&ir, "gadget") + &findings_of(&found, CODES), @"
    microsoft.graph.thing: complex from microsoft.graph.gadget, on resources/thing.md
      label: Edm.String
    microsoft.graph.gadget: complex from microsoft.graph.device, on resources/gadget.md
      label: Edm.String
    ");
}

#[test]
fn bases_that_are_the_other_way_round() {
    let device = resource("device", &["|id|String|Its key.|"]) + "\nInherits from [gadget](gadget.md).\n";
    let pages: [Page<'_>; 2] =
        [("resources/device.md", &device), ("resources/gadget.md", &resource("gadget", &["|label|String|A text.|"]))];
    let elements = r#"<EntityType Name="device"><Property Name="id" Type="Edm.String"/></EntityType>
<EntityType Name="gadget" BaseType="graph.device"><Property Name="label" Type="Edm.String"/></EntityType>"#;
    assert_snapshot!(shown(&pages, elements, &["device", "gadget"]), @"
    microsoft.graph.device: complex, on resources/device.md
      id: Edm.String
    microsoft.graph.gadget: complex from microsoft.graph.device, on resources/gadget.md
      label: Edm.String
    v1.0/resources/device.md:1: metadata-preferred: `device` inherits from `gadget` on the page and from nothing in the metadata; the metadata counts
    v1.0/resources/gadget.md:1: metadata-filled: the page does not say what `gadget` inherits from; it is `device`, as in the metadata
    ");
}

#[test]
fn members_of_enums() {
    let colour = "# colour enum type\n\nNamespace: microsoft.graph\n\nA colour.\n\n## Members\n\n|Member|Description|\n|:---|:---|\n|red|R.|\n|Green|G.|\n|mauve|M.|\n";
    let pages: [Page<'_>; 1] = [("resources/colour.md", colour)];
    let elements = r#"<EnumType Name="colour"><Member Name="red" Value="0"/><Member Name="green" Value="1"/><Member Name="blue" Value="2"/>
<Member Name="unknownFutureValue" Value="3"/></EnumType>"#;
    assert_snapshot!(shown(&pages, elements, &["colour"]), @"
    microsoft.graph.colour: enum, on resources/colour.md
      red, green, blue = 2
    v1.0/resources/colour.md:1: metadata-preferred: the enum `colour` has a member in the metadata that the page does not list: `blue`; the metadata counts
    v1.0/resources/colour.md:12: metadata-preferred: `Green` of the enum `colour` is spelled `green` in the metadata; the metadata counts
    v1.0/resources/colour.md:13: metadata-preferred: the metadata has no member `mauve` of the enum `colour`; the metadata counts
    ");
}

#[test]
fn relationships_and_properties() {
    let page = resource("gadget", &["|parts|Collection(part)|What is in it.|"])
        + "\n## Relationships\n\n|Relationship|Type|Description|\n|:---|:---|:---|\n|main|part|The main one.|\n";
    let pages: [Page<'_>; 2] =
        [("resources/gadget.md", &page), ("resources/part.md", &resource("part", &["|id|String|Its key.|"]))];
    let elements = r#"<EntityType Name="gadget"><NavigationProperty Name="parts" Type="Collection(graph.part)"/>
<Property Name="main" Type="graph.part"/></EntityType><EntityType Name="part"><Property Name="id" Type="Edm.String"/></EntityType>"#;
    assert_snapshot!(shown(&pages, elements, &["gadget"]), @"
    microsoft.graph.gadget: complex, on resources/gadget.md
      parts: Collection(microsoft.graph.part), relationship
      main: microsoft.graph.part
    v1.0/resources/gadget.md:7: metadata-preferred: `parts` of `gadget` is a property on the page and a relationship in the metadata; the metadata counts
    v1.0/resources/gadget.md:13: metadata-preferred: `main` of `gadget` is a relationship on the page and a property in the metadata; the metadata counts
    ");
}

#[test]
fn a_choice_for_one_type_counts_for_that_alone() {
    let rows = ["|size|Int32|How large.|"];
    let pages: [Page<'_>; 2] =
        [("resources/gadget.md", &resource("gadget", &rows)), ("resources/part.md", &resource("part", &rows))];
    let elements = r#"<ComplexType Name="gadget"><Property Name="size" Type="Edm.Int64"/></ComplexType>
<ComplexType Name="part"><Property Name="size" Type="Edm.Int64"/></ComplexType>"#;
    let by = |metadata: bool, of_gadget: bool| {
        let of_types = [(TypeName::new("microsoft.graph", "gadget"), of_gadget)].into();
        let (ir, _) = preferring(&pages, elements, &Preference { metadata, of_types });
        ty(&ir, "gadget") + &ty(&ir, "part")
    };
    assert_snapshot!(by(false, true) + &by(true, false), @"
    microsoft.graph.gadget: complex, on resources/gadget.md
      size: Edm.Int64, inferred from metadata
    microsoft.graph.part: complex, on resources/part.md
      size: Edm.Int32
    microsoft.graph.gadget: complex, on resources/gadget.md
      size: Edm.Int32
    microsoft.graph.part: complex, on resources/part.md
      size: Edm.Int64, inferred from metadata
    ");
    assert_eq!(preferring(&pages, elements, &Preference::default()), filled(&pages, elements));
}

const GADGET: &str = "docs-input/v1.0/resources/gadget.md";

/// A good page, and metadata that says another type of its label.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    let elements = r#"<EntityType Name="gadget"><Property Name="label" Type="Edm.Int32"/></EntityType>"#;
    sandbox.write("m.xml", csdl(elements));
    sandbox
}

fn field(sandbox: &Sandbox, out: &str) -> String {
    let text = sandbox.read(&format!("{out}/src/v1/models/gadget.rs"));
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let at = lines.iter().position(|line| line.starts_with("pub label")).unwrap_or_else(|| panic!("{text}"));
    lines[at - 1..=at].join("\n")
}

#[test]
fn without_the_option_or_with_that_for_the_docs_nothing_changes() {
    let (with, without) = (sandbox(), sandbox());
    without.done(&["generate", "--metadata", "m.xml"]);
    with.done(&["generate", "--metadata", "m.xml", "--prefer", "docs"]);
    assert!(with.files("generated") == without.files("generated"));
    assert_eq!(field(&without, "generated"), "/// `label`: What is printed on its back.\npub label: Option<String>,");
}

#[test]
fn rustdoc_and_the_dump_say_what_the_page_says() {
    let sandbox = sandbox();
    sandbox.done(&["generate", "--metadata", "m.xml", "--prefer", "metadata"]);
    assert_snapshot!(field(&sandbox, "generated"), @"
    /// Type as in the service's metadata; the page says `Edm.String`.
    pub label: Option<i32>,
    ");
    let dump = sandbox.done(&["ir", "--metadata", "m.xml", "--prefer", "metadata"]).out;
    let dump: Value = serde_json::from_str(&dump).unwrap();
    let label = &dump["types"][0]["properties"][1];
    assert_snapshot!(format!("{} {} {}", label["type"], label["inferred"], label["on_page"]), @r#"{"collection":false,"name":"Edm.Int32"} "metadata" {"type":{"collection":false,"name":"Edm.String"}}"#);
}

#[test]
fn another_choice_is_drift_and_the_settings_beside_the_crate_hold_it() {
    let sandbox = sandbox();
    sandbox.done(&["generate", "--metadata", "m.xml", "--prefer", "metadata"]);
    let settings = sandbox.read("generated/docgen.toml");
    assert!(settings.contains("\nprefer = \"metadata\"\n"), "{settings}");
    assert_eq!(sandbox.run_in("generated", &["check"]).outcome, Outcome::Done);
    let ran = sandbox.run(&["check", "--metadata", "m.xml"]);
    assert_eq!(ran.outcome, Outcome::Found);
    assert!(ran.out.contains("it was generated with --prefer metadata, not docs"), "{}", ran.out);
    let ran = sandbox.run(&["check", "--metadata", "m.xml", "--prefer", "metadata", "--crate-name", "other"]);
    assert!(ran.out.contains("generate --metadata m.xml --prefer metadata --crate-name other"), "{}", ran.out);
}

#[test]
fn docgen_toml_holds_the_choice_for_all_and_for_one_type() {
    let sandbox = sandbox();
    let prefers =
        |whose: &str| format!("[[correction]]\ntype = \"gadget\"\nprefer = \"{whose}\"\nreason = \"It is.\"\n");
    sandbox.write("docgen.toml", "metadata = \"m.xml\"\nprefer = \"metadata\"\n");
    sandbox.done(&["generate"]);
    assert!(field(&sandbox, "generated").ends_with("Option<i32>,"));
    sandbox.write("docgen.toml", format!("metadata = \"m.xml\"\nprefer = \"metadata\"\n{}", prefers("docs")));
    sandbox.done(&["generate"]);
    assert!(field(&sandbox, "generated").ends_with("Option<String>,"));
    sandbox.write("docgen.toml", format!("metadata = \"m.xml\"\n{}", prefers("metadata")));
    sandbox.done(&["generate"]);
    assert!(field(&sandbox, "generated").ends_with("Option<i32>,"));
    let found = sandbox.done(&["lint", "--code", "unused-correction"]).out;
    assert!(!found.contains("unused-correction"), "{found}");
    sandbox.edit(GADGET, "|label|String|", "|label|Int32|");
    let found = sandbox.done(&["lint", "--code", "unused-correction"]).out;
    assert!(found.contains("no metadata contradicts what the pages say of `microsoft.graph.gadget`"), "{found}");
}

#[test]
fn what_is_preferred_must_be_named() {
    let sandbox = sandbox();
    let ran = sandbox.run(&["generate", "--prefer", "metadata"]);
    assert_snapshot!(ran.failure(), @"error: the metadata is preferred, and none is named; name it with --metadata, or under metadata in docgen.toml");
    let generator = msgraph_docgen::Generator::new(sandbox.path("docs-input")).prefer(msgraph_docgen::Prefer::Metadata);
    let error = generator.clone().write_modules(sandbox.path("graph")).unwrap_err().to_string();
    assert_eq!(format!("error: {error}"), ran.failure().trim_end());
    let generator = generator.metadata(msgraph_docgen::ApiVersion::V1, sandbox.path("m.xml"));
    generator.write_modules(sandbox.path("graph")).unwrap();
    assert!(sandbox.read("graph/v1/models/gadget.rs").contains("pub label: Option<i32>"));
}

#[test]
fn lint_tells_of_what_is_preferred_with_both_lines() {
    let sandbox = sandbox();
    sandbox.write("docgen.toml", "metadata = \"m.xml\"\nprefer = \"metadata\"\n");
    let found = sandbox.done(&["lint", "--code", "metadata-preferred", "--quiet"]).out;
    assert_snapshot!(found, @"
    note[metadata-preferred]: `label` of `gadget` is `String` on the page and `Int32` in the metadata; the metadata counts
      --> docs-input/v1.0/resources/gadget.md:16:1
       |
    16 | |label|String|What is printed on its back.|
       | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = note: see also m.xml:3
    ");
    let found = sandbox.done(&["lint", "--metadata", "m.xml", "--code", "metadata-type", "--quiet"]).out;
    assert_eq!(found, "", "it is no contradiction any more");
}

#[test]
fn what_actions_and_functions_take_and_give() {
    let body = "## Request body\n\n|Parameter|Type|Description|\n|:-|:-|:-|\n|count|String|How often.|\n|reason|String|Why.|\n\n";
    let polish = api("POST /gadgets/{id}/polish", &format!("{body}## Response\n\nA `204 No Content`."));
    let log = api(
        "GET /gadgets/{id}/log(day={day})",
        "## Function parameters\n\n|Parameter|Type|Description|\n|:-|:-|:-|\n|day|String|Which day.|\n\n\
         ## Response\n\nA `200 OK` response code and a [gadget](../resources/gadget.md) object.",
    );
    let both = api(
        "POST /gadgets/{id}/wash\nPOST /parts/{id}/wash",
        "## Response\n\nA `200 OK` response code and a [gadget](../resources/gadget.md) object.",
    );
    let pages: [Page<'_>; 5] = [
        ("api/both.md", &both),
        ("api/log.md", &log),
        ("api/polish.md", &polish),
        ("resources/gadget.md", &resource("gadget", &["|id|String|The key.|"])),
        ("resources/part.md", &resource("part", &["|id|String|The key.|"])),
    ];
    let elements = r#"<EntityType Name="gadget"><Property Name="id" Type="Edm.String"/></EntityType>
<EntityType Name="part"><Property Name="id" Type="Edm.String"/></EntityType>
<Action Name="polish" IsBound="true"><Parameter Name="b" Type="graph.gadget"/><Parameter Name="count" Type="Edm.Int32"/>
<Parameter Name="reason" Type="Edm.String"/><ReturnType Type="Edm.Boolean"/></Action>
<Function Name="log" IsBound="true"><Parameter Name="b" Type="graph.gadget"/><Parameter Name="day" Type="Edm.Date"/><ReturnType Type="Collection(graph.part)"/></Function>
<Action Name="wash" IsBound="true"><Parameter Name="b" Type="graph.gadget"/><ReturnType Type="graph.gadget"/></Action>
<Action Name="wash" IsBound="true"><Parameter Name="b" Type="graph.part"/><ReturnType Type="graph.part"/></Action>
<EntityContainer Name="Service"><EntitySet Name="gadgets" EntityType="graph.gadget"/><EntitySet Name="parts" EntityType="graph.part"/></EntityContainer>"#;
    let (ir, found) = preferring(&pages, elements, &preferred());
    let operations: String = ir.operations.iter().map(operation).collect();
    assert_snapshot!(operations + &findings_of(&found, CODES), @"
    POST /gadgets/{id}/wash
    POST /parts/{id}/wash
    takes nothing
    gives 200 microsoft.graph.gadget
    GET /gadgets/{id}/log(day={day})
    takes nothing
    arguments {day: Edm.Date}
    gives 200 Collection(microsoft.graph.part)
    POST /gadgets/{id}/polish
    takes {count: Edm.Int32, reason: Edm.String}
    gives 200 Edm.Boolean
    v1.0/api/log.md:6: metadata-preferred: the function `log` gives `gadget` on the page and `Collection(part)` in the metadata; the metadata counts
    v1.0/api/log.md:13: metadata-preferred: the parameter `day` of the function `log` is `String` on the page and `Date` in the metadata; the metadata counts
    v1.0/api/polish.md:6: metadata-preferred: the action `polish` gives nothing on the page and `Boolean` in the metadata; the metadata counts
    v1.0/api/polish.md:13: metadata-preferred: the parameter `count` of the action `polish` is `String` on the page and `Int32` in the metadata; the metadata counts
    ");
    let of_types = [(TypeName::new("microsoft.graph", "gadget"), false)].into();
    let (ir, found) = preferring(&pages, elements, &Preference { metadata: true, of_types });
    assert_eq!(findings_of(&found, CODES), "", "they are called on a gadget");
    assert!(ir.types.values().any(|ty| ty.name == "gadget" && ty.contested));
}

#[test]
fn rustdoc_says_what_the_page_says_of_a_call() {
    let sandbox = sandbox();
    let body = "## Request body\n\n|Parameter|Type|Description|\n|:-|:-|:-|\n|count|String|How often.|\n\n## Response\n\n`204 No Content`.";
    sandbox.write("docs-input/v1.0/api/gadget-polish.md", api("POST /gadgets/{id}/polish", body));
    let elements = r#"<EntityType Name="gadget"><Property Name="id" Type="Edm.String"/></EntityType>
<Action Name="polish" IsBound="true"><Parameter Name="b" Type="graph.gadget"/><Parameter Name="count" Type="Edm.Int32"/>
<ReturnType Type="Edm.Boolean"/></Action>
<EntityContainer Name="Service"><EntitySet Name="gadgets" EntityType="graph.gadget"/></EntityContainer>"#;
    sandbox.write("m.xml", csdl(elements));
    sandbox.done(&["generate", "--metadata", "m.xml", "--prefer", "metadata"]);
    let text: String = sandbox.files("generated/src").iter().map(|(_, text)| String::from_utf8_lossy(text)).collect();
    let says = "as in the service's metadata; the page says";
    assert!(text.contains(&format!("/// Response {says} that nothing comes back.")), "{text}");
    assert!(text.contains(&format!("/// Type {says} `Edm.String`.\n    pub count: Option<i32>,")), "{text}");
    let dump: Value =
        serde_json::from_str(&sandbox.done(&["ir", "--metadata", "m.xml", "--prefer", "metadata"]).out).unwrap();
    let operations = dump["operations"].as_array().unwrap();
    let polish = operations.iter().find(|operation| operation["source"]["file"] == "api/gadget-polish.md").unwrap();
    assert_snapshot!(format!("{}\n{}", polish["response"], polish["body"]["parameters"][0]["on_page"]), @r#"
    {"content":false,"on_page":{"status":204,"type":null},"status":200,"type":{"collection":false,"name":"Edm.Boolean"}}
    {"type":{"collection":false,"name":"Edm.String"}}
    "#);
}

#[test]
fn what_a_run_before_made_by_another_choice_is_not_taken() {
    let sandbox = sandbox();
    let cache = Cache::new(sandbox.path("cache"), "this build");
    let run = |args: &[&str]| sandbox.run_with(Some(&cache), "", args).outcome;
    let by = |whose: &str| run(&["generate", "--metadata", "m.xml", "--prefer", whose]);
    assert_eq!((by("metadata"), by("metadata")), (Outcome::Done, Outcome::Done));
    assert!(field(&sandbox, "generated").ends_with("Option<i32>,"));
    assert_eq!(by("docs"), Outcome::Done);
    assert!(field(&sandbox, "generated").ends_with("Option<String>,"));
    assert_eq!(run(&["check", "--metadata", "m.xml", "--prefer", "metadata"]), Outcome::Found);
}

#[test]
fn diff_reads_both_sides_by_the_choice() {
    let sandbox = sandbox();
    let dump = |whose: &str| sandbox.done(&["ir", "--metadata", "m.xml", "--prefer", whose]).out;
    sandbox.write("docs.json", dump("docs"));
    sandbox.write("metadata.json", dump("metadata"));
    let ran = sandbox.done(&["diff", "docs.json", "docs-input", "--metadata", "m.xml", "--prefer", "metadata"]);
    assert!(ran.out.contains("label"), "{}", ran.out);
    let ran = sandbox.done(&["diff", "metadata.json", "docs-input", "--metadata", "m.xml", "--prefer", "metadata"]);
    assert!(!ran.out.contains("label"), "{}", ran.out);
}
