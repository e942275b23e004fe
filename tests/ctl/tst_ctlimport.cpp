// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctlcall.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray answer(const QByteArray &id, const QByteArray &model, const QByteArray &usage)
{
    return R"({"type":"assistant","uuid":")" + id + R"(","requestId":"r)" + id
        + R"(","sessionId":"s","timestamp":"2026-11-21T10:00:00.000Z","cwd":"/x","message":{"id":")"
        + id + R"(","role":"assistant",)"
        + (model.isEmpty() ? QByteArray() : R"("model":")" + model + R"(",)") + R"("usage":{)"
        + usage + "}}}\n";
}

} // namespace

// What an import or a price could not take is said, each time, and is never a figure of nothing.
class TestCtlImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void linesThatCouldNotBeTakenAreSaidAtEachRun();
    void anAnswerWithoutAModelCountsAtAnUnknownCost();
    void aNumberBeyondAllSenseIsSaidAndItsCostUnknown();
    void usageSaysOfWhomAndWhatItIs();
    void whatWasImportedIsFound();
    void whatIsNotThereIsNoTranscript();
    void aPriceThatSaysLessThanItSeemsIsRefused_data();
    void aPriceThatSaysLessThanItSeemsIsRefused();
    void whatIsListedCanBeSetAgain();
    void aFifoIsNoFileOfPrices();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] CtlOutcome run(const QStringList &arguments) const
    {
        return ctl(path(u"data"_s), arguments);
    }
    QString put(const QString &name, const QByteArray &content) const
    {
        QDir().mkpath(path(u"home/.claude/projects/-x"_s));
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write");
        return path(name);
    }
    QString putTranscript(const QByteArray &content) const
    {
        return put(u"home/.claude/projects/-x/s.jsonl"_s, content);
    }
    [[nodiscard]] QJsonObject usageOfModel(const QString &model) const
    {
        const QJsonArray rows = run({u"usage"_s, u"--by"_s, u"model"_s, u"--json"_s}).array();
        for (const QJsonValue &row : rows) {
            if (row[u"model"].toString() == model)
                return row.toObject();
        }
        return {};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCtlImport::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestCtlImport::linesThatCouldNotBeTakenAreSaidAtEachRun()
{
    const QString file = putTranscript(
        answer("a", "claude-opus-5", R"("input_tokens":1,"output_tokens":2)") + "{\"torn\n"
        + R"({"type":"user","text":")" + QByteArray(5 * 1024 * 1024, 'x') + "\"}\n"
        + answer("b", "claude-opus-5", R"("input_tokens":1,"output_tokens":2)"));
    const QByteArray said = QFile::encodeName(file) + ": 1 line makes no sense, 1 line is too long";
    for (int i = 0; i < 2; ++i) {
        const CtlOutcome outcome = run({u"import"_s});
        QCOMPARE(outcome.code, 0);
        QVERIFY2(outcome.err.contains(said), outcome.err.constData());
        QVERIFY2(outcome.out.startsWith("1 transcript;"), outcome.out.constData());
    }
    const QJsonObject told = run({u"import"_s, u"--json"_s}).object();
    QCOMPARE(told.value(u"troubled_file_count").toInt(), 1);
    const QJsonValue troubled = told.value(u"troubled_files").toArray().at(0);
    QCOMPARE(troubled[u"path"].toString(), file);
    QCOMPARE(troubled[u"malformed_lines"].toInt(), 1);
    QCOMPARE(troubled[u"oversized_lines"].toInt(), 1);
    QCOMPARE(usageOfModel(u"claude-opus-5"_s).value(u"output_tokens").toInt(), 4);
    // Of an import of other files nothing of that is said.
    const QString other =
        put(u"other.jsonl"_s, answer("c", "claude-opus-5", R"("output_tokens":2)"));
    QVERIFY(!run({u"import"_s, other}).err.contains("sense"));
}

void TestCtlImport::anAnswerWithoutAModelCountsAtAnUnknownCost()
{
    putTranscript(answer("a", "", R"("input_tokens":10,"output_tokens":20)")
                  + answer("b", "claude-opus-5", R"("input_tokens":1000000,"output_tokens":0)"));
    QCOMPARE(run({u"import"_s}).code, 0);
    const QJsonObject unnamed = usageOfModel({});
    QCOMPARE(unnamed.value(u"output_tokens").toInt(), 20);
    QVERIFY(unnamed.value(u"cost_usd").isNull());
    const CtlOutcome usage = run({u"usage"_s});
    QVERIFY2(usage.out.contains("> $5.00"), usage.out.constData());
    QVERIFY2(usage.err.contains("The cost of 1 of them is not known (no model named)"),
             usage.err.constData());
}

void TestCtlImport::aNumberBeyondAllSenseIsSaidAndItsCostUnknown()
{
    putTranscript(answer("a", "claude-opus-5", R"("input_tokens":9e18,"output_tokens":20)")
                  + answer("b", "claude-opus-5", R"("input_tokens":-4,"output_tokens":1)"));
    const CtlOutcome import = run({u"import"_s});
    QVERIFY2(import.err.contains("2 lines make no sense"), import.err.constData());
    const QJsonObject usage = usageOfModel(u"claude-opus-5"_s);
    QCOMPARE(usage.value(u"unpriced_messages").toInt(), 2);
    QCOMPARE(usage.value(u"output_tokens").toInt(), 21);
    QVERIFY(usage.value(u"cost_usd").isNull());
    // Also after all costs were worked out anew.
    QCOMPARE(run({u"prices"_s, u"reset"_s}).code, 0);
    QVERIFY(usageOfModel(u"claude-opus-5"_s).value(u"cost_usd").isNull());
}

void TestCtlImport::usageSaysOfWhomAndWhatItIs()
{
    const auto prompt = [](const QByteArray &id, const QByteArray &time,
                           const QByteArray &text) -> QByteArray {
        return R"({"type":"user","uuid":")" + id + R"(","sessionId":"s","timestamp":"2026-11-21T)"
            + time + R"(.000Z","cwd":"/x","message":{"role":"user","content":")" + text + "\"}}\n";
    };
    const QByteArray used = R"("input_tokens":3,"output_tokens":4)";
    putTranscript(
        prompt("p1", "09:00:00", "Ship it") + answer("a", "claude-opus-5", used)
        + answer("b", "claude-opus-5", used).replace("\"type\"", R"("agentId":"a1","type")")
        + prompt("p2", "11:00:00", "And more"));
    (void)put(u"home/.claude/projects/-x/s2.jsonl"_s,
              QByteArray(prompt("q1", "09:00:00", "Dear")
                         + answer("c", "claude-opus-5", R"("input_tokens":30,"output_tokens":40)"))
                  .replace(R"("sessionId":"s")", R"("sessionId":"s2")"));
    QCOMPARE(run({u"import"_s}).code, 0);
    QVERIFY(run({u"usage"_s}).out.startsWith("DAY (UTC)  "));
    const CtlOutcome agents = run({u"usage"_s, u"--by"_s, u"agent"_s});
    QVERIFY2(agents.out.startsWith("AGENT  SESSION"), agents.out.constData());
    QVERIFY2(agents.out.contains("\nmain   s "), agents.out.constData());
    const QJsonArray rows = run({u"usage"_s, u"--by"_s, u"agent"_s, u"--json"_s}).array();
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows.at(0)[u"name"].toString(), u"main");
    QVERIFY(rows.at(0)[u"agent"].isNull());
    const CtlOutcome prompts =
        run({u"usage"_s, u"--by"_s, u"prompt"_s, u"--session"_s, u"s"_s, u"--json"_s});
    QCOMPARE(prompts.array().size(), 1);
    QCOMPARE(prompts.array().at(0)[u"prompt"].toString(), u"Ship it");
    QCOMPARE(prompts.array().at(0)[u"output_tokens"].toInt(), 8);
    // Of all sessions the costliest first, as many as one asks for.
    const QStringList byPrompt{u"usage"_s, u"--by"_s, u"prompt"_s};
    const QJsonArray all = run(byPrompt + QStringList{u"--json"_s}).array();
    QCOMPARE(all.size(), 2);
    QCOMPARE(all.at(0)[u"prompt"].toString(), u"Dear");
    QCOMPARE(all.at(0)[u"session"].toString(), u"s2");
    QCOMPARE(all.at(1)[u"prompt"].toString(), u"Ship it");
    QCOMPARE(all.at(1)[u"output_tokens"].toInt(), 8);
    QCOMPARE(run(byPrompt + QStringList{u"--limit"_s, u"1"_s, u"--json"_s}).array().size(), 1);
    QVERIFY(run(byPrompt).out.contains("s2"));
    QCOMPARE(run({u"usage"_s, u"--limit"_s, u"1"_s}).code, 2);
    QCOMPARE(run({u"usage"_s, u"--session"_s, u"s"_s}).code, 2);
    QCOMPARE(run({u"usage"_s, u"--by"_s, u"prompt"_s, u"--session"_s, u"nobody"_s}).code, 1);
    // Less than half a cent is not nothing.
    QVERIFY2(run({u"usage"_s}).out.contains("< $0.01"), prompts.out.constData());
}

void TestCtlImport::whatWasImportedIsFound()
{
    putTranscript(
        R"({"type":"user","uuid":"p","sessionId":"s","timestamp":"2026-11-21T09:00:00.000Z",)"
        R"("cwd":"/x","message":{"role":"user","content":"plant a pear tree"}})"
        "\n");
    const QJsonObject import = run({u"import"_s, u"--json"_s}).object();
    QVERIFY(import.value(u"search_elapsed_ms").isDouble());
    const QJsonObject found = run({u"search"_s, u"pear"_s, u"--json"_s}).object();
    QCOMPARE(found.value(u"hits").toArray().size(), 1);
    QCOMPARE(found.value(u"behind").toInt(), 0);
}

void TestCtlImport::whatIsNotThereIsNoTranscript()
{
    const CtlOutcome outcome = run({u"import"_s, path(u"nothing.jsonl"_s)});
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.out.startsWith("0 transcripts;"), outcome.out.constData());
    QVERIFY2(outcome.err.contains("nothing.jsonl is not there"), outcome.err.constData());
}

void TestCtlImport::aPriceThatSaysLessThanItSeemsIsRefused_data()
{
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("the end before the beginning")
        << QByteArray(R"({"model":"m","effective_from":"2026-10-07","effective_to":"2026-10-06"})")
        << QByteArray("effective_to 2026-10-06 is before effective_from 2026-10-07");
    QTest::newRow("a misspelt key")
        << QByteArray(R"({"model":"m","inptu":1})") << QByteArray("inptu is no key");
    QTest::newRow("a misspelt key above")
        << QByteArray(R"({"model":"m","above":{"model":1}})") << QByteArray("model is no key");
    QTest::newRow("a limit that is a text")
        << QByteArray(R"({"model":"m","above_prompt_tokens":"200000"})")
        << QByteArray("above_prompt_tokens is no number of tokens");
    QTest::newRow("half a token") << QByteArray(R"({"model":"m","above_prompt_tokens":0.5})")
                                  << QByteArray("above_prompt_tokens is no number of tokens");
    QTest::newRow("a factor that is a text") << QByteArray(R"({"model":"m","fast_multiplier":"2"})")
                                             << QByteArray("fast_multiplier is no factor");
    QTest::newRow("a row that is none") << QByteArray("7") << QByteArray("no object");
    QTest::newRow("above that is a number")
        << QByteArray(R"({"model":"m","above":7})") << QByteArray("above is no object");
    QTest::newRow("a date with a time")
        << QByteArray(R"({"model":"m","effective_from":"2026-10-07T10:00"})")
        << QByteArray("effective_from is no date");
}

void TestCtlImport::aPriceThatSaysLessThanItSeemsIsRefused()
{
    QFETCH(QByteArray, row);
    QFETCH(QByteArray, said);
    putTranscript({});
    QCOMPARE(run({u"import"_s}).code, 0); // makes the store
    const CtlOutcome outcome =
        run({u"prices"_s, u"set"_s, put(u"prices.json"_s, R"({"rows":[)" + row + "]}")});
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.err.contains(QByteArray("price row 1: ").append(said)),
             outcome.err.constData());
}

void TestCtlImport::whatIsListedCanBeSetAgain()
{
    putTranscript({});
    QCOMPARE(run({u"import"_s}).code, 0);
    const QByteArray listed = run({u"prices"_s, u"list"_s, u"--json"_s}).out;
    const CtlOutcome set =
        run({u"prices"_s, u"set"_s, put(u"prices.json"_s, R"({"rows":)" + listed + '}')});
    QVERIFY2(set.code == 0, set.err.constData());
}

void TestCtlImport::aFifoIsNoFileOfPrices()
{
    const QString fifo = path(u"fifo"_s);
    QCOMPARE(mkfifo(QFile::encodeName(fifo).constData(), 0600), 0);
    for (const QString &file : {fifo, m_folder->path()}) {
        const CtlOutcome outcome = run({u"prices"_s, u"set"_s, file});
        QCOMPARE(outcome.code, 1);
        QVERIFY2(outcome.err.contains("is no regular file"), outcome.err.constData());
    }
}

QTEST_GUILESS_MAIN(TestCtlImport)
#include "tst_ctlimport.moc"
