//! The program at a terminal, where it draws a progress bar.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::Read as _;
use std::num::NonZero;
use std::os::unix::ffi::OsStrExt as _;
use std::process::ExitStatus;

use docgen_tests::program::{ended, program};
use docgen_tests::{LIST, RESOURCE, Sandbox};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

const ROWS: NonZero<u16> = NonZero::new(40).unwrap();
const COLUMNS: NonZero<u16> = NonZero::new(160).unwrap();

/// Docs of enough pages for a bar that is drawn more than once.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::empty();
    for n in 0..50 {
        let name = |text: &str| text.replace("gadget", &format!("gadget{n}"));
        sandbox.write(&format!("docs-input/v1.0/resources/gadget{n}.md"), name(RESOURCE));
        sandbox.write(&format!("docs-input/v1.0/api/gadget{n}-list.md"), name(LIST));
    }
    sandbox
}

struct Ended {
    status: ExitStatus,
    /// All that was sent to the terminal.
    sent: String,
    /// What is to be seen in the end.
    screen: String,
}

fn at_a_terminal(sandbox: &Sandbox, args: &[&str]) -> Ended {
    let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
    grantpt(&terminal).and_then(|()| unlockpt(&terminal)).expect("its other end");
    let name = ptsname(&terminal, Vec::new()).expect("its name");
    let name = OsStr::from_bytes(name.as_bytes());
    let other_end = OpenOptions::new().read(true).write(true).open(name).expect("its other end");
    let size = Winsize { ws_row: ROWS.get(), ws_col: COLUMNS.get(), ws_xpixel: 0, ws_ypixel: 0 };
    tcsetwinsize(&other_end, size).expect("a size");

    let mut command = program();
    command.current_dir(sandbox.path("")).args(args).env("TERM", "xterm-256color").env_remove("NO_COLOR");
    command.stdin(other_end.try_clone().expect("its other end")).stdout(other_end.try_clone().expect("its other end"));
    let mut child = command.stderr(other_end).spawn().expect("a run");
    // Reading ends with the last one who could write.
    drop(command);
    let reader = std::thread::spawn(move || {
        let mut sent = Vec::new();
        // The end of a terminal is an error.
        let _ = File::from(terminal).read_to_end(&mut sent);
        sent
    });
    let status = ended(&mut child);
    let sent = reader.join().expect("what was sent");
    let mut parser = vt100::Parser::new(ROWS, COLUMNS, 0);
    parser.process(&sent);
    let status = status.unwrap_or_else(|| panic!("{args:?} did not end\n{}", parser.screen().contents()));
    Ended { status, screen: parser.screen().contents(), sent: String::from_utf8_lossy(&sent).into_owned() }
}

#[test]
fn every_command_ends_and_leaves_nothing_of_its_bar() {
    let sandbox = sandbox();
    let commands: [(&[&str], &str); 6] = [
        (&["generate"], "read 100 pages of docs-input"),
        (&["generate", "--threads", "1"], "nothing to do in `generated`"),
        (&["check"], "up to date"),
        (&["lint"], "0 errors"),
        (&["ir"], "}"),
        (&["diff", "docs-input", "docs-input"], "no API changes"),
    ];
    for (args, said) in commands {
        let ended = at_a_terminal(&sandbox, args);
        assert_eq!(ended.status.code(), Some(0), "{args:?}\n{}", ended.screen);
        assert!(ended.sent.contains("/100 pages"), "{args:?} drew no bar\n{}", ended.screen);
        assert!(!ended.screen.contains("/100 pages") && ended.screen.contains(said), "{args:?}\n{}", ended.screen);
    }
}

#[test]
fn a_failure_stands_on_a_line_of_its_own() {
    let sandbox = sandbox();
    sandbox.write("prose/v1.0/resources/overview.md", "# Overview\n\nNothing but prose.\n");
    let ended = at_a_terminal(&sandbox, &["generate", "--docs", "prose"]);
    assert!(ended.sent.contains("/1 pages"), "no bar was drawn\n{}", ended.screen);
    assert_eq!(ended.status.code(), Some(2), "{}", ended.screen);
    assert!(ended.screen.starts_with("error: ") && ended.screen.lines().count() == 1, "{}", ended.screen);
}
