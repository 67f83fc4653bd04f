//! The five pages that the project started from, each alone and all together: a crate that compiles without a warning,
//! and whose examples pass.

use std::path::{Path, PathBuf};

use docgen_tests::Sandbox;
use docgen_tests::program::{cargo_alone, shared, succeed_in_silence};

/// A seed by the first digits of its file's name: its version's module, its type, its enums.
const SEEDS: &[(&str, &str, &str, &[&str])] = &[
    ("000", "beta", "EndpointPrivilegeManagementProvisioningStatus", &["LicenseType"]),
    ("001", "v1", "DeviceManagementPartner", &["DeviceManagementPartnerTenantState", "DeviceManagementPartnerAppType"]),
    (
        "002",
        "beta",
        "ManagedDeviceMobileAppProvisioningConfigurationDeviceStatus",
        &["ManagedDeviceMobileAppProvisioningConfigurationDeviceStatusStatus"],
    ),
    ("003", "v1", "ComplianceManagementPartner", &["DeviceManagementPartnerTenantState"]),
    ("004", "beta", "DeviceManagement", &[]),
];

fn seed(folder: &Path, digits: &str) -> PathBuf {
    let mut found = std::fs::read_dir(folder).expect("the seeds").map(|e| e.expect("an entry").path());
    let named = |p: &PathBuf| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(digits));
    found.find(named).unwrap_or_else(|| panic!("no seed {digits} in {}", folder.display()))
}

/// The code of every file below `src`, by path.
fn code(sandbox: &Sandbox) -> Vec<(String, String)> {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("code is UTF-8");
    sandbox.files("crate/src").into_iter().map(|(path, bytes)| (path, text(bytes))).collect()
}

/// Generates, checks, and runs the examples and the doc tests of the crate.
fn build(sandbox: &Sandbox, examples: usize) -> Vec<(String, String)> {
    sandbox.done(&["generate", "--docs", "docs", "--out", "crate"]);
    let package = sandbox.path("crate");
    let cargo = || cargo_alone(&package);
    succeed_in_silence(cargo().arg("check"));
    let tests = succeed_in_silence(cargo().args(["test", "--features", "full"]));
    assert!(tests.contains(&format!("test result: ok. {examples} passed; 0 failed")), "{tests}");
    code(sandbox)
}

fn holds(code: &[(String, String)], module: &str, ty: &str, enums: &[&str]) {
    let declares = |wanted: &str| {
        code.iter().any(|(path, text)| path.starts_with(&format!("{module}/models/")) && text.contains(wanted))
    };
    assert!(declares(&format!("pub struct {ty} {{")), "no {module} {ty}");
    for name in enums {
        assert!(declares(&format!("pub enum {name} {{")), "no {module} {name}");
    }
    // Long signatures run over several lines.
    let plain = |text: &str| text.split_whitespace().collect::<String>().replace(",>", ">");
    let updates = format!("runtime::Body<models::{ty}>");
    let update = |(path, text): &(String, String)| {
        path.starts_with(&format!("{module}/")) && text.contains("pub fn update") && plain(text).contains(&updates)
    };
    assert!(code.iter().any(update), "no function updates {ty}");
}

#[test]
fn each_seed_alone_is_a_crate() {
    let Some(seeds) = shared("seeds") else { return };
    for (digits, module, ty, enums) in SEEDS {
        let sandbox = Sandbox::empty();
        sandbox.write("docs/x.md", std::fs::read(seed(&seeds, digits)).expect("a seed"));
        holds(&build(&sandbox, 1), module, ty, enums);
    }
}

#[test]
fn all_seeds_together_are_one_crate_of_both_versions() {
    let Some(seeds) = shared("seeds") else { return };
    let sandbox = Sandbox::empty();
    for (digits, ..) in SEEDS {
        sandbox.write(&format!("docs/{digits}.md"), std::fs::read(seed(&seeds, digits)).expect("a seed"));
    }
    let code = build(&sandbox, SEEDS.len());
    for (_, module, ty, enums) in SEEDS {
        holds(&code, module, ty, enums);
    }
}
