//! Changes one property of a user and clears another: a field that is `None` is not sent, a null has to be asked for.
//!
//! `GRAPH_TOKEN=… cargo run --example update_with_null --features client,v1-users -- adele@contoso.com "Sales lead"`

use msgraph::Model;
use msgraph::client::{Client, StaticToken};
use msgraph::v1::{models::User, users};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(id), Some(title)) = (arguments.next(), arguments.next()) else {
        return Err("which user, and which job title?".into());
    };
    let client = Client::new(StaticToken::new(std::env::var("GRAPH_TOKEN")?))?;
    let mut changes = User { job_title: Some(title), ..Default::default() };
    changes.set_null(|user| &mut user.office_location);
    // The body is {"jobTitle": "…", "officeLocation": null}, and nothing else.
    client.send(users::update(&id, &changes)).await?;
    let user = client.send(users::get(&id).select(["displayName", "jobTitle", "officeLocation"])).await?;
    println!("{user:?}");
    Ok(())
}
