//! Change notifications, against what another implementation encrypted and signed: `vectors.py` says how.

mod collections;
mod encrypted_content;
mod handshake;
mod tokens;
mod vectors;
