//! The types of the docs as models: their names, files, fields and variants.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::names::{Folder, Scope, pascal, snake};
use crate::model::{Ir, Member, Parameter, Property, Type, TypeName};

#[derive(Debug)]
pub struct ModelPlan<'a> {
    pub ty: &'a Type,
    /// The Rust type's name.
    pub ident: String,
    /// The modules below `models` for sub-namespaces: `call_records`.
    pub namespace: Vec<String>,
    /// The private module, and file, that holds the type.
    pub file: String,
    /// Own and inherited properties, bases first.
    pub fields: Vec<FieldPlan<'a>>,
    /// Own and inherited navigation properties.
    pub relationships: Vec<FieldPlan<'a>>,
    /// The enums of its own string properties that list their values.
    pub value_enums: Vec<ValueEnum<'a>>,
    /// The index of a property's enum among them.
    pub value_enum_of: HashMap<&'a str, usize>,
    /// The types that it inherits from, nearest first.
    pub ancestors: Vec<TypeName>,
    /// The types that have it as their base.
    pub derived: Vec<TypeName>,
    /// The slices whose endpoints reach it; empty when none does.
    pub slices: BTreeSet<usize>,
}

impl ModelPlan<'_> {
    /// Its own, or that of another type of its module, below the module of its version: `models::call_records::CallRecord`.
    pub fn rust_path(&self, ident: &str) -> String {
        format!("{}::{ident}", self.modules().join("::"))
    }

    /// Below the folder of its version, without its ending: `models/call_records/call_record`.
    pub fn file_path(&self) -> String {
        format!("{}/{}", self.modules().join("/"), self.file)
    }

    fn modules(&self) -> Vec<&str> {
        std::iter::once("models").chain(self.namespace.iter().map(String::as_str)).collect()
    }
}

#[derive(Debug)]
pub struct FieldPlan<'a> {
    pub property: &'a Property,
    pub ident: String,
    /// The type that documents the property: the model's own, or one that it inherits from.
    pub owner: TypeName,
}

/// A string property that lists its values: it becomes an open enum beside its owner.
#[derive(Debug)]
pub struct ValueEnum<'a> {
    pub property: &'a Property,
    pub ident: String,
}

/// Names that a model cannot take without hiding what its own code uses.
const RESERVED_TYPES: &[&str] = &[
    "Option",
    "Vec",
    "String",
    "Box",
    "Result",
    "Default",
    "Some",
    "None",
    "Ok",
    "Err",
    "Clone",
    "Debug",
    "PartialEq",
    "Eq",
    "Hash",
    "Copy",
    "Self",
];

/// Methods that every model has.
const RESERVED_METHODS: &[&str] = &[
    "extra",
    "extra_mut",
    "field",
    "field_mut",
    "type_info",
    "odata_type",
    "odata_etag",
    "set_null",
    "is_null",
    "presence_of",
    "removed",
    "downcast",
    "cast",
    "upcast",
    "clone",
    "eq",
    "fmt",
    "as_model",
];

/// Names every type of the docs, so that a selection does not change them, and plans those that are `wanted`.
pub(super) fn name_models<'a>(ir: &'a Ir, wanted: impl Fn(&TypeName) -> bool) -> BTreeMap<TypeName, ModelPlan<'a>> {
    let mut folders = namespace_scopes(ir);
    let mut out = BTreeMap::new();
    for (name, ty) in &ir.types {
        let namespace = namespace_modules(&name.namespace);
        let scope = folders.entry(namespace.clone()).or_default();
        let ident = scope.take(&pascal(&name.name));
        let file = scope.take(&Folder::Models.module(&name.name));
        let (fields, relationships, ancestors) = if wanted(name) { flatten(ir, ty) } else { Flat::default() };
        out.insert(
            name.clone(),
            ModelPlan {
                ty,
                ident,
                namespace,
                file,
                fields,
                relationships,
                value_enums: Vec::new(),
                value_enum_of: HashMap::new(),
                ancestors,
                derived: Vec::new(),
                slices: BTreeSet::new(),
            },
        );
    }
    for model in out.values_mut() {
        let scope = folders.entry(model.namespace.clone()).or_default();
        let listed = model.ty.properties.iter().filter(|p| !p.navigation && lists_values(p));
        // `event` with a property `type` beside a type `eventType`: the latter keeps its name.
        let mut name = |property: &Property| {
            let plain = format!("{}{}", model.ident, pascal(&property.name));
            if scope.is_free(&plain) { scope.take(&plain) } else { scope.take(&format!("{plain}Value")) }
        };
        model.value_enums = listed.map(|property| ValueEnum { property, ident: name(property) }).collect();
        let enums = model.value_enums.iter().enumerate();
        model.value_enum_of = enums.map(|(i, e)| (e.property.name.as_str(), i)).collect();
    }
    out.retain(|name, _| wanted(name));
    link_derived(&mut out);
    out
}

fn link_derived(models: &mut BTreeMap<TypeName, ModelPlan<'_>>) {
    let base = |model: &ModelPlan<'_>| model.ancestors.first().cloned();
    let pairs: Vec<_> = models.iter().filter_map(|(name, model)| Some((base(model)?, name.clone()))).collect();
    for (base, name) in pairs {
        if let Some(base) = models.get_mut(&base) {
            base.derived.push(name);
        }
    }
}

/// The names of each folder below `models`, types and modules alike, of which the namespaces in it have theirs already.
fn namespace_scopes(ir: &Ir) -> HashMap<Vec<String>, Scope> {
    let mut out: HashMap<Vec<String>, Scope> = HashMap::new();
    for name in ir.types.keys() {
        let modules = namespace_modules(&name.namespace);
        for n in 0..=modules.len() {
            let scope = out.entry(modules[..n].to_vec()).or_insert_with(|| Scope::with(RESERVED_TYPES));
            if let Some(below) = modules.get(n) {
                scope.reserve(below);
            }
        }
    }
    out
}

/// At least two values that read as names; a sentence in quotes is none.
fn lists_values(property: &Property) -> bool {
    let is_name = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphanumeric())
            && text.len() <= 60
            && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' '))
    };
    let words = property.values.iter().map(|v| v.name.as_str());
    property.values.len() >= 2
        && words.clone().all(is_name)
        && words.clone().all(|w| w.parse::<f64>().is_err() && w != "true" && w != "false")
}

/// More than any namespace of Graph has; each is a folder.
const MAX_MODULES: usize = 8;

/// `microsoft.graph.callRecords` → `call_records`; `microsoft.graph` itself is the root.
fn namespace_modules(namespace: &str) -> Vec<String> {
    let lower = namespace.to_lowercase();
    let rest = if lower.starts_with("microsoft.graph") { &namespace["microsoft.graph".len()..] } else { namespace };
    rest.trim_start_matches('.')
        .splitn(MAX_MODULES, '.')
        .filter(|p| !p.is_empty())
        .map(|p| Folder::Models.module(p))
        .collect()
}

type Flat<'a> = (Vec<FieldPlan<'a>>, Vec<FieldPlan<'a>>, Vec<TypeName>);

/// A type's properties with those that it inherits: bases first, a derived type's own words before its base's.
fn flatten<'a>(ir: &'a Ir, ty: &'a Type) -> Flat<'a> {
    let chain = ir.chain(&ty.type_name()).collect::<Vec<_>>();
    let ancestors = chain.iter().skip(1).map(|t| t.type_name()).collect();
    let mut order: Vec<&str> = Vec::new();
    let mut best: HashMap<&str, (&Property, &Type)> = HashMap::new();
    for (property, owner) in chain.iter().rev().flat_map(|t| t.properties.iter().map(move |p| (p, *t))) {
        if best.insert(&property.name, (property, owner)).is_none() {
            order.push(&property.name);
        }
    }
    let (mut fields, mut relationships) = (Vec::new(), Vec::new());
    let (mut names, mut methods) = (Scope::with(&["extra"]), Scope::with(RESERVED_METHODS));
    for (property, owner) in order.into_iter().map(|n| best[n]) {
        let (into, ident) = if property.navigation {
            (&mut relationships, methods.take_with(&snake(&property.name), |name| Some(format!("set_{name}"))))
        } else {
            (&mut fields, names.take(&snake(&property.name)))
        };
        into.push(FieldPlan { property, ident, owner: owner.type_name() });
    }
    (fields, relationships, ancestors)
}

/// The fields of an action's parameters.
pub fn parameter_fields(parameters: &[Parameter]) -> Vec<String> {
    let mut scope = Scope::with(&["extra"]);
    parameters.iter().map(|p| scope.take(&snake(&p.name))).collect()
}

/// The names of an enum's variants, in the order of its members.
pub fn variants(members: &[Member]) -> Vec<String> {
    let mut scope = Scope::with(&["Unrecognized"]);
    members.iter().map(|m| scope.take(&pascal(&m.name))).collect()
}
