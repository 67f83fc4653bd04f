//! What macros are given, which is no syntax: the paths in it, and what it brings into scope.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Spacing, Span, TokenStream, TokenTree};

use super::Naming;
use super::scopes::{Scope, plain};

/// What stands in tokens, one after the other.
pub enum Piece {
    Path { path: Vec<String>, span: Span, naming: Naming },
    Group(TokenStream),
}

/// The imports of tokens, and what else stands in them.
pub fn read(tokens: TokenStream) -> (Scope, Vec<Piece>) {
    let tokens = Tokens(tokens.into_iter().collect());
    let (mut scope, mut pieces) = (Scope::default(), Vec::new());
    let mut at = 0;
    while let Some(token) = tokens.0.get(at) {
        at = match token {
            TokenTree::Group(group) => {
                pieces.push(Piece::Group(group.stream()));
                at + 1
            }
            TokenTree::Ident(ident) if *ident == "use" => match tokens.import(at) {
                Some((item, end)) => {
                    scope.import(&item.tree);
                    end
                }
                None => at + 1,
            },
            TokenTree::Ident(_) => {
                let (piece, end) = tokens.path(at);
                pieces.extend(piece);
                end
            }
            TokenTree::Punct(punct) => match punct.as_char() {
                // A field or a method, but not the end of a range.
                '.' if !tokens.is(at + 1, '.') && !tokens.is(at.wrapping_sub(1), '.') => tokens.path(at + 1).1,
                // What the macro is given there is seen where it is given.
                '$' if !tokens.is_word(at + 1, "crate") => tokens.path(at + 1).1,
                '\'' => at + 2,
                _ => at + 1,
            },
            TokenTree::Literal(_) => at + 1,
        };
    }
    (scope, pieces)
}

/// Adds the variables of tokens.
pub fn variables(tokens: TokenStream, names: &mut BTreeSet<String>) {
    let tokens = Tokens(tokens.into_iter().collect());
    for (at, token) in tokens.0.iter().enumerate() {
        match token {
            TokenTree::Group(group) => variables(group.stream(), names),
            TokenTree::Ident(ident) => {
                let before = at.wrapping_sub(1);
                let is_pattern = ["let", "mut", "ref", "for"].iter().any(|word| tokens.is_word(before, word));
                let is_argument = tokens.is(before, '|') || tokens.is(at + 1, '|');
                if is_pattern || is_argument || tokens.is(at + 1, '=') {
                    names.insert(plain(ident));
                }
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

struct Tokens(Vec<TokenTree>);

impl Tokens {
    fn is(&self, at: usize, character: char) -> bool {
        matches!(self.0.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == character)
    }

    fn is_word(&self, at: usize, word: &str) -> bool {
        matches!(self.0.get(at), Some(TokenTree::Ident(ident)) if ident == word)
    }

    fn is_joint(&self, at: usize, character: char) -> bool {
        self.is(at, character) && matches!(&self.0[at], TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint)
    }

    /// `use …;`, and where it ends.
    fn import(&self, at: usize) -> Option<(syn::ItemUse, usize)> {
        let end = (at..self.0.len()).find(|at| self.is(*at, ';'))? + 1;
        let item = syn::parse2(self.0[at..end].iter().cloned().collect()).ok()?;
        Some((item, end))
    }

    /// The path that begins here, where it counts, and where it ends.
    fn path(&self, begin: usize) -> (Option<Piece>, usize) {
        let Some(TokenTree::Ident(first)) = self.0.get(begin) else { return (None, begin) };
        let (mut path, mut at, mut is_cut) = (vec![plain(first)], begin + 1, false);
        while !is_cut && self.is_joint(at, ':') && self.is(at + 1, ':') {
            at += 2;
            match self.0.get(at) {
                Some(TokenTree::Ident(ident)) => {
                    path.push(plain(ident));
                    at += 1;
                }
                Some(_) if self.is(at, '<') => at = self.after_arguments(at),
                _ => is_cut = true,
            }
        }
        let is_called = matches!(self.0.get(at), Some(TokenTree::Group(g)) if g.delimiter() == Delimiter::Parenthesis);
        // Names of fields and variables, and of macros.
        let is_value = !(self.is(at, ':') || self.is(at, '=') || self.is(at, '!'));
        let naming = match path.len() {
            _ if is_cut => Some(Naming::Cut),
            1 if !is_called => is_value.then_some(Naming::Word),
            _ => Some(Naming::Macro),
        };
        (naming.map(|naming| Piece::Path { path, span: first.span(), naming }), at)
    }

    /// Where `<…>` ends, of which the arrows of functions are no part.
    fn after_arguments(&self, begin: usize) -> usize {
        let mut depth = 0_usize;
        for at in begin..self.0.len() {
            if self.is(at, '<') {
                depth += 1;
            } else if self.is(at, '>') && !self.is_joint(at - 1, '-') {
                depth -= 1;
            }
            if depth == 0 {
                return at + 1;
            }
        }
        self.0.len()
    }
}
