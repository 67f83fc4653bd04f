//! `permissions` of what is called: requests, functions, and the source of a program.

use docgen_tests::Sandbox;
use docgen_tests::program::workspace;
use insta::assert_snapshot;

/// A folder with this source at `src/main.rs`, and others beside it.
fn source(files: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::empty();
    for (path, text) in files {
        sandbox.write(path, *text);
    }
    sandbox
}

fn permissions(sandbox: &Sandbox, args: &[&str]) -> String {
    let docs = workspace().join("docs-input").display().to_string();
    let fixed = ["permissions", "--kind", "application", "--docs", &docs];
    sandbox.done(&[&fixed, args].concat()).out
}

/// The functions that a source calls, with their lines, and what is not known of it.
fn called(files: &[(&str, &str)], args: &[&str]) -> String {
    let sandbox = source(files);
    let json = permissions(&sandbox, &[&["--format", "json", "--from-source", "src"], args].concat());
    let answer: serde_json::Value = serde_json::from_str(&json).unwrap();
    let all = |key: &str| answer[key].as_array().cloned().unwrap_or_default();
    let place = |of: &serde_json::Value| format!("{}:{}:{}", of["path"].as_str().unwrap(), of["line"], of["column"]);
    let calls =
        all("calls").into_iter().map(|call| format!("{} {}\n", place(&call), call["function"].as_str().unwrap()));
    let unknown = all("unknown").into_iter().map(|of| format!("{} {}\n", place(&of), of["found"].as_str().unwrap()));
    calls.chain(unknown).collect()
}

#[test]
fn a_call_is_a_request_or_a_function() {
    let sandbox =
        source(&[("calls.txt", "# What the program does.\nPOST /me/sendMail # at night\n\nv1::users::list\n")]);
    let all =
        permissions(&sandbox, &["GET /users/{anything}", "msgraph::v1::me::messages::list", "--list", "calls.txt"]);
    assert_snapshot!(all, @"
    application
      Mail.ReadBasic.All  GET /v1.0/me/messages
      Mail.Send           POST /v1.0/me/sendMail
      User.Read.All       GET /v1.0/users and 1 more
    ");
    let by_url = |url: &str| permissions(&sandbox, &[url]);
    let whole = by_url("GET https://graph.microsoft.com/v1.0/users/87d349ed?$select=id");
    assert_eq!(whole, by_url("get /users/{id | userPrincipalName}/"));
    assert_eq!(whole, by_url("GET /users/*"));
    assert_eq!(whole, by_url("v1::users::get"));
}

#[test]
fn a_call_without_a_version_is_one_of_v1() {
    let sandbox = source(&[]);
    let line =
        |args: &[&str]| permissions(&sandbox, args).lines().nth(1).unwrap().split("  ").last().unwrap().to_owned();
    assert_eq!(line(&["GET /users/{id}"]), "GET /v1.0/users/{}");
    assert_eq!(line(&["GET /users/{id}", "--api", "beta"]), "GET /beta/users/{}");
    assert_eq!(line(&["GET /beta/users/{id}"]), "GET /beta/users/{}");
}

#[test]
fn what_is_no_call_and_what_the_docs_do_not_know_is_refused() {
    let sandbox = source(&[]);
    let docs = workspace().join("docs-input").display().to_string();
    let refusals = ["users", "FETCH /users", "GET /me/message", "v1::users::gets", "GET /v1.0"].map(|call| {
        let ran = sandbox.run(&["permissions", call, "--docs", &docs]);
        ran.failure().to_owned() + "\n"
    });
    assert_snapshot!(refusals.concat(), @"
    error: `users` is no call; write a request such as 'GET /users/{id}', or a function such as v1::users::get
    error: `FETCH /users` is no call; write a request such as 'GET /users/{id}', or a function such as v1::users::get
    error: the docs know no endpoint `GET /me/message`; did you mean `GET /me/messages`?
    error: the docs know no endpoint `v1::users::gets`; did you mean `v1::users::get`?
    error: the docs know no endpoint `GET /v1.0`
    ");
}

#[test]
fn imports_renamings_and_globs_are_followed() {
    assert_snapshot!(called(&[("src/main.rs", r#"
use msgraph::v1::{self, users, users as people, me::{messages, send_mail as post}};
use msgraph as graph;
use graph::v1::chats::*;

fn main() {
    users::get("1");
    people::list();
    v1::users::list();
    messages::list();
    post(&body);
    graph::v1::me::get();
    msgraph::v1::me::update(&user);
    ids.map(users::get);
    // Of the glob, and of nobody.
    list();
    other();
    {
        use msgraph::v1::me as users;
        users::get();
    }
    let messages = messages.len();
    users::SendMailBody::default();
    v1::models::User::default();
}
"#)], &[]), @"
    src/main.rs:7:5 v1::users::get
    src/main.rs:8:5 v1::users::list
    src/main.rs:9:5 v1::users::list
    src/main.rs:10:5 v1::me::messages::list
    src/main.rs:11:5 v1::me::send_mail
    src/main.rs:12:5 v1::me::get
    src/main.rs:13:5 v1::me::update
    src/main.rs:14:13 v1::users::get
    src/main.rs:16:5 v1::chats::list
    src/main.rs:20:9 v1::me::get
    ");
}

#[test]
fn modules_and_what_they_give_on_are_followed() {
    assert_snapshot!(called(&[
        ("src/lib.rs", "pub mod api;\nmod inner {\n    use super::api::people;\n    fn f() { people::list(); crate::api::graph::v1::me::get(); self::g(); }\n}\npub use msgraph::v1 as current;\n"),
        ("src/api/mod.rs", "pub use msgraph as graph;\npub use graph::v1::users as people;\nmod deep;\n"),
        ("src/api/deep.rs", "fn f() { super::people::get(\"1\"); crate::current::chats::list(); }\n"),
        ("src/bin/tool.rs", "use msgraph::v1::users;\nfn main() { users::list(); }\n"),
        ("src/target/CACHEDIR.TAG", ""),
        ("src/target/made.rs", "fn f() { msgraph::v1::users::list(); }\n"),
        ("src/vendored/docgen-manifest.json", "{}"),
        ("src/vendored/lib.rs", "fn f() { msgraph::v1::users::list(); }\n"),
    ], &[]), @"
    src/api/deep.rs:1:10 v1::users::get
    src/api/deep.rs:1:35 v1::chats::list
    src/bin/tool.rs:2:13 v1::users::list
    src/lib.rs:4:14 v1::users::list
    src/lib.rs:4:30 v1::me::get
    ");
}

#[test]
fn what_macros_are_given_counts() {
    assert_snapshot!(called(&[("src/main.rs", r#"
use msgraph::v1::users::{self, delta, list};
fn main() {
    let all = tokio::join!(client.send(users::get("1")), async { client.send(list()).await });
    let made = made!(Kept { request: list(), other: users::get("2") });
    let nested = vec![vec![users::update::<&User>("1", &user)], wrapped!(Some(msgraph::v1::me::update::<Vec<fn(u8) -> u8>>(v)))];
    println!("{} {}", pages.list(), users!(len(list)));
}

#[case(users::delta())]
fn case(request: Request) {
    let list = request;
    println!("{list:?} {}", list);
    select! { list = list.next() => {
        use msgraph::v1::me as users;
        send(users::get::<>());
    } }
    for n in 0..list::<>() {}
    each!(for delta in pages { println!("{delta:?} {}", delta) });
}
"#)], &[]), @"
    src/main.rs:4:40 v1::users::get
    src/main.rs:4:78 v1::users::list
    src/main.rs:5:38 v1::users::list
    src/main.rs:5:53 v1::users::get
    src/main.rs:6:28 v1::users::update
    src/main.rs:6:79 v1::me::update
    src/main.rs:10:8 v1::users::delta
    src/main.rs:16:14 v1::me::get
    src/main.rs:18:17 v1::users::list
    ");
}

#[test]
fn arguments_of_closures_and_lifetimes_in_macros_call_nothing() {
    assert_snapshot!(called(&[("src/main.rs", r#"
use msgraph::v1::users::{self, delta, get};
fn main() {
    each!(|index, delta| println!("{}", delta));
    fold!(|get, all| all + get);
    made!(a, b, &'x T, users::get("4"));
}
"#)], &[]), @"src/main.rs:6:24 v1::users::get");
}

#[test]
fn what_a_macro_does_with_what_it_is_given_is_listed_where_it_cannot_be_told() {
    assert_snapshot!(called(&[("src/main.rs", r#"
use msgraph::v1::{self, users::{self, list}};
use msgraph as graph;
macro_rules! ask {
    ($module:ident, $function:ident) => { ($module::get("1"), users::$function(), graph::v1::users::$function()) };
    ($id:expr) => { $crate::ask(users::get($id), $crate::graph::v1::me::get()) };
}
fn main() {
    ask!(users, list);
    ask!(v1::users);
    paste!(users::[<get _delta>]());
    msgraph::Request::custom::<Object>("GET /v1.0/users", &[], ());
    vec![msgraph::Request::<(), Object>::from_url(url)];
    json!({ users: user.users, "models": v1::models::User::default() });
}
"#)], &[]), @"
    src/main.rs:6:33 v1::users::get
    src/main.rs:6:51 v1::me::get
    src/main.rs:5:63 what follows `v1::users::` is what a macro puts there
    src/main.rs:5:83 what follows `v1::users::` is what a macro puts there
    src/main.rs:9:10 `v1::users` is given to a macro, which may call what is in it
    src/main.rs:9:17 `v1::users::list` is given to a macro, which may call it
    src/main.rs:10:10 `v1::users` is given to a macro, which may call what is in it
    src/main.rs:11:12 what follows `v1::users::` is what a macro puts there
    src/main.rs:12:5 `Request::custom` calls what the program says
    src/main.rs:13:10 `Request::from_url` calls what the program says
    ");
}

#[test]
fn a_module_tree_has_the_name_that_it_is_given() {
    assert_snapshot!(called(&[
        ("src/main.rs", "mod vendor;\nuse vendor::graph;\nfn main() { graph::v1::users::list(); crate::vendor::graph::v1::me::get(); }\n"),
        ("src/vendor.rs", "pub mod graph;\n"),
        ("src/vendor/graph/docgen-manifest.json", "{}"),
    ], &["--module", "vendor::graph"]), @"
    src/main.rs:3:13 v1::users::list
    src/main.rs:3:39 v1::me::get
    ");
    assert_snapshot!(called(&[
        ("src/main.rs", "fn main() { graph_of_ours::v1::users::list(); msgraph::v1::me::get(); }\n"),
    ], &["--crate-name", "graph-of-ours"]), @"src/main.rs:1:13 v1::users::list");
}

#[test]
fn a_file_alone_names_a_module_tree_that_it_does_not_declare() {
    let sandbox = source(&[("src/main.rs", "use crate::vendor::graph::v1::users;\nfn main() { users::list(); }\n")]);
    let args = ["--module", "vendor::graph", "--format", "json", "--from-source", "src/main.rs"];
    assert!(permissions(&sandbox, &args).contains("\"function\":\"v1::users::list\""));
}

#[test]
fn a_source_that_never_names_the_crate_is_refused() {
    let sandbox =
        source(&[("src/main.rs", "fn main() { msgraph::v1::users::list(); }\n"), ("none/data.txt", "msgraph")]);
    let docs = workspace().join("docs-input").display().to_string();
    let fails = |args: &[&str]| {
        sandbox
            .run(&[&["permissions", "--docs", &docs, "--against", "src", "--from-source"], args].concat())
            .failure()
            .to_owned()
    };
    for (args, name) in
        [(["src", "--crate-name", "grph"], "`grph`"), (["src", "--module", "vendor::grph"], "`crate::vendor::grph`")]
    {
        let said = fails(&args);
        assert!(said.contains(&format!("no Rust in src names {name}")), "{said}");
    }
    assert!(fails(&["none"]).contains("no Rust in none names `msgraph`"));
    // What it is compared with may not have had the crate.
    let ran = sandbox.run(&["permissions", "--docs", &docs, "--from-source", "src", "--against", "none"]);
    assert!(ran.out.contains("more than before: "), "{}", ran.out);
}

#[test]
fn what_cannot_be_told_is_listed() {
    assert_snapshot!(called(&[
        ("src/main.rs", "use msgraph::v1::users;\nfn main() {\n    users::lost();\n    msgraph::Request::from_url(url);\n}\n"),
        ("src/broken.rs", "fn main( {"),
    ], &[]), @"
    src/broken.rs:1:10 this file cannot be read as Rust: cannot parse string into token stream
    src/main.rs:3:5 the docs know no function `v1::users::lost`
    src/main.rs:4:5 `Request::from_url` calls what the program says
    ");
}

#[test]
fn what_is_needed_more_than_before_ends_with_1() {
    let before = "fn main() { msgraph::v1::users::list(); }\n";
    let now = "fn main() {\n    msgraph::v1::users::list();\n    msgraph::v1::me::send_mail(&mail);\n}\n";
    let sandbox = source(&[("old/src/main.rs", before), ("src/main.rs", now)]);
    let docs = workspace().join("docs-input").display().to_string();
    let run = |args: &[&str]| {
        let fixed = ["permissions", "--kind", "application", "--docs", &docs, "--from-source", "src", "--against"];
        sandbox.run(&[&fixed, args].concat())
    };
    let more = run(&["old/src"]);
    assert_eq!(more.outcome, msgraph_docgen::cli::Outcome::Found);
    assert_snapshot!(more.out, @"
    application
      Mail.Send      POST /v1.0/me/sendMail
      User.Read.All  GET /v1.0/users
    more than before: application
      Mail.Send  POST /v1.0/me/sendMail
    ");
    assert_snapshot!(run(&["old/src", "--format", "github"]).out, @"
    ::notice file=src/main.rs,line=2,col=5,title=permissions::`GET /v1.0/users` needs User.Read.All (application)
    ::error file=src/main.rs,line=3,col=5,title=permissions::`POST /v1.0/me/sendMail` needs Mail.Send (application)
    ");
    let same = run(&["src"]);
    assert_eq!(
        (same.outcome, same.out.lines().last()),
        (msgraph_docgen::cli::Outcome::Done, Some("no more than before"))
    );
}

#[test]
fn identifiers_come_from_the_service_principal() {
    let roles = r#"{"value": [{"appId": "other", "appRoles": []}, {"appId": "00000003-0000-0000-c000-000000000000",
        "appRoles": [{"id": "b633e1c5-b582-4048-a93e-9f11b44c7e96", "value": "Mail.Send"}],
        "oauth2PermissionScopes": [{"id": "e383f46e-2787-4529-855e-0e479a3ffac0", "value": "Mail.Send"}]}]}"#;
    let sandbox = source(&[("roles.json", roles)]);
    let json =
        permissions(&sandbox, &["POST /me/sendMail", "GET /users", "--app-roles", "roles.json", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_snapshot!(serde_json::to_string_pretty(&answer["requiredResourceAccess"][0]["resourceAccess"]).unwrap(), @r#"
    [
      {
        "id": "b633e1c5-b582-4048-a93e-9f11b44c7e96",
        "name": "Mail.Send",
        "type": "Role"
      },
      {
        "name": "User.Read.All",
        "type": "Role"
      }
    ]
    "#);
}
