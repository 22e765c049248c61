//! In which order tables are filled: what is referred to comes first. Pure.

use std::collections::{BTreeMap, BTreeSet};

use driftline_schema::ObjectName;

/// A table's references to other tables.
pub(crate) type References = BTreeMap<ObjectName, Vec<Reference>>;

/// A reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reference {
    /// The table referred to.
    pub(crate) to: ObjectName,
    /// Whether a row may refer to nothing at first.
    pub(crate) nullable: bool,
}

/// Tables that are filled in one transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Batch {
    /// The tables.
    pub(crate) tables: Vec<ObjectName>,
    /// Whether each refers to another one of them and must: no order will do.
    pub(crate) cyclic: bool,
}

/// The tables in an order in which they can be filled.
pub(crate) fn batches(references: &References) -> Vec<Batch> {
    let mut left: BTreeSet<&ObjectName> = references.keys().collect();
    let mut found = Vec::new();
    while !left.is_empty() {
        let waits = |table: &ObjectName, also_nullable: bool| {
            let references = references.get(table).into_iter().flatten();
            references
                .filter(|reference| reference.to != *table && left.contains(&reference.to))
                .any(|reference| also_nullable || !reference.nullable)
        };
        let free =
            left.iter().find(|table| !waits(table, true)).or_else(|| left.iter().find(|table| !waits(table, false)));
        let batch = match free {
            Some(table) => Batch { tables: vec![(*table).clone()], cyclic: false },
            None => cycle(references, &left),
        };
        left.retain(|table| !batch.tables.contains(table));
        found.push(batch);
    }
    found
}

/// Tables that must refer to each other, and to no other one that is left.
fn cycle(references: &References, left: &BTreeSet<&ObjectName>) -> Batch {
    let reached = |from: &ObjectName| {
        let mut seen: BTreeSet<ObjectName> = BTreeSet::new();
        let mut next = vec![from.clone()];
        while let Some(table) = next.pop() {
            for reference in references.get(&table).into_iter().flatten() {
                if !reference.nullable && left.contains(&reference.to) && seen.insert(reference.to.clone()) {
                    next.push(reference.to.clone());
                }
            }
        }
        seen
    };
    let closures: Vec<BTreeSet<ObjectName>> = left.iter().map(|table| reached(table)).collect();
    let smallest = closures.into_iter().min_by_key(BTreeSet::len).unwrap_or_default();
    Batch { tables: smallest.into_iter().collect(), cyclic: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each table with what it refers to; `?` marks a reference that may be NULL.
    fn order(tables: &[(&str, &[&str])]) -> Vec<String> {
        let reference =
            |to: &&str| Reference { to: ObjectName::new(to.trim_end_matches('?')), nullable: to.ends_with('?') };
        let references =
            tables.iter().map(|(name, to)| (ObjectName::new(*name), to.iter().map(reference).collect())).collect();
        batches(&references)
            .into_iter()
            .map(|batch| {
                let names: Vec<String> = batch.tables.iter().map(ToString::to_string).collect();
                format!("{}{}", names.join("+"), if batch.cyclic { " together" } else { "" })
            })
            .collect()
    }

    #[test]
    fn parents_come_first() {
        assert_eq!(order(&[("a", &["b"]), ("b", &["c", "b"]), ("c", &[])]), ["c", "b", "a"]);
    }

    #[test]
    fn a_reference_that_may_be_null_breaks_a_cycle() {
        assert_eq!(order(&[("a", &["b"]), ("b", &["a?"])]), ["b", "a"]);
    }

    #[test]
    fn tables_that_must_refer_to_each_other_are_filled_together() {
        assert_eq!(
            order(&[("a", &["b"]), ("b", &["a"]), ("child", &["a"]), ("z", &[])]),
            ["z", "a+b together", "child"]
        );
    }

    #[test]
    fn what_is_not_filled_is_not_waited_for() {
        assert_eq!(order(&[("a", &["elsewhere"])]), ["a"]);
    }
}
