//! The stable codes of findings, as one table of data.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Severity;

macro_rules! codes {
    ($($variant:ident $id:literal $severity:ident $about:literal;)*) => {
        /// What kind of finding it is; the text form is stable across releases.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $about] $variant,)* }

        impl Code {
            /// Every code, in the order of this table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable text form, such as `unknown-type`.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// What a finding of this code means, in a sentence.
            pub fn about(self) -> &'static str {
                match self { $(Self::$variant => $about,)* }
            }

            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.id() == id)
            }

            /// Whether the service's metadata says otherwise.
            pub fn is_of_metadata(self) -> bool {
                self.id().starts_with("metadata-")
            }

            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    UnreadablePage "unreadable-page" Error "The page could not be read from disk, or has a name that cannot be shown.";
    InvalidUtf8 "invalid-utf8" Warning "A page or an include holds bytes that are not UTF-8; they were read as UTF-16, or replaced.";
    UnclosedFence "unclosed-fence" Warning "A code fence is never closed; it was taken to end at the next heading.";
    UnknownPageKind "unknown-page-kind" Note "The page documents neither a type nor a request.";
    BrokenTable "broken-table" Warning "A table is not a table in Markdown; it was read line by line.";
    DetachedRows "detached-rows" Note "Rows stand apart from their table; they were read as part of it.";
    RowCells "row-cells" Note "A row has more or fewer cells than its table has columns.";
    SkippedRow "skipped-row" Warning "A table row says nothing that could be read.";
    DuplicateProperty "duplicate-property" Note "A table lists the same property twice; the first row counts.";
    EmptyType "empty-type" Note "A row leaves the type open; it was taken from elsewhere, or left untyped.";
    UnknownType "unknown-type" Warning "A type is named that no page defines.";
    AmbiguousType "ambiguous-type" Note "A type cell names several types; the first, or their common base, counts.";
    LinkTextMismatch "link-text-mismatch" Note "A link's text names one type and its target another; the text counts where it is a type.";
    InferredType "inferred-type" Note "No page defines the type; it was inferred from examples or prose.";
    Contradiction "contradiction" Warning "Two pages, or a table and all JSON, say different things of the same fact; the finding says which counts.";
    BaseCycle "base-cycle" Warning "A type inherits from itself; the link that closes the circle was dropped.";
    UnknownBase "unknown-base" Warning "A type inherits from a type that no page defines.";
    NoRequest "no-request" Warning "An API page shows no request; it gives no endpoint.";
    BadRequestLine "bad-request-line" Warning "A line of a request block is not a method and a path.";
    ElidedPath "elided-path" Note "A path holds `...`; it documents no endpoint of its own.";
    TooMany "too-many" Warning "A page holds more of a kind than any page of Graph could; the rest was left out.";
    AbsoluteUrl "absolute-url" Note "A request block gives a whole URL where a path is expected.";
    NoLeadingSlash "no-leading-slash" Note "A path does not begin with a slash.";
    UnknownBody "unknown-body" Note "The page does not say what the request body is.";
    UnknownResponse "unknown-response" Note "The page does not say what the response is; it is read as untyped JSON.";
    MissingInclude "missing-include" Note "An include is not in the tree.";
    OutsideInclude "outside-include" Warning "An include points outside the docs, or at no Markdown file; it was not read.";
    LargeInclude "large-include" Warning "An include is larger than any table of permissions; it was not read.";
    MissingFolder "missing-folder" Warning "A version of the docs has no folder api/ or no folder resources/.";
    SymbolicLink "symbolic-link" Warning "A page or a folder of the docs is a symbolic link; links are not followed.";
    NoPermissions "no-permissions" Note "An API page shows no permissions table.";
    UnreadPermissions "unread-permissions" Warning "A row of permissions says what could not be read; that part is left out.";
    LooseJson "loose-json" Note "A JSON block is not strict JSON; it was read as it was meant.";
    BrokenJson "broken-json" Warning "A JSON block could not be read.";
    LooseAnnotation "loose-annotation" Note "An annotation comment is not strict JSON; it was read as it was meant.";
    ExampleUrl "example-url" Note "Only an example shows the URL; it is an endpoint with the types and the permissions of its page.";
    ExampleMismatch "example-mismatch" Note "An example matches no request of its page.";
    UndocumentedProperty "undocumented-property" Note "An example shows a property that its type does not list.";
    ExampleType "example-type" Note "An example's value is not of the type that the property's table names.";
    PagesDisagree "pages-disagree" Note "Two pages say different things of the same URL; the main page counts.";
    NoMembers "no-members" Warning "An enum page lists no members.";
    UnusedSelector "unused-selector" Error "A selector in docgen.toml matches nothing, so that no crate can be generated.";
    UnusedCorrection "unused-correction" Warning "A correction in docgen.toml applies to nothing.";
    OverdueCorrection "overdue-correction" Warning "A correction in docgen.toml still corrects the docs after the day that its `until` names.";
    MetadataNoType "metadata-no-type" Note "A page documents a type that the service's metadata does not have.";
    MetadataKind "metadata-kind" Note "A page documents an enum where the metadata has an object type, or the other way round.";
    MetadataBase "metadata-base" Note "The metadata has another base type than the page names, or one where it names none.";
    MetadataOpen "metadata-open" Note "Only one of page and metadata says that a type is open.";
    MetadataAbstract "metadata-abstract" Note "Only one of page and metadata says that a type is abstract.";
    MetadataNoProperty "metadata-no-property" Note "A page lists a property that the metadata does not have.";
    MetadataRelationship "metadata-relationship" Note "A relationship on the page is a property in the metadata, or the other way round.";
    MetadataType "metadata-type" Note "A property has another type in the metadata.";
    MetadataCollection "metadata-collection" Note "A property is a collection either on the page or in the metadata, and not in both.";
    MetadataNoMember "metadata-no-member" Note "A page lists a member that the enum does not have in the metadata.";
    MetadataMoreMembers "metadata-more-members" Note "The metadata has members of an enum that the page does not list.";
    MetadataNoUrl "metadata-no-url" Note "A URL leads nowhere in the metadata.";
    MetadataParameter "metadata-parameter" Note "An action or a function takes other parameters in the metadata.";
    MetadataResponse "metadata-response" Note "An action or a function gives something else in the metadata.";
    MetadataFilled "metadata-filled" Note "A page leaves open what the service's metadata says, and that was taken.";
    MetadataPreferred "metadata-preferred" Note "A page contradicts the service's metadata, whose word counts.";
    CaughtUpCorrection "caught-up-correction" Warning "The docs say by now what a correction in docgen.toml says.";
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        Self::from_id(&id).ok_or_else(|| D::Error::custom(format!("no code `{id}`")))
    }
}
