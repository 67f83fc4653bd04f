//! What pages say where the word of the service's metadata counts more.

use serde::{Deserialize, Serialize};

use super::{TypeName, TypeRef};

/// What pages say of a type; what is left out is as they say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TypeOnPage {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<TypeName>,
    /// The names of all that they list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
}

/// What a row says of a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ParameterOnPage {
    #[serde(rename = "type")]
    pub ty: TypeRef,
}

/// What a page says that comes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ResponseOnPage {
    #[cfg_attr(test, schemars(range(min = 100, max = 599)))]
    pub status: u16,
    /// None where nothing comes back.
    #[serde(rename = "type")]
    pub ty: Option<TypeRef>,
}

/// What a row says of a property; what is left out is as it says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PropertyOnPage {
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub ty: Option<TypeRef>,
    /// Whether it is a relationship.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub navigation: Option<bool>,
}
