//! What follows a page: the next one, or what changes later.

use super::Request;
use crate::runtime::model::Model;
use crate::runtime::model::page::Page;

impl<T: Model + Default> Page<T> {
    /// The request for the next page, unless this is the last.
    pub fn next_page(&self) -> Option<Request<(), Self>> {
        self.next_link.clone().map(Request::from_url)
    }

    /// The request for what has changed since, after the last page of a delta query.
    pub fn next_delta(&self) -> Option<Request<(), Self>> {
        self.delta_link.clone().map(Request::from_url)
    }
}
