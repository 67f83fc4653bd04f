//! What every model is: a struct whose fields the shared engine can reach by index, without code per format.

pub(crate) mod engine;
pub mod extra;
mod gaps;
pub(super) mod object;
pub(super) mod page;
pub(super) mod presence;
mod read;
#[doc(hidden)]
pub mod slot;
pub(super) mod write;

use crate::runtime::error::Error;

use extra::Extra;
use presence::{Presence, Removed};
use serde_json::Value;
use slot::{ModelListSlot, ModelSlot, ScalarListSlot, ScalarSlot};

/// What is known about a model's type.
#[derive(Debug)]
pub struct TypeInfo {
    /// The full name, such as `microsoft.graph.user`.
    pub name: &'static str,
    /// The wire names of the fields, in the order of their indexes.
    pub fields: &'static [&'static str],
}

impl TypeInfo {
    /// The name without its namespace.
    pub fn short_name(&self) -> &'static str {
        self.name.rsplit('.').next().unwrap_or(self.name)
    }

    /// The index of the field with this wire name, looked for from `start` on and then from the beginning:
    /// services send properties in a fixed order, so the next one is nearly always the right one.
    pub(super) fn index_of(&self, name: &str, start: usize) -> Option<usize> {
        let (before, after) = self.fields.split_at_checked(start)?;
        let position = after.iter().position(|field| *field == name);
        position.map(|at| at + start).or_else(|| before.iter().position(|field| *field == name))
    }
}

/// A model's field, by what it holds.
#[non_exhaustive]
pub enum Field<'a> {
    /// `Option<T>` of a [`Scalar`](crate::runtime::Scalar).
    Scalar(&'a dyn ScalarSlot),
    /// `Option<Vec<T>>` of [`Scalar`](crate::runtime::Scalar)s.
    Scalars(&'a dyn ScalarListSlot),
    /// `Option<Box<T>>` of a [`Model`].
    Model(&'a dyn ModelSlot),
    /// `Option<Vec<T>>` of [`Model`]s.
    Models(&'a dyn ModelListSlot),
    /// JSON of no documented type.
    Json(&'a Option<Value>),
    /// A collection of no documented type.
    Jsons(&'a Option<Vec<Value>>),
    /// What no field holds.
    Extra(&'a Extra),
}

/// [`Field`], to be changed.
#[non_exhaustive]
pub enum FieldMut<'a> {
    /// `Option<T>` of a [`Scalar`](crate::runtime::Scalar).
    Scalar(&'a mut dyn ScalarSlot),
    /// `Option<Vec<T>>` of [`Scalar`](crate::runtime::Scalar)s.
    Scalars(&'a mut dyn ScalarListSlot),
    /// `Option<Box<T>>` of a [`Model`].
    Model(&'a mut dyn ModelSlot),
    /// `Option<Vec<T>>` of [`Model`]s.
    Models(&'a mut dyn ModelListSlot),
    /// JSON of no documented type.
    Json(&'a mut Option<Value>),
    /// A collection of no documented type.
    Jsons(&'a mut Option<Vec<Value>>),
    /// What no field holds.
    Extra(&'a mut Extra),
}

impl Field<'_> {
    /// Whether the field holds a value.
    pub fn is_some(&self) -> bool {
        match self {
            Self::Scalar(slot) => slot.get().is_some(),
            Self::Scalars(slot) => slot.count().is_some(),
            Self::Model(slot) => slot.get().is_some(),
            Self::Models(slot) => slot.count().is_some(),
            Self::Json(value) => value.is_some(),
            Self::Jsons(values) => values.is_some(),
            Self::Extra(_) => false,
        }
    }

    /// Where the field is: tells fields of one model apart.
    fn address(&self) -> *const () {
        match self {
            Self::Scalar(slot) => std::ptr::from_ref(*slot).cast(),
            Self::Scalars(slot) => std::ptr::from_ref(*slot).cast(),
            Self::Model(slot) => std::ptr::from_ref(*slot).cast(),
            Self::Models(slot) => std::ptr::from_ref(*slot).cast(),
            Self::Json(value) => std::ptr::from_ref(*value).cast(),
            Self::Jsons(values) => std::ptr::from_ref(*values).cast(),
            Self::Extra(extra) => std::ptr::from_ref(*extra).cast(),
        }
    }
}

impl FieldMut<'_> {
    /// Empties the field.
    pub(crate) fn clear(&mut self) {
        match self {
            Self::Scalar(slot) => slot.clear(),
            Self::Scalars(slot) => slot.clear(),
            Self::Model(slot) => slot.clear(),
            Self::Models(slot) => slot.clear(),
            Self::Json(value) => **value = None,
            Self::Jsons(values) => **values = None,
            Self::Extra(_) => {}
        }
    }
}

/// A JSON object of a documented type.
///
/// Every field is an `Option`: `None` is not sent. What no field can hold, such as unknown properties, annotations,
/// explicit nulls and values of an undocumented type, is kept in [`extra`](Model::extra) and written back.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model",
    label = "no documented type",
    note = "what no page documents is an `Object`"
)]
pub trait Model: 'static {
    /// The type's name and wire names.
    #[doc(hidden)]
    fn type_info(&self) -> &'static TypeInfo;

    /// The field at `index` in [`TypeInfo::fields`]; the extras beyond the last.
    #[doc(hidden)]
    fn field(&self, index: usize) -> Field<'_>;

    /// The field at `index` in [`TypeInfo::fields`]; the extras beyond the last.
    #[doc(hidden)]
    fn field_mut(&mut self, index: usize) -> FieldMut<'_>;

    /// What no field holds.
    fn extra(&self) -> &Extra {
        match self.field(usize::MAX) {
            Field::Extra(extra) => extra,
            _ => unreachable!("beyond the fields are the extras"),
        }
    }

    /// What no field holds, to be changed.
    fn extra_mut(&mut self) -> &mut Extra {
        match self.field_mut(usize::MAX) {
            FieldMut::Extra(extra) => extra,
            _ => unreachable!("beyond the fields are the extras"),
        }
    }

    /// The type that the service named in `@odata.type`, such as `#microsoft.graph.user`.
    fn odata_type(&self) -> Option<&str> {
        self.extra().get("@odata.type")?.as_str()
    }

    /// The version that the service named in `@odata.etag`, for an `If-Match` header.
    fn odata_etag(&self) -> Option<&str> {
        self.extra().get("@odata.etag")?.as_str()
    }

    /// Sends an explicit `null` for a field, which clears the property: `user.set_null(|user| &mut user.job_title)`.
    /// A field of a model inside this one can be named as well. A value that is set afterwards is sent instead.
    fn set_null<T>(&mut self, field: impl FnOnce(&mut Self) -> &mut Option<T>)
    where
        Self: Sized,
    {
        let slot = field(self);
        *slot = None;
        let address = std::ptr::from_mut(slot).cast_const().cast();
        null_at(self, address);
    }

    /// Whether the service sent, or [`set_null`](Model::set_null) asks for, an explicit `null`.
    fn is_null<T>(&self, field: impl FnOnce(&Self) -> &Option<T>) -> bool
    where
        Self: Sized,
    {
        let slot = field(self);
        let property = named_at(self, std::ptr::from_ref(slot).cast());
        slot.is_none() && property.is_some_and(|(owner, name)| owner.extra().is_null(name))
    }

    /// Whether a field is absent, null or has a value: `user.presence_of(|user| &user.job_title)`. What matters where
    /// an absent property means an unchanged one, as in the answer to a delta query.
    fn presence_of<'a, T>(&'a self, field: impl FnOnce(&'a Self) -> &'a Option<T>) -> Presence<'a, T>
    where
        Self: Sized,
    {
        let slot = field(self);
        if let Some(value) = slot {
            return Presence::Value(value);
        }
        let property = named_at(self, std::ptr::from_ref(slot).cast());
        match property.and_then(|(owner, name)| owner.extra().get(name)) {
            None => Presence::Absent,
            Some(Value::Null) => Presence::Null,
            Some(value) => Presence::Other(value),
        }
    }

    /// Why a delta query reports this object as gone, from its `@removed`; `None` where it still is there.
    fn removed(&self) -> Option<Removed> {
        let reason = self.extra().get("@removed")?.get("reason").and_then(Value::as_str);
        Some(Removed::from(reason.unwrap_or_default()))
    }

    /// This object as the derived type that its `@odata.type` names, with all of its data.
    ///
    /// # Errors
    /// The object itself, when `@odata.type` is absent or names another type, in whatever case. [`cast`](Model::cast) does not ask.
    fn downcast<D>(self) -> Result<D, Self>
    where
        D: IsA<Self> + Model + Default,
        Self: Sized,
    {
        let derived = D::default();
        // Before the name can stand the address of the metadata, and services differ in the case of namespaces.
        let named = self.odata_type().and_then(|name| name.rsplit('#').next());
        if named.is_some_and(|name| name.eq_ignore_ascii_case(derived.type_info().name)) {
            Ok(engine::convert(&self, derived))
        } else {
            Err(self)
        }
    }

    /// This object as a derived type, whatever its `@odata.type` says. Nothing is lost: what the type has no field
    /// for stays in the extras.
    fn cast<D>(self) -> D
    where
        D: IsA<Self> + Model + Default,
        Self: Sized,
    {
        engine::convert(&self, D::default())
    }

    /// This object as one of the types that it derives from, with all of its data. The extras get an `@odata.type`
    /// that names the derived type, if they have none.
    fn upcast<B>(self) -> B
    where
        B: Model + Default,
        Self: IsA<B> + Sized,
    {
        let mut base = engine::convert(&self, B::default());
        if base.type_info().name != self.type_info().name {
            base.extra_mut().name_type(self.type_info());
        }
        base
    }
}

/// The wire name of the field at this address.
pub(super) fn name_at(model: &dyn Model, address: *const ()) -> Option<&'static str> {
    let names = model.type_info().fields;
    let index = (0..names.len()).find(|&index| model.field(index).address() == address)?;
    names.get(index).copied()
}

/// The model that has a field at this address, this one or one inside it, and the field's wire name.
fn named_at(model: &dyn Model, address: *const ()) -> Option<(&dyn Model, &'static str)> {
    if let Some(name) = name_at(model, address) {
        return Some((model, name));
    }
    (0..model.type_info().fields.len()).find_map(|index| match model.field(index) {
        Field::Model(slot) => named_at(slot.get()?, address),
        Field::Models(list) => (0..list.count()?).find_map(|at| named_at(list.get(at)?, address)),
        _ => None,
    })
}

/// Keeps an explicit `null` beside the field at this address, in whichever model has it; gives back whether one has.
fn null_at(model: &mut dyn Model, address: *const ()) -> bool {
    if let Some(name) = name_at(model, address) {
        model.extra_mut().set_null(name);
        return true;
    }
    (0..model.type_info().fields.len()).any(|index| match model.field_mut(index) {
        FieldMut::Model(slot) => slot.get_mut().is_some_and(|model| null_at(model, address)),
        FieldMut::Models(list) => {
            (0..list.count().unwrap_or(0)).any(|at| list.get_mut(at).is_some_and(|model| null_at(model, address)))
        }
        _ => false,
    })
}

/// Holds where a type is `Base` or derives from it, for models and for references to them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `{Base}`",
    label = "neither a `{Base}` nor derived from it"
)]
pub trait IsA<Base>: AsModel {}

#[diagnostic::do_not_recommend]
impl<Base, T: IsA<Base>> IsA<Base> for &T {}

/// A model or a reference to one.
#[diagnostic::on_unimplemented(message = "`{Self}` is neither a model nor a reference to one", label = "no model")]
pub trait AsModel {
    /// The type whose fields a query names: that of its items for a page, and the model's own for all others.
    type Queried: Model;

    /// The model.
    fn as_model(&self) -> &dyn Model;
}

impl<T: AsModel> AsModel for &T {
    type Queried = T::Queried;

    fn as_model(&self) -> &dyn Model {
        (**self).as_model()
    }
}

/// Reads a model of a known type from JSON text.
///
/// # Errors
/// [`Error::Json`] where the text is not JSON, not an object, or takes more than 256 MiB as a model.
pub fn from_slice<T: Model + Default>(json: &[u8]) -> Result<T, Error> {
    let mut model = T::default();
    engine::read_slice(&mut model, json)?;
    Ok(model)
}

/// Implements the common traits of a model by delegation to the engine.
macro_rules! model_impls {
    ($model:ty $(=> $queried:ident)? $(where $param:ident: $($bound:tt)+)?) => {
        $crate::runtime::model_impls_without_debug!($model $(=> $queried)? $(where $param: $($bound)+)?);

        impl$(<$param: $($bound)+>)? ::std::fmt::Debug for $model {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::runtime::engine::debug(self, f)
            }
        }
    };
}
pub(crate) use model_impls;

/// [`model_impls`] for a model that hides some of what it holds.
macro_rules! model_impls_without_debug {
    (@queried) => { Self };
    (@queried $queried:ident) => { $queried };
    ($model:ty $(=> $queried:ident)? $(where $param:ident: $($bound:tt)+)?) => {
        impl$(<$param: $($bound)+>)? $crate::runtime::AsModel for $model {
            type Queried = $crate::runtime::model_impls_without_debug!(@queried $($queried)?);

            #[inline]
            fn as_model(&self) -> &dyn $crate::runtime::Model {
                self
            }
        }

        impl$(<$param: $($bound)+>)? $crate::runtime::IsA<$model> for $model {}

        impl$(<$param: $($bound)+>)? ::std::clone::Clone for $model {
            #[inline]
            fn clone(&self) -> Self {
                $crate::runtime::engine::cloned(self)
            }
        }

        impl$(<$param: $($bound)+>)? ::std::cmp::PartialEq for $model {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::runtime::engine::equal(self, other)
            }
        }

        impl<'de $(, $param: $($bound)+)?> ::serde::Deserialize<'de> for $model {
            #[inline]
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::engine::deserialize(deserializer)
            }
        }

        impl$(<$param: $($bound)+>)? ::serde::Serialize for $model {
            #[inline]
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::engine::write(self, serializer)
            }
        }
    };
}
pub(crate) use model_impls_without_debug;
