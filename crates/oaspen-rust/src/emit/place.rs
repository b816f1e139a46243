//! Where something is printed, and how names are written there.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::model::{Item, ItemPath, Layout, Module, Part, Prelude, RustModel, Use};
use crate::name::RustIdent;

/// A module of the output.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    model: &'a RustModel,
    part: Part,
    /// Modules between this one and the part's root.
    depth: usize,
    /// The names of the last two of these, the inner one last.
    trail: [Option<&'a RustIdent>; 2],
    prelude: Prelude,
    /// This module; none at the root.
    module: Option<&'a Module>,
    /// What this module declares and hands on, where that has been gathered.
    declared: Option<&'a BTreeSet<&'a RustIdent>>,
}

impl<'a> Place<'a> {
    /// The root of a part.
    pub(crate) fn root(model: &'a RustModel, part: Part) -> Self {
        Self {
            model,
            part,
            depth: 0,
            trail: [None, None],
            prelude: Prelude::Short,
            module: None,
            declared: None,
        }
    }

    /// The same place, which knows what it declares: to ask a module of many items for each name is
    /// slow.
    pub(crate) fn declaring(self, declared: &'a BTreeSet<&'a RustIdent>) -> Self {
        Self {
            declared: Some(declared),
            ..self
        }
    }

    /// A module right below.
    pub(crate) fn below(self, module: &'a Module) -> Self {
        let [_, outer] = self.trail;
        Self {
            depth: self.depth + 1,
            trail: [outer, Some(&module.ident)],
            prelude: module.prelude,
            module: Some(module),
            declared: None,
            ..self
        }
    }

    /// The whole output.
    pub(crate) fn model(self) -> &'a RustModel {
        self.model
    }

    /// The path of a generated item from here.
    pub(crate) fn path(self, path: &ItemPath) -> TokenStream {
        if self.declares(path) {
            return ident(&path.ident).to_token_stream();
        }
        if let Some(module) = self.imported(path) {
            let name = ident(&path.ident);
            return quote!(#module::#name);
        }
        let start = self.part_path(path.part);
        let modules = path.modules.iter().map(ident);
        let name = ident(&path.ident);
        quote!(#start #(::#modules)* ::#name)
    }

    /// Whether an item is in this very module, as far as one can see two modules up, which is as
    /// deep as items are named.
    fn declares(self, path: &ItemPath) -> bool {
        let here = self.trail.into_iter().flatten();
        let is_here = self.depth == path.modules.len() && here.eq(&path.modules);
        path.part == self.part && (is_here || self.hands_on(path))
    }

    /// Whether an item that is named from the root is in this very module.
    fn hands_on(self, path: &ItemPath) -> bool {
        let module = self.module.filter(|module| module.is_handed_on);
        path.modules.is_empty()
            && module.is_some_and(|module| match self.declared {
                Some(declared) => declared.contains(&path.ident),
                None => declared_in(module).any(|ident| *ident == path.ident),
            })
    }

    /// The module that an item is in, when this module brings it in.
    fn imported(self, path: &ItemPath) -> Option<&RustIdent> {
        let (inner, outer) = path.modules.split_last()?;
        let mut uses = self.module?.uses.iter();
        let brings_in = uses.any(|brought_in| match brought_in {
            Use::Import { module, names } => {
                let from = module.modules.iter().chain([&module.ident]);
                module.part == path.part && from.eq(outer) && names.contains(inner)
            }
            Use::Names { .. }
            | Use::All { .. }
            | Use::Part { .. }
            | Use::RuntimeCrate { .. }
            | Use::Runtime { .. } => false,
        });
        brings_in.then_some(inner)
    }

    /// The path of a part's root from here.
    pub(crate) fn part_path(self, part: Part) -> TokenStream {
        match &self.model.layout {
            Layout::Crates { .. } if part == self.part => quote!(crate),
            Layout::Crates { .. } => {
                let library = text_ident(&self.model.library(part));
                quote!(::#library)
            }
            Layout::Modules { .. } => {
                let up = std::iter::repeat_n(quote!(super), self.depth + 1);
                let module = text_ident(part.module());
                quote!(#(#up::)* #module)
            }
        }
    }

    pub(crate) fn option(self) -> TokenStream {
        self.std(quote!(::core::option::), quote!(Option))
    }

    pub(crate) fn some(self) -> TokenStream {
        self.std(quote!(::core::option::Option::), quote!(Some))
    }

    pub(crate) fn none(self) -> TokenStream {
        self.std(quote!(::core::option::Option::), quote!(None))
    }

    pub(crate) fn ok(self) -> TokenStream {
        self.std(quote!(::core::result::Result::), quote!(Ok))
    }

    pub(crate) fn string(self) -> TokenStream {
        self.std(quote!(::std::string::), quote!(String))
    }

    pub(crate) fn vec(self) -> TokenStream {
        self.std(quote!(::std::vec::), quote!(Vec))
    }

    pub(crate) fn boxed(self) -> TokenStream {
        self.std(quote!(::std::boxed::), quote!(Box))
    }

    pub(crate) fn trait_from(self) -> TokenStream {
        self.std(quote!(::core::convert::), quote!(From))
    }

    pub(crate) fn trait_default(self) -> TokenStream {
        self.std(quote!(::core::default::), quote!(Default))
    }

    pub(crate) fn trait_into(self) -> TokenStream {
        self.std(quote!(::core::convert::), quote!(Into))
    }

    /// `Future`, which only the prelude of edition 2024 has; a file of modules may be of any.
    pub(crate) fn future(self) -> TokenStream {
        match self.model.layout {
            Layout::Crates { .. } => self.std(quote!(::core::future::), quote!(Future)),
            Layout::Modules { .. } => quote!(::core::future::Future),
        }
    }

    fn std(self, path: TokenStream, name: TokenStream) -> TokenStream {
        match self.prelude {
            Prelude::Short => name,
            Prelude::Absolute => quote!(#path #name),
        }
    }
}

/// The names of the types that a module declares.
pub(crate) fn declared_in(module: &Module) -> impl Iterator<Item = &RustIdent> {
    module.items.iter().flat_map(Item::declared)
}

/// The one place where an identifier becomes a token.
pub(crate) fn ident(ident: &RustIdent) -> Ident {
    if ident.is_raw() {
        Ident::new_raw(ident.plain(), Span::call_site())
    } else {
        Ident::new(ident.plain(), Span::call_site())
    }
}

impl ToTokens for RustIdent {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        ident(self).to_tokens(tokens);
    }
}

/// An identifier that is our own or a library's name, which the planner made of words.
fn text_ident(text: &str) -> Ident {
    Ident::new(text, Span::call_site())
}
