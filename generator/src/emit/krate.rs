//! The files of the crate: which there are, and what each holds.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;
use rayon::prelude::*;

use super::EmitError;
use super::FileTree;
use super::docs;
use super::examples::{self, Examples};
use super::format::{format_file, with_imports};
use super::functions;
use super::ident::{ident, path};
use super::introduction;
use super::lints;
use super::mock;
use super::models;
use super::package;
use super::parameters;
use super::permissions::Documented;
use super::programs;
use super::query;
use super::runtime;
use crate::plan::{Endpoint, ModelPlan, Options, ParameterStruct, SharedParameters, VersionPlan};
use crate::surface;

/// # Errors
/// When a file is no Rust, or two things would be in one; both are faults of the emitter.
pub fn emit(plans: &[VersionPlan<'_>], settings: &Options) -> Result<FileTree, EmitError> {
    let mut files = package::files(plans, settings);
    files.extend(programs::files(plans, settings));
    files.extend(runtime::files(settings).map(|(name, text)| (format!("src/runtime/{name}"), text)));
    let permissions: Vec<Documented<'_>> = plans.iter().map(Documented::of).collect();
    let mut code: Vec<(String, Code<'_>)> = vec![
        ("src/lib.rs".to_owned(), Code::Root { plans, permissions: &permissions, settings }),
        ("src/query.rs".to_owned(), Code::Options { plans, root: settings.inner_root() }),
    ];
    let shared: Vec<SharedParameters<'_>> = plans.iter().map(SharedParameters::new).collect();
    let examples: Vec<Examples<'_>> = plans.par_iter().map(Examples::of).collect();
    let mocks: Vec<mock::Documented<'_>> =
        plans.par_iter().zip(&examples).map(|(plan, examples)| mock::Documented::of(plan, examples)).collect();
    for (plan, mock) in plans.iter().zip(&mocks) {
        files.extend(mock.files());
        code.push((format!("src/{}/{}.rs", plan.module, plan.mock), Code::Mock(mock)));
    }
    for (((plan, shared), permissions), examples) in plans.iter().zip(&shared).zip(&permissions).zip(&examples) {
        code.extend(version_files(plan, shared, permissions, examples));
    }
    if examples.iter().any(|e| e.slices().next().is_some()) {
        files
            .extend(runtime::HARNESS.iter().map(|(name, text)| (format!("tests/examples/{name}"), (*text).to_owned())));
        let krate = plans.first().map_or("msgraph", |plan| &plan.krate);
        files.push(("tests/mock.rs".to_owned(), runtime::MOCK_TEST.replace("msgraph::", &format!("{krate}::"))));
        code.push(("tests/examples/main.rs".to_owned(), Code::Tests(&examples)));
        for (plan, examples) in plans.iter().zip(&examples) {
            let path = |slice: &str| format!("tests/examples/{}/{slice}.rs", plan.module);
            code.extend(examples.slices().map(|slice| (path(slice), Code::Examples { examples, slice })));
        }
    }
    let formatted: Result<Vec<(String, String)>, EmitError> = code
        .into_par_iter()
        .map(|(path, code)| {
            let text = format_file(code.tokens(), &path)?;
            Ok((path, text))
        })
        .collect();
    files.extend(formatted?);
    let facts = plans.par_iter().map(|plan| surface::files(plan, settings));
    files.extend(facts.collect::<Vec<_>>().into_iter().flatten());
    Ok(FileTree::of(files)?)
}

/// A file's code, made when it is formatted, on whichever thread that is.
enum Code<'a> {
    Root {
        plans: &'a [VersionPlan<'a>],
        permissions: &'a [Documented<'a>],
        settings: &'a Options,
    },
    Options {
        plans: &'a [VersionPlan<'a>],
        root: String,
    },
    Version(&'a VersionPlan<'a>, &'a SharedParameters<'a>, &'a Documented<'a>),
    ParameterIndex(&'a VersionPlan<'a>, &'a SharedParameters<'a>),
    Parameters(&'a VersionPlan<'a>, &'a ParameterStruct<'a>),
    PermissionIndex(&'a Documented<'a>),
    Permissions {
        permissions: &'a Documented<'a>,
        slice: &'a str,
    },
    Mock(&'a mock::Documented<'a>),
    Models {
        plan: &'a VersionPlan<'a>,
        namespace: Vec<String>,
    },
    Model {
        plan: &'a VersionPlan<'a>,
        model: &'a ModelPlan<'a>,
    },
    Endpoints {
        plan: &'a VersionPlan<'a>,
        shared: &'a SharedParameters<'a>,
        examples: &'a Examples<'a>,
        module: Vec<String>,
        children: BTreeSet<String>,
        endpoints: Vec<&'a Endpoint<'a>>,
    },
    Tests(&'a [Examples<'a>]),
    Examples {
        examples: &'a Examples<'a>,
        slice: &'a str,
    },
}

fn version_files<'a>(
    plan: &'a VersionPlan<'a>,
    shared: &'a SharedParameters<'a>,
    permissions: &'a Documented<'a>,
    examples: &'a Examples<'a>,
) -> Vec<(String, Code<'a>)> {
    let root = format!("src/{}", plan.module);
    let parameters = &plan.parameters;
    let mut out = vec![(format!("{root}/mod.rs"), Code::Version(plan, shared, permissions))];
    if shared.structs().next().is_some() {
        out.push((format!("{root}/{parameters}.rs"), Code::ParameterIndex(plan, shared)));
    }
    out.extend(
        shared.structs().map(|taken| (format!("{root}/{parameters}/{}.rs", taken.file), Code::Parameters(plan, taken))),
    );
    if let Some(module) = permissions.module() {
        let path = |slice: &str| format!("{root}/{module}/{slice}.rs");
        out.push((format!("{root}/{module}.rs"), Code::PermissionIndex(permissions)));
        out.extend(permissions.slices().map(|slice| (path(slice), Code::Permissions { permissions, slice })));
    }
    let namespaces: BTreeSet<Vec<String>> = plan
        .models
        .values()
        .flat_map(|m| (0..=m.namespace.len()).map(|n| m.namespace[..n].to_vec()))
        .chain([Vec::new()])
        .collect();
    for namespace in namespaces {
        let folder: String = namespace.iter().map(|n| format!("/{n}")).collect();
        for model in plan.models.values().filter(|m| m.namespace == namespace) {
            out.push((format!("{root}/models{folder}/{}.rs", model.file), Code::Model { plan, model }));
        }
        out.push((format!("{root}/models{folder}/mod.rs"), Code::Models { plan, namespace }));
    }
    let mut modules: BTreeMap<Vec<String>, (BTreeSet<String>, Vec<&Endpoint<'_>>)> = BTreeMap::new();
    for endpoint in &plan.endpoints {
        let path = &endpoint.module;
        for n in 1..path.len() {
            modules.entry(path[..n].to_vec()).or_default().0.insert(path[n].clone());
        }
        modules.entry(path.clone()).or_default().1.push(endpoint);
    }
    for (module, (children, endpoints)) in modules {
        let path = format!("{root}/{}.rs", module.join("/"));
        out.push((path, Code::Endpoints { plan, shared, examples, module, children, endpoints }));
    }
    out
}

impl Code<'_> {
    fn tokens(&self) -> TokenStream {
        match self {
            Self::Root { plans, permissions, settings } => root(plans, permissions, settings),
            Self::Options { plans, root } => query::emit(&path(root), plans.iter().flat_map(|p| &p.endpoints)),
            Self::Version(plan, shared, permissions) => version(plan, shared, permissions),
            Self::ParameterIndex(plan, shared) => parameters::emit_index(plan, shared),
            Self::Parameters(plan, shared) => with_imports(plan, &parameters::emit(plan, shared)),
            Self::PermissionIndex(permissions) => permissions.emit_index(),
            Self::Permissions { permissions, slice } => permissions.emit(slice),
            Self::Mock(mock) => mock.emit(),
            Self::Models { plan, namespace } => model_index(plan, namespace),
            Self::Model { plan, model } => models::emit(plan, model),
            Self::Endpoints { plan, shared, examples, module, children, endpoints } => {
                endpoint_module(plan, shared, examples, module, children, endpoints)
            }
            Self::Tests(all) => examples::emit_root(all),
            Self::Examples { examples, slice } => examples.emit(slice),
        }
    }
}

fn root(plans: &[VersionPlan<'_>], permissions: &[Documented<'_>], settings: &Options) -> TokenStream {
    // An included file may have no inner attributes, so that each item of a tree carries them.
    let (inner, outer) = match settings.module {
        Some(_) => (None, Some(lints::allowed_in_a_tree())),
        None => (Some(crate_head(plans, settings)), None),
    };
    let versions = plans.iter().map(|plan| {
        let name = ident(plan.module);
        let features = features(plan);
        let docs = docs::attributes(&[format!("Microsoft Graph {}.", docs::code(plan.ir.api.segment()))]);
        quote! {
            #docs
            #[cfg(any(#(feature = #features),*))]
            #outer
            pub mod #name;
        }
    });
    let permissions = plans.iter().zip(permissions).filter_map(|(plan, permissions)| {
        let (features, path) = (features(plan), permissions.emit_path()?);
        Some(quote!(#[cfg(any(#(feature = #features),*))] #path))
    });
    let mocks = plans.iter().map(|plan| {
        let (features, path) = (features(plan), mock::Documented::emit_path(plan));
        quote!(#[cfg(any(#(feature = #features),*))] #path)
    });
    quote! {
        #inner

        #outer
        pub mod query;
        #outer
        mod runtime;
        #(#versions)*

        #outer
        pub use runtime::*;

        /// What the documentation says of the permissions of endpoints, for the enabled slices of each version.
        #[cfg(feature = "permissions")]
        #outer
        static PERMISSIONS: &[&[permissions::Slice]] = &[#(#permissions),*];

        /// What the mock service knows, for each version.
        #[cfg(feature = "mock")]
        #outer
        static DOCUMENTED: &[(&str, &mock::documented::Files)] = &[#(#mocks),*];
    }
}

/// What a crate says of itself, and of the lints of those who build it.
fn crate_head(plans: &[VersionPlan<'_>], settings: &Options) -> TokenStream {
    let shown = introduction::url_and_function(plans).map(|shown| format!(": {shown}")).unwrap_or_default();
    let client = if settings.no_client { "" } else { " The feature `client` adds a client that sends them." };
    let feature = plans.iter().find(|plan| !plan.slices.is_empty()).map(|plan| docs::code(&plan.feature(0)));
    let feature = feature.map(|feature| format!(", such as {feature}")).unwrap_or_default();
    let head = docs::inner_attributes(&[
        "Typed models and requests for Microsoft Graph, written from its documentation.".to_owned(),
        String::new(),
        format!("The URL is the module path, and the keys in it are arguments{shown}."),
        format!(
            "Functions build requests, and send nothing: a [`Request`] turns into an [`http::Request`] for any client, and \
             its [`Reader`] reads the client's [`http::Response`].{client}"
        ),
        String::new(),
        format!(
            "Each API version and first path segment is a Cargo feature{feature}. With the feature `permissions`, every \
             request knows the permissions that it needs, by its method `permissions`. With the feature `properties`, every \
             model knows when a property is returned and how it is queried, by its constant `PROPERTIES`."
        ),
    ]);
    let lints = lints::allowed_in_a_crate();
    quote! {
        #head
        #![cfg_attr(docsrs, feature(doc_cfg))]
        #lints
    }
}

fn features(plan: &VersionPlan<'_>) -> Vec<String> {
    std::iter::once(plan.module.to_owned()).chain((0..plan.slices.len()).map(|s| plan.feature(s))).collect()
}

fn version(plan: &VersionPlan<'_>, shared: &SharedParameters<'_>, permissions: &Documented<'_>) -> TokenStream {
    let modules = plan.slices.iter().enumerate().map(|(i, slice)| {
        let (name, feature) = (ident(slice), plan.feature(i));
        quote! {
            #[cfg(feature = #feature)]
            pub mod #name;
        }
    });
    let parameters = shared.structs().next().map(|_| ident(&plan.parameters)).map(|module| quote!(mod #module;));
    let permissions = permissions.module().map(|module| {
        let name = ident(module);
        quote!(#[cfg(feature = "permissions")] pub(crate) mod #name;)
    });
    let mock = ident(&plan.mock);
    quote! {
        pub mod models;
        #parameters
        #permissions
        #[cfg(feature = "mock")]
        pub(crate) mod #mock;
        #(#modules)*
    }
}

fn model_index(plan: &VersionPlan<'_>, namespace: &[String]) -> TokenStream {
    let here = plan.models.values().filter(|m| m.namespace == namespace);
    let mut by_file: Vec<&ModelPlan<'_>> = here.collect();
    by_file.sort_by(|a, b| a.file.cmp(&b.file));
    let types = by_file.iter().map(|model| {
        let (file, name) = (ident(&model.file), ident(&model.ident));
        let values: Vec<_> = model.value_enums.iter().map(|e| ident(&e.ident)).collect();
        let names = if values.is_empty() { quote!(#name) } else { quote!({#name, #(#values),*}) };
        let condition = models::condition(plan, &model.slices);
        quote! {
            #condition
            mod #file;
            #condition
            pub use #file::#names;
        }
    });
    let below: BTreeSet<&String> = plan
        .models
        .values()
        .filter(|m| m.namespace.len() > namespace.len() && m.namespace.starts_with(namespace))
        .map(|m| &m.namespace[namespace.len()])
        .collect();
    let below = below.into_iter().map(|n| {
        let name = ident(n);
        let docs = docs::attributes(&[format!("Types of the namespace {}.", docs::code(n))]);
        quote!(#docs pub mod #name;)
    });
    let docs = namespace
        .is_empty()
        .then(|| docs::inner_attributes(&["The types that requests send and responses hold.".to_owned()]));
    quote!(#docs #(#below)* #(#types)*)
}

fn endpoint_module<'a>(
    plan: &VersionPlan<'_>,
    shared: &SharedParameters<'a>,
    examples: &Examples<'_>,
    module: &[String],
    children: &BTreeSet<String>,
    endpoints: &[&'a Endpoint<'a>],
) -> TokenStream {
    let path = endpoints.first().map(|e| literal_path(e)).unwrap_or_else(|| format!("/{}", module.join("/")));
    let docs = docs::inner_attributes(&[docs::code(&path)]);
    let children = children.iter().map(|c| ident(c));
    let functions =
        endpoints.iter().map(|e| functions::emit(plan, e, examples.nearest(e).as_ref(), shared.of(e).is_some()));
    let uses: BTreeMap<&str, TokenStream> = endpoints
        .iter()
        .filter_map(|e| shared.of(e))
        .map(|s| (s.file.as_str(), parameters::emit_use(plan, s)))
        .collect();
    let uses = uses.values();
    let code = with_imports(plan, &quote!(#(#uses)* #(pub mod #children;)* #(#functions)*));
    quote!(#docs #code)
}

/// The path without its keys.
fn literal_path(endpoint: &Endpoint<'_>) -> String {
    let mut path: String = endpoint.segments.iter().filter_map(|s| s.literal()).map(|s| format!("/{s}")).collect();
    if path.is_empty() {
        path.push('/');
    }
    path
}
