//! `cyxth completions`.

use clap::Args;
use clap_complete::Shell;

use crate::context::Context;
use crate::error::Result;
use crate::render::Out;

const BASH: &str = include_str!("completions/cyxth.bash");
const ZSH: &str = include_str!("completions/_cyxth");
const FISH: &str = include_str!("completions/cyxth.fish");

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mkdir -p ~/.local/share/bash-completion/completions
  cyxth completions bash > ~/.local/share/bash-completion/completions/cyxth
  mkdir -p ~/.zfunc && cyxth completions zsh > ~/.zfunc/_cyxth
  mkdir -p ~/.config/fish/completions
  cyxth completions fish > ~/.config/fish/completions/cyxth.fish")]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub fn run(arguments: &Completions, context: &Context) -> Result<()> {
    let mut script = Vec::new();
    match arguments.shell {
        // These ask the tool itself, which knows the profiles.
        Shell::Bash => script.extend_from_slice(BASH.as_bytes()),
        Shell::Zsh => script.extend_from_slice(ZSH.as_bytes()),
        Shell::Fish => script.extend_from_slice(FISH.as_bytes()),
        shell => clap_complete::generate(shell, &mut (context.command)(), "cyxth", &mut script),
    }
    let mut out = Out::new();
    out.bytes(&script)?;
    Ok(out.flush()?)
}
