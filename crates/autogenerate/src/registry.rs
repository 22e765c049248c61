//! The list of migrations in `migration/src/lib.rs`: read and extended through its syntax tree, never rewritten.
//!
//! Leaves out writing the file; the caller gets the new text and shows it as a diff first.

use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::spanned::Spanned as _;
use syn::visit::Visit;

/// Why the list cannot be read or extended.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    /// The file is not Rust.
    #[error("{file} does not parse as Rust: {reason}; mend it and run again")]
    Syntax {
        /// The file.
        file: String,
        /// What the parser said.
        reason: String,
    },
    /// The list is not where SeaORM puts it.
    #[error(
        "{file} has no `fn migrations() -> Vec<Box<dyn MigrationTrait>>` whose body is one `vec![Box::new(NAME::Migration), …]` \
         in an `impl MigratorTrait`: {reason}; bring it into that form, or add the module by hand"
    )]
    NoList {
        /// The file.
        file: String,
        /// What is there instead.
        reason: String,
    },
    /// A listed migration has no module in the file.
    #[error("{file} lists `{name}` but has no `mod {name};`")]
    NoModule {
        /// The file.
        file: String,
        /// The module's name.
        name: String,
    },
}

/// The migrations listed in a `lib.rs`, and where a new one goes.
#[derive(Debug)]
pub struct Registry {
    file: String,
    text: String,
    /// Module names in the order of the list.
    pub revisions: Vec<String>,
    module_end: Option<usize>,
    items_start: usize,
    list: List,
}

#[derive(Debug)]
struct List {
    /// Byte range of the text between the brackets of `vec![…]`.
    inside: std::ops::Range<usize>,
    /// Byte range of the last element.
    last: Option<std::ops::Range<usize>>,
    /// Byte offset behind the comma that follows the last element.
    comma: Option<usize>,
}

impl Registry {
    /// Reads the list out of the text of `file`.
    ///
    /// # Errors
    /// [`RegistryError`] where the text is not Rust or the list is not in SeaORM's form.
    pub fn parse(file: &Path, text: &str) -> Result<Self, RegistryError> {
        let shown = file.display().to_string();
        let syntax = syn::parse_file(text)
            .map_err(|error| RegistryError::Syntax { file: shown.clone(), reason: located(&error) })?;
        let mut search = Search::default();
        search.visit_file(&syntax);
        let missing = |reason: &str| RegistryError::NoList { file: shown.clone(), reason: reason.to_owned() };
        let body = match search.bodies.as_slice() {
            [] => return Err(missing("there is no such function")),
            [body] => body,
            _ => return Err(missing("there are several")),
        };
        let tokens = list_tokens(body).ok_or_else(|| missing("the body is something else"))?;
        let (list, revisions) =
            read_list(&tokens).ok_or_else(|| missing("an element is not `Box::new(NAME::Migration)`"))?;
        let mut module_end = None;
        let mut modules = Vec::new();
        let mut items_start = None;
        for item in &syntax.items {
            let range = item.span().byte_range();
            match item {
                syn::Item::Mod(module) if module.content.is_none() => {
                    modules.push(module.ident.to_string());
                    if is_revision(&module.ident.to_string()) {
                        module_end = Some(range.end);
                    }
                }
                syn::Item::Use(_) | syn::Item::ExternCrate(_) if module_end.is_none() => items_start = Some(range.end),
                _ => {}
            }
        }
        if let Some(name) = revisions.iter().find(|name| !modules.contains(name)) {
            return Err(RegistryError::NoModule { file: shown, name: name.clone() });
        }
        let items_start = items_start
            .unwrap_or_else(|| syntax.items.first().map_or(text.len(), |item| item.span().byte_range().start));
        Ok(Self { file: shown, text: text.to_owned(), revisions, module_end, items_start, list })
    }

    /// The file's text with the new module declared and listed last. Everything else stays to the byte.
    #[must_use]
    pub fn with(&self, name: &str) -> String {
        let mut edits = vec![self.module_edit(name), self.list_edit(name)];
        edits.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        let mut text = self.text.clone();
        for (at, insert) in edits {
            text.insert_str(at, &insert);
        }
        text
    }

    /// The file as messages name it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The file's text as it was read.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    fn newline(&self) -> &'static str {
        if self.text.contains("\r\n") { "\r\n" } else { "\n" }
    }

    fn module_edit(&self, name: &str) -> (usize, String) {
        let newline = self.newline();
        match self.module_end {
            Some(end) => (line_end(&self.text, end), format!("{newline}mod {name};")),
            None if self.text[..self.items_start].trim().is_empty() => {
                (self.items_start, format!("mod {name};{newline}{newline}"))
            }
            None if self.text[self.items_start..].trim_start_matches(['\r', '\n']).len()
                == self.text[self.items_start..].len() =>
            {
                (self.items_start, format!("mod {name};{newline}{newline}"))
            }
            None => (line_end(&self.text, self.items_start), format!("{newline}{newline}mod {name};")),
        }
    }

    fn list_edit(&self, name: &str) -> (usize, String) {
        let newline = self.newline();
        let element = format!("Box::new({name}::Migration)");
        let Some(last) = &self.list.last else {
            let inside = &self.text[self.list.inside.clone()];
            let indent = line_indent(&self.text, self.list.inside.start);
            if inside.trim().is_empty() {
                let close = if inside.contains('\n') { String::new() } else { format!("{newline}{indent}") };
                return (self.list.inside.start, format!("{newline}{indent}    {element},{close}"));
            }
            // Only comments inside: they stay, the element follows them on a line of its own.
            let end = self.list.inside.start + inside.trim_end().len();
            return (end, format!("{newline}{indent}    {element},"));
        };
        let on_own_line = self.text[line_start(&self.text, last.start)..last.start].trim().is_empty();
        let indent = line_indent(&self.text, last.start);
        match (self.list.comma, on_own_line) {
            (Some(comma), true) => {
                (comment_end(&self.text, comma, self.list.inside.end), format!("{newline}{indent}{element},"))
            }
            (None, true) => (last.end, format!(",{newline}{indent}{element},")),
            (Some(comma), false) => (comma, format!(" {element},")),
            (None, false) => (last.end, format!(", {element}")),
        }
    }
}

/// Whether a module name is a revision's: `m`, a date, a time, a name.
#[must_use]
pub fn is_revision(name: &str) -> bool {
    timestamp(name).is_some()
}

/// The `YYYYMMDD_HHMMSS` of a revision's name.
#[must_use]
pub fn timestamp(name: &str) -> Option<&str> {
    let stamp = name.strip_prefix('m')?.get(..15)?;
    let digits = stamp.bytes().enumerate().all(|(at, byte)| if at == 8 { byte == b'_' } else { byte.is_ascii_digit() });
    digits.then_some(stamp)
}

fn located(error: &syn::Error) -> String {
    let start = error.span().start();
    format!("line {}: {error}", start.line)
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |offset| at + offset);
    if text[..end].ends_with('\r') { end - 1 } else { end }
}

fn line_indent(text: &str, at: usize) -> &str {
    let line = &text[line_start(text, at)..at];
    &line[..line.len() - line.trim_start().len()]
}

/// Behind a comment that follows on the same line, so that it keeps belonging to its element.
fn comment_end(text: &str, at: usize, limit: usize) -> usize {
    let end = line_end(text, at).min(limit);
    if text[at..end].trim_start().starts_with("//") { end } else { at }
}

#[derive(Default)]
struct Search {
    bodies: Vec<syn::Block>,
}

impl<'ast> Visit<'ast> for Search {
    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let is_migrator = item
            .trait_
            .as_ref()
            .is_some_and(|(_, path, _)| path.segments.last().is_some_and(|segment| segment.ident == "MigratorTrait"));
        if is_migrator {
            for member in &item.items {
                if let syn::ImplItem::Fn(function) = member
                    && function.sig.ident == "migrations"
                {
                    self.bodies.push(function.block.clone());
                }
            }
        }
    }
}

/// The `vec![…]` that is the whole body.
fn list_tokens(body: &syn::Block) -> Option<syn::Macro> {
    let [
        syn::Stmt::Macro(syn::StmtMacro { mac, semi_token: None, .. })
        | syn::Stmt::Expr(syn::Expr::Macro(syn::ExprMacro { mac, .. }), None),
    ] = body.stmts.as_slice()
    else {
        return None;
    };
    mac.path.is_ident("vec").then(|| mac.clone())
}

fn read_list(list: &syn::Macro) -> Option<(List, Vec<String>)> {
    let span = list.delimiter.span();
    let inside = span.open().byte_range().end..span.close().byte_range().start;
    let mut revisions = Vec::new();
    let mut last = None;
    let mut comma = None;
    let mut element: Vec<TokenTree> = Vec::new();
    for token in list.tokens.clone() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == ',' => {
                let (name, range) = read_element(&element)?;
                revisions.push(name);
                last = Some(range);
                comma = Some(mark.span().byte_range().end);
                element.clear();
            }
            other => element.push(other),
        }
    }
    if !element.is_empty() {
        let (name, range) = read_element(&element)?;
        revisions.push(name);
        last = Some(range);
        comma = None;
    }
    Some((List { inside, last, comma }, revisions))
}

/// `Box::new(NAME::Migration)`, or with a path before NAME.
fn read_element(tokens: &[TokenTree]) -> Option<(String, std::ops::Range<usize>)> {
    let first = tokens.first()?.span().byte_range();
    let TokenTree::Group(group) = tokens.last()? else { return None };
    if group.delimiter() != Delimiter::Parenthesis || !is_box_new(&tokens[..tokens.len() - 1]) {
        return None;
    }
    let path: syn::Path = syn::parse2(group.stream()).ok()?;
    let [.., module, kind] = path.segments.iter().collect::<Vec<_>>()[..] else { return None };
    (kind.ident == "Migration").then(|| (module.ident.to_string(), first.start..group.span().byte_range().end))
}

fn is_box_new(tokens: &[TokenTree]) -> bool {
    let stream: TokenStream = tokens.iter().cloned().collect();
    syn::parse2::<syn::Path>(stream)
        .is_ok_and(|path| path.segments.iter().map(|segment| segment.ident.to_string()).eq(["Box", "new"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str) -> Result<String, RegistryError> {
        Registry::parse(Path::new("lib.rs"), text).map(|registry| registry.with("m20260102_000000_b"))
    }

    #[test]
    fn a_new_module_goes_last_and_nothing_else_moves() {
        let text = "//! Doc.\npub use driftline_runner::prelude::*;\n\n// kept\nmod m20260101_000000_a; // first\n\npub struct Migrator;\n\nimpl MigratorTrait for Migrator {\n    fn migrations() -> Vec<Box<dyn MigrationTrait>> {\n        vec![\n            Box::new(m20260101_000000_a::Migration), // the first\n            // the end\n        ]\n    }\n}\n";
        let wanted = text
            .replace("; // first\n", "; // first\nmod m20260102_000000_b;\n")
            .replace("// the first\n", "// the first\n            Box::new(m20260102_000000_b::Migration),\n");
        assert_eq!(with(text).unwrap(), wanted);
    }

    #[test]
    fn an_empty_list_is_opened() {
        let text = "pub use x::*;\n\npub struct Migrator;\n\n#[async_trait::async_trait]\nimpl MigratorTrait for Migrator {\n    fn migrations() -> Vec<Box<dyn MigrationTrait>> {\n        vec![]\n    }\n}\n";
        let wanted = text
            .replace("pub use x::*;\n", "pub use x::*;\n\nmod m20260102_000000_b;\n")
            .replace("vec![]", "vec![\n            Box::new(m20260102_000000_b::Migration),\n        ]");
        assert_eq!(with(text).unwrap(), wanted);
    }

    #[test]
    fn a_one_line_list_stays_on_its_line() {
        let text = "mod m20260101_000000_a;\nimpl MigratorTrait for M { fn migrations() -> Vec<Box<dyn MigrationTrait>> { vec![Box::new(m20260101_000000_a::Migration)] } }\n";
        let wanted = text
            .replace("a;\n", "a;\nmod m20260102_000000_b;\n")
            .replace("::Migration)]", "::Migration), Box::new(m20260102_000000_b::Migration)]");
        assert_eq!(with(text).unwrap(), wanted);
    }

    #[test]
    fn a_missing_comma_is_added_and_windows_line_ends_stay() {
        let text = "mod m20260101_000000_a;\r\nimpl MigratorTrait for M {\r\n    fn migrations() -> Vec<Box<dyn MigrationTrait>> {\r\n        vec![\r\n            Box::new(m20260101_000000_a::Migration)\r\n        ]\r\n    }\r\n}\r\n";
        let new = with(text).unwrap();
        assert!(
            new.contains("a::Migration),\r\n            Box::new(m20260102_000000_b::Migration),\r\n        ]"),
            "{new}"
        );
        assert!(!new.replace("\r\n", "").contains('\n'));
    }

    #[test]
    fn other_shapes_are_refused() {
        let shape = |body: &str| {
            format!(
                "mod m20260101_000000_a;\nimpl MigratorTrait for M {{ fn migrations() -> Vec<Box<dyn MigrationTrait>> {{ {body} }} }}"
            )
        };
        for body in ["let mut v = vec![]; v", "list()", "vec![make()]", "vec![Box::new(m20260101_000000_a::Other)]"] {
            assert!(matches!(with(&shape(body)), Err(RegistryError::NoList { .. })), "{body}");
        }
        assert!(matches!(with("pub struct M;"), Err(RegistryError::NoList { .. })));
        assert!(matches!(with("fn ("), Err(RegistryError::Syntax { .. })));
        assert!(matches!(
            with(&shape("vec![Box::new(m20250101_000000_z::Migration)]")),
            Err(RegistryError::NoModule { .. })
        ));
    }

    #[test]
    fn the_result_parses_and_lists_both() {
        for text in [
            "mod m20260101_000000_a;\nimpl MigratorTrait for M { fn migrations() -> Vec<Box<dyn MigrationTrait>> { vec![ Box::new(m20260101_000000_a::Migration), ] } }",
            "use a::b;\nimpl MigratorTrait for M { fn migrations() -> Vec<Box<dyn MigrationTrait>> { vec![/* none */] } }",
            "impl MigratorTrait for M { fn migrations() -> Vec<Box<dyn MigrationTrait>> { vec![\n // none yet\n ] } }",
        ] {
            let new = with(text).unwrap();
            let registry = Registry::parse(Path::new("lib.rs"), &new).unwrap_or_else(|error| panic!("{error}\n{new}"));
            assert_eq!(registry.revisions.last().map(String::as_str), Some("m20260102_000000_b"), "{new}");
        }
    }
}
