//! What the outside of `cargo xtask` promises: its help, and that the generated page is up to date.

use clap::CommandFactory;

use crate::{Xtask, detects, run};

/// The help of the program and of each command, as a terminal of 100 columns shows it.
fn help() -> String {
    let mut command = Xtask::command();
    command.build();
    let mut text = command.render_help().to_string();
    for sub in command.get_subcommands_mut().filter(|sub| sub.get_name() != "help") {
        let help = sub.render_help();
        text.push_str(&format!("\n----- {} -----\n{help}", sub.get_name()));
    }
    text
}

#[test]
fn help_is_as_written_down() {
    let path = run::workspace().join("xtask/help.txt");
    if std::env::var_os("DRIFTLINE_UPDATE").is_some() {
        std::fs::write(&path, help()).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, help(), "if the change is meant, run `DRIFTLINE_UPDATE=1 cargo test -p xtask`");
}

#[test]
fn the_page_of_detected_kinds_is_up_to_date() {
    let workspace = run::workspace();
    let written = std::fs::read_to_string(workspace.join("docs/detects.md")).unwrap_or_default();
    let page = detects::page(&workspace.join("tests/cases")).unwrap();
    assert!(written == page, "docs/detects.md is out of date; run `cargo xtask detects`");
}
