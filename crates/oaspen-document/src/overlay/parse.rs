//! The text of a JSONPath query → [`Query`]: the grammar of RFC 9535, appendix A.

use super::query::{Comparison, Condition, Function, Literal, Operand, Query, Segment, Selector};

/// What is wrong with a query, and at which byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ParseError {
    pub(super) at: usize,
    pub(super) message: String,
}

type Parsed<T> = Result<T, ParseError>;

/// How deep filters and brackets may nest.
const DEEPEST: usize = 32;

/// Parses a whole query, which begins with `$`.
pub(super) fn parse(text: &str) -> Parsed<Query> {
    let mut parser = Parser {
        text,
        at: 0,
        depth: 0,
    };
    if !parser.eat("$") {
        return parser.fail("a query begins with `$`");
    }
    let segments = parser.segments()?;
    if parser.at < text.len() {
        return parser.fail("this is no part of a JSONPath query");
    }
    Ok(Query {
        is_relative: false,
        segments,
    })
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn eat(&mut self, word: &str) -> bool {
        let is_there = self.rest().starts_with(word);
        if is_there {
            self.at += word.len();
        }
        is_there
    }

    fn blank(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    fn fail<T>(&self, message: impl Into<String>) -> Parsed<T> {
        Err(ParseError {
            at: self.at,
            message: message.into(),
        })
    }

    fn expect(&mut self, word: &str) -> Parsed<()> {
        self.blank();
        if self.eat(word) {
            Ok(())
        } else {
            self.fail(format!("expected `{word}`"))
        }
    }

    fn deeper<T>(&mut self, parse: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth >= DEEPEST {
            return self.fail("this nests too deep");
        }
        self.depth += 1;
        let parsed = parse(self);
        self.depth -= 1;
        parsed
    }

    fn segments(&mut self) -> Parsed<Vec<Segment>> {
        let mut segments = Vec::new();
        loop {
            let before = self.at;
            self.blank();
            let is_descendant = self.eat("..");
            let selectors = if self.peek() == Some('[') {
                self.deeper(Self::bracketed)?
            } else if is_descendant || self.eat(".") {
                vec![self.shorthand()?]
            } else {
                self.at = before;
                return Ok(segments);
            };
            segments.push(Segment {
                is_descendant,
                selectors,
            });
        }
    }

    /// `.name` and `.*`. A name may hold more than the grammar allows, because people write
    /// `$.paths./pets.get`; what follows a dot ends at the next dot or bracket.
    fn shorthand(&mut self) -> Parsed<Selector> {
        if self.eat("*") {
            return Ok(Selector::Wildcard);
        }
        let is_name = |c: char| {
            c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '/' | '{' | '}') || !c.is_ascii()
        };
        let rest = self.rest();
        let length = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
        let name = rest.get(..length).unwrap_or("");
        if name.is_empty() {
            return self.fail("expected a name, `*` or `[`");
        }
        self.at += length;
        Ok(Selector::Name(name.to_owned()))
    }

    fn bracketed(&mut self) -> Parsed<Vec<Selector>> {
        self.expect("[")?;
        let mut selectors = vec![self.selector()?];
        loop {
            self.blank();
            if self.eat("]") {
                return Ok(selectors);
            }
            self.expect(",")?;
            selectors.push(self.selector()?);
        }
    }

    fn selector(&mut self) -> Parsed<Selector> {
        self.blank();
        match self.peek() {
            Some('\'' | '"') => Ok(Selector::Name(self.string()?)),
            Some('*') => {
                self.at += 1;
                Ok(Selector::Wildcard)
            }
            Some('?') => {
                self.at += 1;
                Ok(Selector::Filter(Box::new(self.condition()?)))
            }
            _ => self.index_or_slice(),
        }
    }

    fn index_or_slice(&mut self) -> Parsed<Selector> {
        let start = self.integer()?;
        self.blank();
        if !self.eat(":") {
            return match start {
                Some(index) => Ok(Selector::Index(index)),
                None => self.fail("expected a name in quotes, an index, `*` or `?`"),
            };
        }
        self.blank();
        let end = self.integer()?;
        self.blank();
        let step = if self.eat(":") {
            self.blank();
            self.integer()?
        } else {
            None
        };
        Ok(Selector::Slice {
            start,
            end,
            step: step.unwrap_or(1),
        })
    }

    /// §2.1: an integer within what JSON numbers hold exactly.
    fn integer(&mut self) -> Parsed<Option<i64>> {
        let rest = self.rest();
        let digits = rest.strip_prefix('-').unwrap_or(rest);
        let count = digits.bytes().take_while(u8::is_ascii_digit).count();
        let length = rest.len() - digits.len() + count;
        if length == 0 {
            return Ok(None);
        }
        let is_canonical = count == 1 || !digits.starts_with('0');
        let number = rest.get(..length).and_then(|text| text.parse::<i64>().ok());
        let is_exact = |number: &i64| number.abs() < 1 << 53;
        match number.filter(|number| is_exact(number) && is_canonical) {
            Some(number) => {
                self.at += length;
                Ok(Some(number))
            }
            None => self.fail("this is no index"),
        }
    }

    fn condition(&mut self) -> Parsed<Condition> {
        self.deeper(Self::any)
    }

    fn any(&mut self) -> Parsed<Condition> {
        let mut all = vec![self.all()?];
        loop {
            self.blank();
            if !self.eat("||") {
                break;
            }
            all.push(self.all()?);
        }
        Ok(only(all, Condition::Any))
    }

    fn all(&mut self) -> Parsed<Condition> {
        let mut all = vec![self.basic()?];
        loop {
            self.blank();
            if !self.eat("&&") {
                break;
            }
            all.push(self.basic()?);
        }
        Ok(only(all, Condition::All))
    }

    fn basic(&mut self) -> Parsed<Condition> {
        self.blank();
        if self.rest().starts_with('!') && !self.rest().starts_with("!=") {
            self.at += 1;
            let inner = self.deeper(Self::basic)?;
            return Ok(Condition::Not(Box::new(inner)));
        }
        if self.eat("(") {
            let inner = self.condition()?;
            self.expect(")")?;
            return Ok(inner);
        }
        let start = self.at;
        let left = self.operand()?;
        self.blank();
        let Some(comparison) = self.comparison() else {
            return self.test(left, start);
        };
        self.comparable(&left, start)?;
        self.blank();
        let start = self.at;
        let right = self.operand()?;
        self.comparable(&right, start)?;
        Ok(Condition::Compare(left, comparison, right))
    }

    fn test(&self, operand: Operand, start: usize) -> Parsed<Condition> {
        let is_test = match &operand {
            Operand::Query(_) => true,
            Operand::Call(function, _) => function.is_test(),
            Operand::Literal(_) => false,
        };
        if is_test {
            return Ok(Condition::Test(operand));
        }
        Err(ParseError {
            at: start,
            message: "a value must be compared with something".to_owned(),
        })
    }

    fn comparable(&self, operand: &Operand, start: usize) -> Parsed<()> {
        let problem = match operand {
            Operand::Query(query) if !query.is_singular() => {
                "only a query that selects one value can be compared"
            }
            Operand::Call(function, _) if function.is_test() => "this function gives no value",
            Operand::Query(_) | Operand::Call(..) | Operand::Literal(_) => return Ok(()),
        };
        Err(ParseError {
            at: start,
            message: problem.to_owned(),
        })
    }

    fn comparison(&mut self) -> Option<Comparison> {
        const SIGNS: [(&str, Comparison); 6] = [
            ("==", Comparison::Equal),
            ("!=", Comparison::NotEqual),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
        ];
        let found = SIGNS
            .into_iter()
            .find(|(sign, _)| self.rest().starts_with(sign));
        let (sign, comparison) = found?;
        self.at += sign.len();
        Some(comparison)
    }

    fn operand(&mut self) -> Parsed<Operand> {
        self.blank();
        match self.peek() {
            Some(root @ ('@' | '$')) => {
                self.at += 1;
                let segments = self.deeper(Self::segments)?;
                Ok(Operand::Query(Query {
                    is_relative: root == '@',
                    segments,
                }))
            }
            Some('\'' | '"') => Ok(Operand::Literal(Literal::Text(self.string()?))),
            Some(c) if c == '-' || c.is_ascii_digit() => self.number(),
            _ => self.word(),
        }
    }

    fn number(&mut self) -> Parsed<Operand> {
        let rest = self.rest();
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E');
        let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let text = rest.get(..length).unwrap_or("");
        match serde_json::from_str::<f64>(text) {
            Ok(number) => {
                self.at += length;
                Ok(Operand::Literal(Literal::Number(number)))
            }
            Err(_) => self.fail("this is no number"),
        }
    }

    fn word(&mut self) -> Parsed<Operand> {
        let rest = self.rest();
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or("");
        let literal = match word {
            "true" => Some(Literal::Bool(true)),
            "false" => Some(Literal::Bool(false)),
            "null" => Some(Literal::Null),
            _ => None,
        };
        if let Some(literal) = literal {
            self.at += length;
            return Ok(Operand::Literal(literal));
        }
        let Some((function, count)) = Function::from_name(word) else {
            return self.fail("expected a query, a value or a function");
        };
        self.at += length;
        self.expect("(")?;
        let mut arguments = vec![self.deeper(Self::operand)?];
        self.blank();
        while self.eat(",") {
            arguments.push(self.deeper(Self::operand)?);
            self.blank();
        }
        self.expect(")")?;
        if arguments.len() != count {
            return self.fail(format!("`{word}` takes {count} arguments"));
        }
        Ok(Operand::Call(function, arguments))
    }

    /// §2.3.1.1: quotes of either kind, with JSON's escapes.
    fn string(&mut self) -> Parsed<String> {
        let Some(quote) = self.peek() else {
            return self.fail("expected a text in quotes");
        };
        let start = self.at;
        self.at += 1;
        let mut json = String::from("\"");
        loop {
            let Some(character) = self.peek() else {
                self.at = start;
                return self.fail("this text has no end");
            };
            self.at += character.len_utf8();
            match character {
                _ if character == quote => break,
                '"' => json.push_str("\\\""),
                '\\' => match self.peek() {
                    Some('\'') if quote == '\'' => {
                        self.at += 1;
                        json.push('\'');
                    }
                    Some(escaped) => {
                        self.at += escaped.len_utf8();
                        json.push('\\');
                        json.push(escaped);
                    }
                    None => {}
                },
                other => json.push(other),
            }
        }
        json.push('"');
        serde_json::from_str(&json).or_else(|_| {
            self.at = start;
            self.fail("this text has an escape that JSON does not know")
        })
    }
}

fn only(mut conditions: Vec<Condition>, join: fn(Vec<Condition>) -> Condition) -> Condition {
    match conditions.pop() {
        Some(only) if conditions.is_empty() => only,
        Some(last) => {
            conditions.push(last);
            join(conditions)
        }
        None => join(conditions),
    }
}
