//! Actions and functions: what they take and give. URLs lead to them.

use serde_json::Value;

use super::evidence::Evidence;
use super::fits::Form;
use super::shown::{answered, request_bodies, responses};
use super::{Comparison, Contradiction};
use crate::config::{Exchanged, Subject, SuggestedChange};
use crate::diagnostic::{Code, nearest};
use crate::differences::{Call, ParameterTypes, Responses, Takes, calls, listed};
use crate::matching::{Target, best, is_untyped, named, parameter, shown, targets, walk};
use crate::metadata::{Metadata, MetadataParameter, ServiceOperation};
use crate::model::{Ir, Method, RefName, Source, TypeRef};

/// What can be done about a contradiction.
#[derive(Default)]
struct Remedy {
    help: Option<String>,
    fixes: Vec<(Subject, SuggestedChange)>,
}

impl<'a> Comparison<'a> {
    pub(super) fn operations(&mut self) {
        for operation in &self.sides.ir.operations {
            let targets = targets(operation, self.sides.metadata);
            for (request, target) in &targets {
                if let Err(end) = target {
                    self.dead_end(operation, request, end);
                }
            }
            for call in calls(operation, &targets) {
                self.parameters(call);
                if let Some(responses) = self.sides.responses(call) {
                    self.response(call, &responses);
                }
            }
        }
    }

    fn parameters(&mut self, call: Call<'a>) {
        let known = &call.overload.parameters;
        let named = match call.takes() {
            Takes::Content => return,
            Takes::Object(ty) => return self.object_for_parameters(call, ty),
            Takes::Parameters(named) => named,
        };
        // Those that a misspelled one stands for: it is told there.
        let mut meant: Vec<&str> = Vec::new();
        for (name, line) in named {
            match parameter(known, &name) {
                None => {
                    let near = nearest(&name, known.iter().map(|parameter| parameter.name.as_str()));
                    meant.extend(near);
                    self.unknown_parameter(call, &name, line, near);
                }
                Some(metadata) => {
                    if let Some(types) = self.sides.parameter_types(call, metadata) {
                        self.parameter_type(call, &types);
                    }
                }
            }
        }
        self.missing_parameters(call, &meant);
    }

    fn unknown_parameter(&mut self, call: Call<'_>, name: &str, line: u32, near: Option<&str>) {
        let sends = |name: &str| request_bodies(call.operation).filter(|json| json.get(name).is_some()).count();
        let evidence = Evidence { page: sends(name), metadata: near.map_or(0, sends), ..Evidence::default() };
        // What stands in a URL is not of a row, and a name that the page has as well is that of another parameter.
        let is_row = |name: &str| call.operation.listed_parameters().any(|parameter| parameter.name == name);
        let rename = near.filter(|near| is_row(name) && !is_row(near)).map(|near| {
            let change = SuggestedChange::Correct { set_type: None, rename: Some(near.to_owned()) };
            (subject(call, name), change)
        });
        self.report_call(
            call,
            line,
            Code::MetadataParameter,
            format!("{} takes no parameter `{name}` in the metadata", call.called()),
            evidence,
            Remedy { help: near.map(|near| format!("did you mean `{near}`?")), fixes: rename.into_iter().collect() },
        );
    }

    fn parameter_type(&mut self, call: Call<'_>, types: &ParameterTypes<'_>) {
        let page = types.page;
        let values: Vec<&Value> =
            request_bodies(call.operation).filter_map(|json| json.get(&page.name)).filter(|v| !v.is_null()).collect();
        let (on_page, in_metadata) =
            (Form::new(&page.ty, self.sides.ir), Form::new(&types.service, self.sides.metadata));
        let evidence = Evidence::weigh(values, |value| on_page.fits(value), |value| in_metadata.fits(value));
        let change = |ty| SuggestedChange::Correct { set_type: Some(ty), rename: None };
        let set_type = self.in_docs(&types.service).map(|ty| (subject(call, &page.name), change(ty)));
        let fixes = set_type.into_iter().collect();
        self.report_call(
            call,
            page.line,
            Code::MetadataParameter,
            types.to_string(),
            evidence,
            Remedy { help: None, fixes },
        );
    }

    /// What a page does not list; what may be left out of a function is not of its URL.
    fn missing_parameters(&mut self, call: Call<'_>, meant: &[&str]) {
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
            call.called(),
            listed(missing.iter().map(|parameter| parameter.name.as_str()))
        );
        let shown = missing.iter().filter(|parameter| sent(&parameter.name) > 0);
        let add = |p: &&MetadataParameter| Some((subject(call, &p.name), SuggestedChange::Add(self.in_docs(&p.ty)?)));
        let fixes = shown.filter_map(add).collect();
        let remedy = Remedy { help: None, fixes };
        self.report_call(call, call.request.line, Code::MetadataParameter, found, evidence, remedy);
    }

    /// The page says that an object is sent, and the metadata lists parameters.
    fn object_for_parameters(&mut self, call: Call<'_>, ty: &TypeRef) {
        if is_untyped(ty) {
            return;
        }
        let known = &call.overload.parameters;
        let names: Vec<&str> = known.iter().map(|parameter| parameter.name.as_str()).collect();
        let properties = |json: &Value| {
            json.as_object().is_some_and(|o| o.keys().any(|k| names.iter().any(|name| name.eq_ignore_ascii_case(k))))
        };
        let on_page = Form::new(ty, self.sides.ir);
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
        let found = format!("the page sends {} to {}, which {takes} in the metadata", shown(ty), call.called());
        self.report_call(call, call.request.line, Code::MetadataParameter, found, evidence, Remedy::default());
    }

    fn response(&mut self, call: Call<'_>, found: &Responses<'_>) {
        let Responses { page, service, .. } = found;
        let on_page = page.map(|ty| (ty, Form::new(ty, self.sides.ir)));
        let in_metadata = service.as_ref().map(|ty| (ty, Form::new(ty, self.sides.metadata)));
        let fits = |form: &Option<(&TypeRef, Form<'_>)>, json: &Value| {
            form.as_ref().is_some_and(|(ty, form)| form.fits(value_of(json, ty)))
        };
        let evidence =
            Evidence::weigh(responses(call.operation), |json| fits(&on_page, json), |json| fits(&in_metadata, json));
        let given = match service {
            Some(ty) => self.in_docs(ty).map(Exchanged::Type),
            None => Some(Exchanged::Nothing),
        };
        let page = Subject::Page(call.operation.source.file.clone());
        let set_response = given.filter(|_| self.gives_one_thing(call));
        let fixes = set_response.map(|given| (page, SuggestedChange::SetResponse(given))).into_iter().collect();
        let remedy = Remedy { help: None, fixes };
        self.report_call(call, call.request.line, Code::MetadataResponse, found.to_string(), evidence, remedy);
    }

    /// A page may document several functions, which give different things.
    fn gives_one_thing(&self, call: Call<'_>) -> bool {
        let file = &call.operation.source.file;
        let mut of_page = self.sides.ir.operations.iter().filter(|operation| operation.source.file == *file);
        of_page.all(|operation| {
            let calls = calls(operation, &targets(operation, self.sides.metadata));
            !calls.is_empty() && calls.iter().all(|other| other.overload.returns == call.overload.returns)
        })
    }

    fn report_call(
        &mut self,
        call: Call<'_>,
        line: u32,
        code: Code,
        found: String,
        evidence: Evidence,
        Remedy { help, fixes }: Remedy,
    ) {
        let source = Source { file: call.operation.source.file.clone(), line };
        self.report(Contradiction {
            code,
            source: &source,
            found,
            evidence: Some(evidence),
            line: Some(call.overload.line),
            help,
            fixes,
        });
    }
}

/// A parameter as corrections name it.
fn subject(call: Call<'_>, parameter: &str) -> Subject {
    Subject::Parameter(call.operation.source.file.clone(), parameter.to_owned())
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
