// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/claudesettings.h"
#include "core/clock.h"
#include "core/times.h"
#include "ctl/storeaccess.h"
#include "net/localclient.h"
#include "store/lostevents.h"
#include "store/privatefile.h"
#include "store/readmodel.h"
#include "store/settingsstore.h"
#include "store/spoolfolder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

#include <sqlite3.h>
#include <sys/statvfs.h>

// The commands about this machine: token and doctor.

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAskMs = 2000;
constexpr qint64 kLossIsNewMs = 7LL * 24 * 60 * 60 * 1000;
constexpr qint64 kLittleSpace = 200LL * 1024 * 1024;

// One thing that was looked at, what was found, and what to do about it.
struct Finding
{
    bool good = true;
    QString what;
    QString found;
    QString remedy;
};

Finding checkApp(const DataFolder &folder)
{
    LocalRequest request;
    request.path = "/api/ready";
    const Result<LocalAnswer> answer = askLocally(folder.socket(), request, kAskMs);
    if (!answer && answer.error().code == ErrorCode::Unavailable)
        return {false, u"app"_s, u"not running; hooks are spooled meanwhile"_s,
                u"start dogwatch"_s};
    if (!answer)
        return {false, u"app"_s, u"%1; hooks are spooled meanwhile"_s.arg(answer.error().text),
                u"if it was stopped, let it go on; else end it and start it again"_s};
    if (answer->status != 200)
        return {false, u"app"_s, QString::fromUtf8(answer->body),
                u"open the window: it says what is wrong and offers what can be done"_s};
    const QString degraded =
        QJsonDocument::fromJson(answer->body).object().value(u"degraded").toString();
    if (!degraded.isEmpty())
        return {false, u"app"_s, u"running, but "_s + degraded,
                u"it tries again by itself; its log says since when"_s};
    return {true, u"app"_s, u"running and ready"_s, {}};
}

Finding checkStore(const DataFolder &folder)
{
    auto database = openForReading(folder);
    if (!database)
        return {false, u"store"_s, database.error().text,
                database.error().code == ErrorCode::Missing
                    ? u"start dogwatch once"_s
                    : u"open the window: it can set the store aside or restore a backup"_s};
    const Result<StoreCounts> counts = storeCounts(**database);
    if (!counts)
        return {false, u"store"_s, counts.error().text, u"dogwatchctl verify"_s};
    Finding finding{true,
                    u"store"_s,
                    u"%1 events, %2 sessions, schema %3"_s.arg(counts->events)
                        .arg(counts->sessions)
                        .arg(counts->schemaVersion),
                    {}};
    if (counts->deadLetters > 0) {
        finding.good = false;
        finding.found += u", %1 dead letters"_s.arg(counts->deadLetters);
        finding.remedy = u"dogwatchctl dead-letters list"_s;
    }
    return finding;
}

Finding checkSpool(const DataFolder &folder)
{
    if (!QFileInfo::exists(folder.spool()))
        return {true, u"spool"_s, u"none yet"_s, {}};
    const SpoolFolder spool(folder);
    const Result<qint64> waiting = spool.count();
    if (!waiting)
        return {false, u"spool"_s, waiting.error().text, u"mend the rights of the folder"_s};
    const auto rejected = QDir(folder.rejected()).entryList(QDir::Files).size();
    Finding finding{*waiting == 0 && rejected == 0,
                    u"spool"_s,
                    u"%1 waiting, %2 set aside"_s.arg(*waiting).arg(rejected),
                    {}};
    QStringList remedies;
    if (*waiting > 0)
        remedies.append(u"start dogwatch: it takes in what waits"_s);
    if (rejected > 0)
        remedies.append(
            u"what was set aside could not be understood: look at %1"_s.arg(folder.rejected()));
    finding.remedy = remedies.join(u"; "_s);
    return finding;
}

// What is lost stays lost, so only what is new is wrong.
Finding checkLoss(const DataFolder &folder)
{
    auto database = openForReading(folder);
    const Result<LostEvents> lost = database ? knownLoss(**database, folder) : notedLoss(folder);
    if (!lost)
        return {false, u"lost"_s, lost.error().text, u"mend the rights of the file"_s};
    if (lost->events == 0)
        return {true, u"lost"_s, u"no event is known to be lost"_s, {}};
    const qint64 lastAtMs = lost->lastAtMs.value_or(0);
    const bool isNew = SystemClock().nowMs() - lastAtMs < kLossIsNewMs;
    return {!isNew, u"lost"_s,
            u"%1 events could not even be spooled, the last %2"_s.arg(lost->events)
                .arg(toRfc3339(lastAtMs)),
            isNew ? u"make room on the disk, and keep dogwatch running"_s : QString()};
}

Finding checkRights(const DataFolder &folder)
{
    const QFileInfo info(folder.path());
    if (!info.exists())
        return {true, u"folder"_s, folder.path() + u" (not there yet)"_s, {}};
    const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
        | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    if ((info.permissions() & others) != 0)
        return {false, u"folder"_s, folder.path() + u" is open to others"_s,
                u"chmod 700 "_s + folder.path()};
    return {true, u"folder"_s, folder.path(), {}};
}

Finding checkSpace(const DataFolder &folder)
{
    QString path = folder.path();
    while (!QFileInfo::exists(path) && path != u"/"_s)
        path = QFileInfo(path).path();
    // QStorageInfo knows mounts only, and a folder need not be below one that can be seen.
    struct statvfs info
    { };
    if (statvfs(QFile::encodeName(path).constData(), &info) != 0)
        return {true, u"disk"_s, u"how much room there is can't be told"_s, {}};
    const qint64 free = static_cast<qint64>(info.f_bavail) * static_cast<qint64>(info.f_frsize);
    return {free >= kLittleSpace, u"disk"_s, u"%1 MB free"_s.arg(free / 1024 / 1024),
            free >= kLittleSpace ? QString() : u"make room: a full disk refuses events"_s};
}

Finding checkHooks(const CommandContext &context)
{
    const Result<SettingsTarget> target = userSettings(hookEnvironmentOfProcess());
    if (!target)
        return {false, u"hooks"_s, target.error().text, {}};
    HookOptions options;
    options.hookProgram = QCoreApplication::applicationDirPath() + u"/dogwatch-hook"_s;
    options.dataFolder = context.folder.isDefault() ? QString() : context.folder.path();
    const Result<HookStatus> status = hookStatus(*target, options);
    if (!status)
        return {false, u"hooks"_s, status.error().text, {}};
    if (status->working())
        return {true, u"hooks"_s, u"installed in "_s + status->file, {}};
    if (!status->anyThere())
        return {false, u"hooks"_s, u"not installed in "_s + status->file,
                u"dogwatchctl hooks install"_s};
    return {false, u"hooks"_s, u"not working in "_s + status->file,
            u"dogwatchctl hooks status shows why; dogwatchctl hooks install mends it"_s};
}

// Rules that can't be used hide nothing, and nobody would notice.
Finding checkSettings(const DataFolder &folder)
{
    LoadedSettings loaded = loadSettings(folder);
    const StoragePolicy policy = policyOf(loaded.settings, loaded.problems);
    const QString stored = settingKey(u"privacy.store"_s).value()->get(loaded.settings);
    Finding finding{
        loaded.problems.isEmpty(),
        u"privacy"_s,
        u"stored: %1; redaction: %2"_s.arg(stored, policy.redactor ? u"on"_s : u"off"_s),
        {}};
    if (finding.good)
        return finding;
    finding.found += u"; "_s + loaded.problems.join(u"; "_s);
    finding.remedy = u"dogwatchctl config list says what is allowed"_s;
    return finding;
}

Finding checkSqlite()
{
    return {true,
            u"sqlite"_s,
            QString::fromLatin1(sqlite3_libversion())
                + (sqlite3_libversion_number() < 3051003
                       ? u" (has the WAL-reset defect; one connection writes, so it is not met)"_s
                       : QString()),
            {}};
}

// By the app, which must know it at once; here where none runs.
Result<void> rotateToken(const DataFolder &folder)
{
    if (auto readable = openForReading(folder); !readable)
        return readable.error();
    InstanceLock lock;
    const Result<void> held = lock.acquire(folder.lock());
    if (!held && held.error().code != ErrorCode::Busy)
        return held;
    const Result<QByteArray> done =
        held ? makeNewToken(folder.token()) : askApp(folder, "/api/token/rotate", kAskMs);
    return done ? Result<void>() : Result<void>(done.error());
}

} // namespace

Exit runToken(const CommandContext &context)
{
    if (context.arguments != QStringList{u"rotate"_s})
        return context.output.fail(u"token rotate"_s, Exit::WrongUsage);
    if (const Result<void> rotated = rotateToken(context.folder); !rotated)
        return context.output.fail(rotated.error());
    if (context.output.isJson())
        context.output.print(QJsonObject{{u"rotated"_s, true}});
    else
        context.output.line(u"A new token is in force. HTTP hooks want a new: dogwatchctl hooks "
                            u"install --http"_s);
    return Exit::Done;
}

Exit runDoctor(const CommandContext &context)
{
    const std::vector<Finding> findings{
        checkRights(context.folder), checkSpace(context.folder),    checkStore(context.folder),
        checkApp(context.folder),    checkSpool(context.folder),    checkLoss(context.folder),
        checkHooks(context),         checkSettings(context.folder), checkSqlite(),
    };
    QJsonArray array;
    std::vector<QStringList> table;
    bool good = true;
    for (const Finding &finding : findings) {
        good = good && finding.good;
        array.append(QJsonObject{
            {u"check"_s, finding.what},
            {u"ok"_s, finding.good},
            {u"found"_s, finding.found},
            {u"remedy"_s, finding.remedy.isEmpty() ? QJsonValue() : QJsonValue(finding.remedy)}});
    }
    if (context.output.isJson()) {
        context.output.print(array);
        return good ? Exit::Done : Exit::Failed;
    }
    for (const Finding &finding : findings) {
        context.output.line((finding.good ? u"ok    "_s : u"wrong "_s)
                            + finding.what.leftJustified(8) + finding.found);
        if (!finding.remedy.isEmpty())
            context.output.line(u"              → "_s + finding.remedy);
    }
    return good ? Exit::Done : Exit::Failed;
}

} // namespace dogwatch
