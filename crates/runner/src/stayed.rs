//! What stays of a migration that stops half way, where a definition cannot be taken back: for the error to say.
//! Leaves out taking it back.

use driftline_schema::Engine;
use driftline_schema::sql::tokens;
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
    pub(crate) fn added_to(&self, error: DbErr, sql: &str) -> DbErr {
        let said = match error {
            DbErr::Migration(words) => words,
            other => other.to_string(),
        };
        let several =
            if has_several(sql) { "\n  of the refused text itself the first statements may have run" } else { "" };
        DbErr::Migration(format!("{said}\n  {}{several}", self.told()))
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

/// Whether a text holds several statements; those inside a body (`CREATE TRIGGER … BEGIN …; END`) are one.
fn has_several(sql: &str) -> bool {
    let tokens = tokens(Engine::MySql, sql);
    let inside = tokens.split_last().map_or(&[][..], |(_, inside)| inside);
    let defines = tokens.first().is_some_and(|token| token.is_word("create"));
    !defines && inside.iter().any(|token| token.is_mark(";"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_one_statement() {
        assert!(has_several("SET @a = 1; SELECT ';'"));
        assert!(!has_several("SELECT ';';"));
        assert!(!has_several("CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW BEGIN SET @a = 1; END"));
    }
}
