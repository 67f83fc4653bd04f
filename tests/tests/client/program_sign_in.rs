//! The package `examples/sign-in`: its programs get tokens from stand-ins for what issues them in Azure, and list users.

use crate::programs::lines;
use crate::server::TOKEN;
use docgen_tests::program::{cargo_offline, scratch, workspace};
use serde_json::{Value, json};
use std::process::{Command, Output};
use std::sync::Arc;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use wiremock::matchers::{body_string_contains, header, method, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockBuilder, MockServer, ResponseTemplate};

/// For 127.0.0.1 from 2020 to 2120, signed by its own key, and trusted by nobody who is not told to.
const CERTIFICATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/client/platform.pem");

/// Compiles the package and runs one of its programs with these variables alone; nothing where its crates are not at hand.
async fn run(name: &'static str, variables: Vec<(&'static str, String)>) -> Option<Output> {
    let mut build = cargo_offline(&workspace().join("examples/sign-in"));
    build.args(["build", "--quiet", "--locked"]);
    let mut program = Command::new(scratch().join("debug").join(name));
    program.env_clear().envs(variables);
    let ran = move || {
        let built = build.output().unwrap();
        let complaints = String::from_utf8(built.stderr).unwrap();
        if complaints.contains("you're using offline mode") || complaints.contains("--offline was specified") {
            println!("skipped: cargo fetch --manifest-path examples/sign-in/Cargo.toml has not run");
            return None;
        }
        // Warnings of a package that was built before are shown again.
        assert!(built.status.success() && complaints.is_empty(), "{complaints}");
        Some(program.output().unwrap())
    };
    let output = tokio::task::spawn_blocking(ran).await.unwrap()?;
    print!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    Some(output)
}

/// Answers what issues a token, once.
async fn issue(server: &MockServer, request: MockBuilder, mut token: Value) {
    token["access_token"] = TOKEN.into();
    token["token_type"] = "Bearer".into();
    request.respond_with(ResponseTemplate::new(200).set_body_json(token)).expect(1).mount(server).await;
}

/// Lists two users for that token.
async fn list_users(server: &MockServer) {
    let request = Mock::given(method("GET")).and(path("/v1.0/users")).and(query_param("$select", "displayName"));
    let request = request.and(header("authorization", format!("Bearer {TOKEN}").as_str()));
    let users = json!({"value": [{"displayName": "Ada"}, {"displayName": "Grace"}]});
    request.respond_with(ResponseTemplate::new(200).set_body_json(users)).expect(1).mount(server).await;
}

/// The address of a server that takes what comes over TLS to another one.
async fn secured(server: &MockServer) -> String {
    let certificate = CertificateDer::from_pem_file(CERTIFICATE).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("platform.key.pem")).unwrap();
    // Other packages of the workspace bring another one along.
    let provider = Arc::new(aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_no_client_auth().with_single_cert(vec![certificate], key).unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("https://{}", listener.local_addr().unwrap());
    let plain = *server.address();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let mut secured = acceptor.accept(stream).await.unwrap();
            // A program that ends takes no leave.
            let _ = copy_bidirectional(&mut secured, &mut TcpStream::connect(plain).await.unwrap()).await;
        }
    });
    address
}

#[tokio::test]
#[ignore = "slow: compiles a program"]
async fn an_app_with_a_secret_lists_users() {
    if !cfg!(target_os = "linux") {
        println!("skipped: only on Linux does a variable say which certificates are trusted");
        return;
    }
    let (platform, graph) = (MockServer::start().await, MockServer::start().await);
    let request = Mock::given(method("POST")).and(path("/contoso.example/oauth2/v2.0/token"));
    let request = ["grant_type=client_credentials", "client_id=app", "client_secret=a+secret", "%2F.default"]
        .into_iter()
        .fold(request, |request, sent| request.and(body_string_contains(sent)));
    issue(&platform, request, json!({"expires_in": 3600})).await;
    list_users(&graph).await;
    let variables = vec![
        ("AZURE_AUTHORITY_HOST", secured(&platform).await),
        ("AZURE_TENANT_ID", "contoso.example".to_owned()),
        ("AZURE_CLIENT_ID", "app".to_owned()),
        ("AZURE_CLIENT_SECRET", "a secret".to_owned()),
        ("GRAPH_HOST", graph.uri()),
        ("SSL_CERT_FILE", CERTIFICATE.to_owned()),
    ];
    match run("client-credentials", variables).await {
        Some(output) => assert_eq!(lines(&output), ["Ada", "Grace"]),
        None => {
            platform.reset().await;
            graph.reset().await;
        }
    }
}

/// What App Service issues tokens with, asked by the program for this identity.
async fn managed_identity(user_assigned: Option<&str>) {
    let (service, graph) = (MockServer::start().await, MockServer::start().await);
    let request = Mock::given(method("GET")).and(path("/token")).and(header("x-identity-header", "of this machine"));
    let request = request.and(query_param("resource", graph.uri()));
    let request = match user_assigned {
        Some(id) => request.and(query_param("client_id", id)),
        None => request.and(query_param_is_missing("client_id")),
    };
    issue(&service, request, json!({"expires_on": "4102444800", "resource": graph.uri()})).await;
    list_users(&graph).await;
    let mut variables = vec![
        ("IDENTITY_ENDPOINT", format!("{}/token", service.uri())),
        ("IDENTITY_HEADER", "of this machine".to_owned()),
        ("GRAPH_HOST", graph.uri()),
    ];
    variables.extend(user_assigned.map(|id| ("AZURE_CLIENT_ID", id.to_owned())));
    match run("managed-identity", variables).await {
        Some(output) => assert_eq!(lines(&output), ["Ada", "Grace"]),
        None => {
            service.reset().await;
            graph.reset().await;
        }
    }
}

#[tokio::test]
#[ignore = "slow: compiles a program"]
async fn a_managed_identity_lists_users() {
    managed_identity(None).await;
    managed_identity(Some("of-the-user")).await;
}

#[tokio::test]
#[ignore = "slow: compiles a program"]
async fn what_is_missing_is_named() {
    let Some(output) = run("client-credentials", vec![("AZURE_TENANT_ID", "contoso.example".to_owned())]).await else {
        return;
    };
    assert!(!output.status.success());
    assert!(String::from_utf8(output.stderr).unwrap().contains("AZURE_CLIENT_SECRET"));
}
