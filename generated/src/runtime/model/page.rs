//! The objects that wrap results: pages of models, and single values.

use super::extra::Extra;
use super::{Field, FieldMut, Model, TypeInfo, model_impls};
use crate::runtime::types::number::Int64;
use crate::runtime::types::scalar::Scalar;

/// The names of what has items, as their [`TypeInfo`] says them: no documented type has a name without a namespace.
pub(crate) const LISTS: [&str; 2] = ["Page", "Multiple"];

/// One page of a list.
#[derive(Default)]
pub struct Page<T: Model + Default> {
    /// The page's objects; `None` where the response has no array of objects as its `value`.
    pub value: Option<Vec<T>>,
    /// `@odata.nextLink`: the address of the next page, unless this is the last.
    pub next_link: Option<String>,
    /// `@odata.deltaLink`: the address that later tells what has changed since.
    pub delta_link: Option<String>,
    /// `@odata.count`: the number of all objects, where it was asked for.
    pub count: Option<Int64>,
    /// What no field holds.
    pub extra: Extra,
}

impl<T: Model + Default> Page<T> {
    /// The page's objects.
    pub fn items(&self) -> &[T] {
        self.value.as_deref().unwrap_or_default()
    }
}

impl<T: Model + Default> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.value.unwrap_or_default().into_iter()
    }
}

impl<'a, T: Model + Default> IntoIterator for &'a Page<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items().iter()
    }
}

impl<T: Model + Default> Model for Page<T> {
    fn type_info(&self) -> &'static TypeInfo {
        &TypeInfo { name: "Page", fields: &["@odata.count", "@odata.nextLink", "@odata.deltaLink", "value"] }
    }

    fn field(&self, index: usize) -> Field<'_> {
        match index {
            0 => Field::Scalar(&self.count),
            1 => Field::Scalar(&self.next_link),
            2 => Field::Scalar(&self.delta_link),
            3 => Field::Models(&self.value),
            _ => Field::Extra(&self.extra),
        }
    }

    fn field_mut(&mut self, index: usize) -> FieldMut<'_> {
        match index {
            0 => FieldMut::Scalar(&mut self.count),
            1 => FieldMut::Scalar(&mut self.next_link),
            2 => FieldMut::Scalar(&mut self.delta_link),
            3 => FieldMut::Models(&mut self.value),
            _ => FieldMut::Extra(&mut self.extra),
        }
    }
}

model_impls!(Page<T> => T where T: Model + Default);

/// A result that is one string, number or boolean: `{"value": 5}`.
pub struct Single<T: Scalar> {
    /// The value.
    pub value: Option<T>,
    /// What no field holds.
    pub extra: Extra,
}

impl<T: Scalar> Default for Single<T> {
    fn default() -> Self {
        Self { value: None, extra: Extra::default() }
    }
}

/// A result that is several strings, numbers or booleans: `{"value": ["a", "b"]}`.
pub struct Multiple<T: Scalar> {
    /// The values.
    pub value: Option<Vec<T>>,
    /// What no field holds.
    pub extra: Extra,
}

impl<T: Scalar> Default for Multiple<T> {
    fn default() -> Self {
        Self { value: None, extra: Extra::default() }
    }
}

macro_rules! value_model {
    ($name:ident, $kind:ident) => {
        impl<T: Scalar> Model for $name<T> {
            fn type_info(&self) -> &'static TypeInfo {
                &TypeInfo { name: stringify!($name),  fields: &["value"] }
            }

            fn field(&self, index: usize) -> Field<'_> {
                match index {
                    0 => Field::$kind(&self.value),
                    _ => Field::Extra(&self.extra),
                }
            }

            fn field_mut(&mut self, index: usize) -> FieldMut<'_> {
                match index {
                    0 => FieldMut::$kind(&mut self.value),
                    _ => FieldMut::Extra(&mut self.extra),
                }
            }
        }

        model_impls!($name<T> where T: Scalar);
    };
}
value_model!(Single, Scalar);
value_model!(Multiple, Scalars);
