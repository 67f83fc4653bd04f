//! Permission tables and national clouds, on the page and in includes.

use docgen_tests::Sandbox;
use docgen_tests::stages::{api, operation_facts};
use insta::assert_snapshot;
use msgraph_docgen::extract::OperationFacts;
use msgraph_docgen::ir::{Ir, Permissions};
use msgraph_docgen::pipeline;

fn lines(permissions: &[Permissions]) -> String {
    let one = |p: &Permissions| {
        let scenario = p.scenario.as_ref().map(|s| format!(" ({s})")).unwrap_or_default();
        format!("{:?}{scenario}: {}\n", p.kind, p.names.join(", "))
    };
    permissions.iter().map(one).collect()
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
