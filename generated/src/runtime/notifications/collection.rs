//! What one POST brings.

use super::models::model;
use super::notification::ChangeNotification;
use super::secret::Secret;
use crate::runtime::model::extra::Extra;

/// The notifications of one POST, which can be of several subscriptions, apps and tenants.
#[derive(Debug, Default)]
pub struct ChangeNotificationCollection {
    /// `value`: the notifications.
    pub value: Option<Vec<ChangeNotification>>,
    /// `validationTokens`: a token for each app and tenant with encrypted content among the notifications, for
    /// [`TokenValidator`](super::TokenValidator).
    pub validation_tokens: Option<Vec<Secret>>,
    /// What no field holds.
    pub extra: Extra,
}

model!(ChangeNotificationCollection = "microsoft.graph.changeNotificationCollection" {
    "value" => Models(value),
    "validationTokens" => Scalars(validation_tokens),
});

impl ChangeNotificationCollection {
    /// The notifications.
    pub fn items(&self) -> &[ChangeNotification] {
        self.value.as_deref().unwrap_or_default()
    }
}
