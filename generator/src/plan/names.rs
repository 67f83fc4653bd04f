//! The only place where names are made, and where collisions between them are settled.

use std::collections::{HashMap, HashSet};

use heck::{ToKebabCase, ToSnakeCase, ToUpperCamelCase};

/// Words whose capitals do not begin a word, as the docs spell them, and how they are read here.
///
/// `true` means that the spelling counts only where no letter stands before it: `oAuth2`, but not `noAuthentication`.
const WORDS: &[(&str, &str, bool)] = &[
    ("macOS", "Macos", true),
    ("MacOS", "Macos", false),
    ("macOs", "Macos", true),
    ("iOS", "Ios", true),
    ("IOS", "Ios", false),
    ("oAuth", "Oauth", true),
    ("OAuth", "Oauth", false),
    ("eTag", "Etag", true),
    ("cTag", "Ctag", true),
    ("IPv", "Ipv", false),
    ("iPv", "Ipv", true),
    ("eBook", "Ebook", true),
    ("EBook", "Ebook", false),
    ("iPad", "Ipad", true),
    ("iPhone", "Iphone", true),
    ("IDs", "Ids", false),
    ("URLs", "Urls", false),
    ("VMs", "Vms", false),
    ("PCs", "Pcs", false),
    ("iTunes", "Itunes", true),
    ("AppX", "Appx", false),
    ("OneDrive", "Onedrive", false),
    ("OneNote", "Onenote", false),
    ("SharePoint", "Sharepoint", false),
    ("PowerShell", "Powershell", false),
    ("LinkedIn", "Linkedin", false),
    ("BitLocker", "Bitlocker", false),
];

/// The text with odd spellings made regular, and with nothing but ASCII letters, digits and word breaks.
fn regular(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut after_lower = false;
    'next: while let Some(c) = rest.chars().next() {
        for (word, reading, alone) in WORDS.iter().filter(|(word, ..)| word.starts_with(c)) {
            let Some(tail) = rest.strip_prefix(word) else { continue };
            let ends = !word.ends_with('s') || !tail.starts_with(|c: char| c.is_ascii_lowercase());
            if ends && !(*alone && after_lower) {
                out.push_str(reading);
                // What follows begins a word of its own.
                if tail.starts_with(|c: char| c.is_ascii_uppercase()) && reading.len() > 1 {
                    out.push('_');
                }
                rest = tail;
                after_lower = true;
                continue 'next;
            }
        }
        out.push(if c.is_ascii_alphanumeric() { c } else { '_' });
        after_lower = c.is_ascii_alphabetic();
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// Longer than any name of the docs. Names become files, whose names end at 255 bytes.
const MAX_LENGTH: usize = 120;

fn valid(mut name: String) -> String {
    name.truncate(MAX_LENGTH);
    match name.trim_end_matches(['_', '-']).len() {
        len if len < name.len() => name.truncate(len),
        _ => {}
    }
    match name.chars().next() {
        None => "unnamed".to_owned(),
        Some(c) if c.is_ascii_digit() => format!("_{name}"),
        Some(_) => name,
    }
}

/// `deviceManagementPartners` → `device_management_partners`
pub fn snake(text: &str) -> String {
    valid(regular(text).to_snake_case())
}

/// `deviceManagementPartner` → `DeviceManagementPartner`
pub fn pascal(text: &str) -> String {
    let mut name = regular(text).to_upper_camel_case();
    name.truncate(MAX_LENGTH);
    match name.chars().next() {
        None => "Unnamed".to_owned(),
        Some(c) if c.is_ascii_digit() => format!("_{name}"),
        Some(_) => name,
    }
}

/// `deviceManagement` → `device-management`
pub fn kebab(text: &str) -> String {
    valid(regular(text).to_kebab_case())
}

/// What a folder of the crate is for. It decides which modules there cannot be: those that its own files import.
#[derive(Clone, Copy, Debug)]
pub enum Folder {
    /// Types: `models`, and a namespace in it.
    Models,
    /// Functions: a version, and a segment of a URL in it.
    Paths,
}

/// Modules that files of functions import from the crate.
pub const IMPORTS: &[&str] = &["models", "runtime"];

/// What else such files name: the crate beside them, and a module of the version.
const MENTIONED: &[&str] = &["parameters", "serde_json"];

/// Names that Rust reads its own way, as those of modules or of their files.
const NO_MODULES: &[&str] = &["crate", "mod", "self", "super"];

/// Names of devices, which no file has on Windows.
const NO_FILES: &[&str] = &[
    "aux", "con", "nul", "prn", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

impl Folder {
    /// The module, and the file, of a word of the docs: `users`, or `models_` where the folder has a `models` of its own.
    pub fn module(self, text: &str) -> String {
        let own: &[&[&str]] = match self {
            Self::Models => &[NO_MODULES, NO_FILES],
            Self::Paths => &[NO_MODULES, NO_FILES, IMPORTS, MENTIONED],
        };
        let name = snake(text);
        if own.iter().any(|names| names.contains(&name.as_str())) { format!("{name}_") } else { name }
    }
}

/// The names taken in one namespace; a second claim to a name gets a number.
#[derive(Debug, Default)]
pub struct Scope {
    taken: HashSet<String>,
    /// The last number that was given to a name.
    numbers: HashMap<String, u32>,
}

impl Scope {
    pub fn with(reserved: &[&str]) -> Self {
        Self { taken: reserved.iter().map(|r| (*r).to_owned()).collect(), numbers: HashMap::new() }
    }

    pub fn is_free(&self, name: &str) -> bool {
        !self.taken.contains(name)
    }

    /// Keeps a name from all who come later; it may be kept more than once.
    pub fn reserve(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    /// The name itself if it is free, else the name with the first free number from 2.
    pub fn take(&mut self, name: &str) -> String {
        self.take_with(name, |_| None)
    }

    /// The same, where a second name is taken along: `set_owner` with `owner`.
    pub fn take_with(&mut self, name: &str, second: impl Fn(&str) -> Option<String>) -> String {
        let is_snake = name.contains('_') || name.starts_with(|c: char| c.is_ascii_lowercase());
        let separator = if is_snake && !name.ends_with('_') { "_" } else { "" };
        let mut candidate = name.to_owned();
        loop {
            let second = second(&candidate);
            if self.is_free(&candidate) && second.as_ref().is_none_or(|name| self.is_free(name)) {
                self.taken.extend(second);
                self.taken.insert(candidate.clone());
                return candidate;
            }
            let number = self.numbers.entry(name.to_owned()).or_insert(1);
            *number += 1;
            candidate = format!("{name}{separator}{number}");
        }
    }
}

/// The singular of an English plural, as path segments are: `messages`, `policies`, `statuses`.
pub fn singular(word: &str) -> String {
    const ENDINGS: &[(&str, &str)] = &[
        ("series", "series"),
        ("ies", "y"),
        ("sses", "ss"),
        ("uses", "us"),
        ("xes", "x"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("ss", "ss"),
        ("us", "us"),
        ("is", "is"),
        ("s", ""),
    ];
    for (ending, replacement) in ENDINGS {
        if let Some(stem) = word.strip_suffix(ending) {
            return if stem.is_empty() { word.to_owned() } else { format!("{stem}{replacement}") };
        }
    }
    word.to_owned()
}
