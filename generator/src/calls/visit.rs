//! Walks through a file: what its modules declare, which variables it has, and which paths its code names.

use std::collections::BTreeSet;

use proc_macro2::{Span, TokenStream};
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};

use super::Naming;
use super::scopes::{Module, Resolved, Scope, Scopes, plain};
use super::tokens::{self, Piece};

/// Collects modules and imports; those of blocks belong to the second walk.
pub struct Declarations<'s, 'g> {
    pub scopes: &'s mut Scopes<'g>,
    pub module: Module,
}

impl VisitMut for Declarations<'_, '_> {
    fn visit_item_mod_mut(&mut self, item: &mut syn::ItemMod) {
        let child = self.module.child(&plain(&item.ident));
        self.scopes.declare(child.clone());
        let outer = std::mem::replace(&mut self.module, child);
        visit_mut::visit_item_mod_mut(self, item);
        self.module = outer;
    }

    fn visit_item_use_mut(&mut self, item: &mut syn::ItemUse) {
        self.scopes.scope_mut(&self.module).import(&item.tree);
    }

    fn visit_item_extern_crate_mut(&mut self, item: &mut syn::ItemExternCrate) {
        if let Some((_, renamed)) = &item.rename {
            self.scopes.scope_mut(&self.module).rename(&plain(renamed), vec![plain(&item.ident)]);
        }
    }

    fn visit_block_mut(&mut self, _: &mut syn::Block) {}
}

/// Collects the names of variables.
#[derive(Default)]
struct Variables(BTreeSet<String>);

impl VisitMut for Variables {
    fn visit_pat_ident_mut(&mut self, pattern: &mut syn::PatIdent) {
        self.0.insert(plain(&pattern.ident));
        visit_mut::visit_pat_ident_mut(self, pattern);
    }

    fn visit_macro_mut(&mut self, called: &mut syn::Macro) {
        tokens::variables(called.tokens.clone(), &mut self.0);
    }
}

/// Collects the paths that lead into the generated crate.
pub struct Collector<'s, 'g> {
    scopes: &'s Scopes<'g>,
    module: Module,
    blocks: Vec<Scope>,
    variables: BTreeSet<String>,
    found: Vec<(Resolved, Span, Naming)>,
}

impl<'s, 'g> Collector<'s, 'g> {
    /// What a file says that is this module.
    pub fn read(scopes: &'s Scopes<'g>, module: Module, file: &mut syn::File) -> Vec<(Resolved, Span, Naming)> {
        let mut variables = Variables::default();
        variables.visit_file_mut(file);
        let mut collector = Self { scopes, module, blocks: Vec::new(), variables: variables.0, found: Vec::new() };
        collector.visit_file_mut(file);
        collector.found
    }

    fn path(&mut self, path: &[String], span: Span, naming: Naming) {
        let resolved = self.scopes.resolve(path, &self.module, &self.blocks);
        self.found.extend(resolved.into_iter().map(|resolved| (resolved, span, naming)));
    }

    fn tokens(&mut self, tokens: TokenStream) {
        let (scope, pieces) = tokens::read(tokens);
        self.blocks.push(scope);
        for piece in pieces {
            match piece {
                Piece::Group(tokens) => self.tokens(tokens),
                Piece::Path { path, naming: Naming::Word, .. } if self.variables.contains(&path[0]) => {}
                Piece::Path { path, span, naming } => self.path(&path, span, naming),
            }
        }
        self.blocks.pop();
    }
}

impl VisitMut for Collector<'_, '_> {
    fn visit_item_mod_mut(&mut self, item: &mut syn::ItemMod) {
        let child = self.module.child(&plain(&item.ident));
        let outer = std::mem::replace(&mut self.module, child);
        visit_mut::visit_item_mod_mut(self, item);
        self.module = outer;
    }

    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        let mut scope = Scope::default();
        for statement in &block.stmts {
            if let syn::Stmt::Item(syn::Item::Use(item)) = statement {
                scope.import(&item.tree);
            }
        }
        self.blocks.push(scope);
        visit_mut::visit_block_mut(self, block);
        self.blocks.pop();
    }

    fn visit_expr_path_mut(&mut self, path: &mut syn::ExprPath) {
        if path.qself.is_none() {
            let segments: Vec<String> = path.path.segments.iter().map(|segment| plain(&segment.ident)).collect();
            self.path(&segments, path.span(), Naming::Code);
        }
    }

    fn visit_macro_mut(&mut self, called: &mut syn::Macro) {
        self.tokens(called.tokens.clone());
    }

    fn visit_attribute_mut(&mut self, attribute: &mut syn::Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
        }
    }
}
