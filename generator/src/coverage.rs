//! How much of the docs comes through: whole, in part, or not at all. Counted from the IR and the findings.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde::Serialize;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Body, ExampleBody, Inference, Ir, Kind, Operation, Property, Type, TypeRef};
use crate::pipeline::{PageRef, Reading};
use crate::source::ApiVersion;

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

/// The coverage of one API version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coverage {
    pub api: ApiVersion,
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

/// Counts each version that was read.
pub fn measure(reading: &Reading) -> Vec<Coverage> {
    reading.versions.iter().map(|ir| measure_one(ir, reading)).collect()
}

fn measure_one(ir: &Ir, reading: &Reading) -> Coverage {
    let pages: Vec<&PageRef> = reading.pages.iter().filter(|p| p.version == ir.api).collect();
    let paths: BTreeSet<&str> = pages.iter().map(|p| p.path.as_str()).collect();
    let folder = format!("{}/", ir.api.segment());
    // A page that cannot be read is not among the pages; its folder says whose it is.
    let ours = |d: &&Diagnostic| {
        paths.contains(d.place.file.as_str()) || (d.code == Code::UnreadablePage && d.place.file.starts_with(&folder))
    };
    let diagnostics: Vec<&Diagnostic> = reading.diagnostics.iter().filter(ours).collect();
    let count = |codes: &[Code]| diagnostics.iter().filter(|d| codes.contains(&d.code)).count();

    let unknown: BTreeSet<&str> =
        diagnostics.iter().filter(|d| d.code == Code::UnknownType).map(|d| d.found.as_str()).collect();
    let mut examples = Count::default();
    let operation_pages: BTreeSet<&str> = ir.operations.iter().map(|o| o.source.file.as_str()).collect();
    let broken: BTreeSet<&str> =
        pages.iter().filter(|p| operation_pages.contains(p.file.as_str())).map(|p| p.path.as_str()).collect();
    let is_loose = |body: &ExampleBody| matches!(body, ExampleBody::Json { strict: false, .. });
    for example in ir.operations.iter().flat_map(|o| &o.examples) {
        let bodies = example.request.iter().map(|r| &r.body).chain(example.response.iter().map(|r| &r.body));
        bodies.for_each(|body| examples.add(if is_loose(body) { Grade::Part } else { Grade::Whole }));
    }
    // Unreadable JSON is kept as text, and so was counted as whole.
    let lost =
        diagnostics.iter().filter(|d| d.code == Code::BrokenJson && broken.contains(d.place.file.as_str())).count();
    examples.whole = examples.whole.saturating_sub(lost);
    examples.none = lost + count(&[Code::ExampleMismatch]);

    Coverage {
        api: ir.api,
        pages: measure_pages(ir, &pages, &diagnostics),
        types: Count { none: unknown.len(), ..tally(ir.types.values().map(grade_type)) },
        properties: Count {
            none: count(&[Code::SkippedRow]),
            ..tally(ir.types.values().flat_map(|t| &t.properties).map(grade_property))
        },
        requests: Count {
            none: count(&[Code::BadRequestLine, Code::ElidedPath, Code::NoRequest]),
            ..tally(ir.operations.iter().flat_map(|o| std::iter::repeat_n(grade_operation(o), o.requests.len())))
        },
        examples,
    }
}

fn measure_pages(ir: &Ir, pages: &[&PageRef], diagnostics: &[&Diagnostic]) -> Count {
    let of_types = ir.types.values().flat_map(|t| &t.sources);
    let of_operations = ir.operations.iter().filter(|o| !o.requests.is_empty()).map(|o| &o.source.file);
    let used: BTreeSet<&str> = of_types.chain(of_operations).map(String::as_str).collect();
    let mut worst: BTreeMap<&str, Severity> = BTreeMap::new();
    for diagnostic in diagnostics {
        let severity = worst.entry(&diagnostic.place.file).or_insert(diagnostic.severity);
        *severity = diagnostic.severity.max(*severity);
    }
    let mut count = tally(pages.iter().map(|page| {
        if !used.contains(page.file.as_str()) {
            Grade::None
        } else if worst.get(page.path.as_str()).is_some_and(|s| *s >= Severity::Warning) {
            Grade::Part
        } else {
            Grade::Whole
        }
    }));
    count.none += diagnostics.iter().filter(|d| d.code == Code::UnreadablePage).count();
    count
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Grade {
    Whole,
    Part,
    None,
}

impl Grade {
    fn part_if(part: bool) -> Self {
        if part { Self::Part } else { Self::Whole }
    }
}

fn grade_type(ty: &Type) -> Grade {
    let guessed = matches!(ty.inferred, Some(Inference::Example | Inference::Reference));
    let memberless = ty.kind == Kind::Enum && ty.members.is_empty();
    Grade::part_if(guessed || memberless || ty.properties.iter().any(|p| grade_property(p) != Grade::Whole))
}

fn grade_property(property: &Property) -> Grade {
    let guessed = matches!(property.inferred, Some(Inference::Example | Inference::Reference));
    Grade::part_if(guessed || is_untyped(&property.ty))
}

fn grade_operation(operation: &Operation) -> Grade {
    let body = match &operation.body {
        Some(Body::Type(reference)) => is_untyped(reference),
        Some(Body::Parameters(parameters)) => parameters.iter().any(|p| is_untyped(&p.ty)),
        Some(Body::Content(_)) | None => false,
    };
    let response = operation.response.as_ref().and_then(|r| r.ty.as_ref());
    Grade::part_if(body || response.is_some_and(is_untyped))
}

fn is_untyped(reference: &TypeRef) -> bool {
    reference.unknown.is_some()
}

impl Count {
    fn add(&mut self, grade: Grade) {
        match grade {
            Grade::Whole => self.whole += 1,
            Grade::Part => self.part += 1,
            Grade::None => self.none += 1,
        }
    }
}

fn tally(grades: impl Iterator<Item = Grade>) -> Count {
    let mut count = Count::default();
    grades.for_each(|grade| count.add(grade));
    count
}

/// The table that `lint` ends with.
pub fn table(coverage: &[Coverage]) -> String {
    let mut out = format!("{:<18}{:>9}{:>9}{:>12}\n", "coverage", "whole", "in part", "not at all");
    for version in coverage {
        let rows = [
            ("pages", version.pages),
            ("types", version.types),
            ("properties", version.properties),
            ("requests", version.requests),
            ("examples", version.examples),
        ];
        for (name, count) in rows {
            let _ = writeln!(
                out,
                "{:<6}{name:<12}{:>9}{:>9}{:>12}",
                version.api.segment(),
                count.whole,
                count.part,
                count.none
            );
        }
    }
    out
}
