//! Enums and flags that keep what nobody documented.

use msgraph::v1::models::{
    ComplianceState, ManagedDevice, NotificationMessageTemplate, NotificationTemplateBrandingOptions as Branding,
    UserUserType,
};
use msgraph::{Flags, OpenEnum, Page};
use serde_json::json;
use std::collections::HashSet;

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
    assert_eq!(format!("{:?}", UserUserType::Guest), "\"Guest\"");
}

#[test]
fn a_member_in_another_case_is_that_member_and_keeps_its_text() {
    let json = json!({ "value": [{ "complianceState": "Compliant" }, { "complianceState": "InGracePeriod" }] });
    let page: Page<ManagedDevice> = read(&json);
    let state = page.items()[0].compliance_state.as_ref().expect("a state");
    assert_eq!(*state, ComplianceState::Compliant);
    assert_eq!(*state, ComplianceState::from("COMPLIANT"));
    assert_ne!(*state, ComplianceState::Noncompliant);
    assert!(state.is_known() && matches!(state.known(), Some(ComplianceState::Compliant)));
    assert_eq!(state.as_str(), "Compliant");
    assert_eq!(written(&page), json);
    let spellings = ["inGracePeriod", "InGracePeriod", "INGRACEPERIOD"].map(ComplianceState::from);
    assert_eq!(HashSet::from(spellings).len(), 1);
    // What is no member in any case is equal to its own text alone.
    assert_ne!(ComplianceState::from("quarantined"), ComplianceState::from("Quarantined"));
    assert_eq!(ComplianceState::from("quarantined").known(), None);
    let mut options = Flags::<Branding>::from("IncludeCompanyLogo,includecompanyname");
    options.insert(Branding::IncludeCompanyName);
    assert!(options.contains(&Branding::IncludeCompanyLogo));
    assert_eq!(options.as_str(), "IncludeCompanyLogo,includecompanyname");
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

#[test]
fn a_set_is_made_of_one_member_or_of_several() {
    let single: Flags<Branding> = Branding::IncludeCompanyName.into();
    assert_eq!(single.as_str(), "includeCompanyName");
    let two: Flags<Branding> = [Branding::IncludeCompanyLogo, Branding::from("odd")].into();
    assert_eq!(two.as_str(), "includeCompanyLogo,odd");
}
