//! The phrases and spellings that the docs use, as data; each with the construct that it exists for.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::Primitive;
use crate::page::Inline;

/// A pattern, compiled on first use.
macro_rules! pattern {
    ($(#[$doc:meta])* $name:ident = $text:expr) => {
        $(#[$doc])*
        pub static $name: std::sync::LazyLock<regex::Regex> =
            std::sync::LazyLock::new(|| $crate::extract::rules::compile($text));
    };
}

pub(super) use pattern;

/// Compiles one of the patterns of this folder. Letters, digits and word ends are those of ASCII, as names are: those of
/// Unicode make patterns ten times as large, and take the matcher off its fast path wherever a page is not ASCII.
#[allow(clippy::expect_used, reason = "the patterns are literals, and the tests use each of them")]
pub fn compile(text: &str) -> Regex {
    let ascii = text.replace(r"\w", "[0-9A-Za-z_]").replace(r"\d", "[0-9]").replace(r"\b", r"(?-u:\b)");
    Regex::new(&ascii).expect("a pattern of this folder")
}

/// `|unknown|0|Not yet documented|`: words in the place of a description.
const NO_DESCRIPTION: &str = "not yet documented";

/// What the cell of a description says.
pub fn description(cell: &Inline<'_>) -> String {
    let text = cell.prose();
    if says_nothing(&text) { String::new() } else { text }
}

/// Whether words stand in the place of a description.
pub fn says_nothing(text: &str) -> bool {
    text.trim_end_matches('.').eq_ignore_ascii_case(NO_DESCRIPTION)
}

/// The method and the target of a request line.
pub fn request_line(line: &str) -> Option<(&str, &str)> {
    // Most lines are JSON and headers.
    if !line.trim_start().starts_with(['G', 'P', 'D']) {
        return None;
    }
    let captures = REQUEST_LINE.captures(line)?;
    Some((captures.get(1)?.as_str(), captures.get(2)?.as_str()))
}

/// A page's or heading's name without case, folder and extension, so that links meet pages.
pub fn fold(target: &str) -> String {
    let path = target.split(['#', '?']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let name = name.strip_suffix(".md").or_else(|| name.strip_suffix(".MD")).unwrap_or(name);
    name.to_lowercase().replace('_', "-")
}

/// Spellings of primitive types in tables and skeletons, in lower case.
const PRIMITIVES: &[(&str, Primitive)] = &[
    ("string", Primitive::String),
    ("text", Primitive::String),
    ("url", Primitive::String),
    ("uri", Primitive::String),
    ("etag", Primitive::String),
    ("email", Primitive::String),
    ("boolean", Primitive::Boolean),
    ("bool", Primitive::Boolean),
    ("byte", Primitive::Byte),
    ("sbyte", Primitive::SByte),
    ("int16", Primitive::Int16),
    ("int", Primitive::Int32),
    ("int32", Primitive::Int32),
    ("integer", Primitive::Int32),
    ("int64", Primitive::Int64),
    ("long", Primitive::Int64),
    ("single", Primitive::Single),
    ("float", Primitive::Single),
    ("double", Primitive::Double),
    ("number", Primitive::Double),
    ("numeric", Primitive::Decimal),
    ("decimal", Primitive::Decimal),
    ("datetimeoffset", Primitive::DateTimeOffset),
    ("datetime", Primitive::DateTimeOffset),
    ("timestamp", Primitive::DateTimeOffset),
    ("date", Primitive::Date),
    ("timeofday", Primitive::TimeOfDay),
    ("time", Primitive::TimeOfDay),
    ("duration", Primitive::Duration),
    ("timespan", Primitive::Duration),
    ("guid", Primitive::Guid),
    ("uuid", Primitive::Guid),
    ("binary", Primitive::Binary),
    ("bytes", Primitive::Binary),
    ("base64", Primitive::Binary),
    ("stream", Primitive::Stream),
    ("object", Primitive::Untyped),
    ("json object", Primitive::Untyped),
    ("untyped json object", Primitive::Untyped),
    ("json", Primitive::Untyped),
    ("any", Primitive::Untyped),
];

/// What translated pages write for primitive types, in lower case.
const TRANSLATED_PRIMITIVES: &[(&str, Primitive)] = &[
    ("字符串", Primitive::String),
    ("布尔", Primitive::Boolean),
    ("布尔值", Primitive::Boolean),
    ("布尔型", Primitive::Boolean),
    ("整数", Primitive::Int32),
    ("双精度", Primitive::Double),
    ("双精度型", Primitive::Double),
    ("日期", Primitive::Date),
    ("日期/时间", Primitive::DateTimeOffset),
    ("时间戳", Primitive::DateTimeOffset),
    ("持续时间", Primitive::Duration),
    ("二进制", Primitive::Binary),
    ("流", Primitive::Stream),
    ("文字列", Primitive::String),
    ("文字列型", Primitive::String),
    ("ブール", Primitive::Boolean),
    ("ブール値", Primitive::Boolean),
    ("ブール型", Primitive::Boolean),
    ("ブール型 (boolean)", Primitive::Boolean),
    ("整数型", Primitive::Int32),
    ("日付", Primitive::Date),
    ("ストリーム", Primitive::Stream),
    ("zeichenfolge", Primitive::String),
    ("boolesch", Primitive::Boolean),
    ("boolescher wert", Primitive::Boolean),
    ("ganzzahl", Primitive::Int32),
    ("datum", Primitive::Date),
    ("chaîne", Primitive::String),
    ("booléen", Primitive::Boolean),
    ("valeur booléenne", Primitive::Boolean),
    ("entier", Primitive::Int32),
    ("cadena", Primitive::String),
    ("booleano", Primitive::Boolean),
    ("entero", Primitive::Int32),
    ("cadeia", Primitive::String),
    ("cadeia de caracteres", Primitive::String),
    ("booliano", Primitive::Boolean),
    ("valor booliano", Primitive::Boolean),
    ("inteiro", Primitive::Int32),
    ("строка", Primitive::String),
    ("строковый", Primitive::String),
    ("логический", Primitive::Boolean),
    ("логическое значение", Primitive::Boolean),
    ("целое число", Primitive::Int32),
    ("дата", Primitive::Date),
];

static SPELLINGS: LazyLock<HashMap<&str, Primitive>> =
    LazyLock::new(|| PRIMITIVES.iter().chain(TRANSLATED_PRIMITIVES).copied().collect());

/// The primitive that a spelling such as `Edm.Int32`, `String` or `datetime` stands for.
pub fn primitive(text: &str) -> Option<Primitive> {
    let lower = text.trim().to_lowercase();
    SPELLINGS.get(lower.strip_prefix("edm.").unwrap_or(&lower)).copied()
}

pattern! {
    /// `user resource type`, `microsoft.graph.x enum type`, `DriveItem`, `user 资源类型`: the name comes first.
    TITLE_NAME = r"^\W*(?:microsoft\.graph\.)?([A-Za-z_][\w.]*)"
}

pattern! {
    /// A page's title that names a type, in any of the docs' wordings.
    TITLE_OF_TYPE = r"(?i)^\W*[A-Za-z_][\w.]*\s+(?:[\w-]+\s+){0,2}(?:resource|type|enum|enumeration|facet|object|entity)\b|^\W*[A-Za-z_][\w.]*\W*$|^\W*[A-Za-z_][\w.]*\s*\P{ASCII}"
}

pattern! {
    /// `### riskLevel values`, `## autoRestartNotificationDismissalMethod enum type`
    ENUM_HEADING = r"(?i)^`?([A-Za-z_][\w.]*)`?\s+(?:enum(?:eration)?\b(?:\s+type|\s+values|\s+members)?|values|enum\b.*|枚举.*|值)\s*$"
}

pattern! {
    /// "Inherits from [deviceConfiguration](…)", "Inherits from base class [identityUserFlow](…)", "the derivative of the [x](…)"
    INHERITS = r"(?ix)
        \b(?:inherits|inherited|inheriting|derives|derived|extends)\s+(?:(?:all\s+|its\s+)?properties\s+)?(?:from)?\s*(?:the\s+)?(?:(?:abstract\s+)?(?:base|parent)\s+(?:class|type|resource)\s+)?$
      | \b(?:a|the)\s+(?:sub-?class|sub-?type|derivative|specialization)\s+(?:of|from)\s+(?:the\s+)?$
      | 继承自\s*$
    "
}

pattern! {
    /// "It is derived from microsoft.graph.policyBase."
    INHERITS_QUALIFIED = r"(?i)\b(?:inherits|inherited|derives|derived)\s+from\s+(microsoft\.graph\.[\w.]*\w)"
}

pattern! {
    /// "Base type of [azureADDevice](…) and [y](…)", "an abstract type that is inherited by [x](…)", "the base type for
    /// richer location types such as [room](…)"; U+0001 stands where a link does
    DERIVED_FOLLOW = r"(?i)(?:\bbase\s+(?:type|class)\s+(?:for|of)|\b(?:is|are)\s+inherited\s+by|\bsub-?(?:types|classes)\s+(?:include|are))(?:\s+(?:the\s+)?|[^\x01]*\b(?:such as|for example,|including|can be an?)\s+)\x01"
}

pattern! {
    /// "[x](…) and [y](…) both inherit from this base", "[x](…) resources are subclasses of this"
    DERIVED_PRECEDE = r"(?i)\binherits?\s+from\s+this\b|\bsub-?(?:types?|class(?:es)?)\s+of\s+this\b"
}

pattern! {
    /// "Resources that derive from **baseItem** include:", and a list
    DERIVED_LISTED = r"(?i)\b(?:deriv|inherit)\w*\s+from\b.*:\s*$"
}

pattern! {
    /// "This resource is an open type that allows other properties to be passed in."
    OPEN_TYPE = r"(?i)\bis an? (?:`|\*\*)?open\s*type\b|开放类型"
}

pattern! {
    /// "Possible values are: `a`, `b`", "Supported values are", "Must be one of", "Either `a` or `b`", "可取值为"
    VALUE_INTRO = r"(?ix)
        \b(?:possible|supported|allowed|valid|accepted|acceptable|permitted|available|possibles)\s+(?:(?:string|result|enum|property|enumeration)\s+)?
            (?:values?|states?|types?|options?)(?:\s+(?:for|of|in)\s[^:.`]{0,60}?)?\s*(?:are\s+one\s+of|are|is|include|includes|can\s+be|may\s+be|=|:)(?:\s+the\s+following)?(?:\s+values?)?
      | \b(?:must|can|may|should|could)\s+be\s+(?:set\s+to\s+)?(?:either|one\s+of)(?:\s+the\s+following)?(?:\s+values?)?
      | \bone\s+of\s+(?:the\s+following\s+)?(?:valid\s+)?(?:string\s+)?values?
      | \bone\s+of(?:\s+the\s+following)?
      | \b(?:the\s+)?(?:property\s+)?values?\s*(?:are|include|can\s+be|:)
      | \ballowed\s+values?
      | \beither\b
      | (?:可取值|可能的值|可能值|允许的值|支持的值|可能取值)(?:为|是|包括|有)?
      | (?:m[öo]gliche\s+werte|valeurs?\s+possibles?|valores?\s+posibles?|valores?\s+poss[íi]veis|значения)\s*(?:sind|sont|son|s[ãa]o)?
    "
}

pattern! {
    /// "Values can be combined", "flags": the wire joins members by commas.
    FLAGS = r"(?i)\bflag(?:s|ged)?\b\s+enum|\bflags\b|\bmulti-?valued?\b.{0,20}\benum|can be combined|combination of|bitwise|comma[- ]separated"
}

pattern! {
    /// "Do not supply a request body for this method."
    NO_BODY = r"(?i)(?:do\s*n[o']t|don.t|not|no need to|doesn.t|need not)\s+(?:supply|provide|include|specify|require|have|need)\s+(?:an?|any)?\s*(?:request\s+)?(?:body|content)|\bno\s+request\s+body|请勿提供|不提供此方法的请求正文|^(?:none|empty)\.?$|leave .*body empty|request body (?:is|should be|must be) empty"
}

pattern! {
    /// "This method does not require a request body", "you can optionally provide", "omitting the body altogether"
    BODY_NOT_REQUIRED = r"(?i)(?:do(?:es)?\s*n[o']t|not)\s+(?:require|need)\s+(?:an?|any)?\s*(?:request\s+)?body|\bno\s+request\s+body\s+is\s+(?:required|needed)|\bbody\s+is\s*(?:n[o']t\s+required|optional)|\bomit(?:ting)?\s+the\s+(?:request\s+)?body|\bsend\s+an\s+empty\s+body|\boptionally[*_]*\s+(?:provide|include|supply|specify)|\bprovide\s+an\s+optional\b|\bbut\s+is\s+not\s+required"
}

pattern! {
    /// "provide a JSON object with the following parameters"
    SAYS_PARAMETERS = r"(?i)\bparameters?\b|参数"
}

pattern! {
    /// "supply a JSON representation of [x](…)", "以 JSON 形式提供"
    SAYS_REPRESENTATION = r"(?i)representation|表示形式|\b(?:supply|provide|specify|include|contain)s?\b.{0,60}\b(?:object|resource|entity|collection|values|propert|fields)|\bobject\b"
}

pattern! {
    /// "The contents of the request body should be the binary stream of the file to be uploaded."
    SAYS_CONTENT = r"(?i)\bbinary\b|\bstream\b|\bbytes\b|\bmime\s+(?:content|format)|\bcontents? of the (?:file|request body should be)|\bsupply the (?:photo|image|file)|the .{0,20}photo\b.{0,20}\bbinary"
}

pattern! {
    /// "`200 OK` response code", "`204, No Content`", "HTTP 202"
    STATUS = r"\b([23]\d\d)\b"
}

pattern! {
    /// "this method returns", "in the response body", "返回"
    SAYS_RETURN = r"(?i)return|respon|返回|响应|rückgabe|antwort|renvo|retourn|devuelv|respuesta|retorna|возвращ"
}

pattern! {
    /// "It does not return anything in the response body."
    SAYS_EMPTY = r"(?i)(?:does\s*n[o']t|doesn.t|not)\s+return\s+(?:anything|a\s+response|any|an?\s+response)|\bno\s+(?:response\s+)?(?:body|content)\b|empty\s+(?:response|content|body)|nothing\s+(?:to\s+return|in\s+the\s+response)|不返回任何|不会返回|没有任何"
}

pattern! {
    /// "a `Location` header", "an `Operation-Location` header", "monitor the progress", "long-running"
    SAYS_LONG_RUNNING = r"(?i)\blocation\b.{0,40}\bheader|\bheaders?\b.{0,40}\b(?:operation-)?location\b|\bmonitor\b.{0,30}\bprogress|\blong[- ]running\b|\basync(?:hronous(?:ly)?)?\b"
}

pattern! {
    /// "a Stream in the response body", "the bytes of the file", "redirects to a preauthenticated download URL"
    SAYS_RESPONSE_CONTENT = r"(?i)\bstream\b|\bbinary\s+(?:data|content|stream)|\bbytes\b|\bMIME\s+content|\bCSV\b|image\s+(?:data|content)|redirect"
}

pattern! {
    /// "a collection of [x] objects", "[x] collection", "a list of", "an array of", "[x] 对象集合"
    SAYS_COLLECTION = r"(?i)\bcollections?\b|\blist\s+of\b|\barray\s+of\b|\bset\s+of\b|集合|列表|コレクション|\bsammlung|\bauflistung|\bcolecci[oó]n|\bcole[cç][aã]o|коллекци"
}

pattern! {
    /// "a `String` in the response body", "String collection object"
    BARE_VALUE = r"(?i)\b(string|boolean|bool|int32|int64|integer|double|guid|datetimeoffset)\b(?:\s+(value|collection|object))?"
}

pattern! {
    /// A request line: method, then a path or a URL, perhaps `HTTP/1.1`; also `GET ~/x` and `DELETE/x`.
    REQUEST_LINE = r"^\s*(GET|POST|PUT|PATCH|DELETE)(?:\s+~?|\b)(\S.*?)\s*$"
}

pattern! {
    /// `HTTP/1.1 200 OK`
    STATUS_LINE = r"^\s*HTTP/\d(?:\.\d)?\s+(\d{3})"
}

pattern! {
    /// `https://graph.microsoft.com/v1.0/…`, `https://graph.microsoft.com/{version}/…`
    HOST = r"^https?://[^/\s]+/(?:v1\.0|beta|\{[^}]*\}|<[^>]*>)"
}

pattern! {
    /// A permission's name: `DeviceManagementApps.ReadWrite.All`, `offline_access`
    PERMISSION = r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)?\.[A-Za-z][\w.-]*[A-Za-z]|\b(?:offline_access|openid|email|profile)\b"
}

pattern! {
    /// "Returned by default.", and not "is not returned by default"
    RETURNED_BY_DEFAULT = r"(?:^|[^\w'])Returned by default(?:[.;,)]|$)"
}

pattern! {
    /// "Returned only on `$select`.", "Requires `$select` to retrieve.", "is not returned by default but can be retrieved … by
    /// use of the `?$select=uniqueBody` query", "please explictly use `$select=permissions` in the query"
    RETURNED_ON_SELECT = r"(?i)\b(?:returned only|only returned|not returned by default)\b[^.;]{0,80}\$select\b|\brequires `?\$select\b|\bto get the property, please (?:\w+ )?use `?\$select\b"
}

pattern! {
    /// "Returned only on `$expand`.", "does not return this property unless you apply `$expand` on it"
    RETURNED_ON_EXPAND = r"(?i)\breturned only on `?\$expand|\bdoes not return this property unless you apply `?\$expand"
}

pattern! {
    /// "Write-only.", "This is write-only.", "This property is never returned on a GET operation."
    NEVER_RETURNED = r"(?:^|[.;:] )(?:This is w|This property is w|W)rite[- ]only(?:[.;,]|$)|\bThis property is never returned\b"
}

pattern! {
    /// "Read-only.", "Key, not nullable, Read-only.", "applied to the range Read-only."; "whether the folder is read-only" and
    /// "`a`, Read-only, Open" are said of something else
    READ_ONLY = r"(?:^|[^:'`\x22(] ?|\()\*{0,2}Read[- ]?[Oo]nly\*{0,2}(?:[.;)]|, (?:not nullable|nullable|automatically|key)\b|$)|(?:^|[.;,)] ?)Key, read-only(?:[.;,]|$)"
}

pattern! {
    /// "This property is read-only.", "This is a read-only attribute that …"; "is read-only when …" holds sometimes only
    SAYS_READ_ONLY = r"\b(?:This|It)(?: property| field| setting| value)? is (?:a |an )?read[- ]only(?:[.;,)]| and\b| (?:property|attribute|field|value|GUID)\b|$)"
}

pattern! {
    /// "Required on create.", "is required when a user is created", "must be specified when a group is created"
    REQUIRED_ON_CREATE = r"(?i)\brequired (?:on create|during the create operation)(?:[.;,)]|$)|\bproperty (?:is required|must be specified) when an? \w+ is created\b"
}

pattern! {
    /// "Required." in the row of what a page of creation sends
    REQUIRED = r"(?:^|[.;:)] ?)\*{0,2}Required\*{0,2}(?:[.;]|$)|\b(?:This|It) is a required (?:property|field|value)\b"
}

pattern! {
    /// "Key.", "Key of the entity.", "Key, not nullable."; "Key of the setting's definition" may be another's
    KEY = r"(?:^|[.;,] )(?:Key(?: of the entity)?(?:[.;,]|$)|The key of the entity(?:[.;,]|$))|\bread only property and the key(?:[.;,]|$)"
}

pattern! {
    /// "Supports `$filter` (`eq`, `ne`) and `$orderby`."; "Does not support" begins otherwise
    SUPPORTS = r"\bSupports ((?:[^.]|\.\w)*)"
}

pattern! {
    /// "`$filter` (`eq` only)"; "on city and state" says of parts of the property what it does not say of the property
    FILTER = r"(?i)\$filter`?\s*(?:\(([^)]*)\))?(\s*(?:operators? )?(?:only )?(?:on|of|where|when)\b)?"
}

pattern! {
    /// A word without which neither of the next two can be: most rows have none, and those patterns are slow
    TELLS_OF_DEPRECATION = r"(?i)deprecated|obsolete"
}

pattern! {
    /// "Deprecated.", "\[deprecated\] Please use …", "DEPRECATED: use …", "Allowed Actions - Deprecated", "AAD Device ID - to be
    /// deprecated", as a whole sentence or its beginning
    DEPRECATED = r"(?i)^\W*(?:will be )?deprecated(?:\W|$)|\W[-–] ?(?:to be )?deprecated\W*$"
}

pattern! {
    /// "This property is deprecated and …", "This property's functionality is redundant and is deprecated", "the property is
    /// obsolete", "**DO NOT USE. This will be deprecated soon.**", "Do not use this value as it will be deprecated"
    SAYS_DEPRECATED = r"(?i)^\W*(?:note\W+)?(?:this|the)\b(?: \w+)? ?(?:property|parameter|value|member|setting|field)?(?:'s \w+)?\b[^.,]{0,70}\b(?:(?:is|has been|will be|being|are) deprecated\b|is obsolete\b)(?: or not)?|\bas it will be deprecated\b"
}

pattern! {
    /// "> [!CAUTION] This API is deprecated and will stop returning data on …", "This complex type will be deprecated"
    PAGE_DEPRECATED = r"(?i)^\W*(?:!?(?:note|caution|important|warning|tip)\W+)?(?:deprecated\W*$|(?:this|these)(?: [\w-]+){0,2}? (?:apis?|method|resource|type|entity|endpoint|operation|function|action|feature)s?\b[^.]{0,40}?\b(?:is|are|has been|will be|being) deprecated\b)"
}

pattern! {
    /// "The **statusBase** API is deprecated and will stop returning data on …"
    API_DEPRECATED = r"(?i)\bthe ([^.]{2,80}) (?:apis?|resource|type)\b[^.]{0,40}?\b(?:is|are|has been|will be|being) deprecated\b"
}

pattern! {
    /// "January 10, 2020", "March 15th, 2020", "July 2019", "the end of 2019", "2023-05-19", after what happens then
    DATED = r"(?i)^.*\b(deprecated|remov\w+|stop\w*|retire\w*|end\w*|unavailable|available|until)\b[^.]{0,60}?\b(?:on|by|in|after|from|of|om|since|before|until)\s+((?:the end of )?(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?\d{4}|\d{1,2}\s+(?:january|february|march|april|may|june|july|august|september|october|november|december),?\s+\d{4}|\d{4}-\d{2}-\d{2}|\d{4}))\b"
}

pattern! {
    /// "Use KioskModeBlockAutoLock instead.", "Please use the new [provisioningStatusInfo](…) type.", "replaced by X", "in favor of X"
    REPLACED_BY = r"(?ix)
        \b(?:use|using)\s+(?:the\s+|new\s+|property\s+)*((?:[^.,;]|\.\w){2,60}?)\s+instead\b
      | \b(?:please|going\sforward,?|instead,)\s+use\s+(?:the\s+|new\s+|property\s+)*((?:[^.,;]|\.\w){2,60}?)\s*(?:[,;]|\.(?:\s|$)|$)
      | \b(?:replaced\s+(?:by|with)|in\s+favor\s+of|renamed\s+(?:as|to)|superseded\s+by)\s+(?:the\s+|new\s+|property\s+)*((?:[^.,;]|\.\w){2,60}?)\s*(?:[,;]|\.(?:\s|$)|$)
    "
}

pattern! {
    /// `ConsistencyLevel`: "required when using the `$search`, `$filter`, `$orderby`, or OData cast query parameters"
    CONSISTENCY_OF_OPTIONS = r"(?i)\$search\W+\$filter\W+\$orderby"
}

pattern! {
    /// `ConsistencyLevel`: "eventual. Required."
    CONSISTENCY_ALWAYS = r"(?i)^\W*eventual\W+required\W*$"
}
