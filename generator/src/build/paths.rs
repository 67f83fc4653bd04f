//! What a path addresses: read from the navigation properties that the docs list, and from what pages say of its prefixes.

use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use super::names::is_named_after;
use super::operations_by_type::split;
use crate::model::{
    Body, Ir, Kind, Method, Operation, Part, Property, RefName, Segment, TypeName, TypeRef, unqualified,
};

/// A type, and whether a collection of it.
pub(super) type Addressed = (TypeName, bool);

/// Sets what each request addresses, and lets it correct what a page says of its response and its body:
/// a page on a derived type lists URLs that give its base, and a page on an extension those of what it extends.
pub fn link(ir: &mut Ir) {
    let walker = Walker::new(ir);
    let mut operations = std::mem::take(&mut ir.operations);
    for operation in &mut operations {
        let found: Vec<Option<Addressed>> =
            operation.requests.iter().map(|request| walker.walk(request.path.segments())).collect();
        for (request, found) in operation.requests.iter_mut().zip(&found) {
            request.addresses = found.as_ref().map(|(name, collection)| TypeRef::named(name.clone(), *collection));
        }
        for request in &mut operation.requests {
            request.owner = walker.owner(request.path.segments());
        }
        let of = |method: Method| {
            let requests = operation.requests.iter().zip(&found).filter(|(r, _)| r.method == method);
            requests.filter_map(|(r, f)| Some((f.clone()?, r.path.ends_in_key()))).collect::<Vec<_>>()
        };
        let (read, changed) = (of(Method::Get), of(Method::Patch));
        correct_response(ir, operation, &read);
        correct_body(ir, operation, &changed);
    }
    ir.operations = operations.into_iter().flat_map(|o| split(ir, o)).collect();
}

/// What most of the requests address.
fn majority<'a>(found: impl Iterator<Item = &'a Addressed>) -> Option<Addressed> {
    let found: Vec<&Addressed> = found.collect();
    let mut counts: BTreeMap<&Addressed, usize> = BTreeMap::new();
    for addressed in &found {
        *counts.entry(addressed).or_default() += 1;
    }
    let best = counts.values().max().copied()?;
    // Of equals, the one that the page lists first.
    found.into_iter().find(|a| counts[a] == best).cloned()
}

/// A GET gives what its URL addresses. What the page says decides between URLs, and on collections where no key tells.
fn correct_response(ir: &Ir, operation: &mut Operation, found: &[(Addressed, bool)]) {
    let Some(response) = operation.response.as_mut().filter(|r| !r.content) else { return };
    let Some(stated) = &mut response.ty else { return };
    let related = stated.type_name().and_then(|n| {
        found.iter().find(|((name, _), _)| ir.derives(n, name) || ir.derives(name, n) && found.len() == 1)
    });
    let chosen = related.map(|(a, by_key)| (a.clone(), *by_key));
    let reads = operation.requests.iter().filter(|r| r.method == Method::Get).count();
    let chosen = chosen.or_else(|| {
        if found.len() * 2 <= reads {
            return None;
        }
        majority(found.iter().map(|(a, _)| a)).map(|a| (a.clone(), found.iter().any(|(b, key)| *b == a && *key)))
    });
    let Some(((name, addressed), by_key)) = chosen else { return };
    let collection = if by_key { false } else { addressed || stated.collection };
    *stated = TypeRef::named(name, collection);
}

/// A PATCH sends what its URL addresses, or a type derived from it.
fn correct_body(ir: &Ir, operation: &mut Operation, found: &[(Addressed, bool)]) {
    let Some((name, false)) = majority(found.iter().map(|(a, _)| a)) else { return };
    let fits = match &operation.body {
        Some(Body::Type(ty)) => {
            ty.type_name().is_some_and(|n| !ty.collection && found.iter().any(|((name, _), _)| ir.derives(n, name)))
        }
        Some(Body::Parameters(_)) => false,
        Some(Body::Content(_)) => true,
        None => operation.response.as_ref().is_some_and(|r| r.content),
    };
    if !fits {
        operation.body = Some(Body::Type(TypeRef::named(name.clone(), false)));
    }
}

pub(super) struct Walker {
    /// The named type of each property, by lower-case name, with those that are inherited.
    properties: HashMap<TypeName, HashMap<String, Addressed>>,
    by_short: HashMap<String, TypeName>,
    /// What GET pages say of a whole path, by its shape.
    learned: HashMap<String, Addressed>,
}

impl Walker {
    pub(super) fn new(ir: &Ir) -> Self {
        let properties = ir.types.keys().map(|n| (n.clone(), flat(ir, n))).collect();
        let by_short = ir
            .types
            .values()
            .filter(|t| t.kind != Kind::Enum)
            .map(|t| (t.name.to_lowercase(), t.type_name()))
            .collect();
        Self { properties, by_short, learned: learn(ir) }
    }

    pub(super) fn walk(&self, segments: &[Segment]) -> Option<Addressed> {
        let mut at: Option<Addressed> = None;
        let mut shape = String::new();
        for segment in segments {
            // `users(userPrincipalName='{name}')` is a collection and a key.
            if let Some(name) = keyed(segment) {
                let collection = self.next(at.as_ref(), &Segment::from_literal(name), &mut shape.clone());
                if let Some((ty, true)) = collection {
                    shape.push_str(&format!("/{}/{{}}", name.to_lowercase()));
                    at = Some((ty, false));
                    continue;
                }
            }
            at = self.next(at.as_ref(), segment, &mut shape);
        }
        at
    }

    /// The type whose object the name at the path's end is a part of.
    pub(super) fn owner(&self, segments: &[Segment]) -> Option<TypeName> {
        let last = segments.iter().rposition(|s| s.key().is_none() && !s.is_system()).unwrap_or(0);
        self.walk(&segments[..last]).map(|(name, _)| name)
    }

    /// What a segment addresses below `at`; `shape` is the path so far, and grows by the segment.
    pub(super) fn next(&self, at: Option<&Addressed>, segment: &Segment, shape: &mut String) -> Option<Addressed> {
        shape.push('/');
        shape.push_str(&segment.shape().to_lowercase());
        at.and_then(|at| self.step(at, segment)).or_else(|| {
            let (learned, collection) = self.learned.get(shape.as_str()).cloned()?;
            Some((self.cast(segment).unwrap_or(learned), collection))
        })
    }

    /// Whether the docs list a property of this name, or a type to cast to.
    pub(super) fn has(&self, at: Option<&Addressed>, segment: &Segment) -> bool {
        segment.literal().is_some() && at.is_some_and(|at| self.step(at, segment).is_some())
    }

    fn step(&self, (name, collection): &Addressed, segment: &Segment) -> Option<Addressed> {
        let shape = segment.shape();
        let Some(literal) = segment.literal() else {
            // `root:/{item-path}:` addresses an item of the same type.
            let path = shape.ends_with(':') && !collection;
            let key = segment.key().is_some() && *collection || path;
            return (key || shape == "{}" && !collection && self.is_item(name)).then(|| (name.clone(), false));
        };
        if unqualified(literal).is_some() {
            return self.cast(segment).map(|n| (n, *collection));
        }
        if *collection || literal.starts_with('$') {
            return None;
        }
        let property = literal.trim_end_matches(':').to_lowercase();
        self.properties.get(name)?.get(&property).cloned()
    }

    /// The type of a segment such as `microsoft.graph.user`.
    fn cast(&self, segment: &Segment) -> Option<TypeName> {
        self.by_short.get(&unqualified(segment.literal()?)?.to_lowercase()).cloned()
    }

    /// Only items of a drive are addressed by a path below another.
    fn is_item(&self, name: &TypeName) -> bool {
        self.properties.get(name).is_some_and(|p| p.get("children").is_some_and(|(child, _)| child == name))
    }
}

/// The name before `(key='{value}')`, in one segment.
fn keyed(segment: &Segment) -> Option<&str> {
    match segment.parts.as_slice() {
        [Part::Literal(before), Part::Placeholder(_), Part::Literal(after)] if matches!(after.as_str(), "')" | ")") => {
            let (name, argument) = before.split_once('(')?;
            let names_key = argument.strip_suffix('\'').unwrap_or(argument).strip_suffix('=')?;
            names_key.chars().all(|c| c.is_ascii_alphanumeric()).then_some(name)
        }
        _ => None,
    }
}

/// The properties of a type and its bases that hold a named type.
fn flat(ir: &Ir, name: &TypeName) -> HashMap<String, Addressed> {
    let mut out = HashMap::new();
    for Property { name, ty, .. } in ir.chain(name).flat_map(|t| &t.properties) {
        if let RefName::Named(target) = &ty.name {
            out.entry(name.to_lowercase()).or_insert_with(|| (target.clone(), ty.collection));
        }
    }
    out
}

/// What the GET pages of each path agree on: the most specific type that covers most of them, named like the path if it can be.
fn learn(ir: &Ir) -> HashMap<String, Addressed> {
    let mut said: BTreeMap<String, Vec<Addressed>> = BTreeMap::new();
    for operation in &ir.operations {
        let Some(ty) = operation.response.as_ref().filter(|r| !r.content).and_then(|r| r.ty.as_ref()) else { continue };
        let Some(name) = ty.type_name().filter(|n| ir.types.get(*n).is_some_and(|t| t.kind != Kind::Enum)) else {
            continue;
        };
        // `GET /me?$expand=manager` stands on a page on managers.
        for request in operation.requests.iter().filter(|r| r.method == Method::Get && r.query.is_none()) {
            let shape: String =
                request.path.segments().iter().map(|s| format!("/{}", s.shape().to_lowercase())).collect();
            let collection = !request.path.ends_in_key() && ty.collection;
            said.entry(shape).or_default().push((name.clone(), collection));
        }
    }
    let agreed = said.into_iter().filter_map(|(shape, said)| Some((shape.clone(), agree(ir, &shape, &said)?)));
    let mut out: HashMap<String, Addressed> = agreed.collect();
    // What takes a key is a collection, whether a page lists it, calls it one object, or only creates in it.
    let keyed: Vec<(String, TypeName)> = out
        .iter()
        .filter_map(|(shape, (name, _))| Some((shape.strip_suffix("/{}")?.to_owned(), name.clone())))
        .filter(|(collection, _)| !collection.ends_with(['}', ':', ')']))
        .collect();
    for (collection, item) in keyed {
        match out.entry(collection) {
            Entry::Vacant(vacant) => drop(vacant.insert((item, true))),
            Entry::Occupied(mut known) if known.get().0 == item => known.get_mut().1 = true,
            Entry::Occupied(_) => {}
        }
    }
    out
}

fn agree(ir: &Ir, shape: &str, said: &[Addressed]) -> Option<Addressed> {
    let collections = said.iter().filter(|(_, c)| *c).count();
    let agreed = |name: TypeName| Some((name, collections > 0 && collections * 2 >= said.len()));
    let first = &said.first()?.0;
    let alone = || ir.chain(first).nth(1).is_none_or(|base| base.name == "entity");
    if said.iter().all(|(n, _)| n == first) && alone() {
        return agreed(first.clone());
    }
    let literal = shape.rsplit('/').find(|s| !s.contains('{')).unwrap_or_default();
    let mut candidates: BTreeMap<TypeName, usize> = BTreeMap::new();
    for candidate in said.iter().flat_map(|(n, _)| ir.chain(n)) {
        *candidates.entry(candidate.type_name()).or_default() += 1;
    }
    let score = |candidate: &TypeName, covers: usize| {
        let root = candidate.name == "entity" && said.iter().all(|(n, _)| n != candidate);
        (
            usize::from(is_named_after(literal, &candidate.name)),
            usize::from(!root) * covers,
            ir.chain(candidate).count(),
        )
    };
    let ranked = candidates.into_iter().map(|(candidate, covers)| (score(&candidate, covers), Reverse(candidate)));
    let (_, Reverse(best)) = ranked.max()?;
    agreed(best)
}
