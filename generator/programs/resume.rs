//! Lists users and keeps where it is: a run that breaks off is gone on with by the next, from the page that it had not read.
//!
//! `GRAPH_TOKEN=… cargo run --example resume --features client,v1-users -- continuation.txt`

use msgraph::Page;
use msgraph::client::{Client, StaticToken};
use msgraph::v1::{models::User, users};
use std::fs;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).unwrap_or_else(|| "continuation.txt".to_owned());
    let host = std::env::var("GRAPH_HOST").unwrap_or_else(|_| msgraph::hosts::GLOBAL.to_owned());
    let client = Client::builder(StaticToken::new(std::env::var("GRAPH_TOKEN")?)).host(host).build()?;
    let mut pages = match fs::read_to_string(&file) {
        Ok(saved) if !saved.is_empty() => client.pages_from::<Page<User>>(saved),
        _ => client.pages(users::list().select(["displayName"]).consistency_eventual()),
    };
    while let Some(page) = pages.try_next().await? {
        for user in &page {
            println!("{}", user.display_name.as_deref().unwrap_or("(no name)"));
        }
        // Nothing is left after the last page.
        fs::write(&file, pages.continuation().map(ToString::to_string).unwrap_or_default())?;
    }
    Ok(())
}
