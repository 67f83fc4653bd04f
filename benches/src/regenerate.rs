//! What a regeneration costs beside the least that it can: see [`crate::floor`].

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use regex::Regex;

use crate::figures::{Contender, compare, spread};
use crate::inputs::{Bench, files};
use crate::process;

/// `generate`, `lint` and `check` beside their floors, and a second `generate` after an edit.
pub fn regenerate(bench: &Bench, rounds: usize) -> Result<()> {
    let output = bench.generate("msgraph")?;
    let lines: usize = files(&output, "rs")
        .iter()
        .filter_map(|f| fs::read(f).ok())
        .map(|t| t.iter().filter(|b| **b == b'\n').count())
        .sum();
    println!("{} pages; {lines} lines in {} files", files(&bench.docs, "md").len(), files(&output, "rs").len());
    let (again, written) = (bench.path("again"), bench.path("written"));
    compare(
        "`generate` beside the floor: read, drain the Markdown events, parse and unparse the output, write it",
        rounds,
        vec![
            Contender::new("floor", || {
                remove(&written)?;
                process::run(floor(bench)?.arg("--output").arg(&output).arg("--write").arg(&written))
            }),
            Contender::new("generate", || {
                remove(&again)?;
                process::run(bench.generator("generate", &bench.docs).arg("--out").arg(&again))
            }),
        ],
    )?;
    let lint = Contender::new("lint", || process::run(&mut bench.generator("lint", &bench.docs)));
    compare(
        "`lint` beside its share: read, drain",
        rounds,
        vec![Contender::new("share", || process::run(&mut floor(bench)?)), lint],
    )?;
    let share = Contender::new("share", || process::run(floor(bench)?.arg("--output").arg(&output)));
    let check =
        Contender::new("check", || process::run(bench.generator("check", &bench.docs).arg("--out").arg(&output)));
    compare("`check` beside its share: read, drain, parse and unparse", rounds, vec![share, check])?;
    unchanged(bench, rounds)?;
    one_page(bench)
}

/// What a run costs that finds all as a run before has left it.
fn unchanged(bench: &Bench, rounds: usize) -> Result<()> {
    let (out, cache) = (bench.path("unchanged"), bench.path("cache"));
    let again = |verb| process::run(bench.with_cache(verb, &bench.docs, &cache).arg("--out").arg(&out));
    let contenders = vec![
        Contender::new("`generate` from nothing", || {
            [&out, &cache].into_iter().try_for_each(|folder| remove(folder))?;
            again("generate")
        }),
        Contender::new("`generate` once more", || again("generate")),
        Contender::new("`check`", || again("check")),
    ];
    compare("An unchanged tree beside `generate` from nothing", rounds, contenders)?;
    Ok(())
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() { Ok(fs::remove_dir_all(folder)?) } else { Ok(()) }
}

fn floor(bench: &Bench) -> Result<Command> {
    let mut command = Command::new(env::current_exe()?);
    command.arg("floor").arg(&bench.docs);
    Ok(command)
}

/// Changes one page, generates again, and counts the files that were written.
fn one_page(bench: &Bench) -> Result<()> {
    let (docs, out) = (bench.path("docs"), bench.path("second"));
    copy_docs(&bench.docs, &docs, |path, text| (path.to_owned(), text))?;
    let generate = || process::run(bench.generator("generate", &docs).arg("--out").arg(&out));
    generate()?;
    let before = stamps(&out)?;
    let page = files(&docs, "md")
        .into_iter()
        .find(|p| p.ends_with("v1.0/resources/user.md") || p.ends_with("user.md"))
        .context("no page to change")?;
    let text = fs::read_to_string(&page)?;
    let row = Regex::new(r"(?m)^(\|\s*displayName\s*\|.*?\|)([^|]*)\|\s*$")?;
    fs::write(&page, row.replace(&text, "$1 Changed.$2|").as_ref())?;
    let cost = generate()?;
    let after = stamps(&out)?;
    let written: Vec<&str> = after.difference(&before).map(|(path, _)| path.as_str()).collect();
    println!(
        "\n## A second `generate`, one page changed\n\n{} of {} files written: {}; {:.2} CPU seconds",
        written.len(),
        after.len(),
        written.join(", "),
        cost.cpu
    );
    Ok(())
}

fn stamps(folder: &Path) -> Result<BTreeSet<(String, std::time::SystemTime)>> {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file());
    files.map(|e| Ok((e.path().strip_prefix(folder)?.display().to_string(), e.metadata()?.modified()?))).collect()
}

/// Copies the docs, each file with the path and text that `change` gives it.
fn copy_docs(from: &Path, to: &Path, change: impl Fn(&Path, String) -> (PathBuf, String)) -> Result<()> {
    for file in files(from, "md") {
        let text = String::from_utf8_lossy(&fs::read(&file)?).into_owned();
        let (path, text) = change(file.strip_prefix(from)?, text);
        let path = to.join(path);
        fs::create_dir_all(path.parent().unwrap_or(to))?;
        fs::write(path, text)?;
    }
    Ok(())
}

/// 1, 2, 4 and 8 copies of the v1.0 pages, each in a namespace, slices and files of its own.
pub fn linear(bench: &Bench, rounds: usize) -> Result<()> {
    let sizes = [1, 2, 4, 8];
    let mut folders = Vec::new();
    for size in sizes {
        let docs = bench.path(&format!("copies-{size}"));
        (0..size).try_for_each(|copy| copy_pages(&bench.docs, &docs, copy))?;
        folders.push(docs);
    }
    let out = bench.path("copies-out");
    let contenders = folders.iter().zip(sizes).map(|(docs, size)| {
        let out = &out;
        Contender::new(format!("{size} copies"), move || {
            remove(out)?;
            process::run(bench.generator("generate", docs).arg("--out").arg(out))
        })
    });
    let costs = compare("`generate` on copies of v1.0", rounds, contenders.collect())?;
    println!("\n| copies | CPU a copy, ratio to one |\n|---|---|");
    for (of, size) in costs.iter().zip(sizes) {
        println!(
            "| {size} | {} |",
            spread(of.iter().zip(&costs[0]).map(|(many, one)| many.cpu / one.cpu / f64::from(size)), 2)
        );
    }
    Ok(())
}

fn copy_pages(from: &Path, to: &Path, copy: u8) -> Result<()> {
    let link = Regex::new(r"\]\(((?:\.\./(?:api|resources)/)?)([\w.-]+\.md)")?;
    let request =
        Regex::new(r"(?m)^(\s*(?:GET|POST|PUT|PATCH|DELETE)\s+(?:https://graph\.microsoft\.com/(?:v1\.0|beta))?/\w+)")?;
    let (suffix, prefix) = (format!("Copy{copy}"), format!("copy{copy}-"));
    copy_docs(from, to, |path, text| {
        let first = path.components().next().map(|c| c.as_os_str().to_owned()).unwrap_or_default();
        let page = first == "v1.0" && !path.components().any(|c| c.as_os_str() == "includes");
        if copy == 0 || !page {
            return (path.to_owned(), text);
        }
        let text = text.replace("microsoft.graph", &format!("microsoft.graph.copy{copy}"));
        let text = link.replace_all(&text, format!("](${{1}}{prefix}$2"));
        let text = request.replace_all(&text, format!("${{1}}{suffix}")).into_owned();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        (path.with_file_name(format!("{prefix}{name}")), text)
    })?;
    // One version is enough, and keeps eight copies within reach.
    remove(&to.join("beta"))
}
