//! Why encrypted content can't be read.

use crate::runtime::error::Error;
use crate::runtime::error::printable::show_after_colon;
use std::fmt;

/// Why encrypted content can't be read. It holds nothing of the content and of keys.
#[derive(Debug)]
#[non_exhaustive]
pub enum DecryptionError {
    /// What was given as a private key is none of RSA, with 2,048 bits or more, in PKCS#8.
    PrivateKey,
    /// There is no private key for the certificate with this id.
    UnknownCertificate(String),
    /// This property is missing, or no base64.
    Malformed(&'static str),
    /// The symmetric key can't be decrypted with the private key: it was encrypted for another one, or in transit changed.
    DataKey,
    /// The signature is not that of the data, so somebody has changed one of them. Nothing was decrypted.
    Signature,
    /// The data was signed with the symmetric key, but is not encrypted as it should be.
    Data,
    /// What was decrypted is not the JSON of an object.
    Content(Error),
}

impl fmt::Display for DecryptionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PrivateKey => f.write_str("the private key is not RSA, of 2,048 bits or more, in PKCS#8"),
            Self::UnknownCertificate(id) => {
                f.write_str("no private key for the certificate")?;
                show_after_colon(&[id], f)
            }
            Self::Malformed(property) => write!(f, "`{property}` is missing or no base64"),
            Self::DataKey => f.write_str("`dataKey` is not encrypted for the private key"),
            Self::Signature => f.write_str("`dataSignature` is not that of `data`"),
            Self::Data => f.write_str("`data` is not encrypted with `dataKey`"),
            Self::Content(error) => write!(f, "what was decrypted is no object: {error}"),
        }
    }
}

impl std::error::Error for DecryptionError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Content(error) => Some(error),
            _ => None,
        }
    }
}
