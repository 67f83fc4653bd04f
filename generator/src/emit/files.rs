//! The files of the crate: which there are, and what each holds.

use std::collections::BTreeSet;

#[cfg(feature = "cli")]
use proc_macro2::TokenStream;
use rayon::prelude::*;

use super::KeptOutput;
use super::code::{self, Documented, EndpointModule, MockDocumented};
use super::formatting::{self, Kept, Unformatted};
use super::layout::with_imports;
use super::package::{self, programs, runtime};
use super::{EmitError, tests};
use crate::file_tree::FileTree;
use crate::plan::{Examples, Options, SharedParameters, VersionPlan};
use crate::surface;

/// All that is written of one version follows from this.
struct Version<'a> {
    plan: &'a VersionPlan<'a>,
    shared: SharedParameters<'a>,
    permissions: Documented<'a>,
    examples: Examples<'a>,
}

/// The files of one version, formatted.
struct VersionFiles<'a> {
    plan: &'a VersionPlan<'a>,
    files: Vec<(String, String)>,
}

/// Where the tests of the examples are.
const EXAMPLES: &str = "tests/examples/";

impl<'a> Version<'a> {
    fn new(plan: &'a VersionPlan<'a>) -> Self {
        Self {
            plan,
            shared: SharedParameters::new(plan),
            permissions: Documented::new(plan),
            examples: Examples::new(plan),
        }
    }

    fn files(&self, options: &Options) -> Vec<Unformatted<'_>> {
        let plan = self.plan;
        let mock = MockDocumented::new(plan, &self.examples);
        let texts = mock.files().into_iter().chain(surface::files(plan, options));
        let mut files: Vec<Unformatted<'_>> = texts.map(Unformatted::text).collect();
        files.push(Unformatted::code(format!("src/{}/{}.rs", plan.module, plan.mock), || MockDocumented::emit(plan)));
        files.extend(version_files(self));
        files.extend(permission_files(self));
        files.extend(model_files(plan));
        files.extend(endpoint_files(self));
        files.extend(test_files(self));
        files
    }
}

impl VersionFiles<'_> {
    /// The slices of which examples are tested, in their order.
    fn tested_slices(&self) -> Vec<&str> {
        let folder = format!("{EXAMPLES}{}/", self.plan.module);
        let slices = self.files.iter().filter_map(|(path, _)| path.strip_prefix(&folder)?.strip_suffix(".rs"));
        slices.collect::<BTreeSet<&str>>().into_iter().collect()
    }
}

/// # Errors
/// When a file is no Rust, or two things would be in one; both are faults of the emitter.
pub fn emit(plans: &[VersionPlan<'_>], options: &Options, kept: Option<&KeptOutput>) -> Result<FileTree, EmitError> {
    let of_version = |plan| {
        let kept = kept.map(|kept| kept.of_version(plan));
        let files = match kept.and_then(Kept::recall) {
            Some(files) => files,
            None => formatting::format(Version::new(plan).files(options), kept)?,
        };
        Ok(VersionFiles { plan, files })
    };
    let versions: Vec<VersionFiles<'_>> = plans.par_iter().map(of_version).collect::<Result<_, EmitError>>()?;
    let mut files = package::files(plans, options);
    files.extend(programs::files(plans, options));
    files.extend(runtime::files(options).map(|(name, text)| (format!("src/runtime/{name}"), text)));
    let tested: Vec<(&VersionPlan<'_>, Vec<&str>)> =
        versions.iter().map(|version| (version.plan, version.tested_slices())).collect();
    let mut code = vec![Unformatted::code("src/lib.rs", || code::root(plans, options))];
    if tested.iter().any(|(_, slices)| !slices.is_empty()) {
        let krate = plans.first().map_or("msgraph", |plan| &plan.krate);
        files.extend(runtime::HARNESS.iter().map(|(name, text)| (format!("{EXAMPLES}{name}"), (*text).to_owned())));
        files.push(("tests/mock.rs".to_owned(), runtime::MOCK_TEST.replace("msgraph::", &format!("{krate}::"))));
        code.push(Unformatted::code(format!("{EXAMPLES}main.rs"), || tests::emit_root(&tested)));
    }
    files.extend(formatting::format(code, kept.map(KeptOutput::of_all_versions))?);
    files.extend(versions.into_iter().flat_map(|version| version.files));
    Ok(FileTree::from_files(files)?)
}

/// The code of one file of a version, a module of functions or of a type, by its path in the crate.
#[cfg(feature = "cli")]
pub fn code_of(plan: &VersionPlan<'_>, path: &str) -> Option<TokenStream> {
    let find = |files: Vec<Unformatted<'_>>| {
        files.into_iter().find(|file| file.path == path).and_then(|file| file.content.into_code())
    };
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
    let files: Vec<Unformatted<'_>> = model_files(plan).into_iter().chain(endpoint_files(&version)).collect();
    let map = |Unformatted { path, content }: Unformatted<'_>| match content {
        formatting::Content::Code(tokens) => Some(map(&path, &*tokens)),
        formatting::Content::Text(_) => None,
    };
    files.into_par_iter().filter_map(map).collect()
}

/// The version's root, and the structs that several of its endpoints share.
fn version_files<'a>(version: &'a Version<'a>) -> Vec<Unformatted<'a>> {
    let Version { plan, shared, .. } = version;
    let (root, parameters) = (format!("src/{}", plan.module), &plan.parameters);
    let mut files = vec![Unformatted::code(format!("{root}/mod.rs"), move || code::version(plan, shared))];
    if shared.structs().next().is_some() {
        let index = move || code::emit_parameter_index(plan, shared);
        files.push(Unformatted::code(format!("{root}/{parameters}.rs"), index));
    }
    files.extend(shared.structs().map(|shared| {
        let tokens = move || with_imports(plan, &code::emit_parameters(plan, shared));
        Unformatted::code(format!("{root}/{parameters}/{}.rs", shared.file), tokens)
    }));
    files
}

fn permission_files<'a>(version: &'a Version<'a>) -> Vec<Unformatted<'a>> {
    let permissions = &version.permissions;
    let Some(module) = Documented::module(version.plan) else { return Vec::new() };
    let root = format!("src/{}/{module}", version.plan.module);
    let index = Unformatted::code(format!("{root}.rs"), || permissions.emit_index());
    let slices = permissions
        .slices()
        .map(|slice| Unformatted::code(format!("{root}/{slice}.rs"), move || permissions.emit(slice)));
    std::iter::once(index).chain(slices).collect()
}

fn model_files<'a>(plan: &'a VersionPlan<'a>) -> Vec<Unformatted<'a>> {
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
            files.push(Unformatted::code(format!("src/{}/{}.rs", plan.module, model.file_path()), tokens));
        }
        files.push(Unformatted::code(format!("{folder}/mod.rs"), move || code::model_index(plan, &namespace)));
    }
    files
}

fn endpoint_files<'a>(version: &'a Version<'a>) -> Vec<Unformatted<'a>> {
    let Version { plan, shared, examples, .. } = version;
    let files = EndpointModule::all(&plan.endpoints).into_iter().map(|(name, module)| {
        let path = format!("src/{}/{}.rs", plan.module, name.join("/"));
        Unformatted::code(path, move || code::endpoint_module(plan, shared, examples, &module))
    });
    files.collect()
}

fn test_files<'a>(version: &'a Version<'a>) -> impl Iterator<Item = Unformatted<'a>> {
    let Version { plan, examples, .. } = version;
    let path = |slice: &str| format!("{EXAMPLES}{}/{slice}.rs", plan.module);
    examples.slices().map(move |slice| Unformatted::code(path(slice), move || tests::emit(examples, slice)))
}
