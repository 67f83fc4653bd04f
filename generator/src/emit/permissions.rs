//! Emits the permissions of endpoints as data, a table for each slice; and says which tables an endpoint has.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::endpoints::Endpoint;
use super::functions::line;
use super::names::ident;
use super::plan::VersionPlan;
use crate::model::{Operation, PermissionKind, Permissions, Source};

/// A table of permissions: the sets of each kind that it speaks of, least privileged first.
#[derive(Debug)]
pub struct Table<'a> {
    /// The page's name, which is also that of the published page.
    pub page: &'a str,
    pub scenario: &'a str,
    source: &'a Source,
    rows: BTreeMap<PermissionKind, &'a [Vec<String>]>,
    lines: BTreeMap<PermissionKind, u32>,
}

impl Table<'_> {
    /// None when the table does not speak of the kind.
    pub fn of(&self, kind: PermissionKind) -> Option<&[Vec<String>]> {
        self.rows.get(&kind).copied()
    }

    /// Every kind that it speaks of, with its sets and its place.
    pub fn rows(&self) -> impl Iterator<Item = (PermissionKind, &[Vec<String>], Source)> {
        self.rows.iter().map(|(kind, sets)| {
            let line = self.lines.get(kind).copied().unwrap_or(self.source.line);
            (*kind, *sets, Source { line, ..self.source.clone() })
        })
    }

    fn emit(&self) -> TokenStream {
        let (page, scenario) = (self.page, self.scenario);
        let kind = |kind| match self.of(kind) {
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
}

/// The tables of all of an endpoint's pages, without repetitions; those of its main page first.
pub fn tables<'a>(endpoint: &Endpoint<'a>) -> Vec<Table<'a>> {
    let mut out: Vec<Table<'_>> = Vec::new();
    for (page, rows) in &endpoint.permissions {
        for table in page_tables(page, rows) {
            if out.iter().all(|known| known.rows != table.rows) {
                out.push(table);
            }
        }
    }
    out
}

/// A table ends where another scenario begins, or where a kind comes again.
fn page_tables<'a>(page: &'a Operation, rows: &[&'a Permissions]) -> Vec<Table<'a>> {
    let mut out: Vec<Table<'_>> = Vec::new();
    for Permissions { kind, scenario, alternatives, line, .. } in rows {
        let scenario = scenario.as_deref().unwrap_or_default();
        let fits = out.last().is_some_and(|table| table.scenario == scenario && !table.rows.contains_key(kind));
        if !fits {
            out.push(Table {
                page: page.source.page(),
                scenario,
                source: &page.source,
                rows: BTreeMap::new(),
                lines: BTreeMap::new(),
            });
        }
        if let Some(table) = out.last_mut() {
            table.rows.insert(*kind, alternatives);
            table.lines.insert(*kind, *line);
        }
    }
    out
}

/// The endpoints of a version that document their permissions, by slice and in the order of their request lines.
pub struct Documented<'a> {
    plan: &'a VersionPlan<'a>,
    slices: BTreeMap<&'a str, BTreeMap<String, Vec<Table<'a>>>>,
}

impl<'a> Documented<'a> {
    pub fn of(plan: &'a VersionPlan<'a>) -> Self {
        let mut slices: BTreeMap<&str, BTreeMap<_, _>> = BTreeMap::new();
        for endpoint in &plan.endpoints {
            let tables = tables(endpoint);
            if !tables.is_empty() {
                slices.entry(endpoint.slice()).or_default().insert(line(plan, endpoint), tables);
            }
        }
        Self { plan, slices }
    }

    pub fn slices(&self) -> impl Iterator<Item = &'a str> {
        self.slices.keys().copied()
    }

    /// The module that holds them; none when there is nothing to hold.
    pub fn module(&self) -> Option<&'a str> {
        self.slices.first_key_value().map(|_| self.plan.permissions.as_str())
    }

    /// Where the root of the crate finds the slices of this version.
    pub fn emit_path(&self) -> Option<TokenStream> {
        let (version, module) = (ident(self.plan.module), ident(self.module()?));
        Some(quote!(#version::#module::SLICES))
    }

    pub fn emit_index(&self) -> TokenStream {
        let slices: Vec<_> = self.slices().map(|slice| (ident(slice), self.plan.feature_of(slice))).collect();
        let modules = slices.iter().map(|(name, feature)| quote!(#[cfg(feature = #feature)] mod #name;));
        let root = self.plan.root();
        let tables = slices.iter().map(|(name, feature)| quote!(#[cfg(feature = #feature)] #name::TABLES));
        quote! {
            use #root::runtime::permissions::Slice;

            #(#modules)*
            pub(crate) static SLICES: &[Slice] = &[#(#tables),*];
        }
    }

    pub fn emit(&self, slice: &str) -> TokenStream {
        let rows = self.slices.get(slice).into_iter().flatten().map(|(line, tables)| {
            let tables = tables.iter().map(Table::emit);
            quote!((#line, &[#(#tables),*]))
        });
        let root = self.plan.root();
        quote! {
            use #root::runtime::permissions::{Slice, Table};

            pub(super) static TABLES: Slice = &[#(#rows),*];
        }
    }
}
