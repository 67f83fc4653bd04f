//! Copies a file and waits until the copy is there.
//!
//! `GRAPH_TOKEN=… cargo run --example copy_and_wait --features client,v1-drives -- DRIVE ITEM NAME`

use msgraph::client::{Client, StaticToken};
use msgraph::v1::drives::items::{self, CopyBody};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(drive), Some(item), name) = (arguments.next(), arguments.next(), arguments.next()) else {
        return Err("which drive, which item, and what is the copy called?".into());
    };
    let host = std::env::var("GRAPH_HOST").unwrap_or_else(|_| msgraph::hosts::GLOBAL.to_owned());
    let client = Client::builder(StaticToken::new(std::env::var("GRAPH_TOKEN")?)).host(host).build()?;
    let mut copy = client.start(items::copy(&drive, &item, CopyBody { name, ..Default::default() })).await?;
    // Another process can go on waiting with `client.poller(link)`.
    println!("its progress is at {}", copy.link());
    let done = copy.wait().await?;
    println!("{:?}: {}", done.status, done.resource_id.as_deref().unwrap_or_default());
    Ok(())
}
