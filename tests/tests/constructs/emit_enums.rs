//! The code of enums: open ones, flags, and those of strings that list their values.

use docgen_tests::render::items;
use docgen_tests::stages::{Page, api, files, resource};
use insta::assert_snapshot;

const GET: &str = "## Response\n\nReturns `200 OK` and a [gadget](../resources/gadget.md) object.";

/// Pages with an endpoint that reaches the gadget.
fn code(pages: &[Page<'_>], path: &str, wanted: &[&str]) -> String {
    let get = api("GET /gadgets/{id}", GET);
    items(&files(&[pages, &[("api/gadget-get.md", get.as_str())]].concat(), &[]), path, wanted)
}

fn gadget(rows: &[&str]) -> String {
    resource("gadget", rows)
}

#[test]
fn an_open_enum() {
    let page = gadget(&["|state|[state](state.md)|What it does.|"]);
    let state = "# state enum type\n\nWhat a gadget does.\n\n## Members\n\n|Member|Value|Description|\n|:-|:-|:-|\n|idle|0|At rest.|\n|out of order|1|Broken.|\n|2ndShift|2||\n";
    assert_snapshot!(code(&[("resources/gadget.md", &page), ("resources/state.md", state)], "src/v1/models/state.rs", &["State", "impl runtime::OpenEnum for State"]), @r#"
    /// What a gadget does.
    ///
    /// `microsoft.graph.state`, an enum type.
    ///
    /// Documentation: [state](https://learn.microsoft.com/graph/api/resources/state?view=graph-rest-1.0)
    #[derive(Clone)]
    #[non_exhaustive]
    pub enum State {
        /// `idle`: At rest.
        Idle,
        /// `out of order`: Broken.
        OutOfOrder,
        /// `2ndShift`.
        _2ndShift,
        /// A value that the docs do not list, as its text.
        Unrecognized(runtime::Unrecognized),
    }
    impl runtime::OpenEnum for State {
        const MEMBERS: &'static [(&'static str, Self)] = &[
            ("idle", Self::Idle),
            ("out of order", Self::OutOfOrder),
            ("2ndShift", Self::_2ndShift),
        ];
        #[inline]
        fn unrecognized(&self) -> Option<&runtime::Unrecognized> {
            if let Self::Unrecognized(value) = self { Some(value) } else { None }
        }
    }
    "#);
}

#[test]
fn an_enum_of_flags_says_so() {
    let page = gadget(&["|ports|[ports](ports.md)|What it has.|"]);
    let ports = "# ports enum type\n\nValues can be combined.\n\n## Members\n\n|Member|Value|\n|:-|:-|\n|usb|1|\n|audio|2|\n|video|4|\n";
    let files = files(
        &[
            ("api/gadget-get.md", &api("GET /gadgets/{id}", GET)),
            ("resources/gadget.md", &page),
            ("resources/ports.md", ports),
        ],
        &[],
    );
    assert_snapshot!(items(&files, "src/v1/models/ports.rs", &["Ports"]), @"
    /// Values can be combined.
    ///
    /// `microsoft.graph.ports`, an enum type of combinable flags.
    ///
    /// Documentation: [ports](https://learn.microsoft.com/graph/api/resources/ports?view=graph-rest-1.0)
    #[derive(Clone)]
    #[non_exhaustive]
    pub enum Ports {
        Usb,
        Audio,
        Video,
        /// A value that the docs do not list, as its text.
        Unrecognized(runtime::Unrecognized),
    }
    ");
    assert_snapshot!(items(&files, "src/v1/models/gadget.rs", &["Gadget"]), @"
    /// `gadget`.
    ///
    /// `microsoft.graph.gadget`, an entity type.
    ///
    /// Documentation: [gadget](https://learn.microsoft.com/graph/api/resources/gadget?view=graph-rest-1.0)
    #[derive(Default)]
    pub struct Gadget {
        /// `ports`: What it has.
        pub ports: Option<runtime::Flags<super::Ports>>,
        /// What no field holds: unknown properties, annotations, explicit nulls and relationships.
        pub extra: runtime::Extra,
    }
    ");
}

#[test]
fn a_string_that_lists_its_values_gets_an_enum_beside_its_owner() {
    let page = gadget(&["|state|String|Possible values are: `idle`, `busy`.|"]);
    assert_snapshot!(code(&[("resources/gadget.md", &page)], "src/v1/models/gadget.rs", &["Gadget", "GadgetState"]), @"
    /// `gadget`.
    ///
    /// `microsoft.graph.gadget`, an entity type.
    ///
    /// Documentation: [gadget](https://learn.microsoft.com/graph/api/resources/gadget?view=graph-rest-1.0)
    #[derive(Default)]
    pub struct Gadget {
        /// `state`: Possible values are: `idle`, `busy`.
        pub state: Option<super::GadgetState>,
        /// What no field holds: unknown properties, annotations, explicit nulls and relationships.
        pub extra: runtime::Extra,
    }
    /// The values that the documentation lists for `gadget.state`.
    #[derive(Clone)]
    #[non_exhaustive]
    pub enum GadgetState {
        Idle,
        Busy,
        /// A value that the docs do not list, as its text.
        Unrecognized(runtime::Unrecognized),
    }
    ");
}

#[test]
fn an_enum_without_members_has_no_pattern_that_always_holds() {
    let page = gadget(&["|state|[state](state.md)|What it does.|"]);
    let state = "# state enum type\n\nWhat a gadget does.\n";
    assert_snapshot!(code(&[("resources/gadget.md", &page), ("resources/state.md", state)], "src/v1/models/state.rs", &["impl runtime::OpenEnum for State"]), @"
    impl runtime::OpenEnum for State {
        const MEMBERS: &'static [(&'static str, Self)] = &[];
        #[inline]
        fn unrecognized(&self) -> Option<&runtime::Unrecognized> {
            let Self::Unrecognized(value) = self;
            Some(value)
        }
    }
    ");
}
