// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/clock.h"
#include "core/times.h"
#include "ctl/storeaccess.h"
#include "net/localclient.h"
#include "store/settingsstore.h"
#include "store/transcriptlog.h"
#include "watch/transcriptimport.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QThread>

#include <thread>

// Takes in transcripts: the app does it where it runs, else this program with the store's lock
// held.

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAskMs = 5000;
constexpr int kTellEveryMs = 500;
constexpr double kMegabyte = 1e6;

QString megabytes(qint64 bytes)
{
    return QString::number(static_cast<double>(bytes) / kMegabyte, 'f', 1);
}

QString seconds(qint64 ms)
{
    return QString::number(static_cast<double>(ms) / 1000, 'f', 2);
}

// "12 of 340 files, 1.2 of 302.1 MB, 410 MB/s, 3 s left"
QString passText(const ImportProgress &all, const PassProgress &p)
{
    QString text = u"%1 of %2 files, %3 of %4 MB"_s.arg(
        QString::number(p.filesDone), QString::number(all.files), megabytes(p.bytesDone),
        megabytes(all.bytes));
    if (p.elapsedMs <= 0 || p.bytesRead == 0)
        return text;
    const double perMs = static_cast<double>(p.bytesRead) / static_cast<double>(p.elapsedMs);
    text += u", %1 MB/s"_s.arg(QString::number(perMs * 1000 / kMegabyte, 'f', 0));
    if (!p.finished)
        text += u", %1 left"_s.arg(shortDuration(
            static_cast<qint64>(static_cast<double>(all.bytes - p.bytesDone) / perMs)));
    return text;
}

QString progressText(const ImportProgress &p)
{
    return p.usage.finished ? u"texts: "_s + passText(p, p.texts)
                            : u"usage: "_s + passText(p, p.usage);
}

// What is told while it runs: a line now and then, and only where something has changed.
class Teller
{
public:
    explicit Teller(const Output &output)
        : m_output(output)
    { }

    void tell(const ImportProgress &progress)
    {
        const qint64 done = progress.usage.bytesDone + progress.texts.bytesDone;
        if (done == m_last)
            return;
        m_last = done;
        m_output.note(progressText(progress));
    }

private:
    const Output &m_output;
    qint64 m_last = -1;
};

Result<ImportProgress> importHere(const CommandContext &context, InstanceLock &lock,
                                  const QStringList &paths)
{
    if (Result<void> prepared = context.folder.prepare(); !prepared)
        return prepared.error();
    if (Result<void> held = lock.acquire(context.folder.lock()); !held)
        return held.error();
    auto database = Database::open(context.folder.database(), Database::Mode::CreateIfMissing,
                                   context.folder.backups());
    if (!database)
        return database.error();
    const std::atomic<bool> cancelled = false;
    BatchCommitter committer(**database, cancelled);
    if (Result<void> resumed = committer.resume(); !resumed)
        return resumed.error();
    Result<ImportPositions> positions = importPositions(**database);
    if (!positions)
        return positions.error();
    TranscriptImport::Options options;
    options.paths = paths;
    options.forbidden = ForbiddenFiles(context.folder);
    options.troubles = [&database] { return lineTroubles(**database); };
    options.positions = std::move(positions).value();
    options.inBackground = false;
    options.rowsPerCommit = 8192; // nobody waits behind it
    options.textsPerSlice = 1024 * 1024;
    QStringList problems;
    options.policy = policyOf(loadSettings(context.folder).settings, problems);
    for (const QString &problem : problems)
        context.output.note(problem);
    const SystemClock clock;
    TranscriptImport import(std::move(options), commitThrough(committer, clock));
    std::atomic<bool> over = false;
    // The store belongs to this thread, so that another one has to tell.
    std::thread telling([&] {
        Teller teller(context.output);
        for (int i = 1; !over.load(); ++i) {
            QThread::msleep(50);
            if (i % (kTellEveryMs / 50) == 0)
                teller.tell(import.progress());
        }
    });
    import.run();
    over.store(true);
    telling.join();
    // Behind all else, as the app does it. Where it fails, a search says what is missing.
    ImportProgress progress = import.progress();
    if (progress.failure.isEmpty()) {
        const qint64 startMs = clock.monotonicMs();
        if (const Result<void> indexed = indexTexts(**database, context.output); !indexed)
            context.output.note(indexed.error().text);
        progress.searchMs = clock.monotonicMs() - startMs;
    }
    return progress;
}

Result<ImportProgress> progressOfApp(const CommandContext &context)
{
    LocalRequest request;
    request.path = "/api/import";
    Result<LocalAnswer> answer = askLocally(context.folder.socket(), request, kAskMs);
    if (!answer)
        return answer.error();
    if (answer->status != 200)
        return Error{ErrorCode::Unavailable, u"the app no longer knows of the import"_s};
    return importProgressFromJson(QJsonDocument::fromJson(answer->body).object());
}

Result<ImportProgress> importInApp(const CommandContext &context, const QStringList &paths)
{
    const QByteArray body =
        QJsonDocument(QJsonObject{{u"paths"_s, QJsonArray::fromStringList(paths)}})
            .toJson(QJsonDocument::Compact);
    Result<QByteArray> started = askApp(context.folder, "/api/import", kAskMs, body);
    if (!started)
        return started.error();
    Teller teller(context.output);
    while (true) {
        Result<ImportProgress> progress = progressOfApp(context);
        if (!progress || progress->finished)
            return progress;
        teller.tell(*progress);
        QThread::msleep(kTellEveryMs / 5);
    }
}

void tellTroubles(const CommandContext &context, const ImportProgress &progress)
{
    for (const TroubledFile &file : progress.troubled)
        context.output.note(troubleText(file) + u"; the rest of it is taken in"_s);
    const auto told = static_cast<qint64>(progress.troubled.size());
    if (progress.troubledCount > told)
        context.output.note(
            u"and so with %1 more"_s.arg(counted(progress.troubledCount - told, u"file"_s)));
}

Exit tell(const CommandContext &context, const ImportProgress &progress)
{
    for (const QString &problem : progress.problems)
        context.output.note(problem);
    tellTroubles(context, progress);
    if (context.output.isJson())
        context.output.print(toJson(progress));
    else
        context.output.line(u"%1; usage: %2 MB new in %3 s, texts: %4 MB new in %5 s; "
                            u"dogwatchctl usage "
                            "shows the sums."_s.arg(counted(progress.files, u"transcript"_s),
                                                    megabytes(progress.usage.bytesRead),
                                                    seconds(progress.usage.elapsedMs),
                                                    megabytes(progress.texts.bytesRead),
                                                    seconds(progress.texts.elapsedMs)));
    if (!progress.failure.isEmpty())
        return context.output.fail(progress.failure, Exit::Failed);
    return progress.problemCount == 0 ? Exit::Done : Exit::Failed;
}

} // namespace

Exit runImport(const CommandContext &context)
{
    QStringList paths;
    for (const QString &path : context.arguments)
        paths.append(QDir::cleanPath(QFileInfo(path).absoluteFilePath()));
    InstanceLock lock;
    Result<ImportProgress> done = importHere(context, lock, paths);
    if (!done && !lock.isHeld() && done.error().code == ErrorCode::Busy)
        done = importInApp(context, paths);
    if (!done)
        return context.output.fail(done.error());
    return tell(context, *done);
}

} // namespace dogwatch
