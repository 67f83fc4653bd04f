//! Two walks through a file: what its modules declare, and which paths its code names.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};

use super::scopes::{Module, Scope, Scopes, plain};

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

/// Collects the paths that lead into the generated crate.
pub struct Collector<'s, 'g> {
    scopes: &'s Scopes<'g>,
    module: Module,
    blocks: Vec<Scope>,
    pub found: Vec<(Vec<String>, Span, bool)>,
}

impl<'s, 'g> Collector<'s, 'g> {
    pub fn new(scopes: &'s Scopes<'g>, module: Module) -> Self {
        Self { scopes, module, blocks: Vec::new(), found: Vec::new() }
    }

    fn path(&mut self, path: &[String], span: Span) {
        for resolved in self.scopes.resolve(path, &self.module, &self.blocks) {
            self.found.push((resolved.path, span, resolved.by_glob));
        }
    }

    /// What macros are given is no syntax: every path in it counts, and a name alone where it is called.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let (mut span, mut colons) = (Span::call_site(), 0);
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match &token {
                TokenTree::Ident(ident) => {
                    // A single colon, as in `field: list()`, ends what stood before it.
                    if colons != 2 {
                        (path, span) = (Vec::new(), ident.span());
                    }
                    path.push(plain(ident));
                    colons = 0;
                    let goes_on = matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
                    if !goes_on {
                        let called = matches!(tokens.peek(), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis);
                        let whole = std::mem::take(&mut path);
                        if whole.len() > 1 || called {
                            self.path(&whole, span);
                        }
                    }
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' && !path.is_empty() => colons += 1,
                TokenTree::Group(group) => {
                    (path, colons) = (Vec::new(), 0);
                    self.tokens(group.stream());
                }
                _ => (path, colons) = (Vec::new(), 0),
            }
        }
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
            self.path(&segments, path.span());
        }
    }

    fn visit_macro_mut(&mut self, called: &mut syn::Macro) {
        self.tokens(called.tokens.clone());
    }
}
