//! Objects beside tables, types and views, each made by one statement of its engine's own: routines, sequences, domains and the
//! like. Leaves out what belongs to a table, and what is told apart property by property (`schema`, `table`).

use std::collections::BTreeSet;

use crate::{ObjectName, Sql};

/// An object and the complete statement that creates it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// What it is and what it is called.
    pub id: ObjectId,
    /// The complete `CREATE` statement without a closing semicolon, in the engine's own words.
    pub definition: Sql,
    /// The object's comment, where the engine keeps it beside the statement.
    pub comment: Option<String>,
    /// What the engine's catalog says it stands on; takes no part in comparison.
    pub stands_on: Foundations,
}

/// What tells an object from every other of its schema.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ObjectId {
    /// The kind.
    pub kind: ObjectKind,
    /// The name; without a namespace also where the engine gives the kind none.
    pub name: ObjectName,
    /// The types of the arguments where a name alone is not enough (`integer, text`); empty elsewhere.
    pub arguments: String,
}

/// The kind of an object, in an order in which the earlier ones are usually made first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ObjectKind {
    /// PostgreSQL's `EXTENSION`.
    Extension,
    /// PostgreSQL's `COLLATION`.
    Collation,
    /// PostgreSQL's and MariaDB's `SEQUENCE` that belongs to no column.
    Sequence,
    /// PostgreSQL's composite type, `CREATE TYPE … AS (…)`.
    CompositeType,
    /// PostgreSQL's `CREATE TYPE … AS RANGE (…)`.
    RangeType,
    /// PostgreSQL's `DOMAIN`.
    Domain,
    /// A stored `FUNCTION`.
    Function,
    /// A stored `PROCEDURE`.
    Procedure,
    /// PostgreSQL's `AGGREGATE`.
    Aggregate,
    /// PostgreSQL's `OPERATOR`.
    Operator,
    /// PostgreSQL's `CAST`.
    Cast,
    /// PostgreSQL's `TEXT SEARCH CONFIGURATION`.
    TextSearchConfiguration,
    /// PostgreSQL's `TEXT SEARCH DICTIONARY`.
    TextSearchDictionary,
    /// PostgreSQL's extended `STATISTICS`.
    Statistics,
    /// PostgreSQL's `EVENT TRIGGER`.
    EventTrigger,
    /// MariaDB's and MySQL's `EVENT`.
    Event,
    /// SQLite's `VIRTUAL TABLE`.
    VirtualTable,
}

/// What an object stands on, carried along without taking part in comparison: any two are equal.
#[derive(Clone, Debug, Default)]
pub struct Foundations(pub BTreeSet<Foundation>);

/// One thing that something else stands on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Foundation {
    /// Another object.
    Object(ObjectId),
    /// An enumerated type.
    Enum(ObjectName),
    /// A table or a view as a whole.
    Relation(ObjectName),
    /// A column of a table or a view.
    Column(ObjectName, String),
}

impl PartialEq for Foundations {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Foundations {}

impl ObjectKind {
    /// Every kind.
    pub const ALL: [ObjectKind; 17] = [
        ObjectKind::Extension,
        ObjectKind::Collation,
        ObjectKind::Sequence,
        ObjectKind::CompositeType,
        ObjectKind::RangeType,
        ObjectKind::Domain,
        ObjectKind::Function,
        ObjectKind::Procedure,
        ObjectKind::Aggregate,
        ObjectKind::Operator,
        ObjectKind::Cast,
        ObjectKind::TextSearchConfiguration,
        ObjectKind::TextSearchDictionary,
        ObjectKind::Statistics,
        ObjectKind::EventTrigger,
        ObjectKind::Event,
        ObjectKind::VirtualTable,
    ];

    /// The kind in the words of reports: `function`, `composite type`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ObjectKind::Extension => "extension",
            ObjectKind::Collation => "collation",
            ObjectKind::Sequence => "sequence",
            ObjectKind::CompositeType => "composite type",
            ObjectKind::RangeType => "range type",
            ObjectKind::Domain => "domain",
            ObjectKind::Function => "function",
            ObjectKind::Procedure => "procedure",
            ObjectKind::Aggregate => "aggregate",
            ObjectKind::Operator => "operator",
            ObjectKind::Cast => "cast",
            ObjectKind::TextSearchConfiguration => "text search configuration",
            ObjectKind::TextSearchDictionary => "text search dictionary",
            ObjectKind::Statistics => "statistics",
            ObjectKind::EventTrigger => "event trigger",
            ObjectKind::Event => "event",
            ObjectKind::VirtualTable => "virtual table",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The kind in the statements that create and drop it: `FUNCTION`, `TYPE`, `TABLE`.
    #[must_use]
    pub fn keyword(self) -> &'static str {
        match self {
            ObjectKind::Extension => "EXTENSION",
            ObjectKind::Collation => "COLLATION",
            ObjectKind::Sequence => "SEQUENCE",
            ObjectKind::CompositeType | ObjectKind::RangeType => "TYPE",
            ObjectKind::Domain => "DOMAIN",
            ObjectKind::Function => "FUNCTION",
            ObjectKind::Procedure => "PROCEDURE",
            ObjectKind::Aggregate => "AGGREGATE",
            ObjectKind::Operator => "OPERATOR",
            ObjectKind::Cast => "CAST",
            ObjectKind::TextSearchConfiguration => "TEXT SEARCH CONFIGURATION",
            ObjectKind::TextSearchDictionary => "TEXT SEARCH DICTIONARY",
            ObjectKind::Statistics => "STATISTICS",
            ObjectKind::EventTrigger => "EVENT TRIGGER",
            ObjectKind::Event => "EVENT",
            ObjectKind::VirtualTable => "TABLE",
        }
    }

    /// Whether several objects of the kind may share a name and differ in their arguments.
    #[must_use]
    pub fn has_arguments(self) -> bool {
        matches!(
            self,
            ObjectKind::Function
                | ObjectKind::Procedure
                | ObjectKind::Aggregate
                | ObjectKind::Operator
                | ObjectKind::Cast
        )
    }
}

impl ObjectId {
    /// An object that its name alone tells apart.
    #[must_use]
    pub fn new(kind: ObjectKind, name: ObjectName) -> Self {
        Self { kind, name, arguments: String::new() }
    }
}

impl Object {
    /// An object without comment that stands on nothing known.
    #[must_use]
    pub fn new(id: ObjectId, definition: Sql) -> Self {
        Self { id, definition, comment: None, stands_on: Foundations::default() }
    }
}
