//! What pages say against what the service's metadata says.

use std::fmt::Write;

use docgen_tests::stages::{Page, api, csdl, model, resource};
use docgen_tests::{RESOURCE, Sandbox};
use insta::assert_snapshot;
use msgraph_docgen::ApiVersion;
use msgraph_docgen::contradictions::compare;
use msgraph_docgen::metadata::parse;
use msgraph_docgen::pipeline::PageRef;

/// Each contradiction in a line, with what was made of it, the likely fix, and the line of the metadata.
fn found(pages: &[Page<'_>], elements: &str) -> String {
    let (ir, _) = model(pages);
    let metadata = parse("m.xml", csdl(elements).as_bytes()).unwrap();
    let page = |(file, _): &Page<'_>| PageRef {
        version: ApiVersion::V1,
        path: format!("v1.0/{file}"),
        file: (*file).to_owned(),
    };
    let pages: Vec<PageRef> = pages.iter().map(page).collect();
    let mut out = String::new();
    for finding in compare(&ir, &metadata, &pages).diagnostics {
        let place = finding.place.to_string();
        write!(out, "{} {}[{}] {}; {}", &place[5..], finding.severity, finding.code.id(), finding.found, finding.done)
            .unwrap();
        if let Some(help) = finding.help {
            write!(out, "; {help}").unwrap();
        }
        finding.related.iter().for_each(|place| write!(out, " ({place})").unwrap());
        out.push('\n');
    }
    out
}

/// An entity `gadget` with these elements, and the set `gadgets` of them.
fn gadgets(elements: &str) -> String {
    format!(
        r#"<EntityType Name="gadget">
{elements}
</EntityType><EntityContainer Name="Service"><EntitySet Name="gadgets" EntityType="graph.gadget"/></EntityContainer>"#
    )
}

/// A page that reads a gadget, which is this JSON.
fn reads(json: &str) -> String {
    api(
        "GET /gadgets/{id}",
        &format!(
            "## Response\n\nA `200 OK` with a [gadget](../resources/gadget.md) object.\n\n## Example\n\n```http\nGET https://graph.microsoft.com/v1.0/gadgets/1\n```\n\n```http\nHTTP/1.1 200 OK\n\n{json}\n```"
        ),
    )
}

#[test]
fn pages_that_say_what_the_metadata_says_have_no_finding() {
    let rows = ["|id|String|Its key.|", "|size|Int32|How large.|", "|owner|[gadget](gadget.md)|Whose.|"];
    let metadata = gadgets(
        r#"<Property Name="id" Type="Edm.String"/><Property Name="size" Type="Edm.Int32"/><Property Name="owner" Type="graph.gadget"/>
<NavigationProperty Name="unsaid" Type="graph.gadget"/>"#,
    );
    let pages =
        [("api/get.md", &*reads(r#"{"id": "1", "size": 3}"#)), ("resources/gadget.md", &*resource("gadget", &rows))];
    assert_snapshot!(found(&pages, &metadata), @"");
}

#[test]
fn properties_that_the_metadata_has_not_or_spells_otherwise() {
    let rows = [
        "|colours|String|Misspelled.|",
        "|SIZE|Int32|In capitals.|",
        "|secret|String|Nowhere.|",
        "|wings|Int32|Of some.|",
    ];
    let metadata = gadgets(
        r#"<Property Name="colour" Type="Edm.String"/>
<Property Name="size" Type="Edm.Int32"/>"#,
    ) + r#"<EntityType Name="plane" BaseType="graph.gadget"><Property Name="wings" Type="Edm.Int32"/></EntityType>"#;
    let get = reads(r#"{"colour": "red", "SIZE": 3, "secret": "x"}"#);
    let pages = [("api/get.md", &*get), ("resources/gadget.md", &*resource("gadget", &rows))];
    assert_snapshot!(found(&pages, &metadata), @"
    resources/gadget.md:7 warning[metadata-no-property] the metadata has no property `colours` of `gadget`; the page counts; its example fits the metadata alone; did you mean `colour`? (m.xml:3)
    resources/gadget.md:8 note[metadata-no-property] `SIZE` of `gadget` is spelled `size` in the metadata; the page counts; its example fits the page alone; write `size` (m.xml:5)
    resources/gadget.md:9 note[metadata-no-property] the metadata has no property `secret` of `gadget`; the page counts; its example fits the page alone (m.xml:3)
    resources/gadget.md:10 note[metadata-no-property] the metadata has no property `wings` of `gadget`; there `plane` has it; the page counts; no example tells (m.xml:3)
    ");
}

#[test]
fn an_open_type_may_have_more_properties_than_it_declares() {
    let rows = ["|colours|String|Misspelled.|", "|secret|String|Of no declared name.|"];
    let metadata =
        r#"<ComplexType Name="gadget" OpenType="true"><Property Name="colour" Type="Edm.String"/></ComplexType>"#;
    let page = resource("gadget", &rows).replace("## Properties", "This is an open type.\n\n## Properties");
    assert_snapshot!(found(&[("resources/gadget.md", &page)], metadata), @"resources/gadget.md:9 note[metadata-no-property] the metadata has no property `colours` of `gadget`; the page counts; no example tells; did you mean `colour`? (m.xml:3)");
}

#[test]
fn types_of_properties_are_weighed_by_the_examples() {
    let rows = [
        "|made|String|A text on the page.|",
        "|count|String|A number in the metadata, and a text in the example.|",
        "|tags|String|A collection in truth.|",
        "|any|Json|Whatever.|",
        "|weight|Double|Of a defined type.|",
        "|box|[crate](crate.md)|Of a type that derives from the other.|",
    ];
    let metadata = gadgets(
        r#"<Property Name="made" Type="Edm.DateTimeOffset"/><Property Name="count" Type="Edm.Int32"/>
<Property Name="tags" Type="Collection(Edm.String)"/><Property Name="any" Type="graph.gadget"/><Property Name="weight" Type="graph.mass"/>
<Property Name="box" Type="graph.container"/>"#,
    ) + r#"<ComplexType Name="container"/><ComplexType Name="crate" BaseType="graph.container"><Property Name="lid" Type="Edm.String"/></ComplexType>
<TypeDefinition Name="mass" UnderlyingType="Edm.Double"/>"#;
    let get = reads(
        r#"{"made": "2021-07-01T00:00:00Z", "count": "many", "tags": ["a", "b"], "any": {}, "box": {"lid": "x"}}"#,
    );
    let held = resource("crate", &["|lid|String|Its lid.|"])
        .replace("## Prop", "Inherits from [container](container.md).\n\n## Prop");
    let pages = [
        ("api/get.md", &*get),
        ("resources/container.md", &*resource("container", &[])),
        ("resources/crate.md", &*held),
        ("resources/gadget.md", &*resource("gadget", &rows)),
    ];
    assert_snapshot!(found(&pages, &metadata), @"
    resources/gadget.md:7 note[metadata-type] `made` of `gadget` is `String` on the page and `DateTimeOffset` in the metadata; the page counts; its example fits both (m.xml:4)
    resources/gadget.md:8 note[metadata-type] `count` of `gadget` is `String` on the page and `Int32` in the metadata; the page counts; its example fits the page alone (m.xml:4)
    resources/gadget.md:9 warning[metadata-collection] `tags` of `gadget` is `String` on the page and `Collection(String)` in the metadata; the page counts; its example fits the metadata alone (m.xml:5)
    resources/gadget.md:12 note[metadata-type] `box` of `gadget` is `crate` on the page and `container` in the metadata; the page counts; its example fits both (m.xml:6)
    ");
}

#[test]
fn relationships_and_properties_are_told_apart() {
    let page = resource("gadget", &["|owner|[gadget](gadget.md)|A property here.|"])
        + "\n## Relationships\n\n|Relationship|Type|Description|\n|:-|:-|:-|\n|parts|[gadget](gadget.md) collection|A relationship here.|\n";
    let metadata = gadgets(
        r#"<Property Name="parts" Type="Collection(graph.gadget)"/><NavigationProperty Name="owner" Type="graph.gadget"/>"#,
    );
    assert_snapshot!(found(&[("resources/gadget.md", &page)], &metadata), @"
    resources/gadget.md:7 note[metadata-relationship] `owner` of `gadget` is a property on the page and a relationship in the metadata; the page counts (m.xml:4)
    resources/gadget.md:13 note[metadata-relationship] `parts` of `gadget` is a relationship on the page and a property in the metadata; the page counts (m.xml:4)
    ");
}

#[test]
fn bases_are_compared_and_a_flat_page_lacks_no_root() {
    let flat = resource("flat", &["|id|String|Its key.|"]);
    let bare = resource("bare", &["|size|Int32|How large.|"]);
    let other =
        resource("other", &["|size|Int32|How large.|"]).replace("## Prop", "Inherits from [bare](bare.md).\n\n## Prop");
    let metadata = r#"<EntityType Name="entity" Abstract="true"><Property Name="id" Type="Edm.String"/></EntityType>
<EntityType Name="flat" BaseType="graph.entity"/><EntityType Name="bare" BaseType="graph.entity"><Property Name="size" Type="Edm.Int32"/></EntityType>
<EntityType Name="other" BaseType="graph.flat" Abstract="true" OpenType="true"><Property Name="size" Type="Edm.Int32"/></EntityType>"#;
    let pages = [("resources/bare.md", &*bare), ("resources/flat.md", &*flat), ("resources/other.md", &*other)];
    assert_snapshot!(found(&pages, metadata), @"
    resources/bare.md:1 note[metadata-base] `bare` inherits from `entity` in the metadata, and the page does not say so; the page counts (m.xml:4)
    resources/other.md:1 note[metadata-base] `other` inherits from `bare` on the page and from `flat` in the metadata; the page counts (m.xml:5)
    resources/other.md:1 note[metadata-open] `other` is open in the metadata, and the page does not say so; the page counts (m.xml:5)
    resources/other.md:1 note[metadata-abstract] `other` is abstract in the metadata, and the page does not say so; the page counts (m.xml:5)
    ");
}

#[test]
fn what_the_prose_calls_abstract_or_open_is_not_unsaid() {
    let base = resource("base", &[]).replace("## Prop", "An abstract class for what is alike.\n\n## Prop");
    let open = resource("loose", &[]).replace("resource type", "resource type (open type)");
    let metadata = r#"<ComplexType Name="base" Abstract="true"/><ComplexType Name="loose" OpenType="true"/>"#;
    assert_snapshot!(found(&[("resources/base.md", &base), ("resources/loose.md", &open)], metadata), @"");
}

#[test]
fn members_that_only_one_side_has() {
    let page = "# colour enum type\n\n## Members\n\n|Member|Value|Description|\n|:-|:-|:-|\n|red|0||\n|Blue|1||\n|gren|2||\n|unknownFutureValue|9||\n";
    let rows = ["|shade|String|Possible values are: `light`, `dark`.|"];
    let metadata = r#"<EnumType Name="colour"><Member Name="red"/><Member Name="blue"/><Member Name="green"/><Member Name="unknownFutureValue"/></EnumType>
<EnumType Name="shade"><Member Name="light"/><Member Name="medium"/><Member Name="unknownfuturevalue"/></EnumType>
<ComplexType Name="gadget"><Property Name="shade" Type="graph.shade"/></ComplexType>"#;
    let pages = [("resources/colour.md", page), ("resources/gadget.md", &*resource("gadget", &rows))];
    assert_snapshot!(found(&pages, metadata), @"
    resources/colour.md:1 note[metadata-more-members] the enum `colour` has a member in the metadata that the page does not list: `green`; the page counts; no example tells (m.xml:3)
    resources/colour.md:8 note[metadata-no-member] `Blue` of the enum `colour` is spelled `blue` in the metadata; the page counts; no example tells; did you mean `blue`? (m.xml:3)
    resources/colour.md:9 note[metadata-no-member] the metadata has no member `gren` of the enum `colour`; the page counts; no example tells; did you mean `green`? (m.xml:3)
    resources/gadget.md:7 note[metadata-type] `shade` of `gadget` is `String` on the page and `shade` in the metadata; the page counts; no example tells (m.xml:5)
    resources/gadget.md:7 note[metadata-no-member] the metadata has no member `dark` of the enum `shade`; the page counts; no example tells (m.xml:4)
    resources/gadget.md:7 note[metadata-more-members] the enum `shade` has a member in the metadata that the page does not list: `medium`; the page counts; no example tells (m.xml:4)
    ");
}

#[test]
fn types_that_the_metadata_does_not_have_or_has_in_another_namespace() {
    let pages = [
        ("resources/part.md", &*resource("part", &["|size|Int32|How large.|"])),
        ("resources/shade.md", "# shade enum type\n\n## Members\n\n|Member|\n|:-|\n|light|\n"),
        ("resources/widgt.md", &*resource("widgt", &["|size|Int32|How large.|"])),
    ];
    let metadata = r#"<ComplexType Name="widget"/></Schema>
<Schema Namespace="microsoft.graph.parts" xmlns="http://docs.oasis-open.org/odata/ns/edm"><ComplexType Name="part"/>
<EnumType Name="shade"><Member Name="light"/></EnumType>"#;
    assert_snapshot!(found(&pages, metadata), @"
    resources/part.md:1 note[metadata-no-type] the page documents `part`, and the metadata has no such type; the page counts
    resources/widgt.md:1 note[metadata-no-type] the page documents `widgt`, and the metadata has no such type; the page counts; did you mean `widget`?
    ");
}

/// What is wrong with URLs, each of which is in a page of its own, by metadata with all that URLs are made of.
fn urls(urls: &[&str]) -> String {
    let pages: Vec<(String, String)> =
        urls.iter().enumerate().map(|(at, url)| (format!("api/p{at}.md"), api(url, ""))).collect();
    let pages: Vec<Page<'_>> = pages.iter().map(|(file, text)| (file.as_str(), text.as_str())).collect();
    found(
        &pages,
        r#"<EntityType Name="item"><NavigationProperty Name="children" Type="Collection(graph.item)"/><Property Name="content" Type="Edm.Stream"/></EntityType>
<EntityType Name="folder" BaseType="graph.item" OpenType="true"><NavigationProperty Name="files" Type="Collection(graph.item)"/></EntityType>
<EntityType Name="drive"><NavigationProperty Name="root" Type="graph.item"/><NavigationProperty Name="items" Type="Collection(graph.item)"/></EntityType>
<EntityType Name="user"><NavigationProperty Name="drive" Type="graph.drive"/></EntityType>
<Function Name="delta" IsBound="true"><Parameter Name="b" Type="Collection(graph.item)"/><ReturnType Type="Collection(graph.item)"/></Function>
<Function Name="search" IsBound="true" IsComposable="true"><Parameter Name="b" Type="graph.item"/><Parameter Name="q" Type="Edm.String"/><ReturnType Type="Collection(graph.item)"/></Function>
<Action Name="copy" IsBound="true"><Parameter Name="b" Type="graph.item"/></Action>
<EntityContainer Name="Service"><Singleton Name="me" Type="graph.user"/><EntitySet Name="users" EntityType="graph.user"/><EntitySet Name="drives" EntityType="graph.drive"/></EntityContainer>"#,
    )
}

#[test]
fn urls_of_every_form_lead_somewhere() {
    let fine = [
        "GET /me/drive",
        "GET /users/{id | userPrincipalName}/drive/root",
        "GET /users('{id}')/drive",
        "GET /USERS/{id}/Drive",
        "GET /users/$count",
        "GET /drives/{id}/items/{id}/children/$ref",
        "GET /drives/{id}/items/{id}/content",
        "GET /drives/{id}/items/{id}/content/$value",
        "GET /drives/{id}/root:/{item-path}:/children",
        "GET /drives/{id}/items/{id}:/{folder}/{name}:/content",
        "GET /drives/{id}/root:/{item-path}",
        "GET /drives/{id}/root:/folder/file.txt:/content",
        "GET /drives/{id}/items/delta",
        "GET /drives/{id}/items/microsoft.graph.delta",
        "GET /drives/{id}/root/search(q='{text}')/{id}/children",
        "GET /drives/{id}/root/search(q='red')",
        "GET /drives/{id}/items/{id}/microsoft.graph.folder/files",
        "GET /drives/{id}/items/{id}/graph.Folder",
        "GET /drives/{id}/items(key='{key}')/children",
        "GET /drives/{id}/items/key={key}/children",
        "GET /drives/{id}/items/known-name/children",
        "GET /{any}/{id}/thing",
        "POST /drives/{id}/items/{id}/copy",
        "GET /me/drive/root/children/{id}/.../children",
    ];
    assert_snapshot!(urls(&fine), @"");
}

#[test]
fn urls_that_lead_nowhere() {
    let wrong = [
        "GET /user/{id}",
        "GET /me/drives",
        "GET /drives/{id}/root/files",
        "POST /drives/{id}/items/copy",
        "POST /drives/{id}/items/unheard",
        "GET /drives/{id}/delta",
        "GET /drives/{id}/root:/{item-path}:/unheard",
        "GET /drives/{id}/items/search(q='{text}')",
    ];
    assert_snapshot!(urls(&wrong), @"
    api/p0.md:6 note[metadata-no-url] `GET /user/{id}` leads nowhere in the metadata: the service has no `user`; the page counts; no example tells; did you mean `users`?
    api/p1.md:6 note[metadata-no-url] `GET /me/drives` leads nowhere in the metadata: `user` has no `drives`; the page counts; no example tells; did you mean `drive`?
    api/p2.md:6 note[metadata-no-url] `GET /drives/{id}/root/files` leads nowhere in the metadata: `item` has no `files`; `folder`, which derives from it, does; the page counts; no example tells
    api/p3.md:6 note[metadata-no-url] `POST /drives/{id}/items/copy` leads nowhere in the metadata: `Collection(item)` has no `copy`; the page counts; no example tells
    api/p4.md:6 note[metadata-no-url] `POST /drives/{id}/items/unheard` leads nowhere in the metadata: `Collection(item)` has no `unheard`; the page counts; no example tells
    api/p5.md:6 note[metadata-no-url] `GET /drives/{id}/delta` leads nowhere in the metadata: `drive` has no `delta`; the page counts; no example tells
    api/p6.md:6 note[metadata-no-url] `GET /drives/{id}/root:/{item-path}:/unheard` leads nowhere in the metadata: `item` has no `unheard`; the page counts; no example tells
    api/p7.md:6 note[metadata-no-url] `GET /drives/{id}/items/search(q='{text}')` leads nowhere in the metadata: `Collection(item)` has no `search`; the page counts; no example tells
    ");
}

#[test]
fn what_actions_and_functions_take_and_give() {
    let body = "## Request body\n\n|Parameter|Type|Description|\n|:-|:-|:-|\n|Reason|String|Why.|\n|count|String|How often.|\n|extra|String|What else.|\n\n";
    let answer = "## Response\n\nA `200 OK` response code and a [gadget](../resources/gadget.md) object.";
    let act = api("POST /gadgets/{id}/polish\nPOST /gadgets/{id}/microsoft.graph.polish", &format!("{body}{answer}"));
    let by_day = api(
        "GET /gadgets/{id}/log(day={day})",
        "## Response\n\nA `200 OK` response code and a [gadget](../resources/gadget.md) collection.",
    );
    let by_colour = api(
        "GET /gadgets/{id}/log(colour='{colour}')",
        "## Response\n\nA `200 OK` response code and a [gadget](../resources/gadget.md) collection.",
    );
    let metadata = gadgets(r#"<Property Name="id" Type="Edm.String"/>"#)
        + r#"<Action Name="polish" IsBound="true"><Parameter Name="b" Type="graph.gadget"/><Parameter Name="reason" Type="Edm.String"/>
<Parameter Name="count" Type="Edm.Int32"/><Parameter Name="extras" Type="Edm.String"/><ReturnType Type="Collection(graph.gadget)"/></Action>
<Function Name="log" IsBound="true"><Parameter Name="b" Type="graph.gadget"/><Parameter Name="day" Type="Edm.Date"/><ReturnType Type="Collection(graph.gadget)"/></Function>
<Function Name="log" IsBound="true"><Parameter Name="b" Type="graph.gadget"/><Parameter Name="period" Type="Edm.String"/><ReturnType Type="Collection(graph.gadget)"/></Function>"#;
    let pages = [
        ("api/colour.md", &*by_colour),
        ("api/day.md", &*by_day),
        ("api/polish.md", &*act),
        ("resources/gadget.md", &*resource("gadget", &["|id|String|Its key.|"])),
    ];
    assert_snapshot!(found(&pages, &metadata), @"
    api/colour.md:6 note[metadata-parameter] the function `log` takes a parameter in the metadata that the page does not list: `period`; the page counts; no example tells (m.xml:8)
    api/colour.md:6 note[metadata-parameter] the function `log` takes no parameter `colour` in the metadata; the page counts; no example tells (m.xml:8)
    api/polish.md:6 note[metadata-response] the action `polish` gives `gadget` on the page and `Collection(gadget)` in the metadata; the page counts; no example tells (m.xml:5)
    api/polish.md:15 note[metadata-parameter] the parameter `count` of the action `polish` is `String` on the page and `Int32` in the metadata; the page counts; no example tells (m.xml:5)
    api/polish.md:16 note[metadata-parameter] the action `polish` takes no parameter `extra` in the metadata; the page counts; no example tells; did you mean `extras`? (m.xml:5)
    ");
}

#[test]
fn a_page_of_which_only_some_urls_are_actions_is_not_held_against_them() {
    let body = "## Request body\n\nSupply a JSON representation of a [gadget](../resources/gadget.md) object.";
    let pages = [
        ("api/make.md", &*api("POST /gadgets\nPOST /gadgets/{id}/polish", body)),
        ("resources/gadget.md", &*resource("gadget", &["|id|String|Its key.|"])),
    ];
    let metadata = gadgets(r#"<Property Name="id" Type="Edm.String"/>"#)
        + r#"<Action Name="polish" IsBound="true"><Parameter Name="b" Type="graph.gadget"/><Parameter Name="cloth" Type="Edm.String"/></Action>"#;
    assert_snapshot!(found(&pages, &metadata), @"");
}

#[test]
fn lint_shows_contradictions_on_the_page_and_hides_them_without_the_option() {
    let sandbox = Sandbox::empty();
    sandbox.write("docs-input/v1.0/resources/gadget.md", RESOURCE);
    let plain = sandbox.done(&["lint"]).out;
    sandbox
        .write("service.xml", csdl(r#"<EntityType Name="gadget"><Property Name="id" Type="Edm.Int32"/></EntityType>"#));
    let ran = sandbox.done(&["lint", "--metadata", "service.xml", "--code", "metadata-no-property"]);
    assert_snapshot!(ran.out.split("coverage").next().unwrap(), @"
    note[metadata-no-property]: the metadata has no property `label` of `gadget`; the page counts; no example tells
      --> docs-input/v1.0/resources/gadget.md:16:1
       |
    16 | |label|String|What is printed on its back.|
       | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = note: see also service.xml:3
    ");
    assert_eq!(
        sandbox.done(&["lint", "--metadata", "v1.0=service.xml", "--code", "metadata-no-property"]).out,
        ran.out
    );
    assert_eq!(sandbox.done(&["lint"]).out, plain);
    let sarif = sandbox.done(&["lint", "--metadata", "service.xml", "--format", "sarif"]).out;
    assert!(sarif.contains(r#""id":"metadata-no-property","shortDescription""#), "{sarif}");
    let github = sandbox.done(&["lint", "--metadata", "service.xml", "--format", "github", "--quiet"]).out;
    assert!(
        github.contains("::notice file=docs-input/v1.0/resources/gadget.md,line=16,title=metadata-no-property::"),
        "{github}"
    );
}

#[test]
fn metadata_that_cannot_be_read_or_is_of_no_version_stops_lint() {
    let sandbox = Sandbox::new();
    sandbox.write("docs-input/beta/resources/gadget.md", RESOURCE);
    sandbox.write("page.xml", "<html/>");
    let answers: Vec<String> = [
        &["lint", "--metadata", "v1.0=page.xml"][..],
        &["lint", "--metadata", "v1.0=nowhere.xml"],
        &["lint", "--metadata", "page.xml"],
    ]
    .iter()
    .map(|args| sandbox.run(args).failure().to_owned())
    .collect();
    assert_snapshot!(answers.join("\n"), @"
    error: page.xml:1:1: the element `html`, where CSDL begins with `edmx:Edmx` of OData 4
    error: nowhere.xml:1:1: cannot be read: No such file or directory (os error 2)
    error: the docs hold v1.0 and beta; say of which the metadata is, as in --metadata v1.0=page.xml
    ");
    sandbox.write("service.xml", csdl(""));
    let twice = sandbox.run(&["lint", "--metadata", "v1.0=service.xml", "--metadata", "v1.0=service.xml"]);
    assert_snapshot!(twice.failure(), @"error: two files of metadata are of v1.0; leave one out");
}

#[test]
fn the_summary_tells_what_no_page_tells_and_what_the_metadata_does_not_mark() {
    let sandbox = Sandbox::empty();
    let rows = [
        "|id|String|The key. Read-only.|",
        "|label|String|Read-only. Returned only on `$select`. Supports `$filter` (`eq`).|",
    ];
    sandbox.write("docs-input/v1.0/resources/gadget.md", resource("gadget", &rows));
    sandbox.write("docs-input/v1.0/api/gadget-empty.md", api("POST /gadgets/{id}/empty", ""));
    let metadata = gadgets(
        r#"<Property Name="id" Type="Edm.String"><Annotation Term="Org.OData.Core.V1.Computed"/></Property>
<Property Name="label" Type="Edm.String"/><Property Name="size" Type="Edm.Int32"/>"#,
    ) + r#"<EnumType Name="colour"><Member Name="red"/><Member Name="blue"/></EnumType>
<Action Name="empty" IsBound="true"><Parameter Name="b" Type="graph.gadget"/></Action>
<Action Name="fill" IsBound="true"><Parameter Name="b" Type="graph.gadget"/></Action></Schema>
<Schema Namespace="contoso" xmlns="http://docs.oasis-open.org/odata/ns/edm"><ComplexType Name="unheard"/>"#;
    sandbox.write("service.xml", csdl(&metadata));
    let text = sandbox.done(&["lint", "--metadata", "service.xml"]).out;
    let tables = text.split("examples").nth(1).unwrap().split_once('\n').unwrap().1;
    assert_snapshot!(tables.lines().take(10).collect::<Vec<_>>().join("\n"), @"

    v1.0 untold by pages         types    properties       members  operations
    contoso                        1/1           0/0           0/0         0/0
    microsoft.graph                1/2           1/3           2/2         1/2

    v1.0 properties that are by pages  by the metadata
      read-only                        2                1
      deprecated                       0                0
      returned on $select              1                0
      filterable                       1                0
    ");
    let json = sandbox.done(&["lint", "--metadata", "service.xml", "--format", "json"]).out;
    assert_snapshot!(json.lines().find(|line| line.starts_with(r#"{"kind":"metadata""#)).unwrap(), @r#"{"kind":"metadata","api":"v1.0","namespaces":[{"namespace":"contoso","types":{"all":1,"untold":1},"properties":{"all":0,"untold":0},"members":{"all":0,"untold":0},"operations":{"all":0,"untold":0}},{"namespace":"microsoft.graph","types":{"all":2,"untold":1},"properties":{"all":3,"untold":1},"members":{"all":2,"untold":2},"operations":{"all":2,"untold":1}}],"facts":{"readOnly":{"pages":2,"metadata":1},"deprecated":{"pages":0,"metadata":0},"returnedOnSelect":{"pages":1,"metadata":0},"filterable":{"pages":1,"metadata":0}}}"#);
}
