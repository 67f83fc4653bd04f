//! From a file's bytes to what it says.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::csdl::{Metadata, MetadataType, Schema};
use super::error::{MetadataError, MetadataProblem};
use super::names::Aliases;
use super::xml::{self, Element};
use super::{annotations, container, operations, types};
use crate::model::TypeName;

/// Twenty times what Graph publishes.
const MAX_BYTES: u64 = 64 << 20;
/// Far more than any service has: what walks them trusts this.
const MAX_BASES: usize = 64;

/// Reads the bytes of a file; `shown` is what errors and findings call it.
///
/// # Errors
/// When it cannot be read from disk, or is larger than any metadata.
pub fn load(path: &Path, shown: &str) -> Result<Vec<u8>, MetadataError> {
    let mut bytes = Vec::new();
    let reading = File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes));
    reading.map_err(|error| at_start(shown, MetadataProblem::Unreadable(error)))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(at_start(shown, MetadataProblem::TooLarge { longest: MAX_BYTES }));
    }
    Ok(bytes)
}

/// Reads CSDL 4.0 or 4.01 in XML.
///
/// # Errors
/// When it is too large, no well-formed XML in UTF-8, no CSDL, or says a thing twice; with the place.
pub fn parse(file: &str, bytes: &[u8]) -> Result<Metadata, MetadataError> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(at_start(file, MetadataProblem::TooLarge { longest: MAX_BYTES }));
    }
    let text = decode(file, bytes)?;
    let root = xml::parse(file, text)?;
    Reader { file, aliases: Aliases::default() }.metadata(&root)
}

fn decode<'b>(file: &str, bytes: &'b [u8]) -> Result<&'b str, MetadataError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let valid = &bytes[..error.valid_up_to()];
        let line = 1 + memchr::memchr_iter(b'\n', valid).count();
        let column = valid.len() - memchr::memrchr(b'\n', valid).map_or(0, |newline| newline + 1) + 1;
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let problem = MetadataProblem::NotUtf8;
        MetadataError { file: file.to_owned(), line: number(line), column: number(column), problem }
    })
}

fn at_start(file: &str, problem: MetadataProblem) -> MetadataError {
    MetadataError { file: file.to_owned(), line: 1, column: 1, problem }
}

/// What all elements are read with.
pub struct Reader<'f> {
    file: &'f str,
    pub aliases: Aliases,
}

impl Reader<'_> {
    fn metadata(mut self, root: &Element) -> Result<Metadata, MetadataError> {
        if root.name != "Edmx" {
            return Err(self.error(root, MetadataProblem::NotCsdl(root.name.clone())));
        }
        let version = root.attribute("Version").unwrap_or_default();
        if !matches!(version, "4.0" | "4.01") {
            return Err(self.error(root, MetadataProblem::Version(version.to_owned())));
        }
        let includes = root.children_named("Reference").flat_map(|reference| reference.children_named("Include"));
        let schemas: Vec<&Element> =
            root.children_named("DataServices").flat_map(|services| services.children_named("Schema")).collect();
        if schemas.is_empty() {
            return Err(self.error(root, MetadataProblem::NoSchema));
        }
        self.aliases = Aliases::new(includes.chain(schemas.iter().copied()));
        let mut metadata = Metadata { file: self.file.to_owned(), ..Metadata::default() };
        for schema in &schemas {
            self.schema(schema, &mut metadata)?;
        }
        // What is annotated may stand in a later schema.
        for schema in &schemas {
            self.aliases.enter(schema);
            for annotations in schema.children_named("Annotations") {
                annotations::apply(annotations, &self.aliases, &mut metadata);
            }
        }
        self.check_bases(&metadata)?;
        Ok(metadata)
    }

    fn schema(&mut self, schema: &Element, metadata: &mut Metadata) -> Result<(), MetadataError> {
        self.aliases.enter(schema);
        let namespace = self.required(schema, "Namespace")?;
        let alias = schema.attribute("Alias").map(str::to_owned);
        metadata.schemas.push(Schema { namespace: namespace.to_owned(), alias, line: schema.line });
        for child in &schema.children {
            match child.name.as_str() {
                "EntityType" | "ComplexType" | "EnumType" | "TypeDefinition" => {
                    let name = TypeName::new(namespace, self.required(child, "Name")?);
                    let ty = types::read(self, child)?;
                    if let Some(first) = metadata.types.get(&name) {
                        return Err(self.duplicate(child, &name.to_string(), first.line()));
                    }
                    metadata.types.insert(name, ty);
                }
                "Action" | "Function" => {
                    let operation = operations::read(self, child, namespace)?;
                    metadata.operations.entry(operation.name.clone()).or_default().push(operation);
                }
                "EntityContainer" => container::read(self, child, &mut metadata.container)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// No type inherits from itself, so that whoever walks up arrives.
    fn check_bases(&self, metadata: &Metadata) -> Result<(), MetadataError> {
        for (name, ty) in &metadata.types {
            let base = |ty: &&MetadataType| metadata.types.get(ty.structured()?.base.as_ref()?);
            if std::iter::successors(Some(ty), base).nth(MAX_BASES).is_some() {
                let problem = MetadataProblem::Bases { name: name.to_string(), deepest: MAX_BASES };
                return Err(MetadataError { file: self.file.to_owned(), line: ty.line(), column: 1, problem });
            }
        }
        Ok(())
    }

    pub fn required<'e>(&self, element: &'e Element, attribute: &'static str) -> Result<&'e str, MetadataError> {
        let missing = || MetadataProblem::MissingAttribute { element: element.name.clone(), attribute };
        element.attribute(attribute).ok_or_else(|| self.error(element, missing()))
    }

    /// `true` or `false`; none where it is not written.
    pub fn boolean(&self, element: &Element, attribute: &'static str) -> Result<Option<bool>, MetadataError> {
        match element.attribute(attribute) {
            None => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(value) => Err(self.error(element, MetadataProblem::Value { attribute, value: value.to_owned() })),
        }
    }

    pub fn duplicate(&self, element: &Element, name: &str, first: u32) -> MetadataError {
        self.error(element, MetadataProblem::Duplicate { name: name.to_owned(), first })
    }

    pub fn error(&self, element: &Element, problem: MetadataProblem) -> MetadataError {
        MetadataError { file: self.file.to_owned(), line: element.line, column: element.column, problem }
    }
}
