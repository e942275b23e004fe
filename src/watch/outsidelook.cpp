// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/outsidelook.h"

#include "watch/liverecords.h"
#include "watch/processes.h"
#include "watch/sessionlocks.h"
#include "watch/transcriptfile.h"
#include "watch/transcriptroots.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// A first answer stands near the beginning, behind the prompt.
constexpr qint64 kBeginning = 256 * 1024;

AgentSign signOf(const QStringList &roots, const QString &transcript, const QString &agentId)
{
    const QString suffix = u".jsonl"_s;
    if (!transcript.endsWith(suffix) || agentId.contains(u'/'))
        return AgentSign::NotKnown;
    // Where not even the session's own can be opened, nothing follows from what is not found.
    if (!TranscriptFile::openBelow(roots, transcript, ForbiddenFiles()))
        return AgentSign::NotKnown;
    const QString name = u"/agent-%1.jsonl"_s.arg(agentId);
    QString path = transcript.section(u'/', 0, -2) + name; // where old versions put it
    const FoundTranscripts found = transcriptsOfSession(transcript);
    for (const TranscriptName &known : found.files) {
        if (known.path.endsWith(name))
            path = known.path;
    }
    const Result<TranscriptFile> file = TranscriptFile::openBelow(roots, path, ForbiddenFiles());
    if (!file) {
        // Where not all could be looked into, it may lie there.
        const bool isAbsent = file.error().code == ErrorCode::NotFound && found.problems.isEmpty();
        return isAbsent ? AgentSign::Absent : AgentSign::NotKnown;
    }
    QByteArray begin(static_cast<qsizetype>(std::min(file->size(), kBeginning)), Qt::Uninitialized);
    const Result<qint64> read = file->readAt(0, begin.data(), begin.size());
    if (!read)
        return AgentSign::NotKnown;
    begin.truncate(static_cast<qsizetype>(*read));
    return begin.contains("\"type\":\"assistant\"") ? AgentSign::Answer : AgentSign::Prompt;
}

using RefByPid = QHash<qint64, SessionRef>;

std::optional<SessionRef> starterOf(const WatchedSession &watched, const RefByPid &sessions)
{
    const qint64 pid = watched.evidence.process.pid.value_or(0);
    for (const qint64 ancestor : ancestorsOf(pid)) {
        const auto found = sessions.constFind(ancestor);
        if (found != sessions.cend() && ancestor != pid)
            return *found;
    }
    return std::nullopt;
}

bool isAtOdds(const Session &session, const LiveRecord &record)
{
    return record.sessionId != session.key.id || record.updatedAtMs > session.lastEventMs
        || (record.word == LiveWord::Idle
            && (session.turn == TurnState::Open || session.status == SessionStatus::Parked))
        || (record.word == LiveWord::Busy && session.turn == TurnState::Over);
}

bool isWorthAWord(const WatchedSession &watched)
{
    const SessionEvidence &evidence = watched.evidence;
    return evidence.state == ProcessState::Gone || !evidence.calls.isEmpty()
        || !evidence.agents.isEmpty() || evidence.startedBy
        || (evidence.record && isAtOdds(watched.session, *evidence.record))
        || evidence.transcriptAtMs.value_or(0) > watched.session.lastEventMs
        // What was seen to contradict itself may be in order again.
        || watched.session.status == SessionStatus::Unknown;
}

} // namespace

std::vector<SessionEvidence> lookOutside(std::vector<WatchedSession> sessions, qint64 nowMs,
                                         qint64 awakeSinceMs)
{
    const QStringList folders = liveRecordFolders();
    const QStringList roots = transcriptRoots();
    const QString lockFolder = copilotSessionFolder();
    RefByPid alive;
    for (WatchedSession &watched : sessions) {
        SessionEvidence &evidence = watched.evidence;
        evidence.gatheredAtMs = nowMs;
        evidence.awakeSinceMs = awakeSinceMs;
        evidence.state = stateOfProcess(evidence.process);
        if (evidence.state == ProcessState::Alive)
            alive.insert(evidence.process.pid.value_or(0), watched.session.ref);
    }
    std::vector<SessionEvidence> found;
    for (WatchedSession &watched : sessions) {
        SessionEvidence &evidence = watched.evidence;
        if (evidence.state == ProcessState::Alive) {
            if (evidence.key.source == Source::ClaudeCode)
                evidence.record = liveRecordOf(folders, evidence.process);
            if (!watched.session.parent)
                evidence.startedBy = starterOf(watched, alive);
        }
        if (evidence.state == ProcessState::Gone && evidence.key.source == Source::Copilot)
            evidence.lock = lockOf(lockFolder, evidence.key.id);
        for (auto sign = evidence.agents.begin(); sign != evidence.agents.end(); ++sign)
            *sign = signOf(roots, watched.session.transcriptPath, sign.key());
        if (isWorthAWord(watched))
            found.push_back(std::move(evidence));
    }
    return found;
}

} // namespace dogwatch
