//! Makes one test per case file and engine, so that each runs, is named and can be chosen on its own.
//! Leaves out reading the cases: that is done when the test runs.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let cases = Path::new("cases");
    println!("cargo::rerun-if-changed=cases");
    println!("cargo::rerun-if-changed=build.rs");
    let mut text = String::new();
    for kind in sorted(cases)?.iter().filter(|path| path.is_dir()) {
        println!("cargo::rerun-if-changed={}", kind.display());
        let kind_name = stem(kind);
        let _ = writeln!(text, "mod r#{kind_name} {{");
        for file in sorted(kind)?.iter().filter(|path| path.extension().is_some_and(|end| end == "sql")) {
            let name = stem(file);
            println!("cargo::rerun-if-changed={}", file.display());
            for engine in engines(&fs::read_to_string(file)?) {
                let _ = writeln!(
                    text,
                    "    #[test]\n    fn {name}_on_{engine}() {{\n        super::run(\"{kind_name}/{name}\", \"{engine}\");\n    }}"
                );
            }
        }
        text.push_str("}\n");
    }
    let out = env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    fs::write(out.join("cases.rs"), text)
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

fn engines(text: &str) -> Vec<String> {
    let header = text.lines().take_while(|line| line.starts_with("--"));
    let named = header.filter_map(|line| line.strip_prefix("-- engines:")).next();
    named.unwrap_or("sqlite postgres mysql").split_whitespace().map(str::to_owned).collect()
}
