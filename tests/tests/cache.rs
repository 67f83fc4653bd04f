//! What a run keeps for the next one changes no answer and no byte, whatever happened to the docs, the crate or the cache.

use std::fs;
use std::path::{Path, PathBuf};

use docgen_tests::program::{program, workspace};
use docgen_tests::stages::csdl;
use docgen_tests::{LIST, RESOURCE, Ran, Sandbox};
use msgraph_docgen::cli::Cache;
use msgraph_docgen::{ApiVersion, Prefer};
use proptest::prelude::*;

const PAGE: &str = "docs-input/v1.0/resources/gadget.md";
const LISTED: &str = "docs-input/v1.0/api/gadget-list.md";
const INCLUDE: &str = "docs-input/includes/rights.md";
const BETA: &str = "docs-input/beta/resources/gadget.md";
/// The same twice.
const METADATA: [&str; 2] = ["gadgets.xml", "copy.xml"];

/// Something that happens between two runs. The numbers choose what exactly.
#[derive(Clone, Copy, Debug)]
enum Event {
    Nothing,
    Page(u8),
    Beta(u8),
    FrontMatter(u8),
    Include(u8),
    AnotherPage(u8),
    Settings(u8),
    Metadata(u8),
    Output(u8),
    Cache(u8),
    AnotherBuild,
}

fn events() -> impl Strategy<Value = Event> {
    prop_oneof![
        3 => Just(Event::Nothing),
        2 => (0..3_u8).prop_map(Event::Page),
        1 => (0..3_u8).prop_map(Event::Beta),
        1 => (0..2_u8).prop_map(Event::FrontMatter),
        2 => (0..5_u8).prop_map(Event::Include),
        1 => (0..3_u8).prop_map(Event::AnotherPage),
        2 => (0..9_u8).prop_map(Event::Settings),
        1 => (0..2_u8).prop_map(Event::Metadata),
        2 => (0..6_u8).prop_map(Event::Output),
        2 => any::<u8>().prop_map(Event::Cache),
        1 => Just(Event::AnotherBuild),
    ]
}

/// The permissions stand in a file that the page includes.
fn list() -> String {
    let (before, rest) = LIST.split_once("|Permission type|").unwrap();
    let (_, after) = rest.split_once("\n\n").unwrap();
    format!("{before}[!INCLUDE [rights](../../includes/rights.md)]\n\n{after}")
}

impl Event {
    fn happen(self, sandbox: &Sandbox) {
        match self {
            Self::Nothing | Self::Cache(_) | Self::AnotherBuild => {}
            Self::Page(which) => sandbox.write(PAGE, resource(which)),
            Self::Beta(which) => sandbox.write(BETA, resource(which)),
            Self::Metadata(which) => {
                let label = ["Int16", "Int64"][usize::from(which)];
                let gadget = format!(
                    r#"<EntityType Name="entity" Abstract="true"><Property Name="id" Type="Edm.String"/></EntityType>
<EntityType Name="gadget" BaseType="graph.entity"><Property Name="label" Type="Edm.{label}"/></EntityType>"#
                );
                METADATA.iter().for_each(|file| sandbox.write(file, csdl(&gadget)));
            }
            Self::FrontMatter(which) => {
                sandbox.write(LISTED, list().replace("List gadgets\"", &format!("List {which}\"")))
            }
            Self::Include(which @ 3..) => {
                let _ = fs::remove_file(sandbox.path(INCLUDE));
                // It is there, and leads to itself.
                #[cfg(unix)]
                if which == 4 {
                    std::os::unix::fs::symlink("rights.md", sandbox.path(INCLUDE)).unwrap();
                }
            }
            Self::Include(which) => {
                let _ = fs::remove_file(sandbox.path(INCLUDE));
                let name = ["Gadget.Read.All", "Gadget.ReadWrite.All", "Read gadgets"][usize::from(which)];
                let table = format!("|Permission type|Permissions|\n|:---|:---|\n|Application|{name}|\n");
                sandbox.write(INCLUDE, table);
            }
            Self::AnotherPage(0) => drop(fs::remove_file(sandbox.path("docs-input/v1.0/resources/part.md"))),
            Self::AnotherPage(which) => {
                let text = RESOURCE.replace("gadget", if which == 1 { "part" } else { "piece" });
                sandbox.write("docs-input/v1.0/resources/part.md", text);
            }
            Self::Settings(which) => {
                let unused = CORRECTION.replace("label", "labl");
                // What is found of it stands on another line.
                let below = format!("# Ours.\n{unused}");
                let [filled, from_copy] = METADATA.map(|file| format!("metadata = \"v1.0={file}\"\n"));
                let [preferred, from_copy] =
                    [&filled, &from_copy].map(|named| format!("{named}prefer = \"metadata\"\n"));
                let (name, deny) = ("crate-name = \"gadgets\"\n", "deny = \"note\"\n");
                let settings = ["", name, deny, CORRECTION, &unused, &below, &from_copy, &filled, &preferred];
                sandbox.write("docgen.toml", settings[usize::from(which)]);
            }
            Self::Output(which) => damage_output(sandbox, which),
        }
    }
}

fn resource(which: u8) -> String {
    let ty = ["String", "Int32", "Strng"][usize::from(which)];
    RESOURCE.replace("|label|String|", &format!("|label|{ty}|"))
}

const CORRECTION: &str = "[[correction]]\ntype = \"microsoft.graph.gadget\"\nproperty = \"label\"\nset-type = \"Edm.Int64\"\n\
                          reason = \"It is a number.\"\n";

fn damage_output(sandbox: &Sandbox, which: u8) {
    let model = sandbox.path("generated/src/v1/models/gadget.rs");
    let Ok(text) = fs::read_to_string(&model) else { return };
    match which {
        0 => fs::write(model, text + "// mine\n").unwrap(),
        1 => fs::remove_file(model).unwrap(),
        2 => fs::write(model, text.replace('\n', "\r\n")).unwrap(),
        3 => fs::remove_dir_all(sandbox.path("generated")).unwrap(),
        4 => sandbox.write("generated/src/mine.rs", "// mine\n"),
        _ => {
            let manifest = sandbox.path("generated/docgen-manifest.json");
            let Ok(text) = fs::read_to_string(&manifest) else { return };
            // What `check` leaves as it is may be damaged once more.
            fs::write(manifest, text.replace("Do not edit.", "Do edit.")).unwrap();
        }
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for path in fs::read_dir(at).into_iter().flatten().map(|entry| entry.unwrap().path()) {
            if path.is_dir() { folders.push(path) } else { entries.push(path) }
        }
    }
    entries.sort();
    entries
}

fn damage_cache(folder: &Path, which: u8) {
    let entries = entries(folder);
    for (at, entry) in entries.iter().enumerate() {
        let mut content = fs::read(entry).unwrap();
        let (early, middle) = (usize::from(which) * 7 % 64, content.len() / 2);
        // What is cut short already may have nothing there.
        let mut turn = |at: usize, bits: u8| content.get_mut(at).into_iter().for_each(|byte| *byte ^= bits);
        match which % 5 {
            0 => turn(early, 1),
            1 => content.truncate(content.len() * usize::from(which) / 256),
            2 => content = fs::read(&entries[(at + 1) % entries.len()]).unwrap(),
            3 => turn(middle, which | 1),
            _ => {
                fs::remove_file(entry).unwrap();
                continue;
            }
        }
        fs::write(entry, content).unwrap();
    }
}

/// Two folders to which the same happens, one with a cache.
struct Twins {
    plain: Sandbox,
    cached: Sandbox,
    kept: tempfile::TempDir,
    build: u32,
}

impl Twins {
    fn new() -> Self {
        let twins =
            Self { plain: Sandbox::new(), cached: Sandbox::new(), kept: tempfile::tempdir().unwrap(), build: 0 };
        twins.each(|sandbox| {
            sandbox.write(LISTED, list());
            sandbox.write("docs-input/beta/api/gadget-list.md", LIST);
            [Event::Include(0), Event::Beta(0), Event::Metadata(0)].iter().for_each(|event| event.happen(sandbox));
        });
        twins
    }

    fn each(&self, act: impl Fn(&Sandbox)) {
        act(&self.plain);
        act(&self.cached);
    }

    fn happens(&mut self, event: Event) {
        self.each(|sandbox| event.happen(sandbox));
        match event {
            Event::Cache(which) => damage_cache(self.kept.path(), which),
            Event::AnotherBuild => self.build += 1,
            _ => {}
        }
    }

    fn cache(&self) -> Cache {
        Cache::new(self.kept.path(), self.build.to_string())
    }

    fn agree(&self, args: &[&str], when: &str) {
        let plain = self.plain.run(args);
        let cached = self.cached.run_with(Some(&self.cache()), "", args);
        // An error from the system names the file in full.
        let answer = |sandbox: &Sandbox, ran: Ran| {
            (ran.outcome, ran.out, ran.err.replace(&sandbox.path("").display().to_string(), ""))
        };
        assert_eq!(answer(&self.plain, plain), answer(&self.cached, cached), "{args:?} after {when}");
        assert!(written_files(&self.plain) == written_files(&self.cached), "{args:?} after {when}: other files");
    }
}

/// All that runs write: none touches the docs.
fn written_files(sandbox: &Sandbox) -> Vec<(String, Vec<u8>)> {
    let outputs = ["generated", "elsewhere", "of-loose"].into_iter().filter(|out| sandbox.path(out).exists());
    let mut files: Vec<(String, Vec<u8>)> = outputs.flat_map(|out| sandbox.files(out)).collect();
    files.extend(fs::read(sandbox.path("docgen.toml")).map(|settings| ("docgen.toml".to_owned(), settings)));
    files
}

const RUNS: [&[&str]; 9] = [
    &["check"],
    &["generate"],
    &["check", "--format", "json"],
    &["generate", "--format", "json"],
    &["check", "--format", "github", "--deny", "warning"],
    &["lint", "--format", "json"],
    &["ir"],
    &["generate", "--explain", "gadget"],
    &["generate", "--bump"],
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn a_cache_changes_no_answer_and_no_byte(
        steps in prop::collection::vec((events(), 0..RUNS.len()), 1..6),
    ) {
        let mut twins = Twins::new();
        twins.agree(&["generate"], "nothing");
        for (at, (event, run)) in steps.iter().enumerate() {
            twins.happens(*event);
            twins.agree(RUNS[*run], &format!("{:?}", &steps[..=at]));
        }
        twins.agree(&["generate"], &format!("{steps:?}"));
        twins.agree(&["check"], &format!("{steps:?}"));
    }
}

/// Each event once, right after runs that kept their results.
#[test]
fn every_event_is_noticed() {
    let made_anew = [
        (3, Event::Page as fn(u8) -> Event),
        (3, Event::Beta),
        (5, Event::Include),
        (3, Event::AnotherPage),
        (9, Event::Settings),
        // Of the settings above those with metadata are the last.
        (2, Event::Metadata),
    ];
    let compared = [(2, Event::FrontMatter as fn(u8) -> Event), (6, Event::Output), (5, Event::Cache)];
    let made_anew = made_anew.map(|(count, event)| (count, event, "generate"));
    let mut twins = Twins::new();
    twins.agree(&["generate"], "nothing");
    for (count, event, run) in made_anew.into_iter().chain(compared.map(|(count, event)| (count, event, "check"))) {
        for which in (0..count).rev() {
            twins.happens(event(which));
            twins.agree(&[run], &format!("{:?}", event(which)));
        }
    }
    // What is there and cannot be read is not what is not there; and findings name the file of metadata.
    let together = [
        (Event::Settings(6), ["check", "--format", "sarif"]),
        (Event::Settings(8), ["check", "--format", "sarif"]),
        (Event::Include(3), ["generate", "--format", "json"]),
        (Event::Include(4), ["generate", "--format", "json"]),
    ];
    for (event, run) in together {
        twins.happens(event);
        twins.agree(&run, &format!("{event:?}"));
    }
}

const LOOKED_UP: [&[&str]; 6] = [
    &["show", "GET /gadgets"],
    &["show", "gadget", "--format", "json"],
    &["show", "v1::gadgets::list", "--format", "json"],
    &["show", "/gadg*"],
    &["search", "gadget"],
    &["show", "widget"],
];

/// What is looked up, first with nothing kept and then with what that kept, after each event.
#[test]
fn lookups_notice_every_event() {
    let events = [
        (3, Event::Page as fn(u8) -> Event),
        (2, Event::FrontMatter),
        (5, Event::Include),
        (3, Event::AnotherPage),
        (9, Event::Settings),
        (5, Event::Cache),
    ];
    let mut twins = Twins::new();
    let look_up = |twins: &Twins, when: &str| LOOKED_UP.iter().for_each(|args| twins.agree(args, when));
    look_up(&twins, "nothing");
    for (count, event) in events {
        for which in (0..count).rev() {
            twins.happens(event(which));
            look_up(&twins, &format!("{:?}", event(which)));
        }
    }
    for event in [Event::AnotherBuild, Event::Include(3), Event::Include(4)] {
        twins.happens(event);
        look_up(&twins, &format!("{event:?}"));
    }
}

/// Each kind of entry is damaged while the others are whole.
#[test]
fn lookups_do_without_any_of_their_entries() {
    let twins = Twins::new();
    let look_up = || LOOKED_UP.iter().for_each(|args| twins.agree(args, "damage"));
    look_up();
    let kept = entries(&twins.kept.path().join("lookups"));
    assert_eq!(kept.len(), 5);
    for entry in &kept {
        let whole = fs::read(entry).unwrap();
        for cut in [0, 33, whole.len() - 1] {
            fs::write(entry, &whole[..cut]).unwrap();
            look_up();
            assert!(fs::read(entry).unwrap() == whole, "it was not made again as it was");
        }
    }
}

/// What is looked up in the docs of this repository, of which examples show numbers with fractions.
#[test]
fn all_that_is_looked_up_comes_back_as_it_was() {
    let docs = workspace().join("docs-input").display().to_string();
    let (sandbox, kept) = (Sandbox::empty(), tempfile::tempdir().unwrap());
    let cache = Cache::new(kept.path(), "build");
    let listed = sandbox.run_with(Some(&cache), "", &["show", "/**", "--docs", &docs, "--format", "json"]).out;
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    let functions =
        listed["endpoints"].as_array().unwrap().iter().map(|endpoint| endpoint["function"].as_str().unwrap());
    let patterns: Vec<&str> = functions.step_by(6).chain(["user", "type:user", "/me/**"]).collect();
    assert!(patterns.len() > 5, "{listed}");
    let answer = |cache: Option<&Cache>, args: &[&str]| {
        let ran = sandbox.run_with(cache, "", &[args, &["--docs", &docs]].concat());
        (ran.outcome, ran.out, ran.err)
    };
    let searched = [["search", "user"], ["search", "archive team"]].map(|args| args.to_vec());
    for args in patterns.iter().map(|pattern| vec!["show", *pattern]).chain(searched) {
        for format in ["human", "json"] {
            let args = [args.as_slice(), &["--format", format]].concat();
            assert_eq!(answer(Some(&cache), &args), answer(None, &args), "{args:?}");
        }
    }
    let none = tempfile::tempdir().unwrap();
    sandbox.run_with(Some(&Cache::new(none.path(), "build")), "", &["search", "user", "--no-cache", "--docs", &docs]);
    assert!(entries(none.path()).is_empty(), "--no-cache kept something");
}

/// A result that is made again is kept in a new file.
#[cfg(unix)]
#[test]
fn what_was_made_of_the_same_is_not_made_again() {
    let mut twins = Twins::new();
    let kept = |twins: &Twins| written(&twins.kept.path().join("runs"));
    let run = |twins: &Twins, args: &[&str]| twins.cached.run_with(Some(&twins.cache()), "", args);
    run(&twins, &["generate"]);
    let first = kept(&twins);
    assert_eq!(first.len(), 1);
    for args in RUNS {
        run(&twins, args);
        assert_eq!(kept(&twins), first, "{args:?}");
    }
    let all = entries(twins.kept.path());
    run(&twins, &["generate", "--no-cache", "--out", "elsewhere"]);
    assert_eq!(entries(twins.kept.path()), all, "--no-cache kept something");
    assert_eq!(kept(&twins), first, "--no-cache kept something");
    // What pages say is not looked at where they are as they were.
    fs::remove_dir_all(twins.kept.path().join("pages")).unwrap();
    for args in ["generate", "check"] {
        run(&twins, &[args]);
        assert!(!twins.kept.path().join("pages").exists(), "{args}");
    }
    // Damaged, it is made again.
    twins.happens(Event::Cache(0));
    run(&twins, &["check"]);
    assert_ne!(kept(&twins), first);
}

/// Files of the cache, with what tells one that was written again.
#[cfg(unix)]
fn written(folder: &Path) -> Vec<(PathBuf, u64)> {
    use std::os::unix::fs::MetadataExt;
    entries(folder).into_iter().map(|entry| (entry.clone(), fs::metadata(&entry).unwrap().ino())).collect()
}

/// Most updates of docs touch who wrote them and when, or words that no crate has.
#[cfg(unix)]
#[test]
fn pages_that_say_the_same_are_not_made_into_a_crate_again() {
    let twins = Twins::new();
    let runs = || written(&twins.kept.path().join("runs"));
    let by = |author: &str| {
        let page = list().replace("---\ntitle", &format!("---\nauthor: \"{author}\"\ntitle"));
        assert!(page.contains(author));
        twins.each(|sandbox| sandbox.write(LISTED, page.as_str()));
    };
    by("ann");
    twins.agree(&["generate"], "nothing");
    let (made, files) = (runs(), twins.cached.files("generated"));
    for (author, args) in [("bob", "check"), ("cid", "generate"), ("cid", "check")] {
        by(author);
        twins.agree(&[args], author);
        assert_eq!(runs(), made, "{author}: the crate was made again");
    }
    let others = twins.cached.files("generated").into_iter().filter(|file| !files.contains(file));
    assert_eq!(others.map(|(path, _)| path).collect::<Vec<_>>(), ["docgen-manifest.json"]);
}

#[cfg(unix)]
#[test]
fn files_whose_code_is_the_same_are_not_formatted_again() {
    let mut twins = Twins::new();
    let formatted = |twins: &Twins| written(&twins.kept.path().join("formatted"));
    let run = |twins: &Twins, args: &[&str]| twins.cached.run_with(Some(&twins.cache()), "", args);
    run(&twins, &["generate"]);
    let first = formatted(&twins);
    assert!(first.len() > 8, "{}", first.len());
    twins.happens(Event::Page(1));
    run(&twins, &["generate"]);
    let second = formatted(&twins);
    let anew = second.iter().filter(|entry| !first.contains(entry)).count();
    assert!((1..=4).contains(&anew) && second.len() == first.len(), "{anew} of {}", second.len());
    // Another output has files of its own.
    run(&twins, &["generate", "--out", "elsewhere"]);
    let third = formatted(&twins);
    assert!(second.iter().all(|entry| third.contains(entry)) && third.len() > second.len());
}

/// Where a page of one version changed, nothing is built or written again of the other one.
#[cfg(unix)]
#[test]
fn a_version_whose_pages_say_the_same_is_not_made_again() {
    let mut twins = Twins::new();
    let kept = |twins: &Twins, shelf: &str| written(&twins.kept.path().join(shelf));
    let shelves = |twins: &Twins| (kept(twins, "versions"), kept(twins, "made"));
    twins.agree(&["generate"], "nothing");
    let (mut versions, mut made) = shelves(&twins);
    assert_eq!((versions.len(), made.len()), (2, 2));
    for event in [Event::Page(1), Event::Beta(1)] {
        twins.happens(event);
        twins.agree(&["generate"], &format!("{event:?}"));
        let (versions_now, made_now) = shelves(&twins);
        assert!(versions.iter().all(|entry| versions_now.contains(entry)), "{event:?}");
        assert_eq!(versions_now.len(), versions.len() + 1, "{event:?}");
        assert_eq!(made_now.iter().filter(|entry| made.contains(entry)).count(), 1, "{event:?}");
        (versions, made) = (versions_now, made_now);
    }
    // Another output has the same versions, and files of its own.
    twins.agree(&["generate", "--out", "elsewhere"], "another output");
    let (versions_now, made_now) = shelves(&twins);
    assert!(versions_now == versions && made.iter().all(|entry| made_now.contains(entry)) && made_now.len() == 4);
    // Without one of its formatted files it is made again.
    fs::remove_dir_all(twins.kept.path().join("formatted")).unwrap();
    twins.happens(Event::Page(2));
    twins.agree(&["generate"], "formatted files that are gone");
}

/// Which version a loose page is of it says itself, and its includes are looked at before that is known.
#[test]
fn a_loose_page_of_the_other_version_is_noticed_with_what_it_includes() {
    let twins = Twins::new();
    twins.each(|sandbox| {
        sandbox.write("loose/gadget.md", RESOURCE);
        sandbox.write("loose/gadget-list.md", LIST);
    });
    let args = ["generate", "--docs", "loose", "--api", "v1.0", "--out", "of-loose"];
    twins.agree(&args, "nothing");
    twins.each(|sandbox| {
        let beta = list().replace("/v1.0/", "/beta/").replace("../../includes/rights.md", "includes/odd.md");
        sandbox.write("loose/beta-list.md", beta);
        sandbox.write("loose/includes/odd.md", "");
        fs::write(sandbox.path("loose/includes/odd.md"), b"Not \xff text.\n").unwrap();
    });
    twins.agree(&args, "a page of beta");
    twins.agree(&args, "nothing");
    twins.each(|sandbox| fs::remove_file(sandbox.path("loose/beta-list.md")).unwrap());
    twins.agree(&args, "that it is gone");
}

/// What pages say is kept in several files, and the one with the page that changed is written again.
#[cfg(unix)]
#[test]
fn of_a_page_that_changed_what_it_says_is_kept_anew() {
    let mut twins = Twins::new();
    let kept = |twins: &Twins| written(&twins.kept.path().join("pages"));
    let lint = |twins: &Twins| drop(twins.cached.run_with(Some(&twins.cache()), "", &["lint"]));
    lint(&twins);
    let first = kept(&twins);
    assert_eq!(first.len(), 4);
    for (event, again) in [(Event::Nothing, 0), (Event::Page(1), 1), (Event::Include(1), 1), (Event::Output(4), 0)] {
        let before = kept(&twins);
        twins.happens(event);
        lint(&twins);
        let after = kept(&twins);
        assert_eq!(after.iter().filter(|entry| !before.contains(entry)).count(), again, "{event:?}");
        assert_eq!(after.len(), 4, "{event:?}");
    }
}

/// The program itself, which may write no file as on a full disk, or may write nothing into the folder of its cache.
#[cfg(unix)]
#[test]
fn a_cache_that_cannot_be_written_is_no_failure() {
    let sandbox = Sandbox::new();
    sandbox.done(&[]);
    let check = |cache: &str, blocks: &str| {
        let mut check = std::process::Command::new("sh");
        check.args(["-c", "trap '' XFSZ; ulimit -f \"$1\"; shift; exec \"$@\"", "sh", blocks]);
        check
            .arg(program().get_program())
            .arg("check")
            .current_dir(sandbox.path(""))
            .env("MSGRAPH_DOCGEN_CACHE", cache);
        let output = check.output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    let plain = check("", "unlimited");
    assert_eq!(check("full", "1"), plain);
    // Some are small enough. A block has 512 or 1,024 bytes.
    let mut lengths = entries(&sandbox.path("full")).into_iter().map(|entry| fs::metadata(entry).unwrap().len());
    assert!(lengths.all(|length| ![512, 1024].contains(&length)), "half an entry stayed");
    assert!(entries(&sandbox.path("full/runs")).is_empty());
    assert_eq!(check("full", "unlimited"), plain);
    assert_eq!(check("generated/Cargo.toml/cache", "unlimited"), plain);
    assert_eq!(check("kept", "unlimited"), plain);
    assert_eq!(entries(&sandbox.path("kept/runs")).len(), 1);
    assert_eq!(check("kept", "0"), plain);
}

#[test]
fn runs_at_once_share_a_cache() {
    let kept = tempfile::tempdir().unwrap();
    let cache = Cache::new(kept.path(), "build");
    let folders: Vec<Sandbox> = (0..4).map(|_| Sandbox::new()).collect();
    std::thread::scope(|scope| {
        for sandbox in &folders {
            let cache = &cache;
            scope.spawn(move || {
                for args in RUNS.iter().rev().chain(&LOOKED_UP) {
                    sandbox.run_with(Some(cache), "", args);
                }
            });
        }
    });
    let plain = Sandbox::new();
    RUNS.iter().rev().for_each(|args| drop(plain.run(args)));
    for sandbox in &folders {
        assert!(sandbox.files("") == plain.files(""));
        for args in [&["check"], LOOKED_UP[0], LOOKED_UP[4]] {
            assert_eq!(sandbox.run_with(Some(&cache), "", args).out, plain.run(args).out);
        }
    }
}

#[test]
fn a_build_script_keeps_what_it_made_where_it_is_told_to() {
    let sandbox = Sandbox::new();
    let by = |author: &str| {
        let page = LIST.replace("---\ntitle", &format!("---\nauthor: \"{author}\"\ntitle"));
        assert!(page.contains(author));
        sandbox.write(LISTED, page);
    };
    by("ann");
    let generate = |out: &str, cache: Option<&str>| {
        let generator = msgraph_docgen::Generator::new(sandbox.path("docs-input")).no_client();
        let generator = match cache {
            Some(folder) => generator.cache(sandbox.path(folder)),
            None => generator,
        };
        let generated = generator.write_crate(sandbox.path(out)).unwrap();
        (generated, sandbox.files(out))
    };
    let (plain, files) = generate("plain", None);
    let told = |generated: &msgraph_docgen::Generated| format!("{:?} {:?}", generated.held, generated.findings);
    for out in ["first", "second", "second"] {
        let (generated, kept) = generate(out, Some("kept"));
        assert!(kept == files && told(&generated) == told(&plain), "{out}");
        assert!(!entries(&sandbox.path("kept/pages")).is_empty());
    }
    // Pages that say the same make nothing again; another page does, and so do other settings.
    let runs = || entries(&sandbox.path("kept/runs"));
    let before = runs();
    by("bob");
    let (generated, _) = generate("second", Some("kept"));
    assert!(generated.written.is_empty(), "{:?}", generated.written);
    assert_eq!((runs(), told(&generated)), (before.clone(), told(&plain)));
    sandbox.write(PAGE, resource(1));
    let (generated, kept) = generate("second", Some("kept"));
    assert!(generated.written.iter().any(|path| path == "src/v1/models/gadget.rs"), "{:?}", generated.written);
    assert!(kept == generate("plain", None).1 && runs().len() == before.len() + 1);
    let only_types = msgraph_docgen::Generator::new(sandbox.path("docs-input")).no_client().select("type:gadget");
    let generated = only_types.cache(sandbox.path("kept")).write_crate(sandbox.path("second")).unwrap();
    assert!(!generated.written.is_empty() && runs().len() == before.len() + 2);
}

/// What is taken from the metadata is a finding that names its file.
#[test]
fn findings_name_the_file_of_metadata_that_was_read() {
    let sandbox = Sandbox::new();
    Event::Metadata(0).happen(&sandbox);
    for file in METADATA {
        let generator = msgraph_docgen::Generator::new(sandbox.path("docs-input")).no_client();
        let generator = generator.metadata(ApiVersion::V1, sandbox.path(file)).prefer(Prefer::Metadata);
        let generated = generator.cache(sandbox.path("kept")).write_crate(sandbox.path("out")).unwrap();
        let found = format!("{:?}", generated.findings);
        let named: Vec<&str> = METADATA.into_iter().filter(|name| found.contains(name)).collect();
        assert_eq!(named, [file], "{found}");
    }
}
