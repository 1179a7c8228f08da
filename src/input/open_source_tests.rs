use super::super::spool::HEAD;
use super::*;

fn all(mut reader: SourceReader) -> io::Result<Vec<u8>> {
    let (mut out, mut chunk) = (Vec::new(), [0; 70_001]);
    loop {
        match reader.read(&mut chunk)? {
            0 => return Ok(out),
            n => out.extend_from_slice(&chunk[..n]),
        }
    }
}

fn streaming(bytes: &[u8]) -> OpenSource {
    OpenSource::mapped(Box::new(io::Cursor::new(bytes.to_vec())))
}

fn some(len: usize) -> Vec<u8> {
    (0..len).map(|n| (n % 251) as u8).collect()
}

#[test]
fn a_stream_is_kept_while_it_is_read() {
    for len in [0, 1, 70_001, HEAD - 1, HEAD, HEAD + 1, 1_000_000] {
        let bytes = some(len);
        let source = streaming(&bytes);
        assert_eq!(source.len(), None);
        for _ in 0..2 {
            assert_eq!(all(source.reader()).unwrap(), bytes, "{len}");
            assert_eq!(source.len(), Some(len_of(len)));
        }
    }
}

#[test]
fn a_second_reader_can_follow_the_first_one() {
    let bytes = some(900_000);
    let source = streaming(&bytes);
    let (mut first, mut second) = (source.reader(), source.reader());
    let (mut one, mut two) = (vec![0; 100_000], vec![0; 1000]);
    let (mut read, mut again) = (Vec::new(), Vec::new());
    while first.is_open() {
        let n = first.read(&mut one).unwrap();
        read.extend_from_slice(&one[..n]);
        let n = second.read(&mut two).unwrap();
        again.extend_from_slice(&two[..n]);
    }
    assert_eq!(read, bytes);
    again.extend(all(second).unwrap());
    assert_eq!(again, bytes);
}

#[test]
fn what_cannot_be_opened_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("no\nsuch.json");
    let error = OpenSource::open(InputSource::File(path), 0).err().unwrap();
    assert!(error.to_string().ends_with("no\\nsuch.json: no such file"));
    let error = OpenSource::open(InputSource::File(directory.path().into()), 0);
    let error = error.err().unwrap();
    assert!(error.to_string().ends_with(": is a directory"), "{error}");
}

#[test]
fn files_past_the_first_ones_are_opened_again() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("USERS.CSV");
    std::fs::write(&path, "id\n1\n").unwrap();
    for index in [0, KEPT_OPEN] {
        let source = OpenSource::open(InputSource::File(path.clone()), index).unwrap();
        assert!(source.is_csv);
        assert_eq!(source.len(), Some(5));
        for _ in 0..2 {
            assert_eq!(all(source.reader()).unwrap(), b"id\n1\n");
        }
    }
}
