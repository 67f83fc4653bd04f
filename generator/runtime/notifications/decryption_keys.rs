//! The private keys of the certificates that subscriptions are created with.

use super::decryption_error::DecryptionError;
use aws_lc_rs::rsa::{OAEP_SHA1_MGF1SHA1, OaepPrivateDecryptingKey, PrivateDecryptingKey};
use rustls_pki_types::PrivatePkcs8KeyDer;
use rustls_pki_types::pem::PemObject;
use std::collections::HashMap;
use std::fmt;

/// The length of the symmetric keys, which are of AES-256.
const DATA_KEY_LEN: usize = 32;

/// Private keys by the id of their certificate, the `encryptionCertificateId` of subscriptions. While certificates change,
/// notifications are encrypted for the old and the new one.
#[derive(Default)]
pub struct DecryptionKeys(HashMap<String, OaepPrivateDecryptingKey>);

impl DecryptionKeys {
    /// No keys.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the key of this certificate, in PEM: `-----BEGIN PRIVATE KEY-----`. Of another format `openssl pkcs8 -topk8 -nocrypt`
    /// makes it.
    ///
    /// # Errors
    /// [`DecryptionError::PrivateKey`] where it is not an RSA key in PKCS#8.
    pub fn with_pem(self, certificate_id: impl Into<String>, pem: impl AsRef<[u8]>) -> Result<Self, DecryptionError> {
        let key = PrivatePkcs8KeyDer::from_pem_slice(pem.as_ref()).map_err(|_| DecryptionError::PrivateKey)?;
        self.with_der(certificate_id, key.secret_pkcs8_der())
    }

    /// Adds the key of this certificate, as PKCS#8 in DER.
    ///
    /// # Errors
    /// [`DecryptionError::PrivateKey`] where it is not an RSA key in PKCS#8.
    pub fn with_der(mut self, certificate_id: impl Into<String>, pkcs8: &[u8]) -> Result<Self, DecryptionError> {
        let key = PrivateDecryptingKey::from_pkcs8(pkcs8).map_err(|_| DecryptionError::PrivateKey)?;
        let key = OaepPrivateDecryptingKey::new(key).map_err(|_| DecryptionError::PrivateKey)?;
        self.0.insert(certificate_id.into(), key);
        Ok(self)
    }

    /// The symmetric key that was encrypted for this certificate.
    pub(super) fn decrypt(&self, certificate_id: &str, data_key: &[u8]) -> Result<[u8; DATA_KEY_LEN], DecryptionError> {
        let key =
            self.0.get(certificate_id).ok_or_else(|| DecryptionError::UnknownCertificate(certificate_id.to_owned()))?;
        let mut room = vec![0; key.min_output_size()];
        let decrypted = key.decrypt(&OAEP_SHA1_MGF1SHA1, data_key, &mut room, None).ok();
        decrypted.and_then(|key| <[u8; DATA_KEY_LEN]>::try_from(&*key).ok()).ok_or(DecryptionError::DataKey)
    }
}

/// The ids alone.
impl fmt::Debug for DecryptionKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}
