//! The file of a new data migration, and its place in the list. Leaves out everything of the schema's migrations, which
//! `cargo xtask` writes.
//!
//! The list has two marks, comments that say that new ones go above them. A line is put above each; a list without the marks is
//! left alone, and the lines are printed.

use std::fs;
use std::path::Path;

use crate::context::Context;
use crate::data::number;
use crate::error::RunError;

/// What the two marks begin with.
const MARK: &str = "// New data migrations go above this line";

/// Writes the file and edits the list.
pub(crate) fn data(context: &Context, words: &str) -> Result<(), RunError> {
    let slug = slug(words).ok_or_else(|| RunError::DataName { name: words.to_owned() })?;
    let last = context.data.iter().filter_map(|migration| number(migration.name())).max().unwrap_or(0);
    let name = format!("{:03}_{slug}", last + 1);
    let module = format!("d{name}");
    let source = context.settings.migration.join("src");
    let (list, file) = (source.join("data.rs"), source.join("data").join(format!("{module}.rs")));
    let lines = [format!("mod {module};"), format!("Box::new({module}::Migration),")];
    let text = read(&list)?;
    let edited = with_lines(&text, &lines).ok_or_else(|| RunError::DataList {
        file: list.clone(),
        lines: lines.join("\n  "),
        mark: MARK,
    })?;
    if file.exists() {
        let there = std::io::Error::new(std::io::ErrorKind::AlreadyExists, "it is there already");
        return Err(RunError::Module { file, source: there });
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|source| RunError::Module { file: folder.to_owned(), source })?;
    }
    write(&file, &template(&name, &slug.replace('_', " ")))?;
    write(&list, &edited)?;
    context.screen.line(format!("wrote {}\nadded it to {}", file.display(), list.display()))?;
    context.screen.line("write its precondition, work and verification; until then it refuses to run")?;
    Ok(())
}

fn slug(words: &str) -> Option<String> {
    let lower = words.trim().to_lowercase();
    let parts: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let slug = parts.join("_");
    (!slug.is_empty() && slug.len() <= 80).then_some(slug)
}

/// The text with the first line above the first mark and the second above the second, each indented as its mark.
fn with_lines(text: &str, lines: &[String; 2]) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 128);
    let mut marks = 0;
    for line in text.lines() {
        if line.trim_start().starts_with(MARK) {
            let indent = &line[..line.len() - line.trim_start().len()];
            out.push_str(&format!("{indent}{}\n", lines.get(marks)?));
            marks += 1;
        }
        out.push_str(line);
        out.push('\n');
    }
    (marks == 2).then_some(out)
}

fn read(file: &Path) -> Result<String, RunError> {
    fs::read_to_string(file).map_err(|source| RunError::Module { file: file.to_owned(), source })
}

fn write(file: &Path, text: &str) -> Result<(), RunError> {
    fs::write(file, text).map_err(|source| RunError::Module { file: file.to_owned(), source })
}

fn template(name: &str, words: &str) -> String {
    format!(
        r#"//! Data migration {name}: {words}.

use driftline_runner::data::{{Counts, DataMigration, Readiness, Sight, Work}};
use driftline_runner::prelude::{{DbErr, async_trait}};

pub(crate) struct Migration;

#[async_trait::async_trait]
impl DataMigration for Migration {{
    fn name(&self) -> &str {{
        "{name}"
    }}

    fn summary(&self) -> &str {{
        "{words}"
    }}

    async fn precondition(&self, _sight: &Sight<'_>) -> Result<Readiness, DbErr> {{
        // What must be there for it to run: `Readiness::Ready` where it is.
        Ok(Readiness::Refused("it is not written yet".to_owned()))
    }}

    async fn counts(&self, _sight: &Sight<'_>) -> Result<Counts, DbErr> {{
        // What is shown, and compared, before and after: `.with("contacts", sight.count("contacts").await?)`.
        Ok(Counts::default())
    }}

    async fn up(&self, _work: &mut Work<'_>) -> Result<(), DbErr> {{
        // `work.step(…)` for a few statements, `work.by_key(…)` for a large table.
        Ok(())
    }}

    async fn down(&self, _work: &mut Work<'_>) -> Result<(), DbErr> {{
        Ok(())
    }}

    async fn verify(&self, _sight: &Sight<'_>, before: &Counts, after: &Counts) -> Result<Vec<String>, DbErr> {{
        // What does not hold, a line each.
        let lost = before.iter().filter(|(name, count)| after.get(name) < *count);
        Ok(lost.map(|(name, count)| format!("{{count}} {{name}} before, {{}} after", after.get(name))).collect())
    }}
}}
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_above_the_marks() {
        let list = format!("mod a;\n{MARK}.\n\nvec![\n    a,\n    {MARK}, in order.\n]\n");
        let edited = with_lines(&list, &["mod b;".to_owned(), "b,".to_owned()]).unwrap();
        assert_eq!(edited, format!("mod a;\nmod b;\n{MARK}.\n\nvec![\n    a,\n    b,\n    {MARK}, in order.\n]\n"));
        assert_eq!(with_lines("mod a;\n", &[String::new(), String::new()]), None);
    }

    #[test]
    fn a_name_is_made_of_words() {
        assert_eq!(slug("Fix contacts' schema").as_deref(), Some("fix_contacts_schema"));
        assert_eq!(slug(" - "), None);
    }
}
