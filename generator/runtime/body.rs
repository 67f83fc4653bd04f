//! What requests send: nothing, a model, or bytes.

use super::error::Error;
use super::model::{AsModel, IsA, Model};
use super::write::write_as;
use serde_json::Value;

/// Bytes with their media type: the content of a file, a photo or a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// The media type, such as `image/jpeg`.
    pub content_type: Option<String>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Content {
    /// Bytes of this media type.
    pub fn new(content_type: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { content_type: Some(content_type.into()), bytes: bytes.into() }
    }

    fn json(bytes: Vec<u8>) -> Self {
        Self::new("application/json", bytes)
    }
}

/// What an endpoint accepts as its body where `T` is documented: a `T`, a type derived from it, a reference to one
/// of them, or JSON made by hand.
///
/// `()` stands for no body, [`Content`] for bytes, [`Value`] for JSON of no documented type.
pub trait Body<T> {
    /// The body as it is sent; `None` where there is none.
    ///
    /// # Errors
    /// [`Error::Json`] where it can't be written as JSON.
    fn to_content(&self) -> Result<Option<Content>, Error>;
}

impl Body<()> for () {
    fn to_content(&self) -> Result<Option<Content>, Error> {
        Ok(None)
    }
}

impl<T: Model + Default, B: IsA<T>> Body<T> for B {
    fn to_content(&self) -> Result<Option<Content>, Error> {
        model_content(self.as_model(), T::default().type_info().name)
    }
}

/// Services take an object for the documented type unless it names another, so a derived one is named.
fn model_content(model: &dyn Model, documented: &str) -> Result<Option<Content>, Error> {
    let info = model.type_info();
    let named = (info.name != documented).then_some(info);
    let mut json = Vec::with_capacity(256);
    write_as(model, named, &mut serde_json::Serializer::new(&mut json))?;
    Ok(Some(Content::json(json)))
}

macro_rules! json_bodies {
    ($($value:ty)*) => {$(
        impl<T: Model> Body<T> for $value {
            fn to_content(&self) -> Result<Option<Content>, Error> {
                Ok(Some(Content::json(serde_json::to_vec(self)?)))
            }
        }

        impl Body<Value> for $value {
            fn to_content(&self) -> Result<Option<Content>, Error> {
                Ok(Some(Content::json(serde_json::to_vec(self)?)))
            }
        }
    )*};
}
json_bodies!(Value &Value);

impl Body<Content> for Content {
    fn to_content(&self) -> Result<Option<Content>, Error> {
        Ok(Some(self.clone()))
    }
}

impl Body<Content> for &Content {
    fn to_content(&self) -> Result<Option<Content>, Error> {
        Ok(Some((*self).clone()))
    }
}

macro_rules! byte_bodies {
    ($($bytes:ty)*) => {$(
        impl Body<Content> for $bytes {
            fn to_content(&self) -> Result<Option<Content>, Error> {
                Ok(Some(Content::new("application/octet-stream", &self[..])))
            }
        }
    )*};
}
byte_bodies!(Vec<u8> &[u8] &Vec<u8>);
