//! The validation request: before there is a subscription, the service asks whether its address answers.

use http::header::{CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderValue, Method, Response, request::Parts};
use percent_encoding::percent_decode_str;

/// The whole answer to a validation request, and `None` for any other request. The service waits ten seconds for it, and
/// asks once for each address, `lifecycleNotificationUrl` included.
///
/// What was sent comes back as `text/plain`, which no browser takes for a page.
pub fn validation_response(request: &Parts) -> Option<Response<String>> {
    let query = (request.method == Method::POST).then(|| request.uri.query()).flatten()?;
    let mut response = Response::new(validation_token(query)?);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response.headers_mut().insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Some(response)
}

/// The token in the query of a validation request, decoded: what stands after the `?` of a POST.
///
/// It must be answered with status 200, as the whole body, and as `text/plain`: anybody can send such a request, and as
/// `text/html` the answer would run their script. [`validation_response`] does all that.
///
/// `None` where the query has no `validationToken`, an empty one or several, or what it decodes to is no plain text.
///
/// ```
/// use msgraph::notifications::validation_token;
///
/// let token = validation_token("validationToken=Validation%3A+Testing+client%26id%3D7");
/// assert_eq!(token.as_deref(), Some("Validation: Testing client&id=7"));
/// assert_eq!(validation_token("tenant=contoso"), None);
/// ```
pub fn validation_token(query: &str) -> Option<String> {
    let mut values = query.split('&').filter_map(|pair| pair.strip_prefix("validationToken="));
    let (Some(value), None) = (values.next(), values.next()) else { return None };
    // A plus is a space; one that is meant is encoded.
    let spaced = value.replace('+', " ");
    let token = percent_decode_str(&spaced).decode_utf8().ok()?.into_owned();
    (!token.is_empty() && !token.contains(char::is_control)).then_some(token)
}
