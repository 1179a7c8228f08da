//! Where the pages of a listing come from: a collection, or the channels of a user.

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use crate::api::{Client, Collection, Page, Walk};
use crate::commands::noted::{short_id, warn_of_each, warn_of_gone};
use crate::context::Context;
use crate::document::ChannelsOfUser;
use crate::error::{Failure, Kind, Result};

/// Which channels are searched.
#[derive(Debug, Args)]
pub struct MemberArguments {
    /// Only channels that this user is a member of
    ///
    /// The API has no call that tells: every channel is asked for the user, --concurrency of them at
    /// the same time. All of them are looked at; --limit then counts those of the user. A user who
    /// is in no channel gives an empty list, and a note where there is no such user.
    #[arg(long, value_name = "USER", value_parser = NonEmptyStringValueParser::new())]
    member: Option<String>,
}

/// What is searched.
#[derive(Debug)]
pub struct Listed {
    pub collection: Collection,
    /// Only channels that this user is a member of.
    member: Option<String>,
}

impl From<Collection> for Listed {
    fn from(collection: Collection) -> Listed {
        Listed {
            collection,
            member: None,
        }
    }
}

impl MemberArguments {
    /// The channels that are searched.
    pub fn channels(&self) -> Listed {
        Listed {
            collection: Collection::Channels,
            member: self.member.clone(),
        }
    }
}

impl Listed {
    /// Whether every record of the collection is wanted.
    pub fn is_whole(&self) -> bool {
        self.member.is_none()
    }

    /// The wanted records of a walk over the collection.
    pub fn pages(&self, client: &Client, walk: Walk) -> RecordPages {
        match self.member.clone() {
            None => RecordPages::Collection(Box::new(walk)),
            Some(user) => {
                let channels = ChannelsOfUser::new(client, walk, user);
                RecordPages::OfUser(Box::new(channels))
            }
        }
    }
}

/// Pages of records, one after the other.
pub enum RecordPages {
    Collection(Box<Walk>),
    OfUser(Box<ChannelsOfUser>),
}

impl RecordPages {
    /// The next page that holds records, or none at the end.
    pub async fn next(&mut self) -> Result<Option<Page>> {
        Ok(match self {
            RecordPages::Collection(walk) => walk.next().await?,
            RecordPages::OfUser(channels) => channels.next().await?,
        })
    }

    pub fn is_ascending(&self) -> bool {
        match self {
            RecordPages::Collection(walk) => walk.is_ascending(),
            RecordPages::OfUser(channels) => channels.is_ascending(),
        }
    }

    /// Reports what was left out, and a user who does not exist.
    pub async fn tell(&self, context: &Context) -> Result<()> {
        let RecordPages::OfUser(channels) = self else {
            return Ok(());
        };
        let user = short_id(channels.user());
        warn_of_gone(&context.console, &channels.gone);
        warn_of_each(&context.console, &channels.unreachable, |channel| {
            format!(
                "whether `{user}` is in the channel `{channel}` is not known: no request about its \
                 members reaches it, because its id cannot stand in a path, or a proxy changes or \
                 refuses the path"
            )
        });
        if !channels.user_exists().await? {
            context.console.note(&format!("there is no user `{user}`"));
        }
        Ok(())
    }

    /// Fails where a channel may be missing from what was printed.
    pub fn check_whole(&self) -> Result<()> {
        let RecordPages::OfUser(channels) = self else {
            return Ok(());
        };
        let which = match (&channels.unreachable.first[..], channels.unreachable.count) {
            ([], _) => return Ok(()),
            ([one], 1) => format!("the channel `{}`", short_id(one)),
            (_, count) => format!("{count} channels"),
        };
        let user = short_id(channels.user());
        Err(Failure::new(
            Kind::Partial,
            format!("whether `{user}` is in {which} is not known; the others were looked through"),
        ))
    }
}
