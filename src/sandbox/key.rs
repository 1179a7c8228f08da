//! The API key of a sandbox that was started without one.

use super::error::SandboxError;

/// A new API key, made of random numbers from the operating system.
pub fn made_up_key() -> Result<String, SandboxError> {
    const ALPHABET: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    const LENGTH: usize = 32;
    let mut letters = String::with_capacity(LENGTH);
    while letters.len() < LENGTH {
        let mut random = [0; 2 * LENGTH];
        getrandom::fill(&mut random).map_err(SandboxError::Random)?;
        // Bytes from 248 on would make some letters more likely than others.
        let even = random.iter().filter(|&&byte| byte < 4 * 62);
        let missing = LENGTH - letters.len();
        letters.extend(
            even.take(missing)
                .map(|&byte| char::from(ALPHABET[usize::from(byte) % 62])),
        );
    }
    Ok(format!("sandbox_{letters}"))
}
