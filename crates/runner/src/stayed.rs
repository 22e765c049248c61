//! What stays of a migration that stops half way, where a definition cannot be taken back: for the error to say.
//! Leaves out taking it back.

use sea_orm::DbErr;

use crate::steps::Ready;

/// The steps that ran, and the statements of the one at work.
#[derive(Debug)]
pub(crate) struct Stayed {
    /// `stay`, with what limits it.
    stay: &'static str,
    steps: Vec<String>,
    statements: Vec<String>,
    current: Option<String>,
}

impl Stayed {
    /// Nothing ran yet, outside a transaction.
    pub(crate) fn of_each_statement() -> Stayed {
        Stayed::told_as("stay")
    }

    /// Nothing ran yet, in a transaction, which only a definition commits.
    pub(crate) fn up_to_a_definition() -> Stayed {
        Stayed::told_as("stay up to the last definition among them")
    }

    fn told_as(stay: &'static str) -> Stayed {
        Stayed { stay, steps: Vec::new(), statements: Vec::new(), current: None }
    }

    /// The next step begins; the one before it has run.
    pub(crate) fn begin(&mut self, step: &Ready<'_>) {
        self.steps.extend(self.current.replace(step.described()));
        self.statements.clear();
    }

    /// A statement of the step ran.
    pub(crate) fn ran(&mut self, sql: &str) {
        self.statements.push(sql.to_owned());
    }

    /// The error of the statement that was refused, with what ran before it.
    pub(crate) fn added_to(&self, error: DbErr) -> DbErr {
        let said = match error {
            DbErr::Migration(words) => words,
            other => other.to_string(),
        };
        DbErr::Migration(format!("{said}\n  {}", self.told()))
    }

    fn told(&self) -> String {
        if self.steps.is_empty() && self.statements.is_empty() {
            return "nothing of the migration's steps ran before it".to_owned();
        }
        let mut lines = Vec::new();
        if !self.steps.is_empty() {
            lines.push(format!("steps that ran before it, and {}:", self.stay));
            lines.extend(self.steps.iter().map(|step| format!("  {step}")));
        }
        if !self.statements.is_empty() {
            lines.push(format!("statements of this step that ran before it, and {}:", self.stay));
            lines.extend(self.statements.iter().map(|sql| format!("  {sql}")));
        }
        lines.join("\n  ")
    }
}
