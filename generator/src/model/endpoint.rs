//! Endpoints: one for each method and URL, with every page that names it.

use serde::{Deserialize, Serialize};

use super::{Deprecation, Inference, Method, Parameter, Permissions, Response, TypeName, TypeRef, UrlPath};

/// The preference by which a PATCH creates what is not there.
pub const CREATE_IF_MISSING: &str = "create-if-missing";

/// A method and a URL, with every page that documents it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Endpoint {
    pub method: Method,
    /// Without host, version and query; the placeholders are those of the main page.
    pub path: UrlPath,
    /// The path as each page writes it.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub written: Vec<String>,
    /// The type that the URL addresses, where the docs tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addresses: Option<TypeRef>,
    /// The segment of the path, counted from 0, that is the id of an item which has other addresses, too: in the place of
    /// `items/{id}` can stand `root:/{path}:` and the like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub item: Option<usize>,
    /// What shows the URL where no request block does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inferred: Option<Inference>,
    /// The main page first.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub pages: Vec<EndpointPage>,
    pub body: Option<EndpointBody>,
    /// The main page does not require the body.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional_body: bool,
    /// What the bytes are that are sent, where the pages say more than that they are bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    pub response: Option<Response>,
    /// The OData query options that any of the pages allows, without `$`.
    pub query_options: Vec<String>,
    /// What long-running work gives in the end, where the URL tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<TypeRef>,
    /// A PATCH that creates what is not there, if the request says so in a header.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub upsert: bool,
    /// The body names its type with `@odata.type`, as every example does.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub names_type: bool,
    /// Which requests the directory answers only from its index.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consistency: Option<Consistency>,
    /// It lists objects whose number the URL with `/$count` gives.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub counted: bool,
    /// The derived types to which pages narrow what it lists, by a URL that ends in the name of the type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub casts: Vec<Cast>,
    /// The main page advises against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecation>,
    /// The permissions, where a correction says so; otherwise those of the pages count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permissions: Option<Vec<Permissions>>,
    /// The name of the function, where a correction says so; otherwise it follows from method and URL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A page that names a URL.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EndpointPage {
    /// From the version's folder, such as `api/user-update.md`.
    pub file: String,
    /// Its index among the operations.
    pub operation: usize,
    pub role: Role,
    /// The indexes of those of its rows of permissions that are of this URL; left out where all are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permissions: Option<Vec<usize>>,
}

/// Whether a page is the main one of a URL, and if not, in what it comes after the one that is. In the order in which
/// pages are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Main,
    /// It shows the URL with a query only, as pages on what `$expand` includes do.
    Query,
    /// Its title names something else than what the URL addresses.
    Title,
    /// The page of the type that the URL addresses does not list it among its methods.
    Methods,
    /// Its file is named after something else.
    FileName,
    /// It is the view of one product on a type of another.
    Product,
    /// It names other URLs before this one.
    Place,
    /// It names more URLs.
    Breadth,
    /// Nothing but its name tells it from the main page.
    Name,
}

/// What an endpoint sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum EndpointBody {
    /// A model, or whatever derives from it.
    Model(TypeName),
    /// The parameters of an action.
    Parameters(Vec<Parameter>),
    /// To an object: `{"@odata.id": …}`.
    Reference,
    /// Bytes.
    Content,
    /// Any JSON.
    Json,
}

impl Role {
    /// Why a page comes after the main one, as the end of a sentence that begins with the page.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Main => "is its main page",
            Self::Query => "shows the URL with a query only",
            Self::Title => "has a title that names something else",
            Self::Methods => "is not among the methods of the type that the URL addresses",
            Self::FileName => "is named after something else",
            Self::Product => "is one product's view of the type",
            Self::Place => "names other URLs first",
            Self::Breadth => "names more URLs",
            Self::Name => "has the longer name",
        }
    }
}

/// Which requests need the header `ConsistencyLevel: eventual`, and mostly `$count=true`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Consistency {
    /// All of them need the header.
    Always,
    /// All of them need the header and a count.
    Counted,
    /// Those with any of `$search`, `$filter`, `$orderby` and `$count`.
    Options,
    /// Those with `$search`, with some filters, or with both a filter and a sort order.
    Advanced,
}

/// A derived type to which pages narrow a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Cast {
    #[serde(rename = "type")]
    pub ty: TypeName,
    /// They count its objects, too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub counted: bool,
}
