//! The one door to this workspace's programs: `cargo xtask COMMAND`. Starts them and shows how; does no work itself.
//!
//! One file per command. Beside clap only the standard library, so that the door opens at once.

mod autogenerate;
mod bench;
mod check;
mod debian;
mod detects;
mod diff;
mod driftline;
mod mariadb_binaries;
mod mariadb_server;
mod postgres_binaries;
mod postgres_server;
mod push;
mod revision;
mod run;
mod server;
mod servers;
mod sqlite_shell;
mod test;
#[cfg(test)]
mod tests;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Commands of the Driftline workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 100)]
struct Xtask {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write a migration for what changed in the entities
    Autogenerate(driftline::Passed),
    /// Write an empty migration for hand-written work
    Revision(driftline::Passed),
    /// Say whether entities and database are in step; exit 2 if not
    Check(driftline::Passed),
    /// Show or script the difference between two schemas
    Diff(driftline::Passed),
    /// Apply the difference between entities and live database directly, shown and confirmed first
    Push(driftline::Passed),
    /// Try every migration up, down and up again on tables full of rows; compare the history with the entities
    Verify(driftline::Passed),
    /// Run every test on every engine, on private servers
    Test(test::Arguments),
    /// Measure reading, comparing and rendering on every engine
    Bench(bench::Arguments),
    /// Write docs/detects.md from the test cases
    Detects(detects::Arguments),
}

fn main() -> ExitCode {
    let result = match Xtask::parse().command {
        Command::Autogenerate(passed) => autogenerate::run(&passed),
        Command::Revision(passed) => revision::run(&passed),
        Command::Check(passed) => check::run(&passed),
        Command::Diff(passed) => diff::run(&passed),
        Command::Push(passed) => push::run(&passed),
        Command::Verify(passed) => verify::run(&passed),
        Command::Test(arguments) => test::run(&arguments),
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Detects(arguments) => detects::run(&arguments),
    };
    match result {
        Ok(code) => code,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}
