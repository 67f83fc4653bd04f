//! The client against servers on localhost, over real sockets.

mod batch;
mod delta;
mod hosts;
mod paging;
mod redirects;
mod retries;
mod secrets;
mod server;
mod truncation;
mod uploads;
