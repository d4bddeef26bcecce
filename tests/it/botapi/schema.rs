//! The official fields of every method (`methods.json`), compiled once and checked against each request.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde_json::{Map, Value};

use super::give_up;
use super::shapes::{self, Node, Span};

pub struct Schema {
    methods: HashMap<String, Method>,
    shapes: Vec<Node>,
}

pub struct Method {
    /// The official spelling, `sendMessage`.
    pub name: &'static str,
    node: Node,
}

/// The schema of all methods that the server answers.
pub fn schema() -> &'static Schema {
    static SCHEMA: OnceLock<Schema> = OnceLock::new();
    SCHEMA.get_or_init(|| match serde_json::from_str(EXTRACT) {
        Ok(document) => compile(&document),
        Err(error) => give_up("methods.json is not JSON", &error),
    })
}

pub const EXTRACT: &str = include_str!("methods.json");

impl Schema {
    /// Names are matched without regard to case: teloxide says `SendMessage`.
    pub fn method(&self, name: &str) -> Option<&Method> {
        self.methods.get(&name.to_ascii_lowercase())
    }

    /// Forms and query strings carry everything as text, and the real server takes text in JSON bodies just the same: a top-level
    /// text becomes what the field asks for.
    pub fn coerce(&self, method: &Method, params: &mut Map<String, Value>) {
        let Node::Object { fields, .. } = &method.node else {
            return;
        };
        for (name, value) in params {
            if let (Value::String(text), Some(node)) = (&*value, fields.get(name))
                && !self.takes_text(node)
            {
                let typed = match (node, text.as_str()) {
                    (Node::Boolean, "1" | "yes" | "True") => Some(Value::Bool(true)),
                    (Node::Boolean, "0" | "no" | "False") => Some(Value::Bool(false)),
                    (_, text) => serde_json::from_str(text).ok(),
                };
                if let Some(typed) = typed {
                    *value = typed;
                }
            }
        }
    }

    pub fn is_field(&self, method: &Method, name: &str) -> bool {
        matches!(&method.node, Node::Object { fields, .. } if fields.contains_key(name))
    }

    /// # Errors
    /// The first thing that the official description of the request forbids, with the path to it.
    pub fn check(&self, method: &Method, params: &Map<String, Value>) -> Result<(), Wrong> {
        self.check_object(&method.node, params)
    }

    fn takes_text(&self, node: &Node) -> bool {
        match node {
            Node::Text { .. } | Node::Const(_) => true,
            Node::Any(nodes) => nodes.iter().any(|node| self.takes_text(node)),
            Node::Shape(index) => self
                .shapes
                .get(*index)
                .is_some_and(|node| self.takes_text(node)),
            _ => false,
        }
    }

    fn check_object(&self, node: &Node, object: &Map<String, Value>) -> Result<(), Wrong> {
        let Node::Object { fields, required } = node else {
            return Err(Wrong::new("an object is not expected"));
        };
        // The tag first: where several shapes are possible, it says which was meant.
        if let (Some(node), Some(tag)) = (fields.get("type"), object.get("type")) {
            self.check_value(node, tag)
                .map_err(|wrong| wrong.within("type"))?;
        }
        if let Some(name) = required.iter().find(|name| !object.contains_key(*name)) {
            return Err(Wrong::new(format!("required field \"{name}\" is missing")));
        }
        for (name, value) in object {
            let Some(node) = fields.get(name) else {
                return Err(Wrong::new(format!("unknown field \"{name}\"")));
            };
            self.check_value(node, value)
                .map_err(|wrong| wrong.within(name))?;
        }
        Ok(())
    }

    fn check_value(&self, node: &Node, value: &Value) -> Result<(), Wrong> {
        match (node, value) {
            (Node::Shape(index), _) => match self.shapes.get(*index) {
                Some(node) => self.check_value(node, value),
                None => Err(Wrong::new("unknown shape")),
            },
            (Node::Object { .. }, Value::Object(object)) => self.check_object(node, object),
            (Node::Array { items, min, max }, Value::Array(values)) => {
                if values.len() < *min || values.len() > *max {
                    return Err(Wrong::new(format!(
                        "{} items, not {min} to {max}",
                        values.len()
                    )));
                }
                values.iter().enumerate().try_for_each(|(n, value)| {
                    self.check_value(items, value)
                        .map_err(|wrong| wrong.within(&n.to_string()))
                })
            }
            (Node::Text { utf16, bytes }, Value::String(text)) => {
                check_lengths(text, *utf16, *bytes)
            }
            (Node::Number { integer, range }, Value::Number(number)) => {
                if *integer && !(number.is_i64() || number.is_u64()) {
                    return Err(Wrong::new(format!("{number} is not an integer")));
                }
                match (range, number.as_f64()) {
                    (Some((min, max)), Some(given)) if given < *min || given > *max => {
                        Err(Wrong::new(format!("{given} is not within {min} to {max}")))
                    }
                    _ => Ok(()),
                }
            }
            (Node::Boolean, Value::Bool(_)) => Ok(()),
            (Node::Const(expected), given) if expected == given => Ok(()),
            (Node::Any(nodes), _) => self.check_any(nodes, value),
            (node, value) => Err(Wrong::new(format!(
                "{} is expected, not {}",
                node.kind(),
                cut(value)
            ))),
        }
    }

    /// The complaint of the alternative that went furthest is the useful one.
    fn check_any(&self, nodes: &[Node], value: &Value) -> Result<(), Wrong> {
        let mut furthest = Wrong::new("fits nothing");
        for node in nodes {
            match self.check_value(node, value) {
                Ok(()) => return Ok(()),
                Err(wrong) if wrong.score() >= furthest.score() => furthest = wrong,
                Err(_) => {}
            }
        }
        Err(furthest)
    }
}

/// What is wrong with a request, and where.
pub struct Wrong {
    path: Vec<String>,
    what: String,
}

impl Wrong {
    fn new(what: impl Into<String>) -> Self {
        Self {
            path: Vec::new(),
            what: what.into(),
        }
    }

    fn within(mut self, name: &str) -> Self {
        self.path.insert(0, name.to_owned());
        self
    }

    /// A wrong `type` tag means that another alternative was meant.
    fn score(&self) -> usize {
        if self.path.last().is_some_and(|name| name == "type") {
            0
        } else {
            1 + self.path.len()
        }
    }

    pub fn describe(&self) -> String {
        if self.path.is_empty() {
            self.what.clone()
        } else {
            format!("{}: {}", self.path.join("."), self.what)
        }
    }
}

fn check_lengths(text: &str, utf16: Option<Span>, bytes: Option<Span>) -> Result<(), Wrong> {
    if let Some((min, max)) = bytes
        && !(min..=max).contains(&text.len())
    {
        return Err(Wrong::new(format!(
            "{} bytes, not {min} to {max}",
            text.len()
        )));
    }
    if let Some((min, max)) = utf16 {
        let length = text.encode_utf16().count();
        if !(min..=max).contains(&length) {
            return Err(Wrong::new(format!(
                "{length} characters, not {min} to {max}"
            )));
        }
    }
    Ok(())
}

fn cut(value: &Value) -> String {
    value.to_string().chars().take(80).collect()
}

fn compile(document: &Value) -> Schema {
    let empty = Map::new();
    let part = |name: &str| {
        document
            .get(name)
            .and_then(Value::as_object)
            .unwrap_or(&empty)
    };
    let shapes = part("$defs");
    let index: HashMap<String, usize> = shapes
        .keys()
        .enumerate()
        .map(|(n, name)| (format!("#/$defs/{name}"), n))
        .collect();
    let method = |(name, node): (&String, &Value)| {
        let method = Method {
            name: Box::leak(name.clone().into_boxed_str()),
            node: shapes::compile(node, &index),
        };
        (name.to_ascii_lowercase(), method)
    };
    Schema {
        methods: part("methods").iter().map(method).collect(),
        shapes: shapes
            .values()
            .map(|node| shapes::compile(node, &index))
            .collect(),
    }
}
