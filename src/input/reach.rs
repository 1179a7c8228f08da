//! How far a stream is read if its end is not known.

/// How many more bytes of a stream are read after a mistake: it may have no end.
const READ_ON: u64 = 1 << 20;
/// A stream longer than this is worth a check that its records can be sent at all.
const LONG: u64 = 64 << 20;

/// How much of the input has been read.
pub trait ReadingPosition {
    /// How many bytes have been dealt with.
    fn bytes_read(&self) -> u64;
    /// Whether more of it may still be written.
    fn is_open(&self) -> bool;
}

/// Decides how far a stream is read. Whatever is no longer open is read to its end.
#[derive(Debug, Default)]
pub struct Reach {
    /// Set by the first mistake.
    until: Option<u64>,
    is_known_as_long: bool,
}

impl Reach {
    /// Notes that there is a mistake, the first or a later one.
    pub fn note_mistake(&mut self, at: &impl ReadingPosition) {
        self.until.get_or_insert_with(|| at.bytes_read() + READ_ON);
    }

    /// Whether enough has been read to report the mistakes.
    pub fn is_enough(&self, at: &impl ReadingPosition) -> bool {
        self.until.is_some_and(|until| at.bytes_read() >= until) && at.is_open()
    }

    /// Whether the stream has just turned out to be long; true only once.
    pub fn becomes_long(&mut self, at: &impl ReadingPosition) -> bool {
        let becomes = !self.is_known_as_long && at.bytes_read() > LONG && at.is_open();
        self.is_known_as_long |= becomes;
        becomes
    }
}
