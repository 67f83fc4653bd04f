//! The documentation as a service on this machine, for programs in any language: `cargo run --example mock
//! --features mock,v1-users -- 8080`, and then `curl http://127.0.0.1:8080/v1.0/users`. Asked with the header
//! `Mock-Fault: throttle=5`, `cut`, `cut-body` or `404`, it goes wrong; with `Mock-Pages: 3`, a list comes in three pages.

use msgraph::mock::Mock;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let port = std::env::args().nth(1).map_or(Ok(0), |port| port.parse())?;
    let mock = Mock::start_at(port)?;
    println!("{}", mock.uri());
    mock.wait();
    Ok(())
}
