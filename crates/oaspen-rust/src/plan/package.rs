//! Manifests: dependencies and features, from what the items use.

use std::collections::BTreeSet;

use super::{Cx, docs, module};
use crate::model::{
    Dependency, DependencySource, ExternalAround, ExternalTy, Feature, Module, Package, Part,
    RuntimeType, Ty,
};
use crate::name::Words;
use crate::{Config, Layout, RuntimeSource};

/// The name of the API in kebab case, whatever the configuration calls it.
pub(crate) fn api_name(config: &Config) -> String {
    Words::of(&config.name).ascii().kebab()
}

/// The name of a part's crate.
pub(crate) fn package_name(config: &Config, part: Part) -> String {
    format!("{}-{}", api_name(config), part.module())
}

/// The manifest of the types part.
pub(crate) fn plan_types_package(cx: &Cx<'_>, root: &Module) -> Package {
    let mut features = BTreeSet::new();
    collect_features(&mut features, root);
    let mut package = plan_package(cx, Part::Types, "Types of", &features);
    package.features = vec![
        Feature {
            name: "default".to_owned(),
            enables: vec!["serde".to_owned()],
        },
        Feature {
            name: "serde".to_owned(),
            enables: vec!["oaspen-runtime/serde".to_owned()],
        },
    ];
    package
}

/// The manifest of the client part.
pub(crate) fn plan_client_package(cx: &Cx<'_>) -> Package {
    let mut package = plan_package(cx, Part::Client, "Client of", &BTreeSet::from(["client"]));
    package.dependencies.push(types_dependency(cx));
    package.features = vec![
        feature("blocking", &["oaspen-runtime/blocking"]),
        feature("default", &["reqwest", "rustls"]),
        feature("reqwest", &["oaspen-runtime/reqwest"]),
        feature("rustls", &["oaspen-runtime/rustls"]),
        feature("timers", &["oaspen-runtime/timers"]),
        feature("tracing", &["oaspen-runtime/tracing"]),
    ];
    package
}

/// The manifest of the server part.
pub(crate) fn plan_server_package(cx: &Cx<'_>) -> Package {
    let mut package = plan_package(cx, Part::Server, "Server of", &BTreeSet::from(["server"]));
    package.dependencies.push(types_dependency(cx));
    package.features = vec![
        feature("axum", &["oaspen-runtime/axum"]),
        feature("default", &[]),
        feature("tracing", &["oaspen-runtime/tracing"]),
    ];
    package
}

fn feature(name: &str, enables: &[&str]) -> Feature {
    Feature {
        name: name.to_owned(),
        enables: enables
            .iter()
            .map(|feature| (*feature).to_owned())
            .collect(),
    }
}

/// The types part, beside the part that needs it.
fn types_dependency(cx: &Cx<'_>) -> Dependency {
    let name = package_name(cx.config, Part::Types);
    Dependency {
        source: DependencySource::Path(format!("../{name}")),
        name,
        features: Vec::new(),
        optional: false,
    }
}

/// A manifest with the runtime, `features` of it turned on, and what the caller asks for.
pub(crate) fn plan_package(
    cx: &Cx<'_>,
    part: Part,
    description: &str,
    features: &BTreeSet<&'static str>,
) -> Package {
    let runtime = Dependency {
        name: "oaspen-runtime".to_owned(),
        source: runtime_source(cx.config),
        features: features.iter().map(|name| (*name).to_owned()).collect(),
        optional: false,
    };
    let mut dependencies = cx.config.dependencies.clone();
    dependencies.push(runtime);
    dependencies.sort_by(|left, right| left.name.cmp(&right.name));
    Package {
        name: package_name(cx.config, part),
        version: docs::one_line(&cx.config.version),
        description: docs::one_line(&format!("{description} {}.", cx.ir.title)),
        dependencies,
        dev_dependencies: cx.config.dev_dependencies.clone(),
        features: Vec::new(),
    }
}

fn runtime_source(config: &Config) -> DependencySource {
    match &config.layout {
        Layout::Crates {
            runtime: RuntimeSource::Path(path),
            ..
        } => DependencySource::Path(path.clone()),
        Layout::Crates {
            runtime: RuntimeSource::Version(version),
            ..
        } => DependencySource::Version(version.clone()),
        // Modules have no manifest.
        Layout::Modules => DependencySource::Version("*".to_owned()),
    }
}

/// The features of the runtime that the items of a module and those below need.
pub(crate) fn collect_features(features: &mut BTreeSet<&'static str>, module: &Module) {
    for item in &module.items {
        for ty in module::types(item) {
            collect_ty(features, ty);
        }
    }
    for below in &module.modules {
        collect_features(features, below);
    }
}

fn collect_ty(features: &mut BTreeSet<&'static str>, ty: &Ty) {
    match ty {
        Ty::Runtime(
            RuntimeType::DateTime | RuntimeType::Date | RuntimeType::Time | RuntimeType::Duration,
        ) => {
            features.insert("time");
        }
        Ty::Runtime(RuntimeType::Uuid) => {
            features.insert("uuid");
        }
        Ty::Runtime(
            RuntimeType::Any
            | RuntimeType::Number
            | RuntimeType::Bytes
            | RuntimeType::Never
            | RuntimeType::Base64
            | RuntimeType::Ipv4Addr
            | RuntimeType::Ipv6Addr
            | RuntimeType::Decimal
            | RuntimeType::Secret
            | RuntimeType::StatusCode,
        )
        | Ty::External(ExternalTy {
            around: None | Some(ExternalAround::Text),
            ..
        })
        | Ty::Primitive(_)
        | Ty::String
        | Ty::Unit
        | Ty::Infallible
        | Ty::Item(_) => {}
        Ty::External(ExternalTy {
            around: Some(ExternalAround::Serde),
            ..
        }) => {
            features.insert("serde-types");
        }
        Ty::Runtime(RuntimeType::Body | RuntimeType::File) => {
            features.insert("wire");
        }
        Ty::ItemStream(inner) | Ty::EventStream(inner) => {
            features.insert("wire");
            collect_ty(features, inner);
        }
        Ty::Vec(inner)
        | Ty::Option(inner)
        | Ty::Box(inner)
        | Ty::Map(inner)
        | Ty::Presence(inner) => collect_ty(features, inner),
        Ty::Tuple(items) | Ty::AtLeast(items, _) => {
            items.iter().for_each(|item| collect_ty(features, item));
        }
        Ty::Prefixed(head, rest) => {
            collect_ty(features, head);
            collect_ty(features, rest);
        }
    }
}
