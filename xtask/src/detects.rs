//! `cargo xtask detects`: writes docs/detects.md from the test cases, so that the page says what is tested and no more.
//! Leaves out running the cases.
//!
//! Read are `tests/cases/KIND/kind.md` (first line: what is detected; then, where an engine has no case,
//! `sqlite: why`, `postgres: why` or `mysql: why`) and the first lines of `tests/cases/KIND/NAME.sql`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use crate::run;

const PAGE: &str = "docs/detects.md";
const ENGINES: [(&str, &str); 3] = [("sqlite", "SQLite"), ("postgres", "PostgreSQL"), ("mysql", "MariaDB")];
/// The engines of a case that names none.
const USUAL: [&str; 3] = ["sqlite", "postgres", "mysql"];

const INTRODUCTION: &str = "# What is detected

<!-- Written by `cargo xtask detects` from tests/cases; do not edit. -->

Every kind of difference, with its status per engine and the cases that prove it. A case is a schema before and a schema
after, with rows. Its test applies the plan, reads the database back and finds no difference, reverts it and finds the
start again, row by row, and applies it once more. The number is that of the cases on the engine; a dash comes with the reason.
MariaDB 10.11 stands for MySQL 8 too, which was not run: what MySQL's catalogs say otherwise is read by rules that are tested on
rows written down after its manual (`crates/inspect/src/mysql/`, `flavour.rs` and the tests beside it), and statements that only one
of the two understands are avoided or stand in its comments (`/*!80000 … */`).
";

/// Arguments of `cargo xtask detects`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Write nothing; fail if the page is out of date
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let workspace = run::workspace();
    let text = page(&workspace.join("tests/cases"))?;
    let path = workspace.join(PAGE);
    if arguments.check {
        return match std::fs::read_to_string(&path) {
            Ok(found) if found == text => Ok(ExitCode::SUCCESS),
            _ => Err(format!("{PAGE} is out of date; run `cargo xtask detects`")),
        };
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| format!("cannot create {}: {error}", folder.display()))?;
    }
    std::fs::write(&path, text).map_err(|error| format!("cannot write {PAGE}: {error}"))?;
    eprintln!("wrote {PAGE}");
    Ok(ExitCode::SUCCESS)
}

/// One folder of cases.
struct Kind {
    name: String,
    title: String,
    /// Why an engine has no case.
    absent: BTreeMap<String, String>,
    cases: Vec<Case>,
}

struct Case {
    name: String,
    engines: Vec<String>,
    /// The case's first line of prose, which ends in a full stop.
    about: String,
}

/// The whole page.
pub(crate) fn page(cases: &Path) -> Result<String, String> {
    let kinds = entries(cases)?.iter().map(|name| kind(cases, name)).collect::<Result<Vec<_>, _>>()?;
    let mut page = INTRODUCTION.to_owned();
    let total = |engine: &str| kinds.iter().map(|kind| kind.on(engine)).sum::<usize>();
    let files: usize = kinds.iter().map(|kind| kind.cases.len()).sum();
    let totals: Vec<String> = ENGINES.iter().map(|(name, title)| format!("{} on {title}", total(name))).collect();
    let _ = writeln!(page, "\n{files} cases: {}.\n", totals.join(", "));
    let titles: String = ENGINES.iter().map(|(_, title)| format!(" {title} |")).collect();
    let _ = writeln!(page, "| kind | what is detected |{titles}\n|---|---|{}", "---|".repeat(ENGINES.len()));
    for kind in &kinds {
        let cells: String = ENGINES.iter().map(|(name, _)| format!(" {} |", kind.cell(name))).collect();
        let _ = writeln!(page, "| [{0}](#{0}) | {1} |{cells}", kind.name, kind.title);
    }
    for kind in &kinds {
        let _ = writeln!(page, "\n## {}\n\n{}\n", kind.name, kind.title);
        for case in &kind.cases {
            let about = if case.about.is_empty() { String::new() } else { format!(": {}", case.about) };
            let _ = writeln!(page, "- `{}/{}`{}{about}", kind.name, case.name, only(&case.engines));
        }
    }
    Ok(page)
}

/// On which engines a case runs, where that is not on all, in brackets.
fn only(engines: &[String]) -> String {
    let there = |name: &str| engines.iter().any(|engine| engine == name);
    if USUAL.iter().all(|name| there(name)) {
        return String::new();
    }
    let titles: Vec<&str> = ENGINES.iter().filter(|(name, _)| there(name)).map(|(_, title)| *title).collect();
    format!(" ({})", titles.join(", "))
}

impl Kind {
    /// The kind's status on an engine.
    fn cell(&self, engine: &str) -> String {
        match (self.on(engine), self.absent.get(engine)) {
            (0, reason) => format!("– {}", reason.map_or("", String::as_str)),
            (count, _) => format!("yes ({count})"),
        }
    }

    fn on(&self, engine: &str) -> usize {
        self.cases.iter().filter(|case| case.engines.iter().any(|name| name == engine)).count()
    }
}

fn kind(cases: &Path, name: &str) -> Result<Kind, String> {
    let folder = cases.join(name);
    let about = read(&folder.join("kind.md"))?;
    let mut lines = about.lines();
    let title = lines.next().unwrap_or_default().trim().to_owned();
    let absent = lines.filter_map(|line| line.split_once(':')).map(|(a, b)| (a.trim().to_owned(), b.trim().to_owned()));
    let mut kind = Kind { name: name.to_owned(), title, absent: absent.collect(), cases: Vec::new() };
    for file in entries(&folder)? {
        if let Some(stem) = file.strip_suffix(".sql") {
            kind.cases.push(case(stem, &read(&folder.join(&file))?));
        }
    }
    for (engine, title) in ENGINES {
        if (kind.on(engine) > 0) == kind.absent.contains_key(engine) {
            return Err(format!(
                "tests/cases/{name}: {title} has {} cases; kind.md must give the reason exactly where there is none, as `{engine}: why`",
                kind.on(engine)
            ));
        }
    }
    Ok(kind)
}

fn case(name: &str, text: &str) -> Case {
    let mut case = Case { name: name.to_owned(), engines: Vec::new(), about: String::new() };
    let header = text.lines().take_while(|line| line.starts_with("--") && !line.starts_with("--!"));
    for line in header {
        let line = line.trim_start_matches('-').trim();
        if let Some(engines) = line.strip_prefix("engines:") {
            case.engines = engines.split_whitespace().map(str::to_owned).collect();
        } else if case.about.is_empty() && line.ends_with('.') {
            case.about = line.trim_end_matches('.').to_owned();
        }
    }
    if case.engines.is_empty() {
        case.engines = USUAL.map(str::to_owned).to_vec();
    }
    case
}

fn entries(folder: &Path) -> Result<Vec<String>, String> {
    let found = std::fs::read_dir(folder).map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    let mut names: Vec<String> =
        found.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}
