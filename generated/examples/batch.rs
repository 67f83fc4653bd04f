//! Sends three requests in one, the last of them after the first; each is answered by itself.
//!
//! `GRAPH_TOKEN=… cargo run --example batch --features client,v1-me,v1-users`

use msgraph::client::{Batch, Client, StaticToken};
use msgraph::v1::{me, models::User, users};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new(StaticToken::new(std::env::var("GRAPH_TOKEN")?))?;
    let mut batch = Batch::new();
    let changes = User { department: Some("Field sales".to_owned()), ..Default::default() };
    let update = batch.add(me::update(&changes))?;
    let colleagues = batch.add(users::list().select(["displayName"]).top(5))?;
    let myself = batch.add_after(me::get().select(["displayName", "department"]), [update.step()])?;

    let mut answers = client.batch(batch).await?;
    if let Err(error) = answers.take(update) {
        println!("the update failed: {error}");
    }
    for user in answers.take(colleagues)? {
        println!("{:?}", user.display_name);
    }
    println!("{:?}", answers.take(myself)?.department);
    Ok(())
}
