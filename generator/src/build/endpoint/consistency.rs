//! What of a request makes it an advanced query of the directory, which needs a header and a count.

use crate::extract::needs_consistency;
use crate::model::{Consistency, Method, Operation, Segment};

/// What the first page that speaks of the header says of it.
pub fn documented(method: Method, segments: &[Segment], pages: &[&Operation]) -> Option<Consistency> {
    let mut headers = pages.iter().flat_map(|page| &page.headers);
    let header = headers.find(|h| h.name.eq_ignore_ascii_case("ConsistencyLevel")).filter(|_| method == Method::Get)?;
    let need = needs_consistency(&header.description);
    // A count, or a cast where each needs it, is a query of its own.
    let last = segments.last()?.documented();
    Some(match need {
        _ if last == "$count" => Consistency::Always,
        Consistency::Options if last.contains("graph.") => Consistency::Counted,
        need => need,
    })
}
