//! Every reader of text keeps its promises on the committed texts, on mutations of them and on long ones: what the fuzz targets
//! check, in seconds and the same each time. `DRIFTLINE_PARSER_CASES` sets how many mutations each reader gets.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use driftline_tests::parser::mutation::{Numbers, mutated};
use driftline_tests::parser::{PARSERS, Parser, folder, texts};

/// Mutations for each reader, unless the run says another number.
const CASES: u64 = 600;
/// The same for readers whose check runs what it reads.
const SLOW_CASES: u64 = 150;

fn committed(parser: Parser) -> Vec<(String, String)> {
    ["seeds", "regressions"].into_iter().flat_map(|kind| texts(kind, parser.name).unwrap_or_default()).collect()
}

/// What a reader breaks on a text, with the text where it is short.
fn broken(parser: Parser, name: &str, text: &str) -> Option<String> {
    let cause = catch_unwind(AssertUnwindSafe(|| (parser.check)(text))).err()?;
    let said = cause.downcast_ref::<String>().cloned();
    let said = said.or_else(|| cause.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default();
    let short = |text: &str| text.chars().take(2_000).collect::<String>();
    Some(format!("{}: {name}: {}\ntext: {:?}\n", parser.name, short(&said), short(text)))
}

/// Fails with the first thing that each reader breaks.
fn none_of(broken: impl Iterator<Item = String>) {
    let broken: Vec<String> = broken.collect();
    assert!(broken.is_empty(), "{} readers:\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn every_reader_has_a_target_and_texts() {
    let of_folder = |path: &str| -> BTreeSet<String> {
        let entries = std::fs::read_dir(folder().join(path)).unwrap();
        entries.map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned()).collect()
    };
    let readers: BTreeSet<String> = PARSERS.iter().map(|parser| parser.name.to_owned()).collect();
    assert_eq!(of_folder("fuzz_targets"), readers);
    assert_eq!(of_folder("seeds"), readers);
    // There is no such folder while nothing has failed.
    assert!(!folder().join("regressions").exists() || of_folder("regressions").is_subset(&readers));
    let manifest = std::fs::read_to_string(folder().join("Cargo.toml")).unwrap();
    for parser in PARSERS {
        assert!(manifest.contains(&format!("name = \"{}\"", parser.name)), "{} is no target", parser.name);
        let target = std::fs::read_to_string(folder().join(format!("fuzz_targets/{}.rs", parser.name))).unwrap();
        assert!(target.contains(&format!("check(\"{}\"", parser.name)), "{target}");
        assert!(texts("seeds", parser.name).unwrap().len() >= 5, "{} has few texts", parser.name);
    }
}

#[test]
fn committed_texts_are_read() {
    let first = |parser: Parser| committed(parser).iter().find_map(|(name, text)| broken(parser, name, text));
    none_of(PARSERS.into_iter().filter_map(first));
}

#[test]
fn mutations_are_read() {
    let asked = std::env::var("DRIFTLINE_PARSER_CASES").ok().map(|number| number.parse().expect("a number"));
    none_of(PARSERS.into_iter().filter_map(|parser| {
        let known: Vec<String> = committed(parser).into_iter().map(|(_, text)| text).collect();
        let cases = asked.unwrap_or(if parser.is_linear { CASES } else { SLOW_CASES });
        let made = |seed| mutated(&mut Numbers::new(seed), &known);
        (0..cases).find_map(|seed| broken(parser, &format!("mutation {seed}"), &made(seed)))
    }));
}

/// Pieces that readers open something for, count, or look ahead from.
const REPEATED: [&str; 30] = [
    "(",
    ")",
    "((a",
    "a AND (",
    "(a AND b) AND ",
    "'",
    "\"",
    "`",
    "[",
    "$",
    "$$",
    "$a",
    "/*",
    "--",
    "a.",
    "a,",
    "b ",
    "::",
    ".",
    ";",
    "-",
    "\\",
    "E'",
    "{",
    "((a AND b) OR ",
    "now() ",
    "(ARRAY['a'])::text[] ",
    "definer = ",
    "\n",
    "[a-",
];

/// A long text takes time in proportion to its length, and no stack.
#[test]
fn long_texts_take_no_longer_than_they_are() {
    let first = |parser: Parser| {
        let heads = committed(parser).into_iter().map(|(_, text)| text).take(1).chain([String::new()]);
        let heads: Vec<String> = heads.collect();
        let each = REPEATED.iter().flat_map(|piece| heads.iter().map(move |head| (head, piece)));
        each.into_iter().find_map(|(head, piece)| too_long(parser, head, piece))
    };
    none_of(PARSERS.into_iter().filter(|parser| parser.is_linear).filter_map(first));
}

/// How often a piece stands in the longest text, in bytes.
const LONG: usize = 32_000;
/// The shorter text that it is measured against.
const SHORT: usize = LONG / 4;
/// What is done within this is not measured: the machine is shared.
const SOON: Duration = Duration::from_millis(400);

fn too_long(parser: Parser, head: &str, piece: &str) -> Option<String> {
    let text = |length: usize| format!("{head}{}", piece.repeat(length / piece.len()));
    let timed = |length: usize| {
        let begun = Instant::now();
        broken(parser, &format!("{length} bytes of {piece:?}"), &text(length)).map_or(Ok(begun.elapsed()), Err)
    };
    let measured = || -> Result<Option<String>, String> {
        let mut long = timed(LONG)?;
        if long < SOON {
            return Ok(None);
        }
        // Another program may have had the processor meanwhile: the least of several says what the text costs.
        let mut short = Duration::MAX;
        for _ in 0..5 {
            short = short.min(timed(SHORT)?);
            long = long.min(timed(LONG)?);
        }
        let short = short.max(Duration::from_millis(1));
        let times = long.as_secs_f64() / short.as_secs_f64();
        let said =
            format!("{}: {piece:?}: 4 times the text took {times:.1} times as long ({short:?}, {long:?})", parser.name);
        Ok((times > 10.0 && long > SOON).then_some(said))
    };
    measured().unwrap_or_else(Some)
}
