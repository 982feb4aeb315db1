//! What is made from the definition of the arguments.

use super::harness::glossator;

#[test]
fn shells_complete_every_subcommand() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let done = glossator(&["completions", shell]).exits(0);
        done.prints(&["import", "export", "screenshot"]);
    }
    glossator(&["completions", "cmd"]).exits(2).says(&["cmd"]);
}

#[test]
fn there_is_a_manual_page() {
    glossator(&["man"]).exits(0).prints(&[".TH", "glossator", "SUBCOMMANDS"]);
}
