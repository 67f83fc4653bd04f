//! The service's metadata as data, and files that are none.

use std::fmt::Write;

use msgraph_docgen::metadata::{Metadata, MetadataType, parse};

/// Schemas within what every document begins and ends with; the first of them stands on line 2.
fn document(schemas: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\n{schemas}</edmx:DataServices></edmx:Edmx>"
    )
}

/// The elements of one schema, which begin on line 3.
fn schema(elements: &str) -> String {
    document(&format!(
        "<Schema Namespace=\"contoso.shop\" Alias=\"shop\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n{elements}\n</Schema>\n"
    ))
}

fn read(elements: &str) -> Metadata {
    parse("shop.xml", schema(elements).as_bytes()).unwrap()
}

fn refused(bytes: impl AsRef<[u8]>) -> String {
    parse("shop.xml", bytes.as_ref()).unwrap_err().to_string()
}

/// Types and operations, a line each.
fn told(metadata: &Metadata) -> String {
    let mut out = String::new();
    for (name, ty) in &metadata.types {
        match ty {
            MetadataType::Structured(ty) => {
                let kind = if ty.is_entity { "entity" } else { "complex" };
                let base = ty.base.as_ref().map(|base| format!(" < {base}")).unwrap_or_default();
                let flags = [(ty.is_abstract, " abstract"), (ty.open, " open"), (ty.has_stream, " stream")];
                let flags: String = flags.iter().filter(|(set, _)| *set).map(|(_, word)| *word).collect();
                let deprecated =
                    ty.marks.deprecated.as_ref().map(|why| format!(" deprecated: {why}")).unwrap_or_default();
                writeln!(out, "{}: {kind} {name}{base}{flags} key {:?}{deprecated}", ty.line, ty.key).unwrap();
                for property in &ty.properties {
                    let arrow = if property.navigation { "->" } else { ":" };
                    let null = property.nullable.map(|null| format!(" null {null}")).unwrap_or_default();
                    let flags = [(property.contains_target, " contained"), (property.marks.read_only, " read-only")];
                    let flags: String = flags.iter().filter(|(set, _)| *set).map(|(_, word)| *word).collect();
                    let partner = property.partner.as_ref().map(|name| format!(" partner {name}")).unwrap_or_default();
                    writeln!(
                        out,
                        "{}:   {} {arrow} {}{null}{flags}{partner}",
                        property.line, property.name, property.ty
                    )
                    .unwrap();
                }
            }
            MetadataType::Enum(ty) => {
                let members: Vec<_> = ty.members.iter().map(|m| (m.name.as_str(), m.value)).collect();
                writeln!(out, "{}: enum {name} of {} flags {} {members:?}", ty.line, ty.underlying, ty.flags).unwrap();
            }
            MetadataType::Definition(ty) => writeln!(out, "{}: {name} = {}", ty.line, ty.underlying).unwrap(),
        }
    }
    for operation in metadata.operations.values().flatten() {
        let parameters: Vec<_> = operation
            .parameters
            .iter()
            .map(|p| format!("{}{}: {}", p.name, if p.optional { "?" } else { "" }, p.ty))
            .collect();
        let on = operation.binding.as_ref().map(|ty| format!(" on {ty}")).unwrap_or_default();
        let returns = operation.returns.as_ref().map(|ty| format!(" -> {ty}")).unwrap_or_default();
        let name = format!("{}.{}", operation.namespace, operation.name);
        writeln!(out, "{}: {:?} {name}({}){on}{returns}", operation.line, operation.kind, parameters.join(", "))
            .unwrap();
    }
    for (name, exposed) in &metadata.container.children {
        writeln!(out, "/{name}: {exposed:?}").unwrap();
    }
    out
}

#[test]
fn types_are_read_with_their_lines_and_aliases_are_resolved() {
    let metadata = read(
        r#"<EntityType Name="thing" Abstract="true"><Key><PropertyRef Name="id"/></Key>
<Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>
<EntityType Name="basket" BaseType="shop.thing" OpenType="true" HasStream="true">
<Property Name="colours" Type="Collection(shop.colour)"/>
<Property Name="weight" Type="contoso.shop.weight"/>
<NavigationProperty Name="items" Type="Collection(shop.thing)" ContainsTarget="true" Partner="basket"/>
</EntityType>
<ComplexType Name="place"/>
<EnumType Name="colour" IsFlags="true" UnderlyingType="Edm.Int64"><Member Name="red" Value="1"/><Member Name="blue"/></EnumType>
<TypeDefinition Name="weight" UnderlyingType="Edm.Decimal"/>"#,
    );
    insta::assert_snapshot!(told(&metadata), @r#"
    5: entity contoso.shop.basket < contoso.shop.thing open stream key []
    6:   colours : Collection(contoso.shop.colour)
    7:   weight : contoso.shop.weight
    8:   items -> Collection(contoso.shop.thing) contained partner basket
    11: enum contoso.shop.colour of Edm.Int64 flags true [("red", Some(1)), ("blue", None)]
    10: complex contoso.shop.place key []
    3: entity contoso.shop.thing abstract key ["id"]
    4:   id : Edm.String null false
    12: contoso.shop.weight = Edm.Decimal
    "#);
}

#[test]
fn operations_and_the_container_are_read() {
    let metadata = read(
        r#"<EntityType Name="basket"/>
<Action Name="empty" IsBound="true"><Parameter Name="bindingParameter" Type="shop.basket"/>
<Parameter Name="why" Type="Edm.String"><Annotation Term="Org.OData.Core.V1.OptionalParameter"/></Parameter></Action>
<Function Name="fullest" IsBound="true" IsComposable="true"><Parameter Name="on" Type="Collection(shop.basket)"/><ReturnType Type="shop.basket"/></Function>
<Function Name="now"><Parameter Name="zone" Type="Edm.String"/><ReturnType Type="Edm.DateTimeOffset"/></Function>
<Action Name="lost" IsBound="true"/>
<EntityContainer Name="Service"><EntitySet Name="baskets" EntityType="shop.basket"/><Singleton Name="mine" Type="shop.basket"/>
<FunctionImport Name="now" Function="shop.now"/></EntityContainer>"#,
    );
    insta::assert_snapshot!(told(&metadata), @r#"
    3: entity contoso.shop.basket key []
    4: Action contoso.shop.empty(why?: Edm.String) on contoso.shop.basket
    6: Function contoso.shop.fullest() on Collection(contoso.shop.basket) -> contoso.shop.basket
    8: Action contoso.shop.lost()
    7: Function contoso.shop.now(zone: Edm.String) -> Edm.DateTimeOffset
    /baskets: EntitySet(TypeName { namespace: "contoso.shop", name: "basket" })
    /mine: Singleton(TypeName { namespace: "contoso.shop", name: "basket" })
    /now: Import(TypeName { namespace: "contoso.shop", name: "now" })
    "#);
}

#[test]
fn annotations_reach_what_they_are_about_within_it_and_apart() {
    let metadata = document(
        r#"<Schema Namespace="a" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<Annotations Target="b.basket/size"><Annotation Term="Org.OData.Core.V1.Computed" Bool="true"/></Annotations></Schema>
<Schema Namespace="b" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<ComplexType Name="basket"><Property Name="size" Type="Edm.Int32"/><Property Name="owner" Type="Edm.String">
<Annotation Term="Org.OData.Core.V1.Permissions"><EnumMember>Org.OData.Core.V1.Permission/Read</EnumMember></Annotation></Property>
<Property Name="note" Type="Edm.String"><Annotation Term="Org.OData.Core.V1.Computed" Bool="false"/></Property>
<Annotation Term="Org.OData.Core.V1.Revisions"><Collection><Record>
<PropertyValue Property="Kind"><EnumMember>Org.OData.Core.V1.RevisionKind/Deprecated</EnumMember></PropertyValue>
<PropertyValue Property="Description" String="Use &quot;bag&quot;."/></Record></Collection></Annotation>
</ComplexType></Schema>"#,
    );
    insta::assert_snapshot!(told(&parse("shop.xml", metadata.as_bytes()).unwrap()), @r#"
    5: complex b.basket key [] deprecated: Use "bag".
    5:   size : Edm.Int32 read-only
    5:   owner : Edm.String read-only
    7:   note : Edm.String
    "#);
}

#[test]
fn schemas_that_have_one_alias_mean_themselves_by_it() {
    let ns = "xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"";
    let one = |name: &str| {
        format!(
            "<Schema Namespace=\"{name}\" Alias=\"self\" {ns}><ComplexType Name=\"x\" BaseType=\"self.y\"/><ComplexType Name=\"y\"/></Schema>"
        )
    };
    let metadata = parse("shop.xml", document(&(one("a") + &one("b"))).as_bytes()).unwrap();
    insta::assert_snapshot!(told(&metadata), @"
    2: complex a.x < a.y key []
    2: complex a.y key []
    2: complex b.x < b.y key []
    2: complex b.y key []
    ");
}

#[test]
fn a_byte_order_mark_and_elements_of_other_namespaces_are_passed_over() {
    let text = format!(
        "\u{feff}{}",
        schema("<x:ComplexType Name=\"other\" xmlns:x=\"urn:x\"><x:y/></x:ComplexType><ComplexType Name=\"ours\"/>")
    );
    let metadata = parse("shop.xml", text.as_bytes()).unwrap();
    assert_eq!(metadata.types.keys().map(ToString::to_string).collect::<Vec<_>>(), ["contoso.shop.ours"]);
}

#[test]
fn what_is_no_metadata_is_refused_with_its_place() {
    let cases: Vec<Vec<u8>> = vec![
        b"".to_vec(),
        b"<html><body/></html>".to_vec(),
        b"{\"openapi\": \"3.0.0\"}".to_vec(),
        document("").into_bytes(),
        document("").replace("4.0", "3.0").into_bytes(),
        schema("<EntityType/>").into_bytes(),
        schema("<EntityType Name=\"x\" Abstract=\"maybe\"/>").into_bytes(),
        schema("<EnumType Name=\"x\"><Member Name=\"y\" Value=\"one\"/></EnumType>").into_bytes(),
        schema("<ComplexType Name=\"x\"/>\n<EntityType Name=\"x\"/>").into_bytes(),
        schema("<ComplexType Name=\"x\">\n<Property Name=\"p\" Type=\"Edm.String\"/>\n<Property Name=\"p\" Type=\"Edm.Int32\"/></ComplexType>").into_bytes(),
        schema("<ComplexType Name=\"x\" Name=\"y\"/>").into_bytes(),
        schema("<ComplexType Name=\"x\" BaseType=\"shop.y\"/>\n<ComplexType Name=\"y\" BaseType=\"shop.x\"/>").into_bytes(),
        schema("<ComplexType Name=\"x\"></EntityType>").into_bytes(),
        schema("<ComplexType Name=\"x\" BaseType=y/>").into_bytes(),
        schema("<a:ComplexType Name=\"x\"/>&oops;").into_bytes(),
    ];
    let answers: Vec<String> = cases.into_iter().map(refused).collect();
    insta::assert_snapshot!(answers.join("\n"), @r#"
    shop.xml:1:1: no element at all
    shop.xml:1:1: the element `html`, where CSDL begins with `edmx:Edmx` of OData 4
    shop.xml:1:21: no element at all
    shop.xml:1:1: no schema in it
    shop.xml:1:1: version `3.0` of CSDL; 4.0 and 4.01 are read
    shop.xml:3:1: `EntityType` without its attribute `Name`
    shop.xml:3:1: `maybe` as `Abstract`, which is not what that takes
    shop.xml:3:20: `one` as `Value`, which is not what that takes
    shop.xml:4:1: `contoso.shop.x` once more, after line 3
    shop.xml:5:1: `p` once more, after line 4
    shop.xml:3:1: `Name` once more, after line 3
    shop.xml:3:1: `contoso.shop.x` inherits from itself, or through more than 64 types
    shop.xml:3:23: no well-formed XML: ill-formed document: expected `</ComplexType>`, but `</EntityType>` was found
    shop.xml:3:1: no well-formed XML: error while parsing attribute: position 30: attribute value must be enclosed in `"` or `'`
    shop.xml:3:26: the entity `&oops;`, which XML does not define by itself
    "#);
}

#[test]
fn a_file_that_was_cut_off_is_refused_wherever_that_is() {
    let whole = schema("<ComplexType Name=\"x\"><Property Name=\"p\" Type=\"Edm.String\"/></ComplexType>");
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        let error = refused(&whole[..end]);
        assert!(error.starts_with("shop.xml:"), "{error}");
    }
    insta::assert_snapshot!(refused(&whole[..whole.rfind("</Schema").unwrap()]), @"shop.xml:4:1: the file ends within the element `Schema`; it was cut off");
}

#[test]
fn other_encodings_than_utf_8_are_named_at_the_byte() {
    let utf16: Vec<u8> = schema("").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut latin = schema("<ComplexType Name=\"caf#\"/>").into_bytes();
    let at = latin.iter().position(|byte| *byte == b'#').unwrap();
    latin[at] = 0xe9;
    let declared = format!("<?xml version=\"1.0\" encoding=\"windows-1252\"?>{}", schema(""));
    let answers = [refused([b"\xff\xfe".as_slice(), &utf16].concat()), refused(latin), refused(declared)];
    insta::assert_snapshot!(answers.join("\n"), @"
    shop.xml:1:1: a byte that is not UTF-8; save the file as UTF-8
    shop.xml:3:23: a byte that is not UTF-8; save the file as UTF-8
    shop.xml:1:1: declared as windows-1252, and only UTF-8 is read; save the file as UTF-8
    ");
}

#[test]
fn entities_are_not_defined_and_so_not_expanded() {
    let laughs =
        "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>\n";
    let doctype = refused(format!("{laughs}{}", schema("&b;&c;")));
    let used = refused(schema("<ComplexType Name=\"&c;\"/>"));
    insta::assert_snapshot!(format!("{doctype}\n{used}"), @"
    shop.xml:1:1: a document type declaration, which CSDL does not need and which could define entities
    shop.xml:3:1: no well-formed XML: at 1..2: unrecognized entity `c`
    ");
    assert_eq!(read("<ComplexType Name=\"a&amp;b&#x41;\"/>").types.keys().next().unwrap().name, "a&bA");
}

#[test]
fn depth_attributes_and_size_have_a_bound_that_is_said() {
    let deep = refused(schema(&"<Annotation>".repeat(100_000)));
    let foreign = refused(schema(&format!("<x:a xmlns:x=\"urn:x\">{}", "<x:a>".repeat(100_000))));
    let many: String = (0..100_000).fold(String::new(), |mut all, n| {
        write!(all, " a{n}=\"\"").unwrap();
        all
    });
    let wide = refused(schema(&format!("<ComplexType{many}/>")));
    let prefixes: String = (0..10_000).fold(String::new(), |mut all, n| {
        write!(all, " xmlns:a{n}=\"urn:{n}\"").unwrap();
        all
    });
    let namespaces = refused(schema(&format!("<ComplexType{prefixes}/>")));
    let large = refused(vec![b' '; (64 << 20) + 1]);
    insta::assert_snapshot!([deep, foreign, wide, namespaces, large].join("\n"), @"
    shop.xml:3:733: elements within each other more than 64 deep
    shop.xml:3:322: elements within each other more than 64 deep
    shop.xml:3:1: an element of more than 64 attributes
    shop.xml:3:1: no well-formed XML: more than 128 namespace bindings in scope; raise the limit with NamespaceResolver::set_max_namespace_bindings
    shop.xml:1:1: larger than 67108864 bytes, which no service's metadata is
    ");
}
