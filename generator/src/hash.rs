//! Hashes by which contents are told apart.

use std::borrow::Cow;
use std::io::{self, Write};

#[cfg(feature = "cli")]
use base64::prelude::{BASE64_STANDARD, Engine as _};
use sha2::{Digest, Sha256};

/// The first 128 bits of SHA-256, in hexadecimal: enough against accidents, and half as long.
pub fn hash(content: impl AsRef<[u8]>) -> String {
    first_half(&Sha256::digest(content))
}

fn first_half(digest: &[u8]) -> String {
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Hashes what it hands on.
pub struct HashingWriter<W> {
    writer: W,
    digest: Sha256,
}

impl<W: Write> HashingWriter<W> {
    pub fn new(writer: W) -> Self {
        Self { writer, digest: Sha256::new() }
    }

    /// As [`hash`] of all that was written.
    pub fn hash(self) -> String {
        first_half(&self.digest.finalize())
    }
}

impl<W: Write> Write for HashingWriter<W> {
    fn write(&mut self, content: &[u8]) -> io::Result<usize> {
        let written = self.writer.write(content)?;
        self.digest.update(&content[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Text with the line ends that the generator writes, whatever those of a checkout are.
pub fn with_plain_line_ends(content: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memmem::find(content, b"\r\n").is_none() {
        return Cow::Borrowed(content);
    }
    let mut out = Vec::with_capacity(content.len());
    for (at, byte) in content.iter().enumerate() {
        if *byte != b'\r' || content.get(at + 1) != Some(&b'\n') {
            out.push(*byte);
        }
    }
    Cow::Owned(out)
}

/// The hash of a file of text, which is the same for all line ends.
pub fn hash_of_text(content: &[u8]) -> String {
    hash(with_plain_line_ends(content))
}

/// The hash of a script as a policy for its page names it: `sha256-` and base64.
#[cfg(feature = "cli")]
pub fn integrity(text: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text)))
}

#[cfg(all(test, feature = "cli"))]
mod tests {
    #[test]
    fn integrity_is_what_browsers_work_out() {
        // The example of https://www.w3.org/TR/CSP2/#script-src-hash-usage
        let hash = "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=";
        assert_eq!(super::integrity("alert('Hello, world.');"), hash);
    }
}
