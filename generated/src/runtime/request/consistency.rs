//! Advanced queries of the directory, which it answers only from an index that lags a little behind.

/// The header by which a request agrees to that.
pub(super) const HEADER: &str = "ConsistencyLevel";
pub(super) const EVENTUAL: &str = "eventual";

/// Which requests of an endpoint need the header, as its page says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code)] // A slice may have no such endpoint.
pub(crate) enum Consistency {
    /// All of them, and nothing but the header.
    Always,
    /// All of them, with a count.
    Counted,
    /// Those with any of `$search`, `$filter`, `$orderby` and `$count`.
    Options,
    /// Those with `$search` or `$count`, some filters, a filter and a sort order, and all levels of what is expanded.
    Advanced,
}

impl Consistency {
    /// Whether a request with these query options needs the header. `options` gives the values of an option.
    pub(crate) fn is_needed<'a, I>(self, options: impl Fn(&'static str) -> I) -> bool
    where
        I: Iterator<Item = &'a str>,
    {
        let has = |option| options(option).next().is_some();
        let advanced = || {
            options("$filter").any(is_advanced)
                || has("$filter") && has("$orderby")
                || options("$expand").any(|expand| expand.contains("$levels"))
        };
        match self {
            Self::Always | Self::Counted => true,
            Self::Options => ["$search", "$count", "$filter", "$orderby"].into_iter().any(has),
            Self::Advanced => has("$search") || has("$count") || advanced(),
        }
    }

    /// Whether what needs the header needs `$count=true` as well.
    pub(crate) fn counts(self) -> bool {
        self != Self::Always
    }
}

/// Whether a filter has an operator that the directory's index alone can answer. What stands in quotes is no operator.
fn is_advanced(filter: &str) -> bool {
    const OPERATORS: &[&str] = &["ne", "not", "endswith", "$count"];
    let unquoted = filter.split('\'').step_by(2);
    let mut words = unquoted.flat_map(|part| part.split(|c: char| !c.is_ascii_alphanumeric() && c != '$' && c != '_'));
    words.any(|word| OPERATORS.iter().any(|operator| operator.eq_ignore_ascii_case(word)))
}
