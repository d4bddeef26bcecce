//! The table of conversations: a line makes the variant and what it asks, takes and is called.

/// `Variant(it: Type) = "name"`. The type has `question`, `step` and `takes`; a variant that keeps
/// nothing has them at a type of its own name. The name stands in the database: one that is changed
/// ends the conversations that wait there.
macro_rules! flows {
    (
        $(#[$about:meta])*
        $of:ident {
            $($(#[$doc:meta])* $flow:ident $(($it:ident: $type:ty))? = $name:literal,)+
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        pub enum $of {
            $($(#[$doc])* #[serde(rename = $name)] $flow $(($type))?,)+
        }

        impl $of {
            /// The one question of this state, in the reader's language.
            pub fn question(&self, world: &World) -> Say {
                match self {
                    $($of::$flow $(($it))? => flows!(@ $flow $($it)?).question(world),)+
                }
            }

            /// What an answer means here. Taps of the current question arrive as [`Answer::Key`].
            pub fn step(&self, answer: &Answer, world: &World) -> Next {
                match self {
                    $($of::$flow $(($it))? => flows!(@ $flow $($it)?).step(answer, world),)+
                }
            }

            /// What answers the question of this state.
            fn takes(&self) -> Takes {
                match self {
                    $($of::$flow $(($it))? => flows!(@ $flow $($it)?).takes(),)+
                }
            }

            /// For logs and metrics.
            pub fn name(&self) -> &'static str {
                match self {
                    $($of::$flow { .. } => $name,)+
                }
            }
        }
    };
    (@ $flow:ident $it:ident) => { $it };
    (@ $flow:ident) => { $flow };
}

pub(super) use flows;
