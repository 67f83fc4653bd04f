//! Prints a request that is built by code which `build.rs` wrote.

pub mod graph {
    include!(concat!(env!("OUT_DIR"), "/graph/mod.rs"));
}

use graph::v1::device_management::managed_devices;

fn main() -> Result<(), graph::Error> {
    let request = managed_devices::list().select(["id", "deviceName"]).top(5).into_http()?;
    println!("{} {}", request.method(), request.uri());
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::graph::permissions::{Kind, least};
    use crate::graph::v1::{device_management::managed_devices, models::ManagedDevice, users};

    #[test]
    fn what_the_build_wrote_sends_reads_and_knows_its_permissions() -> Result<(), Box<dyn std::error::Error>> {
        let request = managed_devices::get("7");
        let reader = request.reader();
        assert_eq!(request.into_http()?.uri().path(), "/v1.0/deviceManagement/managedDevices/7");
        let device: ManagedDevice = reader.read(http::Response::new(r#"{"deviceName":"lamp"}"#))?;
        assert_eq!(device.device_name.as_deref(), Some("lamp"));
        let needed = least(Kind::Application, [users::list().permissions()])?;
        assert!(needed.contains("User.Read.All"));
        Ok(())
    }
}
