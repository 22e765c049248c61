//! Typed statements: the sea-query code that builds exactly the SQL a step plans, or nothing where there is none.
//!
//! One expression may serve several engines: it is taken only if it builds each engine's planned SQL. The statement is built
//! for every engine and compared with its plan token by token, with the planned words for types and defaults in their
//! places; which method stands for a type, and which value for a default, is looked up per engine (`types`) and must be
//! the same on all. Read alike by the engine and therefore taken as equal: a default with a cast to its own column's type;
//! a primary key inside its column whose name PostgreSQL would choose itself; a primary key's name on MariaDB and MySQL,
//! which keep none; `RESTRICT`, which InnoDB does not tell from `NO ACTION`.

use driftline_plan::{Operation, Statement};
use driftline_schema::{
    Action, AutoIncrement, Check, Column, Engine, ForeignKey, Index, IndexKey, IndexPart, ObjectName, Sql, Table, sql,
};
use sea_query::{
    Alias, ColumnDef, ConditionalStatement as _, Expr, ForeignKeyAction, ForeignKeyCreateStatement,
    IndexCreateStatement, IndexOrder, Keyword, MysqlQueryBuilder, PostgresQueryBuilder, SqliteQueryBuilder, TableRef,
};

use crate::types;

/// Between the calls that make a table: rustfmt breaks none of a step that holds a text longer than its line.
const LINE: &str = "\n                            ";

/// A statement and the engine it is planned for.
pub(crate) type Planned<'a> = (Engine, &'a Statement);

/// The Rust expression for the statements, if one and the same builds the planned SQL on every engine.
pub(crate) fn typed(planned: &[Planned<'_>]) -> Option<String> {
    let operations: Vec<(Engine, &Operation)> = planned
        .iter()
        .map(|(engine, statement)| Some((*engine, statement.operation.as_ref()?)))
        .collect::<Option<_>>()?;
    // `AUTOINCREMENT` stands in its column, and so does the key then.
    let counts =
        |(_, operation): &(Engine, &Operation)| matches!(operation, Operation::CreateTable(table) if counts(table));
    let places: &[bool] = if operations.iter().any(counts) { &[true] } else { &[false, true] };
    let inside = places.iter().copied().find(|inside| {
        let builds = |((engine, statement), (_, operation)): (&Planned<'_>, &(Engine, &Operation))| {
            // MariaDB and MySQL keep one key without a name, wherever it is said.
            let ways: &[bool] = if *engine == Engine::MySql { &[false, true] } else { std::slice::from_ref(inside) };
            ways.iter().any(|inside| {
                build(*engine, operation, *inside).is_some_and(|built| same(*engine, &built, &statement.sql))
            })
        };
        planned.iter().zip(&operations).all(builds)
    })?;
    code(&operations, inside)
}

/// Whether the table's lone key is a column whose numbers the engine hands out by a keyword.
fn counts(table: &Table) -> bool {
    let column = key_inside(table, true).and_then(|key| table.column(key));
    column.is_some_and(|column| column.auto_increment == Some(AutoIncrement::Keyword))
}

fn same(engine: Engine, built: &str, planned: &str) -> bool {
    Sql::new(engine, built) == Sql::new(engine, planned)
}

/// What every engine says alike.
fn agreed<'o, T: PartialEq>(
    operations: &[(Engine, &'o Operation)],
    part: impl Fn(&'o Operation) -> Option<T>,
) -> Option<T> {
    let mut parts = operations.iter().map(|(_, operation)| part(operation));
    let first = parts.next()??;
    parts.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

/// One of several things, engine by engine, each of the same kind.
type Each<'o, T> = Vec<(Engine, &'o T)>;

fn each<'o, T>(
    operations: &[(Engine, &'o Operation)],
    part: impl Fn(&'o Operation) -> Option<&'o T>,
) -> Option<Each<'o, T>> {
    operations.iter().map(|(engine, operation)| Some((*engine, part(operation)?))).collect()
}

// ---- code ----------------------------------------------------------------------------------------------------------

fn code(operations: &[(Engine, &Operation)], inside: bool) -> Option<String> {
    let (_, first) = operations.first()?;
    match first {
        Operation::CreateTable(_) => create_table_code(
            &each(operations, |one| if let Operation::CreateTable(table) = one { Some(table) } else { None })?,
            inside,
        ),
        Operation::DropTable(_) => {
            let table =
                agreed(operations, |one| if let Operation::DropTable(table) = one { Some(table) } else { None })?;
            Some(format!("Table::drop().table({}).to_owned()", reference_code(table)))
        }
        Operation::RenameTable(..) => {
            let (from, to) =
                agreed(
                    operations,
                    |one| if let Operation::RenameTable(from, to) = one { Some((from, to)) } else { None },
                )?;
            Some(format!("Table::rename().table({}, {}).to_owned()", reference_code(from), reference_code(to)))
        }
        Operation::AddColumn(..) => {
            let table =
                agreed(operations, |one| if let Operation::AddColumn(table, _) = one { Some(table) } else { None })?;
            let columns =
                each(operations, |one| if let Operation::AddColumn(_, column) = one { Some(column) } else { None })?;
            let column = column_code(&columns, false)?;
            Some(format!("Table::alter().table({}).add_column({column}).to_owned()", reference_code(table)))
        }
        Operation::DropColumn(..) => {
            let (table, column) = agreed(operations, |one| {
                if let Operation::DropColumn(table, column) = one { Some((table, column)) } else { None }
            })?;
            let (table, column) = (reference_code(table), string(column));
            Some(format!("Table::alter().table({table}).drop_column({column}).to_owned()"))
        }
        Operation::RenameColumn(..) => {
            let (table, from, to) = agreed(operations, |one| {
                if let Operation::RenameColumn(table, from, to) = one { Some((table, from, to)) } else { None }
            })?;
            let (table, from, to) = (reference_code(table), string(from), string(to));
            Some(format!("Table::alter().table({table}).rename_column({from}, {to}).to_owned()"))
        }
        Operation::CreateIndex(..) => {
            let table =
                agreed(operations, |one| if let Operation::CreateIndex(table, _) = one { Some(table) } else { None })?;
            let indexes =
                each(operations, |one| if let Operation::CreateIndex(_, index) = one { Some(index) } else { None })?;
            Some(format!("{}.to_owned()", index_code(table, &indexes)?))
        }
        Operation::DropIndex(..) => {
            let (table, name) = agreed(operations, |one| {
                if let Operation::DropIndex(table, name) = one { Some((table, name)) } else { None }
            })?;
            Some(format!("Index::drop().name({}).table({}).to_owned()", string(name), reference_code(table)))
        }
        Operation::AddForeignKey(..) => {
            let table =
                agreed(
                    operations,
                    |one| if let Operation::AddForeignKey(table, _) = one { Some(table) } else { None },
                )?;
            let keys =
                each(operations, |one| if let Operation::AddForeignKey(_, key) = one { Some(key) } else { None })?;
            Some(format!("{}.to_owned()", foreign_key_code(table, &keys)?))
        }
        Operation::DropForeignKey(..) => {
            let (table, name) = agreed(operations, |one| {
                if let Operation::DropForeignKey(table, name) = one { Some((table, name)) } else { None }
            })?;
            Some(format!("ForeignKey::drop().name({}).table({}).to_owned()", string(name), reference_code(table)))
        }
    }
}

/// The n-th of each engine's things, as often as all have one; nothing where they have different numbers.
fn rows<'t, T>(lists: &[(Engine, Vec<&'t T>)]) -> Option<Vec<Each<'t, T>>> {
    let length = lists.first()?.1.len();
    if lists.iter().any(|(_, list)| list.len() != length) {
        return None;
    }
    Some((0..length).map(|at| lists.iter().map(|(engine, list)| (*engine, list[at])).collect()).collect())
}

fn create_table_code(tables: &Each<'_, Table>, inside: bool) -> Option<String> {
    let (_, first) = tables.first()?;
    if tables.iter().any(|(_, table)| table.name != first.name) {
        return None;
    }
    let key_columns = first.primary_key.as_ref().map(|key| &key.columns);
    if tables.iter().any(|(_, table)| table.primary_key.as_ref().map(|key| &key.columns) != key_columns) {
        return None;
    }
    let inside = key_inside(first, inside);
    if inside.is_some() && tables.iter().any(|(engine, table)| !may_be_inside(*engine, table)) {
        return None;
    }
    let mut code = format!("Table::create(){LINE}.table({})", reference_code(&first.name));
    for columns in
        rows(&tables.iter().map(|(engine, table)| (*engine, table.columns.iter().collect())).collect::<Vec<_>>())?
    {
        let is_key = columns.first().is_some_and(|(_, column)| inside == Some(column.name.as_str()));
        code.push_str(&format!("{LINE}.col({})", column_code(&columns, is_key)?));
    }
    if let (Some(key), None) = (&first.primary_key, inside) {
        let name = tables.iter().find_map(|(_, table)| table.primary_key.as_ref()?.name.as_ref());
        if tables.iter().any(|(engine, table)| {
            *engine != Engine::MySql && table.primary_key.as_ref().and_then(|key| key.name.as_ref()) != name
        }) {
            return None;
        }
        code.push_str(&format!("{LINE}.primary_key(&mut {}.to_owned())", key_code(name, false, &key.columns)));
    }
    let uniques: Vec<_> = tables.iter().map(|(engine, table)| (*engine, uniques(*engine, table))).collect();
    let (_, wanted) = uniques.first()?;
    if uniques.iter().any(|(_, other)| other != wanted) {
        return None;
    }
    for (name, columns) in wanted {
        code.push_str(&format!("{LINE}.index(&mut {}.to_owned())", key_code(*name, true, columns)));
    }
    for keys in
        rows(&tables.iter().map(|(engine, table)| (*engine, table.foreign_keys.iter().collect())).collect::<Vec<_>>())?
    {
        code.push_str(&format!("{LINE}.foreign_key(&mut {}.to_owned())", foreign_key_code(&first.name, &keys)?));
    }
    for checks in
        rows(&tables.iter().map(|(engine, table)| (*engine, table.checks.iter().collect())).collect::<Vec<_>>())?
    {
        code.push_str(LINE);
        code.push_str(&check_code(&checks)?);
    }
    let comments: Vec<_> = tables.iter().filter(|(engine, _)| *engine == Engine::MySql).collect();
    if let Some(comment) = comments.iter().find_map(|(_, table)| table.comment.as_ref()) {
        code.push_str(&format!("{LINE}.comment({})", string(comment)));
    }
    let options: Vec<_> = tables.iter().map(|(_, table)| table_words(table)).collect();
    let (words, others) = options.split_first()?;
    if others.iter().any(|other| other != words) {
        return None;
    }
    if !words.is_empty() {
        code.push_str(&format!("{LINE}.extra({})", string(words)));
    }
    Some(format!("{code}{LINE}.to_owned()"))
}

/// The lone key column, where it shall say so itself.
fn key_inside(table: &Table, inside: bool) -> Option<&str> {
    let [column] = table.primary_key.as_ref()?.columns.as_slice() else { return None };
    inside.then_some(column.as_str())
}

/// Whether the key means the same inside its column: where it has no name, or the one PostgreSQL gives it there (manual,
/// CREATE TABLE: `{table}_pkey`, cut to 63 bytes).
fn may_be_inside(engine: Engine, table: &Table) -> bool {
    let Some(key) = &table.primary_key else { return false };
    match (engine, &key.name) {
        (_, None) | (Engine::MySql, _) => true,
        (Engine::Postgres, Some(name)) => *name == format!("{}_pkey", table.name.name) && name.len() <= 63,
        (Engine::Sqlite, Some(_)) => false,
    }
}

/// Unique constraints; on MariaDB and MySQL they are the plain unique indexes.
fn uniques(engine: Engine, table: &Table) -> Vec<(Option<&String>, Vec<String>)> {
    if engine != Engine::MySql {
        return table.uniques.iter().map(|unique| (unique.name.as_ref(), unique.columns.clone())).collect();
    }
    let plain = |index: &Index| -> Option<Vec<String>> {
        let column = |part: &IndexPart| match &part.key {
            IndexKey::Column(name) if *part == IndexPart::column(name.as_str()) => Some(name.clone()),
            _ => None,
        };
        index.parts.iter().map(column).collect()
    };
    let found =
        table.indexes.iter().filter(|index| index.unique && index.comment.is_none() && index.storage.is_empty());
    found.filter_map(|index| Some((Some(&index.name), plain(index)?))).collect()
}

fn key_code(name: Option<&String>, unique: bool, columns: &[String]) -> String {
    let mut code = String::from("Index::create()");
    if let Some(name) = name {
        code.push_str(&format!(".name({})", string(name)));
    }
    if unique {
        code.push_str(".unique()");
    }
    for column in columns {
        code.push_str(&format!(".col({})", string(column)));
    }
    code
}

fn check_code(checks: &Each<'_, Check>) -> Option<String> {
    let (_, first) = checks.first()?;
    if checks.iter().any(|(_, check)| check.name != first.name || check.column.is_some() || !check.validated) {
        return None;
    }
    let condition = common_text(&checks.iter().map(|(_, check)| &check.expression).collect::<Vec<_>>())?;
    Some(match &first.name {
        Some(name) => format!(".check(({}, Expr::cust({})))", string(name), string(&condition)),
        None => format!(".check(Expr::cust({}))", string(&condition)),
    })
}

/// A text that every engine reads as its own: the one all wrote, or, where only quotes and letter case of simple names differ,
/// the one without quotes.
fn common_text(texts: &[&Sql]) -> Option<String> {
    let (first, others) = texts.split_first()?;
    if others.iter().all(|other| other.text() == first.text()) {
        return Some(first.text().to_owned());
    }
    let is_bare = |key: &str| {
        let tokens = sql::tokens(Engine::MySql, key);
        !tokens.iter().any(|token| token.kind == sql::TokenKind::QuotedName) && !key.contains('\\')
    };
    (others.iter().all(|other| other.key() == first.key()) && is_bare(first.key())).then(|| first.key().to_owned())
}

fn column_code(columns: &Each<'_, Column>, is_key: bool) -> Option<String> {
    let (_, first) = columns.first()?;
    let differs = |(_, column): &(Engine, &Column)| {
        column.name != first.name
            || column.nullable != first.nullable
            || column.auto_increment.is_some() != first.auto_increment.is_some()
            || column.default.is_some() != first.default.is_some()
            || column.generated.as_ref().map(|generated| generated.stored)
                != first.generated.as_ref().map(|generated| generated.stored)
    };
    if columns.iter().any(differs) {
        return None;
    }
    let mut code = format!("ColumnDef::new({}).{}", string(&first.name), type_code(columns)?);
    if !first.nullable {
        code.push_str(".not_null()");
    }
    if first.default.is_some() {
        let values: Vec<Vec<String>> = columns
            .iter()
            .map(|(engine, column)| default_codes(*engine, column.default.as_ref().map_or("", Sql::text), column))
            .collect();
        let (own, others) = values.split_first()?;
        let value = own.iter().find(|value| others.iter().all(|other| other.contains(value)))?;
        code.push_str(&format!(".default({value})"));
    }
    if first.generated.is_some() {
        let texts: Vec<&Sql> =
            columns.iter().filter_map(|(_, column)| Some(&column.generated.as_ref()?.expression)).collect();
        let stored = first.generated.as_ref().is_some_and(|generated| generated.stored);
        code.push_str(&format!(".generated(Expr::cust({}), {stored})", string(&common_text(&texts)?)));
    }
    if is_key {
        code.push_str(".primary_key()");
    }
    if first.auto_increment.is_some() {
        code.push_str(".auto_increment()");
    }
    // The builder leaves comments out where they are statements of their own.
    let in_statement = columns.iter().filter(|(engine, _)| *engine == Engine::MySql);
    if let Some(comment) = in_statement.filter_map(|(_, column)| column.comment.as_ref()).next() {
        code.push_str(&format!(".comment({})", string(comment)));
    }
    Some(code)
}

/// The method for the columns' type; `custom` where the builder has none and one word serves every engine.
fn type_code(columns: &Each<'_, Column>) -> Option<String> {
    let words: Vec<(Engine, String)> =
        columns.iter().map(|(engine, column)| (*engine, type_words(*engine, column))).collect();
    let methods: Vec<Vec<String>> = words.iter().map(|(engine, words)| types::methods(*engine, words)).collect();
    if let Some(call) = types::common(&methods) {
        return Some(call);
    }
    let (_, own) = words.first()?;
    words.iter().all(|(_, other)| other == own).then(|| format!("custom({})", string(own)))
}

fn index_code(table: &ObjectName, indexes: &Each<'_, Index>) -> Option<String> {
    let (_, first) = indexes.first()?;
    let shape = |index: &Index| (index.name.clone(), index.unique, index.parts.clone(), index.predicate.is_some());
    if indexes.iter().any(|(_, index)| shape(index) != shape(first)) {
        return None;
    }
    let unique = if first.unique { ".unique()" } else { "" };
    let mut code = format!("Index::create().name({}).table({}){unique}", string(&first.name), reference_code(table));
    for part in &first.parts {
        let IndexKey::Column(column) = &part.key else { return None };
        code.push_str(&if part.descending {
            format!(".col(({}, IndexOrder::Desc))", string(column))
        } else {
            format!(".col({})", string(column))
        });
    }
    if first.predicate.is_some() {
        let texts: Vec<&Sql> = indexes.iter().filter_map(|(_, index)| index.predicate.as_ref()).collect();
        code.push_str(&format!(".and_where(Expr::cust({}))", string(&common_text(&texts)?)));
    }
    Some(code)
}

fn foreign_key_code(table: &ObjectName, keys: &Each<'_, ForeignKey>) -> Option<String> {
    let (_, first) = keys.first()?;
    let shape = |key: &ForeignKey| {
        (key.name.clone(), key.columns.clone(), key.references.clone(), key.referenced_columns.clone())
    };
    if keys.iter().any(|(_, key)| shape(key) != shape(first)) {
        return None;
    }
    let mut code = String::from("ForeignKey::create()");
    if let Some(name) = &first.name {
        code.push_str(&format!(".name({})", string(name)));
    }
    code.push_str(&format!(".from_tbl({})", reference_code(table)));
    for column in &first.columns {
        code.push_str(&format!(".from_col({})", string(column)));
    }
    code.push_str(&format!(".to_tbl({})", reference_code(&first.references)));
    for column in &first.referenced_columns {
        code.push_str(&format!(".to_col({})", string(column)));
    }
    for (method, of) in
        [("on_delete", (|key| key.on_delete) as fn(&ForeignKey) -> Action), ("on_update", |key| key.on_update)]
    {
        let wanted = keys.iter().find(|(engine, _)| *engine != Engine::MySql).map_or(of(first), |(_, key)| of(key));
        let agrees = |(engine, key): &(Engine, &ForeignKey)| {
            of(key) == wanted || (*engine == Engine::MySql && of(key) == Action::NoAction && wanted == Action::Restrict)
        };
        if !keys.iter().all(agrees) {
            return None;
        }
        if wanted != Action::NoAction {
            code.push_str(&format!(".{method}(ForeignKeyAction::{})", action(wanted).1));
        }
    }
    Some(code)
}

// ---- building ------------------------------------------------------------------------------------------------------

/// What the statement builder prints for one engine, with the planned words for types and defaults; `None` where it has no
/// words for the operation (it would panic).
fn build(engine: Engine, operation: &Operation, inside: bool) -> Option<String> {
    macro_rules! print {
        ($statement:expr) => {
            match engine {
                Engine::Sqlite => $statement.to_string(SqliteQueryBuilder),
                Engine::Postgres => $statement.to_string(PostgresQueryBuilder),
                Engine::MySql => $statement.to_string(MysqlQueryBuilder),
            }
        };
    }
    let is_bare = |name: &ObjectName| name.namespace.is_none() || engine == Engine::Postgres;
    match operation {
        Operation::CreateTable(table) if is_bare(&table.name) => {
            let (create, names) = table_definition(engine, table, inside)?;
            Some(sql::name_foreign_keys(engine, &print!(create), &names))
        }
        Operation::DropTable(table) => Some(print!(sea_query::Table::drop().table(reference(table)))),
        Operation::RenameTable(from, to) => {
            Some(print!(sea_query::Table::rename().table(reference(from), reference(to))))
        }
        Operation::AddColumn(table, column) => Some(print!(
            sea_query::Table::alter().table(reference(table)).add_column(column_definition(engine, column, false)?)
        )),
        Operation::DropColumn(table, column) => {
            Some(print!(sea_query::Table::alter().table(reference(table)).drop_column(Alias::new(column))))
        }
        Operation::RenameColumn(table, from, to) => Some(print!(
            sea_query::Table::alter().table(reference(table)).rename_column(Alias::new(from), Alias::new(to))
        )),
        Operation::CreateIndex(table, index) if is_bare(table) => Some(print!(index_definition(table, index)?)),
        Operation::DropIndex(table, name) if is_bare(table) => {
            Some(print!(sea_query::Index::drop().name(name).table(reference(table))))
        }
        Operation::AddForeignKey(table, key)
            if engine != Engine::Sqlite && is_bare(table) && is_bare(&key.references) =>
        {
            Some(print!(foreign_key_definition(table, key)?))
        }
        Operation::DropForeignKey(table, name) if engine != Engine::Sqlite && is_bare(table) => {
            Some(print!(sea_query::ForeignKey::drop().name(name).table(reference(table))))
        }
        Operation::CreateTable(_)
        | Operation::CreateIndex(..)
        | Operation::DropIndex(..)
        | Operation::AddForeignKey(..)
        | Operation::DropForeignKey(..) => None,
    }
}

type TableDefinition<'a> = (sea_query::TableCreateStatement, Vec<Option<&'a str>>);

fn table_definition(engine: Engine, table: &Table, inside: bool) -> Option<TableDefinition<'_>> {
    let mut create = sea_query::Table::create();
    create.table(reference(&table.name));
    // PostgreSQL's plan names the key behind the columns; inside its column it gets the same name.
    let inside = key_inside(table, inside).filter(|_| engine != Engine::Postgres || !may_be_inside(engine, table));
    for column in &table.columns {
        create.col(column_definition(engine, column, inside == Some(column.name.as_str()))?);
    }
    if let (Some(key), None) = (&table.primary_key, inside) {
        let mut index = sea_query::Index::create();
        if let Some(name) = &key.name {
            index.name(name);
        }
        for column in &key.columns {
            index.col(Alias::new(column));
        }
        create.primary_key(&mut index);
    }
    for (name, columns) in uniques(engine, table) {
        let mut index = sea_query::Index::create();
        if let Some(name) = name {
            index.name(name);
        }
        index.unique();
        for column in columns {
            index.col(Alias::new(column));
        }
        create.index(&mut index);
    }
    let mut names = Vec::new();
    for key in &table.foreign_keys {
        names.push(key.name.as_deref());
        create.foreign_key(&mut foreign_key_definition(&table.name, key)?);
    }
    for check in &table.checks {
        let condition = Expr::cust(check.expression.text().to_owned());
        match &check.name {
            Some(name) => create.check((Alias::new(name), condition)),
            None => create.check(condition),
        };
    }
    if let (Engine::MySql, Some(comment)) = (engine, &table.comment) {
        create.comment(comment);
    }
    let words = table_words(table);
    if !words.is_empty() {
        create.extra(words);
    }
    Some((create, names))
}

/// SQLite's words behind a table.
fn table_words(table: &Table) -> String {
    let words = [(table.options.without_rowid, "WITHOUT ROWID"), (table.options.strict, "STRICT")];
    words.into_iter().filter_map(|(on, words)| on.then_some(words)).collect::<Vec<_>>().join(", ")
}

fn column_definition(engine: Engine, column: &Column, is_key: bool) -> Option<ColumnDef> {
    let unsaid = column.collation.is_some()
        || column.not_null_conflict.is_some()
        || column.on_update.is_some()
        || !column.attributes.is_empty();
    if unsaid {
        return None;
    }
    let mut definition = ColumnDef::new(Alias::new(&column.name));
    match &column.auto_increment {
        None | Some(AutoIncrement::Keyword) => {
            definition.custom(Alias::new(type_words(engine, column)));
        }
        Some(AutoIncrement::Identity { always: false, options }) if *options == Default::default() => {
            match column.data_type.as_str() {
                "smallint" => definition.small_integer(),
                "integer" => definition.integer(),
                "bigint" => definition.big_integer(),
                _ => return None,
            };
        }
        Some(_) => return None,
    }
    if !column.nullable {
        definition.not_null();
    }
    if let Some(default) = &column.default {
        let words = default_words(engine, default.text());
        definition.default(Expr::Keyword(Keyword::Custom(Alias::new(words).into())));
    }
    if let Some(generated) = &column.generated {
        definition.generated(Expr::cust(generated.expression.text().to_owned()), generated.stored);
    }
    if is_key {
        definition.primary_key();
    }
    if column.auto_increment.is_some() {
        definition.auto_increment();
    }
    if let (Engine::MySql, Some(comment)) = (engine, &column.comment) {
        definition.comment(comment);
    }
    Some(definition)
}

/// The words the planner prints for a column's type.
fn type_words(engine: Engine, column: &Column) -> String {
    match &column.user_type {
        Some(name) => {
            let array = if column.data_type.ends_with("[]") { "[]" } else { "" };
            format!("{}{array}", name.quoted(engine))
        }
        None => column.data_type.clone(),
    }
}

/// A default as the planner prints it: in parentheses on SQLite, MariaDB and MySQL unless it is a literal or keyword (SQLite
/// "CREATE TABLE", MySQL manual 13.6).
fn default_words(engine: Engine, text: &str) -> String {
    match engine {
        Engine::Postgres => text.to_owned(),
        _ if is_plain_default(engine, text) => text.to_owned(),
        Engine::Sqlite | Engine::MySql => format!("({text})"),
    }
}

fn is_plain_default(engine: Engine, text: &str) -> bool {
    let found = sql::tokens(engine, text);
    match found.as_slice() {
        [one] => match one.kind {
            sql::TokenKind::Number | sql::TokenKind::Text => true,
            sql::TokenKind::Word => ["null", "true", "false", "current_timestamp", "current_date", "current_time"]
                .iter()
                .any(|word| one.is_word(word)),
            _ => false,
        },
        [sign, number] => (sign.is_mark("-") || sign.is_mark("+")) && number.kind == sql::TokenKind::Number,
        [name, open, .., close] if engine == Engine::MySql => {
            name.is_word("current_timestamp") && open.is_mark("(") && close.is_mark(")")
        }
        _ => false,
    }
}

/// The values that mean the default, the most natural one first.
fn default_codes(engine: Engine, text: &str, column: &Column) -> Vec<String> {
    let found = sql::tokens(engine, text);
    let literal = match found.as_slice() {
        [one] if one.kind == sql::TokenKind::Text => literal(engine, one),
        // A cast to the column's own type says nothing new: 'x'::character varying.
        [one, cast, kind @ ..]
            if engine == Engine::Postgres
                && one.kind == sql::TokenKind::Text
                && cast.is_mark("::")
                && !kind.is_empty() =>
        {
            let first = kind.first().map_or(0, |token| token.start);
            let own = text[first..].trim();
            let is_own = column.data_type.split('(').next().map(str::trim) == Some(own);
            if is_own { literal(engine, one) } else { None }
        }
        _ => None,
    };
    if let Some(literal) = literal {
        return vec![string(&literal)];
    }
    if let Ok(number) = text.parse::<i64>() {
        let number = if i32::try_from(number).is_ok() { text.to_owned() } else { format!("{number}_i64") };
        // MariaDB and MySQL have no booleans, and SQLite's are the numbers.
        let is_boolean = ["boolean", "tinyint(1)"].contains(&column.data_type.as_str()) && engine != Engine::Postgres;
        let word = match text {
            "0" if is_boolean => Some("false"),
            "1" if is_boolean => Some("true"),
            _ => None,
        };
        return std::iter::once(number).chain(word.map(str::to_owned)).collect();
    }
    match text.to_ascii_lowercase().as_str() {
        "true" => vec!["true".to_owned()],
        "false" => vec!["false".to_owned()],
        "current_timestamp" | "current_timestamp()" => vec!["Expr::current_timestamp()".to_owned()],
        _ => vec![format!("Expr::cust({})", string(text))],
    }
}

/// The text behind a literal, where it can be given to the statement builder: one with backslashes is left to SQL on the engine
/// that reads them as escapes.
fn literal(engine: Engine, token: &sql::Token<'_>) -> Option<String> {
    if engine == Engine::MySql && token.text.contains('\\') {
        return None;
    }
    token.name()
}

fn index_definition(table: &ObjectName, index: &Index) -> Option<IndexCreateStatement> {
    let plain =
        index.include.is_empty() && index.storage.is_empty() && !index.nulls_not_distinct && index.comment.is_none();
    if !plain || index.method.is_some() {
        return None;
    }
    let mut create = sea_query::Index::create();
    create.name(&index.name).table(reference(table));
    if index.unique {
        create.unique();
    }
    for part in &index.parts {
        let IndexKey::Column(column) = &part.key else { return None };
        let plain = IndexPart { descending: part.descending, ..IndexPart::column(column.as_str()) };
        if *part != plain {
            return None;
        }
        if part.descending {
            create.col((Alias::new(column), IndexOrder::Desc));
        } else {
            create.col(Alias::new(column));
        }
    }
    if let Some(predicate) = &index.predicate {
        create.and_where(Expr::cust(predicate.text().to_owned()));
    }
    Some(create)
}

fn foreign_key_definition(table: &ObjectName, key: &ForeignKey) -> Option<ForeignKeyCreateStatement> {
    if key.match_full || key.deferrable != Default::default() || !key.validated {
        return None;
    }
    let mut create = sea_query::ForeignKey::create();
    if let Some(name) = &key.name {
        create.name(name);
    }
    create.from_tbl(reference(table));
    for column in &key.columns {
        create.from_col(Alias::new(column));
    }
    create.to_tbl(reference(&key.references));
    for column in &key.referenced_columns {
        create.to_col(Alias::new(column));
    }
    if key.on_delete != Action::NoAction {
        create.on_delete(action(key.on_delete).0);
    }
    if key.on_update != Action::NoAction {
        create.on_update(action(key.on_update).0);
    }
    Some(create)
}

fn action(action: Action) -> (ForeignKeyAction, &'static str) {
    match action {
        Action::NoAction => (ForeignKeyAction::NoAction, "NoAction"),
        Action::Restrict => (ForeignKeyAction::Restrict, "Restrict"),
        Action::Cascade => (ForeignKeyAction::Cascade, "Cascade"),
        Action::SetNull => (ForeignKeyAction::SetNull, "SetNull"),
        Action::SetDefault => (ForeignKeyAction::SetDefault, "SetDefault"),
    }
}

fn reference(name: &ObjectName) -> TableRef {
    use sea_query::IntoTableRef as _;
    match &name.namespace {
        Some(namespace) => (Alias::new(namespace), Alias::new(&name.name)).into_table_ref(),
        None => Alias::new(&name.name).into_table_ref(),
    }
}

fn reference_code(name: &ObjectName) -> String {
    match &name.namespace {
        Some(namespace) => format!("({}, {})", string(namespace), string(&name.name)),
        None => string(&name.name),
    }
}

/// A Rust string literal: raw where quotes or backslashes would need escaping.
pub(crate) fn string(text: &str) -> String {
    if text.contains('\r') {
        return format!("{text:?}");
    }
    if !text.contains(['"', '\\', '\n']) && !text.chars().any(char::is_control) {
        return format!("\"{text}\"");
    }
    let mut marks = String::new();
    while text.contains(&format!("\"{marks}")) {
        marks.push('#');
    }
    format!("r{marks}\"{text}\"{marks}")
}
