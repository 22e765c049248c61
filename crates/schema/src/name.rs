//! The name of a schema object, with the namespace it lives in. Leaves out quoting, which is the engine's.

use std::fmt;

use crate::Engine;

/// The name of a table, view, type or sequence.
///
/// `namespace` is `None` for the default one: SQLite's `main`, the first schema of PostgreSQL's search path, the
/// database MariaDB is connected to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectName {
    /// PostgreSQL schema or MySQL database; `None` is the default one.
    pub namespace: Option<String>,
    /// The object's own name, exactly as the engine stores it.
    pub name: String,
}

impl ObjectName {
    /// A name in the default namespace.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { namespace: None, name: name.into() }
    }

    /// A name in the given namespace.
    #[must_use]
    pub fn within(namespace: Option<&str>, name: impl Into<String>) -> Self {
        Self { namespace: namespace.map(str::to_owned), name: name.into() }
    }

    /// Another name in this name's namespace.
    #[must_use]
    pub fn sibling(&self, name: impl Into<String>) -> Self {
        Self { namespace: self.namespace.clone(), name: name.into() }
    }

    /// The name quoted for SQL, with its namespace where it has one.
    #[must_use]
    pub fn quoted(&self, engine: Engine) -> String {
        match &self.namespace {
            Some(namespace) => format!("{}.{}", engine.quote(namespace), engine.quote(&self.name)),
            None => engine.quote(&self.name),
        }
    }
}

impl fmt::Display for ObjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(namespace) = &self.namespace {
            write!(f, "{namespace}.")?;
        }
        f.write_str(&self.name)
    }
}

impl From<&str> for ObjectName {
    fn from(name: &str) -> Self {
        Self::new(name)
    }
}
