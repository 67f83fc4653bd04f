//! What somebody writes by hand for the same three calls: the struct of each type with serde's derive.

#![allow(dead_code, unused_imports)]
include!("types.rs");

#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
struct Page {
    value: Vec<ManagedDevice>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let request = http::Request::get("https://graph.microsoft.com/v1.0/deviceManagement/managedDevices?$select=id,deviceName").body(Vec::new())?;
    let page: Page = serde_json::from_slice(answer(request).body())?;
    println!("{page:?}");
    let request = http::Request::get("https://graph.microsoft.com/v1.0/users/me@example.org").body(Vec::new())?;
    let user: User = serde_json::from_slice(answer(request).body())?;
    println!("{:?}", user.display_name);
    let change = User { job_title: Some("Engineer".to_owned()), ..Default::default() };
    let request = http::Request::patch("https://graph.microsoft.com/v1.0/users/me@example.org").body(serde_json::to_vec(&change)?)?;
    println!("{:?}", request.body());
    Ok(())
}

/// In the place of a client.
fn answer(request: http::Request<Vec<u8>>) -> http::Response<Vec<u8>> {
    println!("{} {}", request.method(), request.uri());
    http::Response::new(br#"{"value":[]}"#.to_vec())
}
