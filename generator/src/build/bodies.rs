//! What each API page's request body is: a type's properties, an action's parameters, a reference, bytes, or nothing.

use std::collections::{HashMap, HashSet};

use super::define::{Drafts, chain, namespace};
use super::media_type;
use super::names::{Found, Names, is_named_after};
use super::resolve::{self, Resolved};
use crate::extract::{NameRef, OperationFacts, PageFacts, PropertyRow, TypeExpr};
use crate::model::{ExampleBody, Method, Primitive, Segment, SegmentKind, TypeName, begins_with_verb, unqualified};

/// An object of JSON, as an example holds it.
type JsonObject = serde_json::Map<String, serde_json::Value>;

/// The members of objects in the order of their names, each with its values.
type Shown<'f> = Vec<(&'f str, Vec<&'f serde_json::Value>)>;

/// What each API page's request body is.
#[derive(Debug)]
pub struct Bodies<'f> {
    decisions: HashMap<&'f str, Decision<'f>>,
}

#[derive(Debug)]
pub enum Decision<'f> {
    Nothing,
    Type {
        name: TypeName,
        collection: bool,
        defined_by: Option<(&'f PageFacts, u32, &'f [PropertyRow])>,
    },
    Parameters(&'f [PropertyRow]),
    /// Parameters of an action that only its examples show.
    Shown(Shown<'f>),
    /// The rows of a function's body section are arguments in its URL.
    Reference,
    Content(String),
    Untyped,
}

impl<'f> Bodies<'f> {
    pub fn decide(pages: &'f [PageFacts], drafts: &Drafts<'f>, names: &Names) -> Self {
        let mut known = Known { drafts, names, properties: HashMap::new() };
        let decisions =
            pages.iter().filter_map(|p| Some((p.file.as_str(), known.decide(p, p.operation.as_ref()?)))).collect();
        Self { decisions }
    }

    /// What was decided for a page, by its file.
    pub fn decision(&self, file: &str) -> Option<&Decision<'f>> {
        self.decisions.get(file)
    }

    /// The types that only a request body defines.
    pub fn definitions(&self) -> Vec<(&'f PageFacts, TypeName, u32, &'f [PropertyRow])> {
        let mut out: Vec<_> = self
            .decisions
            .values()
            .filter_map(|d| match d {
                Decision::Type { name, defined_by: Some((page, line, rows)), .. } => {
                    Some((*page, name.clone(), *line, *rows))
                }
                _ => None,
            })
            .collect();
        out.sort_by(|a, b| a.0.path.cmp(&b.0.path));
        out
    }
}

struct Known<'d, 'f> {
    drafts: &'d Drafts<'f>,
    names: &'d Names,
    properties: HashMap<TypeName, HashSet<&'f str>>,
}

impl<'d, 'f> Known<'d, 'f> {
    fn decide(&mut self, page: &'f PageFacts, op: &'f OperationFacts) -> Decision<'f> {
        let facts = &op.body;
        let method = op.requests[0].method;
        let sends_ref = op.requests.iter().all(|r| r.path.ends_in("$ref"));
        let sent = || op.examples.iter().filter_map(|e| e.request.as_ref()).filter(|r| r.body != ExampleBody::None);
        let example = sent().find(|r| r.method == method).or_else(|| sent().next());
        if method == Method::Get || (facts.none && example.is_none() && facts.content.is_none()) {
            return Decision::Nothing;
        }
        if method == Method::Delete && example.is_none() && facts.rows.is_empty() {
            return Decision::Nothing;
        }
        if sends_ref && method != Method::Delete {
            return Decision::Reference;
        }
        let shown = example.and_then(|e| e.body.json()).and_then(serde_json::Value::as_object);
        if let Some(object) = shown.filter(|o| is_action(op) && wraps_rows(o, &facts.rows)) {
            return Decision::Shown(members(std::iter::once(object)));
        }
        if facts.rows.is_empty() {
            return self.decide_by_prose(page, op, example.map(|e| &e.body), method);
        }
        self.decide_by_rows(page, op, method)
    }

    fn decide_by_rows(&mut self, page: &'f PageFacts, op: &'f OperationFacts, method: Method) -> Decision<'f> {
        let facts = &op.body;
        let rows = facts.rows.as_slice();
        // A stream is sent to a URL of its own.
        let in_body = rows.iter().filter(|r| r.ty.expr != TypeExpr::Primitive(Primitive::Stream)).count();
        let said: Vec<TypeName> = facts.types.iter().filter_map(|r| self.named(r, page)).collect();
        for name in said.iter().cloned().chain(self.fallbacks(page, op, method)) {
            let known = self.drafts.contains_key(&name);
            let shared = self.shared(&name, rows);
            let prose = said.contains(&name);
            let enough = match (prose, is_action(op), facts.says_parameters) {
                // An action's parameters are often named like the properties of what it makes.
                (false, true, true) => false,
                // Parameters are properties after all when every row is the type's.
                (true, true, true) | (false, true, false) | (false, false, true) => shared == in_body && in_body > 1,
                _ => shared * 2 >= in_body,
            };
            if known && enough {
                return Decision::Type { name, collection: facts.collection && prose, defined_by: None };
            }
        }
        // No resource page defines the type: this table does.
        let says_parameters = facts.says_parameters && is_action(op);
        let undefined = facts.types.first().filter(|r| self.named(r, page).is_none() && !says_parameters);
        let undefined = undefined.map(|reference| self.written(reference, page, op));
        if let Some(name) = undefined.or_else(|| self.undefined_returned(page, op).filter(|_| !is_action(op))) {
            return Decision::Type { name, collection: facts.collection, defined_by: Some((page, facts.line, rows)) };
        }
        Decision::Parameters(rows)
    }

    fn decide_by_prose(
        &mut self,
        page: &'f PageFacts,
        op: &'f OperationFacts,
        example: Option<&'f ExampleBody>,
        method: Method,
    ) -> Decision<'f> {
        let facts = &op.body;
        let collection =
            facts.collection || matches!(example.and_then(ExampleBody::json), Some(serde_json::Value::Array(_)));
        if let Some(ExampleBody::Text(_)) = example {
            return Decision::Content(documented_media_type(op));
        }
        if let Some(name) = facts.types.iter().find_map(|r| self.named(r, page)) {
            return Decision::Type { name, collection, defined_by: None };
        }
        if let Some(reference) = facts.types.first() {
            return Decision::Type {
                name: self.written(reference, page, op),
                collection,
                defined_by: Some((page, facts.line, &[])),
            };
        }
        if facts.content.is_some() && example.is_none() {
            return Decision::Content(documented_media_type(op));
        }
        let json = example.and_then(ExampleBody::json);
        let shown: Vec<&str> = json
            .and_then(|v| v.as_object())
            .map(|o| o.keys().map(String::as_str).filter(|k| !k.contains('@')).collect())
            .unwrap_or_default();
        for name in self.fallbacks(page, op, method) {
            let properties = self.properties(&name);
            let shared = shown.iter().filter(|k| properties.contains(*k)).count();
            if self.drafts.contains_key(&name)
                && (json.is_none() && method == Method::Patch || json.is_some() && shared * 2 >= shown.len())
            {
                return Decision::Type { name, collection: false, defined_by: None };
            }
        }
        match json {
            Some(serde_json::Value::Object(_)) | None if is_action(op) && !all_shown(op).is_empty() => {
                Decision::Shown(all_shown(op))
            }
            Some(_) => Decision::Untyped,
            None => Decision::Nothing,
        }
    }

    /// The types that the page suggests as its body when its prose names none.
    fn fallbacks(&self, page: &PageFacts, op: &OperationFacts, method: Method) -> Vec<TypeName> {
        let stated = namespace(page);
        let annotated = op.request_annotation.as_ref().and_then(|(name, _)| self.names.by_text(name, stated));
        let typed = op.examples.iter().filter_map(|e| e.request.as_ref()?.body.json()?.get("@odata.type")?.as_str());
        let shown = typed.filter_map(|t| self.names.by_text(t, stated)).next();
        let returned =
            op.response.ty.as_ref().and_then(|cell| match resolve::cell(cell, page, self.names, &mut Vec::new()) {
                Resolved::Known(reference) => reference.type_name().cloned(),
                _ => None,
            });
        let linked = op.intro_links.iter().filter_map(|r| self.named(r, page));
        let titled = page
            .title
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|w| w.len() > 2)
            .filter_map(|w| self.names.by_text(w, stated));
        let mut out: Vec<TypeName> = shown.into_iter().chain(annotated).chain(returned).collect();
        if matches!(method, Method::Patch | Method::Put) || !is_action(op) {
            out.extend(linked);
            out.extend(titled);
        }
        out
    }

    /// The type that comes back, where no page defines it.
    fn undefined_returned(&self, page: &PageFacts, op: &OperationFacts) -> Option<TypeName> {
        let by_prose = op.response.ty.as_ref().map(|cell| resolve::cell(cell, page, self.names, &mut Vec::new()));
        match by_prose {
            Some(Resolved::Undefined { name, collection: false }) => Some(name),
            None => {
                let (name, collection) = op.response_annotation.as_ref()?;
                let unknown = !collection && name.starts_with("microsoft.graph.");
                let known = self.names.by_text(name, namespace(page)).is_some();
                (unknown && !known).then(|| TypeName::parse(name))
            }
            Some(_) => None,
        }
    }

    /// The name of a type that no page defines: the annotation's, where it is the same in full.
    fn written(&self, reference: &NameRef, page: &PageFacts, op: &OperationFacts) -> TypeName {
        let name = resolve::undefined_name(reference, page);
        let annotated = op.request_annotation.as_ref().map(|(name, _)| TypeName::parse(name.trim_start_matches('#')));
        annotated.filter(|full| is_named_after(&name.name, &full.name)).unwrap_or(name)
    }

    fn named(&self, reference: &NameRef, page: &PageFacts) -> Option<TypeName> {
        match self.names.find(reference, namespace(page), &page.file) {
            Found::ByText(name) | Found::ByTarget(name) => Some(name),
            Found::Disagree { text, target } => Some(if reference.in_prose { target } else { text }),
            Found::Nothing => None,
        }
    }

    fn shared(&mut self, name: &TypeName, rows: &[PropertyRow]) -> usize {
        let properties = self.properties(name);
        rows.iter().filter(|r| properties.contains(r.name.as_str())).count()
    }

    /// The names of a type's own and inherited properties.
    fn properties(&mut self, name: &TypeName) -> &HashSet<&'f str> {
        if !self.properties.contains_key(name) {
            let drafts = chain(self.drafts, name).into_iter().filter_map(|n| self.drafts.get(&n));
            let out = drafts.flat_map(|d| &d.rows).map(|(_, r)| r.name.as_str()).collect();
            self.properties.insert(name.clone(), out);
        }
        &self.properties[name]
    }
}

fn documented_media_type(op: &OperationFacts) -> String {
    let shown = op.examples.iter().filter_map(|e| e.request.as_ref());
    media_type::documented(&op.headers, op.body.content.as_deref(), shown)
}

/// The members of all objects that the page shows as what an action takes.
fn all_shown(op: &OperationFacts) -> Shown<'_> {
    let sent = op.examples.iter().filter_map(|e| e.request.as_ref()).filter(|r| r.method == Method::Post);
    members(sent.filter_map(|r| r.body.json()?.as_object()).chain(&op.body.shown))
}

fn members<'f>(objects: impl Iterator<Item = &'f JsonObject>) -> Shown<'f> {
    let (mut out, mut places) = (Shown::new(), HashMap::new());
    for (name, value) in objects.flatten().filter(|(name, _)| !name.contains('@')) {
        let place = *places.entry(name).or_insert(out.len());
        if place == out.len() {
            out.push((name, Vec::new()));
        }
        out[place].1.push(value);
    }
    out.sort_by_key(|(name, _)| *name);
    out
}

/// Whether an object holds one other, or a list of them, of which the table lists the properties.
fn wraps_rows(object: &JsonObject, rows: &[PropertyRow]) -> bool {
    let listed = |name: &String| rows.iter().any(|r| r.name == *name);
    let mut members = object.iter().filter(|(name, _)| !name.contains('@'));
    let (Some((name, value)), None) = (members.next(), members.next()) else { return false };
    let inner = if let serde_json::Value::Array(items) = value { items.first() } else { Some(value) };
    inner
        .and_then(serde_json::Value::as_object)
        .is_some_and(|inner| !listed(name) && !inner.is_empty() && inner.keys().all(listed))
}

/// A POST whose last segment, after a key or a namespace, is a verb rather than a collection.
fn is_action(op: &OperationFacts) -> bool {
    let Some(request) = op.requests.first() else { return false };
    let does = match request.path.segments().last().map(Segment::kind) {
        // `/users/microsoft.graph.agentUser` creates one.
        Some(SegmentKind::Qualified(name)) => {
            !op.body.types.iter().any(|r| unqualified(name).is_some_and(|name| r.text.ends_with(name)))
        }
        Some(SegmentKind::Name(name)) => {
            begins_with_verb(&name) || name.starts_with(|c: char| c.is_ascii_lowercase()) && !name.ends_with('s')
        }
        Some(SegmentKind::Call { name, arguments }) => arguments.is_empty() || begins_with_verb(name),
        Some(SegmentKind::Keyed(name)) => begins_with_verb(name),
        Some(SegmentKind::Key | SegmentKind::System(_)) | None => false,
    };
    request.method == Method::Post && does
}
