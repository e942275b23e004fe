// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctlcall.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kSecret = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";
const QByteArray kOutput = "the output of a tool";

// A prompt, a call and its result, each with the secret in it.
QByteArray transcript()
{
    const QByteArray common =
        R"("sessionId":"s","timestamp":"2026-11-21T10:00:00.000Z","cwd":"/x",)";
    return R"({"type":"user","uuid":"a",)" + common + R"("message":{"role":"user","content":"use )"
        + kSecret + R"( please"}})"
        + "\n"
          R"({"type":"assistant","uuid":"b","parentUuid":"a","requestId":"r",)"
        + common
        + R"("message":{"id":"m","role":"assistant","model":"m","content":[{"type":"tool_use",)"
        + R"("id":"t","name":"Bash","input":{"command":"curl -H 'Bearer )" + kSecret
        + R"('"}}],"usage":{"input_tokens":1,"output_tokens":2}}})"
        + "\n"
          R"({"type":"user","uuid":"c","parentUuid":"b",)"
        + common + R"("message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"t",)"
        + R"("content":")" + kOutput + ' ' + kSecret + R"("}]}})" + "\n";
}

} // namespace

// What a person does not want stored is in no file of the data folder after an import.
class TestCtlPrivacy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void secretsOfTranscriptsAreNotStored();
    void outputsOfTranscriptsAreNotStored();
    void withoutASettingTheyAre();

private:
    [[nodiscard]] QString data() const { return m_folder->filePath(u"data"_s); }
    [[nodiscard]] bool isStored(const QByteArray &bytes) const;
    void import();

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCtlPrivacy::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    const QString projects = m_folder->filePath(u"home/.claude/projects/-x"_s);
    QVERIFY(QDir().mkpath(projects));
    QFile file(projects + u"/s.jsonl"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(transcript());
}

bool TestCtlPrivacy::isStored(const QByteArray &bytes) const
{
    QDirIterator files(data(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(bytes))
            return true;
    }
    return false;
}

void TestCtlPrivacy::import()
{
    const CtlOutcome import = ctl(data(), {u"import"_s, u"--json"_s});
    QVERIFY2(import.code == 0, import.err.constData());
    QCOMPARE(import.object().value(u"files").toInt(), 1);
    QCOMPARE(ctl(data(), {u"tool-calls"_s, u"--json"_s}).array().size(), 1);
}

void TestCtlPrivacy::secretsOfTranscriptsAreNotStored()
{
    QCOMPARE(ctl(data(), {u"config"_s, u"set"_s, u"privacy.redact"_s, u"on"_s}).code, 0);
    import();
    QVERIFY(!isStored(kSecret));
    QVERIFY(isStored(kOutput));
    const QJsonObject status = ctl(data(), {u"status"_s, u"--json"_s}).object();
    QVERIFY(!status.value(u"redactions").toObject().isEmpty());
}

void TestCtlPrivacy::outputsOfTranscriptsAreNotStored()
{
    QCOMPARE(ctl(data(), {u"config"_s, u"set"_s, u"privacy.store"_s, u"no-outputs"_s}).code, 0);
    import();
    QVERIFY(!isStored(kOutput));
    QVERIFY(isStored("please"));
}

void TestCtlPrivacy::withoutASettingTheyAre()
{
    import();
    QVERIFY(isStored(kSecret));
    QVERIFY(isStored(kOutput));
}

QTEST_GUILESS_MAIN(TestCtlPrivacy)

#include "tst_ctlprivacy.moc"
