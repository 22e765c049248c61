//! Every case of tests/cases on every engine it applies to. The tests are made by build.rs, one per file and engine.

use driftline_schema::Engine;
use driftline_tests::{case, check_case, engines};

fn run(name: &str, engine: &str) {
    let engine = Engine::named(engine).unwrap();
    match engines::runs(engine) {
        Ok(true) => {
            let outcome = case::read(name, engine).and_then(|case| check_case(&case, engine));
            if let Err(reason) = outcome {
                panic!("{reason}");
            }
        }
        Ok(false) => {}
        Err(reason) => panic!("{reason}"),
    }
}

include!(concat!(env!("OUT_DIR"), "/cases.rs"));

/// The text of the tests that were made, to look for forgotten files.
pub(crate) const MADE: &str = include_str!(concat!(env!("OUT_DIR"), "/cases.rs"));
