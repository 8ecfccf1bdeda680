/*
 * A disk that can lose power: loaded before the C library (LD_PRELOAD), it keeps beside every file of a folder the content
 * that was synced last.
 *
 * ASL_POWER_FOLDER names the folder, ASL_POWER_SYNCED where the synced contents go. While a file named `lies` is there, the
 * disk says that it has synced, and has not.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef int (*sync_function)(int);

/* The synced content is replaced as a whole, so that whoever kills the process finds the old one or the new one. */
static void keep(int descriptor) {
    const char *folder = getenv("ASL_POWER_FOLDER");
    const char *synced = getenv("ASL_POWER_SYNCED");
    char link[64], path[PATH_MAX], lies[PATH_MAX], part[PATH_MAX], kept[PATH_MAX];
    if (folder == NULL || synced == NULL) return;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return;
    path[length] = 0;
    size_t above = strlen(folder);
    if (strncmp(path, folder, above) != 0 || path[above] != '/') return;
    snprintf(lies, sizeof lies, "%s/lies", synced);
    if (access(lies, F_OK) == 0) return;
    const char *name = path + above + 1;
    snprintf(part, sizeof part, "%s/%s.part", synced, name);
    snprintf(kept, sizeof kept, "%s/%s", synced, name);
    int from = open(path, O_RDONLY);
    int to = open(part, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (from < 0 || to < 0) abort();
    char bytes[1 << 16];
    ssize_t count;
    while ((count = read(from, bytes, sizeof bytes)) > 0) {
        if (write(to, bytes, (size_t)count) != count) abort();
    }
    close(from);
    close(to);
    if (rename(part, kept) != 0) abort();
}

int fsync(int descriptor) {
    int result = ((sync_function)dlsym(RTLD_NEXT, "fsync"))(descriptor);
    if (result == 0) keep(descriptor);
    return result;
}

int fdatasync(int descriptor) {
    int result = ((sync_function)dlsym(RTLD_NEXT, "fdatasync"))(descriptor);
    if (result == 0) keep(descriptor);
    return result;
}
