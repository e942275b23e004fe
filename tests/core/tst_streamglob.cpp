// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/streamglob.h"
#include "core/subscriptionconfig.h"

#include <QJsonArray>
#include <QTest>

using namespace dogwatch;
using namespace Qt::StringLiterals;

// Which streams a consumer asks for.
class TestStreamGlob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStarIsOnePartAndTwoAreAnyNumber_data();
    void aStarIsOnePartAndTwoAreAnyNumber();
    void manyStarsDoNotTakeLonger();
    void whatMeansNothingIsNoPattern();
    void aConfigIsReadBackAsItWas_data();
    void aConfigIsReadBackAsItWas();
    void whatIsWrongIsRefused_data();
    void whatIsWrongIsRefused();
};

void TestStreamGlob::aStarIsOnePartAndTwoAreAnyNumber_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArrayList>("yes");
    QTest::addColumn<QByteArrayList>("no");
    const auto row = [](const char *pattern, const QByteArrayList &yes, const QByteArrayList &no) {
        QTest::newRow(pattern) << QByteArray(pattern) << yes << no;
    };
    row("a/b", {"a/b"}, {"a", "a/b/c", "a/B", "a/bb"});
    row("a/*", {"a/b", "a/*"}, {"a", "a/b/c", "b/a"});
    row("*", {"a"}, {"a/b"});
    row("**", {"a", "a/b", "a/b/c"}, {});
    row("a/**", {"a", "a/b", "a/b/c"}, {"b", "ab"});
    row("**/z", {"z", "a/z", "a/b/z", "z/z"}, {"z/a", "az"});
    row("a/**/z", {"a/z", "a/b/z", "a/b/c/z", "a/z/z"}, {"a", "a/b", "z/a"});
    row("a/**/b/*/c", {"a/b/x/c", "a/b/b/x/c", "a/b/x/b/y/c"}, {"a/b/c", "a/b/x/y/c"});
}

void TestStreamGlob::aStarIsOnePartAndTwoAreAnyNumber()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArrayList, yes);
    QFETCH(QByteArrayList, no);
    QVERIFY(isStreamGlob(pattern));
    for (const QByteArray &path : qAsConst(yes))
        QVERIFY2(matchesGlob(path, pattern), path.constData());
    for (const QByteArray &path : qAsConst(no))
        QVERIFY2(!matchesGlob(path, pattern), path.constData());
}

// By trying every way to share the parts out this would not end.
void TestStreamGlob::manyStarsDoNotTakeLonger()
{
    const QByteArray path = QByteArray("a/").repeated(1000) + "b";
    const QByteArray pattern = QByteArray("**/a/").repeated(300) + "c";
    QVERIFY(!matchesGlob(path, pattern));
}

void TestStreamGlob::whatMeansNothingIsNoPattern()
{
    for (const char *pattern : {"", "/a", "a/", "a//b", "a*", "***", "a/b*c"})
        QVERIFY2(!isStreamGlob(pattern), pattern);
}

void TestStreamGlob::aConfigIsReadBackAsItWas_data()
{
    QTest::addColumn<QJsonObject>("asked");
    QTest::newRow("by name") << QJsonObject{{u"type"_s, u"pull-wake"_s},
                                            {u"streams"_s, QJsonArray{u"a"_s, u"b/c"_s}},
                                            {u"lease_ttl_ms"_s, 1000}};
    QTest::newRow("by pattern") << QJsonObject{{u"type"_s, u"pull-wake"_s},
                                               {u"pattern"_s, u"a/**"_s},
                                               {u"wake_stream"_s, u"w"_s},
                                               {u"offset"_s, u"-1"_s},
                                               {u"lease_ttl_ms"_s, 30000}};
    QTest::newRow("webhook") << QJsonObject{
        {u"type"_s, u"webhook"_s},
        {u"pattern"_s, u"*"_s},
        {u"webhook"_s, QJsonObject{{u"url"_s, u"http://localhost/"_s}}},
        {u"description"_s, u"über"_s},
        {u"lease_ttl_ms"_s, 600000}};
}

void TestStreamGlob::aConfigIsReadBackAsItWas()
{
    QFETCH(QJsonObject, asked);
    const Result<SubscriptionConfig> config = subscriptionConfigOf(asked);
    QVERIFY(config.ok());
    QCOMPARE(toJson(*config), asked);
}

void TestStreamGlob::whatIsWrongIsRefused_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    const auto row = [](const char *name, const QString &key, const QJsonValue &value) {
        QTest::newRow(name) << key << value;
    };
    row("another type", u"type"_s, u"push"_s);
    row("no type", u"type"_s, QJsonValue());
    row("no stream", u"streams"_s, QJsonArray());
    row("streams that are none", u"streams"_s, QJsonArray{7});
    row("a reserved stream", u"streams"_s, QJsonArray{u"__ds/x"_s});
    row("its own wake stream", u"streams"_s, QJsonArray{u"wake"_s});
    row("a pattern that is none", u"pattern"_s, u"a*"_s);
    row("too short a lease", u"lease_ttl_ms"_s, 999);
    row("too long a lease", u"lease_ttl_ms"_s, 600001);
    row("a lease in words", u"lease_ttl_ms"_s, u"long"_s);
    row("half a millisecond", u"lease_ttl_ms"_s, 1000.5);
    row("another start", u"offset"_s, u"0000000000000000_0000000000000000"_s);
    row("a webhook besides", u"webhook"_s, QJsonObject{{u"url"_s, 7}});
}

void TestStreamGlob::whatIsWrongIsRefused()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QJsonObject asked{{u"type"_s, u"pull-wake"_s},
                      {u"streams"_s, QJsonArray{u"a"_s}},
                      {u"wake_stream"_s, u"wake"_s}};
    QVERIFY(subscriptionConfigOf(asked).ok());
    asked.insert(key, value);
    QCOMPARE(subscriptionConfigOf(asked).ok(), false);
}

QTEST_APPLESS_MAIN(TestStreamGlob)
#include "tst_streamglob.moc"
