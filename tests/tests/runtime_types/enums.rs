//! Enums and flags that keep what nobody documented.

use msgraph::v1::models::{
    ComplianceState, ManagedDevice, NotificationMessageTemplate, NotificationTemplateBrandingOptions as Branding,
    UserUserType,
};
use msgraph::{Flags, Page};
use serde_json::json;

use super::{read, written};

#[test]
fn a_list_of_devices_is_read_with_a_value_that_nobody_documented() {
    let json = json!({ "value": [
        { "id": "1", "complianceState": "compliant" },
        { "id": "2", "complianceState": "quarantined" },
        { "id": "3", "complianceState": 7 },
    ]});
    let page: Page<ManagedDevice> = read(&json);
    let states: Vec<_> = page.items().iter().map(|device| device.compliance_state.clone()).collect();
    assert_eq!(states[0], Some(ComplianceState::Compliant));
    let odd = states[1].as_ref().expect("its text");
    assert_eq!((odd.as_str(), odd.is_known(), odd.to_string()), ("quarantined", false, "quarantined".to_owned()));
    assert_eq!(states[2], None);
    assert_eq!(written(&page), json);
}

#[test]
fn an_enum_is_its_text() {
    assert_eq!("inGracePeriod".parse::<ComplianceState>().unwrap(), ComplianceState::InGracePeriod);
    assert_eq!(ComplianceState::InGracePeriod.as_str(), "inGracePeriod");
    assert_eq!(ComplianceState::Unknown.to_string(), "unknown");
    // Case decides: what is not the documented spelling is kept as it is.
    let other = UserUserType::from("member");
    assert!(!other.is_known() && other != UserUserType::Member);
    assert_eq!(format!("{:?}", UserUserType::Guest), "\"Guest\"");
}

#[test]
fn flags_are_a_set_that_keeps_its_text() {
    let json = json!({ "brandingOptions": "includeCompanyLogo, futureOption,includeCompanyName" });
    let mut template: NotificationMessageTemplate = read(&json);
    let options = template.branding_options.as_mut().expect("options");
    assert!(options.contains(&Branding::IncludeCompanyLogo) && options.contains(&Branding::from("futureOption")));
    assert_eq!(options.iter().count(), 3);
    options.insert(Branding::IncludeCompanyName);
    assert_eq!(written(&template), json);

    let options = template.branding_options.as_mut().expect("options");
    options.remove(&Branding::IncludeCompanyLogo);
    options.insert(Branding::IncludeContactInformation);
    let changed = json!({ "brandingOptions": "futureOption,includeCompanyName,includeContactInformation" });
    assert_eq!(written(&template), changed);
    let made: Flags<Branding> = [Branding::IncludeCompanyLogo, Branding::IncludeCompanyName].into_iter().collect();
    assert_eq!(made.as_str(), "includeCompanyLogo,includeCompanyName");
    assert_eq!(Flags::<Branding>::default().iter().count(), 0);
}
