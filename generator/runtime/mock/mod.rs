//! The documentation as a service, for tests and for programs that are not written yet: a server on this machine that
//! answers each documented request of the enabled slices with its documented response.
//!
//! It refuses what the service would refuse, as far as the documentation tells: URLs, query options, `$select`ed
//! properties, required headers, bodies that are not of their type, and what the permissions in a token do not allow. Its
//! refusal names the nearest documented request. On request it [throttles, cuts and fails](Fault), and lists come in
//! [pages](Mock::pages).
//!
//! ```no_run
#![cfg_attr(
    any(doc, doctest),
    doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::{Object, Request, mock::{Fault, Mock}};")
)]
//! use std::time::Duration;
//!
//! let mock = Mock::start();
//! // Where the function of the endpoint is in a slice that is enabled, it makes this request.
//! let request = Request::<(), Object>::from_url("https://graph.microsoft.com/v1.0/users/87d349ed-44d7-43e1-9a83-5f2406dee5bd");
//! mock.expect(request).fault(Fault::Throttle(Duration::ZERO)).times(1);
//! // The program under test is told to use `mock.uri()` in the place of `https://graph.microsoft.com`.
//! mock.verify();
//! ```

mod answer;
mod batch;
mod below;
mod checks;
mod continuations;
mod documentation;
pub(crate) mod documented;
mod expectation;
mod fault;
mod objects;
mod refusal;
mod request;
mod schema;
mod server;
mod service;
mod url_template;

pub use expectation::Expectation;
pub use fault::Fault;
pub use refusal::{DocumentedRequest, Refusal};
pub use request::ReceivedRequest;

use crate::runtime::request::Request;
use crate::runtime::request::body::Payload;
use server::Server;
use service::Service;
use std::marker::PhantomData;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::{fmt, io, thread};

/// A server that answers as the documentation shows. It ends when it is dropped, and panics then where something was
/// [refused](Refusal), or was [expected](Mock::expect) and has not come.
pub struct Mock {
    uri: String,
    service: Arc<Service>,
    server: Server,
}

impl Mock {
    /// A mock at a free port of `127.0.0.1`.
    ///
    /// # Panics
    /// Where the system has no port or no thread for it.
    pub fn start() -> Self {
        match Self::start_at(0) {
            Ok(mock) => mock,
            Err(error) => panic!("the mock cannot be started: {error}"),
        }
    }

    /// A mock at this port of `127.0.0.1`.
    ///
    /// # Errors
    /// Where the port is taken, or the system has no thread for it.
    pub fn start_at(port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let uri = format!("http://{}", listener.local_addr()?);
        let service = Arc::new(Service::new(uri.clone()));
        let server = Server::start(listener, Arc::clone(&service))?;
        Ok(Self { uri, service, server })
    }

    /// What is to be used in the place of `https://graph.microsoft.com`: `http://127.0.0.1:8080`.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// Expects a request, and from now on nothing else: the same URL, query and body, and the headers that it has.
    ///
    /// # Panics
    /// Where the request can't be sent, as [`Request::into_http`] tells.
    pub fn expect<B: Payload, R, O>(&self, request: Request<B, R, O>) -> Expectation<'_, R> {
        let request = match request.into_http() {
            Ok(request) => request,
            Err(error) => panic!("what is expected can't be sent: {error}"),
        };
        let (head, body) = request.into_parts();
        let target = head.uri.path_and_query().map_or("/", |target| target.as_str());
        let request = ReceivedRequest::new(head.method, target, head.headers, body);
        Expectation { service: &self.service, index: self.service.expect(request), response: PhantomData }
    }

    /// Goes wrong with the next request, whichever it is. Repeated calls are for the ones after it. A request can ask for
    /// the same with a header, such as `Mock-Fault: throttle=5`.
    pub fn fail_next(&self, fault: Fault) {
        self.service.fail_next(fault);
    }

    /// Lists come in so many pages, each with what the documentation shows. Without it they come in two where the
    /// documentation shows a `nextLink`. A request can ask for the same with a header, such as `Mock-Pages: 3`.
    pub fn pages(&self, pages: usize) {
        self.service.set_pages(pages);
    }

    /// Whether it keeps what it is sent: what is created can then be read, listed, changed and deleted, and what was
    /// deleted is not found. It begins anew each time, with what the documentation shows. An object is known by the URL
    /// that it was created below and its `id`: neither by other URLs nor by other keys, and queries do not choose between
    /// objects.
    pub fn stateful(&self, stateful: bool) {
        self.service.set_stateful(stateful);
    }

    /// What has come so far.
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        self.service.requests()
    }

    /// The same, and forgets it: what comes afterwards alone is told from then on.
    pub fn take_requests(&self) -> Vec<ReceivedRequest> {
        self.service.take_requests()
    }

    /// What was refused since this was last called. [`verify`](Mock::verify) speaks of it no more.
    pub fn take_refusals(&self) -> Vec<Refusal> {
        self.service.take_refusals()
    }

    /// Ends the mock.
    ///
    /// # Panics
    /// Where something was refused, or was expected and has not come.
    pub fn verify(self) {}

    /// Answers until the process ends.
    pub fn wait(mut self) {
        self.server.wait();
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        let complaints = self.service.complaints();
        if !complaints.is_empty() && !thread::panicking() {
            panic!("{}", complaints.join("\n"));
        }
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock").field("uri", &self.uri).finish_non_exhaustive()
    }
}
