//! What the generated crate costs the compiler, beside the same crate without serde code and with serde's derive.

use std::path::PathBuf;

use anyhow::Result;

use crate::figures::{Contender, compare};
use crate::inputs::Bench;
use crate::process;
use crate::variant::{self, Variant};

/// `cargo check` of the whole, of one version and of one slice.
pub fn compile(bench: &Bench, rounds: usize, features: &[String]) -> Result<()> {
    let ours = bench.generate("msgraph")?;
    let contenders = features.iter().map(|features| {
        let ours = &ours;
        Ok(Contender::new(features.clone(), {
            prepare(bench, ours, features)?;
            move || bench.recompile("check", ours, "src/lib.rs", features)
        }))
    });
    compare("`cargo check` of the generated crate, by features", rounds, contenders.collect::<Result<_>>()?)?;
    Ok(())
}

/// `cargo check` of the three ways to hold the same models.
pub fn models(bench: &Bench, rounds: usize, features: &str, derive: bool) -> Result<()> {
    let ours = bench.generate("msgraph")?;
    let mut crates: Vec<(&str, PathBuf)> =
        vec![("without serde code", bench.path("plain")), ("generated", ours.clone())];
    variant::write(&ours, &crates[0].1, Variant::Plain)?;
    if derive {
        crates.push(("serde derive", bench.path("derive")));
        variant::write(&ours, &crates[2].1, Variant::Derive)?;
    }
    let contenders = crates.iter().map(|(name, folder)| {
        prepare(bench, folder, features)?;
        Ok(Contender::new(*name, move || bench.recompile("check", folder, "src/lib.rs", features)))
    });
    let title = format!("`cargo check` of `{features}`: the same models three ways");
    compare(&title, rounds, contenders.collect::<Result<_>>()?)?;
    Ok(())
}

/// Builds the dependencies, which are not counted. The crate's own first check is their warm-up.
fn prepare(bench: &Bench, folder: &std::path::Path, features: &str) -> Result<()> {
    process::run(&mut bench.cargo("check", folder, features)).map(drop)
}
