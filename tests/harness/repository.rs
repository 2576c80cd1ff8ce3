//! The repository itself: its packages as cargo sees them, its files as git does.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    process::Command,
};

use serde::Deserialize;

use crate::built;

/// What `cargo metadata` tells of the workspace on this platform.
#[derive(Debug, Deserialize)]
pub struct Workspace {
    packages: Vec<Package>,
    workspace_members: BTreeSet<String>,
    workspace_default_members: BTreeSet<String>,
    resolve: Resolve,
}

/// A package: one of ours or one from the registry.
#[derive(Debug, Deserialize)]
pub struct Package {
    id: String,
    /// Its name.
    pub name: String,
    /// Its Cargo.toml.
    pub manifest_path: PathBuf,
    /// What it asks for in its Cargo.toml.
    pub dependencies: Vec<Dependency>,
}

/// A dependency as it is declared.
#[derive(Debug, Deserialize)]
pub struct Dependency {
    /// Name of the package that is wanted.
    pub name: String,
    /// `None` for an ordinary one, else `dev` or `build`.
    pub kind: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
struct Node {
    id: String,
    deps: Vec<Edge>,
}

#[derive(Debug, Deserialize)]
struct Edge {
    pkg: String,
    dep_kinds: Vec<EdgeKind>,
}

#[derive(Debug, Deserialize)]
struct EdgeKind {
    kind: Option<String>,
}

impl Workspace {
    /// Asks cargo; nothing is downloaded that this platform doesn't need.
    pub fn read() -> Self {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let platform = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
        let json = output(Command::new(cargo).args([
            "metadata",
            "--format-version=1",
            "--locked",
            "--filter-platform",
            &platform,
        ]));
        serde_json::from_str(&json).expect("the format of cargo metadata")
    }

    /// Our own packages.
    pub fn members(&self) -> impl Iterator<Item = &Package> {
        self.packages
            .iter()
            .filter(|package| self.workspace_members.contains(&package.id))
    }

    /// Names of the packages that a plain `cargo build` builds.
    pub fn default_members(&self) -> BTreeSet<&str> {
        self.members()
            .filter(|package| self.workspace_default_members.contains(&package.id))
            .map(|package| package.name.as_str())
            .collect()
    }

    /// Names of all packages that end up in a program with `package`: its
    /// ordinary dependencies, theirs, and so on.
    pub fn linked_with(&self, package: &Package) -> BTreeSet<&str> {
        let nodes: BTreeMap<_, _> = self
            .resolve
            .nodes
            .iter()
            .map(|node| (node.id.as_str(), node))
            .collect();
        let mut reached = BTreeSet::new();
        let mut open = vec![package.id.as_str()];
        while let Some(id) = open.pop() {
            let edges = nodes.get(id).map_or(&[][..], |node| &node.deps);
            for edge in edges.iter().filter(|edge| edge.is_linked()) {
                if reached.insert(edge.pkg.as_str()) {
                    open.push(&edge.pkg);
                }
            }
        }
        let reached = |package: &&Package| reached.contains(package.id.as_str());
        self.packages
            .iter()
            .filter(reached)
            .map(|package| package.name.as_str())
            .collect()
    }
}

impl Package {
    /// The name without the prefix that all of ours share.
    pub fn short_name(&self) -> &str {
        self.name.strip_prefix("chancery-").unwrap_or(&self.name)
    }
}

impl Dependency {
    /// Whether it is only there for the package's own tests and benches.
    pub fn is_for_tests(&self) -> bool {
        self.kind.as_deref() == Some("dev")
    }
}

impl Edge {
    fn is_linked(&self) -> bool {
        self.dep_kinds.iter().any(|kind| kind.kind.is_none())
    }
}

/// Every file that is in git or would be after `git add`, relative to the root.
pub fn files() -> Vec<PathBuf> {
    let listed = output(Command::new("git").args([
        // In a container the checkout may be somebody else's.
        "-c",
        "safe.directory=*",
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
        "-z",
    ]));
    listed
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(PathBuf::from)
        .filter(|path| built::repository().join(path).is_file())
        .collect()
}

fn output(command: &mut Command) -> String {
    let program = command.get_program().to_owned();
    let output = command
        .current_dir(built::repository())
        .output()
        .unwrap_or_else(|problem| panic!("starting {}: {problem}", program.display()));
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{}: {complaint}",
        program.display()
    );
    String::from_utf8(output.stdout).expect("UTF-8")
}
