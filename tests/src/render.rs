//! Facts as short text: what a snapshot shows is only what its construct is about.

use std::fmt::Write;

use msgraph_docgen::FileTree;
use msgraph_docgen::diagnostic::Diagnostic;
use msgraph_docgen::extract::{PropertyRow, TypeCell, TypeExpr};
use msgraph_docgen::model::{
    Body, Deprecation, EndpointBody, Ir, Member, Operation, Parameter, Property, PropertyFacts, Type,
};
use quote::ToTokens;

/// `Collection(Edm.String)`, `widget (widget.md)`, `?` where the cell leaves it open.
pub fn cell(cell: &TypeCell) -> String {
    let item = match &cell.expr {
        TypeExpr::Primitive(primitive) => format!("Edm.{primitive:?}"),
        TypeExpr::Open => "?".to_owned(),
        TypeExpr::Names(names) => {
            let name = |n: &msgraph_docgen::extract::NameRef| match &n.target {
                Some(target) => format!("{} ({target})", n.text),
                None => n.text.clone(),
            };
            names.iter().map(name).collect::<Vec<_>>().join(" or ")
        }
    };
    if cell.collection { format!("Collection({item})") } else { item }
}

/// A row on a line of its own, with the line that it stands on.
pub fn rows(rows: &[PropertyRow]) -> String {
    let row = |r: &PropertyRow| {
        let marks = [(r.navigation, ", relationship"), (r.required, ", required")];
        let marks: String = marks.iter().filter(|(on, _)| *on).map(|(_, mark)| *mark).collect();
        let values = if r.values.is_empty() { String::new() } else { format!(" of {}", members(&r.values)) };
        format!("{}: {}: {}{marks}{values}\n", r.line, r.name, cell(&r.ty))
    };
    rows.iter().map(row).collect()
}

/// `a, b = 2`
pub fn members(members: &[Member]) -> String {
    let member = |m: &Member| m.value.map_or_else(|| m.name.clone(), |v| format!("{} = {v}", m.name));
    members.iter().map(member).collect::<Vec<_>>().join(", ")
}

/// A finding on a line of its own.
pub fn findings(found: &[Diagnostic]) -> String {
    let line = |d: &Diagnostic| {
        let help = d.help.as_ref().map(|h| format!(" ({h})")).unwrap_or_default();
        format!("{}:{}: {}: {}; {}{help}\n", d.place.file, d.place.line, d.code.id(), d.found, d.done)
    };
    found.iter().map(line).collect()
}

/// The findings of these codes alone.
pub fn findings_of(found: &[Diagnostic], codes: &[&str]) -> String {
    findings(&found.iter().filter(|d| codes.contains(&d.code.id())).cloned().collect::<Vec<_>>())
}

/// A type of the model, by its short name: a line for it, and one for each property or member.
pub fn ty(ir: &Ir, name: &str) -> String {
    let ty = ir.types.values().find(|t| t.name == name).unwrap_or_else(|| panic!("no type {name}"));
    let mut out = headline(ty);
    for property in &ty.properties {
        let _ = writeln!(out, "  {}", self::property(property));
    }
    if !ty.members.is_empty() {
        let _ = writeln!(out, "  {}", members(&ty.members));
    }
    out
}

fn headline(ty: &Type) -> String {
    let kind = format!("{:?}", ty.kind).to_lowercase();
    let base = ty.base.as_ref().map(|b| format!(" from {b}")).unwrap_or_default();
    let marks = [(ty.is_abstract, " abstract"), (ty.open, " open"), (ty.flags, " flags")];
    let marks: String = marks.iter().filter(|(on, _)| *on).map(|(_, mark)| *mark).collect();
    let inferred = ty.inferred.map(|i| format!(", inferred from {i:?}").to_lowercase()).unwrap_or_default();
    format!("{}: {kind}{marks}{base}{inferred}, on {}\n", ty.type_name(), ty.sources.join(" "))
}

fn property(property: &Property) -> String {
    let values = if property.values.is_empty() { String::new() } else { format!(" of {}", members(&property.values)) };
    let unknown = property.ty.unknown.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
    let navigation = if property.navigation { ", relationship" } else { "" };
    let inferred = property.inferred.map(|i| format!(", inferred from {i:?}").to_lowercase()).unwrap_or_default();
    let filled = property.from_metadata.iter().map(|fact| format!(", {fact:?} from metadata").to_lowercase());
    let filled: String = filled.collect();
    format!("{}: {}{unknown}{navigation}{values}{inferred}{filled}", property.name, property.ty)
}

/// What the docs say of the use of a type and of its properties and members, where they say something.
pub fn facts(ir: &Ir, name: &str) -> String {
    let ty = ir.types.values().find(|t| t.name == name).unwrap_or_else(|| panic!("no type {name}"));
    let deprecated = |said: &Deprecation| format!("deprecated {}", said.note()).trim_end().to_owned();
    let mut lines = vec![(ty.name.as_str(), ty.deprecated.as_ref().map(&deprecated))];
    lines.extend(
        ty.properties.iter().map(|p| (p.name.as_str(), (!p.facts.is_empty()).then(|| property_facts(&p.facts)))),
    );
    lines.extend(ty.members.iter().map(|m| (m.name.as_str(), m.deprecated.as_ref().map(&deprecated))));
    lines.iter().filter_map(|(name, said)| Some(format!("{name}: {}\n", said.as_ref()?))).collect()
}

fn property_facts(facts: &PropertyFacts) -> String {
    let filter = facts.filter.as_ref().map(|all| format!("filter {all:?}").to_lowercase());
    let marks = [
        (facts.key, "key"),
        (facts.read_only, "read-only"),
        (facts.required_on_create, "required on create"),
        (facts.order_by, "order by"),
        (facts.search, "search"),
    ];
    let returned = facts.returned.map(|r| format!("returned {r:?}").to_lowercase());
    let deprecated = facts.deprecated.as_ref().map(|said| format!("deprecated {}", said.note()).trim_end().to_owned());
    let marks = marks.iter().filter(|(on, _)| *on).map(|(_, mark)| (*mark).to_owned());
    marks.chain(returned).chain(filter).chain(deprecated).collect::<Vec<_>>().join(", ")
}

/// What goes in and what comes out of an operation.
pub fn operation(operation: &Operation) -> String {
    let mut out = String::new();
    for request in &operation.requests {
        let _ = writeln!(out, "{} {}", request.method.as_str(), request.path);
    }
    let body = match &operation.body {
        None => "nothing".to_owned(),
        Some(Body::Type(ty)) => ty.unknown.as_ref().map_or_else(|| ty.to_string(), |why| format!("unknown: {why}")),
        Some(Body::Parameters(parameters)) => parameters_line(parameters),
        Some(Body::Content(media_type)) => format!("bytes of {media_type}"),
    };
    let or_nothing = if operation.optional_body { ", or nothing" } else { "" };
    let _ = writeln!(out, "takes {body}{or_nothing}");
    if !operation.parameters.is_empty() {
        let _ = writeln!(out, "arguments {}", parameters_line(&operation.parameters));
    }
    if let Some(response) = &operation.response {
        let what = match &response.ty {
            Some(ty) => ty.unknown.as_ref().map_or_else(|| ty.to_string(), |why| format!("unknown: {why}")),
            None if response.content => "bytes".to_owned(),
            None => "nothing".to_owned(),
        };
        let end = if response.long_running { ", long-running" } else { "" };
        let _ = writeln!(out, "gives {} {what}{end}", response.status);
    }
    out
}

/// What a URL is made of: what it takes and gives, and its pages, the main one first.
pub fn endpoint(ir: &Ir, request: &str) -> String {
    let is_requested = |e: &&msgraph_docgen::model::Endpoint| format!("{} {}", e.method.as_str(), e.path) == request;
    let known = || ir.endpoints.iter().map(|e| format!("{} {}", e.method.as_str(), e.path)).collect::<Vec<_>>();
    let endpoint = ir.endpoints.iter().find(is_requested).unwrap_or_else(|| panic!("no {request} in {:?}", known()));
    let taken = match &endpoint.body {
        None => "nothing".to_owned(),
        Some(EndpointBody::Model(name)) => name.to_string(),
        Some(EndpointBody::Parameters(parameters)) => parameters_line(parameters),
        Some(other) => format!("{other:?}").to_lowercase(),
    };
    let bytes = endpoint.media_type.as_ref().map(|name| format!(" of {name}")).unwrap_or_default();
    let or_nothing = if endpoint.optional_body { " or nothing" } else { "" };
    let taken = format!("{taken}{bytes}{or_nothing}");
    let given = match endpoint.response.as_ref().map(|r| (&r.ty, r.content)) {
        Some((_, true)) => "bytes".to_owned(),
        Some((Some(ty), _)) => ty.unknown.as_ref().map_or_else(|| ty.to_string(), |why| format!("unknown: {why}")),
        _ => "nothing".to_owned(),
    };
    let pages = endpoint.pages.iter().map(|page| format!("{} ({})\n", page.file, page.role.reason()));
    format!("{request}: takes {taken}, gives {given}\n{}", pages.collect::<String>())
}

/// What pages say of the use of URLs, where they say something.
pub fn endpoint_facts(ir: &Ir) -> String {
    let facts = |e: &msgraph_docgen::model::Endpoint| {
        let consistency = e.consistency.map(|c| format!("consistency {c:?}").to_lowercase());
        let deprecated = e.deprecated.as_ref().map(|said| format!("deprecated {}", said.note()).trim_end().to_owned());
        let counted = e.counted.then(|| "counted".to_owned());
        consistency.into_iter().chain(counted).chain(deprecated).collect::<Vec<_>>().join(", ")
    };
    let lines = ir.endpoints.iter().map(|e| (format!("{} {}", e.method.as_str(), e.path), facts(e)));
    lines.filter(|(_, facts)| !facts.is_empty()).map(|(request, facts)| format!("{request}: {facts}\n")).collect()
}

fn parameters_line(parameters: &[Parameter]) -> String {
    let typed = |p: &Parameter| format!("{}: {}{}", p.name, p.ty, if p.required { " (required)" } else { "" });
    format!("{{{}}}", parameters.iter().map(typed).collect::<Vec<_>>().join(", "))
}

/// The items of an emitted file that `wanted` names: by their own name, or an impl by the type that it is for.
pub fn items(files: &FileTree, path: &str, wanted: &[&str]) -> String {
    let text = files.0.get(path).unwrap_or_else(|| panic!("no {path} in {:?}", files.0.keys()));
    let mut file = syn::parse_file(text).unwrap_or_else(|e| panic!("{path}: {e}"));
    file.attrs.clear();
    let found: Vec<String> = file.items.iter().map(name).collect();
    for wanted in wanted {
        assert!(found.iter().any(|f| f == wanted), "no `{wanted}` in {path}: {found:?}");
    }
    file.items.retain(|item| wanted.contains(&name(item).as_str()));
    prettyplease::unparse(&file)
}

/// `User`, `list`, `impl runtime :: Model for User`
pub fn name(item: &syn::Item) -> String {
    match item {
        syn::Item::Struct(item) => item.ident.to_string(),
        syn::Item::Enum(item) => item.ident.to_string(),
        syn::Item::Fn(item) => item.sig.ident.to_string(),
        syn::Item::Mod(item) => item.ident.to_string(),
        syn::Item::Impl(item) => {
            let of = item.trait_.as_ref().map(|t| format!("{} for ", tokens(&t.0))).unwrap_or_default();
            format!("impl {of}{}", tokens(&item.self_ty))
        }
        syn::Item::Macro(item) => tokens(&item.mac),
        other => tokens(other),
    }
}

fn tokens(part: &impl ToTokens) -> String {
    part.to_token_stream().to_string().replace(' ', "")
}
