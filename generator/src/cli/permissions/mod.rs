//! `permissions`: the least that an app needs for the endpoints that it calls.

mod answer;
mod app_roles;
mod called;

use super::annotations::Annotation;
use super::args::{Kind, Permissions, Target};
use super::format::{Formats, ReportFormat};
use super::{CliError, Outcome, Run};
use crate::diagnostic::{Severity, printable_lines};
use crate::model::PermissionKind;
use crate::pipeline::Reading;
use crate::plan::{Least, Options, Plan, least, plan};
use answer::{Answer, told};
use app_roles::AppRoles;
use called::{Named, Source};

pub fn run(run: &mut Run<'_, '_>, asked: &Permissions) -> Result<Outcome, CliError> {
    let format = ReportFormat::asked(run.global, "permissions")?;
    let target = Target {
        docs: asked.docs.clone(),
        select: asked.select.clone(),
        crate_name: asked.crate_name.clone(),
        module: asked.module.clone(),
        ..Target::default()
    };
    let job = run.settings.checked_job(&target)?;
    let roles = asked.app_roles.as_deref().map(|file| AppRoles::read(&run.environment.cwd.join(file))).transpose()?;
    let named = called::named(run, asked)?;
    let sources = called::sources(run, &asked.from_source, &job.options)?;
    let before = called::read(run, asked.against.as_slice(), &job.options)?;
    let reading = run.read(&job.docs, Reading::require_crate)?;
    let by_name = !(named.is_empty() && asked.from_source.is_empty());
    let mut options = Options { loose: reading.loose, ..job.options };
    if by_name {
        // What is called may be anywhere; the selection comes on top.
        options.select.clear();
    }
    let whole = plan(&reading.versions, &options)?;
    let selected = Options { select: asked.select.clone(), ..options.clone() };
    let selected = if by_name && !asked.select.is_empty() { Some(plan(&reading.versions, &selected)?) } else { None };
    let kinds: Vec<PermissionKind> = match asked.kind {
        Some(kind) => vec![kind.into()],
        None => vec![PermissionKind::DelegatedWork, PermissionKind::DelegatedPersonal, PermissionKind::Application],
    };
    let named = Named::find(&whole, &named)?;
    let source = Source::find(&whole, sources);
    let needed = |source: &Source<'_, '_>| {
        let called = named.endpoints().chain(source.endpoints());
        let selected = selected.iter().flat_map(every);
        let all = if by_name { None } else { Some(every(&whole)) };
        least(called.chain(selected).chain(all.into_iter().flatten()), &kinds)
    };
    let now = needed(&source);
    let more = asked.against.as_ref().map(|_| answer::more(&now, &needed(&Source::find(&whole, before))));
    let answer = Answer::new(&now, more.as_deref(), &source, roles.as_ref());
    match format {
        ReportFormat::Json => run.print_json(&answer)?,
        ReportFormat::Annotated(annotated) => {
            run.annotate(&annotations(&now, more.as_deref().unwrap_or_default(), &source), annotated)?;
        }
        ReportFormat::Text => print(run, &now, more.as_deref(), &source)?,
    }
    let asks_for_more = more.is_some_and(|more| more.iter().any(|least| !least.permissions.is_empty()));
    Ok(if asks_for_more { Outcome::Found } else { Outcome::Done })
}

fn every<'p, 'a>(plan: &'p Plan<'a>) -> impl Iterator<Item = called::Endpoint<'p, 'a>> {
    plan.versions.iter().flat_map(|version| version.endpoints.iter().map(move |endpoint| (version, endpoint)))
}

fn print(
    run: &mut Run<'_, '_>,
    now: &[Least],
    more: Option<&[Least]>,
    source: &Source<'_, '_>,
) -> Result<(), CliError> {
    let out = &mut *run.environment.out;
    for least in now {
        write!(out, "{}", printable_lines(&told(least)))?;
    }
    for (place, what) in &source.unresolved {
        writeln!(out, "not known: {}", printable_lines(&format!("{place}: {what}")))?;
    }
    for least in more.into_iter().flatten().filter(|least| !least.permissions.is_empty()) {
        write!(out, "more than before: {}", printable_lines(&told(least)))?;
    }
    if more.is_some_and(|more| more.iter().all(|least| least.permissions.is_empty())) {
        writeln!(out, "no more than before")?;
    }
    Ok(())
}

/// Each call on its line with what allows it; an error where that is more than before.
fn annotations(now: &[Least], more: &[Least], source: &Source<'_, '_>) -> Vec<Annotation> {
    let calls = source.calls.iter().map(|call| {
        let line = call.line();
        let of = |all: &[Least]| all.iter().flat_map(|least| answer::allowing(least, &line)).collect::<Vec<_>>();
        let (needed, new) = (of(now), of(more));
        let (severity, names) = if new.is_empty() { (Severity::Note, needed) } else { (Severity::Error, new) };
        let names = if names.is_empty() { "nothing that its page names".to_owned() } else { names.join(", ") };
        Annotation::new(severity, call.place.clone(), "permissions", format!("`{line}` needs {names}"))
    });
    let unresolved = source.unresolved.iter();
    let unresolved =
        unresolved.map(|(place, what)| Annotation::new(Severity::Warning, place.clone(), "permissions", what.clone()));
    calls.chain(unresolved).collect()
}

impl From<Kind> for PermissionKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Delegated => Self::DelegatedWork,
            Kind::DelegatedPersonal => Self::DelegatedPersonal,
            Kind::Application => Self::Application,
        }
    }
}
