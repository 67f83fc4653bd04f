//! A cell of a permissions table: its lines, and what they say for one object or another.

use super::super::rules::PERMISSION;
use super::grammar::{self, Alternatives, Reading, Token};
use super::words::{self, BESIDES, FOR, Joint};
use crate::page::{Inline, Style};

/// What a cell says.
#[derive(Debug, Default)]
pub struct Cell {
    /// Empty when it says nothing that could be read.
    pub statements: Vec<Statement>,
    /// A part of it could not be read.
    pub unread: bool,
}

/// What a cell says for one object, or in general.
#[derive(Clone, Debug)]
pub struct Statement {
    pub label: Option<Label>,
    /// Empty when it is not supported.
    pub alternatives: Alternatives,
}

/// `For **user** resource`
#[derive(Clone, Debug)]
pub struct Label {
    pub text: String,
    /// What it has in common with labels of the same object in other words: what is marked in bold, or else the text.
    pub key: String,
}

struct Line {
    text: String,
    /// What is in bold before the first colon.
    marked: String,
}

fn lines(cell: &Inline<'_>) -> Vec<Line> {
    let mut out = vec![Line { text: String::new(), marked: String::new() }];
    for span in &cell.spans {
        if span.style == Style::Break {
            out.push(Line { text: String::new(), marked: String::new() });
        } else if let Some(line) = out.last_mut() {
            if span.style == Style::Strong && !line.text.contains(':') {
                line.marked.push_str(&span.text);
                line.marked.push(' ');
            }
            line.text.push_str(&span.text);
        }
    }
    out.retain(|line| !line.text.trim().is_empty());
    out
}

/// `For user: A, B`, `A for a chat message.`
fn label(line: &Line) -> Option<(Label, &str)> {
    let text = line.text.as_str();
    let colon = text.find([':', '：']).filter(|at| !PERMISSION.is_match(&text[..*at]));
    let (permissions, label) = if let Some(at) = colon {
        let rest = text[at..].trim_start_matches([':', '：']);
        (rest, &text[..at])
    } else {
        let end = PERMISSION.find_iter(text).last()?.end();
        let tail = text[end..].trim_start_matches('*').trim_start();
        if !words::begins_with(tail, FOR) {
            return None;
        }
        (&text[..end], tail)
    };
    let text = label.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(['.', '。']).to_owned();
    let marked = line.marked.trim().to_lowercase();
    let key = if marked.is_empty() { text.to_lowercase() } else { marked };
    (!text.is_empty()).then_some((Label { text, key }, permissions))
}

/// The lines of one label, and those in general, while they are read.
#[derive(Default)]
struct Part {
    label: Option<Label>,
    tokens: Vec<Token>,
    not_supported: bool,
}

impl Part {
    fn add(&mut self, text: &str) {
        if words::is_not_supported(text) {
            self.not_supported = true;
            return;
        }
        let tokens = grammar::tokens(text);
        // A new line is a comma, unless it goes on with what the last one began.
        if !self.tokens.is_empty() && !is_open(&self.tokens) && !continues(&tokens) {
            self.tokens.push(Token::Comma);
        }
        self.tokens.extend(tokens);
    }

    fn read(self, unread: &mut bool) -> Option<Statement> {
        let Reading { alternatives, unread: missed } = grammar::read(&self.tokens);
        *unread |= missed;
        (self.not_supported || !alternatives.is_empty()).then_some(Statement { label: self.label, alternatives })
    }
}

fn is_open(tokens: &[Token]) -> bool {
    matches!(tokens.last(), Some(Token::Comma | Token::Joint(_)))
}

fn continues(tokens: &[Token]) -> bool {
    matches!(tokens.first(), Some(Token::Comma | Token::Joint(Joint::And | Joint::Or | Joint::Plus)))
}

pub fn read(cell: &Inline<'_>) -> Cell {
    let mut general = Part::default();
    // What is said without a label after those that have one holds whatever they say.
    let mut after = Part::default();
    let mut labelled: Vec<Part> = Vec::new();
    // Whether the last label stands on a line of its own, so that what follows is its.
    let mut is_heading = false;
    let mut besides = false;
    for line in lines(cell) {
        if let Some((label, permissions)) = label(&line) {
            if BESIDES.contains(&label.key.as_str()) && permissions.trim().is_empty() {
                besides = true;
                continue;
            }
            let mut part = Part { label: Some(label), ..Part::default() };
            is_heading = permissions.trim().is_empty();
            if !is_heading {
                part.add(permissions);
            }
            labelled.push(part);
            continue;
        }
        let goes_on = |part: &Part| is_heading || is_open(&part.tokens) || continues(&grammar::tokens(&line.text));
        match labelled.last_mut() {
            Some(part) if goes_on(part) => part.add(&line.text),
            Some(_) => after.add(&line.text),
            None => general.add(&line.text),
        }
    }
    combine(general, labelled, after, besides)
}

fn combine(general: Part, labelled: Vec<Part>, after: Part, besides: bool) -> Cell {
    let mut unread = false;
    let general = general.read(&mut unread);
    let after = after.read(&mut unread).map(|statement| statement.alternatives).unwrap_or_default();
    let labelled: Vec<Statement> = labelled.into_iter().filter_map(|part| part.read(&mut unread)).collect();
    let mut statements = Vec::new();
    for mut statement in labelled {
        if let (true, Some(general)) = (besides, &general) {
            let Some(sets) = grammar::product(&general.alternatives, &statement.alternatives) else {
                unread = true;
                continue;
            };
            statement.alternatives = sets;
        }
        statement.alternatives.extend(after.iter().cloned());
        statement.alternatives = grammar::distinct(statement.alternatives);
        statements.push(statement);
    }
    if let Some(mut general) = general {
        general.alternatives.extend(after);
        general.alternatives = grammar::distinct(general.alternatives);
        statements.insert(0, general);
    }
    Cell { statements, unread }
}
