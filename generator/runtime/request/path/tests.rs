use super::super::item::Item;
use super::*;

fn filled(template: &str, texts: &[&str]) -> Result<String, usize> {
    fill(template, texts.iter().map(|text| Argument::Text(text)))
}

fn at(template: &str, item: &Item) -> Result<String, usize> {
    fill(template, std::iter::once(Argument::Item(item)))
}

#[test]
fn a_key_stays_in_its_segment() {
    assert_eq!(filled("/users/{}", &["a/b?c#d%e f"]).unwrap(), "/users/a%2Fb%3Fc%23d%25e%20f");
    assert_eq!(filled("/users/{}", &["mia@x.com"]).unwrap(), "/users/mia@x.com");
    for key in ["", ".", ".."] {
        assert_eq!(filled("/users/{}", &[key]), Err(0), "{key:?}");
    }
}

#[test]
fn a_key_with_a_dollar_stands_in_quotes() {
    assert_eq!(filled("/users/{}", &["$x'y"]).unwrap(), "/users('$x''y')");
}

#[test]
fn an_argument_of_a_function_ends_where_its_quotes_do() {
    assert_eq!(filled("/range(address='{}')", &["a'),b("]).unwrap(), "/range(address='a''%29,b%28')");
    assert_eq!(filled("/list(start={},end={})", &["1,2", "3"]).unwrap(), "/list(start=1%2C2,end=3)");
}

#[test]
fn an_item_is_where_its_address_says() {
    let template = "/drives/d/items/{}/content";
    assert_eq!(at(template, &Item::id("i")).unwrap(), "/drives/d/items/i/content");
    assert_eq!(at(template, &Item::root()).unwrap(), "/drives/d/root/content");
    assert_eq!(at(template, &Item::path("a b/c:d")).unwrap(), "/drives/d/root:/a%20b/c%3Ad:/content");
    assert_eq!(at(template, &Item::id("i").path("c")).unwrap(), "/drives/d/items/i:/c:/content");
    assert_eq!(at("/drives/d/items/{}", &Item::special("approot")).unwrap(), "/drives/d/special/approot");
    for path in ["", "a//b", "../a", "a/."] {
        assert_eq!(at(template, &Item::path(path)), Err(0), "{path:?}");
    }
}
