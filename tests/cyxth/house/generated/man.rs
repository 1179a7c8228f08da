//! Manual pages out of the tree of commands: options and commands as `clap_mangen` writes them,
//! all else from the help texts.

use std::collections::BTreeMap;
use std::io;

use clap::{Arg, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

/// A page for each command, by file name.
pub fn pages(command: Command) -> BTreeMap<String, String> {
    let mut root = command.disable_help_subcommand(true);
    root.build();
    let mut pages = BTreeMap::new();
    collect(&root, &[], &mut pages);
    pages
}

fn collect(command: &Command, parents: &[String], pages: &mut BTreeMap<String, String>) {
    let name = page_name(command);
    pages.insert(format!("{name}.1"), page(command, parents));
    let parents = [parents, &[name]].concat();
    for subcommand in command.get_subcommands() {
        collect(subcommand, &parents, pages);
    }
}

fn page_name(command: &Command) -> String {
    let name = command
        .get_display_name()
        .unwrap_or_else(|| command.get_name());
    name.to_owned()
}

fn page(command: &Command, parents: &[String]) -> String {
    let is_root = parents.is_empty();
    let name = page_name(command);
    let mut page = title(&name);
    let man = Man::new(prepared(command, is_root));
    page += &section(|out| man.render_name_section(out));
    page += &synopsis(command);
    page += &section(|out| man.render_description_section(out));
    page += &section(|out| man.render_options_section(out));
    if !is_root {
        let mut roff = Roff::new();
        roff.control("PP", []);
        roff.text([
            roman("The global options, such as "),
            bold("--profile"),
            roman(", "),
            bold("--output"),
            roman(" and "),
            bold("--dry-run"),
            roman(", are in "),
            bold("cyxth"),
            roman("(1)."),
        ]);
        page += &text(&roff);
    }
    if command.has_subcommands() {
        page += &section(|out| man.render_subcommands_section(out));
    }
    page += &blocks(command);
    if !is_root {
        let mut roff = Roff::new();
        roff.control("SH", ["SEE ALSO"]);
        for (at, parent) in parents.iter().enumerate() {
            let comma = if at + 1 < parents.len() { "," } else { "" };
            roff.text([bold(parent.as_str()), roman(format!("(1){comma}"))]);
        }
        page += &text(&roff);
    }
    words_of_the_terminal(&page)
}

/// What short help leaves out belongs into the manual; what every command has, into one page.
fn prepared(command: &Command, is_root: bool) -> Command {
    command
        .clone()
        .subcommand_help_heading("COMMANDS")
        .mut_args(|argument: Arg| {
            let is_elsewhere = argument.is_global_set() && !is_root;
            argument.hide_short_help(false).hide(is_elsewhere)
        })
}

fn title(name: &str) -> String {
    let mut roff = Roff::new();
    let source = format!("cyxth {}", env!("CARGO_PKG_VERSION"));
    roff.control("TH", [name, "1", "", &source, "Cyxth"]);
    // With the definition of the apostrophe, which the sections use.
    roff.render().replace(" 1  \"", " 1 \"\" \"")
}

fn synopsis(command: &Command) -> String {
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim();
    let name = command.get_bin_name().unwrap_or("cyxth");
    let mut roff = Roff::new();
    roff.control("SH", ["SYNOPSIS"]);
    roff.text([
        bold(name),
        roman(usage.strip_prefix(name).unwrap_or_default()),
    ]);
    text(&roff)
}

/// The blocks at the end of the help, each a heading and indented rows: examples line by line,
/// other rows as a word and its explanation.
fn blocks(command: &Command) -> String {
    let help = command
        .get_after_long_help()
        .or(command.get_after_help())
        .map(ToString::to_string)
        .unwrap_or_default();
    let mut roff = Roff::new();
    for block in help.split("\n\n") {
        let mut lines = block.lines();
        let Some(heading) = lines.next() else {
            continue;
        };
        let heading = heading.trim_end_matches(':').to_uppercase();
        roff.control("SH", [heading.as_str()]);
        if heading == "EXAMPLES" {
            roff.control("nf", []);
            for line in lines {
                roff.text([roman(line.trim_start())]);
            }
            roff.control("fi", []);
            continue;
        }
        for line in lines {
            let (word, meaning) = line.trim_start().split_once("  ").unwrap_or((line, ""));
            roff.control("TP", []);
            roff.text([bold(word)]);
            roff.text([roman(meaning.trim_start())]);
        }
    }
    text(&roff)
}

fn section(render: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> String {
    let mut bytes = Vec::new();
    render(&mut bytes).unwrap();
    without_preamble(&String::from_utf8(bytes).unwrap())
}

fn text(roff: &Roff) -> String {
    without_preamble(&roff.render())
}

/// Each rendering defines the apostrophe anew; the title did so already.
fn without_preamble(roff: &str) -> String {
    let preamble = Roff::new().render();
    roff.strip_prefix(&preamble).unwrap_or(roff).to_owned()
}

/// `words` between backticks in bold, as manuals have them; empty lines as space.
fn words_of_the_terminal(page: &str) -> String {
    let mut result = String::new();
    for line in page.lines() {
        let parts: Vec<&str> = line.split('`').collect();
        if line.is_empty() {
            result.push_str(".sp");
        } else if parts.len() % 2 == 1 {
            for (at, part) in parts.iter().enumerate() {
                match at % 2 {
                    0 => result.push_str(part),
                    _ => result.push_str(&format!("\\fB{part}\\fR")),
                }
            }
        } else {
            result.push_str(line);
        }
        result.push('\n');
    }
    result
}
