//! What is uploaded.

use super::super::token::BoxFuture;
use bytes::Bytes;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

/// What is uploaded: bytes in memory, a file, or anything else whose parts can be read again after a cut.
pub trait UploadSource: Send {
    /// The number of bytes.
    ///
    /// # Errors
    /// Whatever keeps it from being known.
    fn size(&self) -> io::Result<u64>;

    /// The bytes of this range, all of them.
    ///
    /// # Errors
    /// Whatever keeps them from being read.
    fn read(&mut self, range: Range<u64>) -> BoxFuture<'_, io::Result<Bytes>>;
}

impl UploadSource for Bytes {
    fn size(&self) -> io::Result<u64> {
        Ok(self.len() as u64)
    }

    fn read(&mut self, range: Range<u64>) -> BoxFuture<'_, io::Result<Bytes>> {
        let part = part(&range, self.len()).map(|range| self.slice(range));
        Box::pin(std::future::ready(part))
    }
}

macro_rules! byte_sources {
    ($($bytes:ty)*) => {$(
        impl UploadSource for $bytes {
            fn size(&self) -> io::Result<u64> {
                Ok(self.len() as u64)
            }

            fn read(&mut self, range: Range<u64>) -> BoxFuture<'_, io::Result<Bytes>> {
                let part = part(&range, self.len()).map(|range| Bytes::copy_from_slice(&self[range]));
                Box::pin(std::future::ready(part))
            }
        }
    )*};
}
byte_sources!(Vec<u8> &[u8]);

fn part(range: &Range<u64>, length: usize) -> io::Result<Range<usize>> {
    let bound = |at: u64| usize::try_from(at).ok().filter(|at| *at <= length);
    match (bound(range.start), bound(range.end)) {
        (Some(start), Some(end)) if start <= end => Ok(start..end),
        _ => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// Read on a thread that may block.
impl UploadSource for File {
    fn size(&self) -> io::Result<u64> {
        Ok(self.metadata()?.len())
    }

    fn read(&mut self, range: Range<u64>) -> BoxFuture<'_, io::Result<Bytes>> {
        let file = self.try_clone();
        Box::pin(async move {
            let mut file = file?;
            let read = move || {
                let mut part = vec![0; usize::try_from(range.end - range.start).map_err(io::Error::other)?];
                file.seek(SeekFrom::Start(range.start))?;
                file.read_exact(&mut part)?;
                Ok(part.into())
            };
            tokio::task::spawn_blocking(read).await.map_err(io::Error::other)?
        })
    }
}
