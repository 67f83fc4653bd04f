//! Query options that name fields instead of texts, so that the compiler knows of a misspelt one.

use super::Request;
use super::options::{Expand, OrderBy, Select};
use crate::runtime::error::Error;
use crate::runtime::model::extra::Extra;
use crate::runtime::model::{AsModel, Model, name_at};

/// The wire name of a model's field.
fn name<M: Model + Default, T>(field: impl FnOnce(&M) -> &Option<T>) -> Option<&'static str> {
    let model = M::default();
    let address = std::ptr::from_ref(field(&model)).cast();
    name_at(&model, address)
}

impl<B, R, O> Request<B, R, O>
where
    R: AsModel<Queried: Default>,
{
    /// Returns this property, and no others but those of further calls: `list.select_field(|item| &item.id)`.
    /// [`select`](Self::select) takes properties that have no field, and those of derived types.
    pub fn select_field<T>(self, field: impl FnOnce(&R::Queried) -> &Option<T>) -> Self
    where
        O: Select,
    {
        self.select(name(field))
    }

    /// Sorts by this property, and what is equal in it by those of further calls.
    pub fn order_by_field<T>(self, field: impl FnOnce(&R::Queried) -> &Option<T>) -> Self
    where
        O: OrderBy,
    {
        self.order_by(name(field))
    }

    /// Sorts by this property from its highest value to its lowest.
    pub fn order_by_field_desc<T>(self, field: impl FnOnce(&R::Queried) -> &Option<T>) -> Self
    where
        O: OrderBy,
    {
        self.order_by(name(field).map(|name| format!("{name} desc")))
    }

    /// Includes these related objects, by what reads them: `get.expand_related(|it| it.members())`.
    pub fn expand_related<T>(self, related: impl FnOnce(&R::Queried) -> Result<Option<T>, Error>) -> Self
    where
        O: Expand,
    {
        let mut model = R::Queried::default();
        *model.extra_mut() = Extra::probe();
        match related(&model) {
            Err(Error::Shape { name, .. }) => self.expand([name]),
            _ => self,
        }
    }
}
