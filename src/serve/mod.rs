//! Pages on loopback, kept new while a plan is written. Knows no plan: it shows the files and notes that it is given.
//!
//! What protects the plan from other pages in the same browser: it listens on loopback alone, answers to its own host
//! names alone, to GET and HEAD alone, from a map of finished files, so that no request ever becomes a path on the
//! disk; the stream of events also asks where the request comes from.

mod answer;
mod live;
mod pages;

pub use pages::{Files, Note, Pages};

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

use crate::workspace::{Error, Stop};
use pages::Shown;

/// The first port that is tried where none was asked for.
const FIRST_PORT: u16 = 4710;
/// How many ports are tried from there.
const PORTS: u16 = 20;

/// A server that runs until the process ends, or until it is dropped.
pub struct Server {
    address: SocketAddr,
    shown: Arc<Shown>,
    runtime: Option<Runtime>,
}

impl Server {
    /// Binds a port of 127.0.0.1 and serves these pages. A port that was asked for must be free; port 0 is any.
    ///
    /// # Errors
    /// If the port, or every port that is tried, is taken.
    pub fn start(port: Option<u16>, pages: Pages) -> Result<Self, Error> {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_io().enable_time().build();
        let runtime = runtime.map_err(|error| Error {
            message: format!("cannot start the server: {error}"),
            help: "check how many threads and files a process may have".to_owned(),
        })?;
        let listener = match port {
            Some(port) => runtime.block_on(bind(port)).map_err(|error| taken(port, &error))?,
            None => runtime.block_on(bind_any())?,
        };
        let address = listener.local_addr().map_err(|error| taken(port.unwrap_or(FIRST_PORT), &error))?;
        let shown = Arc::new(Shown::new(pages));
        let router = answer::router(Arc::clone(&shown), address.port());
        runtime.spawn(async move {
            // It ends with the runtime alone; a connection that fails is its own end and nobody else's.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { address, shown, runtime: Some(runtime) })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Shows other pages from now on; open pages load themselves again. Files in the folders beside them stay as they are.
    /// None keeps the pages and tells the notes alone. Gives how many files differ.
    pub fn show(&self, files: Option<(Files, BTreeSet<String>)>, notes: Vec<Note>) -> usize {
        self.shown.update(files, notes)
    }

    /// Ends a watch when the user presses Ctrl-C.
    pub fn stop_on_interrupt(&self, stop: Stop) {
        let Some(runtime) = &self.runtime else { return };
        runtime.spawn(async move {
            if tokio::signal::ctrl_c().await.is_ok() {
                stop.stop();
            }
        });
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Streams of events never end by themselves, so nobody waits for them.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

async fn bind(port: u16) -> std::io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await
}

async fn bind_any() -> Result<TcpListener, Error> {
    for port in FIRST_PORT..FIRST_PORT + PORTS {
        if let Ok(listener) = bind(port).await {
            return Ok(listener);
        }
    }
    Err(Error {
        message: format!("the ports {FIRST_PORT} to {} are all taken", FIRST_PORT + PORTS - 1),
        help: "name a free one with `--port`".to_owned(),
    })
}

fn taken(port: u16, error: &std::io::Error) -> Error {
    let why = match error.kind() {
        std::io::ErrorKind::AddrInUse => "it is taken".to_owned(),
        std::io::ErrorKind::PermissionDenied => "the system does not allow it".to_owned(),
        _ => error.to_string(),
    };
    Error {
        message: format!("cannot listen on port {port}: {why}"),
        help: "name another one, or leave `--port` out to take the next that is free".to_owned(),
    }
}
