//! PostgreSQL's words for rows: every value is a text that the type's own input function reads (manual 4.1.2.7).

use async_trait::async_trait;
use driftline_inspect::Database;
use driftline_schema::{AutoIncrement, Column, Engine, ObjectName, Table};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

use super::value::{Family, Value};
use super::words::{Domain, Types, Words, hex, integer, parts};

/// Domains with their base type and conditions. A domain over a domain is followed to its end; the names are the ones that
/// `format_type` gives columns.
const DOMAINS: &str = "WITH RECURSIVE d AS ( \
        SELECT t.oid AS top, t.oid, t.typbasetype, t.typtypmod FROM pg_type t WHERE t.typtype = 'd' \
        UNION ALL \
        SELECT d.top, t.oid, t.typbasetype, t.typtypmod FROM d JOIN pg_type t ON t.oid = d.typbasetype \
        WHERE t.typtype = 'd') \
    SELECT format_type(d.top, NULL), format_type(d.typbasetype, d.typtypmod), \
        COALESCE((SELECT string_agg(pg_get_constraintdef(c.oid), ' ') FROM pg_constraint c WHERE c.contypid = d.oid), '') \
    FROM d JOIN pg_type b ON b.oid = d.typbasetype ORDER BY d.top, b.typtype = 'd' DESC";

/// Types that no other family describes, with texts they take (manual, chapter 8).
const KNOWN: [(&str, &[&str]); 22] = [
    ("interval", &["1 day", "-00:00:01", "1 year 2 mons 3 days 04:05:06", "00:00:00", "2 days", "3 days", "4 days"]),
    ("inet", &["192.168.0.1", "::1", "10.0.0.0/8", "10.1.2.3", "10.1.2.4"]),
    ("cidr", &["192.168.0.0/16", "::/0", "10.0.0.0/8", "10.1.0.0/16"]),
    ("macaddr", &["08:00:2b:01:02:03", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "08:00:2b:01:02:04"]),
    ("macaddr8", &["08:00:2b:01:02:03:04:05", "00:00:00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff:ff:ff"]),
    ("money", &["7.00", "-1.50", "0", "1.00"]),
    ("point", &["(1,2)", "(-1.5,0)", "(0,0)", "(3,4)"]),
    ("line", &["{1,2,3}", "{1,0,0}", "{0,1,0}"]),
    ("lseg", &["[(1,2),(3,4)]", "[(0,0),(1,1)]"]),
    ("box", &["(3,4),(1,2)", "(1,1),(0,0)"]),
    ("path", &["((1,2),(3,4))", "[(1,2),(3,4)]"]),
    ("polygon", &["((0,0),(1,0),(1,1))", "((0,0),(2,0),(2,2))"]),
    ("circle", &["<(1,2),3>", "<(0,0),1>"]),
    ("tsvector", &["'fat' 'rat'", "'a':1 'cat':2", ""]),
    ("tsquery", &["'fat' & 'rat'", "'cat'"]),
    ("xml", &["<a>b &amp; c</a>", "<x/>", "<a><b/></a>"]),
    ("int4range", &["[1,10)", "empty", "(,5)", "[20,30)"]),
    ("int8range", &["[1,10)", "empty", "(,5)", "[20,30)"]),
    ("numrange", &["[1.5,10)", "empty", "(,5]", "[20,30)"]),
    ("daterange", &["[2024-02-29,2024-03-02)", "empty", "(,2000-01-01)"]),
    ("tsrange", &["[\"2024-02-29 00:00:00\",\"2024-03-02 00:00:00\")", "empty"]),
    ("tstzrange", &["[\"2024-02-29 00:00:00+00\",\"2024-03-02 00:00:00+00\")", "empty"]),
];

/// PostgreSQL.
pub(crate) struct Postgres;

#[async_trait]
impl Words for Postgres {
    fn engine(&self) -> Engine {
        Engine::Postgres
    }

    fn family(&self, data_type: &str) -> Family {
        let (name, numbers) = parts(data_type);
        let most = numbers.first().copied();
        match name.as_str() {
            "smallint" => integer(16, true),
            "integer" => integer(32, true),
            "bigint" => integer(64, true),
            "oid" => integer(32, false),
            "numeric" => match most {
                Some(digits) => Family::Decimal { digits, scale: numbers.get(1).copied().unwrap_or(0) },
                None => Family::Decimal { digits: 40, scale: 10 },
            },
            "real" | "double precision" => Family::Float,
            "boolean" => Family::Boolean,
            "character varying" | "text" | "citext" => Family::Text(most),
            "character" => Family::Text(Some(most.unwrap_or(1))),
            "name" => Family::Text(Some(20)),
            "bytea" => Family::Bytes(None),
            "date" => Family::Date,
            "time without time zone" => Family::Time,
            "time with time zone" => Family::known(&["00:00:00+00", "23:59:59+02", "12:34:56+00", "01:00:00+00"]),
            "timestamp without time zone" => Family::Moment { zoned: false },
            "timestamp with time zone" => Family::Moment { zoned: true },
            "uuid" => Family::Uuid,
            "json" | "jsonb" => Family::Json,
            "bit" => bits(most.unwrap_or(1)),
            "bit varying" => bits(most.unwrap_or(4)),
            other => match KNOWN.iter().find(|(known, _)| *known == other) {
                Some((_, texts)) => Family::known(texts),
                None => Family::Unknown,
            },
        }
    }

    async fn types(&self, database: &Database) -> Result<Types, DbErr> {
        let mut types = Types::new();
        let rows = database.connection.query_all_raw(Statement::from_string(DbBackend::Postgres, DOMAINS)).await?;
        for row in rows {
            let domain: &mut Domain = types.entry(row.try_get_by_index(0)?).or_default();
            domain.base = row.try_get_by_index(1)?;
            domain.checks.push(row.try_get_by_index(2)?);
        }
        Ok(types)
    }

    fn exact(&self, column: &Column) -> String {
        format!("{}::text", Engine::Postgres.quote(&column.name))
    }

    fn literal(&self, column: &Column) -> String {
        format!("quote_nullable({}::text)", Engine::Postgres.quote(&column.name))
    }

    fn value(&self, value: &Value) -> String {
        match value {
            Value::Text(text) => Engine::Postgres.literal(text),
            Value::Bytes(bytes) => Engine::Postgres.literal(&format!("\\x{}", hex(bytes))),
            Value::Sql(sql) => sql.clone(),
            Value::Null | Value::Omitted | Value::Own(_) => "NULL".to_owned(),
        }
    }

    /// A number for `GENERATED ALWAYS AS IDENTITY` must be insisted on (manual, INSERT).
    fn insert(&self, table: &Table, given: &[(&Column, &Value)]) -> String {
        let name = table.name.quoted(Engine::Postgres);
        if given.is_empty() {
            return format!("INSERT INTO {name} DEFAULT VALUES");
        }
        let columns: Vec<String> = given.iter().map(|(column, _)| Engine::Postgres.quote(&column.name)).collect();
        let values: Vec<String> = given.iter().map(|(_, value)| self.value(value)).collect();
        let always =
            |column: &Column| matches!(column.auto_increment, Some(AutoIncrement::Identity { always: true, .. }));
        let insists = if given.iter().any(|(column, _)| always(column)) { " OVERRIDING SYSTEM VALUE" } else { "" };
        format!("INSERT INTO {name} ({}){insists} VALUES ({})", columns.join(", "), values.join(", "))
    }

    /// Only constraints that are deferrable are put off.
    fn put_off_references(&self) -> &'static [&'static str] {
        &["SET CONSTRAINTS ALL DEFERRED"]
    }

    fn clear(&self, tables: &[&ObjectName]) -> Vec<String> {
        let names: Vec<String> = tables.iter().map(|table| table.quoted(Engine::Postgres)).collect();
        // Each takes a lock, and the lock table has room for some thousand.
        names.chunks(500).map(|names| format!("TRUNCATE {} RESTART IDENTITY CASCADE", names.join(", "))).collect()
    }
}

/// Some texts of so many bits.
fn bits(count: usize) -> Family {
    let text = |number: usize| -> String {
        (0..count).map(|bit| if number >> bit.min(16) & 1 == 1 { '1' } else { '0' }).collect()
    };
    let mut values = Vec::new();
    for bits in [1, 0, usize::MAX, 2, 3, 5].map(text) {
        if !values.contains(&Value::Text(bits.clone())) {
            values.push(Value::Text(bits));
        }
    }
    Family::Known(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formatted_types_are_known() {
        let family = |data_type: &str| Postgres.family(data_type);
        assert_eq!(family("character varying(50)"), Family::Text(Some(50)));
        assert_eq!(family("character(1)"), Family::Text(Some(1)));
        assert_eq!(family("numeric(10,2)"), Family::Decimal { digits: 10, scale: 2 });
        assert_eq!(family("timestamp(3) with time zone"), Family::Moment { zoned: true });
        assert!(matches!(family("interval"), Family::Known(_)));
        assert_eq!(family("bit(2)"), Family::known(&["10", "00", "11", "01"]));
        assert_eq!(family("hstore"), Family::Unknown);
    }

    #[test]
    fn an_identity_that_is_always_generated_is_insisted_on() {
        let options = driftline_schema::SequenceOptions::default();
        let mut column = Column::new("id", "integer");
        let table = Table::new(ObjectName::new("t"));
        let value = Value::Text("5".to_owned());
        assert_eq!(Postgres.insert(&table, &[(&column, &value)]), "INSERT INTO \"t\" (\"id\") VALUES ('5')");
        column.auto_increment = Some(AutoIncrement::Identity { always: true, options });
        let sql = Postgres.insert(&table, &[(&column, &value)]);
        assert_eq!(sql, "INSERT INTO \"t\" (\"id\") OVERRIDING SYSTEM VALUE VALUES ('5')");
    }
}
