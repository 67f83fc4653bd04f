//! One small change of the docs a case, with the rules that it falls under here, and the lints of cargo-semver-checks that
//! the two generated crates fail. No two cases share a type or a URL, so that all of them fit into one crate.

use docgen_tests::stages::{api, resource};

use super::one_edit;

pub type Pages = Vec<(&'static str, String)>;

pub struct Case {
    pub name: &'static str,
    pub old: Pages,
    pub new: Pages,
    /// The ids of the rules, sorted.
    pub rules: &'static [&'static str],
    /// The lints that name an item of the case, sorted.
    pub lints: &'static [&'static str],
}

pub fn case(
    name: &'static str,
    old: Pages,
    new: Pages,
    rules: &'static [&'static str],
    lints: &'static [&'static str],
) -> Case {
    Case { name, old, new, rules, lints }
}

fn with_relationship(name: &str, rows: &[&str], relationships: &[&str]) -> String {
    let relationships = relationships.join("\n");
    resource(name, rows)
        + &format!("\n## Relationships\n\n|Relationship|Type|Description|\n|:---|:---|:---|\n{relationships}\n")
}

pub fn enumeration(name: &str, members: &[&str]) -> String {
    let rows: String = members.iter().map(|m| format!("|{m}|\n")).collect();
    format!("# {name} enum type\n\n## Members\n\n|Member|Value|\n|:---|:---|\n{rows}")
}

pub fn returns(name: &str) -> String {
    format!("## Response\n\nReturns `200 OK` and a [{name}](../resources/{name}.md) object in the response body.\n")
}

pub fn takes(rows: &[&str]) -> String {
    let table = rows.join("\n");
    format!(
        "## Request body\n\nIn the request body, provide a JSON object with these parameters.\n\n\
         |Parameter|Type|Description|\n|:---|:---|:---|\n{table}\n\n## Response\n\nReturns `204 No Content`.\n"
    )
}

pub const ID: &str = "|id|String|The key.|";
const COLOUR: &str = "|colour|String|What one sees first.|";

pub fn cases() -> Vec<Case> {
    let one = |file: &'static str, text: String| vec![(file, text)];
    let mut out = properties(&one);
    out.extend(types(&one));
    out.extend(query_options(&one));
    out.extend(endpoints(&one));
    out.extend(one_edit::cases());
    out
}

type One<'a> = &'a dyn Fn(&'static str, String) -> Pages;

fn properties(one: One<'_>) -> Vec<Case> {
    vec![
        case(
            "a_property_goes",
            one("resources/lamp.md", resource("lamp", &[ID, COLOUR])),
            one("resources/lamp.md", resource("lamp", &[ID])),
            &["property-removed"],
            &["struct_pub_field_missing"],
        ),
        case(
            "a_property_comes",
            one("resources/chair.md", resource("chair", &[ID])),
            one("resources/chair.md", resource("chair", &[ID, COLOUR])),
            &["property-added"],
            &["constructible_struct_adds_field"],
        ),
        case(
            "a_property_is_retyped",
            one("resources/table.md", resource("table", &[ID, "|legs|String|How many.|"])),
            one("resources/table.md", resource("table", &[ID, "|legs|Int32|How many.|"])),
            &["property-retyped"],
            &[],
        ),
        case(
            "a_property_is_renamed",
            one("resources/shelf.md", resource("shelf", &[ID, "|boards|Int32|How many lie on it.|"])),
            one("resources/shelf.md", resource("shelf", &[ID, "|boardCount|Int32|How many lie on it.|"])),
            &["property-renamed"],
            &["constructible_struct_adds_field", "struct_pub_field_missing"],
        ),
        case(
            "a_property_is_respelled_and_described_anew",
            one("resources/vase.md", resource("vase", &[ID, "|glazeColour|String|How it was fired.|"])),
            one("resources/vase.md", resource("vase", &[ID, "|glazeColor|String|What it shines in.|"])),
            &["property-renamed"],
            &["constructible_struct_adds_field", "struct_pub_field_missing"],
        ),
        case(
            "a_property_is_typed_alike",
            one("resources/scale.md", resource("scale", &[ID, "|weight|Double|In grams.|"])),
            one("resources/scale.md", resource("scale", &[ID, "|weight|Single|In grams.|"])),
            &["property-restated"],
            &[],
        ),
        case(
            "a_property_lists_its_values",
            one("resources/bulb.md", resource("bulb", &[ID, "|socket|String|Where it fits.|"])),
            one("resources/bulb.md", resource("bulb", &[ID, "|socket|String|Possible values are: `large`, `small`.|"])),
            &["property-retyped"],
            &[],
        ),
        case(
            "a_property_becomes_a_relationship",
            one("resources/drawer.md", resource("drawer", &[ID, "|inside|[drawer](drawer.md)|What it holds.|"])),
            one(
                "resources/drawer.md",
                with_relationship("drawer", &[ID], &["|inside|[drawer](drawer.md)|What it holds.|"]),
            ),
            &["property-to-relationship", "type-remarked"],
            &["struct_pub_field_missing"],
        ),
        case(
            "a_relationship_goes",
            one(
                "resources/desk.md",
                with_relationship(
                    "desk",
                    &[ID],
                    &["|beside|[desk](desk.md)|Its neighbour.|", "|under|[desk](desk.md)|The lower.|"],
                ),
            ),
            one("resources/desk.md", with_relationship("desk", &[ID], &["|beside|[desk](desk.md)|Its neighbour.|"])),
            &["relationship-removed"],
            &["inherent_method_missing"],
        ),
        case(
            "a_relationship_comes",
            one(
                "resources/stool.md",
                with_relationship("stool", &[ID], &["|beside|[stool](stool.md)|Its neighbour.|"]),
            ),
            one(
                "resources/stool.md",
                with_relationship(
                    "stool",
                    &[ID],
                    &["|beside|[stool](stool.md)|Its neighbour.|", "|under|[stool](stool.md)|The lower.|"],
                ),
            ),
            &["relationship-added"],
            &[],
        ),
    ]
}

fn types(one: One<'_>) -> Vec<Case> {
    let clock =
        |page: &str| format!("{}\nInherits from [device](device.md).\n", resource(page, &["|face|String|Round.|"]));
    vec![
        case(
            "a_member_goes",
            one("resources/phase.md", enumeration("phase", &["new|0", "full|1"])),
            one("resources/phase.md", enumeration("phase", &["new|0"])),
            &["member-removed"],
            &["enum_variant_missing"],
        ),
        case(
            "a_member_comes",
            one("resources/tide.md", enumeration("tide", &["high|0"])),
            one("resources/tide.md", enumeration("tide", &["high|0", "low|1"])),
            &["member-added"],
            &[],
        ),
        case(
            "a_member_is_renamed",
            one("resources/wind.md", enumeration("wind", &["calm|0", "breze|1"])),
            one("resources/wind.md", enumeration("wind", &["calm|0", "breeze|1"])),
            &["member-renamed"],
            &["enum_variant_missing"],
        ),
        case(
            "a_type_goes",
            one("resources/fax.md", resource("fax", &[ID, COLOUR])),
            Pages::new(),
            &["type-removed"],
            &["struct_missing"],
        ),
        case("a_type_comes", Pages::new(), one("resources/drone.md", resource("drone", &[ID])), &["type-added"], &[]),
        case(
            "an_enum_goes",
            one("resources/gear.md", enumeration("gear", &["first|1", "second|2"])),
            Pages::new(),
            &["type-removed"],
            &["enum_missing"],
        ),
        case(
            "a_type_is_renamed",
            one("resources/oven.md", resource("oven", &[ID, COLOUR, "|heat|Int32|In degrees.|"])),
            one("resources/oven.md", resource("stove", &[ID, COLOUR, "|heat|Int32|In degrees.|"])),
            &["type-renamed"],
            &["struct_missing"],
        ),
        case(
            "a_type_is_renamed_with_its_page",
            one("resources/hob.md", resource("hob", &[ID, COLOUR, "|flames|Int32|How many.|"])),
            one("resources/range.md", resource("range", &[ID, COLOUR, "|flames|Int32|How many.|"])),
            &["type-renamed"],
            &["struct_missing"],
        ),
        case(
            "an_enum_becomes_a_struct",
            one("resources/mood.md", enumeration("mood", &["glad|0", "sad|1"])),
            one("resources/mood.md", resource("mood", &[COLOUR])),
            &["property-added", "type-kind-changed"],
            &["enum_changed_kind", "inherent_method_missing"],
        ),
        case(
            "a_base_goes",
            vec![
                ("resources/device.md", resource("device", &[ID, "|maker|String|Who built it.|"])),
                ("resources/clock.md", clock("clock")),
            ],
            vec![
                ("resources/device.md", resource("device", &[ID, "|maker|String|Who built it.|"])),
                ("resources/clock.md", resource("clock", &["|face|String|Round.|"])),
            ],
            &["base-removed", "property-removed", "property-removed"],
            &["struct_pub_field_missing"],
        ),
    ]
}

fn query_options(one: One<'_>) -> Vec<Case> {
    let takes = |options: &str| format!("## Optional query parameters\n\nThis method supports {options}.\n");
    let none = "## Optional query parameters\n\nThis method does not support OData query parameters.\n";
    let peg = |options: &str| one("api/peg-find.md", api("POST /pegs/find", options));
    let hook = |requests: &str| one("api/hook-usage.md", api(requests, ""));
    vec![
        case(
            "a_query_option_goes",
            one("api/fork-list.md", api("GET /forks", &takes("the `$select` and `$top` query parameters"))),
            one("api/fork-list.md", api("GET /forks", &takes("the `$select` query parameter"))),
            &["query-option-removed"],
            &[],
        ),
        case(
            "a_query_option_comes",
            one("api/spoon-list.md", api("GET /spoons", &takes("the `$select` query parameter"))),
            one("api/spoon-list.md", api("GET /spoons", &takes("the `$select` and `$top` query parameters"))),
            &["query-option-added"],
            &[],
        ),
        case(
            "the_first_query_option_comes",
            one("api/knife-list.md", api("GET /knives", none)),
            one("api/knife-list.md", api("GET /knives", &takes("the `$top` query parameter"))),
            &["query-option-added"],
            &[],
        ),
        case(
            "the_first_query_option_of_what_does_not_read_comes",
            peg(""),
            peg(&takes("the `$select` query parameter")),
            &["query-option-added", "query-options-first"],
            &[],
        ),
        case(
            "another_function_takes_the_name_of_the_options",
            hook("GET /hooks/{id}/usage_2(day={day})"),
            hook("GET /hooks/{id}/usage2(day={day})\nGET /hooks/{id}/usage_2(day={day})"),
            &["endpoint-added", "query-options-renamed"],
            &[],
        ),
    ]
}

fn endpoints(one: One<'_>) -> Vec<Case> {
    let cup = || ("resources/cup.md", resource("cup", &[ID]));
    let saucer = || ("resources/saucer.md", resource("saucer", &[ID]));
    let pot = |takes: &str| one("api/pot-heat.md", api("POST /pots/{id}/heat", takes));
    vec![
        case(
            "an_endpoint_goes",
            vec![("api/car-get.md", api("GET /cars/{id}", "")), ("api/car-delete.md", api("DELETE /cars/{id}", ""))],
            one("api/car-get.md", api("GET /cars/{id}", "")),
            &["endpoint-removed"],
            &["function_missing"],
        ),
        case(
            "an_endpoint_comes",
            one("api/bus-get.md", api("GET /buses/{id}", "")),
            vec![("api/bus-get.md", api("GET /buses/{id}", "")), ("api/bus-delete.md", api("DELETE /buses/{id}", ""))],
            &["endpoint-added"],
            &[],
        ),
        case(
            "a_slice_goes",
            one("api/tram-get.md", api("GET /trams/{id}", "")),
            Pages::new(),
            &["endpoint-removed", "feature-removed"],
            &["feature_missing", "function_missing", "module_missing"],
        ),
        case(
            "a_placeholder_is_renamed",
            one("api/ship-get.md", api("GET /ships/{shipId}", "")),
            one("api/ship-get.md", api("GET /ships/{vesselId}", "")),
            &["arguments-renamed"],
            &[],
        ),
        case(
            "a_function_is_renamed",
            one("api/sail-get.md", api("GET /sails/main", &returns("sail")))
                .into_iter()
                .chain([("resources/sail.md", resource("sail", &[ID]))])
                .collect(),
            one(
                "api/sail-get.md",
                api("GET /sails/main", "## Response\n\nReturns `200 OK` and a collection of [sail](../resources/sail.md) objects in the response body.\n"),
            )
            .into_iter()
            .chain([("resources/sail.md", resource("sail", &[ID]))])
            .collect(),
            &["function-renamed", "response-changed"],
            &["function_missing"],
        ),
        case(
            "a_response_is_retyped",
            vec![cup(), saucer(), ("api/shop-get.md", api("GET /shops/{id}/best", &returns("cup")))],
            vec![cup(), saucer(), ("api/shop-get.md", api("GET /shops/{id}/best", &returns("saucer")))],
            &["response-changed", "type-left-slice", "type-remarked", "type-remarked"],
            &[],
        ),
        case(
            "a_parameter_comes",
            pot(&takes(&["|degrees|Int32|How hot.|"])),
            pot(&takes(&["|degrees|Int32|How hot.|", "|minutes|Int32|How long.|"])),
            &["parameter-added"],
            &["constructible_struct_adds_field"],
        ),
        case(
            "a_parameter_goes",
            one("api/pan-fry.md", api("POST /pans/{id}/fry", &takes(&["|fat|String|Which.|", "|egg|Boolean|With one.|"]))),
            one("api/pan-fry.md", api("POST /pans/{id}/fry", &takes(&["|fat|String|Which.|"]))),
            &["parameter-removed"],
            &["struct_pub_field_missing"],
        ),
        case(
            "a_body_goes",
            one("api/jar-open.md", api("POST /jars/{id}/open", &takes(&["|force|Int32|In newtons.|"]))),
            one("api/jar-open.md", api("POST /jars/{id}/open", "## Request body\n\nDo not supply a request body for this method.\n\n## Response\n\nReturns `204 No Content`.\n")),
            &["body-changed"],
            &["function_parameter_count_changed", "function_requires_different_generic_type_params", "struct_missing"],
        ),
        case(
            "a_body_may_be_left_out",
            one("api/tin-open.md", api("POST /tins/{id}/open", &takes(&["|force|Int32|In newtons.|"]))),
            one("api/tin-open.md", api("POST /tins/{id}/open", &takes(&["|force|Int32|In newtons.|"]).replace("provide", "optionally provide"))),
            &["body-optional"],
            &[],
        ),
        case(
            "an_item_has_other_addresses",
            one("api/sack-get-label.md", api("GET /sack/items/{item-id}/label", "")),
            one("api/sack-get-label.md", api("GET /sack/items/{item-id}/label\nGET /sack/root:/{item-path}:/label", "")),
            &["endpoint-added", "item-readdressed"],
            &[],
        ),
        case(
            "an_item_has_its_id_alone",
            one("api/trunk-get-label.md", api("GET /trunk/items/{item-id}/label\nGET /trunk/root:/{item-path}:/label", "")),
            one("api/trunk-get-label.md", api("GET /trunk/items/{item-id}/label", "")),
            &["endpoint-removed", "item-by-id-only"],
            &["function_missing"],
        ),
        case(
            "a_body_is_required",
            one("api/cup-fill.md", api("POST /cups/{id}/fill", &takes(&["|litres|Int32|How much.|"]).replace("provide", "optionally provide"))),
            one("api/cup-fill.md", api("POST /cups/{id}/fill", &takes(&["|litres|Int32|How much.|"]))),
            &["body-required"],
            &[],
        ),
        case(
            "permissions_change",
            one("api/key-get.md", api("GET /keys/{id}", "## Permissions\n\n|Permission type|Permissions|\n|:-|:-|\n|Application|Key.ReadWrite.All|\n")),
            one("api/key-get.md", api("GET /keys/{id}", "## Permissions\n\n|Permission type|Permissions|\n|:-|:-|\n|Application|Key.Read.All, Key.ReadWrite.All|\n")),
            &["permission-changed"],
            &[],
        ),
        case(
            "a_permission_is_withdrawn",
            one("api/key-get.md", api("GET /keys/{id}", "## Permissions\n\n|Permission type|Permissions|\n|:-|:-|\n|Application|Key.Read.All, Key.ReadWrite.All|\n")),
            one("api/key-get.md", api("GET /keys/{id}", "## Permissions\n\n|Permission type|Permissions|\n|:-|:-|\n|Application|Key.ReadWrite.All|\n")),
            &["permission-withdrawn"],
            &[],
        ),
        case(
            "a_permission_is_needed_besides",
            one("api/key-get.md", api("GET /keys/{id}", "## Permissions\n\n|Permission type|Permissions|\n|:-|:-|\n|Application|Key.Read.All, Key.ReadWrite.All|\n")),
            one("api/key-get.md", api("GET /keys/{id}", "## Permissions\n\n|Permission type|Permissions|\n|:-|:-|\n|Application|Key.Read.All and Lock.Read.All, Key.ReadWrite.All|\n")),
            &["permission-withdrawn"],
            &[],
        ),
        case(
            "a_permission_changes_with_the_name_of_its_table",
            one("api/gate-get.md", api("GET /gates/{id}", "## Permissions\n\n### For guests\n\n|Permission type|Permissions|\n|:-|:-|\n|Application|Gate.Read.All|\n\n### For members\n\n|Permission type|Permissions|\n|:-|:-|\n|Application|Gate.Open|\n")),
            one("api/gate-get.md", api("GET /gates/{id}", "## Permissions\n\n### For visitors\n\n|Permission type|Permissions|\n|:-|:-|\n|Application|Gate.Read.All, Gate.See.All|\n\n### For members\n\n|Permission type|Permissions|\n|:-|:-|\n|Application|Gate.Open|\n")),
            &["permission-changed"],
            &[],
        ),
        case(
            "a_permission_is_of_the_other_kind",
            one("api/lock-get.md", api("GET /locks/{id}", "## Permissions\n\n|Permission type|Permissions|\n|:-|:-|\n|Delegated (work or school account)|Lock.Read|\n|Application|Lock.Read.All|\n")),
            one("api/lock-get.md", api("GET /locks/{id}", "## Permissions\n\n|Permission type|Permissions|\n|:-|:-|\n|Delegated (work or school account)|Lock.Read.All|\n|Application|Lock.Read|\n")),
            &["permission-withdrawn", "permission-withdrawn"],
            &[],
        ),
    ]
}
