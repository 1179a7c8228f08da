//! Learns how many requests a second a service bears, from those that it takes and those that it
//! turns away.

use std::time::{Duration, Instant};

use super::rate_curve::RateCurve;

/// How much slower to go where the rate was far too much.
const FAR_LESS: f64 = 0.5;
/// How much slower to go otherwise: a little less was already too much.
const LESS: f64 = 0.95;
/// From this share of requests that are turned away, the rate is to blame. Fewer can be chance, and
/// going slower would not help.
const MANY: f64 = 0.2;
/// The same once going slower has not helped: by chance no more than this share is turned away.
const MORE_THAN_CHANCE: f64 = 0.6;
/// How often in a row going slower may fail to help before it is given up.
const PATIENCE: u32 = 2;
/// How many requests at a lower rate tell whether it helps.
const TELLING: u32 = 8;
/// How much the last request counts in the share that is turned away.
const WEIGHT: f64 = 0.1;
/// From so many successes between two overloads on, the time before the pause and the pause itself
/// tell of the rate.
const SAVED_UP: u32 = 8;
/// Successes after a pause that came so many times as fast as over all the time since the last overload
/// had been saved up in that pause.
const BURST: f64 = 1.5;
/// How much the last success counts for the rate of late.
const LATELY: f64 = 0.15;

/// The rate that a service bears, as far as it is known.
#[derive(Debug)]
pub(super) struct Rate {
    /// None until a service turns many requests away.
    curve: Option<RateCurve>,
    /// The share of requests that were turned away of late.
    turned_away: f64,
    /// The last success, and the seconds between two of them of late.
    last: Instant,
    apart: Option<f64>,
    /// When the last overload was, and when the pause after it ended; both are the beginning at first.
    slowed: Instant,
    resumed: Instant,
    /// The rate that was measured at the last overload.
    lately: f64,
    /// Successes since the last overload.
    taken: u32,
    /// Requests answered since it was last judged whether the lower rate helps.
    answered: u32,
    /// How often in a row a lower rate did not help.
    in_vain: u32,
}

impl Rate {
    pub fn new(now: Instant) -> Rate {
        Rate {
            curve: None,
            turned_away: 0.0,
            last: now,
            apart: None,
            slowed: now,
            resumed: now,
            lately: 1.0,
            taken: 0,
            answered: 0,
            in_vain: 0,
        }
    }

    /// How far requests have to be apart.
    pub fn spacing(&self, now: Instant) -> Option<Duration> {
        let curve = self.curve?;
        Duration::try_from_secs_f64(1.0 / curve.at(now)).ok()
    }

    /// Whether requests are spaced.
    pub fn is_known(&self) -> bool {
        self.curve.is_some()
    }

    /// Whether nothing was taken since the last overload.
    pub fn is_outage(&self) -> bool {
        self.taken == 0
    }

    /// Counts a success.
    pub fn count(&mut self, now: Instant) {
        self.turned_away *= 1.0 - WEIGHT;
        self.answered += 1;
        let apart = now.saturating_duration_since(self.last).as_secs_f64();
        self.apart = Some(match self.apart {
            Some(before) => before + LATELY * (apart - before),
            None => apart,
        });
        self.last = now;
        self.taken += 1;
    }

    /// Requests a second that the service took of late.
    fn measured(&self, now: Instant) -> f64 {
        let of_late = 1.0 / self.apart.unwrap_or(1.0).max(0.001);
        let since = |then| {
            f64::from(self.taken) / now.saturating_duration_since(then).as_secs_f64().max(0.001)
        };
        // After a pause a service may take at once what nobody asked for in the meantime.
        let (whole, burst) = (since(self.slowed), since(self.resumed));
        let is_first = self.slowed == self.resumed;
        match self.taken >= SAVED_UP && (is_first || burst > whole * BURST) {
            true => whole.min(of_late),
            false => of_late,
        }
    }

    /// Counts a request that was turned away.
    pub fn count_turned_away(&mut self) {
        self.turned_away += WEIGHT * (1.0 - self.turned_away);
        self.answered += 1;
    }

    /// Another request of the same overload was turned away. If there are many, the rate is to blame.
    pub fn learn(&mut self, until: Instant) {
        if self.curve.is_none() && self.turned_away >= MANY && self.apart.is_some() {
            self.curve = Some(RateCurve::new(self.lately * FAR_LESS, until));
            self.answered = 0;
        }
    }

    /// An overload, after which nothing is sent until then.
    pub fn slow(&mut self, now: Instant, until: Instant) {
        let measured = self.measured(now);
        let is_outage = self.is_outage();
        self.lately = measured;
        self.slowed = now;
        self.resumed = until;
        self.taken = 0;
        if is_outage {
            // Nothing is taken at any rate. When that is over, the rate is what it was.
            if let Some(curve) = &mut self.curve {
                curve.begun = until;
            }
            return;
        }
        let is_near = self.curve.is_some_and(|curve| curve.is_near(now));
        let are_many = self.turned_away >= MANY;
        if is_near {
            self.in_vain = 0;
        } else if self.is_chance() {
            self.curve = None;
            return;
        } else if self.curve.is_some() && are_many && self.answered >= TELLING {
            self.in_vain += 1;
            self.answered = 0;
        }
        if !is_near && !are_many {
            return;
        }
        self.curve = Some(match self.curve {
            None => {
                self.answered = 0;
                RateCurve::new(measured, until)
            }
            Some(curve) if curve.is_new(now) => RateCurve::new(curve.at(now) * FAR_LESS, until),
            Some(curve) => {
                // Where much less was taken, requests waited for something else than the rate.
                let too_much = match curve.at(now) {
                    rate if rate <= measured * 1.5 => rate * LESS,
                    _ => measured,
                };
                match is_near {
                    true => curve.surer(too_much, until),
                    false => RateCurve::new(too_much, until),
                }
            }
        });
    }

    /// Whether as many are turned away at a lower rate as before, and not nearly all. Then the rate is
    /// not to blame, and going slower helps nobody.
    fn is_chance(&self) -> bool {
        self.in_vain >= PATIENCE && self.turned_away < MORE_THAN_CHANCE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A service that takes a request only so long after the last one that it took, and a client
    /// that asks one after the other for a minute. Gives back how many were taken and refused.
    fn taken_and_refused(apart: Duration) -> (u32, u32) {
        let begun = Instant::now();
        let (mut now, mut last) = (begun, None::<Instant>);
        let mut rate = Rate::new(begun);
        let (mut taken, mut refused) = (0, 0);
        while now < begun + Duration::from_secs(60) {
            // The way there and back.
            let sent = now;
            now += Duration::from_millis(2);
            if last.is_none_or(|last| now - last >= apart) {
                last = Some(now);
                taken += 1;
                rate.count(now);
            } else {
                refused += 1;
                let until = now + Duration::from_millis(150);
                rate.count_turned_away();
                rate.slow(now, until);
                now = until;
            }
            let spacing = rate.spacing(now).unwrap_or_default();
            now = now.max(sent + spacing);
        }
        (taken, refused)
    }

    #[test]
    fn a_rate_is_used_and_seldom_passed() {
        for (per_second, least) in [(20, 0.7), (100, 0.6)] {
            let (taken, refused) = taken_and_refused(Duration::from_secs(1) / per_second);
            let share = f64::from(taken) / f64::from(per_second * 60);
            assert!(
                share > least,
                "{per_second}: {taken} taken, {refused} refused"
            );
            assert!(
                refused * 8 < taken,
                "{per_second}: {taken} taken, {refused} refused"
            );
        }
    }

    #[test]
    fn nothing_is_learned_of_overloads_by_chance() {
        let begun = Instant::now();
        let mut rate = Rate::new(begun);
        for second in 1..100 {
            let now = begun + Duration::from_secs(second);
            for _ in 0..10 {
                rate.count(now);
            }
            rate.count_turned_away();
            rate.slow(now, now);
            assert_eq!(rate.spacing(now), None);
        }
    }

    #[test]
    fn faults_by_chance_do_not_bring_the_rate_down_to_nothing() {
        let begun = Instant::now();
        let mut rate = Rate::new(begun);
        let mut now = begun;
        for number in 0..1000 {
            now += rate.spacing(now).unwrap_or_default();
            if number % 2 == 0 {
                rate.count(now);
            } else {
                rate.count_turned_away();
                now += Duration::from_millis(150);
                rate.slow(now, now);
            }
            let spacing = rate.spacing(now).unwrap_or_default();
            assert!(spacing <= Duration::from_millis(170), "{spacing:?}");
        }
    }

    #[test]
    fn where_slower_is_no_better_the_rate_is_free_again() {
        let begun = Instant::now();
        let mut rate = Rate::new(begun);
        let mut now = begun;
        let mut spaced = 0;
        for number in 0..400 {
            if rate.spacing(now).is_some() {
                spaced += 1;
            }
            now += rate.spacing(now).unwrap_or(Duration::from_millis(5));
            if number % 3 == 0 {
                rate.count_turned_away();
                now += Duration::from_millis(150);
                rate.slow(now, now);
            } else {
                rate.count(now);
            }
        }
        assert!(spaced > 0, "nothing was learned");
        assert!(spaced < 100, "{spaced} of 400 requests had to wait");
        assert_eq!(rate.spacing(now), None);
    }

    #[test]
    fn the_rate_is_what_it_was_when_an_outage_is_over() {
        let begun = Instant::now();
        let at = |milliseconds| begun + Duration::from_millis(milliseconds);
        let mut rate = Rate::new(begun);
        for number in 0..20 {
            rate.count(at(number * 50));
        }
        for _ in 0..5 {
            rate.count_turned_away();
        }
        rate.slow(at(1000), at(1000));
        let before = rate.spacing(at(1000));
        assert!(before.is_some());
        for second in 2..30 {
            let now = at(second * 1000);
            rate.count_turned_away();
            rate.slow(now, now);
            assert_eq!(rate.spacing(now), before);
        }
    }
}
