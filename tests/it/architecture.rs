//! ARCHITECTURE.md is true: its packages exist and are all named, depend on one another as it says, and share one set of
//! features for every crate that links sea-orm.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use driftline_tests::workspace::root;
use serde_json::Value;

/// Package name to (folder, what it may use).
fn table() -> BTreeMap<String, (String, String)> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let mut rows = BTreeMap::new();
    for line in text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| folder")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        if let [folder, package, _, may_use] = cells[..] {
            rows.insert(package.to_owned(), (folder.to_owned(), may_use.to_owned()));
        }
    }
    rows
}

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Package name to (folder, its ordinary dependencies within the workspace).
fn workspace() -> BTreeMap<String, (String, BTreeSet<String>)> {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let names: BTreeSet<String> = packages.iter().map(|package| text(&package["name"])).collect();
    let base = format!("{}/", root().display());
    packages
        .iter()
        .map(|package| {
            let manifest = text(&package["manifest_path"]);
            let folder = manifest.trim_start_matches(&base).trim_end_matches("/Cargo.toml").to_owned();
            let uses = package["dependencies"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|dependency| dependency["kind"].is_null())
                .map(|dependency| text(&dependency["name"]))
                .filter(|name| names.contains(name))
                .collect();
            (text(&package["name"]), (folder, uses))
        })
        .collect()
}

#[test]
fn every_package_is_named_with_its_folder_and_no_other() {
    let named: BTreeMap<String, String> = table().into_iter().map(|(name, (folder, _))| (name, folder)).collect();
    let real: BTreeMap<String, String> = workspace().into_iter().map(|(name, (folder, _))| (name, folder)).collect();
    assert_eq!(named, real);
}

#[test]
fn packages_use_only_what_the_map_allows() {
    let table = table();
    for (package, (_, uses)) in workspace() {
        let may_use = &table[&package].1;
        if may_use == "any" || may_use.starts_with("all") {
            continue;
        }
        let allowed: BTreeSet<String> = may_use
            .split(", ")
            .filter(|word| !word.contains("nothing") && *word != "std")
            .map(|word| format!("driftline-{word}"))
            .collect();
        assert_eq!(uses, allowed, "{package}: left what it uses, right what ARCHITECTURE.md allows");
    }
}

#[test]
fn only_autogenerate_links_the_entities() {
    let linking: Vec<String> =
        workspace().into_iter().filter(|(_, (_, uses))| uses.contains("entity")).map(|(name, _)| name).collect();
    assert_eq!(linking, ["driftline-autogenerate"]);
}

/// With two feature sets each command would compile its own sea-orm.
#[test]
fn every_command_resolves_the_same_features() {
    let features = |selection: &[&str]| {
        let output = Command::new(env!("CARGO"))
            .args(["tree", "--offline", "--prefix", "none", "--format", "{p} [{f}]"])
            .args(selection)
            .current_dir(root())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.lines().map(|line| line.trim_end_matches(" (*)").to_owned()).collect::<BTreeSet<String>>()
    };
    let migration = features(&["--edges", "normal,build", "--package", "migration"]);
    let autogenerate = features(&["--edges", "normal,build", "--package", "driftline-autogenerate"]);
    let everything = features(&["--edges", "normal,build,dev", "--workspace"]);
    // A crate of its own, far from sea-orm.
    let matters = |line: &&String| !line.starts_with("regex-syntax ");
    for (name, one) in [("migration", &migration), ("driftline-autogenerate", &autogenerate)] {
        let missing: Vec<&String> = one.difference(&everything).filter(matters).collect();
        assert!(missing.is_empty(), "{name} resolves {missing:?} otherwise than the whole workspace does");
    }
}
