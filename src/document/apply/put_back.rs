//! Putting back what the restore file holds.

use std::io;

use crate::api::{Client, Collection};
use crate::batch::{Accounts, Batch, BatchOutcome, RunResult};
use crate::document::error::PlanError;
use crate::document::pages::Pages;
use crate::document::section::Membership;
use crate::document::step::{ChannelId, MemberId, Step, UserId};
use crate::document::step_kind::StepKind;
use crate::document::steps::{StepCollector, Steps};
use crate::record::Mode;

use super::execute::execute;
use super::observer::{ApplyObserver, LocatedIn, Notice, PhaseObserver};
use super::requests::requests_of;
use super::restore_file::{RefusedRecords, RestoreFile};
use super::run::{ApplyRun, Purpose};

/// Why not all that the restore file holds is back.
#[derive(Debug)]
pub enum NotPutBack {
    /// The service was asked for all of it and refused some.
    Refused(Box<RunResult>),
    /// Something ended it early.
    Stopped(Box<RunResult>),
    /// The file, or the service, could not be read.
    Unread(PlanError),
    /// The file could not be written, removed, or kept as steps.
    File(io::Error),
}

/// The result of putting back.
pub(super) struct PutBackEnd {
    /// Of the users alone.
    pub users: Accounts,
    pub failure: Option<NotPutBack>,
}

/// What the restore file holds, ready to be put back: users, memberships, modes there. It is read
/// before anything is taken away, so that putting it back needs no file.
pub(super) struct PutBack {
    steps: Steps,
}

/// Completes a run that was killed while users were created again. What the service refuses of it
/// stays in the file: the document may have what the service takes, so that it is tried again when
/// the document has been applied.
pub async fn restore(run: &ApplyRun<'_>, observer: &mut dyn ApplyObserver) -> Option<NotPutBack> {
    let mut watcher = PhaseObserver {
        observer,
        before: Accounts::default(),
    };
    restore_rest(run, &mut watcher).await
}

/// Tries again what the service refused before the document was applied.
pub(super) async fn restore_rest(
    run: &ApplyRun<'_>,
    watcher: &mut PhaseObserver<'_>,
) -> Option<NotPutBack> {
    match PutBack::read(run.client, run.restore_file).await {
        Ok(put_back) => put_back.execute(run, watcher).await.failure,
        Err(error) => Some(NotPutBack::Unread(error)),
    }
}

impl PutBack {
    pub async fn read(client: &Client, file: &RestoreFile) -> Result<PutBack, PlanError> {
        let mut desired = file.open()?;
        // Channels may have gone since the file was written.
        let mut channels = Pages::begin(client, Collection::Channels);
        while let Some(page) = channels.next().await? {
            for channel in page.ids() {
                desired.managed_channels.set(channel, 1);
            }
        }
        let mut steps = StepCollector::new();
        for user in desired.users()? {
            let user = user?;
            steps.push(&Step::CreateUser {
                id: UserId(user.id),
                json: String::from_utf8(user.json).map_err(io::Error::other)?,
                location: user.place,
            })?;
        }
        for member in desired.members()? {
            let Membership {
                channel,
                user,
                mode,
                location,
            } = member?;
            if desired.managed_channels.get(&channel) != Some(1) {
                continue;
            }
            let member = MemberId {
                channel: ChannelId(channel),
                user: UserId(user),
            };
            steps.push(&Step::AddMember {
                member: member.clone(),
                location,
            })?;
            if let Some(mode) = mode {
                steps.push(&Step::ModerateMember {
                    member,
                    from: None,
                    to: Mode(mode),
                    location,
                })?;
            }
        }
        Ok(PutBack {
            steps: steps.finish()?,
        })
    }

    /// Puts all of it back, and removes the file once all of it is there. A record that is refused
    /// does not keep the others from being put back.
    pub async fn execute(&self, run: &ApplyRun<'_>, watcher: &mut PhaseObserver<'_>) -> PutBackEnd {
        const KINDS: [StepKind; 3] = [
            StepKind::CreateUser,
            StepKind::AddMember,
            StepKind::ModerateMember,
        ];
        let mut collector = RefusedCollector {
            observer: &mut *watcher.observer,
            refused: RefusedRecords::default(),
        };
        let mut collecting = PhaseObserver {
            observer: &mut collector,
            before: watcher.before,
        };
        let requests = requests_of(&self.steps, &KINDS);
        let executed = execute(run, Purpose::PutBack, requests, &mut collecting).await;
        let refused = collector.refused;
        let (users, accounts) = (executed.of(StepKind::CreateUser), executed.accounts());
        let is_dry_run = run.client.is_dry_run();
        let has_stopped = executed.stop.is_some();
        let mut executed = executed;
        let failure = if let Some(error) = executed.unread.take() {
            Some(NotPutBack::File(error))
        } else if let Some(failed) = executed.into_failed_run().map(Box::new) {
            // Others may change what is back from now on, so it must not be put back again.
            Some(match has_stopped {
                true => NotPutBack::Stopped(failed),
                false if is_dry_run => NotPutBack::Refused(failed),
                false => match run.restore_file.keep_only(&refused) {
                    Ok(()) => NotPutBack::Refused(failed),
                    Err(error) => NotPutBack::Unread(error),
                },
            })
        } else if !is_dry_run && accounts.is_success() {
            run.restore_file.remove().err().map(NotPutBack::File)
        } else {
            None
        };
        PutBackEnd { users, failure }
    }
}

/// Collects what is refused, for the restore file.
struct RefusedCollector<'a> {
    observer: &'a mut dyn ApplyObserver,
    refused: RefusedRecords,
}

impl ApplyObserver for RefusedCollector<'_> {
    fn request_ended(&mut self, located_in: LocatedIn, batch: &Batch, outcome: &BatchOutcome) {
        for rejected in &outcome.rejected {
            let id = batch.id(rejected.at);
            match batch.task().collection() {
                Collection::Users => self.refused.users.insert(id),
                Collection::Members(channel) => {
                    let members = &mut self.refused.members;
                    members.entry(channel.clone()).or_default().insert(id)
                }
                Collection::Channels => false,
            };
        }
        self.observer.request_ended(located_in, batch, outcome);
    }

    fn steps_counted(&mut self, steps: &Accounts) {
        self.observer.steps_counted(steps);
    }

    fn notify(&mut self, notice: Notice) {
        self.observer.notify(notice);
    }
}
