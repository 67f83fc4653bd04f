//! The URLs of Graph that are called most, compared by hand with the pages of July 2021: the main page, what is sent and what
//! comes back, the arguments. `MSGRAPH_DOCS` names the folder that holds `corpus/`.

use std::sync::OnceLock;

use docgen_tests::program::shared;
use msgraph_docgen::model::{EndpointBody, Ir};
use msgraph_docgen::pipeline;
use msgraph_docgen::plan::{Options, plan};
use msgraph_docgen::source::ApiVersion;
use msgraph_docgen::surface;
use msgraph_docgen::surface::{Attribute, Subject, Surface};

/// The request, the main page, what is sent, what is given, the function, its arguments.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const ROWS: &[Row] = &[
    ("GET /me", "user-get", "-", "user", "me::get", ""),
    ("GET /users", "user-list", "-", "[user]", "users::list", ""),
    ("POST /users", "user-post-users", "user", "user", "users::create", ""),
    ("GET /users/{}", "user-get", "-", "user", "users::get", "user_id"),
    ("PATCH /users/{}", "user-update", "user", "-", "users::update", "user_id"),
    ("DELETE /users/{}", "user-delete", "-", "-", "users::delete", "user_id"),
    ("GET /users/{}/manager", "user-list-manager", "-", "directoryObject", "users::manager::get", "user_id"),
    ("GET /users/{}/memberof", "user-list-memberof", "-", "[directoryObject]", "users::member_of::list", "user_id"),
    ("POST /users/{}/sendmail", "user-sendmail", "(message, saveToSentItems)", "-", "users::send_mail", "user_id"),
    ("GET /me/messages", "user-list-messages", "-", "[message]", "me::messages::list", ""),
    ("POST /me/messages", "user-post-messages", "message", "message", "me::messages::create", ""),
    ("GET /me/messages/{}", "message-get", "-", "message", "me::messages::get", "message_id"),
    ("PATCH /me/messages/{}", "message-update", "message", "message", "me::messages::update", "message_id"),
    ("DELETE /me/messages/{}", "message-delete", "-", "-", "me::messages::delete", "message_id"),
    ("GET /users/{}/messages", "user-list-messages", "-", "[message]", "users::messages::list", "user_id"),
    (
        "POST /users/{}/messages/{}/extensions",
        "opentypeextension-post-opentypeextension",
        "openTypeExtension?extension",
        "extension",
        "users::messages::extensions::create",
        "user_id, message_id",
    ),
    ("GET /me/mailfolders", "user-list-mailfolders", "-", "[mailFolder]", "me::mail_folders::list", ""),
    ("POST /me/mailfolders", "user-post-mailfolders", "mailFolder", "mailFolder", "me::mail_folders::create", ""),
    (
        "POST /me/mailfolders/{}/childfolders",
        "mailfolder-post-childfolders",
        "mailFolder",
        "mailFolder",
        "me::mail_folders::child_folders::create",
        "mail_folder_id",
    ),
    ("GET /me/events", "user-list-events", "-", "[event]", "me::events::list", ""),
    ("POST /me/events", "user-post-events", "event", "event", "me::events::create", ""),
    ("PATCH /me/events/{}", "event-update", "event", "event", "me::events::update", "event_id"),
    ("DELETE /me/events/{}", "event-delete", "-", "-", "me::events::delete", "event_id"),
    ("POST /me/calendars", "user-post-calendars", "calendar", "calendar", "me::calendars::create", ""),
    ("GET /me/calendars", "user-list-calendars", "-", "[calendar]", "me::calendars::list", ""),
    ("GET /me/contacts", "user-list-contacts", "-", "[contact]", "me::contacts::list", ""),
    ("POST /me/contacts", "user-post-contacts", "contact", "contact", "me::contacts::create", ""),
    ("PATCH /me/contacts/{}", "contact-update", "contact", "contact", "me::contacts::update", "contact_id"),
    ("GET /groups", "group-list", "-", "[group]", "groups::list", ""),
    ("POST /groups", "group-post-groups", "group", "group", "groups::create", ""),
    ("GET /groups/{}", "group-get", "-", "group", "groups::get", "group_id"),
    ("PATCH /groups/{}", "group-update", "group", "-", "groups::update", "group_id"),
    ("GET /groups/{}/members", "group-list-members", "-", "[directoryObject]", "groups::members::list", "group_id"),
    ("POST /groups/{}/members/$ref", "group-post-members", "reference", "-", "groups::members::add_ref", "group_id"),
    ("POST /groups/{}/events", "group-post-events", "event", "event", "groups::events::create", "group_id"),
    (
        "POST /groups/{}/threads",
        "group-post-threads",
        "conversationThread",
        "conversationThread",
        "groups::threads::create",
        "group_id",
    ),
    ("GET /drives/{}/items/{}", "driveitem-get", "-", "driveItem", "drives::items::get", "drive_id, item_id"),
    (
        "POST /drives/{}/items/{}/children",
        "driveitem-post-children",
        "driveItem",
        "driveItem",
        "drives::items::children::create",
        "drive_id, parent_item_id",
    ),
    (
        "PUT /drives/{}/items/{}/content",
        "driveitem-put-content",
        "content",
        "driveItem",
        "drives::items::content::replace",
        "drive_id, item_id",
    ),
    ("GET /sites/{}", "site-get", "-", "site", "sites::get", "site_id"),
    (
        "GET /sites/{}/lists/{}/items",
        "listitem-list",
        "-",
        "[listItem]",
        "sites::lists::items::list",
        "site_id, list_id",
    ),
    (
        "POST /sites/{}/lists/{}/items",
        "listitem-create",
        "listItem",
        "listItem",
        "sites::lists::items::create",
        "site_id, list_id",
    ),
    (
        "GET /devicemanagement/manageddevices",
        "intune-devices-manageddevice-list",
        "-",
        "[managedDevice]",
        "device_management::managed_devices::list",
        "",
    ),
    (
        "GET /devicemanagement/manageddevices/{}",
        "intune-devices-manageddevice-get",
        "-",
        "managedDevice",
        "device_management::managed_devices::get",
        "managed_device_id",
    ),
    (
        "PATCH /devicemanagement/manageddevices/{}",
        "intune-devices-manageddevice-update",
        "managedDevice",
        "managedDevice",
        "device_management::managed_devices::update",
        "managed_device_id",
    ),
    (
        "POST /deviceappmanagement/managedebooks",
        "intune-books-iosvppebook-create",
        "managedEBook",
        "managedEBook",
        "device_app_management::managed_ebooks::create",
        "",
    ),
    (
        "POST /identity/conditionalaccess/namedlocations",
        "conditionalaccessroot-post-namedlocations",
        "namedLocation",
        "namedLocation",
        "identity::conditional_access::named_locations::create",
        "",
    ),
    (
        "POST /teams/{}/channels/{}/members",
        "channel-post-members",
        "conversationMember",
        "conversationMember",
        "teams::channels::members::create",
        "team_id, channel_id",
    ),
    ("GET /teams/{}/channels", "channel-list", "-", "[channel]", "teams::channels::list", "team_id"),
    ("POST /teams/{}/channels", "channel-post", "channel", "channel", "teams::channels::create", "team_id"),
    ("GET /applications", "application-list", "-", "[application]", "applications::list", ""),
    ("POST /applications", "application-post-applications", "application", "application", "applications::create", ""),
    ("GET /serviceprincipals", "serviceprincipal-list", "-", "[servicePrincipal]", "service_principals::list", ""),
    (
        "POST /subscriptions",
        "subscription-post-subscriptions",
        "subscription",
        "subscription",
        "subscriptions::create",
        "",
    ),
    ("GET /devices", "device-list", "-", "[device]", "devices::list", ""),
    ("GET /auditlogs/signins", "signin-list", "-", "[signIn]", "audit_logs::sign_ins::list", ""),
    ("GET /organization", "organization-list", "-", "[organization]", "organization::list", ""),
    ("GET /domains", "domain-list", "-", "[domain]", "domains::list", ""),
    ("POST /invitations", "invitation-post", "invitation", "invitation", "invitations::create", ""),
    ("GET /me/todo/lists", "todo-list-lists", "-", "[todoTaskList]", "me::todo::lists::list", ""),
];

/// The model and the facts of v1.0; none without the docs.
fn v1() -> Option<&'static (Ir, Surface)> {
    static V1: OnceLock<(Ir, Surface)> = OnceLock::new();
    let docs = shared("corpus/2021-07")?;
    Some(V1.get_or_init(|| {
        let reading = pipeline::read(&docs, &|_| {}).expect("the docs can be read");
        let mut versions: Vec<Ir> = reading.versions.into_iter().filter(|ir| ir.api == ApiVersion::V1).collect();
        let surface = surface::lower(&plan(&versions, &Options::default()).expect("a crate can be made")).remove(0);
        (versions.remove(0), surface)
    }))
}

fn shape(path: &str) -> String {
    msgraph_docgen::model::UrlPath::new(path).segments().iter().map(|s| format!("/{}", s.folded_shape())).collect()
}

fn short(name: &str) -> &str {
    name.strip_prefix("microsoft.graph.").unwrap_or(name)
}

/// The row of a request as the generator has it.
fn made(ir: &Ir, surface: &Surface, request: &str) -> Option<[String; 5]> {
    let (method, path) = request.split_once(' ')?;
    let endpoint = ir.endpoints.iter().find(|e| e.method.as_str() == method && shape(e.path.as_str()) == path)?;
    let sent = match &endpoint.body {
        None => "-".to_owned(),
        Some(EndpointBody::Model(name)) => short(&name.to_string()).to_owned(),
        Some(EndpointBody::Parameters(parameters)) => {
            format!("({})", parameters.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(", "))
        }
        Some(other) => format!("{other:?}").to_lowercase(),
    };
    let given = endpoint.response.as_ref().and_then(|r| r.ty.as_ref()).map_or_else(
        || "-".to_owned(),
        |ty| {
            let name = ty.name.to_string();
            if ty.collection { format!("[{}]", short(&name)) } else { short(&name).to_owned() }
        },
    );
    let fact = surface.get(request, Subject::Endpoint, "")?;
    let text = |attribute| fact.get(attribute).unwrap_or_default().to_owned();
    let page = ir.operations[endpoint.pages[0].operation].source.page().to_owned();
    Some([page, sent, given, text(Attribute::Rust), text(Attribute::Arguments)])
}

#[test]
fn sixty_urls_have_the_page_the_types_the_name_and_the_arguments_that_a_reader_expects() {
    let Some((ir, surface)) = v1() else { return };
    let mut wrong = Vec::new();
    for (request, page, sent, given, function, arguments) in ROWS {
        let Some(made) = made(ir, surface, request) else {
            wrong.push(format!("{request}: no such endpoint"));
            continue;
        };
        let expected = [*page, *sent, *given, *function, *arguments];
        let fits = |(made, expected): (&String, &str)| expected.split('?').any(|one| one == made);
        if !made.iter().zip(expected).all(fits) {
            wrong.push(format!("{request}: {made:?} instead of {expected:?}"));
        }
    }
    assert_eq!(ROWS.len(), 60);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_url_takes_or_gives_a_mere_base_of_unrelated_types() {
    let Some((ir, _)) = v1() else { return };
    let bare = ir.endpoints.iter().filter(
        |e| matches!(&e.body, Some(EndpointBody::Model(name)) if name.name == "entity" || name.name == "outlookItem"),
    );
    assert_eq!(bare.map(|e| e.path.as_str()).collect::<Vec<_>>(), Vec::<&str>::new());
}

/// The body of a request of v1.0; none without the docs.
fn body_of(request: &str) -> Option<EndpointBody> {
    let (ir, _) = v1()?;
    let (method, path) = request.split_once(' ').expect("a method and a path");
    let found = ir.endpoints.iter().find(|e| e.method.as_str() == method && shape(e.path.as_str()) == path);
    Some(found.unwrap_or_else(|| panic!("no endpoint {request}")).body.clone().expect("a body"))
}

#[test]
fn actions_whose_tables_have_other_columns_are_typed() {
    for (request, expected) in [
        ("POST /drives/{}/items/{}/copy", "parentReference: microsoft.graph.itemReference, name: Edm.String"),
        ("POST /drives/{}/items/{}/checkin", "checkInAs: Edm.String, comment: Edm.String"),
        ("POST /grouplifecyclepolicies/{}/addgroup", "groupId: Edm.String"),
    ] {
        let Some(body) = body_of(request) else { return };
        let EndpointBody::Parameters(parameters) = body else { panic!("{request} takes {body:?}") };
        let typed: Vec<String> = parameters.iter().map(|p| format!("{}: {}", p.name, p.ty.name)).collect();
        assert_eq!(typed.join(", "), expected, "{request}");
    }
}

#[test]
fn a_range_is_addressed_in_quotes() {
    let Some((ir, _)) = v1() else { return };
    let views: Vec<&str> =
        ir.endpoints.iter().map(|e| e.path.as_str()).filter(|path| path.contains("/visibleView")).collect();
    assert!(!views.is_empty());
    assert!(views.iter().all(|path| path.contains("range(address='{address}')")), "{views:?}");
}

#[test]
fn null_is_no_age_group() {
    let Some((ir, _)) = v1() else { return };
    let age_group = ir.types.iter().find(|(name, _)| name.name == "ageGroup").expect("the age groups").1;
    let values: Vec<&str> = age_group.members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(values, ["minor", "notAdult", "adult"]);
}
