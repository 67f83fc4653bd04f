//! What the pages of one version say together, kept for the next run of which this version's pages say the same.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::kept::{KnownPage, Said};
use super::{Fill, Lost};
use crate::build::build_filled;
use crate::cache::{Cache, Shelf};
use crate::diagnostic::Diagnostic;
use crate::extract::PageFacts;
use crate::model::{Ir, TypeProse};
use crate::source::{ApiVersion, Includes};

/// Those that were read last, as they are in a few docs trees or were before a few changes.
const VERSIONS: Shelf = Shelf { name: "versions", most: 6 };

/// A version, as its pages tell it.
#[derive(Debug)]
pub(super) struct Version {
    pub ir: Ir,
    pub findings: Vec<Diagnostic>,
    /// As [`Reading::products`](super::Reading::products).
    pub products: BTreeMap<String, String>,
    /// The pages that could not be read.
    pub lost: Vec<Lost>,
}

/// An entry.
#[derive(Serialize, Deserialize)]
struct Kept<'v> {
    ir: Cow<'v, Ir>,
    unprinted: Vec<Unprinted>,
    findings: Cow<'v, [Diagnostic]>,
    products: Cow<'v, BTreeMap<String, String>>,
}

/// What an IR as JSON does not say of a type.
#[derive(Serialize, Deserialize)]
struct Unprinted {
    prose: TypeProse,
    contested: bool,
}

impl Version {
    /// As a run before built it of the same.
    pub fn recall(cache: &Cache, built_from: &str) -> Option<Self> {
        let Kept { ir, unprinted, findings, products } =
            serde_json::from_slice(&cache.get(VERSIONS, built_from)?).ok()?;
        let mut ir = ir.into_owned();
        if unprinted.len() != ir.types.len() {
            return None;
        }
        for (ty, Unprinted { prose, contested }) in ir.types.values_mut().zip(unprinted) {
            (ty.prose, ty.contested) = (prose, contested);
        }
        Some(Self { ir, findings: findings.into_owned(), products: products.into_owned(), lost: Vec::new() })
    }

    pub fn keep(&self, cache: &Cache, built_from: &str) {
        let Self { ir, findings, products, lost } = self;
        if !lost.is_empty() {
            return;
        }
        let unprinted = ir.types.values().map(|ty| Unprinted { prose: ty.prose, contested: ty.contested }).collect();
        let (ir, findings, products) = (Cow::Borrowed(ir), findings.into(), Cow::Borrowed(products));
        cache.put_json(VERSIONS, built_from, &Kept { ir, unprinted, findings, products });
    }

    /// Builds it of its pages, in the order of their paths.
    pub fn build(api: ApiVersion, pages: Vec<KnownPage>, includes: &Includes, fill: &dyn Fill) -> Self {
        let opened: Vec<Result<Said, Lost>> = pages.into_par_iter().map(|page| page.open(includes)).collect();
        let (mut facts, mut findings, mut lost) = (Vec::with_capacity(opened.len()), Vec::new(), Vec::new());
        for page in opened {
            match page {
                Ok(said) => {
                    facts.push(said.facts);
                    findings.extend(said.findings);
                }
                Err(page) => lost.push(page),
            }
        }
        let product = |page: &PageFacts| Some((page.path.clone(), page.product.clone()?));
        let products = facts.iter().filter_map(product).collect();
        let ir = build_filled(api, &facts, &mut findings, &|unfilled| fill.fill(unfilled));
        Self { ir, findings, products, lost }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::pipeline::kept::tests::docs;
    use crate::pipeline::{Reading, read_pages};

    /// What was read: first with nothing kept, then as it was kept, then as it came back.
    fn read_thrice(docs: &Path) -> [String; 3] {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path(), "build");
        let read = |cache: Option<&Cache>| read_pages(docs, None, cache, &|_| {}).unwrap().build(&());
        let (fresh, kept, recalled) = (read(None), read(Some(&cache)), read(Some(&cache)));
        assert!(!kept.built_from.is_empty() && kept.built_from == recalled.built_from);
        for built_from in kept.built_from.values() {
            assert!(Version::recall(&cache, built_from).is_some());
        }
        [fresh, kept, recalled].map(|reading| {
            let Reading { versions, diagnostics, products, .. } = reading;
            format!("{versions:?} {diagnostics:?} {products:?}")
        })
    }

    #[test]
    fn a_version_comes_back_as_it_was_kept() {
        for docs in docs() {
            let [fresh, kept, recalled] = read_thrice(&docs);
            assert!(fresh == kept && kept == recalled, "{}", docs.display());
        }
    }

    /// Of `graph.security.alert` the namespace has a dot.
    #[test]
    fn a_type_in_a_namespace_below_that_of_graph_comes_back_as_it_was_kept() {
        let docs = tempfile::tempdir().unwrap();
        let page = |name: &str, rows: &str, ty: &str| {
            let text = format!(
                "# {name} resource type\n\n## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n{rows}\n\n\
                 <!-- {{\n  \"blockType\": \"resource\",\n  \"@odata.type\": \"{ty}\"\n}} -->\n```json\n{{}}\n```\n"
            );
            std::fs::write(docs.path().join(format!("{name}.md")), text).unwrap();
        };
        page("alert", "|title|String|What it is about.|", "graph.security.alert");
        page("incident", "|first|[alert](alert.md)|What it began with.|", "microsoft.graph.incident");
        let [fresh, kept, recalled] = read_thrice(docs.path());
        assert!(fresh.contains("TypeName { namespace: \"microsoft.graph.security\", name: \"alert\" }"), "{fresh}");
        assert!(fresh == kept && kept == recalled);
    }
}
