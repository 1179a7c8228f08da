//! How a try failed, as far as it matters for trying again.

/// How far an exchange came that has no whole answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The service was not reached.
    Unreachable,
    /// The proxy on the way was not reached.
    NoProxy,
    /// The proxy on the way did not let the request through, and would not do so a second time.
    Barred,
    /// Reached, but no known authority vouches for the other side.
    Untrusted,
    /// Reached, but a secure connection failed for another reason.
    Insecure,
    /// The connection ended, and HTTP says that this request was not processed.
    Unprocessed,
    /// Closed before anything was sent.
    Unsent,
    /// Sent, in whole or in part, and closed without an answer.
    Closed,
    /// Sent, in whole or in part, and broken off.
    BrokenOff,
    /// Sent, and no whole answer in time.
    TimedOut,
    /// Sent, and no whole answer before the end of the run.
    OutOfTime,
}

impl Stage {
    /// Whether the service may have acted on the request all the same.
    pub fn may_have_been_applied(self) -> bool {
        matches!(
            self,
            Stage::Closed | Stage::BrokenOff | Stage::TimedOut | Stage::OutOfTime
        )
    }
}

/// How a try failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TryFailure {
    /// No whole answer came.
    NoAnswer(Stage),
    /// An answer with this status, which is not a success.
    Status(u16),
    /// A success or an unreadable answer that is not what the API promises.
    BadAnswer,
    /// An answer that is too large to be read, and would be so a second time.
    TooLarge,
}

impl TryFailure {
    /// Whether the service may have acted on the request all the same, and another try may tell.
    pub fn may_have_been_applied(self) -> bool {
        match self {
            TryFailure::NoAnswer(stage) => stage.may_have_been_applied(),
            TryFailure::Status(status) => matches!(status, 408 | 500..=599),
            TryFailure::BadAnswer => true,
            TryFailure::TooLarge => false,
        }
    }

    /// Whether the service has too much to do, or is being restarted: everybody slows down.
    pub fn is_overload(self) -> bool {
        matches!(
            self,
            TryFailure::NoAnswer(Stage::Unsent | Stage::Closed)
                | TryFailure::Status(429 | 502 | 503 | 504)
        )
    }

    /// Whether the service says that it was asked too much in too short a time.
    pub fn is_of_rate(self) -> bool {
        matches!(self, TryFailure::Status(429 | 503))
    }

    /// Whether the service cannot do the work at the moment, so that waiting helps.
    pub fn is_outage(self) -> bool {
        self.is_overload()
            || matches!(
                self,
                TryFailure::NoAnswer(Stage::Unreachable | Stage::NoProxy)
            )
    }
}
