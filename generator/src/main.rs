use std::io::Write;
use msgraph_docgen::{pipeline, source::ApiVersion};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let t = std::time::Instant::now();
    let r = pipeline::read(std::path::Path::new(&args[1]), args.get(2).and_then(|v| ApiVersion::from_segment(v)), &|| ()).unwrap();
    eprintln!("{} pages {:?}", r.pages, t.elapsed());
    eprint!("{}", msgraph_docgen::diagnostic::summary(&r.diagnostics));
    let mut f = std::fs::File::create("/tmp/diag.txt").unwrap();
    for x in &r.diagnostics { writeln!(f, "{} {} {}; {} {:?}", x.code.id(), x.place, x.found, x.done, x.help).unwrap(); }
    println!("{}", serde_json::to_string(&r.versions[0]).unwrap());
}
