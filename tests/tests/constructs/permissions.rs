//! Permission tables and national clouds, on the page and in includes.

use docgen_tests::Sandbox;
use docgen_tests::stages::{api, operation_facts};
use insta::assert_snapshot;
use msgraph_docgen::extract::OperationFacts;
use msgraph_docgen::model::{Ir, Permissions};
use msgraph_docgen::pipeline;

fn lines(permissions: &[Permissions]) -> String {
    let line = |p: &Permissions| {
        let scenario = p.scenario.as_ref().map(|s| format!(" ({s})")).unwrap_or_default();
        let sets: Vec<String> = p.alternatives.iter().map(|names| names.join(" and ")).collect();
        format!("{:?}{scenario}: {}\n", p.kind, sets.join(", "))
    };
    permissions.iter().map(line).collect()
}

fn read(section: &str) -> String {
    let facts: OperationFacts = operation_facts(&api("GET /gadgets", &format!("## Permissions\n\n{section}\n"))).0;
    lines(&facts.permissions)
}

const ROWS: &str = "|Delegated (work or school account)|Gadgets.Read.All, Gadgets.ReadWrite.All|\n\
                    |Delegated (personal Microsoft account)|Not supported.|\n|Application|Gadgets.Read.All|";

#[test]
fn from_least_to_most_privileged() {
    assert_snapshot!(read(&format!("|Permission type|Permissions (from least to most privileged)|\n|:-|:-|\n{ROWS}")), @"
    DelegatedWork: Gadgets.Read.All, Gadgets.ReadWrite.All
    DelegatedPersonal: 
    Application: Gadgets.Read.All
    ");
}

#[test]
fn from_most_to_least_privileged() {
    assert_snapshot!(read(&format!("|Permission type|Permissions (from most to least privileged)|\n|:-|:-|\n{ROWS}")), @"
    DelegatedWork: Gadgets.ReadWrite.All, Gadgets.Read.All
    DelegatedPersonal: 
    Application: Gadgets.Read.All
    ");
}

#[test]
fn least_and_higher_privileged_in_columns_of_their_own() {
    assert_snapshot!(read(
        "|Permission type|Least privileged permissions|Higher privileged permissions|\n|:-|:-|:-|\n\
         |Delegated (work or school account)|Gadgets.Read.All|Gadgets.ReadWrite.All, Directory.Read.All|\n|Application|Gadgets.Read.All|Not available.|"
    ), @"
    DelegatedWork: Gadgets.Read.All, Gadgets.ReadWrite.All, Directory.Read.All
    Application: Gadgets.Read.All
    ");
}

#[test]
fn one_table_for_each_workload() {
    assert_snapshot!(read(
        "### Printing\n\n|Permission type|Permissions|\n|:-|:-|\n|Application|Print.Read.All|\n\n\
         ### Scanning\n\n|Permission type|Permissions|\n|:-|:-|\n|Application|Scan.Read.All|\n"
    ), @"
    Application (Printing): Print.Read.All
    Application (Scanning): Scan.Read.All
    ");
}

#[test]
fn a_row_for_each_resource_and_a_column_for_each_kind() {
    assert_snapshot!(read(
        "|Supported resource|Delegated (work or school account)|Delegated (personal Microsoft account)|Application|\n|:---|:---|:---|:---|\n\
         |[lamp](../resources/lamp.md)|Lamp.Read, Lamp.ReadWrite|Not supported|Lamp.Read.All|\n|[desk](../resources/desk.md)|Desk.Read|Desk.Read|Not supported|\n"
    ), @"
    DelegatedWork (lamp): Lamp.Read, Lamp.ReadWrite
    DelegatedPersonal (lamp): 
    Application (lamp): Lamp.Read.All
    DelegatedWork (desk): Desk.Read
    DelegatedPersonal (desk): Desk.Read
    Application (desk):
    ");
}

#[test]
fn a_column_for_oneself_and_one_for_others() {
    assert_snapshot!(read(
        "|Permission type|Permissions acting on self (from least to most privileged)|Permissions acting on others (from least to most privileged)|\n|:-|:-|:-|\n\
         |Delegated (work or school account)|Badge.Read|Badge.Read.All, Badge.ReadWrite.All|\n|Application|Not applicable.|Badge.Read.All|\n"
    ), @"
    DelegatedWork (Permissions acting on self): Badge.Read
    Application (Permissions acting on self): 
    DelegatedWork (Permissions acting on others): Badge.Read.All, Badge.ReadWrite.All
    Application (Permissions acting on others): Badge.Read.All
    ");
}

#[test]
fn a_row_for_each_workload_below_that_of_its_kind() {
    assert_snapshot!(read(
        "|Permission type (by workflow)|Permissions (from most to least privileged)|\n|:-|:-|\n\
         |Delegated (work or school account)||\n|&nbsp; &nbsp; **Ovens**|Oven.ReadWrite.All, Oven.Read.All|\n|&nbsp; &nbsp; **Fridges**|Fridge.Read.All|\n\
         |Delegated (personal Microsoft account)|Not supported.|\n|Application|_varies by context_|\n|&nbsp; &nbsp; **Ovens**|Oven.Read.All|\n"
    ), @"
    DelegatedWork (Ovens): Oven.Read.All, Oven.ReadWrite.All
    DelegatedPersonal (Ovens): 
    Application (Ovens): Oven.Read.All
    DelegatedWork (Fridges): Fridge.Read.All
    DelegatedPersonal (Fridges): 
    ");
}

#[test]
fn a_line_that_introduces_a_table_says_when_it_holds() {
    assert_snapshot!(read(
        "Any of these lets an app call it:\n\n|Permission type|Permissions|\n|:-|:-|\n|Application|Lamp.Read.All|\n\n\
         For desks:\n\n|Permission type|Permissions|\n|:-|:-|\n|Application|Desk.Read.All|\n"
    ), @"
    Application: Lamp.Read.All
    Application (For desks): Desk.Read.All
    ");
}

#[test]
fn a_table_that_has_lost_its_heading() {
    let text = api("GET /gadgets", "").replace(
        "## HTTP request",
        "|Permission type|Permissions|\n|:-|:-|\n|Delegated (work or school account)|Gadgets.Read|\n|Application|Not supported.|\n\n## HTTP request",
    );
    assert_snapshot!(lines(&operation_facts(&text).0.permissions), @"
    DelegatedWork: Gadgets.Read
    Application:
    ");
}

#[test]
fn a_table_beside_it_that_names_no_permissions_is_none_of_them() {
    let (facts, found) = operation_facts(&api(
        "GET /gadgets",
        "## Permissions\n\n|Permission type|Permissions|\n|:-|:-|\n|Application|Gadgets.Read.All|\n\n\
         |Who calls|What comes back|\n|:-|:-|\n|An app by itself (application permission)|All gadgets.|\n",
    ));
    assert_snapshot!(lines(&facts.permissions), @"Application: Gadgets.Read.All");
    assert_eq!(docgen_tests::render::findings_of(&found, &["unread-permissions"]), "");
}

#[test]
fn what_cannot_be_read_is_reported_and_left_out() {
    let (facts, found) = operation_facts(&api(
        "GET /gadgets",
        "## Permissions\n\n|Permission type|Permissions|\n|:-|:-|\n|Delegated (work or school account)|To be decided|\n\
         |Delegated (personal Microsoft account)||\n|Application|Gadgets.Read.All, Gadgets and so on|\n|gadget|Gadgets.Read.All|\n",
    ));
    assert_snapshot!(lines(&facts.permissions), @"Application: Gadgets.Read.All");
    assert_snapshot!(docgen_tests::render::findings_of(&found, &["unread-permissions"]), @"
    v1.0/api/x.md:13: unread-permissions: permissions `To be decided`; what could not be read of them is left out
    v1.0/api/x.md:14: unread-permissions: no permissions in a row; what could not be read of them is left out
    v1.0/api/x.md:15: unread-permissions: permissions `Gadgets.Read.All, Gadgets and so on`; what could not be read of them is left out
    v1.0/api/x.md:16: unread-permissions: permissions `gadget | Gadgets.Read.All`; what could not be read of them is left out
    ");
}

/// The model of a sandbox in which a page includes two files.
fn included(includes: &[(&str, &str)]) -> (Ir, String) {
    let sandbox = Sandbox::empty();
    let page = "# List gadgets\n\nNamespace: microsoft.graph\n\nLists gadgets.\n\n\
        [!INCLUDE [national-cloud-support](../../includes/global-us.md)]\n\n## Permissions\n\n\
        [!INCLUDE [permissions-table](../includes/permissions/gadget-list-permissions.md)]\n\n## HTTP request\n\n```http\nGET /gadgets\n```\n";
    sandbox.write("docs/v1.0/api/gadget-list.md", page);
    sandbox.write("docs/v1.0/resources/gadget.md", docgen_tests::RESOURCE);
    for (path, text) in includes {
        sandbox.write(&format!("docs/{path}"), text);
    }
    let mut reading = pipeline::read(&sandbox.path("docs"), &|_| {}).unwrap();
    (reading.versions.remove(0), docgen_tests::render::findings(&reading.diagnostics))
}

#[test]
fn a_table_in_an_include() {
    let table = "---\ndescription: \"Made by a tool.\"\n---\n\n|Permission type|Least privileged permission|Higher privileged permissions|\n|:-|:-|:-|\n\
                 |Delegated (work or school account)|Gadgets.Read|Gadgets.ReadWrite|\n";
    let clouds = "|Global service|US Government L4|US Government L5 (DOD)|China operated by 21Vianet|\n|:-:|:-:|:-:|:-:|\n|✅|✅|✅|❌|\n";
    let (ir, found) =
        included(&[("v1.0/includes/permissions/gadget-list-permissions.md", table), ("includes/global-us.md", clouds)]);
    assert_snapshot!(lines(&ir.operations[0].permissions), @"DelegatedWork: Gadgets.Read, Gadgets.ReadWrite");
    assert_snapshot!(ir.operations[0].clouds.join("\n"), @"
    Global service
    US Government L4
    US Government L5 (DOD)
    ");
    assert_eq!(found, "");
}

#[test]
fn an_include_that_is_not_there_is_reported() {
    let (ir, found) = included(&[]);
    assert!(ir.operations[0].permissions.is_empty());
    assert_snapshot!(found, @"
    v1.0/api/gadget-list.md:7: missing-include: no file `includes/global-us.md` in the docs; what it holds is missing from the docs of the endpoint
    v1.0/api/gadget-list.md:11: missing-include: no file `v1.0/includes/permissions/gadget-list-permissions.md` in the docs; what it holds is missing from the docs of the endpoint
    ");
}
