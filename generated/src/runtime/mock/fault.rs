//! What goes wrong on request.

use http::StatusCode;
use std::str::FromStr;
use std::time::Duration;

/// What goes wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// `429 Too Many Requests`, with this many seconds as `Retry-After`.
    Throttle(Duration),
    /// An error of this status: the one that a page shows for the endpoint, or else one in the form of the service.
    Error(StatusCode),
    /// The connection ends before the answer.
    Cut,
    /// The connection ends in the middle of the answer's body.
    CutBody,
}

/// As the header `Mock-Fault` has it: `throttle`, `throttle=5`, `cut`, `cut-body`, or a status such as `404`.
impl FromStr for Fault {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, value) = text.split_once('=').unwrap_or((text, ""));
        match (name.trim(), value.trim()) {
            ("cut", "") => Ok(Self::Cut),
            ("cut-body", "") => Ok(Self::CutBody),
            ("throttle", "") => Ok(Self::Throttle(Duration::ZERO)),
            ("throttle", seconds) => seconds
                .parse()
                .map(|seconds| Self::Throttle(Duration::from_secs(seconds)))
                .map_err(|_| format!("`{seconds}` is no number of seconds")),
            (status, "") => match status.parse::<StatusCode>() {
                Ok(status) if status.is_client_error() || status.is_server_error() => Ok(Self::Error(status)),
                _ => Err(format!("`{text}` is none of throttle, cut, cut-body and the status of an error")),
            },
            _ => Err(format!("`{text}` is none of throttle, cut, cut-body and the status of an error")),
        }
    }
}
