//! XML as a tree of elements, with bounds: a file from outside may be made to exhaust whoever reads it.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use super::error::{MetadataError, MetadataProblem};

/// CSDL needs eleven.
const MAX_DEPTH: usize = 64;
/// CSDL has no element of more than sixteen.
const MAX_ATTRIBUTES: usize = 64;

const EDMX: &str = "http://docs.oasis-open.org/odata/ns/edmx";
const EDM: &str = "http://docs.oasis-open.org/odata/ns/edm";

/// An element of one of CSDL's namespaces, with its attributes that have no prefix.
#[derive(Debug, Default)]
pub struct Element {
    /// Without a prefix.
    pub name: String,
    pub line: u32,
    pub column: u32,
    pub text: String,
    pub children: Vec<Element>,
    attributes: Vec<(String, String)>,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn children_named<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

/// The root of a document.
///
/// # Errors
/// When it is not well-formed, defines entities, or is larger in some direction than metadata can be.
pub fn parse(file: &str, text: &str) -> Result<Element, MetadataError> {
    let mut reader = NsReader::from_str(text);
    let mut tree = Tree { file, at: Cursor::new(text), open: Vec::new(), root: None, foreign: 0 };
    loop {
        tree.at.advance(reader.buffer_position());
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                tree.at.advance(reader.error_position());
                return Err(tree.malformed(error));
            }
        };
        let in_csdl = |start: &BytesStart<'_>| {
            let (namespace, _) = reader.resolver().resolve_element(start.name());
            matches!(namespace, ResolveResult::Bound(Namespace(EDM | EDMX)))
        };
        match event {
            Event::Start(start) => tree.start(&start, in_csdl(&start))?,
            Event::Empty(start) => {
                tree.start(&start, in_csdl(&start))?;
                tree.end();
            }
            Event::End(_) => tree.end(),
            Event::Text(text) => tree.text(&text.xml_content(XmlVersion::Explicit1_0)),
            Event::CData(text) => tree.text(&text.xml_content(XmlVersion::Explicit1_0)),
            Event::GeneralRef(reference) => {
                let name: &str = &reference;
                let value = quick_xml::escape::unescape(&format!("&{name};")).map(|value| value.into_owned());
                let value = value.map_err(|_| tree.error(MetadataProblem::Entity(name.to_owned())))?;
                tree.text(&value);
            }
            Event::Decl(declaration) => {
                let encoding = declaration.encoding().and_then(Result::ok);
                if let Some(other) = encoding.filter(|name| !name.eq_ignore_ascii_case("utf-8")) {
                    return Err(tree.error(MetadataProblem::Encoding(other.into_owned())));
                }
            }
            Event::DocType(_) => return Err(tree.error(MetadataProblem::DocumentType)),
            Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => return tree.finish(),
        }
    }
}

/// What is open while the document is read, without recursion.
struct Tree<'t> {
    file: &'t str,
    at: Cursor<'t>,
    open: Vec<Element>,
    root: Option<Element>,
    /// So many elements are open from the outermost of another namespace on, of which nothing is kept.
    foreign: usize,
}

impl Tree<'_> {
    fn start(&mut self, start: &BytesStart<'_>, in_csdl: bool) -> Result<(), MetadataError> {
        if self.open.len() + self.foreign >= MAX_DEPTH {
            return Err(self.error(MetadataProblem::TooDeep { deepest: MAX_DEPTH }));
        }
        let name = start.local_name().as_ref().to_owned();
        if self.open.is_empty() && self.foreign == 0 && (!in_csdl || self.root.is_some()) {
            return Err(self.error(MetadataProblem::NotCsdl(name)));
        }
        if self.foreign > 0 || !in_csdl {
            self.foreign += 1;
            return Ok(());
        }
        let (line, column) = self.at.place();
        let attributes = self.attributes(start)?;
        self.open.push(Element { name, line, column, attributes, ..Element::default() });
        Ok(())
    }

    fn attributes(&self, start: &BytesStart<'_>) -> Result<Vec<(String, String)>, MetadataError> {
        let mut attributes: Vec<(String, String)> = Vec::new();
        // Its own check for duplicates compares each attribute with all before it, however many there are.
        for (index, attribute) in start.attributes().with_checks(false).enumerate() {
            if index >= MAX_ATTRIBUTES {
                return Err(self.error(MetadataProblem::TooManyAttributes { most: MAX_ATTRIBUTES }));
            }
            let attribute = attribute.map_err(|error| self.malformed(error.into()))?;
            let name: &str = attribute.key.as_ref();
            if name.contains(':') || name == "xmlns" {
                continue;
            }
            if attributes.iter().any(|(known, _)| known == name) {
                let (first, _) = self.at.place();
                return Err(self.error(MetadataProblem::Duplicate { name: name.to_owned(), first }));
            }
            let value = attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|error| self.malformed(error))?;
            attributes.push((name.to_owned(), value.into_owned()));
        }
        Ok(attributes)
    }

    fn end(&mut self) {
        if self.foreign > 0 {
            self.foreign -= 1;
            return;
        }
        let Some(closed) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(closed),
            None => self.root = Some(closed),
        }
    }

    fn text(&mut self, text: &str) {
        if let (0, Some(element)) = (self.foreign, self.open.last_mut()) {
            element.text.push_str(text.trim());
        }
    }

    fn finish(mut self) -> Result<Element, MetadataError> {
        match (self.open.pop(), self.root.take()) {
            (Some(open), _) => Err(self.error(MetadataProblem::Truncated(open.name))),
            (None, Some(root)) => Ok(root),
            (None, None) => Err(self.error(MetadataProblem::Empty)),
        }
    }

    fn malformed(&self, error: quick_xml::Error) -> MetadataError {
        self.error(MetadataProblem::Malformed(error))
    }

    fn error(&self, problem: MetadataProblem) -> MetadataError {
        let (line, column) = self.at.place();
        MetadataError { file: self.file.to_owned(), line, column, problem }
    }
}

/// Follows the reader through the text and counts lines.
struct Cursor<'t> {
    text: &'t [u8],
    offset: usize,
    line: u32,
    line_start: usize,
}

impl<'t> Cursor<'t> {
    fn new(text: &'t str) -> Self {
        Self { text: text.as_bytes(), offset: 0, line: 1, line_start: 0 }
    }

    /// To an offset that is not before the last one.
    fn advance(&mut self, offset: u64) {
        let end = usize::try_from(offset).unwrap_or(usize::MAX).min(self.text.len());
        let Some(passed) = self.text.get(self.offset..end) else { return };
        for newline in memchr::memchr_iter(b'\n', passed) {
            self.line = self.line.saturating_add(1);
            self.line_start = self.offset + newline + 1;
        }
        self.offset = end;
    }

    /// Line and column from 1, the column in bytes.
    fn place(&self) -> (u32, u32) {
        (self.line, u32::try_from(self.offset - self.line_start + 1).unwrap_or(u32::MAX))
    }
}
