//! The command line; everything it does is in the library.
#![forbid(unsafe_code)]

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use mimalloc::MiMalloc;
use msgraph_docgen::cli::{self, Environment};

/// A third of a run is allocation, mostly of small strings, which this allocator halves.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
        || std::env::var_os("TERM").is_some_and(|t| t == "dumb");
    // Neither is locked: the progress bar writes to standard error too, from the threads that read.
    let (out, mut err) = (io::stdout(), io::stderr());
    let mut environment = Environment {
        cwd: std::env::current_dir().unwrap_or_default(),
        colour_out: out.is_terminal() && !plain,
        colour_err: err.is_terminal() && !plain,
        progress: err.is_terminal(),
        out: &mut io::BufWriter::new(out),
        err: &mut err,
    };
    cli::main_with(std::env::args_os(), &mut environment).into()
}
