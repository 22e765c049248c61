//! Reads the statements that SeaORM prints for an entity. A small regular language; leaves out the column definitions
//! (`clause`), which hold free text from the entity.
//!
//! sea-query writes names of tables and columns quoted, but names of keys and indexes between bare quote marks, so that a
//! quote in such a name is not doubled. They are therefore found by what follows them.

use driftline_schema::sql::{Token, closing, tokens};
use driftline_schema::statement::parse_create_index;
use driftline_schema::{Action, Deferrable, Engine, EnumType, ForeignKey, Index, ObjectName, mysql, postgres};

/// A `CREATE TABLE` as it is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrintedTable {
    /// The table, with the namespace it was given.
    pub name: Option<ObjectName>,
    /// Each column's name and the text behind it.
    pub columns: Vec<(String, String)>,
    /// The columns of a composite primary key.
    pub primary_key: Vec<String>,
    /// Foreign keys, with the names they were given.
    pub foreign_keys: Vec<ForeignKey>,
    /// MySQL: the table's comment.
    pub comment: Option<String>,
}

/// One printed statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Printed {
    /// `CREATE TYPE … AS ENUM`.
    Enum(EnumType),
    /// `CREATE TABLE`.
    Table(PrintedTable),
    /// `CREATE INDEX`, with its table.
    Index(ObjectName, Index),
}

/// Reads one statement that SeaORM printed for PostgreSQL, or a `CREATE TABLE` that it printed for another engine.
///
/// # Errors
/// What was expected, where the text has another form.
pub fn statement(engine: Engine, sql: &str) -> Result<Printed, String> {
    if sql.starts_with("CREATE TYPE ") {
        create_type(sql).map(Printed::Enum)
    } else if is_create_table(sql) {
        create_table(engine, sql).map(Printed::Table)
    } else {
        create_index(sql).map(|(table, index)| Printed::Index(table, index))
    }
}

/// Whether a statement creates a table.
pub(crate) fn is_create_table(sql: &str) -> bool {
    sql.starts_with("CREATE TABLE ")
}

fn create_type(sql: &str) -> Result<EnumType, String> {
    let found = tokens(Engine::Postgres, sql);
    let (name, at) = qualified(&found, 2)?;
    if !(found.get(at).is_some_and(|token| token.is_word("AS"))
        && found.get(at + 1).is_some_and(|token| token.is_word("ENUM")))
    {
        return Err("AS ENUM behind the type's name".to_owned());
    }
    let labels = found.iter().skip(at + 2).filter_map(|token| postgres_text(token.text)).collect();
    Ok(EnumType { name, labels, comment: None })
}

/// The text behind a literal that sea-query wrote for PostgreSQL.
fn postgres_text(literal: &str) -> Option<String> {
    // sea-query's own `unescape_string` takes `\013`, as it writes a vertical tab, for `\0` and `13`.
    postgres::text(literal)
}

/// `CREATE [UNIQUE] INDEX "name" ON "table" (…)`. A quote in a table name is doubled, one in the index name is not: the
/// name ends at the last `" ON "` that the table's own name can stand behind.
fn create_index(sql: &str) -> Result<(ObjectName, Index), String> {
    let (Some(open), Some(end)) = (sql.find(" INDEX \"").map(|at| at + 8), sql.find("\" ON \"")) else {
        return Err("an index name in quotes, ON and the table".to_owned());
    };
    let name = sql.get(open..end).ok_or("an index name in front of ON")?;
    let plain = format!("{}i{}", &sql[..open], &sql[end..]);
    let (table, mut index) = parse_create_index(Engine::Postgres, &plain).map_err(|error| error.to_string())?;
    name.clone_into(&mut index.name);
    Ok((table, index))
}

/// Reads a `CREATE TABLE` that SeaORM printed for the engine.
///
/// # Errors
/// What was expected, where the text has another form.
pub(crate) fn create_table(engine: Engine, sql: &str) -> Result<PrintedTable, String> {
    let found = tokens(engine, sql);
    let (name, open) = qualified(&found, 2)?;
    if !found.get(open).is_some_and(|token| token.is_mark("(")) {
        return Err("`(` behind the table's name".to_owned());
    }
    let mut table = PrintedTable { name: Some(name), ..PrintedTable::default() };
    let mut at = open + 1;
    while let Some(first) = found.get(at) {
        if first.kind != driftline_schema::sql::TokenKind::QuotedName {
            members(engine, &sql[first.start..], &mut table)?;
            break;
        }
        let end = item_end(&found, at);
        let name = first.name().unwrap_or_default();
        let stop = found.get(end).map_or(sql.len(), |token| token.start);
        table.columns.push((name, sql[first.end..stop].trim().to_owned()));
        at = end + 1;
        if found.get(end).is_none_or(|token| token.is_mark(")")) {
            table.comment = table_comment(&found[(end + 1).min(found.len())..]);
            break;
        }
    }
    Ok(table)
}

/// The index of the comma or the closing parenthesis that ends the item.
fn item_end(found: &[Token<'_>], start: usize) -> usize {
    let mut at = start;
    while let Some(token) = found.get(at) {
        if token.is_mark("(") {
            at = closing(found, at).unwrap_or(found.len());
        } else if token.is_mark(",") || token.is_mark(")") {
            return at;
        }
        at += 1;
    }
    found.len()
}

/// Keys behind the columns, read from the text because their names are not quoted as names are.
fn members(engine: Engine, text: &str, table: &mut PrintedTable) -> Result<(), String> {
    let mut rest = text;
    loop {
        let mut name = None;
        if let Some(named) = rest.strip_prefix("CONSTRAINT ") {
            let end = member_name_end(named).ok_or("FOREIGN KEY or PRIMARY KEY behind a constraint's name")?;
            name = Some(named.get(1..end).unwrap_or_default().to_owned());
            rest = named.get(end + 2..).unwrap_or_default();
        }
        // MySQL repeats the key's name between the words and the columns, as little quoted as in front of them.
        let repeated = rest.strip_prefix("PRIMARY KEY `").filter(|_| engine == Engine::MySql);
        let columns = repeated.and_then(|named| named.find("` (`").map(|end| &named[end + 2..]));
        if let Some(columns) = columns {
            rest = columns;
        }
        let found = tokens(engine, rest);
        let consumed = if rest.starts_with("FOREIGN KEY") {
            let (key, at) = foreign_key(&found, name)?;
            table.foreign_keys.push(key);
            at
        } else if rest.starts_with("PRIMARY KEY") || columns.is_some() {
            let (columns, at) = names(&found, if columns.is_some() { 0 } else { 2 })?;
            table.primary_key = columns;
            at
        } else {
            return Err(format!("a key, not `{}`", rest.chars().take(40).collect::<String>()));
        };
        match found.get(consumed) {
            Some(token) if token.is_mark(",") => rest = rest[token.end..].trim_start(),
            Some(token) if token.is_mark(")") => {
                table.comment = table_comment(&found[consumed + 1..]);
                return Ok(());
            }
            _ => return Err("`,` or `)` behind a key".to_owned()),
        }
    }
}

/// Where the closing quote mark of a member's name stands.
fn member_name_end(named: &str) -> Option<usize> {
    let mark = named.chars().next()?;
    [format!("{mark} FOREIGN KEY ("), format!("{mark} PRIMARY KEY (")]
        .iter()
        .filter_map(|end| named.find(end.as_str()))
        .min()
}

fn foreign_key(found: &[Token<'_>], name: Option<String>) -> Result<(ForeignKey, usize), String> {
    let (columns, at) = names(found, 2)?;
    if !found.get(at).is_some_and(|token| token.is_word("REFERENCES")) {
        return Err("REFERENCES behind the columns of a foreign key".to_owned());
    }
    let (references, at) = qualified(found, at + 1)?;
    let (referenced_columns, mut at) = names(found, at)?;
    let mut key = ForeignKey {
        name,
        columns,
        references,
        referenced_columns,
        on_delete: Action::NoAction,
        on_update: Action::NoAction,
        match_full: false,
        deferrable: Deferrable::No,
        validated: true,
        on_delete_columns: Vec::new(),
        comment: None,
    };
    while found.get(at).is_some_and(|token| token.is_word("ON")) {
        let is_delete = found.get(at + 1).is_some_and(|token| token.is_word("DELETE"));
        let words = |offset: usize| found.get(at + offset).map(|token| token.text).unwrap_or_default();
        let (action, length) = match (words(2), words(3)) {
            ("CASCADE", _) => (Action::Cascade, 1),
            ("RESTRICT", _) => (Action::Restrict, 1),
            ("SET", "NULL") => (Action::SetNull, 2),
            ("SET", "DEFAULT") => (Action::SetDefault, 2),
            ("NO", "ACTION") => (Action::NoAction, 2),
            _ => return Err("a referential action".to_owned()),
        };
        *(if is_delete { &mut key.on_delete } else { &mut key.on_update }) = action;
        at += 2 + length;
    }
    Ok((key, at))
}

/// A list of names in parentheses and the index behind it.
fn names(found: &[Token<'_>], open: usize) -> Result<(Vec<String>, usize), String> {
    let close = match found.get(open) {
        Some(token) if token.is_mark("(") => closing(found, open).ok_or("`)` behind a list of columns")?,
        _ => return Err("`(` and columns".to_owned()),
    };
    let columns = found[open + 1..close].iter().filter(|token| !token.is_mark(",")).filter_map(Token::name).collect();
    Ok((columns, close + 1))
}

/// A name with its namespace and the index behind it.
fn qualified(found: &[Token<'_>], at: usize) -> Result<(ObjectName, usize), String> {
    let name = |at: usize| found.get(at).and_then(Token::name).ok_or_else(|| "a name".to_owned());
    let first = name(at)?;
    if found.get(at + 1).is_some_and(|token| token.is_mark(".")) {
        return Ok((ObjectName::within(Some(&first), name(at + 2)?), at + 3));
    }
    Ok((ObjectName::new(first), at + 1))
}

fn table_comment(found: &[Token<'_>]) -> Option<String> {
    let at = found.iter().position(|token| token.is_word("COMMENT"))?;
    mysql_text(found.get(at + 1)?.text)
}

/// The comment at the end of a column definition that was printed for MySQL.
pub(crate) fn column_comment(definition: &str) -> Option<String> {
    let found = tokens(Engine::MySql, definition);
    match found.as_slice() {
        [.., word, text] if word.is_word("COMMENT") => mysql_text(text.text),
        _ => None,
    }
}

/// The text behind a literal that sea-query wrote for MySQL.
fn mysql_text(literal: &str) -> Option<String> {
    mysql::text(literal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_whose_names_hold_quotes() {
        let sql = r#"CREATE TABLE "n"."a""b" ( "x""y" bigint NOT NULL DEFAULT (f(1, ')')), "z" bool, CONSTRAINT "pk-a"b" PRIMARY KEY ("x""y", "z"), CONSTRAINT "fk-a"b-x"y" FOREIGN KEY ("x""y") REFERENCES "p" ("id") ON DELETE SET NULL ON UPDATE CASCADE, CONSTRAINT "fk-a"b-z" FOREIGN KEY ("z") REFERENCES "q" ("id") )"#;
        let table = create_table(Engine::Postgres, sql).expect("read");
        assert_eq!(table.name, Some(ObjectName::within(Some("n"), "a\"b")));
        assert_eq!(
            table.columns,
            [
                ("x\"y".to_owned(), "bigint NOT NULL DEFAULT (f(1, ')'))".to_owned()),
                ("z".to_owned(), "bool".to_owned())
            ]
        );
        assert_eq!(table.primary_key, ["x\"y", "z"]);
        let names: Vec<_> = table.foreign_keys.iter().map(|key| key.name.clone().unwrap_or_default()).collect();
        assert_eq!(names, ["fk-a\"b-x\"y", "fk-a\"b-z"]);
        assert_eq!(
            (table.foreign_keys[0].on_delete, table.foreign_keys[0].on_update),
            (Action::SetNull, Action::Cascade)
        );
    }

    #[test]
    fn a_key_of_mysql_whose_name_holds_a_quote() {
        let sql = "CREATE TABLE `a``b` ( `x` int NOT NULL, `y` int NOT NULL, PRIMARY KEY `pk-a`b` (`x`, `y`), CONSTRAINT `f`k` FOREIGN KEY (`y`) REFERENCES `p` (`id`) )";
        let table = create_table(Engine::MySql, sql).expect("read");
        assert_eq!(table.primary_key, ["x", "y"]);
        assert_eq!(table.foreign_keys[0].name.as_deref(), Some("f`k"));
    }

    #[test]
    fn an_index_whose_name_holds_a_quote() {
        let (table, index) = create_index(r#"CREATE UNIQUE INDEX "idx-a"b-c" ON "n"."a""b" ("c", "d")"#).expect("read");
        assert_eq!(
            (table, index.name.as_str(), index.unique),
            (ObjectName::within(Some("n"), "a\"b"), "idx-a\"b-c", true)
        );
    }

    #[test]
    fn labels_and_comments_come_back_to_the_letter() {
        let kind = create_type(r#"CREATE TYPE "Mood Kind" AS ENUM ('ok', E'it\'s \\ "x"')"#).expect("read");
        assert_eq!(
            (kind.name.name.as_str(), kind.labels),
            ("Mood Kind", vec!["ok".to_owned(), "it's \\ \"x\"".to_owned()])
        );
        let sql = "CREATE TABLE `t` ( `a` int NOT NULL COMMENT 'it\\'s; renamed_from \\\"b\\\"', `b` int, PRIMARY KEY `pk-t` (`a`, `b`) ) COMMENT 'x, y'";
        let table = create_table(Engine::MySql, sql).expect("read");
        assert_eq!(table.comment.as_deref(), Some("x, y"));
        assert_eq!(column_comment(&table.columns[0].1).as_deref(), Some("it's; renamed_from \"b\""));
        assert_eq!(column_comment(&table.columns[1].1), None);
    }
}
