//! The nulls among the elements of lists: typed lists leave them out, and they are written back where they stood.

use super::{Field, Model};
use std::cell::RefCell;

/// Where the nulls of the list that is being read stand, counted from 0.
pub(super) type Positions = RefCell<Vec<usize>>;

/// The nulls of one list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Gaps {
    /// The wire name of the list.
    pub(crate) name: &'static str,
    /// How many elements it has besides.
    pub(super) elements: usize,
    pub(super) positions: Vec<usize>,
}

/// Notes the nulls of the list that was read into the field of this index.
#[cold]
pub(crate) fn note(model: &mut dyn Model, index: usize, positions: Vec<usize>) {
    let Some(name) = model.type_info().fields.get(index) else { return };
    if let Some(elements) = count(&model.field(index)) {
        model.extra_mut().note_gaps(Gaps { name, elements, positions });
    }
}

/// Where the nulls of a field stand, as long as its list is as long as it came: after that nobody knows.
pub(crate) fn positions<'a>(model: &'a dyn Model, name: &str, field: &Field<'_>) -> &'a [usize] {
    let gaps = model.extra().gaps(name).filter(|gaps| count(field) == Some(gaps.elements));
    gaps.map_or(&[], |gaps| &gaps.positions)
}

fn count(field: &Field<'_>) -> Option<usize> {
    match field {
        Field::Scalars(slot) => slot.count(),
        Field::Models(slot) => slot.count(),
        _ => None,
    }
}

/// The elements with the nulls between them.
pub(crate) fn filled<'a, T>(
    elements: impl Iterator<Item = T> + 'a,
    positions: &'a [usize],
) -> impl Iterator<Item = Option<T>> + 'a {
    let (mut elements, mut nulls) = (elements, positions.iter().peekable());
    (0..).map_while(move |at| match nulls.next_if_eq(&&at) {
        Some(_) => Some(None),
        None => elements.next().map(Some),
    })
}
