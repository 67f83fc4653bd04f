//! Runs contenders in turn, and prints what each costs with its ratios to the first, round by round.

use anyhow::Result;

use crate::process::Cost;

/// One of the things that are compared.
pub struct Contender<'a> {
    name: String,
    run: Box<dyn FnMut() -> Result<Cost> + 'a>,
}

impl<'a> Contender<'a> {
    pub fn new(name: impl Into<String>, run: impl FnMut() -> Result<Cost> + 'a) -> Self {
        Self { name: name.into(), run: Box::new(run) }
    }
}

/// Runs every contender once a round. A ratio compares two runs of one round, so that a machine whose speed drifts
/// does not favour either.
pub fn compare(title: &str, rounds: usize, mut contenders: Vec<Contender<'_>>) -> Result<Vec<Vec<Cost>>> {
    let mut costs: Vec<Vec<Cost>> = vec![Vec::new(); contenders.len()];
    for _ in 0..rounds.max(1) {
        for (contender, costs) in contenders.iter_mut().zip(&mut costs) {
            costs.push((contender.run)()?);
        }
    }
    println!(
        "\n## {title}\n\n| | CPU seconds | CPU, ratio to the first | peak MB | peak, ratio |\n|---|---|---|---|---|"
    );
    for (contender, of) in contenders.iter().zip(&costs) {
        let ratio = |figure: fn(&Cost) -> f64| spread(of.iter().zip(&costs[0]).map(|(a, b)| figure(a) / figure(b)), 2);
        println!(
            "| {} | {} | {} | {} | {} |",
            contender.name,
            spread(of.iter().map(|c| c.cpu), 2),
            ratio(|c| c.cpu),
            spread(of.iter().map(|c| c.peak), 0),
            ratio(|c| c.peak)
        );
    }
    Ok(costs)
}

/// `median (min-max)`.
pub fn spread(values: impl Iterator<Item = f64>, digits: usize) -> String {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    match values.as_slice() {
        [] => "-".to_owned(),
        [one] => format!("{one:.digits$}"),
        [min, .., max] => format!("{:.digits$} ({min:.digits$}-{max:.digits$})", values[values.len() / 2]),
    }
}
