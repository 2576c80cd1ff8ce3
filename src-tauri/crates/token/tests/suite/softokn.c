/* A PKCS#11 module that is NSS's softokn, started with the parameters in the
 * variable CHANCERY_SOFTOKN. softokn wants them in C_INITIALIZE_ARGS, behind a
 * pointer that the programs under test never make. */

#include <dlfcn.h>
#include <stdlib.h>

#define CKR_GENERAL_ERROR 5UL
#define CKF_OS_LOCKING_OK 2UL
#define FUNCTIONS 68

struct arguments {
    void *mutexes[4];
    unsigned long flags;
    char *parameters;
    void *reserved;
};

/* CK_FUNCTION_LIST of PKCS#11 2.40; C_Initialize is the first function. */
struct function_list {
    unsigned char version[2];
    void *functions[FUNCTIONS];
};

static unsigned long (*softokn_initialize)(void *);

static unsigned long initialize(void *ignored)
{
    struct arguments arguments = {
        .flags = CKF_OS_LOCKING_OK,
        .parameters = getenv("CHANCERY_SOFTOKN"),
    };
    (void)ignored;
    return softokn_initialize(&arguments);
}

unsigned long C_GetFunctionList(struct function_list **list)
{
    static struct function_list ours;
    struct function_list *theirs;
    unsigned long (*get)(struct function_list **);
    void *library = dlopen("libsoftokn3.so", RTLD_NOW | RTLD_LOCAL);
    if (!library || !(get = dlsym(library, "C_GetFunctionList")) || get(&theirs))
        return CKR_GENERAL_ERROR;
    ours = *theirs;
    softokn_initialize = ours.functions[0];
    ours.functions[0] = initialize;
    *list = &ours;
    return 0;
}
