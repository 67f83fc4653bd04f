//! What pages ask of lists besides their objects: how many they are, at `…/$count`, and those of one type alone, at
//! `…/microsoft.graph.group`.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::model::{Cast, Endpoint, Ir, Method, Segment, SegmentKind, TypeName, folded_shape};

/// The segment that stands for the number of objects.
const COUNT: &str = "$count";

/// A URL below that of a list.
struct Below {
    /// The segments of the list's.
    list: Vec<String>,
    /// The full name of a type, in lower case.
    cast: Option<String>,
    counted: bool,
    /// It is documented by itself.
    is_endpoint: bool,
}

/// Sets it for the lists among the endpoints.
pub fn link(ir: &mut Ir) {
    let mut below: HashMap<usize, Vec<Below>> = HashMap::new();
    for url in shown(ir) {
        below.entry(url.list.len()).or_default().push(url);
    }
    let names: HashMap<String, TypeName> =
        ir.types.keys().map(|name| (name.to_string().to_lowercase(), name.clone())).collect();
    let mut endpoints = std::mem::take(&mut ir.endpoints);
    for endpoint in &mut endpoints {
        let Some(item) = item(endpoint) else { continue };
        let shape = folded_shape(endpoint.path.segments());
        let urls: Vec<&Below> = below.get(&shape.len()).into_iter().flatten().filter(|url| url.is_of(&shape)).collect();
        // A page on requests that the directory answers from its index knows its count.
        let is_indexed =
            endpoint.consistency.is_some() && endpoint.query_options.iter().any(|option| option == "count");
        let mut casts: BTreeMap<&TypeName, bool> = BTreeMap::new();
        for url in urls.iter().filter(|url| !url.is_endpoint) {
            let name = url.cast.as_ref().and_then(|cast| names.get(cast)).filter(|name| ir.derives(name, &item));
            if let Some(name) = name {
                *casts.entry(name).or_default() |= url.counted;
            }
        }
        endpoint.counted = is_indexed || urls.iter().any(|url| url.counted);
        endpoint.casts = casts.into_iter().map(|(ty, counted)| Cast { ty: ty.clone(), counted }).collect();
    }
    ir.endpoints = endpoints;
}

/// The type of what is listed, for a collection of objects, rather than what a function gives or references to objects.
fn item(endpoint: &Endpoint) -> Option<TypeName> {
    let ty = endpoint.response.as_ref()?.ty.as_ref().filter(|ty| ty.collection && endpoint.method == Method::Get)?;
    let is_plain = |segment: &Segment| matches!(segment.kind(), SegmentKind::Name(_) | SegmentKind::Qualified(_));
    ty.type_name().filter(|_| endpoint.path.segments().last().is_some_and(is_plain)).cloned()
}

/// All such URLs that pages show.
fn shown(ir: &Ir) -> Vec<Below> {
    let gets = ir.endpoints.iter().filter(|endpoint| endpoint.method == Method::Get);
    let documented: HashSet<Vec<String>> = gets.map(|endpoint| folded_shape(endpoint.path.segments())).collect();
    let examples = ir.operations.iter().flat_map(|operation| &operation.examples);
    let requests = examples.filter_map(|example| example.request.as_ref());
    let requests = requests.filter(|request| request.method == Method::Get);
    let shown = requests.map(|request| request.path().folded_shape());
    shown.chain(documented.iter().cloned()).filter_map(|url| Below::parse(url, &documented)).collect()
}

impl Below {
    fn parse(mut url: Vec<String>, documented: &HashSet<Vec<String>>) -> Option<Self> {
        let is_cast = |last: &String| last.starts_with("microsoft.graph.") && !last.contains('(');
        let counted = url.pop_if(|last| last == COUNT).is_some();
        if !counted && !url.last().is_some_and(is_cast) {
            return None;
        }
        let is_endpoint = documented.iter().any(|known| known.last() == url.last() && is_of(&url, known));
        let cast = url.pop_if(|last| is_cast(last));
        Some(Self { list: url, cast, counted, is_endpoint })
    }

    fn is_of(&self, list: &[String]) -> bool {
        is_of(&self.list, list)
    }
}

/// Whether a URL is of this shape, with anything in the place of a key.
fn is_of(url: &[String], shape: &[String]) -> bool {
    url.len() == shape.len() && url.iter().zip(shape).all(|(url, shape)| shape == "{}" || url == shape)
}
