//! A URL that several pages name: which of them is its main page, what it takes and gives back.

use docgen_tests::render::{endpoint, findings_of, items};
use docgen_tests::stages::{files, model, resource};
use insta::assert_snapshot;

/// An API page with a title, a request block, and sentences on what goes in and comes out.
fn page(title: &str, requests: &str, body: &str, response: &str) -> String {
    format!(
        "# {title}\n\n## HTTP request\n\n```http\n{requests}\n```\n\n## Request body\n\n{body}\n\n## Response\n\n{response}\n"
    )
}

const NO_BODY: &str = "Do not supply a request body for this method.";

/// A person with letters, a kind of letter, and an addition to all of them.
fn letters() -> Vec<(&'static str, String)> {
    let person = "# person resource type\n\n## Methods\n\n|Method|Return type|Description|\n|:---|:---|:---|\n\
         |[List letters](../api/person-list-letters.md)|[letter](letter.md) collection|Their letters.|\n\n\
         ## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|id|String|The key.|\n\n\
         ## Relationships\n\n|Relationship|Type|Description|\n|:---|:---|:---|\n\
         |letters|[letter](letter.md) collection|What was written.|\n";
    let circular = format!(
        "{}\n",
        resource("circular", &["|topic|String|What it is about.|"])
            .replace("resource type\n", "resource type\n\nInherits from [letter](letter.md).\n")
    );
    let gives = |ty: &str| {
        format!(
            "If successful, this method returns a `200 OK` response code and a [{ty}](../resources/{ty}.md) object."
        )
    };
    let person_get = page("Get person", "GET /people/{id}", NO_BODY, &gives("person"));
    vec![
        ("resources/person.md", person.to_owned()),
        ("resources/letter.md", resource("letter", &["|id|String|The key.|", "|text|String|What it says.|"])),
        ("resources/circular.md", circular),
        ("resources/stamp.md", resource("stamp", &["|value|Int32|What it cost.|"])),
        ("api/person-get.md", person_get),
    ]
}

fn ir(more: &[(&'static str, String)]) -> (msgraph_docgen::model::Ir, Vec<msgraph_docgen::diagnostic::Diagnostic>) {
    let mut pages = letters();
    pages.extend(more.iter().cloned());
    let pages: Vec<(&str, &str)> = pages.iter().map(|(file, text)| (*file, text.as_str())).collect();
    model(&pages)
}

#[test]
fn the_page_whose_title_names_what_the_url_addresses_is_the_main_one() {
    let gives = |ty: &str| {
        format!(
            "If successful, this method returns a `200 OK` response code and a [{ty}](../resources/{ty}.md) object."
        )
    };
    let url = "GET /people/{id}/letters/{id}";
    let (ir, _) = ir(&[
        ("api/circular-get.md", page("Get circular", url, NO_BODY, &gives("circular"))),
        ("api/letter-get.md", page("Get letter", "GET /people/{id}/letters/{letter-id}", NO_BODY, &gives("letter"))),
        ("api/astamp-get.md", page("Get stamp", &format!("{url}?$expand=stamp"), NO_BODY, &gives("letter"))),
    ]);
    assert_snapshot!(endpoint(&ir, "GET /people/{id}/letters/{letter-id}"), @r"
    GET /people/{id}/letters/{letter-id}: takes nothing, gives microsoft.graph.letter
    api/letter-get.md (is its main page)
    api/circular-get.md (has a title that names something else)
    api/astamp-get.md (shows the URL with a query only)
    ");
}

#[test]
fn a_body_is_the_type_that_the_url_addresses_whichever_derived_type_a_page_is_about() {
    let sends = |ty: &str| {
        format!("In the request body, supply a JSON representation of a [{ty}](../resources/{ty}.md) object.")
    };
    let created = |ty: &str| {
        format!(
            "If successful, this method returns a `201 Created` response code and a [{ty}](../resources/{ty}.md) object."
        )
    };
    let (ir, found) = ir(&[
        (
            "api/circular-post.md",
            page("Create circular", "POST /people/{id}/letters", &sends("circular"), &created("circular")),
        ),
        ("api/stamp-post.md", page("Create stamp", "POST /people/{id}/letters", &sends("stamp"), &created("stamp"))),
    ]);
    assert_snapshot!(endpoint(&ir, "POST /people/{id}/letters"), @r"
    POST /people/{id}/letters: takes microsoft.graph.letter, gives microsoft.graph.letter
    api/stamp-post.md (is its main page)
    api/circular-post.md (has the longer name)
    ");
    assert_snapshot!(findings_of(&found, &["pages-disagree"]), @r"
    v1.0/api/stamp-post.md:6: pages-disagree: `POST /people/{id}/letters` gives `microsoft.graph.stamp` on this page; the URL addresses `microsoft.graph.letter`, which counts
    v1.0/api/stamp-post.md:6: pages-disagree: `POST /people/{id}/letters` sends `microsoft.graph.stamp` on this page; the URL addresses `microsoft.graph.letter`, which counts
    ");
}

#[test]
fn pages_are_compared_by_methods_file_name_place_and_breadth_when_titles_say_the_same() {
    let gives = "If successful, this method returns a `200 OK` response code and a collection of [letter](../resources/letter.md) objects.";
    let url = "GET /people/{id}/letters";
    let (ir, _) = ir(&[
        ("api/a.md", page("List letters", url, NO_BODY, gives)),
        ("api/a-list-letters.md", page("List letters", &format!("GET /stamps\n{url}"), NO_BODY, gives)),
        ("api/b-list-letters.md", page("List letters", &format!("{url}\nGET /stamps"), NO_BODY, gives)),
        ("api/c-list-letters.md", page("List letters", url, NO_BODY, gives)),
        ("api/person-list-letters.md", page("List letters", &format!("GET /stamps\n{url}"), NO_BODY, gives)),
    ]);
    assert_snapshot!(endpoint(&ir, url), @r"
    GET /people/{id}/letters: takes nothing, gives Collection(microsoft.graph.letter)
    api/person-list-letters.md (is its main page)
    api/c-list-letters.md (is not among the methods of the type that the URL addresses)
    api/b-list-letters.md (is not among the methods of the type that the URL addresses)
    api/a-list-letters.md (is not among the methods of the type that the URL addresses)
    api/a.md (is not among the methods of the type that the URL addresses)
    ");
}

#[test]
fn what_takes_a_key_is_a_collection_though_no_page_lists_it() {
    let sends = "In the request body, supply a JSON representation of a [person](../resources/person.md) object.";
    let later = "If successful, this method returns a `204 No Content` response code.";
    let (ir, _) = ir(&[("api/person-post.md", page("Create person", "POST /people", sends, later))]);
    let created = ir.endpoints.iter().find(|e| e.path.as_str() == "/people").and_then(|e| e.addresses.clone());
    assert_snapshot!(created.unwrap(), @"Collection(microsoft.graph.person)");
}

#[test]
fn a_url_of_which_pages_say_derived_types_addresses_what_they_have_in_common() {
    let gives = |ty: &str| {
        format!(
            "If successful, this method returns a `200 OK` response code and a [{ty}](../resources/{ty}.md) object."
        )
    };
    let postcard = resource("postcard", &["|picture|String|What it shows.|"])
        .replace("resource type\n", "resource type\n\nInherits from [letter](letter.md).\n");
    let url = "GET /archive/{id}";
    let (ir, _) = ir(&[
        ("resources/postcard.md", postcard),
        ("api/circular-get.md", page("Get circular", url, NO_BODY, &gives("circular"))),
        ("api/postcard-get.md", page("Get postcard", url, NO_BODY, &gives("postcard"))),
    ]);
    let found = ir.endpoints.iter().find(|endpoint| endpoint.path.as_str() == "/archive/{id}").unwrap();
    let given = found.response.as_ref().and_then(|response| response.ty.as_ref()).unwrap();
    assert_eq!(given.to_string(), "microsoft.graph.letter");
}

#[test]
fn an_argument_that_one_page_quotes_is_quoted_on_every_page_of_the_same_function() {
    let gives =
        "If successful, this method returns a `200 OK` response code and a [letter](../resources/letter.md) object.";
    let (ir, _) = ir(&[
        ("api/a.md", page("Find", "GET /people/{id}/find(text='{text}')", NO_BODY, gives)),
        ("api/b.md", page("Find first", "GET /people/{id}/find(text={text})/first", NO_BODY, gives)),
        ("api/c.md", page("Seek", "GET /people/{id}/seek(text={text})", NO_BODY, gives)),
    ]);
    let paths: Vec<&str> = ir.endpoints.iter().map(|e| e.path.as_str()).collect();
    assert_snapshot!(paths.join("\n"), @r"
    /people/{id}
    /people/{id}/find(text='{text}')
    /people/{id}/find(text='{text}')/first
    /people/{id}/seek(text={text})
    ");
}

#[test]
fn values_of_the_arguments_of_a_function_are_examples() {
    let request = "GET /people/{id}/picture(width=640,fit='crop')";
    let (ir, _) = ir(&[("api/a.md", page("Get picture", request, NO_BODY, "It returns `200 OK`."))]);
    let paths: Vec<&str> = ir.endpoints.iter().map(|e| e.path.as_str()).collect();
    assert_eq!(paths, ["/people/{id}", "/people/{id}/picture(width={width},fit='{fit}')"]);
}

#[test]
fn what_counts_a_relationship_is_of_the_type_that_has_it() {
    let request = "GET /people/{id}/letters/$count";
    let (ir, _) = ir(&[("api/a.md", page("Count letters", request, NO_BODY, "It returns `200 OK`."))]);
    let counts =
        ir.operations.iter().flat_map(|operation| &operation.requests).find(|r| r.path.as_str().ends_with("$count"));
    assert_eq!(counts.and_then(|request| request.owner.as_ref()).map(|owner| owner.name.as_str()), Some("person"));
}

#[test]
fn a_noun_is_a_function_of_the_module_above_where_a_title_calls_it() {
    let gives =
        "If successful, this method returns a `200 OK` response code and a [letter](../resources/letter.md) object.";
    for (title, called) in [
        ("person: cover", true),
        ("cover action", true),
        ("cover function", true),
        ("Get cover", false),
        ("person: letters", false),
    ] {
        let mut pages = letters();
        pages.push(("api/a.md", page(title, "GET /people/{id}/cover", NO_BODY, gives)));
        let pages: Vec<(&str, &str)> = pages.iter().map(|(file, text)| (*file, text.as_str())).collect();
        let files = files(&pages, &[]);
        assert_eq!(files.0["src/v1/people.rs"].contains("pub fn cover("), called, "{title}");
        assert_eq!(files.0.contains_key("src/v1/people/cover.rs"), !called, "{title}");
    }
}

#[test]
fn a_name_that_says_what_is_done_is_a_function_of_the_module_above() {
    let body = "In the request body, provide a JSON object with the following parameters.\n\n\
         |Parameter|Type|Description|\n|:---|:---|:---|\n|letterIds|String collection|The letters.|";
    let gives = "If successful, this method returns a `201 Created` response code.";
    let (ir, _) = ir(&[("api/a.md", page("Upload", "POST /people/{id}/createUploadSession", body, gives))]);
    let all: Vec<String> = ir.endpoints.iter().map(|e| e.path.to_string()).collect();
    assert_eq!(all.len(), 2, "{all:?}");
    let text = page("Upload", "POST /people/{id}/createUploadSession", body, gives);
    let files = files(&[("api/a.md", &text)], &[]);
    assert!(items(&files, "src/v1/people.rs", &["create_upload_session"]).contains("fn create_upload_session"));
}

#[test]
fn a_patch_that_creates_what_is_missing_is_an_upsert_and_says_so_in_its_header() {
    let text = "# Upsert letter\n\n## HTTP request\n\n```http\nPATCH /letters(uniqueName='{uniqueName}')\n```\n\n\
         ## Request headers\n\n|Name|Description|\n|:---|:---|\n|Prefer|`create-if-missing`. Required to create.|\n\n\
         ## Request body\n\nIn the request body, supply a JSON representation of a [letter](../resources/letter.md) object.\n\n\
         ## Response\n\nIf successful, this method returns a `204 No Content` response code.\n";
    let list = page(
        "List letters",
        "GET /letters",
        NO_BODY,
        "If successful, this method returns a `200 OK` response code and a collection of [letter](../resources/letter.md) objects.",
    );
    let letter = resource("letter", &["|id|String|The key.|"]);
    let files =
        files(&[("api/letter-upsert.md", text), ("api/letter-list.md", &list), ("resources/letter.md", &letter)], &[]);
    let function = items(&files, "src/v1/letters.rs", &["upsert_by_unique_name"]);
    assert!(function.contains(".prefer(\"create-if-missing\")"), "{function}");
}

#[test]
fn a_body_names_its_type_where_every_example_does() {
    let text = page(
        "Create letter",
        "POST /letters",
        "In the request body, supply a JSON representation of a [letter](../resources/letter.md) object.",
        "If successful, this method returns a `204 No Content` response code.\n\n## Example\n\n```http\n\
         POST https://graph.microsoft.com/v1.0/letters\nContent-type: application/json\n\n\
         {\"@odata.type\": \"#microsoft.graph.letter\", \"text\": \"Dear Ada\"}\n```\n",
    );
    let letter = resource("letter", &["|id|String|The key.|", "|text|String|What it says.|"]);
    let files = files(&[("api/letter-create.md", &text), ("resources/letter.md", &letter)], &[]);
    let function = items(&files, "src/v1/letters.rs", &["create"]);
    assert!(function.contains(".naming_type()"), "{function}");
}

#[test]
fn where_nothing_tells_what_a_url_addresses_it_takes_whatever_derives_from_what_comes_back() {
    let update = "# Update stock\n\n## HTTP request\n\n```http\nPATCH /stock/{id}\n```\n\n## Request body\n\nSupply the values to change. `@odata.type` says which kind it is.\n\n\
        |Property|Type|Description|\n|:-|:-|:-|\n|text|String|What it says.|\n|topic|String|What it is about.|\n\n\
        ## Response\n\nReturns `200 OK` and the updated [letter](../resources/letter.md) object.\n\n## Example\n\n\
        ```http\nPATCH https://graph.microsoft.com/v1.0/stock/7\nContent-type: application/json\n\n{ \"@odata.type\": \"microsoft.graph.circular\", \"topic\": \"Tea\" }\n```\n";
    let (ir, _) = ir(&[("api/stock-update.md", update.to_owned())]);
    assert_snapshot!(endpoint(&ir, "PATCH /stock/{id}"), @"
    PATCH /stock/{id}: takes microsoft.graph.letter, gives microsoft.graph.letter
    api/stock-update.md (is its main page)
    ");
}

#[test]
fn a_stream_beside_the_object_that_has_it() {
    let body = "In the request body, supply the values that change.\n\n|Property|Type|Description|\n|:-|:-|:-|\n\
                |text|String|What it says.|\n|seal|Stream|The seal.|\n|crest|Stream|The crest.|";
    let urls = "PATCH /people/{id}/letters/{id}\nPUT /people/{id}/letters/{id}/{seal | crest}";
    let example = "## Examples\n\n### Request\n\n```http\nPUT https://graph.microsoft.com/v1.0/people/1/letters/2/seal\n\
                   Content-Type: image/png\n\n<Seal>\n```\n";
    let update = page("Update letter", urls, body, "Returns `204 No Content`.") + example;
    let (ir, _) = ir(&[("api/letter-update.md", update)]);
    assert_snapshot!(endpoint(&ir, "PATCH /people/{id}/letters/{id}"), @"
    PATCH /people/{id}/letters/{id}: takes microsoft.graph.letter, gives nothing
    api/letter-update.md (is its main page)
    ");
    assert_snapshot!(endpoint(&ir, "PUT /people/{id}/letters/{id}/{seal | crest}"), @"
    PUT /people/{id}/letters/{id}/{seal | crest}: takes content of image/png, gives nothing
    api/letter-update.md (is its main page)
    ");
}

/// The URLs with an item that has other addresses than its id, and that segment.
fn items_of(requests: &[&str]) -> Vec<String> {
    let files: Vec<String> = (0..requests.len()).map(|i| format!("api/letter-{i}.md")).collect();
    let pages: Vec<String> = requests.iter().map(|urls| page("Read letters", urls, NO_BODY, "Bytes.")).collect();
    let pages: Vec<(&str, &str)> = files.iter().zip(&pages).map(|(f, p)| (f.as_str(), p.as_str())).collect();
    let (ir, _) = model(&pages);
    ir.endpoints.iter().filter_map(|e| Some(format!("{} {}", e.item?, e.path))).collect()
}

#[test]
fn what_one_page_reaches_by_id_and_by_path_has_other_addresses() {
    let page = "GET /case/items/{item-id}\nGET /case/root:/{item-path}";
    let others = "GET /case/items/{id}/copies/{copy-id}\nGET /shelf/items/{id}/copies/{copy-id}\nGET /case/pinned/{id}";
    assert_eq!(items_of(&[page, others]), ["2 /case/items/{item-id}", "2 /case/items/{id}/copies/{copy-id}"]);
    let content = "GET /desks/{id}/case/items/{item-id}/content\nGET /desks/{id}/case/root:/{item-path}:/content";
    assert_eq!(items_of(&[content]), ["4 /desks/{id}/case/items/{item-id}/content"]);
}

#[test]
fn an_owner_with_the_same_root_has_the_same_addresses() {
    let items = "GET /case/items/{id}:/{name}:/content";
    let root = "GET /case/root:/{path}";
    let other = "GET /desks/{id}/case/items/{item-id}/content\nGET /desks/{id}/case/root/search(q='{text}')";
    let none = "GET /lists/{id}/items/{item-id}\nGET /lists/{id}/rows/root";
    assert_eq!(items_of(&[items, root, other, none]), ["4 /desks/{id}/case/items/{item-id}/content"]);
}

#[test]
fn a_path_below_a_key_alone_gives_no_item_other_addresses() {
    assert_eq!(items_of(&["GET /sites/{id}\nGET /sites/{host}:/{path}\nGET /sites/root"]), [""; 0]);
    assert_eq!(items_of(&["GET /case/items/{item-id}\nGET /case/root"]), [""; 0]);
}

#[test]
fn the_same_key_in_two_notations_is_one_url_and_a_parameter_of_a_function_is_none() {
    let requests = "POST /people/{id}/letters/{letter-id}/seal\nPOST /people('{id}')/letters('{letter-id}')/seal\n\
        POST /people/{id}/letters/page(number={n})/seal";
    let seal = page("Seal letter", requests, NO_BODY, "Returns `204 No Content`.");
    let mut pages = letters();
    pages.push(("api/letter-seal.md", seal));
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let paths: Vec<String> = model(&pages).0.endpoints.into_iter().map(|endpoint| endpoint.path.to_string()).collect();
    let seals: Vec<&String> = paths.iter().filter(|path| path.ends_with("/seal")).collect();
    assert_eq!(seals, ["/people/{id}/letters/page(number={n})/seal", "/people/{id}/letters/{letter-id}/seal"]);
}
