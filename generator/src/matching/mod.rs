//! What of the service's metadata is meant by what pages name: which type, which URL, which overload of an action.

mod names;
mod overloads;
mod walk;

pub use names::{Names, is_untyped, lists_all_of, shown, shown_name};
pub use overloads::{arguments, best, named, only_calls, parameter, targets};
pub use walk::{DeadEnd, Target, walk};
