//! Fields as trait objects: what lets one engine read, write, copy and compare the fields of every model.
//!
//! The impls are generic over what a field holds, never over a format, so each costs a few instructions once.

use super::Model;
use crate::runtime::types::scalar::{Scalar, ScalarRef};

/// A field of one scalar: `Option<T>` with `T:` [`Scalar`].
pub trait ScalarSlot {
    /// The value, if there is one.
    fn get(&self) -> Option<ScalarRef<'_>>;
    /// Stores the value, or empties the field and returns `false` where it does not fit.
    fn set(&mut self, value: ScalarRef<'_>) -> bool;
    /// Empties the field.
    fn clear(&mut self);
}

impl<T: Scalar> ScalarSlot for Option<T> {
    fn get(&self) -> Option<ScalarRef<'_>> {
        self.as_ref().map(T::to_scalar)
    }

    fn set(&mut self, value: ScalarRef<'_>) -> bool {
        *self = T::from_scalar(value);
        self.is_some()
    }

    fn clear(&mut self) {
        *self = None;
    }
}

/// A field of one model: `Option<Box<T>>` with `T:` [`Model`].
pub trait ModelSlot {
    /// The model, if there is one.
    fn get(&self) -> Option<&dyn Model>;
    /// The model, to be changed.
    fn get_mut(&mut self) -> Option<&mut dyn Model>;
    /// Puts an empty model into the field.
    fn create(&mut self) -> &mut dyn Model;
    /// Empties the field.
    fn clear(&mut self);
}

impl<T: Model + Default> ModelSlot for Option<Box<T>> {
    fn get(&self) -> Option<&dyn Model> {
        self.as_deref().map(|model| model as &dyn Model)
    }

    fn get_mut(&mut self) -> Option<&mut dyn Model> {
        self.as_deref_mut().map(|model| model as &mut dyn Model)
    }

    fn create(&mut self) -> &mut dyn Model {
        &mut **self.insert(Box::default())
    }

    fn clear(&mut self) {
        *self = None;
    }
}

/// A field of several scalars or several models: `Option<Vec<T>>`.
pub trait ListSlot {
    /// The number of elements, or `None` for a field without a list.
    fn count(&self) -> Option<usize>;
    /// Puts an empty list into the field.
    fn create(&mut self);
    /// Empties the field.
    fn clear(&mut self);
}

impl<T> ListSlot for Option<Vec<T>> {
    fn count(&self) -> Option<usize> {
        self.as_ref().map(Vec::len)
    }

    fn create(&mut self) {
        *self = Some(Vec::new());
    }

    fn clear(&mut self) {
        *self = None;
    }
}

/// A field of several scalars: `Option<Vec<T>>` with `T:` [`Scalar`].
pub trait ScalarListSlot: ListSlot {
    /// The element at `index`, which is below [`count`](ListSlot::count).
    fn get(&self, index: usize) -> Option<ScalarRef<'_>>;
    /// Appends the value, or returns `false` where it does not fit.
    fn push(&mut self, value: ScalarRef<'_>) -> bool;
}

impl<T: Scalar> ScalarListSlot for Option<Vec<T>> {
    fn get(&self, index: usize) -> Option<ScalarRef<'_>> {
        self.as_ref()?.get(index).map(T::to_scalar)
    }

    fn push(&mut self, value: ScalarRef<'_>) -> bool {
        match T::from_scalar(value) {
            Some(value) => {
                self.get_or_insert_default().push(value);
                true
            }
            None => false,
        }
    }
}

/// A field of several models: `Option<Vec<T>>` with `T:` [`Model`].
pub trait ModelListSlot: ListSlot {
    /// The element at `index`, which is below [`count`](ListSlot::count).
    fn get(&self, index: usize) -> Option<&dyn Model>;
    /// The same, to be changed.
    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Model>;
    /// Appends an empty model.
    fn push(&mut self) -> &mut dyn Model;
    /// Removes the last model.
    fn pop(&mut self);
}

impl<T: Model + Default> ModelListSlot for Option<Vec<T>> {
    fn get(&self, index: usize) -> Option<&dyn Model> {
        self.as_ref()?.get(index).map(|model| model as &dyn Model)
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Model> {
        self.as_mut()?.get_mut(index).map(|model| model as &mut dyn Model)
    }

    fn push(&mut self) -> &mut dyn Model {
        let list = self.get_or_insert_default();
        let end = list.len();
        list.push(T::default());
        &mut list[end]
    }

    fn pop(&mut self) {
        if let Some(list) = self {
            list.pop();
        }
    }
}
