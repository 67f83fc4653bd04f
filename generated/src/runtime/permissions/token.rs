//! What a token grants, held against what requests need.

use super::{Kind, Permissions, any_of, least};
use crate::runtime::encoding::base64;
use serde_json::Value;
use std::{collections::BTreeSet, fmt};

/// The tenant of all personal Microsoft accounts.
const PERSONAL_ACCOUNTS: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";

/// Scopes of the sign-in itself, which no request of Graph needs.
const SIGN_IN: &[&str] = &["openid", "profile", "email", "offline_access"];

/// The permissions that an access token grants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granted {
    /// Who makes the calls.
    pub kind: Kind,
    /// The names, such as `User.Read`.
    pub names: BTreeSet<String>,
}

impl Granted {
    /// What the claims of an access token say: `scp` of a user, or else `roles` of the app itself. `None` where there is
    /// neither.
    pub fn from_claims(claims: &Value) -> Option<Self> {
        if let Some(scopes) = claims.get("scp").and_then(Value::as_str) {
            let is_personal = claims.get("tid").and_then(Value::as_str) == Some(PERSONAL_ACCOUNTS);
            let kind = if is_personal { Kind::DelegatedPersonal } else { Kind::DelegatedWork };
            return Some(Self { kind, names: scopes.split_whitespace().map(str::to_owned).collect() });
        }
        let roles = claims.get("roles")?.as_array()?.iter();
        Some(Self { kind: Kind::Application, names: roles.filter_map(Value::as_str).map(str::to_owned).collect() })
    }

    /// Whether it grants everything of one of these alternatives at least.
    pub fn allows(&self, alternatives: &[&[&str]]) -> bool {
        alternatives.iter().any(|set| set.iter().all(|name| self.names.contains(*name)))
    }

    /// [`from_claims`](Granted::from_claims) of a token that is a JWT, as those of work and school accounts are. Its
    /// signature is not checked: that is for the service.
    pub fn from_token(token: &str) -> Option<Self> {
        let mut parts = token.trim().split('.');
        let (_, claims, _, None) = (parts.next()?, parts.next()?, parts.next()?, parts.next()) else { return None };
        Self::from_claims(&serde_json::from_slice(&base64::decode(claims)?).ok()?)
    }
}

/// A token that does not fit the requests that are made with it, from [`check_token`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokenCheck {
    /// The requests that the token does not allow, each with the alternatives that would, least privileged first.
    pub missing: Vec<(&'static str, &'static [&'static [&'static str]])>,
    /// The requests that no permission of the token's kind allows.
    pub unsupported: BTreeSet<&'static str>,
    /// The requests of which the documentation names no permission of this kind.
    pub undocumented: BTreeSet<&'static str>,
    /// What the token grants beyond [`least`](TokenCheck::least).
    pub excess: BTreeSet<String>,
    /// The least privileged permissions that allow all requests that the kind can make.
    pub least: BTreeSet<&'static str>,
}

impl TokenCheck {
    /// Whether the token allows every request, as far as the documentation says.
    pub fn is_enough(&self) -> bool {
        self.missing.is_empty() && self.unsupported.is_empty()
    }

    /// Whether the token grants no more than the requests need.
    pub fn is_least(&self) -> bool {
        self.excess.is_empty()
    }
}

/// Says what a token lacks for these requests, and what it grants beyond them.
///
/// ```
#[cfg_attr(
    any(doc, doctest),
    doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::permissions::{Granted, Permissions, Table, check_token};")
)]
/// # const fn table(application: &'static [&'static [&'static str]]) -> Table {
/// #     Table { page: "", scenario: "", delegated_work: None, delegated_personal: None, application: Some(application) }
/// # }
/// # static GET: [Table; 1] = [table(&[&["User.Read.All"], &["Directory.Read.All"]])];
/// # static CREATE: [Table; 1] = [table(&[&["Policy.Read.All", "Policy.ReadWrite.ConditionalAccess"]])];
/// // What a request's `permissions()` gives. Here `User.Read.All` or `Directory.Read.All`.
/// let get = Permissions::new("GET /v1.0/users/{}", &GET);
/// // `Policy.Read.All` and `Policy.ReadWrite.ConditionalAccess` together.
/// let create = Permissions::new("POST /v1.0/identity/conditionalAccess/policies", &CREATE);
///
/// let claims = serde_json::json!({ "roles": ["Directory.Read.All", "Policy.Read.All"] });
/// let granted = Granted::from_claims(&claims).unwrap();
/// let check = check_token(&granted, [get, create]);
/// assert_eq!(check.missing[0].0, "POST /v1.0/identity/conditionalAccess/policies");
/// assert_eq!(check.missing[0].1, [["Policy.Read.All", "Policy.ReadWrite.ConditionalAccess"]]);
/// assert!(check.excess.iter().eq(["Directory.Read.All"]));
/// assert!(check.least.iter().eq(&["Policy.Read.All", "Policy.ReadWrite.ConditionalAccess", "User.Read.All"]));
/// ```
pub fn check_token(granted: &Granted, endpoints: impl IntoIterator<Item = Permissions>) -> TokenCheck {
    let endpoints: Vec<Permissions> = endpoints.into_iter().collect();
    let mut check = TokenCheck::default();
    match least(granted.kind, endpoints.iter().copied()) {
        Ok(permissions) => check.least = permissions,
        Err(error) => {
            check.least = error.permissions;
            check.unsupported = error.unsupported;
            check.undocumented = error.undocumented;
        }
    }
    for permissions in endpoints {
        let sets = permissions.of(granted.kind);
        let missing = (permissions.endpoint(), sets);
        if !sets.is_empty() && !granted.allows(sets) && !check.missing.contains(&missing) {
            check.missing.push(missing);
        }
    }
    let is_needed = |name: &&String| check.least.contains(name.as_str()) || SIGN_IN.contains(&name.as_str());
    check.excess = granted.names.iter().filter(|name| !is_needed(name)).cloned().collect();
    check
}

/// A line for each thing that does not fit; nothing where all does.
impl fmt::Display for TokenCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (endpoint, sets) in &self.missing {
            writeln!(f, "{endpoint} needs {}", any_of(sets))?;
        }
        for endpoint in &self.unsupported {
            writeln!(f, "{endpoint} is not for tokens of this kind")?;
        }
        for name in &self.excess {
            writeln!(f, "{name} is more than is needed")?;
        }
        Ok(())
    }
}
