//! The OData query options, as traits: an endpoint's marker type implements those that its page documents.

macro_rules! option_traits {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        pub trait $name {}
    )*};
}

option_traits! {
    /// The endpoint takes `$count`.
    Count;
    /// The endpoint takes `$expand`.
    Expand;
    /// The endpoint takes `$filter`.
    Filter;
    /// The endpoint takes `$orderby`.
    OrderBy;
    /// The endpoint takes `$search`.
    Search;
    /// The endpoint takes `$select`.
    Select;
    /// The endpoint takes `$skip`.
    Skip;
    /// The endpoint takes `$top`.
    Top;
}

/// Declares the marker type for a combination of options: `options!(SelectTop, [Select, Top]);`.
#[allow(unused_macros)]
macro_rules! options {
    ($name:ident, [$($option:ident),+ $(,)?]) => {
        #[doc = concat!("Endpoints that take", $(" `", stringify!($option), "`",)+ ".")]
        #[derive(Clone, Copy, Debug)]
        pub struct $name(::std::convert::Infallible);

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
any!(Count Expand Filter OrderBy Search Select Skip Top);
