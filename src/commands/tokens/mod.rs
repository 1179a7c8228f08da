//! `cyxth tokens`: sign-in tokens of users. Nothing is sent.

mod create;
mod files;
mod inspect;
mod keygen;

use clap::Subcommand;

use crate::context::Context;
use crate::error::Result;

#[derive(Debug, Subcommand)]
pub enum TokensCommand {
    /// Sign a token that lets a user in
    ///
    /// A JSON Web Token, signed with the team's Ed25519 key (EdDSA). Its claims are the user and the
    /// time at which it ends. Prints the token alone, or one object with -o json.
    #[command(after_help = "\
Examples:
  cyxth tokens create --user ada --private-key team.pem
  cyxth tokens create --user ada --mode admin --channel lobby --duration 30m --private-key team.pem
  pass show cyxth/team.pem | cyxth tokens create --user ada --private-key - -o json")]
    Create(create::CreateToken),
    /// Show the header, the claims and the time left of a token
    ///
    /// Says nothing of who signed it unless --public-key is given.
    #[command(after_help = "\
Examples:
  cyxth tokens create --user ada --private-key team.pem | cyxth tokens inspect
  cyxth tokens inspect --public-key team.pub.pem < token.txt")]
    Inspect(inspect::InspectToken),
    /// Make a key that signs tokens, and print its public key
    #[command(after_help = "\
Examples:
  cyxth tokens keygen --private-key team.pem > team.pub.pem
  cyxth tokens keygen --private-key team.pem -o json")]
    Keygen(keygen::GenerateKey),
}

pub fn run(command: TokensCommand, context: &Context) -> Result<()> {
    match command {
        TokensCommand::Create(arguments) => create::create(&arguments, context),
        TokensCommand::Inspect(arguments) => inspect::inspect(&arguments, context),
        TokensCommand::Keygen(arguments) => keygen::generate(&arguments, context),
    }
}
