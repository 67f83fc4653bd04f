//! Bytes with their media type, sent or answered.

use crate::runtime::encoding::base64;
use std::fmt;

/// Bytes with their media type: the content of a file, a photo or a report.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Content {
    /// The media type, such as `image/jpeg`; without one the documented media type is sent.
    pub content_type: Option<String>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Content {
    /// Bytes of this media type.
    pub fn new(content_type: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { content_type: Some(content_type.into()), bytes: bytes.into() }
    }

    /// A message in MIME format as mailboxes take it: base64 as `text/plain`.
    pub fn mime(message: impl AsRef<[u8]>) -> Self {
        Self::new("text/plain", base64::encode(message.as_ref()))
    }

    pub(crate) fn json(bytes: Vec<u8>) -> Self {
        Self::new("application/json", bytes)
    }
}

/// Shows how many bytes there are, which can be many and secret.
impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = format_args!("{} bytes", self.bytes.len());
        f.debug_struct("Content").field("content_type", &self.content_type).field("bytes", &bytes).finish()
    }
}
