// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/crowd.h"

#include <QCoreApplication>
#include <QTimer>

#include <array>

namespace dogwatch::test {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<SessionStatus, 30> kMixture{{
    SessionStatus::Working,  SessionStatus::NeedsInput, SessionStatus::Working,
    SessionStatus::Waiting,  SessionStatus::Working,    SessionStatus::Stalled,
    SessionStatus::Working,  SessionStatus::Working,    SessionStatus::NeedsInput,
    SessionStatus::Failed,   SessionStatus::Working,    SessionStatus::Waiting,
    SessionStatus::Working,  SessionStatus::Parked,     SessionStatus::Working,
    SessionStatus::Working,  SessionStatus::Waiting,    SessionStatus::Working,
    SessionStatus::Ended,    SessionStatus::NeedsInput, SessionStatus::Working,
    SessionStatus::Starting, SessionStatus::Working,    SessionStatus::Waiting,
    SessionStatus::Lost,     SessionStatus::Working,    SessionStatus::Parked,
    SessionStatus::Working,  SessionStatus::Unknown,    SessionStatus::Working,
}};

const QStringList kProjects{u"api-server"_s, u"web"_s,     u"infra"_s,  u"mobile"_s, u"docs"_s,
                            u"core"_s,       u"billing"_s, u"search"_s, u"gateway"_s};
const QStringList kBranches{u"main"_s,         u"feat/login"_s, u"fix/flaky"_s, u"dev"_s,
                            u"terraform-13"_s, u"perf"_s,       u"v2"_s};
const QStringList kTitles{u"Ship the rate limiter"_s,     u"Add single sign-on"_s,
                          u"Upgrade modules"_s,           u"Fix crash on resume"_s,
                          u"Make the tests stable"_s,     u"Port the settings page"_s,
                          u"Refactor the retry policy"_s, u"Write the migration guide"_s};
const QStringList kTools{u"Bash"_s, u"Edit"_s, u"Grep"_s, u"Read"_s, u"Agent"_s};
const QStringList kActions{u"pytest -q tests/api"_s, u"src/router.ts"_s, u"retry\\(policy\\)"_s,
                           u"docs/settings.md"_s, u"explore the parser"_s};

QString pick(const QStringList &list, int number)
{
    return list.at(number % list.size());
}

QString reasonOf(SessionStatus status)
{
    switch (status) {
    case SessionStatus::Starting:
        return u"The session has started; nothing was asked yet."_s;
    case SessionStatus::Working:
        return u"The turn is open."_s;
    case SessionStatus::Waiting:
        return u"The turn is over: 12 calls, all done."_s;
    case SessionStatus::NeedsInput:
        return u"Permission for Bash was asked."_s;
    case SessionStatus::Parked:
        return u"The turn is over; 2 background tasks run."_s;
    case SessionStatus::Stalled:
        return u"no tool result for 14 m · pytest · usual 2 m"_s;
    case SessionStatus::Failed:
        return u"The turn failed."_s;
    case SessionStatus::Ended:
        return u"The session ended: logout."_s;
    case SessionStatus::Lost:
        return u"The process 4711 is gone without an end."_s;
    case SessionStatus::Unknown:
        return u"Nothing but a late event is known of it."_s;
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace

SnapshotLoader FakeStore::prompt()
{
    return [this](const SnapshotQuery &, SnapshotDone done) {
        ++m_loads;
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [this, done = std::move(done)] {
                done(failure ? Result<LiveSnapshot>(*failure) : Result<LiveSnapshot>(content));
            },
            Qt::QueuedConnection);
    };
}

SnapshotLoader FakeStore::patient()
{
    return [this](const SnapshotQuery &, SnapshotDone done) {
        ++m_loads;
        m_waiting.push_back(std::move(done));
    };
}

void FakeStore::answer()
{
    answerWith(failure ? Result<LiveSnapshot>(*failure) : Result<LiveSnapshot>(content));
}

void FakeStore::answerWith(const Result<LiveSnapshot> &result)
{
    const std::vector<SnapshotDone> waiting = std::exchange(m_waiting, {});
    for (const SnapshotDone &done : waiting)
        done(result);
}

Session makeSession(int number, SessionStatus status, qint64 nowMs, qint64 dwellMs)
{
    Session session;
    session.ref = static_cast<SessionRef>(number + 1);
    session.key = {number % 5 == 4 ? Source::Codex : Source::ClaudeCode,
                   u"0b9f2c1e-%1-4000-8000-000000000000"_s.arg(number, 4, 10, QLatin1Char('0'))};
    session.project = pick(kProjects, number);
    session.cwd = u"/home/dev/"_s + session.project;
    session.branch = pick(kBranches, number);
    session.title = pick(kTitles, number);
    session.model = number % 5 == 4 ? u"gpt-5.4"_s : u"opus-5.5"_s;
    session.transcriptPath = u"/home/dev/.claude/projects/x/%1.jsonl"_s.arg(session.key.id);
    session.status = status;
    session.statusReason = reasonOf(status);
    session.statusSinceMs = nowMs - dwellMs;
    session.firstEventMs = nowMs - dwellMs - 60'000;
    session.lastEventMs = nowMs - std::min<qint64>(dwellMs, 5'000);
    session.startedAtMs = session.firstEventMs;
    session.lastSeq = number + 1;
    session.events = 10 + number;
    session.toolCalls = 3 + number % 40;
    session.agents = number % 3 == 0 ? 1 + number % 5 : 1;
    session.runningSubagents = session.agents > 1 ? 1 : 0;
    session.provisional = false;
    if (status == SessionStatus::Working) {
        session.actionTool = pick(kTools, number);
        session.actionSummary = pick(kActions, number);
        session.actionSinceMs = session.statusSinceMs;
    }
    if (status == SessionStatus::Failed)
        session.failure = u"rate limit: resets 14:00"_s;
    return session;
}

AttentionItem makeAttention(const Session &session, AttentionKind kind, const QString &tool,
                            const QString &summary)
{
    AttentionItem item;
    item.id = u"%1/%2"_s.arg(session.key.id, attentionKindName(kind));
    item.session = session.ref;
    item.kind = kind;
    item.toolName = tool;
    item.summary = summary;
    item.reason = session.statusReason;
    item.sinceMs = session.statusSinceMs;
    return item;
}

LiveSnapshot makeCrowd(int count, qint64 nowMs)
{
    LiveSnapshot crowd;
    for (int number = 0; number < count; ++number) {
        const SessionStatus status =
            kMixture.at(static_cast<std::size_t>(number) % kMixture.size());
        const qint64 dwellMs = 7'000 + (number * 37LL % 29) * 41'000;
        crowd.sessions.push_back(makeSession(number, status, nowMs, dwellMs));
        const Session &session = crowd.sessions.back();
        if (status == SessionStatus::NeedsInput && number % 2 == 0)
            crowd.attention.push_back(makeAttention(
                session, AttentionKind::Question, u"AskUserQuestion"_s, u"Which auth provider?"_s));
        else if (status == SessionStatus::NeedsInput)
            crowd.attention.push_back(makeAttention(session, AttentionKind::Permission, u"Bash"_s,
                                                    u"git push origin main"_s));
        for (int slot = 0; slot < 20; ++slot)
            crowd.activity.push_back({session.ref, nowMs - slot * 30'000LL,
                                      (number * 7 + slot * slot * 3 + slot * number) % 11});
    }
    return crowd;
}

ChangeSet changeOf(const Session &session)
{
    ChangeSet changes;
    changes.lastSeq = session.lastSeq;
    changes.events = 1;
    changes.sessions.insert(session.ref, session);
    return changes;
}

QStringList poisonTexts(const QString &url)
{
    return {
        u"fix <img src=\"%1/img.png\"> in README"_s.arg(url),
        u"fix <img src=\"x.png\"> in README"_s,
        u"<img src=x>"_s,
        u"<b>&amp;</b><a href='file:///etc/passwd'>x</a>"_s,
        u"<iframe src='%1/frame'></iframe><style>@import '%1/css'</style>"_s.arg(url),
        u"![x](%1/md.png) [link](%1/link)"_s.arg(url),
        u"<table background='%1/bg'><tr><td>x</td></tr></table>"_s.arg(url),
        u"<img src=\"file:///dev/zero\">"_s,
        u"\u202eevil\u202c \u2066left\u2069"_s,
        u"\x1b[31mred\x07"_s,
        u"a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a\u030b\u030c"_s,
        QString(1'000'000, u'a') + u"<img src=\"%1/huge.png\">"_s.arg(url),
        u"nul\u0000nul"_s,
        u"line\nbreak\ttab\u2028separator"_s,
        u"&Underlined &mnemonics && such"_s,
        u"%1 %2 %n"_s,
    };
}

LiveSnapshot makePoisonedCrowd(const QString &url, qint64 nowMs)
{
    LiveSnapshot crowd;
    int number = 0;
    for (const QString &poison : poisonTexts(url)) {
        for (const SessionStatus status : {SessionStatus::Working, SessionStatus::NeedsInput,
                                           SessionStatus::Failed, SessionStatus::Stalled}) {
            Session session = makeSession(number++, status, nowMs);
            session.key.id = poison.left(300) + QString::number(number);
            session.project = poison;
            session.branch = poison;
            session.title = poison;
            session.model = poison;
            session.cwd = u"/home/dev/"_s + poison;
            session.transcriptPath = poison;
            session.statusReason = poison;
            session.actionTool = poison;
            session.actionSummary = poison;
            session.failure = poison;
            if (status == SessionStatus::NeedsInput)
                crowd.attention.push_back(
                    makeAttention(session, AttentionKind::Permission, poison, poison));
            crowd.sessions.push_back(std::move(session));
        }
    }
    return crowd;
}

} // namespace dogwatch::test
