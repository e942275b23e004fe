// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/fileclashes.h"

#include "core/texts.h"
#include "core/times.h"

#include <QCryptographicHash>

#include <algorithm>
#include <map>
#include <set>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kTogetherMs = 10LL * 60 * 1000;
constexpr qsizetype kPathLength = 160;

bool isWrite(const QString &tool)
{
    return tool == "Edit"_L1 || tool == "Write"_L1 || tool == "MultiEdit"_L1
        || tool == "NotebookEdit"_L1;
}

using Writer = std::pair<SessionRef, QString>; // a session and its agent

// When an agent wrote a file.
struct Writes
{
    qint64 firstMs = 0;
    qint64 lastMs = 0;
    QString promptId; // of the last
};

// Between agents of one session the later one only takes over what the other has left alone since.
bool isHandOver(const Writer &a, const Writes &ofA, const Writer &b, const Writes &ofB)
{
    return a.first == b.first && (ofA.lastMs < ofB.firstMs || ofB.lastMs < ofA.firstMs);
}

QString nameOf(const Writer &writer, const LiveSessions &live)
{
    const Session &session = *live.constFind(writer.first);
    const QString name = session.title.isEmpty() ? session.key.id : session.title;
    return writer.second.isEmpty() ? u"“%1”"_s.arg(oneLine(name, 60))
                                   : u"a subagent of “%1”"_s.arg(oneLine(name, 60));
}

RowFinding clash(const QString &path, const Writer &owner, const Writes &ofOwner,
                 const Writer &other, const Writes &ofOther, const LiveSessions &live, qint64 nowMs)
{
    const Session &session = *live.constFind(owner.first);
    RowFinding finding;
    finding.key = session.key;
    finding.session = session.ref;
    finding.kind = AttentionKind::Collision;
    finding.summary = path;
    finding.agentId = owner.second;
    finding.other = other.first;
    finding.otherAgentId = other.second;
    const auto [first, second] = std::minmax(owner, other);
    // By the pair, whoever of them wrote last, and one in a turn: what goes on is no news.
    finding.cause = QString::fromLatin1(
        QCryptographicHash::hash((path + u'\n' + QString::number(static_cast<qint64>(first.first))
                                  + first.second + u'\n'
                                  + QString::number(static_cast<qint64>(second.first))
                                  + second.second + u'\n' + ofOwner.promptId)
                                     .toUtf8(),
                                 QCryptographicHash::Sha1)
            .toHex()
            .left(16));
    finding.text = u"%1 writes %2 too, %3 ago"_s.arg(nameOf(other, live), cut(path, kPathLength),
                                                     shortDuration(nowMs - ofOther.lastMs));
    return finding;
}

} // namespace

std::vector<RowFinding> fileClashes(const std::vector<RecentCall> &calls, const LiveSessions &live,
                                    qint64 nowMs)
{
    std::map<QString, std::map<Writer, Writes>> files;
    for (const RecentCall &call : calls) {
        const auto session = live.constFind(call.session);
        const bool counts = isWrite(call.name) && call.status == CallStatus::Completed
            && nowMs - call.atMs <= kTogetherMs && !call.summary.isEmpty() && session != live.cend()
            && session->turn == TurnState::Open;
        if (!counts)
            continue;
        Writes &writes = files[call.summary]
                             .try_emplace({call.session, call.agentId},
                                          Writes{call.atMs, call.atMs, call.promptId})
                             .first->second;
        writes.firstMs = std::min(writes.firstMs, call.atMs);
        writes.lastMs = std::max(writes.lastMs, call.atMs);
    }
    std::vector<RowFinding> found;
    for (const auto &[path, writers] : files) {
        for (auto a = writers.begin(); a != writers.end(); ++a) {
            for (auto b = std::next(a); b != writers.end(); ++b) {
                if (isHandOver(a->first, a->second, b->first, b->second))
                    continue;
                // The item stands at the session that was there first, so that it stays in place.
                found.push_back(clash(path, a->first, a->second, b->first, b->second, live, nowMs));
            }
        }
    }
    return found;
}

} // namespace dogwatch
