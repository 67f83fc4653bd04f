//! A snapshot for each construct of the docs, stage by stage: page text on the left, what became of it on the right.

mod bodies;
mod emit_enums;
mod emit_function_docs;
mod emit_functions;
mod emit_models;
mod emit_operations;
mod emit_parameters;
mod emit_permissions;
mod emit_slices;
mod endpoints;
mod enums;
mod examples;
mod facts;
mod formats;
mod inference;
mod kinds;
mod permission_cells;
mod permissions;
mod query_options;
mod requests;
mod responses;
mod scenarios;
mod table_forms;
mod tables;
mod type_cells;
mod values;
