//! A table and everything that belongs to it. Leaves out what stands beside tables (types, views): see `schema`.

use std::collections::BTreeSet;

use crate::{Exclusion, Firing, ObjectName, Partition, Policy, Rule, Sql};

/// A table with its columns, keys, constraints, indexes and triggers.
///
/// `uniques`, `indexes`, `foreign_keys`, `checks`, `exclusions`, `triggers`, `policies` and `rules` are sorted by [`Table::sort`], so that two equal tables
/// are equal values; `columns` keep the table's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The table's name.
    pub name: ObjectName,
    /// Columns in the table's order.
    pub columns: Vec<Column>,
    /// The primary key, if there is one.
    pub primary_key: Option<PrimaryKey>,
    /// Unique constraints (not unique indexes).
    pub uniques: Vec<Unique>,
    /// Indexes that belong to no constraint.
    pub indexes: Vec<Index>,
    /// Foreign keys of this table.
    pub foreign_keys: Vec<ForeignKey>,
    /// Check constraints, of columns and of the table.
    pub checks: Vec<Check>,
    /// Exclusion constraints (PostgreSQL).
    pub exclusions: Vec<Exclusion>,
    /// Triggers on this table.
    pub triggers: Vec<Trigger>,
    /// Row-level security policies (PostgreSQL).
    pub policies: Vec<Policy>,
    /// Rewrite rules (PostgreSQL).
    pub rules: Vec<Rule>,
    /// The table's comment.
    pub comment: Option<String>,
    /// Engine options.
    pub options: TableOptions,
    /// What is the parents' alone; takes no part in comparison, for no statement makes a column so or not.
    pub inherited: Inherited,
    /// Why the table cannot be compared or rebuilt whole; empty for an ordinary table.
    pub opaque: Vec<String>,
    /// The statement the engine keeps for the table (SQLite); takes no part in comparison.
    pub source: Source,
}

/// Text carried along without taking part in comparison: any two are equal.
#[derive(Clone, Debug, Default)]
pub struct Source(pub Option<String>);

impl PartialEq for Source {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Source {}

/// What a table has of its parents alone (PostgreSQL), carried along without taking part in comparison: any two are equal.
#[derive(Clone, Debug, Default)]
pub struct Inherited {
    /// Names of columns.
    pub columns: BTreeSet<String>,
    /// Keys, indexes and checks, which stay with a table that leaves its parent; a table of that name without columns.
    pub members: Option<Box<Table>>,
}

impl PartialEq for Inherited {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Inherited {}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The column's name as the engine stores it.
    pub name: String,
    /// The type in the engine's canonical words: PostgreSQL's `format_type` (default namespace left out), SQLite's
    /// declared type in lower case with single spaces (`varchar(255)`), empty where none is declared; MariaDB's and
    /// MySQL's `COLUMN_TYPE` without an integer's default display width, `json` where MariaDB keeps one as checked text.
    pub data_type: String,
    /// The enumerated or other user-made type behind `data_type`, element type for arrays.
    pub user_type: Option<ObjectName>,
    /// Whether NULL may be stored.
    pub nullable: bool,
    /// The default, unless it belongs to `auto_increment`.
    pub default: Option<Sql>,
    /// Numbers handed out by the engine.
    pub auto_increment: Option<AutoIncrement>,
    /// Computed from other columns.
    pub generated: Option<Generated>,
    /// The collation where it is not the default: on MariaDB and MySQL the table's.
    pub collation: Option<String>,
    /// The column's comment.
    pub comment: Option<String>,
    /// SQLite's `NOT NULL ON CONFLICT …` action in lower case.
    pub not_null_conflict: Option<String>,
    /// MariaDB's and MySQL's `ON UPDATE CURRENT_TIMESTAMP`: what the column is set to when another one of the row changes.
    pub on_update: Option<Sql>,
    /// What else the engine keeps of a column, in lower case and sorted: on MariaDB and MySQL `invisible`, `compressed`,
    /// `srid=4326`, `without system versioning`; on PostgreSQL `storage=external`, `compression=lz4`, `statistics=500`,
    /// `n_distinct=-0.5`.
    pub attributes: Vec<String>,
}

/// How an engine hands out numbers for a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AutoIncrement {
    /// SQLite's `AUTOINCREMENT`, MariaDB's `AUTO_INCREMENT`.
    Keyword,
    /// PostgreSQL's `GENERATED … AS IDENTITY`.
    Identity {
        /// `ALWAYS` instead of `BY DEFAULT`.
        always: bool,
        /// The sequence's options where they are not the defaults.
        options: SequenceOptions,
    },
    /// PostgreSQL's `serial`: a default of `nextval` on a sequence the column owns.
    Serial {
        /// The owned sequence.
        sequence: ObjectName,
    },
}

/// Options of a sequence; `None` is the engine's default for the type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SequenceOptions {
    /// `START WITH`.
    pub start: Option<i64>,
    /// `INCREMENT BY`.
    pub increment: Option<i64>,
    /// `MINVALUE`.
    pub min: Option<i64>,
    /// `MAXVALUE`.
    pub max: Option<i64>,
    /// `CACHE`.
    pub cache: Option<i64>,
    /// `CYCLE`.
    pub cycle: bool,
}

/// A generated column's expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// The expression without its outer parentheses.
    pub expression: Sql,
    /// Stored with the row, not computed when read.
    pub stored: bool,
}

/// A primary key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrimaryKey {
    /// The constraint's name, where the engine keeps one.
    pub name: Option<String>,
    /// Key columns in key order.
    pub columns: Vec<String>,
    /// Columns carried in the key's index (PostgreSQL's `INCLUDE`).
    pub include: Vec<String>,
    /// When it is checked.
    pub deferrable: Deferrable,
    /// SQLite's `ON CONFLICT …` action in lower case.
    pub conflict: Option<String>,
    /// What the key says of its columns beside their names, one for each; empty where it says nothing of any.
    pub parts: Vec<KeyPart>,
    /// MariaDB's and MySQL's access method of the key's index where it is not the storage engine's usual one.
    pub method: Option<String>,
    /// The key's comment.
    pub comment: Option<String>,
}

/// What a key says of one of its columns beside the name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyPart {
    /// Sorted from large to small.
    pub descending: bool,
    /// SQLite's collation where it is not the column's.
    pub collation: Option<String>,
    /// MariaDB's and MySQL's prefix length in characters (bytes for binary types).
    pub prefix: Option<u32>,
}

impl KeyPart {
    /// The parts as a key keeps them: none where none says anything.
    #[must_use]
    pub fn kept(parts: Vec<KeyPart>) -> Vec<KeyPart> {
        if parts.iter().all(|part| *part == KeyPart::default()) { Vec::new() } else { parts }
    }
}

/// A unique constraint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unique {
    /// The constraint's name, where it has one.
    pub name: Option<String>,
    /// Columns in the constraint's order.
    pub columns: Vec<String>,
    /// Columns carried in the constraint's index (PostgreSQL's `INCLUDE`).
    pub include: Vec<String>,
    /// PostgreSQL 15's `NULLS NOT DISTINCT`.
    pub nulls_not_distinct: bool,
    /// When it is checked.
    pub deferrable: Deferrable,
    /// SQLite's `ON CONFLICT …` action in lower case.
    pub conflict: Option<String>,
    /// What the constraint says of its columns beside their names, one for each; empty where it says nothing of any.
    pub parts: Vec<KeyPart>,
    /// The constraint's comment (PostgreSQL).
    pub comment: Option<String>,
}

/// When a constraint is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deferrable {
    /// At each statement, always.
    #[default]
    No,
    /// `DEFERRABLE INITIALLY IMMEDIATE`.
    InitiallyImmediate,
    /// `DEFERRABLE INITIALLY DEFERRED`.
    InitiallyDeferred,
}

/// An index that is not part of a constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// The index's name.
    pub name: String,
    /// Whether it allows each key once.
    pub unique: bool,
    /// The access method where it is not the engine's default (`btree`).
    pub method: Option<String>,
    /// What is indexed, in order.
    pub parts: Vec<IndexPart>,
    /// Columns carried in the index (`INCLUDE`).
    pub include: Vec<String>,
    /// The predicate of a partial index.
    pub predicate: Option<Sql>,
    /// PostgreSQL 15's `NULLS NOT DISTINCT`.
    pub nulls_not_distinct: bool,
    /// Storage parameters as `name=value`, sorted; on MariaDB and MySQL also `ignored`, `invisible` and `parser=…`.
    pub storage: Vec<String>,
    /// The index's comment.
    pub comment: Option<String>,
}

/// One part of an index key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexPart {
    /// The column or expression.
    pub key: IndexKey,
    /// Sorted from large to small.
    pub descending: bool,
    /// `NULLS FIRST` or `NULLS LAST` where it is not the default of the direction.
    pub nulls_first: Option<bool>,
    /// The operator class where it is not the type's default.
    pub operator_class: Option<String>,
    /// The collation where it is not the column's.
    pub collation: Option<String>,
    /// MySQL's prefix length in characters (bytes for binary types).
    pub prefix: Option<u32>,
}

/// What an index part is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexKey {
    /// A column by name.
    Column(String),
    /// An expression without its outer parentheses.
    Expression(Sql),
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// The constraint's name, where it has one.
    pub name: Option<String>,
    /// Columns of this table.
    pub columns: Vec<String>,
    /// The table referred to.
    pub references: ObjectName,
    /// Columns of that table, always spelt out.
    pub referenced_columns: Vec<String>,
    /// What happens when the row referred to is deleted.
    pub on_delete: Action,
    /// The columns that `SET NULL` and `SET DEFAULT` of `on_delete` set; all of them where none is named (PostgreSQL 15).
    pub on_delete_columns: Vec<String>,
    /// What happens when its key changes.
    pub on_update: Action,
    /// `MATCH FULL`.
    pub match_full: bool,
    /// When it is checked.
    pub deferrable: Deferrable,
    /// Whether existing rows have been checked (PostgreSQL's `NOT VALID` makes it false).
    pub validated: bool,
    /// The constraint's comment (PostgreSQL).
    pub comment: Option<String>,
}

/// A referential action.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// `NO ACTION`.
    #[default]
    NoAction,
    /// `RESTRICT`.
    Restrict,
    /// `CASCADE`.
    Cascade,
    /// `SET NULL`.
    SetNull,
    /// `SET DEFAULT`.
    SetDefault,
}

impl Action {
    /// The action in SQL's words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Action::NoAction => "NO ACTION",
            Action::Restrict => "RESTRICT",
            Action::Cascade => "CASCADE",
            Action::SetNull => "SET NULL",
            Action::SetDefault => "SET DEFAULT",
        }
    }
}

/// A check constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The constraint's name, where it has one.
    pub name: Option<String>,
    /// The condition without its outer parentheses.
    pub expression: Sql,
    /// Whether existing rows have been checked.
    pub validated: bool,
    /// MariaDB: the column in whose definition the check stands. Such a check has no name and goes when the column is defined
    /// anew without it; `None` for every other check and engine.
    pub column: Option<String>,
    /// PostgreSQL's `NO INHERIT`: tables that inherit from this one do not get it.
    pub no_inherit: bool,
    /// The constraint's comment (PostgreSQL).
    pub comment: Option<String>,
}

/// A trigger and the complete statement that creates it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// The trigger's name.
    pub name: String,
    /// The complete `CREATE TRIGGER` statement.
    pub definition: Sql,
    /// When it fires (PostgreSQL).
    pub firing: Firing,
    /// The trigger's comment (PostgreSQL).
    pub comment: Option<String>,
}

/// Options of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableOptions {
    /// SQLite's `STRICT`.
    pub strict: bool,
    /// SQLite's `WITHOUT ROWID`.
    pub without_rowid: bool,
    /// PostgreSQL's `UNLOGGED`.
    pub unlogged: bool,
    /// MariaDB's and MySQL's storage engine where it is not InnoDB.
    pub engine: Option<String>,
    /// MariaDB's and MySQL's default collation of the table where it is not the database's.
    pub collation: Option<String>,
    /// How rows are spread over partitions: `RANGE (at)` on PostgreSQL, the whole `PARTITION BY …` clause on MariaDB and MySQL.
    pub partition_by: Option<Sql>,
    /// Other options as `name=value`, names in lower case, sorted: `row_format=COMPRESSED` on MariaDB and MySQL, storage
    /// parameters (`fillfactor=70`, `toast.autovacuum_enabled=false`) on PostgreSQL.
    pub storage: Vec<String>,
    /// PostgreSQL's `ENABLE ROW LEVEL SECURITY`.
    pub row_security: bool,
    /// PostgreSQL's `FORCE ROW LEVEL SECURITY`.
    pub force_row_security: bool,
    /// PostgreSQL's `REPLICA IDENTITY` where it is not the default.
    pub replica_identity: Option<ReplicaIdentity>,
    /// PostgreSQL: the index that `CLUSTER` orders the table by.
    pub clustered_on: Option<String>,
    /// PostgreSQL: the tablespace where it is not the database's.
    pub tablespace: Option<String>,
    /// PostgreSQL: the table this one is a partition of, and which.
    pub partition_of: Option<Partition>,
    /// PostgreSQL's `INHERITS`: the parents in order.
    pub inherits: Vec<ObjectName>,
}

/// By which values a replica finds a row (PostgreSQL).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplicaIdentity {
    /// `FULL`: all columns.
    Full,
    /// `NOTHING`.
    Nothing,
    /// `USING INDEX`.
    Index(String),
}

impl Check {
    /// A check of the table whose rows have been checked.
    #[must_use]
    pub fn new(name: Option<String>, expression: Sql) -> Self {
        Self { name, expression, validated: true, column: None, no_inherit: false, comment: None }
    }
}

impl Trigger {
    /// A trigger that fires as usual.
    #[must_use]
    pub fn new(name: impl Into<String>, definition: Sql) -> Self {
        Self { name: name.into(), definition, firing: Firing::Origin, comment: None }
    }
}

impl PrimaryKey {
    /// A plain key.
    #[must_use]
    pub fn new(name: Option<String>, columns: Vec<String>) -> Self {
        Self { name, columns, ..Self::default() }
    }
}

impl Table {
    /// A table without columns.
    #[must_use]
    pub fn new(name: ObjectName) -> Self {
        Self {
            name,
            columns: Vec::new(),
            primary_key: None,
            uniques: Vec::new(),
            indexes: Vec::new(),
            foreign_keys: Vec::new(),
            checks: Vec::new(),
            exclusions: Vec::new(),
            triggers: Vec::new(),
            policies: Vec::new(),
            rules: Vec::new(),
            comment: None,
            options: TableOptions::default(),
            inherited: Inherited::default(),
            opaque: Vec::new(),
            source: Source(None),
        }
    }

    /// The column of that name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Puts everything whose order carries no meaning into one order: by name, then by content.
    pub fn sort(&mut self) {
        self.uniques.sort_by(|a, b| (&a.name, &a.columns).cmp(&(&b.name, &b.columns)));
        self.indexes.sort_by(|a, b| a.name.cmp(&b.name));
        self.foreign_keys.sort_by(|a, b| {
            (&a.name, &a.columns, &a.references, &a.referenced_columns).cmp(&(
                &b.name,
                &b.columns,
                &b.references,
                &b.referenced_columns,
            ))
        });
        self.checks.sort_by(|a, b| (&a.name, &a.column, &a.expression).cmp(&(&b.name, &b.column, &b.expression)));
        self.exclusions.sort_by(|a, b| a.name.cmp(&b.name));
        self.triggers.sort_by(|a, b| a.name.cmp(&b.name));
        self.policies.sort_by(|a, b| a.name.cmp(&b.name));
        self.rules.sort_by(|a, b| a.name.cmp(&b.name));
    }

    /// The tables this one takes columns from: what it is a partition of, or inherits from.
    pub fn parents(&self) -> impl Iterator<Item = &ObjectName> {
        self.options.partition_of.iter().map(|partition| &partition.parent).chain(&self.options.inherits)
    }
}

impl Column {
    /// A nullable column of the given type and nothing else.
    #[must_use]
    pub fn new(name: impl Into<String>, data_type: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            data_type: data_type.into(),
            user_type: None,
            nullable: true,
            default: None,
            auto_increment: None,
            generated: None,
            collation: None,
            comment: None,
            not_null_conflict: None,
            on_update: None,
            attributes: Vec::new(),
        }
    }
}

impl PrimaryKey {
    /// The columns, each with what the key says of it.
    pub fn columns_with_parts(&self) -> impl Iterator<Item = (&String, KeyPart)> {
        with_parts(&self.columns, &self.parts)
    }
}

impl PrimaryKey {
    /// Whether the key's first columns are these, whole and in order.
    #[must_use]
    pub fn serves(&self, columns: &[String]) -> bool {
        let is_whole = self.columns_with_parts().take(columns.len()).all(|(_, part)| part.prefix.is_none());
        is_whole && self.columns.starts_with(columns)
    }
}

impl Unique {
    /// The columns, each with what the constraint says of it.
    pub fn columns_with_parts(&self) -> impl Iterator<Item = (&String, KeyPart)> {
        with_parts(&self.columns, &self.parts)
    }
}

fn with_parts<'a>(columns: &'a [String], parts: &'a [KeyPart]) -> impl Iterator<Item = (&'a String, KeyPart)> {
    columns.iter().enumerate().map(|(place, column)| (column, parts.get(place).cloned().unwrap_or_default()))
}

impl Index {
    /// Stands among the storage parameters of an index that a failed concurrent build has left (PostgreSQL).
    pub const INVALID: &str = "invalid";

    /// A plain index on columns.
    #[must_use]
    pub fn on_columns(name: impl Into<String>, columns: &[&str]) -> Self {
        Self {
            name: name.into(),
            unique: false,
            method: None,
            parts: columns.iter().map(|column| IndexPart::column(*column)).collect(),
            include: Vec::new(),
            predicate: None,
            nulls_not_distinct: false,
            storage: Vec::new(),
            comment: None,
        }
    }
}

impl IndexPart {
    /// A column in ascending order.
    #[must_use]
    pub fn column(name: impl Into<String>) -> Self {
        Self {
            key: IndexKey::Column(name.into()),
            descending: false,
            nulls_first: None,
            operator_class: None,
            collation: None,
            prefix: None,
        }
    }
}
