//! The channels that a user is a member of. The API has no call for that, so every channel is asked
//! for the user, several at the same time.

use std::collections::VecDeque;

use bytes::Bytes;
use tokio::task::JoinHandle;

use crate::api::{ApiError, Client, Collection, Page, Walk};
use crate::batch::{is_listed, look_up};

use super::channel_members::{is_gone, is_out_of_reach};
use super::export_notes::NotedNames;

/// Channels that are asked before a page is handed out.
const CHUNK: usize = 100;

/// The channels of a walk that have a user as a member, in the order of the walk.
pub struct ChannelsOfUser {
    client: Client,
    walk: Walk,
    user: String,
    page: Page,
    /// How many channels of the page have been asked.
    taken: usize,
    /// Channels that are asked, in their order.
    asked: VecDeque<AskedChannel>,
    was_found: bool,
    /// Channels that had gone when they were asked.
    pub gone: NotedNames,
    /// Channels whose members cannot be read.
    pub unreachable: NotedNames,
}

struct AskedChannel {
    id: String,
    record: Bytes,
    has_user: JoinHandle<Result<bool, ApiError>>,
}

impl ChannelsOfUser {
    pub fn new(client: &Client, walk: Walk, user: String) -> ChannelsOfUser {
        ChannelsOfUser {
            client: client.clone(),
            walk,
            user,
            page: Page::default(),
            taken: 0,
            asked: VecDeque::new(),
            was_found: false,
            gone: NotedNames::default(),
            unreachable: NotedNames::default(),
        }
    }

    /// Whether the channels came in ascending order so far.
    pub fn is_ascending(&self) -> bool {
        self.walk.is_ascending()
    }

    pub fn user(&self) -> &str {
        &self.user
    }

    /// Whether there is such a user, as far as it matters: one in a channel is there.
    pub async fn user_exists(&self) -> Result<bool, ApiError> {
        let ids = [self.user.clone()];
        Ok(self.was_found
            || !look_up(&self.client, &Collection::Users, &ids)
                .await?
                .is_empty())
    }

    /// Some more channels of the user; none at the end.
    pub async fn next(&mut self) -> Result<Option<Page>, ApiError> {
        let mut records = Vec::new();
        let mut seen = 0;
        while seen < CHUNK || records.is_empty() {
            while self.asked.len() < self.client.work_at_once().max(1) && self.ask_next().await? {}
            let Some(channel) = self.asked.pop_front() else {
                break;
            };
            seen += 1;
            let has_user = match channel.has_user.await {
                Ok(has_user) => has_user,
                Err(error) => std::panic::resume_unwind(error.into_panic()),
            };
            match has_user {
                Ok(true) => records.push(channel.record),
                Ok(false) => {}
                Err(error) if is_gone(&self.client, &channel.id, &error).await? => {
                    self.gone.add(channel.id);
                }
                Err(error) if is_out_of_reach(&error) => self.unreachable.add(channel.id),
                Err(error) => return Err(error),
            }
        }
        self.was_found |= !records.is_empty();
        Ok((!records.is_empty()).then(|| Page::of(records)))
    }

    /// Asks the next channel; false at the end of them.
    async fn ask_next(&mut self) -> Result<bool, ApiError> {
        loop {
            let Some(id) = self.page.ids().get(self.taken).cloned() else {
                match self.walk.next().await? {
                    Some(page) => (self.page, self.taken) = (page, 0),
                    None => return Ok(false),
                }
                continue;
            };
            let record = Bytes::copy_from_slice(self.page.record(self.taken).as_bytes());
            self.taken += 1;
            let (client, user) = (self.client.clone(), self.user.clone());
            let members = Collection::Members(id.clone());
            self.asked.push_back(AskedChannel {
                id,
                record,
                has_user: tokio::spawn(async move { is_listed(&client, &members, &user).await }),
            });
            return Ok(true);
        }
    }
}

impl Drop for ChannelsOfUser {
    /// Once no more are wanted, no further channel is asked.
    fn drop(&mut self) {
        self.asked
            .iter()
            .for_each(|channel| channel.has_user.abort());
    }
}
