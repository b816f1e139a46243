//! A client as people write it by hand: an `async fn` with reqwest and serde for each operation of
//! a synthetic document. Also the two programs that call each operation of either client.
//!
//! Both programs do the same: one function for each operation that begins a call with everything
//! set and boxes its future, so that both sides must be compiled to the end.

use std::fmt::Write as _;
use std::sync::Arc;

use oaspen_rust::model::{
    Field, Item, Module, Operation, OutcomeType, Part, PathPiece, Presence, RustModel, Ty,
};

use super::derives;

const HEAD: &str = r#"use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use types::Problem;

pub struct Client {
    pub http: reqwest::Client,
    pub base: String,
    pub token: String,
}

#[derive(Debug)]
pub enum Error {
    Http(reqwest::Error),
    Api(u16, Problem),
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        Self::Http(error)
    }
}

fn escape(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
"#;

/// `lib.rs` of the hand-written client.
pub(super) fn write_functions(model: &RustModel) -> String {
    let mut text = format!("use {}_derives as types;\n{HEAD}", model.name);
    for operation in operations(model) {
        write_function(&mut text, &operation);
    }
    text
}

fn write_function(text: &mut String, operation: &Operation) {
    let (template, values) = path(operation);
    let query: String = queries(operation)
        .map(|field| {
            format!(
                "    if let Some(value) = {0} {{\n        request = request.query(&[({1:?}, value)]);\n    }}\n",
                field.ident, field.wire
            )
        })
        .collect();
    let output = output(operation);
    let _ = writeln!(
        text,
        "\npub async fn {}(client: &Client, {}) -> Result<{output}, Error> {{\n    \
         let url = format!(\"{{}}{template}\", client.base, {values});\n    \
         let mut request = client.http.post(url).bearer_auth(&client.token);\n{query}    \
         let response = request.json(body).send().await?;\n    \
         match response.status().as_u16() {{\n        \
         200 => Ok(response.json().await?),\n        \
         status => Err(Error::Api(status, response.json().await?)),\n    }}\n}}",
        operation.call.method,
        arguments(operation),
    );
}

/// The path with `{}` for each parameter, and the escaped parameters.
fn path(operation: &Operation) -> (String, String) {
    let (mut template, mut values) = (String::new(), String::new());
    for piece in &operation.path {
        match piece {
            PathPiece::Literal(literal) => template.push_str(literal),
            PathPiece::Parameter(parameter)
            | PathPiece::Until(parameter, _)
            | PathPiece::Again(parameter) => {
                template.push_str("{}");
                let _ = write!(values, "escape({}), ", parameter.field);
            }
        }
    }
    (template, values)
}

fn queries(operation: &Operation) -> impl Iterator<Item = &Field> {
    let fields = operation.request.fields.iter();
    fields.filter(|field| field.presence != Presence::Required)
}

/// The parameters of the function: text borrowed, the body by reference.
fn arguments(operation: &Operation) -> String {
    let argument = |field: &Field| {
        let ty = match type_name(&field.ty).as_str() {
            "::std::string::String" => "&str".to_owned(),
            "::std::option::Option<::std::string::String>" => "Option<&str>".to_owned(),
            ty if field.presence == Presence::Required => format!("&{ty}"),
            ty => ty.to_owned(),
        };
        format!("{}: {ty}", field.ident)
    };
    let arguments: Vec<String> = operation.request.fields.iter().map(argument).collect();
    arguments.join(", ")
}

fn type_name(ty: &Ty) -> String {
    derives::name(ty).replace("crate::", "types::")
}

fn output(operation: &Operation) -> String {
    match &operation.answers.output {
        OutcomeType::Alias { ty, .. } => type_name(ty),
        OutcomeType::Enum(_) => "()".to_owned(),
    }
}

fn body(operation: &Operation) -> String {
    let mut fields = operation.request.fields.iter();
    let body = fields.find(|field| field.ident.plain() == "body");
    body.map_or_else(|| "()".to_owned(), |field| type_name(&field.ty))
}

/// `main.rs` of the program with the generated client.
pub(super) fn write_generated_use(model: &RustModel) -> String {
    let mut text = format!(
        "use std::hint::black_box;\nuse std::pin::Pin;\n\nuse {0}_client::{{Client, Error, Response, types}};\n\n\
         type Answer<T> = Pin<Box<dyn Future<Output = Result<Response<T>, Error<types::Problem>>> + Send>>;\n",
        model.name
    );
    for operation in operations(model) {
        let method = &operation.call.method;
        let setters: String = queries(&operation)
            .map(|field| format!(".{}({})", field.ident, value(field)))
            .collect();
        let _ = writeln!(
            text,
            "\nfn call_{method}(client: &Client, body: {}) -> Answer<{}> {{\n    \
             Box::pin(client.{method}(\"a\", body){setters}.send())\n}}",
            body(&operation),
            output(&operation),
        );
    }
    text.push_str(
        "\nfn main() {\n    let client = Client::builder(\"http://localhost\").build();\n    \
         black_box(client.is_ok());\n",
    );
    write_uses(&mut text, model);
    text
}

/// `main.rs` of the program with the hand-written client.
pub(super) fn write_hand_written_use(model: &RustModel) -> String {
    let mut text = format!(
        "use std::hint::black_box;\nuse std::pin::Pin;\n\nuse {0}_calls::{{self as calls, Client, Error}};\nuse {0}_derives as types;\n\n\
         type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;\n",
        model.name
    );
    for operation in operations(model) {
        let method = &operation.call.method;
        let values: String = queries(&operation)
            .map(|field| format!("Some({}), ", value(field)))
            .collect();
        let _ = writeln!(
            text,
            "\nfn call_{method}<'a>(client: &'a Client, body: &'a {}) -> Answer<'a, {}> {{\n    \
             Box::pin(calls::{method}(client, \"a\", {values}body))\n}}",
            body(&operation),
            output(&operation),
        );
    }
    text.push_str(
        "\nfn main() {\n    let client = Client {\n        http: Default::default(),\n        \
         base: \"http://localhost\".to_owned(),\n        token: String::new(),\n    };\n    \
         black_box(&client);\n",
    );
    write_uses(&mut text, model);
    text
}

fn write_uses(text: &mut String, model: &RustModel) {
    for operation in operations(model) {
        let _ = writeln!(
            text,
            "    black_box(call_{} as *const ());",
            operation.call.method
        );
    }
    text.push_str("}\n");
}

/// What an optional parameter is set to.
fn value(field: &Field) -> &'static str {
    match type_name(&field.ty).as_str() {
        "::std::option::Option<::std::string::String>" => "\"a\"",
        _ => "1",
    }
}

/// The operations of the client part, in order.
fn operations(model: &RustModel) -> Vec<Arc<Operation>> {
    let mut found = Vec::new();
    let client = model.parts.iter().find(|part| part.part == Part::Client);
    if let Some(client) = client {
        collect(&client.root, &mut found);
    }
    found
}

fn collect(module: &Module, found: &mut Vec<Arc<Operation>>) {
    for item in &module.items {
        if let Item::Call(operation) = item {
            found.push(Arc::clone(operation));
        }
    }
    for below in &module.modules {
        collect(below, found);
    }
}
