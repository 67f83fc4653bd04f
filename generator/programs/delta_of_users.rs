//! Follows the changes of the users of a tenant: the first run gives all of them, each later run what has changed since.
//!
//! `GRAPH_TOKEN=… cargo run --example delta_of_users --features client,v1-users -- delta-link.txt`

use msgraph::Model;
use msgraph::client::{Client, StaticToken};
use msgraph::v1::{models::User, users};
use std::fs;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).unwrap_or_else(|| "delta-link.txt".to_owned());
    let client = Client::new(StaticToken::new(std::env::var("GRAPH_TOKEN")?))?;
    let all = || users::delta().select(["displayName", "accountEnabled"]);
    let round = match fs::read_to_string(&file) {
        Ok(link) => match client.delta_since::<User>(&link).collect().await {
            // The service has forgotten what it gave before.
            Err(error) if error.is_resync_required() => client.delta(all()).collect().await?,
            round => round?,
        },
        Err(_) => client.delta(all()).collect().await?,
    };
    for user in &round.items {
        let id = user.id.as_deref().unwrap_or_default();
        match user.removed() {
            Some(reason) => println!("{id}: gone ({reason})"),
            None => println!("{id}: {:?}, enabled: {:?}", user.display_name, user.account_enabled),
        }
    }
    fs::write(file, round.link)?;
    Ok(())
}
