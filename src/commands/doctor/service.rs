//! What the service says: whether it takes the key, what time it has, and how it behaves.

use std::time::SystemTime;

use serde_json::json;

use crate::api::{
    ApiError, Client, FirstLook, LimitHabit, PageBegin, PagingHabits, Problem, Stage, StrayCursor,
};
use crate::commands::modes::modes_of;
use crate::error::Failure;
use crate::record::{ModeScale, likely_scale};

use super::findings::{Findings, Subject};

/// A certificate that ends sooner is warned about.
const SOON_DAYS: u64 = 21;
/// Clocks that differ by more are warned about: sign-in tokens have times in them.
const MOST_SECONDS: u64 = 10;

pub async fn look(client: &Client, findings: &mut Findings) {
    let look = client.look().await;
    if client.is_https() && !tls(&look, findings) {
        return;
    }
    clock(&look, findings);
    let ms = look.took.as_secs_f64() * 1000.0;
    match look.result {
        Ok(_) => findings.good(Subject::Key, format!("accepted, in {ms:.1} ms")),
        Err(error) => {
            findings.fail(Subject::Key, Failure::from(error));
            return;
        }
    }
    match client.paging_habits().await {
        Ok(habits) => {
            paging(&habits, findings);
            modes(&habits, findings);
        }
        Err(error) => findings.fail(Subject::Paging, Failure::from(error)),
    }
}

/// Whether there was a secure connection, and for how long the certificate is good.
fn tls(look: &FirstLook, findings: &mut Findings) -> bool {
    if !look.is_answered {
        if let Err(error) = &look.result {
            let subject = match is_about_trust(error) {
                true => Subject::Tls,
                false => Subject::Key,
            };
            findings.fail(subject, Failure::from(error.clone()));
        }
        return false;
    }
    let left = look
        .certificate_end
        .and_then(|end| end.duration_since(SystemTime::now()).ok());
    let days_left = left.map(|left| left.as_secs() / 86_400);
    match days_left {
        Some(days) if days < SOON_DAYS => findings.warn(
            Subject::Tls,
            format!("the certificate of the service ends in {days} days"),
            "tell those who run the service",
        ),
        Some(days) => {
            let found = format!("the certificate is trusted, and good for another {days} days");
            findings.good(Subject::Tls, found);
        }
        None => findings.good(Subject::Tls, "the certificate is trusted"),
    }
    if let Some(days) = days_left {
        findings.with_data(json!({ "days_left": days }));
    }
    true
}

fn is_about_trust(error: &ApiError) -> bool {
    matches!(
        &error.problem,
        Problem::Network {
            stage: Stage::Untrusted | Stage::Insecure,
            ..
        }
    )
}

/// This machine's clock beside the service's, which gives whole seconds.
fn clock(look: &FirstLook, findings: &mut Findings) {
    let Some((service, here)) = look.clock else {
        return findings.skip(Subject::Clock, "the service tells no time");
    };
    let (apart, word) = match here.duration_since(service) {
        Ok(ahead) => (ahead, "ahead of"),
        Err(behind) => (behind.duration(), "behind"),
    };
    let seconds = apart.as_secs();
    let found = format!("this machine is {seconds} s {word} the service");
    match seconds {
        0 | 1 => findings.good(Subject::Clock, "as the service's"),
        2..=MOST_SECONDS => findings.good(Subject::Clock, found),
        _ => findings.warn(
            Subject::Clock,
            found,
            "set the clock of this machine: certificates and sign-in tokens depend on it",
        ),
    }
    let signed = i64::try_from(seconds).unwrap_or(i64::MAX);
    let ahead = if word == "behind" { -signed } else { signed };
    findings.with_data(json!({ "seconds_ahead": ahead }));
}

fn paging(habits: &PagingHabits, findings: &mut Findings) {
    let limit = match habits.limit {
        LimitHabit::Granted(limit) => format!("{limit} records a page and more"),
        LimitHabit::Capped { asked, given } => {
            format!("{given} records a page where {asked} are asked for")
        }
        LimitHabit::AllThere(records) => {
            format!("no largest page shows, for there are {records} users")
        }
    };
    let mut parts = vec![limit];
    for (limit, status) in &habits.refused_limits {
        parts.push(format!("a limit of {limit} is refused ({status})"));
    }
    parts.push(match (habits.begin, habits.cursor_name) {
        (Some(begin), Some(name)) => {
            let begin = match begin {
                PageBegin::After => "after",
                PageBegin::At => "with",
            };
            let name = name.replace("%20", " ");
            format!("a page begins {begin} the record of its cursor, which is called `{name}`")
        }
        _ if habits.page.len() < 3 => "too few users to tell what a cursor means".to_owned(),
        _ => "no cursor is read".to_owned(),
    });
    if let Some(unknown) = habits.unknown {
        parts.push(match unknown {
            StrayCursor::ByOrder => {
                "a cursor that names no record begins where it would be".to_owned()
            }
            StrayCursor::Refused(status) => {
                format!("a cursor that names no record is refused ({status})")
            }
            StrayCursor::Empty => "a cursor that names no record gets an empty page".to_owned(),
            StrayCursor::Elsewhere => {
                "a cursor that names no record begins somewhere else".to_owned()
            }
        });
    }
    let found = parts.join("; ");
    match habits.cursor_name.is_none() && habits.page.len() >= 3 {
        true => findings.warn(
            Subject::Paging,
            found,
            "only the first page can be listed: tell those who run the service",
        ),
        false => findings.good(Subject::Paging, found),
    }
    findings.with_data(data_of(habits));
}

fn data_of(habits: &PagingHabits) -> serde_json::Value {
    let (asked, largest) = match habits.limit {
        LimitHabit::Granted(limit) => (Some(limit), limit),
        LimitHabit::Capped { asked, given } => (Some(asked), given),
        LimitHabit::AllThere(records) => (None, records),
    };
    let refused = habits.refused_limits.iter();
    json!({
        "limit_asked": asked,
        "largest_page": largest,
        "is_capped": matches!(habits.limit, LimitHabit::Capped { .. }),
        "refused_limits": refused.map(|(limit, _)| limit).collect::<Vec<_>>(),
        "cursor_name": habits.cursor_name.map(|name| name.replace("%20", " ")),
        "begins": habits.begin.map(|begin| match begin {
            PageBegin::After => "after",
            PageBegin::At => "at",
        }),
        "unknown_cursor": habits.unknown.map(|unknown| match unknown {
            StrayCursor::ByOrder => "by_order",
            StrayCursor::Refused(_) => "refused",
            StrayCursor::Empty => "empty",
            StrayCursor::Elsewhere => "elsewhere",
        }),
    })
}

/// Which of the two scales the modes of the users look like.
fn modes(habits: &PagingHabits, findings: &mut Findings) {
    let modes = modes_of(&habits.page);
    let likely = likely_scale(modes.iter().copied());
    let found = match (modes.is_empty(), likely) {
        (true, _) => "no user has a mode".to_owned(),
        (false, None) => "every mode is 0, which both scales have".to_owned(),
        (false, Some(scale)) => format!("they look like the scale `{}`", scale.name()),
    };
    let seen: Vec<String> = modes.iter().take(12).map(u64::to_string).collect();
    let found = match seen.is_empty() {
        true => found,
        false => format!("{found}: {}", seen.join(", ")),
    };
    findings.good(Subject::Modes, found);
    let scale = likely.map(ModeScale::name);
    findings.with_data(json!({ "scale": scale, "seen": modes }));
}
