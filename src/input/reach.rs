//! How far a stream is read whose end nobody knows.

/// After a mistake a stream is read no further than this: there may be no end to it.
const READ_ON: u64 = 1 << 20;
/// Whoever writes more than this should know by then that the rest is wanted.
const LONG: u64 = 64 << 20;

/// How far a reading has come.
pub trait ReadingPosition {
    /// Bytes that are dealt with so far.
    fn bytes_read(&self) -> u64;
    /// Whether somebody may still write what comes next.
    fn is_open(&self) -> bool;
}

/// How far a stream is read. What is not open is read to its end.
#[derive(Debug, Default)]
pub struct Reach {
    /// Once there is a mistake.
    until: Option<u64>,
    is_known_as_long: bool,
}

impl Reach {
    /// There is a mistake, the first one or another.
    pub fn note_mistake(&mut self, at: &impl ReadingPosition) {
        self.until.get_or_insert_with(|| at.bytes_read() + READ_ON);
    }

    /// Whether enough was read to tell of the mistakes.
    pub fn is_enough(&self, at: &impl ReadingPosition) -> bool {
        self.until.is_some_and(|until| at.bytes_read() >= until) && at.is_open()
    }

    /// Whether a stream goes on and on; says so once.
    pub fn becomes_long(&mut self, at: &impl ReadingPosition) -> bool {
        let becomes = !self.is_known_as_long && at.bytes_read() > LONG && at.is_open();
        self.is_known_as_long |= becomes;
        becomes
    }
}
