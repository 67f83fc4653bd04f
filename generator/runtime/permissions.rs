//! Permissions as data: which ones the documentation names for an endpoint, and the least that an app needs for all
//! the endpoints that it calls.

mod cover;
mod token;

use cover::cover;
pub use token::{Granted, TokenCheck, check_token};

use crate::runtime::error::service_error::ServiceError;
use crate::runtime::request::Request;
use std::{collections::BTreeSet, error, fmt, slice};

/// The endpoints of a slice in the order of their request lines, as the generator writes them.
pub(crate) type Slice = &'static [(&'static str, &'static [Table])];

/// Who makes the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A user who signed in with a work or school account.
    DelegatedWork,
    /// A user who signed in with a personal Microsoft account.
    DelegatedPersonal,
    /// The app itself, without a user.
    Application,
}

/// A table of permissions. Each kind has alternatives, least privileged first: any one allows the call, and names all that
/// are needed together, mostly a single permission.
///
/// A kind is none where the documentation does not speak of it, and empty where it is not supported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The page that it stands on, as in `https://learn.microsoft.com/graph/api/user-get`.
    pub page: &'static str,
    /// What the page says of when it holds, such as `Permissions acting on other users`; mostly empty.
    pub scenario: &'static str,
    /// For [`Kind::DelegatedWork`].
    pub delegated_work: Option<&'static [&'static [&'static str]]>,
    /// For [`Kind::DelegatedPersonal`].
    pub delegated_personal: Option<&'static [&'static [&'static str]]>,
    /// For [`Kind::Application`].
    pub application: Option<&'static [&'static [&'static str]]>,
}

/// What the documentation says of the permissions of an endpoint, from [`Request::permissions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permissions {
    endpoint: &'static str,
    tables: &'static [Table],
}

impl Table {
    /// The alternatives of a kind.
    pub fn of(&self, kind: Kind) -> Option<&'static [&'static [&'static str]]> {
        match kind {
            Kind::DelegatedWork => self.delegated_work,
            Kind::DelegatedPersonal => self.delegated_personal,
            Kind::Application => self.application,
        }
    }
}

impl Permissions {
    /// Permissions that you know of, where the documentation names none.
    pub const fn new(endpoint: &'static str, tables: &'static [Table]) -> Self {
        Self { endpoint, tables }
    }

    /// The method and the path with a `{}` for each key, such as `GET /v1.0/users/{}`.
    pub fn endpoint(&self) -> &'static str {
        self.endpoint
    }

    /// All that is documented: mostly one table, none for some endpoints, and several where the permissions depend
    /// on what is asked for, or where several pages document the endpoint. The main page is first. Of the tables that a
    /// page has for several kinds of objects, only that of the one that the path names is here.
    pub fn tables(&self) -> &'static [Table] {
        self.tables
    }

    /// The alternatives of the first table of the main page that supports the kind, least privileged first; each holds
    /// the permissions that are needed together. Empty when none does: what other pages need is a scenario of its own,
    /// for [`Permissions::only`] to choose.
    pub fn of(&self, kind: Kind) -> &'static [&'static [&'static str]] {
        self.of_main_page().filter_map(|table| table.of(kind)).find(|sets| !sets.is_empty()).unwrap_or_default()
    }

    fn of_main_page(&self) -> impl Iterator<Item = &'static Table> {
        let tables = self.tables;
        tables.iter().take_while(move |table| table.page == tables[0].page)
    }

    /// Only the table of this scenario, or else the first one of this page.
    pub fn only(self, scenario_or_page: &str) -> Option<Self> {
        let of_scenario = self.tables.iter().find(|table| table.scenario == scenario_or_page);
        let table = of_scenario.or_else(|| self.tables.iter().find(|table| table.page == scenario_or_page))?;
        Some(Self { tables: slice::from_ref(table), ..self })
    }
}

impl<B, R, O> Request<B, R, O> {
    /// What the documentation says of the permissions that this request needs. It has no tables where the documentation
    /// has none, and for a request for an address that a response named.
    pub fn permissions(&self) -> Permissions {
        of_endpoint(self.line())
    }
}

impl ServiceError {
    /// What the documentation says of the permissions that the refused request needs. It has no tables where the
    /// [endpoint](ServiceError::endpoint) is not known.
    pub fn permissions(&self) -> Permissions {
        of_endpoint(self.endpoint)
    }
}

fn of_endpoint(endpoint: &'static str) -> Permissions {
    let row = slices().find_map(|slice| slice.binary_search_by_key(&endpoint, |row| row.0).ok().map(|i| &slice[i]));
    Permissions { endpoint, tables: row.map_or(&[], |row| row.1) }
}

/// Every endpoint of the enabled features that documents its permissions.
pub fn all() -> impl Iterator<Item = Permissions> {
    slices().flatten().map(|&(endpoint, tables)| Permissions { endpoint, tables })
}

fn slices() -> impl Iterator<Item = Slice> {
    crate::PERMISSIONS.iter().copied().flatten().copied()
}

/// The least privileged permissions that allow every one of these endpoints.
///
/// Each endpoint needs any one of its alternatives of this kind: those of the first table of the main page that supports it,
/// unless [`Permissions::only`] chose another. Chosen is the least privileged of each endpoint, with all that it needs
/// together. Then, beginning with those that are farthest from the least in any list, each permission is left out that
/// the others make superfluous. So none is asked for that is not of the least for some endpoint, even where a more
/// privileged one would stand for several.
///
/// ```
#[cfg_attr(
    any(doc, doctest),
    doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::permissions::{Kind, Permissions, Table, least};")
)]
/// # const fn table(application: &'static [&'static [&'static str]]) -> Table {
/// #     Table { page: "", scenario: "", delegated_work: None, delegated_personal: None, application: Some(application) }
/// # }
/// # static LIST: [Table; 1] = [table(&[&["User.ReadBasic.All"], &["User.Read.All"]])];
/// # static GET: [Table; 1] = [table(&[&["User.Read.All"], &["Directory.Read.All"]])];
/// # static GROUPS: [Table; 1] = [table(&[&["User.Read.All", "GroupMember.Read.All"], &["Directory.Read.All"]])];
/// // What a request's `permissions()` gives. Here `User.ReadBasic.All` or `User.Read.All`.
/// let list = Permissions::new("GET /v1.0/users", &LIST);
/// // `User.Read.All` or `Directory.Read.All`.
/// let get = Permissions::new("GET /v1.0/users/{}", &GET);
/// // `User.Read.All` and `GroupMember.Read.All` together, or `Directory.Read.All`.
/// let groups = Permissions::new("GET /v1.0/users/{}/memberOf", &GROUPS);
///
/// // What `get` needs allows `list` as well.
/// let needed = least(Kind::Application, [list, get, groups])?;
/// assert!(needed.iter().eq(&["GroupMember.Read.All", "User.Read.All"]));
///
/// let error = least(Kind::DelegatedPersonal, [list]).unwrap_err();
/// assert!(error.undocumented.contains("GET /v1.0/users"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`Unsupported`] where an endpoint supports no permission of this kind, or documents none. It holds what the other
/// endpoints need.
pub fn least(
    kind: Kind,
    endpoints: impl IntoIterator<Item = Permissions>,
) -> Result<BTreeSet<&'static str>, Unsupported> {
    let (mut unsupported, mut undocumented, mut needs) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for permissions in endpoints {
        let sets = permissions.of(kind);
        if !sets.is_empty() {
            needs.insert(sets);
        } else if permissions.of_main_page().any(|table| table.of(kind).is_some()) {
            unsupported.insert(permissions.endpoint);
        } else {
            undocumented.insert(permissions.endpoint);
        }
    }
    let permissions = cover(&needs);
    if unsupported.is_empty() && undocumented.is_empty() {
        Ok(permissions)
    } else {
        Err(Unsupported { kind, unsupported, undocumented, permissions })
    }
}

/// Endpoints that no permission of a kind allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// The kind.
    pub kind: Kind,
    /// The endpoints whose documentation says that the kind is not supported.
    pub unsupported: BTreeSet<&'static str>,
    /// The endpoints whose documentation does not speak of the kind.
    pub undocumented: BTreeSet<&'static str>,
    /// The least privileged permissions that allow all the other endpoints.
    pub permissions: BTreeSet<&'static str>,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DelegatedWork => "delegated (work or school account)",
            Self::DelegatedPersonal => "delegated (personal account)",
            Self::Application => "application",
        })
    }
}

/// The alternatives of each kind, least privileged first, any one of which allows the call.
impl fmt::Display for Permissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = [Kind::DelegatedWork, Kind::DelegatedPersonal, Kind::Application];
        let needs = kinds.map(|kind| (kind, self.of(kind)));
        for (index, (kind, sets)) in needs.iter().filter(|(_, sets)| !sets.is_empty()).enumerate() {
            let semicolon = if index > 0 { "; " } else { "" };
            write!(f, "{semicolon}{kind}: {}", any_of(sets))?;
        }
        Ok(())
    }
}

/// `A.Read and B.Read or C.Read`
pub(crate) fn any_of(sets: &[&[&str]]) -> String {
    sets.iter().map(|names| names.join(" and ")).collect::<Vec<_>>().join(" or ")
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no {} permission", self.kind)?;
        let list = |names: &BTreeSet<&str>| names.iter().copied().collect::<Vec<_>>().join(", ");
        if !self.unsupported.is_empty() {
            write!(f, " is supported by {}", list(&self.unsupported))?;
        }
        if !self.undocumented.is_empty() {
            let subject = if self.unsupported.is_empty() { "" } else { "; none" };
            write!(f, "{subject} is documented for {}", list(&self.undocumented))?;
        }
        Ok(())
    }
}

impl error::Error for Unsupported {}
