//! The numbers of an instance: text everywhere, and bars beside it on a terminal.

use unicode_width::UnicodeWidthStr;

use crate::document::InstanceStats;
use crate::record::{Mode, ModeScale, shortened};

use super::clean::for_terminal;
use super::console::Console;
use super::error::RenderError;
use super::out::Out;

/// Columns of the longest bar.
const LONGEST_BAR: usize = 40;
/// Below this there is no room for bars.
const SHORTEST_BAR: usize = 4;
/// Ids of empty channels that are named.
const NAMED: usize = 5;
/// Characters of a channel's name.
const LONGEST_NAME: usize = 32;
/// Eighths of a block, from one to eight.
const EIGHTHS: [char; 8] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];

/// Rows of a label and a number.
struct BarChart {
    label: &'static str,
    counted: &'static str,
    rows: Vec<(String, u64)>,
}

pub fn print_stats(console: &Console, stats: &InstanceStats) -> Result<(), RenderError> {
    let mut out = Out::new();
    let mut totals = vec![
        ("users", stats.users),
        ("channels", stats.channels),
        ("members", stats.members),
        ("users in no channel", stats.users_in_no_channel),
        ("empty channels", stats.empty_channels),
    ];
    if stats.channels_not_read > 0 {
        totals.push(("channels not read", stats.channels_not_read));
    }
    let number_width = width_of(totals.iter().map(|(_, number)| *number));
    for (label, number) in &totals {
        let mut line = format!("{label:19}  {number:>number_width$}");
        if *label == "empty channels" && stats.empty_channels > 0 {
            line.push_str(&format!("  {}", named(stats)));
        }
        out.line(&line)?;
    }
    for chart in charts(stats, console.mode_scale()) {
        if !chart.rows.is_empty() {
            chart.print(console, &mut out)?;
        }
    }
    out.flush()
}

/// The first empty channels.
fn named(stats: &InstanceStats) -> String {
    let first = stats.first_empty_channels.iter().take(NAMED);
    let mut names: Vec<String> = first.map(|id| for_terminal(id).into_owned()).collect();
    if stats.empty_channels > names.len() as u64 {
        names.push("…".to_owned());
    }
    names.join(", ")
}

fn charts(stats: &InstanceStats, scale: ModeScale) -> [BarChart; 3] {
    let of_mode = |mode: Option<u64>| match mode {
        Some(mode) => scale.show(Mode(mode)),
        None => "none".to_owned(),
    };
    let filled = stats
        .channels_by_members
        .iter()
        .rposition(|size| size.channels > 0);
    let sizes = &stats.channels_by_members[..filled.map_or(0, |last| last + 1)];
    let longest_id = stats
        .largest_channels
        .iter()
        .map(|channel| for_terminal(&channel.id).width());
    let longest_id = longest_id.max().unwrap_or(0);
    [
        BarChart {
            label: "MODE",
            counted: "USERS",
            rows: stats
                .users_by_mode
                .iter()
                .map(|entry| (of_mode(entry.mode), entry.users))
                .collect(),
        },
        BarChart {
            label: "MEMBERS",
            counted: "CHANNELS",
            rows: sizes
                .iter()
                .map(|size| (range(size.from, size.to), size.channels))
                .collect(),
        },
        BarChart {
            label: "LARGEST CHANNELS",
            counted: "MEMBERS",
            rows: stats
                .largest_channels
                .iter()
                .map(|channel| {
                    let id = padded(&for_terminal(&channel.id), longest_id);
                    let name = channel.name.as_deref().unwrap_or_default();
                    let name = shortened(name, LONGEST_NAME);
                    let label = format!("{id}  {}", for_terminal(&name));
                    (label.trim_end().to_owned(), channel.members)
                })
                .collect(),
        },
    ]
}

fn range(from: u64, to: Option<u64>) -> String {
    match to {
        Some(to) if to == from => from.to_string(),
        Some(to) => format!("{from}-{to}"),
        None => format!("{from} and more"),
    }
}

impl BarChart {
    fn print(&self, console: &Console, out: &mut Out) -> Result<(), RenderError> {
        let labels = self.rows.iter().map(|(label, _)| label.width());
        let label_width = labels.chain([self.label.width()]).max().unwrap_or(0);
        let numbers = width_of(self.rows.iter().map(|(_, number)| *number));
        let number_width = numbers.max(self.counted.len());
        let most = self
            .rows
            .iter()
            .map(|(_, number)| *number)
            .max()
            .unwrap_or(0);
        // Two gaps of two columns.
        let room = console.terminal().width.map_or(0, |width| {
            width.saturating_sub(label_width + number_width + 4)
        });
        out.line("")?;
        out.line(&format!(
            "{}  {:>number_width$}",
            padded(self.label, label_width),
            self.counted
        ))?;
        for (label, number) in &self.rows {
            let mut line = format!("{}  {number:>number_width$}", padded(label, label_width));
            if room >= SHORTEST_BAR && *number > 0 {
                let bar = bar(*number, most, room.min(LONGEST_BAR));
                line.push_str("  ");
                match console.paints_results() {
                    true => line.push_str(&format!("\u{1b}[36m{bar}\u{1b}[0m")),
                    false => line.push_str(&bar),
                }
            }
            out.line(&line)?;
        }
        Ok(())
    }
}

/// A bar that is in proportion to the greatest number, and never without length.
fn bar(number: u64, most: u64, width: usize) -> String {
    let share = number as f64 / most.max(1) as f64;
    let eighths = ((share * (8 * width) as f64).round() as usize).clamp(1, 8 * width);
    let mut bar: String = std::iter::repeat_n(EIGHTHS[7], eighths / 8).collect();
    if !eighths.is_multiple_of(8) {
        bar.push(EIGHTHS[eighths % 8 - 1]);
    }
    bar
}

fn width_of(numbers: impl Iterator<Item = u64>) -> usize {
    numbers.max().unwrap_or(0).to_string().len()
}

fn padded(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_numbers() {
        assert_eq!(bar(10, 10, 4), "████");
        assert_eq!(bar(5, 10, 4), "██");
        assert_eq!(bar(1, 10, 4), "▍");
        assert_eq!(bar(1, 1_000_000, 40), "▏");
        assert_eq!(bar(u64::MAX, u64::MAX, 4), "████");
    }
}
