//! The code of endpoints: modules from URLs, and a function for each kind of method.

use docgen_tests::stages::{api, files, resource};
use insta::assert_snapshot;
use quote::ToTokens;

/// Module and signature of every function that a page's requests give.
fn signatures(requests: &str, more: &str) -> String {
    let gadget = resource("gadget", &["|id|String|Key.|", "|label|String|Its name.|"]);
    let lamp = resource("lamp", &["|watts|Int32|Power.|"]).replacen(
        "## Properties",
        "Inherits from [gadget](gadget.md).\n\n## Properties",
        1,
    );
    let page = api(requests, more);
    let files = files(&[("resources/gadget.md", &gadget), ("resources/lamp.md", &lamp), ("api/x.md", &page)], &[]);
    let mut out = String::new();
    let is_module = |path: &str| path.ends_with(".rs") && !path.ends_with("/mod.rs") && !path.contains("/models/");
    for (path, text) in files.0.iter().filter(|(path, _)| path.starts_with("src/v1/") && is_module(path)) {
        let module = path.trim_start_matches("src/").trim_end_matches(".rs").replace('/', "::");
        for item in syn::parse_file(text).unwrap().items {
            match item {
                syn::Item::Fn(item) => out += &format!("{module}: {}\n", tidy(&item.sig)),
                syn::Item::Struct(item) => {
                    out += &format!(
                        "{module}: struct {} {}\n",
                        item.ident,
                        tidy(
                            &item
                                .fields
                                .iter()
                                .filter_map(|f| Some((f.ident.clone()?, f.ty.clone())))
                                .map(|(i, t)| format!("{i}: {}", tidy(&t)))
                                .collect::<Vec<_>>()
                                .join(", ")
                        )
                    )
                }
                _ => {}
            }
        }
    }
    out
}

/// Tokens with the spaces that people write.
fn tidy(tokens: &(impl ToTokens + ?Sized)) -> String {
    let text = tokens.to_token_stream().to_string();
    let text = [
        (" :: ", "::"),
        ("& str", "&str"),
        (" :", ":"),
        (" ,", ","),
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        (",)", ")"),
        ("- >", "->"),
        ("->", " -> "),
        ("  ", " "),
    ]
    .iter()
    .fold(text, |text, (from, to)| text.replace(from, to));
    text.trim_matches('"').to_owned()
}

const GADGET: &str = "[gadget](../resources/gadget.md)";

fn returns(what: &str) -> String {
    format!(
        "## Response\n\nIf successful, this method returns a `200 OK` response code and {what} in the response body."
    )
}

#[test]
fn the_five_methods_of_a_collection() {
    let supply = format!("## Request body\n\nSupply a JSON representation of a {GADGET} object.\n\n");
    let list = signatures("GET /gadgets", &returns(&format!("a collection of {GADGET} objects")));
    let get = signatures("GET /gadgets/{id}", &returns(&format!("a {GADGET} object")));
    let create = signatures("POST /gadgets", &(supply.clone() + &returns(&format!("a {GADGET} object"))));
    let update = signatures("PATCH /gadgets/{id}", &(supply.clone() + &returns(&format!("a {GADGET} object"))));
    let replace = signatures("PUT /gadgets/{id}", &(supply + &returns(&format!("a {GADGET} object"))));
    let delete = signatures("DELETE /gadgets/{id}", "## Response\n\nReturns `204 No Content`.");
    assert_snapshot!([list, get, create, update, replace, delete].concat(), @"
    v1::gadgets: fn list() -> runtime::Request<(), runtime::Page<models::Gadget>, ListOptions>
    v1::gadgets: fn get(gadget_id: &str) -> runtime::Request<(), models::Gadget, GetOptions>
    v1::gadgets: fn create<B>(body: B) -> runtime::Request<B, models::Gadget> where B: runtime::Body<models::Gadget>,
    v1::gadgets: fn update<B>(gadget_id: &str, body: B) -> runtime::Request<B, models::Gadget> where B: runtime::Body<models::Gadget>,
    v1::gadgets: fn replace<B>(gadget_id: &str, body: B) -> runtime::Request<B, models::Gadget> where B: runtime::Body<models::Gadget>,
    v1::gadgets: fn delete(gadget_id: &str) -> runtime::Request<(),()>
    ");
}

#[test]
fn keys_are_arguments_named_by_their_placeholders_and_made_distinct() {
    assert_snapshot!(signatures("GET /rooms/{id}/gadgets/{id}/parts/{part-id}\nGET /users/{id | userPrincipalName}/gadgets/<id>", &returns(&format!("a {GADGET} object"))), @"
    v1::rooms::gadgets::parts: fn get(room_id: &str, gadget_id: &str, part_id: &str) -> runtime::Request<(), models::Gadget, GetOptions>
    v1::users::gadgets: fn get(user_id: &str, gadget_id: &str) -> runtime::Request<(), models::Gadget, GetOptions>
    ");
}

#[test]
fn references_and_values() {
    assert_snapshot!(signatures("POST /rooms/{id}/gadgets/$ref", "## Response\n\nReturns `204 No Content`."), @"v1::rooms::gadgets: fn add_ref<B>(room_id: &str, body: B) -> runtime::Request<B,()> where B: runtime::Body<runtime::Reference>,");
    assert_snapshot!(signatures("DELETE /rooms/{id}/gadgets/{gadget-id}/$ref", "## Response\n\nReturns `204 No Content`."), @"v1::rooms::gadgets: fn remove_ref(room_id: &str, gadget_id: &str) -> runtime::Request<(),()>");
    assert_snapshot!(signatures("GET /gadgets/{id}/picture/$value", "## Response\n\nReturns `200 OK` and binary data of the picture."), @"v1::gadgets::picture: fn get_value(gadget_id: &str) -> runtime::Request<(), runtime::Content, GetValueOptions>");
    assert_snapshot!(signatures("GET /gadgets/$count", &returns("an Int32 value")), @"v1::gadgets: fn count() -> runtime::Request<(), i64, CountOptions>");
}

#[test]
fn a_cast_is_a_module() {
    assert_snapshot!(signatures("GET /rooms/{id}/gadgets/microsoft.graph.lamp", &returns("a collection of [lamp](../resources/lamp.md) objects")), @"v1::rooms::gadgets::as_lamp: fn list(room_id: &str) -> runtime::Request<(), runtime::Page<models::Lamp>, ListOptions>");
}

#[test]
fn an_item_by_its_path() {
    assert_snapshot!(signatures("GET /shelf/root:/{item-path}:/gadgets", &returns(&format!("a collection of {GADGET} objects"))), @"v1::shelf::root::by_path::gadgets: fn list(item_path: &str) -> runtime::Request<(), runtime::Page<models::Gadget>, ListOptions>");
    assert_snapshot!(signatures("GET /shelf/root:/{item-path}", &returns(&format!("a {GADGET} object"))), @"v1::shelf::root::by_path: fn get(item_path: &str) -> runtime::Request<(), models::Gadget, GetOptions>");
}

#[test]
fn an_item_by_any_of_its_addresses() {
    assert_snapshot!(signatures("PUT /shelf/items/{item-id}/content\nPUT /shelf/root:/{item-path}:/content", ""), @"
    v1::shelf::items::content: fn replace(item_id: impl Into<runtime::Item>) -> runtime::Request<(),()>
    v1::shelf::root::by_path::content: fn replace(item_path: &str) -> runtime::Request<(),()>
    ");
}

#[test]
fn functions_with_and_without_arguments() {
    assert_snapshot!(signatures("GET /gadgets/delta", &returns(&format!("a collection of {GADGET} objects"))), @"v1::gadgets: fn delta() -> runtime::Request<(), runtime::Page<models::Gadget>, DeltaOptions>");
    assert_snapshot!(signatures("GET /reports/usage(period='{period}')", &returns(&format!("a collection of {GADGET} objects"))), @"v1::reports: fn usage(period: &str) -> runtime::Request<(), runtime::Page<models::Gadget>, UsageOptions>");
    assert_snapshot!(signatures("GET /gadgets/{id}/range(start={start},end={end})", &returns("a String")), @"v1::gadgets: fn range(gadget_id: &str, start: &str, end: &str) -> runtime::Request<(), runtime::Single<String>, RangeOptions>");
}

/// A page that shows an action with GET as well.
#[test]
fn what_one_url_does_by_two_methods_has_two_names() {
    assert_snapshot!(signatures("GET /gadgets/{id}/remove\nPOST /gadgets/{id}/remove", "## Response\n\nReturns `204 No Content`."), @"
    v1::gadgets: fn get_remove(gadget_id: &str) -> runtime::Request<(),(), GetRemoveOptions>
    v1::gadgets: fn remove(gadget_id: &str) -> runtime::Request<(),(), RemoveOptions>
    ");
}

#[test]
fn an_action_takes_a_struct_of_its_parameters() {
    let body = "## Request body\n\nProvide a JSON object with the following parameters.\n\n|Parameter|Type|Description|\n|:-|:-|:-|\n|keepData|Boolean|Keeps the data.|\n|parts|String collection|Which.|\n\n";
    assert_snapshot!(signatures("POST /gadgets/{id}/wipe", &format!("{body}## Response\n\nReturns `204 No Content`.")), @"
    v1::gadgets: fn wipe<B>(gadget_id: &str, body: B) -> runtime::Request<B,()> where B: runtime::Body<WipeBody>,
    v1::gadgets: struct WipeBody keep_data: Option<bool>, parts: Option<Vec<String>>, extra: runtime::Extra
    ");
    assert_snapshot!(signatures("POST /gadgets/{id}/microsoft.graph.wipe", &format!("{body}## Response\n\nReturns `204 No Content`.")), @"
    v1::gadgets: fn wipe<B>(gadget_id: &str, body: B) -> runtime::Request<B,()> where B: runtime::Body<WipeBody>,
    v1::gadgets: struct WipeBody keep_data: Option<bool>, parts: Option<Vec<String>>, extra: runtime::Extra
    ");
}

#[test]
fn query_options_exist_where_the_page_allows_them() {
    let some = "## Optional query parameters\n\nThis method supports the `$select` and `$top` query parameters.\n\n";
    let none = "## Optional query parameters\n\nThis method does not support OData query parameters.\n\n";
    let response = returns(&format!("a collection of {GADGET} objects"));
    assert_snapshot!(signatures("GET /gadgets", &format!("{some}{response}")), @"v1::gadgets: fn list() -> runtime::Request<(), runtime::Page<models::Gadget>, ListOptions>");
    assert_snapshot!(signatures("GET /gadgets", &format!("{none}{response}")), @"v1::gadgets: fn list() -> runtime::Request<(), runtime::Page<models::Gadget>, ListOptions>");
}

#[test]
fn a_keyword_and_a_word_that_is_no_identifier() {
    assert_snapshot!(signatures("GET /type/self/{id}/2nd-floor/match", &returns(&format!("a {GADGET} object"))), @"v1::type::self_::_2nd_floor::match: fn get(self_id: &str) -> runtime::Request<(), models::Gadget, GetOptions>");
}

#[test]
fn a_function_shows_its_request_its_permissions_and_an_example() {
    let page = api("PATCH /rooms/{room-id}/gadgets/{id}", &format!(
        "## Permissions\n\n|Permission type|Permissions (from least to most privileged)|\n|:-|:-|\n|Delegated (work or school account)|Gadgets.ReadWrite, Directory.ReadWrite.All|\n|Application|Not supported.|\n\n\
         ## Request body\n\nSupply a JSON representation of a {GADGET} object.\n\n## Response\n\nReturns `204 No Content`."
    )).replacen("# A page\n", "# Update gadget\n\nChange what a gadget is called. It keeps its key.\n", 1);
    let gadget = resource("gadget", &["|id|String|Key.|"]);
    let files = files(&[("resources/gadget.md", &gadget), ("api/gadget-update.md", &page)], &[]);
    assert_snapshot!(docgen_tests::render::items(&files, "src/v1/rooms/gadgets.rs", &["update"]), @r#"
    /// Change what a gadget is called.
    ///
    /// `PATCH /rooms/{room-id}/gadgets/{id}`
    ///
    /// # Parameters
    ///
    /// * `room_id`, `{room-id}` in the path
    /// * `gadget_id`, `{id}` in the path
    ///
    /// # Permissions, least privileged first
    ///
    /// * Delegated (work or school account): `Gadgets.ReadWrite`, `Directory.ReadWrite.All`
    /// * Application: not supported
    ///
    /// # Example
    ///
    /// ```
    /// use msgraph::v1::rooms::gadgets;
    /// use msgraph::v1::models;
    ///
    /// let body = models::Gadget::default();
    /// let request = gadgets::update("room_id", "gadget_id", &body);
    /// # let _ = request;
    /// ```
    ///
    /// Documentation: [gadget-update](https://learn.microsoft.com/graph/api/gadget-update?view=graph-rest-1.0)
    #[inline]
    pub fn update<B>(room_id: &str, gadget_id: &str, body: B) -> runtime::Request<B, ()>
    where
        B: runtime::Body<models::Gadget>,
    {
        runtime::Request::with_body(
            "PATCH /v1.0/rooms/{}/gadgets/{}",
            &[room_id, gadget_id],
            body,
        )
    }
    "#);
}

#[test]
fn long_running_work() {
    let accepted = "## Response\n\nReturns `202 Accepted` and a `Location` header that leads to the operation.";
    assert_snapshot!(signatures("POST /gadgets/{id}/mend", accepted), @"v1::gadgets: fn mend(gadget_id: &str) -> runtime::Request<(), runtime::LongRunning<runtime::Object>>");
    assert_snapshot!(signatures("PATCH /gadgets/{id}", accepted), @"v1::gadgets: fn update(gadget_id: &str) -> runtime::Request<(), runtime::LongRunning<runtime::Object>>");
}

#[test]
fn what_uploads_are_kept_in_is_no_verb() {
    let created = "## Response\n\nReturns `201 Created` and a **uploadSession** object.";
    assert_snapshot!(signatures("POST /gadgets/{id}/uploadSessions", created), @"v1::gadgets::upload_sessions: fn create(gadget_id: &str) -> runtime::Request<(),()>");
    assert_snapshot!(signatures("POST /gadgets/{id}/createUploadSession", created), @"v1::gadgets: fn create_upload_session(gadget_id: &str) -> runtime::Request<(),()>");
}

#[test]
fn a_cast_that_creates_is_a_module() {
    let created = "## Request body\n\nSupply a JSON representation of a [lamp](../resources/lamp.md) object.\n\n## Response\n\nReturns `201 Created` and a [lamp](../resources/lamp.md) object.";
    assert_snapshot!(signatures("POST /gadgets/microsoft.graph.lamp", created), @"v1::gadgets::as_lamp: fn create<B>(body: B) -> runtime::Request<B, models::Lamp> where B: runtime::Body<models::Lamp>,");
}

#[test]
fn arguments_are_singular_and_named_after_what_they_are_passed_as() {
    assert_snapshot!(signatures("DELETE /gadgets/{gadgetsId}", "## Response\n\nReturns `204 No Content`."), @"v1::gadgets: fn delete(gadget_id: &str) -> runtime::Request<(),()>");
    assert_snapshot!(signatures("GET /reports/usage(from={timestamp},to={timestamp})", &returns("a String")), @"v1::reports: fn usage(from: &str, to: &str) -> runtime::Request<(), runtime::Single<String>, UsageOptions>");
}

#[test]
fn an_alternate_key_is_in_the_name_of_the_function() {
    let page = returns(&format!("a {GADGET} object"));
    assert_snapshot!(signatures("GET /gadgets(code='{code}')/parts/{part-id}\nGET /gadgets/{id}/parts/{part-id}", &page), @"
    v1::gadgets::parts: fn get(gadget_id: &str, part_id: &str) -> runtime::Request<(), models::Gadget, GetOptions>
    v1::gadgets::parts: fn get_by_code(code: &str, part_id: &str) -> runtime::Request<(), models::Gadget, GetByCodeOptions>
    ");
    assert_snapshot!(signatures("PATCH /gadgets(code='{code}')", &page), @"v1::gadgets: fn update_by_code<B>(code: &str, body: B) -> runtime::Request<B, models::Gadget> where B: runtime::Body<models::Gadget>,");
}

#[test]
fn the_content_of_what_a_page_documents_is_bytes() {
    assert_snapshot!(signatures("GET /gadgets/{id}\nGET /gadgets/{id}/content", &returns(&format!("a {GADGET} object"))), @"
    v1::gadgets: fn get(gadget_id: &str) -> runtime::Request<(), models::Gadget, GetOptions>
    v1::gadgets::content: fn get(gadget_id: &str) -> runtime::Request<(), runtime::Content, GetOptions>
    ");
}
