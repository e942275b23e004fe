// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/attentionlog.h"
#include "storefixture.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kHour = 60LL * 60 * 1000;
constexpr qint64 kNow = 100 * kHour;

} // namespace

// What happened while somebody was away.
class TestAttentionLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsOverIsToldTooAndWhatWasOverBeforeIsNot();
};

void TestAttentionLog::whatIsOverIsToldTooAndWhatWasOverBeforeIsNot()
{
    Store store;
    int number = 0;
    const auto ask = [&](const QString &session, qint64 atMs, qint64 answeredMs) {
        const QJsonObject call{{u"tool_name"_s, u"Bash"_s}, {u"tool_use_id"_s, u"t"_s}};
        const auto add = [&](const QString &type, qint64 when) {
            store.commit({request(QString::number(++number), payload(session, type, call), when)});
        };
        add(u"PreToolUse"_s, atMs - 1);
        add(u"PermissionRequest"_s, atMs);
        if (answeredMs > 0)
            add(u"PostToolUse"_s, answeredMs);
    };
    ask(u"before"_s, kNow - 9 * kHour, kNow - 8 * kHour);
    ask(u"into"_s, kNow - 9 * kHour, kNow - 2 * kHour);
    ask(u"within"_s, kNow - 3 * kHour, kNow - kHour);
    ask(u"open"_s, kNow - kHour / 2, 0);
    const auto told = attentionSince(store.database(), kNow - 4 * kHour);
    QVERIFY(told.ok());
    QStringList sessions;
    for (const AttentionItem &one : *told)
        sessions.append(store
                            .rows(u"SELECT id FROM session WHERE ref = %1"_s.arg(
                                static_cast<qint64>(one.session)))
                            .value(0));
    QCOMPARE(sessions, (QStringList{u"open"_s, u"within"_s, u"into"_s}));
}

QTEST_GUILESS_MAIN(TestAttentionLog)

#include "tst_attentionlog.moc"
