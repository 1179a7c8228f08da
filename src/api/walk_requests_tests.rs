//! How many requests walks make, early ones and those that are waited for.

use std::time::Duration;

use fastrand::Rng;

use crate::api::paging::CursorName;

use super::simulated_service::{
    ServiceHabits, SimulatedService, UnknownCursor, ids_of, walk_through,
};
use super::*;

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
