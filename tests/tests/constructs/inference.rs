//! Types that no page defines: by a request body's table, by prose, by examples.

use docgen_tests::render::{findings_of, operation, ty};
use docgen_tests::stages::{api, model, resource};
use insta::assert_snapshot;

/// An API page that stands alone, as the seeds do.
const ALONE: &str = "# Update gadget\n\nUpdate a [gadget](../resources/gadget.md) object.\n\n## HTTP request\n\n```http\nPATCH /gadgets/{gadgetId}\n```\n\n\
    ## Request body\n\nIn the request body, supply a JSON representation for the [gadget](../resources/gadget.md) object.\n\n\
    |Property|Type|Description|\n|:-|:-|:-|\n|id|String|The key.|\n\
    |state|[gadgetState](../resources/gadgetstate.md)|Possible values are: `idle`, `busy`.|\n\
    |owners|[gadgetOwner](../resources/gadgetowner.md) collection|Who has it.|\n\n\
    ## Response\n\nIf successful, this method returns a `200 OK` response code and an updated [gadget](../resources/gadget.md) object.\n\n\
    ## Example\n\n```http\nPATCH https://graph.microsoft.com/beta/gadgets/7\nContent-type: application/json\n\n{\n  \"owners\": [\n    {\n\
    \x20     \"@odata.type\": \"microsoft.graph.gadgetOwner\",\n      \"share\": 2,\n      \"since\": \"2024-03-05T09:00:00Z\",\n\
    \x20     \"target\": { \"@odata.type\": \"microsoft.graph.roomTarget\", \"roomId\": \"r-1\" }\n    }\n  ]\n}\n```\n";

#[test]
fn a_request_body_defines_its_type() {
    assert_snapshot!(ty(&model(&[("api/gadget-update.md", ALONE)]).0, "gadget"), @"
    microsoft.graph.gadget: entity, inferred from body, on api/gadget-update.md
      id: Edm.String, inferred from body
      state: microsoft.graph.gadgetState, inferred from reference
      owners: Collection(microsoft.graph.gadgetOwner), inferred from reference
    ");
}

#[test]
fn prose_defines_an_enum() {
    assert_snapshot!(ty(&model(&[("api/gadget-update.md", ALONE)]).0, "gadgetState"), @"
    microsoft.graph.gadgetState: enum, inferred from prose, on api/gadget-update.md
      idle, busy
    ");
}

#[test]
fn examples_define_complex_types_and_those_nested_in_them() {
    let (ir, found) = model(&[("api/gadget-update.md", ALONE)]);
    assert_snapshot!(ty(&ir, "gadgetOwner") + &ty(&ir, "roomTarget"), @"
    microsoft.graph.gadgetOwner: complex open, inferred from example, on api/gadget-update.md
      share: Edm.Int32, inferred from example
      since: Edm.DateTimeOffset, inferred from example
      target: microsoft.graph.roomTarget, inferred from example
    microsoft.graph.roomTarget: complex open, inferred from example, on api/gadget-update.md
      roomId: Edm.String, inferred from example
    ");
    assert_snapshot!(findings_of(&found, &["inferred-type"]), @"
    v1.0/api/gadget-update.md:28: inferred-type: no page defines `microsoft.graph.gadgetOwner`; a complex type was inferred from what JSON shows of it
    v1.0/api/gadget-update.md:28: inferred-type: no page defines `microsoft.graph.roomTarget`; a complex type was inferred from what JSON shows of it
    ");
}

#[test]
fn two_spellings_of_a_name_that_no_page_defines_are_one_type() {
    let other = ALONE.replace("gadgetOwner", "GadgetOwner").replace("PATCH", "PUT").replace("\"share\"", "\"part\"");
    let (ir, _) = model(&[("api/gadget-update.md", ALONE), ("api/gadget-replace.md", &other)]);
    let owners = ir.types.keys().filter(|name| name.name.eq_ignore_ascii_case("gadgetOwner"));
    assert_eq!(owners.map(|name| name.name.as_str()).collect::<Vec<_>>(), ["gadgetOwner"]);
    assert_snapshot!(ty(&ir, "gadgetOwner"), @"
    microsoft.graph.gadgetOwner: complex open, inferred from example, on api/gadget-update.md
      share: Edm.Int32, inferred from example
      since: Edm.DateTimeOffset, inferred from example
      target: microsoft.graph.roomTarget, inferred from example
      part: Edm.Int32, inferred from example
    ");
}

#[test]
fn a_type_named_in_the_place_of_another_derives_from_it() {
    let target = resource("gadgetTarget", &["|note|String|A remark.|"]);
    let owner = resource("gadgetOwner", &["|target|[gadgetTarget](gadgettarget.md)|Where it is.|"]);
    let (ir, _) = model(&[
        ("api/gadget-update.md", ALONE),
        ("resources/gadgettarget.md", &target),
        ("resources/gadgetowner.md", &owner),
    ]);
    assert_snapshot!(ty(&ir, "roomTarget"), @"
    microsoft.graph.roomTarget: complex open from microsoft.graph.gadgetTarget, inferred from example, on api/gadget-update.md
      roomId: Edm.String, inferred from example
    ");
}

#[test]
fn the_skeleton_settles_what_the_table_leaves_open() {
    let page = resource("gadget", &["|weight||In grams.|", "|parts||What it is made of.|", "|made||When.|"])
        + "\n## JSON representation\n\n```json\n{ \"weight\": 1024, \"parts\": [\"String\"], \"made\": \"String (timestamp)\" }\n```\n";
    let (ir, found) = model(&[("resources/gadget.md", &page)]);
    assert_snapshot!(ty(&ir, "gadget") + &findings_of(&found, &["empty-type"]), @"
    microsoft.graph.gadget: complex, on resources/gadget.md
      weight: Edm.Int32, inferred from example
      parts: Collection(Edm.String), inferred from example
      made: Edm.DateTimeOffset, inferred from example
    v1.0/resources/gadget.md:7: empty-type: `weight` of `gadget` has the type ``; it was taken from examples: Edm.Int32
    v1.0/resources/gadget.md:8: empty-type: `parts` of `gadget` has the type ``; it was taken from examples: Collection(Edm.String)
    v1.0/resources/gadget.md:9: empty-type: `made` of `gadget` has the type ``; it was taken from examples: Edm.DateTimeOffset
    ");
}

#[test]
fn a_string_that_lists_values_stays_a_string_with_them() {
    let page = resource("gadget", &["|state|String|Possible values are: `idle`, `busy`.|"]);
    assert_snapshot!(ty(&model(&[("resources/gadget.md", &page)]).0, "gadget"), @"
    microsoft.graph.gadget: complex, on resources/gadget.md
      state: Edm.String of idle, busy
    ");
}

/// A page that shows one gadget.
fn shows(json: &str) -> String {
    let response = "Returns a `200 OK` response code and a [gadget](../resources/gadget.md) object.";
    format!(
        "# Get gadget\n\n## HTTP request\n\n```http\nGET /gadgets/{{id}}\n```\n\n## Response\n\n{response}\n\n\
        ## Example\n\n```http\nGET https://graph.microsoft.com/v1.0/gadgets/7\n```\n\n```http\nHTTP/1.1 200 OK\n\n{json}\n```\n"
    )
}

#[test]
fn examples_that_contradict_a_table_are_reported_once_and_change_nothing() {
    let gadget = resource("gadget", &["|label|String|Its name.|", "|parts|String collection|What it is made of.|"]);
    let page = shows("{ \"label\": 7, \"parts\": [\"lid\"], \"weight\": 2 }")
        + "\n```http\nHTTP/1.1 200 OK\n\n{ \"weight\": 3 }\n```\n";
    let (ir, found) = model(&[("api/gadget-get.md", &page), ("resources/gadget.md", &gadget)]);
    assert_snapshot!(ty(&ir, "gadget") + &findings_of(&found, &["undocumented-property", "example-type"]), @"
    microsoft.graph.gadget: entity, on resources/gadget.md
      label: Edm.String
      parts: Collection(Edm.String)
    v1.0/api/gadget-get.md:20: undocumented-property: an example shows `weight`, which `gadget` does not list; it is kept as an unknown property
    v1.0/api/gadget-get.md:20: example-type: `label` of `gadget` is a number in an example, and Edm.String in its table; the table counts
    ");
}

#[test]
fn an_example_that_shows_all_that_another_type_lists_names_the_base() {
    let tracked = resource(
        "trackedEntity",
        &["|createdDateTime|DateTimeOffset|When.|", "|createdBy|String|By whom.|", "|version|Int32|Which.|"],
    );
    let gadget = resource("gadget", &["|label|String|Its name.|"]);
    let whole = shows(
        "{ \"id\": \"7\", \"label\": \"Lamp\", \"createdDateTime\": null, \"createdBy\": \"a\", \"version\": 2 }",
    );
    let part = shows("{ \"id\": \"7\", \"label\": \"Lamp\", \"createdBy\": \"a\", \"version\": 2 }");
    let base = |page: &str| {
        let pages =
            [("api/gadget-get.md", page), ("resources/gadget.md", &gadget), ("resources/trackedentity.md", &tracked)];
        ty(&model(&pages).0, "gadget").lines().next().unwrap_or_default().to_owned()
    };
    assert_snapshot!(base(&whole), @"microsoft.graph.gadget: entity from microsoft.graph.trackedEntity, on resources/gadget.md");
    assert_snapshot!(base(&part), @"microsoft.graph.gadget: entity, on resources/gadget.md");
}

/// An action whose parameters only these objects show, with the types that they tell.
fn shown(objects: &[&str]) -> String {
    let send = |json: &&str| {
        format!(
            "```http\nPOST https://graph.microsoft.com/v1.0/gadgets/7/tune\nContent-type: application/json\n\n{json}\n```\n"
        )
    };
    let examples: String = objects.iter().map(send).collect();
    let page = api("POST /gadgets/{id}/tune", &format!("## Examples\n\n{examples}"));
    let (ir, _) = model(&[("api/gadget-tune.md", &page)]);
    operation(&ir.operations[0])
}

#[test]
fn parameters_that_only_examples_show_have_the_types_of_their_values() {
    assert_snapshot!(shown(&[
        "{ \"bytes\": 5000000000, \"count\": 5, \"share\": 0.5, \"on\": true, \"label\": \"Lamp\", \"sizes\": [1, 5000000000] }",
        "{ \"from\": \"2024-03-05T09:00:00Z\", \"local\": \"2024-03-05T09:00:00\", \"day\": \"2024-03-05\", \"at\": \"09:00:00\", \"every\": \"P1DT2H\" }",
        "{ \"count\": 5000000000, \"label\": null, \"day\": \"tomorrow\" }",
    ]), @"
    POST /gadgets/{id}/tune
    takes {at: Edm.TimeOfDay, bytes: Edm.Int64, count: Edm.Int64, day: Edm.String, every: Edm.Duration, from: Edm.DateTimeOffset, label: Edm.String, local: Edm.String, on: Edm.Boolean, share: Edm.Double, sizes: Collection(Edm.Int64)}
    gives 200 nothing
    ");
}

#[test]
fn a_value_alone_that_comes_back_has_the_type_that_it_tells() {
    let page = api(
        "POST /gadgets/{id}/measure",
        "## Response\n\nReturns a `200 OK` response code.\n\n```http\nPOST https://graph.microsoft.com/v1.0/gadgets/7/measure\n```\n\n\
         ```http\nHTTP/1.1 200 OK\nContent-type: application/json\n\n{ \"value\": 5000000000 }\n```\n",
    );
    assert_snapshot!(operation(&model(&[("api/gadget-measure.md", &page)]).0.operations[0]), @"
    POST /gadgets/{id}/measure
    takes nothing
    gives 200 Edm.Int64
    ");
}

#[test]
fn a_type_known_only_as_a_body_has_the_properties_that_examples_show() {
    let page = |table: &str| {
        format!(
            "# Create gadget\n\n## HTTP request\n\n```http\nPOST /gadgets\n```\n\n## Request body\n\n\
            In the request body, supply a JSON representation of a [gadget](../resources/gadget.md) object.\n\n{table}\n\
            ## Response\n\nReturns `201 Created` and a [gadget](../resources/gadget.md) object.\n\n## Example\n\n\
            ```http\nPOST https://graph.microsoft.com/v1.0/gadgets\nContent-type: application/json\n\n{{ \"label\": \"Lamp\" }}\n```\n\n\
            ```http\nHTTP/1.1 201 Created\n\n{{ \"id\": \"7\", \"label\": \"Lamp\", \"weight\": 5000000000 }}\n```\n"
        )
    };
    let read = |table: &str| ty(&model(&[("api/gadget-post.md", &page(table))]).0, "gadget");
    assert_snapshot!(read(""), @"
    microsoft.graph.gadget: entity, inferred from body, on api/gadget-post.md
      label: Edm.String, inferred from example
      id: Edm.String, inferred from example
      weight: Edm.Int64, inferred from example
    ");
    assert_snapshot!(read("|Property|Type|Description|\n|:-|:-|:-|\n|label|String|Its name.|\n\n"), @"
    microsoft.graph.gadget: entity, inferred from body, on api/gadget-post.md
      label: Edm.String, inferred from body
      id: Edm.String, inferred from example
      weight: Edm.Int64, inferred from example
    ");
}

#[test]
fn a_label_in_the_plural_of_a_page_that_is_not_there_names_its_type() {
    let gadget = resource("gadget", &["|lids|[lids](../resources/lab-lid.md) collection|What covers it.|"])
        + "\n## JSON representation\n\n```json\n{ \"lids\": [ { \"width\": 7 } ] }\n```\n";
    let (ir, _) = model(&[("resources/gadget.md", &gadget)]);
    assert_snapshot!(ty(&ir, "gadget"), @"
    microsoft.graph.gadget: complex, on resources/gadget.md
      lids: Collection(microsoft.graph.lid), inferred from reference
    ");
}

/// A page on which two rows say "collection" and its JSON does not, and one the other way round.
fn with_slips_of_the_table() -> String {
    resource(
        "gadget",
        &["|state|String collection|Now.|", "|mood|String collection|Now.|", "|owners|[owner](owner.md)|All.|"],
    ) + "\n## JSON representation\n\n```json\n{ \"state\": \"String\", \"mood\": \"Collection(String)\", \"owners\": [{ }] }\n```\n"
}

/// What becomes of the properties where the examples of the gadget are this JSON.
fn shapes_with(examples: &[&str]) -> String {
    let example = |json: &&str| {
        format!(
            "## Example\n\n```http\nGET https://graph.microsoft.com/v1.0/gadgets/1\n```\n\n```http\nHTTP/1.1 200 OK\n\
             Content-type: application/json\n\n{json}\n```\n\n"
        )
    };
    let response = "## Response\n\nReturns `200 OK` and a [gadget](../resources/gadget.md).\n\n";
    let answer = response.to_owned() + &examples.iter().map(example).collect::<String>();
    let (ir, found) = model(&[
        ("api/gadget-get.md", &api("GET /gadgets/{id}", &answer)),
        ("resources/gadget.md", &with_slips_of_the_table()),
        ("resources/owner.md", &resource("owner", &["|name|String|Who.|"])),
    ]);
    ty(&ir, "gadget") + &findings_of(&found, &["contradiction"])
}

#[test]
fn what_all_json_shows_counts_for_collections() {
    assert_snapshot!(shapes_with(&[r#"{ "state": "idle", "mood": "good", "owners": [{ "name": "Ada" }] }"#]), @"
    microsoft.graph.gadget: entity, on resources/gadget.md
      state: Edm.String
      mood: Collection(Edm.String)
      owners: Collection(microsoft.graph.owner)
    v1.0/resources/gadget.md:7: contradiction: `state` of `gadget` is Collection(Edm.String) here, and Edm.String in its JSON representation and every example; what the JSON shows counts
    v1.0/resources/gadget.md:9: contradiction: `owners` of `gadget` is microsoft.graph.owner here, and Collection(microsoft.graph.owner) in its JSON representation and every example; what the JSON shows counts
    ");
}

#[test]
fn the_table_counts_for_collections_where_an_example_agrees_or_none_shows_it() {
    assert_snapshot!(shapes_with(&[r#"{ "state": "idle", "mood": ["good"], "owners": null }"#, r#"{ "state": ["idle"] }"#]), @"
    microsoft.graph.gadget: entity, on resources/gadget.md
      state: Collection(Edm.String)
      mood: Collection(Edm.String)
      owners: microsoft.graph.owner
    ");
}
