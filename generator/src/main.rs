//! The command line; everything it does is in the library.
#![forbid(unsafe_code)]

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use mimalloc::MiMalloc;
use msgraph_docgen::cli::{self, Environment, columns, today};

/// A third of a run is allocation, mostly of small strings, which this allocator halves.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    // https://no-color.org and https://bixense.com/clicolors
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let plain = set("NO_COLOR").is_some() || set("TERM").is_some_and(|terminal| terminal == "dumb");
    let forced = set("CLICOLOR_FORCE").is_some_and(|value| value != "0") && set("NO_COLOR").is_none();
    // Neither is locked: the progress bar writes to standard error too, from the threads that read.
    let (out, mut err) = (io::stdout(), io::stderr());
    let cwd = std::env::current_dir().unwrap_or_default();
    let cache = || cli::user_cache(&cwd);
    let mut environment = Environment {
        cwd: cwd.clone(),
        colour_out: forced || out.is_terminal() && !plain,
        colour_err: forced || err.is_terminal() && !plain,
        width: columns(),
        today: today(),
        progress: err.is_terminal(),
        cache: &cache,
        input: &mut io::stdin(),
        out: &mut io::BufWriter::new(out),
        err: &mut err,
    };
    cli::main_with(std::env::args_os(), &mut environment).into()
}
