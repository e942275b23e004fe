// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/filterassist.h"

#include <QTest>

using namespace dogwatch;
using namespace Qt::StringLiterals;

class TestFilterAssist : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFieldSaysWhatIsTyped_data();
    void theFieldSaysWhatIsTyped();
    void completionsFitWhereTheCursorStands_data();
    void completionsFitWhereTheCursorStands();
    void everyCompletionIsUnderstood();
    void filterByThisAddsATermOnce();

private:
    const FilterKnown m_known{{FilterKey::Project, {u"api"_s, u"web site"_s, u"a*b"_s, u"x,y"_s}},
                              {FilterKey::Model, {u"claude-opus-4-5"_s}}};
};

void TestFilterAssist::theFieldSaysWhatIsTyped_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("state");
    const auto row = [](const char *text, FilterState state) {
        QTest::newRow(text) << QString::fromUtf8(text) << static_cast<int>(state);
    };
    row("", FilterState::Empty);
    row("  ", FilterState::Empty);
    row("s", FilterState::Valid);
    row("status:", FilterState::Incomplete);
    row("status:s", FilterState::Incomplete);
    row("status:stalled", FilterState::Valid);
    row("status:stalledx", FilterState::Invalid);
    row("colour:red", FilterState::Invalid);
    row("project:api", FilterState::Valid);
    row("project:nobody", FilterState::Unmatched);
    row("-project:nobody", FilterState::Valid);
    row("project:nobody,api", FilterState::Valid);
    row("model:opus*", FilterState::Valid);
    row("model:gpt*", FilterState::Unmatched);
    row("branch:any", FilterState::Valid);
    row("\"half", FilterState::Incomplete);
    row("duration>6", FilterState::Valid);
    row("after:yest", FilterState::Incomplete);
    row("after:2026-1", FilterState::Incomplete);
}

void TestFilterAssist::theFieldSaysWhatIsTyped()
{
    QFETCH(QString, text);
    QFETCH(int, state);
    QCOMPARE(static_cast<int>(
                 filterState(parseFilter(text, FilterScope::Sessions, 1'793'000'000'000), m_known)),
             state);
}

void TestFilterAssist::completionsFitWhereTheCursorStands_data()
{
    QTest::addColumn<QString>("text"); // the cursor stands at '|'
    QTest::addColumn<QString>("first"); // the text with the first candidate put in
    const auto row = [](const char *text, const char *first) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(first);
    };
    row("|", "status:");
    row("pro|", "project:");
    row("-pro|", "-project:");
    row("x mod| y", "x model: y");
    row("project:|", "project:api");
    row("project:we|", "project:\"web site\"");
    row("project:SITE|", "project:\"web site\"");
    row("project:api,we|", "project:api,\"web site\"");
    row("project:a*|", "project:\"a*b\"");
    row("project:x|", "project:\"x,y\"");
    row("status:st| z", "status:starting z");
    row("agent:c|", "agent:claude-code");
    row("after:y|", "after:yesterday");
    row("kind:p|", "kind:p"); // not in this scope
    row("nokey:|", "nokey:");
}

void TestFilterAssist::completionsFitWhereTheCursorStands()
{
    QFETCH(QString, text);
    QFETCH(QString, first);
    const qsizetype cursor = text.indexOf(u'|');
    text.remove(cursor, 1);
    const FilterCompletion found = completeFilter(text, cursor, FilterScope::Sessions, m_known);
    if (!found.candidates.isEmpty())
        text.replace(found.position, found.length, found.candidates.first());
    QCOMPARE(text, first);
}

void TestFilterAssist::everyCompletionIsUnderstood()
{
    for (const FilterScope scope :
         {FilterScope::Sessions, FilterScope::Events, FilterScope::Calls, FilterScope::Docs}) {
        const QStringList keys = completeFilter({}, 0, scope, m_known).candidates;
        QVERIFY(keys.size() > 10);
        for (const QString &key : keys) {
            const FilterCompletion values = completeFilter(key, key.size(), scope, m_known);
            for (const QString &value : values.candidates) {
                const ParsedFilter parsed = parseFilter(key + value, scope, 1'793'000'000'000);
                QVERIFY2(!parsed.error, qPrintable(key + value));
            }
        }
    }
}

void TestFilterAssist::filterByThisAddsATermOnce()
{
    QCOMPARE(filterWith({}, FilterKey::Project, u"web site"_s, false), u"project:\"web site\""_s);
    QCOMPARE(filterWith(u"x "_s, FilterKey::Model, u"m"_s, true), u"x -model:m"_s);
    QCOMPARE(filterWith(u"-model:m"_s, FilterKey::Model, u"m"_s, true), u"-model:m"_s);
    QCOMPARE(filterWith(u"model:m"_s, FilterKey::Model, u"m"_s, true), u"model:m -model:m"_s);
}

QTEST_APPLESS_MAIN(TestFilterAssist)
#include "tst_filterassist.moc"
