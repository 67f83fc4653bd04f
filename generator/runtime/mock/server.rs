//! The HTTP of the mock: a thread of its own, that ends with it.

use super::answer::Answer;
use super::request::ReceivedRequest;
use super::service::{Outcome, Service};
use bytes::Bytes;
use futures_util::stream::iter;
use http::{Request, Response, StatusCode};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full, Limited, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

/// What a request's body may hold.
const MAX_BODY: usize = 256 << 20;

/// A server that runs until it is dropped.
pub(super) struct Server {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Answers what comes to this listener.
    pub(super) fn start(listener: TcpListener, service: Arc<Service>) -> io::Result<Self> {
        listener.set_nonblocking(true)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = oneshot::channel();
        let serve = move || {
            runtime.block_on(async {
                let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
                tokio::spawn(accept(listener, service));
                // Ends what was spawned, too.
                drop(stopped.await);
            });
        };
        let thread = thread::Builder::new().name("mock of Microsoft Graph".to_owned()).spawn(serve)?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }

    /// Waits until the server ends, which it does not by itself.
    pub(super) fn wait(&mut self) {
        self.thread.take().map(JoinHandle::join);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.take().map(|stop| stop.send(()));
        self.wait();
    }
}

async fn accept(listener: tokio::net::TcpListener, service: Arc<Service>) {
    loop {
        // A connection that is gone before it is accepted is nobody's.
        if let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, Arc::clone(&service)));
        }
    }
}

async fn serve(stream: TcpStream, service: Arc<Service>) {
    let respond = service_fn(move |request| answer(Arc::clone(&service), request));
    // What ends a connection is told to the one who asked, by that.
    drop(http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), respond).await);
}

type Body = BoxBody<Bytes, io::Error>;

/// An error cuts the connection.
async fn answer(service: Arc<Service>, request: Request<Incoming>) -> io::Result<Response<Body>> {
    let (head, body) = request.into_parts();
    let target = head.uri.path_and_query().map_or("/", |target| target.as_str());
    let outcome = match Limited::new(body, MAX_BODY).collect().await {
        Ok(body) => {
            let body = body.to_bytes().to_vec();
            service.respond(ReceivedRequest::new(head.method, target, head.headers, body))
        }
        Err(_) => Outcome::Answer(Answer::documented_error(None, StatusCode::PAYLOAD_TOO_LARGE)),
    };
    match outcome {
        Outcome::Cut => Err(cut()),
        Outcome::Answer(answer) => {
            let body = Full::new(Bytes::from(answer.body.clone()));
            respond(answer, body.map_err(|never| match never {}).boxed())
        }
        Outcome::CutBody(answer) => {
            let half = Bytes::copy_from_slice(&answer.body[..answer.body.len() / 2]);
            let frames = iter([Ok(Frame::data(half)), Err(cut())]);
            respond(answer, BodyExt::boxed(StreamBody::new(frames)))
        }
    }
}

fn cut() -> io::Error {
    io::ErrorKind::ConnectionAborted.into()
}

fn respond(answer: Answer, body: Body) -> io::Result<Response<Body>> {
    let mut response = Response::builder().status(answer.status);
    for (name, value) in answer.headers {
        response = response.header(name, value);
    }
    response.body(body).map_err(io::Error::other)
}
