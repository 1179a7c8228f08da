//! The pace before services of many kinds, in simulated time: how long the work takes beside the best
//! rate that could be set by hand, and how much of it is turned away.

use std::collections::VecDeque;

use fastrand::Rng;

use crate::api::backoff::backoff;

use super::*;

/// There and back.
const WAY: f64 = 0.08;
/// Requests that are wanted at the same time.
const WORKERS: usize = 32;

/// What a service does.
#[derive(Debug, Clone, Copy)]
enum LimitKind {
    /// So many at once, each for so long; others are turned away.
    AtOnce(usize, f64),
    /// So many a second and no closer together, as nginx has it.
    Apart(f64),
    /// So many a second, of which some may come at once.
    Bucket(f64, f64),
    /// The same, and one that is turned away is asked to wait for a second.
    PatientBucket(f64, f64),
    /// So many within ten seconds; those that are turned away count too, as HAProxy has it.
    Window(usize),
    /// One after the other, each for so long.
    Queue(f64),
}

struct SimService {
    kind: LimitKind,
    /// When those that are worked on are done.
    busy: Vec<f64>,
    last: f64,
    tokens: f64,
    seen: VecDeque<f64>,
}

impl SimService {
    /// When a request is done that comes now; none where it is turned away.
    fn take(&mut self, now: f64) -> Option<f64> {
        match self.kind {
            LimitKind::AtOnce(most, takes) => {
                self.busy.retain(|end| *end > now);
                (self.busy.len() < most).then(|| {
                    self.busy.push(now + takes);
                    now + takes
                })
            }
            LimitKind::Apart(rate) => (now - self.last >= 1.0 / rate).then(|| {
                self.last = now;
                now
            }),
            LimitKind::Bucket(rate, most) | LimitKind::PatientBucket(rate, most) => {
                self.tokens = (self.tokens + (now - self.last) * rate).min(most);
                self.last = now;
                (self.tokens >= 1.0).then(|| {
                    self.tokens -= 1.0;
                    now
                })
            }
            LimitKind::Window(most) => {
                self.seen.retain(|at| *at > now - 10.0);
                self.seen.push_back(now);
                (self.seen.len() <= most).then_some(now)
            }
            LimitKind::Queue(takes) => {
                self.last = self.last.max(now) + takes;
                Some(self.last)
            }
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum SimEvent {
    Arrives {
        number: usize,
        sent: f64,
    },
    Done {
        number: usize,
        sent: f64,
        is_taken: bool,
    },
    /// A request wants its turn.
    Wanted(usize),
    Wake,
}

#[derive(Debug, Clone, Copy)]
struct SimRun {
    seconds: f64,
    refused: usize,
    most: usize,
    settled: usize,
}

/// Does so many requests.
fn simulate(kind: LimitKind, count: usize, concurrency: Concurrency, rate: Option<f64>) -> SimRun {
    let begun = Instant::now();
    let at = |seconds: f64| begun + Duration::from_secs_f64(seconds);
    let mut state = PaceState::new(concurrency, rate, false);
    state.rate = Rate::new(begun);
    let mut service = SimService {
        kind,
        busy: Vec::new(),
        last: -10.0,
        tokens: 1e9,
        seen: VecDeque::new(),
    };
    let mut rng = Rng::with_seed(3);
    let mut events: Vec<(f64, SimEvent)> = (0..WORKERS.min(count))
        .map(|number| (0.0, SimEvent::Wanted(number)))
        .collect();
    let mut tries = vec![0; count];
    let mut waiting: VecDeque<usize> = VecDeque::new();
    let mut wake: Option<f64> = None;
    let (mut next, mut done, mut refused, mut now) = (WORKERS.min(count), 0, 0, 0.0);
    while done < count {
        let first = (0..events.len()).min_by(|a, b| events[*a].0.total_cmp(&events[*b].0));
        let (time, event) = match (first, wake.take()) {
            (Some(first), Some(time)) if time < events[first].0 => (time, SimEvent::Wake),
            (Some(first), _) => events.swap_remove(first),
            (None, time) => (time.unwrap(), SimEvent::Wake),
        };
        now = time;
        assert!(now < 3600.0, "{kind:?}: {done} of {count} done");
        match event {
            SimEvent::Wanted(number) => waiting.push_back(number),
            SimEvent::Wake => {}
            SimEvent::Arrives { number, sent } => {
                let end = service.take(now);
                let is_taken = end.is_some();
                events.push((
                    end.unwrap_or(now) + WAY / 2.0,
                    SimEvent::Done {
                        number,
                        sent,
                        is_taken,
                    },
                ));
            }
            SimEvent::Done {
                number,
                sent,
                is_taken: true,
            } => {
                state.in_flight -= 1;
                state.recover(at(sent), at(now), true);
                done += 1;
                if next < count {
                    events.push((now, SimEvent::Wanted(next)));
                    next += 1;
                }
                let _ = number;
            }
            SimEvent::Done {
                number,
                sent,
                is_taken: false,
            } => {
                state.in_flight -= 1;
                refused += 1;
                let backoff = backoff(tries[number], rng.f64());
                let wait = match kind {
                    LimitKind::PatientBucket(..) => backoff.max(Duration::from_secs(1)),
                    _ => backoff,
                };
                tries[number] += 1;
                state.slow(at(sent), at(now), wait, true);
                events.push((now + wait.as_secs_f64(), SimEvent::Wanted(number)));
            }
        }
        while !waiting.is_empty() {
            match state.take_turn(at(now), false) {
                Turn::Go => {
                    let number = waiting.pop_front().unwrap();
                    // No two ways take the same time.
                    let way = WAY / 2.0 + 0.001 * rng.f64();
                    events.push((now + way, SimEvent::Arrives { number, sent: now }));
                }
                Turn::At(then) => {
                    let then = then.saturating_duration_since(begun).as_secs_f64();
                    wake = Some(then + 1e-6);
                    break;
                }
                Turn::Later => break,
            }
        }
    }
    SimRun {
        seconds: now,
        refused,
        most: state.most_in_flight,
        settled: state.control.allowed(),
    }
}

/// The shortest time at any rate or number in flight set by hand.
fn by_hand(kind: LimitKind, count: usize) -> f64 {
    if matches!(kind, LimitKind::AtOnce(..)) {
        let times = (1..=32).map(|most| simulate(kind, count, Concurrency::Fixed(most), None));
        return times.map(|ran| ran.seconds).fold(f64::INFINITY, f64::min);
    }
    let rates = (0..60).map(|step| 4.0 * 1.08_f64.powi(step));
    let times = rates.map(|rate| simulate(kind, count, Concurrency::Fixed(32), Some(rate)).seconds);
    times
        .chain([simulate(kind, count, Concurrency::Fixed(32), None).seconds])
        .fold(f64::INFINITY, f64::min)
}

#[test]
fn limits_are_found_and_seldom_passed() {
    // The time beside the best that could be set by hand, and the share that is turned away.
    for (kind, count, times, away) in [
        (LimitKind::Apart(20.0), 600, 1.3, 0.05),
        (LimitKind::Apart(10.0), 400, 1.3, 0.05),
        (LimitKind::Apart(100.0), 2000, 1.5, 0.05),
        (LimitKind::Bucket(50.0, 50.0), 1500, 1.3, 0.05),
        // The first ones are turned away before anything is known.
        (LimitKind::Bucket(50.0, 50.0), 300, 1.3, 0.16),
        (LimitKind::Bucket(20.0, 1.0), 600, 1.3, 0.05),
        (LimitKind::PatientBucket(50.0, 50.0), 1000, 1.3, 0.05),
        (LimitKind::PatientBucket(50.0, 50.0), 300, 1.3, 0.12),
        (LimitKind::AtOnce(1, 0.05), 400, 1.3, 0.05),
        (LimitKind::AtOnce(5, 0.05), 1000, 1.3, 0.05),
        (LimitKind::AtOnce(50, 0.05), 2000, 1.1, 0.0),
        (LimitKind::Window(200), 900, 1.3, 0.32),
        (LimitKind::Window(1000), 3000, 1.3, 0.07),
        (LimitKind::Queue(0.02), 1000, 1.05, 0.0),
        // A body on a line of two megabits a second.
        (LimitKind::Queue(0.4), 100, 1.05, 0.0),
    ] {
        let best = by_hand(kind, count);
        let ran = simulate(kind, count, Concurrency::Auto, None);
        let told = format!("{kind:?}: {ran:?}, {best:.1} s by hand");
        assert!(ran.seconds <= best * times, "{told}");
        assert!(ran.refused as f64 <= count as f64 * away, "{told}");
    }
}

#[test]
fn nobody_waits_but_for_the_line() {
    // A hundred requests on a line that is only long, beside as many at once as help.
    let kind = LimitKind::AtOnce(1000, 0.001);
    let best = simulate(kind, 100, Concurrency::Fixed(32), None).seconds;
    let ran = simulate(kind, 100, Concurrency::Auto, None);
    assert!(ran.seconds < best * 1.6, "{ran:?} {best}");
    assert_eq!(ran.most, 32);
    // One after the other, there are no more in flight than were at first.
    let ran = simulate(LimitKind::Queue(0.4), 100, Concurrency::Auto, None);
    assert!(ran.settled <= 4, "{ran:?}");
}

#[test]
fn a_number_that_was_set_stays() {
    for kind in [LimitKind::AtOnce(1000, 0.001), LimitKind::Queue(0.02)] {
        let ran = simulate(kind, 300, Concurrency::Fixed(3), None);
        assert_eq!((ran.most, ran.settled), (3, 3));
    }
}
