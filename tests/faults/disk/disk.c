/* A disk that fails as told, below a program that knows nothing of it: loaded with LD_PRELOAD.

   It looks at system calls, not at functions of libc: what stdio writes for a PKCS#11 module and
   what Rust asks of the kernel by itself are met alike. A seccomp filter hands every call that
   changes a file to a handler of SIGSYS, which makes the call, or answers in its place.

     CHANCERY_DISK_ROOT    only calls on files below this folder count
     CHANCERY_DISK_LOG     each call that counts is told there: "number call path"
     CHANCERY_DISK_SCRIPT  what is done at which of them: "17 EIO", "17+ ENOSPC" (it and all that
                           follow), and besides these two "half" (half of a write), "half-full"
                           (that, and then no room for anything), "kill", "half-kill" */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <ucontext.h>
#include <unistd.h>

/* In the sixth argument, which none of these calls has: this call is ours, let it through. */
#define OURS 0x0d15ca11L
#define ours(number, ...) syscall(number, __VA_ARGS__)

#if defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#define ARGUMENT(u, n) ((long)(u)->uc_mcontext.gregs[(const int[]){ \
    REG_RDI, REG_RSI, REG_RDX, REG_R10, REG_R8, REG_R9 }[n]])
#define RESULT(u) ((u)->uc_mcontext.gregs[REG_RAX])
#elif defined(__aarch64__)
#define MACHINE AUDIT_ARCH_AARCH64
#define ARGUMENT(u, n) ((long)(u)->uc_mcontext.regs[n])
#define RESULT(u) ((u)->uc_mcontext.regs[0])
#else
#error "registers of this machine are not known here"
#endif

/* Where a call names its file. */
enum named { BY_FD, BY_PATH, BY_FD_AND_PATH, BY_SECOND_PATH, BY_SECOND_FD_AND_PATH };

struct call {
    long number;
    const char *name;
    enum named named;
    int asks_for_room;
};

static const struct call calls[] = {
    { __NR_write, "write", BY_FD, 1 },
    { __NR_pwrite64, "pwrite", BY_FD, 1 },
    { __NR_writev, "writev", BY_FD, 1 },
    { __NR_pwritev, "pwritev", BY_FD, 1 },
    { __NR_ftruncate, "ftruncate", BY_FD, 1 },
    { __NR_fallocate, "fallocate", BY_FD, 1 },
    { __NR_fsync, "fsync", BY_FD, 1 },
    { __NR_fdatasync, "fdatasync", BY_FD, 1 },
    { __NR_syncfs, "syncfs", BY_FD, 1 },
    { __NR_openat, "open", BY_FD_AND_PATH, 1 },
    { __NR_mkdirat, "mkdir", BY_FD_AND_PATH, 1 },
    { __NR_unlinkat, "unlink", BY_FD_AND_PATH, 0 },
#ifdef __NR_renameat
    { __NR_renameat, "rename", BY_SECOND_FD_AND_PATH, 1 },
#endif
    { __NR_renameat2, "rename", BY_SECOND_FD_AND_PATH, 1 },
    { __NR_linkat, "link", BY_SECOND_FD_AND_PATH, 1 },
#ifdef __NR_rename
    { __NR_mkdir, "mkdir", BY_PATH, 1 },
    { __NR_unlink, "unlink", BY_PATH, 0 },
    { __NR_rmdir, "rmdir", BY_PATH, 0 },
    { __NR_rename, "rename", BY_SECOND_PATH, 1 },
    { __NR_link, "link", BY_SECOND_PATH, 1 },
#endif
};

#define CALLS (sizeof calls / sizeof *calls)
#define PATH 4096

enum how { NOTHING, FAIL, HALF, KILL };

static struct {
    char root[PATH];
    size_t root_length;
    int log;
    long at;
    int onwards;
    enum how how;
    int error;
    int then_full;
    int then_dead;
} told = { .log = -1 };

static atomic_long counted;

static long pass(long number, const long *a) {
    long result = ours(number, a[0], a[1], a[2], a[3], a[4], OURS);
    return result == -1 ? -errno : result;
}

_Noreturn static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static void of_descriptor(long fd, char *path) {
    char link[64];
    if (fd == AT_FDCWD) strcpy(link, "/proc/self/cwd");
    else snprintf(link, sizeof link, "/proc/self/fd/%ld", fd);
    ssize_t length = readlink(link, path, PATH - 1);
    path[length < 0 ? 0 : length] = 0;
}

static void of_path(long fd, long name, char *path) {
    const char *text = (const char *)name;
    size_t length = 0;
    path[0] = 0;
    if (text[0] != '/') {
        of_descriptor(fd, path);
        length = strlen(path);
        if (length < PATH - 1) path[length++] = '/';
    }
    snprintf(path + length, PATH - length, "%s", text);
}

static void path_of(enum named named, const long *a, char *path) {
    switch (named) {
    case BY_FD: of_descriptor(a[0], path); break;
    case BY_PATH: of_path(AT_FDCWD, a[0], path); break;
    case BY_FD_AND_PATH: of_path(a[0], a[1], path); break;
    case BY_SECOND_PATH: of_path(AT_FDCWD, a[1], path); break;
    case BY_SECOND_FD_AND_PATH: of_path(a[2], a[3], path); break;
    }
}

static int counts(const char *path) {
    return strncmp(path, told.root, told.root_length) == 0
        && (path[told.root_length] == '/' || path[told.root_length] == 0);
}

static void tell(long number, const char *call, const char *path) {
    char line[PATH + 64];
    int length = snprintf(line, sizeof line, "%ld %s %s\n", number, call, path);
    if (told.log >= 0) ours(__NR_write, told.log, line, (long)length, 0L, 0L, OURS);
}

/* Half of a write, if that is one and has a half. */
static long half(const struct call *call, const long *a) {
    int writes = call->number == __NR_write || call->number == __NR_pwrite64;
    if (!writes || a[2] < 2) return pass(call->number, a);
    long less[6] = { a[0], a[1], a[2] / 2, a[3], a[4], 0 };
    return pass(call->number, less);
}

static long answer(const struct call *call, const long *a) {
    char path[PATH];
    path_of(call->named, a, path);
    if (!counts(path)) return pass(call->number, a);
    long number = atomic_fetch_add(&counted, 1) + 1;
    tell(number, call->name, path);
    if (told.at == 0 || number < told.at) return pass(call->number, a);
    if (number > told.at) {
        int full = told.then_full && call->asks_for_room;
        if (!told.onwards) return full ? -ENOSPC : pass(call->number, a);
    }
    switch (told.how) {
    case KILL: die();
    case HALF: {
        long result = half(call, a);
        if (told.then_dead) die();
        return result;
    }
    case FAIL:
        if (told.error == ENOSPC && !call->asks_for_room) break;
        return -told.error;
    case NOTHING: break;
    }
    return pass(call->number, a);
}

static void trapped(int signal, siginfo_t *info, void *context) {
    (void)signal;
    ucontext_t *u = context;
    int before = errno;
    long a[6];
    for (int n = 0; n < 6; n++) a[n] = ARGUMENT(u, n);
    for (size_t n = 0; n < CALLS; n++)
        if (calls[n].number == info->si_syscall) RESULT(u) = answer(&calls[n], a);
    errno = before;
}

static void script(const char *text) {
    char *rest;
    told.at = strtol(text, &rest, 10);
    told.onwards = *rest == '+';
    rest += told.onwards + 1;
    told.then_full = strcmp(rest, "half-full") == 0;
    told.then_dead = strcmp(rest, "half-kill") == 0;
    told.error = strcmp(rest, "ENOSPC") == 0 ? ENOSPC : EIO;
    told.how = strcmp(rest, "kill") == 0 ? KILL : strncmp(rest, "half", 4) == 0 ? HALF : FAIL;
}

static void filter_calls(void) {
    struct sock_filter filter[16 + 2 * CALLS];
    unsigned short n = 0;
#define ADD(...) filter[n++] = (struct sock_filter)__VA_ARGS__
#define LOAD(field) ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field)))
#define ANSWER(what) ADD(BPF_STMT(BPF_RET | BPF_K, what))
#define UNLESS(test, value, skip) ADD(BPF_JUMP(BPF_JMP | test | BPF_K, value, 0, skip))
    LOAD(arch);
    ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0));
    ANSWER(SECCOMP_RET_ALLOW);
    LOAD(args[5]);
    UNLESS(BPF_JEQ, OURS, 1);
    ANSWER(SECCOMP_RET_ALLOW);
    LOAD(nr);
    UNLESS(BPF_JEQ, __NR_openat, 4);
    LOAD(args[2]);
    UNLESS(BPF_JSET, O_CREAT | O_TRUNC, 1);
    ANSWER(SECCOMP_RET_TRAP);
    ANSWER(SECCOMP_RET_ALLOW);
    for (size_t at = 0; at < CALLS; at++) {
        UNLESS(BPF_JEQ, (unsigned)calls[at].number, 1);
        ANSWER(SECCOMP_RET_TRAP);
    }
    ANSWER(SECCOMP_RET_ALLOW);
    struct sock_fprog program = { n, filter };
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0
        || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
        perror("the disk that fails as told");
        _exit(121);
    }
}

__attribute__((constructor)) static void begin(void) {
    const char *root = getenv("CHANCERY_DISK_ROOT");
    if (root == NULL) return;
    told.root_length = (size_t)snprintf(told.root, sizeof told.root, "%s", root);
    const char *log = getenv("CHANCERY_DISK_LOG");
    if (log) told.log = (int)ours(__NR_openat, (long)AT_FDCWD, log,
        (long)(O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC), 0600L, 0L, OURS);
    const char *orders = getenv("CHANCERY_DISK_SCRIPT");
    if (orders && *orders) script(orders);
    struct sigaction action = { .sa_sigaction = trapped, .sa_flags = SA_SIGINFO };
    sigaction(SIGSYS, &action, NULL);
    filter_calls();
}
