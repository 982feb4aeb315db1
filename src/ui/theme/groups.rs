//! Groups of values of a theme: each says within which numbers it makes sense, and has a twin for files that say something
//! of some of its fields alone.

macro_rules! groups {
    ($(
        $(#[$about:meta])*
        $vis:vis struct $name:ident / $said:ident in $range:expr => {
            $( $(#[$about_field:meta])* $field_vis:vis $field:ident: $kind:ty, )*
        }
    )*) => { $(
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        $vis struct $name { $( $(#[$about_field])* $field_vis $field: $kind, )* }

        #[doc = concat!("What a file says of [`", stringify!($name), "`].")]
        #[derive(Debug, Default, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub(super) struct $said { $( $field: Option<<$kind as Change>::Said>, )* }

        impl Change for $name {
            type Said = $said;

            fn change(&mut self, said: $said, _: &Range) -> Result<(), Wrong> {
                $( if let Some(said) = said.$field {
                    self.$field.change(said, &$range).map_err(|wrong| wrong.within(stringify!($field)))?;
                } )*
                Ok(())
            }
        }
    )* };
}

pub(super) use groups;
