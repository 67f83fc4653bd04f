//! Why JSON could not be read.

use super::budget::Budget;
use serde::de;

/// Why JSON could not be read as a `what` within a budget.
pub(crate) fn unreadable(error: serde_json::Error, budget: &Budget, what: &str) -> serde_json::Error {
    if budget.is_exceeded() { error } else { without_values(error, what) }
}

/// Errors of data quote what was read, however long or secret it is: this says where it is and what it should be.
pub(crate) fn without_values(error: serde_json::Error, what: &str) -> serde_json::Error {
    if !error.is_data() {
        return error;
    }
    // The position at the end becomes that of the error.
    de::Error::custom(format_args!("no {what} at line {} column {}", error.line(), error.column()))
}
