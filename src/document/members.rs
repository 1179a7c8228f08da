//! Channels with their members, for an export: of several the members are asked for at the same
//! time, and a channel is given out when all of its members are there.

use std::collections::VecDeque;
use std::io;

use serde::{Deserialize, Serialize};

use crate::api::{ApiError, Client, Collection, Problem};
use crate::batch::{Record, look_up};
use crate::record::fits_in_path;
use crate::store::{Sortable, SortedRecords, Sorter};

use super::exported::Exported;
use super::listed::Listed;
use super::plan::mode_of;

/// Bytes of the members of one channel that are held in memory.
const IN_MEMORY: usize = 4 << 20;

/// A member, and its mode where the channel's list has one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct ListedMember {
    pub id: String,
    pub mode: Option<u64>,
}

impl Sortable for ListedMember {
    type Key<'a> = &'a str;

    fn key(&self) -> &str {
        &self.id
    }

    fn heap_size(&self) -> usize {
        self.id.len()
    }
}

/// The members of a channel; none where they are not wanted, or cannot be asked for.
pub(super) type ListedMembers = Option<SortedRecords<ListedMember>>;

/// Channels in order.
pub(super) struct Channels {
    client: Client,
    source: Listed,
    page: std::vec::IntoIter<Record>,
    has_ended: bool,
    with_members: bool,
    /// Channels whose members are asked for.
    queue: VecDeque<(Record, Option<Listed>)>,
    concurrency: usize,
    is_unordered: bool,
}

/// Why members could not be read.
enum Broken {
    Api(ApiError),
    File(io::Error),
}

impl From<ApiError> for Broken {
    fn from(error: ApiError) -> Broken {
        Broken::Api(error)
    }
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Broken {
        Broken::File(error)
    }
}

impl Channels {
    pub fn new(client: &Client, source: Listed, with_members: bool, concurrency: usize) -> Self {
        Channels {
            client: client.clone(),
            source,
            page: Vec::new().into_iter(),
            has_ended: false,
            with_members,
            queue: VecDeque::new(),
            concurrency,
            is_unordered: false,
        }
    }

    pub fn is_unordered(&self) -> bool {
        self.is_unordered || self.source.is_unordered
    }

    /// Channels with an empty id.
    pub fn nameless(&self) -> u64 {
        self.source.nameless
    }

    /// The next channel that is still there. What becomes of others is noted.
    pub async fn next<E>(
        &mut self,
        noted: &mut Exported,
    ) -> Result<Option<(Record, ListedMembers)>, E>
    where
        E: From<ApiError> + From<io::Error>,
    {
        loop {
            while self.queue.len() <= self.concurrency && !self.has_ended {
                let Some(channel) = self.page.next() else {
                    match self.source.next::<E>().await? {
                        Some(page) => self.page = page.into_iter(),
                        None => self.has_ended = true,
                    }
                    continue;
                };
                self.begin(channel, noted);
            }
            let Some((channel, listed)) = self.queue.pop_front() else {
                return Ok(None);
            };
            let Some(listed) = listed else {
                return Ok(Some((channel, None)));
            };
            match self.read(listed, noted).await {
                Ok(members) => return Ok(Some((channel, Some(members)))),
                Err(Broken::File(error)) => return Err(error.into()),
                Err(Broken::Api(error)) => {
                    if is_gone(&self.client, &channel.id, &error).await? {
                        noted.gone.add(channel.id);
                    } else if is_out_of_reach(&error) {
                        noted.unreachable.add(&*channel.id);
                        return Ok(Some((channel, None)));
                    } else {
                        return Err(error.into());
                    }
                }
            }
        }
    }

    /// Asks for the members of a channel.
    fn begin(&mut self, channel: Record, noted: &mut Exported) {
        let is_listed = self.with_members && fits_in_path(&channel.id);
        if self.with_members && !is_listed {
            noted.unreachable.add(&*channel.id);
        }
        let listed = is_listed.then(|| {
            let collection = Collection::Members(channel.id.clone());
            Listed::new(&self.client, collection)
        });
        self.queue.push_back((channel, listed));
    }

    async fn read(
        &mut self,
        mut listed: Listed,
        noted: &mut Exported,
    ) -> Result<SortedRecords<ListedMember>, Broken> {
        let mut sorter = Sorter::new(IN_MEMORY);
        while let Some(page) = listed.next::<Broken>().await? {
            for record in page {
                let mode = mode_of(&record);
                let id = record.id;
                sorter.push(ListedMember { id, mode })?;
            }
        }
        self.is_unordered |= listed.is_unordered;
        noted.nameless.add_all("a member", listed.nameless);
        Ok(sorter.finish()?)
    }
}

/// Whether there is no such channel any more. A 404 alone is not believed: a proxy may refuse the
/// `/` of an id, or decode it so that the service does not know the path.
pub(super) async fn is_gone(
    client: &Client,
    channel: &str,
    error: &ApiError,
) -> Result<bool, ApiError> {
    if error.status() != Some(404) {
        return Ok(false);
    }
    let ids = [channel.to_owned()];
    let there = look_up(client, &Collection::Channels, &ids).await?;
    Ok(there.is_empty())
}

/// Whether nobody can ask for these members: the id is too long for a URL, or a proxy refuses it.
fn is_out_of_reach(error: &ApiError) -> bool {
    error.status() == Some(404)
        || matches!(
            error.problem,
            Problem::Path { .. } | Problem::LongPath { .. }
        )
}
