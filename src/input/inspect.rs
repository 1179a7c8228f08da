//! A look at the whole input before anything of it is sent: its mistakes, and what is odd in it.

use super::Input;
use super::duplicates::Seen;
use super::error::InputError;
use super::reach::Reach;
use super::remarks::Remarks;

/// Mistakes that are told at once.
const MOST: usize = 25;

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
        let mut reach = Reach::default();
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
                reach.note_mistake(&items);
                mistakes.add(mistake);
            }
            if mistakes.are_more || reach.is_enough(&items) {
                break;
            }
            if reach.becomes_long(&items) {
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
}

impl Mistakes {
    fn add(&mut self, mistake: InputError) {
        if self.told.len() < MOST {
            self.told.push(mistake);
        } else {
            self.are_more = true;
        }
    }

    fn end(self) -> Result<(), InputError> {
        match self.told.is_empty() {
            true => Ok(()),
            false => Err(InputError::several(self.told, self.are_more)),
        }
    }
}
