//! Connections that a request can break, which HTTP itself cannot express. They are also cut if the
//! client does nothing for too long.

use std::future::Future;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use bytes::Bytes;
use http_body::Frame;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, Sleep, sleep_until};

/// Accepts connections, each with a [`Wire`].
pub(crate) struct Wires {
    pub listener: TcpListener,
    /// How long a client may take to send the head of a request, to begin the next request, and to
    /// receive a part of an answer.
    pub patience: Duration,
}

/// What a request can do with the connection it came on.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wire(Arc<WireState>);

#[derive(Debug, Default)]
struct WireState {
    is_cut: AtomicBool,
    /// How many requests are being carried out.
    busy: AtomicUsize,
}

/// While this exists, the connection is not idle, however long the answer takes.
pub(crate) struct Busy(Wire);

impl Wire {
    /// Makes the next write reset the connection instead of sending anything.
    pub fn cut(&self) {
        self.0.is_cut.store(true, Ordering::Relaxed);
    }

    pub fn busy(&self) -> Busy {
        self.0.busy.fetch_add(1, Ordering::Relaxed);
        Busy(self.clone())
    }

    fn is_busy(&self) -> bool {
        self.0.busy.load(Ordering::Relaxed) > 0
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.0.busy.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Listener for Wires {
    type Io = Wired;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wired, SocketAddr) {
        // The method of the trait, which waits until errors are over.
        let (stream, address) = Listener::accept(&mut self.listener).await;
        // If this fails, requests only take longer.
        let _ = stream.set_nodelay(true);
        let wired = Wired {
            stream,
            wire: Wire::default(),
            patience: self.patience,
            free_until: Box::pin(sleep_until(Instant::now() + self.patience)),
        };
        (wired, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

impl Connected<IncomingStream<'_, Wires>> for Wire {
    fn connect_info(stream: IncomingStream<'_, Wires>) -> Wire {
        stream.io().wire.clone()
    }
}

pub(crate) struct Wired {
    stream: TcpStream,
    wire: Wire,
    patience: Duration,
    /// When the connection is cut, unless it is busy then. Incoming bytes do not move this: a head that
    /// arrives in drips is as slow as one that does not arrive.
    free_until: Pin<Box<Sleep>>,
}

impl Wired {
    /// Starts the time anew, after a part of an answer was sent or while a request is carried out.
    fn renew(&mut self) {
        let until = Instant::now() + self.patience;
        self.free_until.as_mut().reset(until);
    }

    /// Ready if the client took too long.
    fn poll_given_up(&mut self, context: &mut Context<'_>) -> Poll<io::Error> {
        loop {
            ready!(self.free_until.as_mut().poll(context));
            if !self.wire.is_busy() {
                return Poll::Ready(ErrorKind::TimedOut.into());
            }
            self.renew();
        }
    }

    /// Starts the time anew if something was written.
    fn after_write(
        &mut self,
        written: Poll<io::Result<usize>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<usize>> {
        if written.is_ready() {
            self.renew();
            return written;
        }
        self.poll_given_up(context).map(Err)
    }

    /// The stream, unless it was cut. In that case the server closes the connection because of the error,
    /// and without time to linger, closing resets it.
    fn whole(&mut self) -> io::Result<Pin<&mut TcpStream>> {
        if self.wire.0.is_cut.load(Ordering::Relaxed) {
            let _ = self.stream.set_zero_linger();
            return Err(ErrorKind::ConnectionReset.into());
        }
        Ok(Pin::new(&mut self.stream))
    }
}

impl AsyncRead for Wired {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if let Poll::Ready(read) = Pin::new(&mut self.stream).poll_read(context, buffer) {
            return Poll::Ready(read);
        }
        self.poll_given_up(context).map(Err)
    }
}

impl AsyncWrite for Wired {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = self.whole()?.poll_write(context, bytes);
        self.after_write(written, context)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.whole()?.poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.whole()?.poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = self.whole()?.poll_write_vectored(context, slices);
        self.after_write(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

/// A body that breaks off after `part`.
pub(crate) fn broken_off(part: Bytes) -> Body {
    Body::new(BrokenOff::Part(part))
}

enum BrokenOff {
    Part(Bytes),
    /// Gives the server time to send what it has, which it would drop at an error.
    Sending,
    End,
}

impl HttpBody for BrokenOff {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match &mut *self {
            BrokenOff::Part(part) => {
                let part = std::mem::take(part);
                *self = BrokenOff::Sending;
                Poll::Ready(Some(Ok(Frame::data(part))))
            }
            BrokenOff::Sending => {
                *self = BrokenOff::End;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            BrokenOff::End => Poll::Ready(Some(Err(ErrorKind::BrokenPipe.into()))),
        }
    }
}
