//! Lowers a plan to the facts of what its crate offers.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::{Attribute, COUNTED_LIST, Fact, Key, Subject, Surface, join_sets, paths, short, write};
use crate::model::{
    Deprecation, EndpointBody, Kind, Member, Operation, Parameter, PermissionKind, Primitive, RefName, Segment, Source,
    TypeRef,
};
use crate::plan::names::{Scope, kebab};
use crate::plan::{
    Endpoint, FieldPlan, ModelPlan, Options, Plan, VersionPlan, parameter_fields, rust_type, tables, variants,
};

/// The facts of each version.
pub fn lower(plan: &Plan<'_>) -> Vec<Surface> {
    plan.versions.par_iter().map(|version| lower_version(version, plan.options)).collect()
}

/// The facts of one version.
fn lower_version(plan: &VersionPlan<'_>, options: &Options) -> Surface {
    let mut surface = Surface::new(plan.ir.api);
    let mut add = |owner: &str, subject, fact| drop(surface.facts.insert(Key::new(owner, subject, ""), fact));
    let default = options.is_selection().then_some("yes");
    add(plan.ir.api.segment(), Subject::Version, Fact::default().with_some(Attribute::Default, default));
    for slice in 0..plan.slices.len() {
        add(&plan.feature(slice), Subject::Feature, Fact::default());
    }
    for &primitive in Primitive::ALL {
        add(
            &RefName::Primitive(primitive).to_string(),
            Subject::Scalar,
            Fact::default().with(Attribute::Rust, rust_type(primitive)),
        );
    }
    for model in plan.models.values() {
        add_model(&mut surface, plan, model);
    }
    for endpoint in &plan.endpoints {
        add_endpoint(&mut surface, endpoint);
    }
    surface
}

/// The files of the crate that hold them.
pub fn files(plan: &VersionPlan<'_>, options: &Options) -> [(String, String); 2] {
    let [facts, pages] = paths(plan.ir.api);
    let [facts_text, pages_text] = write(&lower_version(plan, options));
    [(facts, facts_text), (pages, pages_text)]
}

fn reference(ty: &TypeRef) -> String {
    let name = ty.type_name().map_or_else(|| ty.name.to_string(), short);
    if ty.collection { format!("Collection({name})") } else { name }
}

fn add_model(surface: &mut Surface, plan: &VersionPlan<'_>, model: &ModelPlan<'_>) {
    let (ty, name) = (model.ty, short(&model.ty.type_name()));
    let kind = match ty.kind {
        Kind::Entity => "entity",
        Kind::Complex => "complex",
        Kind::Enum if ty.flags => "flags",
        Kind::Enum => "enum",
    };
    let marks: Vec<&str> =
        [("abstract", ty.is_abstract), ("open", ty.open)].into_iter().filter(|(_, on)| *on).map(|(m, _)| m).collect();
    let slices = match model.slices.len() {
        0 => None,
        n if n == plan.slices.len() => Some("*".to_owned()),
        _ => Some(model.slices.iter().map(|s| kebab(&plan.slices[*s])).collect::<Vec<_>>().join(" ")),
    };
    let fact = Fact::at(&ty.source)
        .with(Attribute::Rust, model.rust_path(&model.ident))
        .with(Attribute::Kind, kind)
        .with_some(Attribute::Base, ty.base.as_ref().map(short))
        .with_some(Attribute::Marks, (!marks.is_empty()).then(|| marks.join(" ")))
        .with_some(Attribute::Slices, slices)
        .with_some(Attribute::Deprecated, ty.deprecated.as_ref().map(deprecation))
        .described(&[&ty.description]);
    surface.facts.insert(Key::new(&name, Subject::Type, ""), fact);
    add_members(surface, &name, &ty.members, &ty.source);
    let own = model.ty.type_name();
    for field in model.fields.iter().chain(&model.relationships) {
        // An inherited property is a fact of its owner, unless it has another name here.
        if field.owner != own && is_named_as_in_owner(plan, field) {
            continue;
        }
        let property = field.property;
        let fact = Fact::at(&property.source)
            .with(Attribute::Rust, &field.ident)
            .with(Attribute::Type, reference(&property.ty))
            .with_some(Attribute::Navigation, property.navigation.then_some("yes"))
            .with_some(Attribute::Deprecated, property.facts.deprecated.as_ref().map(deprecation))
            .described(&[&property.description]);
        surface.facts.insert(Key::new(&name, Subject::Property, &property.name), fact);
    }
    for values in &model.value_enums {
        let (owner, source) = (format!("{name}/{}", values.property.name), &values.property.source);
        let fact =
            Fact::at(source).with(Attribute::Rust, model.rust_path(&values.ident)).with(Attribute::Kind, "values");
        surface.facts.insert(Key::new(&owner, Subject::Type, ""), fact);
        add_members(surface, &owner, &values.property.values, source);
    }
}

/// What there is to say of it, and `yes` where the docs say no more.
fn deprecation(deprecation: &Deprecation) -> String {
    match deprecation.note() {
        note if note.is_empty() => "yes".to_owned(),
        note => note,
    }
}

fn is_named_as_in_owner(plan: &VersionPlan<'_>, field: &FieldPlan<'_>) -> bool {
    let Some(owner) = plan.models.get(&field.owner) else { return false };
    let fields = if field.property.navigation { &owner.relationships } else { &owner.fields };
    fields.iter().any(|f| std::ptr::eq(f.property, field.property) && f.ident == field.ident)
}

fn add_members(surface: &mut Surface, owner: &str, members: &[Member], source: &Source) {
    for (member, variant) in members.iter().zip(variants(members)) {
        let source = Source { line: member.line.unwrap_or(source.line), ..source.clone() };
        let fact = Fact::at(&source)
            .with(Attribute::Rust, variant)
            .with_some(Attribute::Value, member.value.map(|v| v.to_string()))
            .with_some(Attribute::Deprecated, member.deprecated.as_ref().map(deprecation))
            .described(&[&member.description]);
        surface.facts.insert(Key::new(owner, Subject::Member, &member.name), fact);
    }
}

fn shape(segments: &[Segment]) -> String {
    segments.iter().map(|s| format!("/{}", s.folded_shape())).collect()
}

/// The line of the request, on the first page that documents it.
fn source(endpoint: &Endpoint<'_>, shape: &str) -> Source {
    let page: &Operation = endpoint.pages[0];
    let mut requests = page.requests.iter().filter(|r| r.method == endpoint.method);
    let exact = requests.clone().find(|r| self::shape(r.path.segments()) == shape);
    let line = exact.or_else(|| requests.next()).map_or(page.source.line, |r| r.line);
    Source { line, ..page.source.clone() }
}

fn add_endpoint(surface: &mut Surface, endpoint: &Endpoint<'_>) {
    let shape = shape(endpoint.segments);
    let source = source(endpoint, &shape);
    let owner = format!("{} {shape}", endpoint.method.as_str());
    let body = endpoint.body.map(|body| match body {
        EndpointBody::Model(name) => short(name),
        EndpointBody::Parameters(_) => "(parameters)".to_owned(),
        EndpointBody::Reference => "(reference)".to_owned(),
        EndpointBody::Content => "(bytes)".to_owned(),
        EndpointBody::Json => RefName::Primitive(Primitive::Untyped).to_string(),
    });
    let returns = endpoint.response.and_then(|r| match &r.ty {
        _ if r.content => Some("(bytes)".to_owned()),
        None if r.long_running => Some(format!("(operation){}", endpoint.result.map(reference).unwrap_or_default())),
        ty => ty.as_ref().map(reference),
    });
    let some = |list: &[String], between| (!list.is_empty()).then(|| list.join(between));
    let counted = endpoint.counted.then_some(COUNTED_LIST);
    let options: Vec<&str> = endpoint.query_options.iter().map(String::as_str).chain(counted).collect();
    let words: Vec<&str> = endpoint.pages.iter().flat_map(|p| [p.title.as_str(), p.description.as_str()]).collect();
    let fact = Fact::at(&source)
        .with(Attribute::Rust, endpoint.rust_path())
        .with(Attribute::Path, endpoint.documented_path())
        .with_some(Attribute::Arguments, some(&endpoint.arguments, ", "))
        .with_some(Attribute::Item, endpoint.item.map(|at| endpoint.arguments[at].clone()))
        .with_some(Attribute::Body, body)
        .with_some(Attribute::OptionalBody, endpoint.optional_body.then_some("yes"))
        .with_some(Attribute::Returns, returns)
        .with_some(Attribute::Query, (!options.is_empty()).then(|| options.join(" ")))
        .with_some(Attribute::Options, endpoint.options_name.as_deref())
        .with_some(Attribute::Deprecated, endpoint.deprecated.map(deprecation))
        .described(&words);
    surface.facts.insert(Key::new(&owner, Subject::Endpoint, ""), fact);
    if let Some(EndpointBody::Parameters(parameters)) = endpoint.body {
        add_parameters(surface, endpoint, &owner, parameters);
    }
    add_permissions(surface, endpoint, &owner);
}

fn add_parameters(surface: &mut Surface, endpoint: &Endpoint<'_>, owner: &str, parameters: &[Parameter]) {
    for (parameter, field) in parameters.iter().zip(parameter_fields(parameters)) {
        let holds = |page: &&&Operation| match &page.body {
            Some(crate::model::Body::Parameters(list)) => list.contains(parameter),
            _ => false,
        };
        let page = endpoint.pages.iter().find(holds).unwrap_or(&endpoint.pages[0]);
        let fact = Fact::at(&Source { line: parameter.line, ..page.source.clone() })
            .with(Attribute::Rust, field)
            .with(Attribute::Type, reference(&parameter.ty))
            .with_some(Attribute::Required, parameter.required.then_some("yes"))
            .with_some(Attribute::Deprecated, parameter.deprecated.as_ref().map(deprecation))
            .described(&[&parameter.description]);
        surface.facts.insert(Key::new(owner, Subject::Parameter, &parameter.name), fact);
    }
}

fn add_permissions(surface: &mut Surface, endpoint: &Endpoint<'_>, owner: &str) {
    let tables = tables(endpoint);
    let mut taken = Scope::default();
    let several = |page: &str| tables.iter().filter(|t| t.page == page).count() > 1;
    let pages: BTreeSet<&str> = tables.iter().map(|t| t.page).collect();
    for table in &tables {
        let mut of = String::new();
        if pages.len() > 1 {
            of = format!(" in {}", table.page);
        }
        if several(table.page) && !table.scenario.is_empty() {
            of = format!("{of} ({})", table.scenario);
        }
        for (kind, sets, source) in table.rows() {
            let fact = Fact::at(&source).with(Attribute::Names, join_sets(sets));
            let name = taken.take(&format!("{}{of}", kind_name(kind)));
            surface.facts.insert(Key::new(owner, Subject::Permission, name), fact);
        }
    }
}

/// How facts name a kind.
pub fn kind_name(kind: PermissionKind) -> &'static str {
    match kind {
        PermissionKind::DelegatedWork => "delegated-work",
        PermissionKind::DelegatedPersonal => "delegated-personal",
        PermissionKind::Application => "application",
    }
}
