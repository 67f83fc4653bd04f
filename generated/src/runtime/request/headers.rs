//! Headers that many endpoints take and few pages list.

use super::Request;
use super::options::Count;

impl<B, R, O> Request<B, R, O> {
    /// Asks for a behaviour, such as `outlook.timezone="Pacific Standard Time"` or `return=minimal`: a `Prefer` header.
    /// Repeated calls add up in one header.
    pub fn prefer(mut self, preference: impl Into<String>) -> Self {
        self.join_header("Prefer", preference.into());
        self
    }

    /// Lets the directory answer from an index that lags a little behind, without which it refuses some expressions: the
    /// header `ConsistencyLevel: eventual`. Most of these need `$count=true` too, which
    /// [`advanced_query`](Request::advanced_query) adds. Where the page of an endpoint says which expressions these are, both
    /// go out by themselves.
    pub fn consistency_eventual(self) -> Self {
        self.header("ConsistencyLevel", "eventual")
    }

    /// What the directory wants for advanced filters, searches and sorting: the header `ConsistencyLevel: eventual`, and
    /// `$count=true`.
    pub fn advanced_query(self) -> Self
    where
        O: Count,
    {
        self.consistency_eventual().with_count()
    }

    /// Changes or deletes the object only if it still is what was read, as
    /// [`odata_etag`](crate::runtime::Model::odata_etag) names it: an `If-Match` header. The service answers 412 otherwise.
    pub fn if_match(self, etag: impl Into<String>) -> Self {
        self.header("If-Match", etag)
    }
}
