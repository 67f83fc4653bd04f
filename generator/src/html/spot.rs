//! Where something stands: as text, and as a link where the docs are on the web.

use super::markup::{Element, Markup, element};

/// A place to look at.
#[derive(Clone, Debug)]
pub struct Spot {
    /// Such as `v1.0/resources/user.md:16`.
    pub text: String,
    /// Its address on the web.
    pub address: Option<String>,
}

impl From<&Spot> for Markup {
    fn from(spot: &Spot) -> Self {
        let shown: Element = match &spot.address {
            Some(address) => element("a").attribute("href", address),
            None => element("span"),
        };
        shown.class("place").with(spot.text.as_str()).into()
    }
}
