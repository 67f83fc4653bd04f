//! Lists the first users of a tenant as an app that has a secret. An administrator grants the app `User.Read.All`.
//!
//! `AZURE_TENANT_ID=… AZURE_CLIENT_ID=… AZURE_CLIENT_SECRET=… cargo run --bin client-credentials`

use anyhow::{Context, Result};
use azure_identity::ClientSecretCredential;
use msgraph::client::{AzureCredential, Client};
use msgraph::v1::users;
use std::env;

fn variable(name: &str) -> Result<String> {
    env::var(name).with_context(|| format!("cannot read {name}"))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let tenant = variable("AZURE_TENANT_ID")?;
    let secret = variable("AZURE_CLIENT_SECRET")?.into();
    let credential = ClientSecretCredential::new(&tenant, variable("AZURE_CLIENT_ID")?, secret, None)?;
    let host = env::var("GRAPH_HOST").unwrap_or_else(|_| msgraph::hosts::GLOBAL.to_owned());
    let client = Client::builder(AzureCredential::new(credential)).host(host).build()?;
    for user in &client.send(users::list().select(["displayName"]).top(10)).await? {
        println!("{}", user.display_name.as_deref().unwrap_or("(no name)"));
    }
    Ok(())
}
