// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "livestore.h"
#include "scenes.h"

#include "models/payloadmodel.h"

#include <QAbstractItemModelTester>
#include <QJsonDocument>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kTester = QAbstractItemModelTester::FailureReportingMode::QtTest;

} // namespace

class TestPayloadModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void showsAPayloadPieceByPiece();
    void laysAPayloadOutAnewForAnotherWidth();
    void saysWhyAPayloadCantBeRead();
    void showsThePayloadLastAskedFor();

private:
    std::unique_ptr<LiveStore> m_store;
};

void TestPayloadModel::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_store = std::make_unique<LiveStore>();
}

void TestPayloadModel::showsAPayloadPieceByPiece()
{
    tellHugePrompt(*m_store, u"s"_s);
    PayloadModel payload;
    payload.open(m_store->readers());
    QCOMPARE(payload.state(), ModelState::Ready);
    QCOMPARE(payload.count(), 0);
    payload.show(3);
    QTRY_COMPARE(payload.count(), PayloadModel::kChunk);
    QVERIFY(payload.canFetchMore({}));
    payload.fetchMore({});
    QCOMPARE(payload.count(), 2 * PayloadModel::kChunk);
    const QAbstractItemModelTester tester(&payload, kTester);
    while (payload.canFetchMore({}))
        payload.fetchMore({});
    QVERIFY(payload.count() > 10'000);
    QCOMPARE(payload.lineAt(payload.count() - 1), u"}"_s);
    QVERIFY(payload.raw().size() > 1'000'000);
    QVERIFY(QJsonDocument::fromJson(payload.raw().toUtf8()).isObject());
    for (int row = 0; row < payload.count(); ++row)
        QVERIFY(payload.lineAt(row).size() <= 130);
}

void TestPayloadModel::laysAPayloadOutAnewForAnotherWidth()
{
    tellHugePrompt(*m_store, u"s"_s);
    PayloadModel payload;
    const QAbstractItemModelTester tester(&payload, kTester);
    payload.open(m_store->readers());
    payload.show(4);
    QTRY_VERIFY(payload.count() > 0);
    payload.setColumns(50);
    for (int row = 0; row < payload.count(); ++row)
        QVERIFY(payload.lineAt(row).size() <= 51);
    payload.setColumns(1);
    QCOMPARE(payload.columns(), PayloadFormatter::kMinColumns);
}

void TestPayloadModel::saysWhyAPayloadCantBeRead()
{
    m_store->addCalls(u"s"_s, 0, 1);
    m_store->commit();
    PayloadModel payload;
    const QAbstractItemModelTester tester(&payload, kTester);
    payload.open(m_store->readers());
    payload.show(99);
    QTRY_COMPARE(payload.state(), ModelState::Failed);
    QVERIFY(!payload.errorText().isEmpty());
    QCOMPARE(payload.count(), 0);
    payload.show(1);
    QTRY_COMPARE(payload.state(), ModelState::Ready);
    QVERIFY(payload.count() > 3);
    payload.show(0);
    QCOMPARE(payload.count(), 0);
    QCOMPARE(payload.state(), ModelState::Ready);
}

void TestPayloadModel::showsThePayloadLastAskedFor()
{
    m_store->addCalls(u"s"_s, 0, 30);
    m_store->commit();
    PayloadModel payload;
    payload.open(m_store->readers());
    for (int seq = 1; seq <= 60; ++seq)
        payload.show(seq);
    QTRY_VERIFY(payload.raw().contains(u"toolu_000029"_s));
}

QTEST_GUILESS_MAIN(TestPayloadModel)
#include "tst_payloadmodel.moc"
