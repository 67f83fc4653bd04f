//! Uploads a small file into a folder of the user's drive, which is made if there is none, and lists what the folder holds.
//!
//! `GRAPH_TOKEN=… cargo run --example upload_by_path --features client,v1-me -- FILE "Reports/2021 #4"`

use msgraph::Item;
use msgraph::client::{Client, StaticToken};
use msgraph::v1::me::drive::items::{children, content};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("which file?")?;
    let folder = arguments.next().map_or_else(Item::root, Item::path);
    let name = file.rsplit(['/', '\\']).next().unwrap_or(&file);
    let host = std::env::var("GRAPH_HOST").unwrap_or_else(|_| msgraph::hosts::GLOBAL.to_owned());
    let client = Client::builder(StaticToken::new(std::env::var("GRAPH_TOKEN")?)).host(host).build()?;
    client.send(content::replace(folder.path(name), std::fs::read(&file)?)).await?;
    for item in client.send(children::list(&folder)).await?.value.unwrap_or_default() {
        println!("{}", item.name.unwrap_or_default());
    }
    Ok(())
}
