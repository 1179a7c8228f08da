//! The keys of the tests must be nowhere: not in what a command prints, and in no file that it leaves
//! behind but the one that keeps them; neither as they are nor in another spelling.

use std::io::Read;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// Shorter texts occur by chance, and are nobody's key.
const SHORTEST: usize = 12;

/// The keys of an environment, which nothing may show.
pub struct Keys {
    given: Vec<String>,
    profiles: PathBuf,
}

impl Keys {
    /// Those that are given, and those that a file of profiles holds at any time.
    pub fn new(mut given: Vec<String>, profiles: PathBuf) -> Keys {
        given.extend(keys_of_profiles(&profiles));
        Keys { given, profiles }
    }

    /// All of them by now.
    pub fn all(&self) -> Vec<String> {
        let stored = keys_of_profiles(&self.profiles);
        self.given.iter().cloned().chain(stored).collect()
    }

    /// Fails where one of them is in what was shown.
    #[track_caller]
    pub fn check(&self, who: &str, shown: &[u8]) {
        if let Some(leak) = leak(shown, &self.all()) {
            let shown = String::from_utf8_lossy(shown);
            panic!("{who} has shown a key, as {leak}: {shown}");
        }
    }
}

/// The ways to write a key that a look finds.
fn spellings(key: &str) -> Vec<String> {
    let json = serde_json::to_string(key).unwrap();
    let hex: String = key.bytes().map(|byte| format!("{byte:02x}")).collect();
    let mut spellings = vec![
        key.to_owned(),
        utf8_percent_encode(key, NON_ALPHANUMERIC).to_string(),
        json[1..json.len() - 1].to_owned(),
        json[1..json.len() - 1].replace('/', "\\/"),
        hex.to_uppercase(),
        hex,
    ];
    // Wherever it begins in what is encoded: the letters that depend on its neighbours are left out.
    for before in 0..3 {
        for engine in [&STANDARD, &STANDARD_NO_PAD, &URL_SAFE_NO_PAD] {
            let encoded = engine.encode(format!("{}{key}", &"xxx"[..before]));
            let begin = (before * 8).div_ceil(6);
            let whole = (before + key.len()) * 8 / 6;
            spellings.push(encoded[begin..whole].to_owned());
        }
    }
    spellings.sort_unstable();
    spellings.dedup();
    spellings
}

/// A spelling of one of the keys that is in some bytes.
fn leak(bytes: &[u8], keys: &[String]) -> Option<String> {
    keys.iter()
        .filter(|key| key.len() >= SHORTEST)
        .flat_map(|key| spellings(key))
        .find(|spelling| memchr::memmem::find(bytes, spelling.as_bytes()).is_some())
}

/// The beginning of a file; nothing of what is no file, and may never end.
fn read_file(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    if std::fs::metadata(path).is_ok_and(|data| data.is_file())
        && let Ok(file) = std::fs::File::open(path)
    {
        let _ = file.take(64 << 20).read_to_end(&mut bytes);
    }
    bytes
}

/// The keys that a file of profiles holds.
fn keys_of_profiles(path: &Path) -> Vec<String> {
    let toml = read_file(path);
    keys_in(&String::from_utf8_lossy(&toml[..toml.len().min(1 << 16)]))
}

fn keys_in(toml: &str) -> Vec<String> {
    let values = toml.lines().filter_map(|line| {
        let (name, value) = line.split_once('=')?;
        (name.trim() == "key").then(|| value.trim().trim_matches('"').to_owned())
    });
    values.collect()
}

/// Goes through the files below a directory, and gives back the first that holds a key.
pub fn leak_in_files(
    dir: &Path,
    keys: &[String],
    may_hold: &dyn Fn(&Path) -> bool,
) -> Option<String> {
    for entry in std::fs::read_dir(dir).ok()?.flatten() {
        let path = entry.path();
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        let found = if kind.is_dir() {
            leak_in_files(&path, keys, may_hold)
        } else if kind.is_file() && !may_hold(&path) {
            leak(&read_file(&path), keys).map(|leak| format!("{leak} in {}", path.display()))
        } else {
            None
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

#[test]
fn each_spelling_is_found() {
    let keys = vec!["sk_live/0123456789+abc==".to_owned()];
    for text in [
        "x sk_live/0123456789+abc== y".to_owned(),
        "?key=sk%5Flive%2F0123456789%2Babc%3D%3D&".to_owned(),
        "\"sk_live\\/0123456789+abc==\"".to_owned(),
        STANDARD.encode("user:sk_live/0123456789+abc== and more"),
        STANDARD.encode("Bearer sk_live/0123456789+abc=="),
        URL_SAFE_NO_PAD.encode("a sk_live/0123456789+abc=="),
        "736b5f6c6976652f303132333435363738392b6162633d3d".to_owned(),
    ] {
        assert!(leak(text.as_bytes(), &keys).is_some(), "{text}");
    }
    for text in ["", "********", "sk_live/0123456789", "sk_live 0123456789"] {
        assert_eq!(leak(text.as_bytes(), &keys), None, "{text}");
    }
    assert_eq!(
        keys_in("[profiles.a]\nkey = \"k-1\"\nkey_env = \"V\"\n"),
        ["k-1"]
    );
}
