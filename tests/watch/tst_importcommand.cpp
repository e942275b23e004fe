// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/transcriptfixture.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 60 * 1000;

QString program(const QString &name)
{
    return QStringLiteral(DOGWATCH_BIN_DIR "/") + name;
}

} // namespace

// `dogwatchctl import` as a person runs it, with a home and a store of its own.
class TestImportCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void allTranscriptsOfTheMachineAreTakenIn();
    void anImportThatIsKilledGoesOnWhereItWas();
    void theRunningAppTakesThemIn();
    void whatCannotBeReadIsSaid();

private:
    struct Run
    {
        int exitCode = -1;
        bool killed = false;
        QJsonDocument json;
        QString errors;
    };
    QProcessEnvironment environment(const QByteArray &faults = {}) const
    {
        QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
        all.insert(u"HOME"_s, m_folder->path());
        all.insert(u"XDG_RUNTIME_DIR"_s, m_folder->path());
        all.insert(u"DOGWATCH_DATA_DIR"_s, m_folder->filePath(u"data"_s));
        all.insert(u"DOGWATCH_FAULT"_s, QString::fromLatin1(faults));
        all.remove(u"CLAUDE_CONFIG_DIR"_s);
        return all;
    }
    Run ctl(QStringList arguments, const QByteArray &faults = {})
    {
        QProcess process;
        process.setProcessEnvironment(environment(faults));
        process.start(program(u"dogwatchctl"_s), arguments << u"--json"_s);
        process.waitForFinished(kPatienceMs);
        return {process.exitCode(), process.exitStatus() == QProcess::CrashExit,
                QJsonDocument::fromJson(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }
    qint64 outputTokens()
    {
        qint64 sum = 0;
        for (const QJsonValue &row : ctl({u"usage"_s, u"--by"_s, u"model"_s}).json.array())
            sum += row[u"output_tokens"].toInteger();
        return sum;
    }
    // What there is of texts, by which one store is told from another; empty where there is none.
    QString texts()
    {
        auto database =
            Database::open(m_folder->filePath(u"data/dogwatch.db"_s), Database::Mode::ReadOnly);
        if (!database)
            return {};
        QStringList figures;
        for (const QString &figure : {u"count(*)"_s, u"count(DISTINCT uuid)"_s, u"sum(kind)"_s,
                                      u"sum(length(body) * kind)"_s, u"sum(at % 1000003 * kind)"_s})
            figures.append(QString::number(
                numberOf(**database, u"SELECT %1 FROM transcript_entry"_s.arg(figure))));
        return figures.join(u' ');
    }
    // Many copies of our own project, each with answers of its own.
    qint64 fillHome(int copies)
    {
        const QString name = u"7a7a7a7a-0000-4000-8000-000000000001.jsonl"_s;
        QFile source(dataFile(u"project/"_s + name));
        if (!source.open(QIODevice::ReadOnly))
            return 0;
        const QByteArray lines = source.readAll();
        for (int i = 0; i < copies; ++i) {
            QByteArray own = lines;
            const QByteArray number = QByteArray::number(i) + '_';
            own.replace("\"msg_", QByteArray("\"msg_" + number));
            for (const char *field : {"\"uuid\":\"", "\"parentUuid\":\""})
                own.replace(field, QByteArray(field + number));
            const QString folder = m_folder->filePath(u".claude/projects/p%1"_s.arg(i));
            QDir().mkpath(folder);
            QFile file(folder + u'/' + name);
            if (!file.open(QIODevice::WriteOnly) || file.write(own) != own.size())
                return 0;
        }
        return 517 * static_cast<qint64>(copies);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestImportCommand::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestImportCommand::allTranscriptsOfTheMachineAreTakenIn()
{
    const qint64 tokens = fillHome(20);
    QVERIFY(tokens > 0);
    const Run first = ctl({u"import"_s});
    QCOMPARE(first.exitCode, 0);
    QCOMPARE(first.json[u"files"].toInteger(), 20);
    QCOMPARE(first.json[u"bytes_done"].toInteger(), first.json[u"bytes"].toInteger());
    QCOMPARE(outputTokens(), tokens);
    const Run second = ctl({u"import"_s});
    QCOMPARE(second.json[u"bytes_read"].toInteger(), 0);
    QCOMPARE(outputTokens(), tokens);
    const QJsonObject session = ctl({u"sessions"_s}).json.array().first().toObject();
    QCOMPARE(session.value(u"output_tokens").toInteger(), tokens);
    QVERIFY(session.value(u"cost_usd").toDouble() > 0);
}

void TestImportCommand::anImportThatIsKilledGoesOnWhereItWas()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#else
    const qint64 tokens = fillHome(20);
    bool isNumber = false;
    const int asked = qEnvironmentVariableIntValue("DOGWATCH_CRASH_ROUNDS", &isNumber);
    const int rounds = isNumber ? 2 * asked : 20;
    QCOMPARE(ctl({u"import"_s}).exitCode, 0);
    const QString undisturbed = texts();
    QVERIFY(!undisturbed.isEmpty());
    int kills = 0;
    for (int round = 0; round < rounds; ++round) {
        QDir(m_folder->filePath(u"data"_s)).removeRecursively();
        // Of forty slices the first twenty are of the usage, the others of the texts.
        const QByteArray nth = QByteArray::number(1 + round * 7 % 40);
        // Killed in a transaction, right before its commit, and once more in the one after.
        QByteArray point = "transcripts.between_slices:" + nth + ":kill";
        if (round % 4 == 3)
            point = "transcripts.before_commit:1:kill";
        kills += ctl({u"import"_s}, point).killed ? 1 : 0;
        kills += ctl({u"import"_s}, "transcripts.between_slices:1:kill").killed ? 1 : 0;
        const Run last = ctl({u"import"_s});
        QCOMPARE(last.exitCode, 0);
        QCOMPARE(outputTokens(), tokens);
        QCOMPARE(texts(), undisturbed);
        QCOMPARE(ctl({u"verify"_s}).exitCode, 0);
        QCOMPARE(ctl({u"rebuild"_s}).exitCode, 0);
        QCOMPARE(outputTokens(), tokens);
    }
    QVERIFY2(kills > rounds, qPrintable(QString::number(kills)));
#endif
}

void TestImportCommand::theRunningAppTakesThemIn()
{
    if (!QFile::exists(program(u"dogwatch"_s)))
        QSKIP("dogwatch is not built");
    const qint64 tokens = fillHome(5);
    QProcess app;
    app.setProcessEnvironment(environment());
    app.start(program(u"dogwatch"_s), {u"--headless"_s, u"--port"_s, u"0"_s});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_folder->filePath(u"data/endpoint.json"_s)),
                             kPatienceMs);
    const Run run = ctl({u"import"_s});
    QVERIFY2(run.exitCode == 0, qPrintable(run.errors));
    QCOMPARE(run.json[u"files"].toInteger(), 5);
    QCOMPARE(outputTokens(), tokens);
    app.terminate();
    QVERIFY(app.waitForFinished(kPatienceMs));
    QCOMPARE(app.exitCode(), 0);
    QCOMPARE(outputTokens(), tokens);
}

void TestImportCommand::whatCannotBeReadIsSaid()
{
    const Run run = ctl(
        {u"import"_s, m_folder->filePath(u"nothing.jsonl"_s), dataFile(u"fork-parent.jsonl"_s)});
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(run.json[u"problem_count"].toInteger(), 1);
    QCOMPARE(outputTokens(), 150);
    // And our own store is none.
    QCOMPARE(ctl({u"import"_s, m_folder->filePath(u"data/dogwatch.db"_s)}).exitCode, 1);
}

QTEST_GUILESS_MAIN(TestImportCommand)
#include "tst_importcommand.moc"
