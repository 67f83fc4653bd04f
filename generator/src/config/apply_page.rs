//! Corrections of pages: what one says of all its requests.

use super::apply::{Applied, Useless, absent};
use super::apply_endpoint::{require_exchanged, response};
use super::correction::Exchanged;
use crate::diagnostic::nearest;
use crate::model::{Ir, Method, Operation, Source};

/// Leaves out what a page documents.
pub fn skip(ir: &mut Ir, page: &str) -> Applied {
    require_page(ir, page)?;
    ir.operations.retain(|operation| operation.source.file != page);
    Ok(())
}

/// Makes what comes back from the requests of a page what it should be.
pub fn set_response(ir: &mut Ir, page: &str, exchanged: &Exchanged) -> Applied {
    require_exchanged(ir, exchanged)?;
    require_page(ir, page)?;
    let of_page = ir.operations.iter_mut().filter(|operation| operation.source.file == page);
    // A page is several operations where its URLs take different things.
    let applied = of_page.map(|operation| answer(operation, exchanged));
    applied.reduce(|one, other| if other.is_ok() { other } else { one }).unwrap_or(Ok(()))
}

fn answer(operation: &mut Operation, exchanged: &Exchanged) -> Applied {
    let before = operation.response.take();
    let right = response(before.as_ref(), exchanged);
    let is_so = before.as_ref().is_some_and(|known| (&known.ty, known.content) == (&right.ty, right.content));
    if !is_so {
        // A `GET` gives what its URL addresses, which a page may have told as well.
        let gets = operation.requests.iter_mut().filter(|request| request.method == Method::Get);
        for addressed in gets.filter_map(|request| request.addresses.as_mut()) {
            *addressed = right.ty.clone().unwrap_or_else(|| addressed.clone());
        }
        operation.response = Some(right);
        return Ok(());
    }
    let of_metadata = before.as_ref().is_some_and(|known| known.on_page.is_some());
    operation.response = before;
    let Source { file, line } = &operation.source;
    let says = format!("what comes back is {exchanged}");
    Err(match of_metadata {
        // The metadata has no line of the docs.
        true => absent(format!("{says} already, as the service's metadata says")),
        false => Useless::CaughtUp(says, Source { file: file.clone(), line: *line }),
    })
}

pub(super) fn require_page(ir: &Ir, page: &str) -> Applied {
    let files = || ir.operations.iter().map(|operation| operation.source.file.as_str());
    if files().any(|file| file == page) {
        return Ok(());
    }
    let near = nearest(page, files()).map(str::to_owned);
    Err(Useless::Absent(format!("no page `{page}` with a request in {}", ir.api), near))
}
