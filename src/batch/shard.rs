//! One of N parts of an input, the same on every machine.

use std::str::FromStr;

use crate::record::stable_hash;

/// The K-th of N parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// From 1 to `of`.
    part: u64,
    of: u64,
}

impl Shard {
    /// Whether the record with this id is in this part.
    pub fn has(self, id: &str) -> bool {
        hash(id) % self.of == self.part - 1
    }

    /// About how many of so many records are in this part.
    pub fn share_of(self, records: u64) -> u64 {
        records.div_ceil(self.of)
    }
}

/// A stable hash and a final mix, because its low bits alone are weak for ids that differ in few
/// characters. Scripts rely on the split staying as it is.
fn hash(id: &str) -> u64 {
    let mut hash = stable_hash(id);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Shard, String> {
        let expected = || "expected K/N with 1 <= K <= N, like 2/8".to_owned();
        let (part, of) = text.split_once('/').ok_or_else(expected)?;
        match (part.parse(), of.parse()) {
            (Ok(part), Ok(of)) if (1..=of).contains(&part) => Ok(Shard { part, of }),
            _ => Err(expected()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_in_exactly_one_part() {
        let parts: Vec<Shard> = (1..=7).map(|k| format!("{k}/7").parse().unwrap()).collect();
        let mut sizes = [0; 7];
        for n in 0..7000 {
            let id = format!("user-{n}");
            let holders: Vec<usize> = (0..7).filter(|&k| parts[k].has(&id)).collect();
            assert_eq!(holders.len(), 1);
            sizes[holders[0]] += 1;
        }
        assert!(
            sizes.iter().all(|size| (800..1200).contains(size)),
            "{sizes:?}"
        );
    }

    #[test]
    fn the_split_stays_as_it_is() {
        let found: Vec<u64> = ["", "a", "user-1", "ü"]
            .iter()
            .map(|id| hash(id) % 1000)
            .collect();
        assert_eq!(found, EXPECTED);
    }

    const EXPECTED: [u64; 4] = [458, 429, 749, 20];

    #[test]
    fn what_is_no_shard_is_refused() {
        for text in ["", "1", "0/3", "4/3", "1/0", "-1/3", "a/b", "1/2/3"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }
}
