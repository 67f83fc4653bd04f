//! The script in the page, in a browser where there is one.

use std::process::Command;

use docgen_tests::{RESOURCE, Sandbox};

use super::{GADGET, docs};

/// The page as a browser has it after the script; nothing where there is no browser that can open it.
fn run_script(sandbox: &Sandbox, fragment: &str) -> Option<String> {
    let page = ["chromium", "google-chrome"].iter().find_map(|name| {
        let mut browser = Command::new(name);
        browser.args(["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]);
        browser.arg(format!("--user-data-dir={}", sandbox.path("profile").display()));
        browser.arg(format!("file://{}#{fragment}", sandbox.path("page.html").display()));
        let page = String::from_utf8(browser.output().ok()?.stdout).ok()?;
        // One that is confined to its own folders shows that the file is not there.
        page.contains("id=\"findings\"").then_some(page)
    });
    if page.is_none() {
        println!("skipped: there is no chromium that can open a file, and the script of the page was not run");
    }
    page
}

/// The places that are not hidden.
fn shown(page: &str) -> Vec<&str> {
    let items = page.split("<li").skip(1).filter(|item| !item.starts_with(" hidden"));
    items.filter_map(|item| item.split("class=\"place\">").nth(1)?.split('<').next()).collect()
}

#[test]
fn the_filter_hides_what_is_not_asked_for() {
    let sandbox = docs();
    sandbox.edit(GADGET, "|id|String|", "|id|String|more|");
    sandbox.write(
        "docs-input/v1.0/resources/lamp.md",
        RESOURCE.replace("gadget", "lamp").replace("|String|What", "|bulp|What"),
    );
    sandbox.write("page.html", sandbox.done(&["lint", "--format", "html"]).out);
    let Some(page) = run_script(&sandbox, "grave=warning&kind=unknown-type&words=GADGET.md") else { return };
    assert_eq!(shown(&page), ["docs-input/v1.0/resources/gadget.md:16"]);
    assert!(page.contains("role=\"status\">1 of 3<"), "{page}");
    assert!(!page.contains("role=\"search\" hidden"), "{page}");
}
