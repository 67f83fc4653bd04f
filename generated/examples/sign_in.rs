//! Signs a user in in a browser, and says who it is. The app registration must allow public client flows.
//!
//! `CLIENT_ID=… cargo run --example sign_in --features device-code,v1-me`

use msgraph::client::{Client, DeviceCodeCredential};
use msgraph::v1::me;
use std::sync::Arc;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let tenant = std::env::var("TENANT").unwrap_or_else(|_| "organizations".to_owned());
    let credential = DeviceCodeCredential::new(tenant, std::env::var("CLIENT_ID")?, |prompt| {
        eprintln!("Open {} and type {}", prompt.verification_uri, prompt.user_code);
    });
    let credential = Arc::new(credential.scopes(["User.Read"]));
    // A request would wait for the user as long as it waits for an answer.
    credential.sign_in().await?;
    let client = Client::new(Arc::clone(&credential))?;
    let me = client.send(me::get().select(["displayName", "userPrincipalName"])).await?;
    println!("{} ({})", me.display_name.unwrap_or_default(), me.user_principal_name.unwrap_or_default());
    Ok(())
}
