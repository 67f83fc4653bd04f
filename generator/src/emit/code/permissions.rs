//! Emits the permissions of endpoints as data, a table for each slice; and says which tables an endpoint has.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::ident::{ident, path};
use crate::model::PermissionKind;
use crate::plan::{Table, VersionPlan, tables};

/// The endpoints of a version that document their permissions, by slice and in the order of their request lines.
pub struct Documented<'a> {
    plan: &'a VersionPlan<'a>,
    slices: BTreeMap<&'a str, BTreeMap<String, Vec<Table<'a>>>>,
}

impl<'a> Documented<'a> {
    pub fn new(plan: &'a VersionPlan<'a>) -> Self {
        let mut slices: BTreeMap<&str, BTreeMap<_, _>> = BTreeMap::new();
        for endpoint in &plan.endpoints {
            let tables = tables(endpoint);
            if !tables.is_empty() {
                slices.entry(endpoint.slice()).or_default().insert(plan.line(endpoint), tables);
            }
        }
        Self { plan, slices }
    }

    pub fn slices(&self) -> impl Iterator<Item = &'a str> {
        self.slices.keys().copied()
    }

    /// The module that holds them; none when there is nothing to hold.
    pub fn module<'p>(plan: &'p VersionPlan<'_>) -> Option<&'p str> {
        let is_documented = plan.endpoints.iter().any(|endpoint| !tables(endpoint).is_empty());
        is_documented.then_some(plan.permissions.as_str())
    }

    /// Where the root of the crate finds the slices of this version.
    pub fn emit_path(plan: &VersionPlan<'_>) -> Option<TokenStream> {
        let (version, module) = (ident(plan.module), ident(Self::module(plan)?));
        Some(quote!(#version::#module::SLICES))
    }

    pub fn emit_index(&self) -> TokenStream {
        let slices: Vec<_> = self.slices().map(|slice| (ident(slice), self.plan.feature_of(slice))).collect();
        let modules = slices.iter().map(|(name, feature)| quote!(#[cfg(feature = #feature)] mod #name;));
        let root = path(&self.plan.root);
        let tables = slices.iter().map(|(name, feature)| quote!(#[cfg(feature = #feature)] #name::TABLES));
        quote! {
            use #root::runtime::permissions::Slice;

            #(#modules)*
            pub(crate) static SLICES: &[Slice] = &[#(#tables),*];
        }
    }

    pub fn emit(&self, slice: &str) -> TokenStream {
        let rows = self.slices.get(slice).into_iter().flatten().map(|(line, tables)| {
            let tables = tables.iter().map(emit_table);
            quote!((#line, &[#(#tables),*]))
        });
        let root = path(&self.plan.root);
        quote! {
            use #root::runtime::permissions::{Slice, Table};

            pub(super) static TABLES: Slice = &[#(#rows),*];
        }
    }
}

fn emit_table(table: &Table<'_>) -> TokenStream {
    let (page, scenario) = (table.page, table.scenario);
    let kind = |kind| match table.sets(kind) {
        Some(sets) => {
            let sets = sets.iter().map(|names| quote!(&[#(#names),*]));
            quote!(Some(&[#(#sets),*]))
        }
        None => quote!(None),
    };
    let work = kind(PermissionKind::DelegatedWork);
    let personal = kind(PermissionKind::DelegatedPersonal);
    let application = kind(PermissionKind::Application);
    quote! {
        Table {
            page: #page,
            scenario: #scenario,
            delegated_work: #work,
            delegated_personal: #personal,
            application: #application,
        }
    }
}
