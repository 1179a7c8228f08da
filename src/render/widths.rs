//! How columns share the width of a line.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

/// Narrower than this a cell says next to nothing.
const NARROWEST: usize = 4;
/// What is kept for each other column where a few ids are long.
const KEPT_FOR_OTHERS: usize = 8;

/// How a column gives way where the line is too short for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shrinking {
    /// Not at all: half an id names nothing.
    Never,
    /// Its cells are cut at their end.
    AtEnd,
    /// In cells like `key=value, key=value` the longest values are cut, and the keys can be read.
    InValues,
}

/// The columns a text takes on a terminal.
pub fn width_of(text: &str) -> usize {
    match text.is_ascii() {
        // Control characters have been made visible before, so that each is one column wide.
        true => text.len(),
        false => text.width(),
    }
}

/// Widths that together fit into `room`: no column gets more than it needs, and the widest give way.
pub fn share(needs: &[usize], room: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..needs.len()).collect();
    order.sort_by_key(|&at| needs[at]);
    let mut widths = needs.to_vec();
    let mut left = room;
    for (at, &column) in order.iter().enumerate() {
        let fair = left / (needs.len() - at);
        widths[column] = needs[column].min(fair.max(NARROWEST));
        left = left.saturating_sub(widths[column]);
    }
    widths
}

/// What columns need.
pub struct ColumnNeeds<'a> {
    pub shrinking: &'a [Shrinking],
    /// What columns were given so far: they do not become narrower without need.
    pub least: &'a [usize],
    /// The widths of all cells, row by row.
    pub cells: &'a [usize],
}

impl ColumnNeeds<'_> {
    /// The widths where nothing is cut. A cell that is wider than `most` does not widen its column.
    pub fn uncut(&self, most: usize) -> Vec<usize> {
        let columns = 0..self.shrinking.len();
        columns.map(|column| self.need(column, most)).collect()
    }

    /// The widths where the line has this much room, gaps aside.
    pub fn within(&self, room: usize) -> Vec<usize> {
        let columns = self.shrinking.len();
        let is_whole = |column: &usize| self.shrinking[*column] == Shrinking::Never;
        let (whole, others): (Vec<usize>, Vec<usize>) = (0..columns).partition(is_whole);
        let mut widths = vec![0; columns];
        let needs: Vec<usize> = others
            .iter()
            .map(|&column| self.need(column, usize::MAX))
            .collect();
        let kept: usize = needs.iter().map(|&need| need.min(KEPT_FOR_OTHERS)).sum();
        let mut left = room;
        for (at, &column) in whole.iter().enumerate() {
            let behind = NARROWEST * (whole.len() - at - 1);
            let mut most = left.saturating_sub(behind + kept);
            if self.is_mostly_over(column, most) {
                most = left.saturating_sub(behind + NARROWEST * others.len());
            }
            // Those that are wider still run over the edge of their column.
            widths[column] = self.need(column, most);
            left = left.saturating_sub(widths[column]);
        }
        for (column, width) in others.into_iter().zip(share(&needs, left)) {
            widths[column] = width;
        }
        widths
    }

    /// Whether more cells of a column are wider than this than are not.
    fn is_mostly_over(&self, column: usize, most: usize) -> bool {
        let cells = self.cells.iter().skip(column);
        let cells = cells.step_by(self.shrinking.len());
        let (over, within): (Vec<&usize>, Vec<&usize>) = cells.partition(|&&width| width > most);
        over.len() > within.len()
    }

    /// The widest cell of a column, those wider than `most` aside.
    fn need(&self, column: usize, most: usize) -> usize {
        let cells = self.cells.iter().skip(column);
        let widest = cells
            .step_by(self.shrinking.len())
            .filter(|&&width| width <= most)
            .max();
        widest
            .map_or(0, |&width| width)
            .max(self.least[column])
            .max(1)
    }
}

/// How much is shown of the cells of one row.
///
/// A cell that is wider than its column takes room that the cells behind it leave, before it is
/// cut. A column that never shrinks takes what it needs.
pub fn lay_out_row(
    cells: &[usize],
    widths: &[usize],
    shrinking: &[Shrinking],
    gap: usize,
    total: Option<usize>,
    into: &mut Vec<usize>,
) {
    into.clear();
    // What the cells to the right need, each with the gap before it.
    let needs = cells.iter().zip(widths);
    let mut right: usize = needs.map(|(cell, width)| cell.min(width) + gap).sum();
    let (mut column, mut begin) = (0, 0);
    for ((&cell, &width), shrinking) in cells.iter().zip(widths).zip(shrinking) {
        right -= cell.min(width) + gap;
        begin = column.max(begin);
        let room = match total {
            Some(total) if *shrinking != Shrinking::Never => total.saturating_sub(begin + right),
            _ => usize::MAX,
        };
        let shown = cell.min(room.max(width));
        into.push(shown);
        column += width + gap;
        begin += shown + gap;
    }
}

/// The text, and an ellipsis where it is wider than there is room for.
pub fn cut_end(text: &str, width: usize) -> Cow<'_, str> {
    if width_of(text) <= width {
        return Cow::Borrowed(text);
    }
    let mut short = String::new();
    for c in text.chars() {
        short.push(c);
        // The whole is measured, since some characters are narrower together than one by one.
        if short.width() > width.saturating_sub(1) {
            short.pop();
            break;
        }
    }
    short.push('…');
    Cow::Owned(short)
}

/// The same for a dotted name, whose last part says the most.
pub fn cut_begin(text: &str, width: usize) -> Cow<'_, str> {
    if width_of(text) <= width {
        return Cow::Borrowed(text);
    }
    let begin = text.char_indices().map(|(at, _)| at).find(|&at| {
        let rest = &text[at..];
        width_of(rest) < width
    });
    Cow::Owned(format!("…{}", &text[begin.unwrap_or(text.len())..]))
}

/// The same for `key=value, key=value`: the longest values give way.
pub fn cut_values(text: &str, width: usize) -> Cow<'_, str> {
    if width_of(text) <= width {
        return Cow::Borrowed(text);
    }
    let pairs = pairs(text);
    let heads: usize = pairs.iter().map(|(key, _)| width_of(key) + 1).sum();
    let fixed = heads + 2 * pairs.len().saturating_sub(1);
    let room = width.saturating_sub(fixed);
    if pairs.is_empty() || room < NARROWEST * pairs.len() {
        return cut_end(text, width);
    }
    let needs: Vec<usize> = pairs.iter().map(|(_, value)| width_of(value)).collect();
    let widths = share(&needs, room);
    let mut short = String::with_capacity(width * 2);
    for ((key, value), width) in pairs.into_iter().zip(widths) {
        if !short.is_empty() {
            short.push_str(", ");
        }
        short.push_str(key);
        short.push('=');
        short.push_str(&cut_end(value, width));
    }
    Cow::Owned(short)
}

/// The pairs of a cell; none where it has another shape. A comma without a key behind it belongs to
/// the value.
fn pairs(text: &str) -> Vec<(&str, &str)> {
    let mut ends: Vec<usize> = text
        .match_indices(", ")
        .map(|(at, _)| at)
        .filter(|&at| has_key(&text[at + 2..]))
        .collect();
    ends.push(text.len());
    let mut begin = 0;
    let mut pairs = Vec::with_capacity(ends.len());
    for end in ends {
        let Some(pair) = text[begin..end].split_once('=') else {
            return Vec::new();
        };
        pairs.push(pair);
        begin = end + 2;
    }
    pairs
}

fn has_key(text: &str) -> bool {
    let end = text.find([',', ' ', '=']);
    end.is_some_and(|end| end > 0 && text[end..].starts_with('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_give_way() {
        assert_eq!(share(&[3, 40, 20], 100), [3, 40, 20]);
        assert_eq!(share(&[3, 40, 20], 43), [3, 20, 20]);
        assert_eq!(share(&[3, 40, 30], 43), [3, 20, 20]);
        assert_eq!(share(&[30, 40], 2), [4, 4]);
    }

    #[test]
    fn a_column_of_ids_is_whole_and_leaves_the_others_a_little() {
        use Shrinking::{AtEnd, InValues, Never};
        let shrinking = [Never, AtEnd, InValues];
        let needs = |cells: &[usize], room| {
            ColumnNeeds {
                shrinking: &shrinking,
                least: &[2, 4, 8],
                cells,
            }
            .within(room)
        };
        assert_eq!(needs(&[30, 10, 20], 76), [30, 10, 20]);
        assert_eq!(needs(&[50, 10, 90], 76), [50, 10, 16]);
        // One that is longer than the line does not take all of it from the rest.
        assert_eq!(needs(&[200, 10, 20, 5, 10, 20], 76), [5, 10, 20]);
    }

    #[test]
    fn a_wide_cell_takes_the_room_that_others_leave() {
        use Shrinking::{AtEnd, Never};
        let shrinking = [Never, AtEnd, AtEnd];
        let laid = |cells: [usize; 3]| {
            let mut into = Vec::new();
            lay_out_row(&cells, &[5, 10, 10], &shrinking, 2, Some(29), &mut into);
            into
        };
        assert_eq!(laid([5, 10, 10]), [5, 10, 10]);
        assert_eq!(laid([5, 30, 10]), [5, 10, 10]);
        assert_eq!(laid([5, 30, 3]), [5, 17, 3]);
        assert_eq!(laid([9, 3, 30]), [9, 3, 10]);
        assert_eq!(laid([40, 30, 30]), [40, 10, 10]);
    }

    #[test]
    fn cuts() {
        assert_eq!(cut_end("日本語", 4), "日…");
        assert_eq!(cut_begin("METADATA.TEAM", 8), "…TA.TEAM");
        assert_eq!(cut_begin("METADATA.TEAM", 1), "…");
        let text = "avatar=https://a.example/1, team=x";
        assert_eq!(cut_values(text, 28), "avatar=https://a.ex…, team=x");
        assert_eq!(cut_values(text, 12), "avatar=http…");
        assert_eq!(cut_values("just, a text", 8), "just, a…");
        assert_eq!(
            cut_values("bio=one, two, three and four, n=1", 24),
            "bio=one, two, thre…, n=1"
        );
    }
}
