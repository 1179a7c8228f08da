//! The keyring of the operating system: the Secret Service on Linux, the keychain on macOS, the
//! credential manager on Windows. A person may have to unlock it first, and it may never answer; so
//! everything here has a time limit, and there is no fallback.

use std::sync::mpsc;
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use super::error::ConfigError;
use super::key::ApiKey;
use super::key_command::KeyPatience;

/// The time limit if a person can unlock it.
const AT_TERMINAL: Duration = Duration::from_secs(60);
/// The time limit if nobody may be there.
const ELSEWHERE: Duration = Duration::from_secs(3);

/// A place for one key. It is named by profile and URL: a key is never found for another URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyringEntry {
    profile: String,
    account: String,
}

impl KeyringEntry {
    pub fn new(profile: &str, api_url: &str) -> KeyringEntry {
        KeyringEntry {
            profile: profile.to_owned(),
            account: format!("{profile} {api_url}"),
        }
    }

    pub(super) fn fetch(&self, patience: KeyPatience) -> Result<ApiKey, ConfigError> {
        let account = self.account.clone();
        let found = in_time("read", patience, move || {
            Ok(backend::get(&account)?.map(Zeroizing::new))
        })?;
        let Some(key) = found else {
            return Err(ConfigError::NotInKeyring(self.profile.clone()));
        };
        ApiKey::from_first_line(key.as_slice(), "the keyring")
    }

    pub fn store(&self, key: &ApiKey, patience: KeyPatience) -> Result<(), ConfigError> {
        let (account, key) = (self.account.clone(), key.clone());
        let label = format!("Cyxth API key of profile {}", self.profile);
        in_time("write to", patience, move || {
            backend::set(&account, &label, key.expose().as_bytes())
        })
    }

    /// Takes the key out, if it is there.
    pub fn remove(&self, patience: KeyPatience) -> Result<(), ConfigError> {
        let account = self.account.clone();
        in_time("remove from", patience, move || backend::remove(&account))
    }
}

/// Does the work on a thread of its own, which is left behind if it takes too long.
fn in_time<T: Send + 'static>(
    doing: &'static str,
    patience: KeyPatience,
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, ConfigError> {
    let most = match patience.at_terminal {
        true => AT_TERMINAL,
        false => ELSEWHERE,
    };
    let until_deadline = patience
        .deadline
        .map(|deadline| deadline.saturating_duration_since(Instant::now()));
    let most = until_deadline.map_or(most, |left| left.min(most));
    let (done, result) = mpsc::sync_channel(1);
    std::thread::spawn(move || done.send(work()));
    let why = match result.recv_timeout(most) {
        Ok(Ok(value)) => return Ok(value),
        Ok(Err(why)) => why,
        Err(_) => format!(
            "no answer in {:.0} s; it may be locked, and nobody there to unlock it",
            most.as_secs_f64()
        ),
    };
    Err(ConfigError::Keyring { doing, why })
}

/// The Secret Service, over the bus of the session. Only processes of the same user reach that bus,
/// and they can ask for the key themselves, so it is not encrypted once more on the way.
#[cfg(all(feature = "keyring", target_os = "linux"))]
mod backend {
    use std::collections::HashMap;

    use dbus_secret_service::{Collection, EncryptionType, Error, SecretService};

    /// The names under which other programs of this kind store passwords, too.
    fn attributes(account: &str) -> HashMap<&str, &str> {
        HashMap::from([("service", "cyxth"), ("username", account)])
    }

    fn connect() -> Result<SecretService, String> {
        SecretService::connect(EncryptionType::Plain).map_err(words)
    }

    fn words(error: Error) -> String {
        match error {
            Error::Dbus(error) => error.message().unwrap_or("no answer on D-Bus").to_owned(),
            Error::Prompt => "it is locked, and was not unlocked".to_owned(),
            error => error.to_string(),
        }
    }

    pub fn get(account: &str) -> Result<Option<Vec<u8>>, String> {
        let service = connect()?;
        let found = service.search_items(attributes(account)).map_err(words)?;
        let Some(item) = found.unlocked.first().or(found.locked.first()) else {
            return Ok(None);
        };
        if item.is_locked().map_err(words)? {
            item.unlock().map_err(words)?;
        }
        item.get_secret().map(Some).map_err(words)
    }

    pub fn set(account: &str, label: &str, secret: &[u8]) -> Result<(), String> {
        let service = connect()?;
        let collection = default_collection(&service).map_err(words)?;
        if collection.is_locked().map_err(words)? {
            collection.unlock().map_err(words)?;
        }
        collection
            .create_item(label, attributes(account), secret, true, "text/plain")
            .map(drop)
            .map_err(words)
    }

    /// The collection that lasts. If there is none yet, the person is asked for its password.
    fn default_collection(service: &SecretService) -> Result<Collection<'_>, Error> {
        match service.get_default_collection() {
            Err(Error::NoResult) => service.create_collection("Default keyring", "default"),
            found => found,
        }
    }

    pub fn remove(account: &str) -> Result<(), String> {
        let service = connect()?;
        let found = service.search_items(attributes(account)).map_err(words)?;
        for item in found.unlocked.iter().chain(&found.locked) {
            item.delete().map_err(words)?;
        }
        Ok(())
    }
}

#[cfg(all(feature = "keyring", any(target_os = "macos", windows)))]
mod backend {
    #[cfg(target_os = "macos")]
    use apple_native_keyring_store::keychain::Store;
    use keyring_core::api::CredentialStoreApi;
    use keyring_core::{Entry, Error};
    #[cfg(windows)]
    use windows_native_keyring_store::Store;

    fn entry(account: &str) -> Result<Entry, String> {
        let store = Store::new().map_err(words)?;
        store.build("cyxth", account, None).map_err(words)
    }

    /// Without any part of the key that an error may hold.
    fn words(error: Error) -> String {
        match error {
            Error::PlatformFailure(cause) | Error::NoStorageAccess(cause) => cause.to_string(),
            Error::BadEncoding(_) | Error::BadDataFormat(..) => "it does not hold a key".to_owned(),
            error => error.to_string(),
        }
    }

    pub fn get(account: &str) -> Result<Option<Vec<u8>>, String> {
        match entry(account)?.get_secret() {
            Ok(secret) => Ok(Some(secret)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(words(error)),
        }
    }

    pub fn set(account: &str, _: &str, secret: &[u8]) -> Result<(), String> {
        entry(account)?.set_secret(secret).map_err(words)
    }

    pub fn remove(account: &str) -> Result<(), String> {
        match entry(account)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(words(error)),
        }
    }
}

#[cfg(not(all(
    feature = "keyring",
    any(target_os = "linux", target_os = "macos", windows)
)))]
mod backend {
    const NONE: &str = "this build of cyxth knows no keyring";

    pub fn get(_: &str) -> Result<Option<Vec<u8>>, String> {
        Err(NONE.to_owned())
    }

    pub fn set(_: &str, _: &str, _: &[u8]) -> Result<(), String> {
        Err(NONE.to_owned())
    }

    pub fn remove(_: &str) -> Result<(), String> {
        Err(NONE.to_owned())
    }
}
