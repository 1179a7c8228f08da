//! Signals that come while the tool waits for a person: they are reported instead of being obeyed
//! at once, so that the terminal can be put in order first.

use std::io::{self, Read};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use signal_hook::consts::{
    SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2,
    SIGVTALRM, SIGXCPU, SIGXFSZ,
};
use signal_hook::{flag, low_level};

/// Those that a run ends on, with its counts.
const ENDING: [i32; 3] = [SIGINT, SIGTERM, SIGHUP];

/// Others that end a process unless it handles them. They are rarely sent, but would leave a terminal
/// without echo behind as well.
const RARE: [i32; 6] = [SIGALRM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF, SIGXCPU];

/// Whether a signal has its default action. A handler cannot be taken away again, so outside a
/// question it does what would have happened without it.
static ENDING_DEFAULT: AtomicBool = AtomicBool::new(true);
static OTHER_DEFAULT: AtomicBool = AtomicBool::new(true);
/// A run has begun that has handlers of its own.
static RUN_HANDLES: AtomicBool = AtomicBool::new(false);
/// The last signal that has come, 0 for none.
static CAME: AtomicUsize = AtomicUsize::new(0);
static WAKES: OnceLock<UnixStream> = OnceLock::new();

/// Whether the process was started with a signal ignored, as `nohup` does with SIGHUP. Such a
/// signal stays ignored.
pub fn is_ignored(signal: i32) -> bool {
    let mut action = std::mem::MaybeUninit::<libc::sigaction>::uninit();
    // SAFETY: without a new action the call only fills `action` in, which is read where it did.
    unsafe {
        libc::sigaction(signal, std::ptr::null(), action.as_mut_ptr()) == 0
            && action.assume_init().sa_sigaction == libc::SIG_IGN
    }
}

/// A file that may not grow any further is an error of the write, as a full disk is, and no reason to
/// end without a word.
pub fn survive_file_limits() {
    if !is_ignored(SIGXFSZ) {
        // Where it cannot be handled, it ends the process as before.
        let _ = flag::register(SIGXFSZ, Arc::default());
    }
}

/// Leaves the signals that ask for an end to the run that handles them.
pub(super) fn leave_to_run() {
    RUN_HANDLES.store(true, Ordering::SeqCst);
    ENDING_DEFAULT.store(false, Ordering::SeqCst);
}

/// While it lives, signals are reported and do nothing else.
pub struct SignalWatch {
    wakes: &'static UnixStream,
}

/// What a signal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Ctrl-C, SIGTERM, or the terminal has gone; any other signal that ends a process.
    End,
    /// Ctrl-\: the default action at once.
    Quit,
    /// Ctrl-Z.
    Stop,
    /// It goes on after a stop.
    Continue,
}

impl SignalWatch {
    pub fn begin() -> io::Result<SignalWatch> {
        let wakes = match WAKES.get() {
            Some(wakes) => wakes,
            None => {
                let wakes = install()?;
                WAKES.get_or_init(|| wakes)
            }
        };
        CAME.store(0, Ordering::SeqCst);
        ENDING_DEFAULT.store(false, Ordering::SeqCst);
        OTHER_DEFAULT.store(false, Ordering::SeqCst);
        Ok(SignalWatch { wakes })
    }

    /// Becomes readable with a signal.
    pub fn wakes(&self) -> BorrowedFd<'_> {
        self.wakes.as_fd()
    }

    /// The signal that has come since the last call.
    pub fn take(&self) -> Option<Asked> {
        // Emptied first: what comes after that wakes again.
        let mut buffer = [0; 64];
        while matches!((&*self.wakes).read(&mut buffer), Ok(count) if count > 0) {}
        match CAME.swap(0, Ordering::SeqCst) as i32 {
            0 => None,
            SIGQUIT => Some(Asked::Quit),
            SIGTSTP => Some(Asked::Stop),
            SIGCONT => Some(Asked::Continue),
            _ => Some(Asked::End),
        }
    }

    /// Does what Ctrl-Z does; comes back when the process goes on.
    pub fn stop(&self) {
        let _ = low_level::emulate_default_handler(SIGTSTP);
    }

    /// Does what Ctrl-\ does.
    pub fn quit(&self) {
        let _ = low_level::emulate_default_handler(SIGQUIT);
    }
}

impl Drop for SignalWatch {
    fn drop(&mut self) {
        OTHER_DEFAULT.store(true, Ordering::SeqCst);
        ENDING_DEFAULT.store(!RUN_HANDLES.load(Ordering::SeqCst), Ordering::SeqCst);
    }
}

/// Sets a flag with each signal that asks for an end. Without a handler the signal does what it did
/// before.
pub(super) fn raise_with_end(raised: &Arc<AtomicBool>) {
    leave_to_run();
    for signal in ENDING.into_iter().filter(|&signal| !is_ignored(signal)) {
        let _ = flag::register(signal, raised.clone());
    }
}

/// Does something before a signal ends the process, unless a run or a question answers it.
pub fn before_end(act: impl FnOnce() + Send + 'static) -> io::Result<()> {
    static CAME_TO_END: AtomicUsize = AtomicUsize::new(0);
    let (mut wakes, wake) = UnixStream::pair()?;
    for signal in ENDING.into_iter().filter(|&signal| !is_ignored(signal)) {
        flag::register_usize(signal, &CAME_TO_END, signal as usize)?;
        low_level::pipe::register(signal, wake.try_clone()?)?;
    }
    std::thread::spawn(move || {
        while wakes.read_exact(&mut [0]).is_ok() {
            if ENDING_DEFAULT.load(Ordering::SeqCst) {
                act();
                let signal = CAME_TO_END.load(Ordering::SeqCst) as i32;
                let _ = low_level::emulate_default_handler(signal);
                return;
            }
        }
    });
    Ok(())
}

fn install() -> io::Result<UnixStream> {
    let (wakes, wake) = UnixStream::pair()?;
    wakes.set_nonblocking(true)?;
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT]
        .into_iter()
        .chain(RARE)
    {
        if is_ignored(signal) {
            continue;
        }
        // In this order, so that whatever is woken finds the signal.
        flag::register_usize(signal, &CAME, signal as usize)?;
        low_level::pipe::register(signal, wake.try_clone()?)?;
        if signal != SIGCONT {
            let default = if ENDING.contains(&signal) {
                &ENDING_DEFAULT
            } else {
                &OTHER_DEFAULT
            };
            flag::register_conditional_default(signal, default)?;
        }
    }
    Ok(wakes)
}
