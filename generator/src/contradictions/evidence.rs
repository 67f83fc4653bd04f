//! On whose side the pages' own examples are.

use serde_json::Value;

/// How many values of examples are as only one side says, as both do, or as neither does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    pub page: usize,
    pub metadata: usize,
    pub both: usize,
    pub neither: usize,
}

impl Evidence {
    /// Of values by whether they are as the page and as the metadata says.
    pub fn weigh<'v>(
        values: impl IntoIterator<Item = &'v Value>,
        fits_page: impl Fn(&Value) -> bool,
        fits_metadata: impl Fn(&Value) -> bool,
    ) -> Self {
        let mut evidence = Self::default();
        for value in values {
            *match (fits_page(value), fits_metadata(value)) {
                (true, true) => &mut evidence.both,
                (true, false) => &mut evidence.page,
                (false, true) => &mut evidence.metadata,
                (false, false) => &mut evidence.neither,
            } += 1;
        }
        evidence
    }

    pub fn is_for_metadata(self) -> bool {
        self.metadata > self.page
    }

    /// What the examples say, for people.
    pub fn told(self) -> String {
        let Self { page, metadata, both, neither } = self;
        let all = page + metadata + both + neither;
        let fit = |count: usize| match (count, all) {
            (1, 1) => "its example fits".to_owned(),
            (count, all) if count == all => format!("all {all} of its examples fit"),
            (count, all) => format!("{count} of its {all} examples fit"),
        };
        match (page, metadata) {
            _ if all == 0 => "no example tells".to_owned(),
            (0, 0) if both > 0 => format!("{} both", fit(both)),
            (0, 0) => format!("{} neither", fit(neither)),
            (_, 0) => format!("{} the page alone", fit(page)),
            (0, _) => format!("{} the metadata alone", fit(metadata)),
            _ => format!("{} the page alone, and {metadata} the metadata", fit(page)),
        }
    }
}
