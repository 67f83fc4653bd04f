//! Where an item of a drive is: by its id, at a path, in a special folder, or the root itself.

use std::ops::Deref;

/// A file or folder of a drive, for the functions that take one. A text is an id; a path goes by the names of folders, which
/// are encoded as the service wants them.
///
/// ```
/// use msgraph::Item;
///
/// let by_id = Item::id("01NKDM7HMOJTVYMDOSXFDK2QJDXCDI3WUK");
/// let root = Item::root();
/// let report = Item::path("Reports/2021 #4.xlsx");
/// let beside = by_id.path("sub/file.txt");
/// let own_folder = Item::special("approot").path("settings.json");
/// # assert_eq!(Item::path("/Reports").path("2021 #4.xlsx"), report);
/// # assert_eq!(root.path("Reports/2021 #4.xlsx"), report);
/// # assert_ne!(beside, own_folder);
/// ```
///
/// A path with an empty segment, or with one that is `.` or `..`, is an [`Error::Key`](crate::runtime::Error::Key) of the request.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Item(ItemPlace);

/// What an [`Item`] says of where it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ItemPlace {
    pub(crate) start: Start,
    /// The names of the folders below the start, and of the item, between slashes.
    pub(crate) path: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Start {
    Root,
    Id(String),
    Special(String),
}

impl Item {
    /// The folder that holds all others of the drive.
    pub fn root() -> Self {
        Self::at(Start::Root)
    }

    /// The item that has this id.
    pub fn id(id: impl Into<String>) -> Self {
        Self::at(Start::Id(id.into()))
    }

    /// What lies at a path below the root of the drive.
    pub fn path(path: impl AsRef<str>) -> Self {
        Self::root().below(path.as_ref())
    }

    /// The folder with a fixed purpose, such as `approot` or `documents`.
    pub fn special(name: impl Into<String>) -> Self {
        Self::at(Start::Special(name.into()))
    }

    fn at(start: Start) -> Self {
        Self(ItemPlace { start, path: None })
    }
}

// The constructor of a path has the name of the method, which therefore is that of another type.
impl Deref for Item {
    type Target = ItemPlace;

    fn deref(&self) -> &ItemPlace {
        &self.0
    }
}

impl ItemPlace {
    /// What lies at a path below this.
    pub fn path(&self, path: impl AsRef<str>) -> Item {
        self.below(path.as_ref())
    }

    fn below(&self, path: &str) -> Item {
        let path = path.strip_prefix('/').unwrap_or(path);
        let whole = self.path.as_ref().map_or_else(|| path.to_owned(), |above| format!("{above}/{path}"));
        Item(Self { start: self.start.clone(), path: Some(whole) })
    }
}

impl From<String> for Item {
    fn from(id: String) -> Self {
        Self::id(id)
    }
}

impl<T: AsRef<str> + ?Sized> From<&T> for Item {
    fn from(id: &T) -> Self {
        Self::id(id.as_ref())
    }
}

impl From<&Self> for Item {
    fn from(item: &Self) -> Self {
        item.clone()
    }
}
