//! Why a request was refused, and what is documented that is like it.

use super::documentation::Documented;
use super::documented::{Example, Shown};
use super::request::ReceivedRequest;
use std::fmt;

/// A request that was not expected, or is not as the documentation has it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Refusal {
    /// The request.
    pub request: ReceivedRequest,
    /// Why it was refused.
    pub reason: String,
    /// The documented request that is the most like it.
    pub nearest: Option<DocumentedRequest>,
}

/// A request of the documentation.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DocumentedRequest {
    /// The method and the path with a `{}` for each key: `GET /v1.0/users/{}`.
    pub line: String,
    /// The function that makes it, by its path from the module of the version on.
    pub function: String,
    /// Where it is documented: `https://learn.microsoft.com/graph/api/user-get`.
    pub page: String,
    /// What the page shows: the method and the address, and the body where there is one.
    pub example: Option<String>,
}

impl DocumentedRequest {
    pub(super) fn new(documented: &Documented, request: &ReceivedRequest) -> Self {
        let endpoint = &documented.endpoint;
        let example = documented.nearest_example(request.json().as_ref());
        let show = |example: &Example| {
            let request = format!("{} /{}{}", documented.method(), documented.version, example.url.as_deref()?);
            let body = match &example.sends {
                Shown::Nothing => String::new(),
                Shown::Json(json) => format!(" {json}"),
                Shown::Text(text) => format!(" {text}"),
            };
            Some(format!("{request}{body} ({})", example.place))
        };
        Self {
            line: endpoint.line.clone(),
            function: endpoint.function.clone(),
            page: format!("https://learn.microsoft.com/graph/api/{}", endpoint.page),
            example: example.and_then(show),
        }
    }
}

/// The line, the function and the page, and what the page shows.
impl fmt::Display for DocumentedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (`{}`, {})", self.line, self.function, self.page)?;
        if let Some(example) = &self.example {
            write!(f, ", such as {example}")?;
        }
        Ok(())
    }
}

/// The request, the reason, and the nearest documented request.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.request, self.reason)?;
        if let Some(nearest) = &self.nearest {
            write!(f, ". The nearest documented request is {nearest}")?;
        }
        Ok(())
    }
}
