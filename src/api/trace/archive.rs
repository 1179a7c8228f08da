//! The file of `--har`: an HTTP Archive that can be read at any time of the run.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use crate::store::{FileError, GrowingFile, Output};

use super::super::seen::SeenAnswer;
use super::entry::{SentRequest, entry};
use super::moments::{ConnectTimes, Moments};

const FIRST: &str = concat!(
    r#"{"log":{"version":"1.2","creator":{"name":"cyxth","version":""#,
    env!("CARGO_PKG_VERSION"),
    r#""},"comment":"The API key is masked. A body is cut where a comment says so.","entries":["#,
);
const LAST: &[u8] = b"\n]}}\n";
/// How long a hurried end waits for an entry that is being written.
const HURRY: Duration = Duration::from_millis(200);

/// Where all requests of a run go, and what came back.
#[derive(Debug)]
pub struct HttpArchive(Mutex<ArchiveState>);

#[derive(Debug)]
struct ArchiveState {
    file: GrowingFile,
    is_empty: bool,
    /// Requests that are not answered yet, by their number.
    open: BTreeMap<u64, (SentRequest, Instant)>,
    next: u64,
    /// The first failure to write. The run goes on without its archive.
    failed: Option<FileError>,
    is_over: bool,
}

impl HttpArchive {
    /// Takes the place of the file.
    pub fn begin(output: Output) -> Result<HttpArchive, FileError> {
        Ok(HttpArchive(Mutex::new(ArchiveState {
            file: GrowingFile::begin(output, FIRST.as_bytes(), LAST)?,
            is_empty: true,
            open: BTreeMap::new(),
            next: 0,
            failed: None,
            is_over: false,
        })))
    }

    /// A request is sent now. Returns the number to end it by.
    pub(super) fn sent(&self, request: SentRequest, asked: Instant) -> u64 {
        let mut state = self.lock();
        let number = state.next;
        state.next += 1;
        state.open.insert(number, (request, asked));
        number
    }

    /// It was answered, or will never be.
    pub(super) fn ended(
        &self,
        key: &str,
        number: u64,
        answer: Option<&SeenAnswer>,
        moments: &Moments,
        error: Option<&str>,
    ) {
        let mut state = self.lock();
        if let Some((request, _)) = state.open.remove(&number) {
            state.push(&entry(key, &request, answer, moments, error));
        }
    }

    /// Nothing is sent any more. Tells what could not be written.
    pub fn end(&self) -> Result<(), FileError> {
        self.lock().end()
    }

    /// The same where the process is to end at once: a thread that is writing may never come back.
    pub fn end_in_a_hurry(&self) {
        let begun = Instant::now();
        loop {
            match self.0.try_lock() {
                Ok(mut state) => {
                    // Nobody is left to be told.
                    let _ = state.end();
                    return;
                }
                Err(TryLockError::WouldBlock) if begun.elapsed() < HURRY => {
                    std::thread::sleep(Duration::from_millis(1));
                }
                Err(_) => return,
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, ArchiveState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ArchiveState {
    fn push(&mut self, entry: &[u8]) {
        if self.is_over || self.failed.is_some() {
            return;
        }
        let before: &[u8] = if self.is_empty { b"\n" } else { b",\n" };
        match self.file.push(&[before, entry].concat()) {
            Ok(()) => self.is_empty = false,
            Err(error) => self.failed = Some(error),
        }
    }

    fn end(&mut self) -> Result<(), FileError> {
        for (request, asked) in std::mem::take(&mut self.open).into_values() {
            let moments = Moments {
                asked,
                begun: asked,
                connecting: ConnectTimes::default(),
                body_taken: None,
                answered: None,
                ended: Instant::now(),
            };
            let why = "the run ended before there was an answer";
            self.push(&entry("", &request, None, &moments, Some(why)));
        }
        if let Some(error) = self.failed.take() {
            self.is_over = true;
            return Err(error);
        }
        if !std::mem::replace(&mut self.is_over, true) {
            self.file.finish()?;
        }
        Ok(())
    }
}
