// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "statusreplay.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <map>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

// Some time that has passed.
constexpr qint64 kBegin = 1'795'160'000'000;
constexpr double kLeastAgreement = 0.995;

QByteArray content(const QString &name)
{
    QFile file(QStringLiteral(DOGWATCH_TEST_DATA "/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(file.fileName()));
    return file.readAll();
}

std::vector<QJsonObject> objects(const QString &name)
{
    std::vector<QJsonObject> found;
    for (const QByteArray &line : content(name).split('\n')) {
        if (!line.isEmpty())
            found.push_back(QJsonDocument::fromJson(line).object());
    }
    return found;
}

AgentSign signOf(const QString &word)
{
    if (word == u"absent"_s)
        return AgentSign::Absent;
    return word == u"prompt"_s ? AgentSign::Prompt : AgentSign::Answer;
}

} // namespace

// How often the status is right: recordings and stories with the truth written beside each step.
// The truth is what the agents document, see the files in tests/data/statuscorpus.
class TestStatusCorpus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordedSessions();
    void stories_data();
    void stories();
    void theStatusIsRightNearlyAlways();

private:
    void judgeStep(const QString &where, const QString &right, const QString &shown,
                   const QString &reason);
    void playStep(StatusReplay &replay, const QJsonObject &step, const QString &where);

    int m_steps = 0;
    int m_agreed = 0;
    QStringList m_differences;
};

void TestStatusCorpus::judgeStep(const QString &where, const QString &right, const QString &shown,
                                 const QString &reason)
{
    ++m_steps;
    if (right == shown)
        ++m_agreed;
    else
        m_differences.append(
            u"%1: right is %2, shown is %3 (%4)"_s.arg(where, right, shown, reason));
}

void TestStatusCorpus::recordedSessions()
{
    struct Step
    {
        qint64 atMs = 0;
        QString name;
        QString right;
    };
    std::map<QString, std::vector<QJsonObject>> hooks;
    for (const QJsonObject &line : objects(u"claude/all-hooks.jsonl"_s))
        hooks[line.value(u"payload").toObject().value(u"session_id").toString()].push_back(line);
    std::map<QString, std::vector<QJsonObject>> records;
    for (const QJsonObject &line : objects(u"claude/session-registry.jsonl"_s))
        records[line.value(u"session").toString()].push_back(line);
    std::map<QString, std::vector<Step>> truth;
    for (const QByteArray &line : content(u"statuscorpus/recorded.truth"_s).split('\n')) {
        const QStringList words = QString::fromUtf8(line).simplified().split(u' ');
        if (words.size() == 4 && !words.first().startsWith(u'#'))
            truth[words.at(0)].push_back({words.at(1).toLongLong(), words.at(2), words.at(3)});
    }
    StatusReplay replay;
    qint64 pid = 100;
    for (const auto &[session, played] : hooks) {
        ++pid;
        const qint64 begin = played.front().value(u"t").toInteger();
        std::size_t next = 0;
        for (const Step &step : truth[session.left(8)]) {
            const qint64 atMs = begin + step.atMs;
            if (step.name.startsWith(u"hook:")) {
                QVERIFY2(next < played.size(), qPrintable(session));
                const QJsonObject payload = played.at(next++).value(u"payload").toObject();
                QCOMPARE(u"hook:"_s + payload.value(u"hook_event_name").toString(), step.name);
                replay.hook(payload, atMs, atMs, pid);
            } else {
                for (const QJsonObject &line : records[session]) {
                    if (line.value(u"t").toInteger() > atMs || line.contains(u"gone"_s))
                        continue;
                    replay.outside(session).record =
                        LiveRecord{session,
                                   liveWord(line.value(u"status").toString(),
                                            line.value(u"waitingFor").toString()),
                                   line.value(u"waitingFor").toString(),
                                   line.value(u"statusUpdatedAt").toInteger()};
                }
                if (step.name.startsWith(u"gone:"))
                    replay.outside(session).state = ProcessState::Gone;
                replay.look(atMs);
            }
            judgeStep(
                u"recorded %1 at %2 ms, %3"_s.arg(session.left(8)).arg(step.atMs).arg(step.name),
                step.right, replay.statusOf(session), replay.reasonOf(session));
        }
        QCOMPARE(next, played.size()); // there is a truth for each hook
        // What goes on without it is no more looked at.
        replay.outside(session).state = ProcessState::NotKnown;
        replay.outside(session).record.reset();
    }
}

void TestStatusCorpus::stories_data()
{
    QTest::addColumn<QString>("name");
    const QDir folder(QStringLiteral(DOGWATCH_TEST_DATA "/statuscorpus"));
    for (const QString &name : folder.entryList({u"*.jsonl"_s}, QDir::Files, QDir::Name))
        QTest::newRow(qPrintable(name.chopped(6))) << name;
}

void TestStatusCorpus::playStep(StatusReplay &replay, const QJsonObject &step, const QString &where)
{
    const QString session = step.value(u"session").toString(u"s"_s);
    const qint64 atMs = kBegin + step.value(u"at").toInteger();
    StatusReplay::Outside &outside = replay.outside(session);
    if (const QString event = step.value(u"hook").toString(); !event.isEmpty()) {
        QJsonObject payload = step.value(u"fields").toObject();
        payload.insert(u"hook_event_name"_s, event);
        payload.insert(u"session_id"_s, session);
        payload.insert(u"cwd"_s, u"/home/dev/project"_s);
        const QJsonValue happened = step.value(u"happened");
        replay.hook(payload, happened.isDouble() ? kBegin + happened.toInteger() : atMs, atMs,
                    step.value(u"pid").toInteger(4711));
    } else if (step.contains(u"transcript"_s)) {
        replay.transcript(session, step.value(u"transcript").toArray(), atMs);
    } else {
        if (const QJsonObject record = step.value(u"record").toObject(); !record.isEmpty()) {
            const QString waitingFor = record.value(u"waitingFor").toString();
            outside.record = LiveRecord{record.value(u"sessionId").toString(session),
                                        liveWord(record.value(u"status").toString(), waitingFor),
                                        waitingFor, kBegin + record.value(u"at").toInteger()};
        }
        if (const QString process = step.value(u"process").toString(); !process.isEmpty()) {
            outside.state = process == u"gone"_s
                ? ProcessState::Gone
                : (process == u"alive"_s ? ProcessState::Alive : ProcessState::NotKnown);
        }
        const QJsonObject agents = step.value(u"agents").toObject();
        for (auto agent = agents.begin(); agent != agents.end(); ++agent)
            outside.agents.insert(agent.key(), signOf(agent->toString()));
        if (step.contains(u"awake"_s))
            outside.awakeSinceMs = kBegin + step.value(u"awake").toInteger();
        if (step.contains(u"started_by"_s))
            outside.startedBy = step.value(u"started_by").toString();
        replay.look(atMs);
        replay.look(atMs); // a second look finds nothing new
    }
    if (step.contains(u"is"_s))
        judgeStep(where, step.value(u"is").toString(), replay.statusOf(session),
                  replay.reasonOf(session));
    if (step.contains(u"finds"_s))
        QCOMPARE(replay.openItemsOf(session), step.value(u"finds").toString());
    if (step.contains(u"under"_s))
        QCOMPARE(replay.starterOf(session), step.value(u"under").toString());
    if (step.contains(u"tiles"_s))
        QCOMPARE(replay.tiles(), step.value(u"tiles").toInteger());
    if (step.contains(u"agents_running"_s))
        QCOMPARE(replay.runningSubagentsOf(session), step.value(u"agents_running").toInteger());
}

void TestStatusCorpus::stories()
{
    QFETCH(QString, name);
    StatusReplay replay;
    int number = 0;
    for (const QJsonObject &step : objects(u"statuscorpus/"_s + name)) {
        if (number++ == 0)
            continue; // what it is about
        playStep(replay, step, u"%1, step %2"_s.arg(name).arg(number - 1));
        if (QTest::currentTestFailed()) {
            QFAIL(qPrintable(u"at step %1"_s.arg(number - 1)));
            return;
        }
    }
    // A finding is raised once, whatever looks came after.
    QCOMPARE(replay.store().number(u"SELECT count(*) FROM (SELECT 1 FROM observation WHERE kind = "
                                   "'found' GROUP BY body HAVING count(*) > 1)"_s),
             0);
}

void TestStatusCorpus::theStatusIsRightNearlyAlways()
{
    for (const QString &difference : qAsConst(m_differences))
        qInfo().noquote() << difference;
    QVERIFY(m_steps > 700);
    const double agreement = static_cast<double>(m_agreed) / m_steps;
    qInfo().noquote() << u"%1 of %2 steps agree: %3 %"_s.arg(
        QString::number(m_agreed), QString::number(m_steps),
        QString::number(100 * agreement, 'f', 2));
    QVERIFY(agreement >= kLeastAgreement);
}

QTEST_GUILESS_MAIN(TestStatusCorpus)

#include "tst_statuscorpus.moc"
