//! Tables of buttons: a line makes the variant of an enum, its string and what reads it back.

use std::str::FromStr;

/// A line of a table: what a string is called, and how many arguments it has.
pub struct TapShape {
    pub group: &'static str,
    pub name: &'static str,
    pub args: usize,
}

/// `Variant(argument: Type) = "name"` in groups. A string is `name:argument`; two arguments have a
/// point between them, so that only the last may be a text. Of `also` the string is told in words,
/// and it is read back by whoever asks for it.
macro_rules! taps {
    (
        $(#[$doc:meta])*
        $of:ident {
            $($group:ident {
                $(
                    $(#[$about:meta])*
                    $name:ident $(($($arg:ident: $type:ty),+))? = $string:literal,
                )+
            })+
            $(
                $(#[$also_about:meta])*
                also $also:ident($($also_arg:ident: $also_type:ty),+) = $also_parts:expr
            )?
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $of {
            $($($(#[$about])* $name $(($($type),+))?,)+)+
            $($(#[$also_about])* $also($($also_type),+),)?
        }

        impl $of {
            /// Each line of the table.
            pub const SHAPES: &'static [$crate::chat::taps::TapShape] = &[
                $($($crate::chat::taps::TapShape {
                    group: stringify!($group),
                    name: $string,
                    args: <[&str]>::len(&[$($(stringify!($arg)),+)?]),
                },)+)+
            ];

            pub(super) fn parts(&self) -> (&'static str, String) {
                match self {
                    $($($of::$name $(($($arg),+))? => {
                        let args: &[String] = &[$($($arg.to_string()),+)?];
                        ($string, args.join("."))
                    })+)+
                    $($of::$also($($also_arg),+) => $also_parts,)?
                }
            }

            pub(super) fn parse(name: &str, arg: &str) -> Option<$of> {
                match name {
                    $($($string => {
                        $(let mut args = arg.splitn([$(stringify!($arg)),+].len(), '.');)?
                        Some($of::$name $(($(read::<$type>(args.next())?),+))?)
                    })+)+
                    _ => None,
                }
            }
        }
    };
}

/// One argument of a tap; none is empty.
pub(super) fn read<T: FromStr>(arg: Option<&str>) -> Option<T> {
    arg.filter(|it| !it.is_empty())?.parse().ok()
}

pub(super) use taps;
