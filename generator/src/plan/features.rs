//! The features of a crate beside those of versions and slices.

/// The features beside those of versions and slices, with what each turns on.
pub const FEATURES: &[(&str, &[&str])] = &[
    ("azure-core", &["client", "dep:azure_core"]),
    ("blocking", &["client"]),
    ("chrono", &["dep:chrono"]),
    ("client", &["dep:bytes", "dep:fastrand", "dep:futures-util", "dep:reqwest", "dep:tokio", "dep:tracing"]),
    ("device-code", &["client", "dep:oauth2", "tokio?/sync"]),
    ("jiff", &["dep:jiff"]),
    (
        "mock",
        &[
            "permissions",
            "dep:bytes",
            "dep:futures-util",
            "dep:http-body-util",
            "dep:hyper",
            "dep:hyper-util",
            "dep:regex",
            "dep:serde_derive",
            "dep:strsim",
            "dep:tokio",
            "tokio?/net",
        ],
    ),
    ("native-tls", &["reqwest?/native-tls"]),
    ("notifications", &["dep:aws-lc-rs", "dep:rustls-pki-types"]),
    ("permissions", &[]),
    ("properties", &[]),
    ("rustls", &["reqwest?/rustls"]),
    ("rustls-no-provider", &["reqwest?/rustls-no-provider"]),
    ("time", &["dep:time"]),
    ("uuid", &["dep:uuid"]),
];

/// Whether the name is that of a feature beside those of versions and slices.
pub fn is_optional(feature: &str) -> bool {
    FEATURES.iter().any(|(name, _)| *name == feature)
}

pub fn optional_features() -> Vec<&'static str> {
    FEATURES.iter().map(|(name, _)| *name).collect()
}

/// Whether the feature is the other, or needs it.
pub fn turns_on(feature: &str, other: &str) -> bool {
    let needs = || FEATURES.iter().filter(|(name, _)| *name == feature).flat_map(|(_, needs)| *needs);
    feature == other || needs().any(|need| !need.contains([':', '/']) && turns_on(need, other))
}

/// Whether the feature is the client, or adds to it.
pub fn needs_client(feature: &str) -> bool {
    let adds = |need: &&str| *need == "client" || need.starts_with("reqwest?/");
    feature == "client" || FEATURES.iter().any(|(name, needs)| *name == feature && needs.iter().any(adds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_can_be_named_where_it_is_offered() {
        let offered = optional_features();
        assert!(offered.contains(&"client") && offered.into_iter().all(is_optional));
    }
}
