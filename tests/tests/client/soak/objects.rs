//! What the program stores: objects whose content follows from their id and version, so that each can be told from all others.

use fastrand::Rng;
use msgraph::v1::models::DeviceManagementPartner;
use std::fmt;
use std::str::FromStr;

/// One that a worker of the program gives, and nobody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    pub owner: usize,
    pub number: usize,
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.owner, self.number)
    }
}

impl FromStr for Id {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (owner, number) = text.split_once('-').ok_or(())?;
        Ok(Self { owner: owner.parse().map_err(drop)?, number: number.parse().map_err(drop)? })
    }
}

/// What an object is after this many changes.
pub type Version = u32;

/// What is sent to make a version of an object.
pub fn change(id: Id, version: Version) -> DeviceManagementPartner {
    let mut rng = seeded(id, version);
    let longest = if rng.u8(..10) == 0 { 20_000 } else { 200 };
    let text = (0..rng.usize(..longest)).filter_map(|_| rng.choice(LETTERS));
    let (display_name, version) = (Some(text.collect()), Some(version.to_string()));
    DeviceManagementPartner { display_name, single_tenant_app_id: version, ..Default::default() }
}

const LETTERS: [char; 16] = ['a', 'b', ' ', '"', '\\', '/', '{', '}', '[', ']', ',', ':', '\n', 'é', '語', '𝄞'];

pub fn object(id: Id, version: Version) -> DeviceManagementPartner {
    DeviceManagementPartner { id: Some(id.to_string()), ..change(id, version) }
}

/// The version that an object says it is.
pub fn version_of(object: &DeviceManagementPartner) -> Option<Version> {
    object.single_tenant_app_id.as_ref()?.parse().ok()
}

/// The bytes that are kept beside an object.
pub fn content(id: Id) -> Vec<u8> {
    let mut rng = seeded(id, Version::MAX);
    let longest = if rng.u8(..10) == 0 { 300_000 } else { 3000 };
    let mut bytes = vec![0; rng.usize(1..longest)];
    rng.fill(&mut bytes);
    bytes
}

fn seeded(id: Id, version: Version) -> Rng {
    Rng::with_seed(((id.owner as u64) << 56) ^ ((id.number as u64) << 24) ^ u64::from(version))
}
