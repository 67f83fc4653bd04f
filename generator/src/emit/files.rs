//! The files of the crate: which there are, and what each holds.

use std::collections::BTreeSet;

#[cfg(feature = "cli")]
use proc_macro2::TokenStream;
use rayon::prelude::*;

use super::code::{self, Documented, EndpointModule, MockDocumented};
use super::formatting::{self, CodeFile};
use super::layout::with_imports;
use super::package::{self, programs, runtime};
use super::{EmitError, tests};
use crate::cache::Cache;
use crate::file_tree::FileTree;
use crate::plan::{Examples, Options, SharedParameters, VersionPlan};
use crate::surface;

/// What is written of one version.
struct Version<'a> {
    plan: &'a VersionPlan<'a>,
    shared: SharedParameters<'a>,
    permissions: Documented<'a>,
    examples: Examples<'a>,
}

impl<'a> Version<'a> {
    fn new(plan: &'a VersionPlan<'a>) -> Self {
        Self {
            plan,
            shared: SharedParameters::new(plan),
            permissions: Documented::new(plan),
            examples: Examples::new(plan),
        }
    }
}

/// # Errors
/// When a file is no Rust, or two things would be in one; both are faults of the emitter.
pub fn emit(plans: &[VersionPlan<'_>], options: &Options, cache: Option<&Cache>) -> Result<FileTree, EmitError> {
    let versions: Vec<Version<'_>> = plans.par_iter().map(Version::new).collect();
    let mocks: Vec<MockDocumented<'_>> =
        versions.par_iter().map(|version| MockDocumented::new(version.plan, &version.examples)).collect();
    let mut files = package::files(plans, options);
    files.extend(programs::files(plans, options));
    files.extend(runtime::files(options).map(|(name, text)| (format!("src/runtime/{name}"), text)));
    files.extend(mocks.iter().flat_map(MockDocumented::files));
    let mut code = vec![CodeFile::new("src/lib.rs", || {
        let permissions = versions.iter().map(|version| &version.permissions);
        code::root(plans, permissions, options)
    })];
    for (version, mock) in versions.iter().zip(&mocks) {
        let plan = version.plan;
        code.push(CodeFile::new(format!("src/{}/{}.rs", plan.module, plan.mock), || mock.emit()));
        code.extend(version_files(version));
        code.extend(permission_files(version));
        code.extend(model_files(plan));
        code.extend(endpoint_files(version));
    }
    if versions.iter().any(|version| version.examples.slices().next().is_some()) {
        let krate = plans.first().map_or("msgraph", |plan| &plan.krate);
        files
            .extend(runtime::HARNESS.iter().map(|(name, text)| (format!("tests/examples/{name}"), (*text).to_owned())));
        files.push(("tests/mock.rs".to_owned(), runtime::MOCK_TEST.replace("msgraph::", &format!("{krate}::"))));
        code.push(CodeFile::new("tests/examples/main.rs", || tests::emit_root(versions.iter().map(|v| &v.examples))));
        code.extend(versions.iter().flat_map(test_files));
    }
    files.extend(formatting::format(code, cache)?);
    let facts = plans.par_iter().map(|plan| surface::files(plan, options));
    files.extend(facts.collect::<Vec<_>>().into_iter().flatten());
    Ok(FileTree::from_files(files)?)
}

/// The code of one file of a version, a module of functions or of a type, by its path in the crate.
#[cfg(feature = "cli")]
pub fn code_of(plan: &VersionPlan<'_>, path: &str) -> Option<TokenStream> {
    let find = |files: Vec<CodeFile<'_>>| files.into_iter().find(|file| file.path == path).map(|file| (file.tokens)());
    // What functions show takes all examples to know.
    find(model_files(plan)).or_else(|| find(endpoint_files(&Version::new(plan))))
}

/// What `map` makes of each file of functions and of types of a version, by its path in the crate and, on demand, its code.
#[cfg(feature = "cli")]
pub fn map_code<T: Send>(
    plan: &VersionPlan<'_>,
    map: impl Fn(&str, &dyn Fn() -> TokenStream) -> T + Send + Sync,
) -> Vec<T> {
    let version = Version::new(plan);
    let files: Vec<CodeFile<'_>> = model_files(plan).into_iter().chain(endpoint_files(&version)).collect();
    files.into_par_iter().map(|file| map(&file.path, &*file.tokens)).collect()
}

/// The version's root, and the structs that several of its endpoints share.
fn version_files<'a>(version: &'a Version<'a>) -> Vec<CodeFile<'a>> {
    let Version { plan, shared, permissions, .. } = version;
    let (root, parameters) = (format!("src/{}", plan.module), &plan.parameters);
    let mut files = vec![CodeFile::new(format!("{root}/mod.rs"), move || code::version(plan, shared, permissions))];
    if shared.structs().next().is_some() {
        let index = move || code::emit_parameter_index(plan, shared);
        files.push(CodeFile::new(format!("{root}/{parameters}.rs"), index));
    }
    files.extend(shared.structs().map(|shared| {
        let tokens = move || with_imports(plan, &code::emit_parameters(plan, shared));
        CodeFile::new(format!("{root}/{parameters}/{}.rs", shared.file), tokens)
    }));
    files
}

fn permission_files<'a>(version: &'a Version<'a>) -> Vec<CodeFile<'a>> {
    let permissions = &version.permissions;
    let Some(module) = permissions.module() else { return Vec::new() };
    let root = format!("src/{}/{module}", version.plan.module);
    let index = CodeFile::new(format!("{root}.rs"), || permissions.emit_index());
    let slices =
        permissions.slices().map(|slice| CodeFile::new(format!("{root}/{slice}.rs"), move || permissions.emit(slice)));
    std::iter::once(index).chain(slices).collect()
}

fn model_files<'a>(plan: &'a VersionPlan<'a>) -> Vec<CodeFile<'a>> {
    let models = plan.models.values();
    let namespaces: BTreeSet<Vec<String>> = models
        .flat_map(|model| (0..=model.namespace.len()).map(|n| model.namespace[..n].to_vec()))
        .chain([Vec::new()])
        .collect();
    let mut files = Vec::new();
    for namespace in namespaces {
        let folder: String = namespace.iter().map(|n| format!("/{n}")).collect();
        let folder = format!("src/{}/models{folder}", plan.module);
        for model in plan.models.values().filter(|model| model.namespace == namespace) {
            let tokens = move || code::emit_model(plan, model);
            files.push(CodeFile::new(format!("src/{}/{}.rs", plan.module, model.file_path()), tokens));
        }
        files.push(CodeFile::new(format!("{folder}/mod.rs"), move || code::model_index(plan, &namespace)));
    }
    files
}

fn endpoint_files<'a>(version: &'a Version<'a>) -> Vec<CodeFile<'a>> {
    let Version { plan, shared, examples, .. } = version;
    let files = EndpointModule::all(&plan.endpoints).into_iter().map(|(name, module)| {
        let path = format!("src/{}/{}.rs", plan.module, name.join("/"));
        CodeFile::new(path, move || code::endpoint_module(plan, shared, examples, &module))
    });
    files.collect()
}

fn test_files<'a>(version: &'a Version<'a>) -> impl Iterator<Item = CodeFile<'a>> {
    let Version { plan, examples, .. } = version;
    let path = |slice: &str| format!("tests/examples/{}/{slice}.rs", plan.module);
    examples.slices().map(move |slice| CodeFile::new(path(slice), move || tests::emit(examples, slice)))
}
