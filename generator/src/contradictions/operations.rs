//! Actions and functions: what they take and give. URLs lead to them.

use serde_json::Value;

use super::evidence::Evidence;
use super::fits::Form;
use super::shown::{answered, request_bodies, responses};
use super::{Comparison, Contradiction, listed};
use crate::diagnostic::{Code, nearest};
use crate::matching::{
    Target, arguments, best, is_untyped, listed_parameters, named, only_calls, parameter, shown, targets, walk,
};
use crate::metadata::{Metadata, MetadataParameter, OperationKind, ServiceOperation};
use crate::model::{Body, Ir, Method, Operation, Primitive, RefName, Request, Source, TypeRef};

const NO_CONTENT: u16 = 204;

/// A documented request and the overload that it calls.
struct Call<'c> {
    operation: &'c Operation,
    request: &'c Request,
    overload: &'c ServiceOperation,
}

impl<'a> Comparison<'a> {
    pub(super) fn operations(&mut self) {
        for operation in &self.ir.operations {
            let targets = targets(operation, self.metadata);
            let only_calls = only_calls(&targets);
            for (request, target) in &targets {
                match target {
                    Err(end) => self.dead_end(operation, request, end),
                    Ok(Target::Operation(overloads)) if only_calls => self.call(operation, request, overloads),
                    Ok(_) => {}
                }
            }
        }
    }

    fn call(&mut self, operation: &Operation, request: &Request, overloads: &[&ServiceOperation]) {
        let names = named(operation, request);
        if let Some(overload) = best(overloads, &names) {
            let call = Call { operation, request, overload };
            self.parameters(&call);
            self.response(&call);
        }
    }

    fn parameters(&mut self, call: &Call<'_>) {
        let known = &call.overload.parameters;
        let unknown: Vec<(String, u32)> = match (call.overload.kind, &call.operation.body) {
            (OperationKind::Action, Some(Body::Content(_))) => return,
            (OperationKind::Action, Some(Body::Type(ty))) => return self.object_for_parameters(call, ty),
            (OperationKind::Action, Some(Body::Parameters(parameters))) => {
                let listed = parameters.iter().filter(|parameter| parameter.inferred.is_none());
                listed.map(|parameter| (parameter.name.clone(), parameter.line)).collect()
            }
            (OperationKind::Action, None) => Vec::new(),
            (OperationKind::Function, _) => {
                arguments(call.request).into_iter().map(|name| (name, call.request.line)).collect()
            }
        };
        // Those that a misspelled one stands for: it is told there.
        let mut meant: Vec<&str> = Vec::new();
        for (name, line) in unknown {
            match parameter(known, &name) {
                None => {
                    let near = nearest(&name, known.iter().map(|parameter| parameter.name.as_str()));
                    meant.extend(near);
                    self.unknown_parameter(call, &name, line, near);
                }
                Some(metadata) => self.parameter_type(call, metadata),
            }
        }
        self.missing_parameters(call, &meant);
    }

    fn unknown_parameter(&mut self, call: &Call<'_>, name: &str, line: u32, near: Option<&str>) {
        let sends = |name: &str| request_bodies(call.operation).filter(|json| json.get(name).is_some()).count();
        let evidence = Evidence { page: sends(name), metadata: near.map_or(0, sends), ..Evidence::default() };
        self.report_call(
            call,
            line,
            Code::MetadataParameter,
            format!("{} takes no parameter `{name}` in the metadata", self.called(call)),
            evidence,
            near.map(|near| format!("did you mean `{near}`?")),
        );
    }

    fn parameter_type(&mut self, call: &Call<'_>, metadata: &MetadataParameter) {
        let Some(page) = listed_parameters(call.operation).find(|p| p.name.eq_ignore_ascii_case(&metadata.name)) else {
            return;
        };
        let service = self.metadata.underlying(&metadata.ty);
        let unknown = page.inferred.is_some() || is_untyped(&page.ty) || is_untyped(&service);
        // A timestamp is a text in a URL, and pages write it as one.
        let is_text = call.overload.kind == OperationKind::Function
            && service.name == RefName::Primitive(Primitive::String)
            && page.ty.name == RefName::Primitive(Primitive::DateTimeOffset);
        if unknown || is_text || self.names.same_type(&page.ty, &service) && page.ty.collection == service.collection {
            return;
        }
        let values: Vec<&Value> =
            request_bodies(call.operation).filter_map(|json| json.get(&page.name)).filter(|v| !v.is_null()).collect();
        let (on_page, in_metadata) = (Form::new(&page.ty, self.ir), Form::new(&service, self.metadata));
        let evidence = Evidence::weigh(values, |value| on_page.fits(value), |value| in_metadata.fits(value));
        let found = format!(
            "the parameter `{}` of {} is {} on the page and {} in the metadata",
            page.name,
            self.called(call),
            shown(&page.ty),
            shown(&service)
        );
        self.report_call(call, page.line, Code::MetadataParameter, found, evidence, None);
    }

    /// What a page does not list; what may be left out of a function is not of its URL.
    fn missing_parameters(&mut self, call: &Call<'_>, meant: &[&str]) {
        let named = named(call.operation, call.request);
        let is_told = |name: &str| meant.contains(&name) || named.iter().any(|known| known.eq_ignore_ascii_case(name));
        let missing: Vec<&MetadataParameter> = call
            .overload
            .parameters
            .iter()
            .filter(|parameter| !parameter.optional && !is_told(&parameter.name))
            .collect();
        if missing.is_empty() {
            return;
        }
        let sent = |name: &str| request_bodies(call.operation).filter(|json| json.get(name).is_some()).count();
        let evidence = Evidence { metadata: missing.iter().map(|p| sent(&p.name)).sum(), ..Evidence::default() };
        let word = if missing.len() == 1 { "a parameter" } else { "parameters" };
        let found = format!(
            "{} takes {word} in the metadata that the page does not list: {}",
            self.called(call),
            listed(missing.iter().map(|parameter| parameter.name.as_str()))
        );
        self.report_call(call, call.request.line, Code::MetadataParameter, found, evidence, None);
    }

    /// The page says that an object is sent, and the metadata lists parameters.
    fn object_for_parameters(&mut self, call: &Call<'_>, ty: &TypeRef) {
        if is_untyped(ty) {
            return;
        }
        let known = &call.overload.parameters;
        let names: Vec<&str> = known.iter().map(|parameter| parameter.name.as_str()).collect();
        let properties = |json: &Value| {
            json.as_object().is_some_and(|o| o.keys().any(|k| names.iter().any(|name| name.eq_ignore_ascii_case(k))))
        };
        let on_page = Form::new(ty, self.ir);
        let evidence = Evidence {
            metadata: request_bodies(call.operation).filter(|json| properties(json)).count(),
            page: request_bodies(call.operation).filter(|json| !properties(json) && on_page.fits(json)).count(),
            ..Evidence::default()
        };
        let takes = if names.is_empty() {
            "takes nothing".to_owned()
        } else {
            format!("takes {}", listed(names.iter().copied()))
        };
        let found = format!("the page sends {} to {}, which {takes} in the metadata", shown(ty), self.called(call));
        self.report_call(call, call.request.line, Code::MetadataParameter, found, evidence, None);
    }

    fn response(&mut self, call: &Call<'_>) {
        let Some(response) = &call.operation.response else { return };
        let page = response.ty.as_ref();
        let service = call.overload.returns.as_ref().map(|ty| self.metadata.underlying(ty));
        let unknown = |ty: Option<&TypeRef>| ty.is_some_and(is_untyped);
        if response.content || response.long_running || unknown(page) || unknown(service.as_ref()) {
            return;
        }
        let gives = |ty: Option<&TypeRef>| ty.map_or_else(|| "nothing".to_owned(), shown);
        if match (page, &service) {
            (None, None) => true,
            // Silence is no claim that nothing comes back; `204 No Content` is one.
            (None, Some(service)) => response.status != NO_CONTENT || is_stream(service),
            (Some(_), None) => false,
            (Some(page), Some(service)) => self.answers(page, service),
        } {
            return;
        }
        let on_page = page.map(|ty| (ty, Form::new(ty, self.ir)));
        let in_metadata = service.as_ref().map(|ty| (ty, Form::new(ty, self.metadata)));
        let fits = |form: &Option<(&TypeRef, Form<'_>)>, json: &Value| {
            form.as_ref().is_some_and(|(ty, form)| form.fits(value_of(json, ty)))
        };
        let evidence =
            Evidence::weigh(responses(call.operation), |json| fits(&on_page, json), |json| fits(&in_metadata, json));
        let found = format!(
            "{} gives {} on the page and {} in the metadata",
            self.called(call),
            gives(page),
            gives(service.as_ref())
        );
        self.report_call(call, call.request.line, Code::MetadataResponse, found, evidence, None);
    }

    /// Whether what a page says is what the metadata says, or a type that derives from it.
    fn answers(&self, page: &TypeRef, service: &TypeRef) -> bool {
        let narrower = || {
            let page = page.type_name().and_then(|name| self.names.type_name(name));
            page.zip(service.type_name()).is_some_and(|(page, service)| self.metadata.derives(page, service))
        };
        page.collection == service.collection && (self.names.same_type(page, service) || narrower())
    }

    fn called(&self, call: &Call<'_>) -> String {
        let kind = match call.overload.kind {
            OperationKind::Action => "the action",
            OperationKind::Function => "the function",
        };
        format!("{kind} `{}`", call.overload.name)
    }

    fn report_call(
        &mut self,
        call: &Call<'_>,
        line: u32,
        code: Code,
        found: String,
        evidence: Evidence,
        help: Option<String>,
    ) {
        let source = Source { file: call.operation.source.file.clone(), line };
        self.report(Contradiction {
            code,
            source: &source,
            found,
            evidence: Some(evidence),
            line: Some(call.overload.line),
            help,
            fixes: Vec::new(),
        });
    }
}

/// The overloads that documented requests call.
pub(super) fn called<'m>(ir: &Ir, metadata: &'m Metadata) -> impl Iterator<Item = &'m ServiceOperation> {
    let requests = ir.operations.iter().flat_map(|operation| operation.requests.iter().map(move |r| (operation, r)));
    requests.filter_map(|(operation, request)| match walk(metadata, &request.path, request.method == Method::Post) {
        Ok(Target::Operation(overloads)) => best(&overloads, &named(operation, request)),
        _ => None,
    })
}

/// OData writes a value that is no object as `value`, too.
fn value_of<'v>(json: &'v Value, ty: &TypeRef) -> &'v Value {
    match &ty.name {
        RefName::Primitive(_) => json.get("value").unwrap_or(json),
        RefName::Named(_) => answered(json, ty),
    }
}

fn is_stream(ty: &TypeRef) -> bool {
    ty.name == RefName::Primitive(Primitive::Stream)
}
