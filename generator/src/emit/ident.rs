//! Names as code.

use proc_macro2::{Ident, Span, TokenStream};

/// Keywords that cannot be written as `r#…`.
const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate", "_"];

/// Keywords of the 2024 edition, reserved ones included, that can be written as `r#…`.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The identifier for a name that the plan has; keywords become raw.
pub fn ident(name: &str) -> Ident {
    if NEVER_RAW.contains(&name) {
        return Ident::new(&format!("{name}_"), Span::call_site());
    }
    if KEYWORDS.contains(&name) { Ident::new_raw(name, Span::call_site()) } else { Ident::new(name, Span::call_site()) }
}

/// A path that the plan has, as code: `move` is `r#move`.
#[cfg(feature = "cli")]
pub fn spelled(path: &str) -> String {
    path.split("::").map(|name| ident(name).to_string()).collect::<Vec<_>>().join("::")
}

/// A path such as `crate::vendor::graph`, as code.
pub fn path(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}
