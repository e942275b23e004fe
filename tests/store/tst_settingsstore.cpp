// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/settingsstore.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace dogwatch;
using namespace Qt::StringLiterals;

class TestSettingsStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void withoutAFileTheDefaultsCount();
    void eachKeyTakesItsDefaultAndKeepsWhatIsSet();
    void aValueThatIsNotAllowedIsNotWritten();
    void anUnknownNameIsRefusedWithThoseThatThereAre();
    void anUnusableValueReadsAsTheDefaultOrTheMostPrivateAndIsSaid();
    void aDamagedFileIsSaidAndPutAsideBeforeItIsWritten();
    void whatElseStandsInTheFileStays();
    void theFileIsForOurEyesOnly();
    void rulesThatCannotBeUsedAreSaid();

private:
    void write(const QByteArray &content)
    {
        QFile file(m_folder->settings());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    [[nodiscard]] QByteArray content() const
    {
        QFile file(m_folder->settings());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    std::unique_ptr<DataFolder> m_folder;
};

void TestSettingsStore::init()
{
    m_temporary = std::make_unique<QTemporaryDir>();
    m_folder = std::make_unique<DataFolder>(m_temporary->path());
}

void TestSettingsStore::withoutAFileTheDefaultsCount()
{
    const LoadedSettings loaded = loadSettings(*m_folder);
    QCOMPARE(loaded.settings, Settings());
    QVERIFY(loaded.given.isEmpty());
    QVERIFY(loaded.problems.isEmpty());
    QVERIFY(!QFileInfo::exists(m_folder->settings()));
}

void TestSettingsStore::eachKeyTakesItsDefaultAndKeepsWhatIsSet()
{
    for (const SettingKey &key : settingKeys()) {
        QVERIFY2(!key.help.isEmpty() && !key.allowed.isEmpty(), qPrintable(key.name));
        QVERIFY2(storeSetting(*m_folder, key.name, key.defaultText()), qPrintable(key.name));
    }
    QVERIFY(storeSetting(*m_folder, u"privacy.store"_s, u"no-outputs"_s));
    QVERIFY(storeSetting(*m_folder, u"vault.days_before"_s, u"9"_s));
    LoadedSettings loaded = loadSettings(*m_folder);
    QCOMPARE(loaded.settings.store, StoreLevel::NoOutputs);
    QCOMPARE(loaded.settings.vaultDaysBefore, 9);
    QVERIFY(storeSetting(*m_folder, u"privacy.store"_s, std::nullopt));
    loaded = loadSettings(*m_folder);
    QCOMPARE(loaded.settings.store, StoreLevel::Full);
    QVERIFY(!loaded.given.contains(u"privacy.store"_s));
}

void TestSettingsStore::aValueThatIsNotAllowedIsNotWritten()
{
    const std::pair<QString, QString> wrong[] = {{u"privacy.store"_s, u"some"_s},
                                                 {u"privacy.redact"_s, u"yes"_s},
                                                 {u"vault.days_before"_s, u"-1"_s},
                                                 {u"vault.max_bytes"_s, u"many"_s},
                                                 {u"privacy.redaction_rules"_s, u"here.txt"_s}};
    for (const auto &[name, value] : wrong) {
        const Result<void> stored = storeSetting(*m_folder, name, value);
        QVERIFY2(!stored, qPrintable(name));
        QCOMPARE(stored.error().code, ErrorCode::InvalidInput);
        QVERIFY2(stored.error().text.contains(u"allowed is"_s), qPrintable(stored.error().text));
    }
    QVERIFY(!QFileInfo::exists(m_folder->settings()));
}

void TestSettingsStore::anUnknownNameIsRefusedWithThoseThatThereAre()
{
    const Result<void> stored = storeSetting(*m_folder, u"privacy.stroe"_s, u"full"_s);
    QVERIFY(!stored);
    QVERIFY(stored.error().text.contains(u"privacy.store"_s));
}

void TestSettingsStore::anUnusableValueReadsAsTheDefaultOrTheMostPrivateAndIsSaid()
{
    write("[privacy]\nstore=everything\nredact=yes\n[vault]\ndays_before=\"1, 2\"\n");
    const LoadedSettings loaded = loadSettings(*m_folder);
    QCOMPARE(loaded.settings.store, StoreLevel::Metadata);
    QCOMPARE(loaded.settings.vaultDaysBefore, Settings().vaultDaysBefore);
    QVERIFY(loaded.settings.redact);
    QCOMPARE(loaded.problems.size(), 3);
    QVERIFY2(loaded.problems.first().contains(u"everything"_s),
             qPrintable(loaded.problems.first()));
}

void TestSettingsStore::aDamagedFileIsSaidAndPutAsideBeforeItIsWritten()
{
    const QByteArray damaged = "[privacy\n\x01\x02 no settings\n";
    write(damaged);
    QCOMPARE(loadSettings(*m_folder).settings, Settings());
    QCOMPARE(loadSettings(*m_folder).problems.size(), 1);
    QVERIFY(storeSetting(*m_folder, u"privacy.redact"_s, u"on"_s));
    QVERIFY(loadSettings(*m_folder).settings.redact);
    QVERIFY(loadSettings(*m_folder).problems.isEmpty());
    QFile aside(m_folder->settings() + u".damaged"_s);
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), damaged);
}

void TestSettingsStore::whatElseStandsInTheFileStays()
{
    write("[future]\nkey=7\n[privacy]\nsomething=else\n");
    QVERIFY(storeSetting(*m_folder, u"privacy.redact"_s, u"on"_s));
    QVERIFY2(content().contains("key=7") && content().contains("something=else"),
             content().constData());
    QVERIFY(loadSettings(*m_folder).problems.isEmpty());
}

void TestSettingsStore::theFileIsForOurEyesOnly()
{
    QVERIFY(storeSetting(*m_folder, u"privacy.redact"_s, u"on"_s));
    constexpr auto kOthers =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(m_folder->settings()) & kOthers));
}

void TestSettingsStore::rulesThatCannotBeUsedAreSaid()
{
    QFile rules(m_temporary->filePath(u"rules"_s));
    QVERIFY(rules.open(QIODevice::WriteOnly));
    rules.write("acme acme_[a-z]{8}\nbroken acme_[\n");
    rules.close();
    Settings settings;
    settings.redact = true;
    settings.redactionRules = rules.fileName();
    QStringList problems;
    const StoragePolicy policy = policyOf(settings, problems);
    QCOMPARE(problems.size(), 1);
    QVERIFY2(problems.first().contains(u"line 2"_s), qPrintable(problems.first()));
    QCOMPARE(policy.level, StoreLevel::Metadata);
    const QString key = u"privacy.redaction_rules"_s;
    QCOMPARE(storeSetting(*m_folder, key, rules.fileName()).error().code, ErrorCode::InvalidInput);
    RedactionTally tally;
    QCOMPARE(policy.redactor->text(u"acme_qwertzui"_s, tally), u"acme_…[redacted 13]"_s);
    settings.redactionRules += u".missing"_s;
    problems.clear();
    QCOMPARE(policyOf(settings, problems).level, StoreLevel::Metadata);
    QCOMPARE(problems.size(), 1);
    QVERIFY(!storeSetting(*m_folder, key, settings.redactionRules));
    QVERIFY(!QFileInfo::exists(m_folder->settings()));
    QVERIFY(rules.open(QIODevice::WriteOnly));
    rules.write("acme acme_[a-z]{8}\n");
    rules.close();
    QVERIFY(storeSetting(*m_folder, key, rules.fileName()));
}

QTEST_GUILESS_MAIN(TestSettingsStore)
#include "tst_settingsstore.moc"
