//! Crates and module trees for somebody else's repository: what they hold, and that they stand alone there.

use std::collections::BTreeMap;

use docgen_tests::program::{Platforms, cargo_alone, metadata, succeed, workspace};
use docgen_tests::stages::api;
use docgen_tests::{LIST, RESOURCE, Sandbox};
use msgraph_docgen::{ApiVersion, Edition, Generator};
use serde_json::Value;

/// A second type with a list of its own, which is of another product and holds the first.
fn with_shelf() -> Sandbox {
    let sandbox = Sandbox::new();
    let rename = |text: &str| text.replace("gadget", "shelf").replace("Gadget", "Shelf");
    let shelf = rename(RESOURCE).replace("|label|String|", "|best|[gadget](gadget.md)|");
    sandbox.write("docs-input/v1.0/resources/shelf.md", shelf);
    let list = rename(LIST).replace("/shelfs", "/rooms/{id}/shelves");
    let list = list.replacen("---\n", "---\nms.prod: \"furniture\"\n", 1);
    sandbox.write("docs-input/v1.0/api/shelf-list.md", list);
    sandbox
}

fn code(sandbox: &Sandbox, folder: &str) -> Vec<String> {
    let files = sandbox.files(folder).into_iter().map(|(path, _)| path);
    let is_data = |path: &str| path.contains("permissions") || path.contains("mock");
    files.filter(|path| path.starts_with("src/v1/") && !path.ends_with("mod.rs") && !is_data(path)).collect()
}

#[test]
fn a_type_selects_the_endpoints_that_exchange_it() {
    let sandbox = with_shelf();
    sandbox.done(&["generate", "--select", "type:GADGET"]);
    assert_eq!(code(&sandbox, "generated"), ["src/v1/gadgets.rs", "src/v1/models/gadget.rs"]);
}

#[test]
fn a_type_without_an_endpoint_comes_with_what_it_holds() {
    let sandbox = with_shelf();
    sandbox.write("docs-input/v1.0/api/shelf-list.md", LIST);
    sandbox.done(&["generate", "--select", "type:microsoft.graph.shelf"]);
    assert_eq!(code(&sandbox, "generated"), ["src/v1/models/gadget.rs", "src/v1/models/shelf.rs"]);
}

#[test]
fn a_product_selects_the_endpoints_of_its_pages() {
    let sandbox = with_shelf();
    sandbox.done(&["generate", "--select", "product:furnit*"]);
    let all = ["src/v1/models/gadget.rs", "src/v1/models/shelf.rs", "src/v1/rooms.rs", "src/v1/rooms/shelves.rs"];
    assert_eq!(code(&sandbox, "generated"), all);
}

#[test]
fn a_selector_that_matches_nothing_fails_and_says_what_comes_near() {
    let sandbox = with_shelf();
    let cases = [
        ("/gadget/**", "did you mean '/gadgets/**'?"),
        ("gadgets", "did you mean '/gadgets/**'?"),
        ("shelves/*", "did you mean '/rooms/{id}/shelves/*'?"),
        ("type:gadgt", "did you mean 'type:gadget'?"),
        ("product:metal", "furniture"),
        ("/rms/**", "did you mean '/rooms/**'?"),
        ("/elsewhere", "check how the docs spell it"),
        ("elsewhere", "write it like"),
    ];
    for (selector, said) in cases {
        // What else is selected excuses nothing.
        let ran = sandbox.run(&["generate", "--select", "/gadgets", "--select", selector]);
        assert!(ran.failure().contains(&format!("nothing matches '{selector}'; ")), "{}", ran.err);
        assert!(ran.failure().contains(said), "{selector} does not say {said}: {}", ran.err);
    }
    assert!(!sandbox.path("generated").exists());
}

#[test]
fn a_selection_renames_no_function() {
    let sandbox = Sandbox::new();
    // With its list beside it, the request for one is `get`, and by a second key it has a name of its own.
    let get = |path: &str| LIST.replace("GET /gadgets", &format!("GET {path}"));
    sandbox.write("docs-input/v1.0/api/gadget-get.md", get("/gadgets/{id}"));
    sandbox.write("docs-input/v1.0/api/gadget-inside.md", get("/gadgets/{id}/gadgets/{inner-id}"));
    sandbox.done(&["generate", "--out", "all"]);
    sandbox.done(&["generate", "--out", "one", "--select", "/gadgets/{id}"]);
    let function = |file: &str| {
        let text = sandbox.read(file);
        text.lines().filter(|l| l.starts_with("pub fn ")).map(str::to_owned).collect::<Vec<_>>()
    };
    let (all, one) = (function("all/src/v1/gadgets.rs"), function("one/src/v1/gadgets.rs"));
    assert_eq!(one.len(), 1);
    assert!(all.contains(&one[0]), "{one:?} is not of {all:?}");
}

#[test]
fn explain_shows_the_shortest_way_to_a_type_and_writes_nothing() {
    let sandbox = with_shelf();
    let ran = sandbox.done(&["generate", "--select", "/rooms/**", "--explain", "gadget"]);
    assert_eq!(
        ran.out.lines().collect::<Vec<_>>(),
        [
            "microsoft.graph.gadget is in v1.0 because",
            "  GET /rooms/{id}/shelves  (api/shelf-list.md:7)",
            "  gives back microsoft.graph.shelf",
            "  microsoft.graph.shelf has microsoft.graph.gadget as its property best  (resources/shelf.md:16)",
        ]
    );
    assert!(!sandbox.path("generated").exists());
    let json = sandbox.done(&["generate", "--explain", "shelf", "--select", "type:shelf", "--format", "json"]).out;
    let answer: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(answer["versions"][0]["steps"][0]["need"]["by"], "selected");
    let absent = sandbox.done(&["generate", "--select", "/gadgets", "--explain", "shelf"]);
    assert!(absent.out.contains("nothing that is selected reaches it"), "{}", absent.out);
    assert!(sandbox.run(&["generate", "--explain", "shel"]).failure().contains("did you mean `shelf`?"));
}

#[test]
fn a_selection_is_compiled_as_a_whole_unless_its_user_asks_for_less() {
    let sandbox = with_shelf();
    sandbox.write("loose/gadget-list.md", LIST);
    for (arguments, default) in [
        (&["--docs", "docs-input"][..], r#"["rustls"]"#),
        (&["--docs", "docs-input", "--select", "/gadgets/**"], r#"["v1", "rustls"]"#),
        (&["--docs", "loose"], r#"["v1", "rustls"]"#),
    ] {
        sandbox.done(&[&["generate", "--out", "crate"], arguments].concat());
        let manifest = sandbox.read("crate/Cargo.toml");
        assert!(manifest.contains(&format!("\ndefault = {default}\n")), "{arguments:?}\n{manifest}");
        std::fs::remove_dir_all(sandbox.path("crate")).unwrap();
    }
}

/// What a program asks of the generator, and the arguments that ask the command line for the same.
type Asked = (fn(Generator) -> Generator, &'static [&'static str]);

const ASKED: &[Asked] = &[
    (|generator| generator, &[]),
    (
        |generator| generator.api(ApiVersion::V1).crate_name("furniture").no_client(),
        &["--api", "v1.0", "--crate-name", "furniture", "--no-client"],
    ),
    (
        |generator| generator.select("/gadgets/**").edition(Edition::E2021),
        &["--select", "/gadgets/**", "--edition", "2021"],
    ),
];

/// Loose pages are a selection by themselves.
#[test]
fn a_program_writes_the_crate_that_the_command_line_writes() {
    let sandbox = with_shelf();
    sandbox.write("loose/gadget.md", RESOURCE);
    sandbox.write("loose/gadget-list.md", LIST);
    for docs in ["docs-input", "loose"] {
        for (ask, arguments) in ASKED {
            let (by_command, by_program) = (format!("{docs}-command"), format!("{docs}-program"));
            sandbox.done(&[&["generate", "--docs", docs, "--out", &by_command], *arguments].concat());
            let write = || ask(Generator::new(sandbox.path(docs))).write_crate(sandbox.path(&by_program)).unwrap();
            assert!(!write().written.is_empty());
            assert!(write().written.is_empty(), "{docs} {arguments:?}");
            assert!(sandbox.output(&by_program) == sandbox.output(&by_command), "{docs} {arguments:?}");
            for folder in [by_command, by_program] {
                std::fs::remove_dir_all(sandbox.path(&folder)).unwrap();
            }
        }
    }
}

#[test]
fn explain_tells_what_an_endpoint_sends() {
    let sandbox = Sandbox::new();
    let object = "In the request body, supply a JSON representation of a [gadget](../resources/gadget.md) object.";
    let table = "|Parameter|Type|Description|\n|:-|:-|:-|\n|cloth|String|With what.|";
    for (name, request, body) in [("create", "POST /gadgets", object), ("polish", "POST /gadgets/{id}/polish", table)] {
        let page = api(request, &format!("## Request body\n\n{body}"));
        sandbox.write(&format!("docs-input/v1.0/api/gadget-{name}.md"), page);
    }
    for (endpoint, sent) in [
        ("GET /gadgets", "nothing"),
        ("POST /gadgets", "microsoft.graph.gadget, or what derives from it"),
        ("POST /gadgets/{id}/polish", "the parameters cloth"),
    ] {
        let told = sandbox.done(&["generate", "--explain", endpoint]).out;
        assert!(told.contains(&format!("\n  sends {sent}\n")), "{told}");
    }
}

#[test]
fn a_module_tree_has_what_its_features_need_and_no_more() {
    let sandbox = Sandbox::new();
    sandbox.done(&["generate", "--module", "graph", "--features", "blocking"]);
    let files = sandbox.files("src/graph");
    let has = |name: &str| files.iter().any(|(path, _)| path.starts_with(name));
    let parts = ["runtime/client", "runtime/permissions", "runtime/mock", "v1/mock"].map(has);
    assert_eq!(parts, [true, false, false, false]);
}

#[test]
fn a_module_tree_does_not_say_what_changed_in_the_api() {
    let sandbox = Sandbox::new();
    sandbox.done(&["generate", "--module", "graph"]);
    assert!(sandbox.done(&["check", "--module", "graph"]).out.contains("up to date"));
    assert_eq!(sandbox.done(&["check", "--module", "graph", "--format", "github"]).out, "");
    sandbox.edit("docs-input/v1.0/resources/gadget.md", "|label|String|", "|label|String collection|");
    let ran = sandbox.run(&["check", "--module", "graph"]);
    assert!(ran.out.contains("cannot be told") && !ran.out.contains("no API changes"), "{}", ran.out);
    assert!(sandbox.run(&["diff", "src/graph", "docs-input"]).failure().contains("name its docs"));
}

#[test]
fn a_module_tree_asks_for_the_tls_that_its_features_name() {
    let sandbox = Sandbox::new();
    for (features, asked) in [
        ("client", &["gzip", "http2", "rustls", "system-proxy"]),
        ("client,native-tls", &["gzip", "http2", "native-tls", "system-proxy"]),
        ("client,rustls-no-provider", &["gzip", "http2", "rustls-no-provider", "system-proxy"]),
    ] {
        sandbox.done(&["generate", "--module", "graph", "--features", features]);
        let head = sandbox.read("src/graph/mod.rs");
        let expected =
            format!("//     reqwest = {{ version = \"0.13\", default-features = false, features = {asked:?} }}\n");
        assert!(head.contains(&expected), "{features}: {head}");
    }
}

#[test]
fn the_settings_beside_the_crate_write_it_again() {
    let sandbox = with_shelf();
    sandbox.write(
        "docgen.toml",
        "out = \"crates/graph\"\nselect = [\"/rooms/**\"]\nedition = \"2021\"\nno-client = true\n\n\
         [package]\nversion = \"2.1.0\"\nrepository = \"https://example.com/graph\"\n\n\
         [[correction]]\ntype = \"shelf\"\nproperty = \"best\"\nset-type = \"Edm.String\"\nreason = \"a name\"\n",
    );
    sandbox.done(&[]);
    let before = sandbox.files("crates/graph");
    let manifest = sandbox.read("crates/graph/Cargo.toml");
    for line in ["edition = \"2021\"", "version = \"2.1.0\"", "repository = \"https://example.com/graph\""] {
        assert!(manifest.contains(line), "{manifest}");
    }
    let ran = sandbox.run_in("crates/graph", &["check"]);
    assert!(ran.out.contains("`.` is up to date"), "{}{}", ran.out, ran.err);
    std::fs::remove_dir_all(sandbox.path("crates/graph/src")).unwrap();
    sandbox.run_in("crates/graph", &["generate"]);
    assert!(before == sandbox.files("crates/graph"));
    assert!(sandbox.read("crates/graph/docgen.toml").contains("docs = \"../../docs-input\""));
}

#[test]
fn check_names_a_changed_setting() {
    let sandbox = Sandbox::new();
    sandbox.done(&["generate", "--edition", "2021"]);
    sandbox.done(&["check", "--edition", "2021"]);
    let ran = sandbox.run(&["check"]);
    assert!(ran.out.contains("generated with another edition"), "{}", ran.out);
}

#[test]
fn a_crate_carries_the_licences_of_its_code_and_of_the_docs() {
    let sandbox = Sandbox::new();
    sandbox.done(&[]);
    assert!(sandbox.read("generated/Cargo.toml").contains("license = \"(MIT OR Apache-2.0) AND CC-BY-4.0\""));
    let notice = sandbox.read("generated/NOTICE.md");
    assert!(notice.contains("microsoftgraph/microsoft-graph-docs-contrib") && notice.contains("CC BY 4.0"), "{notice}");
    assert!(sandbox.read("generated/LICENSE-MIT").contains("MIT License"));
    assert!(sandbox.read("generated/LICENSE-APACHE").contains("Apache License"));
}

/// The pages of this repository, for crates of more than one type.
fn docs() -> String {
    workspace().join("docs-input").to_str().expect("a path in UTF-8").to_owned()
}

/// Lints that other workspaces deny.
const HARSH: &str = "
[lints.rust]
elided_lifetimes_in_paths = \"deny\"
missing_copy_implementations = \"deny\"
missing_debug_implementations = \"deny\"
missing_docs = \"deny\"
single_use_lifetimes = \"deny\"
unexpected_cfgs = \"deny\"
unreachable_pub = \"deny\"
unsafe_code = \"forbid\"
unused = { level = \"deny\", priority = -1 }
unused_qualifications = \"deny\"
unused_results = \"deny\"

[lints.clippy]
all = { level = \"deny\", priority = -1 }
nursery = { level = \"deny\", priority = -1 }
pedantic = { level = \"deny\", priority = -1 }
unwrap_used = \"deny\"
";

#[test]
#[ignore = "slow: compiles a crate, with Clippy"]
fn a_vendored_crate_packages_and_builds_among_denied_lints() {
    let sandbox = Sandbox::empty();
    let select = ["--select", "/users/**", "--select", "/deviceManagement/managedDevices/**"];
    let mut args = vec!["generate", "--out", "graph", "--crate-name", "desk-graph", "--edition", "2021", "--no-client"];
    let docs = docs();
    args.extend(["--docs", &docs]);
    args.extend(select);
    sandbox.done(&args);
    for (path, bytes) in sandbox.files("graph") {
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains("feature = \"client\"") && !text.contains("reqwest"), "{path} knows of a client");
    }
    let folder = sandbox.path("graph");
    succeed(cargo_alone(&folder).args(["package", "--allow-dirty"]));
    let denied = ["-Dwarnings", "-Dmissing_docs", "-Dunreachable_pub", "-Dunused_qualifications", "-Dclippy::pedantic"];
    succeed(cargo_alone(&folder).args(["clippy", "--all-features", "--"]).args(denied));
}

#[test]
#[ignore = "slow: compiles a crate, with Clippy and rustfmt"]
fn a_module_tree_builds_below_another_crates_root_among_denied_lints() {
    let sandbox = Sandbox::empty();
    sandbox.write(
        "app/Cargo.toml",
        format!(
            "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n[dependencies]\nhttp = \"1\"\n\
             percent-encoding = \"2\"\nserde = {{ version = \"1\", default-features = false, features = [\"std\"] }}\n\
             serde_json = {{ version = \"1\", features = [\"float_roundtrip\"] }}\n{HARSH}"
        ),
    );
    sandbox.write(
        "app/src/lib.rs",
        "//! An app.\n\n/// Microsoft Graph, among others.\npub mod vendor {\n    /// Microsoft Graph.\n    #[rustfmt::skip]\n    \
         pub mod graph;\n}\n\n/// How users are asked for.\n#[must_use]\npub fn path() -> http::Method {\n    \
         vendor::graph::v1::users::list().top(5).method().clone()\n}\n",
    );
    let args = ["generate", "--module", "vendor::graph", "--features", "permissions", "--select", "/users/**"];
    let ran = sandbox.run_in("app", &[&args[..], &["--docs", &docs()]].concat());
    assert!(ran.out.contains("src/vendor/graph"), "{}{}", ran.out, ran.err);
    let files = sandbox.files("app/src/vendor/graph");
    assert!(files.iter().all(|(path, _)| !path.starts_with("runtime/client")), "the client was not chosen");
    assert!(sandbox.read("app/src/vendor/graph/mod.rs").contains("//     http = \"1\"\n"));
    let folder = sandbox.path("app");
    succeed(cargo_alone(&folder).args(["clippy", "--", "-Dwarnings"]));
    succeed(cargo_alone(&folder).args(["fmt", "--check"]));
    // Its examples name no crate, and are not run.
    succeed(cargo_alone(&folder).args(["test", "--doc"]));
}

#[test]
fn the_path_of_a_module_tree_is_written_into_code_and_examples_and_into_no_words_of_a_page() {
    let sandbox = Sandbox::new();
    sandbox.edit("docs-input/v1.0/resources/gadget.md", "What is printed", "What crate::label is printed");
    let words = "See `crate::words`, crate::words.\n\n## HTTP request\n\n```http\nGET /crates/crate::y/{id}\n```\n";
    sandbox.write("docs-input/v1.0/api/crate-get.md", format!("# Get a crate\n\n{words}"));
    let trees = |module: &str| {
        sandbox.done(&["generate", "--module", module, "--features", "client", "--out", "tree"]);
        let files = sandbox.files("tree").into_iter();
        files.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("text"))).collect::<BTreeMap<_, _>>()
    };
    let (short, long) = (trees("graph"), trees("vendor::msgraph"));
    let page = &long["v1/crates/crate_y.rs"];
    assert!(page.contains("Request::new(\"GET /v1.0/crates/crate::y/{}\""), "{page}");
    assert!(page.contains("/// See `crate::words`, crate::words."), "{page}");
    assert!(page.contains("/// use crate::vendor::msgraph::v1::crates::crate_y;"), "{page}");
    assert!(page.contains("\nuse crate::vendor::msgraph::runtime;"), "{page}");
    assert!(long["v1/models/gadget.rs"].contains("What crate::label is"));
    assert!(long["runtime/model/mod.rs"].contains(" $crate::vendor::msgraph::runtime::AsModel"));
    // Neither words nor comments depend on where a tree stands.
    for (path, text) in long.iter().filter(|(path, _)| path.ends_with(".rs")) {
        let moved = short[path].replace("crate::graph", "crate::vendor::msgraph");
        // An import that no longer fits its line has its names in lines of their own.
        let words = |text: &str| {
            let between = |c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}');
            text.split(between).filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(words(text), words(&moved), "{path}");
    }
    let comments = |text: &str| text.lines().filter(|line| line.trim_start().starts_with("// ")).count();
    let kept = std::fs::read_to_string(workspace().join("generator/runtime/client/transmit.rs")).expect("a file");
    assert!(comments(&kept) > 0 && comments(&long["runtime/client/transmit.rs"]) == comments(&kept));
}

fn assert_no_newer_rust(platforms: Platforms) {
    let metadata = metadata(platforms);
    let packages = metadata["packages"].as_array().expect("packages");
    let nodes = metadata["resolve"]["nodes"].as_array().expect("the graph");
    let node = |id: &Value| nodes.iter().find(|n| n["id"] == *id).expect("a node");
    let root = &packages.iter().find(|p| p["name"] == "msgraph").expect("the crate")["id"];
    let (mut open, mut seen) = (vec![root], Vec::new());
    while let Some(id) = open.pop() {
        if !seen.contains(&id) {
            seen.push(id);
            let normal =
                |d: &&Value| d["dep_kinds"].as_array().is_some_and(|kinds| kinds.iter().any(|k| k["kind"].is_null()));
            open.extend(node(id)["deps"].as_array().expect("dependencies").iter().filter(normal).map(|d| &d["pkg"]));
        }
    }
    let version = |text: &str| text.split('.').map(|n| n.parse::<u32>().expect("a number")).collect::<Vec<_>>();
    let package = |id: &&Value| packages.iter().find(|p| p["id"] == **id).expect("a package");
    let ours = version(package(&root)["rust_version"].as_str().expect("a version"));
    assert!(seen.len() > 10);
    for package in seen.iter().map(package) {
        let needed = package["rust_version"].as_str().map(version).unwrap_or_default();
        assert!(needed[..needed.len().min(2)] <= ours[..2], "{} needs {needed:?}", package["name"]);
    }
}

#[test]
fn no_dependency_asks_for_a_newer_rust_than_the_crate() {
    assert_no_newer_rust(Platforms::This);
}

#[test]
#[ignore = "fetched: `cargo fetch` downloads the packages of other platforms"]
fn nor_does_any_dependency_on_other_platforms() {
    assert_no_newer_rust(Platforms::All);
}
