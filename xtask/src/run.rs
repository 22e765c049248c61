//! Running cargo: finding it, showing the line, handing on its exit code. Leaves out what is run.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

/// The cargo that started this program, in the environment a person's shell would give it.
///
/// What cargo says to the program it runs (this one) would reach build scripts of the next: ring's runs again when
/// `CARGO_PKG_NAME` changes, and everything above it, sea-orm too, would be compiled anew at every other command.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in std::env::vars_os() {
        let said = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"];
        if name.to_str().is_some_and(|name| said.iter().any(|prefix| name.starts_with(prefix))) {
            command.env_remove(&name);
        }
    }
    command
}

/// The workspace's folder: the one above this package's.
pub(crate) fn workspace() -> PathBuf {
    let mut folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    folder.pop();
    folder
}

/// The command as a person would type it, on standard error, so that standard output stays the program's own.
pub(crate) fn show(command: &Command) {
    let mut line = String::from("$");
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            line.push_str(&format!(" {}={}", name.to_string_lossy(), word(value)));
        }
    }
    let program = PathBuf::from(command.get_program());
    line.push(' ');
    line.push_str(&word(program.file_stem().unwrap_or(command.get_program())));
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&word(argument));
    }
    eprintln!("{line}");
}

/// A word of a shell line, in quotes where the shell would take it apart. A password in a URL is replaced.
fn word(text: &OsStr) -> String {
    let text = without_password(&text.to_string_lossy());
    let plain = |c: char| c.is_alphanumeric() || "-_./=:,+@%*".contains(c);
    if !text.is_empty() && text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

fn without_password(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return text.to_owned() };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let Some((login, _)) = authority.rsplit_once('@') else { return text.to_owned() };
    let Some((user, _)) = login.split_once(':') else { return text.to_owned() };
    format!("{scheme}://{user}:***{}", &rest[login.len()..])
}

/// Shows the command and becomes it where the system can (so that signals and the terminal are its own); otherwise
/// waits for it.
pub(crate) fn exec(mut command: Command) -> Result<ExitCode, String> {
    show(&command);
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        let error = command.exec();
        Err(format!("cannot start {}: {error}", command.get_program().to_string_lossy()))
    }
    #[cfg(not(unix))]
    {
        let status = command.status().map_err(|error| format!("cannot start cargo: {error}"))?;
        Ok(code(status))
    }
}

/// The exit code of a finished program; one that a signal ended counts as failed.
pub(crate) fn code(status: std::process::ExitStatus) -> ExitCode {
    status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(word(OsStr::new("postgres://me:se@cret@host:5432/db")), "postgres://me:***@host:5432/db");
        assert_eq!(word(OsStr::new("postgres://me@host/db")), "postgres://me@host/db");
        assert_eq!(word(OsStr::new("a@b:c")), "a@b:c");
    }

    #[test]
    fn words_are_quoted_for_the_shell() {
        assert_eq!(word(OsStr::new("add contact's birthday")), "'add contact'\\''s birthday'");
        assert_eq!(word(OsStr::new("")), "''");
    }
}
