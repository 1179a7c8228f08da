//! Inspecting the whole input before any of it is sent: finding its mistakes and oddities.

use std::collections::HashSet;

use super::duplicates::Duplicates;
use super::error::InputError;
use super::open::Input;
use super::reach::Reach;
use super::remarks::Remarks;
use crate::record::{Location, Mistake, quoted};

/// The most mistakes that are reported at once.
const MOST: usize = 25;

/// What is known about the input after it has been inspected.
pub struct Inspected {
    /// The items that `counts` approved of.
    pub count: u64,
    /// Whether the input held anything but white space. An empty array is something.
    pub saw_anything: bool,
    pub remarks: Remarks,
}

/// What seems to be wrong with the input.
enum Suspect {
    Mistake(Mistake),
    /// An id that seems to be there twice.
    Twin(String, Location),
}

impl Input {
    /// Reads everything, and counts the items whose ids `counts` approves of, or finds the mistakes.
    /// `on_long` is called once if a stream turns out to be long.
    pub fn inspect<E: From<InputError>>(
        &self,
        counts: impl Fn(&str) -> bool,
        on_long: impl FnOnce() -> Result<(), E>,
    ) -> Result<Inspected, E> {
        let mut items = self.items();
        let mut duplicates = Duplicates::new(self);
        let mut on_long = Some(on_long);
        let mut suspects = Vec::new();
        let mut reach = Reach::default();
        let mut count = 0;
        loop {
            let before = suspects.len();
            match items.next() {
                Ok(None) => break,
                Ok(Some(item)) => {
                    count += u64::from(counts(&item.id));
                    if duplicates.add(&item.id) {
                        suspects.push(Suspect::Twin(item.id.into_owned(), item.place));
                    }
                }
                Err(error) => {
                    suspects.extend(error.into_mistakes().into_iter().map(Suspect::Mistake));
                }
            }
            if suspects.len() > before {
                reach.note_mistake(&items);
            }
            if suspects.len() > MOST || reach.is_enough(&items) {
                break;
            }
            if reach.becomes_long(&items) {
                on_long.take().map_or(Ok(()), |call| call())?;
            }
        }
        let are_more = suspects.len() > MOST;
        suspects.truncate(MOST);
        let mistakes = self.mistakes(suspects, &duplicates);
        if !mistakes.is_empty() {
            return Err(InputError::several(mistakes, are_more, self.names()).into());
        }
        Ok(Inspected {
            count,
            saw_anything: items.saw_anything(),
            remarks: items.into_remarks(),
        })
    }

    /// The suspects that are really mistakes: an id may merely have had the hash of another one.
    fn mistakes(&self, suspects: Vec<Suspect>, duplicates: &Duplicates<'_>) -> Vec<Mistake> {
        let twins = suspects.iter().filter_map(|suspect| match suspect {
            Suspect::Twin(id, _) => Some(id.as_str()),
            Suspect::Mistake(_) => None,
        });
        let firsts = duplicates.first_locations(&twins.collect::<HashSet<&str>>());
        let names = self.names();
        let mistakes = suspects.iter().filter_map(|suspect| match suspect {
            Suspect::Mistake(mistake) => Some(mistake.clone()),
            Suspect::Twin(id, location) => {
                let mut message = format!("the id {} is given twice", quoted(id));
                match firsts.get(id.as_str()) {
                    Some(first) if first == location => return None,
                    Some(first) => {
                        message = format!("{message}; the first is at {}", first.show(&names));
                    }
                    None => {}
                }
                Some(Mistake::new(Some(*location), message))
            }
        });
        mistakes.collect()
    }
}
