//! The one-line notation and the snapshots written in it.

use driftline_autogenerate::snapshot::Snapshot;
use driftline_schema::notation::{print_schema, print_schema_in_lines, print_table, schema, schema_in_lines, table};
use driftline_schema::{Engine, Schema};

use crate::engines::ALL;

/// What is read and printed is read again as the same.
///
/// # Panics
/// Where that is not so.
pub fn check(text: &str) {
    for engine in ALL {
        match schema(engine, text) {
            Ok(found) => comes_back(engine, &found),
            Err(error) => assert!(error.statement.is_char_boundary(error.offset), "{engine}: {error:?}"),
        }
        if let Ok(found) = schema_in_lines(engine, text) {
            comes_back(engine, &found);
        }
        if let Ok(found) = table(engine, text) {
            let printed = print_table(&found);
            assert_eq!(table(engine, &printed).as_ref(), Ok(&found), "{engine}: {printed}");
        }
    }
}

fn comes_back(engine: Engine, found: &Schema) {
    let printed = print_schema(found);
    let again = schema(engine, &printed);
    assert_eq!(again.as_ref(), Ok(found), "{engine}: printed as\n{printed}");
    assert_eq!(again.map(|again| print_schema(&again)), Ok(printed.clone()), "{engine}: printed twice");
    let in_lines = print_schema_in_lines(found);
    let again = schema_in_lines(engine, &in_lines);
    // A snapshot holds no remarks on what could not be compared.
    let found = Schema { not_compared: Vec::new(), ..found.clone() };
    assert_eq!(again.as_ref(), Ok(&found), "{engine}: printed as\n{in_lines}");
}

/// A snapshot comes back as it was written.
///
/// # Panics
/// Where it does not.
pub fn check_snapshot(text: &str) {
    for engine in ALL {
        if let Ok(found) = Snapshot::parse(engine, text) {
            let written = found.text();
            // It holds no remarks on what could not be compared.
            let schema = Schema { not_compared: Vec::new(), ..found.schema };
            let found = Snapshot { schema, ..found };
            assert_eq!(Snapshot::parse(engine, &written).as_ref(), Ok(&found), "{engine}: written as\n{written}");
        }
    }
}
