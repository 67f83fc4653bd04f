//! What goes wrong before a whole answer has come.

use super::operation::{Operation, OperationStatus};
use super::token::BoxError;
use crate::runtime::error::Error;
use crate::runtime::error::printable::{show, show_after_colon};
use std::{fmt, io, sync::Arc, time::Duration};

/// Why there is no whole answer.
#[derive(Debug)]
#[non_exhaustive]
pub enum ClientError {
    /// The client can't be made.
    Setup(BoxError),
    /// There is no token.
    Token(BoxError),
    /// No connection could be made, so the service knows nothing of the request.
    Connect(BoxError),
    /// The connection broke: the service may have processed the request.
    Transport(BoxError),
    /// The answer took longer than an attempt may take: the service may have processed the request.
    Timeout(Duration),
    /// The answer is larger than this many bytes.
    TooLarge(u64),
    /// What should be an address is none, has a user name, or leads from `https` to `http`.
    Address(String),
    /// A link leads to this other host, or stands on a page from there, whose data is not the service's.
    ForeignLink(String),
    /// A next link leads back to a page that has been read.
    RepeatedLink,
    /// The last page of a delta query has no delta link.
    NoDeltaLink,
    /// A batch can't be sent or read.
    Batch(&'static str),
    /// More requests of a batch wait for each other than one round takes, and the service knows no other round.
    BatchGroup {
        /// How many wait for each other.
        requests: usize,
        /// How many a round takes.
        round_size: usize,
    },
    /// The round of a batch that holds this request was sent, perhaps not for the first time, and that failed: the
    /// service may have processed it.
    BatchRound(Arc<Error>),
    /// The service accepts a request, and does not say where to ask how the operation is.
    NoOperationLink,
    /// An operation has failed, or somebody ended it.
    Operation(Box<Operation>),
    /// An operation has not ended within the longest time that it is waited for.
    OperationLimit {
        /// That time.
        limit: Duration,
        /// How the operation last was.
        status: OperationStatus,
    },
    /// An upload can't go on.
    Upload(&'static str),
    /// All of a content was sent, and the answer to its last part was this error; since then the session is gone, or asks for
    /// nothing more. The content may have been stored: whoever looks for the file by its path, or for the attachment in the
    /// list of them, finds out, and does not upload it twice.
    MayBeStored(Box<Error>),
    /// What is to be uploaded can't be read.
    Source(io::Error),
}

impl fmt::Display for ClientError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setup(_) => f.write_str("the client can't be made"),
            Self::Token(_) => f.write_str("there is no token"),
            Self::Connect(error) => write!(f, "no connection{} could be made", To(error)),
            Self::Transport(error) => write!(f, "the connection{} broke before the whole answer came", To(error)),
            Self::Timeout(limit) => write!(f, "the answer took longer than {limit:?}"),
            Self::TooLarge(limit) => write!(f, "the answer is larger than {limit} bytes"),
            Self::Address(reason) => write!(f, "invalid address: {reason}"),
            Self::ForeignLink(host) => write!(f, "a link leads to or comes from another host, `{host}`"),
            Self::RepeatedLink => f.write_str("a next link leads back to a page that has been read"),
            Self::NoDeltaLink => f.write_str("the last page has no delta link"),
            Self::Batch(reason) => write!(f, "batch: {reason}"),
            Self::BatchGroup { requests, round_size } => {
                write!(f, "batch: {requests} requests wait for each other, and a round takes {round_size}")
            }
            Self::BatchRound(_) => f.write_str("the round of the batch that holds this request failed"),
            Self::NoOperationLink => f.write_str("the service does not say where to ask how the operation is"),
            Self::Operation(operation) => {
                let ended = match operation.status {
                    OperationStatus::Canceled => "was canceled",
                    OperationStatus::Skipped => "was skipped",
                    _ => "has failed",
                };
                write!(f, "the operation {ended}")?;
                show_after_colon(&[&operation.error_code, &operation.error_message], f)
            }
            Self::OperationLimit { limit, status } => {
                write!(f, "the operation has not ended after {limit:?}: it is ")?;
                match status {
                    OperationStatus::Other(word) => show(word, f),
                    status => write!(f, "{status:?}"),
                }
            }
            Self::Upload(reason) => write!(f, "upload: {reason}"),
            Self::MayBeStored(_) => f.write_str(
                "the content may have been stored: all of it was sent, the answer to its last part was lost, and the session \
                 is gone; look for the file or the attachment before it is uploaded again",
            ),
            Self::Source(_) => f.write_str("what is to be uploaded can't be read"),
        }
    }
}

impl std::error::Error for ClientError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Setup(error) | Self::Token(error) => Some(&**error),
            Self::Connect(error) | Self::Transport(error) => match error.downcast_ref::<AtHost>() {
                // What it shows is shown here already.
                Some(AtHost { error, .. }) => Some(&**error),
                None => Some(&**error),
            },
            Self::BatchRound(error) => Some(&**error),
            Self::MayBeStored(error) => Some(&**error),
            Self::Source(error) => Some(error),
            _ => None,
        }
    }
}

/// Why a connection to this host failed.
#[derive(Debug)]
struct AtHost {
    host: String,
    error: BoxError,
}

impl fmt::Display for AtHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.host, self.error)
    }
}

impl std::error::Error for AtHost {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error.source()
    }
}

/// To which host a connection is, as far as that is known.
struct To<'a>(&'a BoxError);

impl fmt::Display for To<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.downcast_ref::<AtHost>().map_or(Ok(()), |at| write!(f, " to {}", at.host))
    }
}

impl ClientError {
    /// The error as one of a connection to this host, if it is one of a connection.
    pub(super) fn at(self, host: impl FnOnce() -> String) -> Self {
        let named = |error: BoxError| match error.is::<AtHost>() {
            true => error,
            false => AtHost { host: host(), error }.into(),
        };
        match self {
            Self::Connect(error) => Self::Connect(named(error)),
            Self::Transport(error) => Self::Transport(named(error)),
            other => other,
        }
    }
}

impl From<ClientError> for Error {
    fn from(error: ClientError) -> Self {
        Self::Client(Box::new(error))
    }
}

impl From<reqwest::Error> for ClientError {
    fn from(error: reqwest::Error) -> Self {
        // Addresses can hold keys, and query values can be personal.
        let error = error.without_url();
        if error.is_connect() {
            Self::Connect(error.into())
        } else if error.is_builder() {
            Self::Setup(error.into())
        } else {
            Self::Transport(error.into())
        }
    }
}
