//! The OData query options, as traits. Beside each function that takes some stands a type, such as `ListOptions`, which
//! implements those that its page documents: an option that is added changes no type.

macro_rules! option_traits {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[diagnostic::on_unimplemented(
            label = "not documented for it",
            note = "`query` sends an option that no page documents"
        )]
        pub trait $name {}
    )*};
}

option_traits! {
    /// The endpoint takes `$count`.
    #[diagnostic::on_unimplemented(message = "this request takes no `$count`")]
    Count;
    /// The endpoint takes `$expand`.
    #[diagnostic::on_unimplemented(message = "this request takes no `$expand`")]
    Expand;
    /// The endpoint takes `$filter`.
    #[diagnostic::on_unimplemented(message = "this request takes no `$filter`")]
    Filter;
    /// The endpoint takes `$orderby`.
    #[diagnostic::on_unimplemented(message = "this request takes no `$orderby`")]
    OrderBy;
    /// The endpoint takes `$search`.
    #[diagnostic::on_unimplemented(message = "this request takes no `$search`")]
    Search;
    /// The endpoint takes `$select`.
    #[diagnostic::on_unimplemented(message = "this request takes no `$select`")]
    Select;
    /// The endpoint takes `$skip`.
    #[diagnostic::on_unimplemented(message = "this request takes no `$skip`")]
    Skip;
    /// The endpoint takes `$top`.
    #[diagnostic::on_unimplemented(message = "this request takes no `$top`")]
    Top;
}

/// The endpoint lists objects whose number its URL with `/$count` gives.
#[diagnostic::on_unimplemented(
    message = "this list has no `/$count`",
    label = "not documented for it",
    note = "`with_count` asks for the number with the first page, where the request takes `$count`"
)]
pub trait Counted {}

/// Implements options for the type that tells those of a function: `options!(ListOptions, [Select, Top]);`.
#[allow(unused_macros)]
macro_rules! options {
    ($name:ident, [$($option:ident),+ $(,)?]) => {
        $(impl $crate::runtime::options::$option for $name {})+
    };
}
#[allow(unused_imports)]
pub(crate) use options;

/// What may be asked of an endpoint that no page documents.
#[derive(Clone, Copy, Debug)]
pub struct Any(std::convert::Infallible);

macro_rules! any {
    ($($option:ident)*) => { $(impl $option for Any {})* };
}
any!(Count Counted Expand Filter OrderBy Search Select Skip Top);
