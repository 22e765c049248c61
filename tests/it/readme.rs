//! The README's walk is run as a reader would run it, in a copy of the workspace, and what it prints is what the README
//! shows. Only times may differ. What commands say on standard error (the line that
//! `cargo xtask` starts, cargo's own progress) is not shown there.

use std::fs;

use driftline_tests::workspace::{Copy, root};

/// One thing a reader does.
#[derive(Debug)]
enum Action {
    /// Runs a command; the output shown.
    Run(String, String),
    /// Puts a text behind the line that holds another.
    Insert { file: String, behind: String, text: String },
}

/// The fenced blocks of the walk: `console` blocks, and `rust` blocks under a comment that says where they go.
fn walk(text: &str) -> Vec<Action> {
    let mut actions = Vec::new();
    let mut place: Option<(String, String)> = None;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(comment) = line.strip_prefix("<!-- insert into ") {
            let (file, behind) = comment.trim_end_matches(" -->").split_once(" behind ").unwrap();
            place = Some((file.to_owned(), behind.trim_matches('`').to_owned()));
        }
        let Some(language) = line.strip_prefix("```").filter(|language| !language.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
        match language {
            "console" => actions.extend(commands(&block)),
            "rust" => {
                if let Some((file, behind)) = place.take() {
                    actions.push(Action::Insert { file, behind, text: block.join("\n") });
                }
            }
            _ => {}
        }
    }
    actions
}

fn commands(block: &[&str]) -> Vec<Action> {
    let mut actions: Vec<Action> = Vec::new();
    for line in block {
        if let Some(command) = line.strip_prefix("$ ") {
            actions.push(Action::Run(command.to_owned(), String::new()));
        } else if let Some(Action::Run(_, shown)) = actions.last_mut() {
            shown.push_str(line);
            shown.push('\n');
        }
    }
    actions
}

/// Revisions carry the time of the run, and runs take their own time.
fn timeless(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut line = line.trim_end().to_owned();
        let mut at = 0;
        while let Some(found) = line[at..].find('m').map(|offset| at + offset) {
            let stamp: String = line[found + 1..].chars().take(15).collect();
            let is_stamp = stamp.len() == 15
                && stamp.char_indices().all(|(index, c)| if index == 8 { c == '_' } else { c.is_ascii_digit() });
            if is_stamp {
                line.replace_range(found + 1..found + 16, "YYYYMMDD_HHMMSS");
            }
            at = found + 1;
        }
        let words: Vec<&str> = line.split(' ').collect();
        let words: Vec<&str> = words
            .iter()
            .enumerate()
            .map(|(index, word)| {
                let unit = words.get(index + 1).map(|unit| unit.trim_end_matches([',', ')']));
                let counts = word.trim_start_matches('(').parse::<f64>().is_ok() && matches!(unit, Some("ms" | "s"));
                if counts || is_time(word) { "TIME" } else { word }
            })
            .collect();
        out.push_str(words.join(" ").trim_end());
        out.push('\n');
    }
    out.trim_end().to_owned()
}

/// A date or a time of day.
fn is_time(word: &str) -> bool {
    word.len() >= 8 && word.contains([':', '-']) && word.chars().all(|c| c.is_ascii_digit() || "-:TZ".contains(c))
}

#[test]
fn every_block_of_the_walk_runs_and_prints_what_it_shows() {
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    let start = text.find("## A five-minute walk").expect("the README has a walk");
    let copy = Copy::take().unwrap();
    let _ = fs::remove_dir_all(copy.folder().join("prt_data"));
    let actions = walk(&text[start..]);
    assert!(actions.len() >= 6, "{actions:?}");
    follow(&copy, &actions, &[]);
}

/// Commands of this page whose output is long are shown without it; what they must say stands here, with their exit codes.
#[tokio::test(flavor = "multi_thread")]
async fn a_legacy_database_is_adopted_as_the_page_says() {
    let text = fs::read_to_string(root().join("docs/adopting-a-legacy-database.md")).unwrap();
    let copy = Copy::take().unwrap();
    let _ = fs::remove_dir_all(copy.folder().join("prt_data"));
    fs::create_dir_all(copy.folder().join("prt_data")).unwrap();
    let file = copy.folder().join("prt_data/prt.db");
    driftline_tests::legacy::build(&file, 10, driftline_tests::legacy::Variety::Plain)
        .await
        .unwrap()
        .close()
        .await
        .unwrap();
    let actions = walk(&text);
    assert!(actions.len() >= 8, "{actions:?}");
    let open: [(&str, &[&str]); 4] = [
        ("cargo run -q -p migration -- data run --all", &["verified", "`cargo xtask push` brings it there"]),
        ("cargo xtask push --dry-run", &["- addresses", "nothing applied"]),
        ("cargo xtask push --yes", &["before-push", "is what the entities declare"]),
        ("cargo run -q -p migration -- backup list", &["before-data-002", "before-push"]),
    ];
    follow(&copy, &actions, &open);
    let _ = fs::remove_dir_all(copy.folder().join("prt_data"));
}

/// Does what the page says. Of the commands named in `open` the output is not shown, and must hold these words.
fn follow(copy: &Copy, actions: &[Action], open: &[(&str, &[&str])]) {
    let mut fresh = String::new();
    let mut differs = Vec::new();
    for action in actions {
        match action {
            Action::Insert { file, behind, text } => {
                let source = fs::read_to_string(copy.folder().join(file)).unwrap();
                let line = source
                    .lines()
                    .find(|line| line.contains(behind.as_str()))
                    .unwrap_or_else(|| panic!("{file}: {behind}"));
                copy.edit(file, line, &format!("{line}\n{text}")).unwrap();
            }
            Action::Run(command, shown) => {
                let output = copy.shell(command, &[]).unwrap();
                let said: String =
                    String::from_utf8_lossy(&output.stdout).lines().flat_map(|line| [line, "\n"]).collect();
                fresh.push_str(&format!("$ {command}\n{said}\n"));
                if let Some((_, words)) = open.iter().find(|(known, _)| known == command) {
                    let missing = words.iter().find(|word| !said.contains(**word));
                    differs.extend(missing.map(|word| format!("$ {command}\n--- does not say {word}\n{said}")));
                    continue;
                }
                if timeless(&said) != timeless(shown) {
                    differs.push(format!("$ {command}\n--- shown\n{shown}\n--- printed\n{said}"));
                }
            }
        }
    }
    assert!(differs.is_empty(), "{}\n\nThe whole walk as it ran:\n{fresh}", differs.join("\n\n"));
}

#[test]
fn the_two_commands_come_first() {
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    let first: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("$ ")).take(2).collect();
    assert_eq!(first, ["cargo run -p migration -- up", "cargo xtask test"]);
}
