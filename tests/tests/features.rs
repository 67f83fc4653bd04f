//! Every feature compiles alone, without a warning.

use std::path::Path;
use std::process::Command;

use docgen_tests::Sandbox;
use docgen_tests::program::{cargo, cargo_alone, program, shared, succeed, workspace};

/// The features that a manifest declares.
fn features(manifest: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(manifest).unwrap_or_else(|e| panic!("{}: {e}", manifest.display()));
    let from = text.find("[features]\n").expect("features") + "[features]\n".len();
    let names = text[from..].lines().take_while(|line| !line.is_empty());
    names.filter_map(|line| Some(line.split_once(" = ")?.0.to_owned())).collect()
}

/// Checks the library with these features alone; only its own warnings are errors, so that dependencies are built once.
fn check(cargo: &mut Command, features: &str) {
    cargo.args(["rustc", "--quiet", "--lib", "--profile", "check", "--no-default-features"]);
    succeed(cargo.args(["--features", features, "--", "-Dwarnings"]));
}

#[test]
#[ignore = "slow: compiles the crate once for each feature"]
fn each_feature_of_the_committed_crate_compiles_alone() {
    let folder = workspace().join("generated");
    let features = features(&folder.join("Cargo.toml"));
    let check = |chosen: &str| {
        check(cargo().current_dir(&folder), chosen);
    };
    assert!(features.len() > 20 && features.iter().any(|f| f == "client"), "{features:?}");
    check("");
    let with_tls = ["client,native-tls", "client,rustls", "client,rustls-no-provider"];
    for chosen in features.iter().map(String::as_str).chain(with_tls) {
        if chosen.ends_with("native-tls") && !has_system_tls() {
            println!("skipped: no headers of OpenSSL for {chosen}");
        } else {
            check(chosen);
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
    succeed(program().args(["generate", "--out", "full", "--docs"]).arg(docs).current_dir(sandbox.path("")));
    let folder = sandbox.path("full");
    let slices: Vec<String> = features(&folder.join("Cargo.toml"))
        .into_iter()
        .filter(|f| f.starts_with("v1-") || f.starts_with("beta-"))
        .collect();
    let check = |slice: &str| {
        let mut cargo = cargo_alone(&folder);
        // In the build folder of the workspace this would wait for the test above, and that for this.
        check(cargo.env_remove("CARGO_BUILD_BUILD_DIR"), slice);
    };
    check("");
    for n in 0..20 {
        let slice = &slices[n * slices.len() / 20];
        let start = std::time::Instant::now();
        check(slice);
        println!("{slice}: {:.1} s", start.elapsed().as_secs_f64());
    }
    println!("of {} slices", slices.len());
}
