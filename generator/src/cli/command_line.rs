//! The command line as it is parsed: each command offers the formats that it writes, if any.

use std::ffi::OsString;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Arg, Command, CommandFactory, FromArgMatches, ValueEnum};

use super::args::Cli;
use super::format::{FormatName, Formats, LookupFormat, ReportFormat};
use super::{diff, generate, ir, lint};

/// # Errors
/// When it is no command line of this program, or asks for help or the version.
pub fn parse(args: &[OsString]) -> Result<Cli, clap::Error> {
    Cli::from_arg_matches(&command_line().try_get_matches_from(args)?)
}

pub fn command_line() -> Command {
    let offered = [
        ("generate", names::<generate::Format>()),
        ("check", names::<ReportFormat>()),
        ("lint", names::<lint::Format>()),
        ("ir", names::<ir::Json>()),
        ("diff", names::<diff::Format>()),
        ("permissions", names::<ReportFormat>()),
        ("show", names::<LookupFormat>()),
        ("search", names::<LookupFormat>()),
    ];
    let program = Cli::command();
    let Some(format) = program.get_arguments().find(|arg| arg.get_id() == "format").cloned() else { return program };
    program.mut_subcommands(|command| {
        let names = offered.iter().find(|(name, _)| *name == command.get_name()).map(|(_, names)| names);
        let format = format.clone();
        command.arg(match names {
            Some(names) => offer(format, names),
            None => format.hide(true),
        })
    })
}

fn names<F: Formats>() -> Vec<FormatName> {
    F::ALL.iter().map(|(name, _)| *name).collect()
}

fn offer(format: Arg, names: &[FormatName]) -> Arg {
    let values = names.iter().filter_map(ValueEnum::to_possible_value);
    let named = |name: String| FormatName::from_str(&name, false);
    format.value_parser(PossibleValuesParser::new(values).try_map(named))
}
