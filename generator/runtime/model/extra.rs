//! What a model's fields can't hold: unknown properties, annotations, explicit nulls and expanded relationships.

use super::engine;
use super::gaps::Gaps;
use super::{Model, TypeInfo};
use crate::runtime::error::Error;
use crate::runtime::json::budget::{Budget, exceeded};
use serde_json::{Map, Value};
use std::fmt;

/// JSON members that a model has no field for, under their wire names. They are written back as they came.
///
/// A field that holds a value wins over an extra of its name.
///
/// ```
#[cfg_attr(any(doc, doctest), doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::Object;"))]
///
/// let mut item = Object::default();
/// // An open type's own member, a property that is cleared, and a reference to what is there already.
/// item.extra.insert("color", "purple");
/// item.extra.set_null("description");
/// item.extra.bind("owner", "https://graph.microsoft.com/v1.0/users/87d349ed-44d7-43e1-9a83-5f2406dee5bd");
/// assert_eq!(serde_json::to_value(&item)?, serde_json::json!({
///     "color": "purple",
///     "description": null,
///     "owner@odata.bind": "https://graph.microsoft.com/v1.0/users/87d349ed-44d7-43e1-9a83-5f2406dee5bd",
/// }));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Extra(Option<Box<Kept>>);

#[derive(Clone, Default, PartialEq)]
struct Kept {
    members: Map<String, Value>,
    gaps: Vec<Gaps>,
    /// Whether it tells the names of the relationships that it is asked for.
    probe: bool,
}

impl Extra {
    /// The value under this wire name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.as_deref()?.members.get(name)
    }

    /// Whether there is a value, `null` included, under this wire name.
    pub fn contains(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Keeps a value under this wire name, and returns the one it replaces.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        self.0.get_or_insert_default().members.insert(name.into(), value.into())
    }

    /// Takes out the value under this wire name.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let kept = self.0.as_deref_mut()?;
        let removed = kept.members.remove(name);
        // Models compare equal whether they once had extras or not.
        if kept.members.is_empty() && kept.gaps.is_empty() {
            self.0 = None;
        }
        removed
    }

    /// Sends an explicit `null` under this wire name. [`Model::set_null`] does so for a field, and empties it.
    pub fn set_null(&mut self, name: impl Into<String>) {
        self.insert(name, Value::Null);
    }

    /// Whether there is an explicit `null` under this wire name.
    pub fn is_null(&self, name: &str) -> bool {
        self.get(name).is_some_and(Value::is_null)
    }

    /// The number of members.
    pub fn len(&self) -> usize {
        self.0.as_deref().map_or(0, |kept| kept.members.len())
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The members, by wire name.
    pub fn iter(&self) -> Iter<'_> {
        Iter(self.0.as_deref().map(|kept| kept.members.iter()))
    }

    /// The nulls of the list of this wire name, which a field holds without them.
    pub(super) fn gaps(&self, name: &str) -> Option<&Gaps> {
        self.0.as_deref()?.gaps.iter().find(|gaps| gaps.name == name)
    }

    /// Keeps the nulls of a list.
    pub(super) fn note_gaps(&mut self, gaps: Gaps) {
        let kept = self.0.get_or_insert_default();
        kept.gaps.retain(|each| each.name != gaps.name);
        kept.gaps.push(gaps);
    }

    /// Makes that every question for a relationship is an [`Error::Shape`] with its name.
    pub(crate) fn probe() -> Self {
        Self(Some(Box::new(Kept { probe: true, ..Kept::default() })))
    }

    /// What a relationship is here, but where it is only asked for its name.
    fn relationship(&self, name: &'static str) -> Result<Option<&Value>, Error> {
        match &self.0 {
            Some(kept) if kept.probe => Err(Error::Shape { name, expected: "asked for" }),
            _ => Ok(self.get(name)),
        }
    }

    /// An expanded relationship to one object; `None` where it is absent or `null`.
    ///
    /// # Errors
    /// [`Error::Shape`] where there is something else than an object, [`Error::Json`] where it takes too much memory.
    pub fn related<T: Model + Default>(&self, name: &'static str) -> Result<Option<T>, Error> {
        match self.relationship(name)? {
            None | Some(Value::Null) => Ok(None),
            Some(value) => object(name, value, &Budget::new()).map(Some),
        }
    }

    /// An expanded relationship to several objects, without nulls among them; `None` where it is absent or `null`.
    ///
    /// # Errors
    /// [`Error::Shape`] where there is something else than an array of objects, [`Error::Json`] where they take too much
    /// memory.
    pub fn related_list<T: Model + Default>(&self, name: &'static str) -> Result<Option<Vec<T>>, Error> {
        match self.relationship(name)? {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Array(list)) => {
                let budget = Budget::new();
                let objects = list.iter().filter(|value| !value.is_null());
                objects.map(|value| object(name, value, &budget)).collect::<Result<_, _>>().map(Some)
            }
            Some(_) => Err(Error::Shape { name, expected: "an array" }),
        }
    }

    /// Puts a related object in, to be created or changed together with this one.
    pub fn set_related(&mut self, name: &str, model: &dyn Model) {
        self.insert(name, engine::to_object(model));
    }

    /// Puts related objects in, to be created or changed together with this one.
    pub fn set_related_list<T: Model>(&mut self, name: &str, models: &[T]) {
        let list = models.iter().map(|model| Value::Object(engine::to_object(model)));
        self.insert(name, list.collect::<Value>());
    }

    /// Sends a reference to an object that exists already, as `user@odata.bind`: `member.extra.bind("user", address)` with an
    /// address such as `https://graph.microsoft.com/v1.0/users('87d349ed-44d7-43e1-9a83-5f2406dee5bd')`.
    pub fn bind(&mut self, relationship: &str, address: impl Into<String>) {
        self.insert(format!("{relationship}@odata.bind"), address.into());
    }

    /// [`bind`](Extra::bind) for a relationship to several objects.
    pub fn bind_list<A: Into<String>>(&mut self, relationship: &str, addresses: impl IntoIterator<Item = A>) {
        let addresses = addresses.into_iter().map(|address| Value::String(address.into()));
        self.insert(format!("{relationship}@odata.bind"), addresses.collect::<Value>());
    }

    /// Names the object's type, unless it has a name.
    pub(super) fn name_type(&mut self, info: &TypeInfo) {
        if !self.contains("@odata.type") {
            self.insert("@odata.type", format!("#{}", info.name));
        }
    }
}

fn object<T: Model + Default>(name: &'static str, value: &Value, budget: &Budget) -> Result<T, Error> {
    let mut model = T::default();
    read_object(&mut model, name, value, budget)?;
    Ok(model)
}

fn read_object(model: &mut dyn Model, name: &'static str, value: &Value, budget: &Budget) -> Result<(), Error> {
    let Value::Object(object) = value else {
        return Err(Error::Shape { name, expected: "an object" });
    };
    if budget.spend::<serde_json::Error>(size_of_val(model)).is_ok() {
        super::read::fill(model, object.clone(), budget);
    }
    if budget.is_exceeded() { Err(Error::Json(exceeded())) } else { Ok(()) }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<'a> IntoIterator for &'a Extra {
    type Item = (&'a str, &'a Value);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

/// The members of an [`Extra`].
#[derive(Clone, Debug)]
pub struct Iter<'a>(Option<serde_json::map::Iter<'a>>);

impl<'a> Iterator for Iter<'a> {
    type Item = (&'a str, &'a Value);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.as_mut()?.next().map(|(name, value)| (name.as_str(), value))
    }
}
