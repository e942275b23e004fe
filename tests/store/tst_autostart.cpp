// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/autostart.h"
#include "store/settingsstore.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace dogwatch;
using namespace Qt::StringLiterals;

// What the desktop starts at login is what its folder says, whoever wrote that.
class TestAutostart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void anEntryIsWrittenAndTakenAway();
    void whatSwitchesItOffIsHeard_data();
    void whatSwitchesItOffIsHeard();
    void aProgramThatIsGoneIsSaidAndNotOn();
    void anEntryThatCannotBeReadIsNotTakenForNone();
    void anEntryOfAnotherFolderIsNotOurs();
    void namesThatMeanSomethingToTheDesktopStayWhatTheyAre();
    void theSettingIsTheEntry();

private:
    [[nodiscard]] QString program(const QString &name) const;
    [[nodiscard]] QByteArray entry() const;
    void rewrite(const QByteArray &from, const QByteArray &to) const;

    std::unique_ptr<QTemporaryDir> m_temporary;
    std::unique_ptr<DataFolder> m_folder;
    QString m_path;
};

void TestAutostart::init()
{
    m_temporary = std::make_unique<QTemporaryDir>();
    qputenv("XDG_CONFIG_HOME", m_temporary->filePath(u"config"_s).toUtf8());
    m_folder = std::make_unique<DataFolder>(m_temporary->filePath(u"data"_s));
    m_path = m_temporary->filePath(u"config/autostart/org.dogwatch.Dogwatch.desktop"_s);
}

QString TestAutostart::program(const QString &name) const
{
    QFile file(m_temporary->filePath(name));
    if (!file.open(QIODevice::WriteOnly)
        || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        qFatal("no program could be made");
    return file.fileName();
}

QByteArray TestAutostart::entry() const
{
    QFile file(m_path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestAutostart::rewrite(const QByteArray &from, const QByteArray &to) const
{
    QByteArray content = entry();
    QVERIFY(content.contains(from));
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content.replace(from, to));
}

void TestAutostart::anEntryIsWrittenAndTakenAway()
{
    QVERIFY(!autostartOf(*m_folder).isOn);
    QVERIFY(removeAutostart(*m_folder)); // there is none to go
    QVERIFY(setAutostart(*m_folder, program(u"dogwatch"_s)));
    QVERIFY(autostartOf(*m_folder).isOn);
    QVERIFY(entry().startsWith("[Desktop Entry]\nType=Application\n"));
    QVERIFY2(entry().contains("/dogwatch\" --minimized --data-dir \""), entry().constData());
    QVERIFY(removeAutostart(*m_folder));
    QVERIFY(!QFileInfo::exists(m_path));
    QVERIFY(!autostartOf(*m_folder).isOn);
}

void TestAutostart::whatSwitchesItOffIsHeard_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("by most desktops") << QByteArray("Hidden=true\n");
    QTest::newRow("by GNOME's") << QByteArray("X-GNOME-Autostart-enabled=false\n");
}

void TestAutostart::whatSwitchesItOffIsHeard()
{
    QFETCH(const QByteArray, line);
    QVERIFY(setAutostart(*m_folder, program(u"dogwatch"_s)));
    rewrite("Terminal=false\n", "Terminal=false\n" + line);
    const Autostart autostart = autostartOf(*m_folder);
    QVERIFY(!autostart.isOn);
    QCOMPARE(autostart.problem, QString()); // a person wanted it
    QVERIFY(setAutostart(*m_folder, program(u"dogwatch"_s)));
    QVERIFY(autostartOf(*m_folder).isOn);
}

void TestAutostart::aProgramThatIsGoneIsSaidAndNotOn()
{
    const QString path = program(u"dogwatch"_s);
    QVERIFY(setAutostart(*m_folder, path));
    QVERIFY(QFile::remove(path));
    const Autostart autostart = autostartOf(*m_folder);
    QVERIFY(!autostart.isOn);
    QVERIFY2(autostart.problem.contains(path), qPrintable(autostart.problem));
    const Result<void> set = setAutostart(*m_folder, path);
    QVERIFY(!set && set.error().code == ErrorCode::NotFound);
}

void TestAutostart::anEntryThatCannotBeReadIsNotTakenForNone()
{
    QVERIFY(QDir().mkpath(m_path)); // a folder in its place
    const Autostart autostart = autostartOf(*m_folder);
    QVERIFY(!autostart.isOn);
    QVERIFY2(autostart.problem.contains(m_path), qPrintable(autostart.problem));
    const Result<void> removed = removeAutostart(*m_folder);
    QVERIFY(!removed && removed.error().code == ErrorCode::Permission);
}

void TestAutostart::anEntryOfAnotherFolderIsNotOurs()
{
    const DataFolder other(m_temporary->filePath(u"other"_s));
    QVERIFY(setAutostart(other, program(u"dogwatch"_s)));
    QVERIFY(!autostartOf(*m_folder).isOn);
    QVERIFY(removeAutostart(*m_folder));
    QVERIFY(autostartOf(other).isOn);
    QVERIFY(setAutostart(*m_folder, program(u"dogwatch"_s)));
    QVERIFY(autostartOf(*m_folder).isOn && !autostartOf(other).isOn);
}

void TestAutostart::namesThatMeanSomethingToTheDesktopStayWhatTheyAre()
{
    const QString path = program(u"dog \"$w\" `a` 100% \\t"_s);
    QVERIFY(setAutostart(*m_folder, path));
    QVERIFY(autostartOf(*m_folder).isOn);
    QVERIFY2(entry().contains("dog \\\\\"\\\\$w\\\\\" \\\\`a\\\\` 100%% \\\\\\\\t\" --minimized"),
             entry().constData());
    const DataFolder broken(m_temporary->filePath(u"a\nb"_s));
    QVERIFY(!setAutostart(broken, path));
}

void TestAutostart::theSettingIsTheEntry()
{
    const QString key = kStartAtLogin.toString();
    QVERIFY(setAutostart(*m_folder, program(u"dogwatch"_s)));
    LoadedSettings loaded = loadSettings(*m_folder);
    QVERIFY(loaded.settings.startsAtLogin && loaded.given.contains(key));
    QVERIFY(QFile::remove(m_path)); // by the desktop's own settings
    loaded = loadSettings(*m_folder);
    QVERIFY(!loaded.settings.startsAtLogin && !loaded.given.contains(key));
    QVERIFY(setAutostart(*m_folder, program(u"dogwatch"_s)));
    QVERIFY(QFile::remove(m_temporary->filePath(u"dogwatch"_s)));
    loaded = loadSettings(*m_folder);
    QVERIFY(!loaded.settings.startsAtLogin);
    QCOMPARE(loaded.problems.size(), 1);
    QVERIFY(storeSetting(*m_folder, key, std::nullopt));
    QVERIFY(!QFileInfo::exists(m_path));
    QVERIFY(!QFileInfo::exists(m_folder->settings())); // nothing else remembers it
}

QTEST_GUILESS_MAIN(TestAutostart)
#include "tst_autostart.moc"
