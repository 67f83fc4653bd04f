//! Corrections of parameters: what a page says that an action or a function takes, at each of its URLs.

use super::apply::{Applied, Useless, is_so, require_types};
use super::apply_page::each_operation;
use super::correction::Change;
use crate::diagnostic::nearest;
use crate::model::{Body, Ir, Method, Operation, Parameter, Source, TypeRef};

/// Makes a parameter what it should be.
pub fn change(ir: &mut Ir, page: &str, name: &str, change: &Change) -> Applied {
    let (set_type, rename) = match change {
        Change::Parameter { set_type, rename } => (set_type.as_ref(), rename.as_deref()),
        Change::AddParameter(ty) => (Some(ty), None),
        _ => (None, None),
    };
    require_types(ir, set_type)?;
    each_operation(ir, page, |operation| match change {
        Change::Skip => skip(operation, name),
        Change::AddParameter(ty) => add(operation, name, ty),
        _ => correct(operation, name, set_type, rename),
    })
}

fn correct(operation: &mut Operation, name: &str, set_type: Option<&TypeRef>, rename: Option<&str>) -> Applied {
    let known = rename.filter(|new| *new != name).and_then(|new| line_of(operation, new));
    match (known, line_of(operation, name)) {
        (Some(_), Some(_)) => {
            let text = format!("`{}` has a parameter `{}` already", operation.source.file, rename.unwrap_or(name));
            return Err(Useless::Absent(text, None));
        }
        (Some(line), None) => {
            let text = format!("it is `{}`", rename.unwrap_or(name));
            return Err(Useless::CaughtUp(text, at(operation, line)));
        }
        (None, _) => {}
    }
    let missing = absent(operation, name);
    let file = operation.source.file.clone();
    let parameter = operation.listed_parameters_mut().find(|parameter| parameter.name == name).ok_or(missing)?;
    let before = parameter.clone();
    if let Some(reference) = set_type.filter(|wanted| parameter.ty != **wanted) {
        parameter.ty = reference.clone();
        parameter.inferred = None;
        parameter.on_page = None;
    }
    parameter.name = rename.unwrap_or(name).to_owned();
    if *parameter == before {
        return Err(is_so(name, before.inferred, Source { file, line: before.line }));
    }
    Ok(())
}

fn skip(operation: &mut Operation, name: &str) -> Applied {
    if line_of(operation, name).is_none() {
        return Err(absent(operation, name));
    }
    operation.parameters.retain(|parameter| parameter.name != name);
    if let Some(Body::Parameters(parameters)) = &mut operation.body {
        parameters.retain(|parameter| parameter.name != name);
    }
    Ok(())
}

/// To what is sent: what stands in a URL is there for every page to see.
fn add(operation: &mut Operation, name: &str, ty: &TypeRef) -> Applied {
    if let Some(line) = line_of(operation, name) {
        return Err(Useless::CaughtUp(format!("`{name}` is a parameter"), at(operation, line)));
    }
    let file = &operation.source.file;
    if operation.requests.iter().all(|request| request.method == Method::Get) {
        return Err(Useless::Absent(format!("what `{file}` calls takes its parameters in the URL"), None));
    }
    let parameter = Parameter {
        name: name.to_owned(),
        ty: ty.clone(),
        required: false,
        description: String::new(),
        line: operation.source.line,
        inferred: None,
        on_page: None,
        place: None,
        deprecated: None,
    };
    match &mut operation.body {
        None => operation.body = Some(Body::Parameters(vec![parameter])),
        Some(Body::Parameters(parameters)) => parameters.push(parameter),
        Some(Body::Type(_) | Body::Content(_)) => {
            let text = format!(
                "`{file}` sends an object or bytes, and no parameters; `set-body` of its endpoint says otherwise"
            );
            return Err(Useless::Absent(text, None));
        }
    }
    Ok(())
}

fn line_of(operation: &Operation, name: &str) -> Option<u32> {
    operation.listed_parameters().find(|parameter| parameter.name == name).map(|parameter| parameter.line)
}

fn at(operation: &Operation, line: u32) -> Source {
    Source { file: operation.source.file.clone(), line }
}

fn absent(operation: &Operation, name: &str) -> Useless {
    let near = nearest(name, operation.listed_parameters().map(|parameter| parameter.name.as_str())).map(str::to_owned);
    Useless::Absent(format!("`{}` lists no parameter `{name}`", operation.source.file), near)
}
