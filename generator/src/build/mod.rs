//! How the model is built from what the pages say:
//! define (which types there are) → resolve (what names mean) → operations → infer (what no page defines).

mod audit;
mod bodies;
mod define;
pub mod endpoint;
mod example_urls;
mod facts;
mod infer;
mod kinds;
mod media_type;
mod members;
mod names;
mod narrow;
mod observe;
mod operations;
mod paths;
mod resolve;
mod shown;
mod split;
mod steps;
mod unknown;

pub use steps::{build, documented_nullability};
