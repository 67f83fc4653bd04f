//! The least that ten programs need, worked out by hand from the tables of the pages that their calls are documented on.

use docgen_tests::Sandbox;
use docgen_tests::program::workspace;
use serde_json::Value;

/// A program, and the least that it needs of each kind, with how many of its endpoints do not support the kind.
struct Program {
    source: &'static str,
    work: (&'static str, usize),
    personal: (&'static str, usize),
    application: (&'static str, usize),
}

fn assert_needs(program: &Program) {
    let sandbox = Sandbox::empty();
    sandbox.write("src/main.rs", program.source);
    let docs = workspace().join("docs-input").display().to_string();
    let json = sandbox.done(&["permissions", "--from-source", "src", "--format", "json", "--docs", &docs]).out;
    let answer: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(answer.get("unknown"), None, "{}", program.source);
    let needed = answer["kinds"].as_array().unwrap().iter().map(|least| {
        let names = least["permissions"].as_array().unwrap().iter().map(|needed| needed["name"].as_str().unwrap());
        assert_eq!(least["undocumented"], serde_json::json!([]), "{}", program.source);
        (names.collect::<Vec<_>>().join(" "), least["unsupported"].as_array().unwrap().len())
    });
    let expected =
        [program.work, program.personal, program.application].map(|(names, count)| (names.to_owned(), count));
    assert_eq!(needed.collect::<Vec<_>>(), expected, "{}", program.source);
}

#[test]
fn what_one_call_needs_anyway_is_enough_for_another() {
    // user-list would do with User.ReadBasic.All, user-delta takes User.Read.All at least, and so does user-list.
    assert_needs(&Program {
        source: r#"
            use msgraph::v1::{groups::members, users};
            fn main() {
                let (changes, all) = (users::delta(), users::list().top(5));
                let of_group = members::list("g");
                let users_of_group = members::as_user::list("g");
            }"#,
        work: ("GroupMember.Read.All User.Read.All", 0),
        personal: ("", 4),
        application: ("GroupMember.Read.All User.Read.All", 0),
    });
}

#[test]
fn what_writes_does_not_read_where_no_page_says_so() {
    // group-post-members and group-delete-members: GroupMember.ReadWrite.All, which group-list-members does not name.
    assert_needs(&Program {
        source: r#"
            use msgraph::v1::groups;
            fn main() {
                groups::members::add_ref("g", &reference);
                ids.iter().map(|id| groups::members::remove_ref("g", id));
                groups::members::list("g");
            }"#,
        work: ("GroupMember.Read.All GroupMember.ReadWrite.All", 0),
        personal: ("", 3),
        application: ("GroupMember.Read.All GroupMember.ReadWrite.All", 0),
    });
}

#[test]
fn a_permission_far_to_the_right_counts_where_it_is_needed_anyway() {
    // message-delete takes Mail.ReadWrite alone, the last of three for user-list-messages.
    assert_needs(&Program {
        source: r#"
            mod mail { pub use msgraph::v1::{me::{messages as inbox, send_mail}, users}; }
            fn main() {
                mail::inbox::list();
                self::mail::users::messages::delete("ines@adatum.example", "m");
                mail::send_mail(&letter);
            }"#,
        work: ("Mail.ReadWrite Mail.Send", 0),
        personal: ("Mail.ReadWrite Mail.Send", 0),
        application: ("Mail.ReadWrite Mail.Send", 0),
    });
}

#[test]
fn one_permission_in_common_is_all_that_is_needed() {
    // Mail.Read is the second for user-list-messages, and the only one for subscription-post-subscriptions.
    assert_needs(&Program {
        source: r#"
            use msgraph::v1::*;
            fn main() {
                let lists = vec![users::messages::list("u").into_http(), me::mail_folders::messages::list("f").into_http()];
                subscriptions::create(&subscription);
            }"#,
        work: ("Mail.Read", 0),
        personal: ("Mail.Read", 0),
        application: ("Mail.Read", 0),
    });
}

#[test]
fn of_two_that_would_do_the_less_privileged_is_taken() {
    // For apps, driveitem-createuploadsession takes Sites.ReadWrite.All alone, which does for driveitem-copy as well;
    // what is left, driveitem-list-children and driveitem-get-content, takes Files.Read.All at least.
    assert_needs(&Program {
        source: r#"
            use msgraph::v1::{drives, me::drive::{self, items}};
            fn main() {
                items::children::list("i");
                drive::root::by_path::content::get("Budget.xlsx");
                items::copy::<&CopyBody>("i", &body);
                drives::items::create_upload_session("d", "i", &session);
            }"#,
        work: ("Files.ReadWrite", 0),
        personal: ("Files.ReadWrite", 0),
        application: ("Files.Read.All Sites.ReadWrite.All", 0),
    });
}

#[test]
fn tables_from_most_to_least_are_read_from_their_end() {
    // intune-devices-manageddevice-get says so of its table.
    assert_needs(&Program {
        source: r#"
            use msgraph::v1::{device_management::managed_devices, users};
            async fn run() {
                let (all, one) = tokio::join!(client.send(managed_devices::list()), client.send(managed_devices::get("d")));
                managed_devices::sync_device("d");
                users::get("u").select(["id"]);
            }"#,
        work: (
            "DeviceManagementManagedDevices.PrivilegedOperations.All DeviceManagementManagedDevices.Read.All User.Read",
            0,
        ),
        personal: ("User.Read", 3),
        application: (
            "DeviceManagementManagedDevices.PrivilegedOperations.All DeviceManagementManagedDevices.Read.All User.Read.All",
            0,
        ),
    });
}

#[test]
fn higher_privileges_in_a_column_of_their_own_count() {
    // user-update's included table has DeviceManagementManagedDevices.ReadWrite.All, needed here anyway, among the higher
    // ones; a personal account knows User.ReadWrite only.
    assert_needs(&Program {
        source: r#"
            use msgraph as graph;
            use graph::v1::{device_management as intune, users};
            fn main() {
                intune::managed_devices::update("d", &device);
                intune::managed_devices::wipe("d", &wipe);
                intune::device_management_partners::list();
                intune::device_management_partners::update("p", &partner);
                users::update("u", &user);
            }"#,
        work: (
            "DeviceManagementManagedDevices.PrivilegedOperations.All DeviceManagementManagedDevices.ReadWrite.All \
             DeviceManagementServiceConfig.ReadWrite.All",
            0,
        ),
        personal: ("User.ReadWrite", 4),
        application: (
            "DeviceManagementManagedDevices.PrivilegedOperations.All DeviceManagementManagedDevices.ReadWrite.All \
             DeviceManagementServiceConfig.ReadWrite.All",
            0,
        ),
    });
}

#[test]
fn four_small_permissions_are_less_than_two_great_ones() {
    // Chat.ReadWrite and Group.ReadWrite.All would do for all of them.
    assert_needs(&Program {
        source: r#"
            use msgraph::v1::{chats, teams};
            fn main() {
                chats::list();
                chats::messages::list("c");
                chats::messages::create("c", &message);
                teams::channels::messages::replies::create("t", "c", "m", &reply);
                teams::archive("t", &());
            }"#,
        work: ("ChannelMessage.Send Chat.Read ChatMessage.Send TeamSettings.ReadWrite.All", 0),
        personal: ("", 5),
        application: ("Chat.Read.All TeamSettings.ReadWrite.All", 3),
    });
}

#[test]
fn what_is_needed_together_is_left_out_together() {
    // directoryobject-checkmembergroups: User.ReadBasic.All and GroupMember.Read.All, or Directory.Read.All, which is all
    // that directoryobject-getbyids takes; user-getmembergroups names it for users, and not for apps.
    assert_needs(&Program {
        source: r#"
            use msgraph::v1::{directory_objects, me, users};
            fn main() {
                users::check_member_groups("u", &ids);
                me::get_member_groups(&only_security);
                directory_objects::get_by_ids(&ids);
            }"#,
        work: ("Directory.Read.All", 0),
        personal: ("", 3),
        application: ("Directory.Read.All GroupMember.Read.All", 0),
    });
}

#[test]
fn calls_that_have_nothing_in_common_need_one_each() {
    // search-query names five that do for what is searched, of which the first is the least.
    assert_needs(&Program {
        source: r#"
            use msgraph::v1::{communications, me::photo, print::printers, reports, search};
            fn main() {
                reports::get_email_activity_user_detail("2024-05-01");
                printers::create(&printer);
                photo::set_value(bytes);
                communications::get_presences_by_user_id(&ids);
                search::query(&words);
            }"#,
        work: ("Mail.Read Presence.Read.All Printer.Create Reports.Read.All User.ReadWrite", 0),
        personal: ("", 5),
        application: ("Reports.Read.All User.ReadWrite.All", 3),
    });
}
