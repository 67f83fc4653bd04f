//! Pages as they are written in other years and in other languages.

use docgen_tests::render::{operation, ty};
use docgen_tests::stages::{Page, model, resource};
use insta::assert_snapshot;

const GADGET: &str = "# gadget resource type\n\nNamespace: microsoft.graph\n\nInherits from [tool](tool.md).\n\n## Methods\n\n\
    |Method|Return type|Description|\n|:---|:---|:---|\n|[Update](../api/gadget-update.md)|[gadget](gadget.md)|Change it.|\n\n\
    ## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|id|String|The key. Inherited from [tool](tool.md).|\n\
    |odata.type|String|What it is.|\n|label|String|Its name.|\n\n\
    <!-- { \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.gadget\", \"keyProperty\": \"id\" } -->\n```json\n{ \"id\": \"String\" }\n```\n";

/// The front matter, the parts and the includes of an update page since 2023, with this request and this body.
fn update(request: &str, body: &str) -> String {
    format!(
        "---\ntitle: \"Update gadget\"\nms.subservice: \"gadgets\"\ndoc_type: apiPageType\n---\n\n# Update gadget\n\nNamespace: microsoft.graph\n\n\
         [!INCLUDE [national-cloud-support](../../includes/all-clouds.md)]\n\nChange a [gadget](../resources/gadget.md).\n\n## Permissions\n\n\
         <!-- {{ \"blockType\": \"permissions\", \"name\": \"gadget-update-permissions\" }} -->\n\
         [!INCLUDE [permissions-table](../includes/permissions/gadget-update-permissions.md)]\n\n### Permissions for specific scenarios\n\n\
         - To change **label**, *Gadget.ReadWrite.All* is needed.\n\n## HTTP request\n\n```http\n{request}\n```\n\n## Request body\n\n{body}\n\n\
         ## Response\n\nIf successful, this method returns a `204 No Content` response code.\n"
    )
}

fn read(request: &str, body: &str) -> String {
    let tool = resource("tool", &["|id|String|The key.|", "|weight|Int32|In grams.|"]);
    let page = update(request, body);
    let (ir, _) =
        model(&[("resources/gadget.md", GADGET), ("resources/tool.md", &tool), ("api/gadget-update.md", &page)]);
    operation(&ir.operations[0])
}

#[test]
fn a_body_by_prose_alone_is_typed_by_the_page() {
    let prose = "In the request body, supply the values for relevant fields that should be updated.";
    assert_snapshot!(read("PATCH /gadgets/{id}", prose), @"
    PATCH /gadgets/{id}
    takes microsoft.graph.gadget
    gives 204 nothing
    ");
    assert_snapshot!(read("PATCH /tools/{id}/microsoft.graph.gadget", prose), @"
    PATCH /tools/{id}/microsoft.graph.gadget
    takes microsoft.graph.gadget
    gives 204 nothing
    ");
}

#[test]
fn a_table_below_an_included_introduction_is_of_the_type() {
    let body = "[!INCLUDE [table-intro](../../includes/update-property-table-intro.md)]\n\n|Property|Type|Description|\n|:---|:---|:---|\n|label|String|Its name. Optional.|";
    assert_snapshot!(read("PATCH /gadgets/{id}", body), @"
    PATCH /gadgets/{id}
    takes microsoft.graph.gadget
    gives 204 nothing
    ");
}

#[test]
fn rows_of_odata_type_and_remarks_on_inheritance() {
    let tool = resource("tool", &["|weight|Int32|In grams.|"]);
    let pages = [("resources/gadget.md", GADGET), ("resources/tool.md", tool.as_str())];
    assert_snapshot!(ty(&model(&pages).0, "gadget"), @"
    microsoft.graph.gadget: entity from microsoft.graph.tool, on resources/gadget.md
      id: Edm.String
      label: Edm.String
    ");
}

/// What translated pages of 2019 to 2021 hold: the translation, and the English beside it.
fn both(translated: &str, english: &str) -> String {
    format!(
        "<span data-ttu-id=\"a-1\">{translated}</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">{english}</span></span>"
    )
}

#[test]
fn a_translation_that_carries_its_english() {
    let page = format!(
        "# <a name=\"gadget-resource-type\"></a>{}\n\n{}\n\n{}\n\n## <a name=\"properties\"></a>{}\n\n|{}|{}|{}|\n|:---|:---|:---|\n|{}|{}|{}|\n|{}|[{}](part.md)|{}|\n",
        both("小工具资源类型", "gadget resource type"),
        both("命名空间：microsoft.graph", "Namespace: microsoft.graph"),
        both("继承自 [工具](tool.md)。", "Inherits from [tool](tool.md)."),
        both("属性", "Properties"),
        both("属性", "Property"),
        both("类型", "Type"),
        both("说明", "Description"),
        both("状态", "state"),
        both("字符串集合", "String collection"),
        both("可取值为：`on`、`off`。", "Possible values are: `on`, `off`."),
        both("零件", "part"),
        both("零件", "part"),
        both("它的零件。", "What it is made of."),
    );
    let (tool, part) =
        (resource("tool", &["|weight|Int32|In grams.|"]), resource("part", &["|size|Int32|In metres.|"]));
    let pages: [Page<'_>; 3] =
        [("resources/gadget.md", &page), ("resources/tool.md", &tool), ("resources/part.md", &part)];
    assert_snapshot!(ty(&model(&pages).0, "gadget"), @"
    microsoft.graph.gadget: complex from microsoft.graph.tool, on resources/gadget.md
      state: Collection(Edm.String) of on, off
      part: microsoft.graph.part
    ");
}

#[test]
fn a_translation_without_its_english() {
    for (title, heading, header, text, list) in [
        ("小工具资源类型", "属性", "|属性|类型|说明|", "字符串", "字符串集合"),
        ("gadget リソース型", "プロパティ", "|プロパティ|型|説明|", "文字列", "文字列コレクション"),
        (
            "Ressourcentyp \"gadget\"",
            "Eigenschaften",
            "|Eigenschaft|Typ|Beschreibung|",
            "Zeichenfolge",
            "Zeichenfolge Sammlung",
        ),
        (
            "tipo de recurso gadget",
            "Propriedades",
            "|Propriedade|Tipo|Descrição|",
            "Cadeia de caracteres",
            "String coleção",
        ),
        ("Тип ресурса gadget", "Свойства", "|Свойство|Тип|Описание|", "Строка", "String коллекция"),
        // Words that are not known, and none: the columns are in the usual order.
        ("gadget 리소스 종류", "속성", "|속성|형식|설명|", "String", "String collection"),
        ("gadget resource type", "Properties", "| | | |", "String", "String collection"),
    ] {
        let page = format!(
            "# <a name=\"gadget-resource-type\"></a>{title}\n\n## <a name=\"properties\"></a>{heading}\n\n{header}\n|:---|:---|:---|\n|label|{text}|…|\n|parts|{list}|…|\n"
        );
        let read = ty(&model(&[("resources/gadget.md", &page)]).0, "gadget");
        let wanted = "microsoft.graph.gadget: complex, on resources/gadget.md\n  label: Edm.String\n  parts: Collection(Edm.String)\n";
        assert_eq!(read, wanted, "{title}");
    }
}
