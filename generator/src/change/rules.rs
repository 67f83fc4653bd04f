//! What each kind of change means for a caller of the crate: one row a rule.

use serde::Serialize;

use crate::diagnostic::printable;

/// How much of a version number a change moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Code that compiles goes on to compile, and finds nothing new.
    Patch,
    /// There is something new.
    Minor,
    /// Code that compiles today may not compile any more.
    Major,
}

/// What becomes of the thing that a change names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    Added,
    Changed,
    Removed,
    /// It is the same, and the docs describe it in other words.
    Reworded,
}

/// A kind of change.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    pub id: &'static str,
    pub level: Level,
    pub effect: Effect,
    /// With `{it}` for the subject, `{old}` and `{new}`; what stands in backticks here is a name as it is.
    template: &'static str,
}

/// What a rule's sentence names beside its subject.
#[derive(Clone, Copy)]
pub struct Values<'a> {
    pub old: &'a str,
    pub new: &'a str,
}

impl<'a> Values<'a> {
    pub const NONE: Self = Self { old: "", new: "" };

    pub fn old(old: &'a str) -> Self {
        Self { old, ..Self::NONE }
    }

    pub fn new(new: &'a str) -> Self {
        Self { new, ..Self::NONE }
    }

    pub fn both(old: &'a str, new: &'a str) -> Self {
        Self { old, new }
    }
}

impl Rule {
    /// Nothing but words of the docs are different.
    pub fn is_docs_only(&self) -> bool {
        self.effect == Effect::Reworded
    }

    pub fn message(&self, it: &str, values: Values<'_>) -> String {
        let mut out = String::new();
        let mut rest = self.template;
        // What is put in may hold braces itself.
        while let Some((before, (name, after))) =
            rest.split_once('{').and_then(|(before, tail)| Some((before, tail.split_once('}')?)))
        {
            out.push_str(before);
            let value = match name {
                "it" => it,
                "old" => values.old,
                _ => values.new,
            };
            out.push_str(&if out.ends_with('`') { value.replace('`', "'") } else { value.to_owned() });
            rest = after;
        }
        printable(&(out + rest))
    }
}

macro_rules! rules {
    ($($name:ident $level:ident $effect:ident $id:literal $template:literal,)*) => {
        $(pub static $name: Rule = Rule {
            id: $id,
            level: Level::$level,
            effect: Effect::$effect,
            template: $template,
        };)*
        /// Every rule of the API, in the order in which changes are listed.
        pub static API: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    VERSION_REMOVED       Major Removed "version-removed" "version `{it}` is gone",
    VERSION_ADDED         Minor Added   "version-added" "version `{it}` is new",
    DEFAULT_REMOVED       Major Removed "default-removed" "version `{it}` is no longer compiled by default",
    DEFAULT_ADDED         Minor Added   "default-added" "version `{it}` is compiled by default",
    FEATURE_REMOVED       Major Removed "feature-removed" "the feature `{it}` is gone",
    FEATURE_ADDED         Minor Added   "feature-added" "the feature `{it}` is new",
    SCALAR_CHANGED        Major Changed "scalar-changed" "`{it}` is held as `{new}`, not as `{old}`",
    TYPE_REMOVED          Major Removed "type-removed" "the type `{it}` is gone",
    TYPE_RENAMED          Major Changed "type-renamed" "the type `{old}` is now `{new}`",
    TYPE_MOVED            Major Changed "type-moved" "the type `{it}` is `{new}`, not `{old}`",
    TYPE_KIND_CHANGED     Major Changed "type-kind-changed" "`{it}` is {new}, not {old}",
    TYPE_LEFT_SLICE       Major Changed "type-left-slice" "the type `{it}` is no longer compiled with {old}",
    BASE_REMOVED          Major Removed "base-removed" "`{it}` no longer derives from `{old}`",
    PROPERTY_REMOVED      Major Removed "property-removed" "the property `{it}` is gone",
    PROPERTY_RENAMED      Major Changed "property-renamed" "the property `{old}` is now `{new}`",
    PROPERTY_RETYPED      Major Changed "property-retyped" "`{it}` is {new}, not {old}",
    FIELD_RENAMED         Major Changed "field-renamed" "the field of `{it}` is `{new}`, not `{old}`",
    PROPERTY_TO_RELATIONSHIP  Major Changed "property-to-relationship" "`{it}` is a relationship, not a property",
    RELATIONSHIP_TO_PROPERTY  Major Changed "relationship-to-property" "`{it}` is a property, not a relationship",
    RELATIONSHIP_REMOVED  Major Removed "relationship-removed" "the relationship `{it}` is gone",
    RELATIONSHIP_RENAMED  Major Changed "relationship-renamed" "the relationship `{old}` is now `{new}`",
    RELATIONSHIP_RETYPED  Major Changed "relationship-retyped" "the relationship `{it}` leads to {new}, not to {old}",
    MEMBER_REMOVED        Major Removed "member-removed" "the member `{it}` is gone",
    MEMBER_RENAMED        Major Changed "member-renamed" "the member `{old}` is now `{new}`",
    VARIANT_RENAMED       Major Changed "variant-renamed" "the variant of `{it}` is `{new}`, not `{old}`",
    ENDPOINT_REMOVED      Major Removed "endpoint-removed" "`{it}` is gone",
    ENDPOINT_MOVED        Major Changed "endpoint-moved" "{old} is `{it}` now: {new}",
    FUNCTION_RENAMED      Major Changed "function-renamed" "`{it}` is `{new}`, not `{old}`",
    ITEM_BY_ID_ONLY       Major Changed "item-by-id-only" "`{it}` takes the item by nothing but its id",
    BODY_CHANGED          Major Changed "body-changed" "`{it}` sends {new}, not {old}",
    BODY_REQUIRED         Major Changed "body-required" "`{it}` can no longer be sent without its body",
    RESPONSE_CHANGED      Major Changed "response-changed" "`{it}` gives {new}, not {old}",
    QUERY_OPTION_REMOVED  Major Removed "query-option-removed" "`{it}` no longer takes {old}",
    QUERY_OPTIONS_FIRST   Major Changed "query-options-first" "the type of `{it}` tells query options by `{new}`, where it told none",
    QUERY_OPTIONS_RENAMED Major Changed "query-options-renamed" "the query options of `{it}` are told by `{new}`, not by `{old}`",
    PARAMETER_REMOVED     Major Removed "parameter-removed" "the parameter {it} is gone",
    PARAMETER_RETYPED     Major Changed "parameter-retyped" "the parameter {it} is {new}, not {old}",
    PARAMETER_FIELD_RENAMED  Major Changed "parameter-field-renamed" "the field of the parameter {it} is `{new}`, not `{old}`",
    TYPE_ADDED            Minor Added   "type-added" "the type `{it}` is new",
    BASE_ADDED            Minor Added   "base-added" "`{it}` derives from `{new}`",
    PROPERTY_ADDED        Minor Added   "property-added" "the property `{it}` is new: {new}",
    RELATIONSHIP_ADDED    Minor Added   "relationship-added" "the relationship `{it}` is new: {new}",
    MEMBER_ADDED          Minor Added   "member-added" "the member `{it}` is new",
    ENDPOINT_ADDED        Minor Added   "endpoint-added" "`{it}` is new: `{new}`",
    ITEM_READDRESSED      Minor Changed "item-readdressed" "`{it}` takes the item by other addresses than its id, too",
    BODY_OPTIONAL         Minor Changed "body-optional" "`{it}` can be sent without its body",
    QUERY_OPTION_ADDED    Minor Added   "query-option-added" "`{it}` takes {new}",
    PARAMETER_ADDED       Minor Added   "parameter-added" "the parameter {it} is new: {new}",
    DEPRECATED            Minor Changed "deprecated" "{it} is deprecated now{new}",
    NO_LONGER_DEPRECATED  Patch Changed "no-longer-deprecated" "{it} is no longer deprecated",
    DEPRECATION_RESTATED  Patch Changed "deprecation-restated" "the deprecation of {it} says {new}, not {old}",
    TYPE_REMARKED         Patch Changed "type-remarked" "`{it}` is {new}, not {old}",
    TYPE_RESPELLED        Patch Changed "type-respelled" "the type `{old}` is spelled `{new}`",
    PROPERTY_RESPELLED    Patch Changed "property-respelled" "`{old}` is spelled `{new}`",
    PROPERTY_RESTATED     Patch Changed "property-restated" "`{it}` is {new}, not {old}, which are held alike",
    MEMBER_RESPELLED      Patch Changed "member-respelled" "the member `{old}` is spelled `{new}`",
    MEMBER_RENUMBERED     Patch Changed "member-renumbered" "the number of `{it}` is {new}, not {old}",
    ARGUMENTS_RENAMED     Patch Changed "arguments-renamed" "`{it}` is called with {new}, not {old}",
    BODY_RESTATED         Patch Changed "body-restated" "`{it}` sends {new}, not {old}, which are held alike",
    RESPONSE_RESTATED     Patch Changed "response-restated" "`{it}` gives {new}, not {old}, which are held alike",
    PARAMETER_RESTATED    Patch Changed "parameter-restated" "the parameter {it} is {new}, not {old}, which are held alike",
    PARAMETER_REQUIRED    Patch Changed "parameter-required" "the parameter {it} is {new}",
    UNTYPED_RELATIONSHIP_REMOVED  Patch Removed "untyped-relationship-removed" "the relationship `{it}`, to no known type, is gone",
    UNTYPED_RELATIONSHIP_ADDED  Patch Added   "untyped-relationship-added" "the relationship `{it}`, to no known type, is new",
    PERMISSION_WITHDRAWN  Patch Changed "permission-withdrawn" "the {it} allow less: {new}",
    PERMISSION_CHANGED    Patch Changed "permission-changed" "the {it} are different: {new}",
}

/// The description of something is different.
pub static REDESCRIBED: Rule = Rule {
    id: "redescribed",
    level: Level::Patch,
    effect: Effect::Reworded,
    template: "{it} is described in other words",
};
