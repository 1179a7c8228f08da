//! A table page by page. From the second page on it is laid out in its own thread, while the
//! next page is fetched and taken apart: laying out takes the most time of all. Pages of large records
//! are laid out where they are made, because two of them at a time take too much memory.

use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use super::error::RenderError;
use super::out::Out;
use super::table::{Grid, Rows};

/// Bytes of a page from which on it is not handed to a thread.
const LARGE: usize = 1 << 20;

/// Writes a table to standard output.
pub struct TableWriter(State);

enum State {
    Begin(Grid),
    /// One page has been written.
    Here(Grid, Out),
    Thread {
        pages: SyncSender<Rows>,
        thread: JoinHandle<Result<(), RenderError>>,
    },
    Over,
}

impl TableWriter {
    pub fn new(grid: Grid) -> TableWriter {
        TableWriter(State::Begin(grid))
    }

    /// The header is neither written nor given room.
    pub fn leave_out_header(&mut self) {
        if let State::Begin(grid) = &mut self.0 {
            grid.leave_out_header();
        }
    }

    /// Writes a page, or tells why an earlier one could not be written.
    pub fn page(&mut self, rows: Rows) -> Result<(), RenderError> {
        self.0 = match std::mem::replace(&mut self.0, State::Over) {
            State::Begin(mut grid) => {
                let mut out = Out::new();
                write(&mut grid, &rows, &mut out)?;
                State::Here(grid, out)
            }
            State::Here(mut grid, mut out) if rows.bytes() >= LARGE => {
                write(&mut grid, &rows, &mut out)?;
                State::Here(grid, out)
            }
            State::Here(grid, out) => {
                // None waits: the next one is put together while one is laid out.
                let (pages, waiting) = sync_channel(0);
                let thread = thread::spawn(move || write_pages(grid, out, &waiting));
                self.0 = State::Thread { pages, thread };
                return self.page(rows);
            }
            State::Thread { pages, thread } => {
                if pages.send(rows).is_err() {
                    // It ends before the last page only where it has failed.
                    return joined(thread);
                }
                State::Thread { pages, thread }
            }
            State::Over => State::Over,
        };
        Ok(())
    }

    /// Waits until everything is written.
    pub fn end(&mut self) -> Result<(), RenderError> {
        match std::mem::replace(&mut self.0, State::Over) {
            State::Thread { pages, thread } => {
                drop(pages);
                joined(thread)
            }
            _ => Ok(()),
        }
    }
}

/// What was listed before an error is shown before the error is.
impl Drop for TableWriter {
    fn drop(&mut self) {
        let _ = self.end();
    }
}

fn joined(thread: JoinHandle<Result<(), RenderError>>) -> Result<(), RenderError> {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}

fn write_pages(mut grid: Grid, mut out: Out, pages: &Receiver<Rows>) -> Result<(), RenderError> {
    pages
        .iter()
        .try_for_each(|rows| write(&mut grid, &rows, &mut out))
}

/// Writes rows, and hands them to the system.
fn write(grid: &mut Grid, rows: &Rows, out: &mut Out) -> Result<(), RenderError> {
    grid.rows(rows, out)?;
    out.flush()
}
