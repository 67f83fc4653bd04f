//! Where a URL leads by the metadata: through entity sets, properties, keys, casts, and what is called.

use super::names::shown;
use crate::diagnostic::nearest;
use crate::metadata::{Exposed, Metadata, ServiceOperation};
use crate::model::{Segment, TypeName, TypeRef, UrlPath};

/// Where a path leads.
pub enum Target<'m> {
    Value(TypeRef),
    /// The overloads that may be meant.
    Operation(Vec<&'m ServiceOperation>),
    /// The metadata does not tell, such as of `$count`.
    Anything,
}

/// The first segment that leads nowhere.
pub struct DeadEnd<'m> {
    pub segment: String,
    /// What it was looked for in, such as `user`.
    pub within: String,
    pub near: Option<&'m str>,
    /// A derived type that has it: the URL lacks a cast.
    pub derived: Option<&'m TypeName>,
}

/// Follows a path, without host, version and query; `posts` tells that an action may be at its end.
pub fn walk<'m>(metadata: &'m Metadata, path: &UrlPath, posts: bool) -> Result<Target<'m>, DeadEnd<'m>> {
    let segments: Vec<Segment> = path.segments().iter().flat_map(Segment::without_parentheses).collect();
    // `childFolders/{id}/.../messages`: what stands for any number of segments leads anywhere.
    if segments.iter().any(|segment| matches!(segment.shape().as_str(), "..." | "…")) {
        return Ok(Target::Anything);
    }
    let mut target: Option<Target<'m>> = None;
    let mut rest = segments.iter().peekable();
    while let Some(segment) = rest.next() {
        let text = segment.shape();
        let step = Step { metadata, text: text.trim_end_matches(':'), acts: posts && rest.peek().is_none() };
        let next = match target {
            None => step.first()?,
            Some(Target::Anything) => return Ok(Target::Anything),
            Some(Target::Value(ty)) => step.from(&ty)?,
            Some(Target::Operation(overloads)) => match overloads.iter().find_map(|o| o.returns.as_ref()) {
                Some(ty) => step.from(ty)?,
                None => Target::Anything,
            },
        };
        // `root:/a/b:/children`: what stands between colons is a path to an item of the same type.
        if text.ends_with(':') {
            while rest.next().is_some_and(|segment| !segment.shape().ends_with(':')) {}
        }
        target = Some(next);
    }
    Ok(target.unwrap_or(Target::Anything))
}

struct Step<'m, 't> {
    metadata: &'m Metadata,
    /// With `{}` for each placeholder.
    text: &'t str,
    /// It is the end of what is called by POST.
    acts: bool,
}

impl<'m> Step<'m, '_> {
    fn name(&self) -> &str {
        self.text.split('(').next().unwrap_or_default().trim_start_matches('#')
    }

    fn has_arguments(&self) -> bool {
        self.text.contains('(')
    }

    fn first(&self) -> Result<Target<'m>, DeadEnd<'m>> {
        if self.text.starts_with(['{', '$']) {
            return Ok(Target::Anything);
        }
        let children = &self.metadata.container.children;
        let name = self.name();
        let known = children.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        match known {
            Some((_, Exposed::EntitySet(ty))) => Ok(Target::Value(TypeRef::named(ty.clone(), !self.has_arguments()))),
            Some((_, Exposed::Singleton(ty))) => Ok(Target::Value(TypeRef::named(ty.clone(), false))),
            Some((_, Exposed::Import(operation))) => {
                let overloads = self.metadata.operations.get(&operation.name).into_iter().flatten();
                Ok(Target::Operation(overloads.filter(|operation| operation.binding.is_none()).collect()))
            }
            None => Err(DeadEnd {
                segment: name.to_owned(),
                within: "the service".to_owned(),
                near: nearest(name, children.keys().map(String::as_str)),
                derived: None,
            }),
        }
    }

    fn from(&self, ty: &TypeRef) -> Result<Target<'m>, DeadEnd<'m>> {
        let single = TypeRef { collection: false, ..ty.clone() };
        let name = self.name();
        if name.starts_with('$') {
            return Ok(Target::Anything);
        }
        if name == "{}" || name.contains('=') {
            return Ok(if ty.collection { Target::Value(single) } else { Target::Anything });
        }
        // `{id}_{day}` and the like are keys, or names that the page leaves open.
        let Some(type_name) = ty.type_name().filter(|_| !name.contains('{')) else { return Ok(Target::Anything) };
        let Some((type_name, _)) = self.metadata.types.get_key_value(type_name) else { return Ok(Target::Anything) };
        if let Some(cast) = self.cast() {
            return Ok(Target::Value(TypeRef::named(cast.clone(), ty.collection)));
        }
        if !ty.collection
            && let Some(property) = self.metadata.property(type_name, name)
        {
            let is_item = self.has_arguments() && property.ty.collection;
            return Ok(Target::Value(TypeRef {
                collection: property.ty.collection && !is_item,
                ..property.ty.clone()
            }));
        }
        let called = name.rsplit('.').next().unwrap_or(name);
        let overloads = self.overloads(called, ty);
        if !overloads.is_empty() {
            return Ok(Target::Operation(overloads));
        }
        // A key that is written out, such as `root` or `inbox`.
        if ty.collection && !self.acts && !self.is_operation(called) {
            return Ok(Target::Value(single));
        }
        Err(self.dead_end(called, ty, type_name))
    }

    /// The type that a segment such as `microsoft.graph.user` casts to.
    fn cast(&self) -> Option<&'m TypeName> {
        let (prefix, name) = self.name().rsplit_once('.')?;
        let schema =
            self.metadata.schemas.iter().find(|schema| {
                schema.namespace.eq_ignore_ascii_case(prefix) || schema.alias.as_deref() == Some(prefix)
            })?;
        let named = |known: &&TypeName| known.namespace == schema.namespace && known.name.eq_ignore_ascii_case(name);
        self.metadata.types.keys().find(named)
    }

    /// What is called by a name, without regard to case, on a value.
    fn overloads(&self, name: &str, ty: &TypeRef) -> Vec<&'m ServiceOperation> {
        let named = self.metadata.operations.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        named.flat_map(|(known, _)| self.metadata.bound_operations(known, ty)).collect()
    }

    fn is_operation(&self, name: &str) -> bool {
        self.metadata.operations.contains_key(name)
    }

    fn dead_end(&self, name: &str, ty: &TypeRef, type_name: &'m TypeName) -> DeadEnd<'m> {
        let has = |derived: &&TypeName| {
            *derived != type_name
                && self.metadata.derives(derived, type_name)
                && (self.metadata.property(derived, name).is_some()
                    || !self.overloads(name, &TypeRef::named((*derived).clone(), ty.collection)).is_empty())
        };
        let properties = self.metadata.chain(type_name).flat_map(|(_, ty)| &ty.properties).map(|p| p.name.as_str());
        let bound = self.metadata.operations.keys().map(String::as_str);
        let callable = bound.filter(|name| self.metadata.bound_operations(name, ty).next().is_some());
        DeadEnd {
            segment: name.to_owned(),
            within: shown(ty),
            near: nearest(name, properties.chain(callable)),
            derived: self.metadata.types.keys().find(has),
        }
    }
}
