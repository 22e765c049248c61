//! What stands in a database: the schema and every row, without the history and Driftline's own tables. Leaves out how it came
//! there.

use driftline_schema::Schema;

use crate::rows::{self, Rows};
use crate::{TestDatabase, law};

/// Schema and rows.
#[derive(Clone, Debug)]
pub struct State {
    schema: Schema,
    rows: Rows,
}

impl State {
    /// Reads it.
    ///
    /// # Errors
    /// What the engine said.
    pub async fn read(database: &TestDatabase) -> Result<State, String> {
        let mut rows = rows::read(database).await?;
        let is_own = |part: &str| part.starts_with("driftline_");
        rows.retain(|name, _| {
            !is_own(&name.name) && !name.namespace.as_deref().is_some_and(is_own) && name.name != "seaql_migrations"
        });
        for table in rows.values_mut() {
            table.rows.sort();
        }
        Ok(State { schema: law::schema_of(database).await?, rows })
    }

    /// Insists that both are the same.
    ///
    /// # Errors
    /// In what they differ.
    pub fn same_as(&self, wanted: &State, when: &str) -> Result<(), String> {
        law::same_schema(&self.schema, &wanted.schema, when)?;
        for (name, table) in &wanted.rows {
            let found = self.rows.get(name).ok_or_else(|| format!("{when}: the rows of {name} are gone"))?;
            if found != table {
                let odd = table.rows.iter().zip(&found.rows).find(|(one, other)| one != other);
                let (many, wanted) = (found.rows.len(), table.rows.len());
                return Err(format!("{when}: {name} has other rows ({many}, wanted {wanted}), such as {odd:?}"));
            }
        }
        if self.rows.len() == wanted.rows.len() { Ok(()) } else { Err(format!("{when}: there are other tables")) }
    }
}
