//! What the documentation of types and modules says first.

use docgen_tests::stages::{Page, api, files, resource};
use insta::assert_snapshot;

fn derived_from_gadget(name: &str) -> String {
    let page = resource(name, &["|watts|Int32|Power.|"]);
    page.replacen("## Properties", "Inherits from [gadget](gadget.md).\n\n## Properties", 1)
}

fn get(url: &str, ty: &str) -> String {
    let response = format!("## Response\n\nReturns `200 OK` and a [{ty}](../resources/{ty}.md) object.");
    api(&format!("GET {url}"), &response)
}

/// The lines before the first item of a file.
fn head(pages: &[(&str, String)], path: &str) -> String {
    let pages: Vec<Page<'_>> = pages.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let text = &files(&pages, &[]).0[path];
    let lines = text.lines().skip(1).skip_while(|line| line.is_empty() || line.starts_with("use "));
    let until = |line: &&str| !line.starts_with("pub ") && !line.starts_with("#[derive");
    lines.take_while(until).map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_base_names_the_types_derived_from_it_where_they_are_compiled() {
    let mut pages = vec![
        ("resources/gadget.md", resource("gadget", &["|id|String|Key.|"])),
        ("resources/lamp.md", derived_from_gadget("lamp")),
        ("resources/fan.md", derived_from_gadget("fan")),
        ("api/gadget-get.md", get("/gadgets/{id}", "gadget")),
        ("api/lamp-get.md", get("/lamps/{id}", "lamp")),
        ("api/fan-get.md", get("/fans/{id}", "fan")),
    ];
    assert_snapshot!(head(&pages, "src/v1/models/gadget.rs"), @r#"
    /// `gadget`.
    ///
    /// `microsoft.graph.gadget`, an entity type.
    ///
    #[cfg_attr(any(feature = "v1-fans", feature = "v1-lamps"), doc = "Derived types:")]
    #[cfg_attr(feature = "v1-fans", doc = "[`Fan`](super::Fan)")]
    #[cfg_attr(feature = "v1-lamps", doc = "[`Lamp`](super::Lamp)")]
    ///
    /// Documentation: [gadget](https://learn.microsoft.com/graph/api/resources/gadget?view=graph-rest-1.0)
    "#);
    assert_snapshot!(head(&pages, "src/v1/models/lamp.rs"), @"
    /// `lamp`.
    ///
    /// `microsoft.graph.lamp`, an entity type derived from [`microsoft.graph.gadget`](super::Gadget).
    ///
    /// Documentation: [lamp](https://learn.microsoft.com/graph/api/resources/lamp?view=graph-rest-1.0)
    ");
    let more: Vec<String> = (0..40).map(|n| format!("resources/part{n}.md")).collect();
    pages.extend(more.iter().enumerate().map(|(n, path)| (path.as_str(), derived_from_gadget(&format!("part{n}")))));
    assert_snapshot!(head(&pages, "src/v1/models/gadget.rs"), @"
    /// `gadget`.
    ///
    /// `microsoft.graph.gadget`, an entity type.
    ///
    /// Derived types: [below](#trait-implementations), each with `IsA<Gadget>`.
    ///
    /// Documentation: [gadget](https://learn.microsoft.com/graph/api/resources/gadget?view=graph-rest-1.0)
    ");
}

#[test]
fn the_first_sentence_of_a_long_description_stands_alone() {
    let described = |text: &str| {
        let page =
            resource("gadget", &["|id|String|Key.|"]).replacen("## Properties", &format!("{text}\n\n## Properties"), 1);
        let pages = [("resources/gadget.md", page), ("api/gadget-get.md", get("/gadgets/{id}", "gadget"))];
        head(&pages, "src/v1/models/gadget.rs").split("///\n/// `microsoft").next().unwrap_or_default().to_owned()
    };
    assert_snapshot!(described("A device, e.g. a lamp. It needs power."), @"/// A device, e.g. a lamp. It needs power.");
    let rest = "It needs power. ".repeat(16);
    assert_snapshot!(described(&format!("A device, e.g. a lamp. {rest}")), @"
    /// A device, e.g. a lamp.
    ///
    /// It needs power. It needs power. It needs power. It needs power. It needs power. It needs power. It needs
    /// power. It needs power. It needs power. It needs power. It needs power. It needs power. It needs power. It
    /// needs power. It needs power. It needs power.
    ");
    assert_snapshot!(described("Not yet documented"), @"/// `gadget`.");
}

#[test]
fn a_module_stands_for_its_own_part_of_a_url() {
    let pages = [
        ("resources/gadget.md", resource("gadget", &["|id|String|Key.|"])),
        ("api/a.md", api("POST /smartGadgets/{id}/turnOff", "## Response\n\nReturns `204 No Content`.")),
        ("api/b.md", get("/smartGadgets/{id}/spareParts/{id}/owner", "gadget")),
        ("api/c.md", get("/shelves/root:/{path}:/gadget", "gadget")),
    ];
    let modules = [
        "smart_gadgets",
        "smart_gadgets/spare_parts",
        "smart_gadgets/spare_parts/owner",
        "shelves",
        "shelves/root/by_path/gadget",
    ];
    let heads: String = modules
        .iter()
        .map(|m| head(&pages, &format!("src/v1/{m}.rs")).lines().next().unwrap_or_default().to_owned() + "\n")
        .collect();
    assert_snapshot!(heads, @"
    //! `/smartGadgets`
    //! `/smartGadgets/spareParts`
    //! `/smartGadgets/spareParts/owner`
    //! `/shelves`
    //! `/shelves/root:/gadget`
    ");
}
