//! The client against servers on localhost, over real sockets.

mod batch;
mod batch_rounds;
mod blocking;
mod bounds;
mod complaints;
mod delta;
mod downloads;
mod hosts;
mod identities;
mod links;
mod media_types;
mod memory;
mod operations;
mod paging;
mod proxies;
mod redirects;
mod resuming;
mod retries;
mod secrets;
mod server;
mod throttling;
mod tokens;
mod transports;
mod truncation;
mod uploads;
mod values;
