//! Making a practice workspace: tokens, keys, certificates, founding, first CRLs and checkpoint.
//!
//! Everything is made in a folder beside the wanted one, and renamed when it is whole: a crash
//! or a full disk leaves nothing that could be taken for a workspace.

mod found;
mod tokens;

use std::{
    fs,
    path::{Path, PathBuf},
};

use chancery_domain::Utc;
use chancery_token::practice;

use super::{
    OnProgress, Parked, Paths, Workspace,
    open::{self, Loaded},
};
use crate::{Error, view::ProgressView};

/// Steps that progress is told of.
const STEPS: u64 = 6;

/// Makes a practice workspace at `dir` and opens it. `parked` is what a workspace left that this
/// process had open before.
pub fn create_practice(
    dir: &Path,
    parked: Parked,
    now: Utc,
    on_progress: OnProgress<'_>,
) -> Result<Workspace, Error> {
    let building = Building::begin(dir)?;
    let mut steps = Steps {
        on_progress,
        done: 0,
    };
    fs::create_dir(building.paths.tokens())
        .map_err(Error::io("making the folder", building.paths.tokens()))?;
    let loaded = match parked.0 {
        Some(loaded) => {
            practice::reopen(&loaded.practice, &building.paths.tokens())?;
            loaded
        }
        None => Loaded::only(practice::open(&building.paths.tokens())?),
    };
    let made = tokens::make(&loaded.practice, &building.paths, &mut steps)?;
    let workspace = found::found(loaded, building.paths.clone(), made, now, &mut steps)?;
    let parked = workspace.close();
    building.finish(dir)?;
    let opened = open::open_with(dir, parked, now)?;
    steps.step("setup.done", "")?;
    Ok(opened.workspace)
}

/// Tells of progress; an answer of `false` cancels.
pub(super) struct Steps<'a> {
    on_progress: OnProgress<'a>,
    done: u64,
}

impl Steps<'_> {
    /// A new step begins.
    pub(super) fn step(&mut self, step: &str, subject: &str) -> Result<(), Error> {
        self.tell(step, subject)?;
        self.done += 1;
        Ok(())
    }

    /// The step goes on with another subject.
    pub(super) fn tell(&mut self, step: &str, subject: &str) -> Result<(), Error> {
        let progress = ProgressView {
            step: step.to_owned(),
            subject: subject.to_owned(),
            done: self.done.min(STEPS),
            total: STEPS,
        };
        if (self.on_progress)(progress) {
            Ok(())
        } else {
            Err(Error::Cancelled)
        }
    }
}

/// The folder in which a workspace is being made. Dropped unfinished, it goes.
pub(super) struct Building {
    paths: Paths,
    finished: bool,
}

impl Building {
    pub(super) fn begin(dir: &Path) -> Result<Self, Error> {
        refuse_taken(dir)?;
        let root = beside(dir)?;
        let parent = root.parent().expect("a folder beside another has a parent");
        fs::create_dir_all(parent).map_err(Error::io("making the folder", parent))?;
        fs::create_dir(&root).map_err(Error::io("making the folder", &root))?;
        Ok(Self {
            paths: Paths::new(&root),
            finished: false,
        })
    }

    pub(super) fn root(&self) -> &Path {
        self.paths.root()
    }

    pub(super) fn finish(mut self, dir: &Path) -> Result<(), Error> {
        if dir.is_dir() {
            // Only an empty one: refuse_taken looked, and remove_dir takes no other.
            fs::remove_dir(dir).map_err(|_| Error::FolderTaken {
                path: dir.to_owned(),
            })?;
        }
        fs::rename(self.paths.root(), dir)
            .map_err(Error::io("renaming the new workspace to", dir))?;
        self.finished = true;
        Ok(())
    }
}

impl Drop for Building {
    fn drop(&mut self) {
        if !self.finished {
            // Nothing to be done if this fails: the name says what the folder is.
            let _ = fs::remove_dir_all(self.paths.root());
        }
    }
}

fn refuse_taken(dir: &Path) -> Result<(), Error> {
    let taken = match fs::read_dir(dir) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => true,
        Err(error) => return Err(Error::io("opening the folder", dir)(error)),
    };
    if taken {
        Err(Error::FolderTaken {
            path: dir.to_owned(),
        })
    } else {
        Ok(())
    }
}

fn beside(dir: &Path) -> Result<PathBuf, Error> {
    let absolute = std::path::absolute(dir).map_err(Error::io("finding the folder", dir))?;
    let name = absolute
        .file_name()
        .ok_or_else(|| Error::FolderTaken {
            path: dir.to_owned(),
        })?
        .to_string_lossy()
        .into_owned();
    Ok(absolute.with_file_name(format!(".{name}.unfinished-{}", std::process::id())))
}
