//! The items of a JSON array, or the fields of an object, one after the other: a value, a comma or
//! the end.

use super::error::InputError;
use super::scan::unexpected;
use super::window::Window;
use crate::record::Location;

/// An array or an object that is open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sequence {
    /// The bracket that it ends with.
    end: u8,
    last: LastStep,
}

/// What the last step led to.
#[derive(Debug, Clone, Copy, PartialEq)]
enum LastStep {
    Begin,
    FirstItem,
    ItemAfterComma,
}

/// What comes next in a sequence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum SequenceStep {
    /// The first byte of an item, or of something else in its place. It is not consumed.
    Item(u8),
    /// The closing bracket, which has been consumed.
    End,
    /// The input ends here; the last thing that is not white space ended at this location.
    CutOff(Location),
}

impl Sequence {
    /// Consumes the opening bracket.
    pub fn begin(window: &mut Window, end: u8) -> Sequence {
        window.advance(1);
        Sequence::resumed(end)
    }

    /// For an array that is read from one of its items on.
    pub fn resumed(end: u8) -> Sequence {
        Sequence {
            end,
            last: LastStep::Begin,
        }
    }

    /// Goes on to the next item, which the caller consumes.
    pub fn step(&mut self, window: &mut Window) -> Result<SequenceStep, InputError> {
        let before = window.location();
        let Some(byte) = window.skip_white()? else {
            return Ok(SequenceStep::CutOff(before));
        };
        if byte == self.end {
            window.advance(1);
            return Ok(SequenceStep::End);
        }
        if self.last == LastStep::Begin {
            self.last = LastStep::FirstItem;
            return Ok(SequenceStep::Item(byte));
        }
        if byte != b',' {
            let end = char::from(self.end);
            return Err(unexpected(window, &format!("`,` or `{end}`")));
        }
        window.advance(1);
        self.last = LastStep::ItemAfterComma;
        let before = window.location();
        let byte = window.skip_white()?;
        Ok(byte.map_or(SequenceStep::CutOff(before), SequenceStep::Item))
    }

    /// Whether the last item came after a comma, where the closing bracket is not allowed.
    pub fn is_after_comma(self) -> bool {
        self.last == LastStep::ItemAfterComma
    }
}
