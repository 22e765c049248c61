//! SQLite's definitions as text, in the words and order sea-query uses, so that the renderer can recognise them.
//!
//! Leaves out when a statement is run. What sea-query has no words for (collations, conflict clauses, constraint names
//! of foreign keys) follows SQLite's grammar ("CREATE TABLE", "CREATE INDEX").

use driftline_schema::sql::{Token, TokenKind, tokens};
use driftline_schema::{
    Action, AutoIncrement, Check, Column, Deferrable, Engine, ForeignKey, Index, IndexKey, IndexPart, KeyPart,
    PrimaryKey, Sql, Table, Unique,
};

fn quote(name: &str) -> String {
    Engine::Sqlite.quote(name)
}

/// Names in quotes, separated by commas.
pub(super) fn list<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    names.into_iter().map(|name| quote(name)).collect::<Vec<_>>().join(", ")
}

/// `CREATE TABLE` with everything but indexes and triggers, under the given name.
pub(super) fn create_table(table: &Table, name: &str) -> String {
    let mut parts: Vec<String> = table.columns.iter().map(|definition| column(table, definition)).collect();
    parts.extend(table.primary_key.as_ref().filter(|key| !is_inline(table, key)).map(primary_key));
    parts.extend(table.uniques.iter().map(unique));
    parts.extend(table.foreign_keys.iter().map(foreign_key));
    parts.extend(table.checks.iter().map(check));
    let options: Vec<&str> = [(table.options.without_rowid, "WITHOUT ROWID"), (table.options.strict, "STRICT")]
        .into_iter()
        .filter_map(|(set, words)| set.then_some(words))
        .collect();
    let options = if options.is_empty() { String::new() } else { format!(" {}", options.join(", ")) };
    format!("CREATE TABLE {} ( {} ){options}", quote(name), parts.join(", "))
}

/// A column's definition, with the primary key where the column carries it.
pub(super) fn column(table: &Table, column: &Column) -> String {
    let mut text = quote(&column.name);
    if !column.data_type.is_empty() {
        text += &format!(" {}", column.data_type);
    }
    if !column.nullable {
        text += " NOT NULL";
        text += &conflict(column.not_null_conflict.as_ref());
    }
    if let Some(default) = &column.default {
        text += &format!(" DEFAULT {}", default_text(default));
    }
    if let Some(generated) = &column.generated {
        let kind = if generated.stored { "STORED" } else { "VIRTUAL" };
        text += &format!(" GENERATED ALWAYS AS ({}) {kind}", generated.expression.text());
    }
    let key = table.primary_key.as_ref().filter(|key| is_inline(table, key) && key.columns[0] == column.name);
    if let Some(key) = key {
        text += &constraint(key.name.as_ref(), " ");
        text += " PRIMARY KEY";
        if key.parts.iter().any(|part| part.descending) {
            text += " DESC";
        }
        text += &conflict(key.conflict.as_ref());
        if column.auto_increment == Some(AutoIncrement::Keyword) {
            text += " AUTOINCREMENT";
        }
    }
    if let Some(collation) = &column.collation {
        text += &format!(" COLLATE {}", bare_or_quoted(collation));
    }
    text
}

/// Whether the primary key stands in its column: one column, and no name unless `AUTOINCREMENT` forces it there.
fn is_inline(table: &Table, key: &PrimaryKey) -> bool {
    let [only] = key.columns.as_slice() else { return false };
    let counts = table.column(only).is_some_and(|column| column.auto_increment.is_some());
    // Behind the columns, `PRIMARY KEY (id DESC)` of an INTEGER would be the rowid, which `id INTEGER PRIMARY KEY DESC` is not.
    let is_no_rowid = key.parts.iter().any(|part| part.descending && part.collation.is_none());
    // A column's own constraint has no place for a collation of the key.
    let has_collation = key.parts.iter().any(|part| part.collation.is_some());
    !has_collation && (key.name.is_none() || counts || is_no_rowid)
}

/// The columns of a key with what it says of each.
fn key_columns<'a>(columns: impl Iterator<Item = (&'a String, KeyPart)>) -> String {
    let part = |(name, part): (&String, KeyPart)| {
        let mut text = quote(name);
        if let Some(collation) = &part.collation {
            text += &format!(" COLLATE {}", bare_or_quoted(collation));
        }
        if part.descending {
            text += " DESC";
        }
        text
    };
    columns.map(part).collect::<Vec<_>>().join(", ")
}

fn primary_key(key: &PrimaryKey) -> String {
    let name = constraint(key.name.as_ref(), "");
    let space = if name.is_empty() { "" } else { " " };
    format!("{name}{space}PRIMARY KEY ({}){}", key_columns(key.columns_with_parts()), conflict(key.conflict.as_ref()))
}

fn unique(unique: &Unique) -> String {
    let name = constraint(unique.name.as_ref(), "");
    let space = if name.is_empty() { "" } else { " " };
    format!("{name}{space}UNIQUE ({}){}", key_columns(unique.columns_with_parts()), conflict(unique.conflict.as_ref()))
}

fn foreign_key(key: &ForeignKey) -> String {
    let name = constraint(key.name.as_ref(), "");
    let space = if name.is_empty() { "" } else { " " };
    format!("{name}{space}FOREIGN KEY ({}) {}", list(&key.columns), references(key))
}

/// A foreign key of one column as a constraint of that column, for `ADD COLUMN`.
pub(super) fn column_foreign_key(key: &ForeignKey) -> String {
    format!("{} {}", constraint(key.name.as_ref(), " "), references(key))
}

fn references(key: &ForeignKey) -> String {
    let mut text = format!("REFERENCES {} ({})", quote(&key.references.name), list(&key.referenced_columns));
    for (event, action) in [("DELETE", key.on_delete), ("UPDATE", key.on_update)] {
        if action != Action::NoAction {
            text += &format!(" ON {event} {}", action.words());
        }
    }
    if key.match_full {
        text += " MATCH FULL";
    }
    text += match key.deferrable {
        Deferrable::No => "",
        Deferrable::InitiallyImmediate => " DEFERRABLE INITIALLY IMMEDIATE",
        Deferrable::InitiallyDeferred => " DEFERRABLE INITIALLY DEFERRED",
    };
    text
}

fn check(check: &Check) -> String {
    let name = constraint(check.name.as_ref(), "");
    let space = if name.is_empty() { "" } else { " " };
    format!("{name}{space}CHECK ({})", check.expression.text())
}

/// A check as a constraint of a column, for `ADD COLUMN`.
pub(super) fn column_check(of: &Check) -> String {
    format!(" {}", check(of))
}

fn constraint(name: Option<&String>, before: &str) -> String {
    name.map_or(String::new(), |name| format!("{before}CONSTRAINT {}", quote(name)))
}

fn conflict(action: Option<&String>) -> String {
    action.map_or(String::new(), |action| format!(" ON CONFLICT {}", action.to_uppercase()))
}

/// Words such as `NOCASE` stay bare as everybody writes them.
fn bare_or_quoted(name: &str) -> String {
    let plain = !name.is_empty() && name.bytes().all(|b| b == b'_' || b.is_ascii_alphabetic());
    if plain { name.to_owned() } else { quote(name) }
}

/// A default as the grammar takes it: a literal, a signed number or a keyword bare, anything else in parentheses.
pub(super) fn default_text(default: &Sql) -> String {
    match tokens(Engine::Sqlite, default.text()).as_slice() {
        [_] => default.text().to_owned(),
        [sign, number] if is_sign(sign) && number.kind == TokenKind::Number => default.text().to_owned(),
        _ => format!("({})", default.text()),
    }
}

/// Whether a default is a constant, which is what `ADD COLUMN` takes ("ALTER TABLE", 4).
pub(super) fn is_constant(default: &Sql) -> bool {
    match tokens(Engine::Sqlite, default.text()).as_slice() {
        [only] => !["current_timestamp", "current_date", "current_time"].iter().any(|word| only.is_word(word)),
        [sign, number] => is_sign(sign) && number.kind == TokenKind::Number,
        _ => false,
    }
}

/// Whether a default is NULL, which is none.
pub(super) fn is_null(default: &Sql) -> bool {
    default.text().eq_ignore_ascii_case("null")
}

fn is_sign(token: &Token<'_>) -> bool {
    token.is_mark("-") || token.is_mark("+")
}

/// `CREATE INDEX` on the given table.
pub(super) fn create_index(table: &str, index: &Index) -> String {
    let unique = if index.unique { "UNIQUE " } else { "" };
    let parts: Vec<String> = index.parts.iter().map(index_part).collect();
    let predicate = index.predicate.as_ref().map_or(String::new(), |condition| format!(" WHERE {}", condition.text()));
    format!("CREATE {unique}INDEX {} ON {} ({}){predicate}", quote(&index.name), quote(table), parts.join(", "))
}

fn index_part(part: &IndexPart) -> String {
    let mut text = match &part.key {
        IndexKey::Column(column) => quote(column),
        IndexKey::Expression(expression) => format!("({})", expression.text()),
    };
    if let Some(collation) = &part.collation {
        text += &format!(" COLLATE {}", bare_or_quoted(collation));
    }
    if part.descending {
        text += " DESC";
    }
    text
}

/// Whether the table's primary key is another name for the rowid: one column declared exactly `INTEGER` ("ROWIDs and
/// the INTEGER PRIMARY KEY").
pub(super) fn rowid_alias(table: &Table) -> Option<&str> {
    let key = table.primary_key.as_ref()?;
    let [only] = key.columns.as_slice() else { return None };
    let column = table.column(only)?;
    (key.parts.is_empty() && !table.options.without_rowid && column.data_type.eq_ignore_ascii_case("integer"))
        .then_some(only.as_str())
}
