//! What actions and functions take and give, where the metadata's word counts more than the page's. Where the URLs of a page call
//! what differs, or one of them is as the page says, the page counts.

use super::facts::dangling;
use super::preferred::mark_contested;
use super::{Filling, Preference};
use crate::differences::{Call, NO_CONTENT, Sides, calls, is_stream};
use crate::matching::{parameter, targets};
use crate::model::{
    Inference, Ir, Operation, Parameter, ParameterOnPage, Response, ResponseOnPage, Source, TypeName, TypeRef,
};

/// A fact of a page, which is as the metadata says of all that the page calls.
struct Contested {
    operation: usize,
    /// The type that it is called on, by the name that it has in the docs.
    owner: Option<TypeName>,
    source: Source,
    /// Of the metadata.
    line: u32,
    /// Both sides, in a sentence.
    found: String,
    service: Service,
}

/// What the metadata says; of types, by its own names.
enum Service {
    Parameter(String, TypeRef),
    Response(Option<TypeRef>),
}

impl Filling<'_, '_> {
    pub(super) fn preferred_calls(&mut self, ir: &mut Ir, preference: &Preference) {
        let all = self.contested_calls(ir);
        mark_contested(ir, all.iter().filter_map(|fact| fact.owner.as_ref()));
        let is_counted = |fact: &Contested| fact.owner.as_ref().map_or(preference.metadata, |ty| preference.is_of(ty));
        let counted: Vec<Contested> = all.into_iter().filter(is_counted).collect();
        self.take_named(ir, counted.iter().filter_map(|fact| Some((fact.service.ty()?, &fact.source))));
        for fact in counted {
            self.believe_call(ir, fact);
        }
    }

    fn contested_calls(&self, ir: &Ir) -> Vec<Contested> {
        let sides = Sides { ir, metadata: self.metadata, names: &self.names };
        let mut out = Vec::new();
        for (at, operation) in ir.operations.iter().enumerate() {
            let targets = targets(operation, self.metadata);
            let calls = calls(operation, &targets);
            let Some(first) = calls.first() else { continue };
            let owner = first.overload.binding.as_ref().and_then(TypeRef::type_name);
            let owner = owner.and_then(|name| self.known.get(name)).cloned();
            let fact = |line, found, service| Contested {
                operation: at,
                owner: owner.clone(),
                source: Source { file: operation.source.file.clone(), line },
                line: first.overload.line,
                found,
                service,
            };
            parameters(sides, &calls, |line, found, service| out.push(fact(line, found, service)));
            if let Some((found, service)) = response(sides, &calls) {
                out.push(fact(first.request.line, found, Service::Response(service)));
            }
        }
        out
    }

    /// Sets what the metadata says, where the IR can hold it.
    fn believe_call(&mut self, ir: &mut Ir, fact: Contested) {
        let Contested { operation, source, line, found, service, .. } = fact;
        let taken = service.ty_ref().and_then(|ty| self.reference(ty));
        let Some(operation) = ir.operations.get_mut(operation) else { return };
        match (service, taken) {
            (Service::Parameter(name, _), Some(taken)) => {
                for parameter in operation.listed_parameters_mut().filter(|p| p.name == name) {
                    let ty = std::mem::replace(&mut parameter.ty, taken.clone());
                    parameter.on_page = Some(ParameterOnPage { ty });
                    parameter.inferred = Some(Inference::Metadata);
                }
            }
            (Service::Response(None), _) => set_response(operation, None),
            (Service::Response(Some(_)), Some(taken)) => set_response(operation, Some(taken)),
            (Service::Parameter(..) | Service::Response(Some(_)), None) => return,
        }
        self.report_preferred(&source, found, line);
    }
}

impl Service {
    fn ty_ref(&self) -> Option<&TypeRef> {
        match self {
            Self::Parameter(_, ty) => Some(ty),
            Self::Response(ty) => ty.as_ref(),
        }
    }

    /// The type that it names.
    fn ty(&self) -> Option<&TypeName> {
        self.ty_ref()?.type_name()
    }
}

/// Each parameter with which all calls that have it contradict the page, and alike.
fn parameters(sides: Sides<'_>, calls: &[Call<'_>], mut tell: impl FnMut(u32, String, Service)) {
    let mut told: Vec<&Parameter> = Vec::new();
    for types in calls.iter().flat_map(|call| sides.all_parameter_types(*call)) {
        let page = types.page;
        if told.iter().any(|known| std::ptr::eq(*known, page)) || dangling(&page.ty, sides.ir).is_some() {
            continue;
        }
        told.push(page);
        let agrees = |call: &Call<'_>| {
            let metadata = parameter(&call.overload.parameters, &page.name);
            let other = metadata.map(|metadata| sides.parameter_types(*call, metadata));
            other.is_none_or(|other| other.is_some_and(|other| other.service == types.service))
        };
        if calls.iter().all(agrees) {
            tell(page.line, types.to_string(), Service::Parameter(page.name.clone(), types.service));
        }
    }
}

/// What all calls give, where that contradicts the page.
fn response(sides: Sides<'_>, calls: &[Call<'_>]) -> Option<(String, Option<TypeRef>)> {
    let mut all = calls.iter().map(|call| sides.responses(*call));
    let first = all.next()??;
    let is_open = first.page.is_some_and(|ty| dangling(ty, sides.ir).is_some());
    let agree = all.all(|other| other.is_some_and(|other| other.service == first.service));
    (agree && !is_open).then(|| (first.to_string(), first.service))
}

fn set_response(operation: &mut Operation, service: Option<TypeRef>) {
    const OK: u16 = 200;
    let Some(response) = &mut operation.response else { return };
    let content = service.as_ref().is_some_and(is_stream);
    let status = if service.is_some() && response.status == NO_CONTENT { OK } else { response.status };
    let on_page = ResponseOnPage { status: response.status, ty: response.ty.take() };
    *response =
        Response { status, ty: service.filter(|_| !content), content, on_page: Some(on_page), ..response.clone() };
}
