//! Every diagnostic the tool can give: stable kebab-case name, severity, meaning, way out.
//!
//! `docs/diagnostics.md` and `oaspen explain` are printed from this table. Each
//! code has at least one case in `spec/diagnostics/`. Names never change meaning.

use crate::Severity;

/// What is said about one [`Code`].
#[derive(Clone, Copy, Debug)]
pub struct CodeInfo {
    /// The stable name, such as `unresolved-reference`.
    pub name: &'static str,
    /// The severity, except where [`CodeInfo::otherwise`] says so.
    pub severity: Severity,
    /// When it is another severity, and which; empty where it never is.
    pub otherwise: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// Why it matters and what to do.
    pub explanation: &'static str,
}

macro_rules! catalogue {
    ($($(#[$meta:meta])* $variant:ident, $name:literal, $severity:ident, $summary:literal, $explanation:literal $(, $otherwise:literal)?;)*) => {
        /// The name of a diagnostic.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $summary] $variant,)*
        }

        impl Code {
            /// Every code, in the catalogue's order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// What is known about this code.
            pub const fn info(self) -> CodeInfo {
                match self {
                    $(Self::$variant => CodeInfo {
                        name: $name,
                        severity: Severity::$severity,
                        otherwise: concat!($($otherwise)?),
                        summary: $summary,
                        explanation: $explanation,
                    },)*
                }
            }

            /// The code of a name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.info().name == name)
            }
        }
    };
}

catalogue! {
    UnreadableFile, "unreadable-file", Error,
        "A file could not be read.",
        "The path does not exist, is not a file, is not UTF-8 or may not be read. Check the path and its permissions. For a file named by a `$ref`, the path is relative to the file that holds the `$ref`.";
    SyntaxError, "syntax-error", Error,
        "The text is neither valid YAML 1.2 nor valid JSON.",
        "The place is where the parser gave up; the mistake often stands just before it. Files that end in `.json` are read as strict JSON: no comments, no trailing commas. YAML tags other than those of the core schema are refused, because their meaning belongs to other programs.";
    DuplicateKey, "duplicate-key", Error,
        "A mapping holds the same key twice.",
        "YAML and JSON both require keys to be unique, and programs disagree about which of two values wins. Remove or rename one of them. `200` and `\"200\"` are the same key.";
    DepthLimit, "depth-limit", Error,
        "The document is nested deeper, or expands further, than the tool follows.",
        "Nesting beyond a few hundred levels, or aliases that expand to far more values than the file holds, are refused so that a hostile file cannot exhaust the machine. Move deep parts to `components` and refer to them.",
        "Weakened where only a schema is too much, which is then typed or checked less.";
    UnexpectedType, "unexpected-type", Error,
        "A value is not of the JSON type, or not one of the words, that the specification asks for.",
        "For instance a list stands where an object is expected. Where there is one sensible reading, such as a number in quotes or `null` for an optional field, it is taken.",
        "A note where the value has one sensible reading; weakened where the rest is used without it; skipped where the object that it stands for is left out.";
    MissingField, "missing-field", Error,
        "A field that the specification requires is missing.",
        "Add the field. Without it there is no telling what the object means.",
        "Weakened where the rest can be used without the field; a note for the `description` of a response and the `required` of a path parameter.";
    UnknownKeyword, "unknown-keyword", Weakened,
        "The specification does not define this keyword here.",
        "The keyword is ignored. Often it is misspelt, stands one level too high or too low, or belongs to another version of OpenAPI. Keywords of your own begin with `x-`.",
        "Skipped where a path or an operation stands under the keyword, which is left out with it. A note where the keyword is of another version, or stands in another place, and is read as it is meant.";
    UnknownType, "unknown-type", Weakened,
        "A `type` is not one of JSON Schema's.",
        "The types are `string`, `number`, `integer`, `boolean`, `object`, `array` and `null`. Where a name has one sensible reading, such as `int`, `date` or `file`, it is taken; otherwise any value is accepted.",
        "A note where the name has one sensible reading.";
    ImpliedType, "implied-type", Note,
        "A schema without `type` is read as the type that its other keywords speak of.",
        "JSON Schema lets values of every other kind pass: `properties` say nothing of a number. People who leave `type` out mean an object where they write `properties` or `required`, a list where they write `items`, text where they say how its content is encoded, so values of another kind are refused. A `format` alone means its type in OpenAPI 3.0 and Swagger 2.0; from 3.1 on it is an annotation, and the schema is any value. Write the `type`: with one nothing has to be guessed.";
    UnsupportedVersion, "unsupported-version", Error,
        "The document is written in a version that is not read.",
        "OpenAPI 3.0, 3.1 and 3.2 and Swagger 2.0 are read. Convert documents of other versions first.";
    UnsupportedKeyword, "unsupported-keyword", Weakened,
        "A keyword that the specification defines is not acted upon.",
        "The rest of the object is used as if the keyword were not there, so the types are wider, or less is enforced, than the document says.",
        "A note where types and checks are the same without it; skipped where an operation cannot be generated.";
    UnsupportedPattern, "unsupported-pattern", Weakened,
        "A regular expression cannot be carried out, so values are not matched against it.",
        "Servers match in time that grows with the length of the text alone, so that no request can stop them. Looking ahead or behind and referring back to a group have no such search; neither do expressions that repeat so often that they take too much memory. Text that is no regular expression of ECMA-262 matches nothing. The pattern is documented and not enforced. Say the condition in another way, for example by several patterns in an `allOf`.";
    ImpossibleConstraint, "impossible-constraint", Weakened,
        "A lower limit is above the upper one.",
        "No value can satisfy both, so one of them is wrong. Both are documented, and a server refuses every value.";
    IgnoredReferenceSiblings, "ignored-reference-siblings", Weakened,
        "Keywords beside a `$ref` have no effect.",
        "OpenAPI 3.0 says that whatever stands beside a `$ref` shall be ignored. Wrap the reference in an `allOf` to add to it, or move the document to 3.1, where the siblings of a schema's `$ref` hold.",
        "A note for a description, a summary or a title, and for what says nothing about values.";
    UnresolvedReference, "unresolved-reference", Error,
        "A `$ref` points to something that does not exist.",
        "Correct the pointer or add what it names. In a pointer `/` is written `~1` and `~` is written `~0`; names are case-sensitive.",
        "Weakened for a `mapping` of a discriminator, which is left out; a note for a link that leads to no operation, and for a parameter in the place of a header.";
    ReferenceCycle, "reference-cycle", Error,
        "References lead back to where they began without describing anything.",
        "A chain of `$ref`, `allOf`, `oneOf` or `anyOf` that returns to itself says nothing about the value. Recursion is fine through a property, an array's items or a map's values.";
    CircularUnion, "circular-union", Note,
        "A union leads back to itself and is read in the one way that makes sense.",
        "An alternative that is the union itself adds no value and is left out. An alternative that extends its own union by `allOf` extends what stands beside the union. To say so in the document, move what the alternatives share into a schema of its own and let them extend that.";
    ReferenceOutsideRoot, "reference-outside-root", Error,
        "A `$ref` leaves the folder of the document.",
        "Files are only read below the folder of the entry document, so that a document cannot pull in others of your files. Links are followed to see where a file really lies. Move the file, or widen what may be read with `--root DIR`.";
    RemoteReference, "remote-reference", Error,
        "A `$ref` names a place on the network.",
        "Nothing is fetched that was not allowed. Save the file beside the document and refer to it by a relative path, or name its origin with `--allow-remote ORIGIN`: then the file is fetched once, kept in the folder `oaspen-vendor` beside the document, and read from there from then on.";
    VendoredFileChanged, "vendored-file-changed", Error,
        "The copy of a file from the network is not the one that was fetched.",
        "`oaspen.lock` notes the hash of every file when it is fetched. A copy that has another hash was edited, or mixed up. Restore it; or remove it together with its entry in `oaspen.lock` to have it fetched again.";
    MalformedPath, "malformed-path", Error,
        "A path template cannot be understood.",
        "A path begins with `/`; braces are balanced, not nested, and hold a name; a name that occurs twice has one value. A query has no place in it. One by which some documents tell operations apart, such as `/a?b=c`, is sent with every request and asked for by servers; a parameter in it leaves the operation out. A fragment is never sent and is cut off.",
        "Weakened for a name that occurs twice, a query or a fragment; skipped for a parameter in either of the last two.";
    AmbiguousPaths, "ambiguous-paths", Weakened,
        "Two paths differ only in the names of their parameters.",
        "The specification counts them as the same path. Where both have an operation of the same method, a server cannot tell their requests apart and the first one is served.",
        "A note where their methods differ.";
    InvalidServer, "invalid-server", Weakened,
        "A server's URL cannot be used as it is, or does not agree with its variables.",
        "Each name in braces is declared under `variables`, with a default that is one of its `enum`; with the defaults put in, the text is a URL, or a path relative to where the document is found, without query and fragment. The server is written as the document has it: where it cannot be used, whoever builds a client says another URL, and a variable without a default has to be set.",
        "A note for a variable that the URL does not hold.";
    UndeclaredPathParameter, "undeclared-path-parameter", Weakened,
        "A name in a path template has no path parameter.",
        "The parameter is taken to be a string. Declare it with `in: path` in the operation or in the path item.";
    UnusedPathParameter, "unused-path-parameter", Error,
        "A path parameter does not occur in the path template.",
        "Its value would have nowhere to go. Add `{name}` to the path or change the parameter's `in`.",
        "Weakened where it belongs to a longer path of the document; skipped for webhooks and callbacks, which have no path.";
    InvalidParameter, "invalid-parameter", Error,
        "A parameter or header does not say how its value is written, or says it twice.",
        "A parameter has either a `schema` with a `style` that its location allows, or a `content` with exactly one media type.",
        "Weakened for a header of an answer of which nothing is said, which is taken to be a string, and for one that HTTP cannot carry, which is left out.";
    DuplicateParameter, "duplicate-parameter", Error,
        "Two parameters of one list have the same name and location, or two headers of an answer the same name.",
        "A list of parameters must not contain the same name and `in` twice. An operation may override its path item's parameter; that is not a duplicate. Names of headers do not differ by case: of two in one answer the first stays.",
        "Weakened for a header of an answer, which is left out.";
    DuplicateOperationId, "duplicate-operation-id", Weakened,
        "Two operations have the same `operationId`.",
        "Operation ids must be unique in a document. The first keeps its name, the others get a suffix from their method and path.";
    MissingOperationId, "missing-operation-id", Note,
        "An operation has no `operationId`.",
        "It is named from its method and path, and is renamed when these change. Add an `operationId` to keep the name.";
    UndocumentedSuccess, "undocumented-success", Note,
        "An operation documents no response for success.",
        "There is neither a status from 200 to 399 nor a `default`, so nothing is known about what the operation gives, and whatever succeeds counts as undocumented. Add the response that callers hope for.";
    InvalidMethod, "invalid-method", Skipped,
        "A key of `additionalOperations` is no method that the operation can have.",
        "Keys of `additionalOperations` are methods as they are sent, of letters, digits and a few marks, such as `COPY`. Methods that have a field of their own, such as `get`, stand there, and `CONNECT` has no path.";
    InvalidStatus, "invalid-status", Error,
        "The key of a response is not a status.",
        "Keys of `responses` are a status from 100 to 599, a range from `1XX` to `5XX`, or `default`.";
    InvalidMediaType, "invalid-media-type", Weakened,
        "The key of a `content` entry is not a media type.",
        "Media types are written `type/subtype`, with parameters after `;`, such as `audio/ogg; codecs=opus`. The entry is kept as written, but no server or client will agree on it.",
        "A note for media types of Swagger 2.0 that can hold none of the bodies they are written for.";
    UnsupportedMediaType, "unsupported-media-type", Skipped,
        "A body's media type cannot be encoded or decoded.",
        "The bytes of a body are given as they are, where there is no other media type that is known. A parameter that is a document of such a type cannot be written, and its operation is left out. Offer the body as JSON, a form, text or bytes.",
        "Weakened for a body, and for a part of one that is written as another type.";
    UntypedBody, "untyped-body", Note,
        "The schema of a body is missing or says nothing about its content.",
        "A response of Swagger 2.0 without a schema is bytes, where its operation produces nothing but bytes; an answer without a body is a 204. An empty schema of a JSON body, or an object without properties, is typed as any JSON value or as a map of any values: nothing is lost, and nothing is known. If the body is really bytes or text, its media type is wrong; otherwise describe its properties.";
    UnsupportedStyle, "unsupported-style", Weakened,
        "A parameter's `style` cannot be used where it stands.",
        "Each location allows certain styles, and each style certain types: `deepObject` is for objects in the query, `matrix` and `label` are for the path, `spaceDelimited` and `pipeDelimited` for arrays in the query. What has one reading that most servers share is read so; anything else is written as JSON, which a list of objects in `form` is most often. `content: { application/json: … }` says so.",
        "A note for `deepObject` without `explode: true`.";
    IgnoredHeaderParameter, "ignored-header-parameter", Note,
        "A header parameter named `Accept`, `Content-Type` or `Authorization`, or the header `Content-Type` of an answer, is ignored.",
        "The specification says so: these headers follow from the media types and the security requirements.";
    BodyOnUnusualMethod, "body-on-unusual-method", Note,
        "A method that usually has no body has one.",
        "HTTP gives the body of a GET, HEAD, DELETE or TRACE request no meaning, and some proxies drop it. It is sent and read as the document says.";
    UnknownSecurityScheme, "unknown-security-scheme", Weakened,
        "A security requirement names a scheme that is not declared.",
        "Declare the scheme under `components/securitySchemes`. A name that speaks of bearer tokens, JWT, OAuth or basic authentication is read as that. Alternatives with any other undeclared scheme are left out, and so is an operation that has no alternative left: it is never less protected than the document says.",
        "Skipped for an operation that has no alternative left.";
    EnumDescriptionsMismatch, "enum-descriptions-mismatch", Weakened,
        "`x-enum-varnames` or `x-enum-descriptions` has another length than `enum`.",
        "Each name and each description belongs to the enum value at the same position, so the list is ignored when lengths differ.";
    EmptyEnum, "empty-enum", Weakened,
        "An `enum` lists no value.",
        "Nothing could be valid. The keyword is ignored.";
    MistypedEnumValue, "mistyped-enum-value", Weakened,
        "A value of an `enum` is excluded by the schema's own `type`.",
        "No value can be both, so this one can never be sent or received. Correct the value or the type; `null` needs `null` among the types, or `nullable: true` in OpenAPI 3.0.",
        "A note for `null`, which is added to the types.";
    DuplicateEnumValue, "duplicate-enum-value", Note,
        "An `enum` lists the same value twice.",
        "The second one is ignored.";
    EmptyUnion, "empty-union", Weakened,
        "A `oneOf`, `anyOf` or `allOf` lists no schema.",
        "Nothing could be valid. The keyword is ignored.";
    UnknownFormat, "unknown-format", Note,
        "A `format` is not one that the tool knows.",
        "The specification allows any format. The value keeps the type that `type` gives it.";
    UnsupportedFormat, "unsupported-format", Weakened,
        "A `format` is known but cannot be applied here.",
        "The format does not belong to the schema's `type`, or has no Rust type yet. The value keeps the type that `type` gives it.";
    RequiredUndeclared, "required-undeclared", Weakened,
        "`required` names a property that is not declared.",
        "It is often a misspelt name. The property is required, but nothing is known about its value.",
        "A note for a component where only schemas that are made of it declare the property.";
    ConflictingAllOf, "conflicting-all-of", Weakened,
        "The branches of an `allOf` contradict each other.",
        "No value can satisfy all of them. The part in conflict is typed as any JSON value.";
    AmbiguousUnion, "ambiguous-union", Weakened,
        "Two branches of a `oneOf` or `anyOf` accept the same value.",
        "Nothing in the schemas tells the branches apart for every value, so the order of the document decides. Add a discriminator, a `const` property or a `required` key that only one branch has.",
        "A note where a required key tells the branches apart, and only a value made up of both would fit both.";
    UndeclaredDiscriminator, "undeclared-discriminator", Weakened,
        "No branch declares the property that a `discriminator` names.",
        "The specification asks every branch to declare the property and to require it. It is often a misspelt name. Without the property a branch does not say which value stands for it, so only a `mapping` can.";
    ExampleMismatch, "example-mismatch", Weakened,
        "An example is not valid under its own schema.",
        "Either the example or the schema is wrong; readers will believe the example. The types follow the schema. If services really send what the example shows, correct the schema, or name it as lenient in the configuration when only numbers and strings are mixed up.";
    DefaultMismatch, "default-mismatch", Weakened,
        "A `default` is not valid under its own schema.",
        "The default is documented and otherwise ignored, because a value of that kind cannot be constructed.",
        "A note for `null`, which services write for no default.";
    AmbiguousExample, "ambiguous-example", Note,
        "An example fits more than one branch of a `oneOf`.",
        "A `oneOf` asks for exactly one. The first branch that the union's plan finds is taken. Make the branches exclusive, or use `anyOf`.";
    UndeclaredProperty, "undeclared-property", Note,
        "An example holds a property that its schema does not declare.",
        "The schema allows further properties, so the example is valid, but the property is probably missing from the schema. Readers keep what they do not know here.";
    NumberedName, "numbered-name", Note,
        "A type has a number in its name because another type has the name.",
        "Components are named first, in the document's order, then what is described in place. The number stays as long as the order does. A table `[names]` in the configuration, from pointers of schemas to names, chooses a better one.";
    InvalidOverlay, "invalid-overlay", Error,
        "An overlay cannot be read or applied.",
        "An overlay is a file of the Overlay Specification 1.0 or 1.1: `overlay`, `info` and a list of `actions`, each with a `target` (a JSONPath query of RFC 9535) and one of `update`, `remove` and `copy`. An update is of the same kind as what it changes: an object is merged into an object, anything is added to a list, a text or a number replaces another.";
    UnmatchedOverlay, "unmatched-overlay", Error,
        "An action of an overlay selects nothing.",
        "The document has probably changed since the overlay was written, and what the action should have done is now missing. Correct the target, remove the action, or allow this with `--overlay-allow-unmatched`.";
    OverlayApplied, "overlay-applied", Note,
        "An action of an overlay changes the document.",
        "It says how many places the action's target selects, so that an overlay that changes more or less than was meant is seen.";
    UnmatchedFilter, "unmatched-filter", Error,
        "No operation fits a name of the filter.",
        "A tag, an operation, a path or a method to include is probably misspelt, or is gone from the document.",
        "A note for a name to exclude.";
    InvalidConfig, "invalid-config", Error,
        "The configuration cannot be used.",
        "A key is unknown, a value has the wrong type, or it names something that the document does not have.";
    UnwritableOutput, "unwritable-output", Error,
        "A file of the output could not be written.",
        "Check that the folder exists, may be written to, and has room. Nothing is left half written.";
    Drift, "drift", Error,
        "The committed output is not what the document generates.",
        "The document, the configuration or the tool has changed, or a generated file was edited. Generate again and commit the result.";
}
