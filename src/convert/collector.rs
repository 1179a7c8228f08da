//! Sorts what was read of an export and joins it, so that every id comes once and members are users.

use std::collections::HashSet;
use std::io;

use serde::{Deserialize, Serialize};

use super::left_out::LeftOut;
use crate::record::{fits_in_path, stable_hash};
use crate::store::{Sortable, SortedRecords, Sorter};

/// Bytes that each sorter keeps in memory.
const IN_MEMORY: usize = 4 << 20;

/// A user in an export.
#[derive(Debug, Default)]
pub struct FoundUser {
    pub id: String,
    pub name: Option<String>,
    pub avatar: Option<String>,
    pub email: Option<String>,
}

/// A user of the document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UserEntry {
    pub id: String,
    pub json: String,
}

/// A channel of the document.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ChannelEntry {
    pub id: String,
    /// The team or the type of channels that the service has the channel under; empty if there is none.
    pub group: String,
    pub name: Option<String>,
    pub logo: Option<String>,
    pub topic: Option<String>,
    pub purpose: Option<String>,
}

/// A user in a channel.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MemberEntry {
    pub channel: String,
    pub group: String,
    pub user: String,
}

impl Sortable for UserEntry {
    type Key<'a> = &'a str;

    fn key(&self) -> &str {
        &self.id
    }

    fn heap_size(&self) -> usize {
        self.id.capacity() + self.json.capacity()
    }
}

impl Sortable for ChannelEntry {
    type Key<'a> = (&'a str, &'a str);

    fn key(&self) -> (&str, &str) {
        (&self.id, &self.group)
    }

    fn heap_size(&self) -> usize {
        let size = |text: &Option<String>| text.as_ref().map_or(0, String::capacity);
        let texts = [&self.name, &self.logo, &self.topic, &self.purpose];
        self.id.capacity() + self.group.capacity() + texts.into_iter().map(size).sum::<usize>()
    }
}

impl Sortable for MemberEntry {
    type Key<'a> = (&'a str, &'a str, &'a str);

    fn key(&self) -> (&str, &str, &str) {
        (&self.channel, &self.user, &self.group)
    }

    fn heap_size(&self) -> usize {
        self.channel.capacity() + self.group.capacity() + self.user.capacity()
    }
}

/// A user or a channel as JSON. Empty texts are not written, because they say nothing.
#[derive(Serialize)]
struct Written<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    logo: Option<&'a str>,
    #[serde(skip_serializing_if = "WrittenMetadata::is_empty")]
    metadata: WrittenMetadata<'a>,
}

#[derive(Default, Serialize)]
struct WrittenMetadata<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    avatar: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    topic: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    purpose: Option<&'a str>,
}

impl WrittenMetadata<'_> {
    fn is_empty(&self) -> bool {
        let texts = [self.avatar, self.email, self.topic, self.purpose];
        texts.iter().all(Option::is_none)
    }
}

fn said(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.is_empty())
}

impl FoundUser {
    fn json(&self) -> io::Result<String> {
        Ok(serde_json::to_string(&Written {
            id: &self.id,
            name: said(&self.name),
            logo: None,
            metadata: WrittenMetadata {
                avatar: said(&self.avatar),
                email: said(&self.email),
                ..WrittenMetadata::default()
            },
        })?)
    }
}

impl ChannelEntry {
    /// The channel without its members.
    ///
    /// # Errors
    /// None: text can always be written as JSON.
    pub fn json(&self) -> io::Result<String> {
        Ok(serde_json::to_string(&Written {
            id: &self.id,
            name: said(&self.name),
            logo: said(&self.logo),
            metadata: WrittenMetadata {
                topic: said(&self.topic),
                purpose: said(&self.purpose),
                ..WrittenMetadata::default()
            },
        })?)
    }
}

/// What was read of an export, in the order in which it is written.
pub struct Converted {
    pub users: SortedRecords<UserEntry>,
    pub channels: SortedRecords<ChannelEntry>,
    /// By channel, then by user. Each is a user of the document, in a channel of the document.
    pub members: SortedRecords<MemberEntry>,
    pub left_out: LeftOut,
    /// What the user should know about the document.
    pub notes: Vec<String>,
}

/// Takes users, channels and members in any order.
pub struct ExportCollector {
    users: Sorter<UserEntry>,
    channels: Sorter<ChannelEntry>,
    members: Sorter<MemberEntry>,
    /// Hashes of the ids of users. With 64 bits, no two users of a service are likely to share one.
    kept: HashSet<u64>,
    deleted: HashSet<u64>,
    pub left_out: LeftOut,
    pub notes: Vec<String>,
}

impl ExportCollector {
    pub fn new() -> ExportCollector {
        ExportCollector {
            users: Sorter::new(IN_MEMORY),
            channels: Sorter::new(IN_MEMORY),
            members: Sorter::new(IN_MEMORY),
            kept: HashSet::new(),
            deleted: HashSet::new(),
            left_out: LeftOut::default(),
            notes: Vec::new(),
        }
    }

    /// Adds a user. If several have the same id, the first one counts.
    pub fn add_user(&mut self, user: &FoundUser) -> io::Result<()> {
        if user.id.is_empty() {
            self.left_out.add("users without an id", "");
            return Ok(());
        }
        if !self.kept.insert(stable_hash(&user.id)) {
            self.left_out
                .add("users whose id was there already", &user.id);
            return Ok(());
        }
        let json = user.json()?;
        self.users.push(UserEntry {
            id: user.id.clone(),
            json,
        })
    }

    /// Leaves out a deleted user, and therefore the user's memberships.
    pub fn leave_out_deleted(&mut self, id: &str) {
        self.deleted.insert(stable_hash(id));
        self.left_out.add("deleted users", id);
    }

    pub fn add_channel(&mut self, channel: ChannelEntry) -> io::Result<()> {
        if channel.id.is_empty() {
            self.left_out.add("channels without an id", "");
            return Ok(());
        }
        self.channels.push(channel)
    }

    pub fn add_member(&mut self, group: &str, channel: &str, user: &str) -> io::Result<()> {
        self.members.push(MemberEntry {
            channel: channel.to_owned(),
            group: group.to_owned(),
            user: user.to_owned(),
        })
    }

    /// Joins what was added. If channels of several groups have the same name, all channels are
    /// called `GROUP:NAME`. Members who are not users of the document are left out, and each is in a channel
    /// only once.
    pub fn finish(mut self) -> io::Result<Converted> {
        let channels = self.channels.finish()?;
        let (mut last, mut has_namesakes) = ((String::new(), String::new()), false);
        channels.visit(|channel| {
            has_namesakes |= last.0 == channel.id && last.1 != channel.group;
            last = (channel.id.clone(), channel.group.clone());
        })?;
        if has_namesakes {
            self.notes.push(
                "channels of several groups have the same name, so that every channel is called \
                 GROUP:NAME"
                    .to_owned(),
            );
        }
        let full = |group: &str, id: String| match has_namesakes {
            true => format!("{group}:{id}"),
            false => id,
        };
        let mut written = HashSet::new();
        let mut sorted_channels = Sorter::new(IN_MEMORY);
        for channel in channels.read()? {
            let channel = channel?;
            let id = full(&channel.group, channel.id);
            if !written.insert(stable_hash(&id)) {
                self.left_out
                    .add("channels whose id was there already", &id);
                continue;
            }
            if !fits_in_path(&id) {
                self.notes.push(format!(
                    "the id of the channel `{id}` cannot stand in the path of a request, so that \
                     nobody can be added to it"
                ));
            }
            sorted_channels.push(ChannelEntry {
                id,
                group: String::new(),
                ..channel
            })?;
        }
        let mut members = Sorter::new(IN_MEMORY);
        let mut last = None;
        for member in self.members.finish()?.read()? {
            let member = member?;
            let channel = full(&member.group, member.channel);
            let user = stable_hash(&member.user);
            let same = Some((channel.clone(), member.user.clone()));
            if same == last {
                continue;
            }
            last = same;
            if self.deleted.contains(&user) && !self.kept.contains(&user) {
                self.left_out
                    .add("members who are deleted users", &member.user);
            } else if !self.kept.contains(&user) {
                self.left_out
                    .add("members who are not users of the export", &member.user);
            } else if !written.contains(&stable_hash(&channel)) {
                self.left_out
                    .add("members of channels that are not in the document", &channel);
            } else {
                members.push(MemberEntry {
                    channel,
                    group: String::new(),
                    user: member.user,
                })?;
            }
        }
        Ok(Converted {
            users: self.users.finish()?,
            channels: sorted_channels.finish()?,
            members: members.finish()?,
            left_out: self.left_out,
            notes: self.notes,
        })
    }
}
