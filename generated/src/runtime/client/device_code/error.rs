//! Why a user is not signed in.

use super::super::error::ClientError;
use crate::runtime::error::printable::show_after_colon;
use oauth2::{ErrorResponse, ErrorResponseType, RequestTokenError, StandardErrorResponse};
use std::fmt;

/// Why there is no token of a user.
#[derive(Debug)]
#[non_exhaustive]
pub enum DeviceCodeError {
    /// The user, or whoever opened the address, did not want to sign in.
    Declined,
    /// Nobody signed in as long as the code held.
    Expired,
    /// The identity platform refuses the app, a scope or the refresh token.
    Refused {
        /// Its code, such as `invalid_client`.
        error: String,
        /// Its words.
        description: String,
    },
    /// The identity platform could not be reached.
    Unreachable(ClientError),
    /// The identity platform answered something else than it should.
    Unexpected,
}

/// The errors by which the identity platform asks for the user again.
const SIGN_IN_AGAIN: [&str; 4] = ["invalid_grant", "interaction_required", "login_required", "consent_required"];

impl DeviceCodeError {
    /// Whether a sign-in mends it.
    pub(super) fn asks_for_the_user(&self) -> bool {
        matches!(self, Self::Refused { error, .. } if SIGN_IN_AGAIN.contains(&error.as_str()))
    }
}

impl fmt::Display for DeviceCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Declined => f.write_str("the sign-in was declined"),
            Self::Expired => f.write_str("nobody signed in while the code held"),
            Self::Refused { error, description } => {
                f.write_str("the identity platform refuses the sign-in")?;
                show_after_colon(&[error, description], f)
            }
            Self::Unreachable(_) => f.write_str("the identity platform could not be reached"),
            Self::Unexpected => f.write_str("the identity platform answered something else than a token or an error"),
        }
    }
}

impl std::error::Error for DeviceCodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreachable(error) => Some(error),
            _ => None,
        }
    }
}

impl From<ClientError> for DeviceCodeError {
    fn from(error: ClientError) -> Self {
        Self::Unreachable(error)
    }
}

impl<T> From<RequestTokenError<ClientError, StandardErrorResponse<T>>> for DeviceCodeError
where
    T: ErrorResponseType + AsRef<str> + fmt::Display + 'static,
    StandardErrorResponse<T>: ErrorResponse,
{
    fn from(error: RequestTokenError<ClientError, StandardErrorResponse<T>>) -> Self {
        match error {
            RequestTokenError::ServerResponse(response) => match response.error().as_ref() {
                "access_denied" | "authorization_declined" => Self::Declined,
                "expired_token" => Self::Expired,
                error => Self::Refused {
                    error: error.to_owned(),
                    description: response.error_description().cloned().unwrap_or_default(),
                },
            },
            RequestTokenError::Request(error) => Self::Unreachable(error),
            // What was answered can hold a token, so nothing of it is kept.
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => Self::Unexpected,
        }
    }
}
