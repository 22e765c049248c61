//! A whole schema: tables and the objects beside them. Leaves out how it was read and what is done with it.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::TableCase;
use crate::{Engine, Index, Object, ObjectId, ObjectName, Rule, Sql, Table, Trigger};

/// Everything a database (or a set of entities) declares, ordered by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    /// The engine whose words the types and expressions use.
    pub engine: Engine,
    /// What the database makes of two names of tables that differ only in letter case.
    pub table_case: TableCase,
    /// Namespaces beside the default one.
    pub namespaces: BTreeSet<String>,
    /// Comments of namespaces beside the default one (PostgreSQL).
    pub namespace_comments: BTreeMap<String, String>,
    /// Tables by name.
    pub tables: BTreeMap<ObjectName, Table>,
    /// Enumerated types by name (PostgreSQL).
    pub enums: BTreeMap<ObjectName, EnumType>,
    /// Views by name.
    pub views: BTreeMap<ObjectName, View>,
    /// Routines, sequences, domains and whatever else one statement makes, by kind and name.
    pub objects: BTreeMap<ObjectId, Object>,
    /// What the reader met and cannot compare.
    pub not_compared: Vec<NotCompared>,
}

/// An enumerated type and its labels in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumType {
    /// The type's name.
    pub name: ObjectName,
    /// Labels in the type's sort order.
    pub labels: Vec<String>,
    /// The type's comment.
    pub comment: Option<String>,
}

/// A view: its name and the statement or query that defines it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The view's name.
    pub name: ObjectName,
    /// Whether rows are stored (PostgreSQL).
    pub materialized: bool,
    /// The complete `CREATE VIEW` statement on SQLite, MariaDB and MySQL, the query on PostgreSQL.
    pub definition: Sql,
    /// The view's comment (PostgreSQL).
    pub comment: Option<String>,
    /// Options as `name=value`, sorted, where the definition does not hold them (PostgreSQL).
    pub options: Vec<String>,
    /// Indexes of a materialized view, sorted by name.
    pub indexes: Vec<Index>,
    /// Triggers on the view, sorted by name.
    pub triggers: Vec<Trigger>,
    /// Rewrite rules beside the view's own, sorted by name (PostgreSQL).
    pub rules: Vec<Rule>,
    /// Comments of its columns (PostgreSQL).
    pub column_comments: BTreeMap<String, String>,
    /// A materialized view that holds no rows yet (`WITH NO DATA`).
    pub unpopulated: bool,
    /// The names and types of its columns in order, where the engine tells them; takes no part in comparison.
    pub columns: ViewColumns,
    /// Who owns the view and who may use it, for when it is made anew; takes no part in comparison.
    pub rights: Rights,
}

/// Names and types of a view's columns, carried along without taking part in comparison: any two are equal.
#[derive(Clone, Debug, Default)]
pub struct ViewColumns(pub Vec<(String, String)>);

impl PartialEq for ViewColumns {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for ViewColumns {}

/// An owner and grants, carried along without taking part in comparison: any two are equal.
#[derive(Clone, Debug, Default)]
pub struct Rights {
    /// The owner, where it is not the role that looks.
    pub owner: Option<String>,
    /// Whether anybody was granted anything, or the owner lost something: where not, there is nothing to put back.
    pub is_granted: bool,
    /// Who was granted what, sorted.
    pub grants: Vec<Grant>,
}

/// Privileges of one role on one object, or on some of its columns.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grant {
    /// The column, where the privilege is on one.
    pub column: Option<String>,
    /// The role; `None` is `PUBLIC`.
    pub role: Option<String>,
    /// The privilege in capitals: `SELECT`.
    pub privilege: String,
    /// `WITH GRANT OPTION`.
    pub grantable: bool,
}

impl PartialEq for Rights {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Rights {}

impl View {
    /// A plain view that is nothing but its definition.
    #[must_use]
    pub fn new(name: ObjectName, definition: Sql) -> Self {
        Self {
            name,
            materialized: false,
            definition,
            comment: None,
            options: Vec::new(),
            indexes: Vec::new(),
            triggers: Vec::new(),
            rules: Vec::new(),
            column_comments: BTreeMap::new(),
            unpopulated: false,
            columns: ViewColumns::default(),
            rights: Rights::default(),
        }
    }
}

/// Something the reader met and cannot compare, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NotCompared {
    /// The object's kind and name, such as `virtual table notes_fts`.
    pub object: String,
    /// Why it cannot be compared.
    pub reason: String,
}

impl Schema {
    /// A schema that holds nothing.
    #[must_use]
    pub fn empty(engine: Engine) -> Self {
        Self {
            engine,
            table_case: TableCase::of(engine),
            namespaces: BTreeSet::new(),
            namespace_comments: BTreeMap::new(),
            tables: BTreeMap::new(),
            enums: BTreeMap::new(),
            views: BTreeMap::new(),
            objects: BTreeMap::new(),
            not_compared: Vec::new(),
        }
    }

    /// Adds an object under its own name; an earlier one of that name is replaced.
    pub fn insert_object(&mut self, object: Object) {
        self.objects.insert(object.id.clone(), object);
    }

    /// Adds a table under its own name; an earlier one of that name is replaced.
    pub fn insert_table(&mut self, table: Table) {
        self.tables.insert(table.name.clone(), table);
    }

    /// Whether there is no object at all (what cannot be compared counts as nothing).
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
            && self.enums.is_empty()
            && self.views.is_empty()
            && self.objects.is_empty()
            && self.namespaces.is_empty()
    }
}
