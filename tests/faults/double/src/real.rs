//! The module behind the double.

use std::{env, path::PathBuf, ptr, sync::LazyLock};

use cryptoki_sys::{CK_FUNCTION_LIST, CK_RV, CKR_OK};
use libloading::{Library, Symbol};

/// Where Debian and its relatives put SoftHSM.
const SOFTHSM: [&str; 5] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
];

struct Real {
    // Unloading it would leave the functions without their code.
    _library: Library,
    functions: CK_FUNCTION_LIST,
}

static REAL: LazyLock<Option<Real>> = LazyLock::new(load);

fn path() -> Option<PathBuf> {
    let named = env::var_os("CHANCERY_DOUBLE_MODULE").map(PathBuf::from);
    let installed = || SOFTHSM.map(PathBuf::from).into_iter().find(|p| p.is_file());
    named.or_else(installed)
}

fn load() -> Option<Real> {
    type GetFunctionList = unsafe extern "C" fn(*mut *mut CK_FUNCTION_LIST) -> CK_RV;
    let path = path()?;
    // SAFETY: a module runs code of its own when it is linked; that is what the caller wants.
    let library = unsafe { Library::new(path) }.ok()?;
    let mut list = ptr::null_mut();
    // SAFETY: the standard gives this function this type, and a list that stays.
    let functions = unsafe {
        let function: Symbol<'_, GetFunctionList> = library.get(b"C_GetFunctionList").ok()?;
        if function(&raw mut list) != CKR_OK || list.is_null() {
            return None;
        }
        *list
    };
    Some(Real {
        _library: library,
        functions,
    })
}

/// The functions of the real module; `None` if it does not load.
pub(crate) fn functions() -> Option<&'static CK_FUNCTION_LIST> {
    REAL.as_ref().map(|real| &real.functions)
}
