//! The version number that follows from changes, as Cargo reads version numbers.

use semver::Version;
use serde::Serialize;

use super::{Change, Level};

/// How many changes there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Tally {
    pub breaking: usize,
    pub additions: usize,
    /// Changes of the API that matter to no code that compiles, such as those of permissions.
    pub other: usize,
    /// Nothing but words.
    pub docs_only: usize,
}

/// What the version number has to make known, as if it were 1.0 or above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Bump {
    None,
    Patch,
    Minor,
    Major,
}

impl Tally {
    pub fn count<'c>(changes: impl IntoIterator<Item = &'c Change>) -> Self {
        let mut tally = Self::default();
        for change in changes {
            *match (change.rule.is_docs_only(), change.rule.level) {
                (true, _) => &mut tally.docs_only,
                (false, Level::Major) => &mut tally.breaking,
                (false, Level::Minor) => &mut tally.additions,
                (false, Level::Patch) => &mut tally.other,
            } += 1;
        }
        tally
    }

    pub fn bump(self) -> Bump {
        match self {
            Self { breaking: 1.., .. } => Bump::Major,
            Self { additions: 1.., .. } => Bump::Minor,
            Self { other: 1.., .. } | Self { docs_only: 1.., .. } => Bump::Patch,
            _ => Bump::None,
        }
    }
}

impl Bump {
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }

    /// The next version: the first number that is not zero says what is compatible.
    pub fn next(self, version: &Version) -> Version {
        let Version { major, minor, patch, .. } = *version;
        match (self, major, minor) {
            (Self::None, ..) => version.clone(),
            (Self::Major, 0, 0) => Version::new(0, 0, patch + 1),
            (Self::Major, 0, _) => Version::new(0, minor + 1, 0),
            (Self::Major, ..) => Version::new(major + 1, 0, 0),
            (Self::Minor, 1.., _) => Version::new(major, minor + 1, 0),
            (Self::Minor | Self::Patch, ..) => Version::new(major, minor, patch + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_number_that_is_not_zero_says_what_is_compatible() {
        let next = |bump: Bump, from: &str| bump.next(&Version::parse(from).unwrap()).to_string();
        let cases = [
            ("1.2.3", ["1.2.3", "1.2.4", "1.3.0", "2.0.0"]),
            ("0.2.3", ["0.2.3", "0.2.4", "0.2.4", "0.3.0"]),
            ("0.0.3", ["0.0.3", "0.0.4", "0.0.4", "0.0.4"]),
        ];
        for (from, expected) in cases {
            let versions = [Bump::None, Bump::Patch, Bump::Minor, Bump::Major].map(|bump| next(bump, from));
            assert_eq!(versions, expected);
        }
    }
}
