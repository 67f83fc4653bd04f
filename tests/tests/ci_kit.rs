//! The recipe for continuous integration, run against repositories in a folder; and that the workflows call it.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output};

use docgen_tests::program::{program, succeed, workspace};
use docgen_tests::{LIST, RESOURCE, Sandbox};
use serde_yaml_ng::Value;

/// A repository of docs, and one with a crate that was made from them, both with somewhere to push to.
struct Kit(Sandbox);

impl Kit {
    fn new() -> Self {
        let kit = Self(Sandbox::empty());
        kit.0.write("docs/api-reference/v1.0/resources/gadget.md", RESOURCE);
        kit.0.write("docs/api-reference/v1.0/api/gadget-list.md", LIST);
        kit.0.write("docs/media/picture.txt", "needed by nobody");
        kit.0.write("crate/docgen.toml", "docs = \"docs/api-reference\"\n");
        kit.0.write("crate/.gitignore", "/docs\n");
        for folder in ["docs", "crate"] {
            kit.git(folder, &["init", "--quiet", "--initial-branch", "main"]);
        }
        kit.git("docs", &["config", "uploadpack.allowFilter", "true"]);
        kit.git("docs", &["config", "uploadpack.allowAnySHA1InWant", "true"]);
        kit.commit("docs");
        fs::create_dir(kit.0.path("origin")).expect("a folder");
        kit.git("origin", &["init", "--quiet", "--bare"]);
        kit.git("crate", &["remote", "add", "origin", kit.0.path("origin").to_str().expect("UTF-8")]);
        kit.tool("gh", GH);
        kit.run("fetch");
        succeed(program().current_dir(kit.0.path("crate")));
        let head = kit.git("docs", &["rev-parse", "HEAD"]);
        kit.0.write("crate/docs.revision", head);
        kit.commit("crate");
        kit
    }

    /// Puts a stand-in before the tool of that name.
    fn tool(&self, name: &str, script: &str) {
        let path = self.0.path(&format!("bin/{name}"));
        self.0.write(&format!("bin/{name}"), script);
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("a tool");
    }

    fn git(&self, folder: &str, args: &[&str]) -> String {
        let who = ["-c", "user.name=Tester", "-c", "user.email=tester@example.com"];
        succeed(Command::new("git").current_dir(self.0.path(folder)).args(who).args(args))
    }

    fn commit(&self, folder: &str) {
        self.git(folder, &["add", "--all"]);
        self.git(folder, &["commit", "--quiet", "--message", "A change"]);
    }

    fn script(&self, step: &str) -> Output {
        self.command(step).output().expect("the script runs")
    }

    fn command(&self, step: &str) -> Command {
        let path = format!("{}:{}", self.0.path("bin").display(), std::env::var("PATH").unwrap_or_default());
        let mut script = Command::new(workspace().join("ci/docgen.sh"));
        script.arg(step).current_dir(self.0.path("crate")).env("PATH", path).env("DOCGEN", program().get_program());
        script.env(docgen_tests::program::CACHE, "");
        script.env("DOCS_URL", format!("file://{}", self.0.path("docs").display()));
        script.env("BODY", self.0.path("body.md")).env("CALLS", self.0.path("calls")).env("FORMAT", "github");
        for role in ["AUTHOR", "COMMITTER"] {
            script.env(format!("GIT_{role}_NAME"), "Tester").env(format!("GIT_{role}_EMAIL"), "tester@example.com");
        }
        script
    }

    /// A step that must succeed, and what it says.
    fn run(&self, step: &str) -> String {
        let output = self.script(step);
        let report = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{step}: {report}");
        report
    }
}

/// Notes its arguments. A pull request is open once it was created.
const GH: &str = "#!/bin/sh
echo \"gh $*\" >>\"$CALLS\"
[ \"$2\" != create ] || touch \"$CALLS.open\"
[ \"$2\" != view ] || { [ -f \"$CALLS.open\" ] && echo OPEN; }
";

/// Notes its arguments, and leaves what cargo and two of its tools would.
const CARGO: &str = "#!/bin/sh
echo \"cargo $*\" >>\"$CALLS\"
case \"$1 $2\" in
'package --quiet')
    package=msgraph-$(sed -n 's/^version = \"\\(.*\\)\"$/\\1/p' generated/Cargo.toml | head -n 1)
    for target; do true; done
    mkdir -p \"$target/package/$package\"
    tar -czf \"$target/package/$package.crate\" -C \"$target/package\" \"$package\"
    ;;
'cyclonedx --quiet') echo '{}' >sbom.json ;;
esac
";

/// A revision comes with whatever a pull request commits; git would take these for options.
#[test]
fn a_revision_that_is_none_is_not_handed_to_git() {
    let kit = Kit::new();
    for revision in ["--upload-pack=touch pwned;git-upload-pack", "-x", "main; touch pwned", "$(touch pwned)", ""] {
        kit.0.write("crate/docs.revision", revision);
        let output = kit.script("fetch");
        assert_eq!(output.status.code(), Some(2), "{revision}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("holds no revision"), "{revision}");
    }
    let written = |folder: &str| kit.0.files(folder).iter().any(|(path, _)| path.ends_with("pwned"));
    assert!(!written("crate") && !written("docs"));
}

#[test]
fn docs_that_cannot_be_had_are_one_line_that_says_where_they_were_looked_for() {
    let kit = Kit::new();
    fs::remove_dir_all(kit.0.path("crate/docs")).unwrap();
    fs::remove_dir_all(kit.0.path("docs")).unwrap();
    let output = kit.script("fetch");
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), message.lines().count()), (Some(2), 1), "{message}");
    assert!(
        message.starts_with("error: the docs cannot be had from file://") && !message.contains("fatal:"),
        "{message}"
    );
}

#[test]
fn a_stale_crate_fails_the_check() {
    let kit = Kit::new();
    assert!(!kit.0.path("crate/docs/media").exists(), "only the needed folders are checked out");
    kit.run("check");
    kit.0.edit("crate/generated/src/v1/models/gadget.rs", "pub label", "pub tag");
    let output = kit.script("check");
    assert_eq!(output.status.code(), Some(1));
    let report = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(report.starts_with("::error file=generated/src/v1/models/gadget.rs"), "{report}");
}

#[test]
fn the_report_leads_to_the_lines_of_the_revision_that_is_checked_out() {
    let kit = Kit::new();
    kit.0.edit("crate/docs/api-reference/v1.0/resources/gadget.md", "|label|String|", "|label|widgt|");
    succeed(kit.command("report").env("DOCS_URL", "https://example.com/docs.git"));
    let page = kit.0.read("crate/docgen-findings.html");
    let revision = kit.git("crate/docs", &["rev-parse", "HEAD"]);
    let folder = format!("https://example.com/docs/blob/{}/api-reference", revision.trim());
    assert!(page.contains(&format!("<a href=\"{folder}/v1.0/api/gadget-list.md?plain=1#L49\"")), "{page}");
    kit.run("report");
    assert!(!kit.0.read("crate/docgen-findings.html").contains(&folder), "links to a folder that is not on the web");
}

#[test]
fn newer_docs_become_a_pull_request_and_later_ones_bring_it_up_to_date() {
    let kit = Kit::new();
    kit.0.edit("docs/api-reference/v1.0/resources/gadget.md", "|label|String|", "|label|Int32|");
    kit.commit("docs");
    // What was checked out stays as it is until somebody asks for the newest.
    kit.run("fetch");
    kit.run("check");
    kit.run("update");
    kit.run("propose");
    let calls = kit.0.read("calls");
    assert!(calls.contains("gh pr create --head docgen/update"), "{calls}");
    let body = kit.0.read("body.md");
    assert!(body.contains("breaking") && body.contains("label") && body.contains("Int32"), "{body}");
    assert!(body.contains("before/generated") && !body.contains(std::env::temp_dir().to_str().unwrap()), "{body}");
    let proposed = |path: &str| kit.git("origin", &["show", &format!("docgen/update:{path}")]);
    assert!(proposed("generated/src/v1/models/gadget.rs").contains("pub label: Option<i32>"));
    assert_eq!(proposed("docs.revision"), kit.git("docs", &["rev-parse", "HEAD"]));
    kit.run("check");

    kit.git("crate", &["switch", "--quiet", "main"]);
    kit.0.edit("docs/api-reference/v1.0/resources/gadget.md", "|label|Int32|", "|label|Boolean|");
    kit.commit("docs");
    kit.run("update");
    kit.run("propose");
    assert!(kit.0.read("calls").contains("gh pr edit docgen/update --body-file"), "{}", kit.0.read("calls"));
    assert!(kit.git("origin", &["show", "docgen/update:generated/src/v1/models/gadget.rs"]).contains("Option<bool>"));
}

#[test]
fn docs_that_change_nothing_are_not_proposed() {
    let kit = Kit::new();
    kit.0.edit("docs/api-reference/v1.0/resources/gadget.md", "doc_type:", "author: \"somebody\"\ndoc_type:");
    kit.commit("docs");
    assert!(kit.run("update").contains("nothing new"));
    assert!(kit.run("propose").contains("nothing to propose"));
    assert!(!kit.0.path("calls").exists());
    assert_eq!(kit.git("crate", &["status", "--porcelain"]), "");
    assert_eq!(kit.git("crate", &["branch", "--show-current"]).trim(), "main");
}

/// A kit whose crate was released as 0.1.0, and then broke its callers.
fn released() -> Kit {
    let kit = Kit::new();
    kit.tool("cargo", CARGO);
    kit.git("crate", &["tag", "v0.1.0"]);
    assert!(kit.run("release").ends_with("v0.1.0 is in target/release-of-docgen\n"));
    kit.0.edit("docs/api-reference/v1.0/resources/gadget.md", "|label|String|", "|label|Int32|");
    kit.commit("docs");
    kit.run("update");
    kit
}

#[test]
fn a_release_is_a_package_with_what_changed_since_the_one_before() {
    let kit = released();
    let made = |file: &str| kit.0.read(&format!("crate/target/release-of-docgen/{file}"));
    assert_eq!((made("changes.md").as_str(), made("sbom.json").as_str()), ("The first release.\n", "{}\n"));
    assert!(kit.0.path("crate/target/release-of-docgen/msgraph-0.1.0.crate").is_file());

    kit.commit("crate");
    kit.git("crate", &["tag", "v0.2.0"]);
    kit.run("release");
    let changes = made("changes.md");
    assert!(changes.contains("v0.1.0/generated") && changes.contains("Int32"), "{changes}");
    assert!(!kit.0.path("crate/target/release-of-docgen/msgraph-0.1.0.crate").exists());
    assert!(kit.0.read("calls").contains("cargo semver-checks --all-features --manifest-path generated/Cargo.toml"));
    kit.run("publish");
    let calls = kit.0.read("calls");
    assert!(calls.contains("gh release create v0.2.0 --verify-tag") && !calls.contains("cargo publish"), "{calls}");
    succeed(kit.command("publish").env("CARGO_REGISTRY_TOKEN", "x"));
    assert!(kit.0.read("calls").contains("cargo publish --manifest-path generated/Cargo.toml"));
}

#[test]
fn no_release_is_made_under_a_version_that_tells_too_little() {
    let kit = released();
    kit.0.edit("crate/docgen.toml", "version = \"0.2.0\"", "version = \"0.1.1\"");
    succeed(program().current_dir(kit.0.path("crate")));
    kit.commit("crate");
    let refused = |code: i32, word: &str| {
        let output = kit.script("release");
        let message = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(output.status.code() == Some(code) && message.contains(word), "{message}");
    };
    refused(2, "HEAD has no tag");
    kit.git("crate", &["tag", "v0.1.10"]);
    refused(2, "generated is 0.1.1, and the tag is v0.1.10");
    kit.git("crate", &["tag", "--delete", "v0.1.10"]);
    kit.git("crate", &["tag", "v0.1.1"]);
    refused(1, "the new crate is 0.1.1, and what changed asks for 0.2.0 or above");
    kit.0.edit("crate/generated/src/v1/models/gadget.rs", "pub label", "pub tag");
    let output = kit.script("release");
    assert_eq!(output.status.code(), Some(1), "what was edited is not what the docs say");
    assert_eq!(kit.0.read("calls").matches("cargo package").count(), 1, "that of the first release");
}

/// The jobs of a workflow.
fn jobs(name: &str) -> Vec<Value> {
    let path = workspace().join(".github/workflows").join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let workflow: Value = serde_yaml_ng::from_str(&text).expect("YAML");
    workflow["jobs"].as_mapping().expect("jobs").values().cloned().collect()
}

#[test]
fn each_step_of_a_workflow_runs_what_is_there() {
    let mut ran = Vec::new();
    for job in ["docgen.yml", "release.yml", "ci.yml"].into_iter().flat_map(jobs) {
        if let Some(called) = job["uses"].as_str() {
            assert!(workspace().join(called).is_file(), "{called}");
        }
        for step in job["steps"].as_sequence().into_iter().flatten() {
            if let Some(action) = step["uses"].as_str() {
                assert!(action.starts_with("actions/checkout@v"), "{action} is somebody else's");
                assert_eq!(step["with"]["persist-credentials"].as_bool(), Some(false), "what is built finds the token");
            }
            let Some(command) = step["run"].as_str() else { continue };
            let (tool, step) = command.split_once(' ').unwrap_or((command, ""));
            let path = workspace().join(tool.strip_prefix(".docgen/").unwrap_or(tool));
            assert!(["cargo", "gh"].contains(&tool) || path.is_file(), "{command}");
            ran.push(step.to_owned());
        }
    }
    let script = fs::read_to_string(workspace().join("ci/docgen.sh")).expect("the script");
    for step in ["fetch", "check", "update", "propose", "release", "publish"] {
        assert!(ran.iter().any(|r| r == step) && script.contains(&format!("\n{step}() {{")), "{step}");
    }
}
