//! `cyxth completions`.

use clap::Args;
use clap_complete::Shell;

use crate::context::Context;
use crate::error::Result;
use crate::render::Out;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cyxth completions bash > ~/.local/share/bash-completion/completions/cyxth
  cyxth completions zsh > ~/.zfunc/_cyxth
  cyxth completions fish > ~/.config/fish/completions/cyxth.fish")]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub fn run(arguments: &Completions, context: &Context) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut (context.command)(),
        "cyxth",
        &mut script,
    );
    let mut out = Out::new();
    out.bytes(&script)?;
    Ok(out.flush()?)
}
