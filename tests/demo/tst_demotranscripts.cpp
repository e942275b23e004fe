// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The transcripts that the demo writes for its sessions, read as any others.

#include "app/demotranscripts.h"
#include "demorecordings.h"
#include "watch/transcriptfixture.h"

#include <QJsonDocument>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

class TestDemoTranscripts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theyTellWhatTheHooksTellAndWhatItCost();
    void theFolderOfTheRealAgentIsNotTouched();
};

void TestDemoTranscripts::theyTellWhatTheHooksTellAndWhatItCost()
{
    const QTemporaryDir folder;
    DemoTranscripts transcripts(folder.path());
    int calls = 0;
    int answers = 0;
    QSet<QString> sessions;
    for (const QString &name : demoNames()) {
        const auto lines = demoLines(name);
        QVERIFY(lines.ok());
        for (const DemoLine &line : *lines) {
            const QByteArray payload = QJsonDocument(line.payload).toJson(QJsonDocument::Compact);
            transcripts.write(transcripts.moved(payload), 1'800'000'000'000 + line.atMs);
            if (line.source != Source::ClaudeCode)
                continue;
            calls += line.event() == "PreToolUse"_L1;
            answers +=
                line.event().endsWith("Stop"_L1) && !line.text(u"last_assistant_message").isEmpty();
            if (line.event() == "PreToolUse"_L1)
                sessions.insert(line.text(u"session_id"));
        }
    }
    QVERIFY(calls > 100 && answers > 10);
    TranscriptStore store;
    const ImportProgress progress = store.import({folder.path()});
    QVERIFY2(progress.problemCount == 0, qPrintable(progress.problems.join(u'\n')));
    QCOMPARE(store.number(u"SELECT total(malformed) + total(oversized) FROM transcript_file"_s), 0);
    QCOMPARE(store.number(u"SELECT sum(messages) FROM usage_total"_s), calls + answers);
    QCOMPARE(store.number(u"SELECT count(*) FROM usage_message WHERE cost IS NULL"_s), 0);
    QCOMPARE(store.number(u"SELECT count(*) FROM session WHERE ref IN "
                          "(SELECT session_ref FROM usage_total)"_s),
             sessions.size());
    QCOMPARE(store.number(u"SELECT count(*) FROM transcript_entry WHERE kind = 4"_s), calls);
}

void TestDemoTranscripts::theFolderOfTheRealAgentIsNotTouched()
{
    const DemoTranscripts transcripts(u"/somewhere/else"_s);
    for (const QString &name : demoNames()) {
        const QByteArray moved = transcripts.moved(demoBytes(name));
        QVERIFY2(!moved.contains(".claude/projects"), qPrintable(name));
    }
}

QTEST_GUILESS_MAIN(TestDemoTranscripts)
#include "tst_demotranscripts.moc"
