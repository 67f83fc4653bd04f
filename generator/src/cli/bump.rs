//! `generate --bump`: the version that follows from what changed in the API, written to the settings.

use semver::Version;
use toml_edit::{DocumentMut, Item, Table, value};

use super::settings::Job;
use super::{CliError, Run, side};
use crate::change::{Change, Tally};
use crate::config::FILE_NAME;
use crate::drift::Plan;
use crate::paths::read_text;

/// The version of a crate that no settings give one.
const FIRST: Version = Version::new(0, 1, 0);

/// The version that follows from what changed, and from what was still to follow after the run before; none where the
/// settings have it.
pub fn due(job: &Job, plan: &Plan<'_>, changes: Option<&[Change]>) -> Option<Version> {
    let recorded = plan.old.as_ref()?.inputs.version_due.clone();
    let follows = changes.zip(side::version(&job.out)).map(|(changes, old)| Tally::count(changes).bump().next(&old));
    let set = job.options.package.version.as_deref().and_then(|version| Version::parse(version).ok()).unwrap_or(FIRST);
    recorded.into_iter().chain(follows).max().filter(|due| job.options.module.is_none() && set < *due)
}

/// Sets the version that is due, with all else in the settings file as it stands. The crate's own file is written with the
/// crate.
///
/// # Errors
/// When nothing can hold a version, the crate does not say what it offered, or the file cannot be read or written.
pub fn set(run: &Run<'_, '_>, job: &mut Job, plan: &Plan<'_>, says_what_it_offered: bool) -> Result<(), CliError> {
    let setting = |what: &str| Err(CliError::Setting(what.to_owned()));
    if job.options.module.is_some() {
        return setting("a module tree has no version; leave --bump out");
    }
    let Some(file) = run.settings.path_of_file() else {
        let own = run.settings.shown(&job.out.join(FILE_NAME));
        return setting(&format!(
            "no settings hold the version; name the docgen.toml that shall, as with --config {own}"
        ));
    };
    if !says_what_it_offered {
        return setting("the crate does not say what it offered; set the version yourself, and leave --bump out");
    }
    let Some(version) = &plan.manifest.inputs.version_due else { return Ok(()) };
    job.options.package.version = Some(version.to_string());
    if plan.uses_own_settings {
        return Ok(());
    }
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
