//! The generated crate with its serde code left out, or with serde's derive in its place: the same types, fields,
//! functions and docs, made from the generated files themselves.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use quote::ToTokens;
use rayon::prelude::*;
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, File, Item, ItemImpl, Lit, PathArguments, Type, parse_quote};

use crate::inputs::files;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// Plain structs and enums with the derives of the standard library.
    Plain,
    /// With `Serialize` and `Deserialize` as well. Unknown properties are dropped, which is less than the models do.
    Derive,
}

/// Copies a generated crate into `to` as the variant.
pub fn write(from: &Path, to: &Path, variant: Variant) -> Result<()> {
    let manifest =
        fs::read_to_string(from.join("Cargo.toml"))?.replace("name = \"msgraph\"", "name = \"msgraph-variant\"");
    // The tests and examples are of the crate itself.
    let manifest = manifest.split("\n[[").next().unwrap_or_default();
    let (before, serde) = manifest.split_once("[dependencies.serde]").context("serde is a dependency")?;
    let manifest = format!("{before}[dependencies.serde]")
        + &serde.replacen("features = [\"std\"]", "features = [\"std\", \"derive\"]", 1);
    fs::create_dir_all(to)?;
    fs::write(to.join("Cargo.toml"), manifest)?;
    fs::copy(from.join("README.md"), to.join("README.md"))?;
    files(&from.join("src"), "rs").par_iter().try_for_each(|file| {
        let inside = file.strip_prefix(from)?;
        let text = fs::read_to_string(file)?;
        let runtime = inside.starts_with("src/runtime");
        let code =
            if runtime { text } else { rewrite(&text, variant).with_context(|| inside.display().to_string())? };
        let target = to.join(inside);
        fs::create_dir_all(target.parent().unwrap_or(to))?;
        Ok(fs::write(target, code)?)
    })
}

fn rewrite(text: &str, variant: Variant) -> Result<String> {
    let mut file: File = syn::parse_file(text)?;
    let wire_names = wire_names(&file);
    file.items.retain(|item| !is_serde_code(item));
    for item in &mut file.items {
        match item {
            Item::Struct(item) => {
                item.attrs.retain(|a| !a.path().is_ident("derive"));
                item.attrs.push(parse_quote!(#[derive(Clone, Debug, Default, PartialEq)]));
                if variant == Variant::Derive {
                    item.attrs.push(parse_quote!(#[derive(serde::Serialize, serde::Deserialize)]));
                    item.attrs.push(parse_quote!(#[serde(default)]));
                }
                let names = wire_names.get(&item.ident.to_string());
                for (i, field) in item.fields.iter_mut().enumerate().filter(|_| variant == Variant::Derive) {
                    match names.and_then(|n| n.get(i)) {
                        Some(name) => field
                            .attrs
                            .push(parse_quote!(#[serde(rename = #name, skip_serializing_if = "Option::is_none")])),
                        None => field.attrs.push(parse_quote!(#[serde(skip)])),
                    }
                }
            }
            Item::Enum(item) => {
                item.attrs.retain(|a| !a.path().is_ident("derive"));
                item.attrs.push(parse_quote!(#[derive(Clone, Debug, PartialEq, Eq, Hash)]));
                if variant == Variant::Derive {
                    item.attrs.push(parse_quote!(#[derive(serde::Serialize, serde::Deserialize)]));
                }
                let names = wire_names.get(&item.ident.to_string());
                for (i, member) in item.variants.iter_mut().enumerate().filter(|_| variant == Variant::Derive) {
                    match names.and_then(|n| n.get(i)) {
                        Some(name) => member.attrs.push(parse_quote!(#[serde(rename = #name)])),
                        None => member.attrs.push(parse_quote!(#[serde(untagged)])),
                    }
                }
            }
            // The accessors of relationships keep their signatures; what they call is serde code.
            Item::Impl(item) if item.trait_.is_none() => empty_bodies(item),
            _ => {}
        }
    }
    Plainer(variant).visit_file_mut(&mut file);
    // Imports of what is gone.
    file.attrs.push(parse_quote!(#![allow(unused_imports)]));
    Ok(prettyplease::unparse(&file))
}

fn is_serde_code(item: &Item) -> bool {
    match item {
        Item::Impl(item) => item.trait_.is_some(),
        Item::Macro(item) => {
            item.mac.path.segments.last().is_some_and(|s| s.ident == "model_impls" || s.ident == "open_enum_impls")
        }
        _ => false,
    }
}

/// The wire names of each type's fields or members, from the tables that the engine reads.
fn wire_names(file: &File) -> HashMap<String, Vec<String>> {
    let impls = file.items.iter().filter_map(|item| if let Item::Impl(item) = item { Some(item) } else { None });
    let tables = impls.filter_map(|item| {
        let name = item.trait_.as_ref()?.0.segments.last()?.ident.to_string();
        (name == "Model" || name == "OpenEnum")
            .then(|| (item.self_ty.to_token_stream().to_string(), strings(item, name == "Model")))
    });
    tables.collect()
}

/// The strings in a table, without the type's own name, which comes first for a model.
fn strings(item: &ItemImpl, model: bool) -> Vec<String> {
    struct Strings(Vec<String>);
    impl<'a> syn::visit::Visit<'a> for Strings {
        fn visit_lit(&mut self, lit: &'a Lit) {
            if let Lit::Str(text) = lit {
                self.0.push(text.value());
            }
        }
    }
    let mut strings = Strings(Vec::new());
    syn::visit::visit_item_impl(&mut strings, item);
    strings.0.drain(..usize::from(model)).for_each(drop);
    strings.0
}

fn empty_bodies(item: &mut ItemImpl) {
    for method in item.items.iter_mut().filter_map(|i| if let syn::ImplItem::Fn(f) = i { Some(f) } else { None }) {
        let body: Block = if matches!(method.sig.output, syn::ReturnType::Default) {
            parse_quote!({
                let _ = value;
            })
        } else {
            parse_quote!({ Ok(None) })
        };
        method.block = body;
    }
}

/// Types of the runtime that bring serde code along become what a crate with derive would use.
struct Plainer(Variant);

impl VisitMut for Plainer {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        visit_mut::visit_type_mut(self, ty);
        let Type::Path(path) = &*ty else { return };
        if path.path.segments.first().is_none_or(|s| s.ident != "runtime") {
            return;
        }
        let Some(last) = path.path.segments.last() else { return };
        let argument = match &last.arguments {
            PathArguments::AngleBracketed(arguments) => arguments.args.first().cloned(),
            _ => None,
        };
        let derived = self.0 == Variant::Derive;
        *ty = match (last.ident.to_string().as_str(), argument) {
            ("Page" | "Multiple", Some(of)) => parse_quote!(Vec<#of>),
            ("Single", Some(of)) => parse_quote!(Option<#of>),
            ("Flags", Some(_)) => parse_quote!(String),
            (
                "Unrecognized" | "DateTimeOffset" | "Date" | "TimeOfDay" | "Duration" | "Guid" | "Binary" | "Decimal",
                None,
            ) if derived => parse_quote!(String),
            ("Int64", None) if derived => parse_quote!(i64),
            ("Extra", None) if derived => parse_quote!(serde_json::Map<String, serde_json::Value>),
            _ => return,
        };
    }

    // Nothing to change in there.
    fn visit_expr_mut(&mut self, _: &mut Expr) {}
}
