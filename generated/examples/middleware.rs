//! Sends through a layer of `tower`: never more than two requests at a time, those of retries and of pages included.
//!
//! `GRAPH_TOKEN=… cargo run --example middleware --features client,v1-me`

use http::{Request, Response};
use msgraph::client::{BoxFuture, Bytes, Client, ClientError, StaticToken, Transport, TransportBody};
use tower::{Layer, ServiceExt, limit::GlobalConcurrencyLimitLayer, service_fn};

struct Limited {
    inner: reqwest::Client,
    limit: GlobalConcurrencyLimitLayer,
}

impl Transport for Limited {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<TransportBody>, ClientError>> {
        let send = service_fn(|request| self.inner.send(request));
        Box::pin(self.limit.layer(send).oneshot(request))
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let inner = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build()?;
    let limited = Limited { inner, limit: GlobalConcurrencyLimitLayer::new(2) };
    let host = std::env::var("GRAPH_HOST").unwrap_or_else(|_| msgraph::hosts::GLOBAL.to_owned());
    let token = StaticToken::new(std::env::var("GRAPH_TOKEN")?);
    let client = Client::builder(token).host(host).http_client(limited).build()?;
    println!("{:?}", client.send(msgraph::v1::me::get()).await?.display_name);
    Ok(())
}
