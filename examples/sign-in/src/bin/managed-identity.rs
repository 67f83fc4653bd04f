//! Lists the first users of a tenant as the identity of the machine or service in Azure that this runs on. An
//! administrator grants that identity `User.Read.All`.
//!
//! `cargo run --bin managed-identity`, with `AZURE_CLIENT_ID=…` for an identity that a user has assigned

use anyhow::Result;
use azure_identity::{ManagedIdentityCredential, ManagedIdentityCredentialOptions, UserAssignedId};
use msgraph::client::{AzureCredential, Client};
use msgraph::v1::users;
use std::env;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let user_assigned_id = env::var("AZURE_CLIENT_ID").ok().map(UserAssignedId::ClientId);
    let options = ManagedIdentityCredentialOptions { user_assigned_id, ..Default::default() };
    let credential = ManagedIdentityCredential::new(Some(options))?;
    let host = env::var("GRAPH_HOST").unwrap_or_else(|_| msgraph::hosts::GLOBAL.to_owned());
    let client = Client::builder(AzureCredential::new(credential)).host(host).build()?;
    for user in &client.send(users::list().select(["displayName"]).top(10)).await? {
        println!("{}", user.display_name.as_deref().unwrap_or("(no name)"));
    }
    Ok(())
}
