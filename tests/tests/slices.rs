//! What a slice offers never shrinks because another page was added to the docs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use docgen_tests::program::workspace;
use docgen_tests::stages::model;
use msgraph_docgen::plan::{ModelPlan, Options, VersionPlan, plan, variants};
use proptest::prelude::*;

/// Each slice, with what its feature compiles.
type Offers = BTreeMap<String, BTreeSet<String>>;

fn texts(folder: &str) -> Vec<(String, String)> {
    let path = workspace().join("docs-input/v1.0").join(folder);
    let files = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<(String, String)> = files
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (format!("{folder}/{name}"), fs::read_to_string(path).unwrap())
        })
        .collect();
    pages.sort();
    pages
}

fn items_of(plan: &VersionPlan<'_>, model: &ModelPlan<'_>, slice: usize) -> Vec<String> {
    let name = model.ty.type_name();
    let mut items = vec![format!("type {name}")];
    items.extend(model.fields.iter().map(|field| format!("field {name}.{}", field.ident)));
    items.extend(variants(&model.ty.members).into_iter().map(|variant| format!("variant {name}::{variant}")));
    let reached = model.relationships.iter().filter(|relationship| {
        let target = relationship.property.ty.type_name().and_then(|target| plan.models.get(target));
        target.is_some_and(|target| target.slices.contains(&slice))
    });
    items.extend(reached.map(|relationship| format!("accessor {name}.{}", relationship.ident)));
    items
}

fn offers(plan: &VersionPlan<'_>) -> Offers {
    let mut out = Offers::new();
    for endpoint in &plan.endpoints {
        out.entry(endpoint.slice().to_owned()).or_default().insert(format!("fn {}", plan.line(endpoint)));
    }
    for model in plan.models.values() {
        for slice in &model.slices {
            out.entry(plan.slices[*slice].clone()).or_default().extend(items_of(plan, model, *slice));
        }
    }
    out
}

fn offers_of<'a>(pages: impl Iterator<Item = &'a (String, String)>) -> Offers {
    let pages: Vec<(&str, &str)> = pages.map(|(file, text)| (file.as_str(), text.as_str())).collect();
    let (versions, options) = ([model(&pages).0], Options::default());
    plan(&versions, &options).unwrap().versions.first().map(offers).unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Each page of an endpoint is in neither of two trees, in the larger one alone, or in both.
    #[test]
    fn a_slice_does_not_shrink_where_a_page_is_added(places in proptest::collection::vec(0..3u8, 59..80)) {
        let (resources, endpoints) = (texts("resources"), texts("api"));
        let those = |least: u8| {
            let chosen = endpoints.iter().zip(&places).filter(move |(_, place)| **place >= least);
            offers_of(resources.iter().chain(chosen.map(|(page, _)| page)))
        };
        let (fewer, more) = (those(2), those(1));
        for (slice, items) in fewer {
            let kept = more.get(&slice).cloned().unwrap_or_default();
            let lost: Vec<&String> = items.difference(&kept).collect();
            prop_assert!(lost.is_empty(), "{slice} lost {lost:#?}");
        }
    }
}
