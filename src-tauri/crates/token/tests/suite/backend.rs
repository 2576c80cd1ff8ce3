//! The modules that the suite runs against, each in a process of its own: they
//! learn from the environment where their tokens are.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
};

use chancery_token::{
    LoggedInToken, Module, ModuleKind, NewToken, Place, SoPin, TokenId, TokenInfo, TokenLabel,
    UserPin, practice,
};

const RUNNING: &str = "CHANCERY_SUITE_RUNNING";
const FOLDER: &str = "CHANCERY_SUITE_FOLDER";
const KRYOPTIC: &str = "CHANCERY_KRYOPTIC";
/// Set where each module must be there: `.ci/test` does.
const ALL: &str = "CHANCERY_SUITE_ALL";

pub(crate) const PIN: &str = "12345678";
pub(crate) const SO_PIN: &str = "87654321";

/// A module of the suite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Backend {
    SoftHsm,
    Kryoptic,
    Nss,
    /// SoftHSM in another process, behind p11-kit's server.
    P11Kit,
}

impl Backend {
    /// Runs `body` with this module loaded in a child process; `name` is the
    /// test's, as the test binary knows it.
    pub(crate) fn run(self, name: &str, body: fn(&Bench)) {
        let name = name.split_once("::").expect("a path in this crate").1;
        if env::var(RUNNING).is_ok_and(|running| running == name) {
            return body(&Bench::open(self));
        }
        if let Some(absent) = self.absent() {
            assert!(
                env::var_os(ALL).is_none(),
                "{absent} is absent: {name} can do nothing; run `.ci/setup test`"
            );
            println!("{absent} is absent: {name} did nothing");
            return;
        }
        let folder = tempfile::tempdir().expect("a folder");
        let _server = (self == Self::P11Kit).then(|| Server::start(folder.path()));
        let output = Command::new(env::current_exe().expect("this program"))
            .args([name, "--exact", "--nocapture"])
            .env(RUNNING, name)
            .env(FOLDER, folder.path())
            .envs(self.prepare(folder.path()))
            .output()
            .expect("the child runs");
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && text.contains("1 passed"),
            "{self:?}: {text}{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    /// What the machine lacks of a module that need not be there.
    fn absent(self) -> Option<&'static str> {
        match self {
            Self::SoftHsm | Self::Kryoptic => None,
            Self::Nss => softokn().is_none().then_some("NSS (libnss3)"),
            Self::P11Kit => p11_kit().is_none().then_some("p11-kit (p11-kit-modules)"),
        }
    }

    /// Lays out `folder`, and says what the child's environment needs.
    fn prepare(self, folder: &Path) -> Vec<(&'static str, String)> {
        match self {
            Self::SoftHsm => {
                fs::create_dir(folder.join("tokens")).expect("made");
                vec![]
            }
            Self::Kryoptic => {
                kryoptic();
                let slot = |number: u8| {
                    let file = folder.join(format!("{number}.sql"));
                    let file = file.display();
                    format!(
                        "[[slots]]\nslot = {number}\ndbtype = \"sqlite\"\ndbargs = \"{file}\"\n"
                    )
                };
                let path = folder.join("kryoptic.conf");
                fs::write(&path, [slot(1), slot(2)].concat()).expect("written");
                vec![("KRYOPTIC_CONF", path.display().to_string())]
            }
            Self::Nss => {
                let database = format!("sql:{}", folder.display());
                fs::write(folder.join("pin"), PIN).expect("written");
                run(Command::new("certutil")
                    .args(["-N", "-d", &database, "-f"])
                    .arg(folder.join("pin")));
                let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/softokn.c");
                run(Command::new("cc")
                    .args(["-shared", "-fPIC", source, "-o"])
                    .arg(folder.join("softokn.so"))
                    .arg("-ldl"));
                let parameters = format!(
                    "configdir='{database}' certPrefix='' keyPrefix='' secmod='secmod.db' flags="
                );
                // A database in a test need not be hard to guess.
                let iterations = ("NSS_MAX_MP_PBE_ITERATION_COUNT", "1".to_owned());
                vec![("CHANCERY_SOFTOKN", parameters), iterations]
            }
            Self::P11Kit => {
                let address = format!("unix:path={}", folder.join("socket").display());
                vec![("P11_KIT_SERVER_ADDRESS", address)]
            }
        }
    }

    fn load(self, folder: &Path) -> Module {
        match self {
            Self::SoftHsm => {
                practice::prepare_process(&[]).expect("prepared");
                practice::open(&folder.join("tokens")).expect("SoftHSM opens")
            }
            Self::Kryoptic => Module::load(&kryoptic()).expect("kryoptic loads"),
            Self::Nss => Module::load(&folder.join("softokn.so")).expect("softokn loads"),
            Self::P11Kit => {
                let client = p11_kit().expect("it was there");
                Module::load(Path::new(client)).expect("p11-kit's client loads")
            }
        }
    }

    pub(crate) fn kind(self) -> ModuleKind {
        match self {
            Self::SoftHsm | Self::P11Kit => ModuleKind::SoftHsm,
            Self::Kryoptic => ModuleKind::Kryoptic,
            Self::Nss => ModuleKind::Nss,
        }
    }

    /// softokn's one token is made by certutil.
    pub(crate) fn initialises(self) -> bool {
        self != Self::Nss
    }

    /// p11-kit shows the slots that there were when it started.
    pub(crate) fn initialises_several(self) -> bool {
        self.initialises() && self != Self::P11Kit
    }

    /// Whether who loads the module again is logged in with us. p11-kit's client
    /// makes a connection for each.
    pub(crate) fn is_shared(self) -> bool {
        self != Self::P11Kit
    }
}

fn kryoptic() -> PathBuf {
    let path = env::var_os(KRYOPTIC).map(PathBuf::from);
    let path = path.filter(|path| path.is_file());
    path.expect(
        "CHANCERY_KRYOPTIC must name libkryoptic_pkcs11.so: run .ci/kryoptic, \
         then set it to target/kryoptic/libkryoptic_pkcs11.so",
    )
}

/// p11-kit's server, with SoftHSM behind it.
struct Server {
    process: Child,
    /// Held open: it may have more to say.
    _said: BufReader<ChildStdout>,
}

impl Server {
    fn start(folder: &Path) -> Self {
        let tokens = folder.join("tokens");
        fs::create_dir(&tokens).expect("made");
        let conf = folder.join("softhsm2.conf");
        let text = format!("directories.tokendir = {}\n", tokens.display());
        fs::write(&conf, text).expect("written");
        let mut process = Command::new("p11-kit")
            .args(["server", "--foreground", "--provider"])
            .arg(practice::module_path().expect("SoftHSM"))
            .arg("--name")
            .arg(folder.join("socket"))
            .arg("pkcs11:")
            .env("SOFTHSM2_CONF", conf)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let mut said = BufReader::new(process.stdout.take().expect("piped"));
        // It says where it listens once it does.
        said.read_line(&mut String::new()).expect("it listens");
        Self {
            process,
            _said: said,
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn p11_kit() -> Option<&'static str> {
    let places = [
        "/usr/lib/x86_64-linux-gnu/pkcs11/p11-kit-client.so",
        "/usr/lib/aarch64-linux-gnu/pkcs11/p11-kit-client.so",
        "/usr/lib64/pkcs11/p11-kit-client.so",
    ];
    places.into_iter().find(|path| Path::new(path).is_file())
}

fn softokn() -> Option<&'static str> {
    let places = [
        "/usr/lib/x86_64-linux-gnu/libsoftokn3.so",
        "/usr/lib/aarch64-linux-gnu/libsoftokn3.so",
        "/usr/lib64/libsoftokn3.so",
    ];
    places.into_iter().find(|path| Path::new(path).is_file())
}

fn run(command: &mut Command) {
    let output = command.output().expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}");
}

/// A module in its child process.
pub(crate) struct Bench {
    pub(crate) backend: Backend,
    pub(crate) folder: PathBuf,
    pub(crate) module: Module,
}

impl Bench {
    fn open(backend: Backend) -> Self {
        let folder = PathBuf::from(env::var_os(FOLDER).expect("the parent says where"));
        let module = backend.load(&folder);
        Self {
            backend,
            folder,
            module,
        }
    }

    /// The token: a new one, or the only one of NSS.
    pub(crate) fn token(&self) -> TokenId {
        if self.backend.initialises() {
            return self.init("records");
        }
        let tokens = self.module.tokens().expect("listed");
        let mut tokens = tokens.into_iter().filter(|token| token.login_required);
        tokens.next().expect("a database").id
    }

    /// A new token in a free slot.
    pub(crate) fn init(&self, text: &str) -> TokenId {
        let new = new_token(text);
        self.module
            .init_token(new.borrow(), Place::FreeSlot)
            .expect("initialised")
    }

    pub(crate) fn info(&self, id: &TokenId) -> TokenInfo {
        let tokens = self.module.tokens().expect("listed");
        let mut tokens = tokens.into_iter().filter(|token| token.id == *id);
        tokens.next().expect("the token is there")
    }

    pub(crate) fn logged_in(&self, id: &TokenId) -> LoggedInToken {
        let open = self.module.open(id).expect("opens");
        open.log_in(&pin(PIN)).expect("logs in")
    }
}

/// What a new token gets, owned.
pub(crate) struct Given {
    label: TokenLabel,
    so_pin: SoPin,
    user_pin: UserPin,
}

impl Given {
    pub(crate) fn borrow(&self) -> NewToken<'_> {
        NewToken {
            label: &self.label,
            so_pin: &self.so_pin,
            user_pin: &self.user_pin,
        }
    }

    pub(crate) fn so_pin(mut self, text: &str) -> Self {
        self.so_pin = SoPin::new(text.to_owned());
        self
    }
}

pub(crate) fn new_token(text: &str) -> Given {
    Given {
        label: TokenLabel::new(text).expect("a label"),
        so_pin: SoPin::new(SO_PIN.to_owned()),
        user_pin: pin(PIN),
    }
}

pub(crate) fn pin(text: &str) -> UserPin {
    UserPin::new(text.to_owned())
}
