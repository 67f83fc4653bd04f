//! What goes to a URL and what comes back: the type that the URL addresses, unless its main page says that it is
//! something else altogether. A body accepts whatever derives from its type, so no page on a derived type narrows it.

use crate::build::media_type;
use crate::model::{
    Body, EndpointBody, ExampleBody, Ir, Kind, Method, Operation, Parameter, Primitive, Property, RefName, Response,
    Segment, TypeName, TypeRef,
};

/// A method and a URL, with the type that it addresses.
#[derive(Clone, Copy)]
pub struct Url<'a> {
    pub method: Method,
    pub segments: &'a [Segment],
    pub addresses: Option<&'a TypeRef>,
}

impl<'a> Url<'a> {
    fn ends_in_key(self) -> bool {
        self.segments.last().is_some_and(|s| s.key().is_some())
    }

    fn ends_with(self, system: &str) -> bool {
        self.segments.last().and_then(Segment::literal) == Some(system)
    }

    /// Whether a stream property stands at its end: `/transcripts/{id}/metadataContent`.
    fn is_stream(self, ir: &Ir) -> bool {
        let owner = self.addresses.and_then(TypeRef::type_name).and_then(|name| ir.types.get(name));
        let is_last = |property: &Property| self.ends_with(&property.name);
        owner.is_some_and(|ty| {
            ty.properties.iter().any(|p| is_last(p) && p.ty.name == RefName::Primitive(Primitive::Stream))
        })
    }

    /// The type of the object that a request creates, replaces or changes.
    fn written(self, ir: &Ir) -> Option<&'a TypeName> {
        let addressed = self.addresses?;
        let fits = match self.method {
            Method::Post => addressed.collection,
            Method::Put | Method::Patch => !addressed.collection,
            Method::Get | Method::Delete => false,
        };
        addressed.type_name().filter(|name| fits && is_model(ir, name))
    }
}

fn is_model(ir: &Ir, name: &TypeName) -> bool {
    ir.types.get(name).is_some_and(|t| t.kind != Kind::Enum)
}

/// What the URL takes; `pages` begin with the main one.
pub fn body(ir: &Ir, url: Url<'_>, pages: &[&Operation]) -> Option<EndpointBody> {
    if url.method == Method::Get {
        return None;
    }
    let mut bodies = pages.iter().filter_map(|page| Some(lower(ir, page.body.as_ref()?)));
    let mut body = bodies.next()?;
    if sends_bytes(url.method, pages[0]) {
        return Some(EndpointBody::Content);
    }
    if let EndpointBody::Parameters(parameters) = &mut body {
        for more in bodies.filter_map(|body| if let EndpointBody::Parameters(more) = body { Some(more) } else { None })
        {
            let new: Vec<_> =
                more.into_iter().filter(|p| parameters.iter().all(|known| known.name != p.name)).collect();
            parameters.extend(new);
        }
    }
    let Some(written) = url.written(ir).or_else(|| given_back(ir, url, &body, pages[0])) else { return Some(body) };
    Some(match body {
        EndpointBody::Model(_) | EndpointBody::Json => EndpointBody::Model(written.clone()),
        EndpointBody::Parameters(parameters) if are_properties(ir, written, &sent_names(&parameters, pages[0])) => {
            EndpointBody::Model(written.clone())
        }
        body => body,
    })
}

/// What takes the place of the type that a URL addresses, where nothing tells: the base type that the page says to come
/// back. What its example sends may be any that derives from it.
fn given_back<'a>(ir: &Ir, url: Url<'_>, body: &EndpointBody, page: &'a Operation) -> Option<&'a TypeName> {
    let EndpointBody::Model(sent) = body else { return None };
    let response = page.response.as_ref()?;
    let returned = response.ty.as_ref().filter(|ty| !ty.collection)?.type_name()?;
    let writes = matches!(url.method, Method::Patch | Method::Put) || response.status == 201;
    let is_base = returned.name != "entity" && ir.derives(sent, returned);
    (url.addresses.is_none() && writes && is_base).then_some(returned)
}

/// Whether all that the page shows with the method is bytes, though it says what another of its URLs takes.
fn sends_bytes(method: Method, page: &Operation) -> bool {
    let shown = page.examples.iter().filter_map(|e| e.request.as_ref()).filter(|r| r.method == method);
    let mut shown = shown.filter(|r| r.body != ExampleBody::None).peekable();
    let others = page.requests.iter().any(|r| r.method != method && r.method != Method::Get);
    others && shown.peek().is_some() && shown.all(|request| media_type::declared_by(request).is_some())
}

/// What bytes are, where the pages say more than that they are bytes; the main one first.
pub fn media_type(url: Url<'_>, body: &EndpointBody, pages: &[&Operation]) -> Option<String> {
    if *body != EndpointBody::Content {
        return None;
    }
    let stated = pages.iter().find_map(|page| match &page.body {
        Some(Body::Content(stated)) => Some(stated.clone()),
        _ => None,
    });
    let shown = |page: &&Operation| {
        let requests = page.examples.iter().filter_map(|e| e.request.as_ref()).filter(|r| r.method == url.method);
        media_type::documented(&page.headers, None, requests)
    };
    let name = stated.or_else(|| pages.iter().map(shown).find(|name| name != media_type::BYTES))?;
    (name != media_type::BYTES).then_some(name)
}

/// Whether every example of the URL's pages names the type of what it sends: then the service may ask for it.
pub fn names_type(url: Url<'_>, pages: &[&Operation]) -> bool {
    let examples = pages.iter().flat_map(|page| &page.examples).filter_map(|e| e.request.as_ref());
    let mut sent = examples.filter(|r| r.method == url.method).filter_map(|r| r.body.json()?.as_object()).peekable();
    sent.peek().is_some() && sent.all(|object| object.contains_key("@odata.type"))
}

fn lower(ir: &Ir, body: &Body) -> EndpointBody {
    match body {
        Body::Content(_) => EndpointBody::Content,
        Body::Parameters(parameters) if parameters.iter().any(|p| p.name == "@odata.id") => EndpointBody::Reference,
        Body::Parameters(parameters) => EndpointBody::Parameters(parameters.clone()),
        Body::Type(ty) => match ty.type_name().filter(|n| !ty.collection && is_model(ir, n)) {
            Some(name) => EndpointBody::Model(name.clone()),
            None => EndpointBody::Json,
        },
    }
}

/// The names that the page's first example sends, else those of its table.
fn sent_names<'a>(parameters: &'a [Parameter], page: &'a Operation) -> Vec<&'a str> {
    let mut examples = page.examples.iter().filter_map(|e| e.request.as_ref()?.body.json()?.as_object());
    match examples.next() {
        Some(shown) => shown.keys().map(String::as_str).collect(),
        None => parameters.iter().map(|p| p.name.as_str()).collect(),
    }
}

/// Whether what a page calls parameters are properties of the type, for the most part.
fn are_properties(ir: &Ir, name: &TypeName, sent: &[&str]) -> bool {
    // `template@odata.bind` refers to what a relationship holds.
    let is_property =
        |sent: &&&str| sent.contains('@') || ir.chain(name).flat_map(|t| &t.properties).any(|p| p.name == **sent);
    sent.iter().filter(is_property).count() * 2 >= sent.len()
}

/// What the URL gives back; `pages` begin with the main one.
pub fn response(ir: &Ir, url: Url<'_>, pages: &[&Operation]) -> Option<Response> {
    let mut responses = pages.iter().filter_map(|page| page.response.as_ref());
    let main = responses.next()?;
    let mut response = main.clone();
    if response.ty.as_ref().is_some_and(|ty| ty.unknown.is_some()) {
        // The main page shows an answer without saying of which type.
        let known = responses.filter_map(|r| r.ty.as_ref()).find(|ty| ty.unknown.is_none());
        response.ty = known.cloned().or(response.ty);
    }
    if url.method == Method::Get && (["$value", "content"].iter().any(|end| url.ends_with(end)) || url.is_stream(ir)) {
        // A page that documents an object and its bytes together says only one of the two.
        response.content = true;
    }
    if response.content {
        return Some(response);
    }
    let Some(addressed) = url.addresses else { return Some(response) };
    if let Some(ty) = &mut response.ty {
        if url.method == Method::Get {
            let collection = !url.ends_in_key() && (addressed.collection || ty.collection);
            *ty = TypeRef { collection, ..addressed.clone() };
        } else if let Some(written) = url.written(ir)
            && (comes_back(pages[0], ty) || is_related(ir, ty, written))
        {
            *ty = TypeRef::named(written.clone(), false);
        }
    }
    Some(response)
}

/// What work gives in the end that goes on after the answer: what is created or changed.
pub fn result(ir: &Ir, url: Url<'_>, response: Option<&Response>) -> Option<TypeRef> {
    response.filter(|r| r.long_running)?;
    Some(TypeRef::named(url.written(ir)?.clone(), false))
}

/// Whether a page answers with what was sent or created, whichever of its URLs its words are about.
fn comes_back(page: &Operation, ty: &TypeRef) -> bool {
    let sent = matches!(&page.body, Some(Body::Type(sent)) if sent == ty);
    let created = page.response.as_ref().is_some_and(|r| r.status == 201) && page.requests[0].method == Method::Post;
    sent || created
}

/// Whether an answer is the type, derives from it, is a base of it, or leaves open what it is.
fn is_related(ir: &Ir, said: &TypeRef, name: &TypeName) -> bool {
    said.type_name().map_or(said.unknown.is_some(), |n| ir.derives(n, name) || ir.derives(name, n))
}
