//! How much of the docs comes through: whole, in part, or not at all. Counted from the IR and the findings.

mod grades;
mod items;

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use crate::pipeline::Reading;
use crate::source::ApiVersion;
use grades::Grade;
use items::{Item, Kind};

/// Of one kind of thing, how many came through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// As the docs say it.
    pub whole: usize,
    /// With something left out, untyped or guessed.
    pub part: usize,
    /// Nothing of it reaches the output.
    pub none: usize,
}

/// What is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// In part: with a warning, so that something of the page is missing or guessed. None: no type and no request.
    pub pages: Count,
    /// In part: inferred, without known members, or with a property in part. None: named, and never defined.
    pub types: Count,
    /// In part: untyped, or typed after an example. None: rows that could not be read.
    pub properties: Count,
    /// In part: the body or the response is untyped. None: lines, and pages without a line, that give no endpoint.
    pub requests: Count,
    /// The requests and responses that pages show. In part: repaired JSON. None: JSON that could not be read.
    pub examples: Count,
}

/// The coverage of one API version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coverage {
    pub api: ApiVersion,
    #[serde(flatten)]
    pub counts: Counts,
    /// The same by product, in the order of their names.
    pub products: Vec<OfProduct>,
    /// Types and properties by namespace, in the order of their names.
    pub namespaces: Vec<OfNamespace>,
}

/// What pages of one product say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OfProduct {
    /// As the pages name it (`ms.subservice` or `ms.prod`); null for those that name none.
    pub product: Option<String>,
    #[serde(flatten)]
    pub counts: Counts,
}

/// The types of one namespace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OfNamespace {
    pub namespace: String,
    pub types: Count,
    pub properties: Count,
}

/// Counts each version that was read.
pub fn measure(reading: &Reading) -> Vec<Coverage> {
    let coverage = |ir| {
        let items = items::of(ir, reading);
        let mut products: BTreeMap<Option<&str>, Vec<&Item<'_>>> = BTreeMap::new();
        let mut namespaces: BTreeMap<&str, Vec<&Item<'_>>> = BTreeMap::new();
        for item in &items {
            products.entry(item.product).or_default().push(item);
            if let Some(namespace) = item.namespace {
                namespaces.entry(namespace).or_default().push(item);
            }
        }
        let of_product = |(product, items): (Option<&str>, Vec<&Item<'_>>)| OfProduct {
            product: product.map(str::to_owned),
            counts: Counts::of(items),
        };
        let of_namespace = |(namespace, items): (&str, Vec<&Item<'_>>)| {
            let Counts { types, properties, .. } = Counts::of(items);
            OfNamespace { namespace: namespace.to_owned(), types, properties }
        };
        Coverage {
            api: ir.api,
            counts: Counts::of(&items),
            products: products.into_iter().map(of_product).collect(),
            namespaces: namespaces.into_iter().map(of_namespace).collect(),
        }
    };
    reading.versions.iter().map(coverage).collect()
}

impl Counts {
    fn of<'i>(items: impl IntoIterator<Item = &'i Item<'i>>) -> Self {
        let mut counts = Self::default();
        for item in items {
            let count = match item.kind {
                Kind::Page => &mut counts.pages,
                Kind::Type => &mut counts.types,
                Kind::Property => &mut counts.properties,
                Kind::Request => &mut counts.requests,
                Kind::Example => &mut counts.examples,
            };
            count.add(item.grade);
        }
        counts
    }

    /// Each kind of thing by its name.
    pub fn rows(&self) -> [(&'static str, Count); 5] {
        [
            ("pages", self.pages),
            ("types", self.types),
            ("properties", self.properties),
            ("requests", self.requests),
            ("examples", self.examples),
        ]
    }
}

impl Count {
    fn add(&mut self, grade: Grade) {
        match grade {
            Grade::Whole => self.whole += 1,
            Grade::Part => self.part += 1,
            Grade::None => self.none += 1,
        }
    }

    pub fn all(self) -> usize {
        self.whole + self.part + self.none
    }
}

/// The table that `lint` ends with.
pub fn table(coverage: &[Coverage]) -> String {
    let mut out = format!("{:<18}{:>9}{:>9}{:>12}\n", "coverage", "whole", "in part", "not at all");
    for version in coverage {
        for (name, Count { whole, part, none }) in version.counts.rows() {
            let _ = writeln!(out, "{:<6}{name:<12}{whole:>9}{part:>9}{none:>12}", version.api.segment());
        }
    }
    out
}
