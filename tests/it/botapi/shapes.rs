//! The shapes of requests, compiled from the JSON Schema of `methods.json`.
//!
//! Only the keywords that the extract uses are known. Anything else in it stops the compilation, so that a newer extract cannot
//! silently lose a rule.

use std::collections::HashMap;

use serde_json::Value;

use super::give_up;

/// What a value may be.
pub enum Node {
    Object {
        fields: HashMap<String, Node>,
        required: Vec<String>,
    },
    Array {
        items: Box<Node>,
        min: usize,
        max: usize,
    },
    Text {
        utf16: Option<Span>,
        bytes: Option<Span>,
    },
    Number {
        integer: bool,
        range: Option<(f64, f64)>,
    },
    Boolean,
    Const(Value),
    Any(Vec<Node>),
    /// One of the named shapes, which may contain each other.
    Shape(usize),
}

/// From and to, both included.
pub type Span = (usize, usize);

impl Node {
    /// For "… is expected".
    pub fn kind(&self) -> String {
        match self {
            Self::Object { .. } | Self::Any(_) | Self::Shape(_) => "an object".to_owned(),
            Self::Array { .. } => "an array".to_owned(),
            Self::Text { .. } => "a text".to_owned(),
            Self::Number { .. } => "a number".to_owned(),
            Self::Boolean => "true or false".to_owned(),
            Self::Const(value) => value.to_string(),
        }
    }
}

/// `index` numbers the named shapes.
pub fn compile(node: &Value, index: &HashMap<String, usize>) -> Node {
    let unknown = node
        .as_object()
        .and_then(|rules| rules.keys().find(|name| !KNOWN.contains(&name.as_str())));
    if let Some(name) = unknown {
        give_up("methods.json has an unknown rule", name);
    }
    if let Some(shape) = node["$ref"].as_str().and_then(|name| index.get(name)) {
        return Node::Shape(*shape);
    }
    if let Some(nodes) = node["anyOf"].as_array() {
        return Node::Any(nodes.iter().map(|node| compile(node, index)).collect());
    }
    if let Some(value) = node.get("const") {
        return Node::Const(value.clone());
    }
    let size = |name: &str, default| {
        node[name]
            .as_u64()
            .and_then(|n| usize::try_from(n).ok())
            .unwrap_or(default)
    };
    let pair = |name: &str| Some((node[name][0].as_f64()?, node[name][1].as_f64()?));
    let span = |name: &str| {
        let end = |n: usize| node[name][n].as_u64().and_then(|n| usize::try_from(n).ok());
        Some((end(0)?, end(1)?))
    };
    match node["type"].as_str() {
        Some("object") => Node::Object {
            fields: node["properties"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(name, node)| (name.clone(), compile(node, index)))
                .collect(),
            required: node["required"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|name| name.as_str().map(str::to_owned))
                .collect(),
        },
        Some("array") => Node::Array {
            items: Box::new(compile(&node["items"], index)),
            min: size("minItems", 0),
            max: size("maxItems", usize::MAX),
        },
        // Texts that are measured after their entities are parsed ("x-utf16-after-entities") are for `rules` to measure.
        Some("string") => Node::Text {
            utf16: span("x-utf16"),
            bytes: span("x-bytes"),
        },
        Some("integer") => Node::Number {
            integer: true,
            range: pair("x-range"),
        },
        Some("number") => Node::Number {
            integer: false,
            range: pair("x-range"),
        },
        Some("boolean") => Node::Boolean,
        _ => give_up("methods.json has an unknown shape", node),
    }
}

/// `minLength`, `maxLength` and `additionalProperties: false` repeat what `x-utf16` and the list of fields say; files are texts.
const KNOWN: [&str; 17] = [
    "$ref",
    "additionalProperties",
    "anyOf",
    "const",
    "items",
    "maxItems",
    "maxLength",
    "minItems",
    "minLength",
    "properties",
    "required",
    "type",
    "x-bytes",
    "x-input-file",
    "x-range",
    "x-utf16",
    "x-utf16-after-entities",
];
