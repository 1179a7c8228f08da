//! Ending on request, by Ctrl-C or a signal: how code hears of it, and waits for it.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::watch;

/// Whether somebody wants the run to end. All clones agree.
#[derive(Debug, Clone, Default)]
pub struct Interrupt(watch::Sender<bool>);

impl Interrupt {
    pub fn raise(&self) {
        self.0.send_replace(true);
    }

    pub fn is_raised(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until it is raised, which may be never.
    pub async fn wait(&self) {
        let mut receiver = self.0.subscribe();
        // Cannot fail: this end keeps the channel open.
        let _ = receiver.wait_for(|is_raised| *is_raised).await;
    }
}

/// Whether somebody has asked for an end since this was made, for work that checks now and then.
#[derive(Debug)]
pub struct EndFlag(Arc<AtomicBool>);

impl EndFlag {
    pub fn watch() -> EndFlag {
        let raised = Arc::new(AtomicBool::new(false));
        // Elsewhere Ctrl-C ends the process by itself.
        #[cfg(unix)]
        super::signals::raise_with_end(&raised);
        EndFlag(raised)
    }

    pub fn is_raised(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// The signals that ask a process to end. From the moment this exists they do nothing by themselves.
pub struct EndSignals {
    #[cfg(unix)]
    signals: Vec<tokio::signal::unix::Signal>,
}

impl EndSignals {
    /// Ctrl-C and SIGTERM, on which a server stops.
    pub fn of_server() -> io::Result<EndSignals> {
        #[cfg(unix)]
        return Self::listen(&[libc::SIGINT, libc::SIGTERM]);
        #[cfg(not(unix))]
        Ok(EndSignals {})
    }

    /// The same, and SIGHUP when the terminal has gone. Questions leave all of them to the run.
    pub fn of_run() -> io::Result<EndSignals> {
        #[cfg(unix)]
        {
            let mut numbers = vec![libc::SIGINT, libc::SIGTERM];
            // Under `nohup` it is ignored: the run goes on when the terminal has gone.
            if !super::signals::is_ignored(libc::SIGHUP) {
                numbers.push(libc::SIGHUP);
            }
            let signals = Self::listen(&numbers)?;
            super::signals::leave_to_run();
            Ok(signals)
        }
        #[cfg(not(unix))]
        Ok(EndSignals {})
    }

    #[cfg(unix)]
    fn listen(numbers: &[i32]) -> io::Result<EndSignals> {
        use tokio::signal::unix::{SignalKind, signal};
        let kinds = numbers.iter().copied().map(SignalKind::from_raw);
        let signals = kinds.map(signal).collect::<io::Result<_>>()?;
        Ok(EndSignals { signals })
    }

    /// Waits for the next of them.
    #[cfg(unix)]
    pub async fn wait(&mut self) {
        std::future::poll_fn(|context| {
            // Counted, so that all are polled: each of them has to wake.
            let signals = self.signals.iter_mut();
            let came = signals.filter_map(|signal| match signal.poll_recv(context) {
                std::task::Poll::Ready(_) => Some(()),
                std::task::Poll::Pending => None,
            });
            match came.count() > 0 {
                true => std::task::Poll::Ready(()),
                false => std::task::Poll::Pending,
            }
        })
        .await;
    }

    #[cfg(not(unix))]
    pub async fn wait(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            // Without a handler the signal simply ends the process.
            std::future::pending().await
        }
    }
}
