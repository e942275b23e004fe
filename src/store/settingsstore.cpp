// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/settingsstore.h"

#include "store/autostart.h"
#include "store/spoolfile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QSettings>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestRulesFile = 1024 * 1024;

// "privacy.store" stands in the section [privacy] as store.
QString keyInFile(const QString &name)
{
    return QString(name).replace(u'.', u'/');
}

// QSettings tells it only at its first look at a file, and then not again in the same process.
bool isDamaged(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QList<QByteArray> lines = file.read(kLargestRulesFile).split('\n');
    return std::any_of(lines.begin(), lines.end(), [](const QByteArray &line) {
        const QByteArray text = line.trimmed();
        const bool isSection = text.startsWith('[') && text.endsWith(']');
        return !text.isEmpty() && !text.startsWith(';') && !text.startsWith('#') && !isSection
            && !text.contains('=') && !text.endsWith('\\');
    });
}

// A value with a comma comes as a list.
QString textOf(const QVariant &value)
{
    return value.toStringList().join(u", "_s);
}

Error cannotWrite(const DataFolder &folder)
{
    return {ErrorCode::StorageFull, u"cannot write %1"_s.arg(folder.settings())};
}

// Who has set something about privacy wanted less to be kept, so a value that can't be used counts
// as the least. Empty: the default will do.
QString strictestOf(const QString &name)
{
    if (name == "privacy.store"_L1)
        return u"metadata"_s;
    return name == "privacy.redact"_L1 ? u"on"_s : QString();
}

void loadFile(const DataFolder &folder, LoadedSettings &loaded)
{
    const QFileInfo info(folder.settings());
    if (!info.exists())
        return;
    if (!info.isReadable()) {
        loaded.problems.append(u"%1 can't be read: the defaults count"_s.arg(folder.settings()));
        return;
    }
    QSettings file(folder.settings(), QSettings::IniFormat);
    if (isDamaged(folder.settings()))
        loaded.problems.append(
            u"%1 is damaged: what can't be read in it counts as not set"_s.arg(folder.settings()));
    for (const SettingKey &key : settingKeys()) {
        if (key.name == kStartAtLogin || !file.contains(keyInFile(key.name)))
            continue;
        const Result<void> set = key.set(loaded.settings, textOf(file.value(keyInFile(key.name))));
        if (set) {
            loaded.given.insert(key.name);
            continue;
        }
        if (const QString strictest = strictestOf(key.name); !strictest.isEmpty())
            (void)key.set(loaded.settings, strictest);
        loaded.problems.append(set.error().text + u"; '%1' counts"_s.arg(key.get(loaded.settings)));
    }
}

} // namespace

LoadedSettings loadSettings(const DataFolder &folder)
{
    LoadedSettings loaded;
    loadFile(folder, loaded);
    const Autostart autostart = autostartOf(folder);
    loaded.settings.startsAtLogin = autostart.isOn;
    if (autostart.isOn)
        loaded.given.insert(kStartAtLogin.toString());
    if (!autostart.problem.isEmpty())
        loaded.problems.append(autostart.problem);
    return loaded;
}

Result<void> storeSetting(const DataFolder &folder, const QString &name,
                          const std::optional<QString> &value)
{
    const Result<const SettingKey *> key = settingKey(name);
    if (!key)
        return key.error();
    Settings tried;
    if (const Result<void> allowed = value ? (*key)->set(tried, *value) : Result<void>(); !allowed)
        return allowed;
    if (name == kStartAtLogin)
        return tried.startsAtLogin
            ? setAutostart(folder, QCoreApplication::applicationDirPath() + u"/dogwatch"_s)
            : removeAutostart(folder);
    tried.redact = true;
    QStringList problems;
    (void)policyOf(tried, problems);
    if (!problems.isEmpty())
        return Error{ErrorCode::InvalidInput, problems.first()};
    QSettings file(folder.settings(), QSettings::IniFormat);
    // Writing loses what could not be read, so that is put aside first.
    const QString damaged = folder.settings() + u".damaged"_s;
    if (isDamaged(folder.settings()) && !QFile::exists(damaged)
        && !QFile::copy(folder.settings(), damaged))
        return cannotWrite(folder);
    if (value)
        file.setValue(keyInFile(name), (*key)->get(tried));
    else
        file.remove(keyInFile(name));
    file.sync();
    if (file.status() == QSettings::AccessError
        || !QFile::setPermissions(folder.settings(), QFile::ReadOwner | QFile::WriteOwner))
        return cannotWrite(folder);
    return syncFolder(folder.path());
}

QJsonObject toJson(const LoadedSettings &loaded)
{
    QJsonArray rows;
    for (const SettingKey &key : settingKeys())
        rows.append(QJsonObject{{u"key"_s, key.name},
                                {u"type"_s, key.type},
                                {u"value"_s, key.get(loaded.settings)},
                                {u"default"_s, key.defaultText()},
                                {u"allowed"_s, key.allowed},
                                {u"help"_s, key.help},
                                {u"is_set"_s, loaded.given.contains(key.name)}});
    return {{u"settings"_s, rows}, {u"problems"_s, QJsonArray::fromStringList(loaded.problems)}};
}

StoragePolicy policyOf(const Settings &settings, QStringList &problems)
{
    StoragePolicy policy;
    policy.level = settings.store;
    if (!settings.redact)
        return policy;
    RulesFile own;
    if (!settings.redactionRules.isEmpty()) {
        QFile file(settings.redactionRules);
        if (QFileInfo(file).isFile() && file.size() <= kLargestRulesFile
            && file.open(QIODevice::ReadOnly))
            own = rulesFromText(file.readAll());
        else
            own.problems.append(u"it can't be read, or is no file of rules"_s);
    }
    for (const QString &problem : own.problems)
        problems.append(u"%1: %2; texts are not stored until it is mended"_s.arg(
            settings.redactionRules, problem));
    // What they would have taken out can't be told from the rest.
    if (!own.problems.isEmpty())
        policy.level = StoreLevel::Metadata;
    policy.redactor = std::make_shared<const Redactor>(std::move(own.rules));
    return policy;
}

} // namespace dogwatch
