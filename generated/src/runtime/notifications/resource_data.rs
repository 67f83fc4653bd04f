//! What a notification says of the object that changed.

use super::models::model;
use crate::runtime::model::Model;
use crate::runtime::model::engine;
use crate::runtime::model::extra::Extra;

/// Which object changed: its id, address and type, and, where the subscription's resource has a `$select`, properties of it.
///
/// [`Model::odata_type`] and [`Model::odata_etag`] are its type and version.
#[derive(Debug, Default)]
pub struct ResourceData {
    /// `@odata.id`: where the object is, below `https://graph.microsoft.com/` and the version.
    pub odata_id: Option<String>,
    /// `id`: the object's id.
    pub id: Option<String>,
    /// What no field holds.
    pub extra: Extra,
}

model!(ResourceData = "microsoft.graph.resourceData" {
    "@odata.id" => Scalar(odata_id),
    "id" => Scalar(id),
});

impl ResourceData {
    /// All of this as a model of the object: what that has no field for is in its extras.
    pub fn to_model<T: Model + Default>(&self) -> T {
        engine::convert(self, T::default())
    }
}
