//! What notifications are about.

use crate::runtime::types::open_enum::{OpenEnum, Unrecognized, open_enum_impls};

/// What happened to a resource.
#[derive(Clone)]
#[non_exhaustive]
pub enum ChangeType {
    /// `created`
    Created,
    /// `updated`
    Updated,
    /// `deleted`
    Deleted,
    /// Another change, as its text.
    Unrecognized(Unrecognized),
}

impl OpenEnum for ChangeType {
    const MEMBERS: &'static [(&'static str, Self)] =
        &[("created", Self::Created), ("updated", Self::Updated), ("deleted", Self::Deleted)];

    fn unrecognized(&self) -> Option<&Unrecognized> {
        if let Self::Unrecognized(value) = self { Some(value) } else { None }
    }
}

open_enum_impls!(ChangeType);

/// What happened to a subscription, and keeps notifications from coming unless its owner acts.
#[derive(Clone)]
#[non_exhaustive]
pub enum LifecycleEvent {
    /// `reauthorizationRequired`: the subscription has to be reauthorized, which renewing it does too.
    ReauthorizationRequired,
    /// `subscriptionRemoved`: the subscription is gone and has to be created again, and what has changed since has to be read.
    SubscriptionRemoved,
    /// `missed`: some notifications did not arrive; a delta query tells what has changed.
    Missed,
    /// Another event, as its text.
    Unrecognized(Unrecognized),
}

impl OpenEnum for LifecycleEvent {
    const MEMBERS: &'static [(&'static str, Self)] = &[
        ("reauthorizationRequired", Self::ReauthorizationRequired),
        ("subscriptionRemoved", Self::SubscriptionRemoved),
        ("missed", Self::Missed),
    ];

    fn unrecognized(&self) -> Option<&Unrecognized> {
        if let Self::Unrecognized(value) = self { Some(value) } else { None }
    }
}

open_enum_impls!(LifecycleEvent);
