//! Random expressions of what compiles.

use super::Compiled;
use super::data::{FIELDS, VARIABLES};

/// `count` expressions that compile, no two alike.
pub(super) fn expressions(count: usize, random: &mut fastrand::Rng) -> Vec<Compiled> {
    let mut known = std::collections::HashSet::new();
    let mut expressions = Vec::with_capacity(count);
    while expressions.len() < count {
        let depth = random.u32(1..6);
        let mut generator = Generator { random, bound: Vec::new() };
        let text = generator.any(depth);
        if !known.insert(text.clone()) {
            continue;
        }
        match Compiled::new(text) {
            Some(compiled) => expressions.push(compiled),
            // A key twice, and what nests too deep.
            None => continue,
        }
    }
    expressions
}

struct Generator<'r> {
    random: &'r mut fastrand::Rng,
    /// Variables of blocks.
    bound: Vec<String>,
}

impl Generator<'_> {
    fn chance(&mut self, of: u32) -> bool {
        self.random.u32(..of) == 0
    }

    fn pick<'p>(&mut self, choices: &[&'p str]) -> &'p str {
        choices[self.random.usize(..choices.len())]
    }

    /// Anything.
    fn any(&mut self, depth: u32) -> String {
        match self.random.u32(..9) {
            0 => self.number(depth),
            1 => self.text(depth),
            2 => self.condition(depth),
            3 => self.array(depth),
            4 => self.object(depth),
            _ => self.operand(depth),
        }
    }

    /// What may be of any type: a read, a conditional, a block.
    fn operand(&mut self, depth: u32) -> String {
        if depth == 0 {
            return self.leaf();
        }
        match self.random.u32(..8) {
            0 => self.conditional(depth, Self::any),
            1 => self.block(depth),
            2 => self.call(depth),
            3 => {
                let value = self.any(depth - 1);
                let names = self.fields();
                format!("({value}){names}")
            }
            _ => self.read(),
        }
    }

    fn leaf(&mut self) -> String {
        match self.random.u32(..8) {
            0 => "null".to_owned(),
            1 => self.pick(&["true", "false"]).to_owned(),
            2 => self.literal_number(),
            3 => self.literal_text(),
            _ => self.read(),
        }
    }

    /// A path, or a variable.
    fn read(&mut self) -> String {
        let base = match self.random.u32(..12) {
            0 => "$states.result".to_owned(),
            1 => "$states.errorOutput".to_owned(),
            2 => {
                let names = [
                    "",
                    ".Execution",
                    ".Execution.Id",
                    ".Execution.Input",
                    ".Execution.Input.a",
                    ".Execution.RedriveCount",
                    ".State.Name",
                    ".State.RetryCount",
                    ".StateMachine",
                    ".Map.Item.Value",
                    ".Task.Token",
                    ".Nothing.a",
                ];
                format!("$states.context{}", self.pick(&names))
            }
            3..=5 => format!("${}", self.pick(&VARIABLES)),
            6 if !self.bound.is_empty() => {
                format!("${}", self.bound[self.random.usize(..self.bound.len())])
            }
            7 => self.pick(&["$nothing", "$sum", "$uuid"]).to_owned(),
            _ => "$states.input".to_owned(),
        };
        let fields = self.fields();
        let keep = if !fields.is_empty() && !fields.starts_with('[') && self.chance(6) { "[]" } else { "" };
        format!("{base}{fields}{keep}")
    }

    fn fields(&mut self) -> String {
        let mut fields = String::new();
        while fields.len() < 12 && !self.chance(3) {
            if self.chance(4) {
                let position = self.pick(&["0", "1", "-1", "2", "1.5", "-7"]);
                fields.push_str(&format!("[{position}]"));
            } else {
                fields.push_str(&format!(".{}", self.pick(&FIELDS)));
            }
        }
        fields
    }

    /// What is wanted, now and then something else.
    fn expected(&mut self, depth: u32, wanted: fn(&mut Self, u32) -> String) -> String {
        if self.chance(7) { self.any(depth) } else { wanted(self, depth) }
    }

    fn number(&mut self, depth: u32) -> String {
        if depth == 0 {
            return if self.chance(2) { self.literal_number() } else { self.read() };
        }
        match self.random.u32(..7) {
            0 => self.literal_number(),
            1 => format!("-({})", self.expected(depth - 1, Self::number)),
            2 => self.conditional(depth, Self::number),
            3 => {
                let (name, first) = (
                    self.pick(&["abs", "floor", "ceil", "sqrt", "number"]),
                    self.expected(depth - 1, Self::number),
                );
                format!("${name}({first})")
            }
            4 => {
                let numbers = self.expected(depth - 1, Self::array);
                format!("${}({numbers})", self.pick(&["sum", "max", "min", "average", "count"]))
            }
            _ => {
                let operator = self.pick(&["+", "-", "*", "/", "%"]);
                let left = self.expected(depth - 1, Self::number);
                let right = self.expected(depth - 1, Self::number);
                format!("({left} {operator} {right})")
            }
        }
    }

    fn literal_number(&mut self) -> String {
        let numbers =
            ["0", "1", "2", "3", "10", "-1", "-0", "0.1", "2.5", "1e21", "1e-7", "1e308", "9007199254740993"];
        self.pick(&numbers).to_owned()
    }

    fn text(&mut self, depth: u32) -> String {
        if depth == 0 {
            return if self.chance(2) { self.literal_text() } else { self.read() };
        }
        let text = |this: &mut Self| this.expected(depth - 1, Self::text);
        match self.random.u32(..9) {
            0 => self.literal_text(),
            1 | 2 => {
                let (left, right) = (self.any(depth - 1), self.any(depth - 1));
                format!("({left} & {right})")
            }
            3 => {
                let names = [
                    "uppercase",
                    "lowercase",
                    "trim",
                    "base64encode",
                    "base64decode",
                    "string",
                    "type",
                    "error",
                ];
                let name = self.pick(&names);
                let argument = if self.chance(2) { text(self) } else { self.any(depth - 1) };
                format!("${name}({argument})")
            }
            4 => {
                let (subject, separator) = (text(self), text(self));
                let name = self.pick(&["substringBefore", "substringAfter"]);
                format!("${name}({subject}, {separator})")
            }
            5 => {
                let subject = text(self);
                let start = self.expected(depth - 1, Self::number);
                if self.chance(2) {
                    return format!("$substring({subject}, {start})");
                }
                let length = self.expected(depth - 1, Self::number);
                format!("$substring({subject}, {start}, {length})")
            }
            6 => {
                let texts = self.expected(depth - 1, Self::array);
                if self.chance(3) {
                    return format!("$join({texts})");
                }
                let separator = text(self);
                format!("$join({texts}, {separator})")
            }
            7 => {
                let (subject, width) = (text(self), self.pick(&["5", "-5", "0", "$states.input.a", "\"w\""]));
                if self.chance(2) {
                    format!("$pad({subject}, {width})")
                } else {
                    format!("$pad({subject}, {width}, {})", text(self))
                }
            }
            _ => format!(
                "$string({}, {})",
                self.any(depth - 1),
                self.pick(&["true", "false", "null", "$nothing"])
            ),
        }
    }

    fn literal_text(&mut self) -> String {
        let texts = [
            "\"\"",
            "\"a\"",
            "\"b\"",
            "'two words'",
            "\",\"",
            "\" \"",
            "\"Ünï 🎉\"",
            "\"12\"",
            "\"MD5\"",
            "\"name\"",
            "\"a,b,,c\"",
            "\"[1,{\\\"a\\\":2}]\"",
            "\"quote \\\" \\\\\"",
        ];
        self.pick(&texts).to_owned()
    }

    fn condition(&mut self, depth: u32) -> String {
        if depth == 0 {
            return if self.chance(2) { self.pick(&["true", "false"]).to_owned() } else { self.read() };
        }
        match self.random.u32(..8) {
            0 | 1 => {
                let operator = self.pick(&["and", "or"]);
                let left = self.expected(depth - 1, Self::condition);
                let right = self.expected(depth - 1, Self::condition);
                format!("({left} {operator} {right})")
            }
            2 => {
                let operator = self.pick(&["=", "!="]);
                format!("({} {operator} {})", self.any(depth - 1), self.any(depth - 1))
            }
            3 => {
                let operator = self.pick(&["<", "<=", ">", ">="]);
                let kind: fn(&mut Self, u32) -> String =
                    if self.chance(2) { Self::number } else { Self::text };
                let (left, right) = (self.expected(depth - 1, kind), self.expected(depth - 1, kind));
                format!("({left} {operator} {right})")
            }
            4 => format!("({} in {})", self.any(depth - 1), self.any(depth - 1)),
            5 => format!("${}({})", self.pick(&["boolean", "not", "exists"]), self.any(depth - 1)),
            6 => {
                let (left, right) =
                    (self.expected(depth - 1, Self::text), self.expected(depth - 1, Self::text));
                format!("$contains({left}, {right})")
            }
            _ => self.operand(depth),
        }
    }

    fn array(&mut self, depth: u32) -> String {
        if depth == 0 {
            return self.pick(&["[]", "[1]", "[1, 2.5]", "[\"a\", \"b\"]", "[[1], []]", "[1..3]"]).to_owned();
        }
        match self.random.u32(..10) {
            0..=2 => {
                let kind: fn(&mut Self, u32) -> String = match self.random.u32(..4) {
                    0 => Self::number,
                    1 => Self::text,
                    _ => Self::any,
                };
                let count = self.random.usize(..4);
                let elements: Vec<_> = (0..count).map(|_| kind(self, depth - 1)).collect();
                let position = if self.chance(5) { self.pick(&["[0]", "[-1]", "[0][0]"]) } else { "" };
                format!("[{}]{position}", elements.join(", "))
            }
            3 => {
                let first = self.pick(&["0", "1", "-2", "$states.input.a", "1.5", "$nothing", "null"]);
                let last = self.pick(&["0", "3", "-1", "$states.input.b", "2.5", "\"x\"", "1e6"]);
                format!("[{first}..{last}]")
            }
            4 => {
                let (first, second) = (self.any(depth - 1), self.any(depth - 1));
                format!("${}({first}, {second})", self.pick(&["append", "zip"]))
            }
            5 => {
                let names = ["reverse", "distinct", "keys", "spread", "shuffle"];
                let name = self.pick(&names);
                format!("${name}({})", self.any(depth - 1))
            }
            6 => {
                let (subject, separator) =
                    (self.expected(depth - 1, Self::text), self.expected(depth - 1, Self::text));
                let limit = self.pick(&["", ", 2", ", 0", ", -1", ", 1.5", ", $nothing", ", \"x\""]);
                format!("$split({subject}, {separator}{limit})")
            }
            7 => {
                let array = self.expected(depth - 1, Self::array);
                let size = self.pick(&["", ", 2", ", 0", ", 1.9", ", -1", ", null", ", $states.input.a"]);
                format!("$partition({array}{size})")
            }
            8 => {
                let end = self.pick(&["5", "1", "$states.input.a", "\"x\"", "1e9"]);
                let step = self.pick(&["", ", 1", ", 2.5", ", -1", ", 0", ", null"]);
                format!("$range({}, {end}{step})", self.pick(&["0", "1", "$states.input.b", "7.9"]))
            }
            _ => self.operand(depth),
        }
    }

    fn object(&mut self, depth: u32) -> String {
        if depth == 0 {
            return self.pick(&["{}", "{\"a\": 1}", "{\"a\": [], \"b\": null}"]).to_owned();
        }
        match self.random.u32(..6) {
            0..=2 => {
                let count = self.random.usize(..4);
                let computed = self.chance(3);
                let members: Vec<_> = (0..count)
                    .map(|index| {
                        let key = if computed {
                            self.expected(depth - 1, Self::text)
                        } else {
                            format!("\"{}\"", FIELDS[index])
                        };
                        format!("{key}: {}", self.any(depth - 1))
                    })
                    .collect();
                format!("{{{}}}", members.join(", "))
            }
            3 => {
                let objects: Vec<_> =
                    (0..self.random.usize(1..4)).map(|_| self.expected(depth - 1, Self::object)).collect();
                format!("$merge([{}])", objects.join(", "))
            }
            4 => {
                let value = self.expected(depth - 1, Self::object);
                let key = if self.chance(2) { format!("\"{}\"", self.pick(&FIELDS)) } else { self.any(0) };
                format!("$lookup({value}, {key})")
            }
            _ => self.operand(depth),
        }
    }

    fn conditional(&mut self, depth: u32, kind: fn(&mut Self, u32) -> String) -> String {
        let condition = self.expected(depth - 1, Self::condition);
        let then = kind(self, depth - 1);
        if self.chance(4) {
            return format!("({condition} ? {then})");
        }
        let otherwise = kind(self, depth - 1);
        format!("({condition} ? {then} : {otherwise})")
    }

    fn block(&mut self, depth: u32) -> String {
        let outside = self.bound.len();
        let mut parts = Vec::new();
        for _ in 0..self.random.usize(1..4) {
            let value = self.any(depth - 1);
            if self.chance(6) {
                parts.push(value);
                continue;
            }
            let name = self.pick(&["v", "w", "x", "orderTotal", "order_total", "scope"]).to_owned();
            parts.push(format!("${name} := {value}"));
            self.bound.push(name);
        }
        parts.push(self.any(depth - 1));
        self.bound.truncate(outside);
        format!("({})", parts.join("; "))
    }

    /// Functions that fit nowhere else.
    fn call(&mut self, depth: u32) -> String {
        let any = self.any(depth - 1);
        match self.random.u32(..12) {
            0 => "$uuid()".to_owned(),
            1 => "$random()".to_owned(),
            2 => format!("$random({any})"),
            3 => "$now()".to_owned(),
            4 => "$millis()".to_owned(),
            5 => format!("$hash({any}, {})", self.expected(depth - 1, Self::text)),
            6 => format!("$parse({})", self.expected(depth - 1, Self::text)),
            7 => format!(
                "$power({}, {})",
                self.expected(depth - 1, Self::number),
                self.pick(&["2", "0.5", "-1", "1e3"])
            ),
            8 => format!(
                "$round({}, {})",
                self.expected(depth - 1, Self::number),
                self.pick(&["0", "2", "-1", "null"])
            ),
            9 => format!("$assert({any}, \"no\")"),
            10 => format!("({any} ~> ${}())", self.pick(&["string", "count", "keys", "uppercase", "sum"])),
            _ => format!("$length({})", self.expected(depth - 1, Self::text)),
        }
    }
}
