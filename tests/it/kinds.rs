//! Nothing is forgotten: every case file is a test, every kind is on the page, every module of this binary is listed, and
//! an engine that the run names is there.

use std::fs;
use std::path::Path;

use driftline_tests::{case, engines};

use crate::cases::MADE;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn every_case_file_is_reached() {
    let mut count = 0;
    for kind in names(&case::folder()) {
        for file in names(&case::folder().join(&kind)) {
            if file == "kind.md" {
                continue;
            }
            let name = file.strip_suffix(".sql").unwrap_or_else(|| panic!("{kind}/{file} is no case"));
            assert!(MADE.contains(&format!("run(\"{kind}/{name}\", ")), "{kind}/{file} is in no test");
            count += 1;
        }
    }
    assert!(count >= 120, "only {count} cases");
}

#[test]
fn every_kind_is_on_the_page() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/detects.md");
    let page = fs::read_to_string(page).expect("docs/detects.md is there: run `cargo xtask detects`");
    for kind in names(&case::folder()) {
        assert!(
            page.contains(&format!("\n## {kind}\n")),
            "{kind} is not in docs/detects.md: run `cargo xtask detects`"
        );
        for file in names(&case::folder().join(&kind)) {
            if let Some(name) = file.strip_suffix(".sql") {
                let line = format!("`{kind}/{name}`");
                assert!(page.contains(&line), "{line} is not in docs/detects.md: run `cargo xtask detects`");
            }
        }
    }
}

#[test]
fn every_case_parses_on_the_engines_it_names() {
    for kind in names(&case::folder()) {
        for file in names(&case::folder().join(&kind)) {
            if let Some(name) = file.strip_suffix(".sql") {
                for engine in engines::ALL {
                    if MADE.contains(&format!("run(\"{kind}/{name}\", \"{}\")", engine.word())) {
                        case::read(&format!("{kind}/{name}"), engine).unwrap();
                    }
                }
            }
        }
    }
}

#[test]
fn every_file_is_a_module() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("it");
    let main = fs::read_to_string(folder.join("main.rs")).unwrap();
    for file in names(&folder) {
        if let Some(name) = file.strip_suffix(".rs").filter(|name| *name != "main") {
            assert!(main.contains(&format!("\nmod {name};")), "it/{file} is not a module of it/main.rs");
        }
    }
}

#[test]
fn engines_that_the_run_names_are_there() {
    for engine in engines::ALL {
        engines::runs(engine).unwrap();
    }
}
