//! The validation request.

use http::{Request, Response, StatusCode};
use msgraph::notifications::{validation_response, validation_token};

fn answer(method: &str, uri: &str) -> Option<Response<String>> {
    let request = Request::builder().method(method).uri(uri).body(()).expect("a request");
    validation_response(&request.into_parts().0)
}

#[test]
fn a_token_comes_back_decoded_as_plain_text() {
    let query =
        "validationToken=Validation%3a+Testing+client+application+reachability+for+subscription+Request-Id%3a+522a8e7e";
    let response = answer("POST", &format!("https://hooks.example.com/graph?{query}")).expect("an answer");
    let expected = "Validation: Testing client application reachability for subscription Request-Id: 522a8e7e";
    assert_eq!((response.status(), response.body().as_str()), (StatusCode::OK, expected));
    assert_eq!(response.headers()["content-type"], "text/plain; charset=utf-8");
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    assert_eq!(response.headers().len(), 2);
}

#[test]
fn only_what_is_encoded_twice_stays_encoded() {
    let cases = [
        ("validationToken=a%2Bb", "a+b"),
        ("validationToken=a+b", "a b"),
        ("validationToken=a%252Bb", "a%2Bb"),
        ("validationToken=a=b==", "a=b=="),
        ("validationToken=%C3%BC%26%23", "ü&#"),
        ("tenant=contoso&validationToken=opaque", "opaque"),
        ("validationToken=opaque&tenant=contoso", "opaque"),
        ("validationToken=%3Cscript%3E", "<script>"),
    ];
    for (query, token) in cases {
        assert_eq!(validation_token(query).as_deref(), Some(token), "{query}");
    }
}

#[test]
fn nothing_is_reflected_of_other_requests() {
    let queries = [
        "",
        "validationToken",
        "validationToken=",
        "token=opaque",
        "xvalidationToken=opaque",
        "validationtoken=opaque",
        "a=validationToken=opaque",
        "validationToken=a&validationToken=b",
        "validationToken=a&validationToken=",
        "validationToken=%FF",
        "validationToken=a%0D%0ASet-Cookie:b",
        "validationToken=a%00",
        "validationToken=%C2%9B2J",
    ];
    for query in queries {
        assert_eq!(validation_token(query), None, "{query}");
        assert!(answer("POST", &format!("/graph?{query}")).is_none(), "{query}");
    }
    for method in ["GET", "HEAD", "PUT", "post"] {
        assert!(answer(method, "/graph?validationToken=opaque").is_none(), "{method}");
    }
    for uri in ["/graph", "/validationToken=opaque", "/graph?x#?validationToken=opaque"] {
        assert!(answer("POST", uri).is_none(), "{uri}");
    }
}
