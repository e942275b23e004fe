// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl/storeaccess.h"
#include "store/settingsstore.h"

#include <QJsonDocument>

// A person's settings: looked at in their file, changed by the app where one runs.

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAnswerMs = 10'000;

Exit listSettings(const CommandContext &context)
{
    const LoadedSettings loaded = loadSettings(context.folder);
    if (context.output.isJson()) {
        context.output.print(toJson(loaded));
        return Exit::Done;
    }
    for (const SettingKey &key : settingKeys()) {
        const QString value = key.get(loaded.settings);
        context.output.line(u"%1 = %2%3"_s.arg(
            key.name, value, loaded.given.contains(key.name) ? QString() : u"  (default)"_s));
        context.output.line(u"    %1: %2; default %3"_s.arg(
            key.type, key.allowed, key.defaultText().isEmpty() ? u"nothing"_s : key.defaultText()));
        context.output.line(u"    "_s + key.help);
    }
    for (const QString &problem : loaded.problems)
        context.output.note(problem);
    return Exit::Done;
}

Exit getSetting(const CommandContext &context, const SettingKey &key)
{
    const LoadedSettings loaded = loadSettings(context.folder);
    const QString value = key.get(loaded.settings);
    for (const QString &problem : loaded.problems)
        context.output.note(problem);
    if (context.output.isJson())
        context.output.print(QJsonObject{{u"key"_s, key.name},
                                         {u"value"_s, value},
                                         {u"default"_s, key.defaultText()},
                                         {u"is_set"_s, loaded.given.contains(key.name)}});
    else
        context.output.line(value);
    return Exit::Done;
}

// By ourselves with the instance lock held, or else by the app, which takes it up at once.
Result<void> change(const DataFolder &folder, const QString &name,
                    const std::optional<QString> &value)
{
    if (const Result<void> ready = folder.prepare(); !ready)
        return ready;
    InstanceLock lock;
    const Result<void> held = lock.acquire(folder.lock());
    if (held)
        return storeSetting(folder, name, value);
    if (held.error().code != ErrorCode::Busy)
        return held;
    const QJsonObject wanted{{u"key"_s, name},
                             {u"value"_s, value ? QJsonValue(*value) : QJsonValue()}};
    const Result<QByteArray> asked = askApp(folder, "/api/config", kAnswerMs,
                                            QJsonDocument(wanted).toJson(QJsonDocument::Compact));
    return asked ? Result<void>() : Result<void>(asked.error());
}

Exit changeSetting(const CommandContext &context, const SettingKey &key,
                   const std::optional<QString> &value)
{
    Settings tried;
    if (const Result<void> allowed = value ? key.set(tried, *value) : Result<void>(); !allowed)
        return context.output.fail(allowed.error().text, Exit::WrongUsage);
    if (const Result<void> changed = change(context.folder, key.name, value); !changed)
        return context.output.fail(changed.error());
    // A rule that can't be used hides nothing: that is to be heard now, and not when it is too
    // late.
    QStringList problems;
    (void)policyOf(loadSettings(context.folder).settings, problems);
    for (const QString &problem : problems)
        context.output.note(problem);
    return getSetting(context, key);
}

} // namespace

Exit runConfig(const CommandContext &context)
{
    const QStringList &words = context.arguments;
    const QString verb = words.value(0, u"list"_s);
    if (verb == "list"_L1 && words.size() <= 1)
        return listSettings(context);
    const bool isSound = (verb == "get"_L1 && words.size() == 2)
        || (verb == "set"_L1 && words.size() == 3) || (verb == "unset"_L1 && words.size() == 2);
    if (!isSound)
        return context.output.fail(u"config list, config get KEY, config set KEY VALUE, or config "
                                   "unset KEY"_s,
                                   Exit::WrongUsage);
    const Result<const SettingKey *> key = settingKey(words.at(1));
    if (!key)
        return context.output.fail(key.error().text, Exit::WrongUsage);
    if (verb == "get"_L1)
        return getSetting(context, **key);
    return changeSetting(context, **key,
                         verb == "set"_L1 ? std::optional(words.at(2)) : std::nullopt);
}

} // namespace dogwatch
