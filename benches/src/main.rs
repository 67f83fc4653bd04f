//! Compares what the generated crate costs to compile and what a regeneration costs, as ratios within one run.
//!
//! `MSGRAPH_DOCS=… cargo run --release -p docgen-bench -- COMMAND`; see README.md for what each has shown.

mod compile;
mod figures;
mod floor;
mod inputs;
mod process;
mod program;
mod regenerate;
mod variant;

use anyhow::Result;
use clap::{Parser, Subcommand};

use inputs::Bench;
use mimalloc::MiMalloc;

/// The generator's, so that the floor allocates as cheaply.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[derive(Parser)]
struct Cli {
    /// How often each contender runs
    #[arg(long, global = true, default_value_t = 3)]
    rounds: usize,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check the whole crate, one version and one slice
    Compile {
        #[arg(default_values = ["full", "v1", "v1-device-management"])]
        features: Vec<String>,
    },
    /// Check the crate without serde code, as generated, and with serde derive
    Models {
        #[arg(default_value = "v1")]
        features: String,
        /// Leave out derive, which takes minutes and gigabytes
        #[arg(long)]
        no_derive: bool,
    },
    /// Rebuild a program of three endpoints, and one of three hand-written derives
    Program,
    /// Read and write 1,000 managed devices: models, serde derive and `serde_json::Value`
    Runtime,
    /// `generate`, `lint` and `check` beside their floors, and after the edit of one page
    Regenerate,
    /// `generate` on 1, 2, 4 and 8 copies of the pages
    Linear,
    /// The floor itself, as a process of its own
    #[command(hide = true)]
    Floor(floor::Floor),
}

fn main() -> Result<()> {
    let cli = Cli::parse();
    if let Command::Floor(floor) = &cli.command {
        return floor::run(floor);
    }
    let (bench, rounds) = (Bench::new()?, cli.rounds);
    match &cli.command {
        Command::Compile { features } => compile::compile(&bench, rounds, features),
        Command::Models { features, no_derive } => compile::models(&bench, rounds, features, !no_derive),
        Command::Program => program::program(&bench, rounds),
        Command::Runtime => program::runtime(&bench),
        Command::Regenerate => regenerate::regenerate(&bench, rounds),
        Command::Linear => regenerate::linear(&bench, rounds),
        Command::Floor(_) => Ok(()),
    }
}
