// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/datafolder.h"

#include "hook/jsonscan.h"
#include "hook/smallfile.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace dogwatch::hook {

namespace {

constexpr std::size_t kLongestSocketPath = sizeof(sockaddr_un::sun_path) - 1;

const char *variable(const char *name)
{
    const char *const value = getenv(name);
    return value && *value != '\0' ? value : nullptr;
}

void appendParent(TextBuilder &path)
{
    const std::size_t slash = path.view().rfind('/');
    path.truncate(slash == std::string_view::npos ? 0 : slash);
}

// Appends the components of `text` to the absolute `path`, by their names alone.
void appendCleanly(TextBuilder &path, std::string_view text)
{
    while (!text.empty()) {
        const std::size_t length = std::min(text.find('/'), text.size());
        const std::string_view component(text.data(), length);
        text.remove_prefix(std::min(length + 1, text.size()));
        if (component.empty() || component == ".")
            continue;
        if (component == "..") {
            appendParent(path);
            continue;
        }
        path.append('/');
        path.append(component);
    }
}

bool appendAbsolute(TextBuilder &path, const char *given, std::string_view below)
{
    if (*given != '/') {
        char folder[4096];
        if (!getcwd(folder, sizeof folder))
            return false;
        appendCleanly(path, folder);
    }
    appendCleanly(path, given);
    appendCleanly(path, below);
    return !path.overflowed() && !path.isEmpty();
}

bool isPresent(const char *path)
{
    struct stat info;
    return lstat(path, &info) == 0;
}

bool findSocketElsewhere(std::string_view dataFolder, TextBuilder &path)
{
    PathText endpoint;
    endpoint.append(dataFolder);
    endpoint.append("/endpoint.json");
    if (endpoint.overflowed())
        return false;
    char storage[4096];
    PathText named;
    if (!findStringMember(readSmallFile(endpoint.cString(), storage, sizeof storage), "socket",
                          named))
        return false;
    if (named.size() > kLongestSocketPath || !named.view().starts_with('/'))
        return false;
    path.truncate(0);
    path.append(named.view());
    return true;
}

} // namespace

bool findDataFolder(const char *fromCommandLine, TextBuilder &path)
{
    if (fromCommandLine)
        return appendAbsolute(path, fromCommandLine, {});
    if (const char *const folder = variable("DOGWATCH_DATA_DIR"))
        return appendAbsolute(path, folder, {});
    if (const char *const dataHome = variable("XDG_DATA_HOME"))
        return appendAbsolute(path, dataHome, "dogwatch");
    if (const char *const home = variable("HOME"))
        return appendAbsolute(path, home, ".local/share/dogwatch");
    return false;
}

bool findSocket(std::string_view dataFolder, TextBuilder &path)
{
    path.append(dataFolder);
    path.append("/dogwatch.sock");
    const bool fits = !path.overflowed() && path.size() <= kLongestSocketPath;
    if (fits && isPresent(path.cString()))
        return true;
    return findSocketElsewhere(dataFolder, path);
}

} // namespace dogwatch::hook
