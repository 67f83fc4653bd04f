//! Which rows of a page's permissions are those of a URL: what is said of the object that it names.

use docgen_tests::stages::{api, model, resource};

/// A table with a row for each object.
fn transposed(objects: &[&str]) -> String {
    let mut out = "## Permissions\n\n|Supported resource|Delegated (work or school account)|Application|\n|:-|:-|:-|\n"
        .to_owned();
    for (i, object) in objects.iter().enumerate() {
        out += &format!("|{object}|P{i}.Read|P{i}.Read.All|\n");
    }
    out
}

fn table(application: &str) -> String {
    format!("|Permission type|Permissions|\n|:-|:-|\n|Application|{application}|\n\n")
}

/// The scenarios that each request of a page has.
fn scenarios(requests: &str, permissions: &str) -> Vec<String> {
    let user = resource("user", &["|id|String|Key.|"])
        + "\n## Relationships\n\n|Relationship|Type|Description|\n|:-|:-|:-|\n|pantry|[pantry](pantry.md)|Food.|\n";
    let pantry = resource("pantry", &["|id|String|Key.|"])
        + "\n## Relationships\n\n|Relationship|Type|Description|\n|:-|:-|:-|\n|lists|[pantryShopList](pantryshoplist.md) collection|What to buy.|\n";
    let list = resource("pantryShopList", &["|id|String|Key.|"]);
    let users =
        api("GET /users", "## Response\n\nReturns `200 OK` and a collection of [user](../resources/user.md) objects.");
    let page = api(requests, permissions);
    let (ir, _) = model(&[
        ("api/page.md", &page),
        ("api/user-list.md", &users),
        ("resources/user.md", &user),
        ("resources/pantry.md", &pantry),
        ("resources/pantryshoplist.md", &list),
    ]);
    let mut out = Vec::new();
    for endpoint in &ir.endpoints {
        for page in endpoint.pages.iter().filter(|page| page.file == "api/page.md") {
            let rows = &ir.operations[page.operation].permissions;
            let all: Vec<usize> = (0..rows.len()).collect();
            let mut told: Vec<String> = Vec::new();
            for at in page.permissions.as_ref().unwrap_or(&all) {
                let scenario = rows[*at].scenario.clone().unwrap_or("-".to_owned());
                if !told.contains(&scenario) {
                    told.push(scenario);
                }
            }
            out.push(format!("{} {}: {}", endpoint.method.as_str(), endpoint.path, told.join(", ")));
        }
    }
    out
}

#[test]
fn the_row_of_the_object_that_the_url_names_is_the_only_one() {
    let rows = transposed(&["[lamp](../resources/lamp.md)", "[crate](../resources/crate.md)"]);
    assert_eq!(
        scenarios("POST /crates/{crate-id}/keepers/$ref", &rows),
        ["POST /crates/{crate-id}/keepers/$ref: crate"]
    );
    assert_eq!(
        scenarios(
            "GET /me/lamps/{id}/notes\nGET /rooms/{id}/lamps/{id}/notes\nGET /crates/{id}/notes\nGET /desks/{id}/notes",
            &rows
        ),
        [
            "GET /crates/{id}/notes: crate",
            "GET /desks/{id}/notes: lamp, crate",
            "GET /me/lamps/{id}/notes: lamp",
            "GET /rooms/{id}/lamps/{id}/notes: lamp",
        ],
        "where none is named, all stay"
    );
}

#[test]
fn the_last_object_of_a_url_counts_and_of_those_the_one_with_most_words() {
    let rows = transposed(&["room", "lamp", "room lamp", "lamp shade", "user room", "personal desk"]);
    assert_eq!(
        scenarios(
            "GET /rooms/{id}/notes\nGET /lamps/{id}/notes\nGET /rooms/{id}/lamps/{id}/notes\nGET /lampShades/{id}/notes\n\
             GET /me/rooms/{id}/notes\nGET /rooms/{id}/desks/{id}/notes",
            &rows
        ),
        [
            "GET /lamps/{id}/notes: lamp",
            "GET /lampShades/{id}/notes: lamp shade",
            "GET /me/rooms/{id}/notes: user room",
            "GET /rooms/{id}/desks/{id}/notes: personal desk",
            "GET /rooms/{id}/lamps/{id}/notes: room lamp",
            "GET /rooms/{id}/notes: room",
        ]
    );
}

#[test]
fn an_object_may_be_named_by_its_type() {
    let rows = transposed(&["user", "[shoplist](../resources/pantryshoplist.md)"]);
    assert_eq!(
        scenarios("GET /users/{id}/notes/{id}\nGET /users/{id}/pantry/lists/{id}/notes/{id}", &rows),
        ["GET /users/{id}/notes/{id}: user", "GET /users/{id}/pantry/lists/{id}/notes/{id}: shoplist",]
    );
}

#[test]
fn headings_tell_oneself_from_others_and_objects_apart() {
    let sections = format!(
        "## Permissions\n\n### Permissions acting on self\n\n{}### Permissions acting on other users\n\n{}",
        table("Badge.Read"),
        table("Badge.Read.All")
    );
    assert_eq!(
        scenarios("GET /me/badges\nGET /users/{id}/badges", &sections),
        ["GET /me/badges: Permissions acting on self", "GET /users/{id}/badges: Permissions acting on other users",]
    );
    let sections = format!(
        "## Permissions\n\n### For the cold store provider\n\n{}### For Pantry (dry goods) provider\n\n{}",
        table("Cold.Read"),
        table("Dry.Read")
    );
    assert_eq!(
        scenarios("GET /stores/coldStore/shelves\nGET /stores/pantry/shelves", &sections),
        [
            "GET /stores/coldStore/shelves: For the cold store provider",
            "GET /stores/pantry/shelves: For Pantry (dry goods) provider",
        ]
    );
}

#[test]
fn cells_tell_objects_apart_and_what_holds_in_general_stays() {
    let rows = "## Permissions\n\n|Permission type|Permissions|\n|:-|:-|\n\
        |Delegated (work or school account)|For **room** or **hall** resource: Room.Read<br>For **desk** resource: Desk.Read|\n|Application|All.Read|\n";
    assert_eq!(
        scenarios("GET /halls/{id}/lamps\nGET /rooms/{id}/desks/{id}/lamps", rows),
        ["GET /halls/{id}/lamps: For room or hall resource", "GET /rooms/{id}/desks/{id}/lamps: For desk resource",]
    );
    let sections = format!(
        "## Permissions\n\n{}### For desks\n\n|Permission type|Permissions|\n|:-|:-|\n|Delegated (work or school account)|Desk.Read|\n",
        table("All.Read")
    );
    assert_eq!(
        scenarios("GET /desks/{id}/lamps\nGET /rooms/{id}/lamps", &sections),
        ["GET /desks/{id}/lamps: -, For desks", "GET /rooms/{id}/lamps: -, For desks"],
        "the kind of which nothing is said for desks"
    );
}

#[test]
fn what_depends_on_the_request_or_is_true_of_all_urls_selects_nothing() {
    let workloads = "## Permissions\n\n|Permission type|Permissions|\n|:-|:-|\n|Application||\n|**Rooms**|Room.Read.All|\n|**Halls**|Hall.Read.All|\n";
    assert_eq!(scenarios("GET /rooms", workloads), ["GET /rooms: Rooms, Halls"]);
    let conditions = "## Permissions\n\n|Permission type|Permissions|\n|:-|:-|\n|Application|Lamp.Read<br>And:<br><ul><li>If asked for rooms: Room.Read</li></ul>|\n";
    assert_eq!(scenarios("GET /rooms/{id}/lamps", conditions), ["GET /rooms/{id}/lamps: -, If asked for rooms"]);
    let sections = format!(
        "## Permissions\n\n### Weigh with the room's ID\n\n{}### Weigh with a rule\n\n{}",
        table("Room.Read"),
        table("Rule.Read")
    );
    assert_eq!(
        scenarios("POST /rooms/{id}/weigh\nPOST /rooms/weigh", &sections),
        [
            "POST /rooms/weigh: Weigh with the room's ID, Weigh with a rule",
            "POST /rooms/{id}/weigh: Weigh with the room's ID, Weigh with a rule",
        ]
    );
}
