//! What answers are pages of a list.

use crate::runtime::error::Error;
use crate::runtime::model::Model;
use crate::runtime::model::extra::Extra;
use crate::runtime::model::page::{Multiple, Page};
use crate::runtime::response::ResponseBody;
use crate::runtime::types::scalar::Scalar;
use serde_json::Value;

/// A page of a list: a [`Page`] of objects, or a [`Multiple`] of texts or numbers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a page of a list",
    label = "this request is not answered with a list",
    note = "write `client.send(…)`, which gives the whole answer"
)]
pub trait ListPage: ResponseBody + 'static {
    /// What the list is of.
    type Item: 'static;

    /// The address of the next page, unless this is the last.
    fn next_link(&self) -> Option<&str>;

    /// The address that later tells what has changed since.
    fn delta_link(&self) -> Option<&str>;

    /// The items of this page.
    ///
    /// # Errors
    /// [`Error::Shape`] where it holds something else: someone who reads items would miss it.
    fn into_items(self) -> Result<Vec<Self::Item>, Error>;
}

impl<T: Model + Default> ListPage for Page<T> {
    type Item = T;

    fn next_link(&self) -> Option<&str> {
        self.next_link.as_deref()
    }

    fn delta_link(&self) -> Option<&str> {
        self.delta_link.as_deref()
    }

    fn into_items(self) -> Result<Vec<T>, Error> {
        let linked = self.next_link.is_some() || self.delta_link.is_some();
        items(self.value, &self.extra, linked, "an array of objects")
    }
}

impl<T: Scalar> ListPage for Multiple<T> {
    type Item = T;

    fn next_link(&self) -> Option<&str> {
        self.extra.get("@odata.nextLink")?.as_str()
    }

    fn delta_link(&self) -> Option<&str> {
        self.extra.get("@odata.deltaLink")?.as_str()
    }

    fn into_items(self) -> Result<Vec<T>, Error> {
        let linked = self.next_link().is_some() || self.delta_link().is_some();
        items(self.value, &self.extra, linked, "an array")
    }
}

/// The items of a page, which can be none where it says so or links to another.
fn items<T>(value: Option<Vec<T>>, extra: &Extra, linked: bool, expected: &'static str) -> Result<Vec<T>, Error> {
    match (value, extra.get("value")) {
        (Some(items), _) => Ok(items),
        (None, Some(Value::Null)) => Ok(Vec::new()),
        (None, None) if linked => Ok(Vec::new()),
        _ => Err(Error::Shape { name: "value", expected }),
    }
}
