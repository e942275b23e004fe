// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "livestore.h"

#include "models/eventsmodel.h"
#include "models/toolcallsmodel.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QSignalSpy>
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

class TestToolCallsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void updatesACallInPlaceWhenItEnds();
    void marksCallsThatWaitForAPerson();
    void marksCallsThatTheirSessionLeftBehind();
    void updatesCallsOutsideOfItsEnd();
    void pagesThroughCallsThatOneEventBrought();
    void showsFailedCallsAloneAndThoseThatFailLater();
    void tellsHowLongARunningCallRuns();
    void boundsAndCleansWhatItShows();

private:
    std::unique_ptr<LiveStore> m_store;
};

void TestToolCallsModel::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_store = std::make_unique<LiveStore>();
}

void TestToolCallsModel::updatesACallInPlaceWhenItEnds()
{
    m_store->add(u"s"_s, u"PreToolUse"_s,
                 {{u"tool_name"_s, u"Bash"_s},
                  {u"tool_use_id"_s, u"t1"_s},
                  {u"tool_input"_s, QJsonObject{{u"command"_s, u"sleep 1"_s}}}});
    m_store->commit();
    ToolCallsModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    OPEN(model, u"s"_s);
    QCOMPARE(text(model, 0, ToolCallsModel::StatusTextRole), u"running"_s);
    QCOMPARE(text(model, 0, ToolCallsModel::WhatRole), u"sleep 1"_s);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);

    m_store->addCalls(u"s"_s, 5, 20);
    m_store->add(u"s"_s, u"PostToolUseFailure"_s,
                 {{u"tool_name"_s, u"Bash"_s},
                  {u"tool_use_id"_s, u"t1"_s},
                  {u"error"_s, u"exit 8"_s},
                  {u"duration_ms"_s, 3210}});
    m_store->commit();
    model.advance(m_store->lastSeq());
    QTRY_COMPARE(model.count(), 21);
    QCOMPARE(text(model, 0, ToolCallsModel::StatusTextRole), u"failed"_s);
    QCOMPARE(text(model, 0, ToolCallsModel::ErrorRole), u"exit 8"_s);
    QCOMPARE(text(model, 0, ToolCallsModel::DurationTextRole), u"3.2 s"_s);
    QCOMPARE(changed.count(), 1);
}

void TestToolCallsModel::marksCallsThatWaitForAPerson()
{
    for (const QString &id : {u"t1"_s, u"t2"_s})
        m_store->add(u"s"_s, u"PreToolUse"_s,
                     {{u"tool_name"_s, u"Bash"_s},
                      {u"tool_use_id"_s, id},
                      {u"tool_input"_s, QJsonObject{{u"command"_s, u"git push"_s}}}});
    m_store->commit();
    ToolCallsModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    OPEN(model, u"s"_s);
    model.setAwaited({u"t1"_s});
    const int asked = model.rowOfId(u"t1"_s);
    const int runs = model.rowOfId(u"t2"_s);
    QCOMPARE(text(model, asked, ToolCallsModel::StatusTextRole), u"waits for you"_s);
    QCOMPARE(model.data(model.index(asked), ToolCallsModel::GlyphRole).toInt(),
             static_cast<int>(SessionStatus::NeedsInput));
    QCOMPARE(text(model, runs, ToolCallsModel::StatusTextRole), u"running"_s);
    model.setAwaited({});
    QCOMPARE(text(model, asked, ToolCallsModel::StatusTextRole), u"running"_s);
}

void TestToolCallsModel::marksCallsThatTheirSessionLeftBehind()
{
    m_store->add(u"s"_s, u"PreToolUse"_s,
                 {{u"tool_name"_s, u"Bash"_s}, {u"tool_use_id"_s, u"t1"_s}});
    m_store->commit();
    ToolCallsModel model;
    OPEN(model, u"s"_s);
    m_store->add(u"s"_s, u"SessionEnd"_s, {{u"reason"_s, u"other"_s}}); // names no call
    m_store->commit();
    model.advance(m_store->lastSeq());
    QTRY_COMPARE(text(model, 0, ToolCallsModel::StatusTextRole), u"abandoned"_s);
}

void TestToolCallsModel::updatesCallsOutsideOfItsEnd()
{
    m_store->add(u"s"_s, u"PreToolUse"_s,
                 {{u"tool_name"_s, u"Bash"_s}, {u"tool_use_id"_s, u"t1"_s}});
    m_store->addCalls(u"s"_s, 0, 1500);
    m_store->commit();
    ToolCallsModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    OPEN(model, u"s"_s);
    QSignalSpy revealed(&model, &LogModel::revealed);
    model.reveal(1, u"t1"_s);
    QTRY_COMPARE(revealed.count(), 1);
    QCOMPARE(revealed.at(0).at(0).toInt(), 0);
    QVERIFY(model.hasNewer());
    const int count = model.count();
    m_store->add(u"s"_s, u"PostToolUse"_s,
                 {{u"tool_name"_s, u"Bash"_s}, {u"tool_use_id"_s, u"t1"_s}});
    m_store->commit();
    model.advance(m_store->lastSeq());
    QTRY_COMPARE(text(model, 0, ToolCallsModel::StatusTextRole), u"done"_s);
    QCOMPARE(model.count(), count);
}

void TestToolCallsModel::pagesThroughCallsThatOneEventBrought()
{
    QJsonArray calls;
    for (int i = 0; i < 1300; ++i)
        calls.append(QJsonObject{{u"tool_name"_s, u"Read"_s}, {u"tool_use_id"_s, u"b%1"_s.arg(i)}});
    m_store->add(u"s"_s, u"PostToolBatch"_s, {{u"tool_calls"_s, calls}});
    m_store->commit();
    ToolCallsModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    OPEN(model, u"s"_s);
    QCOMPARE(model.count(), LogModel::kPage);
    while (model.hasOlder()) {
        const int before = model.count();
        model.fetchOlder();
        QTRY_VERIFY(model.count() > before || !model.hasOlder());
    }
    QCOMPARE(model.count(), 1300);
    const QStringList ids = column(model, ToolCallsModel::ToolUseIdRole);
    QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), 1300);
}

void TestToolCallsModel::showsFailedCallsAloneAndThoseThatFailLater()
{
    const auto call = [this](const QString &event, const QString &id) {
        m_store->add(u"s"_s, event, {{u"tool_name"_s, u"Bash"_s}, {u"tool_use_id"_s, id}});
    };
    call(u"PreToolUse"_s, u"early"_s);
    m_store->addCalls(u"s"_s, 0, 30);
    call(u"PreToolUse"_s, u"bad"_s);
    call(u"PostToolUseFailure"_s, u"bad"_s);
    m_store->addCalls(u"s"_s, 40, 30);
    m_store->commit();
    ToolCallsModel model;
    const QAbstractItemModelTester tester(&model, kTester);
    OPEN(model, u"s"_s);
    model.setOnlyFailed(true);
    QTRY_COMPARE(column(model, ToolCallsModel::ToolUseIdRole), QStringList(u"bad"_s));
    call(u"PreToolUse"_s, u"late"_s);
    m_store->commit();
    model.advance(m_store->lastSeq());
    call(u"PostToolUseFailure"_s, u"early"_s);
    call(u"PostToolUseFailure"_s, u"late"_s);
    m_store->commit();
    model.advance(m_store->lastSeq());
    QTRY_COMPARE(column(model, ToolCallsModel::ToolUseIdRole),
                 QStringList({u"early"_s, u"bad"_s, u"late"_s}));
}

void TestToolCallsModel::tellsHowLongARunningCallRuns()
{
    m_store->setTime(1'790'000'000'000);
    m_store->addCalls(u"s"_s, 0, 1);
    m_store->add(u"s"_s, u"PreToolUse"_s,
                 {{u"tool_name"_s, u"Bash"_s}, {u"tool_use_id"_s, u"t1"_s}});
    m_store->commit();
    ToolCallsModel model;
    OPEN(model, u"s"_s);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.passSecond(1'790'000'000'000 + 2000 + 65'000);
    QCOMPARE(text(model, 1, ToolCallsModel::DurationTextRole), u"1 m"_s);
    QCOMPARE(text(model, 0, ToolCallsModel::DurationTextRole), u"100 ms"_s);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 1);
}

void TestToolCallsModel::boundsAndCleansWhatItShows()
{
    const QString poison =
        u"<img src=\"http://127.0.0.1:9/x\">\n\u202eevil\u202c"_s + QString(5000, u'x');
    m_store->add(u"s"_s, poison,
                 {{u"tool_name"_s, poison},
                  {u"tool_use_id"_s, poison},
                  {u"tool_input"_s, QJsonObject{{u"command"_s, poison}}}});
    m_store->add(u"s"_s, u"PreToolUse"_s,
                 {{u"tool_name"_s, poison},
                  {u"tool_use_id"_s, poison},
                  {u"tool_input"_s, QJsonObject{{u"command"_s, poison}}}});
    m_store->commit();
    EventsModel events;
    ToolCallsModel calls;
    OPEN(events, u"s"_s);
    OPEN(calls, u"s"_s);
    const auto check = [](const LogModel &model) {
        const QList<int> roles = model.roleNames().keys();
        for (int row = 0; row < model.count(); ++row) {
            for (const int role : roles) {
                const bool ofCalls = qobject_cast<const ToolCallsModel *>(&model);
                if (ofCalls
                    && (role == ToolCallsModel::ToolUseIdRole
                        || role == ToolCallsModel::DetailRole))
                    continue;
                const QString shown = text(model, row, role);
                QVERIFY2(shown.size() <= 300, qPrintable(shown.left(50)));
                QVERIFY(!shown.contains(u'\u202e') && !shown.contains(u'\n'));
            }
        }
    };
    check(events);
    check(calls);
    QCOMPARE(calls.count(), 1);
}

QTEST_GUILESS_MAIN(TestToolCallsModel)
#include "tst_toolcallsmodel.moc"
