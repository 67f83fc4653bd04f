//! The permissions of endpoints as data, and in the docs of their functions.

use docgen_tests::stages::{Page, api, files, resource};
use insta::assert_snapshot;
use msgraph_docgen::FileTree;

/// A page with requests and what its section on permissions says.
fn page(requests: &str, permissions: &str) -> String {
    let response = "## Response\n\nReturns `200 OK` and a [gadget](../resources/gadget.md) object.";
    api(requests, &format!("## Permissions\n\n{permissions}\n\n{response}"))
}

/// A table with these permissions for users and for apps.
fn table(work: &str, application: &str) -> String {
    format!(
        "|Permission type|Permissions (from least to most privileged)|\n|:-|:-|\n\
         |Delegated (work or school account)|{work}|\n|Delegated (personal Microsoft account)|Not supported.|\n|Application|{application}|\n\n"
    )
}

fn crate_of(pages: &[Page<'_>]) -> FileTree {
    let gadget = resource("gadget", &["|id|String|Key.|"]);
    let mut all = pages.to_vec();
    all.push(("resources/gadget.md", gadget.as_str()));
    files(&all, &[])
}

/// A file without what stands at the head of each.
fn text<'a>(files: &'a FileTree, path: &str) -> &'a str {
    files.0[path].split_once("\n\n").map_or("", |(_, rest)| rest)
}

/// The docs of a version's permissions in a module, function by function.
fn docs(files: &FileTree, path: &str) -> String {
    let lines = files.0[path].lines().filter(|l| l.starts_with("///")).map(|l| l[3..].trim());
    let (mut out, mut inside) = (String::new(), false);
    for line in lines {
        inside = if line.starts_with("# ") { line.starts_with("# Permissions") } else { inside };
        if inside {
            out += &format!("{line}\n");
        }
    }
    out
}

#[test]
fn a_table_of_the_slice_in_the_order_of_the_request_lines() {
    let list = page("GET /gadgets", &table("Gadgets.Read, Gadgets.ReadWrite", "Not supported."));
    let delete = page("DELETE /gadgets/{id}", &table("Gadgets.ReadWrite", "Gadgets.ReadWrite.All"));
    let files = crate_of(&[("api/gadget-list.md", &list), ("api/gadget-delete.md", &delete)]);
    assert_snapshot!(text(&files, "src/v1/permissions/gadgets.rs"), @r#"
    use crate::runtime::permissions::{Slice, Table};

    pub(super) static TABLES: Slice = &[
        (
            "DELETE /v1.0/gadgets/{}",
            &[
                Table {
                    page: "gadget-delete",
                    scenario: "",
                    delegated_work: Some(&[&["Gadgets.ReadWrite"]]),
                    delegated_personal: Some(&[]),
                    application: Some(&[&["Gadgets.ReadWrite.All"]]),
                },
            ],
        ),
        (
            "GET /v1.0/gadgets",
            &[
                Table {
                    page: "gadget-list",
                    scenario: "",
                    delegated_work: Some(&[&["Gadgets.Read"], &["Gadgets.ReadWrite"]]),
                    delegated_personal: Some(&[]),
                    application: Some(&[]),
                },
            ],
        ),
    ];
    "#);
    assert_snapshot!(docs(&files, "src/v1/gadgets.rs"), @"
    # Permissions, least privileged first

    * Delegated (work or school account): `Gadgets.Read`, `Gadgets.ReadWrite`
    * Delegated (personal account): not supported
    * Application: not supported

    # Permissions, least privileged first

    * Delegated (work or school account): `Gadgets.ReadWrite`
    * Delegated (personal account): not supported
    * Application: `Gadgets.ReadWrite.All`
    ");
}

#[test]
fn a_kind_that_the_table_leaves_out_is_not_the_same_as_one_that_is_not_supported() {
    let list = page("GET /gadgets", "|Permission type|Permissions|\n|:-|:-|\n|Application|Gadgets.Read.All|");
    let files = crate_of(&[("api/gadget-list.md", &list)]);
    assert_snapshot!(text(&files, "src/v1/permissions/gadgets.rs"), @r#"
    use crate::runtime::permissions::{Slice, Table};

    pub(super) static TABLES: Slice = &[
        (
            "GET /v1.0/gadgets",
            &[
                Table {
                    page: "gadget-list",
                    scenario: "",
                    delegated_work: None,
                    delegated_personal: None,
                    application: Some(&[&["Gadgets.Read.All"]]),
                },
            ],
        ),
    ];
    "#);
}

#[test]
fn an_endpoint_without_a_table_is_left_out_and_a_slice_without_any_has_no_file() {
    let list = page("GET /gadgets", "None.");
    let room = page("GET /rooms/{id}/gadget", &table("Rooms.Read", "Rooms.Read.All"));
    let files = crate_of(&[("api/gadget-list.md", &list), ("api/room-gadget.md", &room)]);
    let named: Vec<&str> = files.0.keys().map(String::as_str).filter(|p| p.contains("v1/permissions")).collect();
    assert_snapshot!(named.join("\n"), @"
    src/v1/permissions.rs
    src/v1/permissions/rooms.rs
    ");
    assert_snapshot!(text(&files, "src/v1/permissions.rs"), @r#"
    use crate::runtime::permissions::Slice;

    #[cfg(feature = "v1-rooms")]
    mod rooms;
    pub(crate) static SLICES: &[Slice] = &[#[cfg(feature = "v1-rooms")] rooms::TABLES];
    "#);
    let undocumented = crate_of(&[("api/gadget-list.md", &list)]);
    assert!(undocumented.0.keys().all(|p| !p.contains("v1/permissions")));
    assert!(undocumented.0["src/lib.rs"].contains("static PERMISSIONS: &[&[permissions::Slice]] = &[];"));
}

#[test]
fn a_slice_of_that_name_keeps_it() {
    let list = page("GET /permissions", &table("Gadgets.Read", "Gadgets.Read.All"));
    let files = crate_of(&[("api/permission-list.md", &list)]);
    let named: Vec<&str> = files.0.keys().map(String::as_str).filter(|p| p.contains("v1/permissions")).collect();
    assert_snapshot!(named.join("\n"), @"
    src/v1/permissions.rs
    src/v1/permissions_2.rs
    src/v1/permissions_2/permissions.rs
    ");
    assert_snapshot!(text(&files, "src/v1/mod.rs"), @r#"
    pub mod models;
    #[cfg(feature = "permissions")]
    pub(crate) mod permissions_2;
    #[cfg(feature = "mock")]
    pub(crate) mod mock;
    #[cfg(feature = "v1-permissions")]
    pub mod permissions;
    "#);
}

#[test]
fn tables_of_other_kinds_under_two_headings_are_two_scenarios() {
    let table = |kind: &str| format!("|Permission type|Permissions|\n|:-|:-|\n|{kind}|Gadgets.Read|\n\n");
    let (own, others) = (table("Delegated (work or school account)"), table("Application"));
    let sections = format!("### On one's own\n\n{own}### On others\n\n{others}");
    let files = crate_of(&[("api/gadget-list.md", &page("GET /gadgets", &sections))]);
    assert_snapshot!(docs(&files, "src/v1/gadgets.rs"), @"
    # Permissions, least privileged first

    `gadget-list`, On one's own

    * Delegated (work or school account): `Gadgets.Read`

    `gadget-list`, On others

    * Application: `Gadgets.Read`
    ");
}

#[test]
fn several_tables_on_a_page_are_scenarios() {
    let sections = format!(
        "{}### On others\n\n{}### Again\n\n{}",
        table("Gadgets.Read", "Not supported."),
        table("Gadgets.Read.All", "Gadgets.Read.All"),
        table("Gadgets.Read", "Not supported.")
    );
    let files = crate_of(&[("api/gadget-list.md", &page("GET /gadgets", &sections))]);
    assert_snapshot!(text(&files, "src/v1/permissions/gadgets.rs"), @r#"
    use crate::runtime::permissions::{Slice, Table};

    pub(super) static TABLES: Slice = &[
        (
            "GET /v1.0/gadgets",
            &[
                Table {
                    page: "gadget-list",
                    scenario: "",
                    delegated_work: Some(&[&["Gadgets.Read"]]),
                    delegated_personal: Some(&[]),
                    application: Some(&[]),
                },
                Table {
                    page: "gadget-list",
                    scenario: "On others",
                    delegated_work: Some(&[&["Gadgets.Read.All"]]),
                    delegated_personal: Some(&[]),
                    application: Some(&[&["Gadgets.Read.All"]]),
                },
            ],
        ),
    ];
    "#);
    assert_snapshot!(docs(&files, "src/v1/gadgets.rs"), @"
    # Permissions, least privileged first

    `gadget-list`

    * Delegated (work or school account): `Gadgets.Read`
    * Delegated (personal account): not supported
    * Application: not supported

    `gadget-list`, On others

    * Delegated (work or school account): `Gadgets.Read.All`
    * Delegated (personal account): not supported
    * Application: `Gadgets.Read.All`
    ");
}

#[test]
fn what_is_needed_together_stays_together() {
    let create = page(
        "POST /gadgets",
        &table("Gadgets.Read and Gadgets.Write, Directory.Write", "Gadgets.Read.All and Gadgets.Write.All"),
    );
    let files = crate_of(&[("api/gadget-create.md", &create)]);
    assert_snapshot!(text(&files, "src/v1/permissions/gadgets.rs"), @r#"
    use crate::runtime::permissions::{Slice, Table};

    pub(super) static TABLES: Slice = &[
        (
            "POST /v1.0/gadgets",
            &[
                Table {
                    page: "gadget-create",
                    scenario: "",
                    delegated_work: Some(
                        &[&["Gadgets.Read", "Gadgets.Write"], &["Directory.Write"]],
                    ),
                    delegated_personal: Some(&[]),
                    application: Some(&[&["Gadgets.Read.All", "Gadgets.Write.All"]]),
                },
            ],
        ),
    ];
    "#);
    assert_snapshot!(docs(&files, "src/v1/gadgets.rs"), @"
    # Permissions, least privileged first

    * Delegated (work or school account): `Gadgets.Read` and `Gadgets.Write`, `Directory.Write`
    * Delegated (personal account): not supported
    * Application: `Gadgets.Read.All` and `Gadgets.Write.All`
    ");
}

#[test]
fn of_several_pages_the_main_one_is_first_and_that_of_another_product_last() {
    let general = page(
        "GET /gadgets/{id}\nGET /rooms/{id}/gadgets/{id}\nGET /me/gadgets/{id}",
        &table("Gadgets.Read", "Gadgets.Read.All"),
    );
    let special = page("GET /gadgets/{id}\nGET /rooms/{id}/gadgets/{id}", &table("Rooms.Read", "Rooms.Read.All"));
    let intune = page("GET /gadgets/{id}", &table("DeviceManagementApps.Read.All", "DeviceManagementApps.Read.All"));
    let intune = format!("---\ntitle: \"Get gadget\"\nms.prod: \"intune\"\n---\n\n{intune}");
    let files = crate_of(&[
        ("api/gadget-get.md", &general),
        ("api/intune-mam-gadget-get.md", &intune),
        ("api/room-get-gadget.md", &special),
    ]);
    assert_snapshot!(docs(&files, "src/v1/gadgets.rs"), @"
    # Permissions, least privileged first

    `gadget-get`

    * Delegated (work or school account): `Gadgets.Read`
    * Delegated (personal account): not supported
    * Application: `Gadgets.Read.All`

    `room-get-gadget`

    * Delegated (work or school account): `Rooms.Read`
    * Delegated (personal account): not supported
    * Application: `Rooms.Read.All`

    `intune-mam-gadget-get`

    * Delegated (work or school account): `DeviceManagementApps.Read.All`
    * Delegated (personal account): not supported
    * Application: `DeviceManagementApps.Read.All`
    ");
}

#[test]
fn a_heading_stays_a_text() {
    let sections = format!(
        "{}### \"]; }} *x* \\ \u{202e}\n\n{}",
        table("Gadgets.Read", "Gadgets.Read"),
        table("Rooms.Read", "Rooms.Read")
    );
    let files = crate_of(&[("api/gadget-list.md", &page("GET /gadgets", &sections))]);
    let scenarios: Vec<&str> =
        text(&files, "src/v1/permissions/gadgets.rs").lines().filter(|l| l.contains("scenario:")).collect();
    assert_snapshot!(scenarios.join("\n"), @r#"
    scenario: "",
    scenario: "\"]; } x \\ \u{202e}",
    "#);
    assert_snapshot!(docs(&files, "src/v1/gadgets.rs"), @r#"
    # Permissions, least privileged first

    `gadget-list`

    * Delegated (work or school account): `Gadgets.Read`
    * Delegated (personal account): not supported
    * Application: `Gadgets.Read`

    `gadget-list`, "\]; } x \\ U+202E

    * Delegated (work or school account): `Rooms.Read`
    * Delegated (personal account): not supported
    * Application: `Rooms.Read`
    "#);
}
