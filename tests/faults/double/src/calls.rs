//! The functions that a caller sees.
//!
//! Those that no script needs are the real module's own.

use std::{
    ffi::c_void,
    ptr,
    sync::{
        LazyLock,
        atomic::{AtomicBool, Ordering},
    },
};

use cryptoki_sys::*;

use crate::{control, real::functions, script::Act};

/// Calls the real function.
macro_rules! real {
    ($name:ident($($argument:expr),* $(,)?)) => {
        match functions().and_then(|functions| functions.$name) {
            // SAFETY: the arguments are the caller's, handed on.
            Some(function) => unsafe { function($($argument),*) },
            None => CKR_FUNCTION_NOT_SUPPORTED,
        }
    };
}

/// Functions that work on a session, or on the module.
macro_rules! handed_on {
    ($($name:ident($($argument:ident: $type:ty),*);)*) => {
        $(#[allow(non_snake_case, reason = "the standard's name")]
        unsafe extern "C" fn $name($($argument: $type),*) -> CK_RV {
            around(stringify!($name), || real!($name($($argument),*)))
        })*

        fn watch_sessions(list: &mut CK_FUNCTION_LIST) {
            $(list.$name = Some($name);)*
        }
    };
}

/// Functions that work on a slot: their first argument is its number.
macro_rules! on_a_slot {
    ($($name:ident($($argument:ident: $type:ty),*);)*) => {
        $(#[allow(non_snake_case, reason = "the standard's name")]
        unsafe extern "C" fn $name(slot: CK_SLOT_ID, $($argument: $type),*) -> CK_RV {
            let slot = slot.wrapping_sub(control::token().slot_offset);
            around(stringify!($name), || real!($name(slot, $($argument),*)))
        })*

        fn watch_slots(list: &mut CK_FUNCTION_LIST) {
            $(list.$name = Some($name);)*
        }
    };
}

handed_on! {
    C_Initialize(arguments: *mut c_void);
    C_Finalize(reserved: *mut c_void);
    C_InitPIN(session: CK_SESSION_HANDLE, pin: *mut CK_UTF8CHAR, len: CK_ULONG);
    C_SetPIN(session: CK_SESSION_HANDLE, old: *mut CK_UTF8CHAR, old_len: CK_ULONG,
             new: *mut CK_UTF8CHAR, new_len: CK_ULONG);
    C_CloseSession(session: CK_SESSION_HANDLE);
    C_GetSessionInfo(session: CK_SESSION_HANDLE, info: *mut CK_SESSION_INFO);
    C_Logout(session: CK_SESSION_HANDLE);
    C_CreateObject(session: CK_SESSION_HANDLE, template: *mut CK_ATTRIBUTE, len: CK_ULONG,
                   object: *mut CK_OBJECT_HANDLE);
    C_CopyObject(session: CK_SESSION_HANDLE, object: CK_OBJECT_HANDLE,
                 template: *mut CK_ATTRIBUTE, len: CK_ULONG, copy: *mut CK_OBJECT_HANDLE);
    C_DestroyObject(session: CK_SESSION_HANDLE, object: CK_OBJECT_HANDLE);
    C_GetAttributeValue(session: CK_SESSION_HANDLE, object: CK_OBJECT_HANDLE,
                        template: *mut CK_ATTRIBUTE, len: CK_ULONG);
    C_SetAttributeValue(session: CK_SESSION_HANDLE, object: CK_OBJECT_HANDLE,
                        template: *mut CK_ATTRIBUTE, len: CK_ULONG);
    C_FindObjectsInit(session: CK_SESSION_HANDLE, template: *mut CK_ATTRIBUTE, len: CK_ULONG);
    C_FindObjectsFinal(session: CK_SESSION_HANDLE);
    C_SignInit(session: CK_SESSION_HANDLE, mechanism: *mut CK_MECHANISM, key: CK_OBJECT_HANDLE);
    C_Sign(session: CK_SESSION_HANDLE, data: *mut CK_BYTE, len: CK_ULONG,
           signature: *mut CK_BYTE, signature_len: *mut CK_ULONG);
    C_SignUpdate(session: CK_SESSION_HANDLE, part: *mut CK_BYTE, len: CK_ULONG);
    C_SignFinal(session: CK_SESSION_HANDLE, signature: *mut CK_BYTE, signature_len: *mut CK_ULONG);
    C_GenerateKeyPair(session: CK_SESSION_HANDLE, mechanism: *mut CK_MECHANISM,
                      public: *mut CK_ATTRIBUTE, public_len: CK_ULONG,
                      private: *mut CK_ATTRIBUTE, private_len: CK_ULONG,
                      public_key: *mut CK_OBJECT_HANDLE, private_key: *mut CK_OBJECT_HANDLE);
    C_WrapKey(session: CK_SESSION_HANDLE, mechanism: *mut CK_MECHANISM,
              wrapping: CK_OBJECT_HANDLE, key: CK_OBJECT_HANDLE,
              wrapped: *mut CK_BYTE, wrapped_len: *mut CK_ULONG);
    C_UnwrapKey(session: CK_SESSION_HANDLE, mechanism: *mut CK_MECHANISM,
                unwrapping: CK_OBJECT_HANDLE, wrapped: *mut CK_BYTE, wrapped_len: CK_ULONG,
                template: *mut CK_ATTRIBUTE, len: CK_ULONG, key: *mut CK_OBJECT_HANDLE);
    C_GenerateRandom(session: CK_SESSION_HANDLE, random: *mut CK_BYTE, len: CK_ULONG);
}

on_a_slot! {
    C_GetSlotInfo(info: *mut CK_SLOT_INFO);
    C_GetMechanismList(mechanisms: *mut CK_MECHANISM_TYPE, len: *mut CK_ULONG);
    C_GetMechanismInfo(mechanism: CK_MECHANISM_TYPE, info: *mut CK_MECHANISM_INFO);
    C_InitToken(pin: *mut CK_UTF8CHAR, len: CK_ULONG, label: *mut CK_UTF8CHAR);
    C_OpenSession(flags: CK_FLAGS, application: *mut c_void, notify: CK_NOTIFY,
                  session: *mut CK_SESSION_HANDLE);
    C_CloseAllSessions();
}

#[allow(non_snake_case, reason = "the standard's name")]
unsafe extern "C" fn C_GetSlotList(
    present: CK_BBOOL,
    list: *mut CK_SLOT_ID,
    len: *mut CK_ULONG,
) -> CK_RV {
    let token = control::token();
    around("C_GetSlotList", || {
        let answer = real!(C_GetSlotList(present, list, len));
        if answer != CKR_OK {
            return answer;
        }
        // SAFETY: the real module took both pointers, and wrote `len` numbers.
        unsafe {
            if token.unplugged && present == CK_TRUE {
                *len = 0;
            } else if !list.is_null() {
                let count = usize::try_from(*len).expect("a count of slots");
                for slot in std::slice::from_raw_parts_mut(list, count) {
                    *slot = slot.wrapping_add(token.slot_offset);
                }
            }
        }
        CKR_OK
    })
}

#[allow(non_snake_case, reason = "the standard's name")]
unsafe extern "C" fn C_GetTokenInfo(slot: CK_SLOT_ID, info: *mut CK_TOKEN_INFO) -> CK_RV {
    let token = control::token();
    let slot = slot.wrapping_sub(token.slot_offset);
    around("C_GetTokenInfo", || {
        let answer = real!(C_GetTokenInfo(slot, info));
        if answer != CKR_OK {
            return answer;
        }
        // SAFETY: the real module has just written there.
        let info = unsafe { &mut *info };
        if token.pinpad.is_some() {
            info.flags |= CKF_PROTECTED_AUTHENTICATION_PATH;
        }
        if let Some(maker) = &token.maker {
            info.manufacturerID = padded(maker);
        }
        answer
    })
}

/// A text of a fixed length is filled with blanks.
fn padded<const LEN: usize>(text: &str) -> [u8; LEN] {
    let mut field = [b' '; LEN];
    let taken = text.len().min(LEN);
    field[..taken].copy_from_slice(&text.as_bytes()[..taken]);
    field
}

#[allow(non_snake_case, reason = "the standard's name")]
unsafe extern "C" fn C_Login(
    session: CK_SESSION_HANDLE,
    user: CK_USER_TYPE,
    pin: *mut CK_UTF8CHAR,
    len: CK_ULONG,
) -> CK_RV {
    let typed = control::token().pinpad;
    around("C_Login", || match &typed {
        Some(typed) if pin.is_null() => {
            let len = CK_ULONG::try_from(typed.len()).expect("a PIN is short");
            real!(C_Login(session, user, typed.as_ptr().cast_mut(), len))
        }
        _ => real!(C_Login(session, user, pin, len)),
    })
}

#[allow(non_snake_case, reason = "the standard's name")]
unsafe extern "C" fn C_FindObjects(
    session: CK_SESSION_HANDLE,
    objects: *mut CK_OBJECT_HANDLE,
    room: CK_ULONG,
    found: *mut CK_ULONG,
) -> CK_RV {
    struct Found(*mut CK_ULONG);
    let found = Found(found);
    let answer = around("C_FindObjects", || {
        real!(C_FindObjects(session, objects, room, found.0))
    });
    if answer == NOTHING {
        // SAFETY: the caller gives a place for the count.
        unsafe { *found.0 = 0 };
        return CKR_OK;
    }
    answer
}

/// Stands for "nothing was found" inside the double; no module answers so.
const NOTHING: CK_RV = CK_RV::MAX;

fn around(function: &str, real: impl FnOnce() -> CK_RV) -> CK_RV {
    let act = control::next(function);
    let answer = removed(function).unwrap_or_else(|| match act {
        None => real(),
        Some(Act::Answer(answer)) => answer,
        Some(Act::Nothing) => NOTHING,
        Some(Act::AnswerAfter(answer)) => {
            real();
            answer
        }
        Some(Act::Hang) => {
            control::hang();
            real()
        }
        Some(Act::Finalize) => {
            real!(C_Finalize(ptr::null_mut()));
            real()
        }
        Some(Act::Restart) => {
            restart();
            real()
        }
    });
    control::record(function, if answer == NOTHING { CKR_OK } else { answer });
    answer
}

fn restart() {
    real!(C_Finalize(ptr::null_mut()));
    let mut arguments = CK_C_INITIALIZE_ARGS {
        flags: CKF_OS_LOCKING_OK,
        ..CK_C_INITIALIZE_ARGS::default()
    };
    real!(C_Initialize((&raw mut arguments).cast()));
}

/// What a call answers while no token is plugged in.
fn removed(function: &str) -> Option<CK_RV> {
    static CLOSED: AtomicBool = AtomicBool::new(false);
    if !control::token().unplugged {
        CLOSED.store(false, Ordering::SeqCst);
        return None;
    }
    if !CLOSED.swap(true, Ordering::SeqCst) {
        close_all();
    }
    match function {
        "C_Initialize" | "C_Finalize" | "C_GetSlotList" | "C_GetSlotInfo" => None,
        "C_GetTokenInfo" | "C_GetMechanismList" | "C_GetMechanismInfo" | "C_InitToken"
        | "C_OpenSession" | "C_CloseAllSessions" => Some(CKR_TOKEN_NOT_PRESENT),
        _ => Some(CKR_DEVICE_REMOVED),
    }
}

fn close_all() {
    let mut slots = [0; 64];
    let mut len = CK_ULONG::try_from(slots.len()).expect("a small number");
    if real!(C_GetSlotList(CK_TRUE, slots.as_mut_ptr(), &raw mut len)) == CKR_OK {
        let count = usize::try_from(len).expect("at most as many as there is room for");
        for slot in slots.iter().take(count) {
            real!(C_CloseAllSessions(*slot));
        }
    }
}

static LIST: LazyLock<Option<CK_FUNCTION_LIST>> = LazyLock::new(|| {
    let mut list = *functions()?;
    watch_sessions(&mut list);
    watch_slots(&mut list);
    list.C_GetFunctionList = Some(C_GetFunctionList);
    list.C_GetSlotList = Some(C_GetSlotList);
    list.C_GetTokenInfo = Some(C_GetTokenInfo);
    list.C_Login = Some(C_Login);
    list.C_FindObjects = Some(C_FindObjects);
    Some(list)
});

/// The way into the module.
///
/// # Safety
///
/// `list` must point to a pointer that can be written, as the standard says.
// SAFETY: no other function of a program has this name, but those of modules,
// which are linked with names of their own.
#[allow(non_snake_case, reason = "the standard's name")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn C_GetFunctionList(list: *mut *mut CK_FUNCTION_LIST) -> CK_RV {
    control::hang_at_entry();
    match (LIST.as_ref(), list.is_null()) {
        (_, true) => CKR_ARGUMENTS_BAD,
        (None, _) => CKR_GENERAL_ERROR,
        (Some(ours), false) => {
            // SAFETY: checked not to be null; callers only read the list.
            unsafe { *list = ptr::from_ref(ours).cast_mut() };
            CKR_OK
        }
    }
}
