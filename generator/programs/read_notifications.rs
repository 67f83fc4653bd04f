//! Change notifications as they were posted to the address of a subscription: who has sent them, and what they say.
//!
//! `APP_ID=… TENANT_ID=… CLIENT_STATE=… CERTIFICATE_ID=… PRIVATE_KEY=key.pem \
//! cargo run --example read_notifications --features notifications <posted.json`

use msgraph::notifications::{ChangeNotificationCollection, DecryptionKeys, KeySet, TokenValidator};
use msgraph::{Object, from_slice};
use std::env::var;
use std::io::Read;

const SIGNING_KEYS: &str = "https://login.microsoftonline.com/common/discovery/v2.0/keys";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut posted = Vec::new();
    std::io::stdin().read_to_end(&mut posted)?;
    let collection: ChangeNotificationCollection = from_slice(&posted)?;

    // A service keeps the keys for some hours.
    let signing_keys = KeySet::from_json(ureq::get(SIGNING_KEYS).call()?.body_mut().read_to_vec()?)?;
    TokenValidator::new([var("APP_ID")?], [var("TENANT_ID")?]).check(&collection, &signing_keys)?;

    let private_keys = DecryptionKeys::new().with_pem(var("CERTIFICATE_ID")?, std::fs::read(var("PRIVATE_KEY")?)?)?;
    let client_state = var("CLIENT_STATE")?;
    for notification in collection.items() {
        if !notification.has_client_state(&client_state) {
            eprintln!("somebody else has sent {:?}", notification.id);
            continue;
        }
        match (&notification.lifecycle_event, &notification.encrypted_content) {
            (Some(event), _) => println!("{event}: {:?}", notification.subscription_id),
            (None, Some(content)) => println!("{:?}", content.decrypt_as::<Object>(&private_keys)?),
            (None, None) => println!("{:?}: {:?}", notification.change_type, notification.resource),
        }
    }
    Ok(())
}
