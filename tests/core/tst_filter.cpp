// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/filter.h"
#include "core/filterkeys.h"
#include "core/filtermatch.h"
#include "seed.h"

#include <QDateTime>
#include <QTest>

#include <random>

using namespace dogwatch;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kNow = 1'793'000'000'000; // 2026-10-26
constexpr qint64 kTrillion = 1'000'000'000'000;

ParsedFilter parsed(const QString &text, FilterScope scope = FilterScope::Sessions)
{
    return parseFilter(text, scope, kNow);
}

qint64 localMs(const QString &text)
{
    return QDateTime::fromString(text, Qt::ISODate).toMSecsSinceEpoch();
}

} // namespace

class TestFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theExampleOfTheManualIsUnderstood();
    void numbersAreReadWithTheirUnits_data();
    void numbersAreReadWithTheirUnits();
    void timesAreOfTheLocalDay_data();
    void timesAreOfTheLocalDay();
    void whatIsWrongIsSaidWithItsPlace_data();
    void whatIsWrongIsSaidWithItsPlace();
    void theCanonicalFormIsOne_data();
    void theCanonicalFormIsOne();
    void anyTextIsParsedAndItsFormGivesTheSameFilter();
    void aSessionMatches_data();
    void aSessionMatches();
    void manyWildcardsTakeNoLongTime();
};

void TestFilter::theExampleOfTheManualIsUnderstood()
{
    const ParsedFilter p = parsed(u"status:stalled project:api tool:Bash duration>60s cost>1 "
                                  "model:opus* before:2026-11-01 \"free text\" -agent:codex"_s);
    QVERIFY2(!p.error, p.error ? qPrintable(p.error->text) : "");
    const std::vector<FilterTerm> expected{
        {FilterKey::Status, FilterOp::Is, false, {{u"stalled"_s, false, 0}}},
        {FilterKey::Project, FilterOp::Is, false, {{u"api"_s, false, 0}}},
        {FilterKey::Tool, FilterOp::Is, false, {{u"Bash"_s, false, 0}}},
        {FilterKey::Duration, FilterOp::More, false, {{u"60s"_s, false, 60'000}}},
        {FilterKey::Cost, FilterOp::More, false, {{u"1"_s, false, kTrillion}}},
        {FilterKey::Model, FilterOp::Is, false, {{u"opus*"_s, false, 0}}},
        {FilterKey::Before,
         FilterOp::Is,
         false,
         {{u"2026-11-01"_s, false, localMs(u"2026-11-01T00:00:00"_s)}}},
        {FilterKey::Text, FilterOp::Is, false, {{u"free text"_s, false, 0}}},
        {FilterKey::Agent, FilterOp::Is, true, {{u"codex"_s, false, 0}}},
    };
    QCOMPARE(p.filter.terms.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY2(p.filter.terms[i] == expected[i], qPrintable(filterText(p.filter.terms[i])));
}

void TestFilter::numbersAreReadWithTheirUnits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("number");
    const auto row = [](const char *text, qint64 number) {
        QTest::newRow(text) << QString::fromLatin1(text) << number;
    };
    row("duration>90", 90'000);
    row("duration>=1.5h", 5'400'000);
    row("duration<1h30m", 5'400'000);
    row("duration<=500ms", 500);
    row("duration:>2d", 172'800'000);
    row("duration>0.5s", 500);
    row("duration>1w", 604'800'000);
    row("cost>0.25", kTrillion / 4);
    row("cost>$3", 3 * kTrillion);
    row("cost<.000000000001", 1);
    row("cost<=0.3", 300'000'000'000);
    row("cost<0.19", 190'000'000'000);
    row("tokens>1.5M", 1'500'000);
    row("tokens>50k", 50'000);
    row("calls=12", 12);
    row("errors:0", 0);
    row("events>2G", 2'000'000'000);
}

void TestFilter::numbersAreReadWithTheirUnits()
{
    QFETCH(QString, text);
    QFETCH(qint64, number);
    const ParsedFilter p = parsed(text);
    QVERIFY2(!p.error, p.error ? qPrintable(p.error->text) : "");
    QCOMPARE(p.filter.terms.front().values.front().number, number);
}

void TestFilter::timesAreOfTheLocalDay_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("ms");
    const QDate today = QDateTime::fromMSecsSinceEpoch(kNow).date();
    QTest::newRow("day") << u"2026-11-01"_s << localMs(u"2026-11-01T00:00:00"_s);
    QTest::newRow("local") << u"2026-11-01T14:30"_s << localMs(u"2026-11-01T14:30:00"_s);
    QTest::newRow("utc") << u"2026-11-01T00:00:00Z"_s << qint64(1793491200000);
    QTest::newRow("fraction") << u"2026-11-01T00:00:00.250Z"_s << qint64(1793491200250);
    QTest::newRow("offset") << u"2026-11-01T01:00:00+01:00"_s << qint64(1793491200000);
    QTest::newRow("today") << u"today"_s << today.startOfDay().toMSecsSinceEpoch();
    QTest::newRow("yesterday") << u"Yesterday"_s
                               << today.addDays(-1).startOfDay().toMSecsSinceEpoch();
    QTest::newRow("now") << u"now"_s << kNow;
    QTest::newRow("ago") << u"7d"_s << kNow - 7 * 24 * 3'600'000;
    QTest::newRow("hours ago") << u"12h"_s << kNow - 12 * 3'600'000;
}

void TestFilter::timesAreOfTheLocalDay()
{
    QFETCH(QString, text);
    QFETCH(qint64, ms);
    const ParsedFilter p = parsed(u"after:"_s + text);
    QVERIFY2(!p.error, p.error ? qPrintable(p.error->text) : "");
    QCOMPARE(p.filter.terms.front().values.front().number, ms);
}

void TestFilter::whatIsWrongIsSaidWithItsPlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    QTest::addColumn<int>("length");
    QTest::addColumn<bool>("isIncomplete");
    QTest::addColumn<QString>("says");
    const auto row = [](const QString &text, int position, int length, bool incomplete,
                        const char *says) {
        QTest::newRow(qPrintable(text))
            << text << position << length << incomplete << QString::fromUtf8(says);
    };
    row(u"ok colour:red"_s, 3, 10, false, "no key “colour”");
    row(u"http://x"_s, 0, 8, false, "put in quotes");
    row(u"status:blue x"_s, 0, 11, false, "one of starting");
    row(u"status:sta"_s, 0, 10, true, "one of starting");
    row(u"status:sta x"_s, 0, 10, false, "one of starting");
    row(u"status:"_s, 0, 7, true, "wants one of");
    row(u"status: x"_s, 0, 7, false, "wants one of");
    row(u"duration>"_s, 0, 9, true, "wants a span");
    row(u"duration>abc"_s, 0, 12, false, "wants a span like 90s");
    row(u"duration>5y"_s, 0, 11, false, "not “5y”");
    row(u"cost>1.2.3"_s, 0, 10, false, "amount in dollars");
    row(u"cost>99999999999"_s, 0, 16, false, "amount in dollars");
    row(u"tokens>-1"_s, 0, 9, false, "a number like");
    row(u"a before:2026-13-01 b"_s, 2, 17, false, "a time like");
    row(u"before:2026-1"_s, 0, 13, true, "a time like");
    row(u"before:2026-02-30 x"_s, 0, 17, false, "a time like");
    row(u"project>3"_s, 0, 9, false, "can't be compared");
    row(u"x \"open quote"_s, 2, 11, true, "not closed");
    row(u"calls>1,2"_s, 0, 9, false, "one value");
    row(u"type:Stop"_s, 0, 9, false, "means nothing here");
    row(u"project:a,,b"_s, 0, 12, true, "wants a text");
    row(u"\"\""_s, 0, 2, true, "missing");
    row(u"project:*a*b*c*d*e*f*g*h*i*"_s, 0, 27, false, "at most 8");
    row(QString(5000, u'x'), 4096, 904, false, "at most 4096");
}

void TestFilter::whatIsWrongIsSaidWithItsPlace()
{
    QFETCH(QString, text);
    QFETCH(int, position);
    QFETCH(int, length);
    QFETCH(bool, isIncomplete);
    QFETCH(QString, says);
    const ParsedFilter p = parsed(text);
    QVERIFY(p.error);
    QVERIFY2(p.error->text.contains(says), qPrintable(p.error->text));
    QCOMPARE(p.error->position, position);
    QCOMPARE(p.error->length, length);
    QCOMPARE(p.error->isIncomplete, isIncomplete);
}

void TestFilter::theCanonicalFormIsOne_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("form");
    const auto row = [](const char *text, const char *form) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(form);
    };
    row("  STATUS=needs-input ", "status:needs_input");
    row("source:codex,claude-code", "agent:codex,claude-code");
    row("duration:>60s", "duration>60s");
    row("duration:>=60s", "duration>=60s");
    row("calls=3", "calls:3");
    row("\"word\"", "word");
    row("\"two words\"", "\"two words\"");
    row("project:\"a b\",c", "project:\"a b\",c");
    row("project:\"a,b\"", "project:\"a,b\"");
    row("project:\"*\"", "project:\"*\"");
    row("project:a*", "project:a*");
    row("\"a:b\"", "\"a:b\"");
    row("\"-x\" - -\"-y\"", "\"-x\" \"-\" -\"-y\"");
    row("project:\"a b\"*", "project:\"a b\"*");
    row(R"("say \"hi\" \\ there")", R"("say \"hi\" \\ there")");
    row(R"(C:\x)", R"()");
    row(R"("C:\x")", R"("C:\\x")");
    row("since:7d until:today", "after:7d before:today");
    row("project:\">3\"", "project:\">3\"");
    row("foo\"bar baz\"", "\"foobar baz\"");
}

void TestFilter::theCanonicalFormIsOne()
{
    QFETCH(QString, text);
    QFETCH(QString, form);
    const ParsedFilter p = parsed(text);
    QCOMPARE(filterText(p.filter), form);
    if (!p.error)
        QCOMPARE(parsed(form).filter, p.filter);
}

void TestFilter::anyTextIsParsedAndItsFormGivesTheSameFilter()
{
    std::mt19937 random(test::seedOfThisRun());
    const QStringList pieces{
        u"status"_s,     u":"_s,     u">"_s,        u"<="_s,     u"-"_s,
        u"\""_s,         u" "_s,     u"\\"_s,       u"*"_s,      u","_s,
        u"7d"_s,         u"1k"_s,    u"model"_s,    u"a"_s,      u"cost"_s,
        u"$1"_s,         u"€"_s,     u"="_s,        u"\t"_s,     QString(QChar(0xd800)),
        u"2026-11-01"_s, u"ended"_s, u"duration"_s, u"before"_s, u"title"_s};
    for (int round = 0; round < 20'000; ++round) {
        QString text;
        for (auto i = random() % 14; i > 0; --i)
            text += pieces.at(qsizetype(random() % quint64(pieces.size())));
        for (const FilterScope scope : {FilterScope::Sessions, FilterScope::Docs}) {
            const ParsedFilter p = parsed(text, scope);
            const ParsedFilter again = parsed(filterText(p.filter), scope);
            QVERIFY2(!again.error && again.filter == p.filter, qPrintable(text));
        }
    }
}

void TestFilter::aSessionMatches_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *text, bool matches) {
        QTest::newRow(text) << QString::fromUtf8(text) << matches;
    };
    row("", true);
    row("status:stalled", true);
    row("status:working,stalled", true);
    row("-status:stalled", false);
    row("status:st*", true);
    row("project:api", true);
    row("project:API", true);
    row("project:ap", false);
    row("project:ap*", true);
    row("project:*i", true);
    row("model:opus*", true);
    row("model:opus", true);
    row("model:opus-4", true);
    row("model:pus*", false);
    row("model:sonnet*", false);
    row("agent:claude-code", true);
    row("agent:claude", true);
    row("-agent:codex", true);
    row("title:LOGIN", true);
    row("login", true);
    row("feature/x", true);
    row("nothing-of-this", false);
    row("\"fix the login\"", true);
    row("tool:Bash", true);
    row("tool:Edit", false);
    row("tool:b*", true);
    row("status:denied", true);
    row("status:abandoned", false);
    row("duration>59s", true);
    row("duration>60s", false);
    row("duration=60s", true);
    row("cost>1", true);
    row("cost>1.5", false);
    row("tokens>=2k", true);
    row("calls:3 errors>0 agents<2", true);
    row("before:1970-01-02", true);
    row("after:1970-01-10", false);
    row("status:stalled project:other", false);
}

void TestFilter::aSessionMatches()
{
    QFETCH(QString, text);
    QFETCH(bool, matches);
    Session s;
    s.key = {Source::ClaudeCode, u"id-1"_s};
    s.status = SessionStatus::Stalled;
    s.project = u"api"_s;
    s.branch = u"feature/x"_s;
    s.model = u"claude-opus-4-5"_s;
    s.title = u"Fix the login"_s;
    s.firstEventMs = 1000;
    s.lastEventMs = 61'000;
    s.toolCalls = 3;
    s.failedCalls = 1;
    const QSet<QString> tools{u"Bash"_s, u"Read"_s};
    const QSet<QString> statuses{u"denied"_s, u"completed"_s};
    const ParsedFilter p = parsed(text);
    QVERIFY2(!p.error, p.error ? qPrintable(p.error->text) : "");
    QCOMPARE(filterMatches(p.filter, {&s, 2000, kTrillion * 3 / 2, &tools, &statuses}), matches);
}

void TestFilter::manyWildcardsTakeNoLongTime()
{
    const QString text(100'000, u'a');
    const FilterValue value{u"*a*a*a*a*a*a*a*b"_s, false, 0};
    QVERIFY(!filterValueMatches(value, FilterUnit::Pattern, text));
}

QTEST_APPLESS_MAIN(TestFilter)
#include "tst_filter.moc"
