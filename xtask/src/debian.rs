//! Installing a package of Debian's where this is root. Leaves out which.

use std::path::Path;
use std::process::Command;

use crate::server::is_root;

/// Whether this process may install packages, and there is the program for it.
pub(crate) fn can_install() -> bool {
    is_root() && Path::new("/usr/bin/apt-get").exists()
}

/// Runs apt-get; where it fails, the message says how else to get the thing.
pub(crate) fn apt_get(arguments: &[&str], how_to_get: &str) -> Result<(), String> {
    let mut command = Command::new("apt-get");
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").env("UCF_FORCE_CONFFOLD", "1");
    crate::run::show(&command);
    let status = command.status().map_err(|error| format!("cannot start apt-get: {error}"))?;
    if status.success() {
        return Ok(());
    }
    Err(format!("`apt-get {}` failed ({status}): {how_to_get}", arguments.join(" ")))
}
