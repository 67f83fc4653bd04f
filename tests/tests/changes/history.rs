//! Four months of real edits.

use docgen_tests::program::{program, shared, succeed};
use serde_json::Value;

fn sides() -> Option<[String; 2]> {
    let path = |of: &str| shared(of).map(|p| p.to_string_lossy().into_owned());
    Some([path("corpus/2021-03/v1.0")?, path("corpus/2021-07/v1.0")?])
}

fn has(answer: &Value, rule: &str, subject: &str) -> bool {
    let changes = answer["changes"].as_array().expect("changes");
    changes.iter().any(|c| c["rule"] == rule && c["subject"].as_str().is_some_and(|s| s.contains(subject)))
}

#[test]
fn real_history_is_read_as_a_change_of_the_api() {
    let Some([old, new]) = sides() else { return };
    let diff = |new: &str, format: &str| succeed(program().args(["diff", "--quiet", &old, new, "--format", format]));
    let answer: Value = serde_json::from_str(&diff(&new, "json")).unwrap();
    // Looked up on the pages of both sides.
    assert!(has(&answer, "parameter-removed", "`clientContext` of `POST /communications/calls/{id}/transfer`"));
    assert!(has(&answer, "property-retyped", "assignedPlan.capabilityStatus"));
    assert!(has(&answer, "body-changed", "/protection/unprotect"));
    assert!(has(&answer, "permission-changed", "/syncDevice"));
    // Most of what changed on the pages is no change of the API: less than a tenth of what was there breaks.
    let breaking = answer["tally"]["breaking"].as_u64().unwrap();
    assert!((50..300).contains(&breaking), "{breaking}");

    let comment = diff(&new, "markdown");
    assert!(comment.len() < 65_536 && comment.len() > 60_000, "{}", comment.len());
    assert!(comment.contains("left out here"), "{}", &comment[comment.len() - 300..]);
    assert_eq!(comment.matches("<details>").count(), comment.matches("</details>").count());

    let same: Value = serde_json::from_str(&diff(&old, "json")).unwrap();
    assert_eq!((same["bump"].as_str(), same["changes"].as_array().map(Vec::len)), (Some("none"), Some(0)));
}
