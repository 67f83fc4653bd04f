//! What requests created, changed and deleted, where the mock is stateful: an object is what its URL addresses, and its
//! collection is what is above it.

use super::answer::{self, Answer, Content};
use super::below::Below;
use super::continuations::first_page;
use super::documentation::{Documented, with_keys_as_segments};
use super::documented::{Body, Shown};
use super::request::ReceivedRequest;
use super::schema::{Schema, item};
use http::{Method, StatusCode};
use serde_json::{Map, Value};

type Properties = Map<String, Value>;

/// The objects that are other than the documentation shows them, the oldest first.
#[derive(Default)]
pub(super) struct Objects {
    known: Vec<(Address, Object)>,
    /// How many were given an id.
    given: usize,
}

enum Object {
    /// All of its properties.
    Created(Properties),
    /// Those that are not as documented.
    Changed(Properties),
    Deleted,
}

/// Where an object is. Paths are the same in any case, ids are not.
#[derive(Clone, PartialEq)]
struct Address {
    collection: String,
    id: String,
}

impl Address {
    fn new(collection: &str, id: &str) -> Self {
        // A slash in an id is encoded, as in the path of a request.
        Self { collection: collection.to_ascii_lowercase(), id: id.replace('/', "%2F") }
    }

    fn parse(path: &str) -> Self {
        let (collection, id) = path.rsplit_once('/').unwrap_or(("", path));
        Self::new(collection, id)
    }
}

/// The path of a request in its one form: without the type that it takes the object for, and of a reference that of its
/// object.
fn path(request: &ReceivedRequest) -> String {
    let (path, _) = request.address();
    let path = with_keys_as_segments(&path).unwrap_or(path);
    let path = path.strip_suffix("/$ref").unwrap_or(&path);
    let cast = Below::parse(path).filter(|below| !below.count);
    cast.map_or(path, |below| below.list).to_owned()
}

impl Objects {
    fn find(&self, address: &Address) -> Option<&Object> {
        self.known.iter().find(|(known, _)| known == address).map(|(_, object)| object)
    }

    fn keep(&mut self, address: Address, object: Object) {
        match self.known.iter_mut().find(|(known, _)| *known == address) {
            Some((_, known)) => *known = object,
            None => self.known.push((address, object)),
        }
    }

    /// Whether a path leads to what was deleted, or below it. What is put there is there again.
    fn is_deleted(&mut self, method: &Method, path: &str) -> bool {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        let above: Vec<Address> = ends.map(|end| Address::parse(&path[..end])).collect();
        let is_deleted =
            |(known, object): &(Address, Object)| matches!(object, Object::Deleted) && above.contains(known);
        if *method == Method::PUT {
            self.known.retain(|known| !is_deleted(known));
        }
        self.known.iter().any(is_deleted)
    }

    /// Does what a request asks for, and answers it: with an error where there is nothing any more, or else with what is
    /// documented, as it is by now.
    pub(super) fn respond(
        &mut self,
        schema: Schema<'_>,
        documented: &Documented,
        request: &ReceivedRequest,
    ) -> Result<Content, Answer> {
        let path = path(request);
        if self.is_deleted(&request.method, &path) {
            return Err(Answer::documented_error(Some(documented), StatusCode::NOT_FOUND));
        }
        let first = first_page(request);
        let content = answer::content(schema, documented, &first);
        let sent = request.json();
        Ok(match (request.method.as_str(), &documented.endpoint.body, sent) {
            _ if !content.status.is_success() => content,
            // What was created is on the first of the pages alone.
            ("GET", ..) if documented.gives_list() => self.list(schema, documented, &first, content, first == *request),
            ("GET", ..) => self.updated(&Address::parse(&path), content),
            ("POST", Some(Body::Type(_)), Some(Value::Object(sent))) if documented.gives_object() => {
                self.create(&path, sent, content)
            }
            ("POST", Some(Body::Reference), Some(sent)) => {
                self.refer(&path, &sent);
                content
            }
            ("PATCH" | "PUT", Some(Body::Type(_)), Some(Value::Object(sent))) => {
                self.change(&Address::parse(&path), sent, content)
            }
            ("DELETE", ..) => {
                self.keep(Address::parse(&path), Object::Deleted);
                content
            }
            _ => content,
        })
    }

    /// What was sent over what is documented, with an id of its own unless it has been sent with one.
    fn create(&mut self, collection: &str, sent: Properties, content: Content) -> Content {
        let mut object = match content.body {
            Shown::Json(shown) => properties(shown),
            _ => Properties::new(),
        };
        self.given += 1;
        object.insert("id".to_owned(), format!("mock-object-{}", self.given).into());
        let is_property = |(name, value): &(String, Value)| match name.as_str() {
            "id" => value.is_string(),
            name => !name.ends_with("@odata.bind"),
        };
        object.extend(sent.into_iter().filter(is_property));
        let id = object.get("id").and_then(Value::as_str).unwrap_or_default();
        self.keep(Address::new(collection, id), Object::Created(object.clone()));
        Content { body: Shown::Json(object.into()), ..content }
    }

    /// The object of `{"@odata.id": "…/users/1"}` is among those of the collection.
    fn refer(&mut self, collection: &str, sent: &Value) {
        let id = sent.get("@odata.id").and_then(Value::as_str).and_then(|url| url.rsplit('/').next());
        let Some(id) = id else { return };
        let object = Properties::from_iter([("id".to_owned(), id.into())]);
        self.keep(Address::new(collection, id), Object::Created(object));
    }

    fn change(&mut self, address: &Address, sent: Properties, content: Content) -> Content {
        match self.known.iter_mut().find(|(known, _)| known == address) {
            Some((_, Object::Created(properties) | Object::Changed(properties))) => properties.extend(sent),
            _ => self.keep(address.clone(), Object::Changed(sent)),
        }
        self.updated(address, content)
    }

    /// An object as it is by now, where it is what is documented.
    fn updated(&self, address: &Address, mut content: Content) -> Content {
        match (self.find(address), &mut content.body) {
            (Some(Object::Created(properties)), Shown::Json(json)) => *json = properties.clone().into(),
            (Some(Object::Changed(changed)), Shown::Json(shown)) => {
                let mut properties = properties(shown.take());
                properties.extend(changed.clone());
                *shown = properties.into();
            }
            _ => {}
        }
        content
    }

    /// A collection as it is by now, or what is asked of it.
    fn list(
        &self,
        schema: Schema<'_>,
        documented: &Documented,
        request: &ReceivedRequest,
        content: Content,
        with_created: bool,
    ) -> Content {
        let below = documented.below(&request.path);
        let list_path = below.map_or(request.path.as_str(), |below| below.list);
        let list = ReceivedRequest { path: list_path.to_owned(), ..request.clone() };
        let collection = path(&list).to_ascii_lowercase();
        let known = || self.known.iter().filter(|(address, _)| address.collection == collection);
        match below {
            _ if known().next().is_none() => content,
            None => listed(known(), content, with_created),
            Some(below) => {
                let all = listed(known(), answer::content(schema, documented, &list), with_created);
                answer::narrow(schema, below, all)
            }
        }
    }
}

impl Documented {
    fn gives_object(&self) -> bool {
        self.endpoint.answer.ty.is_some() && !self.gives_list()
    }

    fn gives_list(&self) -> bool {
        self.endpoint.answer.ty.as_deref().is_some_and(|ty| item(ty).is_some())
    }
}

/// Those of an object that a page shows as it is, or as the `value` of another.
fn properties(shown: Value) -> Properties {
    match shown {
        Value::Object(mut object)
            if !object.contains_key("id") && object.get("value").is_some_and(Value::is_object) =>
        {
            object.remove("value").map(properties).unwrap_or_default()
        }
        Value::Object(object) => object,
        _ => Properties::new(),
    }
}

/// A list without those of its objects that were deleted, and with those that were created.
fn listed<'a>(known: impl Iterator<Item = &'a (Address, Object)>, mut content: Content, with_created: bool) -> Content {
    let Shown::Json(Value::Object(page)) = &mut content.body else { return content };
    let Some(objects) = page.get_mut("value").and_then(Value::as_array_mut) else { return content };
    let documented = objects.len();
    for (address, object) in known {
        let is_it = |listed: &Value| listed.get("id").and_then(Value::as_str) == Some(&address.id);
        let listed = objects.iter_mut().find(|listed| is_it(listed)).and_then(Value::as_object_mut);
        match (object, listed) {
            (Object::Deleted, _) => objects.retain(|listed| !is_it(listed)),
            (Object::Created(properties) | Object::Changed(properties), Some(listed)) => {
                listed.extend(properties.clone());
            }
            (Object::Created(properties), None) => objects.extend(with_created.then(|| properties.clone().into())),
            (Object::Changed(_), None) => {}
        }
    }
    let listed = objects.len();
    if let Some(count) = page.get_mut("@odata.count") {
        *count = (count.as_u64().unwrap_or_default() as usize + listed).saturating_sub(documented).into();
    }
    content
}
