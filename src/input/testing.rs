//! Reading for tests, in small pieces.

use super::window::Sizes;
use super::{Input, InputFormat, InputKind, InputSource};

pub(super) const IDS: InputKind = InputKind::Ids { noun: "user" };

#[derive(Debug, PartialEq, Clone)]
pub(super) struct Owned {
    pub json: String,
    pub id: String,
    pub place: String,
}

pub(super) fn read(input: Input) -> Result<Vec<Owned>, String> {
    let names = input.names();
    let mut out = Vec::new();
    let mut items = input.items();
    while let Some(item) = items.next().map_err(|error| error.to_string())? {
        out.push(Owned {
            json: String::from_utf8(item.json.to_vec()).unwrap(),
            id: item.id.to_string(),
            place: item.place.show(&names),
        });
    }
    Ok(out)
}

/// An input of one file named `f`, in windows of a size.
pub(super) fn input(
    bytes: &[u8],
    format: InputFormat,
    kind: InputKind,
    chunk: usize,
) -> Result<Input, String> {
    let given = InputSource::Memory {
        name: "f".to_owned(),
        bytes: bytes.to_vec(),
    };
    let mut input = Input::open(vec![given], format, kind).map_err(|error| error.to_string())?;
    input.sources[0].in_memory = false;
    input.sizes = Sizes { chunk, most: 5000 };
    Ok(input)
}

/// The items, the same in windows of every size.
pub(super) fn gather(
    bytes: &[u8],
    format: InputFormat,
    kind: InputKind,
) -> Result<Vec<Owned>, String> {
    let whole = read(input(bytes, format, kind, 4096)?);
    for chunk in [1, 2, 3, 5, 7, 11, 16, 31, 64] {
        let got = read(input(bytes, format, kind, chunk)?);
        assert_eq!(got, whole, "in pieces of {chunk}");
    }
    whole
}

/// The hint of the error that reading ends with.
pub(super) fn hint(bytes: &[u8], format: InputFormat, kind: InputKind) -> Option<String> {
    let input = input(bytes, format, kind, 64).ok()?;
    let mut items = input.items();
    loop {
        match items.next() {
            Ok(Some(_)) => {}
            Ok(None) => return None,
            Err(error) => return error.hint(),
        }
    }
}
