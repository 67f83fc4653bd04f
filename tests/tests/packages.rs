//! What is published: the generator's package holds all that the program is compiled from, and the licences.

use std::path::Path;

use docgen_tests::program::{cargo, succeed, workspace};

/// The files of the generator's package.
fn packaged() -> Vec<String> {
    let mut list = cargo();
    list.current_dir(workspace()).args([
        "package",
        "--list",
        "--allow-dirty",
        "--offline",
        "--package",
        "msgraph-docgen",
    ]);
    succeed(&mut list).lines().map(|line| line.replace('\\', "/")).collect()
}

#[test]
fn the_generator_is_packaged_with_all_that_it_takes_in() {
    let (files, root) = (packaged(), workspace().join("generator"));
    let mut found = 0;
    for file in files.iter().filter(|file| file.starts_with("src/") && file.ends_with(".rs")) {
        let text = std::fs::read_to_string(root.join(file)).expect("a source file");
        let taken_in = ["include_str!(\"", "include_bytes!(\""].into_iter().flat_map(|call| text.split(call).skip(1));
        for path in taken_in.filter_map(|rest| rest.split('"').next()) {
            // What is not there is part of code that is written: this would not compile.
            let Ok(taken) = root.join(file).parent().expect("a folder").join(path).canonicalize() else { continue };
            let inside =
                taken.strip_prefix(&root).unwrap_or_else(|_| panic!("{file} takes in {path}, out of the package"));
            assert!(
                files.iter().any(|file| Path::new(file) == inside),
                "{file} takes in {path}, which is not packaged"
            );
            found += 1;
        }
    }
    assert!(found > 20, "{found}");
}

#[test]
fn each_package_has_the_licences_of_the_code_and_of_the_docs() {
    let files = packaged();
    for name in ["LICENSE-APACHE", "LICENSE-MIT", "NOTICE.md", "README.md"] {
        assert!(files.iter().any(|file| file == name), "{name}");
    }
    let read = |path: &str| std::fs::read_to_string(workspace().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        assert!(read(name) == read(&format!("generator/{name}")), "{name} differs in generator/");
        assert!(read(name) == read(&format!("generated/{name}")), "{name} differs in generated/");
    }
}
