//! What the compiler says of a `for` loop over a stream. `Iterator` is another crate's trait, whose message names nothing
//! to write: streams have it under a condition that nothing meets, which has a message of its own.

use super::{Items, ListPage, Pages};
use crate::runtime::error::Error;
use std::convert::Infallible;

/// Met by nothing. It is asked of results, since of a bare `P` rustdoc would take it to be met.
#[diagnostic::on_unimplemented(
    message = "what the client gives of a list is a stream, not an iterator",
    label = "each step has to be awaited",
    note = "write `while let Some(item) = list.try_next().await? {{ … }}`",
    note = "`client::blocking::Client` gives iterators"
)]
pub trait ReadWithoutWaiting {}

#[doc(hidden)]
impl<P: ListPage> Iterator for Items<P>
where
    Result<P, Error>: ReadWithoutWaiting,
{
    type Item = Infallible;

    fn next(&mut self) -> Option<Infallible> {
        None
    }
}

#[doc(hidden)]
impl<P: ListPage> Iterator for Pages<P>
where
    Result<P, Error>: ReadWithoutWaiting,
{
    type Item = Infallible;

    fn next(&mut self) -> Option<Infallible> {
        None
    }
}
