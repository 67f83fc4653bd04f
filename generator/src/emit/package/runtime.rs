//! The files that every generated crate carries, copied from `generator/runtime/` and `generator/harness/`.

use include_dir::{Dir, File, include_dir};

use crate::plan::Options;

static RUNTIME: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/runtime");

/// What the tests of the documented examples share: names and contents.
pub const HARNESS: &[(&str, &str)] = &[
    ("service.rs", include_str!("../../../harness/service.rs")),
    ("support.rs", include_str!("../../../harness/support.rs")),
];

/// The test of the mock service, where the crate is called `msgraph`.
pub const MOCK_TEST: &str = include_str!("../../../harness/mock.rs");

/// How a file declares its unit tests, which stay with the generator as `tests.rs` in the folder of its name.
const UNIT_TESTS: &str = "\n#[cfg(test)]\nmod tests;\n";

/// Paths below `src/runtime/` and contents, in the order of the paths. What they name by `crate::` in their code, and
/// by `msgraph::` in the examples of their docs, is named as the output's own code and its users do.
pub fn files(options: &Options) -> impl Iterator<Item = (String, String)> {
    let (inner, outer) = (format!("{}::", options.inner_root()), format!("{}::", options.root()));
    let mut files = Vec::new();
    let mut folders = vec![&RUNTIME];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        let carried = folder.files().filter(|file| file.path().file_name().is_some_and(|name| name != "tests.rs"));
        let text =
            |file: &File<'_>| Some((file.path().to_str()?.to_owned(), file.contents_utf8()?.replace(UNIT_TESTS, "")));
        files.extend(carried.filter_map(text));
    }
    files.sort();
    files.into_iter().map(move |(path, text)| (path, replace(&text, &[("crate::", &inner), ("msgraph::", &outer)])))
}

/// Replaces each of these texts; what comes in their place is not looked at again.
fn replace(text: &str, pairs: &[(&str, &str)]) -> String {
    let Some(((from, to), rest)) = pairs.split_first() else { return text.to_owned() };
    text.split(from).map(|part| replace(part, rest)).collect::<Vec<_>>().join(to)
}
