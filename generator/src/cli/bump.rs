//! `generate --bump`: the version that follows from what changed in the API, written to the settings.

use semver::Version;
use toml_edit::{DocumentMut, Item, Table, value};

use super::settings::Job;
use super::{CliError, Run, check, side};
use crate::change::Tally;
use crate::drift;
use crate::file_tree::FileTree;
use crate::paths::{read_text, real};
use crate::pipeline::Reading;

/// The version of a crate that no settings give one.
const FIRST: Version = Version::new(0, 1, 0);

/// The version that the crate must have next, where the settings do not have it yet.
///
/// # Errors
/// When the crate does not say what it offered, or there are no settings that could hold a version.
pub fn due(run: &Run<'_, '_>, job: &Job, reading: &Reading, tree: &FileTree) -> Result<Option<Version>, CliError> {
    let setting = |what: &str| CliError::Setting(what.to_owned());
    if job.options.module.is_some() {
        return Err(setting("a module tree has no version; leave --bump out"));
    }
    let Some(file) = run.settings.path_of_file() else {
        return Err(setting("no settings hold the version; name the docgen.toml that shall with --config"));
    };
    let inputs = job.inputs(reading.inputs.clone(), &run.settings.config.corrections);
    let plan = drift::plan(&job.out, tree, inputs, Some(file))?;
    let (Some(_), Some(old)) = (&plan.old, side::version(&job.out)) else { return Ok(None) };
    let Some(changes) = check::changes(job, &plan, tree) else {
        return Err(setting("the crate does not say what it offered; set the version yourself, and leave --bump out"));
    };
    let next = Tally::of(&changes).bump().next(&old);
    let set = job.options.package.version.as_deref().and_then(|version| Version::parse(version).ok()).unwrap_or(FIRST);
    Ok((set < next).then_some(next))
}

/// Sets it, with all else in the settings file as it stands. The crate's own file is written with the crate.
///
/// # Errors
/// When the file cannot be read or written.
pub fn set(run: &Run<'_, '_>, job: &mut Job, version: &Version) -> Result<(), CliError> {
    job.options.package.version = Some(version.to_string());
    let own = job.out.join(crate::config::FILE_NAME);
    let Some(file) = run.settings.path_of_file().filter(|file| real(file) != real(&own)) else { return Ok(()) };
    let failed = |source| CliError::Settings { path: file.to_owned(), source };
    let text = read_text(file).map_err(failed)?;
    std::fs::write(file, with_version(&text, version)).map_err(failed)
}

/// The settings with this version under `[package]`.
fn with_version(text: &str, version: &Version) -> String {
    // It was read as settings already.
    let Ok(mut settings) = text.parse::<DocumentMut>() else { return text.to_owned() };
    let package = settings.entry("package").or_insert(Item::Table(Table::new()));
    match package.get_mut("version").and_then(Item::as_value_mut) {
        Some(old) => {
            let around = old.decor().clone();
            *old = version.to_string().into();
            *old.decor_mut() = around;
        }
        None => package["version"] = value(version.to_string()),
    }
    settings.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> String {
        with_version(text, &Version::new(1, 2, 3))
    }

    #[test]
    fn the_version_alone_is_set() {
        let text = "# Ours.\ndocs = \"d\"\n\n[package] # for the registry\nversion = \"1.0.0\" # as released\npublish = true\n";
        assert_eq!(set(text), text.replace("1.0.0", "1.2.3"));
        assert_eq!(set("[package]\npublish = true\n"), "[package]\npublish = true\nversion = \"1.2.3\"\n");
        assert_eq!(set("docs = \"d\"\n"), "docs = \"d\"\n\n[package]\nversion = \"1.2.3\"\n");
        let inline = "package = { publish = true }\n";
        assert_eq!(set(inline), "package = { publish = true , version = \"1.2.3\" }\n");
    }
}
