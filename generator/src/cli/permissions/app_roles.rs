//! The identifiers of permissions, from a file of the service's own: its service principal, as
//! `GET /servicePrincipals(appId='00000003-0000-0000-c000-000000000000')` gives it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::super::CliError;
use super::answer::GRAPH;
use crate::paths::read_text;

/// Identifiers by name, of what apps are granted and of what users are.
#[derive(Debug, Default)]
pub struct AppRoles {
    roles: BTreeMap<String, String>,
    scopes: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ServicePrincipal {
    #[serde(default)]
    app_roles: Vec<Permission>,
    #[serde(default, alias = "publishedPermissionScopes")]
    oauth2_permission_scopes: Vec<Permission>,
}

#[derive(Deserialize)]
struct Permission {
    id: String,
    value: Option<String>,
}

impl AppRoles {
    /// # Errors
    /// When the file cannot be read, or holds no service principal.
    pub fn read(path: &Path) -> Result<Self, CliError> {
        let text = read_text(path).map_err(|source| CliError::List { path: path.to_owned(), source })?;
        let wrong = |source| CliError::AppRoles { path: path.to_owned(), source };
        let mut json: Value = serde_json::from_str(&text).map_err(wrong)?;
        // A list, of which Graph is one.
        if let Some(Value::Array(all)) = json.get_mut("value") {
            let graph = all.iter().position(|one| one["appId"] == GRAPH).unwrap_or_default();
            json = all.get_mut(graph).map(Value::take).unwrap_or_default();
        }
        let read: ServicePrincipal = serde_json::from_value(json).map_err(wrong)?;
        let by_name = |all: Vec<Permission>| all.into_iter().filter_map(|one| Some((one.value?, one.id))).collect();
        Ok(Self { roles: by_name(read.app_roles), scopes: by_name(read.oauth2_permission_scopes) })
    }

    /// The identifier of a permission of apps (`Role`), or else of users.
    pub fn id(&self, name: &str, ty: &str) -> Option<&str> {
        let all = if ty == "Role" { &self.roles } else { &self.scopes };
        all.get(name).map(String::as_str)
    }
}
