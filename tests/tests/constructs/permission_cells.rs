//! What the cells of permission tables say: which permissions are needed together, which of them any one is enough, and
//! for which objects.

use docgen_tests::render::findings_of;
use docgen_tests::stages::{api, operation_facts};
use insta::assert_snapshot;
use msgraph_docgen::model::Permissions;

fn sets(row: &Permissions) -> String {
    let sets: Vec<String> = row.alternatives.iter().map(|names| names.join("+")).collect();
    if sets.is_empty() { "not supported".to_owned() } else { sets.join(" | ") }
}

/// What a cell says, each scenario on a line, and that a part of it could not be read.
fn read(cell: &str) -> String {
    let table = format!("## Permissions\n\n|Permission type|Permissions|\n|:-|:-|\n|Application|{cell}|\n");
    let (facts, found) = operation_facts(&api("GET /gadgets", &table));
    let mut lines: Vec<String> = Vec::new();
    for row in &facts.permissions {
        let scenario = row.scenario.as_ref().map(|s| format!("{s}: ")).unwrap_or_default();
        lines.push(format!("{scenario}{}", sets(row)));
    }
    if !findings_of(&found, &["unread-permissions"]).is_empty() {
        lines.push("unread".to_owned());
    }
    lines.join("\n")
}

#[test]
fn and_binds_tighter_than_the_comma_and_plus_looser() {
    let cells = [
        ("A.Read", "A.Read"),
        ("A.Read, A.Write", "A.Read | A.Write"),
        ("A.Read and B.Read", "A.Read+B.Read"),
        ("A.Read and B.Read, A.Write", "A.Read+B.Read | A.Write"),
        ("A.Read, A.Write and B.Write", "A.Read | A.Write+B.Write"),
        ("A.Read and B.Read, A.Write and B.Write", "A.Read+B.Read | A.Write+B.Write"),
        ("A.Read and B.Read and C.Read", "A.Read+B.Read+C.Read"),
        ("A.Read or A.Write", "A.Read | A.Write"),
        ("A.Read, A.Write, or B.Write", "A.Read | A.Write | B.Write"),
        ("A.Read, A.Write or B.Read and C.Read", "A.Read | A.Write | B.Read+C.Read"),
        ("A.Read plus B.Read", "A.Read+B.Read"),
        ("A.Read, A.Write plus B.Read", "A.Read+B.Read | A.Write+B.Read"),
        ("One from A.Read, A.Write plus B.Read", "A.Read+B.Read | A.Write+B.Read"),
        (
            "One from A.Read, A.Write plus either B.Read or C.Read",
            "A.Read+B.Read | A.Read+C.Read | A.Write+B.Read | A.Write+C.Read",
        ),
        ("A.Read and either B.Read or C.Read", "A.Read+B.Read | A.Read+C.Read"),
    ];
    for (cell, said) in cells {
        assert_eq!(read(cell), said, "{cell}");
    }
}

#[test]
fn a_list_is_what_the_word_before_its_last_item_makes_it() {
    assert_eq!(read("A.Read, B.Read, and C.Read"), "A.Read+B.Read+C.Read");
    assert_eq!(read("A.Read, B.Read, or C.Read"), "A.Read | B.Read | C.Read");
    // Which of these belong together is anybody's guess.
    for cell in ["A.Read and B.Read, C.Read, and D.Read", "A.Read, and B.Read, C.Read", "A.Read or B.Read, and C.Read"]
    {
        assert_eq!(read(cell), "unread", "{cell}");
    }
}

#[test]
fn marks_and_slips_of_the_pen_mean_nothing() {
    let cells = [
        ("A.Read*, A.Write.", "A.Read | A.Write"),
        ("A.Read.All* and A.Write.All", "A.Read.All+A.Write.All"),
        ("A.Read, , A.Write,", "A.Read | A.Write"),
        ("A.Read A.Write", "A.Read | A.Write"),
        ("A.Read`, `A.Write`", "A.Read | A.Write"),
        ("`A.Read` and **A.Write**", "A.Read+A.Write"),
        ("A.Read, A.Write, A.Read", "A.Read | A.Write"),
        ("A.Read and B.Read, B.Read and A.Read", "A.Read+B.Read"),
        ("A.Read (preview), A.Write", "A.Read | A.Write"),
        ("A.Read,<br>A.Write <br/>B.Read", "A.Read | A.Write | B.Read"),
        ("A.Read<br>and B.Read", "A.Read+B.Read"),
    ];
    for (cell, said) in cells {
        assert_eq!(read(cell), said, "{cell}");
    }
}

#[test]
fn words_beside_a_permission_make_it_unread_and_those_beside_it_stay() {
    let cells = [
        ("The role of a keeper or A.Read (see above).", "A.Read\nunread"),
        ("A.Read, B ReadWrite.All", "A.Read\nunread"),
        ("A.Read and a licence", "unread"),
        ("A.Read, as agreed plus B.Read", "A.Read+B.Read\nunread"),
        ("TODO: ask the team", "unread"),
    ];
    for (cell, said) in cells {
        assert_eq!(read(cell), said, "{cell}");
    }
}

#[test]
fn not_supported_in_the_words_of_all_languages() {
    let words = [
        "Not supported.",
        "Not Supported",
        "None.",
        "n/a",
        "Not applicable",
        "Not available.",
        "**Not supported.**",
        "Nicht unterstützt",
        "Non pris en charge.",
        "No admitida",
        "Sem suporte.",
        "Не поддерживается.",
        "サポートされていません。",
        "不支持。",
    ];
    for word in words {
        assert_eq!(read(word), "not supported", "{word}");
    }
}

#[test]
fn joints_in_the_words_of_all_languages() {
    for and in ["und", "et", "y", "e", "и", "と", "および", "和"] {
        assert_eq!(read(&format!("A.Read {and} B.Read, C.Read")), "A.Read+B.Read | C.Read", "{and}");
    }
    for or in ["oder", "ou", "o", "или", "または", "或"] {
        assert_eq!(read(&format!("A.Read {or} B.Read")), "A.Read | B.Read", "{or}");
    }
    assert_eq!(read("A.Read、B.Read"), "A.Read | B.Read");
    assert_eq!(read("A.Read和B.Read"), "A.Read+B.Read");
}

#[test]
fn what_is_said_for_an_object_is_a_scenario() {
    assert_snapshot!(read("For **lamp** resource:<br/>Lamp.Read, Lamp.Write<br /><br />For **desk** resource:<br />Desk.Read"), @"
    For lamp resource: Lamp.Read | Lamp.Write
    For desk resource: Desk.Read
    ");
    assert_snapshot!(read("For lamp: Lamp.Read and Room.Read, Room.Write<br>For desk: Not supported."), @"
    For lamp: Lamp.Read+Room.Read | Room.Write
    For desk: not supported
    ");
    assert_snapshot!(read("In halls: Hall.Write<br/>In rooms: Room.Write*, Room.All"), @"
    In halls: Hall.Write
    In rooms: Room.Write | Room.All
    ");
    // A line that ends open, or begins as one that goes on, is of the object before it.
    for broken in ["Lamp.Read,<br>Lamp.Write", "Lamp.Read<br>or Lamp.Write"] {
        assert_eq!(
            read(&format!("For lamp: {broken}<br>For desk: Desk.Read")),
            "For lamp: Lamp.Read | Lamp.Write\nFor desk: Desk.Read",
            "{broken}"
        );
    }
    assert_snapshot!(read("Lamp.Write for a lamp.</br>Desk.Write for a desk."), @"
    for a lamp: Lamp.Write
    for a desk: Desk.Write
    ");
}

#[test]
fn what_is_needed_besides_is_needed_with_each_of_the_others() {
    assert_snapshot!(read("Lamp.Read, Lamp.Write<br>And:<br><ul><li>If it hangs in a hall: Hall.Read</li><li>If it stands on a desk: Desk.Read, Desk.Write</li></ul>All.Read"), @"
    Lamp.Read | Lamp.Write | All.Read
    If it hangs in a hall: Lamp.Read+Hall.Read | Lamp.Write+Hall.Read | All.Read
    If it stands on a desk: Lamp.Read+Desk.Read | Lamp.Read+Desk.Write | Lamp.Write+Desk.Read | Lamp.Write+Desk.Write | All.Read
    ");
}

#[test]
fn what_a_row_says_in_general_it_says_for_each_object_of_another_row() {
    let table = "## Permissions\n\n|Permission type|Permissions|\n|:-|:-|\n\
        |Delegated (work or school account)|Photo of the **lamp**:<br>Lamp.Read<br>For **desk** resource:<br>Desk.Read|\n\
        |Delegated (personal Microsoft account)|Not supported.|\n|Application|For **lamp** resource:<br>Lamp.Read.All|\n";
    let facts = operation_facts(&api("GET /gadgets", table)).0;
    let lines: Vec<String> = facts
        .permissions
        .iter()
        .map(|p| format!("{:?} ({}): {}", p.kind, p.scenario.as_deref().unwrap_or_default(), sets(p)))
        .collect();
    assert_snapshot!(lines.join("\n"), @"
    DelegatedWork (Photo of the lamp): Lamp.Read
    DelegatedPersonal (Photo of the lamp): not supported
    Application (Photo of the lamp): Lamp.Read.All
    DelegatedWork (For desk resource): Desk.Read
    DelegatedPersonal (For desk resource): not supported
    ");
}

#[test]
fn plus_does_not_multiply_without_end() {
    let list = (0..30).map(|i| format!("A{i}.Read, B{i}.Read")).collect::<Vec<_>>().join(" plus ");
    assert_eq!(read(&list), "unread");
}
