//! The most records that an instance puts into a page.

use std::num::NonZeroU32;
use std::str::FromStr;

use super::fault_error::FaultError;

/// The most records of a page. Written `100`, or `100:reject` where a larger `limit` is refused
/// instead of getting fewer records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LargestPage {
    pub records: NonZeroU32,
    pub is_refusing: bool,
}

impl TryFrom<u32> for LargestPage {
    type Error = FaultError;

    fn try_from(records: u32) -> Result<LargestPage, FaultError> {
        match NonZeroU32::new(records) {
            Some(records) => Ok(LargestPage {
                records,
                is_refusing: false,
            }),
            None => Err(FaultError("a page holds at least 1 record".to_owned())),
        }
    }
}

impl FromStr for LargestPage {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<LargestPage, FaultError> {
        let (number, is_refusing) = match text.split_once(':') {
            None => (text, false),
            Some((number, "reject")) => (number, true),
            Some(_) => (text, false),
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
