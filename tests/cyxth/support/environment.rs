//! The binary in a cleared environment, with directories of its own.

use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;

use tempfile::TempDir;

use crate::support::leaks::{self, Keys};
use crate::support::server::Server;

pub const KEY: &str = "ck_test_0123456789wxyz";

/// An environment: no variables but `PATH` and `HOME`, and a directory that holds everything.
pub struct Env {
    dir: TempDir,
    vars: Vec<(String, String)>,
    /// Files that a test has written itself, which may hold what it likes.
    written: Mutex<HashSet<PathBuf>>,
}

/// What a run left behind.
#[derive(Debug)]
pub struct Ran {
    pub out: String,
    pub err: String,
    pub code: i32,
    dir: PathBuf,
}

impl Env {
    /// Nothing is configured.
    pub fn new() -> Env {
        Env {
            dir: tempfile::tempdir().unwrap(),
            vars: Vec::new(),
            written: Mutex::default(),
        }
    }

    /// The profile `sandbox` is chosen.
    pub fn sandbox() -> Env {
        Env::new().var("CYXTH_PROFILE", "sandbox")
    }

    /// URL and key of a server are set.
    pub fn of(server: &Server) -> Env {
        Env::new()
            .var("CYXTH_API_URL", &server.api_url())
            .var("CYXTH_API_KEY", KEY)
    }

    pub fn var(mut self, name: &str, value: &str) -> Env {
        self.vars.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes a file into the directory that commands run in.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        self.written.lock().unwrap().insert(path.clone());
        path
    }

    /// The keys of this environment, which nothing may show.
    pub fn keys(&self) -> Keys {
        let given = self.vars.iter().filter(|(name, _)| name == "CYXTH_API_KEY");
        let given = given.map(|(_, value)| value.trim().to_owned());
        let given = given.chain([KEY.to_owned()]).collect();
        Keys::new(given, self.path("config/profiles.toml"))
    }

    /// Stores profiles in the file that the tool reads.
    pub fn profiles(self, toml: &str) -> Env {
        let path = self.file("config/profiles.toml", toml);
        set_mode(&path, 0o600);
        set_mode(path.parent().unwrap(), 0o700);
        self
    }

    pub fn profiles_text(&self) -> String {
        std::fs::read_to_string(self.path("config/profiles.toml")).unwrap()
    }

    /// Any program in this environment.
    #[allow(
        clippy::disallowed_methods,
        reason = "programs are found by the tests' own PATH"
    )]
    pub fn program(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.path("home"))
            .env("CYXTH_CONFIG_DIR", self.path("config"))
            .env("CYXTH_DATA_DIR", self.path("data"))
            .envs(self.vars.iter().map(|(name, value)| (name, value)))
            .current_dir(self.dir.path());
        command
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.program(env!("CARGO_BIN_EXE_cyxth"));
        command.args(arguments);
        command
    }

    /// Runs the tool with the words of a line, and nothing on standard input.
    pub fn run(&self, line: &str) -> Ran {
        self.args(&line.split_whitespace().collect::<Vec<_>>())
    }

    pub fn args(&self, arguments: &[&str]) -> Ran {
        let mut command = self.command(arguments);
        self.ran(command.stdin(Stdio::null()).output().unwrap())
    }

    /// The same with standard input.
    pub fn pipe(&self, input: impl AsRef<[u8]>, line: &str) -> Ran {
        let mut command = self.command(&line.split_whitespace().collect::<Vec<_>>());
        self.fed(&mut command, input.as_ref())
    }

    pub fn fed(&self, command: &mut Command, input: &[u8]) -> Ran {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that does not read its input closes the pipe early.
        let _ = child.stdin.take().unwrap().write_all(input);
        self.ran(child.wait_with_output().unwrap())
    }

    #[track_caller]
    pub fn ran(&self, output: Output) -> Ran {
        let keys = self.keys();
        for stream in [&output.stdout, &output.stderr] {
            keys.check("a command", stream);
        }
        Ran {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap_or(-1),
            dir: self.dir.path().to_owned(),
        }
    }
}

/// What the tool has left behind holds no key either, but for the file that keeps them and the store of
/// the sandbox, which keeps whatever records it is given.
impl Drop for Env {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let keys = self.keys().all();
        let written = self.written.lock().unwrap();
        let may_hold = |path: &Path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            written.contains(path) || name.starts_with("profiles.toml") || name.contains(".db")
        };
        if let Some(leak) = leaks::leak_in_files(self.dir.path(), &keys, &may_hold) {
            panic!("a command has left a key behind, as {leak}");
        }
    }
}

impl Ran {
    /// Status, standard output and standard error as one text, for snapshots.
    pub fn text(&self) -> String {
        let mut text = format!("exit {}\n", self.code);
        for (name, stream) in [("stdout", &self.out), ("stderr", &self.err)] {
            if !stream.is_empty() {
                text.push_str(&format!("--- {name}\n{stream}"));
            }
        }
        text.replace(self.dir.to_str().unwrap(), "$DIR")
    }

    /// Fails unless the run ended with this status; gives back standard error.
    #[track_caller]
    pub fn fails(&self, code: i32) -> &str {
        assert_eq!(self.code, code, "{self:#?}");
        assert!(!self.err.is_empty(), "no word about it: {self:#?}");
        &self.err
    }

    /// Fails unless the run went well; gives back standard output.
    #[track_caller]
    pub fn ok(&self) -> &str {
        assert_eq!(self.code, 0, "{self:#?}");
        &self.out
    }

    /// The error object, which is the last line of standard error.
    #[track_caller]
    pub fn error(&self) -> serde_json::Value {
        let line = self.err.lines().last().unwrap_or_default();
        let value: serde_json::Value =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {self:#?}"));
        let error = value["error"].clone();
        assert_eq!(error["exit_code"], self.code, "{self:#?}");
        assert!(
            error["message"]
                .as_str()
                .is_some_and(|text| !text.is_empty())
        );
        error
    }
}

/// Takes ports, times and the version out of the snapshots of a test, as long as it is held.
pub fn filters() -> insta::internals::SettingsBindDropGuard {
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(r"127\.0\.0\.1:\d+", "HOST");
    settings.add_filter(r"\d+\.\d ms", "TIME");
    settings.add_filter(&env!("CARGO_PKG_VERSION").replace('.', r"\."), "VERSION");
    settings.bind_to_scope()
}

#[cfg(unix)]
pub fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
pub fn set_mode(_: &Path, _: u32) {}

#[cfg(unix)]
pub fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// The columns of a table or the lines of any text, blanks aside.
pub fn words(text: &str) -> Vec<Vec<&str>> {
    text.lines()
        .map(|line| line.split_whitespace().collect())
        .collect()
}
