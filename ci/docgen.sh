#!/usr/bin/env bash
# Keeps a generated crate in step with the docs, on any CI. Run it at the root of the repository that holds the crate.
#
#   ci/docgen.sh fetch            checks out the docs at the revision that the crate was made from
#   ci/docgen.sh check            fails when the crate is not what the docs say
#   ci/docgen.sh update           checks out the newest docs, generates, and describes what changed
#   ci/docgen.sh report           writes a page for a browser: what is odd in the docs, and how much of them comes through
#   ci/docgen.sh propose          opens a pull request with what `update` left, or brings an open one up to date
#   ci/docgen.sh release          makes the package of what is tagged, a text of what changed, and a list of what it is built from
#   ci/docgen.sh publish          makes a release on GitHub of what `release` made, and with a token one on crates.io
#
# Settings, as environment variables:
DOCGEN="${DOCGEN:-msgraph-docgen}"                     # the program
CRATE="${CRATE:-generated}"                            # the crate's folder
CONFIG="${CONFIG:-}"                                   # the settings; docgen.toml, or else the crate's own
DOCS_URL="${DOCS_URL-https://github.com/microsoftgraph/microsoft-graph-docs-contrib}" # the docs' repository; empty when the docs are in this one
DOCS_DIR="${DOCS_DIR:-docs}"                           # where it is checked out; docgen.toml names it or a folder in it
DOCS_PATHS="${DOCS_PATHS:-api-reference}"              # the folders of it that are needed
REVISION_FILE="${REVISION_FILE:-docs.revision}"        # which revision the crate was made from; committed
BRANCH="${BRANCH:-docgen/update}"                      # the branch of the pull request
BODY="${BODY:-${TMPDIR:-/tmp}/docgen-pull-request.md}" # where `update` leaves the text for `propose`
REPORT="${REPORT:-docgen-findings.html}"               # where `report` writes its page
TAG="${TAG:-}"                                         # what `release` is of: 1.2.3, v1.2.3 or NAME-v1.2.3; the tag of HEAD
RELEASE="${RELEASE:-target/release-of-docgen}"         # the folder for what `release` makes
FORMAT="${FORMAT:-human}"                              # how `check` answers: human, github or json
set -euo pipefail

if [[ -z "$CONFIG" ]]; then
    CONFIG=docgen.toml
    [[ -f "$CONFIG" || ! -f "$CRATE/docgen.toml" ]] || CONFIG="$CRATE/docgen.toml"
fi

fail() {
    echo "error: $1" >&2
    exit 2
}

# The program with the settings, which need not be there.
docgen() {
    if [[ -f "$CONFIG" ]]; then "$DOCGEN" --config "$CONFIG" "$@"; else "$DOCGEN" "$@"; fi
}

# What changed between two crates in a folder, which are called what they are called there.
changes() {
    local program="$DOCGEN"
    [[ "$program" != */* ]] || program="$(cd "$(dirname "$program")" && pwd)/$(basename "$program")"
    (cd "$1" && "$program" diff --format markdown "${@:2}")
}

# Git about the docs; one line where that fails.
git_docs() {
    local said
    if ! said="$(git "$@" 2>&1 >/dev/null)"; then
        said="$(tail -n 1 <<<"$said")"
        fail "the docs cannot be had from $DOCS_URL: ${said#fatal: }; DOCS_URL says where they are, DOCS_DIR where they go"
    fi
}

# Checks out the docs at a revision or a branch: this one alone, and no other folders.
checkout_docs() {
    [[ -n "$DOCS_URL" ]] || return 0
    if [[ ! -d "$DOCS_DIR/.git" ]]; then
        git_docs clone --quiet --depth 1 --filter=blob:none --no-checkout -- "$DOCS_URL" "$DOCS_DIR"
    fi
    # shellcheck disable=SC2086 # several folders
    git_docs -C "$DOCS_DIR" sparse-checkout set $DOCS_PATHS
    git_docs -C "$DOCS_DIR" fetch --quiet --depth 1 --filter=blob:none --end-of-options origin "$1"
    git_docs -C "$DOCS_DIR" checkout --quiet --detach FETCH_HEAD
}

fetch() {
    local revision=HEAD
    if [[ -f "$REVISION_FILE" ]]; then
        revision="$(<"$REVISION_FILE")"
        # The file may have come with somebody's pull request: git would obey an option in it.
        if [[ ! "$revision" =~ ^[0-9a-f]{40,64}$ ]]; then
            fail "$REVISION_FILE holds no revision; write there what \`git rev-parse HEAD\` says of the docs"
        fi
    fi
    checkout_docs "$revision"
}

check() {
    docgen check --format "$FORMAT"
}

report() {
    local links=()
    # Lines are where GitHub shows them, of the revision that is checked out.
    if [[ "$DOCS_URL" == https://* ]]; then
        links=(--docs-url "${DOCS_URL%.git}/blob/$(git -C "$DOCS_DIR" rev-parse HEAD)/${DOCS_PATHS%% *}")
    fi
    docgen lint --format html --deny nothing ${links[@]+"${links[@]}"} >"$REPORT"
}

update() {
    rm -f "$BODY"
    checkout_docs HEAD
    # The text of the pull request names the folders as it finds them.
    local compared name
    compared="$(mktemp -d)" name="$(basename "$CRATE")"
    mkdir -p "$compared/before" "$compared/now"
    cp -R "$CRATE" "$compared/before/$name"
    # The version that follows goes where there are settings to hold it.
    local bump=()
    [[ ! -f "$CONFIG" || ! -f "$CRATE/Cargo.toml" ]] || bump=(--bump)
    docgen generate --quiet ${bump[@]+"${bump[@]}"}
    # Those tell every page that was touched, which by itself is nothing to propose.
    if diff --recursive --brief --exclude=docgen-manifest.json --exclude='*.pages.jsonl' "$compared/before/$name" "$CRATE" >/dev/null; then
        git checkout --quiet -- "$CRATE"
        echo "nothing new: the crate is what the newest docs say"
    else
        [[ -z "$DOCS_URL" ]] || git -C "$DOCS_DIR" rev-parse HEAD >"$REVISION_FILE"
        cp -R "$CRATE" "$compared/now/$name"
        changes "$compared" "before/$name" "now/$name" >"$BODY"
        echo "the newest docs change the crate: see $BODY"
    fi
    rm -rf "$compared"
}

tag_of_release() {
    local tag="${TAG:-$(git describe --tags --exact-match HEAD 2>/dev/null || true)}"
    [[ -n "$tag" ]] || fail "HEAD has no tag; TAG names the release"
    echo "$tag"
}

# What is released is what the docs say, under a version that makes known what changed since the release before.
release() {
    local tag version before compared
    tag="$(tag_of_release)"
    version="$(sed -n 's/^version = "\(.*\)"$/\1/p' "$CRATE/Cargo.toml" | head -n 1)"
    [[ "$tag" =~ (^|-)v?"$version"$ ]] || fail "$CRATE is $version, and the tag is $tag"
    check
    rm -rf "$RELEASE"
    mkdir -p "$RELEASE"
    compared="$(mktemp -d)"
    before="$(git describe --tags --abbrev=0 HEAD^ 2>/dev/null || true)"
    if [[ -n "$before" ]] && git cat-file -e "$before:$CRATE/Cargo.toml" 2>/dev/null; then
        mkdir -p "$compared/$before" "$compared/$tag"
        git archive "$before" -- "$CRATE" | tar -x -C "$compared/$before"
        git archive HEAD -- "$CRATE" | tar -x -C "$compared/$tag"
        changes "$compared" "$before/$CRATE" "$tag/$CRATE" --fail-on version >"$RELEASE/changes.md"
        # A second opinion, of a tool that reads what rustdoc says.
        if cargo semver-checks --version >/dev/null 2>&1; then
            cargo semver-checks --all-features --manifest-path "$CRATE/Cargo.toml" --baseline-root "$compared/$before/$CRATE"
        fi
    else
        echo "The first release." >"$RELEASE/changes.md"
    fi
    cargo package --quiet --manifest-path "$CRATE/Cargo.toml" --target-dir "$compared/target"
    cp "$compared"/target/package/*.crate "$RELEASE"
    # A workspace around the crate has packages of its own.
    tar -xzf "$RELEASE"/*.crate -C "$compared"
    if cargo cyclonedx --version >/dev/null 2>&1; then
        (cd "$compared"/*-"$version" && cargo cyclonedx --quiet --format json --all-features --target all --override-filename sbom)
        cp "$compared"/*-"$version"/sbom.json "$RELEASE"
    else
        echo "cargo-cyclonedx is not installed: no sbom.json"
    fi
    rm -rf "$compared"
    echo "$tag is in $RELEASE"
}

publish() {
    local tag files
    tag="$(tag_of_release)"
    files=("$RELEASE"/*.crate)
    [[ ! -f "$RELEASE/sbom.json" ]] || files+=("$RELEASE/sbom.json")
    gh release create "$tag" --verify-tag --title "$tag" --notes-file "$RELEASE/changes.md" "${files[@]}"
    [[ -z "${CARGO_REGISTRY_TOKEN:-}" ]] || cargo publish --manifest-path "$CRATE/Cargo.toml"
}

propose() {
    if [[ ! -f "$BODY" ]]; then
        echo "nothing to propose"
        return
    fi
    git switch --quiet --force-create "$BRANCH"
    git add -- "$CRATE"
    [[ ! -f "$CONFIG" ]] || git add -- "$CONFIG"
    [[ ! -f "$REVISION_FILE" ]] || git add -- "$REVISION_FILE"
    git commit --quiet --message "Bring the crate up to date with the docs"
    git push --quiet --force origin "HEAD:refs/heads/$BRANCH"
    if [[ "$(gh pr view "$BRANCH" --json state --jq .state 2>/dev/null || true)" == OPEN ]]; then
        gh pr edit "$BRANCH" --body-file "$BODY"
    else
        gh pr create --head "$BRANCH" --title "Bring the crate up to date with the docs" --body-file "$BODY"
    fi
}

case "${1:-}" in
fetch | check | report | update | propose | release | publish) "$1" ;;
*)
    echo "usage: $0 fetch|check|report|update|propose|release|publish" >&2
    exit 2
    ;;
esac
