//! What travels one way only: `readOnly` and `writeOnly`.

/// `schema-read-only-split.yaml`
mod split {
    use std::convert::Infallible;

    use generated::schema_read_only_split::client::Client;
    use generated::schema_read_only_split::server::{Api, Context, Server, Untagged};
    use generated::schema_read_only_split::types::operations::{create_user, get_team, put_team};
    use generated::schema_read_only_split::types::{
        Entity, Member, MemberRequest, Person, PersonRequest, Robot, Team, TeamRequest,
        TeamRequest2, User, UserRequest,
    };
    use oaspen_runtime::json;
    use oaspen_runtime::private::v1::Method;
    use oaspen_runtime::types::{Map, Presence};

    use crate::live_features::{Canned, Seen, Sent, Wire, check_problem};

    #[derive(Clone, Default)]
    struct Teams(Seen<TeamRequest2>, Seen<UserRequest>);

    impl Api for Teams {
        type Error = Infallible;
    }

    impl Untagged for Teams {
        async fn create_user(
            &self,
            _: &Context<()>,
            request: create_user::Request,
        ) -> Result<create_user::Response, Infallible> {
            let answer = User::new("u1", request.body.name.clone());
            self.1.note(request.body);
            Ok(answer.into())
        }

        async fn get_team(
            &self,
            _: &Context<()>,
            request: get_team::Request,
        ) -> Result<get_team::Response, Infallible> {
            Ok(team(&request.id).into())
        }

        async fn put_team(
            &self,
            _: &Context<()>,
            request: put_team::Request,
        ) -> Result<put_team::Response, Infallible> {
            self.0.note(request.body);
            Ok(team(&request.id).into())
        }
    }

    fn person(id: &str) -> Member {
        Person::new(id).name("Ann").into()
    }

    fn team(id: &str) -> Team {
        Team::new(id, person("p1"))
            .members(vec![person("p2"), Robot::new("R2").into()])
            .by_name(Map::from_iter([("ann".to_owned(), person("p1"))]))
            .parent(Team::new("t0", person("p3")).by_name(Presence::Null))
    }

    fn client() -> (Client, Teams, Seen<Sent>) {
        let api = Teams::default();
        let (wire, sent) = Wire::new(Server::new(api.clone()).into_service());
        (Client::in_process(wire).build().unwrap(), api, sent)
    }

    #[tokio::test]
    async fn what_is_read_can_be_changed_and_sent_back() {
        let (client, api, sent) = client();
        let team = client.get_team("t1").await.unwrap().into_inner();
        assert_eq!(team.id, "t1");
        sent.one();
        let mut body = TeamRequest2::from(team);
        body.invite = Some("come".to_owned());
        client.put_team("t1", body.clone()).await.unwrap();
        let person = r#"{"kind":"Person","name":"Ann"}"#;
        let robot = r#"{"kind":"Robot","model":"R2"}"#;
        assert_eq!(
            sent.one().text(),
            format!(
                r#"{{"lead":{person},"members":[{person},{robot}],"by_name":{{"ann":{person}}},"parent":{{"lead":{person},"by_name":null}},"invite":"come"}}"#
            )
        );
        assert_eq!(api.0.one(), body);
    }

    #[tokio::test]
    async fn what_an_answer_does_not_hold_is_asked_for() {
        let (client, api, sent) = client();
        let body = UserRequest::new("Ann", "secret", Some(7));
        let user = client.create_user(body.clone()).await.unwrap().into_inner();
        assert_eq!(user, User::new("u1", "Ann"));
        assert_eq!(
            sent.one().text(),
            r#"{"name":"Ann","password":"secret","pin":7}"#
        );
        assert_eq!(api.1.one(), body);
        assert_eq!(user.into_request("secret", Some(7)), body);
    }

    #[tokio::test]
    async fn what_travels_the_other_way_is_passed_over() {
        let (client, api, _) = client();
        let post = async |text: &str| {
            let request = client.request(Method::POST, "/users");
            let body = text.to_owned();
            request.body("application/json", body).await.unwrap()
        };
        let answer = post(r#"{"id":"mine","name":"A","password":"p","pin":null,"extra":1}"#).await;
        assert_eq!(&answer[..], br#"{"id":"u1","name":"A"}"#);
        let seen = api.1.one();
        assert_eq!(seen.additional, Map::from_iter([("extra".to_owned(), 1)]));
        let answer = post(r#"{"id":"mine","name":"A"}"#).await;
        let missing = "the property `password` is missing";
        check_problem(&answer, 422, missing, "missing");
        let canned = r#"{"id":"u1","name":"A","password":"leaked","extra":2}"#;
        let canned = Canned::new(200, "application/json", canned);
        let client = Client::in_process(canned).build().unwrap();
        let user = client
            .create_user(UserRequest::new("A", "p", None))
            .await
            .unwrap();
        assert_eq!(user.additional, Map::from_iter([("extra".to_owned(), 2)]));
    }

    #[test]
    fn a_union_is_told_apart_both_ways() {
        let robot: MemberRequest = json::from_str(r#"{"kind":"Robot","model":"R2"}"#).unwrap();
        assert_eq!(robot, Robot::new("R2").into());
        let person: MemberRequest = json::from_str(r#"{"kind":"Person"}"#).unwrap();
        assert_eq!(person, PersonRequest::new().into());
    }

    #[test]
    fn names_and_parts_are_as_without_a_split() {
        let other: TeamRequest = String::new();
        assert_eq!(other, "");
        assert_eq!(Entity::from(team("t1")), Entity::new("t1"));
    }
}

/// `schema-read-only-one-way.yaml`
mod one_way {
    use std::convert::Infallible;

    use generated::schema_read_only_one_way::client::Client;
    use generated::schema_read_only_one_way::server::{Api, Context, Server, Untagged};
    use generated::schema_read_only_one_way::types::operations::{create_note, put_tag};
    use generated::schema_read_only_one_way::types::{NewNote, Note, Tag};
    use oaspen_runtime::private::v1::Method;

    use crate::live_features::{Canned, Seen, check_problem};

    #[derive(Clone, Default)]
    struct Notes(Seen<NewNote>);

    impl Api for Notes {
        type Error = Infallible;
    }

    impl Untagged for Notes {
        async fn create_note(
            &self,
            _: &Context<()>,
            request: create_note::Request,
        ) -> Result<create_note::Response, Infallible> {
            self.0.note(request.body);
            Ok(Note::new("n1").into())
        }

        async fn put_tag(
            &self,
            _: &Context<()>,
            request: put_tag::Request,
        ) -> Result<put_tag::Response, Infallible> {
            Ok(Tag {
                key: None,
                ..request.body.uses(3)
            }
            .into())
        }
    }

    #[tokio::test]
    async fn a_closed_request_may_hold_what_answers_carry() {
        let api = Notes::default();
        let service = Server::new(api.clone()).into_service();
        let client = Client::in_process(service).build().unwrap();
        let post = async |text: &str| {
            let request = client.request(Method::POST, "/notes");
            let body = text.to_owned();
            request.body("application/json", body).await.unwrap()
        };
        let answer = post(r#"{"id":7,"text":"t"}"#).await;
        assert_eq!(&answer[..], br#"{"id":"n1"}"#);
        assert_eq!(api.0.one(), NewNote::new("t"));
        let answer = post(r#"{"text":"t","other":1}"#).await;
        let detail = "at /other: the property is not allowed; allowed are `text`, `id`";
        check_problem(&answer, 422, detail, "/other unknown-property");
    }

    #[tokio::test]
    async fn a_secret_in_an_answer_is_passed_over() {
        let body = r#"{"id":"n1","secret":"s","more":1}"#;
        let canned = Canned::new(200, "application/json", body);
        let client = Client::in_process(canned).build().unwrap();
        let note = client.create_note(NewNote::new("t")).await.unwrap();
        assert_eq!(note.additional.keys().collect::<Vec<_>>(), ["more"]);
    }

    #[tokio::test]
    async fn what_may_be_absent_anyway_splits_nothing() {
        let service = Server::new(Notes::default()).into_service();
        let client = Client::in_process(service).build().unwrap();
        let tag = client.put_tag(Tag::new("a").key("k")).await.unwrap();
        assert_eq!(*tag, Tag::new("a").uses(3));
    }
}

/// `schema-read-only-constant.yaml`
mod constant {
    use generated::schema_read_only_constant::types::{Node, NodeRequest};
    use oaspen_runtime::json::to_string;

    #[test]
    fn what_has_one_value_is_not_asked_for() {
        let parent = Node::new("p").into_request("hush", None);
        let child = Node::new("c").into_request("shh", Some(parent));
        let expected = NodeRequest::new("shh").parent(NodeRequest::new("hush"));
        assert_eq!(child, expected);
        assert_eq!(
            to_string(&child),
            r#"{"form":"node","secret":"shh","parent":{"form":"node","secret":"hush"}}"#
        );
    }
}
