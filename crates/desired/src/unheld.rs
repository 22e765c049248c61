//! What the engine cannot hold of an entity: it is left out with everything that uses it, and said. Leaves out which types
//! an engine has (`types`).

use std::collections::BTreeMap;

use driftline_schema::sql::{TokenKind, mentions, tokens};
use driftline_schema::{Engine, ForeignKey, Index, IndexKey, NotCompared, ObjectName, Sql, Table};

/// A column, an index or a whole table that an entity declares and the engine cannot hold. The declared schema is without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unheld {
    /// The table.
    pub table: ObjectName,
    /// The column; `None` for an index, or where the whole table is left out because its primary key cannot be held.
    pub column: Option<String>,
    /// The index.
    pub index: Option<String>,
    /// The type that the engine does not have, in the words of one that has it; empty for an index.
    pub data_type: String,
    /// The engine.
    pub engine: Engine,
    /// Why it is left out, and what goes with it: `SQLite has no type character varying[]; without it goes the index ix`.
    pub reason: String,
}

impl Unheld {
    /// The object's kind and name, as in [`NotCompared`]: `column tags.labels`.
    #[must_use]
    pub fn object(&self) -> String {
        match (&self.column, &self.index) {
            (Some(column), _) => format!("column {}.{column}", self.table),
            (None, Some(index)) => format!("index {}.{index}", self.table),
            (None, None) => format!("table {}", self.table),
        }
    }

    pub(crate) fn not_compared(&self) -> NotCompared {
        NotCompared { object: self.object(), reason: self.reason.clone() }
    }
}

/// Something left out, and the members that go with it.
#[derive(Debug)]
pub(crate) struct LeftOut {
    unheld: Unheld,
    along: Vec<String>,
}

impl LeftOut {
    /// Whether nothing is left of the table.
    pub(crate) fn is_whole_table(&self) -> bool {
        self.unheld.column.is_none() && self.unheld.index.is_none()
    }

    /// An index of a kind that the engine does not have.
    pub(crate) fn index(engine: Engine, table: &ObjectName, index: &str, reason: &str) -> Self {
        let unheld = Unheld {
            table: table.clone(),
            column: None,
            index: Some(index.to_owned()),
            data_type: String::new(),
            engine,
            reason: reason.to_owned(),
        };
        Self { unheld, along: Vec::new() }
    }

    /// Takes out the foreign keys of the table that refer to what is left out.
    pub(crate) fn take_references(&mut self, table: &mut Table) {
        let Unheld { table: gone, column, index, .. } = &self.unheld;
        if index.is_some() {
            return;
        }
        let along = &mut self.along;
        let name = &table.name;
        table.foreign_keys.retain(|key| {
            let refers = key.references == *gone
                && column.as_ref().is_none_or(|column| key.referenced_columns.iter().any(|other| other == column));
            if refers {
                along.push(format!("{} of {name}", foreign_key(key)));
            }
            !refers
        });
    }

    /// The finished report.
    pub(crate) fn said(self) -> Unheld {
        let Self { mut unheld, along } = self;
        if !along.is_empty() {
            let goes = if along.len() == 1 { "goes" } else { "go" };
            unheld.reason = format!("{}; without it {goes} {}", unheld.reason, along.join(", "));
        }
        unheld
    }
}

/// Takes the columns out whose type the engine does not have, with what is computed from them and every key, index and
/// check that uses them. Where the primary key does, the whole table is left out: the answer is one [`LeftOut`] then.
pub(crate) fn leave_out(engine: Engine, table: &mut Table, missing: &BTreeMap<String, String>) -> Vec<LeftOut> {
    let mut gone: Vec<LeftOut> = Vec::new();
    let leave = |gone: &mut Vec<LeftOut>, name: &str, data_type: &str, reason: String| {
        let column = Some(name.to_owned());
        let (table, data_type) = (table.name.clone(), data_type.to_owned());
        gone.push(LeftOut {
            unheld: Unheld { table, column, index: None, data_type, engine, reason },
            along: Vec::new(),
        });
    };
    for column in &table.columns {
        if let Some(data_type) = missing.get(&column.name) {
            leave(&mut gone, &column.name, data_type, format!("{engine} has no type {data_type}"));
        }
    }
    let mut at = 0;
    while let Some(LeftOut { unheld, .. }) = gone.get(at) {
        let (source, data_type, reason) = (unheld.column.clone(), unheld.data_type.clone(), unheld.reason.clone());
        let source = source.unwrap_or_default();
        for column in &table.columns {
            let is_new = gone.iter().all(|left| left.unheld.column.as_ref() != Some(&column.name));
            let computed = column.generated.as_ref().is_some_and(|from| uses(engine, &from.expression, &source));
            if is_new && computed {
                leave(&mut gone, &column.name, &data_type, format!("it is computed from {source}, and {reason}"));
            }
        }
        at += 1;
    }
    if let Some(mut key) = of_primary_key(table, &mut gone) {
        let column = key.unheld.column.take().unwrap_or_default();
        key.unheld.reason = format!("its primary key needs the column {column}, and {}", key.unheld.reason);
        return vec![key];
    }
    for left in &mut gone {
        take_members(engine, table, left);
    }
    gone
}

fn of_primary_key(table: &Table, gone: &mut Vec<LeftOut>) -> Option<LeftOut> {
    let key = table.primary_key.as_ref()?;
    let at = gone.iter().position(|left| left.unheld.column.as_ref().is_some_and(|name| key.columns.contains(name)))?;
    Some(gone.swap_remove(at))
}

fn take_members(engine: Engine, table: &mut Table, left: &mut LeftOut) {
    let Some(column) = left.unheld.column.clone() else { return };
    let along = &mut left.along;
    let has = |columns: &[String]| columns.contains(&column);
    table.columns.retain(|found| found.name != column);
    table.uniques.retain(|unique| {
        let is_used = has(&unique.columns);
        along.extend(is_used.then(|| format!("the unique constraint {}", unique.name.as_deref().unwrap_or_default())));
        !is_used
    });
    table.indexes.retain(|index| {
        let is_used = index_uses(engine, index, &column);
        along.extend(is_used.then(|| format!("the index {}", index.name)));
        !is_used
    });
    table.foreign_keys.retain(|key| {
        let is_used = has(&key.columns);
        along.extend(is_used.then(|| foreign_key(key)));
        !is_used
    });
    table.checks.retain(|check| {
        let is_used = uses(engine, &check.expression, &column);
        along.extend(is_used.then(|| format!("the check {}", check.name.as_deref().unwrap_or_default())));
        !is_used
    });
}

fn foreign_key(key: &ForeignKey) -> String {
    format!("the foreign key {}", key.name.as_deref().unwrap_or_default())
}

fn index_uses(engine: Engine, index: &Index, column: &str) -> bool {
    index.include.iter().any(|name| name == column)
        || index.predicate.as_ref().is_some_and(|predicate| uses(engine, predicate, column))
        || index.parts.iter().any(|part| match &part.key {
            IndexKey::Column(name) => name == column,
            IndexKey::Expression(expression) => uses(engine, expression, column),
        })
}

/// Whether the expression speaks of the column; a function of that name is none.
pub(crate) fn uses(engine: Engine, expression: &Sql, column: &str) -> bool {
    let found = tokens(engine, expression.text());
    found.iter().enumerate().any(|(at, token)| {
        let is_call = token.kind == TokenKind::Word && found.get(at + 1).is_some_and(|next| next.is_mark("("));
        !is_call && mentions(engine, token.text, column)
    })
}

#[cfg(test)]
mod tests {
    use driftline_schema::notation;

    use super::*;

    fn left_out(text: &str, missing: &[&str]) -> (String, Vec<(String, String)>) {
        let mut table = notation::table(Engine::Sqlite, text).expect(text);
        let missing = missing.iter().map(|name| ((*name).to_owned(), "inet".to_owned())).collect();
        let gone = leave_out(Engine::Sqlite, &mut table, &missing);
        let said = gone.into_iter().map(LeftOut::said).map(|unheld| (unheld.object(), unheld.reason)).collect();
        (notation::print_table(&table), said)
    }

    #[test]
    fn what_uses_a_column_goes_with_it() {
        let (table, said) = left_out(
            "t: id integer pk, a inet, b text, c text as (lower(a)), d text as (c || b) | unique u (a, b) | unique v (b) \
             | index ix (b) where a is not null | index iy (lower(c)) | index iz (b) | check ck (a <> b) | check cl (b > '') \
             | check cm (a(b) > 0)",
            &["a"],
        );
        let left = "t: id integer pk, b text | unique v (b) | index iz (b) | check cl (b > '') | check cm (a(b) > 0)";
        assert_eq!(table, left);
        let reason = "SQLite has no type inet";
        assert_eq!(
            said,
            [
                (
                    "column t.a".to_owned(),
                    format!("{reason}; without it go the unique constraint u, the index ix, the check ck")
                ),
                ("column t.c".to_owned(), format!("it is computed from a, and {reason}; without it goes the index iy")),
                ("column t.d".to_owned(), format!("it is computed from c, and it is computed from a, and {reason}")),
            ]
        );
    }

    #[test]
    fn a_table_without_its_key_goes_whole() {
        let (_, said) = left_out("t: a inet not null, b text, c text | pk k (b, a)", &["a", "c"]);
        let wanted = "its primary key needs the column a, and SQLite has no type inet";
        assert_eq!(said, [("table t".to_owned(), wanted.to_owned())]);
    }
}
