//! What the pages of one version say together, kept for the next run of which this version's pages say the same.

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

/// Both versions of a few docs trees.
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

/// An entry: what is read of it.
#[derive(Deserialize)]
struct Kept {
    ir: Ir,
    unprinted: Vec<Unprinted>,
    findings: Vec<Diagnostic>,
    products: BTreeMap<String, String>,
}

/// An entry: what is written to it.
#[derive(Serialize)]
struct Keeping<'v> {
    ir: &'v Ir,
    unprinted: Vec<Unprinted>,
    findings: &'v [Diagnostic],
    products: &'v BTreeMap<String, String>,
}

/// What an IR as JSON does not say of a type.
#[derive(Serialize, Deserialize)]
struct Unprinted {
    prose: TypeProse,
    contested: bool,
}

impl Version {
    /// As a run before built it of the same.
    pub fn recall(cache: &Cache, made_of: &str) -> Option<Self> {
        let Kept { mut ir, unprinted, findings, products } =
            serde_json::from_slice(&cache.get(VERSIONS, made_of)?).ok()?;
        if unprinted.len() != ir.types.len() {
            return None;
        }
        for (ty, Unprinted { prose, contested }) in ir.types.values_mut().zip(unprinted) {
            (ty.prose, ty.contested) = (prose, contested);
        }
        Some(Self { ir, findings, products, lost: Vec::new() })
    }

    pub fn keep(&self, cache: &Cache, made_of: &str) {
        let Self { ir, findings, products, lost } = self;
        if !lost.is_empty() {
            return;
        }
        let unprinted = ir.types.values().map(|ty| Unprinted { prose: ty.prose, contested: ty.contested }).collect();
        cache.put_json(VERSIONS, made_of, &Keeping { ir, unprinted, findings, products });
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
    use crate::pipeline::{Reading, read_pages};

    #[test]
    fn a_version_comes_back_as_it_was_kept() {
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input");
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path(), "build");
        let read = |cache: Option<&Cache>| read_pages(&docs, None, cache, &|_| {}).unwrap().build(&());
        let (fresh, kept, recalled) = (read(None), read(Some(&cache)), read(Some(&cache)));
        let told =
            |reading: &Reading| format!("{:?} {:?} {:?}", reading.versions, reading.diagnostics, reading.products);
        assert!(told(&fresh) == told(&kept) && told(&kept) == told(&recalled));
        assert_eq!((kept.made_of.len(), &kept.made_of), (2, &recalled.made_of));
        for made_of in kept.made_of.values() {
            assert!(Version::recall(&cache, made_of).is_some());
        }
    }
}
