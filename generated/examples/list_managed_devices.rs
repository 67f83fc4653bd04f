//! Lists the managed devices of a tenant, page after page as they are needed.
//!
//! `GRAPH_TOKEN=… cargo run --example list_managed_devices --features client,v1-device-management`

use msgraph::client::{Client, StaticToken};
use msgraph::v1::device_management::managed_devices;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new(StaticToken::new(std::env::var("GRAPH_TOKEN")?))?;
    let request = managed_devices::list().select(["id", "deviceName", "complianceState", "lastSyncDateTime"]).top(100);
    let mut devices = client.items(request);
    while let Some(device) = devices.try_next().await? {
        let name = device.device_name.as_deref().unwrap_or("(no name)");
        // An enum knows the documented values, and keeps any other as its text.
        let state = device.compliance_state.as_ref().map_or("unknown", |state| state.as_str());
        let seen = device.last_sync_date_time.as_ref().map_or("never", |moment| moment.as_str());
        println!("{name}: {state}, last seen {seen}");
    }
    Ok(())
}
