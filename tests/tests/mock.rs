//! The mock service of the committed crate, asked by its own client: what is expected and what comes, what is refused and
//! why, and what goes wrong on request.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use docgen_tests::Sandbox;
use docgen_tests::program::{cargo_alone, program, shared, succeed};
use futures_util::TryStreamExt;
use http::StatusCode;
use msgraph::client::{Batch, Client, ClientBuilder, RetryOptions, StaticToken};
use msgraph::mock::{Fault, Mock};
use msgraph::v1::models::{DirectoryObject, DriveItem, Group, Message, User};
use msgraph::v1::{drives, groups, users};
use msgraph::{Error, Item, Object, Page, Request};
use serde_json::{Value, json};

const INES: &str = "ines@adatum.example";

fn builder(mock: &Mock, token: &str) -> ClientBuilder {
    let wait = Duration::from_millis(1);
    let retry = RetryOptions { max_retries: 3, initial_delay: wait, max_delay: wait, ..RetryOptions::default() };
    Client::builder(StaticToken::new(token)).host(mock.uri().to_owned()).retry(retry)
}

fn client(mock: &Mock) -> Client {
    builder(mock, "opaque").build().unwrap()
}

/// A token with these claims, which nobody has signed.
fn token(claims: &Value) -> String {
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let encoded = claims.to_string().into_bytes();
    let groups = encoded.chunks(3).map(|chunk| {
        let group = chunk.iter().fold(0_u32, |group, byte| group << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        (0..=chunk.len()).map(|n| char::from(digits[(group >> (18 - 6 * n) & 63) as usize])).collect::<String>()
    });
    format!("e30.{}.c2ln", groups.collect::<String>())
}

fn complaint(mock: Mock) -> String {
    let panic = catch_unwind(AssertUnwindSafe(|| mock.verify())).unwrap_err();
    panic.downcast_ref::<String>().unwrap().clone()
}

fn status(error: &Error) -> StatusCode {
    error.service().unwrap_or_else(|| panic!("not of the service: {error:?}")).status
}

#[tokio::test]
async fn a_documented_request_gets_its_documented_answer() {
    let mock = Mock::start();
    let user = client(&mock).send(users::get(INES)).await.unwrap();
    assert_eq!(user.display_name.as_deref(), Some("Ines Thal"));
    let other = client(&mock).send(users::get("somebody else").select(["displayName"])).await.unwrap();
    assert_eq!(other.job_title.as_deref(), Some("Warehouse lead"), "what the page shows, whoever is asked for");
    client(&mock).send(users::update(INES, &User { job_title: Some("Lead".into()), ..User::default() })).await.unwrap();
    assert_eq!(mock.requests().len(), 3);
    assert_eq!(mock.requests()[2].json(), Some(json!({"jobTitle": "Lead"})));
    mock.verify();
}

#[tokio::test]
async fn what_is_expected_is_answered_as_the_test_says_and_counted() {
    let mock = Mock::start();
    let own = User { display_name: Some("Own".into()), ..User::default() };
    mock.expect(users::get("a/b")).answer(&own).times(2);
    mock.expect(users::list()).answer(&Page { value: Some(vec![own.clone()]), ..Page::default() });
    for _ in 0..2 {
        let user = client(&mock).send(users::get("a/b")).await.unwrap();
        assert_eq!(user, own);
    }
    assert_eq!(client(&mock).send(users::list()).await.unwrap().items(), [own]);
    mock.verify();
}

#[tokio::test]
async fn of_two_answers_to_one_request_the_second_is_for_the_second_time() {
    let mock = Mock::start();
    for name in ["First", "Second"] {
        let user = User { display_name: Some(name.into()), ..User::default() };
        mock.expect(users::get("1")).answer(&user).times(1);
    }
    for name in ["First", "Second"] {
        assert_eq!(client(&mock).send(users::get("1")).await.unwrap().display_name.as_deref(), Some(name));
    }
    mock.verify();
}

#[tokio::test]
async fn what_is_expected_and_does_not_come_fails() {
    let mock = Mock::start();
    mock.expect(users::get("a"));
    mock.expect(users::get("b")).times(2);
    client(&mock).send(users::get("b")).await.unwrap();
    let complaint = complaint(mock);
    assert_eq!(
        complaint,
        "GET /v1.0/users/a came never, and was expected at least once\n\
         GET /v1.0/users/b came once, and was expected 2 times"
    );
}

#[tokio::test]
async fn what_is_not_expected_fails_with_what_is_nearest() {
    let mock = Mock::start();
    let expected = Message { subject: Some("Pallets".into()), ..Message::default() };
    let body = |message: &Message| users::SendMailBody {
        message: Some(Box::new(message.clone())),
        ..users::SendMailBody::default()
    };
    mock.expect(users::send_mail(INES, &body(&expected)));
    let sent = Message { subject: Some("Palets".into()), ..Message::default() };
    let error = client(&mock).send(users::send_mail(INES, &body(&sent))).await.unwrap_err();
    assert_eq!(status(&error), StatusCode::NOT_FOUND);
    client(&mock).send(users::send_mail(INES, &body(&expected))).await.unwrap();
    let complaint = complaint(mock);
    assert!(complaint.contains("`body.message.subject` is \"Palets\" instead of \"Pallets\""), "{complaint}");
    assert!(complaint.contains("POST /v1.0/users/{} /sendMail".replace("} /", "}/").as_str()), "{complaint}");
    assert!(complaint.contains("`v1::users::send_mail`"), "{complaint}");
}

#[tokio::test]
async fn an_undocumented_url_is_refused_with_the_nearest_documented_request() {
    let mock = Mock::start();
    let request = Request::custom::<Object>("GET /v1.0/users/{}/mesages", &[INES], ());
    let error = client(&mock).send(request).await.unwrap_err();
    assert_eq!(status(&error), StatusCode::NOT_FOUND);
    let refusals = mock.take_refusals();
    assert_eq!(refusals[0].nearest.as_ref().unwrap().line, "GET /v1.0/users/{}/messages");
    assert_eq!(error.service().unwrap().message, refusals[0].to_string());
    mock.verify();
}

#[tokio::test]
async fn what_the_service_would_refuse_is_refused() {
    let patch = |body: Value| Request::custom::<Object>("PATCH /v1.0/users/{}", &[INES], body);
    let wipe =
        |body: Value| Request::custom::<Object>("POST /v1.0/users/{}/managedDevices/{}/wipe", &[INES, "d"], body);
    let mail = |body: Value| Request::custom::<Object>("POST /v1.0/users/{}/sendMail", &[INES], body);
    let cases = [
        (patch(json!({"displayNam": "x"})), "`displayNam` is no property of user; did you mean `displayName`?"),
        (patch(json!({"displayName": 5})), "`displayName` is not a text, as Edm.String is"),
        (patch(json!({"businessPhones": "1"})), "`businessPhones` is no list of Edm.String"),
        (patch(json!([])), "the body is no object of the type user"),
        (patch(json!(null)), "the body is no object of the type user"),
        (
            wipe(json!({"keepUserDate": true})),
            "`keepUserDate` is no parameter of the action; did you mean `keepUserData`?",
        ),
        (wipe(json!({"keepUserData": "yes"})), "`keepUserData` is not true or false, as Edm.Boolean is"),
        (mail(json!({"saveToSentItems": true})), "the parameter `message` is required"),
        (mail(json!({"message": {"importance": "hi"}})), "`message.importance`: `hi` is no member of importance"),
        (
            mail(json!({"message": {"toRecipients": [{"emailAdress": {}}]}})),
            "`message.toRecipients[0].emailAdress` is no property of recipient; did you mean `emailAddress`?",
        ),
    ];
    for (request, reason) in cases {
        let mock = Mock::start();
        let error = client(&mock).send(request).await.expect_err(reason);
        let refusals = mock.take_refusals();
        assert_eq!(status(&error), StatusCode::BAD_REQUEST, "{reason}");
        assert!(refusals[0].reason.starts_with(reason), "{}", refusals[0].reason);
    }
}

#[tokio::test]
async fn null_is_a_value_of_every_property() {
    let mock = Mock::start();
    let body = json!({"displayName": null, "businessPhones": null, "accountEnabled": null});
    client(&mock).send(Request::custom::<Object>("PATCH /v1.0/users/{}", &[INES], body)).await.unwrap();
    assert!(mock.take_refusals().is_empty());
}

#[tokio::test]
async fn query_options_and_the_properties_in_them_are_checked() {
    let get = || Request::custom::<Object>("GET /v1.0/users/{}", &[INES], ());
    let cases = [
        (get().query("$top", "5"), "`$top` is not among the options $expand, $select"),
        (
            get().query("$select", "displayName,jobTitel"),
            "`$select` names `jobTitel`, which is no property of microsoft.graph.user; did you mean `jobTitle`?",
        ),
        (get().query("$expand", "manger($select=id)"), "`$expand` names `manger`"),
    ];
    for (request, reason) in cases {
        let mock = Mock::start();
        client(&mock).send(request).await.expect_err(reason);
        let refusals = mock.take_refusals();
        assert!(refusals[0].reason.starts_with(reason), "{}", refusals[0].reason);
    }
    let mock = Mock::start();
    client(&mock).send(get().query("$select", "id,displayName").query("$expand", "manager($select=id)")).await.unwrap();
    mock.verify();
}

#[tokio::test]
async fn a_token_must_allow_the_request() {
    let mock = Mock::start();
    let ask = async |claims: Value| {
        let client = builder(&mock, &token(&claims)).build().unwrap();
        client.send(users::list()).await
    };
    ask(json!({"roles": ["User.Read.All"]})).await.unwrap();
    ask(json!({"scp": "openid User.ReadBasic.All"})).await.unwrap();
    assert!(mock.take_refusals().is_empty());
    let error = ask(json!({"roles": ["Mail.Read"]})).await.unwrap_err();
    assert_eq!(status(&error), StatusCode::FORBIDDEN);
    let reason = mock.take_refusals().pop().unwrap().reason;
    assert_eq!(reason, "the token does not have what is needed, User.Read.All or User.ReadWrite.All (application)");
    let personal = json!({"scp": "User.ReadBasic.All", "tid": "9188040d-6c67-4c5b-b112-36a304b66dad"});
    ask(personal).await.unwrap_err();
    let reason = mock.take_refusals().pop().unwrap().reason;
    assert_eq!(reason, "no permission of the kind delegated (personal account) allows it");
}

#[tokio::test]
async fn it_throttles_cuts_and_fails_on_request() {
    let mock = Mock::start();
    mock.fail_next(Fault::Throttle(Duration::ZERO));
    mock.fail_next(Fault::Cut);
    mock.fail_next(Fault::CutBody);
    client(&mock).send(users::get(INES)).await.unwrap();
    assert_eq!(mock.requests().len(), 4, "three that went wrong, and one that did not");
    mock.fail_next(Fault::Error(StatusCode::CONFLICT));
    let error = client(&mock).send(users::get(INES)).await.unwrap_err();
    assert_eq!((status(&error), error.service().unwrap().code.as_str()), (StatusCode::CONFLICT, "nameAlreadyExists"));
    let error = client(&mock).send(users::get(INES).header("Mock-Fault", "404")).await.unwrap_err();
    assert_eq!(status(&error), StatusCode::NOT_FOUND);
    mock.expect(users::list()).fault(Fault::Throttle(Duration::ZERO)).fault(Fault::Cut).times(1);
    client(&mock).send(users::list()).await.unwrap();
    mock.verify();
}

#[tokio::test]
async fn lists_come_in_pages_and_delta_queries_end() {
    let mock = Mock::start();
    mock.pages(3);
    let all: Vec<User> = client(&mock).items(users::list().top(1)).try_collect().await.unwrap();
    assert_eq!((all.len(), mock.requests().len()), (3, 3));
    let page = client(&mock).send(users::list().header("Mock-Pages", "1")).await.unwrap();
    assert!(page.next_link.is_none());
    mock.pages(1);
    let first = client(&mock).send(users::delta()).await.unwrap();
    let link = first.delta_link.clone().unwrap();
    assert!(link.starts_with(mock.uri()), "{link}");
    let second = client(&mock).send(first.next_delta().unwrap()).await.unwrap();
    assert!(second.items().is_empty() && second.delta_link.is_some());
    mock.verify();
}

#[tokio::test]
async fn an_operation_is_under_way_and_then_done() {
    let mock = Mock::start();
    let copy = drives::items::copy("d", "i", json!({"name": "copy"})).long_running::<DriveItem>();
    let mut poller = client(&mock).start(copy).await.unwrap();
    let result = poller.result().await.unwrap();
    assert_eq!(result.id.as_deref(), Some("mock-result-1"));
    mock.verify();
}

#[tokio::test]
async fn each_request_of_a_batch_is_answered_or_refused() {
    let mock = Mock::start();
    let mut batch = Batch::new();
    let user = batch.add(users::get(INES)).unwrap();
    let wrong = batch.add(Request::custom::<Object>("GET /v1.0/nowhere", &[], ())).unwrap();
    let mut responses = client(&mock).batch(batch).await.unwrap();
    assert_eq!(responses.take(user).unwrap().display_name.as_deref(), Some("Ines Thal"));
    assert_eq!(status(&responses.take(wrong).unwrap_err()), StatusCode::NOT_FOUND);
    assert_eq!(mock.take_refusals().len(), 1);
}

#[test]
#[ignore = "slow: compiles five slices of a whole year's docs"]
fn every_documented_call_of_the_most_used_slices_is_answered_as_documented() {
    let Some(docs) = shared("corpus/2021-07") else { return };
    let sandbox = Sandbox::empty();
    let mut generate = program();
    generate.args(["generate", "--api", "v1.0", "--out", "most-used"]);
    for slice in ["users", "me", "groups", "drives", "deviceManagement"] {
        generate.args(["--select", &format!("/{slice}/**")]);
    }
    succeed(generate.arg("--docs").arg(docs).current_dir(sandbox.path("")));
    let mut test = cargo_alone(&sandbox.path("most-used"));
    test.args(["test", "--no-default-features", "--features", "mock,v1", "--test", "mock"]);
    let output = succeed(test.args(["--", "--nocapture"]));
    let count = |after: &str| -> usize {
        let line = output.lines().find(|line| line.contains(after)).unwrap_or_else(|| panic!("{output}"));
        line.split(' ').next().and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("{line}"))
    };
    println!("{output}");
    assert!(count("documented requests, 0 not answered as documented") > 1000);
    assert!(count("bodies with a wrong field refused") > 300);
}

#[tokio::test]
async fn an_item_is_the_same_by_each_of_its_addresses() {
    let mock = Mock::start();
    for item in [
        Item::id("01CYZLFJGUJ7JHBSZDFZFL25KSZGQTVAUN"),
        Item::root(),
        Item::path("Hall 3 plans/a#b"),
        Item::id("01CYZLFJGUJ7JHBSZDFZFL25KSZGQTVAUN").path("Old"),
        Item::special("documents").path("Old"),
    ] {
        let page = client(&mock).send(drives::items::children::list("d", &item)).await.unwrap();
        assert_eq!(page.value.unwrap_or_default()[0].name.as_deref(), Some("North door.png"), "{item:?}");
        client(&mock).send(drives::items::get("d", item)).await.unwrap();
    }
    mock.verify();
}

fn members() -> Request<(), Page<DirectoryObject>, groups::members::ListOptions> {
    groups::members::list("91f4d8c0-2e6b-4f15-8a3d-7b5c0e9f1d28")
}

#[tokio::test]
async fn a_list_is_counted_and_narrowed_as_its_page_shows_it() {
    let mock = Mock::start();
    let client = client(&mock);
    assert_eq!(client.send(users::list().filter("accountEnabled eq true").count()).await.unwrap(), 4);
    assert_eq!(client.send(members()).await.unwrap().items().len(), 2);
    assert_eq!(client.send(members().count()).await.unwrap(), 2);
    let found = client.send(members().cast::<User>().order_by(["displayName"])).await.unwrap();
    assert_eq!(found.items()[0].display_name.as_deref(), Some("Ines Thal"));
    let groups = client.send(members().cast::<Group>()).await.unwrap();
    assert_eq!(
        groups.items().iter().map(|group| group.display_name.as_deref()).collect::<Vec<_>>(),
        [Some("Forklift drivers")]
    );
    assert_eq!(client.send(members().cast::<Group>().count()).await.unwrap(), 1);
    mock.verify();
}

#[tokio::test]
async fn what_is_known_of_no_list_below_a_url_is_refused() {
    let mock = Mock::start();
    let client = client(&mock);
    let wrong = [
        client.send(members().cast::<Group>().order_by(["displayNam"])).await.unwrap_err(),
        client
            .send(Request::custom::<Page<Message>>("GET /v1.0/users/{}/messages", &["u"], ()).count())
            .await
            .unwrap_err(),
        client.send(Request::custom::<Object>("GET /v1.0/users/microsoft.graph.group", &[], ())).await.unwrap_err(),
    ];
    let statuses: Vec<u16> = wrong.iter().map(|error| status(error).as_u16()).collect();
    assert_eq!(statuses, [400, 404, 404]);
    assert_eq!(mock.take_refusals().len(), 3);
}
