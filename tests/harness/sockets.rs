//! Which network sockets a program holds.

use std::{collections::BTreeMap, fs, path::Path};

use crate::processes;

/// The tables of AF_INET and AF_INET6 sockets under `/proc/ID/net`.
const TABLES: &[&str] = &[
    "tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "raw", "raw6", "icmp", "icmp6",
];

/// The column that holds the inode in every one of [`TABLES`].
const INODE_COLUMN: usize = 9;

/// Every AF_INET or AF_INET6 socket of `root` and of all that it started, as
/// `process 12 (name): tcp 0100007F:1F90`.
pub fn inet(root: u32) -> Vec<String> {
    processes::tree(root)
        .into_iter()
        .flat_map(inet_of_one)
        .collect()
}

fn inet_of_one(id: u32) -> Vec<String> {
    let known = table(id);
    let name = processes::name_of(id).unwrap_or_default();
    socket_inodes(id)
        .into_iter()
        .filter_map(|inode| known.get(&inode))
        .map(|socket| format!("process {id} ({name}): {socket}"))
        .collect()
}

/// AF_INET and AF_INET6 sockets in the process's own network namespace, by inode.
fn table(id: u32) -> BTreeMap<u64, String> {
    TABLES
        .iter()
        .flat_map(|kind| {
            let rows = fs::read_to_string(format!("/proc/{id}/net/{kind}")).unwrap_or_default();
            rows.lines()
                .skip(1)
                .filter_map(|row| socket_row(kind, row))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn socket_row(kind: &str, row: &str) -> Option<(u64, String)> {
    let columns: Vec<_> = row.split_whitespace().collect();
    let inode = columns.get(INODE_COLUMN)?.parse().ok()?;
    Some((inode, format!("{kind} {}", columns.get(1)?)))
}

/// Inodes of all sockets among the open files of a process.
fn socket_inodes(id: u32) -> Vec<u64> {
    let Ok(open_files) = fs::read_dir(format!("/proc/{id}/fd")) else {
        return Vec::new();
    };
    open_files
        .filter_map(|file| fs::read_link(file.ok()?.path()).ok())
        .filter_map(|target| socket_inode(&target))
        .collect()
}

fn socket_inode(target: &Path) -> Option<u64> {
    target
        .to_str()?
        .strip_prefix("socket:[")?
        .strip_suffix(']')?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use std::{net::TcpListener, net::UdpSocket, process};

    #[test]
    fn own_sockets_are_found() {
        let _tcp = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let _udp = UdpSocket::bind("[::1]:0").or_else(|_| UdpSocket::bind("127.0.0.1:0"));
        let found = super::inet(process::id()).join("\n");
        assert!(found.contains("tcp "), "{found}");
        assert!(found.contains("udp"), "{found}");
    }
}
