//! What is declared beside tables: views, triggers, routines, sequences, domains, virtual tables. Leaves out tables and what belongs
//! to them (`declaration`), and joining the two (`declared`).

use driftline_schema::creation::{Creation, Made, creation};
use driftline_schema::{Absent, Engine, Index, Object, ObjectKind, ObjectName, Sql, Trigger, View};
use sea_orm::sea_query::{
    IndexCreateStatement, MysqlQueryBuilder, PostgresQueryBuilder, SelectStatement, SqliteQueryBuilder,
};

use crate::declaration::{self, Declaration};

/// One `declare_schema!`, as it is registered when the program starts.
#[doc(hidden)]
#[derive(Debug)]
pub struct SchemaRegistration {
    /// The module that holds the declaration.
    pub module: &'static str,
    /// Its line, so that several in one module have an order.
    pub line: u32,
    /// Fills the declaration in.
    pub fill: fn(&mut SchemaDeclaration),
}

inventory::collect!(SchemaRegistration);

/// What is declared beside tables, for one engine at a time. Filled in by [`declare_schema!`](crate::declare_schema).
#[derive(Debug)]
pub struct SchemaDeclaration {
    engine: Engine,
    pub(crate) views: Vec<ViewDeclaration>,
    pub(crate) objects: Vec<Object>,
    /// Triggers with the table or view they are on.
    pub(crate) triggers: Vec<(ObjectName, Trigger)>,
    pub(crate) absent: Absent,
    /// What could not be turned into the engine's words: what it is, and why.
    pub(crate) problems: Vec<(String, String)>,
}

/// A view that is declared.
#[derive(Debug)]
pub struct ViewDeclaration {
    engine: Engine,
    pub(crate) view: View,
    problems: Vec<(String, String)>,
}

/// A query: a sea-query `SELECT`, or SQL text that every engine in question understands.
pub trait IntoQuery {
    /// The text in the engine's dialect.
    fn into_query(self, engine: Engine) -> String;
}

impl IntoQuery for &str {
    fn into_query(self, _: Engine) -> String {
        self.trim().trim_end_matches(';').to_owned()
    }
}

impl IntoQuery for String {
    fn into_query(self, engine: Engine) -> String {
        self.as_str().into_query(engine)
    }
}

impl IntoQuery for &SelectStatement {
    fn into_query(self, engine: Engine) -> String {
        match engine {
            Engine::Sqlite => self.to_string(SqliteQueryBuilder),
            Engine::Postgres => self.to_string(PostgresQueryBuilder),
            Engine::MySql => self.to_string(MysqlQueryBuilder),
        }
    }
}

impl IntoQuery for &mut SelectStatement {
    fn into_query(self, engine: Engine) -> String {
        (&*self).into_query(engine)
    }
}

impl IntoQuery for SelectStatement {
    fn into_query(self, engine: Engine) -> String {
        (&self).into_query(engine)
    }
}

impl SchemaDeclaration {
    pub(crate) fn new(engine: Engine) -> Self {
        Self {
            engine,
            views: Vec::new(),
            objects: Vec::new(),
            triggers: Vec::new(),
            absent: Absent::default(),
            problems: Vec::new(),
        }
    }

    /// The engine this run of the declaration is for.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Declares something for one engine only.
    pub fn on(&mut self, engine: Engine, fill: impl FnOnce(&mut Self)) -> &mut Self {
        if engine == self.engine {
            fill(self);
        }
        self
    }

    /// Declares something for every engine but one.
    pub fn except(&mut self, engine: Engine, fill: impl FnOnce(&mut Self)) -> &mut Self {
        if engine != self.engine {
            fill(self);
        }
        self
    }

    /// A view: its name, and the query as a sea-query `SELECT` or as text that every engine in question understands. An entity
    /// whose `table_name` is the view's name reads the view and makes no table.
    ///
    /// ```
    /// use driftline_desired::prelude::*;
    /// # fn fill(schema: &mut driftline_desired::SchemaDeclaration) {
    /// schema.view("live_contacts", "SELECT id, name FROM contacts WHERE deleted_at IS NULL");
    /// # }
    /// ```
    pub fn view(&mut self, name: impl Into<String>, query: impl IntoQuery) -> &mut ViewDeclaration {
        self.push_view(ObjectName::new(name), false, query)
    }

    /// A materialized view, which only PostgreSQL has: declare it within [`on`](Self::on).
    pub fn materialized_view(&mut self, name: impl Into<String>, query: impl IntoQuery) -> &mut ViewDeclaration {
        let name = name.into();
        if self.engine != Engine::Postgres {
            self.problems.push((
                format!("materialized view {name}"),
                "only PostgreSQL has materialized views; declare it with `schema.on(Engine::Postgres, |schema| …)`"
                    .to_owned(),
            ));
        }
        self.push_view(ObjectName::new(name), true, query)
    }

    fn push_view(&mut self, name: ObjectName, materialized: bool, query: impl IntoQuery) -> &mut ViewDeclaration {
        let engine = self.engine;
        let name = ObjectName::new(engine.stored_identifier(&name.name));
        let query = query.into_query(engine);
        let definition = definition(engine, &name, &query);
        let view = View { materialized, ..View::new(name, Sql::new(engine, definition)) };
        self.views.push(ViewDeclaration { engine, view, problems: Vec::new() });
        let last = self.views.len() - 1;
        &mut self.views[last]
    }

    /// Anything that one `CREATE` statement of an engine makes: a function, procedure, sequence, domain, type, extension, event,
    /// virtual table, trigger or view, in that engine's own words.
    ///
    /// ```
    /// use driftline_desired::prelude::*;
    /// # fn fill(schema: &mut driftline_desired::SchemaDeclaration) {
    /// schema.create(Engine::Postgres, "CREATE DOMAIN positive AS integer CHECK (VALUE > 0)");
    /// schema.create(Engine::Sqlite, "CREATE VIRTUAL TABLE words USING fts5(title, content)");
    /// # }
    /// ```
    pub fn create(&mut self, engine: Engine, statement: impl AsRef<str>) -> &mut Self {
        if engine != self.engine {
            return self;
        }
        match creation(engine, statement.as_ref()) {
            Ok(creation) => self.take(creation),
            Err(error) => self.problems.push(("a statement given as SQL".to_owned(), error.to_string())),
        }
        self
    }

    fn take(&mut self, Creation { made, statement }: Creation) {
        let engine = self.engine;
        match made {
            Made::Object(id) => self.objects.push(Object::new(id, Sql::new(engine, statement))),
            Made::Trigger { name, on } => {
                self.triggers.push((on, Trigger::new(name, Sql::new(engine, statement))));
            }
            Made::View { name, materialized, query } => {
                // PostgreSQL keeps the query, the others the statement.
                let text = match (engine, query) {
                    (Engine::Postgres, None) => {
                        self.problems.push((
                            format!("view {name}"),
                            "write the view as `CREATE VIEW name AS query`: name its columns in the query with AS"
                                .to_owned(),
                        ));
                        return;
                    }
                    (Engine::Postgres, Some(query)) => query,
                    _ => statement,
                };
                let view = View { materialized, ..View::new(name, Sql::new(engine, text)) };
                self.views.push(ViewDeclaration { engine, view, problems: Vec::new() });
            }
        }
    }

    /// A view that shall not be there. Forgetting to declare a view never drops it; this does.
    pub fn dropped_view(&mut self, name: impl Into<String>) -> &mut Self {
        let name = ObjectName::new(self.engine.stored_identifier(&name.into()));
        self.absent.views.insert(name);
        self
    }

    /// A function, sequence, domain or the like that shall not be there, whatever its arguments.
    pub fn dropped(&mut self, kind: ObjectKind, name: impl Into<String>) -> &mut Self {
        let name = ObjectName::new(self.engine.stored_identifier(&name.into()));
        self.absent.objects.insert((kind, name));
        self
    }

    /// A trigger of a table or view that shall not be there.
    pub fn dropped_trigger(&mut self, on: impl Into<String>, name: impl Into<String>) -> &mut Self {
        let on = ObjectName::new(self.engine.stored_identifier(&on.into()));
        self.absent.triggers.insert((on, self.engine.stored_identifier(&name.into())));
        self
    }

    /// The first thing that could not be turned into the engine's words.
    pub(crate) fn problem(&self) -> Option<&(String, String)> {
        self.problems.first().or_else(|| self.views.iter().find_map(|view| view.problems.first()))
    }
}

/// What the engine keeps of a view.
fn definition(engine: Engine, name: &ObjectName, query: &str) -> String {
    match engine {
        Engine::Postgres => query.to_owned(),
        Engine::Sqlite | Engine::MySql => format!("CREATE VIEW {} AS {query}", name.quoted(engine)),
    }
}

impl ViewDeclaration {
    /// The namespace the view lives in (PostgreSQL).
    pub fn namespace(&mut self, namespace: impl Into<String>) -> &mut Self {
        self.view.name.namespace = Some(namespace.into());
        self
    }

    /// The view's comment. Only PostgreSQL keeps one.
    pub fn comment(&mut self, comment: impl Into<String>) -> &mut Self {
        if self.engine == Engine::Postgres {
            self.view.comment = Some(comment.into());
        }
        self
    }

    /// An index of a materialized view, in sea-query's words.
    pub fn index(&mut self, index: impl std::borrow::Borrow<IndexCreateStatement>) -> &mut Self {
        if !self.view.materialized {
            let reason = "only a materialized view has indexes".to_owned();
            self.problems.push((format!("view {}", self.view.name), reason));
            return self;
        }
        let mut table = Declaration::new(self.engine, self.view.name.clone(), "");
        table.index(index);
        self.problems.extend(table.problems);
        self.view.indexes.extend(
            table
                .indexes
                .into_iter()
                .map(|index: Index| Index { name: self.engine.stored_identifier(&index.name), ..index }),
        );
        self.view.indexes.sort_by(|a, b| a.name.cmp(&b.name));
        self
    }

    /// An option of the view, such as `security_barrier=true` (PostgreSQL).
    pub fn option(&mut self, option: impl Into<String>) -> &mut Self {
        if self.engine == Engine::Postgres {
            self.view.options.push(option.into());
            self.view.options.sort();
        }
        self
    }
}

/// A trigger from its statement, if the statement makes one on the given table.
pub(crate) fn trigger(engine: Engine, table: &ObjectName, statement: &str) -> Result<Trigger, String> {
    let creation = creation(engine, statement).map_err(|error| error.to_string())?;
    let same = |on: &ObjectName| declaration::same_name(engine, on, table);
    match creation.made {
        Made::Trigger { name, on } if same(&on) => Ok(Trigger::new(name, Sql::new(engine, creation.statement))),
        Made::Trigger { on, .. } => Err(format!("it is on {on}, not on {table}")),
        Made::View { .. } | Made::Object(_) => Err("it creates no trigger".to_owned()),
    }
}
