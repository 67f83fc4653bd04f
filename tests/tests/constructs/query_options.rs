//! Which query options an endpoint takes, by what its page says of them.

use docgen_tests::stages::{api, model};
use insta::assert_snapshot;

/// The options of a request under each of these sections.
fn options(request: &str, more: &str, sections: &[&str]) -> String {
    let documented = |section: &&str| {
        let page = api(request, &format!("## Optional query parameters\n\n{section}\n\n{more}"));
        let (ir, _) = model(&[("api/x.md", &page)]);
        format!("{}\n  {}\n", section.replace('\n', " "), ir.endpoints[0].query_options.join(" "))
    };
    sections.iter().map(documented).collect()
}

/// A list of gadgets.
fn of_list(sections: &[&str]) -> String {
    options("GET /gadgets", "", sections)
}

#[test]
fn a_list_takes_what_its_page_names_or_else_everything() {
    assert_snapshot!(of_list(&[
        "Use `$top` and `$skip` to page.",
        "OData query parameters are supported.",
        "The parameter `depth` is yours to set.",
    ]), @"
    Use `$top` and `$skip` to page.
      skip top
    OData query parameters are supported.
      count expand filter orderby search select skip top
    The parameter `depth` is yours to set.
      count expand filter orderby search select skip top
    ");
}

#[test]
fn what_is_named_as_not_supported_is_not_offered() {
    assert_snapshot!(of_list(&[
        "Use `$top`. `$skip` isn't supported.",
        "`$top` works here, but not `$skip`.",
        "Supports `$top` and doesn't support `$skip`.",
        "`$filter` and `$top` are supported (`$orderby` is not supported).",
        "These are not supported yet: `$count`, `$orderby`.\n\nUse `$filter`.",
        "You can't use `$select` here.",
        "- You cannot use `$expand` on this list.\n\n- There's no support for `$search`.",
        "This API doesn't currently support `$expand`, `$filter`, or `$search`.",
        "The following options aren't supported:\n\n- `$expand`\n- `$search`\n\nAll others work.",
        "Some OData query parameters are supported. Include `$select=label` for labels.\n\n### Exceptions\n\nSome are not supported: `$count`, `$search`.",
        "All OData query parameters are supported except `$search` and `$count`.",
        "Neither `$expand` nor `$search` works here.",
        "`$skip` is ignored, and `$search` doesn't work.",
        "|Name|Notes|\n|:-|:-|\n|$top|Page size.|\n|$filter|Not supported.|",
    ]), @"
    Use `$top`. `$skip` isn't supported.
      top
    `$top` works here, but not `$skip`.
      top
    Supports `$top` and doesn't support `$skip`.
      top
    `$filter` and `$top` are supported (`$orderby` is not supported).
      filter top
    These are not supported yet: `$count`, `$orderby`.  Use `$filter`.
      filter
    You can't use `$select` here.
      count expand filter orderby search skip top
    - You cannot use `$expand` on this list.  - There's no support for `$search`.
      count filter orderby select skip top
    This API doesn't currently support `$expand`, `$filter`, or `$search`.
      count orderby select skip top
    The following options aren't supported:  - `$expand` - `$search`  All others work.
      count filter orderby select skip top
    Some OData query parameters are supported. Include `$select=label` for labels.  ### Exceptions  Some are not supported: `$count`, `$search`.
      expand filter orderby select skip top
    All OData query parameters are supported except `$search` and `$count`.
      expand filter orderby select skip top
    Neither `$expand` nor `$search` works here.
      count filter orderby select skip top
    `$skip` is ignored, and `$search` doesn't work.
      count expand filter orderby select top
    |Name|Notes| |:-|:-| |$top|Page size.| |$filter|Not supported.|
      top
    ");
}

#[test]
fn options_can_be_refused_as_a_whole() {
    assert_snapshot!(of_list(&[
        "This method does **not** support OData query parameters.",
        "Query parameters aren't supported here - for example, `$filter` isn't supported.",
        "It doesn't support optional query parameters (e.g. `$filter`).",
        "No OData query parameters are supported.",
        "It supports none of the OData query parameters.",
        "Not supported.",
        "None.",
        "OData query parameters other than `$filter` are not supported. It does not support any query parameters except `$filter`.",
        "`$top` works. The other OData query parameters are currently not supported.",
        "This method does not support all OData query parameters.",
    ]), @"
    This method does **not** support OData query parameters.
      
    Query parameters aren't supported here - for example, `$filter` isn't supported.
      
    It doesn't support optional query parameters (e.g. `$filter`).
      
    No OData query parameters are supported.
      
    It supports none of the OData query parameters.
      
    Not supported.
      
    None.
      
    OData query parameters other than `$filter` are not supported. It does not support any query parameters except `$filter`.
      filter
    `$top` works. The other OData query parameters are currently not supported.
      top
    This method does not support all OData query parameters.
      count expand filter orderby search select skip top
    ");
}

#[test]
fn what_holds_for_some_uses_only_takes_nothing_away() {
    assert_snapshot!(of_list(&[
        "The **size** property doesn't support `$select`.",
        "`$top` and `$skip` page. `$skip` is not supported when you use `$search`.",
        "|Name|Notes|\n|:-|:-|\n|$search|Words.|\n|$skip|How many to leave out. This is not supported when using `$search`.|",
        "`$filter` and `$search` are supported. `$search` isn't supported in trial tenants.",
        "`$orderby` works. To get all, leave it out and query without using `$select`.",
        "Use `$top`. You cannot read what others have.",
        "This function supports `$filter`, but requires the `$count` query segment.",
    ]), @"
    The **size** property doesn't support `$select`.
      count expand filter orderby search select skip top
    `$top` and `$skip` page. `$skip` is not supported when you use `$search`.
      skip top
    |Name|Notes| |:-|:-| |$search|Words.| |$skip|How many to leave out. This is not supported when using `$search`.|
      search skip
    `$filter` and `$search` are supported. `$search` isn't supported in trial tenants.
      filter search
    `$orderby` works. To get all, leave it out and query without using `$select`.
      orderby
    Use `$top`. You cannot read what others have.
      top
    This function supports `$filter`, but requires the `$count` query segment.
      filter
    ");
}

#[test]
fn what_is_no_get_takes_what_applies_to_its_answer() {
    let sections = [
        "|Parameter|Type|Description|\n|:-|:-|:-|\n|force|Boolean|Even if it is locked.|",
        "Supports the OData query parameters to customize the response.",
        "Supports `$select`.",
    ];
    let gives = |what: &str| format!("## Response\n\nReturns {what}.\n");
    let single = gives("`200 OK` and a [gadget](../resources/gadget.md) object");
    let collection = gives("`200 OK` and a collection of [gadget](../resources/gadget.md) objects");
    let nothing = gives("`204 No Content`");
    let options_of = |request: &str, more: &str| {
        let answers = options(request, more, &sections);
        let answers: Vec<&str> = answers.lines().filter_map(|line| line.strip_prefix("  ")).collect();
        format!("{request}: {}\n", answers.join(" / "))
    };
    let lines = [
        options_of("POST /gadgets", &single),
        options_of("POST /gadgets/check", &collection),
        options_of("POST /gadgets/reset", &nothing),
        options_of("PATCH /gadgets/{id}", &single),
        options_of("DELETE /gadgets/{id}", &nothing),
    ];
    assert_snapshot!(lines.concat(), @"
    POST /gadgets:  / expand select / select
    POST /gadgets/check:  / count expand filter orderby search select skip top / select
    POST /gadgets/reset:  /  / select
    PATCH /gadgets/{id}:  / expand select / select
    DELETE /gadgets/{id}:  /  / select
    ");
}
