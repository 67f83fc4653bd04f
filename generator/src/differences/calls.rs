//! Actions and functions: what they take and give. URLs lead to them.

use std::fmt;

use super::Sides;
use crate::matching::{DeadEnd, Target, arguments, best, is_untyped, named, only_calls, parameter, shown};
use crate::metadata::{MetadataParameter, OperationKind, ServiceOperation};
use crate::model::{Body, Operation, Parameter, Primitive, RefName, Request, TypeRef};

/// The status by which a page says that nothing comes back.
pub const NO_CONTENT: u16 = 204;

/// A documented request and the overload that it calls.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    pub operation: &'a Operation,
    pub request: &'a Request,
    pub overload: &'a ServiceOperation,
}

/// What a page says that is sent with a call.
pub enum Takes<'a> {
    Content,
    Object(&'a TypeRef),
    /// Parameters by their names, with their lines.
    Parameters(Vec<(String, u32)>),
}

/// The types of one parameter.
pub struct ParameterTypes<'a> {
    call: Call<'a>,
    pub page: &'a Parameter,
    pub service: TypeRef,
}

/// What comes back by either side.
pub struct Responses<'a> {
    call: Call<'a>,
    pub page: Option<&'a TypeRef>,
    pub service: Option<TypeRef>,
}

/// What the documented requests of a page call; nothing where some of them call nothing, as it may be said of those.
pub fn calls<'a>(
    operation: &'a Operation,
    targets: &[(&'a Request, Result<Target<'a>, DeadEnd<'a>>)],
) -> Vec<Call<'a>> {
    if !only_calls(targets) {
        return Vec::new();
    }
    let overloads = targets.iter().filter_map(|(request, target)| match target {
        Ok(Target::Operation(overloads)) => Some((*request, best(overloads, &named(operation, request))?)),
        _ => None,
    });
    overloads.map(|(request, overload)| Call { operation, request, overload }).collect()
}

impl<'a> Call<'a> {
    /// As sentences name what is called.
    pub fn called(self) -> String {
        let kind = match self.overload.kind {
            OperationKind::Action => "the action",
            OperationKind::Function => "the function",
        };
        format!("{kind} `{}`", self.overload.name)
    }

    pub fn takes(self) -> Takes<'a> {
        match (self.overload.kind, &self.operation.body) {
            (OperationKind::Action, Some(Body::Content(_))) => Takes::Content,
            (OperationKind::Action, Some(Body::Type(ty))) => Takes::Object(ty),
            (OperationKind::Action, Some(Body::Parameters(parameters))) => {
                let listed = parameters.iter().filter(|parameter| parameter.inferred.is_none());
                Takes::Parameters(listed.map(|parameter| (parameter.name.clone(), parameter.line)).collect())
            }
            (OperationKind::Action, None) => Takes::Parameters(Vec::new()),
            (OperationKind::Function, _) => {
                let named = arguments(self.request).into_iter();
                Takes::Parameters(named.map(|name| (name, self.request.line)).collect())
            }
        }
    }
}

impl<'a> Sides<'a> {
    /// The types of a parameter that both sides name.
    pub fn parameter_types(self, call: Call<'a>, metadata: &MetadataParameter) -> Option<ParameterTypes<'a>> {
        let page = call.operation.listed_parameters().find(|p| p.name.eq_ignore_ascii_case(&metadata.name))?;
        let service = self.metadata.underlying(&metadata.ty);
        let unknown = page.inferred.is_some() || is_untyped(&page.ty) || is_untyped(&service);
        // A timestamp is a text in a URL, and pages write it as one.
        let is_text = call.overload.kind == OperationKind::Function
            && service.name == RefName::Primitive(Primitive::String)
            && page.ty.name == RefName::Primitive(Primitive::DateTimeOffset);
        let same = self.names.same_type(&page.ty, &service) && page.ty.collection == service.collection;
        (!unknown && !is_text && !same).then_some(ParameterTypes { call, page, service })
    }

    /// The same of each parameter of a call that the page names.
    pub fn all_parameter_types(self, call: Call<'a>) -> Vec<ParameterTypes<'a>> {
        let Takes::Parameters(named) = call.takes() else { return Vec::new() };
        let known = named.iter().filter_map(|(name, _)| parameter(&call.overload.parameters, name));
        known.filter_map(|metadata| self.parameter_types(call, metadata)).collect()
    }

    pub fn responses(self, call: Call<'a>) -> Option<Responses<'a>> {
        let response = call.operation.response.as_ref()?;
        let page = response.ty.as_ref();
        let service = call.overload.returns.as_ref().map(|ty| self.metadata.underlying(ty));
        let unknown = |ty: Option<&TypeRef>| ty.is_some_and(is_untyped);
        if response.content || response.long_running || unknown(page) || unknown(service.as_ref()) {
            return None;
        }
        let agree = match (page, &service) {
            (None, None) => true,
            // Silence is no claim that nothing comes back; `204 No Content` is one.
            (None, Some(service)) => response.status != NO_CONTENT || is_stream(service),
            (Some(_), None) => false,
            (Some(page), Some(service)) => self.answers(page, service),
        };
        (!agree).then_some(Responses { call, page, service })
    }

    /// Whether what a page says is what the metadata says, or a type that derives from it.
    fn answers(self, page: &TypeRef, service: &TypeRef) -> bool {
        let narrower = || {
            let page = page.type_name().and_then(|name| self.names.type_name(name));
            page.zip(service.type_name()).is_some_and(|(page, service)| self.metadata.derives(page, service))
        };
        page.collection == service.collection && (self.names.same_type(page, service) || narrower())
    }
}

pub fn is_stream(ty: &TypeRef) -> bool {
    ty.name == RefName::Primitive(Primitive::Stream)
}

impl fmt::Display for ParameterTypes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { call, page, service } = self;
        let (name, called, page, service) = (&page.name, call.called(), shown(&page.ty), shown(service));
        write!(f, "the parameter `{name}` of {called} is {page} on the page and {service} in the metadata")
    }
}

impl fmt::Display for Responses<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let gives = |ty: Option<&TypeRef>| ty.map_or_else(|| "nothing".to_owned(), shown);
        let (called, page, service) = (self.call.called(), gives(self.page), gives(self.service.as_ref()));
        write!(f, "{called} gives {page} on the page and {service} in the metadata")
    }
}
