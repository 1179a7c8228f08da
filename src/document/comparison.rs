//! What every comparison has in common: how it is done, and what it finds.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use crate::api::{Client, Collection, MASK};

use super::actual::{BlockingListing, LeftAlone, ListingSettings, OrderedListing, Sorting};
use super::ignore::Ignored;
use super::mistake::DocumentMistake;
use super::mistakes::Mistakes;
use super::plan::How;
use super::step::Step;
use super::steps::StepCollector;

/// How a plan is made. By default nothing is removed, and nothing is recreated.
#[derive(Debug, Clone, Default)]
pub struct DraftSettings {
    /// What is not in the document will be removed.
    pub prune: bool,
    /// Users and members that cannot be changed are taken away and put back.
    pub recreate: bool,
    /// Fields that are not compared.
    pub ignored: Ignored,
    /// Members are added by requests of their own, and not along with a new channel.
    pub members_apart: bool,
    /// Counts the records that are read from the service, for others to watch.
    pub read: Arc<AtomicU64>,
}

/// A comparison in progress.
pub(super) struct ComparisonRun {
    pub client: Client,
    pub settings: DraftSettings,
    pub sorting: Sorting,
    /// Of the files of the document.
    pub names: Arc<[String]>,
    pub mistakes: Mistakes,
    pub left_alone: Arc<LeftAlone>,
    pub steps: StepCollector,
}

impl ComparisonRun {
    pub fn new(
        client: Client,
        settings: DraftSettings,
        sorting: Sorting,
        names: Arc<[String]>,
    ) -> ComparisonRun {
        ComparisonRun {
            client,
            settings,
            sorting,
            names,
            mistakes: Mistakes::default(),
            left_alone: Arc::default(),
            steps: StepCollector::new(),
        }
    }

    /// The same comparison from the start.
    pub fn begin_again(self, sorting: Sorting) -> ComparisonRun {
        ComparisonRun::new(self.client, self.settings, sorting, self.names)
    }

    pub fn list(&self, collection: Collection) -> BlockingListing {
        let settings = ListingSettings {
            sorting: self.sorting,
            without_masked: true,
            read: self.settings.read.clone(),
            left_alone: self.left_alone.clone(),
        };
        let listing = OrderedListing::begin(&self.client, collection, settings);
        BlockingListing::new(listing)
    }

    pub fn how(&self) -> How<'_> {
        How {
            recreate: self.settings.recreate,
            ignored: &self.settings.ignored,
            // Counted before the records are handed out.
            may_be_masked: self.client.masked_records() > 0,
        }
    }

    /// Adds steps to the plan.
    pub fn push(&mut self, steps: &mut Vec<Step>) -> io::Result<()> {
        for step in steps.drain(..) {
            self.steps.push(&step)?;
        }
        Ok(())
    }

    /// Makes sure that the mask of an API key is never stored in place of the key: a document that
    /// holds the mask itself, as an export of masked records does, is refused.
    pub fn refuse_masks(&mut self, steps: &[Step]) {
        let is_mask = |json: &str| json.contains(MASK) && json.contains(&format!("\"{MASK}\""));
        for step in steps {
            if let Some(location) = step.location()
                && step.record().is_some_and(|json| is_mask(&json))
            {
                let mistake = DocumentMistake::Masked {
                    noun: step.noun(),
                    id: step.id().to_owned(),
                };
                self.mistakes.add(location.show(&self.names), mistake);
            }
        }
    }
}
