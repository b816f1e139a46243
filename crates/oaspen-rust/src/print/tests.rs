//! Where empty lines go.

use quote::quote;

use super::item;

#[test]
fn functions_stand_apart_and_documentation_holds_together() {
    let printed = item(quote! {
        trait Api {
            #[doc = " Ends in a semicolon;"]
            #[doc = " and goes on."]
            fn first(&self);
            #[doc = " Another."]
            fn second(&self);
        }
    });
    insta::assert_snapshot!(printed, @r"
    trait Api {
        /// Ends in a semicolon;
        /// and goes on.
        fn first(&self);

        /// Another.
        fn second(&self);
    }
    ");
}
