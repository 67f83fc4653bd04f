//! The changed object as the service encrypts it.

use super::decryption_error::DecryptionError;
use super::decryption_keys::DecryptionKeys;
use super::models::model;
use crate::runtime::encoding::base64;
use crate::runtime::model::extra::Extra;
use crate::runtime::model::{Model, from_slice};
use aws_lc_rs::cipher::{AES_256, DecryptionContext, PaddedBlockDecryptingKey, UnboundCipherKey};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::hmac;
use aws_lc_rs::iv::FixedLength;

/// The changed object, encrypted with a key of its own, which is encrypted for the certificate of the subscription.
#[derive(Debug, Default)]
pub struct ChangeNotificationEncryptedContent {
    /// `data`: the object's JSON, encrypted with AES-256 in CBC mode; base64.
    pub data: Option<String>,
    /// `dataSignature`: the HMAC-SHA256 of the encrypted data; base64.
    pub data_signature: Option<String>,
    /// `dataKey`: the symmetric key of both, encrypted with RSA-OAEP; base64.
    pub data_key: Option<String>,
    /// `encryptionCertificateId`: the subscription's name for the certificate.
    pub encryption_certificate_id: Option<String>,
    /// `encryptionCertificateThumbprint`: the certificate's thumbprint.
    pub encryption_certificate_thumbprint: Option<String>,
    /// What no field holds.
    pub extra: Extra,
}

model!(ChangeNotificationEncryptedContent = "microsoft.graph.changeNotificationEncryptedContent" {
    "data" => Scalar(data),
    "dataSignature" => Scalar(data_signature),
    "dataKey" => Scalar(data_key),
    "encryptionCertificateId" => Scalar(encryption_certificate_id),
    "encryptionCertificateThumbprint" => Scalar(encryption_certificate_thumbprint),
});

impl ChangeNotificationEncryptedContent {
    /// The object as a model, or as an [`Object`](crate::runtime::Object).
    ///
    /// Anybody can encrypt for the certificate, so that this alone does not say who did: see
    /// [`TokenValidator`](super::TokenValidator).
    ///
    /// # Errors
    /// As [`decrypt`](Self::decrypt); [`DecryptionError::Content`] where what was decrypted is no object.
    pub fn decrypt_as<T: Model + Default>(&self, keys: &DecryptionKeys) -> Result<T, DecryptionError> {
        from_slice(&self.decrypt(keys)?).map_err(DecryptionError::Content)
    }

    /// The object's JSON.
    ///
    /// # Errors
    /// [`DecryptionError`] where there is no key for it, or it is not as the service encrypted it.
    pub fn decrypt(&self, keys: &DecryptionKeys) -> Result<Vec<u8>, DecryptionError> {
        let data = bytes("data", self.data.as_deref())?;
        let signature = bytes("dataSignature", self.data_signature.as_deref())?;
        let data_key = bytes("dataKey", self.data_key.as_deref())?;
        let certificate_id =
            self.encryption_certificate_id.as_deref().ok_or(DecryptionError::Malformed("encryptionCertificateId"))?;

        let key = keys.decrypt(certificate_id, &data_key)?;
        let signing_key = hmac::Key::new(hmac::HMAC_SHA256, &key);
        // In constant time, and before anything is decrypted: what is said of the padding of other data gives it away.
        hmac::verify(&signing_key, &data, &signature).map_err(|_| DecryptionError::Signature)?;
        decrypt_data(&key, data).map_err(|_| DecryptionError::Data)
    }
}

/// What the base64 of a property stands for, unless there is another text for the same.
fn bytes(property: &'static str, text: Option<&str>) -> Result<Vec<u8>, DecryptionError> {
    let decoded = text.and_then(base64::decode).filter(|bytes| Some(base64::encode(bytes).as_str()) == text);
    decoded.ok_or(DecryptionError::Malformed(property))
}

/// Undoes AES-256 in CBC mode with the padding of PKCS#7. The initialization vector is the beginning of the key.
fn decrypt_data(key: &[u8], mut data: Vec<u8>) -> Result<Vec<u8>, Unspecified> {
    let vector = key.first_chunk::<16>().ok_or(Unspecified)?;
    let context = DecryptionContext::Iv128(FixedLength::from(vector));
    let cipher = PaddedBlockDecryptingKey::cbc_pkcs7(UnboundCipherKey::new(&AES_256, key)?)?;
    let length = cipher.decrypt(&mut data, context)?.len();
    data.truncate(length);
    Ok(data)
}
