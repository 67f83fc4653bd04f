//! Calls three endpoints: lists managed devices, reads a user, changes a user.

use msgraph::v1::{device_management::managed_devices, models, users};

fn main() -> Result<(), msgraph::Error> {
    let request = managed_devices::list().select(["id", "deviceName"]);
    let reader = request.reader();
    let page = reader.read(answer(request.into_http()?))?;
    println!("{page:?}");
    let request = users::get("me@example.org");
    let reader = request.reader();
    let user = reader.read(answer(request.into_http()?))?;
    println!("{:?}", user.display_name);
    let change = models::User { job_title: Some("Engineer".to_owned()), ..Default::default() };
    println!("{:?}", users::update("me@example.org", &change).into_http()?.body());
    Ok(())
}

/// In the place of a client.
fn answer(request: http::Request<Vec<u8>>) -> http::Response<Vec<u8>> {
    println!("{} {}", request.method(), request.uri());
    http::Response::new(b"{}".to_vec())
}
