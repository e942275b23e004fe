// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/vaultkeeper.h"

#include "core/clock.h"

#include <QLoggingCategory>

#include <chrono>

namespace dogwatch {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(lcVault, "dogwatch.vault", QtInfoMsg)

constexpr auto kFirstRound = 1min;
constexpr auto kEachRound = 1h;

} // namespace

VaultKeeper::VaultKeeper(const DataFolder &folder, Writer &writer, std::shared_ptr<Readers> readers,
                         const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
    , m_table(vaultThrough(writer, std::move(readers)))
    , m_clock(clock)
{
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowestPriority);
    m_pool.setObjectName(u"vault"_s);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_timer.start(kEachRound);
        if (m_settings.keepsTranscripts())
            (void)keep({}); // one under way does it
    });
}

VaultKeeper::~VaultKeeper()
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_job)
            m_job->cancel();
    }
    m_pool.waitForDone();
}

void VaultKeeper::start()
{
    if (!m_timer.isActive())
        m_timer.start(kFirstRound);
}

void VaultKeeper::setSettings(const Settings &settings)
{
    m_settings = settings;
}

Result<void> VaultKeeper::keep(const QStringList &paths)
{
    const std::lock_guard lock(m_mutex);
    if (m_job && !m_job->progress().finished)
        return Error{ErrorCode::Conflict, u"transcripts are being kept just now"_s};
    m_job = std::make_shared<VaultJob>(
        m_folder, VaultJob::Options{m_settings, paths, ForbiddenFiles(m_folder), m_clock.nowMs()},
        m_table);
    m_pool.start([job = m_job] {
        job->run();
        const VaultProgress progress = job->progress();
        if (progress.kept > 0 || progress.dropped > 0)
            qCInfo(lcVault) << "kept" << progress.kept << "transcripts, dropped"
                            << progress.dropped;
        for (const QString &problem : progress.problems)
            qCWarning(lcVault).noquote() << problem;
        if (!progress.failure.isEmpty())
            qCWarning(lcVault).noquote() << progress.failure;
    });
    return {};
}

std::optional<VaultProgress> VaultKeeper::progress() const
{
    const std::lock_guard lock(m_mutex);
    return m_job ? std::optional(m_job->progress()) : std::nullopt;
}

} // namespace dogwatch
