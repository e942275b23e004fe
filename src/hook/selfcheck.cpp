// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/selfcheck.h"

#include "hook/datafolder.h"
#include "hook/delivery.h"
#include "hook/eventrecord.h"
#include "hook/exitcode.h"
#include "hook/httpexchange.h"
#include "hook/localsocket.h"
#include "hook/output.h"
#include "hook/spoolfolder.h"

#include <algorithm>

namespace dogwatch::hook {

namespace {

using Report = FixedText<32768>;

void appendLine(Report &report, std::string_view name, std::string_view text)
{
    constexpr std::size_t kColumn = 13;
    report.append(name);
    for (std::size_t i = name.size(); i < kColumn; ++i)
        report.append(' ');
    report.append(text);
    report.append('\n');
}

struct Finding
{
    int exitCode;
    std::string_view words;
};

Finding findingFor(Reach reach)
{
    switch (reach) {
    case Reach::Connected:
        return {kExitDone, "answers and takes events"};
    case Reach::Missing:
        return {kExitNothingThere, "does not run: there is no socket"};
    case Reach::Refused:
        return {kExitNothingThere, "does not run: nobody listens on the socket"};
    case Reach::NotASocket:
        return {kExitFailed, "can't be reached: what stands there is no socket"};
    case Reach::Foreign:
        return {kExitFailed, "is not trusted: the socket belongs to another user"};
    case Reach::Busy:
        return {kExitFailed, "hangs: it does not accept connections"};
    case Reach::Failed:
        break;
    }
    return {kExitFailed, "can't be reached: the socket can't be opened"};
}

Finding findingFor(const Answer &answer)
{
    switch (answer.status) {
    case 0:
        return {kExitFailed, "hangs: it does not answer"};
    case 200:
        return findingFor(Reach::Connected);
    case 503:
        return {kExitFailed, "answers, but its store is not ready: events go to the spool"};
    default:
        return {kExitFailed, "answers, but not as Dogwatch would"};
    }
}

Finding askApplication(const char *socketPath)
{
    const Deadline deadline(kAnswerMs);
    const Connection connection = connectToApplication(socketPath, kConnectMs);
    if (connection.reach != Reach::Connected)
        return findingFor(connection.reach);
    return findingFor(exchange(connection.socket.get(),
                               "GET /api/ready HTTP/1.1\r\nHost: localhost\r\n\r\n", {}, deadline));
}

bool mayWrite(std::string_view folder)
{
    PathText path;
    path.append(folder);
    return !path.overflowed() && access(path.cString(), W_OK | X_OK) == 0;
}

// The nearest folder above `path` that is there decides whether the missing ones can be made.
bool mayMake(std::string_view path)
{
    for (;;) {
        PathText folder;
        folder.append(path.empty() ? "/" : path);
        if (folder.overflowed())
            return false;
        if (access(folder.cString(), F_OK) == 0)
            return mayWrite(folder.view());
        path = {path.data(), std::min(path.rfind('/'), path.size())};
    }
}

Finding lookAtSpool(std::string_view dataFolder, FixedText<128> &words)
{
    PathText path;
    path.append(dataFolder);
    path.append("/spool");
    const FileDescriptor spool = openSpool(dataFolder, IfMissing::Fail);
    if (!spool.isOpen()) {
        if (access(path.cString(), F_OK) != 0 && mayMake(dataFolder))
            return {kExitDone, "not there yet; made when it is needed"};
        return {kExitFailed, "can't be used: events are lost while Dogwatch does not answer"};
    }
    if (!mayWrite(path.view()))
        return {kExitFailed, "can't be written: events are lost while Dogwatch does not answer"};
    const SpoolFill fill = measureFolder(spool.get());
    words.appendNumber(fill.files);
    words.append(fill.files == 1 ? " event waits" : " events wait");
    if (fill.isFull())
        words.append("; it is full, and further events are lost");
    return {fill.isFull() ? kExitFailed : kExitDone, words.view()};
}

void appendAgent(Report &report, const AgentProcess &agent)
{
    FixedText<160> words;
    if (agent.pid == 0) {
        words.append("none found above this process");
    } else {
        words.append("pid ");
        words.appendNumber(static_cast<std::uint64_t>(agent.pid));
        words.append(agent.tty.isEmpty() ? ", no terminal" : ", on ");
        words.append(agent.tty.view());
    }
    appendLine(report, "Agent:", words.view());
}

} // namespace

int printSelfCheck(const Options &options, std::uint64_t nowNs)
{
    Report report;
    PathText dataFolder;
    if (!findDataFolder(options.dataDir, dataFolder)) {
        writeError({"dogwatch-hook: there is no data folder: HOME is not set\n"});
        return kExitFailed;
    }
    appendLine(report, "Data folder:", dataFolder.view());
    PathText socketPath;
    const bool hasSocket = findSocket(dataFolder.view(), socketPath);
    appendLine(report, "Socket:", socketPath.view());
    const Finding application =
        hasSocket ? askApplication(socketPath.cString()) : findingFor(Reach::Missing);
    appendLine(report, "Dogwatch:", application.words);
    FixedText<128> words;
    const Finding spool = lookAtSpool(dataFolder.view(), words);
    appendLine(report, "Spool:", spool.words);
    const EventRecord event(options.source, nowNs);
    appendAgent(report, event.agent());
    appendLine(report, "Terminal:", event.terminal());
    if (!writeOut(report.view()) || spool.exitCode != kExitDone)
        return kExitFailed;
    return application.exitCode;
}

} // namespace dogwatch::hook
