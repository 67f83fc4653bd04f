//! Types: whether there are such, what they inherit, whether they are open or abstract.

use super::{Comparison, Contradiction};
use crate::diagnostic::{Code, nearest};
use crate::differences::{Bases, Counterpart};
use crate::matching::shown_name;
use crate::metadata::{MetadataType, StructuredType};
use crate::model::{Kind, Type, TypeName};

impl<'a> Comparison<'a> {
    pub(super) fn types(&mut self) {
        for (name, ty, counterpart) in self.sides.types() {
            match counterpart {
                Counterpart::None => self.unknown_type(ty),
                Counterpart::Enum(known, metadata) => self.members(name, ty, known, metadata),
                Counterpart::Object(known, metadata) => {
                    if let Some(bases) = self.sides.bases(ty, known, metadata) {
                        self.base(ty, &bases);
                    }
                    if ty.inferred.is_none() {
                        self.openness(ty, known, metadata);
                    }
                    self.properties(name, ty, known);
                }
                Counterpart::OtherKind(metadata) => self.kind(ty, metadata),
                Counterpart::Definition => {}
            }
        }
    }

    fn unknown_type(&mut self, ty: &Type) {
        // What no page defines is the generator's own name for it, and so is the heading of a list of one property's values.
        let beside = |other: &Type| other.kind != Kind::Enum && other.sources.contains(&ty.source.file);
        if ty.inferred.is_some() || ty.kind == Kind::Enum && self.sides.ir.types.values().any(beside) {
            return;
        }
        let near = nearest(&ty.name, self.sides.metadata.types.keys().map(|name| name.name.as_str()));
        self.report(Contradiction {
            code: Code::MetadataNoType,
            source: &ty.source,
            found: format!("the page documents `{}`, and the metadata has no such type", shown_name(&ty.type_name())),
            evidence: None,
            line: None,
            help: near.map(|near| format!("did you mean `{near}`?")),
            fixes: Vec::new(),
        });
    }

    fn kind(&mut self, ty: &Type, metadata: &MetadataType) {
        let (page, other) =
            if ty.kind == Kind::Enum { ("an enum", "an object type") } else { ("an object type", "an enum") };
        self.report(Contradiction {
            code: Code::MetadataKind,
            source: &ty.source,
            found: format!("`{}` is {page} on the page and {other} in the metadata", ty.name),
            evidence: None,
            line: Some(metadata.line()),
            help: None,
            fixes: Vec::new(),
        });
    }

    fn base(&mut self, ty: &Type, bases: &Bases<'_>) {
        self.report(Contradiction {
            code: Code::MetadataBase,
            source: &ty.source,
            found: bases.to_string(),
            evidence: None,
            line: Some(bases.line),
            help: None,
            fixes: Vec::new(),
        });
    }

    /// Open and abstract: what one side says and the other does not.
    fn openness(&mut self, ty: &Type, known: &'a TypeName, metadata: &'a StructuredType) {
        let page_open = self.sides.ir.chain(&ty.type_name()).any(|ty| ty.open);
        let service_open = self.sides.metadata.chain(known).any(|(_, ty)| ty.open);
        // What a type inherits is said, and found, at its base.
        let inherits = |base: &TypeName| self.sides.metadata.chain(base).any(|(_, ty)| ty.open);
        let inherited = metadata.base.as_ref().is_some_and(inherits);
        let facts = [
            (Code::MetadataOpen, "open", page_open, service_open, inherited || ty.prose.names_open),
            (Code::MetadataAbstract, "abstract", ty.is_abstract, metadata.is_abstract, ty.prose.names_base),
        ];
        for (code, word, page, service, is_told) in facts {
            if page == service || service && is_told {
                continue;
            }
            let found = if service {
                format!("`{}` is {word} in the metadata, and the page does not say so", ty.name)
            } else {
                format!("`{}` is {word} on the page and not in the metadata", ty.name)
            };
            let line = Some(metadata.line);
            self.report(Contradiction {
                code,
                source: &ty.source,
                found,
                evidence: None,
                line,
                help: None,
                fixes: Vec::new(),
            });
        }
    }
}
