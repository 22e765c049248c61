//! Tables that are never part of a schema: SeaORM's history of migrations and Driftline's own. Leaves out the engines'.

/// Where SeaORM keeps the history of migrations.
const HISTORY: &str = "seaql_migrations";
/// What the names of Driftline's own tables begin with.
const OWN: &str = "driftline_";

/// Whether an object is the history table or Driftline's own. Letter case does not count: to SQLite it is one name.
pub(crate) fn is_companion(name: &str) -> bool {
    let is_own = name.get(..OWN.len()).is_some_and(|start| start.eq_ignore_ascii_case(OWN));
    is_own || name.eq_ignore_ascii_case(HISTORY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_history_and_our_own_are_left_out() {
        assert!(is_companion("seaql_migrations") && is_companion("Driftline_journal"));
        assert!(!is_companion("seaql_migrations_of_mine") && !is_companion("driftlines") && !is_companion("ü"));
    }
}
