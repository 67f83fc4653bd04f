//! What a list is asked for other than its objects: how many they are, and those of one type alone.

use super::Request;
use super::consistency::Consistency;
use super::options::{Counted, Filter, Search};
use super::parts::Parts;
use crate::runtime::model::page::Page;
use crate::runtime::model::{IsA, Model, TypeInfo};
use std::{convert::Infallible, marker::PhantomData};

/// The query options that the number of a list's objects takes: those of the list that say which objects these are.
#[derive(Clone, Copy, Debug)]
pub struct NumberOf<O>(Infallible, PhantomData<O>);

impl<O: Filter> Filter for NumberOf<O> {}
impl<O: Search> Search for NumberOf<O> {}

impl<T: Model + Default, O> Request<(), Page<T>, O> {
    /// Asks for the number of the list's objects instead of the objects: the same URL with `/$count`. What was set of
    /// `$filter` and `$search` stays, as do headers; other query options would not change the number, and are dropped.
    /// [`with_count`](Request::with_count) asks for the number beside the objects.
    pub fn count(self) -> Request<(), i64, NumberOf<O>>
    where
        O: Counted,
    {
        self.change(count)
    }

    /// Asks only for those of the list's objects that are of a type, which derives from that of the list: the same URL with
    /// the name of the type. What was set of query options and headers stays.
    pub fn cast<D>(self) -> Request<(), Page<D>, O>
    where
        D: IsA<T> + Model + Default,
    {
        self.change(|parts| cast(parts, D::default().type_info()))
    }
}

impl<T: Model + Default, O> Request<(), T, O> {
    /// Asks for the object as one of a type, which derives from the documented one: the same URL with the name of the type,
    /// whose properties query options can name. The service finds nothing where the object is of another type.
    /// [`cast`](Request::cast) is for lists.
    pub fn cast_one<D>(self) -> Request<(), D, O>
    where
        D: IsA<T> + Model + Default,
    {
        self.change(|parts| cast(parts, D::default().type_info()))
    }
}

fn cast(parts: &mut Parts, ty: &'static TypeInfo) {
    // What the crate wraps answers in has no name that a service knows.
    parts.below.cast = Some(ty.name).filter(|name| name.contains('.'));
    // Where each narrowed query needs the directory's index, so does this.
    if parts.consistency == Some(Consistency::Options) {
        parts.consistency = Some(Consistency::Counted);
    }
}

/// The options that say which objects of a list come with an answer, in which order and with what of them.
const OF_OBJECTS: &[&str] = &["count", "expand", "orderby", "select", "skip", "top"];

fn count(parts: &mut Parts) {
    parts.query.retain(|(name, _)| {
        let bare = name.strip_prefix('$').unwrap_or(name);
        !OF_OBJECTS.iter().any(|option| option.eq_ignore_ascii_case(bare))
    });
    parts.below.count = true;
    // The directory counts in its index only.
    parts.consistency = parts.consistency.map(|_| Consistency::Always);
}
