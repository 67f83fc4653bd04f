//! Why a file is no metadata that can be read, and where in it.

use std::io;

/// Where in which file, and why.
#[derive(Debug, thiserror::Error)]
#[error("{file}:{line}:{column}: {problem}")]
pub struct MetadataError {
    /// As whoever asked for it named it.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// From 1, in bytes.
    pub column: u32,
    pub problem: MetadataProblem,
}

#[derive(Debug, thiserror::Error)]
pub enum MetadataProblem {
    #[error("cannot be read: {0}")]
    Unreadable(io::Error),
    #[error("larger than {longest} bytes, which no service's metadata is")]
    TooLarge { longest: u64 },
    #[error("a byte that is not UTF-8; save the file as UTF-8")]
    NotUtf8,
    #[error("declared as {0}, and only UTF-8 is read; save the file as UTF-8")]
    Encoding(String),
    #[error("a document type declaration, which CSDL does not need and which could define entities")]
    DocumentType,
    #[error("the entity `&{0};`, which XML does not define by itself")]
    Entity(String),
    #[error("elements within each other more than {deepest} deep")]
    TooDeep { deepest: usize },
    #[error("an element of more than {most} attributes")]
    TooManyAttributes { most: usize },
    #[error("no well-formed XML: {0}")]
    Malformed(quick_xml::Error),
    #[error("the file ends within the element `{0}`; it was cut off")]
    Truncated(String),
    #[error("the element `{0}`, where CSDL begins with `edmx:Edmx` of OData 4")]
    NotCsdl(String),
    #[error("no element at all")]
    Empty,
    #[error("no schema in it")]
    NoSchema,
    #[error("version `{0}` of CSDL; 4.0 and 4.01 are read")]
    Version(String),
    #[error("`{element}` without its attribute `{attribute}`")]
    MissingAttribute { element: String, attribute: &'static str },
    #[error("`{value}` as `{attribute}`, which is not what that takes")]
    Value { attribute: &'static str, value: String },
    #[error("`{name}` once more, after line {first}")]
    Duplicate { name: String, first: u32 },
    #[error("`{name}` inherits from itself, or through more than {deepest} types")]
    Bases { name: String, deepest: usize },
}
