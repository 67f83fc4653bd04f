//! The dump of the model is what its JSON Schema says, and nothing else.

use docgen_tests::program::{shared, workspace};
use jsonschema::Validator;
use msgraph_docgen::pipeline;
use serde_json::{Value, json};

const SCHEMA: &str = include_str!("../../generator/schema/ir.schema.json");

fn validator() -> Validator {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    jsonschema::draft202012::new(&schema).expect("a schema")
}

/// The dump of docs-input's v1.0, with a type that has properties as its first.
fn dump() -> Value {
    let mut dump = dumps(&workspace().join("docs-input")).swap_remove(0);
    let types = dump["types"].as_array_mut().expect("types");
    types.retain(|t| t["properties"].as_array().is_some_and(|p| !p.is_empty()));
    dump
}

fn dumps(docs: &std::path::Path) -> Vec<Value> {
    let reading = pipeline::read(docs, &|_| {}).expect("the docs");
    reading.versions.iter().map(|ir| serde_json::to_value(ir).expect("plain data")).collect()
}

fn assert_valid(dump: &Value) {
    let errors: Vec<String> =
        validator().iter_errors(dump).take(5).map(|e| format!("{}: {e}", e.instance_path)).collect();
    assert!(errors.is_empty(), "{}: {errors:#?}", dump["api"]);
}

#[test]
fn the_dumps_of_docs_input_are_valid() {
    let dumps = dumps(&workspace().join("docs-input"));
    assert_eq!(dumps.len(), 2);
    dumps.iter().for_each(assert_valid);
}

#[test]
fn the_dumps_of_the_seeds_are_valid() {
    let Some(seeds) = shared("seeds") else { return };
    let sandbox = docgen_tests::Sandbox::empty();
    for (i, seed) in std::fs::read_dir(seeds).expect("the seeds").enumerate() {
        sandbox.write(&format!("docs/{i}.md"), std::fs::read(seed.expect("an entry").path()).expect("a seed"));
    }
    dumps(&sandbox.path("docs")).iter().for_each(assert_valid);
}

/// Adds a field to every object in turn: wherever it stands, the schema does not know it.
#[test]
fn a_field_that_the_schema_does_not_know_is_refused() {
    let dump = dump();
    let places = [
        "",
        "/types/0",
        "/types/0/source",
        "/types/0/properties/0",
        "/types/0/properties/0/type",
        "/operations/0",
        "/operations/0/requests/0",
        "/operations/0/response",
        "/operations/0/permissions/0",
        "/operations/0/examples/0",
    ];
    let validator = validator();
    for place in places {
        let mut changed = dump.clone();
        let object =
            changed.pointer_mut(place).and_then(Value::as_object_mut).unwrap_or_else(|| panic!("no object at {place}"));
        object.insert("surprise".to_owned(), json!(1));
        assert!(!validator.is_valid(&changed), "a surprise at `{place}` was not noticed");
    }
}

/// A field that the model always writes must not be missing, nor be of another type.
#[test]
fn a_dump_with_a_hole_is_refused() {
    let dump = dump();
    let validator = validator();
    for (place, field) in
        [("", "api"), ("/types/0", "kind"), ("/types/0/source", "line"), ("/operations/0/requests/0", "method")]
    {
        let mut changed = dump.clone();
        let object =
            changed.pointer_mut(place).and_then(Value::as_object_mut).unwrap_or_else(|| panic!("no object at {place}"));
        object.remove(field).unwrap_or_else(|| panic!("no {field} at {place}"));
        assert!(!validator.is_valid(&changed), "{place} without {field} was accepted");
    }
}
