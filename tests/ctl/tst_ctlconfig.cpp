// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "crash/programs.h"
#include "ctlcall.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray promptOf(const QString &session, const QByteArray &text)
{
    QJsonObject payload{{u"hook_event_name"_s, u"UserPromptSubmit"_s},
                        {u"prompt"_s, QString::fromUtf8(text)}};
    if (!session.isEmpty())
        payload.insert(u"session_id"_s, session);
    return QJsonDocument(payload).toJson(QJsonDocument::Compact);
}

// The texts and secrets of tests/data/redaction/positives.txt.
std::vector<std::pair<QByteArray, QByteArray>> secrets()
{
    QFile file(QStringLiteral(DOGWATCH_TEST_DATA "/redaction/positives.txt"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read the corpus");
    std::vector<std::pair<QByteArray, QByteArray>> all;
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    for (QByteArray line : lines) {
        line.replace("·", "");
        const qsizetype from = line.indexOf("«");
        const QByteArray secret = line.mid(from + 2, line.indexOf("»") - from - 2);
        all.emplace_back(line.replace("«", "").replace("»", ""), secret);
    }
    return all;
}

} // namespace

// Settings by the command line, and that what they say about privacy holds for what is stored.
class TestCtlConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { (void)m_app.end(true); }
    void aSettingIsSetAndTakenBack_data();
    void aSettingIsSetAndTakenBack();
    void whatIsWrongIsWrongUsage_data();
    void whatIsWrongIsWrongUsage();
    void theRunningAppTakesASettingUpAtOnce();
    void startingAtLoginIsAnEntryOfTheDesktop();
    void noSecretReachesTheDisk();

private:
    [[nodiscard]] QString folder() const { return m_folder->filePath(u"data"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
    Headless m_app;
};

void TestCtlConfig::aSettingIsSetAndTakenBack_data()
{
    QTest::addColumn<bool>("up");
    QTest::newRow("with the app") << true;
    QTest::newRow("without the app") << false;
}

void TestCtlConfig::aSettingIsSetAndTakenBack()
{
    QFETCH(const bool, up);
    if (up)
        QVERIFY(m_app.start(folder(), {}, {}));
    const CtlOutcome set =
        ctl(folder(), {u"config"_s, u"set"_s, u"privacy.store"_s, u"metadata"_s, u"--json"_s});
    QVERIFY2(set.code == 0, set.err.constData());
    QCOMPARE(set.object().value(u"value").toString(), u"metadata"_s);
    QCOMPARE(ctl(folder(), {u"config"_s, u"get"_s, u"privacy.store"_s}).out, "metadata\n");
    QCOMPARE(ctl(folder(), {u"config"_s, u"unset"_s, u"privacy.store"_s}).out, "full\n");
    const QJsonArray rows =
        ctl(folder(), {u"config"_s, u"--json"_s}).object().value(u"settings").toArray();
    QVERIFY(rows.size() >= 7);
    for (const QJsonValue &row : rows) {
        QVERIFY(!row[u"help"].toString().isEmpty() && row[u"default"].isString());
        QCOMPARE(row[u"is_set"].toBool(), false);
    }
}

void TestCtlConfig::whatIsWrongIsWrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no such key") << QStringList{u"get"_s, u"privacy.stoer"_s};
    QTest::newRow("no such value") << QStringList{u"set"_s, u"privacy.store"_s, u"some"_s};
    QTest::newRow("no number") << QStringList{u"set"_s, u"vault.keep_days"_s, u"ten"_s};
    QTest::newRow("no value") << QStringList{u"set"_s, u"privacy.store"_s};
    QTest::newRow("no such verb") << QStringList{u"change"_s, u"privacy.store"_s, u"full"_s};
}

void TestCtlConfig::whatIsWrongIsWrongUsage()
{
    QFETCH(const QStringList, arguments);
    const CtlOutcome outcome = ctl(folder(), QStringList{u"config"_s} + arguments);
    QCOMPARE(outcome.code, 2);
    QVERIFY(!outcome.err.isEmpty());
    QVERIFY(!QFile::exists(folder() + u"/settings.ini"_s));
}

void TestCtlConfig::theRunningAppTakesASettingUpAtOnce()
{
    QVERIFY(m_app.start(folder(), {}, {}));
    QCOMPARE(m_app.ask("POST", "/api/hooks/claude-code", promptOf(u"s"_s, "first text")).status,
             200);
    QCOMPARE(
        m_app.ask("POST", "/api/config", R"({"key":"privacy.store","value":"metadata"})").status,
        200);
    QCOMPARE(m_app.ask("POST", "/api/config", R"({"key":"privacy.store","value":"x"})").status,
             422);
    QCOMPARE(m_app.ask("POST", "/api/config", "[]").status, 422);
    QVERIFY(m_app.ask("GET", "/api/config").body.contains("\"metadata\""));
    QCOMPARE(m_app.ask("POST", "/api/hooks/claude-code", promptOf(u"s"_s, "second text")).status,
             200);
    const QByteArray events = ctl(folder(), {u"events"_s, u"--payload"_s, u"--json"_s}).out;
    QVERIFY(events.contains("first text"));
    QVERIFY(!events.contains("second text"));
}

void TestCtlConfig::startingAtLoginIsAnEntryOfTheDesktop()
{
    const QString key = u"startup.at_login"_s;
    const QString entry =
        m_folder->filePath(u"home/.config/autostart/org.dogwatch.Dogwatch.desktop"_s);
    QCOMPARE(ctl(folder(), {u"config"_s, u"set"_s, key, u"on"_s}).out, "on\n");
    QFile file(entry);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("Exec=\"" DOGWATCH_BIN_DIR "/dogwatch\" --minimized"));
    QVERIFY(file.remove());
    QCOMPARE(ctl(folder(), {u"config"_s, u"get"_s, key}).out, "off\n");
    QCOMPARE(ctl(folder(), {u"config"_s, u"set"_s, key, u"on"_s}).out, "on\n");
    QCOMPARE(ctl(folder(), {u"config"_s, u"unset"_s, key}).out, "off\n");
    QVERIFY(!QFile::exists(entry));
}

// T42 by the real program: over HTTP, as dead letters and through the spool; then the bytes of all
// that lies in the data folder, and what was logged, are searched.
void TestCtlConfig::noSecretReachesTheDisk()
{
    QCOMPARE(ctl(folder(), {u"config"_s, u"set"_s, u"privacy.redact"_s, u"on"_s}).code, 0);
    const std::vector<std::pair<QByteArray, QByteArray>> all = secrets();
    for (std::size_t i = 0; i < all.size(); i += 3) {
        QFile file(folder() + u"/spool/"_s
                   + QStringLiteral("17000000000000000%1-1-1.json").arg(i, 3, 10, QChar(u'0')));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"event_id\":\"spool-" + QByteArray::number(static_cast<qulonglong>(i))
                   + "\",\"source\":\"claude-code\",\"payload\":" + promptOf(u"s"_s, all[i].first)
                   + "}");
    }
    QVERIFY(m_app.start(folder(), {}, {}));
    for (std::size_t i = 1; i < all.size(); i += 3)
        QCOMPARE(m_app.ask("POST", "/api/hooks/claude-code", promptOf(u"s"_s, all[i].first)).status,
                 200);
    for (std::size_t i = 2; i < all.size(); i += 3)
        QCOMPARE(m_app.ask("POST", "/api/hooks/claude-code", promptOf({}, all[i].first)).status,
                 422);
    QTRY_COMPARE_WITH_TIMEOUT(QDir(folder() + u"/spool"_s).entryList(QDir::Files).size(), 0,
                              30'000);
    const QJsonObject status = ctl(folder(), {u"status"_s, u"--json"_s}).object();
    QVERIFY(status.value(u"redactions").toObject().size() > 50);
    QDirIterator files(folder(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    int searched = 0;
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        searched += bytes.contains("[redacted ") ? 1 : 0;
        for (const auto &[text, secret] : all)
            QVERIFY2(!bytes.contains(secret),
                     qPrintable(file.fileName() + u": "_s + QString::fromUtf8(text)));
    }
    QVERIFY(searched > 0);
}

QTEST_GUILESS_MAIN(TestCtlConfig)
#include "tst_ctlconfig.moc"
