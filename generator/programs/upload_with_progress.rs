//! Uploads a file to the drive of the user, and shows a bar of what the service has of it.
//!
//! `GRAPH_TOKEN=… cargo run --example upload_with_progress --features client,v1-me -- FILE`

use indicatif::ProgressBar;
use msgraph::Item;
use msgraph::client::{Client, StaticToken};
use msgraph::v1::me::drive::items;
use msgraph::v1::models::DriveItem;
use std::fs::File;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let name = path.rsplit(['/', '\\']).next().unwrap_or(&path);
    let host = std::env::var("GRAPH_HOST").unwrap_or_else(|_| msgraph::hosts::GLOBAL.to_owned());
    let client = Client::builder(StaticToken::new(std::env::var("GRAPH_TOKEN")?)).host(host).build()?;
    let session = client.send(items::create_upload_session(Item::path(name), ())).await?;
    let bar = ProgressBar::new(0);
    let shown = bar.clone();
    let upload = client.upload(session.upload_url.unwrap_or_default(), File::open(&path)?).on_progress(move |now| {
        shown.set_length(now.total);
        shown.set_position(now.acknowledged);
    });
    let file: DriveItem = upload.send().await?;
    bar.finish();
    println!("{}", file.id.unwrap_or_default());
    Ok(())
}
