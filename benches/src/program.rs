//! What programs that use the crate cost: to rebuild after an edit, and to run.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::figures::{Contender, compare, spread};
use crate::inputs::{Bench, files};
use crate::process;
use crate::variant::{self, Variant};

/// A package made of a source file in `programs/`.
fn package(bench: &Bench, name: &str, dependencies: &str) -> Result<PathBuf> {
    let (folder, programs) = (bench.path(name), Path::new(env!("CARGO_MANIFEST_DIR")).join("programs"));
    fs::create_dir_all(folder.join("src"))?;
    let manifest = format!(
        "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[features]\nnone = []\n\n[dependencies]\n{dependencies}"
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::copy(programs.join(format!("{name}.rs")), folder.join("src/main.rs"))?;
    fs::copy(programs.join("device.json"), folder.join("src/device.json"))?;
    Ok(folder)
}

const CLIENT: &str = "http = \"1\"\nserde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n";

/// Rebuilds, and links, a program of three endpoints after a touch of its `main.rs`.
pub fn program(bench: &Bench, rounds: usize) -> Result<()> {
    let ours = bench.generate("msgraph")?;
    let slices = "features = [\"v1-device-management\", \"v1-users\"]";
    let derives = package(bench, "derives", CLIENT)?;
    fs::write(derives.join("src/types.rs"), hand_written(bench, &ours)?)?;
    let endpoints = package(bench, "endpoints", &format!("{CLIENT}msgraph = {{ path = {:?}, {slices} }}\n", ours))?;
    let contenders = [("three hand-written derives", &derives), ("three endpoints", &endpoints)].into_iter().map(
        |(name, folder)| {
            process::run(&mut bench.cargo("build", folder, "none"))?;
            Ok(Contender::new(name, move || bench.recompile("build", folder, "src/main.rs", "none")))
        },
    );
    compare("`cargo build` of a program after a touch of main.rs", rounds, contenders.collect::<Result<_>>()?)?;
    Ok(())
}

/// The properties of the types of the three calls, each as one struct; what is nested is left as JSON.
fn hand_written(bench: &Bench, ours: &Path) -> Result<String> {
    let variant = bench.path("variant-derive");
    variant::write(ours, &variant, Variant::Derive)?;
    let nested = regex::Regex::new(r"super::\w+(?:::\w+)*")?;
    let mut out = String::new();
    for name in ["managed_device", "user"] {
        let path = files(&variant.join("src/v1/models"), "rs")
            .into_iter()
            .find(|p| p.ends_with(format!("{name}.rs")))
            .with_context(|| name.to_owned())?;
        let mut file = syn::parse_file(&fs::read_to_string(path)?)?;
        file.attrs.clear();
        file.items.retain(|item| matches!(item, syn::Item::Struct(_)));
        let code = prettyplease::unparse(&file);
        out.push_str(&nested.replace_all(&code, "serde_json::Value"));
    }
    Ok(out)
}

/// Times reading and writing, with criterion.
pub fn runtime(bench: &Bench) -> Result<()> {
    let ours = bench.generate("msgraph")?;
    let derived = bench.path("variant-derive");
    variant::write(&ours, &derived, Variant::Derive)?;
    let slice = "features = [\"v1-device-management\"]";
    let criterion = "criterion = { version = \"0.8\", default-features = false }\n";
    let folder = package(
        bench,
        "devices",
        &format!(
            "{CLIENT}{criterion}msgraph = {{ path = {ours:?}, {slice} }}\nmsgraph-variant = {{ path = {derived:?}, {slice} }}\n"
        ),
    )?;
    let results = bench.path("criterion");
    process::run(bench.cargo("run", &folder, "none").arg("--release").env("CRITERION_HOME", &results))?;
    let times = |name: &str| -> Result<Vec<f64>> {
        let sample: Value = serde_json::from_slice(&fs::read(results.join(name).join("new/sample.json"))?)?;
        let list =
            |key: &str| sample[key].as_array().into_iter().flatten().filter_map(Value::as_f64).collect::<Vec<_>>();
        Ok(list("times").iter().zip(list("iters")).map(|(time, iterations)| time / iterations / 1e6).collect())
    };
    println!("\n## 1,000 managed devices\n\n| | milliseconds | ratio to derive |\n|---|---|---|");
    for verb in ["read", "write"] {
        let base = times(&format!("{verb}_derive"))?;
        for kind in ["derive", "models", "value"] {
            let of = times(&format!("{verb}_{kind}"))?;
            println!(
                "| {verb}, {kind} | {} | {} |",
                spread(of.iter().copied(), 2),
                spread(of.iter().zip(&base).map(|(a, b)| a / b), 2)
            );
        }
    }
    Ok(())
}
