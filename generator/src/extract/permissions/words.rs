//! The words of permission tables, in the languages that the docs are translated into. All are in lower case.

use crate::model::PermissionKind;

/// What stands between permissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// Both are needed.
    And,
    /// Either will do.
    Or,
    /// One of what stands before is needed, and one of what follows.
    Plus,
    /// The names up to the next "or" belong together.
    Either,
    /// It introduces a list, and says nothing that the list does not.
    OneOf,
}

/// Phrases that join permissions, the longer ones before those that they begin with.
pub const JOINTS: &[(Joint, &[&str])] = &[
    (
        Joint::OneOf,
        &[
            "one of the following",
            "one from",
            "one of",
            "any of",
            "both",
            "eine der folgenden",
            "eine von",
            "une des",
            "l'une des",
            "una de las siguientes",
            "una de",
            "uma das seguintes",
            "uma de",
            "одно из",
            "одно из следующих",
            "следующие",
        ],
    ),
    (Joint::Either, &["either", "entweder", "soit", "либо"]),
    (
        Joint::Plus,
        &[
            "plus",
            "in addition to",
            "zuzüglich",
            "sowie eine von",
            "además de",
            "más",
            "mais",
            "além de",
            "плюс",
            "に加えて",
            "プラス",
            "加上",
            "外加",
        ],
    ),
    (
        Joint::And,
        &[
            "and",
            "&",
            "und",
            "sowie",
            "et",
            "y",
            "e",
            "и",
            "と",
            "および",
            "及び",
            "かつ",
            "和",
            "及",
            "以及",
            "与",
            "與",
        ],
    ),
    (Joint::Or, &["or", "oder", "ou", "o", "u", "или", "または", "又は", "もしくは", "或", "或者", "或是"]),
];

/// How many words the longest phrase of [`JOINTS`] has.
pub const LONGEST_JOINT: usize = 4;

/// What says, on a line of its own or before a list, that all of what follows is needed besides.
pub const BESIDES: &[&str] = &[
    "and",
    "in addition",
    "additionally",
    "und",
    "zusätzlich",
    "et",
    "en outre",
    "y",
    "además",
    "e",
    "além disso",
    "и",
    "кроме того",
    "さらに",
    "此外",
    "并且",
];

/// How a remark begins that says for which object or case the permissions before it are.
pub const FOR: &[&str] = &["for", "when", "if", "in", "für", "pour", "para", "для", "если", "针对", "適用於", "适用于"];

/// How a scenario begins that depends on what is asked for, which the URL does not show.
pub const IF: &[&str] = &["if", "when", "wenn", "si", "lorsque", "cuando", "se", "quando", "если", "如果", "当"];

/// Cells of a kind that is not supported.
pub const NOT_SUPPORTED: &[&str] = &[
    "not supported",
    "not available",
    "not applicable",
    "none",
    "n/a",
    "na",
    "-",
    "–",
    "—",
    "unsupported",
    "nicht unterstützt",
    "wird nicht unterstützt",
    "nicht verfügbar",
    "nicht zutreffend",
    "keine",
    "non pris en charge",
    "non prise en charge",
    "non prises en charge",
    "non supporté",
    "non disponible",
    "non applicable",
    "sans objet",
    "aucune",
    "aucun",
    "no admitida",
    "no admitido",
    "no se admite",
    "no compatible",
    "no es compatible",
    "no disponible",
    "no aplicable",
    "ninguno",
    "ninguna",
    "sem suporte",
    "não suportado",
    "não suportada",
    "não compatível",
    "não há suporte",
    "não disponível",
    "não aplicável",
    "nenhum",
    "nenhuma",
    "не поддерживается",
    "не поддерживаются",
    "недоступно",
    "неприменимо",
    "нет",
    "サポートされていません",
    "サポートされていない",
    "サポート対象外",
    "サポートなし",
    "利用できません",
    "使用できません",
    "該当なし",
    "なし",
    "不支持",
    "不受支持",
    "不可用",
    "不适用",
    "无",
    "不支援",
    "無",
];

/// Headers of tables that begin with the most privileged permission.
pub const MOST_FIRST: &[&str] = &[
    "most to least",
    "从最高",
    "从高",
    "最高特权到最低",
    "特権の高い",
    "特権が最大",
    "von der höchsten",
    "von den meisten",
    "de la plus privilégiée",
    "du plus au moins",
    "de más a menos",
    "da mais para a menos",
    "do maior para o menor",
    "от самых привилегированных",
    "от больших",
];

/// What headers of columns have in common that hold the less and the more privileged permissions of one row.
pub const PRIVILEGE: &[&str] =
    &["privileg", "privilèg", "privilég", "привилег", "berechtigungsstufe", "特権", "特权", "權限最"];

const DELEGATED: &[&str] = &["delegated", "委派", "委托", "委任", "delegiert", "délégu", "delegad", "делегир"];
const PERSONAL: &[&str] = &["personal", "个人", "個人", "persönlich", "personnel", "pessoal", "личн"];
const APPLICATION: &[&str] =
    &["application", "应用", "アプリケーション", "anwendung", "aplicaci", "aplicativo", "приложени"];

/// The kind that a cell names.
pub fn kind(text: &str) -> Option<PermissionKind> {
    let lower = text.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    match (says(DELEGATED), says(PERSONAL), says(APPLICATION)) {
        (true, true, _) => Some(PermissionKind::DelegatedPersonal),
        (true, false, _) => Some(PermissionKind::DelegatedWork),
        (false, _, true) => Some(PermissionKind::Application),
        _ => None,
    }
}

/// Whether a cell, or a line of it, says that the kind is not supported.
pub fn is_not_supported(text: &str) -> bool {
    let folded = text.to_lowercase();
    let folded = folded.trim_matches(|c: char| c.is_whitespace() || ".。*_`!".contains(c));
    let folded: Vec<&str> = folded.split_whitespace().collect();
    NOT_SUPPORTED.contains(&folded.join(" ").as_str())
}

/// Whether a text begins with one of the words, as a word.
pub fn begins_with(text: &str, words: &[&str]) -> bool {
    let lower = text.trim_start().to_lowercase();
    words.iter().any(|word| {
        let rest = lower.strip_prefix(word);
        // What is written without spaces ends where it ends.
        rest.is_some_and(|rest| !word.is_ascii() || !rest.starts_with(char::is_alphanumeric))
    })
}
