//! Tables: sober, as wide as the terminal, and whole where there is none.

use std::borrow::Cow;

use comfy_table::{ColumnConstraint, ContentArrangement, Row, Table, Width, presets};
use unicode_width::UnicodeWidthStr;

use super::error::RenderError;
use super::out::Out;

/// Space between two columns.
const GAP: u16 = 2;
/// comfy-table counts widths in 16 bits; a row with a wider cell is written without it.
const WIDEST: usize = 60_000;

/// Rows that comfy-table holds at a time; it takes more than a kilobyte for each.
const AT_ONCE: usize = 200;

/// A table that is written page by page, its columns as wide as the first page needs them.
pub struct Grid {
    header: Vec<String>,
    /// The terminal's width; none where nothing may be cut.
    width: Option<usize>,
    widths: Option<Vec<usize>>,
}

impl Grid {
    pub fn new(header: Vec<String>, width: Option<usize>) -> Grid {
        Grid {
            header,
            width,
            widths: None,
        }
    }

    /// Writes rows, and the header before the first ones.
    pub fn rows(&mut self, rows: &[Vec<String>], out: &mut Out) -> Result<(), RenderError> {
        let with_header = self.widths.is_none();
        let widths = match self.widths.take() {
            Some(widths) => widths,
            None => self.settle(rows),
        };
        let mut pending: Vec<&[String]> = Vec::new();
        if with_header {
            pending.push(&self.header);
        }
        for row in rows {
            if pending.len() == AT_ONCE {
                write(&pending, &widths, self.width, out)?;
                pending.clear();
            }
            if self.width.is_none() && row.iter().any(|cell| cell.width() > WIDEST) {
                write(&pending, &widths, self.width, out)?;
                pending.clear();
                out.line(&row.join("  "))?;
            } else {
                pending.push(row);
            }
        }
        write(&pending, &widths, self.width, out)?;
        self.widths = Some(widths);
        Ok(())
    }

    /// As wide as the widest cell, and narrower where the terminal is: the widest columns give way.
    fn settle(&self, rows: &[Vec<String>]) -> Vec<usize> {
        let mut widths: Vec<usize> = self.header.iter().map(|name| name.width()).collect();
        for row in rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.width().min(WIDEST));
            }
        }
        if let Some(total) = self.width {
            let gaps = usize::from(GAP) * widths.len().saturating_sub(1);
            let room = total.saturating_sub(gaps);
            while widths.iter().sum::<usize>() > room {
                let widest = widths.iter().copied().max().unwrap_or(0);
                if widest <= 4 {
                    break;
                }
                // Down to the next one at once, or this loop would run once a column of screen.
                let next = widths
                    .iter()
                    .copied()
                    .filter(|width| *width < widest)
                    .max()
                    .unwrap_or(0);
                let count = widths.iter().filter(|width| **width == widest).count();
                let over = widths.iter().sum::<usize>() - room;
                let less = over.div_ceil(count).min(widest - next).max(1);
                for width in &mut widths {
                    if *width == widest {
                        *width = (widest - less).max(4);
                    }
                }
            }
        }
        widths
    }
}

fn write(
    rows: &[&[String]],
    widths: &[usize],
    terminal: Option<usize>,
    out: &mut Out,
) -> Result<(), RenderError> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled);
    for row in rows {
        if terminal.is_some() {
            // comfy-table would cut at the last word that fits.
            let cells = row.iter().zip(widths);
            table.add_row(Row::from(cells.map(|(cell, width)| cut(cell, *width))));
        } else {
            table.add_row(Row::from(row.iter()));
        }
    }
    table.discover_columns();
    let last = widths.len().saturating_sub(1);
    for (at, (column, width)) in table.column_iter_mut().zip(widths).enumerate() {
        let gap = if at == last { 0 } else { GAP };
        column.set_padding((0, gap));
        let width = Width::Fixed(u16::try_from(*width).unwrap_or(u16::MAX - GAP) + gap);
        column.set_constraint(match terminal {
            Some(_) => ColumnConstraint::Absolute(width),
            None => ColumnConstraint::LowerBoundary(width),
        });
    }
    for line in table.lines() {
        out.line(line.trim_end())?;
    }
    Ok(())
}

/// The text, and an ellipsis where it is wider than its column.
fn cut(text: &str, width: usize) -> Cow<'_, str> {
    if text.width() <= width {
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

/// A small table written at once (profiles).
pub fn sober(
    header: &[&str],
    rows: &[Vec<String>],
    width: Option<usize>,
    out: &mut Out,
) -> Result<(), RenderError> {
    let header = header.iter().map(|&name| name.to_owned()).collect();
    Grid::new(header, width).rows(rows, out)
}
