//! What goes by a name in tables, in JSON and in the database.

/// An enum whose variants have a name each, and the list of them. The names are kept: one that is
/// changed no longer reads what was written before.
macro_rules! named {
    (
        $(#[$about:meta])*
        pub enum $of:ident {
            $($(#[$doc:meta])* $variant:ident = $name:literal,)+
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $of {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)+
        }

        impl $of {
            pub const ALL: [$of; [$($name),+].len()] = [$($of::$variant),+];

            pub fn name(self) -> &'static str {
                match self {
                    $($of::$variant => $name,)+
                }
            }

            pub fn parse(name: &str) -> Option<$of> {
                match name {
                    $($name => Some($of::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

pub(super) use named;
