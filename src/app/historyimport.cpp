// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/historyimport.h"

#include "app/service.h"
#include "core/times.h"
#include "models/clocktexts.h"
#include "models/displaytext.h"
#include "models/importstate.h"
#include "store/readport.h"
#include "store/transcriptlog.h"
#include "watch/importprogress.h"
#include "watch/transcriptroots.h"

#include <QJsonArray>
#include <QLocale>
#include <QtConcurrent>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTellMs = 250;
constexpr double kMegabyte = 1e6;
constexpr qsizetype kProblemLength = 300;

struct Unread
{
    qint64 files = 0;
    qint64 bytes = 0;
    qint64 read = 0; // files
};

// Those below the agents' own folders.
Unread unreadOf(const QHash<QString, TranscriptPosition> &positions)
{
    Unread unread;
    for (const QString &root : transcriptRoots()) {
        for (const TranscriptName &name : transcriptsBelow(root, false).files) {
            if (positions.contains(name.path)) {
                ++unread.read;
            } else {
                ++unread.files;
                unread.bytes += name.size;
            }
        }
    }
    return unread;
}

QString megabytes(qint64 bytes)
{
    return QLocale().toString(static_cast<double>(bytes) / kMegabyte, 'f', 1);
}

qint64 number(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1StringView(name)).toInteger();
}

// The passes over the files: first what things cost, then the texts.
QList<QJsonObject> passesOf(const QJsonObject &progress)
{
    QList<QJsonObject> passes{progress};
    if (const QJsonValue texts = progress.value(u"texts"_s); texts.isObject())
        passes.append(texts.toObject());
    return passes;
}

// Of the first file with such lines.
QString troubledText(const QJsonObject &progress)
{
    const ImportProgress read = importProgressFromJson(progress);
    return read.troubled.empty() ? QString() : troubleText(read.troubled.front());
}

double shareOf(const QJsonObject &progress)
{
    const QList<QJsonObject> passes = passesOf(progress);
    const qint64 all = number(progress, "bytes") * passes.size();
    qint64 done = 0;
    for (const QJsonObject &pass : passes)
        done += number(pass, "bytes_done");
    return all > 0 ? static_cast<double>(done) / static_cast<double>(all) : 0;
}

} // namespace

QString importText(const QJsonObject &progress)
{
    const QList<QJsonObject> passes = passesOf(progress);
    const qint64 files = number(progress, "files");
    const qint64 bytes = number(progress, "bytes");
    if (progress.value(u"finished"_s).toBool()) {
        qint64 elapsedMs = 0;
        for (const QJsonObject &pass : passes)
            elapsedMs += number(pass, "elapsed_ms");
        return HistoryImport::tr("%n transcript(s), %1 MB new, read in %2.", nullptr,
                                 static_cast<int>(files))
            .arg(megabytes(number(progress, "bytes_read")), callDurationText(elapsedMs));
    }
    const bool onTexts = passes.size() > 1 && progress.value(u"usage_finished"_s).toBool();
    const QJsonObject &pass = onTexts ? passes.constLast() : passes.constFirst();
    QStringList parts{
        onTexts ? HistoryImport::tr("texts") : HistoryImport::tr("usage"),
        HistoryImport::tr("%1 of %2 files")
            .arg(QLocale().toString(number(pass, "files_done")), QLocale().toString(files)),
        HistoryImport::tr("%1 of %2 MB")
            .arg(megabytes(number(pass, "bytes_done")), megabytes(bytes))};
    const auto read = static_cast<double>(number(pass, "bytes_read"));
    const auto elapsedMs = static_cast<double>(number(pass, "elapsed_ms"));
    if (elapsedMs > 0 && read > 0) {
        const double left = static_cast<double>(bytes - number(pass, "bytes_done"));
        parts.append(HistoryImport::tr("%1 MB/s").arg(
            QLocale().toString(read / elapsedMs * 1000 / kMegabyte, 'f', 0)));
        parts.append(HistoryImport::tr("%1 left").arg(
            shortDuration(static_cast<qint64>(left * elapsedMs / read))));
    }
    return parts.join(u", "_s);
}

HistoryImport::HistoryImport(Service &service, ImportState &state, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_state(state)
{
    m_pool.setMaxThreadCount(1);
    m_timer.setInterval(kTellMs);
    connect(&m_timer, &QTimer::timeout, this, &HistoryImport::tell);
    connect(&m_state, &ImportState::startWanted, this, &HistoryImport::start);
    connect(&m_state, &ImportState::cancelWanted, this, [this] { m_service.cancelImport(); });
}

HistoryImport::~HistoryImport()
{
    m_pool.waitForDone();
}

void HistoryImport::look()
{
    using Positions = QHash<QString, TranscriptPosition>;
    m_port = std::make_unique<ReadPort>(m_service.readers());
    m_port->ask<Positions>(
        [](Database &database) { return transcriptPositions(database, TranscriptPass::Usage); },
        [this](const Result<Positions> &positions) {
            if (!positions)
                return; // nothing is offered where it is not known what was read
            QtConcurrent::run(&m_pool, unreadOf, *positions)
                .then(this, [this](const Unread &unread) {
                    if (unread.files > unread.read)
                        offer(unread.files, unread.bytes);
                });
        });
}

void HistoryImport::offer(qint64 files, qint64 bytes)
{
    if (m_state.phase() != ImportState::None)
        return;
    m_state.set(ImportState::Offered,
                tr("%n transcript(s) of former sessions lie on this machine (%1 MB).", nullptr,
                   static_cast<int>(files))
                    .arg(megabytes(bytes)));
}

void HistoryImport::start()
{
    if (const Result<void> started = m_service.startImport(); !started)
        return m_state.set(ImportState::Failed, started.error().text);
    m_state.set(ImportState::Running, tr("Looking for transcripts …"));
    m_timer.start();
}

void HistoryImport::tell()
{
    const QJsonObject progress = m_service.importProgress();
    if (!progress.value(u"finished"_s).toBool())
        return m_state.set(ImportState::Running, importText(progress), shareOf(progress));
    m_timer.stop();
    QStringList said{importText(progress)};
    if (const qint64 problems = number(progress, "problem_count"); problems > 0)
        said.append(
            tr("%n file(s) or folder(s) could not be read: %1", nullptr, static_cast<int>(problems))
                .arg(displayLine(progress.value(u"problems"_s).toArray().at(0).toString(),
                                 kProblemLength)));
    if (const qint64 troubled = number(progress, "troubled_file_count"); troubled > 0)
        said.append(tr("%n file(s) hold lines that make no sense or are too long; the rest of them "
                       "is read: %1",
                       nullptr, static_cast<int>(troubled))
                        .arg(displayLine(troubledText(progress), kProblemLength)));
    const QString failure = progress.value(u"failure"_s).toString();
    if (!failure.isEmpty())
        said.prepend(failure + u'.');
    m_state.set(failure.isEmpty() ? ImportState::Done : ImportState::Failed, said.join(u' '), 1);
}

} // namespace dogwatch
