//! The code of models: structs, derived types, relationships.

use docgen_tests::render::items;
use docgen_tests::stages::{Page, api, files, resource};
use insta::assert_snapshot;

const GET: &str = "## Response\n\nReturns `200 OK` and a [gadget](../resources/gadget.md) object.";

/// Pages with an endpoint that reaches the gadget.
fn code(pages: &[Page<'_>], path: &str, wanted: &[&str]) -> String {
    let get = api("GET /gadgets/{id}", GET);
    items(&files(&[pages, &[("api/gadget-get.md", get.as_str())]].concat(), &[]), path, wanted)
}

fn gadget(rows: &[&str]) -> String {
    resource("gadget", rows)
}

#[test]
fn a_struct_with_a_field_of_every_primitive() {
    let kinds = [
        "String",
        "Boolean",
        "Byte",
        "SByte",
        "Int16",
        "Int32",
        "Int64",
        "Single",
        "Double",
        "Decimal",
        "DateTimeOffset",
        "Date",
        "TimeOfDay",
        "Duration",
        "Guid",
        "Binary",
    ];
    let rows: Vec<String> = kinds.iter().map(|k| format!("|a{k}|{k}||")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    assert_snapshot!(code(&[("resources/gadget.md", &gadget(&rows))], "src/v1/models/gadget.rs", &["Gadget"]), @"
    /// `gadget`.
    ///
    /// `microsoft.graph.gadget`, an entity type.
    ///
    /// Documentation: [gadget](https://learn.microsoft.com/graph/api/resources/gadget?view=graph-rest-1.0)
    #[derive(Default)]
    pub struct Gadget {
        /// `aString`.
        pub a_string: Option<String>,
        /// `aBoolean`.
        pub a_boolean: Option<bool>,
        /// `aByte`.
        pub a_byte: Option<u8>,
        /// `aSByte`.
        pub a_s_byte: Option<i8>,
        /// `aInt16`.
        pub a_int16: Option<i16>,
        /// `aInt32`.
        pub a_int32: Option<i32>,
        /// `aInt64`.
        pub a_int64: Option<runtime::Int64>,
        /// `aSingle`.
        pub a_single: Option<f64>,
        /// `aDouble`.
        pub a_double: Option<f64>,
        /// `aDecimal`.
        pub a_decimal: Option<runtime::Decimal>,
        /// `aDateTimeOffset`.
        pub a_date_time_offset: Option<runtime::DateTimeOffset>,
        /// `aDate`.
        pub a_date: Option<runtime::Date>,
        /// `aTimeOfDay`.
        pub a_time_of_day: Option<runtime::TimeOfDay>,
        /// `aDuration`.
        pub a_duration: Option<runtime::Duration>,
        /// `aGuid`.
        pub a_guid: Option<runtime::Guid>,
        /// `aBinary`.
        pub a_binary: Option<runtime::Binary>,
        /// What no field holds: unknown properties, annotations, explicit nulls and relationships.
        pub extra: runtime::Extra,
    }
    ");
}

#[test]
fn a_struct_of_models_enums_and_collections() {
    let page = gadget(&[
        "|part|[part](part.md)|A model.|",
        "|parts|[part](part.md) collection|Models.|",
        "|state|[state](state.md)|An enum.|",
        "|states|[state](state.md) collection|Enums.|",
        "|tags|String collection|Text.|",
        "|anything||Not said.|",
        "|type|String|A keyword.|",
        "|self|String|Another.|",
    ]);
    let part = resource("part", &["|id|String|Key.|"]);
    let state = "# state enum type\n\n## Members\n\n|Member|\n|:-|\n|idle|\n";
    let pages = [("resources/gadget.md", page.as_str()), ("resources/part.md", &part), ("resources/state.md", state)];
    assert_snapshot!(code(&pages, "src/v1/models/gadget.rs", &["Gadget"]), @"
    /// `gadget`.
    ///
    /// `microsoft.graph.gadget`, an entity type.
    ///
    /// Documentation: [gadget](https://learn.microsoft.com/graph/api/resources/gadget?view=graph-rest-1.0)
    #[derive(Default)]
    pub struct Gadget {
        /// `part`: A model.
        pub part: Option<Box<super::Part>>,
        /// `parts`: Models.
        pub parts: Option<Vec<super::Part>>,
        /// `state`: An enum.
        pub state: Option<super::State>,
        /// `states`: Enums.
        pub states: Option<Vec<super::State>>,
        /// `tags`: Text.
        pub tags: Option<Vec<String>>,
        /// `anything`: Not said.
        pub anything: Option<serde_json::Value>,
        /// `type`: A keyword.
        pub r#type: Option<String>,
        /// `self`: Another.
        pub self_: Option<String>,
        /// What no field holds: unknown properties, annotations, explicit nulls and relationships.
        pub extra: runtime::Extra,
    }
    ");
}

#[test]
fn the_engine_reaches_fields_by_index() {
    let page = gadget(&["|id|String|Key.|", "|weight|Int32|In grams.|"]);
    assert_snapshot!(code(&[("resources/gadget.md", &page)], "src/v1/models/gadget.rs", &["impl runtime::Model for Gadget"]), @r#"
    impl runtime::Model for Gadget {
        #[inline]
        fn type_info(&self) -> &'static runtime::TypeInfo {
            &runtime::TypeInfo {
                name: "microsoft.graph.gadget",
                fields: &["id", "weight"],
            }
        }
        #[inline]
        fn field(&self, index: usize) -> runtime::Field<'_> {
            match index {
                0 => runtime::Field::Scalar(&self.id),
                1 => runtime::Field::Scalar(&self.weight),
                _ => runtime::Field::Extra(&self.extra),
            }
        }
        #[inline]
        fn field_mut(&mut self, index: usize) -> runtime::FieldMut<'_> {
            match index {
                0 => runtime::FieldMut::Scalar(&mut self.id),
                1 => runtime::FieldMut::Scalar(&mut self.weight),
                _ => runtime::FieldMut::Extra(&mut self.extra),
            }
        }
    }
    "#);
}

#[test]
fn a_derived_type_has_the_fields_of_its_bases_and_is_one_of_them() {
    let base = gadget(&["|id|String|Key.|"]);
    let lamp = resource("lamp", &["|watts|Int32|Power.|"]).replacen(
        "## Properties",
        "Inherits from [gadget](gadget.md).\n\n## Properties",
        1,
    );
    assert_snapshot!(code(&[("resources/gadget.md", &base), ("resources/lamp.md", &lamp)], "src/v1/models/lamp.rs", &["Lamp", "impl runtime::IsA<super::Gadget> for Lamp"]), @"
    /// `lamp`.
    ///
    /// `microsoft.graph.lamp`, an entity type derived from [`microsoft.graph.gadget`](super::Gadget).
    ///
    /// Documentation: [lamp](https://learn.microsoft.com/graph/api/resources/lamp?view=graph-rest-1.0)
    #[derive(Default)]
    pub struct Lamp {
        /// `id`: Key.
        pub id: Option<String>,
        /// `watts`: Power.
        pub watts: Option<i32>,
        /// What no field holds: unknown properties, annotations, explicit nulls and relationships.
        pub extra: runtime::Extra,
    }
    impl runtime::IsA<super::Gadget> for Lamp {}
    ");
}

#[test]
fn relationships_are_methods() {
    let page = gadget(&["|id|String|Key.|"])
        + "\n## Relationships\n\n|Relationship|Type|Description|\n|:-|:-|:-|\n|parts|[gadget](gadget.md) collection|Its parts.|\n|owner|[gadget](gadget.md)|Its owner.|\n";
    assert_snapshot!(code(&[("resources/gadget.md", &page)], "src/v1/models/gadget.rs", &["Gadget", "impl Gadget"]), @r#"
    /// `gadget`.
    ///
    /// `microsoft.graph.gadget`, an entity type.
    ///
    /// Documentation: [gadget](https://learn.microsoft.com/graph/api/resources/gadget?view=graph-rest-1.0)
    #[derive(Default)]
    pub struct Gadget {
        /// `id`: Key.
        pub id: Option<String>,
        /// What no field holds: unknown properties, annotations, explicit nulls and relationships.
        pub extra: runtime::Extra,
    }
    #[cfg(feature = "properties")]
    impl Gadget {
        /// What the documentation says of each property.
        pub const PROPERTIES: runtime::Properties = runtime::Properties(
            "id key\nparts relationship\nowner relationship",
        );
    }
    /// Relationships: there where they were expanded, or set to be created along.
    impl Gadget {
        /// `parts`: Its parts.
        ///
        /// # Errors
        /// [`Error::Shape`](runtime::Error::Shape) where it is no array of objects.
        #[inline]
        pub fn parts(&self) -> Result<Option<Vec<super::Gadget>>, runtime::Error> {
            self.extra.related_list("parts")
        }
        /// Sends `parts` along.
        #[inline]
        pub fn set_parts(&mut self, value: &[super::Gadget]) {
            self.extra.set_related_list("parts", value);
        }
        /// `owner`: Its owner.
        ///
        /// # Errors
        /// [`Error::Shape`](runtime::Error::Shape) where it is no object.
        #[inline]
        pub fn owner(&self) -> Result<Option<super::Gadget>, runtime::Error> {
            self.extra.related("owner")
        }
        /// Sends `owner` along.
        #[inline]
        pub fn set_owner(&mut self, value: &super::Gadget) {
            self.extra.set_related("owner", value);
        }
    }
    "#);
}
