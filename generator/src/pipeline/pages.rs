//! Pages that were read, and what those of each version say together.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Reading;
use super::kept::KnownPage;
use super::version::Version;
use crate::build::Unfilled;
use crate::cache::Cache;
use crate::hash::hash;
use crate::source::{ApiVersion, Includes};

/// Fills in what the pages of a version leave open.
pub trait Fill: Sync {
    fn fill(&self, unfilled: &mut Unfilled<'_>);

    /// Differs where anything else would be filled in, or found.
    fn identity(&self, api: ApiVersion) -> String;
}

/// Leaves it open.
impl Fill for () {
    fn fill(&self, _: &mut Unfilled<'_>) {}

    fn identity(&self, _: ApiVersion) -> String {
        String::new()
    }
}

/// Pages that were read each by itself.
#[derive(Debug)]
pub struct Pages {
    /// What was read, without versions.
    pub(super) reading: Reading,
    pub(super) by_version: BTreeMap<ApiVersion, Vec<KnownPage>>,
    pub(super) includes: Includes,
    pub(super) cache: Option<Cache>,
}

impl Pages {
    /// Those that the docs hold.
    pub fn versions(&self) -> Vec<ApiVersion> {
        self.by_version.keys().copied().collect()
    }

    /// What was read, before anything is made of it.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// What the pages of each version say together.
    pub fn build(self, fill: &dyn Fill) -> Reading {
        let Self { mut reading, by_version, includes, cache } = self;
        let build = |(api, pages): (ApiVersion, Vec<KnownPage>)| {
            let Some((cache, said)) = cache.as_ref().zip(said_by(&pages)) else {
                return (Version::build(api, pages, &includes, fill), None);
            };
            let built_from = hash(format!("{api} {said} {}", fill.identity(api)));
            let version = Version::recall(cache, &built_from).unwrap_or_else(|| {
                let version = Version::build(api, pages, &includes, fill);
                version.keep(cache, &built_from);
                version
            });
            (version, Some(built_from))
        };
        let built: Vec<(Version, Option<String>)> = by_version.into_par_iter().map(build).collect();
        for (Version { ir, findings, products, lost }, built_from) in built {
            reading.built_from.extend(built_from.filter(|_| lost.is_empty()).map(|built_from| (ir.api, built_from)));
            reading.versions.push(ir);
            reading.diagnostics.extend(findings);
            reading.products.extend(products);
            lost.into_iter().for_each(|page| reading.lose(page));
        }
        reading.diagnostics.sort();
        reading.diagnostics.dedup();
        reading
    }
}

/// A hash of all that pages say; none where one of them is not kept.
pub(super) fn said_by(pages: &[KnownPage]) -> Option<String> {
    let said = pages.iter().map(|page| page.said.as_deref()).collect::<Option<Vec<&str>>>()?;
    Some(hash(format!("{said:?}")))
}
