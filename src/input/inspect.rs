//! Inspecting the whole input before any of it is sent: finding its mistakes and oddities.

use std::collections::{HashMap, HashSet};
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, ScopedJoinHandle};

use super::duplicates::Duplicates;
use super::error::InputError;
use super::halves::{Cut, InspectedHalf};
use super::layout::{InputLayout, LayoutWriter, MOST_SOURCES};
use super::open::Input;
use super::reach::Reach;
use super::remarks::Remarks;
use crate::record::{Location, Mistake, quoted};

/// The most mistakes that are reported at once.
const MOST: usize = 25;
/// How many items a question names.
const NAMED: usize = 3;

/// What is known about the input after it has been inspected.
pub struct Inspected {
    /// The items of the run, which may be a part of the input.
    pub count: u64,
    /// All items of the input, whether they belong to the run or not.
    pub total: u64,
    /// How many records of the run are wrong.
    pub wrong: u64,
    /// Items that are wrong because their id has occurred before.
    pub twins: Twins,
    /// Whether the input held anything but white space. An empty array is something.
    pub saw_anything: bool,
    pub is_ascending: bool,
    /// Where the items are, if they are sent as they are written.
    pub layout: Option<InputLayout>,
    /// The ids of the first items, for a question.
    pub first_ids: Vec<String>,
    /// A mode is given by a name, and is not 0, which is the same in every scale.
    pub names_modes: bool,
    pub remarks: Remarks,
}

/// What is wrong with items, by their number. Items that cannot be read by themselves have no
/// number.
pub type Twins = HashMap<u64, Mistake>;

/// How the input is inspected.
pub struct Inspection<F> {
    /// Which ids belong to the run.
    pub counts: F,
    /// Wrong records do not keep the others from being sent.
    pub tolerates: bool,
}

impl Inspection<fn(&str) -> bool> {
    /// All of the input belongs to the run, and nothing wrong is tolerated.
    pub fn of_all() -> Inspection<fn(&str) -> bool> {
        Inspection {
            counts: |_| true,
            tolerates: false,
        }
    }
}

/// What seems to be wrong with the input.
enum Suspect {
    Mistake(Mistake),
    /// An id that seems to occur twice.
    Twin(String, Location),
}

/// The second half, which another thread inspects.
struct SecondHalf<'s> {
    cut: Cut,
    thread: ScopedJoinHandle<'s, Option<InspectedHalf>>,
}

impl Input {
    /// Reads everything, and counts the items, or finds the mistakes. `on_long` is called once if a
    /// stream turns out to be long.
    pub fn inspect<E: From<InputError>>(
        &self,
        inspection: &Inspection<impl Fn(&str) -> bool + Sync>,
        on_long: impl FnOnce() -> Result<(), E>,
    ) -> Result<Inspected, E> {
        let is_wanted = AtomicBool::new(true);
        let (counts, is_wanted) = (&inspection.counts, &is_wanted);
        thread::scope(|scope| {
            let second = Cut::find(self).and_then(|cut| {
                let inspect_rest = move || cut.inspect_rest(self, counts, is_wanted);
                let thread = thread::Builder::new().spawn_scoped(scope, inspect_rest);
                // If no thread can be started, all of it is read here.
                thread.ok().map(|thread| SecondHalf { cut, thread })
            });
            let inspected = self.inspect_first(inspection, on_long, second);
            is_wanted.store(false, Ordering::Relaxed);
            inspected
        })
    }

    /// Reads everything that the other thread does not.
    fn inspect_first<E: From<InputError>>(
        &self,
        Inspection { counts, tolerates }: &Inspection<impl Fn(&str) -> bool>,
        on_long: impl FnOnce() -> Result<(), E>,
        mut second: Option<SecondHalf<'_>>,
    ) -> Result<Inspected, E> {
        let is_noted = self.sources.len() <= MOST_SOURCES;
        let mut noting = is_noted.then(|| LayoutWriter::new(0));
        let mut items = match is_noted {
            true => self.items().with_sums(),
            false => self.items(),
        };
        let mut duplicates = Duplicates::new(self);
        let mut on_long = Some(on_long);
        let mut suspects = Vec::new();
        let mut twins = Vec::new();
        let mut reach = Reach::default();
        let (mut count, mut total, mut wrong, mut number) = (0, 0, 0, 0);
        let mut half = None;
        let mut first_ids = Vec::new();
        let mut names_modes = false;
        loop {
            let before = suspects.len();
            match items.next() {
                Ok(None) => break,
                Ok(Some(item)) => {
                    let is_counted = counts(&item.id);
                    count += u64::from(is_counted);
                    total += 1;
                    number += 1;
                    if is_counted && first_ids.len() < NAMED {
                        first_ids.push(item.id.to_string());
                    }
                    if duplicates.add(&item.id) {
                        let twin = Suspect::Twin(item.id.into_owned(), item.place);
                        match tolerates {
                            true => twins.push((number, is_counted, twin)),
                            false => suspects.push(twin),
                        }
                    }
                    LayoutWriter::note(&mut noting, items.verbatim());
                }
                Err(error) => {
                    let error = match error.into_wrong_record() {
                        Ok(record) if *tolerates => {
                            total += 1;
                            wrong += u64::from(counts(&record.id()));
                            continue;
                        }
                        Ok(record) => vec![record.mistake],
                        Err(error) => error.into_mistakes(),
                    };
                    suspects.extend(error.into_iter().map(Suspect::Mistake));
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
            let is_at = |second: &mut SecondHalf<'_>| {
                let Cut {
                    after, is_in_array, ..
                } = second.cut;
                items.has_ended_at(after, is_in_array)
            };
            if let Some(SecondHalf { cut, thread }) = second.take_if(is_at) {
                let found = thread.join().unwrap_or_else(|panic| resume_unwind(panic));
                let found = found.filter(|found| duplicates.are_before(&found.first));
                half = found
                    .filter(|_| suspects.is_empty())
                    .map(|found| (cut, found));
                if half.is_some() {
                    break;
                }
            }
        }
        let are_more = suspects.len() > MOST;
        suspects.truncate(MOST);
        let mistakes = self.mistakes(suspects, &duplicates).into_iter().flatten();
        let mistakes: Vec<Mistake> = mistakes.collect();
        if !mistakes.is_empty() {
            return Err(InputError::several(mistakes, are_more, self.names()).into());
        }
        if let Some((cut, _)) = &half {
            items.read_block_to(cut.begin);
        }
        let (numbers, twins): (Vec<_>, Vec<_>) = twins
            .into_iter()
            .map(|(number, is_counted, twin)| ((number, is_counted), twin))
            .unzip();
        let found = self.mistakes(twins, &duplicates);
        let mut twins = Twins::new();
        for ((number, is_counted), mistake) in numbers.into_iter().zip(found) {
            if let Some(mistake) = mistake {
                count -= u64::from(is_counted);
                wrong += u64::from(is_counted);
                twins.insert(number, mistake);
            }
        }
        if wrong > 0 {
            // The layout would leave out the wrong records, which have to be reported.
            noting = None;
        }
        // If the layout cannot be kept, the items are read again.
        let mut layout = noting.and_then(|noting| noting.finish(items.take_sums()).ok());
        if let Some((cut, found)) = half {
            count += found.count;
            names_modes = found.names_modes;
            total += found.total;
            layout = layout.and_then(|first| first.joined(cut.begin, self.block(), found.layout?));
        }
        Ok(Inspected {
            count,
            total,
            wrong,
            twins,
            saw_anything: items.saw_anything(),
            is_ascending: duplicates.are_ascending(),
            layout,
            first_ids,
            names_modes: names_modes || items.names_modes(),
            remarks: items.into_remarks(),
        })
    }

    /// What each suspect really is: an id may merely have the same hash as another.
    fn mistakes(
        &self,
        suspects: Vec<Suspect>,
        duplicates: &Duplicates<'_>,
    ) -> Vec<Option<Mistake>> {
        let twins = suspects.iter().filter_map(|suspect| match suspect {
            Suspect::Twin(id, _) => Some(id.as_str()),
            Suspect::Mistake(_) => None,
        });
        let firsts = duplicates.first_locations(&twins.collect::<HashSet<&str>>());
        let names = self.names();
        let mistakes = suspects.iter().map(|suspect| match suspect {
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
