// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/spoolintake.h"

#include "core/clock.h"
#include "store/outcomepost.h"
#include "store/redactioncount.h"
#include "store/spoolsweep.h"
#include "store/writer.h"

#include <QFileInfo>
#include <QLoggingCategory>
#include <QtConcurrent>

namespace dogwatch {

namespace {

Q_LOGGING_CATEGORY(lcSpool, "dogwatch.spool", QtInfoMsg)

constexpr int kPortionFiles = 256;
// Of the files as they are, before compression: it is what they take in memory. A single file may
// be larger.
constexpr qint64 kPortionBytes = 16 * 1024 * 1024;
// Notices of new files can be lost; and what was refused is tried again.
constexpr int kLookAgainMs = 5000;

} // namespace

SpoolIntake::SpoolIntake(const DataFolder &folder, Writer &writer, const Clock &clock,
                         std::shared_ptr<const CurrentPolicy> policy, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
    , m_path(folder.spool())
    , m_writer(writer)
    , m_clock(clock)
    , m_policy(std::move(policy))
    , m_gaps(folder, writer, clock)
    , m_receiver(std::make_shared<OutcomePost>(
          this,
          [this](std::vector<OutcomeReceiver::Settled> outcomes) { settle(std::move(outcomes)); }))
{
    m_pool.setMaxThreadCount(1);
    m_pool.setObjectName(QStringLiteral("spool"));
    m_timer.setInterval(kLookAgainMs);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_sweepIsDue = true;
        look();
    });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &SpoolIntake::look);
}

SpoolIntake::~SpoolIntake()
{
    m_receiver->detach();
    m_pool.waitForDone();
}

void SpoolIntake::start()
{
    if (!m_started) {
        m_started = true;
        m_watcher.addPath(m_path);
        m_timer.start();
    }
    look();
}

void SpoolIntake::look()
{
    if (m_busy) {
        m_again = true;
        return;
    }
    m_busy = true;
    m_again = false;
    m_refused = false;
    m_gaps.look();
    const auto work = [folder = m_folder, nowMs = m_clock.nowMs(), policy = m_policy->get(),
                       sweepToo = std::exchange(m_sweepIsDue, false), setAside = m_setAside] {
        if (sweepToo)
            sweepSpool(folder, nowMs);
        Portion portion = readPortion(folder, nowMs, policy);
        portion.hidden = setAside->hold(folder.rejected(), policy);
        return portion;
    };
    QtConcurrent::run(&m_pool, work).then(this, [this](Portion portion) {
        take(std::move(portion));
    });
}

SpoolIntake::Portion SpoolIntake::readPortion(const SpoolFolder &folder, qint64 nowMs,
                                              const StoragePolicy &policy)
{
    Portion portion;
    const Result<QStringList> names = folder.waiting(std::numeric_limits<qsizetype>::max());
    if (!names) {
        qCWarning(lcSpool).noquote() << names.error().text;
        return portion;
    }
    portion.waiting = names->size();
    qint64 bytes = 0;
    for (const QString &name : *names) {
        const qint64 size = QFileInfo(folder.path() + u'/' + name).size();
        if (portion.events.size() >= kPortionFiles
            || (!portion.events.empty() && bytes + size > kPortionBytes))
            return portion;
        Result<IncomingEvent> event = folder.read(name, nowMs, policy);
        if (event) {
            bytes += size;
            portion.events.emplace_back(name, std::move(event).value());
        } else if (event.error().code == ErrorCode::InvalidInput) {
            if (Result<void> moved = folder.setAside(name, event.error().text); moved)
                --portion.waiting;
            else
                qCWarning(lcSpool).noquote() << "cannot set aside" << name << moved.error().text;
        } else {
            qCWarning(lcSpool).noquote() << "cannot read" << name << event.error().text;
        }
    }
    return portion;
}

void SpoolIntake::take(Portion portion)
{
    m_waiting.store(portion.waiting);
    count(portion.hidden);
    std::vector<WriteRequest> requests;
    for (auto &[name, event] : portion.events) {
        m_files.insert(++m_lastTicket, name);
        requests.push_back({std::move(event), m_receiver, m_lastTicket});
    }
    if (requests.empty())
        return finishPortion();
    if (!m_writer.enqueue(requests)) {
        m_files.clear();
        m_refused = true;
        finishPortion();
    }
}

void SpoolIntake::count(const RedactionTally &hidden)
{
    if (hidden.isEmpty())
        return;
    m_writer.post(
        [hidden](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
            if (const Result<void> counted = countRedactions(database, hidden); !counted)
                return counted.error();
            return ChangeSet{};
        },
        [](const Result<ChangeSet> &counted) {
            if (!counted)
                qCWarning(lcSpool).noquote() << counted.error().text;
        });
}

void SpoolIntake::settle(std::vector<OutcomeReceiver::Settled> outcomes)
{
    for (const OutcomeReceiver::Settled &settled : outcomes) {
        const QString name = m_files.take(settled.ticket);
        if (settled.outcome.kind == EventOutcome::Kind::Refused) {
            m_refused = true;
            continue;
        }
        m_settled.append(name);
    }
    if (m_files.isEmpty())
        removeSettled();
}

void SpoolIntake::removeSettled()
{
    QtConcurrent::run(&m_pool, [folder = m_folder, names = std::exchange(m_settled, {})] {
        bool areGone = true;
        for (const QString &name : names) {
            const Result<void> removed = folder.remove(name);
            if (!removed)
                qCWarning(lcSpool).noquote() << "cannot remove" << name << removed.error().text;
            areGone = areGone && removed;
        }
        return areGone;
    }).then(this, [this](bool areGone) {
        m_again = true; // there may be more than one portion
        // What can't be removed would be taken in for ever.
        m_refused = m_refused || !areGone;
        finishPortion();
    });
}

void SpoolIntake::finishPortion()
{
    m_busy = false;
    if (m_refused)
        return; // the timer tries again
    if (m_again)
        return look();
    Q_EMIT drained();
}

} // namespace dogwatch
