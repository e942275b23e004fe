// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/watchdogfixture.h"

#include "store/spoolfixture.h"
#include "store/storefixture.h"

#include <QDir>
#include <QSignalSpy>
#include <QTest>

#include <csignal>

namespace dogwatch::test {

using namespace Qt::StringLiterals;

void WatchdogTest::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    qputenv("CLAUDE_CONFIG_DIR", QFile::encodeName(m_home->path()));
    QVERIFY(QDir(m_home->path()).mkdir(u"sessions"_s));
    m_events = 0;
    m_limits = {};
    m_prompt = u"p"_s;
    m_running = std::make_unique<RunningWriter>();
    m_clock = std::make_unique<SetClock>();
    restart();
    m_agent = std::make_unique<ChildProcess>();
    QVERIFY(m_agent->start({"/bin/sleep", "600"}, {}));
    m_identity = {m_agent->pid(), m_clock->nowMs()};
}

void WatchdogTest::cleanup()
{
    m_agent.reset();
    m_watchdog.reset();
    m_readers.reset();
    m_running.reset();
}

void WatchdogTest::restart()
{
    m_watchdog.reset();
    m_readers = std::make_shared<Readers>(m_running->folder.database());
    m_watchdog =
        std::make_unique<Watchdog>(*m_running->feed, *m_running->writer, m_readers, *m_clock);
    m_watchdog->setLimits(m_limits);
    QVERIFY(look());
}

void WatchdogTest::hook(const QString &type, qint64 atMs, const QJsonObject &fields,
                        const QString &session)
{
    WriteRequest event = request(QString::number(++m_events), payload(session, type, fields), atMs);
    event.event.envelope.process = m_identity;
    QVERIFY(m_running->writer->enqueue(event));
    QTRY_COMPARE_WITH_TIMEOUT(m_running->rows(u"SELECT count(*) FROM event"_s).value(0).toInt(),
                              m_events, kPatienceMs);
}

void WatchdogTest::use(const QString &id, const QString &tool, const QJsonObject &input, bool fails,
                       const QString &session)
{
    QJsonObject call{{u"tool_use_id"_s, id},
                     {u"tool_name"_s, tool},
                     {u"tool_input"_s, input},
                     {u"prompt_id"_s, m_prompt}};
    m_clock->pass(1000);
    hook(u"PreToolUse"_s, m_clock->nowMs(), call, session);
    m_clock->pass(1000);
    call.insert(u"error"_s, u"Exit code 1"_s);
    hook(fails ? u"PostToolUseFailure"_s : u"PostToolUse"_s, m_clock->nowMs(), call, session);
}

bool WatchdogTest::look()
{
    QSignalSpy looked(m_watchdog.get(), &Watchdog::looked);
    m_watchdog->look();
    return (looked.count() > 0 || looked.wait(kPatienceMs)) && looked.at(0).at(0).toBool();
}

void WatchdogTest::killAgent()
{
    m_agent->signal(SIGKILL);
    QVERIFY(m_agent->wait(kPatienceMs));
}

void WatchdogTest::writeRecord(const QString &session, const QString &word, qint64 atMs)
{
    QFile file(u"%1/sessions/%2.json"_s.arg(m_home->path()).arg(m_agent->pid()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(u"{\"pid\":%1,\"sessionId\":\"%2\",\"status\":\"%3\",\"statusUpdatedAt\":%4}"_s
                   .arg(m_agent->pid())
                   .arg(session, word)
                   .arg(atMs)
                   .toUtf8());
}

QString WatchdogTest::status() const
{
    return rows(u"SELECT status FROM session ORDER BY ref"_s).value(0);
}

QStringList WatchdogTest::open() const
{
    return rows(u"SELECT kind FROM attention_item WHERE resolved_at IS NULL ORDER BY kind"_s);
}

QStringList WatchdogTest::observations() const
{
    return rows(u"SELECT kind FROM observation ORDER BY id"_s);
}

} // namespace dogwatch::test
