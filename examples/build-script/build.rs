//! Writes the module that `src/main.rs` includes.

use std::env;
use std::error::Error;
use std::path::PathBuf;

use msgraph_docgen::Generator;

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let docs = "../../docs-input";
    Generator::new(docs)
        .select("/deviceManagement/managedDevices/**")
        .select("/users/**")
        .feature("permissions")
        .cache(out.join("cache"))
        .write_modules(out.join("graph"))?;
    println!("cargo::rerun-if-changed={docs}");
    Ok(())
}
