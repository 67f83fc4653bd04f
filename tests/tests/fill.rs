//! What pages leave open, from the service's metadata.

use docgen_tests::render::{findings, findings_of, operation, ty};
use docgen_tests::stages::{Page, api, csdl, filled, model, resource};
use docgen_tests::{Ran, Sandbox};
use insta::assert_snapshot;
use msgraph_docgen::cli::{Cache, Outcome};
use msgraph_docgen::model::Ir;
use serde_json::Value;

/// The model, and what was found of it.
fn shown((ir, found): &(Ir, Vec<msgraph_docgen::Diagnostic>), types: &[&str]) -> String {
    types.iter().map(|name| ty(ir, name)).collect::<String>() + &findings(found)
}

#[test]
fn the_base_that_a_page_does_not_name() {
    let pages: [Page<'_>; 3] = [
        ("resources/device.md", &resource("device", &["|id|String|Its key.|", "|size|Int32|How large.|"])),
        ("resources/gadget.md", &resource("gadget", &["|label|String|What is printed on it.|"])),
        ("resources/part.md", &resource("part", &["|id|String|Its key.|"])),
    ];
    let elements = r#"<EntityType Name="entity" Abstract="true"><Property Name="id" Type="Edm.String"/></EntityType>
<EntityType Name="device" BaseType="graph.entity"><Property Name="size" Type="Edm.Int32"/></EntityType>
<EntityType Name="gadget" BaseType="graph.device"><Property Name="label" Type="Edm.String"/></EntityType>
<EntityType Name="part" BaseType="graph.entity"/>"#;
    assert_snapshot!(shown(&filled(&pages, elements), &["gadget", "part"]), @r"
    microsoft.graph.gadget: complex from microsoft.graph.device, on resources/gadget.md
      label: Edm.String
    microsoft.graph.part: complex, on resources/part.md
      id: Edm.String
    v1.0/resources/gadget.md:1: metadata-filled: the page does not say what `gadget` inherits from; it is `device`, as in the metadata
    ");
}

#[test]
fn the_type_of_a_property_whose_cell_is_open() {
    let rows =
        ["|size||How large.|", "|owner|  |Whose.|", "|parts|Collection(...)|What is in it.|", "|shape||Unheard of.|"];
    let pages: [Page<'_>; 1] = [("resources/gadget.md", &resource("gadget", &rows))];
    let elements = r#"<ComplexType Name="shape"/><TypeDefinition Name="length" UnderlyingType="Edm.Int32"/>
<ComplexType Name="gadget"><Property Name="size" Type="graph.length"/><Property Name="owner" Type="graph.gadget"/>
<Property Name="parts" Type="Edm.String"/><Property Name="shape" Type="graph.shape"/></ComplexType>"#;
    assert_snapshot!(shown(&filled(&pages, elements), &["gadget"]), @r"
    microsoft.graph.gadget: complex, on resources/gadget.md
      size: Edm.Int32, inferred from metadata
      owner: microsoft.graph.gadget, inferred from metadata
      parts: Collection(Edm.Untyped) (the page does not say)
      shape: Edm.Untyped (the page does not say)
    v1.0/resources/gadget.md:7: metadata-filled: the page leaves open of which type `size` of `gadget` is; it is `Int32`, as in the metadata
    v1.0/resources/gadget.md:8: metadata-filled: the page leaves open of which type `owner` of `gadget` is; it is `gadget`, as in the metadata
    v1.0/resources/gadget.md:9: empty-type: `parts` of `gadget` has the type `Collection(...)`; the property is untyped
    v1.0/resources/gadget.md:10: empty-type: `shape` of `gadget` has the type ``; the property is untyped
    ");
}

#[test]
fn what_is_never_null_where_the_row_does_not_say_it() {
    let rows = [
        "|size|Int32|How large.|",
        "|label|String|What is printed on it. Nullable.|",
        "|colour|String|Of the paint.|",
        "|tags|String collection|What is said of it.|",
    ];
    let pages: [Page<'_>; 1] = [("resources/gadget.md", &resource("gadget", &rows))];
    let elements = r#"<ComplexType Name="gadget"><Property Name="size" Type="Edm.Int32" Nullable="false"/>
<Property Name="label" Type="Edm.String" Nullable="false"/><Property Name="colour" Type="Edm.String"/>
<Property Name="tags" Type="Collection(Edm.String)" Nullable="false"/></ComplexType>"#;
    let (ir, found) = filled(&pages, elements);
    let nullable: Vec<_> = ir.types.values().flat_map(|ty| &ty.properties).map(|p| p.nullable).collect();
    assert_eq!(nullable, [Some(false), Some(true), None, None]);
    assert_snapshot!(shown(&(ir, found), &["gadget"]), @r"
    microsoft.graph.gadget: complex, on resources/gadget.md
      size: Edm.Int32, nullability from metadata
      label: Edm.String
      colour: Edm.String
      tags: Collection(Edm.String)
    v1.0/resources/gadget.md:1: metadata-filled: the page does not say whether `size` of `gadget` may be null; never, as in the metadata
    ");
}

#[test]
fn the_key_of_an_entity_that_no_page_names() {
    let rows = ["|tenantId|String|Of the tenant.|", "|state|String|How it is.|"];
    let read = |name: &str| {
        let response = format!("## Response\n\nA `200 OK` and a [{name}](../resources/{name}.md) object.");
        api(&format!("GET /{name}s/{{key}}"), &response)
    };
    let (relation, gadget) = (read("relation"), read("gadget"));
    let pages: [Page<'_>; 4] = [
        ("resources/relation.md", &resource("relation", &rows)),
        ("api/relation-get.md", &relation),
        ("resources/gadget.md", &resource("gadget", &["|id|String|Its name.|", "|tenantId|String|Of the tenant.|"])),
        ("api/gadget-get.md", &gadget),
    ];
    let elements = r#"<EntityType Name="relation"><Key><PropertyRef Name="tenantId"/></Key>
<Property Name="tenantId" Type="Edm.String"/></EntityType>
<EntityType Name="gadget"><Key><PropertyRef Name="tenantId"/></Key><Property Name="tenantId" Type="Edm.String"/></EntityType>"#;
    let (ir, found) = filled(&pages, elements);
    let found = findings_of(&found, &["metadata-filled"]);
    assert_snapshot!(ty(&ir, "gadget") + &ty(&ir, "relation") + &found, @r"
    microsoft.graph.gadget: entity, on resources/gadget.md
      id: Edm.String
      tenantId: Edm.String
    microsoft.graph.relation: entity, on resources/relation.md
      tenantId: Edm.String, key from metadata
      state: Edm.String
    v1.0/resources/relation.md:1: metadata-filled: the page does not say what the key of `relation` is; it is `tenantId`, as in the metadata
    ");
}

#[test]
fn the_members_of_an_enum_whose_page_lists_none_and_whether_they_are_flags() {
    let colour = "# colour enum type\n\nNamespace: microsoft.graph\n\nA colour.\n\n## Members\n\n|Member|Description|\n|:---|:---|\n";
    let size = "# size enum type\n\nNamespace: microsoft.graph\n\nA size.\n\n## Members\n\n|Member|Description|\n|:---|:---|\n|small|S.|\n";
    let pages: [Page<'_>; 2] = [("resources/colour.md", colour), ("resources/size.md", size)];
    let elements = r#"<EnumType Name="colour"><Member Name="red" Value="0"/><Member Name="green" Value="1"/></EnumType>
<EnumType Name="size" IsFlags="true"><Member Name="small" Value="1"/><Member Name="large" Value="2"/></EnumType>"#;
    assert_snapshot!(shown(&filled(&pages, elements), &["colour", "size"]), @r"
    microsoft.graph.colour: enum, on resources/colour.md
      red = 0, green = 1
    microsoft.graph.size: enum flags, on resources/size.md
      small
    v1.0/resources/colour.md:1: metadata-filled: the page lists no members of `colour`; it has 2, as in the metadata
    v1.0/resources/size.md:1: metadata-filled: the page does not say whether members of `size` can be combined; they can, as in the metadata
    ");
}

#[test]
fn types_that_pages_refer_to_and_none_defines_with_what_they_need_and_no_more() {
    let rows = ["|shape|shape|Its shape.|", "|finish|[finish](finish.md)|Its finish.|"];
    let paint = api(
        "POST /gadgets/{id}/paint",
        "## Request body\n\n|Parameter|Type|Description|\n|:---|:---|:---|\n|coat|coat|What to paint it with.|\n\n## Response\n\nA `204 No Content`.",
    );
    let pages: [Page<'_>; 2] = [("resources/gadget.md", &resource("gadget", &rows)), ("api/gadget-paint.md", &paint)];
    let elements = r#"<EntityType Name="gadget"><Property Name="shape" Type="graph.shape"/></EntityType>
<ComplexType Name="form" Abstract="true"><Property Name="edges" Type="Edm.Int32" Nullable="false"/></ComplexType>
<ComplexType Name="shape" BaseType="graph.form" OpenType="true"><Property Name="corners" Type="Collection(graph.corner)"/>
<NavigationProperty Name="maker" Type="graph.maker"/><NavigationProperty Name="of" Type="graph.gadget"/></ComplexType>
<ComplexType Name="corner"><Property Name="angle" Type="Edm.Double"><Annotation Term="Org.OData.Core.V1.Description" String="In degrees."/></Property></ComplexType>
<EnumType Name="finish" IsFlags="true"><Member Name="matt" Value="1"/><Member Name="gloss" Value="2"/></EnumType>
<ComplexType Name="coat"><Property Name="finish" Type="graph.finish"/></ComplexType>
<ComplexType Name="unneeded"/><EntityType Name="maker"><Property Name="id" Type="Edm.String"/></EntityType>"#;
    let (ir, found) = filled(&pages, elements);
    let names: Vec<&str> = ir.types.keys().map(|name| name.name.as_str()).collect();
    assert_snapshot!(shown(&(ir.clone(), found), &names) + &operation(&ir.operations[0]), @r"
    microsoft.graph.coat: complex, inferred from metadata, on 
      finish: microsoft.graph.finish, inferred from metadata
    microsoft.graph.corner: complex, inferred from metadata, on 
      angle: Edm.Double, inferred from metadata
    microsoft.graph.finish: enum flags, inferred from metadata, on 
      matt = 1, gloss = 2
    microsoft.graph.form: complex abstract, inferred from metadata, on 
      edges: Edm.Int32, inferred from metadata
    microsoft.graph.gadget: complex, on resources/gadget.md
      shape: microsoft.graph.shape
      finish: microsoft.graph.finish
    microsoft.graph.shape: complex open from microsoft.graph.form, inferred from metadata, on 
      corners: Collection(microsoft.graph.corner), inferred from metadata
      of: microsoft.graph.gadget, relationship, inferred from metadata
    v1.0/api/gadget-paint.md:1: no-permissions: no permissions table; the endpoint names no permissions
    v1.0/api/gadget-paint.md:13: metadata-filled: no page defines `coat`; it was taken from the metadata
    v1.0/resources/gadget.md:7: metadata-filled: no page defines `corner`; it was taken from the metadata
    v1.0/resources/gadget.md:7: metadata-filled: no page defines `form`; it was taken from the metadata
    v1.0/resources/gadget.md:7: metadata-filled: no page defines `shape`; it was taken from the metadata
    v1.0/resources/gadget.md:8: metadata-filled: no page defines `finish`; it was taken from the metadata
    POST /gadgets/{id}/paint
    takes {coat: microsoft.graph.coat}
    gives 204 nothing
    ");
    let (_, before) = model(&pages);
    assert!(findings(&before).contains("unknown-type"), "{}", findings(&before));
}

#[test]
fn entity_types_that_pages_refer_to_and_none_defines() {
    let owner = api(
        "GET /gadgets/{id}/owner",
        "## Response\n\nIf successful, this method returns a `200 OK` response code and an [owner](../resources/owner.md) object.",
    );
    let gadget = resource("gadget", &["|maker|[maker](maker.md)|Who made it.|"]);
    let pages: [Page<'_>; 2] = [("resources/gadget.md", &gadget), ("api/gadget-get-owner.md", &owner)];
    let elements = r#"<EntityType Name="entity" Abstract="true"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
<EntityType Name="gadget"/>
<EntityType Name="maker" BaseType="graph.entity"><Property Name="rating" Type="graph.rating"/>
<NavigationProperty Name="gadgets" Type="Collection(graph.gadget)"/><NavigationProperty Name="rivals" Type="Collection(graph.rival)"/></EntityType>
<EntityType Name="rival"/><ComplexType Name="rating"><Property Name="stars" Type="Edm.Int32"/></ComplexType>
<EntityType Name="owner"><Key><PropertyRef Name="tenantId"/></Key><Property Name="tenantId" Type="Edm.String"/></EntityType>"#;
    let (ir, found) = filled(&pages, elements);
    let names: Vec<&str> = ir.types.keys().map(|name| name.name.as_str()).collect();
    assert_snapshot!(shown(&(ir.clone(), found), &names) + &operation(&ir.operations[0]), @r"
    microsoft.graph.entity: entity abstract, inferred from metadata, on 
      id: Edm.String, inferred from metadata
    microsoft.graph.gadget: complex, on resources/gadget.md
      maker: microsoft.graph.maker
    microsoft.graph.maker: entity from microsoft.graph.entity, inferred from metadata, on 
      rating: microsoft.graph.rating, inferred from metadata
      gadgets: Collection(microsoft.graph.gadget), relationship, inferred from metadata
    microsoft.graph.owner: entity, inferred from metadata, on 
      tenantId: Edm.String, inferred from metadata
    microsoft.graph.rating: complex, inferred from metadata, on 
      stars: Edm.Int32, inferred from metadata
    v1.0/api/gadget-get-owner.md:1: metadata-filled: no page defines `owner`; it was taken from the metadata
    v1.0/api/gadget-get-owner.md:1: no-permissions: no permissions table; the endpoint names no permissions
    v1.0/resources/gadget.md:7: metadata-filled: no page defines `entity`; it was taken from the metadata
    v1.0/resources/gadget.md:7: metadata-filled: no page defines `maker`; it was taken from the metadata
    v1.0/resources/gadget.md:7: metadata-filled: no page defines `rating`; it was taken from the metadata
    GET /gadgets/{id}/owner
    takes nothing
    gives 200 microsoft.graph.owner
    ");
    let is_key = |ty: &str, property| {
        ir.types
            .values()
            .find(|known| known.name == ty)
            .unwrap()
            .properties
            .iter()
            .any(|p| p.name == property && p.facts.key)
    };
    assert!(is_key("entity", "id") && is_key("owner", "tenantId"));
}

#[test]
fn the_types_of_parameters_that_a_page_leaves_untyped() {
    let paint = api(
        "POST /gadgets/{id}/paint",
        "## Request body\n\n|Parameter|Type|Description|\n|:---|:---|:---|\n|coats||How many.|\n|label|String|What to write.|\n\n## Response\n\nA `204 No Content`.",
    );
    let pages: [Page<'_>; 2] =
        [("resources/gadget.md", &resource("gadget", &["|id|String|Its key.|"])), ("api/gadget-paint.md", &paint)];
    let elements = r#"<EntityType Name="gadget"><Property Name="id" Type="Edm.String"/></EntityType>
<Action Name="paint" IsBound="true"><Parameter Name="bound" Type="graph.gadget"/><Parameter Name="coats" Type="Edm.Int64"/>
<Parameter Name="label" Type="Edm.Int32"/></Action>
<EntityContainer Name="Service"><EntitySet Name="gadgets" EntityType="graph.gadget"/></EntityContainer>"#;
    let (ir, found) = filled(&pages, elements);
    assert_snapshot!(operation(&ir.operations[0]) + &findings(&found), @r"
    POST /gadgets/{id}/paint
    takes {coats: Edm.Int64, label: Edm.String}
    gives 204 nothing
    v1.0/api/gadget-paint.md:1: no-permissions: no permissions table; the endpoint names no permissions
    v1.0/api/gadget-paint.md:13: metadata-filled: the page leaves open of which type the parameter `coats` is; it is `Int64`, as in the metadata
    ");
}

#[test]
fn what_a_page_says_stays() {
    let rows = ["|id|String|Its key.|", "|size|Int32|How large.|", "|label|Collection(String)|Names.|"];
    let gadget = resource("gadget", &rows) + "\nInherits from [device](device.md).\n";
    let pages: [Page<'_>; 2] =
        [("resources/device.md", &resource("device", &["|id|String|Its key.|"])), ("resources/gadget.md", &gadget)];
    let elements = r#"<EntityType Name="other"/><EntityType Name="device"><Property Name="id" Type="Edm.Int32"/></EntityType>
<EntityType Name="gadget" BaseType="graph.other" OpenType="true"><Property Name="size" Type="Edm.Int64"/>
<Property Name="label" Type="Edm.String"/><Property Name="unsaid" Type="Edm.String"/></EntityType>"#;
    assert_eq!(filled(&pages, elements), model(&pages));
}

const GADGET: &str = "docs-input/v1.0/resources/gadget.md";

/// Two good pages, of which one leaves open of which type the size is, and metadata that says it.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.edit(GADGET, "|label|String|What is printed on its back.|", "|label|String|A text.|\n|size||How large.|");
    sandbox.write("m.xml", metadata("Edm.String"));
    sandbox
}

fn metadata(size: &str) -> String {
    csdl(&format!(
        r#"<EntityType Name="gadget"><Property Name="label" Type="Edm.String"/><Property Name="size" Type="{size}"/></EntityType>"#
    ))
}

fn drifted(ran: &Ran) -> &str {
    assert_eq!(ran.outcome, Outcome::Found, "{}\n{}", ran.out, ran.err);
    &ran.out
}

#[test]
fn without_the_option_nothing_changes() {
    let (with, without) = (Sandbox::new(), Sandbox::new());
    with.write("m.xml", metadata("Edm.Int32"));
    without.done(&[]);
    with.done(&["--quiet"]);
    assert!(with.files("generated") == without.files("generated"), "metadata beside the docs is taken");
    with.done(&["generate", "--metadata", "m.xml"]);
    let differ = |(path, text): &(String, Vec<u8>)| {
        let same = without.files("generated").iter().any(|(other, known)| other == path && known == text);
        (!same).then(|| path.clone())
    };
    let changed: Vec<String> = with.files("generated").iter().filter_map(differ).collect();
    assert_eq!(changed, ["docgen-manifest.json", "docgen.toml"], "the pages leave nothing open");
}

#[test]
fn a_correction_of_what_is_never_null_is_no_word_of_the_metadata() {
    let sandbox = sandbox();
    let never = r#"<EntityType Name="gadget"><Property Name="label" Type="Edm.String" Nullable="false"/></EntityType>"#;
    sandbox.write("m.xml", csdl(never));
    let correction = "[[correction]]\ntype = \"gadget\"\nproperty = \"label\"\nnullable = true\nreason = \"seen\"\n";
    sandbox.write("docgen.toml", format!("metadata = [\"v1.0=m.xml\"]\n\n{correction}"));
    sandbox.done(&["generate"]);
    let gadget = sandbox.read("generated/src/v1/models/gadget.rs");
    assert!(gadget.contains("/// It may be `null`.\n    pub label"), "{gadget}");
    assert!(!gadget.contains("service's metadata"), "{gadget}");
}

#[test]
fn rustdoc_and_the_dump_say_what_the_metadata_says() {
    let sandbox = sandbox();
    sandbox.edit(GADGET, "|size||", "|shape|shape|Its shape.|\n|edges|Int32|How many.|\n|size||");
    let elements = r#"<EntityType Name="gadget"><Property Name="size" Type="Edm.String"/><Property Name="shape" Type="graph.shape"/>
<Property Name="edges" Type="Edm.Int32" Nullable="false"/></EntityType>
<ComplexType Name="shape"><Property Name="edges" Type="Edm.Int32"/></ComplexType>"#;
    sandbox.write("m.xml", csdl(elements));
    sandbox.done(&["generate", "--metadata", "v1.0=m.xml"]);
    let gadget = sandbox.read("generated/src/v1/models/gadget.rs");
    assert!(gadget.contains("/// Type as in the service's metadata.\n    pub size: Option<String>"), "{gadget}");
    assert!(gadget.contains("/// Never `null`, as in the service's metadata.\n    pub edges"), "{gadget}");
    let shape = sandbox.read("generated/src/v1/models/shape.rs");
    assert!(shape.contains("/// No page describes it; from the service's metadata.\n"), "{shape}");
    assert!(!shape.contains("Type as in"), "{shape}");
    let dump: Value = serde_json::from_str(&sandbox.done(&["ir", "--metadata", "m.xml"]).out).unwrap();
    let types = dump["types"].as_array().unwrap();
    assert_eq!(types.iter().find(|ty| ty["name"] == "shape").unwrap()["inferred"], "metadata");
}

#[test]
fn a_changed_metadata_file_is_drift() {
    let sandbox = sandbox();
    sandbox.done(&["generate", "--metadata", "m.xml"]);
    sandbox.done(&["check", "--metadata", "m.xml"]);
    sandbox.write("m.xml", metadata("Edm.Int32"));
    let ran = sandbox.run(&["check", "--metadata", "m.xml"]);
    assert!(drifted(&ran).contains("the metadata of v1.0 has changed"), "{}", ran.out);
    assert!(ran.out.contains("msgraph-docgen generate --metadata m.xml"), "{}", ran.out);
    let ran = sandbox.run(&["check"]);
    assert!(drifted(&ran).contains("generated with the metadata of v1.0, and this run has none"), "{}", ran.out);
}

#[test]
fn metadata_that_says_the_same_of_what_is_open_is_no_drift() {
    let sandbox = sandbox();
    sandbox.done(&["generate", "--metadata", "m.xml"]);
    sandbox.edit("m.xml", "</EntityType>", "</EntityType><ComplexType Name=\"unneeded\"/>");
    sandbox.done(&["check", "--metadata", "m.xml"]);
}

#[test]
fn what_a_run_before_made_of_other_metadata_is_not_taken() {
    let sandbox = sandbox();
    let cache = Cache::new(sandbox.path("cache"), "this build");
    let run = |args: &[&str]| sandbox.run_with(Some(&cache), "", args);
    let field = || sandbox.read("generated/src/v1/models/gadget.rs").contains("pub size: Option<i32>");
    assert_eq!(run(&["generate", "--metadata", "m.xml"]).outcome, Outcome::Done);
    assert_eq!(run(&["check", "--metadata", "m.xml"]).outcome, Outcome::Done);
    assert!(!field());
    sandbox.write("m.xml", metadata("Edm.Int32"));
    assert_eq!(run(&["check", "--metadata", "m.xml"]).outcome, Outcome::Found);
    assert_eq!(run(&["generate", "--metadata", "m.xml"]).outcome, Outcome::Done);
    assert!(field());
    assert_eq!(run(&["generate"]).outcome, Outcome::Done);
    assert!(!field());
    sandbox.write("m.xml", metadata("Edm.String"));
    assert_eq!(run(&["check", "--metadata", "m.xml"]).outcome, Outcome::Found);
}

#[test]
fn docgen_toml_names_metadata_and_the_settings_beside_the_crate_do() {
    let sandbox = sandbox();
    sandbox
        .write("settings/docgen.toml", "docs = \"../docs-input\"\nmetadata = [\"v1.0=../m.xml\", \"beta=none.xml\"]\n");
    let ran = sandbox.run(&["--config", "settings/docgen.toml"]);
    assert_eq!(ran.outcome, Outcome::Failed);
    assert!(ran.err.contains("settings/none.xml"), "{}", ran.err);
    sandbox.write("settings/none.xml", metadata("Edm.String"));
    sandbox.done(&["--config", "settings/docgen.toml"]);
    let settings = sandbox.read("generated/docgen.toml");
    assert!(settings.contains("metadata = [\"v1.0=../m.xml\", \"beta=../settings/none.xml\"]"), "{settings}");
    let ran = sandbox.run_in("generated", &["check"]);
    assert_eq!(ran.outcome, Outcome::Done, "{}", ran.out);
    sandbox.write("docgen.toml", "metadata = \"m.xml\"\n");
    let ran = sandbox.done(&["lint", "--code", "metadata-filled"]);
    assert!(
        ran.out.contains("note[metadata-filled]: the page leaves open of which type `size` of `gadget` is"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("m.xml:3"), "{}", ran.out);
}

#[test]
fn metadata_of_a_version_that_the_docs_do_not_hold_is_refused() {
    let ran = sandbox().run(&["generate", "--metadata", "beta=m.xml"]);
    assert_eq!((ran.outcome, ran.err.as_str()), (Outcome::Failed, "error: the docs hold no beta; they hold v1.0\n"));
}

#[test]
fn a_build_script_takes_what_is_open_from_metadata() {
    let sandbox = sandbox();
    let generator = msgraph_docgen::Generator::new(sandbox.path("docs-input"));
    let generator = generator.metadata(msgraph_docgen::ApiVersion::V1, sandbox.path("m.xml"));
    generator.write_modules(sandbox.path("graph")).unwrap();
    let gadget = sandbox.read("graph/v1/models/gadget.rs");
    assert!(gadget.contains("pub size: Option<String>"), "{gadget}");
    assert!(sandbox.read("graph/docgen.toml").contains("metadata = [\"v1.0=../m.xml\"]"));
}

#[test]
fn a_build_script_takes_of_docgen_toml_the_metadata_of_the_versions_that_the_docs_hold() {
    let sandbox = sandbox();
    let settings = "docs = \"docs-input\"\nmetadata = [\"v1.0=m.xml\", \"beta=m.xml\"]\n";
    sandbox.write("docgen.toml", settings);
    let generator = msgraph_docgen::Generator::from_config(sandbox.path("docgen.toml")).unwrap();
    generator.write_modules(sandbox.path("graph")).unwrap();
    assert!(sandbox.read("graph/v1/models/gadget.rs").contains("pub size: Option<String>"));
}

#[test]
fn a_correction_has_the_last_word() {
    let sandbox = sandbox();
    let correction =
        "[[correction]]\ntype = \"gadget\"\nproperty = \"size\"\nset-type = \"Edm.Int64\"\nreason = \"It is.\"\n";
    sandbox.write("docgen.toml", format!("metadata = \"m.xml\"\n{correction}"));
    let dump: Value = serde_json::from_str(&sandbox.done(&["ir"]).out).unwrap();
    assert_eq!(dump["types"][0]["properties"][2]["type"]["name"], "Edm.Int64");
}
