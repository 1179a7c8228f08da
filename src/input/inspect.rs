//! A look at the whole input before anything of it is sent: its mistakes, and what is odd in it.

use super::duplicates::Seen;
use super::error::InputError;
use super::remarks::Remarks;
use super::{Input, Items};

/// Mistakes that are told at once.
const MOST: usize = 25;
/// After a mistake a stream is read no further than this: there may be no end to it.
const READ_ON: u64 = 1 << 20;
/// Whoever writes more than this should know by then that the rest is wanted.
const LONG: u64 = 64 << 20;

/// What a look at the whole input tells.
pub struct Inspected {
    /// Items that count.
    pub count: u64,
    /// Whether the input held anything at all, be it an empty array.
    pub saw_anything: bool,
    pub remarks: Remarks,
}

impl Input {
    /// Reads everything and counts the items whose ids count, or finds the mistakes. `on_long` is
    /// called once where a stream goes on and on.
    pub fn inspect<E: From<InputError>>(
        &self,
        counts: impl Fn(&str) -> bool,
        on_long: impl FnOnce() -> Result<(), E>,
    ) -> Result<Inspected, E> {
        let names = self.names();
        let mut items = self.items();
        let mut seen = Seen::replaying(self.items());
        let mut on_long = Some(on_long);
        let mut mistakes = Mistakes::default();
        let mut count = 0;
        loop {
            let mistake = match items.next() {
                Ok(None) => break,
                Ok(Some(item)) => match seen.check(&item.id, item.place) {
                    None => {
                        count += u64::from(counts(&item.id));
                        None
                    }
                    Some(first) => Some(InputError::twice(&item.id, item.place, first, &names)),
                },
                Err(error) => Some(error),
            };
            if let Some(mistake) = mistake {
                mistakes.add(mistake, &items);
            }
            if mistakes.is_enough(&items) {
                break;
            }
            if on_long.is_some() && items.bytes_read() > LONG && items.is_open() {
                on_long.take().map_or(Ok(()), |call| call())?;
            }
        }
        mistakes.end()?;
        Ok(Inspected {
            count,
            saw_anything: items.saw_anything(),
            remarks: items.into_remarks(),
        })
    }
}

#[derive(Default)]
struct Mistakes {
    told: Vec<InputError>,
    are_more: bool,
    /// How far a stream is read, once there is a mistake.
    until: Option<u64>,
}

impl Mistakes {
    fn add(&mut self, mistake: InputError, items: &Items) {
        self.until
            .get_or_insert_with(|| items.bytes_read() + READ_ON);
        if self.told.len() < MOST {
            self.told.push(mistake);
        } else {
            self.are_more = true;
        }
    }

    fn is_enough(&self, items: &Items) -> bool {
        self.are_more
            || self
                .until
                .is_some_and(|until| items.bytes_read() >= until && items.is_open())
    }

    fn end(self) -> Result<(), InputError> {
        match self.told.is_empty() {
            true => Ok(()),
            false => Err(InputError::several(self.told, self.are_more)),
        }
    }
}
