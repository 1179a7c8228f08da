//! The most records that an instance puts into a page.

use std::num::NonZeroU32;
use std::str::FromStr;

use super::fault_error::FaultError;

/// The largest number of records in a page. Written `100`, or `100:reject` if a larger `limit` is refused
/// instead of getting fewer records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LargestPage {
    pub records: NonZeroU32,
    pub is_refusing: bool,
}

impl FromStr for LargestPage {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<LargestPage, FaultError> {
        let (number, is_refusing) = match text.strip_suffix(":reject") {
            Some(number) => (number, true),
            None => (text, false),
        };
        let records = number.parse().map_err(|_| {
            FaultError(format!(
                "{text:?} is not a whole number of at least 1, alone or with `:reject`; examples: 7, \
                 100:reject"
            ))
        })?;
        Ok(LargestPage {
            records,
            is_refusing,
        })
    }
}
