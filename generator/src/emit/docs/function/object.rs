//! A JSON object as a model: what a caller would write to send it.

use serde_json::{Map, Value};

use super::expression::{Call, Expression, Group, Object};
use super::literal::{extra, json_macro, quoted, scalar, string};
use crate::emit::{ident::ident, type_paths::TypePaths};
use crate::model::{Kind, Member, Parameter, Primitive, RefName, TypeName, TypeRef};
use crate::plan::names::{singular, snake};
use crate::plan::{Endpoint, FieldPlan, ModelPlan, parameter_fields, variants};

const TYPE_ANNOTATION: &str = "@odata.type";
const BIND_ANNOTATION: &str = "@odata.bind";

/// Writes the objects of one endpoint's slice.
pub struct Writer<'p> {
    paths: TypePaths<'p>,
    slice: Option<usize>,
}

/// What holds a member: a field of a model, or a parameter of an action.
struct Holder<'p> {
    wire: &'p str,
    ident: String,
    ty: &'p TypeRef,
    /// The field whose values may have an enum of their own.
    field: Option<&'p FieldPlan<'p>>,
}

impl<'p> Writer<'p> {
    pub fn new(paths: TypePaths<'p>, endpoint: &Endpoint<'_>) -> Self {
        let slice = paths.plan.slices.iter().position(|s| s == endpoint.slice());
        Self { paths, slice }
    }

    /// The struct of an action's parameters.
    pub fn parameters(&self, path: String, parameters: &'p [Parameter], json: &Map<String, Value>) -> Expression {
        let names = parameter_fields(parameters).into_iter().zip(parameters);
        let holders = names.map(|(name, p)| Holder { wire: &p.name, ident: name, ty: &p.ty, field: None }).collect();
        Expression::Object(self.object(Object::new(path, Vec::new()), holders, &[], json, None))
    }

    /// The model, or the one derived from it that the JSON names.
    pub fn model(&self, model: &'p ModelPlan<'p>, json: &Map<String, Value>) -> Expression {
        let model = self.named(model, json).unwrap_or(model);
        Expression::Object(self.of_model(model, json, None))
    }

    fn of_model(&self, model: &'p ModelPlan<'p>, json: &Map<String, Value>, property: Option<&str>) -> Object {
        let holder = |field: &'p FieldPlan<'p>| Holder {
            wire: &field.property.name,
            ident: field.ident.clone(),
            ty: &field.property.ty,
            field: Some(field),
        };
        let names = property.map(snake).into_iter().chain([snake(&model.ty.name)]).collect();
        let object = Object::new(text(&self.paths.path(model)), names);
        let holders = model.fields.iter().map(holder).collect();
        self.object(object, holders, &model.relationships, json, Some(&model.ty.type_name()))
    }

    /// Every member of the JSON, by the field that holds it or by a call.
    fn object(
        &self,
        mut object: Object,
        holders: Vec<Holder<'p>>,
        relationships: &'p [FieldPlan<'p>],
        json: &Map<String, Value>,
        own_type: Option<&TypeName>,
    ) -> Object {
        let mut rest: Vec<(&str, &Value)> = json.iter().map(|(name, value)| (name.as_str(), value)).collect();
        for holder in holders {
            // Pages spell some names in other letters.
            let exact = rest.iter().position(|(name, _)| *name == holder.wire);
            let Some(at) = exact.or_else(|| rest.iter().position(|(name, _)| name.eq_ignore_ascii_case(holder.wire)))
            else {
                continue;
            };
            let field = ident(&holder.ident).to_string();
            if rest[at].1.is_null() {
                object.calls.push(Call::SetNull(field));
            } else if let Some(value) = self.held(&holder, rest[at].1) {
                object.fields.push((field, Expression::Wrapped("Some(", Box::new(value), ")")));
            } else {
                continue;
            }
            rest.remove(at);
        }
        for (name, value) in rest {
            object.calls.extend(self.call(relationships, name, value, own_type));
        }
        object
    }

    /// The call for what no field holds; none for the name of the type that the object has anyway.
    fn call(
        &self,
        relationships: &'p [FieldPlan<'p>],
        name: &str,
        value: &Value,
        own_type: Option<&TypeName>,
    ) -> Option<Call> {
        if name == TYPE_ANNOTATION && own_type.is_some_and(|own| names_type(value, own)) {
            return None;
        }
        let plain = |text: &str| Expression::Plain(string(text));
        if let Some(relationship) = name.strip_suffix(BIND_ANNOTATION) {
            if let Some(address) = value.as_str() {
                return Some(Call::Method("extra.bind".to_owned(), vec![plain(relationship), plain(address)]));
            }
            let addresses = value.as_array().map(|list| list.iter().map(Value::as_str).collect::<Option<Vec<_>>>());
            if let Some(Some(addresses)) = addresses {
                let list = Group::list(("[", "]"), addresses.into_iter().map(plain));
                let arguments = vec![plain(relationship), Expression::Group(list)];
                return Some(Call::Method("extra.bind_list".to_owned(), arguments));
            }
        }
        if value.is_null() {
            return Some(Call::Method("extra.set_null".to_owned(), vec![plain(name)]));
        }
        let relationship = relationships.iter().find(|r| r.property.name == name);
        if let Some(related) = relationship.and_then(|relationship| self.related(relationship, value)) {
            return Some(related);
        }
        Some(Call::Method("extra.insert".to_owned(), vec![plain(name), extra(value)]))
    }

    /// Related objects, where their type is compiled whenever the endpoint is.
    fn related(&self, relationship: &'p FieldPlan<'p>, value: &Value) -> Option<Call> {
        let target = self.paths.plan.model(&relationship.property.ty)?;
        if !target.slices.contains(&self.slice?) {
            return None;
        }
        let name = &relationship.property.name;
        let argument = if relationship.property.ty.collection {
            let objects = objects(value)?;
            let item_name = singular(name);
            Expression::Group(Group::list(
                ("&[", "]"),
                objects.into_iter().map(|each| self.part(target, each, &item_name)),
            ))
        } else {
            Expression::Wrapped("&", Box::new(self.part(target, value.as_object()?, name)), "")
        };
        Some(Call::Method(ident(&format!("set_{}", relationship.ident)).to_string(), vec![argument]))
    }

    /// The derived type that an `@odata.type` names, where the slice has it.
    fn named(&self, model: &ModelPlan<'_>, json: &Map<String, Value>) -> Option<&'p ModelPlan<'p>> {
        let name = TypeName::parse(json.get(TYPE_ANNOTATION)?.as_str()?.trim_start_matches('#'));
        let derived = self.paths.plan.models.get(&name)?;
        let there = derived.slices.contains(&self.slice?) && derived.ancestors.contains(&model.ty.type_name());
        there.then_some(derived)
    }

    fn held(&self, holder: &Holder<'p>, json: &Value) -> Option<Expression> {
        let field = holder.field.and_then(|field| Some((field, self.paths.plan.models.get(&field.owner)?)));
        let listed = field.and_then(|(field, owner)| {
            Some((owner, owner.value_enums.iter().find(|e| e.property.name == field.property.name)?))
        });
        match listed {
            None => self.value(holder.ty, json, holder.wire),
            Some((owner, found)) => {
                let path = text(&self.paths.path_of(&owner.namespace, &found.ident));
                each(holder.ty.collection, json, |one| member(&path, &found.property.values, one))
            }
        }
    }

    fn value(&self, reference: &'p TypeRef, json: &Value, property: &str) -> Option<Expression> {
        let plan = self.paths.plan;
        match (&reference.name, reference.type_name().and_then(|name| plan.models.get(name))) {
            (RefName::Primitive(primitive), _) => {
                each(reference.collection, json, |one| scalar(&plan.krate, *primitive, one))
            }
            (RefName::Named(_), None) => {
                each(reference.collection, json, |one| scalar(&plan.krate, Primitive::Untyped, one))
            }
            (RefName::Named(_), Some(model)) if model.ty.kind == Kind::Enum => {
                let path = text(&self.paths.path(model));
                let member_or_flags = |value: &Value| {
                    if model.ty.flags {
                        flags(&path, &model.ty.members, value)
                    } else {
                        member(&path, &model.ty.members, value)
                    }
                };
                each(reference.collection, json, member_or_flags)
            }
            (RefName::Named(_), Some(model)) if reference.collection => {
                let item_name = singular(property);
                let parts = objects(json)?.into_iter().map(|each| self.part(model, each, &item_name));
                Some(Expression::Group(Group::list(("vec![", "]"), parts)))
            }
            (RefName::Named(_), Some(model)) => {
                let part = self.part(model, json.as_object()?, property);
                Some(Expression::Wrapped("Box::new(", Box::new(part), ")"))
            }
        }
    }

    /// A model inside another: one of a derived type is kept as its base.
    fn part(&self, model: &'p ModelPlan<'p>, json: &Map<String, Value>, property: &str) -> Expression {
        let derived = self.named(model, json);
        let inner = Expression::Object(self.of_model(derived.unwrap_or(model), json, Some(property)));
        if derived.is_some() { Expression::Wrapped("", Box::new(inner), ".upcast()") } else { inner }
    }
}

/// The body of an endpoint that sends no model.
pub fn untyped(json: Option<&Value>) -> Expression {
    let nothing = Value::Object(Map::new());
    json_macro(json.filter(|json| !json.is_null()).unwrap_or(&nothing))
}

fn names_type(annotation: &Value, own: &TypeName) -> bool {
    annotation.as_str().is_some_and(|name| name.trim_start_matches('#').eq_ignore_ascii_case(&own.to_string()))
}

/// The objects of a list; none where it has anything else.
fn objects(json: &Value) -> Option<Vec<&Map<String, Value>>> {
    json.as_array()?.iter().map(Value::as_object).collect()
}

fn each(collection: bool, json: &Value, one: impl Fn(&Value) -> Option<Expression>) -> Option<Expression> {
    if !collection {
        return one(json);
    }
    let items = json.as_array()?.iter().map(one).collect::<Option<Vec<_>>>()?;
    Some(Expression::Group(Group::list(("vec![", "]"), items)))
}

/// The variant of a documented member, in whatever letters; any other value is read from its text.
fn member(path: &str, members: &[Member], json: &Value) -> Option<Expression> {
    let value = json.as_str()?;
    Some(Expression::Plain(match variant(path, members, value) {
        Some(variant) => variant,
        None => format!("{path}::from({})", string(value)),
    }))
}

fn variant(path: &str, members: &[Member], value: &str) -> Option<String> {
    let exact = members.iter().position(|member| member.name == value);
    let at = exact.or_else(|| members.iter().position(|member| member.name.eq_ignore_ascii_case(value)))?;
    Some(format!("{path}::{}", ident(&variants(members)[at])))
}

/// The set of documented members; any other value is read from its text.
fn flags(path: &str, members: &[Member], json: &Value) -> Option<Expression> {
    let value = json.as_str()?;
    let known: Option<Vec<Expression>> =
        value.split(',').map(|one| variant(path, members, one).map(Expression::Plain)).collect();
    Some(match known {
        Some(mut known) if known.len() == 1 => Expression::Wrapped("", Box::new(known.remove(0)), ".into()"),
        Some(known) => Expression::Wrapped("", Box::new(Expression::Group(Group::list(("[", "]"), known))), ".into()"),
        None => Expression::Plain(quoted(value)),
    })
}

/// Tokens of a path as code writes them.
fn text(path: &proc_macro2::TokenStream) -> String {
    path.to_string().replace(' ', "")
}
