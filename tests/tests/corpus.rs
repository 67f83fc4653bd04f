//! Over 11,000 real pages: nothing panics, every file parses, and the figures of `score.py` do not fall.

use std::process::Command;

use docgen_tests::Sandbox;
use docgen_tests::program::{program, shared, succeed};
use msgraph_docgen::cli::Outcome;
use serde_json::Value;

#[test]
fn lint_of_the_corpus_ends_with_its_coverage() {
    let Some(docs) = shared("corpus/2021-07") else { return };
    let sandbox = Sandbox::empty();
    let output = program()
        .args(["lint", "--deny", "nothing", "--docs"])
        .arg(docs)
        .current_dir(sandbox.path(""))
        .output()
        .expect("a run");
    assert_eq!(output.status.code(), Some(Outcome::Done as i32), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).contains("  pages  "), "no coverage");
}

fn parses(path: &str, text: &[u8]) {
    let text = std::str::from_utf8(text).unwrap_or_else(|e| panic!("{path}: {e}"));
    if let Err(error) = syn::parse_file(text) {
        panic!("{path}: {error}");
    }
}

#[test]
fn the_crate_of_the_corpus_parses() {
    let Some(docs) = shared("corpus/2021-07") else { return };
    let sandbox = Sandbox::empty();
    succeed(
        program()
            .args(["generate", "--deny", "nothing", "--out", "full", "--docs"])
            .arg(docs)
            .current_dir(sandbox.path("")),
    );
    let mut files = sandbox.files("full/src");
    files.retain(|(path, _)| path.ends_with(".rs"));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for part in files.chunks(files.len().div_ceil(threads)) {
            scope.spawn(|| part.iter().for_each(|(path, text)| parses(path, text)));
        }
    });
    let models = files.iter().filter(|(path, _)| path.contains("/models/")).count();
    assert!(models > 4_000, "{models} models");
}

/// What `score.py` measures, and what it must not fall below, in percent: v1.0, then beta where it is measured.
const FLOORS: &[(&str, f64, Option<f64>)] = &[
    ("documented requests found", 99.9, Some(99.9)),
    ("requests that are documented", 99.7, Some(99.7)),
    ("table rows in the IR", 87.5, Some(93.2)),
    ("example values explained", 98.3, Some(99.0)),
    ("examples fully explained", 91.9, Some(92.9)),
    ("types found", 99.8, None),
    ("type kind agrees", 99.0, None),
    ("base type agrees", 87.5, None),
    ("documented properties found", 99.8, None),
    ("properties that exist", 98.9, None),
    ("property collection-ness agrees", 99.7, None),
    ("property navigation agrees", 99.6, None),
    ("property type agrees", 98.0, None),
    ("enum members that exist", 99.5, None),
    ("enum members found", 98.8, None),
    ("IR types that exist", 95.3, None),
    ("request paths that resolve", 88.5, None),
    ("GET response type agrees", 95.2, None),
    ("PATCH body type agrees", 97.4, None),
];

#[test]
fn the_figures_do_not_fall() {
    let (Some(docs), Some(score), Some(csdl)) =
        (shared("corpus/2021-07"), shared("eval/score.py"), shared("csdl/2021-07-v1.0.xml"))
    else {
        return;
    };
    if Command::new("python3").arg("--version").output().is_err() {
        println!("skipped: score.py needs python3");
        return;
    }
    let sandbox = Sandbox::empty();
    for version in ["v1.0", "beta"] {
        let dump = succeed(program().args(["ir", "--quiet", "--api", version, "--docs"]).arg(&docs));
        sandbox.write("ir.json", dump);
        let mut command = Command::new("python3");
        command.arg(&score).arg(sandbox.path("ir.json")).arg("--json").arg("--docs").arg(docs.join(version));
        if version == "v1.0" {
            command.arg("--csdl").arg(&csdl);
        }
        let figures: Value = serde_json::from_str(&succeed(&mut command)).expect("figures");
        for (name, v1, beta) in FLOORS {
            let Some(floor) = (if version == "v1.0" { Some(*v1) } else { *beta }) else { continue };
            let percent = figures[name]["percent"].as_f64().unwrap_or_else(|| panic!("no figure `{name}`: {figures}"));
            assert!(percent >= floor, "{version}: {name} is {percent} %, below {floor} %");
        }
    }
}
