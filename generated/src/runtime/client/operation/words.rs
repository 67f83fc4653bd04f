//! The words of the services for how an operation is.

/// How an operation is: the services have many words for few states.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OperationStatus {
    /// It waits to begin.
    NotStarted,
    /// It is under way.
    Running,
    /// It is done.
    Succeeded,
    /// It is done, but for a part that failed.
    PartiallySucceeded,
    /// It has failed.
    Failed,
    /// Somebody ended it.
    Canceled,
    /// It has ended without having been done, as nothing was to do.
    Skipped,
    /// What the service says instead, and is taken to be under way.
    Other(String),
}

/// The words in the documentation of all operations and jobs, in lower case.
const WORDS: &[(&str, OperationStatus)] = &[
    ("notstarted", OperationStatus::NotStarted),
    ("queued", OperationStatus::NotStarted),
    ("pending", OperationStatus::NotStarted),
    ("waiting", OperationStatus::NotStarted),
    ("scheduled", OperationStatus::NotStarted),
    ("submitted", OperationStatus::NotStarted),
    ("running", OperationStatus::Running),
    ("inprogress", OperationStatus::Running),
    ("processing", OperationStatus::Running),
    ("succeeded", OperationStatus::Succeeded),
    ("success", OperationStatus::Succeeded),
    ("successful", OperationStatus::Succeeded),
    ("complete", OperationStatus::Succeeded),
    ("completed", OperationStatus::Succeeded),
    ("done", OperationStatus::Succeeded),
    ("finished", OperationStatus::Succeeded),
    ("partiallysucceeded", OperationStatus::PartiallySucceeded),
    ("partiallycompleted", OperationStatus::PartiallySucceeded),
    ("partialsuccess", OperationStatus::PartiallySucceeded),
    ("completedwitherrors", OperationStatus::PartiallySucceeded),
    ("completedwithwarnings", OperationStatus::PartiallySucceeded),
    ("failed", OperationStatus::Failed),
    ("failure", OperationStatus::Failed),
    ("error", OperationStatus::Failed),
    ("faulted", OperationStatus::Failed),
    ("rejected", OperationStatus::Failed),
    ("expired", OperationStatus::Failed),
    ("timedout", OperationStatus::Failed),
    ("submissionfailed", OperationStatus::Failed),
    ("deletefailed", OperationStatus::Failed),
    ("canceled", OperationStatus::Canceled),
    ("cancelled", OperationStatus::Canceled),
    ("aborted", OperationStatus::Canceled),
    ("stopped", OperationStatus::Canceled),
    ("terminated", OperationStatus::Canceled),
    ("skipped", OperationStatus::Skipped),
];

impl OperationStatus {
    pub(super) fn parse(text: &str) -> Self {
        let word = text.to_ascii_lowercase();
        let known = WORDS.iter().find(|(each, _)| *each == word);
        known.map_or_else(|| Self::Other(text.to_owned()), |(_, status)| status.clone())
    }

    /// Whether it changes no more.
    pub fn is_final(&self) -> bool {
        !matches!(self, Self::NotStarted | Self::Running | Self::Other(_))
    }

    /// Whether there is a result.
    pub fn is_success(&self) -> bool {
        matches!(self, Self::Succeeded | Self::PartiallySucceeded)
    }
}
