//! What is wrong with a set of entities or declarations. Leaves out how a program prints it and which flag avoids it.

use driftline_schema::{Engine, ObjectName};

/// Why entities could not be turned into a schema. Each message names the object, the cause and what to change.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DesiredError {
    /// The registry holds no entity under the prefix.
    #[error(
        "no entity is registered under `{prefix}::`; the program must contain `use {} as _;`, sea-orm needs the feature \
         `entity-registry`, and the entities must stand in modules of `{prefix}`",
        crate_of(.prefix)
    )]
    NoEntities {
        /// The module prefix searched.
        prefix: String,
    },
    /// An entity stands at the root of a crate, where SeaORM's registry does not look.
    #[error(
        "the entity at the root of `{module}` cannot be found by SeaORM's registry; move it into a module of that crate"
    )]
    RootEntity {
        /// The crate.
        module: String,
    },
    /// Two entities declare one table.
    #[error("{first} and {second} both declare a table that only one may declare{}; rename one with #[sea_orm(table_name = \"…\")]", table_suffix(.table))]
    DuplicateTable {
        /// The table, where it is known.
        table: Option<ObjectName>,
        /// One module.
        first: String,
        /// The other.
        second: String,
    },
    /// Two names are one, perhaps only after the engine has cut them or because it ignores letter case.
    #[error("{first} and {second} would both be called `{stored}` on {engine}{}; rename one of them", how_names_meet(*.engine))]
    SameName {
        /// The engine that cuts.
        engine: Engine,
        /// What the one is and its full name.
        first: String,
        /// What the other is and its full name.
        second: String,
        /// The name both are stored under.
        stored: String,
    },
    /// Two keys, constraints or indexes of one name.
    #[error("{module}: two members are called `{name}`: {first} and {second}; give one of them another name")]
    DuplicateMember {
        /// The module of the entity.
        module: String,
        /// The name.
        name: String,
        /// The kind of the one.
        first: &'static str,
        /// The kind of the other.
        second: &'static str,
    },
    /// An entity names a namespace on an engine that has none.
    #[error("{module}: `schema_name = \"{namespace}\"` has no meaning on {engine}, {}; remove it there", why_no_namespace(*.engine))]
    Namespace {
        /// The module of the entity.
        module: String,
        /// The namespace.
        namespace: String,
        /// The engine.
        engine: Engine,
    },
    /// A column type that no table of the engine takes.
    #[error(
        "{module}: column `{column}` has the type `{data_type}`, which is longer than a row of {engine}; choose another \
         `column_type`, such as \"Text\" or \"Blob\""
    )]
    Type {
        /// The module of the entity.
        module: String,
        /// The column.
        column: String,
        /// The type in the engine's words.
        data_type: String,
        /// The engine.
        engine: Engine,
    },
    /// A column type that the engine does not have keeps SeaORM from showing the others.
    #[error(
        "{module}: SeaORM cannot print this table for {engine}, which has no type `{data_type}` (column `{column}`); add \
         `driftline_desired::declare!(Entity);` below the entity, which shows the other columns"
    )]
    Unseen {
        /// The module of the entity.
        module: String,
        /// The column.
        column: String,
        /// The type in the words of the engine that has it.
        data_type: String,
        /// The engine.
        engine: Engine,
    },
    /// A column in a key or index whose type takes part in one only with a length.
    #[error(
        "{module}: {what} has the column `{column}` of type `{data_type}`, of which {} takes only a beginning into a key; give \
         the column `column_type = \"String(StringLen::N(…))\"`, or declare an index with a length: \
         `table.index(Index::create().col((\"{column}\", 100)))`",
        Engine::MySql
    )]
    KeyLength {
        /// The module of the entity.
        module: String,
        /// The key or index: `the primary key`, ``the index `ix` ``.
        what: String,
        /// The column.
        column: String,
        /// Its type in the engine's words.
        data_type: String,
    },
    /// A name that the engine refuses.
    #[error("{module}: {engine} refuses the name `{name}` of {what}: {reason}; choose another")]
    Name {
        /// The module of the entity.
        module: String,
        /// The engine.
        engine: Engine,
        /// What has the name: `the table`, `an index`.
        what: &'static str,
        /// The name.
        name: String,
        /// Why it is refused.
        reason: &'static str,
    },
    /// An array of something that may be an enum whose labels SeaORM does not print.
    #[error(
        "{module}: column `{column}` is an array of `{data_type}`, and SeaORM creates no type for an array; add \
         `driftline_desired::declare!(Entity);` below the entity, which shows the labels"
    )]
    UnknownElement {
        /// The module of the entity.
        module: String,
        /// The column.
        column: String,
        /// The element type.
        data_type: String,
    },
    /// Two entities declare an enumerated type of one name with different labels.
    #[error(
        "the type `{name}` is declared with the labels {first:?} and with the labels {second:?}; give one enum another `enum_name`"
    )]
    DifferentEnums {
        /// The type.
        name: String,
        /// Labels found first.
        first: Vec<String>,
        /// Labels found next.
        second: Vec<String>,
    },
    /// A clause in a column's `extra` that has no place in a schema.
    #[error(
        "{module}: column `{column}` has `extra` text that is not understood at `{found}`: {extra}; on {engine}, {} are. What \
         one engine alone understands is declared with `table.on(Engine::…, |table| {{ table.column(\"{column}\")…; }})`",
        clauses_understood(*.engine)
    )]
    Extra {
        /// The engine.
        engine: Engine,
        /// The module of the entity.
        module: String,
        /// The column.
        column: String,
        /// The token that is not understood.
        found: String,
        /// The column's whole definition.
        extra: String,
    },
    /// A statement printed by SeaORM is not of the form this version reads.
    #[error("{module}: the statement SeaORM prints cannot be read: {reason}; in: {statement}")]
    Printed {
        /// The module of the entity.
        module: String,
        /// What was expected.
        reason: String,
        /// The statement.
        statement: String,
    },
    /// SeaORM failed to print an entity.
    #[error("{module}: SeaORM cannot print this entity for {engine}: {reason}")]
    Refused {
        /// The module of the entity.
        module: String,
        /// The engine.
        engine: Engine,
        /// What SeaORM said.
        reason: String,
    },
    /// A declaration for a table that no entity under the prefix declares.
    #[error(
        "the declaration in {module} is for the table `{table}`, which no entity found declares; remove it or register the entity"
    )]
    NoTable {
        /// The module of the declaration.
        module: String,
        /// The table.
        table: ObjectName,
    },
    /// A declaration on a column that the table does not have.
    #[error("{module}: {what} names the column `{column}`, which `{table}` does not have; its columns are {columns}")]
    NoColumn {
        /// The module of the declaration.
        module: String,
        /// The table.
        table: String,
        /// The column named.
        column: String,
        /// What names it: `index ix_live`.
        what: String,
        /// The columns there are.
        columns: String,
    },
    /// A declaration for a foreign key that the entity does not have.
    #[error(
        "{module}: no relation of `{table}` has a foreign key on ({columns}); declare the relation with belongs_to"
    )]
    NoForeignKey {
        /// The module of the declaration.
        module: String,
        /// The table.
        table: ObjectName,
        /// The columns named.
        columns: String,
    },
    /// A declaration that cannot be turned into the engine's words.
    #[error("{module}: {what} on {engine}: {reason}")]
    Declaration {
        /// The module of the declaration.
        module: String,
        /// What is declared: `index ix_live`.
        what: String,
        /// The engine.
        engine: Engine,
        /// What is wrong.
        reason: String,
    },
}

fn crate_of(prefix: &str) -> &str {
    prefix.split("::").next().unwrap_or_default()
}

fn how_names_meet(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => ", where letter case does not count",
        Engine::Postgres => ", which keeps 63 bytes of a name",
        Engine::MySql => {
            ", where letter case does not count in names of columns, indexes and constraints and the name of a foreign key is taken \
             for all tables"
        }
    }
}

fn why_no_namespace(engine: Engine) -> &'static str {
    match engine {
        Engine::MySql => "where it names another database; only the one connected to is looked after",
        Engine::Sqlite | Engine::Postgres => "which has one namespace",
    }
}

fn clauses_understood(engine: Engine) -> &'static str {
    match engine {
        Engine::MySql => "CHECK, COLLATE, CHARACTER SET, GENERATED, ON UPDATE, UNSIGNED and INVISIBLE",
        Engine::Sqlite => "CHECK, COLLATE and GENERATED",
        Engine::Postgres => "CHECK, COLLATE, GENERATED and identity clauses",
    }
}

fn table_suffix(table: &Option<ObjectName>) -> String {
    table.as_ref().map(|table| format!(", `{table}`")).unwrap_or_default()
}
