//! The sandbox by itself, over plain HTTP and as a process.

#[cfg(feature = "sandbox")]
mod channels;
#[cfg(feature = "sandbox")]
mod faults;
#[cfg(feature = "sandbox")]
mod guarded;
#[cfg(feature = "sandbox")]
mod load;
#[cfg(feature = "sandbox")]
mod order;
#[cfg(feature = "sandbox")]
mod rules;
#[cfg(feature = "sandbox")]
mod running;
#[cfg(feature = "sandbox")]
mod serve;
