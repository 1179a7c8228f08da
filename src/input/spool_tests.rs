use super::*;

fn all(source: &mut Source) -> io::Result<Vec<u8>> {
    let mut reader = source.reader();
    let (mut out, mut chunk) = (Vec::new(), [0; 7]);
    loop {
        match reader.read(&mut chunk)? {
            0 => return Ok(out),
            n => out.extend_from_slice(&chunk[..n]),
        }
    }
}

#[test]
fn a_stream_is_kept_as_far_as_it_fits() {
    for len in [0, 1, 9, 10, 11, 30, 31, 32, 100, 1_000_000] {
        let bytes: Vec<u8> = (0..len).map(|n| (n % 251) as u8).collect();
        let stream = Box::new(io::Cursor::new(bytes.clone()));
        let (parts, known) = spool(stream, 10, 30).unwrap();
        let mut source = Source {
            name: String::new(),
            is_csv: false,
            in_memory: false,
            len: known,
            parts,
        };
        assert_eq!(all(&mut source).unwrap(), bytes);
        if len <= 30 {
            assert_eq!(known, Some(len));
            assert_eq!(all(&mut source).unwrap(), bytes);
            for from in [0, 1, 9, 10, 11, 29, 30, 31] {
                let mut reader = source.reader();
                reader.skip(from).unwrap();
                let mut rest = vec![0; 40];
                let n = reader.read(&mut rest).unwrap();
                let from = usize::try_from(from).unwrap().min(bytes.len());
                assert!(bytes[from..].starts_with(&rest[..n]));
                assert_eq!(n == 0, from == bytes.len());
            }
        } else if len > 300_000 {
            assert_eq!(known, None);
            assert!(all(&mut source).is_err());
        }
    }
}

#[test]
fn what_cannot_be_opened_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("no\nsuch.json");
    let error = Source::open(Given::File(path), 0, SPOOL).err().unwrap();
    assert!(error.to_string().ends_with("no\\nsuch.json: no such file"));
    let error = Source::open(Given::File(directory.path().into()), 0, SPOOL);
    let error = error.err().unwrap();
    assert!(error.to_string().ends_with(": is a directory"), "{error}");
}

#[test]
fn files_past_the_first_ones_are_opened_again() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("USERS.CSV");
    std::fs::write(&path, "id\n1\n").unwrap();
    for index in [0, KEPT_OPEN] {
        let mut source = Source::open(Given::File(path.clone()), index, SPOOL).unwrap();
        assert!(source.is_csv);
        assert_eq!(source.len, Some(5));
        for _ in 0..2 {
            assert_eq!(all(&mut source).unwrap(), b"id\n1\n");
        }
    }
}
