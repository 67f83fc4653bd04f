//! Types of parameters of actions and functions that pages leave untyped. URLs lead to them.

use super::Filling;
use crate::diagnostic::Code;
use crate::matching::{Target, best, named, only_calls, parameter, shown, targets};
use crate::model::{Inference, Ir, Operation, Parameter, Source};

impl Filling<'_, '_> {
    pub(super) fn parameters(&mut self, ir: &mut Ir) {
        for operation in &mut ir.operations {
            for (name, service, line) in self.service_types(operation) {
                let file = operation.source.file.clone();
                let all = operation.listed_parameters_mut().filter(|p| is_open(p) && p.name == name);
                for open in all.collect::<Vec<_>>() {
                    let Some(taken) = self.in_place_of(&open.ty, &service).filter(|taken| *taken != open.ty) else {
                        continue;
                    };
                    let source = Source { file: file.clone(), line: open.line };
                    let found = format!("the page leaves open of which type the parameter `{name}` is");
                    self.report(&source, found, format!("it is {}, as in the metadata", shown(&taken)), line);
                    self.replace(Code::EmptyType, &source);
                    open.ty = taken;
                    open.inferred = Some(Inference::Metadata);
                }
            }
        }
    }

    /// The types that the metadata says of the open parameters of what a page calls, with its lines; the first URL counts.
    fn service_types(&self, operation: &Operation) -> Vec<(String, crate::model::TypeRef, u32)> {
        let open: Vec<&Parameter> = operation.listed_parameters().filter(|p| is_open(p)).collect();
        if open.is_empty() {
            return Vec::new();
        }
        let targets = targets(operation, self.metadata);
        if !only_calls(&targets) {
            return Vec::new();
        }
        let overloads = targets.iter().filter_map(|(request, target)| match target {
            Ok(Target::Operation(overloads)) => best(overloads, &named(operation, request)),
            _ => None,
        });
        let overloads: Vec<_> = overloads.collect();
        let of = |open: &Parameter| {
            let service = overloads.iter().find_map(|overload| parameter(&overload.parameters, &open.name))?;
            Some((open.name.clone(), service.ty.clone(), service.line))
        };
        open.into_iter().filter_map(of).collect()
    }
}

/// What no table lists has the type that examples show.
fn is_open(parameter: &Parameter) -> bool {
    parameter.ty.unknown.is_some() || parameter.inferred == Some(Inference::Example)
}
