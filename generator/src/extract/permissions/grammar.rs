//! The grammar of a cell of permissions: `A, B`, `A and B, C`, `A or B`, `one from A, B plus either C or D`.
//!
//! "And" binds tighter than the comma, "plus" looser. "A, B, and C" is a list that its last word makes one set, as
//! "A, B, or C" is one that it makes alternatives.

use std::collections::BTreeSet;

use super::super::rules::PERMISSION;
use super::words::{JOINTS, Joint, LONGEST_JOINT};

/// Sets of permissions, any of which is enough.
pub type Alternatives = Vec<Vec<String>>;

/// More sets than any cell of Graph could mean; "plus" multiplies them.
const MAX_SETS: usize = 1000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    Name(String),
    Comma,
    Joint(Joint),
    /// What is none of these.
    Word(String),
}

/// Cuts a text into what it names and what stands between. Remarks in parentheses that name nothing are left out.
pub fn tokens(text: &str) -> Vec<Token> {
    let text = without_remarks(text);
    let mut out = Vec::new();
    let mut at = 0;
    for name in PERMISSION.find_iter(&text) {
        between(&text[at..name.start()], &mut out);
        out.push(Token::Name(name.as_str().to_owned()));
        at = name.end();
    }
    between(&text[at..], &mut out);
    out
}

/// `A.Read (preview)`, and `Role (or A.Read)` as it is.
fn without_remarks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        let Some(length) = rest[open..].find(')') else { break };
        let remark = &rest[open..=open + length];
        out.push_str(&rest[..open]);
        if PERMISSION.is_match(remark) {
            out.push_str(remark);
        }
        rest = &rest[open + length + 1..];
    }
    out + rest
}

fn between(gap: &str, out: &mut Vec<Token>) {
    let lower = gap.to_lowercase();
    for (i, piece) in lower.split([',', ';', '、', '，', '；']).enumerate() {
        if i > 0 {
            out.push(Token::Comma);
        }
        // An asterisk leads to a footnote; the others are marks that are left of broken Markdown.
        let words = piece.split(|c: char| c.is_whitespace() || "*`_\\.。()\u{200b}".contains(c));
        let words: Vec<&str> = words.filter(|w| !w.is_empty()).collect();
        let mut rest = words.as_slice();
        while let Some((first, others)) = rest.split_first() {
            let phrase =
                (1..=rest.len().min(LONGEST_JOINT)).rev().find_map(|n| Some((joint(&rest[..n].join(" "))?, n)));
            if let Some((joint, n)) = phrase {
                out.push(Token::Joint(joint));
                rest = &rest[n..];
            } else {
                out.push(Token::Word((*first).to_owned()));
                rest = others;
            }
        }
    }
}

fn joint(phrase: &str) -> Option<Joint> {
    JOINTS.iter().find(|(_, phrases)| phrases.contains(&phrase)).map(|(joint, _)| *joint)
}

/// What tokens say, and whether a part of it could not be read.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reading {
    pub alternatives: Alternatives,
    pub unread: bool,
}

/// Reads a whole cell, or a line of it.
pub fn read(tokens: &[Token]) -> Reading {
    let mut reading = Reading { alternatives: vec![Vec::new()], unread: false };
    for part in tokens.split(|token| *token == Token::Joint(Joint::Plus)) {
        let sum = Parser { tokens: part, at: 0 }.sum();
        reading.unread |= sum.unread;
        match product(&reading.alternatives, &sum.alternatives) {
            Some(sets) => reading.alternatives = sets,
            None => return Reading { alternatives: Vec::new(), unread: true },
        }
    }
    reading.alternatives = distinct(reading.alternatives);
    reading
}

/// Each set of the one with each of the other.
pub fn product(a: &Alternatives, b: &Alternatives) -> Option<Alternatives> {
    if a.len().saturating_mul(b.len()) > MAX_SETS.max(a.len()).max(b.len()) {
        return None;
    }
    Some(a.iter().flat_map(|a| b.iter().map(move |b| joined(a, b))).collect())
}

fn joined(a: &[String], b: &[String]) -> Vec<String> {
    let more = b.iter().filter(|name| !a.contains(name));
    a.iter().chain(more).cloned().collect()
}

/// Each set once, whatever the order of its names.
pub fn distinct(sets: Alternatives) -> Alternatives {
    let mut known: BTreeSet<BTreeSet<String>> = BTreeSet::new();
    sets.into_iter().filter(|set| !set.is_empty() && known.insert(set.iter().cloned().collect())).collect()
}

struct Parser<'t> {
    tokens: &'t [Token],
    at: usize,
}

/// A part of a list: the sets that will do for it; none when it holds words that mean nothing here.
type Term = Option<Alternatives>;

impl Parser<'_> {
    /// Terms, separated by commas or "or", or by nothing.
    fn sum(mut self) -> Reading {
        let mut terms: Vec<Term> = Vec::new();
        let (mut ends_in_and, mut has_joints) = (false, false);
        while let Some(token) = self.tokens.get(self.at) {
            match token {
                Token::Comma | Token::Joint(Joint::Or | Joint::OneOf | Joint::Plus) => {
                    // After "and" or "or" before the last, a list of other things begins.
                    has_joints |= ends_in_and || *token == Token::Joint(Joint::Or);
                    self.at += 1;
                }
                Token::Joint(Joint::And) => {
                    has_joints |= ends_in_and;
                    ends_in_and = true;
                    self.at += 1;
                }
                Token::Name(_) | Token::Word(_) | Token::Joint(Joint::Either) => {
                    let (term, is_single) = self.term();
                    has_joints |= !is_single;
                    terms.push(term);
                }
            }
        }
        if ends_in_and {
            return together(&terms, has_joints);
        }
        let unread = terms.iter().any(Option::is_none);
        Reading { alternatives: terms.into_iter().flatten().flatten().collect(), unread }
    }

    /// Names joined by "and", and whether it is a single one.
    fn term(&mut self) -> (Term, bool) {
        let mut term = self.factor();
        let mut is_single = true;
        while self.tokens.get(self.at) == Some(&Token::Joint(Joint::And)) {
            self.at += 1;
            let factor = self.factor();
            term = term.zip(factor).and_then(|(a, b)| product(&a, &b));
            is_single = false;
        }
        if let Some(Token::Word(_)) = self.tokens.get(self.at) {
            self.skip_words();
            term = None;
        }
        (term, is_single)
    }

    /// A name, or "either A or B".
    fn factor(&mut self) -> Term {
        while self.tokens.get(self.at) == Some(&Token::Joint(Joint::OneOf)) {
            self.at += 1;
        }
        match self.tokens.get(self.at)? {
            Token::Name(name) => {
                self.at += 1;
                Some(vec![vec![name.clone()]])
            }
            Token::Joint(Joint::Either) => {
                self.at += 1;
                self.either()
            }
            Token::Word(_) => {
                self.skip_words();
                None
            }
            Token::Comma | Token::Joint(_) => None,
        }
    }

    /// Up to the name after the first "or".
    fn either(&mut self) -> Term {
        let mut out = Vec::new();
        let mut is_last = false;
        while let Some(token) = self.tokens.get(self.at) {
            match token {
                Token::Name(name) => out.push(vec![name.clone()]),
                Token::Comma => {}
                Token::Joint(Joint::Or) if !is_last => is_last = true,
                Token::Joint(_) | Token::Word(_) => break,
            }
            self.at += 1;
            if is_last && matches!(token, Token::Name(_)) {
                return Some(out);
            }
        }
        None
    }

    /// Nothing that stands beside unknown words is known either.
    fn skip_words(&mut self) {
        let end = |t: &Token| matches!(t, Token::Comma | Token::Joint(Joint::Or | Joint::Plus));
        self.at += self.tokens[self.at..].iter().position(end).unwrap_or(self.tokens.len() - self.at);
    }
}

/// "A, B, and C": all of them, unless the list has other joints as well, which leave open what belongs together.
fn together(terms: &[Term], has_joints: bool) -> Reading {
    let unread = Reading { alternatives: Vec::new(), unread: true };
    if has_joints {
        return unread;
    }
    let all = terms.iter().try_fold(vec![Vec::new()], |sets, term| product(&sets, term.as_ref()?));
    all.map_or(unread, |alternatives| Reading { alternatives, unread: false })
}
