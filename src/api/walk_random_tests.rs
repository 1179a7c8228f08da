//! Walks that ask for pages early, over services of all kinds: what was there the whole time is listed
//! once, and in order.

use std::cmp::Ordering;
use std::time::Duration;

use fastrand::Rng;

use super::simulated_service::{
    ServiceHabits, SimulatedService, UnknownCursor, ids_of, walk_through,
};
use super::*;

/// Runs of `cargo test`; CYXTH_TEST_SEEDS sets another number.
const SEEDS: u64 = 300;

fn folded(a: &str, b: &str) -> Ordering {
    a.to_lowercase()
        .cmp(&b.to_lowercase())
        .then_with(|| a.cmp(b))
}

fn utf16(a: &str, b: &str) -> Ordering {
    a.encode_utf16().cmp(b.encode_utf16())
}

fn random_ids(rng: &mut Rng) -> Vec<String> {
    let count = match rng.u8(..8) {
        0 => rng.usize(..4),
        1 => rng.usize(..1500),
        _ => rng.usize(..500),
    };
    let shape = rng.u8(..12);
    let long = "long-common-beginning/".repeat(rng.usize(..20));
    let words = ["anna", "Bert", "carl", "Dora", "emil", "émile", "zoë", "Ω"];
    let mut ids: Vec<String> = (0..count)
        .map(|at| {
            let number = rng.u64(..);
            match shape {
                0 => format!("u{at:08}"),
                1 => format!("{}", at * 7),
                2 => format!("{number:016x}"),
                3 => format!(
                    "{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
                    number as u32,
                    rng.u16(..),
                    rng.u16(..4096),
                    rng.u16(..4096),
                    rng.u64(..1 << 48)
                ),
                4 => format!(
                    "{}.{}{}@{}.example",
                    words[rng.usize(..8)],
                    words[rng.usize(..8)],
                    number % 1000,
                    words[rng.usize(..3)]
                ),
                5 => format!("{}-{at:06}", ["admin", "Bot", "user", "x"][rng.usize(..4)]),
                6 => format!("{long}{number:x}"),
                7 => format!("{long}{}", char::from(rng.u8(33..127))),
                8 => format!(
                    "{}{at}",
                    ['\u{1}', '\u{7f}', '\u{e000}', '\u{10ffff}', 'a', '~'][rng.usize(..6)]
                ),
                9 => (0..rng.usize(1..12))
                    .map(|_| rng.char('!'..='\u{300}'))
                    .collect(),
                10 => (0..rng.usize(1..9))
                    .map(|_| if rng.bool() { 'a' } else { 'B' })
                    .collect(),
                _ => format!("U{}", number >> rng.u8(..64)),
            }
        })
        .collect();
    ids.sort();
    ids.dedup();
    ids
}

#[test]
fn what_is_there_the_whole_time_is_listed_once_and_in_order() {
    #[expect(
        clippy::disallowed_methods,
        reason = "how often a test is repeated is no setting of the tool"
    )]
    let seeds = std::env::var("CYXTH_TEST_SEEDS").map_or(SEEDS, |seeds| seeds.parse().unwrap());
    let (mut pages, mut asked, mut failed, mut taught) = (0, 0, 0, 0);
    'seeds: for seed in 0..seeds {
        let mut rng = Rng::with_seed(seed);
        let ids = random_ids(&mut rng);
        let moves = [0, 0, 5, 30][rng.usize(..4)];
        let (mut moving, mut still): (Vec<String>, Vec<String>) =
            ids.iter().cloned().partition(|_| rng.u8(..100) < moves);
        let habits = ServiceHabits {
            unknown: [
                UnknownCursor::Placed,
                UnknownCursor::Placed,
                UnknownCursor::Placed,
                UnknownCursor::Refused,
                UnknownCursor::Empty,
                UnknownCursor::First,
                UnknownCursor::Anywhere,
            ][rng.usize(..7)],
            inclusive: rng.bool(),
            records: rng.usize(2..40),
            bytes: if rng.bool() {
                usize::MAX
            } else {
                rng.usize(700..8000)
            },
            order: [str::cmp, str::cmp, folded, utf16][rng.usize(..4)],
            room: rng.usize(1..33),
        };
        // Where a cursor leads whose record has gone is then anybody's guess.
        if habits.unknown == UnknownCursor::Anywhere {
            still.append(&mut moving);
        }
        let limits = AheadLimits {
            least_records: rng.u64(..60),
            least_time: Duration::ZERO,
            most: rng.usize(1..33),
            bytes: [usize::MAX, 20_000, 2_000][rng.usize(..3)],
        };
        let size = [1000, 1000, 7][rng.usize(..3)];
        // What the first lists teach is used in those that follow.
        let is_one_of_many = rng.bool();
        let walks = if is_one_of_many { rng.u32(1..7) } else { 1 };
        let service = SimulatedService::new(habits, is_one_of_many, ids, moving, rng.fork());
        let told = format!("seed {seed}: {habits:?} {limits:?} {is_one_of_many}");
        let mut expected: Vec<&String> = still.iter().collect();
        expected.sort_by(|a, b| (habits.order)(a, b));
        let mut given = 0;
        for _ in 0..walks {
            let listed = match walk_through(&service, size, limits, None) {
                Ok(listed) => listed,
                // While records come and go a walk may say that it is lost: nothing is cut silently.
                Err(_) if moves > 0 => {
                    failed += 1;
                    continue 'seeds;
                }
                Err(error) => panic!("{told}: {error}"),
            };
            let all = ids_of(&listed);
            let stayed: Vec<&String> = all.iter().filter(|id| still.contains(id)).collect();
            assert_eq!(stayed, expected, "{told}");
            let mut once = all.clone();
            once.sort();
            once.dedup();
            assert_eq!(once.len(), all.len(), "{told}: something is listed twice");
            given += listed.len() as u64;
        }
        taught += u64::from(service.paging.strays.is_placed());
        if habits.unknown == UnknownCursor::Placed && habits.room > 4 {
            pages += given;
            asked += service.state.lock().unwrap().asked;
        }
    }
    assert!(failed * 20 < seeds, "{failed} walks are lost");
    // Or nothing was tested at all.
    assert!(
        asked * 3 < pages * 2,
        "{asked} of {pages} pages were waited for"
    );
    assert!(taught * 20 > seeds, "{taught} services were understood");
}
