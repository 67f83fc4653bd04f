//! What holds for any response, whatever a service or someone in its place sends. Tests and fuzzing share it.

use msgraph::v1::models::{
    DirectoryObject, DriveItem, ManagedDevice, Message, NotificationMessageTemplate,
    NotificationTemplateBrandingOptions, User,
};
use msgraph::{
    AsModel, Binary, Date, DateTimeOffset, Decimal, Duration, Flags, Guid, Int64, Model, Multiple, Object, Page,
    Reference, ServiceError, Single, TimeOfDay, from_slice,
};
use serde::Serialize;
use serde_json::{Map, Value};
use std::fmt::Debug;

/// Any JSON object is any model, and the same JSON when it is written again. What is no object is an error.
pub fn models(json: &[u8]) {
    // Some parts of the service write a byte order mark before it.
    let text = json.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(json);
    let object = serde_json::from_slice::<Map<String, Value>>(text).ok();
    is_kept::<User>(json, object.as_ref());
    is_kept::<ManagedDevice>(json, object.as_ref());
    is_kept::<Message>(json, object.as_ref());
    is_kept::<DriveItem>(json, object.as_ref());
    is_kept::<NotificationMessageTemplate>(json, object.as_ref());
    is_kept::<Object>(json, object.as_ref());
    is_kept::<Reference>(json, object.as_ref());
    is_kept::<Single<Decimal>>(json, object.as_ref());
    is_kept::<Single<f64>>(json, object.as_ref());
    is_kept::<Multiple<Int64>>(json, object.as_ref());
    is_kept::<Multiple<i32>>(json, object.as_ref());
    is_kept::<Page<User>>(json, object.as_ref());
    if let Some(page) = is_kept::<Page<DirectoryObject>>(json, object.as_ref()) {
        let _ = (page.next_page().map(|next| next.url()), page.next_delta().map(|next| next.url()));
        page.into_iter().for_each(is_kept_by_casts);
    }
    if let Some(object) = is_kept::<DirectoryObject>(json, object.as_ref()) {
        is_kept_by_casts(object);
    }
}

fn is_kept<T>(json: &[u8], object: Option<&Map<String, Value>>) -> Option<T>
where
    T: Model + AsModel + Default + Clone + Debug + Serialize,
{
    let read = from_slice::<T>(json);
    assert_eq!(read.is_ok(), object.is_some(), "{:?}", read.err());
    let (model, object) = (read.ok()?, object?);
    let _ = (format!("{model:?}"), model.removed(), model.odata_etag().is_some());
    let written = serde_json::to_value(model.clone()).expect("JSON");
    assert!(same_members(&written, object), "{written}\nis not\n{object:?}");
    // From a value in memory as from text.
    let from_value: T = related(object);
    assert_eq!(serde_json::to_value(from_value).expect("JSON"), written);
    Some(model)
}

/// As an expanded relationship is read.
fn related<T: Model + Default>(object: &Map<String, Value>) -> T {
    let mut holder = Object::default();
    holder.extra.insert("related", Value::Object(object.clone()));
    holder.extra.related("related").expect("an object").expect("one")
}

fn is_kept_by_casts(object: DirectoryObject) {
    let before = serde_json::to_value(&object).expect("JSON");
    let user: User = object.clone().cast();
    let _ = user.manager();
    assert!(same(&serde_json::to_value(&user).expect("JSON"), &before));
    let back: DirectoryObject = user.upcast();
    let mut back = serde_json::to_value(&back).expect("JSON");
    if before.get("@odata.type").is_none() {
        back.as_object_mut().expect("an object").remove("@odata.type");
    }
    assert!(same(&back, &before), "{back}\nis not\n{before}");
    let _ = object.downcast::<User>();
}

fn same_members(written: &Value, object: &Map<String, Value>) -> bool {
    let Value::Object(written) = written else { return false };
    written.len() == object.len() && object.iter().all(|(name, b)| written.get(name).is_some_and(|a| same(a, b)))
}

/// Equal as JSON; numbers by value, since 5.0 is an integer.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (a, Value::Object(b)) => same_members(a, b),
        (a, b) => a == b,
    }
}

/// Any text is any date, time, identifier or set of flags: it is kept, and an error at most when asked for as one.
pub fn texts(text: &str) {
    macro_rules! kept {
        ($($ours:ident => $($read:expr),+;)*) => {$(
            let value = $ours::from(text);
            assert_eq!(value.as_str(), text);
            $(let _ = $read(&value);)+
        )*};
    }
    kept! {
        DateTimeOffset => DateTimeOffset::to_unix, DateTimeOffset::to_system_time, DateTimeOffset::utc_offset,
            chrono::DateTime::<chrono::FixedOffset>::try_from, jiff::Zoned::try_from,
            time::OffsetDateTime::try_from;
        Date => Date::to_ymd, chrono::NaiveDate::try_from, jiff::civil::Date::try_from;
        TimeOfDay => TimeOfDay::since_midnight, chrono::NaiveTime::try_from, jiff::civil::Time::try_from;
        Duration => Duration::to_std, chrono::TimeDelta::try_from, jiff::Span::try_from,
            time::Duration::try_from;
        Guid => Guid::to_u128, uuid::Uuid::try_from;
    }
    assert_eq!(Binary::from_base64(text).as_str(), text);
    if let Ok(bytes) = Binary::from_base64(text).to_bytes() {
        assert_eq!(Binary::from_bytes(&bytes).to_bytes().expect("base64"), bytes);
    }
    if let Ok(moment) = DateTimeOffset::from(text).to_unix() {
        let again = DateTimeOffset::from_unix(moment.0).to_unix().expect("a moment");
        assert_eq!(again.0, moment.0);
    }
    if let Ok(length) = Duration::from(text).to_std() {
        assert_eq!(Duration::from(length).to_std().expect("a duration"), length);
    }
    let _ = Decimal::from(text).to_f64();
    let mut flags = Flags::<NotificationTemplateBrandingOptions>::from(text);
    assert_eq!(flags.as_str(), text);
    for flag in flags.clone().iter().take(20) {
        flags.insert(flag.clone());
        assert!(flags.contains(&flag));
        flags.remove(&flag);
        assert!(!flags.contains(&flag));
    }
}

/// Any error response is an error, with its body.
pub fn errors(status: u16, headers: &[(&str, &str)], body: &[u8]) {
    let Ok(status) = http::StatusCode::from_u16(status) else { return };
    let mut map = http::HeaderMap::new();
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (http::HeaderName::try_from(*name), http::HeaderValue::try_from(*value)) {
            map.append(name, value);
        }
    }
    let error = ServiceError::new(status, &map, body);
    assert_eq!(error.body, body);
    let _ = (error.to_string(), format!("{error:?}"), error.is_resync_required(), error.is_transient());
}
