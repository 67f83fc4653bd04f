//! One notification.

use super::encrypted_content::ChangeNotificationEncryptedContent;
use super::kinds::{ChangeType, LifecycleEvent};
use super::models::model;
use super::resource_data::ResourceData;
use super::secret::Secret;
use crate::runtime::model::extra::Extra;
use crate::runtime::types::text::{DateTimeOffset, Guid};

/// That a resource has changed, or that a subscription needs attention: there is a change type or a lifecycle event.
#[derive(Debug, Default)]
pub struct ChangeNotification {
    /// `id`: the id of the notification.
    pub id: Option<String>,
    /// `subscriptionId`: the subscription that it belongs to.
    pub subscription_id: Option<Guid>,
    /// `subscriptionExpirationDateTime`: when that ends.
    pub subscription_expiration_date_time: Option<DateTimeOffset>,
    /// `clientState`: what the subscription said that it would be, which tells the service from others. See
    /// [`has_client_state`](Self::has_client_state).
    pub client_state: Option<Secret>,
    /// `tenantId`: the tenant that it comes from.
    pub tenant_id: Option<Guid>,
    /// `organizationId`: the same of a lifecycle event. See [`tenant`](Self::tenant).
    pub organization_id: Option<Guid>,
    /// `changeType`: what happened to the resource.
    pub change_type: Option<ChangeType>,
    /// `lifecycleEvent`: what happened to the subscription.
    pub lifecycle_event: Option<LifecycleEvent>,
    /// `resource`: where the resource is, below `https://graph.microsoft.com/` and the version.
    pub resource: Option<String>,
    /// `resourceData`: which object changed.
    pub resource_data: Option<Box<ResourceData>>,
    /// `encryptedContent`: the object itself, where the subscription asked for it.
    pub encrypted_content: Option<Box<ChangeNotificationEncryptedContent>>,
    /// What no field holds.
    pub extra: Extra,
}

model!(ChangeNotification = "microsoft.graph.changeNotification" {
    "id" => Scalar(id),
    "subscriptionId" => Scalar(subscription_id),
    "subscriptionExpirationDateTime" => Scalar(subscription_expiration_date_time),
    "clientState" => Scalar(client_state),
    "tenantId" => Scalar(tenant_id),
    "organizationId" => Scalar(organization_id),
    "changeType" => Scalar(change_type),
    "lifecycleEvent" => Scalar(lifecycle_event),
    "resource" => Scalar(resource),
    "resourceData" => Model(resource_data),
    "encryptedContent" => Model(encrypted_content),
});

impl ChangeNotification {
    /// The tenant that it comes from, which lifecycle events name by another name.
    pub fn tenant(&self) -> Option<&Guid> {
        self.tenant_id.as_ref().or(self.organization_id.as_ref())
    }

    /// Whether this is the client state, compared in constant time: a notification without one is from somebody else, as
    /// is one with another.
    pub fn has_client_state(&self, expected: &str) -> bool {
        self.client_state.as_ref().is_some_and(|state| state.matches(expected))
    }
}
