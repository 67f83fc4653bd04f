//! The hosts of the service, for [`Request::host`](crate::runtime::Request::host) and the client's builder. A token is for one of
//! them: its scope is the host with `/.default`.

/// The global service.
pub const GLOBAL: &str = "https://graph.microsoft.com";

/// The cloud of the government of the United States at impact level 4.
pub const US_GOVERNMENT_L4: &str = "https://graph.microsoft.us";

/// The cloud of the government of the United States at impact level 5, for its department of defense.
pub const US_GOVERNMENT_L5: &str = "https://dod-graph.microsoft.us";

/// The cloud in China, which 21Vianet runs.
pub const CHINA: &str = "https://microsoftgraph.chinacloudapi.cn";
