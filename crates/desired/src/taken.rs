//! Names that are given away, and names that the engine refuses. Leaves out how names are made (`names`).

use std::collections::BTreeMap;

use driftline_schema::{Engine, IndexKey, Table};

use crate::{DesiredError, mysql};

/// Names that are given away. Tables and indexes share one space on SQLite and PostgreSQL, there with types and the indexes
/// behind keys (manual 5.9, SQLite "CREATE INDEX"). On MariaDB and MySQL indexes and constraints belong to their table, but
/// a foreign key's name is taken for the whole database (InnoDB, error 121; MySQL manual 13.1.20.5). MySQL also wants names
/// of checks that no other table has; MariaDB does not, so that this is left to the server.
pub(crate) struct Taken {
    engine: Engine,
    names: BTreeMap<(Option<String>, String), String>,
    foreign_keys: BTreeMap<String, String>,
}

impl Taken {
    pub(crate) fn new(engine: Engine) -> Self {
        Self { engine, names: BTreeMap::new(), foreign_keys: BTreeMap::new() }
    }

    /// Gives a name of the namespace away.
    pub(crate) fn take(&mut self, namespace: Option<&str>, name: &str, what: String) -> Result<(), DesiredError> {
        let folded = if self.engine == Engine::Sqlite { name.to_lowercase() } else { name.to_owned() };
        let before = self.names.insert((namespace.map(str::to_owned), folded), what.clone());
        self.free(before, name, what)
    }

    fn free(&self, before: Option<String>, name: &str, what: String) -> Result<(), DesiredError> {
        let Some(first) = before else { return Ok(()) };
        Err(DesiredError::SameName { engine: self.engine, first, second: what, stored: name.to_owned() })
    }

    /// Gives the names of the table's keys, constraints and indexes away.
    pub(crate) fn members(&mut self, module: &str, table: &Table) -> Result<(), DesiredError> {
        if self.engine == Engine::MySql {
            return self.members_on_mysql(module, table);
        }
        let mut within = Within { module, names: BTreeMap::new() };
        let mut relations: Vec<(&'static str, &String)> = Vec::new();
        relations.extend(table.primary_key.iter().filter_map(|key| Some(("primary key", key.name.as_ref()?))));
        relations.extend(table.uniques.iter().filter_map(|unique| Some(("unique", unique.name.as_ref()?))));
        for (kind, name) in relations.iter().copied().chain(constraints(table)) {
            within.take(name.clone(), name, kind)?;
        }
        let namespace = table.name.namespace.as_deref();
        if self.engine == Engine::Postgres {
            for (kind, name) in relations {
                self.take(namespace, name, format!("the {kind} `{name}` of {module}"))?;
            }
        }
        for index in &table.indexes {
            self.take(namespace, &index.name, format!("the index `{}` of {module}", index.name))?;
        }
        Ok(())
    }

    fn members_on_mysql(&mut self, module: &str, table: &Table) -> Result<(), DesiredError> {
        let mut within = Within { module, names: BTreeMap::new() };
        for (kind, name) in constraints(table) {
            within.take(name.to_lowercase(), name, kind)?;
        }
        for index in table.indexes.iter().filter(|index| index.unique) {
            let folded = index.name.to_lowercase();
            // A unique index that serves a foreign key may have its name.
            let is_of = |name: &Option<String>| name.as_ref().is_some_and(|name| name.to_lowercase() == folded);
            if !table.foreign_keys.iter().any(|key| is_of(&key.name) && mysql::serves(index, key)) {
                within.take(folded, &index.name, "unique")?;
            }
        }
        let mut indexes = Within { module, names: BTreeMap::new() };
        for index in &table.indexes {
            indexes.take(index.name.to_lowercase(), &index.name, "index")?;
        }
        for key in &table.foreign_keys {
            let Some(name) = &key.name else { continue };
            let what = format!("the foreign key `{name}` of {module}");
            let before = self.foreign_keys.insert(name.to_lowercase(), what.clone());
            self.free(before, name, what)?;
        }
        refused_names(module, table)?;
        keys_without_length(module, table)
    }
}

fn constraints(table: &Table) -> impl Iterator<Item = (&'static str, &String)> {
    let foreign_keys = table.foreign_keys.iter().filter_map(|key| Some(("foreign key", key.name.as_ref()?)));
    foreign_keys.chain(table.checks.iter().filter_map(|check| Some(("check", check.name.as_ref()?))))
}

/// Names within one table.
struct Within<'a> {
    module: &'a str,
    names: BTreeMap<String, &'static str>,
}

impl Within<'_> {
    fn take(&mut self, folded: String, name: &str, kind: &'static str) -> Result<(), DesiredError> {
        let Some(first) = self.names.insert(folded, kind) else { return Ok(()) };
        let (module, name) = (self.module.to_owned(), name.to_owned());
        Err(DesiredError::DuplicateMember { module, name, first, second: kind })
    }
}

fn refused_names(module: &str, table: &Table) -> Result<(), DesiredError> {
    let columns = table.columns.iter().map(|column| ("a column", &column.name));
    let indexes = table.indexes.iter().map(|index| ("an index", &index.name));
    let members = constraints(table).map(|(_, name)| ("a constraint", name));
    for (what, name) in std::iter::once(("the table", &table.name.name)).chain(columns).chain(indexes).chain(members) {
        let is_key = what == "an index" && name.eq_ignore_ascii_case("primary");
        let reason = if is_key { Some("it is the primary key's") } else { mysql::why_refused(name) };
        if let Some(reason) = reason {
            let (module, name, engine) = (module.to_owned(), name.clone(), Engine::MySql);
            return Err(DesiredError::Name { module, engine, what, name, reason });
        }
    }
    Ok(())
}

/// MySQL takes no text without a length into a key; MariaDB takes it into a unique one, of which it then keeps hashes.
fn keys_without_length(module: &str, table: &Table) -> Result<(), DesiredError> {
    let mut keys: Vec<(String, &String)> = Vec::new();
    if let Some(key) = &table.primary_key {
        keys.extend(key.columns.iter().map(|column| ("the primary key".to_owned(), column)));
    }
    for key in &table.foreign_keys {
        let name = format!("the foreign key `{}`", key.name.as_deref().unwrap_or_default());
        keys.extend(key.columns.iter().map(|column| (name.clone(), column)));
    }
    for index in table.indexes.iter().filter(|index| index.method.is_none()) {
        keys.extend(index.parts.iter().filter_map(|part| match &part.key {
            IndexKey::Column(column) if part.prefix.is_none() => Some((format!("the index `{}`", index.name), column)),
            _ => None,
        }));
    }
    for (what, name) in keys {
        let Some(column) = table.column(name) else { continue };
        if mysql::needs_length(&column.data_type) {
            let (module, column, data_type) = (module.to_owned(), name.clone(), column.data_type.clone());
            return Err(DesiredError::KeyLength { module, what, column, data_type });
        }
    }
    Ok(())
}
