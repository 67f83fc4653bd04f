//! The phrases by which pages say which query options work, as data; each with the wording that it exists for.

use super::rules::pattern;

pattern! {
    /// `$select`, `$orderby`, as the docs write query options
    QUERY_OPTION = r"(?i)\$(select|expand|filter|orderby|top|skip|search|count|format|skiptoken|deltatoken)\b"
}

pattern! {
    /// "requires the `$count` query segment" is said of the path
    QUERY_SEGMENT = r"(?i)\$\w+\s+(?:(?:query|path|url)\s+)?segment"
}

pattern! {
    /// "isn't supported", "does not support", "cannot use", "there is no support for", "but not `$skip`", "no OData query parameters
    /// are supported", "is ignored"
    NOT_SUPPORTED = r"(?ix)
        (?:\bnot|n['’]t|\bcannot)\s+(?:(?:currently|yet|also|be|able|to|presently|fully|the\s+use\s+of)\s+)*
            (?:supports?|supported|use|used|allow|allowed|accept|accepted|apply|applied|specify|specified|include|included|available
                |permitted|possible|works?|valid|honou?r|honou?red|implemented|recogni[sz]ed)\b
      | \b(?:no|without|lacks?)\s+support\b(?:\s+for)? | \bunsupported\b | ^\W*not\s+(?:the\s+)?\$
      | ^\W*(?:no\s+(?:odata|query|optional|other|system)|neither)\b | \bnone\s+of\s+(?:the|these)\b | \bsupports?\s+no(?:ne)?\b
      | \b(?:is|are)\s+(?:ignored|disallowed|unavailable)\b
    "
}

pattern! {
    /// A text that says no more than that: "Not supported."
    WHOLLY_UNSUPPORTED = r"(?i)^\W*(?:(?:this|it)\s+(?:\w+\s+)?)?(?:(?:is\s+)?not\s+|isn['’]t\s+|un)(?:currently\s+|yet\s+)?supported(?:\s+(?:here|currently|yet))?\W*$"
}

pattern! {
    /// "does not support OData query parameters other than `$filter`"
    EXCEPTION = r"(?i)\b(?:other\s+than|except(?:\s+for)?|apart\s+from|with\s+the\s+exception\s+of)\b"
}

pattern! {
    /// "OData query parameters", "optional query parameters": options in general
    NAMES_OPTIONS = r"(?i)\bodata\b|\bquery\s+(?:string\s+)?(?:parameters|options)\b|\b(?:optional|any)\s+(?:parameters|options)\b"
}

pattern! {
    /// "does not support all OData query parameters" supports some
    SOME = r"(?i)\b(?:all|some|certain|every|most|following|these|those)\b"
}

pattern! {
    /// "supports the OData query parameters to help customize the response"
    CUSTOMIZES = r"(?i)\bsupport\w*\b.*(?:\bodata\b|customi[sz]e\s+the\s+response)|\bodata\b.*\bsupported\b"
}

pattern! {
    /// "The **name** and **size** properties do not support `$select`"
    OF_PROPERTIES = r"(?i)\b(?:propert(?:y|ies)|fields?|attributes?)\b"
}

pattern! {
    /// "is not supported when …", "… with `$search`", "… on **name**", "… in tenants of one kind": otherwise it is
    RESTRICTED = r"(?i)^\W*(?:(?:operators?|queries|query|parameters?|options?|expressions?|filters?|clauses?|odata|system)\W+)*(?:when|if|unless|while|together|with|in\s+combination|on|for|in|by)\b"
}

pattern! {
    /// "If `$search` is used, `$skip` isn't supported."
    UNDER_CONDITION = r"(?i)^\W*(?:when|if|while|unless|with)\b"
}

pattern! {
    /// "simply query without applying `$select`"
    WITHOUT = r"(?i)\bwithout\s+(?:\w+\s+)?(?:the\s+)?\$"
}

pattern! {
    /// Where one clause ends and another begins, which has its own verb where one was found.
    CLAUSE_END = r"(?i)(?P<new>[.;!?](?:\s+|$)|,?\s+(?:but|however|although|though|whereas)\b)|(?P<open>\()|(?P<close>\))|\s[-–—]\s|,?\s*\b(?:for\s+example|e\.g\.|i\.e\.|such\s+as)|,?\s+and\s+(?P<verb>(?:(?:it|they)\s+)?(?:does|do|is|are|can)(?:\s|n))"
}

pattern! {
    /// "the `includeDeletedItems=true` query parameter", "the query parameter `token`"
    QUERY_PARAMETER = r"(?i)`([@a-z][\w.@-]*)(?:=([^`&]*))?`\s+(?:optional\s+)?query(?:\s+string)?\s+(?:parameter|option)\b|\bquery(?:\s+string)?\s+(?:parameter|option),?\s+`([@a-z][\w.@-]*)(?:=([^`&]*))?`"
}

/// How a clause goes with what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// It says something of its own.
    New,
    /// It goes on: "for example, `$filter`".
    Continues,
    /// It stands in parentheses.
    Opens,
    /// It goes on after what stands in parentheses.
    Closes,
}

/// The clauses of a text.
pub fn clauses(text: &str) -> Vec<(Join, &str)> {
    let mut out = Vec::new();
    let (mut join, mut start) = (Join::New, 0);
    for found in CLAUSE_END.captures_iter(text) {
        let Some(end) = found.get(0) else { continue };
        out.push((join, &text[start..end.start()]));
        let verb = found.name("verb");
        start = verb.map_or(end.end(), |verb| verb.start());
        join = match () {
            () if found.name("open").is_some() => Join::Opens,
            () if found.name("close").is_some() => Join::Closes,
            () if found.name("new").is_some() => Join::New,
            () => Join::Continues,
        };
    }
    out.push((join, &text[start..]));
    out.retain(|(_, clause)| !clause.trim().is_empty());
    out
}
