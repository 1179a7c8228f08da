//! `apply --recreate`: taking away and putting back, and what an earlier run has left behind.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::api::Collection;
use crate::batch::Accounts;
use crate::commands::verbs::outcome_to_result;
use crate::config;
use crate::document::{self, Carried, Plan, PutBack, Steps, recounted};
use crate::error::{Failure, Kind, Result};

use super::watch::{Log, Watch, collection_of};
use super::work::{Done, Work};

/// Keeps others on this machine from putting back, or deleting, at the same time.
pub(super) fn lock(file: &Path) -> Result<File> {
    let path = file.with_extension("lock");
    config::try_lock(&path)?.ok_or_else(|| {
        Failure::new(
            Kind::Other,
            "another `apply --recreate` is at work on this instance; nothing was sent",
        )
        .hint(format!(
            "run this again when it has ended; {} is locked until then",
            path.display()
        ))
    })
}

impl Work<'_> {
    /// Completes a run that was killed while users were created anew. Gives back what the service
    /// refused of it: the document may have what the service takes, so that the file stays for
    /// what belongs to it, and is tried again when the document has been applied.
    pub async fn restore(&self) -> Result<Option<Failure>> {
        let console = &self.context.console;
        let file = self.file.display();
        console.note(&match self.context.options.dry_run {
            true => format!(
                "an earlier run did not put everything back: {file} would be put back first; the \
                 plan is made without it"
            ),
            false => {
                format!("an earlier run did not put everything back: {file} is put back first")
            }
        });
        match self.read_and_put_back(None).await {
            Err(failure) if failure.is_refused => {
                let what = &failure.why;
                console.warn(&format!("{what}; all else of it is put back"));
                Ok(Some(failure.why))
            }
            Err(failure) => Err(failure.why),
            Ok(_) => Ok(None),
        }
    }

    /// Tries once more what the service refused before the document was applied. That is the end
    /// of the run, because the plan was made without it: even where all is back now, the document
    /// may want it otherwise.
    pub async fn restore_the_rest(&self, log: &mut Log) -> Done {
        let why = match self.read_and_put_back(Some(log)).await {
            Err(failure) => failure.why,
            Ok(_) => Failure::new(
                Kind::Partial,
                format!(
                    "what {} held is put back only now, and the document was compared before that",
                    self.file.display()
                ),
            )
            .hint("run the same again"),
        };
        why.partial().into()
    }

    /// Deletes users and creates them anew, with all that belongs to them.
    pub async fn recreate_users(&self, plan: &Plan, log: &mut Log) -> Done {
        let steps = &plan.steps;
        let kind = document::Kind::RecreateUser;
        if steps.counts().of(kind) == 0 {
            return Done::default();
        }
        // A dry run leaves nothing behind.
        let dir = match self.context.options.dry_run {
            true => match tempfile::tempdir() {
                Ok(dir) => Some(dir),
                Err(error) => return Failure::from(error).into(),
            },
            false => None,
        };
        let aside = dir.as_ref().map(|dir| dir.path().join("put-back.jsonl"));
        // All that takes a file or the service's word is done before anybody is deleted.
        let back = match self.remember(steps, aside.as_deref()).await {
            Ok(back) => back,
            Err(why) => return why.into(),
        };
        let client = &self.connection.client;
        let carried = {
            let mut watch = Watch::of_plan(log, &self.names);
            document::take_away(client, steps, kind, &self.settings(), &mut watch).await
        };
        if aside.is_some() {
            let mut watch = Watch::aside(log, &self.names);
            back.put_back(client, &self.settings_aside(), &mut watch)
                .await;
            return carried.into();
        }
        let away = carried.accounts();
        if away.not_sent == away.input {
            let why = self.forget().err();
            return Done { carried, why };
        }
        if carried.is_cut_short() {
            self.context.console.warn(&format!(
                "users are deleted and not yet created anew: the next apply puts back what {} \
                 holds",
                self.file.display()
            ));
            return recount(carried, kind, &Accounts::default()).into();
        }
        // Those who were deleted come back, even where others could not be.
        let (back, why) = match self.put_back(&back, Some(log)).await {
            // Somebody else may have created one of them before it was back. Those who were not
            // deleted are there too, and are told of elsewhere.
            Ok(back) if back.skipped > 0 && carried.is_whole() && away.is_success() => {
                (back, self.others(plan, kind).await)
            }
            Ok(back) => (back, None),
            Err(failure) => {
                // Users have been deleted by now: whatever is missing is a part.
                (failure.users, Some(failure.why.partial()))
            }
        };
        Done {
            carried: recount(carried, kind, &back),
            why,
        }
    }

    /// Writes down what has to be put back, and reads it as it will be.
    async fn remember(&self, steps: &Steps, aside: Option<&Path>) -> Result<PutBack> {
        let client = &self.connection.client;
        let file = aside.unwrap_or(self.file);
        let concurrency = self.context.options.concurrency;
        let count = document::remember(client, steps, concurrency, file).await?;
        if aside.is_none() {
            let memberships = match count {
                1 => "1 membership".to_owned(),
                count => format!("{count} memberships"),
            };
            let users = steps.counts().of(document::Kind::RecreateUser);
            self.context.console.note(&format!(
                "{} and {memberships} are kept in {} until they are put back",
                Collection::Users.counted(users),
                file.display()
            ));
        }
        match PutBack::read(client, file).await {
            Ok(back) => Ok(back),
            Err(error) => {
                // Nobody was deleted, so there is nothing to put back.
                if aside.is_none() {
                    self.forget()?;
                }
                Err(error.into())
            }
        }
    }

    /// Removes members and adds them again. The document has them, so the next run adds those
    /// that this one did not.
    pub async fn recreate_members(&self, steps: &Steps, log: &mut Log) -> Done {
        let kind = document::Kind::RecreateMember;
        if steps.counts().of(kind) == 0 {
            return Done::default();
        }
        let client = &self.connection.client;
        let mut carried = {
            let mut watch = Watch::of_plan(log, &self.names);
            document::take_away(client, steps, kind, &self.settings(), &mut watch).await
        };
        let mut back = Accounts::default();
        if !carried.is_cut_short() {
            let mut watch = Watch::aside(log, &self.names);
            let added =
                document::add_again(client, steps, &self.settings_aside(), &mut watch).await;
            back = added.accounts();
            if client.is_dry_run() {
                return carried.into();
            }
            carried.stop = carried.stop.or(added.stop);
            carried.refused = carried.refused.or(added.refused);
            carried.unread = carried.unread.or(added.unread);
        }
        let away = carried.accounts();
        let carried = recount(carried, kind, &back);
        if carried.accounts().done < away.done + away.unknown {
            self.context.console.warn(
                "members are removed and not all of them added again: the next apply of this \
                 document adds them",
            );
        }
        carried.into()
    }

    async fn read_and_put_back(&self, log: Option<&mut Log>) -> Result<Accounts, NotBack> {
        match PutBack::read(&self.connection.client, self.file).await {
            Ok(back) => self.put_back(&back, log).await,
            Err(error) => Err(self.not_back(error.into(), Accounts::default())),
        }
    }

    /// Puts back what the file holds; it is no longer needed once all of it is there. Gives back
    /// what became of the users.
    async fn put_back(&self, back: &PutBack, log: Option<&mut Log>) -> Result<Accounts, NotBack> {
        let client = &self.connection.client;
        // What is told of its lines is told of this file.
        let names: Arc<[String]> = Arc::from([self.file.display().to_string()]);
        let mut watch = Watch::of_putting_back(log, Arc::clone(&names));
        let carried = back
            .put_back(client, &self.settings_aside(), &mut watch)
            .await;
        let left = watch.into_left();
        let users = carried.of(document::Kind::CreateUser);
        let accounts = carried.accounts();
        if let Some(error) = carried.unread {
            return Err(self.not_back(error.into(), users));
        }
        let is_refused = carried.stop.is_none();
        if let Some((_, mut run)) = carried.stop.or(carried.refused) {
            run.accounts = accounts;
            let collection = collection_of(&run);
            if let Err(why) = outcome_to_result(run, &collection, &names, true) {
                if is_refused && !client.is_dry_run() {
                    // What is back may be changed by others now, and is not put back again.
                    let kept = document::keep_only(self.file, &left);
                    kept.map_err(|error| self.not_back(error.into(), users))?;
                }
                return Err(NotBack {
                    is_refused,
                    ..self.not_back(why, users)
                });
            }
        }
        if !client.is_dry_run() && accounts.is_success() {
            self.forget().map_err(|why| self.not_back(why, users))?;
        }
        Ok(users)
    }

    fn not_back(&self, why: Failure, users: Accounts) -> NotBack {
        let path = self.file.display().to_string();
        let why = why
            .context("users are created anew, and not all of it is put back")
            .hint(format!(
                "the next apply puts back what {path} holds; remove the file to give that up"
            ));
        NotBack {
            why,
            users,
            is_refused: false,
        }
    }

    fn forget(&self) -> Result<()> {
        match fs::remove_file(self.file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => Ok(other?),
        }
    }
}

/// What the file holds is not put back, or not all of it.
struct NotBack {
    why: Failure,
    users: Accounts,
    /// The service was asked for all of it, and refused some.
    is_refused: bool,
}

fn recount(mut carried: Carried, kind: document::Kind, back: &Accounts) -> Carried {
    let is_all_away = carried.is_whole();
    let accounts = recounted(&carried.accounts(), is_all_away, back);
    carried.by_kind = vec![(kind, accounts)];
    carried
}
