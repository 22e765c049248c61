//! MariaDB's and MySQL's words for tables, columns, keys, indexes, views and triggers. Leaves out which of them run when.
//!
//! Both are printed in the layout of sea-query's `MysqlQueryBuilder`, so that the renderer can recognise what the
//! statement builder says too.

use driftline_schema::sql::{Token, TokenKind, tokens};
use driftline_schema::{
    Action, AutoIncrement, Check, Column, ForeignKey, Index, IndexKey, IndexPart, ObjectName, PrimaryKey, Sql, Table,
    TableOptions, Trigger, View,
};

use super::layout::{VERSIONED, period, row_bound};
use super::types::Type;
use super::{ENGINE, key};
use crate::{Operation, Statement};

/// A quoted identifier.
pub(super) fn quote(name: &str) -> String {
    ENGINE.quote(name)
}

/// A quoted name with its database where it has one.
pub(super) fn name(name: &ObjectName) -> String {
    name.quoted(ENGINE)
}

/// `` `a`, `b` ``.
pub(super) fn list(columns: &[String]) -> String {
    let quoted: Vec<String> = columns.iter().map(|column| quote(column)).collect();
    quoted.join(", ")
}

/// `COMMENT '…'`, escaped as sea-query does it (`EscapeBuilder::write_escaped`), so that it stays in one line.
pub(super) fn comment(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 10);
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\\\"),
            '"' => escaped.push_str("\\\""),
            '\'' => escaped.push_str("\\'"),
            '\0' => escaped.push_str("\\0"),
            '\u{8}' => escaped.push_str("\\b"),
            '\t' => escaped.push_str("\\t"),
            '\u{1a}' => escaped.push_str("\\Z"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            other => escaped.push(other),
        }
    }
    format!("COMMENT '{escaped}'")
}

/// The character set of a collation: its name up to the first `_` (manual, "Character Sets and Collations").
pub(super) fn character_set(collation: &str) -> &str {
    collation.split('_').next().unwrap_or(collation)
}

/// `CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`.
pub(super) fn collation(collation: &str) -> String {
    format!("CHARACTER SET {} COLLATE {collation}", character_set(collation))
}

/// A default as both engines take it: MySQL wants parentheses around everything but literals and the current time, and
/// around literals too where the type is a text, bytes or JSON of unlimited length (MySQL manual 13.6).
pub(super) fn default(column: &Column, value: &Sql) -> String {
    let found = tokens(ENGINE, value.text());
    let bare = is_literal(&found) && !Type::of(column).is_lob() || is_now(&found);
    if bare { value.text().to_owned() } else { format!("({})", value.text()) }
}

fn is_literal(found: &[Token<'_>]) -> bool {
    let is_value = |token: &Token<'_>| {
        matches!(token.kind, TokenKind::Text | TokenKind::Number)
            || ["null", "true", "false"].iter().any(|word| token.is_word(word))
    };
    match found {
        [one] => is_value(one),
        [sign, one] => {
            let introduced = sign.kind == TokenKind::Word && sign.text.starts_with('_') && one.kind == TokenKind::Text;
            introduced || (sign.is_mark("-") || sign.is_mark("+")) && one.kind == TokenKind::Number
        }
        _ => false,
    }
}

fn is_now(found: &[Token<'_>]) -> bool {
    const WORDS: [&str; 4] = ["current_timestamp", "now", "localtime", "localtimestamp"];
    match found {
        [word, rest @ ..] if WORDS.iter().any(|known| word.is_word(known)) => match rest {
            [] => true,
            [open, close] => open.is_mark("(") && close.is_mark(")"),
            [open, digits, close] => open.is_mark("(") && digits.kind == TokenKind::Number && close.is_mark(")"),
            _ => false,
        },
        _ => false,
    }
}

/// A column as `CREATE TABLE`, `ADD COLUMN` and `MODIFY COLUMN` take it; `checks` are the table's, of which those of the
/// column belong into its definition.
///
/// The order of the words is the one both grammars take: MariaDB wants a generation expression right behind the type
/// and a check at the very end, and `NOT NULL` of a computed column is MySQL's alone.
pub(super) fn column(column: &Column, checks: &[Check], is_key: bool) -> String {
    let mut text = format!("{} {}", quote(&column.name), column.data_type);
    let has = |word: &str| column.attributes.iter().any(|attribute| attribute == word);
    let mut push = |words: &str| {
        text.push(' ');
        text.push_str(words);
    };
    if has("compressed") {
        push("COMPRESSED");
    }
    if let Some(found) = &column.collation {
        push(&collation(found));
    }
    if let Some(bound) = row_bound(column) {
        push(&format!("GENERATED ALWAYS AS {bound}"));
    } else if let Some(generated) = &column.generated {
        let kept = if generated.stored { "STORED" } else { "VIRTUAL" };
        push(&format!("GENERATED ALWAYS AS ({}) {kept}", generated.expression.text()));
        if !column.nullable {
            push("/*!80000 NOT NULL*/");
        }
    } else if !column.nullable {
        push("NOT NULL");
    } else if Type::of(column).base == "timestamp" {
        // Without `explicit_defaults_for_timestamp` the bare type means NOT NULL and the current time.
        push("NULL");
    }
    if let Some(value) = &column.default {
        push(&format!("DEFAULT {}", default(column, value)));
    }
    if is_key {
        push("PRIMARY KEY");
    }
    if column.auto_increment == Some(AutoIncrement::Keyword) {
        push("AUTO_INCREMENT");
    }
    if let Some(value) = &column.on_update {
        push(&format!("ON UPDATE {}", value.text()));
    }
    for attribute in &column.attributes {
        match attribute.split_once('=') {
            Some(("srid", number)) => push(&format!("SRID {number}")),
            _ if attribute == "compressed" => {}
            _ => push(&attribute.to_uppercase()),
        }
    }
    if let Some(found) = &column.comment {
        push(&comment(found));
    }
    for check in key::checks_of(checks, &column.name) {
        push(&format!("CHECK ({})", check.expression.text()));
    }
    text
}

/// `PRIMARY KEY (…)`.
pub(super) fn primary_key(key: &PrimaryKey) -> String {
    let parts = crate::member::key_index(key.columns_with_parts()).parts;
    let index = Index { parts, method: key.method.clone(), comment: key.comment.clone(), ..Index::on_columns("", &[]) };
    format!("PRIMARY KEY {}", index_body(&index))
}

/// A foreign key.
pub(super) fn foreign_key(key: &ForeignKey) -> String {
    let mut text = key.name.as_ref().map_or_else(String::new, |given| format!("CONSTRAINT {} ", quote(given)));
    text.push_str(&format!(
        "FOREIGN KEY ({}) REFERENCES {} ({})",
        list(&key.columns),
        name(&key.references),
        list(&key.referenced_columns)
    ));
    if key.on_delete != Action::NoAction {
        text.push_str(&format!(" ON DELETE {}", key.on_delete.words()));
    }
    if key.on_update != Action::NoAction {
        text.push_str(&format!(" ON UPDATE {}", key.on_update.words()));
    }
    text
}

/// A check of the table.
pub(super) fn check(check: &Check) -> String {
    let given = check.name.as_ref().map_or_else(String::new, |given| format!("CONSTRAINT {} ", quote(given)));
    format!("{given}CHECK ({})", check.expression.text())
}

fn index_part(part: &IndexPart) -> String {
    let mut text = match &part.key {
        IndexKey::Column(column) => quote(column),
        IndexKey::Expression(expression) => format!("({})", expression.text()),
    };
    if let Some(length) = part.prefix {
        text.push_str(&format!(" ({length})"));
    }
    if part.descending {
        text.push_str(" DESC");
    }
    text
}

/// `UNIQUE `, `FULLTEXT `, `SPATIAL ` or nothing.
fn index_kind(index: &Index) -> &'static str {
    match index.method.as_deref() {
        Some("fulltext") => "FULLTEXT ",
        Some("spatial") => "SPATIAL ",
        _ if index.unique => "UNIQUE ",
        _ => "",
    }
}

/// What follows an index's name: its parts and options.
fn index_body(index: &Index) -> String {
    let parts: Vec<String> = index.parts.iter().map(index_part).collect();
    let mut text = format!("({})", parts.join(", "));
    if let Some(method) = index.method.as_ref().filter(|method| !matches!(method.as_str(), "fulltext" | "spatial")) {
        text.push_str(&format!(" USING {}", method.to_uppercase()));
    }
    if let Some(found) = &index.comment {
        text.push_str(&format!(" {}", comment(found)));
    }
    for option in &index.storage {
        match option.split_once('=') {
            Some(("parser", parser)) => text.push_str(&format!(" WITH PARSER {}", quote(parser))),
            Some((option, value)) => text.push_str(&format!(" {}={value}", option.to_uppercase())),
            None => text.push_str(&format!(" {}", option.to_uppercase())),
        }
    }
    text
}

/// An index inside `CREATE TABLE`: ``UNIQUE KEY `k` (`a`)``.
fn inner_index(index: &Index) -> String {
    format!("{}KEY {} {}", index_kind(index), quote(&index.name), index_body(index))
}

/// An index behind `ADD`: ``UNIQUE INDEX `k` (`a`)``.
pub(super) fn added_index(index: &Index) -> String {
    format!("{}INDEX {} {}", index_kind(index), quote(&index.name), index_body(index))
}

/// `CREATE INDEX`.
pub(super) fn create_index(table: &ObjectName, index: &Index) -> Statement {
    let text =
        format!("CREATE {}INDEX {} ON {} {}", index_kind(index), quote(&index.name), name(table), index_body(index));
    Statement::typed(text, Operation::CreateIndex(table.clone(), index.clone()))
}

/// `DROP INDEX … ON …`.
pub(super) fn drop_index(table: &ObjectName, index: &str) -> Statement {
    let text = format!("DROP INDEX {} ON {}", quote(index), name(table));
    Statement::typed(text, Operation::DropIndex(table.clone(), index.to_owned()))
}

/// Options of a table as they stand behind `CREATE TABLE`, each with a space before.
fn options(table: &Table) -> String {
    let mut text = table.comment.as_ref().map_or_else(String::new, |found| format!(" {}", comment(found)));
    if let Some(engine) = &table.options.engine {
        text.push_str(&format!(" ENGINE={engine}"));
    }
    if let Some(collation) = &table.options.collation {
        text.push_str(&format!(" COLLATE={collation}"));
    }
    for option in &table.options.storage {
        text.push_str(&format!(" {}", storage(option)));
    }
    if let Some(clause) = &table.options.partition_by {
        text.push_str(&format!(" {}", clause.text()));
    }
    text
}

/// ``PERIOD FOR SYSTEM_TIME (`from`, `to`)``.
pub(super) fn period_of((start, end): (&Column, &Column)) -> String {
    format!("PERIOD FOR SYSTEM_TIME ({}, {})", quote(&start.name), quote(&end.name))
}

/// `ROW_FORMAT=COMPRESSED`.
fn storage(option: &str) -> String {
    match option.split_once('=') {
        None if option == VERSIONED => "WITH SYSTEM VERSIONING".to_owned(),
        Some((option, value)) => format!("{}={value}", option.to_uppercase()),
        None => option.to_uppercase(),
    }
}

/// The clauses of `ALTER TABLE` that turn one table's options into another's; `None` is the engine's or the database's
/// default.
pub(super) fn changed_options(from: &TableOptions, to: &TableOptions) -> Vec<String> {
    let mut clauses = Vec::new();
    if from.engine != to.engine {
        clauses.push(format!("ENGINE={}", to.engine.as_deref().unwrap_or("InnoDB")));
    }
    if from.collation != to.collation {
        clauses.push(match &to.collation {
            Some(found) => format!("DEFAULT {}", collation(found)),
            None => "DEFAULT CHARACTER SET DEFAULT".to_owned(),
        });
    }
    let has_history = |options: &TableOptions| options.storage.iter().any(|option| option == VERSIONED);
    match (has_history(from), has_history(to)) {
        (true, false) => clauses.push("DROP SYSTEM VERSIONING".to_owned()),
        (false, true) => clauses.push("ADD SYSTEM VERSIONING".to_owned()),
        _ => {}
    }
    let plain = |options: &TableOptions| TableOptions {
        storage: options.storage.iter().filter(|option| *option != VERSIONED).cloned().collect(),
        ..options.clone()
    };
    let (from, to) = (&plain(from), &plain(to));
    let option = |text: &str| text.split_once('=').map_or(text.to_owned(), |(option, _)| option.to_owned());
    let is_gone = |old: &&String| !to.storage.iter().any(|new| option(new) == option(old));
    let is_other = |old: &&String| !ARIA.contains(&option(old).as_str());
    for gone in from.storage.iter().filter(is_gone).filter(is_other) {
        clauses.push(format!("{}={}", option(gone).to_uppercase(), no_option(&option(gone))));
    }
    // Aria has no way back to a default (`=DEFAULT` changes nothing), and finds what it left when the table was its own.
    let is_aria = |options: &TableOptions| options.engine.as_deref() == Some("Aria");
    let is_named = |options: &TableOptions, own: &str| options.storage.iter().any(|found| option(found) == own);
    for own in ARIA.into_iter().filter(|own| is_aria(to) && !is_named(to, own)) {
        if !is_aria(from) || is_named(from, own) {
            clauses.push(format!("{}=1", own.to_uppercase()));
        }
    }
    clauses.extend(to.storage.iter().filter(|new| !from.storage.contains(new)).map(|new| storage(new)));
    clauses
}

/// What only Aria knows, each at 1 unless something else is said.
const ARIA: [&str; 2] = ["page_checksum", "transactional"];

/// The value that takes an option away: numbers are counted from none, everything else has a default (MariaDB, "CREATE
/// TABLE", table options).
fn no_option(option: &str) -> &'static str {
    const NUMBERS: [&str; 6] =
        ["avg_row_length", "checksum", "delay_key_write", "key_block_size", "max_rows", "min_rows"];
    if NUMBERS.contains(&option) { "0" } else { "DEFAULT" }
}

/// `DROP VIEW`.
pub(super) fn drop_view(view: &View) -> Statement {
    Statement::raw(format!("DROP VIEW {}", name(&view.name)))
}

/// The stored statement of a view.
pub(super) fn create_view(view: &View) -> Statement {
    Statement::raw(view.definition.text().trim().trim_end_matches(';'))
}

/// `DROP TRIGGER`.
pub(super) fn drop_trigger(trigger: &Trigger) -> Statement {
    Statement::raw(format!("DROP TRIGGER {}", quote(&trigger.name)))
}

/// The stored statement of a trigger.
pub(super) fn create_trigger(trigger: &Trigger) -> Vec<Statement> {
    under_modes(trigger.definition.text(), str::to_owned)
}

/// A stored statement, said in the words that `say` makes of it, under the modes it was made in.
///
/// The reader writes them down as MariaDB's `SET STATEMENT sql_mode = '…' FOR`. No server reads the text behind it under
/// those modes, so they are set before and put back after.
pub(super) fn under_modes(definition: &str, say: impl Fn(&str) -> String) -> Vec<Statement> {
    let definition = definition.trim().trim_end_matches(';').trim_end();
    let parts = definition.strip_prefix("SET STATEMENT sql_mode = '").and_then(|rest| rest.split_once("' FOR "));
    match parts {
        None => vec![Statement::raw(say(definition))],
        Some((modes, statement)) => vec![
            Statement::raw(format!("SET @driftline_sql_mode = @@sql_mode, sql_mode = CONCAT(@@sql_mode, ',{modes}')")),
            Statement::raw(say(statement)),
            Statement::raw("SET sql_mode = @driftline_sql_mode"),
        ],
    }
}

/// Everything that makes a table, but the foreign keys for which `later` says so.
///
/// Unique indexes stand inside, as sea-query prints them, and so do the indexes that a foreign key or `AUTO_INCREMENT` of
/// the same statement needs; the others follow.
pub(super) fn create_table(table: &Table, later: impl Fn(&ForeignKey) -> bool) -> Vec<Statement> {
    let target = &table.name;
    let mut said = table.clone();
    said.triggers.clear();
    said.foreign_keys.retain(|key| !later(key));
    let (inside, outside): (Vec<Index>, Vec<Index>) =
        table.indexes.iter().cloned().partition(|index| index.unique || key::is_needed_inside(&said, index));
    said.indexes = inside;
    let inline = key::lone_auto_key(table);
    let mut items: Vec<String> =
        (table.columns.iter()).map(|each| column(each, &table.checks, inline == Some(each.name.as_str()))).collect();
    items.extend(table.primary_key.iter().filter(|_| inline.is_none()).map(primary_key));
    items.extend(said.indexes.iter().map(inner_index));
    items.extend(period(table).map(period_of));
    items.extend(said.foreign_keys.iter().map(foreign_key));
    items.extend(table.checks.iter().filter(|each| each.column.is_none()).map(check));
    let text = format!("CREATE TABLE {} ( {} ){}", name(target), items.join(", "), options(table));
    let mut statements = vec![Statement::typed(text, Operation::CreateTable(said))];
    statements.extend(outside.iter().map(|index| create_index(target, index)));
    statements.extend(key::trigger_order(&table.triggers).into_iter().flat_map(create_trigger));
    statements
}

/// `ALTER TABLE … ADD CONSTRAINT … FOREIGN KEY`.
pub(super) fn add_foreign_key(table: &ObjectName, key: &ForeignKey) -> Statement {
    let text = format!("ALTER TABLE {} ADD {}", name(table), foreign_key(key));
    Statement::typed(text, Operation::AddForeignKey(table.clone(), key.clone()))
}

/// `DROP TABLE`.
pub(super) fn drop_table(table: &ObjectName) -> Statement {
    Statement::typed(format!("DROP TABLE {}", name(table)), Operation::DropTable(table.clone()))
}

/// `RENAME TABLE`.
pub(super) fn rename_table(from: &ObjectName, to: &ObjectName) -> Statement {
    let text = format!("RENAME TABLE {} TO {}", name(from), name(to));
    Statement::typed(text, Operation::RenameTable(from.clone(), to.clone()))
}

/// `ALTER TABLE … RENAME COLUMN`.
pub(super) fn rename_column(table: &ObjectName, from: &str, to: &str) -> Statement {
    Statement::typed(
        format!("ALTER TABLE {} RENAME COLUMN {} TO {}", name(table), quote(from), quote(to)),
        Operation::RenameColumn(table.clone(), from.to_owned(), to.to_owned()),
    )
}

/// One action on a column that its definition need not be repeated for.
pub(super) fn alter_column(table: &ObjectName, column: &str, action: &str) -> Statement {
    Statement::raw(format!("ALTER TABLE {} ALTER COLUMN {} {action}", name(table), quote(column)))
}
