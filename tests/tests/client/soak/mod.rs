//! A program against a service that misbehaves at random: nothing is lost, nothing is done twice, and memory stays flat.
//!
//! For half an hour: `MSGRAPH_SOAK_SECONDS=1800 cargo test -p docgen-tests --test client soak -- --nocapture`.

mod batch;
mod batches;
mod faults;
mod judge;
mod objects;
mod service;
mod wire;
mod worker;

use crate::memory::of_this_process;
use crate::server::{alone, builder};
use faults::FAULTS;
use service::Service;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use wire::{Host, PATIENCE, Shared};
use worker::Worker;

const WORKERS: usize = 6;

/// What a worker rests between two calls, at most.
const PAUSE: Duration = Duration::from_millis(200);

const MIB: u64 = 1 << 20;

fn setting(name: &str) -> Option<u64> {
    Some(std::env::var(name).ok()?.parse().unwrap())
}

#[tokio::test]
async fn nothing_is_lost_or_done_twice_and_memory_is_flat_where_the_service_misbehaves() {
    let name = "soak::nothing_is_lost_or_done_twice_and_memory_is_flat_where_the_service_misbehaves";
    if let Some(passed) = alone(name, &[("RUST_TEST_NOCAPTURE", "1")]) {
        assert!(passed);
        return;
    }
    let length = Duration::from_secs(setting("MSGRAPH_SOAK_SECONDS").unwrap_or(4));
    // A short run makes the most of its time.
    let pause = if length < Duration::from_secs(60) { PAUSE / 20 } else { PAUSE };
    let seed = setting("MSGRAPH_SOAK_SEED").unwrap_or_else(|| fastrand::u64(..));
    println!("MSGRAPH_SOAK_SEED={seed} MSGRAPH_SOAK_SECONDS={}", length.as_secs());

    let listener = async || TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (home, abroad) = (listener().await, listener().await);
    let address = |listener: &TcpListener| format!("http://{}", listener.local_addr().unwrap());
    let host = address(&home);
    let service = Shared::new(Service::new(seed, WORKERS, host.clone(), address(&abroad)));
    tokio::spawn(wire::serve(home, service.clone(), Host::Home));
    tokio::spawn(wire::serve(abroad, service.clone(), Host::Abroad));

    let client = builder(&host).timeout(PATIENCE).build().unwrap();
    let until = Instant::now() + length;
    let workers: Vec<_> = (0..WORKERS)
        .map(|owner| {
            let rng = fastrand::Rng::with_seed(seed ^ (owner as u64 + 1));
            tokio::spawn(Worker::new(owner, client.clone(), service.clone(), rng).work(until, pause))
        })
        .collect();
    let mut memory = Vec::new();
    for part in 1..=10 {
        tokio::time::sleep_until((until - length + length * part / 10).into()).await;
        memory.push(of_this_process("VmRSS:"));
    }
    for worker in workers {
        worker.await.unwrap();
    }
    report(&service, &memory);
    check(&service, &memory);
}

fn report(service: &Shared, memory: &[Option<u64>]) {
    let service = service.lock();
    for (what, count) in &service.counts {
        println!("{count:>8} {what}");
    }
    let mib: Vec<_> = memory.iter().map(|memory| memory.map(|bytes| bytes / MIB)).collect();
    println!("MiB after each tenth: {mib:?}; connections open: {}", service.connections);
}

fn check(service: &Shared, memory: &[Option<u64>]) {
    let service = service.lock();
    assert!(service.violations.is_empty(), "{:#?}", &service.violations[..service.violations.len().min(9)]);
    // Also what came after its call had ended.
    assert!(service.creations.iter().flatten().all(|times| *times < 2));
    // Whatever can go wrong did, and most calls went well all the same.
    let count = |what: &str| service.counts.get(what).copied().unwrap_or(0);
    for (fault, _) in &FAULTS[1..] {
        assert!(count(&format!("fault {fault:?}")) > 0, "{fault:?}");
    }
    for kind in ["batch", "content", "create", "delete", "download", "get", "items", "pages", "update"] {
        assert!(count(&format!("outcome {kind}: ok")) > 0, "{kind}");
    }
    let sum =
        |what: fn(&str) -> bool| service.counts.iter().filter(|(name, _)| what(name)).map(|(_, count)| count).sum();
    let (ok, calls): (u64, u64) = (sum(|name| name.ends_with(": ok")), sum(|name| name.starts_with("call ")));
    assert!(ok > calls / 2, "{ok} of {calls}");
    assert!(count("again get") > 0 && count("again create") > 0);
    assert!(service.connections < 50, "{}", service.connections);
    match (memory.first(), memory.last()) {
        (Some(Some(first)), Some(Some(last))) => assert!(*last <= first + first / 5 + 10 * MIB, "{memory:?}"),
        _ => println!("skipped: this system does not tell how much memory a process has"),
    }
}
