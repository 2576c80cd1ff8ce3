//! The folder that steers the double, as a test sees it.

use std::{
    env, fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use crate::{
    answers,
    control::{CALLS, CLOSED, FOLDER, SCRIPT},
};

const FILE_NAME: &str = "libchancery_double.so";

/// The folder by which a test steers the double.
#[derive(Debug, Clone)]
pub struct Double {
    folder: PathBuf,
}

/// A call that was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// As the standard spells it: `C_Sign`.
    pub function: String,
    /// What it answered, by name.
    pub answer: String,
}

impl Double {
    /// Steers through `folder`, which must exist.
    pub fn in_folder(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    /// Steers through the folder that this process was started with.
    pub fn of_this_process() -> Option<Self> {
        env::var_os(FOLDER).map(|folder| Self::in_folder(Path::new(&folder)))
    }

    /// What a process that loads the double must have in its environment.
    pub fn variable(&self) -> (&'static str, &Path) {
        (FOLDER, &self.folder)
    }

    /// Where the shared library is.
    pub fn library() -> PathBuf {
        if let Some(path) = env::var_os("CHANCERY_PKCS11_DOUBLE") {
            return PathBuf::from(path);
        }
        let program = env::current_exe().expect("a program has a path");
        program.with_file_name(FILE_NAME)
    }

    /// Replaces the script. Counting starts anew if its text is another.
    pub fn obey(&self, script: &str) {
        let beside = self.folder.join("script.new");
        fs::write(&beside, script).expect("the folder of the double takes a script");
        fs::rename(&beside, self.folder.join(SCRIPT)).expect("in one folder");
    }

    /// Removes the script: every call is handed on, and calls that hang go on.
    pub fn lift(&self) {
        remove(&self.folder.join(SCRIPT));
    }

    /// Keeps whoever calls C_GetFunctionList from now on.
    pub fn close_entry(&self) {
        fs::write(self.folder.join(CLOSED), "").expect("the folder of the double takes a file");
    }

    /// Lets them go on.
    pub fn open_entry(&self) {
        remove(&self.folder.join(CLOSED));
    }

    /// Records calls from now on, and forgets those recorded before.
    pub fn record(&self) {
        fs::write(self.folder.join(CALLS), "").expect("the folder of the double takes a file");
    }

    /// What was recorded. Recording ends.
    pub fn recorded(&self) -> Vec<Call> {
        let path = self.folder.join(CALLS);
        let text = fs::read_to_string(&path).expect("recording was asked for");
        remove(&path);
        text.lines().map(Call::read).collect()
    }
}

impl Call {
    fn read(line: &str) -> Self {
        let (function, answer) = line.split_once(' ').expect("two words a line");
        let code = answers::code_of(answer).expect("a number");
        Self {
            function: function.to_owned(),
            answer: answers::name_of(code),
        }
    }
}

fn remove(path: &Path) {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            panic!("{}: {error}", path.display());
        }
        _ => {}
    }
}
