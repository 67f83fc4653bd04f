//! Emits the files that hold the crate together: its root, its versions, and the modules of types and of functions.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::permissions::Documented;
use super::{condition, functions, lints, mock, parameters};
use crate::emit::{
    docs::{self, introduction},
    ident::ident,
    layout::with_imports,
};
use crate::plan::{Endpoint, Examples, ModelPlan, Options, SharedParameters, VersionPlan};

/// The root of the crate.
pub fn root(plans: &[VersionPlan<'_>], options: &Options) -> TokenStream {
    // An included file may have no inner attributes, so that each item of a tree carries them.
    let (inner, outer) = match options.module {
        Some(_) => (None, Some(lints::allowed_in_a_tree())),
        None => (Some(crate_head(plans, options)), None),
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
    let permissions = plans.iter().filter_map(|plan| {
        let (features, path) = (features(plan), Documented::emit_path(plan)?);
        Some(quote!(#[cfg(any(#(feature = #features),*))] #path))
    });
    let mocks = plans.iter().map(|plan| {
        let (features, path) = (features(plan), mock::Documented::emit_path(plan));
        quote!(#[cfg(any(#(feature = #features),*))] #path)
    });
    quote! {
        #inner

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
fn crate_head(plans: &[VersionPlan<'_>], options: &Options) -> TokenStream {
    let shown = introduction::url_and_function(plans).map(|shown| format!(": {shown}")).unwrap_or_default();
    let client = if options.no_client { "" } else { " The feature `client` adds a client that sends them." };
    let feature = plans.iter().find(|plan| !plan.slices.is_empty()).map(|plan| docs::code(&plan.feature(0)));
    let feature = feature.map(|feature| format!(", such as {feature}")).unwrap_or_default();
    let head = docs::inner_attributes(&[
        "Typed models and requests for Microsoft Graph, written from its documentation.".to_owned(),
        String::new(),
        format!("The URL is the module path, and the keys in it are arguments{shown}."),
        format!(
            "Functions build requests, and send nothing: a [`Request`] turns into an `http::Request` for any client, and \
             its [`Reader`] reads the client's `http::Response`.{client}"
        ),
        String::new(),
        format!(
            "Each API version and first path segment is a Cargo feature{feature}. With the feature `permissions`, every \
             request knows the permissions that it needs, by its method `permissions`. With the feature `properties`, every \
             model knows when a property is returned and how it is queried, by its constant `PROPERTIES`."
        ),
    ]);
    let rooms = docs::inner_attributes(&introduction::table_of_contents(plans, options));
    let program = introduction::program(plans).filter(|_| !options.no_client);
    let program = program.map(|introduction::Program { feature, code }| {
        let (blank, code) = (docs::inner_attributes(&[String::new()]), docs::inner_attributes(&code));
        quote! {
            #blank
            #![cfg_attr(all(feature = "client", feature = #feature), doc = " ```no_run")]
            #![cfg_attr(not(all(feature = "client", feature = #feature)), doc = " ```ignore")]
            #code
        }
    });
    let lints = lints::allowed_in_a_crate();
    quote! {
        #head
        #program
        #rooms
        #![cfg_attr(docsrs, feature(doc_cfg))]
        #lints
    }
}

fn features(plan: &VersionPlan<'_>) -> Vec<String> {
    std::iter::once(plan.module.to_owned()).chain((0..plan.slices.len()).map(|s| plan.feature(s))).collect()
}

/// The root of a version.
pub fn version(plan: &VersionPlan<'_>, shared: &SharedParameters<'_>) -> TokenStream {
    let modules = plan.slices.iter().enumerate().map(|(i, slice)| {
        let (name, feature) = (ident(slice), plan.feature(i));
        quote! {
            #[cfg(feature = #feature)]
            pub mod #name;
        }
    });
    let parameters = shared.structs().next().map(|_| ident(&plan.parameters)).map(|module| quote!(mod #module;));
    let permissions = Documented::module(plan).map(|module| {
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

/// The types of a namespace.
pub fn model_index(plan: &VersionPlan<'_>, namespace: &[String]) -> TokenStream {
    let here = plan.models.values().filter(|m| m.namespace == namespace);
    let mut by_file: Vec<&ModelPlan<'_>> = here.collect();
    by_file.sort_by(|a, b| a.file.cmp(&b.file));
    let types = by_file.iter().map(|model| {
        let (file, name) = (ident(&model.file), ident(&model.ident));
        let values: Vec<_> = model.value_enums.iter().map(|e| ident(&e.ident)).collect();
        let names = if values.is_empty() { quote!(#name) } else { quote!({#name, #(#values),*}) };
        let condition = condition::of_type(plan, &model.slices);
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

/// A module of functions.
pub struct EndpointModule<'a> {
    /// The part of a URL that it stands for.
    pub path: String,
    /// The modules in it.
    pub children: BTreeSet<&'a str>,
    pub endpoints: Vec<&'a Endpoint<'a>>,
}

impl<'a> EndpointModule<'a> {
    /// By the path of each: those that the endpoints stand in, and those that these are in.
    pub fn all(endpoints: &'a [Endpoint<'a>]) -> BTreeMap<&'a [String], Self> {
        let mut modules: BTreeMap<&[String], Self> = BTreeMap::new();
        for endpoint in endpoints {
            let path = endpoint.module.as_slice();
            for n in 1..=path.len() {
                let module = modules.entry(&path[..n]).or_insert_with(|| Self {
                    path: endpoint.path_of_module(n),
                    children: BTreeSet::new(),
                    endpoints: Vec::new(),
                });
                module.children.extend(path.get(n).map(String::as_str));
            }
            if let Some(module) = modules.get_mut(path) {
                module.endpoints.push(endpoint);
            }
        }
        modules
    }
}

/// The functions of a module, and the modules in it.
pub fn endpoint_module<'a>(
    plan: &VersionPlan<'_>,
    shared: &SharedParameters<'a>,
    examples: &Examples<'_>,
    module: &EndpointModule<'a>,
) -> TokenStream {
    let EndpointModule { path, children, endpoints } = module;
    let docs = docs::inner_attributes(&[docs::code(path)]);
    let children = children.iter().map(|c| ident(c));
    let functions = endpoints
        .iter()
        .map(|e| functions::emit(plan, e, examples.nearest(e).as_ref(), shared.struct_for(e).is_some()));
    let uses: BTreeMap<&str, TokenStream> = endpoints
        .iter()
        .filter_map(|e| shared.struct_for(e))
        .map(|s| (s.file.as_str(), parameters::emit_use(plan, s)))
        .collect();
    let uses = uses.values();
    let code = with_imports(plan, &quote!(#(#uses)* #(pub mod #children;)* #(#functions)*));
    quote!(#docs #code)
}
