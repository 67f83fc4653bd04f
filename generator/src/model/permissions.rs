//! What a page says of the permissions that its requests need.

use serde::{Deserialize, Serialize};

/// One row of a permissions table, least privileged first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Permissions {
    pub kind: PermissionKind,
    /// The table's own name where a page has several, such as a workload.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenario: Option<String>,
    /// The scenario depends on what is asked for, such as a workload, and not on the object that the URL names.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_request: bool,
    /// Sets of permissions, least privileged first: any one set allows the call, and needs all that it holds. Empty when
    /// the kind is not supported.
    #[cfg_attr(test, schemars(inner(length(min = 1))))]
    pub alternatives: Vec<Vec<String>>,
    /// Of the row, or of the line that includes its table.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub line: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PermissionKind {
    DelegatedWork,
    DelegatedPersonal,
    Application,
}
