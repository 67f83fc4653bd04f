//! Where facts come from that no page states, or that a page states otherwise.

use crate::emit::docs;
use crate::model::{Inference, Parameter, Property, PropertyFact, Response, Type, TypeFact, TypeOnPage};

/// Where a type comes from that no page defines.
pub fn of_type(inference: Inference) -> String {
    let by = match inference {
        Inference::Body => "the table of a request body",
        Inference::Prose => "descriptions that list its values",
        Inference::Example => "examples",
        Inference::Reference => "its name alone",
        Inference::Metadata => return "No page describes it; from the service's metadata.".to_owned(),
    };
    format!("No page defines this type: it was inferred from {by}.")
}

/// What of a type that a page defines is as in the metadata, and what the page says of it.
pub fn of_facts(ty: &Type) -> Option<String> {
    let facts = ty.from_metadata.iter().map(|fact| {
        let (what, page) = match fact {
            TypeFact::Base => ("Its base type is", ty.on_page.as_ref().and_then(base)),
            TypeFact::Members => ("Its members are", ty.on_page.as_ref().and_then(|page| members(ty, page))),
            TypeFact::Flags => ("That members can be combined is", None),
        };
        sentence(what, page)
    });
    (!ty.from_metadata.is_empty()).then(|| facts.collect::<Vec<_>>().join(" "))
}

/// What of a property is as in the metadata, and what its row says.
pub fn of_property(property: &Property) -> Option<String> {
    let page = property.on_page.as_ref();
    let ty = (property.inferred == Some(Inference::Metadata)).then(|| {
        let says = page.and_then(|page| page.ty.as_ref()).map(|ty| format!("says {}", docs::code(&ty.to_string())));
        sentence("Type", says)
    });
    let relationship = page.and_then(|page| page.navigation).map(|is_relationship| {
        let (what, other) =
            if is_relationship { ("A property", "a relationship") } else { ("A relationship", "a property") };
        sentence(what, Some(format!("lists it as {other}")))
    });
    let facts = property.from_metadata.iter().map(|fact| match fact {
        PropertyFact::Key => sentence("Key,", None),
        PropertyFact::Nullability => sentence("Never `null`,", None),
    });
    let sentences: Vec<String> = ty.into_iter().chain(relationship).chain(facts).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// That the type of a parameter is as in the metadata, and what its row says.
pub fn of_parameter(parameter: &Parameter) -> Option<String> {
    let page = parameter.on_page.as_ref()?;
    Some(sentence("Type", Some(format!("says {}", docs::code(&page.ty.to_string())))))
}

/// That what comes back is as in the metadata, and what the page says.
pub fn of_response(response: &Response) -> Option<String> {
    let page = response.on_page.as_ref()?;
    let says = page.ty.as_ref().map_or_else(|| "that nothing comes back".to_owned(), |ty| docs::code(&ty.to_string()));
    Some(sentence("Response", Some(format!("says {says}"))))
}

fn sentence(what: &str, page: Option<String>) -> String {
    let page = page.map(|says| format!("; the page {says}")).unwrap_or_default();
    format!("{what} as in the service's metadata{page}.")
}

fn base(page: &TypeOnPage) -> Option<String> {
    page.base.as_ref().map(|base| format!("says {}", docs::code(&base.to_string())))
}

/// What only one side lists.
fn members(ty: &Type, page: &TypeOnPage) -> Option<String> {
    if page.members.is_empty() {
        return None;
    }
    let names: Vec<&String> = ty.members.iter().map(|member| &member.name).collect();
    let more: Vec<&String> = page.members.iter().filter(|name| !names.contains(name)).collect();
    let fewer: Vec<&String> = names.into_iter().filter(|name| !page.members.contains(name)).collect();
    let listed = |verb: &str, names: &[&String]| {
        let names: Vec<String> = names.iter().map(|name| docs::code(name)).collect();
        (!names.is_empty()).then(|| format!("{verb} {}", names.join(", ")))
    };
    let says: Vec<String> = listed("lists", &more).into_iter().chain(listed("does not list", &fewer)).collect();
    Some(says.join(", and "))
}
