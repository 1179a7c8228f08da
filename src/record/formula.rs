//! Cells of CSV that a spreadsheet takes for formulas.

use std::borrow::Cow;

/// What a formula begins with (OWASP, CSV injection), as full-width letters too.
const BEGINNINGS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whether a spreadsheet may take a cell for a formula. No program takes a negative number for one.
pub fn is_formula(cell: &str) -> bool {
    cell.starts_with(BEGINNINGS) && serde_json::from_str::<serde_json::Number>(cell).is_err()
}

/// The cell, with an apostrophe before what may be a formula, so that every spreadsheet takes it for
/// text. A cell that begins with such an apostrophe gets another one, so that [`unguarded`] gives it
/// back as it was.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    match is_formula(cell.trim_start_matches('\'')) {
        true => Cow::Owned(format!("'{cell}")),
        false => Cow::Borrowed(cell),
    }
}

/// The cell that [`guarded`] was given.
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_texts_behind_an_apostrophe_and_come_back() {
        for cell in [
            "=1+1", "+49 30", "-x", "@SUM(A1)", "\tx", "＝1", "'=1", "''@x", "-1-1",
        ] {
            assert_eq!(guarded(cell), format!("'{cell}"));
        }
        for cell in [
            "",
            "a=1",
            "-5",
            "-1.5e3",
            "'",
            "'quoted'",
            "it's",
            "1-2",
            "{\"a\":-1}",
        ] {
            assert_eq!(guarded(cell), cell);
        }
        for cell in ["=1", "'=1", "''=1", "-5", "'-5", "'", "'a", "", "'''"] {
            assert_eq!(unguarded(&guarded(cell)), cell);
        }
    }
}
