//! What is found in docs, with where it stands on the web.

use super::excerpts::Excerpts;
use crate::config::DocsUrl;
use crate::diagnostic::{Diagnostic, Place};
use crate::html::{Excerpt, Finding, Spot};
use crate::pipeline::Reading;

/// The docs as somebody sees them.
pub struct Shown<'a> {
    pub reading: &'a Reading,
    pub excerpts: &'a Excerpts,
    pub docs_url: Option<&'a DocsUrl>,
}

impl<'a> Shown<'a> {
    pub fn finding(&self, diagnostic: &'a Diagnostic) -> Finding<'a> {
        let excerpt = self.excerpts.get(&diagnostic.place);
        Finding {
            diagnostic,
            spot: self.spot(&diagnostic.place),
            excerpt: Excerpt { line: excerpt.line, span: excerpt.span },
            related: diagnostic.related.iter().map(|place| self.spot(place)).collect(),
            product: self.reading.products.get(&diagnostic.place.file).map(String::as_str),
        }
    }

    fn spot(&self, place: &Place) -> Spot {
        let url = self.docs_url.filter(|_| self.excerpts.is_of_docs(place));
        Spot {
            text: format!("{}:{}", self.excerpts.path(place), place.line),
            address: url.map(|url| url.line(&place.file, place.line)),
        }
    }
}
