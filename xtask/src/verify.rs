//! `cargo xtask verify`: tries the migrations on every engine, on servers of its own. The `driftline` program does it; its
//! arguments are not read here.

use std::process::{Command, ExitCode};

use crate::driftline::{self, Passed};
use crate::run;
use crate::servers::{self, Kind};

pub(crate) fn run(passed: &Passed) -> Result<ExitCode, String> {
    let asks_for_help = passed.arguments.iter().any(|argument| argument == "--help" || argument == "-h");
    if asks_for_help {
        return driftline::exec("verify", passed);
    }
    let output = command(passed).arg("--needs").stderr(std::process::Stdio::inherit()).output();
    let output = output.map_err(|error| format!("cannot start cargo: {error}"))?;
    if !output.status.success() {
        return Ok(run::code(output.status));
    }
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    servers::run_beside(&kinds(&said), command(passed))
}

fn command(passed: &Passed) -> Command {
    driftline::command("verify", passed)
}

/// The servers to start, from the words of engines that have none.
fn kinds(said: &str) -> Vec<Kind> {
    Kind::ALL.into_iter().filter(|kind| said.lines().any(|word| word.trim() == kind.word())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_started_for_each_engine_that_has_none() {
        assert_eq!(kinds(""), []);
        assert_eq!(kinds("mysql\npostgres\n"), Kind::ALL);
        assert_eq!(kinds("mysql\n"), [Kind::MariaDb]);
    }
}
