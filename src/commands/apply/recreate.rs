//! `apply --recreate`: taking away and putting back, and what an earlier run has left behind.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::api::Collection;
use crate::bulk::Accounts;
use crate::commands::verbs::conclude;
use crate::config;
use crate::error::{Failure, Kind, Result};
use crate::instance::{self, Carried, Left, Steps, recounted};

use super::work::{Work, collection_of};

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
    /// Completes a run that was killed while users were created anew.
    pub async fn complete(&mut self) -> Result<()> {
        let file = self.file.display();
        let is_dry = self.context.options.dry_run;
        self.context.console.note(&match is_dry {
            true => format!(
                "an earlier run did not put everything back: {file} would be put back first; the \
                 plan is made without it"
            ),
            false => {
                format!("an earlier run did not put everything back: {file} is put back first")
            }
        });
        match self.bring_back().await {
            // The document may have what the service takes; the file stays for what belongs to
            // it, and is tried again when the document has been applied.
            Err(failure) if failure.is_refused => {
                let what = &failure.why;
                self.context
                    .console
                    .warn(&format!("{what}; all else of it is put back"));
                self.refused = Some(failure.why);
                Ok(())
            }
            Err(failure) => Err(failure.why),
            Ok(_) => Ok(()),
        }
    }

    /// Tries once more what the service refused before the document was applied. That is the end
    /// of the run, because the plan was made without it: even where all is back now, the document
    /// may want it otherwise.
    pub async fn complete_the_rest(&mut self) -> Option<Failure> {
        self.refused.take()?;
        let why = match self.bring_back().await {
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
        Some(why.partial())
    }

    /// Deletes users and creates them anew, with all that belongs to them. The second is why not
    /// all of it is put back.
    pub async fn recreate_users(&mut self, steps: &Steps) -> Result<(Carried, Option<Failure>)> {
        let settings = &self.settings();
        let kind = instance::Kind::RecreateUser;
        let client = &self.connection.client;
        let concurrency = self.context.options.concurrency;
        // A dry run leaves nothing behind.
        let dir = match self.context.options.dry_run {
            true => Some(tempfile::tempdir()?),
            false => None,
        };
        let aside = dir.as_ref().map(|dir| dir.path().join("put-back.jsonl"));
        let file = aside.as_deref().unwrap_or(self.file);
        let count = instance::remember(client, steps, concurrency, file).await?;
        if aside.is_none() {
            let memberships = match count {
                1 => "1 membership".to_owned(),
                count => format!("{count} memberships"),
            };
            let users = Collection::Users.counted(steps.counts().of(kind));
            self.context.console.note(&format!(
                "{users} and {memberships} are kept in {} until they are put back",
                file.display()
            ));
        }
        let carried = instance::take_away(client, steps, kind, settings, self).await?;
        if aside.is_some() {
            instance::put_back(client, file, &self.settings_aside(), self).await?;
            return Ok((carried, None));
        }
        let away = carried.accounts();
        if away.not_sent == away.input {
            self.forget()?;
            return Ok((carried, None));
        }
        if carried.is_cut_short() {
            self.context.console.warn(&format!(
                "users are deleted and not yet created anew: the next apply puts back what {} \
                 holds",
                file.display()
            ));
            return Ok((recount(carried, kind, &Accounts::default()), None));
        }
        // Those who were deleted come back, even where others could not be.
        let (back, why) = match self.bring_back().await {
            Ok(back) => (back, None),
            Err(failure) => {
                // Users have been deleted by now: whatever is missing is a part.
                (failure.users, Some(failure.why.partial()))
            }
        };
        Ok((recount(carried, kind, &back), why))
    }

    /// Removes members and adds them again. The document has them, so the next run adds those
    /// that this one did not.
    pub async fn recreate_members(&mut self, steps: &Steps) -> Result<Carried> {
        let kind = instance::Kind::RecreateMember;
        let client = &self.connection.client;
        let settings = self.settings();
        let mut carried = instance::take_away(client, steps, kind, &settings, self).await?;
        let mut back = Accounts::default();
        if !carried.is_cut_short() {
            let settings = self.settings_aside();
            self.is_aside = true;
            let added = instance::add_again(client, steps, &settings, self).await?;
            self.is_aside = false;
            back = added.accounts();
            if client.is_dry_run() {
                return Ok(carried);
            }
            carried.stop = carried.stop.or(added.stop);
            carried.refused = carried.refused.or(added.refused);
        }
        let away = carried.accounts();
        let carried = recount(carried, kind, &back);
        if carried.accounts().done < away.done + away.unknown {
            self.context.console.warn(
                "members are removed and not all of them added again: the next apply of this \
                 document adds them",
            );
        }
        Ok(carried)
    }

    /// Puts back what the file holds; it is no longer needed once all of it is there. Gives back
    /// what became of the users.
    async fn bring_back(&mut self) -> Result<Accounts, NotBack> {
        let settings = &self.settings_aside();
        let client = &self.connection.client;
        // What is told of its lines is told of this file.
        let names = Arc::from([self.file.display().to_string()]);
        let names = std::mem::replace(&mut self.names, names);
        self.is_aside = true;
        self.left = Some(Left::default());
        let carried = instance::put_back(client, self.file, settings, self).await;
        let left = self.left.take().unwrap_or_default();
        self.is_aside = false;
        let put_back_names = std::mem::replace(&mut self.names, names);
        let carried = carried.map_err(|error| self.not_back(error.into(), Accounts::default()))?;
        let users = carried.of(instance::Kind::CreateUser);
        let accounts = carried.accounts();
        let is_refused = carried.stop.is_none();
        if let Some((_, mut run)) = carried.stop.or(carried.refused) {
            run.accounts = accounts;
            let collection = collection_of(&run);
            if let Err(why) = conclude(run, &collection, &put_back_names, true) {
                if is_refused && !client.is_dry_run() {
                    // What is back may be changed by others now, and is not put back again.
                    let kept = instance::keep_only(self.file, &left);
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

fn recount(mut carried: Carried, kind: instance::Kind, back: &Accounts) -> Carried {
    let is_all_away = carried.stop.is_none();
    let accounts = recounted(&carried.accounts(), is_all_away, back);
    carried.by_kind = vec![(kind, accounts)];
    carried
}
