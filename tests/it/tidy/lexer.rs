//! Enough of Rust's grammar to tell code from comments and literals.

pub struct Literal {
    pub line: usize,
    pub text: String,
}

/// The code with blanks for comments and the contents of literals, and those contents.
pub fn lex(text: &str) -> (String, Vec<Literal>) {
    let mut lexer = Lexer {
        rest: text,
        line: 1,
        code: String::new(),
        literals: Vec::new(),
    };
    while !lexer.rest.is_empty() {
        lexer.step();
    }
    (lexer.code, lexer.literals)
}

struct Lexer<'a> {
    rest: &'a str,
    line: usize,
    code: String,
    literals: Vec<Literal>,
}

impl<'a> Lexer<'a> {
    fn step(&mut self) {
        let rest = self.rest;
        if rest.starts_with("//") {
            self.skip(rest.find('\n').unwrap_or(rest.len()));
        } else if rest.starts_with("/*") {
            self.skip(rest.find("*/").map_or(rest.len(), |at| at + 2));
        } else if let Some((start, end)) = self.raw_string() {
            self.literal(start, &end);
        } else if rest.starts_with('"') {
            self.literal(1, "\"");
        } else if let Some(length) = char_literal(rest) {
            self.code.push_str("' '");
            self.skip(length);
        } else {
            let length = rest.chars().next().map_or(1, char::len_utf8);
            let c = &rest[..length];
            self.code.push_str(c);
            self.line += usize::from(c == "\n");
            self.rest = &rest[length..];
        }
    }

    /// The lengths of `r##"` and the end that belongs to it, unless it is part of a name.
    fn raw_string(&self) -> Option<(usize, String)> {
        let within = |c: char| c.is_alphanumeric() || c == '_';
        if self.code.chars().next_back().is_some_and(within) {
            return None;
        }
        let after = self.rest.strip_prefix('b').unwrap_or(self.rest);
        let hashes = after.strip_prefix('r')?;
        let body = hashes.trim_start_matches('#');
        body.starts_with('"').then(|| {
            let count = hashes.len() - body.len();
            let start = self.rest.len() - body.len() + 1;
            (start, format!("\"{}", "#".repeat(count)))
        })
    }

    fn literal(&mut self, start: usize, end: &str) {
        let body: &'a str = &self.rest[start..];
        let mut at = 0;
        while !body[at..].starts_with(end) && at < body.len() {
            let escaped = end == "\"" && body[at..].starts_with('\\');
            let mut chars = body[at..].chars();
            let taken = chars.by_ref().take(if escaped { 2 } else { 1 });
            at += taken.map(char::len_utf8).sum::<usize>();
        }
        self.literals.push(Literal {
            line: self.line,
            text: body[..at].to_owned(),
        });
        self.code.push('"');
        self.skip((start + at + end.len()).min(self.rest.len()));
        self.code.push('"');
    }

    /// Leaves out so many bytes, but keeps their line ends.
    fn skip(&mut self, bytes: usize) {
        let (skipped, rest) = self.rest.split_at(bytes);
        let lines = skipped.matches('\n').count();
        self.code.push_str(&"\n".repeat(lines));
        self.line += lines;
        self.rest = rest;
    }
}

/// The length of `'c'` or `'\n'`; a lifetime has none.
fn char_literal(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('\'')?;
    if let Some(escaped) = body.strip_prefix('\\') {
        let skipped = escaped.chars().next()?.len_utf8();
        return Some(2 + skipped + escaped[skipped..].find('\'')? + 1);
    }
    let c = body.chars().next()?;
    body[c.len_utf8()..]
        .starts_with('\'')
        .then_some(c.len_utf8() + 2)
}

/// The code without what is compiled for tests only, as many lines as before.
pub fn without_tests(code: &str, literals: &mut Vec<Literal>) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut kept = String::new();
    let mut rest = code;
    while let Some(at) = rest.find(MARK) {
        kept.push_str(&rest[..at]);
        let item = &rest[at..];
        let end = match (item.find(';'), item.find('{')) {
            (Some(end), brace) if brace.is_none_or(|brace| end < brace) => end + 1,
            (_, Some(brace)) => brace + block(&item[brace..]),
            _ => item.len(),
        };
        let from = kept.matches('\n').count() + 1;
        let lines = item[..end].matches('\n').count();
        literals.retain(|it| it.line < from || it.line > from + lines);
        kept.push_str(&"\n".repeat(lines));
        rest = &item[end..];
    }
    kept.push_str(rest);
    kept
}

/// The length of a block that begins with `{`.
pub fn block(code: &str) -> usize {
    let mut depth = 0;
    for (at, c) in code.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    code.len()
}

#[test]
fn code_is_told_from_words() {
    let text = "let a = \"b // \\\" c\"; // d \"e\"\nlet f = r#\"g \" h\"#; /* i */ let j: &'k str = 'l';\nlet m = '\\'';";
    let (code, literals) = lex(text);
    assert_eq!(
        code,
        "let a = \"\"; \nlet f = \"\";  let j: &'k str = ' ';\nlet m = ' ';"
    );
    let literals: Vec<_> = literals
        .iter()
        .map(|it| (it.line, it.text.as_str()))
        .collect();
    assert_eq!(literals, [(1, "b // \\\" c"), (2, "g \" h")]);
}

#[test]
fn test_code_is_left_out() {
    let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    const B: &str = \"b\";\n}\nfn c() { \"c\" }\n#[cfg(test)]\nmod more;\n";
    let (code, mut literals) = lex(text);
    let code = without_tests(&code, &mut literals);
    assert_eq!(code, "fn a() {}\n\n\n\n\nfn c() { \"\" }\n\n\n");
    assert_eq!(literals.len(), 1);
}
