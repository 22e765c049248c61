//! Questions about possible renames: asked at a terminal, or turned into the flags that answer them. Never guessed.

use std::io::IsTerminal as _;

use dialoguer::Select;
use driftline_diff::{Candidate, KeptApart, Renames};
use driftline_schema::ObjectName;

use crate::Error;
use crate::error::Question;

/// Decides every candidate, or says which flags would.
///
/// # Errors
/// [`Error::Undecided`] without a terminal.
pub fn decide(candidates: &[Candidate], renames: &mut Renames) -> Result<(), Error> {
    if candidates.is_empty() {
        return Ok(());
    }
    if !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
        return Err(Error::Undecided(candidates.iter().map(question).collect()));
    }
    for candidate in candidates {
        ask(candidate, renames)?;
    }
    Ok(())
}

fn question(candidate: &Candidate) -> Question {
    match candidate {
        Candidate::Table { vanished, appeared } => {
            let old = flag_table(vanished);
            let mut flags: Vec<String> =
                appeared.iter().map(|new| format!("--rename {}", shell(&format!("{old}={}", flag_table(new))))).collect();
            flags.push(format!("--drop {}", shell(&old)));
            Question { text: format!("the table {vanished} is no longer declared; was it renamed, or does it go?"), flags }
        }
        Candidate::Column { table, vanished, appeared } => {
            let old = format!("{}.{}", flag_table(table), flag_name(vanished));
            let mut flags: Vec<String> =
                appeared.iter().map(|new| format!("--rename {}", shell(&format!("{old}={}", flag_name(new))))).collect();
            flags.push(format!("--drop {}", shell(&old)));
            Question { text: format!("the column {table}.{vanished} is no longer declared; was it renamed, or does it go?"), flags }
        }
    }
}

fn ask(candidate: &Candidate, renames: &mut Renames) -> Result<(), Error> {
    match candidate {
        Candidate::Table { vanished, appeared } => {
            let open: Vec<&ObjectName> =
                appeared.iter().filter(|new| !renames.tables.iter().any(|(_, taken)| taken == *new)).collect();
            let words: Vec<String> = open.iter().map(|new| format!("renamed to {new}")).collect();
            match choose(&format!("The table {vanished} is no longer declared."), words)? {
                Some(index) => renames.tables.push((vanished.clone(), open[index].clone())),
                None => renames.kept_apart.push(KeptApart::Table(vanished.clone())),
            }
        }
        Candidate::Column { table, vanished, appeared } => {
            let open: Vec<&String> = appeared
                .iter()
                .filter(|new| !renames.columns.iter().any(|(of, _, taken)| of == table && taken == *new))
                .collect();
            let words: Vec<String> = open.iter().map(|new| format!("renamed to {table}.{new}")).collect();
            match choose(&format!("The column {table}.{vanished} is no longer declared."), words)? {
                Some(index) => renames.columns.push((table.clone(), vanished.clone(), open[index].clone())),
                None => renames.kept_apart.push(KeptApart::Column(table.clone(), vanished.clone())),
            }
        }
    }
    Ok(())
}

fn choose(prompt: &str, mut words: Vec<String>) -> Result<Option<usize>, Error> {
    words.push("it goes, with its values".to_owned());
    let chosen = Select::new()
        .with_prompt(prompt)
        .items(&words)
        .default(0)
        .interact()
        .map_err(|error| Error::Terminal(error.to_string()))?;
    Ok((chosen + 1 < words.len()).then_some(chosen))
}

fn flag_table(name: &ObjectName) -> String {
    match &name.namespace {
        Some(namespace) => format!("{}.{}", flag_name(namespace), flag_name(&name.name)),
        None => flag_name(&name.name),
    }
}

/// A name as flags take it: in double quotes where it holds anything but letters, digits and underscores.
pub(crate) fn flag_name(name: &str) -> String {
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if plain { name.to_owned() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
}

/// An argument quoted for a POSIX shell where it needs to be.
pub(crate) fn shell(argument: &str) -> String {
    let plain = argument.chars().all(|c| c.is_ascii_alphanumeric() || "_-.=/:".contains(c));
    if plain { argument.to_owned() } else { format!("'{}'", argument.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_ready_for_the_shell() {
        let candidate = Candidate::Column {
            table: ObjectName::new("contacts"),
            vanished: "e mail".to_owned(),
            appeared: vec!["it's".to_owned()],
        };
        assert_eq!(
            question(&candidate).flags,
            ["--rename 'contacts.\"e mail\"=\"it'\\''s\"'", "--drop 'contacts.\"e mail\"'"]
        );
    }
}
