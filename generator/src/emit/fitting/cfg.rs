//! Takes out of code what depends on features that are decided when it is written.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Expr, ImplItem, Item, Meta, Stmt, Token, Variant};

/// What is known of a feature: on, off, or open.
pub type Decided<'a> = &'a dyn Fn(&str) -> Option<bool>;

/// Removes items, variants, arms and expressions of features that are off, and the conditions of those that are on.
pub fn resolve(file: &mut syn::File, decided: Decided<'_>) {
    Resolver { decided }.visit_file_mut(file);
}

/// Whether text names a feature that is decided.
pub fn concerns(text: &str, decided: Decided<'_>) -> bool {
    text.split("feature = \"").skip(1).filter_map(|rest| rest.split('"').next()).any(|name| decided(name).is_some())
}

struct Resolver<'a> {
    decided: Decided<'a>,
}

impl VisitMut for Resolver<'_> {
    fn visit_file_mut(&mut self, file: &mut syn::File) {
        self.filter::<Item>(&mut file.items);
        visit_mut::visit_file_mut(self, file);
    }

    fn visit_item_mod_mut(&mut self, module: &mut syn::ItemMod) {
        if let Some((_, items)) = &mut module.content {
            self.filter::<Item>(items);
        }
        visit_mut::visit_item_mod_mut(self, module);
    }

    fn visit_item_impl_mut(&mut self, block: &mut syn::ItemImpl) {
        self.filter::<ImplItem>(&mut block.items);
        visit_mut::visit_item_impl_mut(self, block);
    }

    fn visit_item_enum_mut(&mut self, item: &mut syn::ItemEnum) {
        self.filter_list::<Variant>(&mut item.variants);
        visit_mut::visit_item_enum_mut(self, item);
    }

    fn visit_expr_match_mut(&mut self, expr: &mut syn::ExprMatch) {
        self.filter::<syn::Arm>(&mut expr.arms);
        visit_mut::visit_expr_match_mut(self, expr);
    }

    fn visit_expr_array_mut(&mut self, array: &mut syn::ExprArray) {
        self.filter_list::<Expr>(&mut array.elems);
        visit_mut::visit_expr_array_mut(self, array);
    }

    fn visit_expr_struct_mut(&mut self, literal: &mut syn::ExprStruct) {
        let kept = std::mem::take(&mut literal.fields).into_iter().filter_map(|mut field| {
            field.attrs = self.conditions(field.attrs)?;
            Some(field)
        });
        literal.fields = kept.collect();
        visit_mut::visit_expr_struct_mut(self, literal);
    }

    fn visit_fields_named_mut(&mut self, fields: &mut syn::FieldsNamed) {
        let kept = std::mem::take(&mut fields.named).into_iter().filter_map(|mut field| {
            field.attrs = self.conditions(field.attrs)?;
            Some(field)
        });
        fields.named = kept.collect();
        visit_mut::visit_fields_named_mut(self, fields);
    }

    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        let statements = std::mem::take(&mut block.stmts).into_iter();
        block.stmts = statements
            .filter_map(|statement| match statement {
                Stmt::Local(mut local) => {
                    local.attrs = self.conditions(local.attrs)?;
                    Some(Stmt::Local(local))
                }
                Stmt::Item(item) => self.kept(item).map(Stmt::Item),
                Stmt::Expr(expr, end) => Some(Stmt::Expr(self.kept(expr)?, end)),
                other => Some(other),
            })
            .collect();
        visit_mut::visit_block_mut(self, block);
    }
}

impl Resolver<'_> {
    fn filter<T: ToTokens + Parse>(&self, nodes: &mut Vec<T>) {
        *nodes = std::mem::take(nodes).into_iter().filter_map(|node| self.kept(node)).collect();
    }

    fn filter_list<T: ToTokens + Parse>(&self, nodes: &mut Punctuated<T, Token![,]>) {
        *nodes = std::mem::take(nodes).into_iter().filter_map(|node| self.kept(node)).collect();
    }

    /// A node without its decided conditions; none when one of them is off.
    ///
    /// The kinds of nodes have their attributes in fields of their own, but all of them begin with them.
    fn kept<T: ToTokens + Parse>(&self, node: T) -> Option<T> {
        let split = |input: ParseStream<'_>| Ok((Attribute::parse_outer(input)?, input.parse::<TokenStream>()?));
        let Ok((attributes, rest)) = split.parse2(node.to_token_stream()) else { return Some(node) };
        if !attributes.iter().any(|a| a.path().is_ident("cfg") || a.path().is_ident("cfg_attr")) {
            return Some(node);
        }
        let attributes = self.conditions(attributes)?;
        Some(syn::parse2(quote!(#(#attributes)* #rest)).unwrap_or(node))
    }

    /// The attributes without the conditions that are on; none when one is off.
    fn conditions(&self, attributes: Vec<Attribute>) -> Option<Vec<Attribute>> {
        let mut out = Vec::new();
        for attribute in attributes {
            if attribute.path().is_ident("cfg_attr") {
                out.extend(self.conditional(attribute));
                continue;
            }
            let condition = attribute.path().is_ident("cfg").then(|| attribute.parse_args::<Meta>().ok()).flatten();
            match condition.and_then(|condition| self.value(&condition)) {
                Some(true) => {}
                Some(false) => return None,
                None => out.push(attribute),
            }
        }
        Some(out)
    }

    /// What is left of a `cfg_attr`: its attributes where its condition is on, and none where it is off.
    fn conditional(&self, attribute: Attribute) -> Vec<Attribute> {
        let Ok(parts) = attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated) else {
            return vec![attribute];
        };
        let mut parts = parts.into_iter();
        match parts.next().and_then(|condition| self.value(&condition)) {
            Some(true) => parts.map(|meta| syn::parse_quote!(#[#meta])).collect(),
            Some(false) => Vec::new(),
            None => vec![attribute],
        }
    }

    fn value(&self, condition: &Meta) -> Option<bool> {
        match condition {
            Meta::NameValue(pair) if pair.path.is_ident("feature") => {
                let Expr::Lit(literal) = &pair.value else { return None };
                let syn::Lit::Str(name) = &literal.lit else { return None };
                (self.decided)(&name.value())
            }
            Meta::List(list) => {
                let parts = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).ok()?;
                let values: Vec<Option<bool>> = parts.iter().map(|part| self.value(part)).collect();
                // One part decides the whole when it has the deciding value; else all of them must be known.
                let any = |deciding: bool| match values.iter().find(|v| **v == Some(deciding)) {
                    Some(_) => Some(deciding),
                    None => values.iter().all(Option::is_some).then_some(!deciding),
                };
                match list.path.get_ident()?.to_string().as_str() {
                    "any" => any(true),
                    "all" => any(false),
                    "not" => values.first().copied().flatten().map(|v| !v),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(code: &str) -> String {
        let decided = |name: &str| match name {
            "on" => Some(true),
            "off" => Some(false),
            _ => None,
        };
        let mut file = syn::parse_file(code).unwrap();
        resolve(&mut file, &decided);
        prettyplease::unparse(&file).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_off_goes_and_what_is_on_loses_its_condition() {
        let code = "#[cfg(feature = \"on\")] mod a; #[cfg(feature = \"off\")] mod b; #[cfg(feature = \"open\")] mod c;";
        assert_eq!(resolved(code), "mod a; #[cfg(feature = \"open\")] mod c;");
        let code = "#[cfg(any(feature = \"open\", feature = \"on\"))] mod a; #[cfg(not(feature = \"on\"))] mod b; \
                    #[cfg(all(unix, feature = \"off\"))] mod c; #[cfg(all(unix, feature = \"on\"))] mod d;";
        assert_eq!(resolved(code), "mod a; #[cfg(all(unix, feature = \"on\"))] mod d;");
    }

    #[test]
    fn attributes_under_a_condition_go_or_stay_without_it() {
        let code = "#[cfg_attr(feature = \"on\", doc = \"a\")] #[cfg_attr(feature = \"off\", doc = \"b\")] \
                    #[cfg_attr(feature = \"open\", doc = \"c\")] struct S;";
        assert_eq!(resolved(code), "///a #[cfg_attr(feature = \"open\", doc = \"c\")] struct S;");
    }

    #[test]
    fn variants_arms_methods_fields_and_elements_go_as_well() {
        let code = "enum E { A, #[cfg(feature = \"off\")] B } impl E { #[cfg(feature = \"off\")] fn b() {} \
                    fn a(self) { match self { Self::A => {}, #[cfg(feature = \"off\")] Self::B => {} } } } \
                    static S: &[u8] = &[1, #[cfg(feature = \"off\")] 2]; \
                    static P: P = P { a: 1, #[cfg(feature = \"off\")] b: 2 };";
        assert_eq!(
            resolved(code),
            "enum E { A, } impl E { fn a(self) { match self { Self::A => {} } } } static S: &[u8] = &[1]; \
             static P: P = P { a: 1 };"
        );
    }
}
