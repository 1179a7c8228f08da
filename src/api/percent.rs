//! What is percent-encoded in a URL.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC};

/// Everything but unreserved characters (RFC 3986, section 2.3).
pub(super) const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What cannot stand in a URL as it is. A parser would cut white space off the end of one.
pub(super) const UNFIT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');
