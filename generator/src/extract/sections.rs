//! What each section of a page is about.

use super::rules;
use crate::page::{Block, Heading, Page, Section};

/// What a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    Intro,
    Permissions,
    HttpRequest,
    PathParameters,
    FunctionParameters,
    QueryParameters,
    Headers,
    RequestBody,
    Response,
    Example,
    Methods,
    Properties,
    Relationships,
    Representation,
    DerivedTypes,
    Members,
    Values,
    Other,
}

/// How headings begin, by topic; the English words, which translated pages keep as the heading's anchor,
/// and the translations seen where they do not.
const HEADINGS: &[(Topic, &[&str])] = &[
    (
        Topic::Permissions,
        &[
            "permission",
            "prerequisite",
            "required permissions",
            "权限",
            "先决条件",
            "berechtigungen",
            "autorisations",
            "permisos",
        ],
    ),
    (
        Topic::HttpRequest,
        &[
            "http request",
            "http 请求",
            "http-anforderung",
            "requête http",
            "solicitud http",
            "http 要求",
            "http-запрос",
            "solicitação http",
        ],
    ),
    (Topic::PathParameters, &["path parameter", "url parameter", "uri parameter", "路径参数"]),
    (
        Topic::QueryParameters,
        &[
            "optional query",
            "query parameter",
            "query string",
            "odata query",
            "supported query",
            "可选的查询",
            "可选查询",
            "查询参数",
        ],
    ),
    (Topic::FunctionParameters, &["function parameter", "parameter", "函数参数", "参数"]),
    (Topic::Headers, &["request header", "optional request header", "header", "请求头", "请求标头"]),
    (Topic::RequestBody, &["request body", "action parameter", "请求正文", "anforderungstext", "corps de la"]),
    (Topic::Response, &["response", "return value", "响应", "antwort", "réponse", "respuesta"]),
    (Topic::Example, &["example", "sample", "示例", "beispiel", "exemple", "ejemplo"]),
    (Topic::Methods, &["method", "task", "action", "function", "方法", "methoden", "méthodes"]),
    (Topic::Properties, &["propert", "fields", "facets", "属性", "eigenschaften", "propriétés", "propiedades"]),
    (Topic::Relationships, &["relationship", "navigation propert", "关系", "beziehungen", "relations", "relaciones"]),
    (Topic::Representation, &["json representation", "json", "representation", "json 表示", "json-darstellung"]),
    (Topic::DerivedTypes, &["derived type", "派生类型"]),
    (Topic::Members, &["member", "成员"]),
];

/// A page's sections with their topics.
pub struct Sections<'p, 'a> {
    pub page: &'p Page<'a>,
    topics: Vec<Topic>,
}

impl<'p, 'a> Sections<'p, 'a> {
    pub fn new(page: &'p Page<'a>) -> Self {
        let mut topics: Vec<Topic> = Vec::with_capacity(page.sections.len());
        // The headings that the section stands under, outermost first.
        let mut above: Vec<(u8, Topic)> = Vec::new();
        for section in &page.sections {
            let heading = &section.heading;
            let sibling = above.iter().find(|(level, _)| *level == heading.level).map(|(_, topic)| *topic);
            above.retain(|(level, _)| *level < heading.level);
            let outer = above.last().map_or(Topic::Intro, |(_, topic)| *topic);
            let own = topic_of(heading);
            let topic = match (own, outer) {
                // `### Request` and `### Response` below `## Example` belong to the example.
                (_, Topic::Example) => Topic::Example,
                // So does `### Response` beside `### Example`, when it shows one.
                (Topic::Response, _) if sibling == Some(Topic::Example) && shows_response(section) => Topic::Example,
                (Topic::Other, Topic::Intro) if heading.level <= 1 => Topic::Intro,
                (Topic::Other, Topic::Intro) => Topic::Other,
                (Topic::Other, outer) => outer,
                // `### Request body` and `### Response` below `## HTTP request` are their own.
                (own, _) => own,
            };
            above.push((heading.level, topic));
            topics.push(topic);
        }
        Self { page, topics }
    }

    pub fn any(&self, topic: Topic) -> bool {
        self.topics.contains(&topic)
    }

    /// The sections of a topic, in order.
    pub fn of_topic(&self, topic: Topic) -> impl Iterator<Item = &'p Section<'a>> {
        self.with_topics().filter(move |(t, _)| *t == topic).map(|(_, s)| s)
    }

    pub fn with_topics(&self) -> impl Iterator<Item = (Topic, &'p Section<'a>)> {
        self.topics.iter().copied().zip(&self.page.sections)
    }

    /// The `Namespace: microsoft.graph` line.
    pub fn namespace(&self) -> Option<String> {
        self.of_topic(Topic::Intro).flat_map(Section::paragraphs).find_map(|p| {
            let text = p.inline.plain();
            let (label, rest) = text.split_once([':', '：'])?;
            let is_label = ["Namespace", "命名空间", "Espace de noms", "Espacio de nombres"]
                .iter()
                .any(|l| label.trim().eq_ignore_ascii_case(l));
            let name = rest.split_whitespace().next()?;
            (is_label && name.starts_with("microsoft.graph")).then(|| name.trim_end_matches(['.', ',']).to_owned())
        })
    }

    /// The first paragraph that describes the page's subject.
    pub fn description(&self) -> Option<String> {
        self.of_topic(Topic::Intro)
            .flat_map(Section::paragraphs)
            .filter(|p| !p.quote && !p.item)
            .map(|p| p.inline.prose())
            .find(|text| {
                let lower = text.to_lowercase();
                !lower.starts_with("namespace:")
                    && !lower.starts_with("inherits from")
                    && !text.starts_with("命名空间")
                    && text.len() > 10
                    && !rules::says_nothing(text)
            })
    }
}

/// Whether a section holds an HTTP response.
fn shows_response(section: &Section<'_>) -> bool {
    section.fences().any(|f| f.body.trim_start().starts_with("HTTP/"))
}

fn topic_of(heading: &Heading) -> Topic {
    let key =
        heading.anchor.as_ref().map_or_else(|| heading.text.to_lowercase(), |a| a.replace('-', " ").to_lowercase());
    let key = key.trim_matches(|c: char| !c.is_alphanumeric());
    if heading.level == 0 {
        return Topic::Intro;
    }
    if heading.level > 1
        && (key.ends_with(" values")
            || key.ends_with(" enum type")
            || key.ends_with(" enumeration")
            || key.ends_with(" enum"))
    {
        return Topic::Values;
    }
    if heading.level == 1 {
        // Some pages write their parts as level one; the title itself is never a topic by its first word alone.
        let exact = [
            "permissions",
            "prerequisites",
            "http request",
            "request body",
            "response",
            "request headers",
            "properties",
            "relationships",
        ];
        return if exact.contains(&key) { lookup(key) } else { Topic::Other };
    }
    lookup(key)
}

fn lookup(key: &str) -> Topic {
    HEADINGS
        .iter()
        .find(|(_, starts)| starts.iter().any(|s| key.starts_with(s)))
        .map_or(Topic::Other, |(topic, _)| *topic)
}

/// The annotations of a section, before fences and alone.
pub fn annotations<'s>(section: &'s Section<'_>) -> impl Iterator<Item = &'s crate::page::Annotation> {
    section.blocks.iter().filter_map(|block| match block {
        Block::Fence(fence) => fence.annotation.as_ref(),
        Block::Annotation(annotation) => Some(annotation),
        _ => None,
    })
}
