//! The types that tell which query options functions take, each beside its function.

use docgen_tests::stages::{api, files};
use insta::assert_snapshot;

/// What stands in a module besides the documentation of its functions.
fn module(pages: &[(&str, &str, &str)], path: &str) -> String {
    let pages: Vec<(&str, String)> = pages.iter().map(|(file, request, more)| (*file, api(request, more))).collect();
    let pages: Vec<_> = pages.iter().map(|(file, text)| (*file, text.as_str())).collect();
    let text = &files(&pages, &[]).0[path];
    let is_code = |line: &&str| line.starts_with("/// What") || !line.starts_with("//") && !line.is_empty();
    text.lines().filter(is_code).map(|line| format!("{line}\n")).collect()
}

fn takes(options: &str) -> String {
    format!("## Optional query parameters\n\nThis method {options}.\n\n")
}

#[test]
fn each_function_that_reads_has_a_type_that_implements_what_its_page_documents() {
    let pages = [
        ("api/gadget-list.md", "GET /gadgets", &*takes("supports the `$select` and `$top` query parameters")),
        ("api/gadget-get.md", "GET /gadgets/{id}", &takes("does not support OData query parameters")),
        ("api/gadget-get-code.md", "GET /gadgets(code='{code}')", &takes("supports the `$select` query parameter")),
        ("api/gadget-delete.md", "DELETE /gadgets/{id}", ""),
    ];
    assert_snapshot!(module(&pages, "src/v1/gadgets.rs"), @r#"
    use crate::runtime;
    #[inline]
    pub fn list() -> runtime::Request<(), (), ListOptions> {
        runtime::Request::new("GET /v1.0/gadgets", &[])
    }
    /// What [`fn@list`] can be asked: `$select`, `$top`.
    pub enum ListOptions {}
    runtime::options!(ListOptions, [Select, Top]);
    #[inline]
    pub fn get(gadget_id: &str) -> runtime::Request<(), (), GetOptions> {
        runtime::Request::new("GET /v1.0/gadgets/{}", &[gadget_id])
    }
    /// What [`fn@get`] can be asked: no query option is documented.
    pub enum GetOptions {}
    #[inline]
    pub fn delete(gadget_id: &str) -> runtime::Request<(), ()> {
        runtime::Request::new("DELETE /v1.0/gadgets/{}", &[gadget_id])
    }
    #[inline]
    pub fn get_by_code(code: &str) -> runtime::Request<(), (), GetByCodeOptions> {
        runtime::Request::new("GET /v1.0/gadgets(code='{}')", &[code])
    }
    /// What [`fn@get_by_code`] can be asked: `$select`.
    pub enum GetByCodeOptions {}
    runtime::options!(GetByCodeOptions, [Select]);
    "#);
}

#[test]
fn what_does_not_read_has_one_where_its_page_documents_an_option() {
    let pages = [
        ("api/gadget-find.md", "POST /gadgets/find", &*takes("supports the `$select` query parameter")),
        ("api/gadget-sort.md", "POST /gadgets/sort", ""),
    ];
    assert_snapshot!(module(&pages, "src/v1/gadgets.rs"), @r#"
    use crate::runtime;
    #[inline]
    pub fn find() -> runtime::Request<(), (), FindOptions> {
        runtime::Request::new("POST /v1.0/gadgets/find", &[])
    }
    /// What [`fn@find`] can be asked: `$select`.
    pub enum FindOptions {}
    runtime::options!(FindOptions, [Select]);
    #[inline]
    pub fn sort() -> runtime::Request<(), ()> {
        runtime::Request::new("POST /v1.0/gadgets/sort", &[])
    }
    "#);
}

#[test]
fn a_keyword_names_a_type_as_any_word_does() {
    let supports = takes("supports the `$top` query parameter");
    let pages = [("api/gadget-match.md", "GET /gadgets/{id}/match(with={with})", &*supports)];
    assert_snapshot!(module(&pages, "src/v1/gadgets.rs"), @r#"
    use crate::runtime;
    #[inline]
    pub fn r#match(gadget_id: &str, with: &str) -> runtime::Request<(), (), MatchOptions> {
        runtime::Request::new("GET /v1.0/gadgets/{}/match(with={})", &[gadget_id, with])
    }
    /// What [`fn@match`] can be asked: `$top`.
    pub enum MatchOptions {}
    runtime::options!(MatchOptions, [Top]);
    "#);
}

#[test]
fn functions_whose_types_would_have_one_name_have_two() {
    let supports = takes("supports the `$top` query parameter");
    let pages = [("api/use.md", "GET /gadgets/use2(day={day})\nGET /gadgets/use_2(day={day})", &*supports)];
    assert_snapshot!(module(&pages, "src/v1/gadgets.rs"), @r#"
    use crate::runtime;
    #[inline]
    pub fn use2(day: &str) -> runtime::Request<(), (), Use2Options> {
        runtime::Request::new("GET /v1.0/gadgets/use2(day={})", &[day])
    }
    /// What [`fn@use2`] can be asked: `$top`.
    pub enum Use2Options {}
    runtime::options!(Use2Options, [Top]);
    #[inline]
    pub fn use_2(day: &str) -> runtime::Request<(), (), Use2Options2> {
        runtime::Request::new("GET /v1.0/gadgets/use_2(day={})", &[day])
    }
    /// What [`fn@use_2`] can be asked: `$top`.
    pub enum Use2Options2 {}
    runtime::options!(Use2Options2, [Top]);
    "#);
}
