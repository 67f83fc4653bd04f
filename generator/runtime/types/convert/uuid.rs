//! Conversions to and from the type of `uuid`.

use super::super::text::Guid;
use crate::runtime::error::Error;
use ::uuid::Uuid;

impl TryFrom<&Guid> for Uuid {
    type Error = Error;

    /// The identifier.
    ///
    /// # Errors
    /// [`Error::Format`] where the text is not a GUID.
    fn try_from(guid: &Guid) -> Result<Self, Error> {
        guid.to_u128().map(Self::from_u128)
    }
}

impl From<Uuid> for Guid {
    /// The identifier in lower case with hyphens.
    fn from(uuid: Uuid) -> Self {
        Self::from(uuid.hyphenated().to_string())
    }
}
