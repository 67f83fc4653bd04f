//! What must hold for any page: no parser panics, nothing but text reaches the output, and order does not matter.

use std::collections::BTreeSet;

use docgen_tests::stages::{Page, api, facts, files, model, resource};
use msgraph_docgen::diagnostic::nearest;
use msgraph_docgen::model::{Kind, Part, UrlPath};
use msgraph_docgen::page::loose_json;
use proptest::prelude::*;

/// Text with whatever breaks parsers: marks of Markdown, JSON, Rust and HTML, and characters that are not seen.
fn wild() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        4 => "[a-zA-Z0-9]{1,6}",
        2 => prop::sample::select(vec![
            "`", "``", "*/", "\"#", "{}", "{crate}", "#[", "]", "|", "\\", "\\u{202e}", "\u{202e}", "\u{2066}", "\u{200b}", "\u{feff}", "\u{0}", "\u{7}",
            "<", ">", "<br>", "<!--", "-->", "![", "](", "//", "///", "/*", "'", "\"", "…", "...", "é", "属性", "🦀", "r#", "&", "$", "%", ":", "(", ")", "=", ",",
            "fn", "self", "crate", "Self", "type", "//!", "\u{2028}", "\t", " ", " ",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat().replace(['\n', '\r'], " "))
}

/// JSON that somebody damaged.
fn damaged_json() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{", "}", "[", "]", ",", ":", "\"a\"", "\"", "'", "“", "1", "-", "1e9", "true", "null", "word", "\n", " ",
        "//", "/*", "*/", "...", "\\", "\\u12", "#", "é", "\u{a0}",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Characters that change the direction of text, or cannot be seen: a reader of the code must not be misled.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
        || (c.is_control() && !matches!(c, '\n' | '\t'))
}

/// The public items of the model and endpoint files, without what every crate has.
fn emitted(files: &msgraph_docgen::FileTree) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for (path, text) in files.0.iter().filter(|(p, _)| p.ends_with(".rs")) {
        let file = syn::parse_file(text).unwrap_or_else(|e| panic!("{path}: {e}\n{text}"));
        let models = path.contains("/models/") && !path.ends_with("/mod.rs");
        let names = file.items.into_iter().filter_map(|item| match item {
            syn::Item::Struct(item) if models => Some(format!("type {}", item.ident)),
            syn::Item::Enum(item) if models => Some(format!("type {}", item.ident)),
            syn::Item::Fn(item) if path.starts_with("src/v1/") => Some(format!("fn {}", item.sig.ident)),
            _ => None,
        });
        out.extend(names);
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn text_of_pages_stays_text(
        title in wild(), intro in wild(), cell in wild(), description in wild(), member in wild(), label in wild(), placeholder in wild(), value in wild(),
    ) {
        let gadget = resource("gadget", &["|id|String|The key.|", &format!("|label|String|{description}|"), &format!("|part|{cell}|{description}|"), "|state|[state](state.md)|What it does.|"])
            .replacen("## Properties", &format!("{intro}\n\n## Properties"), 1);
        let state = format!("# state enum type\n\n{intro}\n\n## Members\n\n|Member|Description|\n|:-|:-|\n|idle|At rest.|\n|{member}|{label}|\n");
        let get = api(
            &format!("GET /gadgets/{{{placeholder}}}/x"),
            &format!("## Response\n\n{intro} Returns `200 OK` and a [gadget](../resources/gadget.md) object.\n\n## Example\n\n```http\nGET https://graph.microsoft.com/v1.0/gadgets/{value}/x\n```\n"),
        ).replacen("# A page", &format!("# {title}"), 1);
        let pages: [Page<'_>; 3] = [("resources/gadget.md", &gadget), ("resources/state.md", &state), ("api/gadget-get.md", &get)];
        let (ir, _) = model(&pages);
        let files = files(&pages, &[]);
        for (path, text) in &files.0 {
            prop_assert!(!text.chars().any(is_hidden), "{path} holds a character that cannot be seen: {:?}", text.lines().find(|l| l.chars().any(is_hidden)));
        }
        let found = emitted(&files);
        let types = found.iter().filter(|i| i.starts_with("type ")).count();
        let value_enums = ir.types.values().flat_map(|t| &t.properties).filter(|p| p.values.len() > 1).count();
        let wanted = ir.types.len();
        prop_assert!((wanted..=wanted + value_enums).contains(&types), "{types} types of {wanted}: {found:?}");
        prop_assert!(found.contains("type Gadget") && found.contains("type State"), "{found:?}");
        let endpoints = found.iter().filter(|i| i.starts_with("fn ")).count();
        let requests: BTreeSet<_> = ir.operations.iter().flat_map(|o| &o.requests).map(|r| r.path.as_str()).filter(|path| !path.contains("...") && !path.contains('…')).collect();
        prop_assert_eq!(endpoints, requests.len(), "{:?} {:?}", found, requests);
        prop_assert!(ir.types.values().any(|t| t.name == "state" && t.kind == Kind::Enum));
    }

    #[test]
    fn a_page_of_anything_is_read(lines in prop::collection::vec(wild(), 0..30)) {
        let text = lines.join("\n");
        for path in ["api/x.md", "resources/x.md", "x.md"] {
            let (_, found) = facts((path, &text));
            let last = u32::try_from(text.lines().count().max(1)).unwrap();
            for one in found {
                prop_assert!(one.place.line >= 1 && one.place.line <= last + 1, "{one:?}");
            }
        }
    }

    #[test]
    fn a_request_line_of_anything_is_read(line in wild()) {
        let (facts, _) = facts(("api/x.md", &api(&format!("GET {line}"), "")));
        for request in facts.operation.iter().flat_map(|o| &o.requests) {
            prop_assert!(request.path.as_str().starts_with('/'), "{request:?}");
        }
    }

    #[test]
    fn a_path_comes_apart_without_loss(path in wild()) {
        let part = |part: &Part| match part {
            Part::Literal(text) => text.clone(),
            Part::Placeholder(placeholder) => placeholder.text.clone(),
        };
        let kept: String = UrlPath::new(path.as_str()).segments().iter().flat_map(|s| s.parts.iter().map(part)).collect();
        let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        prop_assert_eq!(words(&kept), words(&path));
    }

    #[test]
    fn damaged_json_is_read_or_refused_where_it_stands(text in damaged_json()) {
        match loose_json::read(&text) {
            Ok(read) => prop_assert!(read.repairs.iter().all(|r| text.is_char_boundary(r.offset))),
            Err(error) => prop_assert!(text.is_char_boundary(error.offset)),
        }
    }

    #[test]
    fn strict_json_needs_no_repair(value in any::<(Option<bool>, Vec<f32>, Vec<(String, i64)>)>()) {
        let (flag, numbers, pairs) = value;
        let object: serde_json::Map<String, serde_json::Value> = pairs.into_iter().map(|(k, v)| (k, v.into())).collect();
        let numbers: Vec<f32> = numbers.into_iter().filter(|n| n.is_finite()).collect();
        let value = serde_json::json!({ "flag": flag, "numbers": numbers, "object": object });
        let text = value.to_string();
        let read = loose_json::read(&text).unwrap();
        prop_assert!(read.repairs.is_empty());
        prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), read.value);
    }

}

proptest! {
    #[test]
    fn what_is_told_at_once_to_be_no_near_miss_is_none(
        name in "[a-eA-E1é]{1,14}",
        edits in prop::collection::vec((any::<prop::sample::Index>(), prop::option::of("[a-gA-E2é]")), 0..5),
    ) {
        let mut known: Vec<char> = name.chars().collect();
        for (at, letter) in edits {
            let at = at.index(known.len().max(1)).min(known.len());
            match letter {
                Some(letter) => known.insert(at, letter.chars().next().unwrap_or('a')),
                None => drop((at < known.len()).then(|| known.remove(at))),
            }
        }
        let known: String = known.into_iter().collect();
        let is_near = known != name
            && known.len().abs_diff(name.len()) <= 3
            && strsim::jaro_winkler(&name.to_lowercase(), &known.to_lowercase()) > 0.93;
        prop_assert_eq!(nearest(&name, [known.as_str()]).is_some(), is_near, "{} {}", name, known);
    }
}

proptest! {
    // Each case writes two crates to disk.
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_pages_does_not_change_the_output(order in Just((0..5).collect::<Vec<usize>>()).prop_shuffle()) {
        let texts = [
            ("resources/gadget.md", resource("gadget", &["|id|String|Key.|", "|part|[part](part.md)|Part.|", "|state|[state](state.md)|Possible values are: `idle`, `busy`.|"])),
            ("resources/gadget-more.md", resource("gadget", &["|weight|Int32|In grams.|", "|part|String|Said otherwise here.|"])),
            ("api/gadget-list.md", api("GET /gadgets", "## Response\n\nReturns `200 OK` and a collection of [gadget](../resources/gadget.md) objects.")),
            ("api/gadget-get.md", api("GET /gadgets/{id}", "## Response\n\nReturns `200 OK` and a [gadget](../resources/gadget.md) object.")),
            ("api/part-get.md", api("GET /gadgets/{id}/part", "## Response\n\nReturns `200 OK` and a [part](../resources/part.md) object.\n\n## Example\n\n```http\nHTTP/1.1 200 OK\n\n{ \"@odata.type\": \"#microsoft.graph.part\", \"size\": 2 }\n```\n")),
        ];
        let sandbox = |order: &[usize]| {
            let sandbox = docgen_tests::Sandbox::empty();
            for i in order {
                sandbox.write(&format!("docs-input/v1.0/{}", texts[*i].0), &texts[*i].1);
            }
            sandbox.done(&["generate", "-q"]);
            sandbox.files("generated")
        };
        prop_assert!(sandbox(&order) == sandbox(&[0, 1, 2, 3, 4]));
    }
}
