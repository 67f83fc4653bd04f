//! Nothing in a page becomes code: whatever stands in its slots, the crate has the items that the model has, and no others.

use std::collections::BTreeSet;

use docgen_tests::Sandbox;
use docgen_tests::program::{cargo_alone, succeed_in_silence};
use docgen_tests::stages::{Page, files, model};
use msgraph_docgen::FileTree;
use msgraph_docgen::model::{Ir, Kind};
use proptest::prelude::*;
use syn::visit::Visit;

use super::prose::{assert_is_prose, docs_of};

/// What breaks out of strings, comments, attributes, Markdown and HTML, and what cannot be seen.
const HOSTILE: &[&str] = &[
    "\"",
    "'",
    "\"#",
    "\"##",
    "r#\"",
    "\\",
    "\\\"",
    "\\u{202e}",
    "*/",
    "/*",
    "//",
    "///",
    "//!",
    "#[derive(Debug)]",
    "#![allow(warnings)]",
    "]]",
    "[[",
    "{}",
    "{{}}",
    "}",
    "{",
    "`",
    "``",
    "```",
    "~~~",
    "\u{0}",
    "\u{7}",
    "\u{1b}[31m",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{200b}",
    "\u{200d}",
    "\u{200e}",
    "\u{200f}",
    "\u{61c}",
    "\u{202a}",
    "\u{202b}",
    "\u{202c}",
    "\u{202d}",
    "\u{202e}",
    "\u{2060}",
    "\u{2066}",
    "\u{2067}",
    "\u{2068}",
    "\u{2069}",
    "\u{feff}",
    "\u{ad}",
    "\u{e0001}",
    "<script>alert(1)</script>",
    "<b>",
    "</div>",
    "-->",
    "<!--",
    "&lt;",
    "&#x202e;",
    "[a](javascript:alert(1))",
    "[`std::vec::Vec`]",
    "[crate::no::such]",
    "![x](y)",
    "[x]: y",
    "include!(\"/etc/passwd\")",
    "pub fn evil() {}",
    "pub struct Evil;",
    "mod evil;",
    "${{ x }}",
    "\"; pub fn evil() {}; //",
    "```\nfn evil() {}\n```",
    "# heading",
    "- item",
    "1. item",
    "=====",
    "-----",
    "| a | b |",
    "    code",
    "https://example.com/<x>",
    "http://a`b",
    "self",
    "Self",
    "crate",
    "super",
    "fn",
    "type",
    "_",
    "r#fn",
    "ѕtring",
    "İ",
    "ß",
    "属性",
    "🦀",
    "é",
    "$select",
    "@odata.type",
    "microsoft.graph.x",
    "a.b.c",
    "..",
    "../../x",
    "C:\\x",
    "name\tname",
    "a\nb",
    "a\r\nb",
];

fn wild() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => prop::sample::select(HOSTILE).prop_map(str::to_owned),
        1 => "[a-zA-Z0-9 ]{1,8}",
        1 => any::<char>().prop_map(String::from),
        // As wide as a line of documentation, so that what follows begins the next one.
        1 => "[ `]a{100,120}[ `]",
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

const SLOTS: usize = 24;

/// A resource, an enum, a list and an action, with a text in each slot.
fn pages(slots: &[String]) -> Vec<(String, String)> {
    let slot = |i: usize| slots[i % slots.len()].as_str();
    let resource = format!(
        "---\ntitle: \"{}\"\ndescription: \"{}\"\nms.prod: \"{}\"\n---\n\n# gadget resource type\n\nNamespace: microsoft.graph.{}\n\n{}\n\n\
         ## Methods\n\n|Method|Return type|Description|\n|:-|:-|:-|\n|[{}](../api/gadget-list.md)|[gadget](gadget.md)|x|\n\n\
         ## Properties\n\n|Property|Type|Description|\n|:-|:-|:-|\n|id|String|{}|\n|{}|String|x|\n|part|{}|x|\n|state|[state](state.md)|{}|\n\
         |level|String|Possible values are: `{}`, `low`, `high`.|\n\n## Relationships\n\n|Relationship|Type|Description|\n|:-|:-|:-|\n|owner|[{}]({}.md)|x|\n\n\
         ## JSON representation\n\n<!-- {{ \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.{}\" }} -->\n```json\n{{ \"{}\": \"{}\" }}\n```\n",
        slot(0),
        slot(1),
        slot(2),
        slot(3),
        slot(4),
        slot(5),
        slot(6),
        slot(7),
        slot(8),
        slot(9),
        slot(10),
        slot(11),
        slot(12),
        slot(13),
        slot(14),
        slot(15),
    );
    let state = format!(
        "# state enum type\n\n{}\n\n## Members\n\n|Member|Value|Description|\n|:-|:-|:-|\n|idle|0|{}|\n|{}|1|x|\n",
        slot(4),
        slot(16),
        slot(17)
    );
    let list = format!(
        "# {}\n\n{}\n\n## Permissions\n\n### {}\n\n|Permission type|Permissions|\n|:-|:-|\n|Application|Gadget.Read, {}|\n\n[!INCLUDE [x]({})]\n\n\
         ## HTTP request\n\n```http\nGET /gadgets/{{{}}}/{}\nGET /gadgets\n```\n\n## Optional query parameters\n\n`$select` {}\n\n\
         ## Request headers\n\n|Name|Description|\n|:-|:-|\n|{}|{}|\n\n## Response\n\nReturns `200 OK` and a collection of [gadget](../resources/gadget.md) objects. {}\n\n\
         ## Example\n\n```http\nGET https://graph.microsoft.com/v1.0/gadgets?$filter={}\nPrefer: {}\n```\n\n```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{{ \"value\": [{{ \"id\": \"{}\", \"{}\": {{}} }}] }}\n```\n",
        slot(0),
        slot(1),
        slot(18),
        slot(19),
        slot(20),
        slot(21),
        slot(22),
        slot(23),
        slot(2),
        slot(3),
        slot(4),
        slot(5),
        slot(6),
        slot(7),
        slot(8),
    );
    let action = format!(
        "# gadget: act\n\n{}\n\n## HTTP request\n\n```http\nPOST /gadgets/{{id}}/act({}='{{{}}}')\n```\n\n## Request body\n\nSupply the parameters.\n\n|Parameter|Type|Description|\n|:-|:-|:-|\n|{}|String|{}|\n|count|Int32|{}|\n",
        slot(9),
        slot(10),
        slot(11),
        slot(12),
        slot(13),
        slot(14),
    );
    [
        ("resources/gadget.md", resource),
        ("resources/state.md", state),
        ("api/gadget-list.md", list),
        ("api/gadget-act.md", action),
    ]
    .map(|(path, text)| (path.to_owned(), text))
    .to_vec()
}

/// What a file of code holds, by kind.
#[derive(Debug, Default)]
struct Census {
    types: usize,
    fields: usize,
    variants: usize,
    functions: BTreeSet<String>,
    attributes: BTreeSet<String>,
    macros: BTreeSet<String>,
    kinds: BTreeSet<&'static str>,
}

impl<'a> Visit<'a> for Census {
    fn visit_attribute(&mut self, attribute: &'a syn::Attribute) {
        let path = attribute.path().segments.iter().map(|s| s.ident.to_string()).collect::<Vec<_>>().join("::");
        if let syn::Meta::NameValue(pair) = &attribute.meta {
            assert!(matches!(pair.value, syn::Expr::Lit(_)), "an attribute whose value is no text");
        }
        self.attributes.insert(path);
    }

    fn visit_macro(&mut self, found: &'a syn::Macro) {
        self.macros.insert(found.path.segments.iter().map(|s| s.ident.to_string()).collect::<Vec<_>>().join("::"));
        syn::visit::visit_macro(self, found);
    }

    fn visit_item(&mut self, item: &'a syn::Item) {
        self.kinds.insert(match item {
            syn::Item::Const(_) => "const",
            syn::Item::Enum(_) => "enum",
            syn::Item::Fn(_) => "fn",
            syn::Item::Impl(_) => "impl",
            syn::Item::Macro(_) => "macro",
            syn::Item::Mod(_) => "mod",
            syn::Item::Static(_) => "static",
            syn::Item::Struct(_) => "struct",
            syn::Item::Trait(_) => "trait",
            syn::Item::Type(_) => "type",
            syn::Item::Use(_) => "use",
            _ => "other",
        });
        syn::visit::visit_item(self, item);
    }

    fn visit_expr_unsafe(&mut self, _: &'a syn::ExprUnsafe) {
        panic!("unsafe code");
    }
}

fn census(files: &FileTree) -> Census {
    let mut all = Census::default();
    for (path, text) in files.0.iter().filter(|(path, _)| path.starts_with("src/v1") && path.ends_with(".rs")) {
        let file = syn::parse_file(text).unwrap_or_else(|e| panic!("{path}: {e}\n{text}"));
        all.visit_file(&file);
        let is_model = path.contains("/models/") && !path.ends_with("/mod.rs");
        for item in &file.items {
            match item {
                syn::Item::Struct(item) if is_model => {
                    all.types += 1;
                    all.fields += item.fields.len();
                }
                syn::Item::Enum(item) if is_model => {
                    all.types += 1;
                    all.variants += item.variants.len();
                }
                syn::Item::Fn(item) => drop(all.functions.insert(format!("{path}: {}", item.sig.ident))),
                _ => {}
            }
        }
    }
    all
}

/// The fields of all structs: each property that is no relationship, and one for what is not known.
fn fields(ir: &Ir) -> usize {
    let field_count = |ty: &msgraph_docgen::model::Type| {
        let name = ty.type_name();
        let chain = ir.chain(&name).flat_map(|t| &t.properties);
        chain.filter(|p| !p.navigation).map(|p| p.name.as_str()).collect::<BTreeSet<_>>().len() + 1
    };
    ir.types.values().filter(|t| t.kind != Kind::Enum).map(field_count).sum()
}

fn requests(ir: &Ir) -> usize {
    let all = ir.operations.iter().flat_map(|o| &o.requests);
    all.filter(|r| !r.path.as_str().contains("...") && !r.path.as_str().contains('…'))
        .map(|r| (r.method, r.path.as_str().to_lowercase()))
        .collect::<BTreeSet<_>>()
        .len()
}

fn is_hidden(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
        || (c.is_control() && !matches!(c, '\n' | '\t'))
}

fn made(slots: &[String]) -> (FileTree, Ir) {
    let pages = pages(slots);
    let pages: Vec<Page<'_>> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    (files(&pages, &[]), model(&pages).0)
}

/// Nothing but the words of an ordinary crate, and as many items as the model has.
fn assert_is_text(slots: &[String]) {
    let plain = census(&made(&vec!["plain".to_owned(); SLOTS]).0);
    let (files, ir) = made(slots);
    for (path, text) in &files.0 {
        let line = text.lines().find(|l| l.chars().any(is_hidden));
        assert!(line.is_none() && !text.contains('\r'), "{path} holds a character that cannot be seen: {line:?}");
    }
    let is_code = |path: &str| path.starts_with("src/v1") && path.ends_with(".rs");
    for text in files.0.iter().filter(|(path, _)| is_code(path)).map(|(_, text)| text) {
        docs_of(&syn::parse_file(text).expect("a file of code")).iter().for_each(|markdown| assert_is_prose(markdown));
    }
    let found = census(&files);
    assert!(found.attributes.is_subset(&plain.attributes), "{:?} {slots:?}", &found.attributes - &plain.attributes);
    assert!(found.macros.is_subset(&plain.macros), "{:?} {slots:?}", &found.macros - &plain.macros);
    assert!(found.kinds.iter().all(|k| plain.kinds.contains(k) || *k == "mod"), "{:?} {slots:?}", found.kinds);
    let value_enums = ir.types.values().flat_map(|t| &t.properties).filter(|p| p.values.len() > 1).count();
    let types = ir.types.len();
    assert!((types..=types + value_enums).contains(&found.types), "{} types of {types}: {slots:?}", found.types);
    assert_eq!(found.fields, fields(&ir), "{slots:?}");
    let enums = ir.types.values().filter(|t| t.kind == Kind::Enum);
    let members: usize = enums.map(|t| t.members.len() + 1).sum();
    let listed: usize =
        ir.types.values().flat_map(|t| &t.properties).filter(|p| p.values.len() > 1).map(|p| p.values.len() + 1).sum();
    assert!(
        (members..=members + listed).contains(&found.variants),
        "{} variants of {members}: {slots:?}",
        found.variants
    );
    assert!(found.functions.len() <= requests(&ir), "{:?} {slots:?}", found.functions);
    let manifest: toml_like::Keys = toml_like::keys(&files.0["Cargo.toml"]);
    assert!(
        manifest.is_subset(&toml_like::keys(&made(&vec!["plain".to_owned(); SLOTS]).0.0["Cargo.toml"])),
        "{slots:?}"
    );
}

/// The tables of a TOML file, but for those of features.
mod toml_like {
    use std::collections::BTreeSet;

    pub type Keys = BTreeSet<String>;

    pub fn keys(text: &str) -> Keys {
        text.lines().filter(|l| l.starts_with('[')).map(str::to_owned).collect()
    }
}

#[test]
#[ignore = "slow: writes hundreds of crates"]
fn every_hostile_text_in_every_slot_stays_text() {
    for text in HOSTILE {
        assert_is_text(&vec![(*text).to_owned(); SLOTS]);
    }
}

#[test]
fn code_that_is_wrapped_stays_code() {
    let wide = "a".repeat(115);
    for block in
        ["~~~ x ~~~", "<script>alert(1)</script>", "<!--", "# heading", "- item", "> quote", "| a | b |", "==="]
    {
        assert_is_text(&vec![format!("Text `{wide} {block} {wide}` end."); SLOTS]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_text_in_any_slot_stays_text(slots in prop::collection::vec(wild(), SLOTS)) {
        assert_is_text(&slots);
    }
}

/// One crate of all hostile texts: it compiles, and rustdoc has nothing to say.
#[test]
#[ignore = "slow: documents a crate"]
fn rustdoc_warns_of_nothing() {
    let sandbox = Sandbox::empty();
    for (number, texts) in HOSTILE.chunks(SLOTS / 2).enumerate() {
        let slots: Vec<String> = texts.iter().chain(texts.iter().rev()).map(|t| (*t).to_owned()).collect();
        for (path, text) in pages(&slots) {
            let text = text.replace("gadget", &format!("gadget{number}")).replace("state", &format!("state{number}"));
            sandbox.write(&format!("docs-input/v1.0/{}", path.replace(".md", &format!("{number}.md"))), text);
        }
    }
    sandbox.write("docs-input/v1.0/resources/name-\u{202e}\u{2066}.md", docgen_tests::RESOURCE);
    sandbox.done(&["generate", "--deny", "nothing"]);
    for (path, bytes) in sandbox.files("generated") {
        let text = String::from_utf8(bytes).expect("text");
        assert!(!text.chars().any(is_hidden), "{path} holds a character that cannot be seen");
    }
    let package = sandbox.path("generated");
    let mut doc = cargo_alone(&package);
    succeed_in_silence(doc.args(["doc", "--no-deps", "--features", "full,permissions"]));
}
