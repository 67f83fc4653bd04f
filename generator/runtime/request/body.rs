//! What requests send: nothing, a model, or bytes.

use crate::runtime::error::Error;
use crate::runtime::model::write::write_as;
use crate::runtime::model::{AsModel, IsA, Model};
use crate::runtime::response::content::Content;
use serde_json::Value;
use std::{convert::Infallible, marker::PhantomData};

/// Whether a model that is sent names its type in `@odata.type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeNaming {
    /// Services ask for it in some places.
    Always,
    /// Where nothing is documented, a service may not know the name.
    Never,
    /// Services take an object for the documented type, whose full name this is, unless it names another.
    Unless(&'static str),
}

/// What can be sent: nothing `()`, a model, [`Value`], [`Content`] or plain bytes, owned or borrowed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no body of a request",
    label = "this cannot be sent",
    note = "a body is `()`, a model, a `serde_json::Value`, a `Content` or bytes"
)]
pub trait Payload {
    /// The body as it is sent; `None` where there is none.
    ///
    /// # Errors
    /// [`Error::Json`] where it can't be written as JSON.
    fn to_content(&self, naming: TypeNaming) -> Result<Option<Content>, Error>;
}

/// What an endpoint accepts as its body where `T` is documented: a `T`, a type derived from it, a reference to one
/// of them, JSON made by hand, or [`Content`] of another media type, such as a message in MIME format.
///
/// For `T`, [`Content`] stands for bytes and [`Value`] for JSON of no documented type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `{T}`; this function sends a `{T}`",
    label = "neither a `{T}` nor derived from it",
    note = "in place of a model, JSON made by hand can be sent as a `serde_json::Value`, and bytes of another media type as a `Content`"
)]
pub trait Body<T>: Payload {
    /// The full name of the documented type; empty where it is no model.
    fn documented() -> &'static str {
        ""
    }
}

/// What stands for a `T` that need not be sent: what is a [`Body`] of it, nothing `()`, or one of them in an [`Option`].
/// JSON made by hand goes wherever nothing goes.
#[derive(Clone, Copy, Debug)]
pub struct Optional<T>(Infallible, PhantomData<T>);

impl Payload for () {
    fn to_content(&self, _: TypeNaming) -> Result<Option<Content>, Error> {
        Ok(None)
    }
}

impl<T> Body<Optional<T>> for () {}

#[diagnostic::do_not_recommend]
impl<B: Payload> Payload for Option<B> {
    fn to_content(&self, naming: TypeNaming) -> Result<Option<Content>, Error> {
        self.as_ref().map_or(Ok(None), |body| body.to_content(naming))
    }
}

#[diagnostic::do_not_recommend]
impl<T, B: Body<Optional<T>>> Body<Optional<T>> for Option<B> {
    fn documented() -> &'static str {
        B::documented()
    }
}

#[diagnostic::do_not_recommend]
impl<B: AsModel> Payload for B {
    fn to_content(&self, naming: TypeNaming) -> Result<Option<Content>, Error> {
        model_content(self.as_model(), naming)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Model + Default, B: IsA<T>> Body<T> for B {
    fn documented() -> &'static str {
        T::default().type_info().name
    }
}

#[diagnostic::do_not_recommend]
impl<T: Model + Default, B: IsA<T>> Body<Optional<T>> for B {
    fn documented() -> &'static str {
        T::default().type_info().name
    }
}

fn model_content(model: &dyn Model, naming: TypeNaming) -> Result<Option<Content>, Error> {
    let info = model.type_info();
    let names_type = match naming {
        TypeNaming::Always => true,
        TypeNaming::Never => false,
        TypeNaming::Unless(documented) => info.name != documented,
    };
    let named = names_type.then_some(info);
    let mut json = Vec::with_capacity(256);
    write_as(model, named, &mut serde_json::Serializer::new(&mut json))?;
    Ok(Some(Content::json(json)))
}

macro_rules! json_payloads {
    ($($value:ty)*) => {$(
        impl Payload for $value {
            fn to_content(&self, _: TypeNaming) -> Result<Option<Content>, Error> {
                Ok(Some(Content::json(serde_json::to_vec(self)?)))
            }
        }

        impl<T: Model> Body<T> for $value {}
        impl Body<Value> for $value {}
        impl<T> Body<Optional<T>> for $value {}
    )*};
}
json_payloads!(Value & Value);

macro_rules! byte_payloads {
    ($($bytes:ty)*) => {$(
        impl Payload for $bytes {
            fn to_content(&self, _: TypeNaming) -> Result<Option<Content>, Error> {
                Ok(Some(Content { content_type: None, bytes: self.to_vec() }))
            }
        }

        impl Body<Content> for $bytes {}
        impl Body<Optional<Content>> for $bytes {}
    )*};
}
byte_payloads!(Vec<u8> &Vec<u8> &[u8]);

impl Payload for Content {
    fn to_content(&self, _: TypeNaming) -> Result<Option<Content>, Error> {
        Ok(Some(self.clone()))
    }
}

impl Payload for &Content {
    fn to_content(&self, _: TypeNaming) -> Result<Option<Content>, Error> {
        Ok(Some((*self).clone()))
    }
}

impl<T: Model> Body<T> for Content {}
impl<T: Model> Body<T> for &Content {}
impl Body<Content> for Content {}
impl Body<Content> for &Content {}
impl<T> Body<Optional<T>> for Content {}
impl<T> Body<Optional<T>> for &Content {}
