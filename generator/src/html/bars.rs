//! Shares of a whole as bars, with their numbers beside them.

use super::markup::{Element, Markup, element};

/// What is shown of each thing: the parts of a bar by their classes, with the heads of the columns of their numbers.
pub struct Parts<const N: usize> {
    pub of: &'static str,
    pub columns: [(&'static str, &'static str); N],
}

/// Named things, with how many there are of each part.
pub type Row<const N: usize> = (Markup, [usize; N]);

/// A bar is as many units long.
const LENGTH: f64 = 100.0;
/// What there is at all can be seen.
const SHORTEST: f64 = 1.5;

impl<const N: usize> Parts<N> {
    /// Without a caption below a heading that says the same.
    pub fn table(&self, caption: Option<String>, rows: impl IntoIterator<Item = Row<N>>) -> Element {
        let head = |text: &str| element("th").attribute("scope", "col").with(text);
        let heads = element("tr")
            .with(head(self.of))
            .with(head("share"))
            .with_all(self.columns.map(|(class, name)| head("").class("number").with(swatch(class)).with(name)));
        element("table")
            .class("bars")
            .with(caption.map(|caption| element("caption").with(caption)))
            .with(element("thead").with(heads))
            .with(element("tbody").with_all(rows.into_iter().map(|(name, counts)| self.row(name, counts))))
    }

    fn row(&self, name: Markup, counts: [usize; N]) -> Element {
        element("tr")
            .with(element("th").attribute("scope", "row").with(name))
            .with(element("td").with(self.bar(counts)))
            .with_all(counts.map(|count| element("td").class("number").with(count)))
    }

    fn bar(&self, counts: [usize; N]) -> Element {
        let told = self.columns.iter().zip(counts).map(|((_, name), count)| format!("{count} {name}"));
        let told: Vec<String> = told.collect();
        let bar = element("svg").class("bar").attribute("viewBox", format!("0 0 {LENGTH} 10"));
        let bar = bar.attribute("preserveAspectRatio", "none").attribute("role", "img");
        let mut start = 0.0;
        let parts = self.columns.iter().zip(lengths(counts)).filter(|(_, length)| *length > 0.0);
        let rects = parts.map(|((class, _), length)| {
            let rect = element("rect").class(class).attribute("x", format!("{start:.2}"));
            start += length;
            rect.attribute("width", format!("{length:.2}")).attribute("height", 10)
        });
        bar.attribute("aria-label", told.join(", ")).with_all(rects.collect::<Vec<_>>())
    }
}

/// The longest part gives what the shortest ones need to be seen.
fn lengths<const N: usize>(counts: [usize; N]) -> [f64; N] {
    let all: usize = counts.iter().sum();
    // No docs have more things than an f64 counts.
    let lengths = counts.map(|count| if count == 0 { 0.0 } else { (LENGTH * count as f64 / all as f64).max(SHORTEST) });
    let surplus = lengths.iter().sum::<f64>() - LENGTH;
    let longest = lengths.iter().copied().fold(0.0, f64::max);
    lengths.map(|length| if length > 0.0 && length == longest { length - surplus.max(0.0) } else { length })
}

fn swatch(class: &'static str) -> Element {
    let rect = element("rect").class(class).attribute("width", 10).attribute("height", 10);
    element("svg").class("swatch").attribute("viewBox", "0 0 10 10").attribute("aria-hidden", "true").with(rect)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_there_is_can_be_seen_and_the_bar_is_full() {
        assert_eq!(lengths([1, 1, 2]), [25.0, 25.0, 50.0]);
        assert_eq!(lengths([9_999, 1, 0]), [98.5, 1.5, 0.0]);
        assert_eq!(lengths([0, 0, 0]), [0.0; 3]);
    }
}
