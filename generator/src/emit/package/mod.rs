//! What makes the code a package: its manifest, its readme, under which licences it stands, and the files that every crate
//! carries.

mod manifest;
pub mod programs;
mod readme;
pub mod runtime;

use crate::plan::{Options, VersionPlan};

pub use manifest::dependencies;

/// What every crate says of itself, with the notice that the licence of the docs asks for.
const NOTICE: &str = include_str!("../../../NOTICE.md");
const LICENCES: &[(&str, &str)] = &[
    ("LICENSE-APACHE", include_str!("../../../LICENSE-APACHE")),
    ("LICENSE-MIT", include_str!("../../../LICENSE-MIT")),
];

/// The files beside the code.
pub fn files(plans: &[VersionPlan<'_>], options: &Options) -> Vec<(String, String)> {
    let rustfmt = "# The generator formats what it writes.\ndisable_all_formatting = true\n";
    let mut out = vec![
        ("Cargo.toml".to_owned(), manifest::manifest(plans, options)),
        ("README.md".to_owned(), readme::readme(plans, options)),
        ("NOTICE.md".to_owned(), NOTICE.to_owned()),
        ("rustfmt.toml".to_owned(), rustfmt.to_owned()),
    ];
    out.extend(LICENCES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    out
}
