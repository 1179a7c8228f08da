//! The kinds of failure, which scripts rely on.

/// The kinds of failure. The exit status and the name are promised to scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Other,
    Usage,
    Config,
    Auth,
    NotFound,
    Refused,
    RateLimited,
    Server,
    Network,
    Partial,
    Differs,
    Interrupted,
}

impl Kind {
    pub fn exit_code(self) -> u8 {
        match self {
            Kind::Other => 1,
            Kind::Usage => 2,
            Kind::Config => 3,
            Kind::Auth => 4,
            Kind::NotFound => 5,
            Kind::Refused => 6,
            Kind::RateLimited => 7,
            Kind::Server => 8,
            Kind::Network => 9,
            Kind::Partial => 10,
            Kind::Differs => 11,
            Kind::Interrupted => 130,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Kind::Other => "other",
            Kind::Usage => "usage",
            Kind::Config => "config",
            Kind::Auth => "auth",
            Kind::NotFound => "not_found",
            Kind::Refused => "refused",
            Kind::RateLimited => "rate_limited",
            Kind::Server => "server",
            Kind::Network => "network",
            Kind::Partial => "partial",
            Kind::Differs => "differs",
            Kind::Interrupted => "interrupted",
        }
    }
}
