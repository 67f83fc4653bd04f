//! What names mean where: modules, what they import, and what they give on.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// A module of a crate, which its root file or folder stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Module {
    pub root: PathBuf,
    pub path: Vec<String>,
}

impl Module {
    pub fn child(&self, name: &str) -> Self {
        let path = self.path.iter().cloned().chain([name.to_owned()]).collect();
        Self { root: self.root.clone(), path }
    }

    fn parent(&self) -> Self {
        let above = self.path.len().saturating_sub(1);
        Self { root: self.root.clone(), path: self.path[..above].to_vec() }
    }

    fn crate_root(&self) -> Self {
        Self { root: self.root.clone(), path: Vec::new() }
    }
}

/// What a module or a block brings into scope.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    names: BTreeMap<String, Vec<String>>,
    globs: Vec<Vec<String>>,
}

impl Scope {
    /// Adds what `use` brings in.
    pub fn import(&mut self, tree: &syn::UseTree) {
        self.add(tree, &mut Vec::new());
    }

    pub fn rename(&mut self, name: &str, target: Vec<String>) {
        self.names.insert(name.to_owned(), target);
    }

    fn add(&mut self, tree: &syn::UseTree, path: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(below) => {
                path.push(plain(&below.ident));
                self.add(&below.tree, path);
                path.pop();
            }
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.add(item, path)),
            syn::UseTree::Glob(_) => self.globs.push(path.clone()),
            syn::UseTree::Name(name) => self.name(&plain(&name.ident), None, path),
            syn::UseTree::Rename(rename) => self.name(&plain(&rename.ident), Some(plain(&rename.rename)), path),
        }
    }

    /// `self` is the module that stands before it.
    fn name(&mut self, name: &str, renamed: Option<String>, path: &[String]) {
        let mut target = path.to_vec();
        if name != "self" {
            target.push(name.to_owned());
        }
        let Some(last) = target.last().cloned() else { return };
        self.names.insert(renamed.unwrap_or(last), target);
    }
}

/// An identifier without the mark of a raw one.
pub fn plain(ident: &syn::Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map_or(text.clone(), str::to_owned)
}

/// What a path leads to in the generated crate.
#[derive(Debug, PartialEq, Eq)]
pub struct Resolved {
    /// Below the generated crate.
    pub path: Vec<String>,
    pub by_glob: bool,
}

/// The modules of a source.
#[derive(Debug)]
pub struct Scopes<'g> {
    /// How the source names the generated crate.
    generated: &'g [String],
    modules: BTreeMap<Module, Scope>,
    children: BTreeSet<Module>,
}

/// Imports of imports, and globs of globs, beyond which a path leads nowhere; rustc takes no more either.
const MAX_STEPS: usize = 32;

impl<'g> Scopes<'g> {
    pub fn new(generated: &'g [String]) -> Self {
        Self { generated, modules: BTreeMap::new(), children: BTreeSet::new() }
    }

    pub fn declare(&mut self, module: Module) {
        self.children.insert(module);
    }

    pub fn scope_mut(&mut self, module: &Module) -> &mut Scope {
        self.modules.entry(module.clone()).or_default()
    }

    /// What a path means in a module, and in blocks of it, of which the last is the innermost.
    pub fn resolve(&self, path: &[String], module: &Module, blocks: &[Scope]) -> Vec<Resolved> {
        let mut out = Vec::new();
        let mut steps = MAX_STEPS;
        self.follow(path, module, blocks, false, &mut steps, &mut out);
        out
    }

    fn follow(
        &self,
        path: &[String],
        module: &Module,
        blocks: &[Scope],
        by_glob: bool,
        steps: &mut usize,
        out: &mut Vec<Resolved>,
    ) {
        let Some((first, rest)) = path.split_first() else { return };
        if *steps == 0 {
            return;
        }
        *steps -= 1;
        match first.as_str() {
            "crate" => return self.descend(rest, &module.crate_root(), by_glob, steps, out),
            "self" => return self.descend(rest, module, by_glob, steps, out),
            "super" => return self.descend(rest, &module.parent(), by_glob, steps, out),
            _ => {}
        }
        let own = self.modules.get(module);
        let scopes = || blocks.iter().rev().chain(own);
        // `use msgraph;` names itself.
        let named = scopes().find_map(|scope| scope.names.get(first)).filter(|target| target[..] != path[..1]);
        if let Some(target) = named {
            let whole: Vec<String> = target.iter().chain(rest).cloned().collect();
            return self.follow(&whole, module, &[], by_glob, steps, out);
        }
        if self.is_module(&module.child(first)) {
            return self.descend(path, module, by_glob, steps, out);
        }
        if let [name] = self.generated
            && name == first
        {
            out.push(Resolved { path: rest.to_vec(), by_glob });
            return;
        }
        for glob in scopes().flat_map(|scope| &scope.globs) {
            let whole: Vec<String> = glob.iter().chain(path).cloned().collect();
            self.follow(&whole, module, &[], true, steps, out);
        }
    }

    /// What a path means that begins in a module: `users::get` in `crate::graph`.
    fn descend(&self, path: &[String], module: &Module, by_glob: bool, steps: &mut usize, out: &mut Vec<Resolved>) {
        // A file that is read alone does not declare the modules above it.
        let mut below = module.path.iter().chain(path);
        if let Some(("crate", own)) = self.generated.split_first().map(|(first, own)| (first.as_str(), own))
            && own.iter().all(|name| below.next() == Some(name))
        {
            out.push(Resolved { path: below.cloned().collect(), by_glob });
            return;
        }
        let Some((first, rest)) = path.split_first() else { return };
        let imports = self.modules.get(module).is_some_and(|scope| scope.names.contains_key(first));
        match self.is_module(&module.child(first)) {
            true if !imports => self.descend(rest, &module.child(first), by_glob, steps, out),
            _ => self.follow(path, module, &[], by_glob, steps, out),
        }
    }

    fn is_module(&self, module: &Module) -> bool {
        self.children.contains(module) || self.modules.contains_key(module)
    }
}
