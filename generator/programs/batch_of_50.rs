//! Asks for fifty users in one call: they go in rounds of as many as the service takes, and each has its own answer.
//!
//! `GRAPH_TOKEN=… cargo run --example batch_of_50 --features client,v1-users -- adele@contoso.com alex@contoso.com …`

use msgraph::client::{Batch, Client, StaticToken};
use msgraph::v1::users;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let host = std::env::var("GRAPH_HOST").unwrap_or_else(|_| msgraph::hosts::GLOBAL.to_owned());
    let client = Client::builder(StaticToken::new(std::env::var("GRAPH_TOKEN")?)).host(host).build()?;
    let mut batch = Batch::new();
    let mut asked = Vec::new();
    for name in std::env::args().skip(1) {
        asked.push((batch.add(users::get(&name).select(["displayName"]))?, name));
    }
    let mut answers = client.batch(batch).await?;
    println!("{} of {} failed", answers.failed().count(), asked.len());
    for (step, name) in asked {
        match answers.take(step) {
            Ok(user) => println!("{name}: {}", user.display_name.unwrap_or_default()),
            Err(error) => println!("{name}: {error}"),
        }
    }
    Ok(())
}
