//! Rows of property, relationship and parameter tables.

use std::collections::HashMap;

use super::facts::{PropertyRow, TypeExpr};
use super::rules::{REQUIRED, description, primitive};
use super::{Context, bases, property_facts, type_cell, values};
use crate::diagnostic::{Code, Diagnostic};
use crate::page::{Inline, Row, Style, Table};

/// Which column of a table says what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Columns {
    name: usize,
    ty: Option<usize>,
    description: Option<usize>,
    required: Option<usize>,
}

/// How the header of a column begins that names a table's rows, in lower case, in the languages of the docs.
pub const PROPERTY: &[&str] = &[
    "property",
    "properties",
    "属性",
    "プロパティ",
    "eigenschaft",
    "propriété",
    "propiedad",
    "propriedade",
    "свойство",
];
pub const RELATIONSHIP: &[&str] = &[
    "relationship",
    "navigation",
    "关系",
    "リレーションシップ",
    "関係",
    "beziehung",
    "relation",
    "relación",
    "relação",
    "relacionamento",
    "связь",
    "отношение",
];
pub const PARAMETER: &[&str] =
    &["parameter", "参数", "パラメーター", "paramètre", "parámetro", "parâmetro", "параметр"];
/// Headers of the same column that say less.
const NAME_HEADERS: &[&str] = &["name", "field", "attribute", "名称", "名前", "nom", "nombre", "nome", "имя"];
const TYPE_HEADERS: &[&str] = &[
    "type",
    "data type",
    "value type",
    "类型",
    "数据类型",
    "種類",
    "型",
    "データ型",
    "typ",
    "datentyp",
    "tipo",
    "тип",
];
const DESCRIPTION_HEADERS: &[&str] =
    &["description", "说明", "描述", "説明", "beschreibung", "descripción", "descrição", "описание", "details"];
/// What stands before the word in "Query parameter" and the like.
const OF_PARAMETERS: &[&str] = &["query", "path", "function", "url", "required", "optional"];
const REQUIRED_HEADERS: &[&str] = &["required", "是否必需", "必需", "必須", "erforderlich", "requis", "obligatorio"];

fn columns(header: &[Inline<'_>]) -> Option<Columns> {
    let texts: Vec<String> = header.iter().map(|c| c.plain().to_lowercase()).collect();
    let find =
        |names: &[&str]| texts.iter().position(|t| names.contains(&t.trim_matches(|c: char| !c.is_alphanumeric())));
    let of_rows = |text: &String| {
        let text = text.trim_matches(|c: char| !c.is_alphanumeric());
        let of_parameters = OF_PARAMETERS.iter().find_map(|word| text.strip_prefix(word)?.strip_prefix([' ', '-']));
        let text = of_parameters.unwrap_or(text).trim_start();
        let rest = [PROPERTY, RELATIONSHIP, PARAMETER].into_iter().flatten().find_map(|word| text.strip_prefix(word));
        rest.is_some_and(|rest| ["", "s", "name", "property", "名", "名称"].contains(&rest.trim()))
    };
    Some(Columns {
        name: texts.iter().position(of_rows).or_else(|| find(NAME_HEADERS))?,
        ty: find(TYPE_HEADERS),
        description: find(DESCRIPTION_HEADERS).or_else(|| find(&["value"])),
        required: find(REQUIRED_HEADERS),
    })
}

/// Whether a table lists properties or parameters with their types.
pub fn is_typed(table: &Table<'_>) -> bool {
    columns(&table.header).is_some_and(|c| c.ty.is_some())
}

/// The columns of a table under a heading on parameters: their names come first, whatever the header calls them, where their
/// types follow.
fn columns_of_parameters(header: &[Inline<'_>]) -> Option<Columns> {
    columns(header).or_else(|| {
        let is_one_of =
            |cell: &Inline<'_>, names: &[&str]| names.contains(&cell.plain().trim().to_lowercase().as_str());
        let find = |names: &[&str]| header.iter().position(|cell| is_one_of(cell, names));
        let ty = find(TYPE_HEADERS).filter(|at| *at > 0)?;
        Some(Columns {
            name: 0,
            ty: Some(ty),
            description: find(DESCRIPTION_HEADERS),
            required: find(REQUIRED_HEADERS),
        })
    })
}

/// Reads a table of parameters.
pub fn parse_parameters(table: &Table<'_>, context: &mut Context<'_>) -> Vec<PropertyRow> {
    columns_of_parameters(&table.header).map_or_else(Vec::new, |columns| read(table, columns, false, context))
}

/// Whether a table under a heading on parameters lists them: with their types, or by its header.
pub fn lists_parameters(table: &Table<'_>) -> bool {
    columns_of_parameters(&table.header).is_some_and(|c| {
        let header = table.header.first().map(|c| c.plain().to_lowercase()).unwrap_or_default();
        let names_them = PARAMETER.iter().any(|word| header.contains(word));
        c.ty.is_some() || names_them || types_under_value(table, c).is_some()
    })
}

/// Whether the table's first header is one of `names` (in lower case).
pub fn begins_with(table: &Table<'_>, names: &[&str]) -> bool {
    table.header.first().is_some_and(|c| names.iter().any(|n| c.plain().to_lowercase().starts_with(n)))
}

/// Reads a table's rows. `lenient` takes the columns by position when the header is in another language.
pub fn parse(table: &Table<'_>, navigation: bool, lenient: bool, context: &mut Context<'_>) -> Vec<PropertyRow> {
    let by_position = || Columns {
        name: 0,
        ty: (table.header.len() > 1).then_some(1),
        description: (table.header.len() > 2).then_some(2),
        required: None,
    };
    // `|Method|Return Type|Description|` above properties was copied from another table.
    let foreign = table.header.first().is_none_or(|c| c.is_empty() || !c.plain().is_ascii())
        || table.header.get(1).is_some_and(|c| c.plain().trim().eq_ignore_ascii_case("return type"));
    let Some(columns) = columns(&table.header).or_else(|| (lenient && foreign).then(by_position)) else {
        return Vec::new();
    };
    read(table, columns, navigation, context)
}

fn read(table: &Table<'_>, columns: Columns, navigation: bool, context: &mut Context<'_>) -> Vec<PropertyRow> {
    let columns = types_under_value(table, columns).unwrap_or(columns);
    let mut rows: Vec<PropertyRow> = Vec::new();
    let mut lines: HashMap<String, u32> = HashMap::new();
    for row in &table.rows {
        let Some(parsed) = parse_row(row, columns, navigation, context) else { continue };
        match lines.get(&parsed.name) {
            Some(first) => {
                let place = context.at_line(parsed.line);
                let first = context.at_line(*first);
                let found = format!("`{}` stands in this table twice", parsed.name);
                context.report(
                    Diagnostic::new(Code::DuplicateProperty, place, found, "the first row counts").with_related(first),
                );
            }
            None => {
                lines.insert(parsed.name.clone(), parsed.line);
                rows.push(parsed);
            }
        }
    }
    rows
}

/// `|Name|Value|Description|`, where the values of all rows are names of types.
fn types_under_value(table: &Table<'_>, columns: Columns) -> Option<Columns> {
    let is_value = |cell: &Inline<'_>| cell.plain().trim().eq_ignore_ascii_case("value");
    let value = table.header.iter().position(is_value).filter(|_| columns.ty.is_none())?;
    let names_type = |row: &Row<'_>| {
        row.cells.get(value).is_some_and(|cell| {
            primitive(&cell.plain()).is_some() || cell.links().any(|(text, to)| type_cell::is_type_link(text, to))
        })
    };
    let holds_types = table.header.len() > value + 1 && table.rows.iter().all(names_type);
    holds_types.then_some(Columns { ty: Some(value), description: Some(value + 1), ..columns })
}

fn parse_row(row: &Row<'_>, columns: Columns, navigation: bool, context: &mut Context<'_>) -> Option<PropertyRow> {
    let cell = |index: Option<usize>| index.and_then(|i| row.cells.get(i));
    let name_cell = row.cells.get(columns.name)?;
    let Some(name) = property_name(name_cell) else {
        report_nameless(row, name_cell, context);
        return None;
    };
    let empty = Inline::default();
    let ty_cell = cell(columns.ty).unwrap_or(&empty);
    let offset = if ty_cell.offset > 0 { ty_cell.offset } else { name_cell.offset };
    let column = context.lines.column(offset);
    let description_cell = cell(columns.description).unwrap_or(&empty);
    // A bold name without type and description heads a group of rows.
    let bold = name_cell.spans.iter().any(|s| s.style == Style::Strong);
    let capital = name.starts_with(|c: char| c.is_ascii_uppercase());
    if bold && columns.ty.is_some() && ty_cell.is_empty() && (capital || description_cell.is_empty()) {
        return None;
    }
    let description = description(description_cell);
    let required = match cell(columns.required) {
        Some(cell) => matches!(cell.plain().to_lowercase().as_str(), "yes" | "y" | "true" | "required" | "是"),
        None => description.to_lowercase().contains("required.") || description.starts_with("Required"),
    };
    let mut ty = type_cell::parse(ty_cell, row.line, column);
    if let TypeExpr::Names(names) = &mut ty.expr {
        // `|photo|[photo](profilephoto.md)|`: the text repeats the property's name, and the target names the type.
        names.iter_mut().filter(|n| n.text == name).for_each(|n| n.in_prose = true);
    }
    // `|id|string|` below the header `Relationship`, as `presence` has it: what relates leads to an entity.
    let navigation = navigation && !matches!(ty.expr, TypeExpr::Primitive(_));
    Some(PropertyRow {
        name,
        line: row.line,
        column,
        ty,
        navigation,
        required,
        facts: property_facts(&name_cell.plain(), &description),
        description,
        values: values::parse(description_cell),
        inherited_from: bases::parse(description_cell, context),
    })
}

/// Whether the row says that the property must be given: in a sentence of its own, or in a column.
pub fn says_required(row: &PropertyRow) -> bool {
    states_required(&row.description) || row.required && !row.description.to_lowercase().contains("required")
}

/// Whether a description says so in a sentence of its own.
pub fn states_required(description: &str) -> bool {
    REQUIRED.is_match(description)
}

/// The name without marks such as `**`, "(deprecated)" and footnote stars; `None` for anything but a name.
fn property_name(cell: &Inline<'_>) -> Option<String> {
    let text = cell.plain();
    let text =
        text.trim_matches(|c: char| matches!(c, '*' | '`' | '"' | '\'' | '\u{200b}' | '\u{feff}') || c.is_whitespace());
    let name = text.split([' ', '(', '\u{a0}', '[', '<']).next()?.trim_end_matches(['*', ',', ':', '`', '†']);
    let rest = &text[name.len()..].trim();
    let is_remark = rest.is_empty()
        || rest.starts_with(['(', '*', '[', ',', ':', '<', '`'])
        || rest.split_whitespace().count() <= 1;
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '@'));
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '@' | '-' | '#'));
    (is_remark && begins && plain && name.len() <= 200).then(|| name.to_owned())
}

fn report_nameless(row: &Row<'_>, name: &Inline<'_>, context: &mut Context<'_>) {
    let text = name.plain();
    let says_none = ["", "none", "none.", "n/a", "-", "无", "…", "..."].contains(&text.trim().to_lowercase().as_str());
    let others_empty = row.cells.iter().filter(|c| !c.is_empty()).count() <= 1;
    let heads_group = name.spans.iter().any(|s| s.style == Style::Strong) && others_empty;
    if says_none || heads_group {
        return;
    }
    let place = context.place(name.offset);
    let found = format!("a row that names no property: `{}`", text.chars().take(60).collect::<String>());
    context.report(Diagnostic::new(Code::SkippedRow, place, found, "the row was left out"));
}
