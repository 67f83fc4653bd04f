//! Permissions as data, in the committed crate: every endpoint that documents them is found by its request, and the
//! least that an app needs follows.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use docgen_tests::program::{program, succeed, workspace};
use insta::assert_snapshot;
use msgraph::permissions::{self, Granted, Kind, Permissions, Table, check_token};
use msgraph::{Request, beta, v1};
use msgraph_docgen::pipeline;
use quote::ToTokens;
use serde_json::Value;

const KINDS: [Kind; 3] = [Kind::DelegatedWork, Kind::DelegatedPersonal, Kind::Application];

#[test]
fn a_request_knows_its_permissions() {
    let permissions = v1::users::list().permissions();
    assert_eq!(permissions.endpoint(), "GET /v1.0/users");
    assert_eq!(
        permissions.tables(),
        [Table {
            page: "user-list",
            scenario: "",
            delegated_work: Some(&[&["User.ReadBasic.All"], &["User.Read.All"], &["User.ReadWrite.All"]]),
            delegated_personal: Some(&[]),
            application: Some(&[&["User.Read.All"], &["User.ReadWrite.All"]]),
        }]
    );
    assert_eq!(permissions.of(Kind::Application).first(), Some(&["User.Read.All"].as_slice()));
    assert!(permissions.of(Kind::DelegatedPersonal).is_empty());
}

#[test]
fn keys_queries_hosts_and_bodies_change_nothing() {
    let plain = v1::users::get("id").permissions();
    let rest = v1::users::get("a/b {}").host("https://graph.microsoft.us").select(["id"]).header("Prefer", "x");
    assert_eq!(rest.permissions(), plain);
    assert_eq!(plain.endpoint(), "GET /v1.0/users/{}");
    assert_eq!(v1::users::get("").permissions(), plain, "a key that can't be sent");
    let update = v1::users::update("id", Value::Null).permissions();
    assert_eq!(update.endpoint(), "PATCH /v1.0/users/{}");
    assert_eq!(v1::users::update("id", &v1::models::User::default()).permissions(), update);
    assert_ne!(update.tables(), plain.tables());
}

#[test]
fn versions_have_their_own() {
    let (old, new) = (v1::users::get("id").permissions(), beta::users::get("id").permissions());
    assert_eq!((old.endpoint(), new.endpoint()), ("GET /v1.0/users/{}", "GET /beta/users/{}"));
    assert!(!new.tables().is_empty());
    assert_ne!(old.tables(), new.tables());
}

#[test]
fn an_address_that_a_response_named_has_none() {
    let request: Request<(), Value> = Request::from_url("https://graph.microsoft.com/v1.0/users");
    assert!(request.permissions().tables().is_empty());
    for kind in KINDS {
        assert!(request.permissions().of(kind).is_empty());
    }
}

/// Every function of the committed crate by its request line, with its docs.
fn functions() -> BTreeMap<String, Vec<String>> {
    let source = workspace().join("generated/src");
    let mut folders: Vec<PathBuf> = ["v1", "beta"].map(|version| source.join(version)).to_vec();
    let mut out = BTreeMap::new();
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if path.is_dir() {
                if !path.ends_with("models") {
                    folders.push(path);
                }
                continue;
            }
            if path.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let file = syn::parse_file(&std::fs::read_to_string(path).expect("a text")).expect("Rust");
            for function in file.items.into_iter().filter_map(|i| if let syn::Item::Fn(f) = i { Some(f) } else { None })
            {
                let code = function.block.to_token_stream().to_string();
                let line = code.split('"').nth(1).expect("the request line").to_owned();
                let docs = function.attrs.iter().filter_map(|a| a.meta.require_name_value().ok()).map(|a| {
                    let text = a.value.to_token_stream().to_string();
                    text.trim_matches('"').trim().to_owned()
                });
                out.insert(line, docs.collect());
            }
        }
    }
    out
}

/// As the docs of functions list them.
fn listed(table: &Table) -> Vec<String> {
    const LABELS: [&str; 3] = ["Delegated (work or school account)", "Delegated (personal account)", "Application"];
    let row = |(kind, label): (Kind, &str)| {
        let set = |names: &&[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ");
        let sets: Vec<String> = table.of(kind)?.iter().map(set).collect();
        Some(format!("* {label}: {}", if sets.is_empty() { "not supported".to_owned() } else { sets.join(", ") }))
    };
    KINDS.into_iter().zip(LABELS).filter_map(row).collect()
}

#[test]
fn every_function_that_lists_permissions_has_the_same_as_data() {
    let data: BTreeMap<&str, Permissions> = permissions::all().map(|p| (p.endpoint(), p)).collect();
    let mut listing = 0;
    for (line, docs) in functions() {
        let section = docs.iter().skip_while(|d| !d.starts_with("# Permissions")).skip(1);
        let documented: Vec<&String> =
            section.take_while(|d| !d.starts_with("# ")).filter(|d| d.starts_with("* ")).collect();
        let known: Vec<String> = data.get(&*line).iter().flat_map(|p| p.tables()).flat_map(listed).collect();
        assert_eq!(documented, known.iter().collect::<Vec<_>>(), "{line}");
        listing += usize::from(!documented.is_empty());
    }
    assert_eq!(listing, data.len(), "there is no data without a function");
}

/// The line as the docs may spell it too: case and quotes around a key do not count.
fn folded(line: &str) -> String {
    line.to_lowercase().replace("'{}'", "{}")
}

fn names(table: &Table) -> impl Iterator<Item = &'static str> {
    KINDS.into_iter().filter_map(|kind| table.of(kind)).flatten().copied().flatten().copied()
}

#[test]
fn every_request_of_the_docs_that_documents_permissions_is_found() {
    let data: BTreeMap<String, Permissions> = permissions::all().map(|p| (folded(p.endpoint()), p)).collect();
    let reading = pipeline::read(&workspace().join("docs-input"), &|_| {}).expect("the docs");
    let mut found = 0;
    for ir in &reading.versions {
        for operation in ir.operations.iter().filter(|o| !o.permissions.is_empty()) {
            for request in operation.requests.iter().chain(&operation.example_requests) {
                let path: String = request.path.segments().iter().map(|s| format!("/{}", s.shape())).collect();
                let line = format!("{} /{}{path}", request.method.as_str(), ir.api.segment());
                let permissions =
                    data.get(&folded(&line)).unwrap_or_else(|| panic!("{line}: {}", operation.source.file));
                let known: BTreeSet<&str> = permissions.tables().iter().flat_map(names).collect();
                for name in operation.permissions.iter().flat_map(|p| p.alternatives.iter().flatten()) {
                    assert!(known.contains(name.as_str()), "{line}: {name}");
                }
                found += 1;
            }
        }
    }
    assert!(found >= data.len(), "{found} requests of {} endpoints", data.len());
}

/// An endpoint with these permissions for apps, from words.
fn endpoint(name: &'static str, application: &[&'static [&'static str]]) -> Permissions {
    let table = Table { page: name, application: Some(Vec::leak(application.to_vec())), ..Table::default() };
    Permissions::new(name, Box::leak(Box::new([table])))
}

/// The least of endpoints, each with its alternatives, of which a space joins what is needed together.
fn least(endpoints: &[&[&'static str]]) -> String {
    let set = |names: &&'static str| -> &'static [&'static str] { Vec::leak(names.split(' ').collect()) };
    let endpoints = endpoints.iter().map(|sets| endpoint("", &sets.iter().map(set).collect::<Vec<_>>()));
    let set = permissions::least(Kind::Application, endpoints).expect("each supports apps");
    set.into_iter().collect::<Vec<_>>().join(", ")
}

#[test]
fn the_least_of_each() {
    assert_snapshot!(least(&[]), @"");
    assert_snapshot!(least(&[&["A.Read", "A.Write"]]), @"A.Read");
    assert_snapshot!(least(&[&["A.Read", "A.Write"], &["B.Read", "B.Write"]]), @"A.Read, B.Read");
}

#[test]
fn one_that_is_needed_anyway_stands_for_lesser_ones() {
    assert_snapshot!(least(&[&["A.Read", "A.Write"], &["A.Write"]]), @"A.Write");
    assert_snapshot!(least(&[&["A.Basic", "A.Read", "A.Write"], &["A.Read", "A.Write"], &["A.Write"]]), @"A.Write");
}

#[test]
fn a_more_privileged_one_never_stands_for_several() {
    assert_snapshot!(least(&[&["A.Read", "Directory.Write"], &["B.Read", "Directory.Write"]]), @"A.Read, B.Read");
}

#[test]
fn what_is_superfluous_goes_beginning_with_the_most_privileged() {
    assert_snapshot!(least(&[&["A", "B"], &["B", "C"], &["C"]]), @"A, C");
}

#[test]
fn lists_that_contradict_each_other_need_one_of_them() {
    assert_snapshot!(least(&[&["A", "B"], &["B", "A"]]), @"B");
    assert_snapshot!(least(&[&["B", "A"], &["A", "B"]]), @"B");
}

#[test]
fn what_is_needed_together_is_asked_for_together() {
    assert_snapshot!(least(&[&["A.Read B.Read", "C.Read"]]), @"A.Read, B.Read");
    assert_snapshot!(least(&[&["A.Read B.Read", "C.Read"], &["A.Write", "A.Read"]]), @"A.Read, B.Read");
    // What another endpoint needs allows it alone.
    assert_snapshot!(least(&[&["A.Read B.Read", "C.Read"], &["C.Read"]]), @"C.Read");
    // A part of a set stands for nothing.
    assert_snapshot!(least(&[&["A.Read", "A.Write B.Write"], &["B.Write"]]), @"A.Read, B.Write");
    assert_snapshot!(least(&[&["A.Read", "A.Write B.Write"], &["A.Write B.Write"]]), @"A.Write, B.Write");
}

#[test]
fn the_order_and_repetition_of_endpoints_change_nothing() {
    let lists: [&[&'static str]; 4] = [&["A", "B"], &["B", "C"], &["C", "D"], &["A", "D"]];
    let expected = least(&lists);
    for rotation in 0..lists.len() {
        let mut rotated = lists.to_vec();
        rotated.rotate_left(rotation);
        rotated.push(lists[rotation]);
        assert_eq!(least(&rotated), expected);
    }
}

#[test]
fn endpoints_that_support_no_permission_of_the_kind_are_named() {
    let known = [endpoint("GET /a", &[&["A.Read"]]), endpoint("GET /b", &[]), Permissions::new("GET /c", &[])];
    let error = permissions::least(Kind::Application, known).unwrap_err();
    assert_snapshot!(error, @"no application permission is supported by GET /b; none is documented for GET /c");
    assert_eq!(error.unsupported, BTreeSet::from(["GET /b"]));
    assert_eq!(error.undocumented, BTreeSet::from(["GET /c"]));
    assert_eq!(error.permissions, BTreeSet::from(["A.Read"]), "what the others need");
    assert_snapshot!(permissions::least(Kind::DelegatedPersonal, known).unwrap_err(), @"no delegated (personal account) permission is documented for GET /a, GET /b, GET /c");
    assert_snapshot!(permissions::least(Kind::Application, [known[1]]).unwrap_err(), @"no application permission is supported by GET /b");
}

#[test]
fn an_app_for_users_and_devices() {
    let needed = [
        v1::users::list().permissions(),
        v1::users::get("id").permissions(),
        v1::users::messages::list("id").permissions(),
        v1::device_management::managed_devices::list().permissions(),
        v1::device_management::managed_devices::wipe("id", Value::Null).permissions(),
    ];
    let kinds = KINDS.map(|kind| match permissions::least(kind, needed) {
        Ok(names) => format!("{kind}: {}\n", names.into_iter().collect::<Vec<_>>().join(", ")),
        Err(error) => format!("{kind}: {error}\n"),
    });
    assert_snapshot!(kinds.concat(), @"
    delegated (work or school account): DeviceManagementManagedDevices.PrivilegedOperations.All, DeviceManagementManagedDevices.Read.All, Mail.ReadBasic, User.Read, User.ReadBasic.All
    delegated (personal account): no delegated (personal account) permission is supported by GET /v1.0/deviceManagement/managedDevices, GET /v1.0/users, POST /v1.0/deviceManagement/managedDevices/{}/wipe
    application: DeviceManagementManagedDevices.PrivilegedOperations.All, DeviceManagementManagedDevices.Read.All, Mail.ReadBasic.All, User.Read.All
    ");
}

#[test]
fn of_several_tables_the_first_that_supports_the_kind_counts_unless_another_is_chosen() {
    static TABLES: [Table; 3] = [
        Table {
            page: "a",
            scenario: "",
            delegated_work: Some(&[&["A.Read"]]),
            delegated_personal: None,
            application: Some(&[]),
        },
        Table {
            page: "a",
            scenario: "On others",
            delegated_work: Some(&[&["A.Read.All"]]),
            delegated_personal: Some(&[]),
            application: Some(&[&["A.Read.All"]]),
        },
        Table {
            page: "b",
            scenario: "",
            delegated_work: Some(&[&["B.Read"]]),
            delegated_personal: None,
            application: Some(&[&["B.Read"]]),
        },
    ];
    let all = Permissions::new("GET /a", &TABLES);
    assert_eq!(all.of(Kind::DelegatedWork), [["A.Read"]]);
    assert_eq!(all.of(Kind::Application), [["A.Read.All"]]);
    assert_eq!(all.only("On others").map(|p| p.of(Kind::DelegatedWork)), Some(&[&["A.Read.All"][..]][..]));
    assert_eq!(all.only("b").map(|p| p.of(Kind::Application)), Some(&[&["B.Read"][..]][..]));
    assert_eq!(all.only("a").map(|p| p.tables().len()), Some(1));
    assert_eq!(all.only("c"), None);
    let least = |permissions: Option<Permissions>| permissions::least(Kind::Application, permissions);
    assert_eq!(least(all.only("On others")), Ok(BTreeSet::from(["A.Read.All"])));
    assert_eq!(least(all.only("a")).map_err(|e| e.unsupported), Err(BTreeSet::from(["GET /a"])));
}

#[test]
fn the_program_names_the_same_least_as_the_crate() {
    let run = |args: &[&str]| {
        let mut command = program();
        command.current_dir(workspace()).arg("permissions").args(args);
        succeed(&mut command)
    };
    let answer: Value = serde_json::from_str(&run(&["--format", "json"])).unwrap();
    for (kind, told) in KINDS.into_iter().zip(answer["kinds"].as_array().unwrap()) {
        let error = permissions::least(kind, permissions::all()).unwrap_err();
        let told_of = |list: &str| -> BTreeSet<String> {
            told[list].as_array().unwrap().iter().map(|line| line.as_str().unwrap().to_owned()).collect()
        };
        let names: Vec<&str> =
            told["permissions"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap()).collect();
        assert_eq!(names, Vec::from_iter(error.permissions), "{kind}");
        assert!(told_of("unsupported").iter().eq(&error.unsupported), "{kind}");
        // The crate's list leaves out the endpoints that document no permissions at all.
        assert!(error.undocumented.iter().all(|line| told_of("undocumented").contains(*line)), "{kind}");
    }
    let access = &answer["requiredResourceAccess"][0]["resourceAccess"];
    assert!(access.as_array().unwrap().contains(&serde_json::json!({ "name": "User.Read", "type": "Scope" })));
    assert_snapshot!(run(&["--select", "/users/*/messages/**", "--select", "/users", "--kind", "application"]), @r"
    application
      Mail.ReadWrite  DELETE /v1.0/users/{}/messages/{} and 2 more
      User.Read.All   GET /v1.0/users
    ");
}

/// A token with these claims, as services give them out; nobody has signed it.
fn token(claims: &Value) -> String {
    let encode = |bytes: &[u8]| msgraph::Content::mime(bytes).bytes;
    let part = |json: &Value| {
        let text = String::from_utf8(encode(json.to_string().as_bytes())).unwrap();
        text.trim_end_matches('=').replace('+', "-").replace('/', "_")
    };
    format!("{}.{}.c2lnbmF0dXJl", part(&serde_json::json!({ "alg": "RS256" })), part(claims))
}

#[test]
fn a_token_with_too_little_and_too_much_is_told_what_of_both() {
    let claims = serde_json::json!({ "roles": ["Directory.ReadWrite.All"], "tid": "3a2d" });
    let granted = Granted::from_token(&token(&claims)).unwrap();
    assert_eq!(granted.kind, Kind::Application);
    let is_for_users_only =
        |p: &Permissions| p.of(Kind::Application).is_empty() && !p.of(Kind::DelegatedWork).is_empty();
    let for_users_only = permissions::all().find(is_for_users_only).unwrap();
    let check = check_token(&granted, [v1::users::list().permissions(), for_users_only]);
    assert!(!check.is_enough() && !check.is_least());
    let needed: &[&[&str]] = &[&["User.Read.All"], &["User.ReadWrite.All"]];
    assert_eq!(check.missing, [("GET /v1.0/users", needed)]);
    assert!(check.unsupported.iter().eq(&[for_users_only.endpoint()]), "{check:?}");
    assert!(check.excess.iter().eq(["Directory.ReadWrite.All"]));
    assert!(check.to_string().starts_with("GET /v1.0/users needs User.Read.All or User.ReadWrite.All\n"), "{check}");
}

#[test]
fn a_token_with_a_part_of_what_is_needed_together_is_not_enough() {
    let create = endpoint("POST /a", &[&["A.Read", "A.Write"], &["B.Write"]]);
    let granted = |names: &[&str]| Granted {
        kind: Kind::Application,
        names: names.iter().map(|name| (*name).to_owned()).collect(),
    };
    let check = check_token(&granted(&["A.Read"]), [create]);
    assert!(!check.is_enough() && check.is_least());
    assert_eq!(check.to_string(), "POST /a needs A.Read and A.Write or B.Write\n");
    assert!(check_token(&granted(&["A.Read", "A.Write"]), [create]).is_enough());
    assert!(check_token(&granted(&["B.Write"]), [create]).is_enough());
    assert!(granted(&["A.Write", "A.Read"]).allows(create.of(Kind::Application)));
    assert_eq!(create.to_string(), "application: A.Read and A.Write or B.Write");
}

#[test]
fn a_token_that_fits_is_enough_and_no_more_than_is_needed() {
    let claims = serde_json::json!({ "scp": "User.ReadBasic.All openid profile", "roles": ["not.asked"] });
    let granted = Granted::from_token(&token(&claims)).unwrap();
    assert_eq!(granted.kind, Kind::DelegatedWork);
    let check = check_token(&granted, [v1::users::list().permissions()]);
    assert!(check.is_enough() && check.is_least() && check.to_string().is_empty(), "{check:?}");
    // What allows the call may still be more than it needs.
    let more = Granted { names: ["User.ReadWrite.All".to_owned()].into(), ..granted };
    let check = check_token(&more, [v1::users::list().permissions()]);
    assert!(check.is_enough() && !check.is_least());
    assert!(check.least.iter().eq(&["User.ReadBasic.All"]));
}

#[test]
fn tokens_of_personal_accounts_and_texts_that_are_no_tokens_are_told_apart() {
    let claims = serde_json::json!({ "scp": "User.Read", "tid": "9188040d-6c67-4c5b-b112-36a304b66dad" });
    assert_eq!(Granted::from_claims(&claims).unwrap().kind, Kind::DelegatedPersonal);
    assert_eq!(Granted::from_claims(&serde_json::json!({ "aud": "https://graph.microsoft.com" })), None);
    for text in ["", "EwB4A8l6BAAU", "a.b", "a.b.c.d", "a.!.c", &token(&serde_json::json!([]))] {
        assert_eq!(Granted::from_token(text), None, "{text}");
    }
}
