//! Rust expressions of an example, and how they are laid out.

use crate::emit::ident::ident;
use crate::plan::names::Scope;

/// How wide a line may be before what it lists is broken into lines.
const WIDTH: usize = 96;

/// How many lines must be left for a part of something long to be worth showing.
const WORTH_SHOWING: usize = 8;

/// A Rust expression.
#[derive(Debug)]
pub enum Expression {
    /// On one line.
    Plain(String),
    /// What stands before and after another expression.
    Wrapped(&'static str, Box<Expression>, &'static str),
    /// Expressions in brackets.
    Group(Group),
    Object(Object),
}

/// `vec![…]`, `&[…]`, and what the macro `json!` reads: `[…]`, `{…}`.
#[derive(Debug)]
pub struct Group {
    pub brackets: (&'static str, &'static str),
    /// With their keys, where they have some.
    pub items: Vec<(Option<String>, Expression)>,
    left_out: usize,
}

/// A struct, and the calls that follow its literal, since they need a variable.
#[derive(Debug)]
pub struct Object {
    pub path: String,
    /// What its variable is called, the best name first.
    pub names: Vec<String>,
    pub fields: Vec<(String, Expression)>,
    pub calls: Vec<Call>,
    left_out: usize,
}

/// A call of a method of an object's variable.
#[derive(Debug)]
pub enum Call {
    Method(String, Vec<Expression>),
    /// `event.set_null(|event| &mut event.recurrence)`
    SetNull(String),
}

/// A variable, and the calls that complete it.
struct Let {
    name: String,
    value: Expression,
    calls: Vec<Call>,
}

impl Group {
    pub fn new(brackets: (&'static str, &'static str), items: Vec<(Option<String>, Expression)>) -> Self {
        Self { brackets, items, left_out: 0 }
    }

    pub fn list(brackets: (&'static str, &'static str), items: impl IntoIterator<Item = Expression>) -> Self {
        Self::new(brackets, items.into_iter().map(|item| (None, item)).collect())
    }
}

impl Object {
    pub fn new(path: String, names: Vec<String>) -> Self {
        Self { path, names, fields: Vec::new(), calls: Vec::new(), left_out: 0 }
    }

    fn height(&self) -> usize {
        let fields: usize = self.fields.iter().map(|(_, value)| value.height()).sum();
        let calls: usize = self.calls.iter().map(Call::height).sum();
        fields + calls + 3
    }
}

impl Call {
    fn height(&self) -> usize {
        match self {
            Self::SetNull(_) => 1,
            Self::Method(_, arguments) => arguments.iter().map(Expression::height).max().unwrap_or(1),
        }
    }

    fn print(&self, variable: &str, out: &mut String) {
        match self {
            Self::SetNull(field) => {
                out.push_str(&format!("{variable}.set_null(|{variable}| &mut {variable}.{field});\n"));
            }
            Self::Method(method, arguments) => {
                out.push_str(&format!("{variable}.{method}("));
                for (i, argument) in arguments.iter().enumerate() {
                    out.push_str(if i > 0 { ", " } else { "" });
                    argument.print(0, out);
                }
                out.push_str(");\n");
            }
        }
    }
}

impl Expression {
    /// Statements that end with the variable of this name, in so many lines at the most: what is left out is said in a comment.
    pub fn statements(self, name: &str, lines: usize) -> String {
        let whole = if self.height() > lines { self.cut(lines) } else { self };
        let mut scope = Scope::with(&[name, "request"]);
        let mut before = Vec::new();
        let last = match whole {
            Self::Object(object) => {
                let Object { path, names, fields, calls, left_out } = object.hoisted(&mut scope, &mut before);
                let value = Self::Object(Object { path, names, fields, calls: Vec::new(), left_out });
                Let { name: name.to_owned(), value, calls }
            }
            other => Let { name: name.to_owned(), value: other.hoisted(&mut scope, &mut before), calls: Vec::new() },
        };
        before.push(last);
        let mut out = String::new();
        for Let { name, value, calls } in before {
            out.push_str(if calls.is_empty() { "let " } else { "let mut " });
            out.push_str(&format!("{name} = "));
            value.print(0, &mut out);
            out.push_str(";\n");
            calls.iter().for_each(|call| call.print(&name, &mut out));
        }
        out
    }

    /// How many lines it takes.
    fn height(&self) -> usize {
        match self {
            Self::Plain(_) => 1,
            Self::Wrapped(_, inner, _) => inner.height(),
            Self::Object(object) => object.height(),
            Self::Group(group) => match group.items.as_slice() {
                [] => 1,
                [(None, only)] => only.height(),
                items => {
                    let heights: usize = items.iter().map(|(_, item)| item.height()).sum();
                    if heights == items.len() && self.on_one_line().len() < WIDTH { 1 } else { heights + 2 }
                }
            },
        }
    }

    /// The beginning of it, in so many lines.
    fn cut(self, lines: usize) -> Self {
        match self {
            Self::Plain(_) => self,
            Self::Wrapped(before, inner, after) => Self::Wrapped(before, Box::new(inner.cut(lines)), after),
            Self::Group(group) => {
                let mut left = lines.saturating_sub(3);
                let (items, left_out) =
                    cut(group.items, &mut left, |(_, item)| item.height(), |(key, item), left| (key, item.cut(left)));
                Self::Group(Group { items, left_out: left_out + group.left_out, ..group })
            }
            Self::Object(object) => {
                let mut left = lines.saturating_sub(4);
                let (fields, fields_left) = cut(
                    object.fields,
                    &mut left,
                    |(_, value)| value.height(),
                    |(name, value), left| (name, value.cut(left)),
                );
                let (calls, calls_left) = cut(object.calls, &mut left, Call::height, |call, left| match call {
                    Call::Method(method, arguments) => {
                        Call::Method(method, arguments.into_iter().map(|argument| argument.cut(left)).collect())
                    }
                    null => null,
                });
                let left_out = object.left_out + fields_left + calls_left;
                Self::Object(Object { fields, calls, left_out, ..object })
            }
        }
    }

    /// The same with variables, declared before, in the place of objects that calls complete.
    fn hoisted(self, scope: &mut Scope, before: &mut Vec<Let>) -> Self {
        match self {
            Self::Plain(_) => self,
            Self::Wrapped(open, inner, close) => Self::Wrapped(open, Box::new(inner.hoisted(scope, before)), close),
            Self::Group(group) => {
                let items = group.items.into_iter().map(|(key, item)| (key, item.hoisted(scope, before))).collect();
                Self::Group(Group { items, ..group })
            }
            Self::Object(object) => {
                let object = object.hoisted(scope, before);
                if object.calls.is_empty() {
                    return Self::Object(object);
                }
                let Object { path, names, fields, calls, left_out } = object;
                let name = names.iter().find(|name| scope.is_free(name)).or(names.first());
                let name = ident(&scope.take(name.map_or("value", String::as_str))).to_string();
                let value = Self::Object(Object { path, names, fields, calls: Vec::new(), left_out });
                before.push(Let { name: name.clone(), value, calls });
                Self::Plain(name)
            }
        }
    }

    fn on_one_line(&self) -> String {
        let mut out = String::new();
        self.print_flat(&mut out);
        out
    }

    fn print_flat(&self, out: &mut String) {
        match self {
            Self::Plain(text) => out.push_str(text),
            Self::Wrapped(before, inner, after) => {
                out.push_str(before);
                inner.print_flat(out);
                out.push_str(after);
            }
            Self::Group(Group { brackets: (open, close), items, .. }) => {
                out.push_str(open);
                for (i, (key, item)) in items.iter().enumerate() {
                    out.push_str(if i > 0 { ", " } else { "" });
                    if let Some(key) = key {
                        out.push_str(&format!("{key}: "));
                    }
                    item.print_flat(out);
                }
                out.push_str(close);
            }
            Self::Object(object) => out.push_str(&format!("{}::default()", object.path)),
        }
    }

    /// Appends the text, whose further lines are indented by so many spaces.
    fn print(&self, indent: usize, out: &mut String) {
        let pad = " ".repeat(indent);
        match self {
            Self::Plain(text) => out.push_str(text),
            Self::Wrapped(before, inner, after) => {
                out.push_str(before);
                inner.print(indent, out);
                out.push_str(after);
            }
            Self::Group(Group { brackets: (open, close), items, left_out }) => {
                let line = out.len() - out.rfind('\n').map_or(0, |at| at + 1);
                let fits = || self.height() == 1 && line + self.on_one_line().len() < WIDTH;
                match items.as_slice() {
                    _ if *left_out == 0 && fits() => self.print_flat(out),
                    [(None, only)] if *left_out == 0 => {
                        out.push_str(open);
                        only.print(indent, out);
                        out.push_str(close);
                    }
                    items => {
                        out.push_str(&format!("{open}\n"));
                        for (i, (key, item)) in items.iter().enumerate() {
                            out.push_str(&format!("{pad}    "));
                            if let Some(key) = key {
                                out.push_str(&format!("{key}: "));
                            }
                            item.print(indent + 4, out);
                            // The last comma in JSON is one too many for some readers of the macro's input.
                            out.push_str(if key.is_some() && i + 1 == items.len() && *left_out == 0 {
                                "\n"
                            } else {
                                ",\n"
                            });
                        }
                        let keyed = items.first().is_some_and(|(key, _)| key.is_some());
                        print_left_out(&pad, *left_out, if keyed { PROPERTIES } else { ITEMS }, out);
                        out.push_str(&format!("{pad}{close}"));
                    }
                }
            }
            Self::Object(object) if object.fields.is_empty() && object.left_out == 0 => {
                out.push_str(&format!("{}::default()", object.path));
            }
            Self::Object(Object { path, fields, left_out, .. }) => {
                out.push_str(&format!("{path} {{\n"));
                for (name, value) in fields {
                    out.push_str(&format!("{pad}    {name}: "));
                    value.print(indent + 4, out);
                    out.push_str(",\n");
                }
                print_left_out(&pad, *left_out, PROPERTIES, out);
                out.push_str(&format!("{pad}    ..Default::default()\n{pad}}}"));
            }
        }
    }
}

/// What one and several of them are called where some are left out.
const PROPERTIES: (&str, &str) = ("more property", "more properties");
const ITEMS: (&str, &str) = ("more", "more");

fn print_left_out(pad: &str, count: usize, (one, several): (&str, &str), out: &mut String) {
    if count > 0 {
        let what = if count == 1 { one } else { several };
        out.push_str(&format!("{pad}    // … and {count} {what}\n"));
    }
}

impl Object {
    fn hoisted(self, scope: &mut Scope, before: &mut Vec<Let>) -> Self {
        let fields = self.fields.into_iter().map(|(name, value)| (name, value.hoisted(scope, before))).collect();
        let calls = self.calls.into_iter().map(|call| match call {
            Call::Method(method, arguments) => {
                Call::Method(method, arguments.into_iter().map(|argument| argument.hoisted(scope, before)).collect())
            }
            null => null,
        });
        let calls = calls.collect();
        Self { fields, calls, ..self }
    }
}

/// What fits into the lines that are left, of the last one its beginning, and how many do not fit.
fn cut<T>(
    items: Vec<T>,
    left: &mut usize,
    height: impl Fn(&T) -> usize,
    part: impl Fn(T, usize) -> T,
) -> (Vec<T>, usize) {
    let count = items.len();
    let mut kept = Vec::new();
    for item in items {
        let lines = height(&item);
        if lines <= *left {
            *left -= lines;
            kept.push(item);
            continue;
        }
        if *left >= WORTH_SHOWING {
            kept.push(part(item, *left));
        }
        *left = 0;
        break;
    }
    let left_out = count - kept.len();
    (kept, left_out)
}
