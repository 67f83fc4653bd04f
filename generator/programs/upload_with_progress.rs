//! Uploads a file to the drive of the user, and shows a bar of what the service has of it.
//!
//! `GRAPH_TOKEN=… cargo run --example upload_with_progress --features client,v1-me -- FILE`

use indicatif::ProgressBar;
use msgraph::client::{Client, StaticToken};
use msgraph::{Object, Request};
use serde_json::{Value, json};
use std::fs::File;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let name = path.rsplit(['/', '\\']).next().unwrap_or(&path);
    let host = std::env::var("GRAPH_HOST").unwrap_or_else(|_| msgraph::hosts::GLOBAL.to_owned());
    let client = Client::builder(StaticToken::new(std::env::var("GRAPH_TOKEN")?)).host(host).build()?;
    let line = "POST /v1.0/me/drive/root:/{}:/createUploadSession";
    let session = client.send(Request::custom::<Object>(line, &[name], json!({}))).await?;
    let url = session.extra.get("uploadUrl").and_then(Value::as_str).ok_or("there is no upload session")?;
    let bar = ProgressBar::new(0);
    let shown = bar.clone();
    let upload = client.upload(url, File::open(&path)?).on_progress(move |now| {
        shown.set_length(now.total);
        shown.set_position(now.acknowledged);
    });
    let file: Object = upload.send().await?;
    bar.finish();
    println!("{}", file.extra.get("id").and_then(Value::as_str).unwrap_or_default());
    Ok(())
}
