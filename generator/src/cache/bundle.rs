//! Many texts in one, of which some are read without the others.

use std::collections::BTreeMap;

use super::to_json;

/// Texts by name, behind a table of where each of them stands.
#[derive(Debug)]
pub struct Bundle {
    table: BTreeMap<String, (usize, usize)>,
    bytes: Vec<u8>,
}

/// The length of the table stands before it, as so many bytes.
const LENGTH: usize = size_of::<u64>();

impl Bundle {
    pub fn pack(texts: impl IntoIterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
        let (mut table, mut all) = (BTreeMap::new(), Vec::new());
        for (name, text) in texts {
            table.insert(name, (all.len(), text.len()));
            all.extend(text);
        }
        let table = to_json(&table);
        [&(table.len() as u64).to_le_bytes()[..], &table, &all].concat()
    }

    /// None when these bytes were never packed.
    pub fn open(mut bytes: Vec<u8>) -> Option<Self> {
        let (length, rest) = bytes.split_first_chunk::<LENGTH>()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let table = serde_json::from_slice(rest.get(..length)?).ok()?;
        bytes.drain(..LENGTH + length);
        Some(Self { table, bytes })
    }

    pub fn get(&self, name: &str) -> Option<&[u8]> {
        let (start, length) = *self.table.get(name)?;
        self.bytes.get(start..start.checked_add(length)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_comes_back_by_its_name() {
        let texts = [("a", "of a"), ("b", ""), ("c", "of c")];
        let packed = Bundle::pack(texts.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())));
        let bundle = Bundle::open(packed.clone()).unwrap();
        assert!(texts.iter().all(|(name, text)| bundle.get(name) == Some(text.as_bytes())));
        assert_eq!(bundle.get("d"), None);
        for cut in 0..packed.len() {
            let bundle = Bundle::open(packed[..cut].to_vec());
            assert!(bundle.is_none_or(|bundle| bundle.get("c").is_none()), "cut after {cut} bytes");
        }
    }
}
