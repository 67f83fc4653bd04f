//! What `--help` says below the options of a command.

pub const PROGRAM: &str = "\
Without a command it generates, with the settings of docgen.toml and the defaults.

Exit codes: 0 done; 1 drift, findings of the denied severity, or changes that --fail-on names; 2 the run could not be made.";

pub const COMPLETIONS: &str = "\
For example `msgraph-docgen completions bash >~/.local/share/bash-completion/completions/msgraph-docgen`; what fish and zsh \
read stands in ~/.config/fish/completions/msgraph-docgen.fish, and in a folder of $fpath as _msgraph-docgen.";

pub const GENERATE: &str = "\
With --format json the answer is one object: kind \"generated\", out, pages, versions (api, pages, types, endpoints), \
written, removed, kept, hand_edited (paths from the output folder), unchanged (a number) and findings (errors, warnings, \
notes, and by code how often each occurs). With --explain it is kind \"explanation\" and versions: api, type, endpoint \
(method, path and source, or null), and steps from there to the type (need, type and source), none when it is not in \
the output; of an endpoint it is kind \"endpoint\" and versions: api, and the endpoint as `ir` prints it.";

pub const CHECK: &str = "\
With --format json the answer is one object, which schema/drift.schema.json describes: the API facts that changed, the \
pages, the files, and what brings the crate up to date.";

pub const LINT: &str = "\
Many findings are grouped by their code, with the first places of each; what is asked for is shown in full.

With --format json each line is an object, told apart by its `kind`:
  diagnostic  severity, code, path (from the current directory), file (from the docs root), line, column (in
              characters; 0 for the whole line), found, done, and where there is one help and related
  coverage    api, and {whole, part, none} of pages, types, properties, requests and examples; the same of each of products
              (product, null for pages that name none), and of types and properties of each of namespaces (namespace)
  metadata    with --metadata: api, namespaces (namespace, and {all, untold} of types, properties, members and operations)
              and facts about properties, each with how many pages say it and in how many of them the metadata does
  summary     errors, warnings, notes, and by code how often each occurs

With --format html the answer is a page for a browser that loads nothing, with coverage as bars and findings to filter.";

pub const DIFF: &str = "\
OLD and NEW are each a docs folder, a file that `ir` wrote, a generated crate, or its api/ folder. Beside a crate that was \
generated with --select, the same is selected of the other side; corrections in docgen.toml hold for docs on either side.

With --format json the answer is one object, which schema/changes.schema.json describes; --format markdown is a comment for \
a pull request, of less than 65,536 characters; --format html is a page for a browser.";

pub const PERMISSIONS: &str = "\
Counted is what the main page of each endpoint says: the first of its tables that supports the kind. A call that names no \
version is one of v1.0 where that has it. In a source, imports and their renamings, re-exports and what macros are given are followed; calls that the \
docs do not know are listed.

With --format json the answer is one object: kind \"permissions\", kinds (kind, permissions, each with its name and the \
endpoints that it allows, unsupported and undocumented endpoints), more (the same, of what --against adds), calls (function, \
endpoint, path, line, column) and unknown (path, line, column, found) of a source, and requiredResourceAccess as an app's \
manifest has it, with names, and with identifiers where --app-roles has them.";

pub const SHOW: &str = "\
A call that names no version is one of v1.0 where that has it. A generated crate is read in a fraction of the time that all \
of the docs take; it does not hold titles, and no example of an answer.

With --format json the answer is one object: kind \"endpoint\", with api, method, path, function, signature, description, \
arguments, query_options, parameters, body, returns, permissions (kind, of, alternatives), example, answer, source and \
documentation; or kind \"type\", with api, name, rust, type_kind, base, properties, members, derived, endpoints and \
used_by; or kind \"endpoints\", with those that a selector matches.";

pub const SEARCH: &str = "\
All of the words must occur; the best come first, 20 at most.

With --format json the answer is one object: kind \"found\", matches (versions, name, rust and about) and how many \
more there are.";

#[cfg(feature = "mock")]
pub const MOCK: &str = "\
It refuses what is not documented, or not as it is documented, and says which documented request is like it. A request can \
ask for a failure by a header, such as `Mock-Fault: throttle=5`, and for pages by `Mock-Pages: 3`. Permissions are checked \
where the token is a JSON Web Token with `scp` or `roles`.";
