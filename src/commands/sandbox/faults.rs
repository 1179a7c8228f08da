//! The faults that a served sandbox is told to have.

use std::num::NonZeroUsize;

use clap::Args;

use crate::context::Context;
use crate::error::{Failure, Result};
use crate::sandbox::{Cursor, Fault, Faults, LargestPage, Latency, RateLimit, Rules};

#[derive(Debug, Args)]
#[command(next_help_heading = "Faults")]
pub struct FaultOptions {
    /// Hold each answer back, 200 or 200±50 milliseconds (200+-50 is the same)
    ///
    /// With a spread, each length within it is as likely as the next. Example: --latency 200±50
    #[arg(long, value_name = "MS[±MS]")]
    latency: Option<Latency>,
    /// Let a share of the requests go wrong: RATE:WHAT, as 5%:503 (repeatable)
    ///
    /// RATE is from 0 to 1 or a percentage; WHAT is one of
    ///   400..599      an error with this status. With 4xx nothing was changed, with 5xx
    ///                 the change was made half of the time; 429 has Retry-After: 0
    ///   reset-before  the connection is reset, nothing was changed
    ///   reset-after   the change is made, then the connection is reset without an answer
    ///   stall         the change is made, and no answer ever comes
    ///   truncate      the change is made, and the answer breaks off in the middle
    ///   html          the change is made, and the answer is an HTML page with status 200
    ///
    /// Reads are hit too. At most one fault hits a request, so the rates add up to at most 100%.
    /// Example: --fail 5%:503 --fail 0.01:reset-after
    // The name of the value has no colon: zsh's completion would take it for one of its own.
    #[arg(long, value_name = "FAULT", verbatim_doc_comment)]
    fail: Vec<Fault>,
    /// Turn away more than N requests a second: N for a 429, N:STATUS for another status
    ///
    /// A 429 has Retry-After: 1, another status has no such header, as with nginx, which answers
    /// 503. After a pause, N may come at once. Example: --rate-limit 10 or --rate-limit 20:503
    // The name of the value has no colon: zsh's completion would take it for one of its own.
    #[arg(long, value_name = "LIMIT")]
    rate_limit: Option<RateLimit>,
    /// Begin the random numbers here, to meet the same faults again
    ///
    /// The same requests in the same order meet the same faults. Without it a seed is made up, and
    /// named on standard error. Example: --seed 42
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// How pages take `starting_after`: inclusive, existing, spaced and others
    ///
    /// A page begins after the cursor (`exclusive`, as without this) or at it (`inclusive`). A
    /// cursor that names nothing in the list is taken; or it is refused with 400 (`existing`), or
    /// its page is empty (`existing-empty`), or the first one (`existing-first`). With `spaced` only
    /// `starting after` is read, as the vendor's table writes it, otherwise both names. One of each
    /// goes together. Example: --cursor inclusive,existing
    #[arg(long, value_name = "MODE")]
    cursor: Option<Cursor>,
    /// Give no more than N records a page; with `N:reject`, refuse larger limits with 400
    ///
    /// Example: --max-page 7, --max-page 100:reject
    #[arg(long, value_name = "N")]
    max_page: Option<LargestPage>,
    /// Answer 413 to a larger body than this; 8 MiB without it
    ///
    /// Example: --max-body 100000
    #[arg(long, value_name = "BYTES")]
    max_body: Option<NonZeroUsize>,
    /// Refuse to create a user or channel without a name
    ///
    /// The vendor's OpenAPI requires one, the reference does not say so.
    #[arg(long)]
    strict: bool,
    /// Refuse to add members of whom one is there already
    #[arg(long)]
    strict_add: bool,
}

impl FaultOptions {
    pub fn settle(self, context: &Context) -> Result<Faults> {
        let mut faults = Faults {
            latency: self.latency,
            failures: self.fail,
            rate_limit: self.rate_limit,
            seed: self.seed,
            cursor: self.cursor.unwrap_or_default(),
            largest_page: self.max_page,
            largest_body: self.max_body,
            rules: Rules {
                strict: self.strict,
                strict_add: self.strict_add,
            },
        };
        faults
            .check()
            .map_err(|error| Failure::usage(format!("--fail: {error}")))?;
        if faults.is_random() && faults.seed.is_none() {
            // A short one, because people type it again.
            let seed = fastrand::u64(..1_000_000);
            faults.seed = Some(seed);
            context
                .console
                .note(&format!("the same faults again: --seed {seed}"));
        }
        Ok(faults)
    }
}
