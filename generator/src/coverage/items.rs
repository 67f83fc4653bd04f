//! What is counted, one by one, with what it belongs to.

use std::collections::{BTreeMap, BTreeSet};

use super::grades::{Grade, of_example, of_operation, of_property, of_type};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Ir;
use crate::pipeline::{PageRef, Reading};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Page,
    Type,
    Property,
    Request,
    Example,
}

/// One thing of the docs.
pub struct Item<'a> {
    pub kind: Kind,
    pub grade: Grade,
    /// The product of its page.
    pub product: Option<&'a str>,
    /// Of types that are known, and of what belongs to them.
    pub namespace: Option<&'a str>,
}

/// Everything that pages of a version say.
pub fn of<'a>(ir: &'a Ir, reading: &'a Reading) -> Vec<Item<'a>> {
    let mut items = Items { version: Version::new(ir, reading), items: Vec::new() };
    items.pages();
    items.types();
    items.operations();
    items.items
}

/// What was read of one version.
struct Version<'a> {
    ir: &'a Ir,
    pages: Vec<&'a PageRef>,
    diagnostics: Vec<&'a Diagnostic>,
    /// Of pages by their path in the version's folder.
    products: BTreeMap<&'a str, &'a str>,
    /// The page at a path from the docs root.
    files: BTreeMap<&'a str, &'a str>,
}

impl<'a> Version<'a> {
    fn new(ir: &'a Ir, reading: &'a Reading) -> Self {
        let pages: Vec<&PageRef> = reading.pages.iter().filter(|p| p.version == ir.api).collect();
        let files: BTreeMap<&str, &str> = pages.iter().map(|p| (p.path.as_str(), p.file.as_str())).collect();
        let folder = format!("{}/", ir.api.segment());
        // A page that cannot be read is not among the pages; its folder says whose it is.
        let ours = |d: &&Diagnostic| {
            let file = d.place.file.as_str();
            files.contains_key(file) || (d.code == Code::UnreadablePage && file.starts_with(&folder))
        };
        let diagnostics = reading.diagnostics.iter().filter(ours).collect();
        let product = |page: &&'a PageRef| Some((page.file.as_str(), reading.products.get(&page.path)?.as_str()));
        let products = pages.iter().filter_map(product).collect();
        Self { ir, pages, diagnostics, products, files }
    }

    /// The pages of the findings of some codes.
    fn pages_of(&self, codes: &'static [Code]) -> impl Iterator<Item = &'a str> {
        self.diagnostics.iter().filter(|d| codes.contains(&d.code)).map(|d| self.page_of(d))
    }

    fn page_of(&self, diagnostic: &Diagnostic) -> &'a str {
        self.files.get(diagnostic.place.file.as_str()).copied().unwrap_or_default()
    }
}

struct Items<'a> {
    version: Version<'a>,
    items: Vec<Item<'a>>,
}

impl<'a> Items<'a> {
    /// `file` is a page's path in the folder of the version.
    fn add(&mut self, kind: Kind, grade: Grade, file: &str, namespace: Option<&'a str>) {
        let product = self.version.products.get(file).copied();
        self.items.push(Item { kind, grade, product, namespace });
    }

    fn pages(&mut self) {
        let ir = self.version.ir;
        let of_types = ir.types.values().flat_map(|t| &t.sources);
        let of_operations = ir.operations.iter().filter(|o| !o.requests.is_empty()).map(|o| &o.source.file);
        let used: BTreeSet<&str> = of_types.chain(of_operations).map(String::as_str).collect();
        let grave = self.version.diagnostics.iter().filter(|d| d.severity >= Severity::Warning);
        let flawed: BTreeSet<&str> = grave.map(|d| self.version.page_of(d)).collect();
        for page in self.version.pages.clone() {
            let grade = match page.file.as_str() {
                file if !used.contains(file) => Grade::None,
                file if flawed.contains(file) => Grade::Part,
                _ => Grade::Whole,
            };
            self.add(Kind::Page, grade, &page.file, None);
        }
        let unreadable: Vec<&str> = self.version.pages_of(&[Code::UnreadablePage]).collect();
        unreadable.into_iter().for_each(|file| self.add(Kind::Page, Grade::None, file, None));
    }

    fn types(&mut self) {
        let ir = self.version.ir;
        let mut namespaces: BTreeMap<&str, &str> = BTreeMap::new();
        for ty in ir.types.values() {
            let namespace = Some(ty.namespace.as_str());
            self.add(Kind::Type, of_type(ty), &ty.source.file, namespace);
            for property in &ty.properties {
                self.add(Kind::Property, of_property(property), &property.source.file, namespace);
            }
            namespaces.extend(ty.sources.iter().map(|file| (file.as_str(), ty.namespace.as_str())));
        }
        // Each name once, wherever it stands first.
        let mut unknown: BTreeMap<&str, &str> = BTreeMap::new();
        for diagnostic in self.version.diagnostics.iter().filter(|d| d.code == Code::UnknownType) {
            unknown.entry(&diagnostic.found).or_insert(self.version.page_of(diagnostic));
        }
        unknown.into_values().for_each(|file| self.add(Kind::Type, Grade::None, file, None));
        let skipped: Vec<&str> = self.version.pages_of(&[Code::SkippedRow]).collect();
        for file in skipped {
            self.add(Kind::Property, Grade::None, file, namespaces.get(file).copied());
        }
    }

    fn operations(&mut self) {
        let ir = self.version.ir;
        let pages: BTreeSet<&str> = ir.operations.iter().map(|o| o.source.file.as_str()).collect();
        // Unreadable JSON is kept as text, which is no example that came through.
        let mut broken: BTreeMap<&str, usize> = BTreeMap::new();
        for file in self.version.pages_of(&[Code::BrokenJson]).filter(|file| pages.contains(file)) {
            *broken.entry(file).or_default() += 1;
        }
        let mut lost: Vec<&str> = broken.iter().flat_map(|(file, count)| std::iter::repeat_n(*file, *count)).collect();
        for operation in &ir.operations {
            let file = operation.source.file.as_str();
            operation.requests.iter().for_each(|_| self.add(Kind::Request, of_operation(operation), file, None));
            for example in &operation.examples {
                let request = example.request.iter().map(|r| &r.body);
                for body in request.chain(example.response.iter().map(|r| &r.body)) {
                    let grade = of_example(body);
                    match broken.get_mut(file) {
                        Some(left @ 1..) if grade == Grade::Whole => *left -= 1,
                        _ => self.add(Kind::Example, grade, file, None),
                    }
                }
            }
        }
        let no_endpoint = &[Code::BadRequestLine, Code::ElidedPath, Code::NoRequest];
        let no_endpoint: Vec<&str> = self.version.pages_of(no_endpoint).collect();
        no_endpoint.into_iter().for_each(|file| self.add(Kind::Request, Grade::None, file, None));
        lost.extend(self.version.pages_of(&[Code::ExampleMismatch]));
        lost.into_iter().for_each(|file| self.add(Kind::Example, Grade::None, file, None));
    }
}
