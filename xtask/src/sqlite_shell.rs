//! Finding the `sqlite3` shell, which runs the scripts that the tests print, and installing Debian's package when it is
//! absent and this is root. Leaves out running it.

use std::process::Command;

use crate::debian::{self, apt_get};

/// Makes sure that there is a shell.
pub(crate) fn find_or_install() -> Result<(), String> {
    const HOW_TO_GET: &str = "install the sqlite3 shell (Debian and Ubuntu: `apt-get install sqlite3`)";
    if is_there() {
        return Ok(());
    }
    if !debian::can_install() {
        return Err(format!("no sqlite3 here: {HOW_TO_GET}"));
    }
    apt_get(&["update"], HOW_TO_GET)?;
    apt_get(&["install", "--yes", "--no-install-recommends", "sqlite3"], HOW_TO_GET)?;
    if is_there() { Ok(()) } else { Err(format!("sqlite3 was installed, but it does not start: {HOW_TO_GET}")) }
}

fn is_there() -> bool {
    Command::new("sqlite3").arg("--version").output().is_ok_and(|output| output.status.success())
}
