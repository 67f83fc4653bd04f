//! A store of files in the drive of the user, whose operations all take a path.
//!
//! `GRAPH_TOKEN=… cargo run --example one_drive_storage --features client,v1-me -- list Reports`
//!
//! Others are `stat PATH`, `put FILE PATH`, `put-in-parts FILE PATH`, `get PATH FILE`, `delete PATH`, `make-folder PATH`,
//! `move FROM TO` and `copy FROM TO`.

use msgraph::client::{Client, StaticToken};
use msgraph::v1::me::drive::items::{self, CopyBody, CreateUploadSessionBody, children, content};
use msgraph::v1::models::{DriveItem, DriveItemUploadableProperties, Folder, ItemReference};
use msgraph::{Error, Item};
use std::fs::File;
use std::io::Write;

type Failure = Box<dyn std::error::Error>;

struct Store(Client);

impl Store {
    /// What is at a path, if there is anything.
    async fn stat(&self, path: &str) -> Result<Option<DriveItem>, Error> {
        match self.0.send(items::get(at(path))).await {
            Err(error) if error.service().is_some_and(|error| error.status == 404) => Ok(None),
            item => item.map(Some),
        }
    }

    async fn list(&self, path: &str) -> Result<Vec<DriveItem>, Error> {
        let mut all = Vec::new();
        let mut found = self.0.items(children::list(at(path)));
        while let Some(item) = found.try_next().await? {
            all.push(item);
        }
        Ok(all)
    }

    async fn put(&self, path: &str, bytes: Vec<u8>) -> Result<DriveItem, Error> {
        self.0.send(content::replace(below_root(path), bytes)).await
    }

    /// The same for what is large; a session takes no file without a byte.
    async fn put_in_parts(&self, path: &str, file: File) -> Result<DriveItem, Failure> {
        if file.metadata()?.len() == 0 {
            return Ok(self.put(path, Vec::new()).await?);
        }
        let session = self.0.send(items::create_upload_session(below_root(path), &replacing())).await?;
        Ok(self.0.upload(session.upload_url.unwrap_or_default(), file).send().await?)
    }

    async fn get(&self, path: &str, into: &mut impl Write) -> Result<(), Failure> {
        let mut chunks = self.0.download(content::get(below_root(path))).await?;
        while let Some(chunk) = chunks.try_next().await? {
            into.write_all(&chunk)?;
        }
        Ok(())
    }

    async fn delete(&self, path: &str) -> Result<(), Error> {
        self.0.send(items::delete(below_root(path))).await
    }

    /// Makes a folder that must not exist yet.
    async fn make_folder(&self, path: &str) -> Result<DriveItem, Failure> {
        let (parent, name) = split(path)?;
        let mut folder =
            DriveItem { name: Some(name), folder: Some(Box::new(Folder::default())), ..Default::default() };
        folder.extra.insert("@microsoft.graph.conflictBehavior", "fail");
        Ok(self.0.send(children::create(parent, &folder)).await?)
    }

    async fn move_to(&self, from: &str, to: &str) -> Result<DriveItem, Failure> {
        let (parent, name) = self.target(to).await?;
        let place = DriveItem { parent_reference: Some(Box::new(parent)), name: Some(name), ..Default::default() };
        Ok(self.0.send(items::update(below_root(from), &place)).await?)
    }

    /// Copies a file, or a folder with all that is in it, and waits until the copy is there.
    async fn copy(&self, from: &str, to: &str) -> Result<(), Failure> {
        let (parent, name) = self.target(to).await?;
        let place = CopyBody { parent_reference: Some(Box::new(parent)), name: Some(name), ..Default::default() };
        self.0.start(items::copy(below_root(from), &place)).await?.wait().await?;
        Ok(())
    }

    /// The folder of a path, by its id, and the name in it.
    async fn target(&self, path: &str) -> Result<(ItemReference, String), Failure> {
        let (parent, name) = split(path)?;
        let folder = self.0.send(items::get(parent)).await?;
        let drive = folder.parent_reference.and_then(|place| place.drive_id);
        Ok((ItemReference { id: folder.id, drive_id: drive, ..Default::default() }, name))
    }
}

/// What is at a path: the root by an empty one or `/`.
fn at(path: &str) -> Item {
    if path.trim_matches('/').is_empty() { Item::root() } else { below_root(path) }
}

/// The same for what the root cannot be: a file, or what is moved or deleted. The request of an empty path is an error.
fn below_root(path: &str) -> Item {
    Item::path(path.trim_matches('/'))
}

/// The folder of a path, and the name in it.
fn split(path: &str) -> Result<(Item, String), Failure> {
    let path = path.trim_matches('/');
    let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
    if name.is_empty() { Err("the root has no name".into()) } else { Ok((at(above), name.to_owned())) }
}

/// What is there already is replaced, as [`Store::put`] does.
fn replacing() -> CreateUploadSessionBody {
    let mut item = DriveItemUploadableProperties::default();
    item.extra.insert("@microsoft.graph.conflictBehavior", "replace");
    CreateUploadSessionBody { item: Some(Box::new(item)), ..Default::default() }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let host = std::env::var("GRAPH_HOST").unwrap_or_else(|_| msgraph::hosts::GLOBAL.to_owned());
    let store = Store(Client::builder(StaticToken::new(std::env::var("GRAPH_TOKEN")?)).host(host).build()?);
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let shown = match arguments.as_slice() {
        ["stat", path] => store.stat(path).await?.into_iter().collect(),
        ["list", folder] => store.list(folder).await?,
        ["put", file, path] => vec![store.put(path, std::fs::read(file)?).await?],
        ["put-in-parts", file, path] => vec![store.put_in_parts(path, File::open(file)?).await?],
        ["make-folder", path] => vec![store.make_folder(path).await?],
        ["move", from, to] => vec![store.move_to(from, to).await?],
        ["get", path, file] => store.get(path, &mut File::create(file)?).await.map(|()| Vec::new())?,
        ["delete", path] => store.delete(path).await.map(|()| Vec::new())?,
        ["copy", from, to] => store.copy(from, to).await.map(|()| Vec::new())?,
        _ => {
            return Err(
                "one of stat, list, put, put-in-parts, get, delete, make-folder, move and copy, with its paths".into(),
            );
        }
    };
    for item in shown {
        println!("{}\t{}", item.size.map_or_else(String::new, |size| size.to_string()), item.name.unwrap_or_default());
    }
    Ok(())
}
