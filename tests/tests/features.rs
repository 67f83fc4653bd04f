//! Every feature compiles alone, without a warning.

use std::path::Path;

use docgen_tests::Sandbox;
use docgen_tests::program::{cargo, optimised_program, shared, succeed, workspace};

/// The features that a manifest declares.
fn features(manifest: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(manifest).unwrap_or_else(|e| panic!("{}: {e}", manifest.display()));
    let from = text.find("[features]\n").expect("features") + "[features]\n".len();
    let names = text[from..].lines().take_while(|line| !line.is_empty());
    names.filter_map(|line| Some(line.split_once(" = ")?.0.to_owned())).collect()
}

/// Checks the library with these features alone; only its own warnings are errors, so that dependencies are built once.
fn check(manifest: &Path, features: &str, target: Option<&Path>) {
    let mut cargo = cargo();
    cargo.args(["rustc", "--quiet", "--lib", "--profile", "check", "--no-default-features", "--manifest-path"]);
    cargo.arg(manifest).args(["--features", features]);
    if let Some(target) = target {
        cargo.arg("--target-dir").arg(target);
    }
    succeed(cargo.args(["--", "-Dwarnings"]));
}

#[test]
#[ignore = "slow: compiles the crate once for each feature"]
fn each_feature_of_the_committed_crate_compiles_alone() {
    let manifest = workspace().join("generated/Cargo.toml");
    let features = features(&manifest);
    assert!(features.len() > 20 && features.iter().any(|f| f == "client"), "{features:?}");
    check(&manifest, "", None);
    let with_tls = ["client,native-tls", "client,rustls", "client,rustls-no-provider"];
    for chosen in features.iter().map(String::as_str).chain(with_tls) {
        if chosen.ends_with("native-tls") && !has_system_tls() {
            println!("skipped: no headers of OpenSSL for {chosen}");
        } else {
            check(&manifest, chosen, None);
        }
    }
}

/// Whether the TLS of the system can be compiled against: OpenSSL on Linux, and what is always there elsewhere.
fn has_system_tls() -> bool {
    let found = || std::process::Command::new("pkg-config").args(["--exists", "openssl"]).status();
    !cfg!(target_os = "linux") || found().is_ok_and(|status| status.success())
}

/// `MSGRAPH_DOCS=… cargo test -p docgen-tests --test features -- --ignored --nocapture` says how long each takes.
#[test]
#[ignore = "slow: compiles twenty slices of a whole year's docs"]
fn twenty_slices_of_the_whole_docs_compile_alone() {
    let Some(docs) = shared("corpus/2021-07") else { return };
    let sandbox = Sandbox::empty();
    succeed(optimised_program().args(["generate", "--out", "full", "--docs"]).arg(docs).current_dir(sandbox.path("")));
    let manifest = sandbox.path("full/Cargo.toml");
    std::fs::copy(workspace().join("Cargo.lock"), sandbox.path("full/Cargo.lock")).expect("a lock file");
    let slices: Vec<String> =
        features(&manifest).into_iter().filter(|f| f.starts_with("v1-") || f.starts_with("beta-")).collect();
    let target = sandbox.path("target");
    check(&manifest, "", Some(&target));
    for n in 0..20 {
        let slice = &slices[n * slices.len() / 20];
        let start = std::time::Instant::now();
        check(&manifest, slice, Some(&target));
        println!("{slice}: {:.1} s", start.elapsed().as_secs_f64());
    }
    println!("of {} slices", slices.len());
}
