//! Which endpoints and types are written: by path, by type, or by the product that a page belongs to.

use std::collections::BTreeSet;

use super::closure::exchanged;
use super::endpoint::Endpoint;
use super::error::{PlanError, Unmatched};
use super::selector::{By, Selector};
use crate::model::{Ir, TypeName};

/// What is selected, each part as it was typed:
///
/// - `/users/**`: the endpoints whose path matches the glob;
/// - `type:managedDevice`: the type, and the endpoints that send it or give it back;
/// - `product:intune`: the endpoints whose page has this `ms.subservice`, or `ms.prod` in older docs.
///
/// All of them are globs, none minds case, nor a slash at its end. Nothing selects everything.
#[derive(Debug)]
pub struct Selection {
    parts: Vec<Selector>,
}

impl Selection {
    /// # Errors
    /// When a glob cannot be read.
    pub fn parse(select: &[String]) -> Result<Self, PlanError> {
        Ok(Self { parts: select.iter().map(|text| Selector::parse(text)).collect::<Result<_, _>>()? })
    }

    pub fn is_everything(&self) -> bool {
        self.parts.is_empty()
    }

    /// Which parts select the endpoint.
    pub fn of_endpoint<'s>(&'s self, endpoint: &'s Endpoint<'_>) -> impl Iterator<Item = usize> + 's {
        self.positions(|part| match part.by {
            By::Path => endpoint.paths.iter().any(|path| part.matches(path)),
            By::Type => exchanged(endpoint).iter().any(|(_, name)| part.matches_type(name)),
            By::Product => endpoint.pages.iter().filter_map(|p| p.product.as_deref()).any(|p| part.matches(p)),
        })
    }

    /// Which parts select the type by its name.
    pub fn of_type<'s>(&'s self, name: &'s TypeName) -> impl Iterator<Item = usize> + 's {
        self.positions(move |part| part.by == By::Type && part.matches_type(name))
    }

    fn positions<'s>(&'s self, takes: impl Fn(&Selector) -> bool + 's) -> impl Iterator<Item = usize> + 's {
        self.parts.iter().enumerate().filter(move |(_, part)| takes(part)).map(|(i, _)| i)
    }

    /// # Errors
    /// When parts select nothing: it says of each what comes near.
    pub fn require_all(&self, used: &BTreeSet<usize>, versions: &[Ir]) -> Result<(), PlanError> {
        let unused = self.parts.iter().enumerate().filter(|(nth, _)| !used.contains(nth));
        let unmatched =
            |(nth, part): (usize, &Selector)| Unmatched { nth, selector: part.text.clone(), help: part.help(versions) };
        let unmatched: Vec<Unmatched> = unused.map(unmatched).collect();
        if unmatched.is_empty() { Ok(()) } else { Err(PlanError::NothingSelected(unmatched)) }
    }
}
