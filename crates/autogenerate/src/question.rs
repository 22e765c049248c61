//! Questions about possible renames: asked at a terminal, or turned into the flags that answer them. Never guessed.

use std::io::IsTerminal as _;

use dialoguer::Select;
use driftline_diff::{Candidate, KeptApart, LabelRename, Renames};
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
    let mut flags: Vec<String> =
        candidate.rename_values().iter().map(|value| format!("{} {}", candidate.rename_flag(), shell(value))).collect();
    flags.push(format!("{} {}", candidate.drop_flag(), shell(&candidate.drop_value())));
    let object = match candidate {
        Candidate::Table { vanished, .. } => format!("table {vanished}"),
        Candidate::Column { table, vanished, .. } => format!("column {table}.{vanished}"),
        Candidate::Label { table, column, vanished, .. } => format!("label {vanished} of {table}.{column}"),
    };
    Question { text: format!("the {object} is no longer declared; was it renamed, or does it go?"), flags }
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
        Candidate::Label { table, column, vanished, appeared } => {
            let is_open = |new: &&String| {
                !renames
                    .labels
                    .iter()
                    .any(|known| known.table == *table && known.column == *column && known.to == **new)
            };
            let open: Vec<&String> = appeared.iter().filter(is_open).collect();
            let words: Vec<String> = open.iter().map(|new| format!("renamed to {new}")).collect();
            match choose(&format!("The label {vanished} of {table}.{column} is no longer declared."), words)? {
                Some(index) => renames.labels.push(LabelRename {
                    table: table.clone(),
                    column: column.clone(),
                    from: vanished.clone(),
                    to: open[index].clone(),
                }),
                None => {
                    renames.kept_apart.push(KeptApart::Label(table.clone(), column.clone(), vanished.clone()));
                }
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

/// An argument quoted for a POSIX shell where it needs to be.
fn shell(argument: &str) -> String {
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
