//! Reads and writes a page of 1,000 managed devices: the generated models, the same under serde's derive, and `Value`.

use std::hint::black_box;
use std::time::Duration;

use criterion::Criterion;
use msgraph::Page;
use msgraph::v1::models::ManagedDevice;
use msgraph_variant::v1::models::ManagedDevice as Derived;
use serde_json::Value;

#[derive(serde::Serialize, serde::Deserialize)]
struct DerivedPage {
    #[serde(rename = "@odata.context")]
    context: String,
    value: Vec<Derived>,
}

fn main() {
    let device = include_str!("device.json");
    let compact = |text: &str| text.lines().map(str::trim).collect::<String>();
    let device = compact(device);
    let devices: Vec<String> = (0..1000).map(|i| device.replace("5c704c030000", &format!("5c704c03{i:04}"))).collect();
    let json = format!("{{\"@odata.context\":\"c\",\"value\":[{}]}}", devices.join(",")).into_bytes();
    let models: Page<ManagedDevice> = msgraph::from_slice(&json).unwrap();
    let derived: DerivedPage = serde_json::from_slice(&json).unwrap();
    let value: Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(serde_json::to_value(&models).unwrap(), value, "nothing is lost");

    let mut criterion = Criterion::default().sample_size(30).warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(2));
    criterion.bench_function("read_derive", |b| b.iter_with_large_drop(|| serde_json::from_slice::<DerivedPage>(black_box(&json)).unwrap()));
    criterion.bench_function("read_models", |b| b.iter_with_large_drop(|| msgraph::from_slice::<Page<ManagedDevice>>(black_box(&json)).unwrap()));
    criterion.bench_function("read_value", |b| b.iter_with_large_drop(|| serde_json::from_slice::<Value>(black_box(&json)).unwrap()));
    criterion.bench_function("write_derive", |b| b.iter(|| serde_json::to_vec(black_box(&derived)).unwrap()));
    criterion.bench_function("write_models", |b| b.iter(|| serde_json::to_vec(black_box(&models)).unwrap()));
    criterion.bench_function("write_value", |b| b.iter(|| serde_json::to_vec(black_box(&value)).unwrap()));
}
