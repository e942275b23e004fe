// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "crash/programs.h"
#include "noticebus.h"
#include "store/storefixture.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kRestarts = 100;
constexpr int kPatienceMs = 60'000;

QByteArray askOf(int run)
{
    return QStringLiteral(R"({"session_id":"run%1","hook_event_name":"PermissionRequest",)"
                          R"("cwd":"/w/run%1","tool_name":"Bash"})")
        .arg(run)
        .toUtf8();
}

// How many causes a notification tells of.
int causesIn(const QString &title)
{
    static const QRegularExpression number(u"(\\d+) (?:more|thing)"_s);
    const auto match = number.match(title);
    return match.hasMatch() ? match.captured(1).toInt() : 1;
}

} // namespace

// The whole program, killed again and again around the moment at which it shows something.
class TestNoticeRestarts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachCauseIsShownOnceAtMost();
};

void TestNoticeRestarts::eachCauseIsShownOnceAtMost()
{
    const PrivateBus bus;
    if (!bus.isThere() || !Headless::isBuilt())
        QSKIP("dbus-daemon or the program is not there");
    qputenv("DBUS_SESSION_BUS_ADDRESS", bus.address().toUtf8());
    NoticeDesk desk(bus.connection(u"desk"_s));
    QVERIFY(desk.open());
    const QTemporaryDir temporary;
    const QString folder = temporary.filePath(u"data"_s);
    for (int run = 0; run < kRestarts; ++run) {
        Headless app;
        const QByteArray faults = run % 3 == 1 ? "notice.before_show:1:kill"
            : run % 3 == 2                     ? "notice.after_show:1:kill"
                                               : "";
        QVERIFY(app.start(folder, {}, faults));
        const int status = app.ask("POST", "/api/hooks/claude-code", askOf(run)).status;
        QVERIFY(status == 200 || !faults.isEmpty()); // it may have died of what was left
        if (faults.isEmpty())
            (void)app.end(true);
        else // it dies when it shows; the server is here, so that it must be heard meanwhile
            QVERIFY(QTest::qWaitFor([&app] { return !app.isRunning(); }, kPatienceMs));
    }
    Headless last;
    QVERIFY(last.start(folder, {}, {}));
    const auto rows = [&folder](const QString &sql) {
        auto database = Database::open(folder + u"/dogwatch.db"_s, Database::Mode::ReadOnly);
        return database ? rowsOf(**database, sql) : QStringList{database.error().text};
    };
    QTRY_COMPARE_WITH_TIMEOUT(
        rows(u"SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')"_s),
        QStringList{u"0"_s}, kPatienceMs);
    QCOMPARE(last.terminate(), 0);

    QHash<QString, int> alone;
    QHash<quint32, int> standing; // causes of each notification, by its id
    int shown = 0;
    for (const NoticeDesk::Told &told : desk.told) {
        const int causes = causesIn(told.title);
        // A sum that grows takes the place of the one before it and counts its causes again.
        shown += causes - (told.replaces == 0 ? 0 : standing.value(told.replaces));
        standing.insert(told.id, causes);
        if (told.title.startsWith(u"run"))
            QVERIFY2(++alone[told.title] == 1, qPrintable(told.title));
    }
    const auto count = [&rows](const QString &where) {
        return rows(u"SELECT count(*) FROM outbox WHERE "_s + where).value(0).toInt();
    };
    qInfo("%d causes: %d shown in %d notifications, %d done, %d unknown", count(u"1"_s), shown,
          static_cast<int>(desk.told.size()), count(u"state = 'done'"_s),
          count(u"state = 'unknown'"_s));
    QCOMPARE(count(u"state IN ('done', 'unknown')"_s), count(u"1"_s));
    QCOMPARE(count(u"attempts > 1"_s), 0);
    QVERIFY(count(u"state = 'unknown'"_s) > 0); // or the kills came at no moment that matters
    QVERIFY(shown >= count(u"state = 'done'"_s) && shown <= count(u"1"_s));
}

QTEST_GUILESS_MAIN(TestNoticeRestarts)
#include "tst_noticerestarts.moc"
