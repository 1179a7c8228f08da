//! Words that people guess from other tools: what to type instead.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::error::Failure;

/// A word that a command does not know, and what helps.
struct Guess {
    /// The commands it is said to; the empty word is `cyxth` itself.
    nouns: &'static [&'static str],
    words: &'static [&'static str],
    hint: &'static str,
}

const GUESSES: &[Guess] = &[
    Guess {
        nouns: &["users"],
        words: &["update", "edit", "rename", "set", "modify", "patch"],
        hint: "the API has no call that changes the name or the metadata of a user: \
               `cyxth users moderate --mode MODE ID` changes the mode, and `cyxth apply --recreate` \
               deletes users that differ from a document and creates them anew",
    },
    Guess {
        nouns: &["users", "channels"],
        words: &["show", "view", "info", "describe", "find"],
        hint: "`cyxth NOUN get ID` prints it, `cyxth NOUN list` lists all",
    },
    Guess {
        nouns: &["users", "channels"],
        words: &["add", "new"],
        hint: "`cyxth NOUN create` creates them",
    },
    Guess {
        nouns: &["users", "channels"],
        words: &["remove", "del"],
        hint: "`cyxth NOUN delete ID` deletes them",
    },
    Guess {
        nouns: &["users", "members"],
        words: &["block", "ban", "mute", "promote"],
        hint: "`cyxth NOUN moderate --mode MODE` changes a mode; `block` is one",
    },
    Guess {
        nouns: &["channels"],
        words: &["rename", "edit", "set", "modify", "patch"],
        hint: "`cyxth channels update ID --name TEXT` changes a channel",
    },
    Guess {
        nouns: &["channels"],
        words: &["join", "invite", "members"],
        hint: "`cyxth members add CHANNEL USER` adds a user to a channel, `cyxth members list CHANNEL` lists those in it",
    },
    Guess {
        nouns: &["members"],
        words: &["move"],
        hint: "the API moves nobody: `cyxth members add NEW USER`, then `cyxth members remove OLD USER`",
    },
    Guess {
        nouns: &["members"],
        words: &["create", "invite", "new"],
        hint: "`cyxth members add CHANNEL USER` adds a user to a channel",
    },
    Guess {
        nouns: &["members"],
        words: &["delete", "del", "kick", "leave"],
        hint: "`cyxth members remove CHANNEL USER` takes a user out of a channel",
    },
    Guess {
        nouns: &["members"],
        words: &["update", "edit", "set"],
        hint: "`cyxth members moderate CHANNEL --mode MODE USER` changes the mode in a channel",
    },
    Guess {
        nouns: &["members"],
        words: &["get", "show", "view"],
        hint: "`cyxth members list CHANNEL` lists the members of a channel",
    },
    Guess {
        nouns: &["profile"],
        words: &["edit", "update", "set", "rename"],
        hint: "`cyxth profile add NAME --replace` changes what is given and keeps the rest",
    },
    Guess {
        nouns: &["profile"],
        words: &["delete", "del"],
        hint: "`cyxth profile remove NAME` removes a profile; the instance is not touched",
    },
    Guess {
        nouns: &["profile"],
        words: &["switch", "select", "default"],
        hint: "`cyxth profile use NAME` makes a profile the default",
    },
    Guess {
        nouns: &["profile"],
        words: &["get", "view", "current"],
        hint: "`cyxth profile show [NAME]` shows a profile",
    },
    Guess {
        nouns: &["sandbox"],
        words: &["start", "run", "up"],
        hint: "`cyxth sandbox serve` serves it; `-p sandbox` uses it without a server",
    },
    Guess {
        nouns: &[""],
        words: &["undo", "rollback", "revert"],
        hint: "nothing that was sent can be taken back: `cyxth export --to FILE` before a change keeps \
               what is there, and `cyxth apply FILE` puts it back",
    },
    Guess {
        nouns: &[""],
        words: &["version"],
        hint: "`cyxth --version` prints it",
    },
    Guess {
        nouns: &[""],
        words: &["login", "auth", "configure", "config", "init"],
        hint: "`cyxth profile add NAME --app-url URL` stores an instance and its key",
    },
    Guess {
        nouns: &[""],
        words: &["logout"],
        hint: "`cyxth profile remove NAME` removes a profile and its key",
    },
    Guess {
        nouns: &[""],
        words: &["import", "restore"],
        hint: "`cyxth apply FILE` takes a document, `cyxth users create FILE` and \
               `cyxth channels create FILE` take records",
    },
    Guess {
        nouns: &[""],
        words: &["backup", "dump"],
        hint: "`cyxth export --to FILE` writes the whole instance as a document",
    },
    Guess {
        nouns: &[""],
        words: &[
            "list", "ls", "get", "show", "create", "delete", "rm", "update",
        ],
        hint: "say of what: `cyxth users …`, `cyxth channels …` or `cyxth members …`",
    },
    Guess {
        nouns: &[""],
        words: &["serve"],
        hint: "`cyxth sandbox serve` serves an instance on this machine",
    },
];

/// The hint for a word that people guess; `None` for any other word.
pub fn failure(error: &clap::Error) -> Option<Failure> {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else {
        return None;
    };
    // The usage names the command that does not know the word: `Usage: cyxth users [OPTIONS] …`.
    let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) else {
        return None;
    };
    let usage = usage.to_string();
    let noun = usage
        .split_whitespace()
        .nth(2)
        .filter(|word| !word.starts_with(['[', '<']))
        .unwrap_or_default();
    let hint = hint(noun, word)?;
    let command = match noun {
        "" => word.to_owned(),
        noun => format!("{noun} {word}"),
    };
    Some(Failure::usage(format!("there is no command `cyxth {command}`")).hint(hint))
}

fn hint(noun: &str, word: &str) -> Option<String> {
    let guess = GUESSES
        .iter()
        .find(|guess| guess.nouns.contains(&noun) && guess.words.contains(&word))?;
    Some(guess.hint.replace("NOUN", noun))
}
