//! Names that say what is done: those of actions and functions.

/// How names of actions and functions begin that say what is done: `createUploadSession`, `checkMemberGroups`, `add`.
const VERBS: &[&str] = &[
    "accept",
    "activate",
    "add",
    "archive",
    "assign",
    "batch",
    "cancel",
    "check",
    "clear",
    "clone",
    "commit",
    "complete",
    "confirm",
    "copy",
    "create",
    "decline",
    "delete",
    "disable",
    "discover",
    "dismiss",
    "enable",
    "extract",
    "find",
    "follow",
    "forward",
    "get",
    "grant",
    "invite",
    "move",
    "publish",
    "reauthorize",
    "release",
    "remove",
    "renew",
    "reply",
    "reset",
    "restore",
    "retry",
    "revoke",
    "send",
    "set",
    "submit",
    "unarchive",
    "unfollow",
    "update",
    "upload",
    "validate",
    "verify",
];

/// Whether a name begins with a verb as a word of its own.
pub fn begins_with_verb(segment: &str) -> bool {
    let first = segment.find(|c: char| !c.is_ascii_lowercase()).map_or(segment, |end| &segment[..end]);
    VERBS.contains(&first)
}
