//! Statements that SeaORM prints for an entity: the names and labels that go in come out.

use driftline_desired::fuzzing::{Printed, statement};
use driftline_schema::Engine;
use sea_orm::sea_query::extension::postgres::Type;
use sea_orm::sea_query::{
    Alias, ColumnDef, ForeignKey, ForeignKeyAction, Index, MysqlQueryBuilder, PostgresQueryBuilder, SqliteQueryBuilder,
    Table, TableCreateStatement,
};

use crate::engines::ALL;

/// The lines of a text are the names: the table, two columns, a foreign key, an index; all are labels.
///
/// # Panics
/// Where a name is lost.
pub fn check(text: &str) {
    // Whatever stands there, nothing panics.
    for engine in ALL {
        let _ = statement(engine, text);
    }
    let lines: Vec<&str> = text.lines().collect();
    let usable = |name: &&str| !name.is_empty() && !name.contains('\0');
    let [table, one, other, key, index] = lines.iter().copied().take(5).filter(usable).collect::<Vec<_>>()[..] else {
        return;
    };
    if one == other {
        return;
    }
    for engine in ALL {
        check_table(engine, table, one, other, key);
    }
    check_index(table, one, other, index);
    check_labels(table, &lines);
}

fn built(engine: Engine, table: &TableCreateStatement) -> String {
    match engine {
        Engine::Sqlite => table.to_string(SqliteQueryBuilder),
        Engine::Postgres => table.to_string(PostgresQueryBuilder),
        Engine::MySql => table.to_string(MysqlQueryBuilder),
    }
}

fn check_table(engine: Engine, table: &str, one: &str, other: &str, key: &str) {
    // A name between bare quote marks that holds the words behind it cannot be told from them.
    let words = [" FOREIGN KEY (", " PRIMARY KEY (", "` ("];
    if words.iter().any(|word| key.contains(word) || table.contains(word)) {
        return;
    }
    let mut create = Table::create();
    create
        .table(Alias::new(table))
        .col(ColumnDef::new(Alias::new(one)).integer().not_null())
        .col(ColumnDef::new(Alias::new(other)).string_len(9).default("it's, (x)"))
        .primary_key(Index::create().name(format!("pk-{table}")).col(Alias::new(one)).col(Alias::new(other)))
        .foreign_key(
            ForeignKey::create()
                .name(key)
                .from(Alias::new(table), (Alias::new(one), Alias::new(other)))
                .to(Alias::new(other), (Alias::new(other), Alias::new(one)))
                .on_delete(ForeignKeyAction::SetNull),
        );
    let sql = built(engine, &create);
    let Ok(Printed::Table(read)) = statement(engine, &sql) else {
        panic!("{engine}: {:?} for {sql}", statement(engine, &sql));
    };
    assert_eq!(read.name.map(|name| name.name).as_deref(), Some(table), "{engine}: {sql}");
    let columns: Vec<&str> = read.columns.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(columns, [one, other], "{engine}: {sql}");
    assert_eq!(read.primary_key, [one, other], "{engine}: {sql}");
    let keys: Vec<_> = read
        .foreign_keys
        .iter()
        .map(|found| (&found.columns[..], found.references.name.as_str(), &found.referenced_columns[..]))
        .collect();
    let (from, to) = ([one.to_owned(), other.to_owned()], [other.to_owned(), one.to_owned()]);
    assert_eq!(keys, [(&from[..], other, &to[..])], "{engine}: {sql}");
    // sea-query leaves the name out for SQLite.
    if engine != Engine::Sqlite {
        assert_eq!(read.foreign_keys[0].name.as_deref(), Some(key), "{engine}: {sql}");
    }
}

fn check_index(table: &str, one: &str, other: &str, index: &str) {
    // As above: the name ends where ON and a name in quotes follow.
    if index.contains(" ON \"") || index.contains(" INDEX \"") {
        return;
    }
    let mut create = Index::create();
    create.name(index).table(Alias::new(table)).col(Alias::new(one)).col(Alias::new(other)).unique();
    let sql = create.to_string(PostgresQueryBuilder);
    let Ok(Printed::Index(on, read)) = statement(Engine::Postgres, &sql) else {
        panic!("{:?} for {sql}", statement(Engine::Postgres, &sql));
    };
    let wanted = driftline_schema::Index { unique: true, ..driftline_schema::Index::on_columns(index, &[one, other]) };
    assert_eq!((on.name.as_str(), read), (table, wanted), "{sql}");
}

fn check_labels(name: &str, labels: &[&str]) {
    if labels.iter().any(|label| label.contains('\0')) {
        return;
    }
    let values: Vec<Alias> = labels.iter().map(|label| Alias::new(*label)).collect();
    let sql = Type::create().as_enum(Alias::new(name)).values(values).to_string(PostgresQueryBuilder);
    let Ok(Printed::Enum(read)) = statement(Engine::Postgres, &sql) else {
        panic!("{:?} for {sql}", statement(Engine::Postgres, &sql));
    };
    assert_eq!(
        (read.name.name.as_str(), read.labels),
        (name, labels.iter().map(|l| (*l).to_owned()).collect()),
        "{sql}"
    );
}
