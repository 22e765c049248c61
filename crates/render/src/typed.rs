//! Typed statements: the sea-query code that builds exactly the SQL a step plans, or nothing where there is none.
//!
//! Code and statement are made side by side; the statement is built for the plan's engine and compared with the planned
//! SQL token by token. Two spellings count as one because the engine reads them alike: a type and its alias
//! (`character varying(9)` is `varchar(9)`), and a default with a cast to its own column's type.

use driftline_plan::{Operation, Statement};
use driftline_schema::{
    Action, AutoIncrement, Column, Engine, ForeignKey, Index, IndexKey, IndexPart, ObjectName, Sql, Table, sql,
};
use sea_query::{
    Alias, ColumnDef, ConditionalStatement as _, Expr, ForeignKeyAction, ForeignKeyCreateStatement,
    IndexCreateStatement, IndexOrder, Keyword, PostgresQueryBuilder, SqliteQueryBuilder, TableRef,
};

/// The Rust expression for a statement, if typed code builds the same SQL.
pub(crate) fn typed(engine: Engine, statement: &Statement) -> Option<String> {
    let (code, built) = match statement.operation.as_ref()? {
        Operation::CreateTable(table) => return create_table(engine, table, &statement.sql),
        Operation::DropTable(table) => {
            let mut drop = sea_query::Table::drop();
            drop.table(reference(table));
            (
                format!("Table::drop().table({}).to_owned()", reference_code(table)),
                build(engine, |b| drop.to_string(b), |b| drop.to_string(b))?,
            )
        }
        Operation::RenameTable(from, to) => {
            let mut rename = sea_query::Table::rename();
            rename.table(reference(from), reference(to));
            (
                format!("Table::rename().table({}, {}).to_owned()", reference_code(from), reference_code(to)),
                build(engine, |b| rename.to_string(b), |b| rename.to_string(b))?,
            )
        }
        Operation::AddColumn(table, column) => {
            let (code, definition) = column_definition(engine, column, false)?;
            let mut alter = sea_query::Table::alter();
            alter.table(reference(table)).add_column(definition);
            (
                format!("Table::alter().table({}).add_column({code}).to_owned()", reference_code(table)),
                build(engine, |b| alter.to_string(b), |b| alter.to_string(b))?,
            )
        }
        Operation::DropColumn(table, column) => {
            let mut alter = sea_query::Table::alter();
            alter.table(reference(table)).drop_column(Alias::new(column));
            (
                format!("Table::alter().table({}).drop_column({}).to_owned()", reference_code(table), string(column)),
                build(engine, |b| alter.to_string(b), |b| alter.to_string(b))?,
            )
        }
        Operation::RenameColumn(table, from, to) => {
            let mut alter = sea_query::Table::alter();
            alter.table(reference(table)).rename_column(Alias::new(from), Alias::new(to));
            (
                format!(
                    "Table::alter().table({}).rename_column({}, {}).to_owned()",
                    reference_code(table),
                    string(from),
                    string(to)
                ),
                build(engine, |b| alter.to_string(b), |b| alter.to_string(b))?,
            )
        }
        Operation::CreateIndex(table, index) => {
            let (code, create) = index_definition(engine, table, index)?;
            (format!("{code}.to_owned()"), build(engine, |b| create.to_string(b), |b| create.to_string(b))?)
        }
        Operation::DropIndex(table, name) => {
            let mut drop = sea_query::Index::drop();
            drop.name(name).table(reference(table));
            (
                format!("Index::drop().name({}).table({}).to_owned()", string(name), reference_code(table)),
                build(engine, |b| drop.to_string(b), |b| drop.to_string(b))?,
            )
        }
        Operation::AddForeignKey(table, key) if engine == Engine::Postgres => {
            let (code, create) = foreign_key_definition(table, key)?;
            (format!("{code}.to_owned()"), create.to_string(PostgresQueryBuilder))
        }
        Operation::DropForeignKey(table, name) if engine == Engine::Postgres => {
            let mut drop = sea_query::ForeignKey::drop();
            drop.name(name).table(reference(table));
            (
                format!("ForeignKey::drop().name({}).table({}).to_owned()", string(name), reference_code(table)),
                drop.to_string(PostgresQueryBuilder),
            )
        }
        Operation::AddForeignKey(..) | Operation::DropForeignKey(..) => return None,
    };
    same(engine, &built, &statement.sql).then_some(code)
}

fn same(engine: Engine, built: &str, planned: &str) -> bool {
    Sql::new(engine, built) == Sql::new(engine, planned)
}

/// Builds for the engine; `None` where the statement builder has no words for it (it would panic: a statement with a
/// namespace on SQLite) or the engine is not one of this renderer's.
fn build(
    engine: Engine,
    sqlite: impl FnOnce(SqliteQueryBuilder) -> String,
    postgres: impl FnOnce(PostgresQueryBuilder) -> String,
) -> Option<String> {
    match engine {
        Engine::Sqlite => Some(sqlite(SqliteQueryBuilder)),
        Engine::Postgres => Some(postgres(PostgresQueryBuilder)),
        Engine::MySql => None,
    }
}

fn create_table(engine: Engine, table: &Table, planned: &str) -> Option<String> {
    if table.name.namespace.is_some() && engine == Engine::Sqlite {
        return None;
    }
    for key_in_column in [false, true] {
        if let Some(code) = create_table_with(engine, table, planned, key_in_column) {
            return Some(code);
        }
    }
    None
}

fn create_table_with(engine: Engine, table: &Table, planned: &str, key_in_column: bool) -> Option<String> {
    let mut create = sea_query::Table::create();
    create.table(reference(&table.name));
    let mut code = format!("Table::create().table({})", reference_code(&table.name));
    let lone_key = table.primary_key.as_ref().filter(|key| key.columns.len() == 1).map(|key| &key.columns[0]);
    let autoincrement = lone_key
        .and_then(|key| table.column(key))
        .is_some_and(|column| column.auto_increment == Some(AutoIncrement::Keyword));
    let inline = (key_in_column || autoincrement) && lone_key.is_some();
    for column in &table.columns {
        let is_key = inline && lone_key == Some(&column.name);
        let (column_code, definition) = column_definition(engine, column, is_key)?;
        create.col(definition);
        code.push_str(&format!(".col({column_code})"));
    }
    if let (Some(key), false) = (&table.primary_key, inline) {
        let mut index = sea_query::Index::create();
        let mut index_code = String::from("Index::create()");
        if let Some(name) = &key.name {
            index.name(name);
            index_code.push_str(&format!(".name({})", string(name)));
        }
        for column in &key.columns {
            index.col(Alias::new(column));
            index_code.push_str(&format!(".col({})", string(column)));
        }
        create.primary_key(&mut index);
        code.push_str(&format!(".primary_key(&mut {index_code}.to_owned())"));
    }
    for unique in &table.uniques {
        let mut index = sea_query::Index::create();
        let mut index_code = String::from("Index::create()");
        if let Some(name) = &unique.name {
            index.name(name);
            index_code.push_str(&format!(".name({})", string(name)));
        }
        index.unique();
        index_code.push_str(".unique()");
        for column in &unique.columns {
            index.col(Alias::new(column));
            index_code.push_str(&format!(".col({})", string(column)));
        }
        create.index(&mut index);
        code.push_str(&format!(".index(&mut {index_code}.to_owned())"));
    }
    let mut names = Vec::new();
    for key in &table.foreign_keys {
        let (key_code, mut definition) = foreign_key_definition(&table.name, key)?;
        names.push(key.name.as_deref());
        create.foreign_key(&mut definition);
        code.push_str(&format!(".foreign_key(&mut {key_code}.to_owned())"));
    }
    for check in &table.checks {
        let condition = check.expression.text();
        match &check.name {
            Some(name) => {
                create.check((Alias::new(name), Expr::cust(condition.to_owned())));
                code.push_str(&format!(".check(({}, Expr::cust({})))", string(name), string(condition)));
            }
            None => {
                create.check(Expr::cust(condition.to_owned()));
                code.push_str(&format!(".check(Expr::cust({}))", string(condition)));
            }
        }
    }
    let options: Vec<&str> = [(table.options.without_rowid, "WITHOUT ROWID"), (table.options.strict, "STRICT")]
        .into_iter()
        .filter_map(|(on, words)| on.then_some(words))
        .collect();
    if !options.is_empty() {
        create.extra(options.join(", "));
        code.push_str(&format!(".extra({})", string(&options.join(", "))));
    }
    let built = build(engine, |b| create.to_string(b), |b| create.to_string(b))?;
    let built = sql::name_foreign_keys(engine, &built, &names);
    same(engine, &built, planned).then(|| format!("{code}.to_owned()"))
}

/// A column as code, and as the statement builder's value with the planned words for type and default.
fn column_definition(engine: Engine, column: &Column, is_key: bool) -> Option<(String, ColumnDef)> {
    if column.collation.is_some() || column.not_null_conflict.is_some() {
        return None;
    }
    let mut code = format!("ColumnDef::new({})", string(&column.name));
    let mut definition = ColumnDef::new(Alias::new(&column.name));
    match &column.auto_increment {
        None => {
            let words = type_words(engine, column);
            code.push_str(&type_call(engine, &words));
            definition.custom(Alias::new(words));
        }
        Some(AutoIncrement::Keyword) if engine == Engine::Sqlite => {
            code.push_str(".integer()");
            definition.custom(Alias::new(&column.data_type));
        }
        Some(AutoIncrement::Identity { always: false, options }) if *options == Default::default() => {
            code.push_str(&type_call(engine, &column.data_type));
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
        code.push_str(".not_null()");
        definition.not_null();
    }
    if let Some(default) = &column.default {
        code.push_str(&format!(".default({})", default_code(engine, default.text(), column)));
        definition.default(Expr::Keyword(Keyword::Custom(Alias::new(default_words(engine, default.text())).into())));
    }
    if let Some(generated) = &column.generated {
        code.push_str(&format!(
            ".generated(Expr::cust({}), {})",
            string(generated.expression.text()),
            generated.stored
        ));
        definition.generated(Expr::cust(generated.expression.text().to_owned()), generated.stored);
    }
    if is_key {
        code.push_str(".primary_key()");
        definition.primary_key();
    }
    if column.auto_increment.is_some() {
        code.push_str(".auto_increment()");
        definition.auto_increment();
    }
    Some((code, definition))
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

/// The builder's method for a type; `custom` where it has none of that meaning.
fn type_call(engine: Engine, words: &str) -> String {
    let (base, arguments) = match words.split_once('(') {
        Some((base, rest)) => match rest.strip_suffix(')') {
            Some(arguments) => (base.trim(), arguments.split(',').map(str::trim).collect::<Vec<_>>()),
            None => (words, Vec::new()),
        },
        None => (words, Vec::new()),
    };
    let numbers: Option<Vec<u32>> = arguments.iter().map(|argument| argument.parse().ok()).collect();
    let call = match (engine, base, numbers.as_deref()) {
        (Engine::Sqlite, "varchar", Some([length])) | (Engine::Postgres, "character varying", Some([length])) => {
            format!(".string_len({length})")
        }
        (Engine::Sqlite, "char", Some([length])) | (Engine::Postgres, "character", Some([length])) => {
            format!(".char_len({length})")
        }
        (Engine::Sqlite, "real", Some([precision, scale]))
        | (Engine::Postgres, "numeric", Some([precision, scale])) => {
            format!(".decimal_len({precision}, {scale})")
        }
        (Engine::Sqlite, "varbinary_blob", Some([length])) => format!(".var_binary({length})"),
        (_, _, Some([])) => plain_type_call(engine, base).map_or_else(String::new, |call| format!(".{call}()")),
        _ => String::new(),
    };
    if call.is_empty() { format!(".custom({})", string(words)) } else { call }
}

fn plain_type_call(engine: Engine, words: &str) -> Option<&'static str> {
    Some(match (engine, words) {
        (Engine::Sqlite, "varchar") | (Engine::Postgres, "character varying") => "string",
        (Engine::Sqlite | Engine::Postgres, "text") => "text",
        (Engine::Sqlite, "tinyint") => "tiny_integer",
        (Engine::Sqlite | Engine::Postgres, "smallint") => "small_integer",
        (Engine::Sqlite | Engine::Postgres, "integer") => "integer",
        (Engine::Postgres, "bigint") => "big_integer",
        (Engine::Sqlite, "float") | (Engine::Postgres, "real") => "float",
        (Engine::Sqlite, "double") | (Engine::Postgres, "double precision") => "double",
        (Engine::Sqlite, "real_decimal") | (Engine::Postgres, "numeric") => "decimal",
        (Engine::Sqlite | Engine::Postgres, "boolean") => "boolean",
        (Engine::Sqlite, "datetime_text") | (Engine::Postgres, "timestamp without time zone") => "date_time",
        (Engine::Sqlite, "timestamp_text") => "timestamp",
        (Engine::Sqlite, "timestamp_with_timezone_text") | (Engine::Postgres, "timestamp with time zone") => {
            "timestamp_with_time_zone"
        }
        (Engine::Sqlite, "date_text") | (Engine::Postgres, "date") => "date",
        (Engine::Sqlite, "time_text") | (Engine::Postgres, "time without time zone") => "time",
        (Engine::Sqlite, "json_text") | (Engine::Postgres, "json") => "json",
        (Engine::Sqlite, "jsonb_text") | (Engine::Postgres, "jsonb") => "json_binary",
        (Engine::Sqlite, "uuid_text") | (Engine::Postgres, "uuid") => "uuid",
        (Engine::Sqlite, "blob") | (Engine::Postgres, "bytea") => "blob",
        (Engine::Postgres, "inet") => "inet",
        (Engine::Postgres, "cidr") => "cidr",
        (Engine::Postgres, "macaddr") => "mac_address",
        _ => return None,
    })
}

/// A default as the planner prints it: in parentheses on SQLite unless it is a literal or keyword (lang_createtable).
fn default_words(engine: Engine, text: &str) -> String {
    if engine != Engine::Sqlite || is_plain_default(engine, text) { text.to_owned() } else { format!("({text})") }
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
        _ => false,
    }
}

fn default_code(engine: Engine, text: &str, column: &Column) -> String {
    let found = sql::tokens(engine, text);
    let literal = match found.as_slice() {
        [one] if one.kind == sql::TokenKind::Text => one.name(),
        // A cast to the column's own type says nothing new: 'x'::character varying.
        [one, cast, kind @ ..]
            if engine == Engine::Postgres
                && one.kind == sql::TokenKind::Text
                && cast.is_mark("::")
                && !kind.is_empty() =>
        {
            let first = kind.first().map_or(0, |token| token.start);
            let own = text[first..].trim();
            (column.data_type.split('(').next().map(str::trim) == Some(own)).then(|| one.name()).flatten()
        }
        _ => None,
    };
    if let Some(literal) = literal {
        return string(&literal);
    }
    if let Ok(number) = text.parse::<i64>() {
        return if i32::try_from(number).is_ok() { text.to_owned() } else { format!("{number}_i64") };
    }
    match text.to_ascii_lowercase().as_str() {
        "true" => "true".to_owned(),
        "false" => "false".to_owned(),
        "current_timestamp" => "Expr::current_timestamp()".to_owned(),
        _ => format!("Expr::cust({})", string(text)),
    }
}

fn index_definition(engine: Engine, table: &ObjectName, index: &Index) -> Option<(String, IndexCreateStatement)> {
    let plain =
        index.include.is_empty() && index.storage.is_empty() && !index.nulls_not_distinct && index.comment.is_none();
    if !plain || index.method.is_some() || (table.namespace.is_some() && engine == Engine::Sqlite) {
        return None;
    }
    let mut create = sea_query::Index::create();
    create.name(&index.name).table(reference(table));
    let mut code = format!("Index::create().name({}).table({})", string(&index.name), reference_code(table));
    if index.unique {
        create.unique();
        code.push_str(".unique()");
    }
    for part in &index.parts {
        index_part(part, &mut create, &mut code)?;
    }
    if let Some(predicate) = &index.predicate {
        create.and_where(Expr::cust(predicate.text().to_owned()));
        code.push_str(&format!(".and_where(Expr::cust({}))", string(predicate.text())));
    }
    Some((code, create))
}

fn index_part(part: &IndexPart, create: &mut IndexCreateStatement, code: &mut String) -> Option<()> {
    let IndexKey::Column(column) = &part.key else { return None };
    if part.nulls_first.is_some() || part.operator_class.is_some() || part.collation.is_some() || part.prefix.is_some()
    {
        return None;
    }
    if part.descending {
        create.col((Alias::new(column), IndexOrder::Desc));
        code.push_str(&format!(".col(({}, IndexOrder::Desc))", string(column)));
    } else {
        create.col(Alias::new(column));
        code.push_str(&format!(".col({})", string(column)));
    }
    Some(())
}

fn foreign_key_definition(table: &ObjectName, key: &ForeignKey) -> Option<(String, ForeignKeyCreateStatement)> {
    if key.match_full || key.deferrable != Default::default() || !key.validated {
        return None;
    }
    let mut create = sea_query::ForeignKey::create();
    let mut code = String::from("ForeignKey::create()");
    if let Some(name) = &key.name {
        create.name(name);
        code.push_str(&format!(".name({})", string(name)));
    }
    create.from_tbl(reference(table));
    code.push_str(&format!(".from_tbl({})", reference_code(table)));
    for column in &key.columns {
        create.from_col(Alias::new(column));
        code.push_str(&format!(".from_col({})", string(column)));
    }
    create.to_tbl(reference(&key.references));
    code.push_str(&format!(".to_tbl({})", reference_code(&key.references)));
    for column in &key.referenced_columns {
        create.to_col(Alias::new(column));
        code.push_str(&format!(".to_col({})", string(column)));
    }
    if key.on_delete != Action::NoAction {
        let (action, name) = action(key.on_delete);
        create.on_delete(action);
        code.push_str(&format!(".on_delete(ForeignKeyAction::{name})"));
    }
    if key.on_update != Action::NoAction {
        let (action, name) = action(key.on_update);
        create.on_update(action);
        code.push_str(&format!(".on_update(ForeignKeyAction::{name})"));
    }
    Some((code, create))
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
