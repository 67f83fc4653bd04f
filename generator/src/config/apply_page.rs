//! Corrections of pages: what one says of all its requests.

use super::apply::{Applied, Useless, absent};
use super::apply_endpoint::{require_exchanged, response};
use super::correction::Exchanged;
use crate::diagnostic::nearest;
use crate::model::{Ir, Method, Operation, Response};

/// Leaves out what a page documents.
pub fn skip(ir: &mut Ir, page: &str) -> Applied {
    require_page(ir, page)?;
    ir.operations.retain(|operation| operation.source.file != page);
    Ok(())
}

/// Makes what comes back from the requests of a page what it should be.
pub fn set_response(ir: &mut Ir, page: &str, exchanged: &Exchanged) -> Applied {
    require_exchanged(ir, exchanged)?;
    each_operation(ir, page, |operation| answer(operation, exchanged))
}

/// A page is several operations where its URLs take different things: what one of them takes is corrected there.
pub(super) fn each_operation(ir: &mut Ir, page: &str, change: impl FnMut(&mut Operation) -> Applied) -> Applied {
    require_page(ir, page)?;
    let of_page = ir.operations.iter_mut().filter(|operation| operation.source.file == page);
    of_page.map(change).reduce(|one, other| if other.is_ok() { other } else { one }).unwrap_or(Ok(()))
}

fn answer(operation: &mut Operation, exchanged: &Exchanged) -> Applied {
    let right = response(operation.response.as_ref(), exchanged);
    let same = |known: &&Response| (&known.ty, known.content) == (&right.ty, right.content);
    if let Some(known) = operation.response.as_ref().filter(same) {
        let says = format!("what comes back is {exchanged}");
        // The metadata has no line of the docs.
        return Err(match known.on_page {
            Some(_) => absent(format!("{says} already, as the service's metadata says")),
            None => Useless::CaughtUp(says, operation.source.clone()),
        });
    }
    // A `GET` gives what its URL addresses, which a page may have told as well.
    if let Some(ty) = &right.ty {
        let gets = operation.requests.iter_mut().filter(|request| request.method == Method::Get);
        gets.filter_map(|request| request.addresses.as_mut()).for_each(|addressed| addressed.clone_from(ty));
    }
    operation.response = Some(right);
    Ok(())
}

fn require_page(ir: &Ir, page: &str) -> Applied {
    let files = || ir.operations.iter().map(|operation| operation.source.file.as_str());
    if files().any(|file| file == page) {
        return Ok(());
    }
    let near = nearest(page, files()).map(str::to_owned);
    Err(Useless::Absent(format!("no page `{page}` with a request in {}", ir.api), near))
}
