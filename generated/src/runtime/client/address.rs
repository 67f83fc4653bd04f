//! Addresses that requests are sent to, and which of them are on one host.

use super::error::ClientError;
use http::Uri;
use reqwest::Url;
use std::net::IpAddr;

const SCHEMES: &str = "it begins neither with `https://` nor with `http://`";

/// What paths begin with.
const VERSIONS: [&str; 2] = ["v1.0", "beta"];

/// An address that requests can be sent to.
pub(super) fn parse(text: &str) -> Result<Url, ClientError> {
    match Url::parse(text) {
        // `graph.microsoft.com`, `localhost:80`
        Err(_) if !text.contains("://") => Err(ClientError::Address(SCHEMES.to_owned())),
        parsed => check(parsed),
    }
}

/// Where a link on a page leads, without its fragment, which is not sent.
pub(super) fn join(page: &Url, link: &str) -> Result<Url, ClientError> {
    let mut url = check(page.join(link))?;
    url.set_fragment(None);
    Ok(url)
}

/// Where a link of the service leads that may name neither its host nor its version: `/teams('…')/operations('…')`.
pub(super) fn join_versioned(base: &Url, version: &str, link: &str) -> Result<Url, ClientError> {
    let relative = link.trim_start_matches('/');
    let names_version = VERSIONS.iter().any(|each| relative.split(['/', '?']).next() == Some(each));
    match Url::parse(link) {
        // It names a host.
        Err(_) if link.starts_with("//") => join(base, link),
        Err(_) if !names_version => join(base, &format!("/{version}/{relative}")),
        Err(_) => join(base, &format!("/{relative}")),
        Ok(_) => join(base, link),
    }
}

fn check(parsed: Result<Url, impl std::fmt::Display>) -> Result<Url, ClientError> {
    let url = parsed.map_err(|error| ClientError::Address(error.to_string()))?;
    let reason = match url.scheme() {
        "http" | "https" if !url.has_host() => "it has no host",
        // A name before the host is there to be taken for it, and clients send it as a password.
        "http" | "https" if !url.username().is_empty() || url.password().is_some() => "it has a user name",
        // Addresses of web pages may hold what those of requests may not.
        "http" | "https" if url.as_str().parse::<Uri>().is_err() => "a character in it is not allowed",
        "http" | "https" => return Ok(url),
        _ => SCHEMES,
    };
    Err(ClientError::Address(reason.to_owned()))
}

/// Whether nobody else can read what is sent to an address: it is protected, or does not leave this machine.
pub(super) fn is_private(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let local = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    url.scheme() == "https" || local
}

/// Whether two addresses are on one host, by the same scheme and port.
pub(super) fn same_origin(one: &Url, other: &Url) -> bool {
    one.origin() == other.origin()
}

/// Whether what was protected on its way to one address is not on its way to the next.
pub(super) fn is_downgrade(from: &Url, to: &Url) -> bool {
    from.scheme() == "https" && to.scheme() != "https"
}

/// Scheme, host and port: what of an address can be shown.
pub(super) fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}
