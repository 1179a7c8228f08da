//! A name means one thing: no two modules define a type of the same name.

use std::collections::BTreeMap;

use super::source::Source;

/// Names of several types all the same, and why.
const ALLOWED: &[(&str, &str)] = &[];

#[test]
fn a_type_name_is_defined_once() {
    let source = Source::of_the_crate();
    let mut files: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for module in source.modules.values() {
        for name in &module.types {
            files.entry(name).or_default().push(&module.file);
        }
    }
    assert!(files.len() > 200, "only {} types were found", files.len());
    files.retain(|_, files| files.len() > 1);

    let listed: Vec<&str> = ALLOWED.iter().map(|(name, _)| *name).collect();
    let new: BTreeMap<_, _> = files
        .iter()
        .filter(|(name, _)| !listed.contains(name))
        .collect();
    assert!(new.is_empty(), "defined more than once: {new:#?}");
    let gone: Vec<_> = listed
        .iter()
        .filter(|name| !files.contains_key(*name))
        .collect();
    assert!(
        gone.is_empty(),
        "to be struck from the lists in tests/cyxth/house/layering/names.rs: {gone:?}"
    );
}
