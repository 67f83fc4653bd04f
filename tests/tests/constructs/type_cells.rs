//! The spellings of a type cell.

use std::fmt::Write;

use docgen_tests::render;
use docgen_tests::stages::{resource, type_facts};
use insta::assert_snapshot;

/// Each cell with what it was read as.
fn read(cells: &[&str]) -> String {
    let mut out = String::new();
    for text in cells {
        let page = resource("gadget", &[&format!("|part|{text}|What it is made of.|")]);
        let (facts, _) = type_facts(&format!("{page}\n[identitySet]: identityset.md\n"));
        let [row] = facts.rows.as_slice() else { panic!("{text}: {:?}", facts.rows) };
        let _ = writeln!(out, "{text} -> {}", render::cell(&row.ty));
    }
    out
}

#[test]
fn a_primitive_in_any_spelling() {
    assert_snapshot!(read(&[
        "String", "string", "`string`", "**String**", "Edm.String", "Boolean", "bool", "Edm.Int32", "int", "Int64", "Double",
        "numeric", "GUID", "Guid", "datetime", "DateTimeOffset", "Date", "TimeOfDay", "Duration", "Binary", "Stream",
    ]), @"
    String -> Edm.String
    string -> Edm.String
    `string` -> Edm.String
    **String** -> Edm.String
    Edm.String -> Edm.String
    Boolean -> Edm.Boolean
    bool -> Edm.Boolean
    Edm.Int32 -> Edm.Int32
    int -> Edm.Int32
    Int64 -> Edm.Int64
    Double -> Edm.Double
    numeric -> Edm.Decimal
    GUID -> Edm.Guid
    Guid -> Edm.Guid
    datetime -> Edm.DateTimeOffset
    DateTimeOffset -> Edm.DateTimeOffset
    Date -> Edm.Date
    TimeOfDay -> Edm.TimeOfDay
    Duration -> Edm.Duration
    Binary -> Edm.Binary
    Stream -> Edm.Stream
    ");
}

#[test]
fn a_remark_beside_a_primitive_is_no_part_of_it() {
    assert_snapshot!(read(&[
        "string (url)", "String (identifier)", "string, maximum size 20", "String (required)", "Int32 (read-only)",
        "String (timestamp)", "[DateTimeOffset](timestamp.md)",
    ]), @"
    string (url) -> Edm.String
    String (identifier) -> Edm.String
    string, maximum size 20 -> Edm.String
    String (required) -> Edm.String
    Int32 (read-only) -> Edm.Int32
    String (timestamp) -> Edm.DateTimeOffset
    [DateTimeOffset](timestamp.md) -> Edm.DateTimeOffset
    ");
}

#[test]
fn a_collection_in_any_spelling() {
    assert_snapshot!(read(&[
        "String collection", "string collection", "Collection(String)", "Collection(Edm.Guid)", "collection of String",
        "[part](part.md) collection", "Collection([part](part.md))", "[part](part.md)[]", "[part collection](part.md)",
        "Array of [part](part.md)", "part collection", "Collection(part)",
    ]), @"
    String collection -> Collection(Edm.String)
    string collection -> Collection(Edm.String)
    Collection(String) -> Collection(Edm.String)
    Collection(Edm.Guid) -> Collection(Edm.Guid)
    collection of String -> Collection(Edm.String)
    [part](part.md) collection -> Collection(part (part.md))
    Collection([part](part.md)) -> Collection(part (part.md))
    [part](part.md)[] -> Collection(part (part.md))
    [part collection](part.md) -> Collection(part (part.md))
    Array of [part](part.md) -> Collection(part (part.md))
    part collection -> Collection(part)
    Collection(part) -> Collection(part)
    ");
}

#[test]
fn a_name_with_its_link() {
    assert_snapshot!(read(&[
        "[part](part.md)", "[part](../resources/Part.md)", "[`part`](part.md)", "[microsoft.graph.part](part.md)",
        "[partState](#partstate-values)", "[identitySet][]", "[identitySet]", "[part](https://example.com/part)",
    ]), @"
    [part](part.md) -> part (part.md)
    [part](../resources/Part.md) -> part (../resources/Part.md)
    [`part`](part.md) -> part (part.md)
    [microsoft.graph.part](part.md) -> microsoft.graph.part (part.md)
    [partState](#partstate-values) -> partState (#partstate-values)
    [identitySet][] -> identitySet (identityset.md)
    [identitySet] -> identitySet (identityset.md)
    [part](https://example.com/part) -> part
    ");
}

#[test]
fn a_name_without_a_link() {
    assert_snapshot!(read(&["partState", "microsoft.graph.part", "#microsoft.graph.part", "[partState]", "`partState`"]), @"
    partState -> partState
    microsoft.graph.part -> microsoft.graph.part
    #microsoft.graph.part -> microsoft.graph.part
    [partState] -> partState
    `partState` -> partState
    ");
}

#[test]
fn a_name_that_holds_the_name_of_a_primitive_stays_a_name() {
    assert_snapshot!(read(&[
        "bucketAggregationDefinition", "stringKeyStringValuePair", "[roleScopeTag](rolescopetag.md)", "dateRange",
        "[timeSlot](timeslot.md) collection", "intuneBrand", "[todoTaskList](todotasklist.md)", "siteCollection",
    ]), @"
    bucketAggregationDefinition -> bucketAggregationDefinition
    stringKeyStringValuePair -> stringKeyStringValuePair
    [roleScopeTag](rolescopetag.md) -> roleScopeTag (rolescopetag.md)
    dateRange -> dateRange
    [timeSlot](timeslot.md) collection -> Collection(timeSlot (timeslot.md))
    intuneBrand -> intuneBrand
    [todoTaskList](todotasklist.md) -> todoTaskList (todotasklist.md)
    siteCollection -> siteCollection
    ");
}

#[test]
fn a_cell_that_names_several_types() {
    assert_snapshot!(read(&[
        "[part](part.md) or [widget](widget.md)", "[part](part.md), [widget](widget.md)", "String or Int32", "String/String",
    ]), @"
    [part](part.md) or [widget](widget.md) -> part (part.md) or widget (widget.md)
    [part](part.md), [widget](widget.md) -> part (part.md) or widget (widget.md)
    String or Int32 -> Edm.Untyped
    String/String -> Edm.String
    ");
}

#[test]
fn a_cell_that_names_nothing_leaves_the_type_open() {
    assert_snapshot!(read(&["", " ", "see below for what it may hold", "-"]), @"
     -> ?
      -> ?
    see below for what it may hold -> ?
    - -> ?
    ");
}
