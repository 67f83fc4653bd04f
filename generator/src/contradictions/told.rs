//! How much of the metadata pages tell, and how much of what pages tell of properties the metadata marks.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write;
use std::ptr::from_ref;

use serde::Serialize;

use super::Comparison;
use super::operations::called;
use crate::metadata::{EnumType, Marks, MetadataMember, MetadataProperty, MetadataType, ServiceOperation};
use crate::model::{Inference, Member, Property, PropertyFacts, Returned, TypeName};
use crate::source::ApiVersion;

/// Of one kind of thing, how many the metadata has, and how many of them no page tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Untold {
    pub all: usize,
    pub untold: usize,
}

/// Of one fact about properties, how many pages say it, and of how many of them the metadata does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Marked {
    pub pages: usize,
    pub metadata: usize,
}

/// What of one namespace no page tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NamespaceCoverage {
    pub namespace: String,
    pub types: Untold,
    /// Declared ones, relationships among them; those of types that no page tells as well.
    pub properties: Untold,
    pub members: Untold,
    /// Overloads of actions and functions.
    pub operations: Untold,
}

/// What pages say of properties that the metadata has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PropertyMarks {
    pub read_only: Marked,
    pub deprecated: Marked,
    pub returned_on_select: Marked,
    pub filterable: Marked,
}

/// How pages and metadata of one version cover each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MetadataCoverage {
    pub api: ApiVersion,
    pub namespaces: Vec<NamespaceCoverage>,
    pub facts: PropertyMarks,
}

/// What pages tell. Properties and members by their address: they have no full name, and a file may be of one line.
#[derive(Default)]
struct Told<'m> {
    types: BTreeSet<&'m TypeName>,
    properties: HashSet<*const MetadataProperty>,
    members: HashSet<*const MetadataMember>,
    facts: PropertyMarks,
}

impl Comparison<'_> {
    pub(super) fn coverage(&self) -> MetadataCoverage {
        let told = self.told();
        let operations: HashSet<*const ServiceOperation> =
            called(self.sides.ir, self.sides.metadata).map(from_ref).collect();
        let mut namespaces: BTreeMap<&str, NamespaceCoverage> = BTreeMap::new();
        for schema in &self.sides.metadata.schemas {
            namespaces.entry(&schema.namespace).or_default().namespace.clone_from(&schema.namespace);
        }
        for (name, ty) in &self.sides.metadata.types {
            let counts = namespaces.entry(&name.namespace).or_default();
            counts.types.add(told.types.contains(name));
            match ty {
                MetadataType::Structured(ty) => {
                    ty.properties.iter().for_each(|p| counts.properties.add(told.properties.contains(&from_ref(p))));
                }
                MetadataType::Enum(ty) => {
                    ty.members.iter().for_each(|m| counts.members.add(told.members.contains(&from_ref(m))));
                }
                MetadataType::Definition(_) => {}
            }
        }
        for operation in self.sides.metadata.operations.values().flatten() {
            let counts = namespaces.entry(&operation.namespace).or_default();
            counts.operations.add(operations.contains(&from_ref(operation)));
        }
        MetadataCoverage { api: self.sides.ir.api, namespaces: namespaces.into_values().collect(), facts: told.facts }
    }

    fn told(&self) -> Told<'_> {
        let mut told = Told::default();
        for (name, ty) in &self.sides.ir.types {
            let Some(known) = self.sides.names.type_name(name) else { continue };
            if matches!(ty.inferred, None | Some(Inference::Body | Inference::Prose)) {
                told.types.insert(known);
            }
            if let Some(metadata) = self.sides.metadata.enum_type(known) {
                told.members(metadata, &ty.members);
            }
            for property in &ty.properties {
                let Some(metadata) = self.sides.metadata.property(known, &property.name) else { continue };
                let is_first = told.properties.insert(from_ref(metadata));
                if let Some(listed) = metadata.ty.type_name().and_then(|name| self.sides.metadata.enum_type(name)) {
                    told.members(listed, &property.values);
                }
                if is_first {
                    told.facts.add(property, &metadata.marks);
                }
            }
        }
        told
    }
}

impl Told<'_> {
    fn members(&mut self, metadata: &EnumType, page: &[Member]) {
        let lists = |member: &str| page.iter().any(|listed| listed.name.eq_ignore_ascii_case(member));
        self.members.extend(metadata.members.iter().filter(|member| lists(&member.name)).map(from_ref));
    }
}

impl Untold {
    fn add(&mut self, is_told: bool) {
        self.all += 1;
        self.untold += usize::from(!is_told);
    }
}

impl Marked {
    fn add(&mut self, is_said: bool, is_marked: bool) {
        self.pages += usize::from(is_said);
        self.metadata += usize::from(is_said && is_marked);
    }
}

impl PropertyMarks {
    fn add(&mut self, property: &Property, marks: &Marks) {
        let PropertyFacts { returned, read_only, filter, deprecated, .. } = &property.facts;
        self.read_only.add(*read_only, marks.read_only);
        self.deprecated.add(deprecated.is_some(), marks.deprecated.is_some());
        // No term that Graph uses says either of one property.
        self.returned_on_select.add(*returned == Some(Returned::Select), false);
        self.filterable.add(filter.is_some(), false);
    }

    /// Each fact by its name.
    pub fn rows(self) -> [(&'static str, Marked); 4] {
        [
            ("read-only", self.read_only),
            ("deprecated", self.deprecated),
            ("returned on $select", self.returned_on_select),
            ("filterable", self.filterable),
        ]
    }
}

/// The tables that `lint --metadata` ends with.
pub fn table(coverage: &[MetadataCoverage]) -> String {
    let mut out = String::new();
    for MetadataCoverage { api, namespaces, facts } in coverage {
        let widest = namespaces.iter().map(|one| one.namespace.len()).max().unwrap_or(0).max(20);
        let header = format!("{api} untold by pages");
        let _ = writeln!(
            out,
            "{header:<widest$}  {:>12}{:>14}{:>14}{:>12}",
            "types", "properties", "members", "operations"
        );
        for NamespaceCoverage { namespace, types, properties, members, operations } in namespaces {
            let cell = |count: &Untold| format!("{}/{}", count.untold, count.all);
            let _ = writeln!(
                out,
                "{namespace:<widest$}  {:>12}{:>14}{:>14}{:>12}",
                cell(types),
                cell(properties),
                cell(members),
                cell(operations)
            );
        }
        let _ = writeln!(out, "\n{api} properties that are {:>8}{:>17}", "by pages", "by the metadata");
        for (name, Marked { pages, metadata }) in facts.rows() {
            let _ = writeln!(out, "  {name:<22}{pages:>12}{metadata:>17}");
        }
        out.push('\n');
    }
    out
}
