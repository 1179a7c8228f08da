//! Whether a gap between two neighbours of a listing is a gap in every order that the service may
//! list in.
//!
//! Two neighbours prove that an id is missing only if the service sorts as we think it does, by
//! bytes. Databases sort in other ways too, but for most ids all of them agree. Two neighbours in
//! the order of bytes that would stand the other way round in another order rule that order out,
//! and all orders that are left have to agree about the gap.

use std::cmp::Ordering;

/// None where it is not clear, as services differ.
type Compare = fn(&str, &str) -> Option<Ordering>;

/// Orders other than that of bytes.
const OTHER_ORDERS: [Compare; 7] = [
    by_utf16_units,
    by_lower_case,
    by_upper_case,
    by_numbers,
    by_numbers_in_lower_case,
    by_letters,
    by_classes,
];

/// The orders that a listing may still be in: that of bytes, and these.
#[derive(Debug, Clone)]
pub(super) struct ListingOrders(Vec<Compare>);

impl ListingOrders {
    pub fn new() -> ListingOrders {
        ListingOrders(OTHER_ORDERS.to_vec())
    }

    /// Rules out the orders in which these neighbours would stand the other way round. They stand
    /// in that of bytes.
    pub fn learn(&mut self, ids: &[String]) {
        for pair in ids.windows(2) {
            let (a, b) = (&pair[0], &pair[1]);
            if !is_less_everywhere(a, b) {
                self.0
                    .retain(|compare| compare(a, b) != Some(Ordering::Greater));
            }
        }
    }

    /// Whether an id stands between two neighbours in all orders that are left. None is the
    /// beginning, or the end.
    pub fn agree(&self, low: Option<&str>, id: &str, high: Option<&str>) -> bool {
        let is_less = |a: &str, b: &str| {
            let orders = &mut self.0.iter();
            is_less_everywhere(a, b) || orders.all(|compare| compare(a, b) == Some(Ordering::Less))
        };
        low.is_none_or(|low| is_less(low, id)) && high.is_none_or(|high| is_less(id, high))
    }
}

/// Whether one id comes before another in all orders alike. True of most, and seen without looking
/// at each order: where they begin to differ, both go on with a small letter or a digit.
fn is_less_everywhere(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let at = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let is_plain = |c: &u8| c.is_ascii_lowercase() || c.is_ascii_digit();
    let digits = |text: &[u8]| text[at..].iter().take_while(|c| c.is_ascii_digit()).count();
    let is_in_number = at > 0 && a[at - 1].is_ascii_digit();
    match (a.get(at), b.get(at)) {
        (None, Some(y)) => is_plain(y),
        (Some(x), Some(y)) if is_plain(x) && is_plain(y) && x < y => {
            match (x.is_ascii_digit(), y.is_ascii_digit()) {
                // Numbers of the same length.
                (true, true) => digits(a) == digits(b),
                (false, false) => true,
                _ => !is_in_number,
            }
        }
        _ => false,
    }
}

fn unless_equal(ordering: Ordering) -> Option<Ordering> {
    ordering.is_ne().then_some(ordering)
}

fn by_utf16_units(a: &str, b: &str) -> Option<Ordering> {
    unless_equal(a.encode_utf16().cmp(b.encode_utf16()))
}

/// Whatever the case: `_` comes before `a`.
fn by_lower_case(a: &str, b: &str) -> Option<Ordering> {
    unless_equal(lower(a).cmp(lower(b)))
}

/// Whatever the case: `_` comes after `Z`.
fn by_upper_case(a: &str, b: &str) -> Option<Ordering> {
    let upper = |text: &str| -> Vec<char> { text.chars().flat_map(char::to_uppercase).collect() };
    unless_equal(upper(a).cmp(&upper(b)))
}

/// Digits by their number: `a9` comes before `a10`.
fn by_numbers(a: &str, b: &str) -> Option<Ordering> {
    unless_equal(compare_numbers(a.chars(), b.chars()))
}

fn by_numbers_in_lower_case(a: &str, b: &str) -> Option<Ordering> {
    unless_equal(compare_numbers(lower(a), lower(b)))
}

/// As in a dictionary: letters whatever their case, and punctuation looked past.
fn by_letters(a: &str, b: &str) -> Option<Ordering> {
    let letters = |text| lower(text).filter(|c| !c.is_ascii_punctuation() && *c != ' ');
    compare_classes(letters(a), letters(b))
}

/// The same with punctuation before digits, and digits before letters.
fn by_classes(a: &str, b: &str) -> Option<Ordering> {
    compare_classes(lower(a), lower(b))
}

fn lower(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().flat_map(char::to_lowercase)
}

/// Numbers of any length; where two are the same but for zeros before them, the shorter is first.
fn compare_numbers(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> Ordering {
    let (mut a, mut b) = (a.peekable(), b.peekable());
    loop {
        match (a.peek().copied(), b.peek().copied()) {
            (None, None) => return Ordering::Equal,
            (None, _) => return Ordering::Less,
            (_, None) => return Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let mut digits = [String::new(), String::new()];
                while let Some(digit) = a.next_if(char::is_ascii_digit) {
                    digits[0].push(digit);
                }
                while let Some(digit) = b.next_if(char::is_ascii_digit) {
                    digits[1].push(digit);
                }
                let [x, y] = digits.each_ref().map(|all| all.trim_start_matches('0'));
                let numbers = (x.len(), x, digits[0].len()).cmp(&(y.len(), y, digits[1].len()));
                if numbers.is_ne() {
                    return numbers;
                }
            }
            (Some(x), Some(y)) if x == y => {
                a.next();
                b.next();
            }
            (Some(x), Some(y)) => return x.cmp(&y),
        }
    }
}

/// Punctuation, digits, letters. What is neither ASCII nor the same, two different characters of
/// punctuation, and texts that differ in their case alone, stand differently from place to place.
fn compare_classes(
    mut a: impl Iterator<Item = char>,
    mut b: impl Iterator<Item = char>,
) -> Option<Ordering> {
    let class = |c: char| match c {
        '0'..='9' => 1,
        'a'..='z' => 2,
        _ => 0,
    };
    loop {
        return match (a.next(), b.next()) {
            (None, None) => None,
            (None, _) => Some(Ordering::Less),
            (_, None) => Some(Ordering::Greater),
            (Some(x), Some(y)) if x == y => continue,
            (Some(x), Some(y)) if !x.is_ascii() || !y.is_ascii() => None,
            (Some(x), Some(y)) if class(x) == 0 && class(y) == 0 => None,
            (Some(x), Some(y)) => Some((class(x), x).cmp(&(class(y), y))),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agree(low: &str, id: &str, high: &str) -> bool {
        let some = |text: &'static str| (!text.is_empty()).then_some(text);
        let leak = |text: &str| -> &'static str { String::leak(text.to_owned()) };
        ListingOrders::new().agree(some(leak(low)), id, some(leak(high)))
    }

    #[test]
    fn all_orders_agree_about_plain_ids() {
        for (low, id, high) in [
            ("u1233", "u1234x", "u1235"),
            ("u0099", "u0100", "u0101"),
            ("", "a", "b"),
            ("z", "zz", ""),
            ("anna", "bert", "carl"),
            ("Anna", "Bert", "Carl"),
            ("u123~", "u124", "u125"),
        ] {
            assert!(agree(low, id, high), "{low} {id} {high}");
        }
    }

    #[test]
    fn a_gap_in_one_order_is_none_in_another() {
        for (low, id, high) in [
            // Whatever the case.
            ("Zb", "a0100", ""),
            ("", "Zb", "a0000"),
            ("Zoe", "_x", "adam"),
            // Numbers.
            ("u1", "u10", "u9"),
            // Units of UTF-16.
            ("\u{ff01}", "\u{1f600}", ""),
            // Punctuation, and letters with accents.
            ("ab", "a_c", "b"),
            ("a", "z", "é"),
            ("z", "é", ""),
            // The case alone.
            ("ABC", "abc", "b"),
        ] {
            assert!(!agree(low, id, high), "{low} {id} {high}");
        }
    }

    /// What is seen without looking at each order is what each of them says.
    #[test]
    fn less_everywhere_is_less_in_each_order() {
        let alphabet: Vec<char> = "aAbzZ0129_-é".chars().collect();
        let mut rng = fastrand::Rng::with_seed(1);
        let mut seen = 0;
        for _ in 0..200_000 {
            let mut text = || -> String {
                let letters = (0..rng.usize(1..6)).map(|_| alphabet[rng.usize(..alphabet.len())]);
                letters.collect()
            };
            let (a, b) = (text(), text());
            if is_less_everywhere(&a, &b) {
                seen += 1;
                assert!(a < b);
                for (order, compare) in OTHER_ORDERS.iter().enumerate() {
                    assert_eq!(compare(&a, &b), Some(Ordering::Less), "{order} {a} {b}");
                }
            }
        }
        assert!(seen > 10_000, "{seen}");
    }

    #[test]
    fn neighbours_rule_orders_out() {
        let learnt = |ids: &[&str]| {
            let mut orders = ListingOrders::new();
            orders.learn(&ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>());
            orders
        };
        // No order that ignores the case has these two so.
        assert!(learnt(&["Zb", "a"]).agree(Some("Zb"), "a0100", None));
        assert!(!learnt(&["Za", "Zb"]).agree(Some("Zb"), "a0100", None));
        assert!(learnt(&["u10", "u9"]).agree(Some("u1"), "u10", Some("u9")));
        // As ids in hexadecimal stand.
        assert!(learnt(&["9f10", "9f9a", "a910", "a9c1"]).agree(Some("12f"), "1a0", Some("1b")));
    }
}
