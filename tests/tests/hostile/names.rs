//! Whatever the docs call things, nothing is lost: each type and each request is in the crate, and the crate compiles.

use std::collections::BTreeSet;

use docgen_tests::Sandbox;
use docgen_tests::program::{cargo_alone, succeed_in_silence};
use docgen_tests::stages::{api, files, model};
use msgraph_docgen::FileTree;
use msgraph_docgen::emit::emit;
use msgraph_docgen::model::Ir;
use msgraph_docgen::plan::{Options, plan};
use proptest::prelude::*;
use syn::visit::Visit;

/// Namespaces below `microsoft.graph`, and types in them.
const TYPES: &[(&str, &str)] = &[
    ("", "gadget"),
    ("", "mod"),
    ("", "self"),
    ("", "crate"),
    ("", "a"),
    ("", "lib"),
    ("", "_1"),
    ("", "serde_json"),
    ("", "string"),
    (".mod", "inner"),
    (".mod.self", "mod"),
    (".a", "b"),
    (".a.b", "c"),
    (".lib", "x"),
    ("", "aux"),
    (".con", "nul"),
    (".a.lib", "x"),
];

/// Requests whose segments are names that the crate has a use for.
const REQUESTS: &[&str] = &[
    "GET /users/{id}",
    "GET /",
    "GET /root",
    "GET /root/{id}",
    "POST /$batch",
    "GET /users/mod",
    "GET /users/mod(a='{a}')",
    "GET /users/mod/{id}/x",
    "GET /users/query/{id}",
    "GET /users/runtime/{id}",
    "GET /users/models/{id}",
    "GET /users/parameters/{id}",
    "GET /users/serde_json/{id}",
    "GET /users/self/{id}",
    "GET /users/crate/{id}/super/{id}/self",
    "GET /users/lib/{id}",
    "GET /users/lib/{id}/x/{id}",
    "GET /users/main/{id}/x/{id}",
    "GET /query/{id}",
    "GET /runtime/{id}/query/{id}",
    "GET /models/{id}",
    "GET /parameters/{id}",
    "GET /permissions/{id}",
    "GET /mod/{id}",
    "GET /self/{id}",
    "GET /aux/{id}/COM1/{id}",
];

/// Actions of one module whose names differ in underscores alone.
const ACTIONS: &[&str] = &["POST /users/{id}/a1", "POST /users/{id}/a_1", "POST /users/{id}/A_1_"];

fn resource(namespace: &str, name: &str) -> String {
    format!(
        "# {name} resource type\n\nNamespace: microsoft.graph{namespace}\n\n## Properties\n\n|Property|Type|Description|\n|:-|:-|:-|\n\
         |id|String|x|\n|self|String|x|\n|type|String|Possible values are: `low`, `high`.|\n\n## Relationships\n\n\
         |Relationship|Type|Description|\n|:-|:-|:-|\n|part|[gadget](gadget.md)|x|\n|setPart|[gadget](gadget.md)|x|\n|null|[gadget](gadget.md)|x|\n"
    )
}

fn action(request: &str, parameter: &str) -> String {
    let body = format!(
        "## Request body\n\nSupply the parameters.\n\n|Parameter|Type|Description|\n|:-|:-|:-|\n|{parameter}|String|x|\n|count|Int32|x|\n"
    );
    api(request, &body)
}

/// Pages with all of these, by their paths.
fn pages<'a>(
    types: impl IntoIterator<Item = (&'a str, &'a str)>,
    requests: impl IntoIterator<Item = &'a str>,
    actions: impl IntoIterator<Item = &'a str>,
) -> Vec<(String, String)> {
    let types = types.into_iter().enumerate();
    let mut out: Vec<(String, String)> = types
        .map(|(i, (namespace, name))| {
            let file = if name == "gadget" { "gadget".to_owned() } else { format!("r{i}") };
            (format!("resources/{file}.md"), resource(namespace, name))
        })
        .collect();
    let answer = "## Response\n\nReturns `200 OK` and a [gadget](../resources/gadget.md) object.\n";
    let requests = requests.into_iter().enumerate();
    out.extend(requests.map(|(i, request)| {
        let query = if i % 2 == 0 { "## Optional query parameters\n\nSupports `$select`.\n\n" } else { "" };
        // An answer that nothing is known of is `serde_json::Value`.
        let answer = if i % 3 == 0 {
            "## Response\n\nReturns `200 OK` and an [unheardof](unheardof.md) object.\n"
        } else {
            answer
        };
        (format!("api/get{i}.md"), api(request, &format!("{query}{answer}")))
    }));
    let actions = actions.into_iter().enumerate();
    out.extend(actions.map(|(i, request)| (format!("api/act{i}.md"), action(request, &format!("p{i}")))));
    out
}

fn ir(pages: &[(String, String)]) -> Ir {
    model(&pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>()).0
}

/// What the crate's code says that it is of: the types, and the requests.
#[derive(Debug, Default)]
struct Census {
    types: Vec<String>,
    requests: Vec<String>,
}

impl<'a> Visit<'a> for Census {
    fn visit_item_struct(&mut self, item: &'a syn::ItemStruct) {
        // The body of an action stands with its function.
        if !item.ident.to_string().contains("Body") {
            self.types.push(item.ident.to_string());
        }
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        struct Line<'l>(&'l mut Vec<String>);
        impl<'a> Visit<'a> for Line<'_> {
            fn visit_lit_str(&mut self, literal: &'a syn::LitStr) {
                self.0.push(literal.value());
            }
        }
        Line(&mut self.requests).visit_block(&item.block);
    }
}

fn is_code(path: &str) -> bool {
    path.ends_with(".rs") && path.contains("v1/") && !path.starts_with("tests/")
}

fn census(files: &FileTree) -> Census {
    let mut out = Census::default();
    for (path, text) in files.0.iter().filter(|(path, _)| is_code(path)) {
        out.visit_file(&syn::parse_file(text).unwrap_or_else(|e| panic!("{path}: {e}\n{text}")));
    }
    out
}

/// Every type is a struct, and every request a function.
fn assert_is_complete(files: &FileTree, ir: &Ir) {
    let found = census(files);
    assert_eq!(found.types.len(), ir.types.len(), "{:?} of {:?}", found.types, ir.types.keys());
    let documented: BTreeSet<(&str, String)> = ir
        .operations
        .iter()
        .flat_map(|o| &o.requests)
        .map(|r| (r.method.as_str(), r.path.segments().iter().map(|s| format!("/{}", s.folded_shape())).collect()))
        .collect();
    let distinct: BTreeSet<&String> = found.requests.iter().collect();
    assert_eq!(found.requests.len(), distinct.len(), "{:?}", found.requests);
    assert_eq!(distinct.len(), documented.len(), "{distinct:?} of {documented:?}");
}

/// The modules that a file declares, with the words that make them a file elsewhere.
fn declared(file: &syn::File) -> Vec<String> {
    let modules = file.items.iter().filter_map(|item| if let syn::Item::Mod(item) = item { Some(item) } else { None });
    modules.filter(|m| m.content.is_none()).map(|m| m.ident.to_string().trim_start_matches("r#").to_owned()).collect()
}

/// The names that a file's items take among types and modules, and among values.
fn taken(file: &syn::File) -> (Vec<String>, Vec<String>) {
    fn used(tree: &syn::UseTree, out: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(path) => used(&path.tree, out),
            syn::UseTree::Name(name) => out.push(name.ident.to_string()),
            syn::UseTree::Rename(name) => out.push(name.rename.to_string()),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| used(tree, out)),
            _ => {}
        }
    }
    let (mut types, mut values) = (Vec::new(), Vec::new());
    for item in &file.items {
        match item {
            syn::Item::Struct(item) => types.push(item.ident.to_string()),
            syn::Item::Enum(item) => types.push(item.ident.to_string()),
            syn::Item::Mod(item) => types.push(item.ident.to_string()),
            syn::Item::Use(item) => used(&item.tree, &mut types),
            syn::Item::Fn(item) => values.push(item.sig.ident.to_string()),
            syn::Item::Static(item) => values.push(item.ident.to_string()),
            _ => {}
        }
    }
    (types, values)
}

fn repeated(names: &[String]) -> Option<&String> {
    names.iter().enumerate().find(|(i, name)| names[..*i].contains(name)).map(|(_, name)| name)
}

/// Each module has one file, each file is one module, and no file gives a name twice.
fn assert_holds_together(files: &FileTree, root: &str) {
    let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut reached = BTreeSet::from([root.to_owned()]);
    let mut open = vec![(root.to_owned(), folder.to_owned())];
    while let Some((path, folder)) = open.pop() {
        let file = syn::parse_file(&files.0[&path]).unwrap_or_else(|e| panic!("{path}: {e}"));
        let (types, values) = taken(&file);
        for names in [&types, &values] {
            assert_eq!(repeated(names), None, "twice in {path}");
        }
        for module in declared(&file) {
            let below = if folder.is_empty() { module } else { format!("{folder}/{module}") };
            let all = [format!("{below}.rs"), format!("{below}/mod.rs")];
            let found: Vec<&String> = all.iter().filter(|path| files.0.contains_key(*path)).collect();
            let [one] = found.as_slice() else { panic!("{path} declares {below}, which is {found:?}") };
            assert!(reached.insert((*one).clone()), "{one} is declared twice");
            // The runtime is no word of the docs.
            if !below.ends_with("runtime") || below.contains("v1/") {
                open.push(((*one).clone(), below));
            }
        }
    }
    let lost: Vec<&String> = files.0.keys().filter(|path| is_code(path) && !reached.contains(*path)).collect();
    assert!(lost.is_empty(), "no module leads to {lost:?}");
}

/// The crate and a module tree of these pages are whole.
fn assert_is_whole(pages: &[(String, String)]) {
    let ir = ir(pages);
    let texts: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let files = files(&texts, &[]);
    assert_holds_together(&files, "src/lib.rs");
    assert_is_complete(&files, &ir);
    let tree = Options { module: Some("vendor::graph".to_owned()), ..Options::default() };
    let files = emit(&plan(std::slice::from_ref(&ir), &tree).unwrap_or_else(|e| panic!("{e}")), None)
        .unwrap_or_else(|e| panic!("{e}"));
    assert_holds_together(&files, "mod.rs");
    assert_is_complete(&files, &ir);
}

fn all() -> Vec<(String, String)> {
    let requests = REQUESTS.iter().copied();
    pages(TYPES.iter().copied(), requests, ACTIONS.iter().copied())
}

#[test]
fn names_that_the_crate_uses_itself_lose_nothing() {
    let pages = all();
    let ir = ir(&pages);
    assert_eq!(ir.types.len(), TYPES.len(), "{:?}", ir.types.keys());
    let requests: usize = ir.operations.iter().map(|o| o.requests.len()).sum();
    assert_eq!(requests, REQUESTS.len() + ACTIONS.len());
    assert_is_whole(&pages);
}

#[test]
fn no_file_is_called_like_a_device() {
    let pages = all();
    let pages: Vec<_> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    for path in files(&pages, &[]).0.keys() {
        let is_device =
            |part: &str| ["aux", "con", "nul", "com1"].contains(&part.split('.').next().unwrap_or_default());
        assert!(!path.split('/').any(is_device), "{path}");
    }
}

#[test]
#[ignore = "slow: compiles a crate"]
fn a_crate_of_such_names_compiles() {
    let sandbox = Sandbox::empty();
    for (path, text) in all() {
        sandbox.write(&format!("docs-input/v1.0/{path}"), text);
    }
    sandbox.done(&["generate", "--deny", "nothing"]);
    let package = sandbox.path("generated");
    let mut check = cargo_alone(&package);
    succeed_in_silence(check.args(["check", "--tests", "--features", "full,permissions"]));
}

/// Parts that names collide in, once they are made of them.
const PARTS: &[&str] = &[
    "mod",
    "self",
    "Self",
    "super",
    "a",
    "A",
    "a_b",
    "aB",
    "b",
    "1",
    "a1",
    "query",
    "runtime",
    "models",
    "parameters",
    "permissions",
    "root",
    "v1",
    "lib",
    "get",
    "list",
    "r#fn",
    "type",
    "crate",
    "mod_",
    "serde_json",
];

/// A few parts, so that names made of them meet.
type Parts = Vec<&'static str>;

fn name(parts: &Parts) -> impl Strategy<Value = String> + use<> {
    let part = || prop::sample::select(parts.clone());
    prop_oneof![6 => part().prop_map(str::to_owned), 1 => (part(), part()).prop_map(|(a, b)| format!("{a}{b}"))]
}

/// A segment of digits alone is a key, and names nothing.
fn segment(parts: &Parts) -> impl Strategy<Value = String> + use<> {
    name(parts).prop_map(|name| if name.bytes().all(|b| b.is_ascii_digit()) { format!("_{name}") } else { name })
}

fn namespace(parts: &Parts) -> impl Strategy<Value = String> + use<> {
    let parts = prop::collection::vec(name(parts), 0..3);
    parts.prop_map(|parts| parts.iter().map(|part| format!(".{part}")).collect())
}

/// `/a/{id}/b`, `/mod(a='{a}')`
fn path(parts: &Parts) -> impl Strategy<Value = String> + use<> {
    let call =
        (segment(parts), segment(parts)).prop_map(|(name, argument)| format!("{name}({argument}='{{{argument}}}')"));
    let segment = prop_oneof![4 => segment(parts), 2 => Just("{id}".to_owned()), 1 => call];
    prop::collection::vec(segment, 0..4).prop_map(|segments| format!("/{}", segments.join("/")))
}

/// Types in their namespaces, the paths of `GET`, and those of actions.
fn docs() -> impl Strategy<Value = (Vec<(String, String)>, Vec<String>, Vec<String>)> {
    prop::sample::subsequence(PARTS, 3..6).prop_flat_map(|parts| {
        let types = prop::collection::vec((namespace(&parts), name(&parts)), 0..12);
        (types, prop::collection::vec(path(&parts), 0..12), prop::collection::vec(path(&parts), 0..8))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_two_names_are_one((types, gets, actions) in docs()) {
        let types = types.iter().map(|(namespace, name)| (namespace.as_str(), name.as_str()));
        let gets: Vec<String> = gets.iter().map(|path| format!("GET {path}")).collect();
        let actions: Vec<String> = actions.iter().map(|path| format!("POST {path}")).collect();
        assert_is_whole(&pages(types, gets.iter().map(String::as_str), actions.iter().map(String::as_str)));
    }
}
