//! Reading the bodies of errors, which differ by the part of the service, or the gateway before it, that wrote them.

use crate::runtime::json::budget::Budget;
use crate::runtime::json::value::{read_value, without_mark};
use serde_json::{Map, Value};

/// What the JSON of an error may take. Where that does not suffice, the status tells all.
const MAX_MEMORY: usize = 16 << 20;

/// How much of a body is looked at for its first line.
const MAX_LINE: usize = 4096;

/// Under which names what went wrong stands: the error of OData, of its third version, and of all that have no such object.
const WRAPPERS: [&str; 2] = ["error", "odata.error"];
/// `error` is a code where it is a text, as OAuth has it.
const CODES: [&str; 2] = ["code", "error"];
/// Those of OData, OAuth and problem details.
const MESSAGES: [&str; 4] = ["message", "error_description", "detail", "title"];

/// What the body of an error says.
#[derive(Default)]
pub(super) struct ErrorBody {
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) inner: Option<Map<String, Value>>,
}

impl ErrorBody {
    /// Reads the body; where it says neither a code nor a message, its first line is the message.
    pub(crate) fn read(body: &[u8]) -> Self {
        let error = match read_value(body, &Budget::with_limit(MAX_MEMORY)) {
            Ok(Value::Object(object)) => Self::from_object(object),
            Ok(Value::String(message)) => Self { message, ..Self::default() },
            _ => Self::default(),
        };
        if error.code.is_empty() && error.message.is_empty() {
            return Self { message: first_line(body), ..error };
        }
        error
    }

    fn from_object(mut body: Map<String, Value>) -> Self {
        for wrapper in WRAPPERS {
            if body.get(wrapper).is_some_and(Value::is_object) {
                if let Some(Value::Object(error)) = body.remove(wrapper) {
                    body = error;
                }
                break;
            }
        }
        let mut first = |names: &[&str]| names.iter().find_map(|name| text(take(&mut body, name)?)).unwrap_or_default();
        let (code, message) = (first(&CODES), first(&MESSAGES));
        let inner = match take(&mut body, "innerError") {
            Some(Value::Object(inner)) => Some(inner),
            _ => None,
        };
        Self { code, message, inner }
    }
}

/// The member of this name, in whatever case it is written.
fn take(object: &mut Map<String, Value>, name: &str) -> Option<Value> {
    let key = object.keys().find(|key| key.eq_ignore_ascii_case(name))?.clone();
    object.remove(&key)
}

/// A text, or the text in `{"lang": "en-US", "value": "…"}`; codes are numbers as well.
fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(mut object) => match take(&mut object, "value")? {
            Value::String(text) => Some(text),
            _ => None,
        },
        _ => None,
    }
}

/// The first line of a text that is not empty; nothing of what is no text.
pub(super) fn first_line(body: &[u8]) -> String {
    let text = beginning(body);
    text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_owned()
}

/// How a text begins; nothing of what is no text.
pub(super) fn beginning(body: &[u8]) -> String {
    let body = without_mark(body);
    let start = &body[..body.len().min(MAX_LINE)];
    if start.contains(&0) { String::new() } else { String::from_utf8_lossy(start).into_owned() }
}
