//! Walks that ask for pages early, over services of all kinds: what was there the whole time is listed
//! once, and in order.

use std::cmp::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use fastrand::Rng;
use http::Method;

use crate::api::ErrorObject;
use crate::api::error::Problem;
use crate::api::page_source::PageFuture;
use crate::api::paging::{CursorName, Paging};
use crate::api::stray_habit::StrayHabit;

use super::*;

/// Runs of `cargo test`; CYXTH_TEST_SEEDS sets another number.
const SEEDS: u64 = 300;

/// What a service does with a cursor that names nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
enum UnknownCursor {
    Placed,
    Refused,
    Empty,
    First,
    /// Anywhere.
    Anywhere,
}

#[derive(Debug, Clone, Copy)]
struct ServiceHabits {
    unknown: UnknownCursor,
    inclusive: bool,
    records: usize,
    bytes: usize,
    order: fn(&str, &str) -> Ordering,
    room: usize,
}

fn folded(a: &str, b: &str) -> Ordering {
    a.to_lowercase()
        .cmp(&b.to_lowercase())
        .then_with(|| a.cmp(b))
}

fn utf16(a: &str, b: &str) -> Ordering {
    a.encode_utf16().cmp(b.encode_utf16())
}

struct SimulatedService {
    habits: ServiceHabits,
    is_one_of_many: bool,
    paging: Paging,
    state: Mutex<ServiceState>,
}

struct ServiceState {
    rng: Rng,
    /// In the order of the service.
    ids: Vec<String>,
    /// Those that come and go, one of them before some requests.
    moving: Vec<String>,
    asked: u64,
    asked_early: u64,
}

impl SimulatedService {
    fn new(
        habits: ServiceHabits,
        is_one_of_many: bool,
        mut ids: Vec<String>,
        moving: Vec<String>,
        rng: Rng,
    ) -> Arc<SimulatedService> {
        ids.sort_by(|a, b| (habits.order)(a, b));
        Arc::new(SimulatedService {
            habits,
            is_one_of_many,
            paging: Paging::new(None),
            state: Mutex::new(ServiceState {
                rng,
                ids,
                moving,
                asked: 0,
                asked_early: 0,
            }),
        })
    }

    /// Requests on their way pass each other.
    async fn travel(&self) {
        let steps = self.state.lock().unwrap().rng.u32(..12);
        for _ in 0..steps {
            tokio::task::yield_now().await;
        }
    }

    fn answer(&self, limit: u64, cursor: Option<&str>) -> Result<Page, ApiError> {
        let ServiceHabits {
            unknown,
            inclusive,
            records,
            bytes,
            order,
            ..
        } = self.habits;
        let mut state = self.state.lock().unwrap();
        let ServiceState {
            rng, ids, moving, ..
        } = &mut *state;
        if !moving.is_empty() && rng.u8(..4) == 0 {
            let id = &moving[rng.usize(..moving.len())];
            match ids.binary_search_by(|other| order(other, id)) {
                Ok(at) => drop(ids.remove(at)),
                Err(at) => ids.insert(at, id.clone()),
            }
        }
        let begin = match cursor.map(|cursor| ids.binary_search_by(|id| order(id, cursor))) {
            None => 0,
            Some(Ok(at)) => at + usize::from(!inclusive),
            Some(Err(at)) => match unknown {
                UnknownCursor::Placed => at,
                UnknownCursor::Refused => return Err(self.error(limit, refusal())),
                UnknownCursor::Empty => ids.len(),
                UnknownCursor::First => 0,
                UnknownCursor::Anywhere => rng.usize(..=ids.len()),
            },
        };
        let mut left = bytes;
        let page = ids[begin..].iter().take(records.min(limit as usize));
        let page = page.map(|id| {
            let size = 20 + id.bytes().map(usize::from).sum::<usize>() % 200;
            (format!(r#"{{"id":{}}}"#, serde_json::json!(id)), size)
        });
        let page = page.enumerate().take_while(|(at, (_, size))| {
            left = left.saturating_sub(*size);
            *at == 0 || left > 0
        });
        Ok(Page::of(
            page.map(|(_, (record, _))| Bytes::from(record)).collect(),
        ))
    }
}

fn refusal() -> Problem {
    Problem::Status {
        bound: None,
        status: 400,
        object: ErrorObject::default(),
        excerpt: None,
        retry_after: None,
    }
}

impl PageSource for SimulatedService {
    fn page<'a>(&'a self, name: CursorName, limit: u64, cursor: Option<&'a str>) -> PageFuture<'a> {
        Box::pin(async move {
            self.travel().await;
            self.state.lock().unwrap().asked += 1;
            let answer = self.answer(limit, cursor.filter(|_| name == CursorName::Underscored));
            self.travel().await;
            answer
        })
    }

    fn early_page(self: Arc<Self>, limit: u64, cursor: String) -> PageFuture<'static> {
        Box::pin(async move {
            self.travel().await;
            self.state.lock().unwrap().asked_early += 1;
            let answer = self.answer(limit, Some(&cursor));
            self.travel().await;
            answer
        })
    }

    fn paging(&self) -> &Paging {
        &self.paging
    }

    fn strays(&self) -> Option<&StrayHabit> {
        self.is_one_of_many.then_some(&self.paging.strays)
    }

    fn room(&self) -> usize {
        self.habits.room
    }

    fn error(&self, _: u64, problem: Problem) -> ApiError {
        ApiError {
            method: Method::GET,
            url: String::new(),
            problem,
            unknown: false,
        }
    }
}

/// All that a walk gives out, page by page, or how it fails.
fn walk_through(
    service: &Arc<SimulatedService>,
    size: u64,
    limits: AheadLimits,
    wanted: Option<u64>,
) -> Result<Vec<Page>, String> {
    let mut walk = Walk::of_source(service.clone(), size, limits).at_most(wanted);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut pages = Vec::new();
        while let Some(page) = walk.next().await.map_err(|error| error.to_string())? {
            pages.push(page);
        }
        Ok(pages)
    })
}

fn ids_of(pages: &[Page]) -> Vec<String> {
    pages.iter().flat_map(|page| page.ids()).cloned().collect()
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

const PLAIN: ServiceHabits = ServiceHabits {
    unknown: UnknownCursor::Placed,
    inclusive: false,
    records: 1000,
    bytes: usize::MAX,
    order: str::cmp,
    room: 32,
};

const QUICK: AheadLimits = AheadLimits {
    least_records: 1000,
    least_time: Duration::ZERO,
    most: 32,
    bytes: 6 << 20,
};

/// How many requests a listing waits for, and how many it makes early.
fn requests(habits: ServiceHabits, ids: Vec<String>, wanted: Option<u64>) -> (u64, u64) {
    let expected = ids
        .len()
        .min(wanted.map_or(usize::MAX, |wanted| wanted as usize));
    let service = SimulatedService::new(habits, false, ids, Vec::new(), Rng::with_seed(1));
    let listed = walk_through(&service, 1000, QUICK, wanted).unwrap();
    assert_eq!(ids_of(&listed).len(), expected);
    let state = service.state.lock().unwrap();
    (state.asked, state.asked_early)
}

fn sequential(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("u{number:08}")).collect()
}

fn hexadecimal(count: usize) -> Vec<String> {
    let mut rng = Rng::with_seed(5);
    (0..count)
        .map(|_| format!("{:016x}", rng.u64(..)))
        .collect()
}

#[test]
fn few_pages_of_a_long_listing_are_waited_for() {
    for (ids, waited, early) in [
        (sequential(100_000), 8, 150),
        (hexadecimal(100_000), 16, 180),
    ] {
        let (asked, asked_early) = requests(PLAIN, ids, None);
        assert!(
            asked <= waited && asked_early <= early,
            "{asked} {asked_early}"
        );
    }
}

#[test]
fn small_listings_ask_for_nothing_early() {
    // The last two requests find the end.
    assert_eq!(requests(PLAIN, sequential(1000), None), (3, 0));
    assert_eq!(requests(PLAIN, sequential(1400), None), (4, 0));
    let small = ServiceHabits {
        records: 50,
        ..PLAIN
    };
    assert_eq!(requests(small, sequential(900), None), (20, 0));
    // Two pages, and what is left fits into the third.
    assert_eq!(requests(PLAIN, sequential(9000), Some(3000)), (3, 0));
}

/// How many requests each of some lists takes, one after the other.
fn requests_of_many(habits: ServiceHabits, count: usize) -> Vec<u64> {
    let ids = sequential(count);
    let service = SimulatedService::new(habits, true, ids.clone(), Vec::new(), Rng::with_seed(1));
    service.paging.settle_name(CursorName::Underscored);
    let mut before = 0;
    let mut counts = Vec::new();
    for _ in 0..5 {
        let listed = walk_through(&service, 1000, QUICK, None).unwrap();
        assert_eq!(ids_of(&listed), ids);
        let asked = service.state.lock().unwrap().asked;
        counts.push(asked - before);
        before = asked;
    }
    counts
}

#[test]
fn of_many_lists_only_the_first_confirm_that_their_last_record_is_there() {
    assert_eq!(requests_of_many(PLAIN, 20), [3, 3, 3, 2, 2]);
    for unknown in [
        UnknownCursor::Refused,
        UnknownCursor::Empty,
        UnknownCursor::First,
    ] {
        let habits = ServiceHabits { unknown, ..PLAIN };
        assert_eq!(requests_of_many(habits, 20), [4, 3, 3, 3, 3], "{unknown:?}");
    }
    // A single record has no neighbour that would tell a place from the beginning.
    assert_eq!(requests_of_many(PLAIN, 1), [3, 3, 3, 3, 3]);
    let inclusive = ServiceHabits {
        inclusive: true,
        ..PLAIN
    };
    assert_eq!(requests_of_many(inclusive, 20), [2, 2, 2, 2, 2]);
}

#[test]
fn a_service_that_refuses_a_guess_is_asked_for_no_other() {
    for unknown in [UnknownCursor::Refused, UnknownCursor::Empty] {
        let (asked, early) = requests(
            ServiceHabits { unknown, ..PLAIN },
            hexadecimal(60_000),
            None,
        );
        assert!(asked >= 59 && early <= 2, "{unknown:?} {asked} {early}");
    }
    // The beginning again and again does not pay.
    let unknown = UnknownCursor::First;
    let (_, early) = requests(
        ServiceHabits { unknown, ..PLAIN },
        hexadecimal(60_000),
        None,
    );
    assert!(early <= 20, "{early}");
}
