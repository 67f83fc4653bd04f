//! The schemas of what the program prints, as the types say them that are printed: none of their lines is written by hand.

use std::path::Path;
use std::{env, fs};

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

/// The order in which a schema is read: what it is of, what it holds, what it is made of.
const KEYWORDS: [&str; 10] =
    ["$schema", "$id", "title", "description", "type", "", "properties", "required", "additionalProperties", "$defs"];

/// Where among them the others stand.
const THE_REST: usize = 5;

/// Holds the committed schema to the type, or rewrites it where snapshots are rewritten.
pub fn assert_committed<T: JsonSchema>(name: &str, command: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("schema/{name}.schema.json"));
    let derived = derive::<T>(name, command);
    if env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(&path, &derived).unwrap();
    }
    assert!(
        fs::read_to_string(&path).unwrap_or_default() == derived,
        "{} is not what the types say; rewrite it with\n  INSTA_UPDATE=always cargo test -p msgraph-docgen --lib the_schema",
        path.display()
    );
}

fn derive<T: JsonSchema>(name: &str, command: &str) -> String {
    let settings = SchemaSettings::draft2020_12().for_serialize().with_transform(RecursiveTransform(tighten));
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("$id".to_owned(), json!(format!("urn:msgraph-docgen:{name}")));
    schema.insert("title".to_owned(), json!(format!("What `msgraph-docgen {command}` prints")));
    serde_json::to_string_pretty(&InOrder::Schema(schema.as_value())).unwrap() + "\n"
}

/// What serde knows and the type alone does not tell: nothing else is written, and what may be left out is left out rather
/// than null or false.
fn tighten(schema: &mut Schema) {
    let required = schema.get("required").cloned().unwrap_or_default();
    let is_required = |name: &str| required.as_array().is_some_and(|names| names.iter().any(|known| known == name));
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        let optional = properties.iter_mut().filter(|(name, _)| !is_required(name));
        optional.filter_map(|(_, property)| property.as_object_mut()).for_each(tighten_optional);
        schema.insert("additionalProperties".to_owned(), json!(false));
    }
    // The width of an integer is no format that validators know; what a reader puts in a gap is not what is printed.
    schema.remove("format");
    schema.remove("default");
    if let Some(Value::String(description)) = schema.get_mut("description") {
        *description = description.replace('\n', " ");
    }
}

fn tighten_optional(property: &mut Map<String, Value>) {
    if property.get("type").is_some_and(|ty| ty == "boolean") {
        property.remove("type");
        property.insert("const".to_owned(), json!(true));
    }
    if let Some(Value::Array(types)) = property.get_mut("type") {
        types.retain(|ty| ty != "null");
        if let [ty] = types.as_slice() {
            let ty = ty.clone();
            property.insert("type".to_owned(), ty);
        }
    }
    if let Some(Value::Array(schemas)) = property.get_mut("anyOf") {
        schemas.retain(|schema| *schema != json!({"type": "null"}));
        if let [Value::Object(schema)] = schemas.as_mut_slice() {
            let mut schema = std::mem::take(schema);
            property.remove("anyOf");
            property.append(&mut schema);
        }
    }
}

/// Schemas, whose keywords stand in their order; and maps of schemas, in the order of their names.
#[derive(Clone, Copy)]
enum InOrder<'a> {
    Schema(&'a Value),
    Named(&'a Value),
}

impl Serialize for InOrder<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Schema(Value::Object(schema)) => {
                let rank = |keyword: &str| KEYWORDS.iter().position(|known| *known == keyword).unwrap_or(THE_REST);
                let mut entries: Vec<(&String, &Value)> = schema.iter().collect();
                entries.sort_by_key(|(keyword, _)| rank(keyword));
                serializer.collect_map(entries.into_iter().map(|(keyword, value)| match keyword.as_str() {
                    "properties" | "$defs" => (keyword, Self::Named(value)),
                    _ => (keyword, Self::Schema(value)),
                }))
            }
            Self::Schema(Value::Array(schemas)) => serializer.collect_seq(schemas.iter().map(InOrder::Schema)),
            Self::Named(Value::Object(schemas)) => {
                serializer.collect_map(schemas.iter().map(|(name, schema)| (name, Self::Schema(schema))))
            }
            Self::Schema(plain) | Self::Named(plain) => plain.serialize(serializer),
        }
    }
}
