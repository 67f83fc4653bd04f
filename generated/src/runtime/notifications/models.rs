//! How the models of notifications are described: by a table of their fields.

/// Implements what a model needs besides `Debug`, which is derived where a field hides what it holds.
macro_rules! model {
    ($model:ident = $name:literal { $($wire:literal => $kind:ident($field:ident),)* }) => {
        impl $crate::runtime::Model for $model {
            fn type_info(&self) -> &'static $crate::runtime::TypeInfo {
                &$crate::runtime::TypeInfo { name: $name, fields: &[$($wire),*] }
            }

            fn field(&self, index: usize) -> $crate::runtime::Field<'_> {
                let fields = [$($crate::runtime::Field::$kind(&self.$field)),*];
                fields.into_iter().nth(index).unwrap_or($crate::runtime::Field::Extra(&self.extra))
            }

            fn field_mut(&mut self, index: usize) -> $crate::runtime::FieldMut<'_> {
                let fields = [$($crate::runtime::FieldMut::$kind(&mut self.$field)),*];
                fields.into_iter().nth(index).unwrap_or($crate::runtime::FieldMut::Extra(&mut self.extra))
            }
        }

        $crate::runtime::model_impls_without_debug!($model);
    };
}
pub(super) use model;
