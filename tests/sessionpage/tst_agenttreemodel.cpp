// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/agenttreemodel.h"
#include "seed.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace dogwatch;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kTester = QAbstractItemModelTester::FailureReportingMode::QtTest;
constexpr qint64 kNow = 1'790'000'600'000;

Session session()
{
    Session session;
    session.ref = SessionRef(1);
    session.status = SessionStatus::Working;
    session.statusSinceMs = kNow - 120'000;
    session.startedAtMs = kNow - 600'000;
    session.firstEventMs = kNow - 600'000;
    session.lastEventMs = kNow;
    session.mainCalls = 3;
    return session;
}

Agent agent(const QString &id, const QString &parent = {}, int order = 0)
{
    Agent agent;
    agent.session = SessionRef(1);
    agent.id = id;
    agent.type = id;
    agent.parentId = parent;
    agent.firstEventMs = kNow - 60'000 + order;
    agent.lastEventMs = kNow - 30'000;
    agent.startedAtMs = agent.firstEventMs;
    agent.toolCalls = 2;
    return agent;
}

// One line a row: two blanks for each level, then the name.
QStringList drawn(const AgentTreeModel &model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        const int depth = index.data(AgentTreeModel::DepthRole).toInt();
        lines.append(QString(depth * 2, u' ') + index.data(AgentTreeModel::NameRole).toString());
    }
    return lines;
}

QString text(const AgentTreeModel &model, int row, int role)
{
    return model.index(row).data(role).toString();
}

} // namespace

class TestAgentTreeModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void showsOneAgentAloneWithoutALineForAll();
    void putsEachAgentBelowTheOneThatSpawnedIt();
    void standsParentsInCirclesAndStrangersBelowTheMainAgent();
    void keepsRowsInPlaceWhenAgentsComeAndChange();
    void movesAnAgentWhoseParentIsLearntLater();
    void tellsHowLongEachHasBeenInItsState();
    void knowsWhichAgentARowStandsFor();
    void saysThatItCouldNotBeRead();
    void staysRightWhateverComes();
};

void TestAgentTreeModel::showsOneAgentAloneWithoutALineForAll()
{
    AgentTreeModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    QCOMPARE(model.state(), ModelState::Loading);
    model.load(session(), {}, kNow);
    QCOMPARE(model.state(), ModelState::Ready);
    QCOMPARE(drawn(model), QStringList(u"main"_s));
    QCOMPARE(text(model, 0, AgentTreeModel::CallsRole), u"3"_s);
    QCOMPARE(model.agentAt(0), std::nullopt);
    QCOMPARE(model.rowOf(std::nullopt), 0);
}

void TestAgentTreeModel::putsEachAgentBelowTheOneThatSpawnedIt()
{
    AgentTreeModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    model.load(session(),
               {agent(u"b1"_s, u"b"_s, 5), agent(u"c"_s, {}, 9), agent(u"a"_s, {}, 1),
                agent(u"b"_s, {}, 3), agent(u"b2"_s, u"b"_s, 4), agent(u"deep"_s, u"b1"_s, 6)},
               kNow);
    QCOMPARE(drawn(model),
             QStringList({u"All agents"_s, u"main"_s, u"  a"_s, u"  b"_s, u"    b2"_s, u"    b1"_s,
                          u"      deep"_s, u"  c"_s}));
    QCOMPARE(text(model, 0, AgentTreeModel::CallsRole), u"15"_s);
    QVERIFY(model.index(0).data(AgentTreeModel::WholeRole).toBool());
}

void TestAgentTreeModel::standsParentsInCirclesAndStrangersBelowTheMainAgent()
{
    AgentTreeModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    std::vector<Agent> agents{agent(u"x"_s, u"y"_s, 1), agent(u"y"_s, u"x"_s, 2),
                              agent(u"self"_s, u"self"_s, 3), agent(u"orphan"_s, u"nobody"_s, 4)};
    // A chain as long as can be.
    for (int i = 0; i < 3000; ++i)
        agents.push_back(agent(u"n%1"_s.arg(i), i == 0 ? QString() : u"n%1"_s.arg(i - 1), 10 + i));
    model.load(session(), agents, kNow);
    QCOMPARE(model.rowCount(), 3000 + 4 + 2);
    const QStringList lines = drawn(model);
    QVERIFY(lines.contains(u"  x"_s) && lines.contains(u"    y"_s) && lines.contains(u"  self"_s));
    QVERIFY(lines.contains(u"  orphan"_s));
}

void TestAgentTreeModel::keepsRowsInPlaceWhenAgentsComeAndChange()
{
    AgentTreeModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    model.load(session(), {agent(u"a"_s, {}, 1), agent(u"b"_s, {}, 3)}, kNow);
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);

    Agent ended = agent(u"a"_s, {}, 1);
    ended.status = SessionStatus::Ended;
    ended.endedAtMs = kNow;
    model.apply(session(), {{u"a"_s, ended}, {u"a1"_s, agent(u"a1"_s, u"a"_s, 4)}}, kNow);
    QCOMPARE(drawn(model),
             QStringList({u"All agents"_s, u"main"_s, u"  a"_s, u"    a1"_s, u"  b"_s}));
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted.at(0).at(1).toInt(), 3);
    QCOMPARE(removed.count(), 0);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(changed.count(), 2); // the sum of all, and the one that ended
    QCOMPARE(text(model, 2, AgentTreeModel::StatusTextRole), u"ended"_s);
}

void TestAgentTreeModel::movesAnAgentWhoseParentIsLearntLater()
{
    AgentTreeModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    model.load(session(), {agent(u"a"_s, {}, 1), agent(u"b"_s, {}, 2), agent(u"c"_s, {}, 3)}, kNow);
    model.apply(session(), {{u"c"_s, agent(u"c"_s, u"a"_s, 3)}}, kNow);
    QCOMPARE(drawn(model),
             QStringList({u"All agents"_s, u"main"_s, u"  a"_s, u"    c"_s, u"  b"_s}));
}

void TestAgentTreeModel::tellsHowLongEachHasBeenInItsState()
{
    AgentTreeModel model;
    Agent over = agent(u"over"_s, {}, 0);
    over.status = SessionStatus::Ended;
    over.endedAtMs = *over.startedAtMs + 20'000;
    model.load(session(), {over, agent(u"runs"_s, {}, 1)}, kNow);
    const auto times = [&model] {
        QStringList texts;
        for (int row = 0; row < model.rowCount(); ++row)
            texts.append(text(model, row, AgentTreeModel::TimeTextRole));
        return texts;
    };
    QCOMPARE(times(), QStringList({u""_s, u"2 m"_s, u"20 s"_s, u"59 s"_s}));
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.passSecond(kNow + 2000);
    QCOMPARE(times(), QStringList({u""_s, u"2 m"_s, u"20 s"_s, u"1 m"_s}));
    QCOMPARE(changed.count(), 1); // only what reads otherwise
}

void TestAgentTreeModel::knowsWhichAgentARowStandsFor()
{
    AgentTreeModel model;
    model.load(session(), {agent(u"a"_s)}, kNow);
    QCOMPARE(model.agentAt(-1), std::nullopt);
    QCOMPARE(model.agentAt(0), std::nullopt);
    QCOMPARE(model.agentAt(1), std::optional(QString()));
    QCOMPARE(model.agentAt(2), std::optional(u"a"_s));
    QCOMPARE(model.agentAt(3), std::nullopt);
    QCOMPARE(model.rowOf(QString()), 1);
    QCOMPARE(model.rowOf(u"a"_s), 2);
    QCOMPARE(model.rowOf(u"b"_s), -1);
}

void TestAgentTreeModel::saysThatItCouldNotBeRead()
{
    AgentTreeModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    model.fail(u"disk I/O error"_s);
    QCOMPARE(model.state(), ModelState::Failed);
    QCOMPARE(model.errorText(), u"disk I/O error"_s);
    model.load(session(), {}, kNow);
    QCOMPARE(model.state(), ModelState::Ready);
    QVERIFY(model.errorText().isEmpty());
    model.clear();
    QCOMPARE(model.state(), ModelState::Loading);
    QCOMPARE(model.rowCount(), 0);
}

void TestAgentTreeModel::staysRightWhateverComes()
{
    QRandomGenerator random(test::seedOfThisRun());
    AgentTreeModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    model.load(session(), {}, kNow);
    QHash<QString, Agent> all;
    for (int step = 0; step < 400; ++step) {
        const QString id = u"a%1"_s.arg(random.bounded(25));
        Agent changed = agent(id, u"a%1"_s.arg(random.bounded(40)), random.bounded(50));
        changed.toolCalls = random.bounded(5);
        all.insert(id, changed);
        model.apply(session(), {{id, changed}}, kNow);
        AgentTreeModel fresh;
        fresh.load(session(), std::vector<Agent>(all.cbegin(), all.cend()), kNow);
        QCOMPARE(drawn(model), drawn(fresh));
    }
}

QTEST_GUILESS_MAIN(TestAgentTreeModel)
#include "tst_agenttreemodel.moc"
