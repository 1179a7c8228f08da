//! How the process itself is run.

#[cfg(unix)]
use std::sync::atomic::{AtomicBool, Ordering};

#[cfg(unix)]
static STDOUT_WAS_CLOSED: AtomicBool = AtomicBool::new(false);

// Before `main` the standard library opens /dev/null in the place of a standard stream that is
// closed (`>&-`), and what is written there is lost without an error. Only code that runs earlier
// can tell. It uses nothing of the standard library but an atomic.
#[cfg(unix)]
ctor::declarative::ctor! {
    #[ctor(unsafe, anonymous)]
    fn look_at_stdout() {
        let is_closed = rustix::io::fcntl_getfd(rustix::stdio::stdout()) == Err(rustix::io::Errno::BADF);
        STDOUT_WAS_CLOSED.store(is_closed, Ordering::Relaxed);
    }
}

/// Whether there was no standard output when the process began.
pub fn was_stdout_closed() -> bool {
    #[cfg(unix)]
    return STDOUT_WAS_CLOSED.load(Ordering::Relaxed);
    #[cfg(not(unix))]
    false
}

/// A core dump would hold the API key. If the system refuses this, the tool works all the same.
pub fn forbid_core_dumps() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let none = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        let _ = setrlimit(Resource::Core, none);
    }
    // A handler of dumps that is a program (systemd-coredump) is not bound by the limit.
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}
