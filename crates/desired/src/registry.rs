//! Finds the entities that SeaORM's registry holds and reads what it prints for each. Leaves out building the schema.

use std::collections::{BTreeMap, BTreeSet};

use driftline_schema::{Engine, EnumType, Index, ObjectName};
use sea_orm::sea_query::TableCreateStatement;
use sea_orm::{DbBackend, EntityRegistry};

use crate::DesiredError;
use crate::clause::type_words;
use crate::printed::{Printed, PrintedTable, column_comment, create_table, is_create_table, statement};
use crate::recorder::{Recorded, record};
use crate::types::is_printed;

/// One entity as SeaORM prints it.
#[derive(Debug)]
pub(crate) struct Entity {
    /// Its Rust module.
    pub(crate) module: String,
    /// The table's name, the default namespace left out.
    pub(crate) name: ObjectName,
    /// The table with all its columns and keys, in PostgreSQL's words or, where its printer fails, in MySQL's.
    pub(crate) whole: PrintedTable,
    /// The engine whose words `whole` uses.
    pub(crate) whole_in: Engine,
    /// What PostgreSQL's printer said where it cannot print the table.
    pub(crate) refusal: Option<String>,
    /// The table in SQLite's words, unless SeaORM cannot print one of its types for SQLite.
    pub(crate) sqlite: Option<PrintedTable>,
    /// The table in MySQL's words, unless SeaORM cannot print one of its types for MySQL. Enums are `text` here.
    pub(crate) mysql: Option<PrintedTable>,
    /// Indexes.
    pub(crate) indexes: Vec<Index>,
    /// Comments and earlier names, unless SeaORM cannot print the table for MySQL.
    pub(crate) notes: Option<Notes>,
}

/// Comments and earlier names of a table's columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Notes {
    /// The table's comment.
    pub(crate) comment: Option<String>,
    /// Column comments.
    pub(crate) column_comments: BTreeMap<String, String>,
    /// Columns' earlier names by their names.
    pub(crate) renamed_from: BTreeMap<String, String>,
}

impl Notes {
    /// SeaORM carries `renamed_from = "old"` as the end of the comment.
    fn add(&mut self, column: String, text: &str) {
        let (comment, old) = split_renamed_from(text);
        if let Some(comment) = comment {
            self.column_comments.insert(column.clone(), comment.to_owned());
        }
        if let Some(old) = old {
            self.renamed_from.insert(column, old.to_owned());
        }
    }

    /// Reads them from the typed statement.
    pub(crate) fn of(statement: &TableCreateStatement) -> Self {
        let mut notes = Self { comment: statement.get_comment().cloned(), ..Self::default() };
        for column in statement.get_columns() {
            if let Some(text) = &column.get_column_spec().comment {
                notes.add(column.get_column_name(), text);
            }
        }
        notes
    }
}

fn split_renamed_from(text: &str) -> (Option<&str>, Option<&str>) {
    const MARK: &str = "renamed_from \"";
    if let (Some(at), Some(body)) = (text.rfind(MARK), text.strip_suffix('"'))
        && at + MARK.len() <= body.len()
    {
        let old = Some(&body[at + MARK.len()..]);
        if at == 0 {
            return (None, old);
        }
        if let Some(comment) = text[..at].strip_suffix("; ") {
            return (Some(comment), old);
        }
    }
    (Some(text), None)
}

/// Whether the module is the prefix or lies below it: `entity::note` lies below `entity`, `entity_other` does not.
pub(crate) fn is_under(module: &str, prefix: &str) -> bool {
    module.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// The prefix as a module path: `my-entity::*` is `my_entity`.
pub(crate) fn module_prefix(prefix: &str) -> String {
    prefix.trim_end_matches('*').trim_end_matches("::").replace('-', "_")
}

/// Entities by table name, and the enumerated types they use.
pub(crate) type Found = (BTreeMap<ObjectName, Entity>, BTreeMap<String, EnumType>);

/// Reads every entity registered under the prefix.
///
/// # Errors
/// When there is none, when two declare one table, and when SeaORM's text cannot be read.
pub(crate) fn entities(engine: Engine, prefix: &str) -> Result<Found, DesiredError> {
    let mut modules: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in inventory::iter::<EntityRegistry>() {
        *modules.entry(entry.module_path).or_default() += 1;
    }
    let wanted: Vec<&str> = modules.keys().copied().filter(|module| is_under(module, prefix)).collect();
    if wanted.is_empty() {
        return Err(DesiredError::NoEntities { prefix: prefix.to_owned() });
    }
    if let Some(module) = wanted.iter().find(|module| !module.contains("::")) {
        return Err(DesiredError::RootEntity { module: (*module).to_owned() });
    }
    // SeaORM's own filter takes `entity::note_tag` along with `entity::note`. The longest paths go first, so that what a
    // shorter one brings along is known already; with the prefix `entity::note` that is somebody else's.
    let mut ordered: Vec<_> = modules.into_iter().filter(|(module, _)| module.starts_with(prefix)).collect();
    ordered.sort_by_key(|(module, _)| (std::cmp::Reverse(module.len()), *module));
    let (mut found, mut enums, mut others) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
    for (module, count) in ordered {
        let own = read_module(engine, module, &found, &mut enums)?;
        if !is_under(module, prefix) {
            others.extend(own.into_iter().map(|entity| (entity.name, module.to_owned())));
            continue;
        }
        let (mut kept, mut taken) = (0, None);
        for entity in own {
            let known = found.get(&entity.name).map(|other: &Entity| &other.module);
            let brought = others.iter().find(|(name, other)| *name == entity.name && other.starts_with(module));
            match known.or(brought.map(|(_, other)| other)).cloned() {
                None => {
                    kept += 1;
                    found.insert(entity.name.clone(), entity);
                }
                Some(other) if other.starts_with(module) && other != module => taken = Some((other, entity.name)),
                Some(other) => return Err(duplicate(Some(entity.name), module, &other)),
            }
        }
        if kept < count {
            let (other, table) = taken.map_or((module.to_owned(), None), |(other, table)| (other, Some(table)));
            return Err(duplicate(table, module, &other));
        }
    }
    Ok((found, enums))
}

fn duplicate(table: Option<ObjectName>, one: &str, other: &str) -> DesiredError {
    let (first, second) = if one < other { (one, other) } else { (other, one) };
    DesiredError::DuplicateTable { table, first: first.to_owned(), second: second.to_owned() }
}

/// Reads what SeaORM prints for one module and, perhaps, for others whose paths begin with its path.
fn read_module(
    engine: Engine,
    module: &str,
    known: &BTreeMap<ObjectName, Entity>,
    enums: &mut BTreeMap<String, EnumType>,
) -> Result<Vec<Entity>, DesiredError> {
    let refused = |reason| DesiredError::Refused { module: module.to_owned(), engine, reason };
    let in_one_language = record(module, DbBackend::Postgres, &|_, _| false).map_err(refused)?;
    let in_the_others = record(module, DbBackend::Sqlite, &is_printable).map_err(refused)?;
    let mut entities: Vec<Entity> = Vec::new();
    for recorded in in_one_language {
        let (language, text) = match (recorded.postgres, recorded.mysql) {
            (Some(postgres), _) => (Engine::Postgres, postgres),
            (None, mysql) => (Engine::MySql, mysql.unwrap_or_default()),
        };
        let unreadable = |reason| printed_error(module, reason, &text);
        match statement(language, &text).map_err(unreadable)? {
            Printed::Enum(kind) => add_enum(enums, kind)?,
            Printed::Table(table) => entities.push(entity(module, language, table, recorded.refusal)),
            Printed::Index(_, index) => match entities.last_mut() {
                Some(entity) => entity.indexes.push(index),
                None => return Err(unreadable("a table in front of its index".to_owned())),
            },
        }
    }
    for Recorded { postgres, sqlite, mysql, .. } in in_the_others {
        if postgres.as_deref().is_some_and(|postgres| !is_create_table(postgres)) {
            continue;
        }
        let read =
            |engine, text: &str| create_table(engine, text).map_err(|reason| printed_error(module, reason, text));
        let sqlite = sqlite.map(|sqlite| read(Engine::Sqlite, &sqlite)).transpose()?;
        let mysql = mysql.map(|mysql| read(Engine::MySql, &without_labels(&mysql, enums))).transpose()?;
        let name = sqlite.as_ref().or(mysql.as_ref()).and_then(|table| table.name.clone());
        let name = default_namespace_left_out(name);
        if let Some(entity) = entities.iter_mut().find(|entity| entity.name == name && !known.contains_key(&name)) {
            entity.notes = mysql.as_ref().map(notes);
            (entity.sqlite, entity.mysql) = (sqlite, mysql);
        }
    }
    Ok(entities)
}

fn printed_error(module: &str, reason: String, statement: &str) -> DesiredError {
    DesiredError::Printed { module: module.to_owned(), reason, statement: statement.to_owned() }
}

fn entity(module: &str, whole_in: Engine, whole: PrintedTable, refusal: Option<String>) -> Entity {
    Entity {
        module: module.to_owned(),
        name: default_namespace_left_out(whole.name.clone()),
        whole,
        whole_in,
        refusal,
        sqlite: None,
        mysql: None,
        indexes: Vec::new(),
        notes: None,
    }
}

/// `public` is what PostgreSQL's search path begins with unless somebody changed it.
pub(crate) fn default_namespace_left_out(name: Option<ObjectName>) -> ObjectName {
    let mut name = name.unwrap_or_else(|| ObjectName::new(""));
    if name.namespace.as_deref() == Some("public") {
        name.namespace = None;
    }
    name
}

pub(crate) fn add_enum(enums: &mut BTreeMap<String, EnumType>, kind: EnumType) -> Result<(), DesiredError> {
    match enums.get(&kind.name.name) {
        Some(known) if known.labels != kind.labels => Err(DesiredError::DifferentEnums {
            name: kind.name.name.clone(),
            first: known.labels.clone(),
            second: kind.labels,
        }),
        _ => {
            enums.insert(kind.name.name.clone(), kind);
            Ok(())
        }
    }
}

/// Whether sea-query's printer for the engine knows every type of the table; it panics on others.
fn is_printable(engine: Engine, postgres: &str) -> bool {
    is_create_table(postgres)
        && create_table(Engine::Postgres, postgres).is_ok_and(|table| {
            table.columns.iter().all(|(_, definition)| is_printed(engine, type_words(Engine::Postgres, definition)))
        })
}

/// MySQL's text without the labels of enums, which are printed there without doubling their quotes.
pub(crate) fn without_labels(mysql: &str, enums: &BTreeMap<String, EnumType>) -> String {
    enums
        .values()
        .fold(mysql.to_owned(), |text, kind| text.replace(&format!("ENUM('{}')", kind.labels.join("', '")), "text"))
}

fn notes(mysql: &PrintedTable) -> Notes {
    let mut notes = Notes { comment: mysql.comment.clone(), ..Notes::default() };
    for (column, definition) in &mysql.columns {
        if let Some(text) = column_comment(definition) {
            notes.add(column.clone(), &text);
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_ends_at_a_module() {
        assert!(is_under("entity::note", "entity") && is_under("entity", "entity"));
        assert!(!is_under("entity_other::note", "entity"));
        assert_eq!(module_prefix("my-entity::*"), "my_entity");
        assert_eq!(module_prefix("entity"), "entity");
    }

    #[test]
    fn an_earlier_name_is_no_comment() {
        assert_eq!(split_renamed_from("renamed_from \"a b\""), (None, Some("a b")));
        assert_eq!(split_renamed_from("x; y; renamed_from \"old\""), (Some("x; y"), Some("old")));
        for text in ["plain", "was renamed_from \"x\"", "renamed_from \"", ""] {
            assert_eq!(split_renamed_from(text), (Some(text), None));
        }
    }
}
