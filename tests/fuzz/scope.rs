//! The scope extension.

use chancery_pki::AgentScope;

/// What is understood is written back as the very same bytes.
pub(crate) fn reads(bytes: &[u8]) {
    let Ok(scope) = AgentScope::from_der(bytes) else {
        return;
    };
    assert_eq!(scope.to_der().as_deref(), Ok(bytes));
}
