//! The service as a server on this machine: requests are read, and answers written with what goes wrong with them.

use super::faults::{After, Answer, FAULTS, Fault, on_the_wire};
use super::service::{Asked, Service};
use fastrand::Rng;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How long the program waits for an answer.
pub const PATIENCE: Duration = Duration::from_secs(1);

const LONGER: Duration = Duration::from_millis(1300);

#[derive(Clone)]
pub struct Shared(Arc<Mutex<Service>>);

impl Shared {
    pub fn new(service: Service) -> Self {
        Self(Arc::new(Mutex::new(service)))
    }

    pub fn lock(&self) -> MutexGuard<'_, Service> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Which of the two hosts a server is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Host {
    Home,
    Abroad,
}

pub async fn serve(listener: TcpListener, service: Shared, host: Host) {
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let service = service.clone();
        tokio::spawn(async move {
            let rng = {
                let mut service = service.lock();
                service.connections += 1;
                service.count("connections");
                service.rng.fork()
            };
            // The program may have gone away at any time.
            let _ = converse(BufReader::new(stream), &service, host, rng).await;
            service.lock().connections -= 1;
        });
    }
}

async fn converse(mut stream: BufReader<TcpStream>, service: &Shared, host: Host, mut rng: Rng) -> io::Result<()> {
    stream.get_ref().set_nodelay(true)?;
    while let Some(asked) = read(&mut stream).await? {
        let (fault, answer) = match host {
            Host::Home => service.lock().take(&asked),
            Host::Abroad => (abroad(&mut rng), service.lock().take_abroad(&asked)),
        };
        if answered(&mut stream, &answer, fault, &mut rng).await? == After::Closed {
            break;
        }
    }
    Ok(())
}

/// Another host fails as well, in what an answer looks like.
fn abroad(rng: &mut Rng) -> Fault {
    Some(Fault::choose(FAULTS, rng)).filter(|fault| fault.carries_out()).unwrap_or(Fault::Nothing)
}

async fn answered(
    stream: &mut BufReader<TcpStream>,
    answer: &Answer,
    fault: Fault,
    rng: &mut Rng,
) -> io::Result<After> {
    let (bytes, after) = match fault {
        Fault::ClosedBefore | Fault::ClosedAfter => return Ok(After::Closed),
        _ => on_the_wire(answer, fault, rng),
    };
    match fault {
        Fault::Late => tokio::time::sleep(Duration::from_millis(rng.u64(10..300))).await,
        Fault::TooLate => tokio::time::sleep(LONGER).await,
        _ => {}
    }
    let (first, rest) = bytes.split_at(rng.usize(..=bytes.len()));
    stream.write_all(first).await?;
    if rng.u8(..4) == 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    stream.write_all(rest).await?;
    stream.flush().await?;
    if after != After::Hanging {
        return Ok(after);
    }
    tokio::time::sleep(LONGER).await;
    Ok(After::Closed)
}

/// A request; none where the connection has ended.
async fn read(stream: &mut BufReader<TcpStream>) -> io::Result<Option<Asked>> {
    let (mut line, mut length) = (String::new(), 0);
    if stream.read_line(&mut line).await? == 0 {
        return Ok(None);
    }
    let mut words = line.split(' ').map(str::to_owned);
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let mut asked = Asked { method, path: path.to_owned(), query: query.to_owned(), ..Asked::default() };
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(None);
        }
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        match name {
            "authorization" => asked.authorized = true,
            "client-request-id" => value.clone_into(&mut asked.request_id),
            "content-length" => length = value.parse().unwrap_or(0),
            _ => {}
        }
    }
    asked.body = vec![0; length];
    stream.read_exact(&mut asked.body).await?;
    Ok(Some(asked))
}
