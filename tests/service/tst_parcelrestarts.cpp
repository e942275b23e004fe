// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "crash/programs.h"
#include "store/settingsstore.h"
#include "store/storefixture.h"
#include "webhookdesk.h"

#include <QTemporaryDir>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kRestarts = 24;
constexpr int kPatienceMs = 60'000;
constexpr int kMostAtOnce = 8; // on their way when it is killed

QByteArray askOf(int run)
{
    return QStringLiteral(R"({"session_id":"run%1","hook_event_name":"PermissionRequest",)"
                          R"("cwd":"/w/run%1","tool_name":"Bash"})")
        .arg(run)
        .toUtf8();
}

} // namespace

// The whole program without a desktop, killed again and again around the moment at which it posts.
class TestParcelRestarts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachCauseIsPostedAndTwiceOnlyWhereItWasKilledAfterwards();
};

void TestParcelRestarts::eachCauseIsPostedAndTwiceOnlyWhereItWasKilledAfterwards()
{
    if (!Headless::isBuilt())
        QSKIP("the program is not there");
    qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:");
    WebhookDesk desk;
    const QTemporaryDir temporary;
    const QString folder = temporary.filePath(u"data"_s);
    QVERIFY(DataFolder(folder).prepare().ok());
    QVERIFY(storeSetting(DataFolder(folder), u"notify.webhook"_s, desk.url()).ok());
    int killedAfter = 0;
    for (int run = 0; run < kRestarts; ++run) {
        Headless app;
        const QByteArray faults = run % 3 == 1 ? "parcel.before_send:1:kill"
            : run % 3 == 2                     ? "parcel.after_send:1:kill"
                                               : "";
        QVERIFY(app.start(folder, {}, faults));
        const int status = app.ask("POST", "/api/hooks/claude-code", askOf(run)).status;
        QVERIFY(status == 200 || !faults.isEmpty()); // it may have died of what was left
        if (faults.isEmpty()) {
            (void)app.end(true);
            continue;
        }
        killedAfter += run % 3 == 2 ? 1 : 0;
        // It dies when it posts; the receiver is here, so that it must be heard meanwhile.
        QVERIFY(QTest::qWaitFor([&app] { return !app.isRunning(); }, kPatienceMs));
    }
    Headless last;
    QVERIFY(last.start(folder, {}, {}));
    const auto rows = [&folder](const QString &sql) {
        auto database = Database::open(folder + u"/dogwatch.db"_s, Database::Mode::ReadOnly);
        return database ? rowsOf(**database, sql) : QStringList{database.error().text};
    };
    const QString left = u"SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')"_s;
    QTRY_COMPARE_WITH_TIMEOUT(rows(left), QStringList{u"0"_s}, kPatienceMs);
    QCOMPARE(last.terminate(), 0);

    QHash<QByteArray, int> posts; // by key
    for (const WebhookDesk::Post &post : desk.posts)
        ++posts[post.header("idempotency-key")];
    const auto total = static_cast<int>(desk.posts.size());
    const int repeated = total - static_cast<int>(posts.size());
    qInfo("%d posts of %d causes, %d kills after a post", total, static_cast<int>(posts.size()),
          killedAfter);
    QCOMPARE(rows(u"SELECT count(*) FROM outbox WHERE target = 'webhook' AND state = 'done'"_s),
             QStringList{QString::number(posts.size())});
    QVERIFY(repeated > 0); // or the kills came at no moment that matters
    QVERIFY(repeated <= killedAfter * kMostAtOnce);
}

QTEST_GUILESS_MAIN(TestParcelRestarts)
#include "tst_parcelrestarts.moc"
