//! Any HTTP client will do: here a blocking one sends what the functions build, and the reader reads what comes back.
//!
//! `GRAPH_TOKEN=… cargo run --example blocking --features v1-me`

use msgraph::v1::me;
use std::io::Read;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let token = std::env::var("GRAPH_TOKEN")?;
    let request = me::get().select(["displayName"]).header("Authorization", format!("Bearer {token}"));
    let reader = request.reader();
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let (head, mut body) = agent.run(request.into_http()?)?.into_parts();
    let mut bytes = Vec::new();
    body.as_reader().read_to_end(&mut bytes)?;
    let user = reader.read(http::Response::from_parts(head, bytes))?;
    println!("{:?}", user.display_name);
    Ok(())
}
