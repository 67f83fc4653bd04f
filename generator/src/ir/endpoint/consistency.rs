//! What of a request makes it an advanced query of the directory, which needs a header and a count.

use serde::{Deserialize, Serialize};

use super::{Method, Operation};
use crate::extract::{Segment, needs_consistency};

/// Which requests need the header `ConsistencyLevel: eventual`, and mostly `$count=true`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Consistency {
    /// All of them need the header.
    Always,
    /// All of them need the header and a count.
    Counted,
    /// Those with any of `$search`, `$filter`, `$orderby` and `$count`.
    Options,
    /// Those with `$search`, with some filters, or with both a filter and a sort order.
    Advanced,
}

/// What the first page that speaks of the header says of it.
pub fn of(method: Method, segments: &[Segment], pages: &[&Operation]) -> Option<Consistency> {
    let mut headers = pages.iter().flat_map(|page| &page.headers);
    let header = headers.find(|h| h.name.eq_ignore_ascii_case("ConsistencyLevel")).filter(|_| method == Method::Get)?;
    let said = needs_consistency(&header.description);
    // A count, or a cast where each needs it, is a query of its own.
    let last = segments.last()?.documented();
    Some(match said {
        _ if last == "$count" => Consistency::Always,
        Consistency::Options if last.contains("graph.") => Consistency::Counted,
        said => said,
    })
}
