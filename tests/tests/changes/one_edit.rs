//! Edits that touch much and are one entry each: what the docs advise against, what moves, and what leaves with it.

use docgen_tests::stages::{api, resource};

use super::cases::{Case, ID, Pages, case, enumeration, returns, takes};

pub fn cases() -> Vec<Case> {
    let mut out = deprecations();
    out.extend(moves());
    out
}

fn deprecations() -> Vec<Case> {
    let one = |file: &'static str, text: String| -> Pages { vec![(file, text)] };
    let tint = |words: &str| {
        enumeration("tint", &["pale|0|A little.", &format!("deep|1|{words}")])
            .replace("|Member|Value|\n|:---|:---|", "|Member|Value|Description|\n|:---|:---|:---|")
    };
    let advised = "Deprecated. Use the glow property instead.";
    vec![
        case(
            "a_property_is_deprecated",
            one("resources/torch.md", resource("torch", &[ID, "|shine|String|How bright.|"])),
            one("resources/torch.md", resource("torch", &[ID, &format!("|shine|String|{advised}|")])),
            &["deprecated"],
            &[],
        ),
        case(
            "a_property_is_deprecated_no_longer",
            one("resources/match.md", resource("match", &[ID, &format!("|flame|String|{advised}|")])),
            one("resources/match.md", resource("match", &[ID, "|flame|String|How bright.|"])),
            &["no-longer-deprecated"],
            &[],
        ),
        case(
            "a_deprecation_says_what_to_use",
            one("resources/ember.md", resource("ember", &[ID, "|heat|String|Deprecated.|"])),
            one("resources/ember.md", resource("ember", &[ID, &format!("|heat|String|{advised}|")])),
            &["deprecation-restated"],
            &[],
        ),
        case(
            "a_member_is_deprecated",
            one("resources/tint.md", tint("All of it.")),
            one("resources/tint.md", tint("Deprecated. All of it.")),
            &["deprecated"],
            &[],
        ),
        case(
            "a_function_is_deprecated",
            one("api/raft-get.md", api("GET /rafts/{id}", "")),
            one("api/raft-get.md", api("GET /rafts/{id}", "").replace("# A page", "# A page (deprecated)")),
            &["deprecated"],
            &[],
        ),
        case(
            "a_parameter_is_deprecated",
            one("api/kite-fly.md", api("POST /kites/{id}/fly", &takes(&["|wind|Int32|From where.|"]))),
            one("api/kite-fly.md", api("POST /kites/{id}/fly", &takes(&["|wind|Int32|Deprecated. From where.|"]))),
            &["deprecated"],
            &[],
        ),
    ]
}

fn moves() -> Vec<Case> {
    let reef = || {
        let rows = [
            ID,
            "|corals|Collection([coral](coral.md))|They grow.|",
            "|fishes|Collection([fish](fish.md))|They swim.|",
        ];
        let resources = ["reef", "coral", "fish"].map(|name| match name {
            "reef" => ("resources/reef.md", resource(name, &rows)),
            "coral" => ("resources/coral.md", resource(name, &["|shape|String|Of its own.|"])),
            _ => ("resources/fish.md", resource(name, &["|fins|Int32|How many.|"])),
        });
        let stays = ("api/bay-name.md", api("GET /bays/{id}/name", ""));
        let other = ("api/sea-name.md", api("GET /seas/{id}/name", ""));
        Vec::from(resources).into_iter().chain([stays, other]).collect::<Pages>()
    };
    let with = |mut pages: Pages, page: (&'static str, String)| {
        pages.push(page);
        pages
    };
    let one_page = |text: String| vec![("api/owl-see.md", text), ("resources/twig.md", resource("twig", &[ID]))];
    vec![
        case(
            "an_endpoint_moves_and_its_types_with_it",
            with(reef(), ("api/reef-get.md", api("GET /bays/{id}/reef", &returns("reef")))),
            with(reef(), ("api/reef-get.md", api("GET /seas/{id}/reef", &returns("reef")))),
            &["endpoint-moved", "type-left-slice"],
            &["function_missing"],
        ),
        case(
            "an_endpoint_moves_and_its_page_is_renamed",
            vec![("api/den-open.md", api("POST /dens/{id}/open", "Once more with words."))],
            vec![("api/den-unlock.md", api("POST /dens/{id}/doors/open", "Once more with words."))],
            &["endpoint-moved"],
            &["function_missing", "module_missing"],
        ),
        case(
            "a_page_comes_to_document_another_endpoint",
            one_page(api("GET /owls/{id}/nest", &returns("twig"))),
            one_page(api("GET /owls/{id}/egg", "")),
            &["endpoint-added", "endpoint-removed", "type-left-slice", "type-remarked"],
            &["function_missing", "module_missing"],
        ),
        case(
            "a_page_is_renamed",
            vec![
                ("api/well-get.md", api("GET /wells/{id}", "Deep.")),
                ("resources/well.md", resource("well", &[ID, "|depth|Int32|In metres.|"])),
            ],
            vec![
                ("api/well-read.md", api("GET /wells/{id}", "Deep.")),
                ("resources/shaft.md", resource("well", &[ID, "|depth|Int32|In metres, without the rim.|"])),
            ],
            &["redescribed"],
            &[],
        ),
        case(
            "a_type_goes_to_a_namespace",
            vec![
                ("resources/vein.md", resource("vein", &[ID, "|ore|String|Possible values are: `tin`, `lead`.|"])),
                ("api/vein-list.md", api("GET /veins", &returns("vein"))),
            ],
            vec![
                (
                    "resources/vein.md",
                    resource("vein", &[ID, "|ore|String|Possible values are: `tin`, `lead`.|"])
                        .replace("type\n", "type\n\nNamespace: microsoft.graph.mine\n"),
                ),
                ("api/vein-list.md", api("GET /veins", &returns("vein"))),
            ],
            &["type-renamed"],
            &["enum_missing", "struct_missing"],
        ),
    ]
}
