//! Properties and relationships: whether there are such, and of which type.

use super::evidence::Evidence;
use super::fits::Form;
use super::{Comparison, Contradiction};
use crate::config::{Subject, SuggestedChange};
use crate::diagnostic::{Code, nearest};
use crate::differences::{Relationships, listed};
use crate::matching::shown_name;
use crate::metadata::MetadataProperty;
use crate::model::{Property, Type, TypeName, TypeRef};

impl<'a> Comparison<'a> {
    pub(super) fn properties(&mut self, name: &'a TypeName, ty: &'a Type, known: &'a TypeName) {
        for (_, property, metadata) in self.sides.properties(ty, known) {
            match metadata {
                Some(metadata) => {
                    self.spelling(ty, property, metadata);
                    if let Some(relationships) = self.sides.relationships(ty, property, metadata) {
                        self.relationship(property, &relationships, metadata);
                    }
                    self.property_type(name, ty, property, metadata);
                }
                None => self.unknown_property(name, property, known),
            }
        }
    }

    fn unknown_property(&mut self, name: &TypeName, property: &Property, known: &'a TypeName) {
        let names = self.sides.metadata.chain(known).flat_map(|(_, ty)| &ty.properties).map(|p| p.name.as_str());
        let listed_names: Vec<&str> = self.properties_of_page(name);
        // A name that the page has beside it is another property, not this one.
        let near = nearest(&property.name, names.filter(|name| !listed_names.contains(name)));
        let is_open = self.sides.metadata.chain(known).any(|(_, ty)| ty.open);
        if is_open && near.is_none() {
            return;
        }
        let declares = |(derived, _): &(&'a TypeName, _)| {
            let own = self.sides.metadata.structured(derived).map(|ty| ty.properties.as_slice()).unwrap_or_default();
            *derived != known
                && own.iter().any(|p| p.name == property.name)
                && self.sides.metadata.derives(derived, known)
        };
        let derived: Vec<&TypeName> = self.sides.metadata.types.iter().filter(declares).map(|(name, _)| name).collect();
        let also = if derived.is_empty() { String::new() } else { format!("; there {} it", of_derived(&derived)) };
        let shows = |key: &str| self.shown.values(name, key).len();
        let evidence = Evidence { page: shows(&property.name), metadata: near.map_or(0, shows), ..Evidence::default() };
        self.report(Contradiction {
            code: Code::MetadataNoProperty,
            source: &property.source,
            found: format!("the metadata has no property `{}` of `{}`{also}", property.name, name.name),
            evidence: Some(evidence),
            line: self.sides.metadata.types.get(known).map(|ty| ty.line()),
            help: near.map(|near| format!("did you mean `{near}`?")),
            fixes: near.map(|near| self.renamed(name, property, near)).into_iter().collect(),
        });
    }

    fn renamed(&self, ty: &TypeName, property: &Property, name: &str) -> (Subject, SuggestedChange) {
        let change = if self.properties_of_page(ty).contains(&name) {
            SuggestedChange::Skip
        } else {
            SuggestedChange::Correct { set_type: None, rename: Some(name.to_owned()) }
        };
        (Subject::Property(ty.clone(), property.name.clone()), change)
    }

    /// None where the docs do not have the type of the metadata.
    fn retyped(&self, ty: &TypeName, property: &Property, service: &TypeRef) -> Option<(Subject, SuggestedChange)> {
        let change = SuggestedChange::Correct { set_type: Some(self.in_docs(service)?), rename: None };
        Some((Subject::Property(ty.clone(), property.name.clone()), change))
    }

    fn properties_of_page(&self, name: &TypeName) -> Vec<&'a str> {
        self.sides.ir.chain(name).flat_map(|ty| &ty.properties).map(|property| property.name.as_str()).collect()
    }

    fn spelling(&mut self, ty: &Type, property: &Property, metadata: &MetadataProperty) {
        if property.name == metadata.name {
            return;
        }
        let shows = |key: &str| self.shown.values(&ty.type_name(), key).len();
        let evidence = Evidence { page: shows(&property.name), metadata: shows(&metadata.name), ..Evidence::default() };
        self.report(Contradiction {
            code: Code::MetadataNoProperty,
            source: &property.source,
            found: format!("`{}` of `{}` is spelled `{}` in the metadata", property.name, ty.name, metadata.name),
            evidence: Some(evidence),
            line: Some(metadata.line),
            help: Some(format!("write `{}`", metadata.name)),
            fixes: vec![self.renamed(&ty.type_name(), property, &metadata.name)],
        });
    }

    fn relationship(&mut self, property: &Property, found: &Relationships<'_>, metadata: &MetadataProperty) {
        self.report(Contradiction {
            code: Code::MetadataRelationship,
            source: &property.source,
            found: found.to_string(),
            evidence: None,
            line: Some(metadata.line),
            help: None,
            fixes: Vec::new(),
        });
    }

    fn property_type(&mut self, name: &TypeName, ty: &'a Type, property: &'a Property, metadata: &'a MetadataProperty) {
        let Some(types) = self.sides.property_types(ty, property, metadata) else { return };
        if let Some((listed_by, members)) = self.listed_members(property, metadata) {
            self.listed_values(property, listed_by, members);
        }
        let values = self.shown.values(name, &property.name).iter().copied();
        let (on_page, in_metadata) =
            (Form::new(&property.ty, self.sides.ir), Form::new(&types.service, self.sides.metadata));
        let evidence = Evidence::weigh(values, |value| on_page.fits(value), |value| in_metadata.fits(value));
        self.report(Contradiction {
            code: types.code,
            source: &property.source,
            found: types.to_string(),
            evidence: Some(evidence),
            line: Some(metadata.line),
            help: None,
            fixes: self.retyped(name, property, &types.service).into_iter().collect(),
        });
    }
}

/// `x` and `y` alone have
fn of_derived(derived: &[&TypeName]) -> String {
    let names: Vec<String> = derived.iter().map(|name| shown_name(name)).collect();
    let verb = if names.len() == 1 { "has" } else { "have" };
    format!("{} {verb}", listed(names.iter().map(String::as_str)))
}
