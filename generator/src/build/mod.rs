//! How the model is built from what the pages say:
//! define (which types there are) → resolve (what names mean) → operations → infer (what no page defines).

mod bodies;
mod define;
pub mod endpoint;
mod example_contradictions;
mod example_types;
mod example_urls;
mod facts;
mod infer;
mod json_types;
mod kinds;
mod media_type;
mod members;
mod names;
mod narrow;
mod operations;
mod operations_by_type;
mod paths;
mod resolve;
mod settle;
mod shapes;
mod steps;
mod unknown;

pub use steps::{Unfilled, build, build_filled, documented_nullability};
