// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "livestore.h"

#include "models/eventsmodel.h"
#include "models/toolcallsmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kTester = QAbstractItemModelTester::FailureReportingMode::QtTest;

QString text(const LogModel &model, int row, int role)
{
    return model.data(model.index(row), role).toString();
}

QStringList column(const LogModel &model, int role)
{
    QStringList texts;
    for (int row = 0; row < model.count(); ++row)
        texts.append(text(model, row, role));
    return texts;
}

} // namespace

#define OPEN(model, session)                                                                       \
    (model).open(m_store->readers(), SessionRef(m_store->refOf(session)));                         \
    (model).advance(m_store->lastSeq());                                                           \
    QTRY_COMPARE((model).state(), ModelState::Ready)

class TestLogFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void showsOnlyRowsThatContainTheFilter();
    void takesWildcardsInAFilterLiterally();
    void showsOnlyTheAgentChosen();
    void appendsOnlyWhatPassesTheFilter();
    void findsAnAgentByItsName();

private:
    std::unique_ptr<LiveStore> m_store;
};

void TestLogFilter::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_store = std::make_unique<LiveStore>();
}

void TestLogFilter::showsOnlyRowsThatContainTheFilter()
{
    m_store->addCalls(u"s"_s, 0, 700);
    m_store->add(u"s"_s, u"UserPromptSubmit"_s, {{u"prompt"_s, u"go"_s}});
    m_store->addCalls(u"s"_s, 700, 700);
    m_store->commit();
    EventsModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    OPEN(model, u"s"_s);
    model.setFilter(u"promptsub"_s);
    QTRY_COMPARE(model.count(), 1); // it is older than the first page
    QCOMPARE(text(model, 0, EventsModel::TypeRole), u"UserPromptSubmit"_s);
    model.setFilter(u"toolu_000690"_s);
    QTRY_COMPARE(model.count(), 2);
    model.setFilter(u"nothing like it"_s);
    QTRY_COMPARE(model.count(), 0);
    QCOMPARE(model.state(), ModelState::Ready);
    model.setFilter({});
    QTRY_COMPARE(model.count(), LogModel::kPage);
}

void TestLogFilter::takesWildcardsInAFilterLiterally()
{
    m_store->add(u"s"_s, u"PreToolUse"_s,
                 {{u"tool_name"_s, u"a%b"_s}, {u"tool_use_id"_s, u"t1"_s}});
    m_store->add(u"s"_s, u"PreToolUse"_s,
                 {{u"tool_name"_s, u"a_b\\"_s}, {u"tool_use_id"_s, u"t2"_s}});
    m_store->add(u"s"_s, u"PreToolUse"_s,
                 {{u"tool_name"_s, u"axb"_s}, {u"tool_use_id"_s, u"t3"_s}});
    m_store->commit();
    EventsModel model;
    OPEN(model, u"s"_s);
    model.setFilter(u"a%b"_s);
    QTRY_COMPARE(column(model, EventsModel::ToolNameRole), QStringList(u"a%b"_s));
    model.setFilter(u"A_B\\"_s);
    QTRY_COMPARE(column(model, EventsModel::ToolNameRole), QStringList(u"a_b\\"_s));
}

void TestLogFilter::showsOnlyTheAgentChosen()
{
    m_store->addCalls(u"s"_s, 0, 4);
    m_store->addCalls(u"s"_s, 10, 3, u"sub"_s);
    m_store->commit();
    EventsModel events;
    ToolCallsModel calls;
    const QAbstractItemModelTester eventsTester(&events, kTester);
    const QAbstractItemModelTester callsTester(&calls, kTester);
    OPEN(events, u"s"_s);
    OPEN(calls, u"s"_s);
    QCOMPARE(events.count(), 14);
    QCOMPARE(calls.count(), 7);
    for (LogModel *model : std::initializer_list<LogModel *>{&events, &calls})
        model->setAgent(u"sub"_s);
    QTRY_COMPARE(events.count(), 6);
    QTRY_COMPARE(calls.count(), 3);
    QCOMPARE(column(calls, ToolCallsModel::AgentRole), QStringList(3, u"sub"_s));
    for (LogModel *model : std::initializer_list<LogModel *>{&events, &calls})
        model->setAgent(QString());
    QTRY_COMPARE(events.count(), 8);
    QTRY_COMPARE(calls.count(), 4);
    for (LogModel *model : std::initializer_list<LogModel *>{&events, &calls})
        model->setAgent(std::nullopt);
    QTRY_COMPARE(events.count(), 14);
    QTRY_COMPARE(calls.count(), 7);
}

void TestLogFilter::appendsOnlyWhatPassesTheFilter()
{
    m_store->addCalls(u"s"_s, 0, 2, u"sub"_s);
    m_store->commit();
    EventsModel model;
    OPEN(model, u"s"_s);
    model.setAgent(u"sub"_s);
    QTRY_COMPARE(model.count(), 4);
    m_store->addCalls(u"s"_s, 10, 5);
    m_store->addCalls(u"s"_s, 20, 1, u"sub"_s);
    m_store->commit();
    model.advance(m_store->lastSeq());
    QTRY_COMPARE(model.count(), 6);
    QCOMPARE(text(model, 5, EventsModel::ToolUseIdRole), u"toolu_000020"_s);
}

void TestLogFilter::findsAnAgentByItsName()
{
    m_store->add(u"s"_s, u"SubagentStart"_s,
                 {{u"agent_id"_s, u"a8f2"_s}, {u"agent_type"_s, u"Explore"_s}});
    m_store->addCalls(u"s"_s, 0, 2, u"a8f2"_s);
    m_store->addCalls(u"s"_s, 10, 3);
    m_store->commit();
    EventsModel events;
    ToolCallsModel calls;
    const QAbstractItemModelTester eventsTester(&events, kTester);
    OPEN(events, u"s"_s);
    OPEN(calls, u"s"_s);
    for (LogModel *model : std::initializer_list<LogModel *>{&events, &calls}) {
        model->setAgentNames({{u"a8f2"_s, u"Explore"_s}});
        model->setFilter(u"explor"_s);
    }
    QTRY_COMPARE(calls.count(), 2);
    QTRY_COMPARE(events.count(), 5);
    QCOMPARE(column(calls, ToolCallsModel::AgentRole), QStringList(2, u"Explore"_s));
    QCOMPARE(column(events, EventsModel::AgentRole), QStringList(5, u"Explore"_s));
}

QTEST_GUILESS_MAIN(TestLogFilter)
#include "tst_logfilter.moc"
