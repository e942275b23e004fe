// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service.h"

#include "jobs/scheduler.h"
#include "store/deadletters.h"
#include "store/pricetable.h"
#include "store/rebuild.h"
#include "store/settingsstore.h"
#include "watch/retentionkeeper.h"
#include "watch/transcriptimporter.h"
#include "watch/vaultkeeper.h"
#include "watch/watchdog.h"

#include <QJsonDocument>
#include <QJsonObject>

// What the API asks of the service. The commands are called in the network thread.

namespace dogwatch {

using namespace Qt::StringLiterals;

ServiceCommands Service::commands()
{
    ServiceCommands commands;
    commands.quit = [this] {
        QMetaObject::invokeMethod(this, &Service::quitRequested, Qt::QueuedConnection);
    };
    commands.raise = [this](const QString &session) {
        if (!m_raisable.load())
            return false;
        QMetaObject::invokeMethod(
            this, [this, session] { Q_EMIT raiseRequested(session); }, Qt::QueuedConnection);
        return true;
    };
    commands.rebuild = [this](const ServiceCommands::Done &done) {
        postToWriter(rebuildProjections, done);
    };
    commands.rebuildSearch = [this](const ServiceCommands::Done &done) {
        postToWriter(rebuildSearch, done);
    };
    commands.retryDeadLetter = [this](qint64 id, const ServiceCommands::Done &done) {
        postToWriter(
            [id, policy = m_policy->get()](Database &database, EventLog &log,
                                           Projector &projector) {
                return dogwatch::retryDeadLetter(database, log, projector, id, policy);
            },
            done);
    };
    commands.discardDeadLetter = [this](qint64 id, const ServiceCommands::Done &done) {
        postToWriter([id](Database &database, EventLog &,
                          Projector &) { return dogwatch::discardDeadLetter(database, id); },
                     done);
    };
    commands.rotateToken = [this](const ServiceCommands::Done &done) {
        QMetaObject::invokeMethod(
            this,
            [this, done] {
                const Result<void> renewed = renewToken();
                if (!renewed)
                    return done(renewed.error());
                const QJsonObject where{{u"url"_s, u"http://127.0.0.1:%1"_s.arg(m_port)}};
                done(QJsonDocument(where).toJson(QJsonDocument::Compact));
            },
            Qt::QueuedConnection);
    };
    commands.startImport = [this](const QStringList &paths, const ServiceCommands::Done &done) {
        const Result<void> started = m_importer->start(paths);
        done(started ? Result<QByteArray>("{}") : Result<QByteArray>(started.error()));
    };
    commands.importProgress = [this] {
        const std::optional<ImportProgress> progress = m_importer->progress();
        return progress ? QJsonDocument(toJson(*progress)).toJson(QJsonDocument::Compact)
                        : QByteArray();
    };
    commands.setPrices = [this](const QByteArray &file, const ServiceCommands::Done &done) {
        Result<PriceFile> prices = parsePrices(file);
        if (!prices)
            return done(prices.error());
        postToWriter(
            [prices = std::move(prices->prices)](Database &database, EventLog &, Projector &) {
                const Result<void> set = setOwnPrices(database, prices);
                return set ? Result<ChangeSet>(ChangeSet()) : Result<ChangeSet>(set.error());
            },
            done);
    };
    commands.startVault = [this](const QStringList &paths, const ServiceCommands::Done &done) {
        QMetaObject::invokeMethod(
            this,
            [this, paths, done] {
                const Result<void> started = m_vault->keep(paths);
                done(started ? Result<QByteArray>("{}") : Result<QByteArray>(started.error()));
            },
            Qt::QueuedConnection);
    };
    commands.vaultProgress = [this] {
        const std::optional<VaultProgress> progress = m_vault->progress();
        return progress ? QJsonDocument(toJson(*progress)).toJson(QJsonDocument::Compact)
                        : QByteArray();
    };
    commands.settings = [this](const ServiceCommands::Done &done) {
        QMetaObject::invokeMethod(
            this,
            [this, done] {
                done(QJsonDocument(toJson(loadSettings(m_folder))).toJson(QJsonDocument::Compact));
            },
            Qt::QueuedConnection);
    };
    commands.changeSetting = [this](const QByteArray &change, const ServiceCommands::Done &done) {
        QMetaObject::invokeMethod(
            this, [this, change, done] { changeSetting(change, done); }, Qt::QueuedConnection);
    };
    commands.change = [this](BatchCommitter::Work work, const ServiceCommands::Done &done) {
        postToWriter(std::move(work), [this, done](const Result<QByteArray> &changed) {
            done(changed);
            wakeOutbox(); // it may have put something back into the outbox
        });
    };
    commands.changeJobs = [this](const JobCommand &command, const ServiceCommands::Done &done) {
        QMetaObject::invokeMethod(
            this, [this, command, done] { changeJob(command, done); }, Qt::QueuedConnection);
    };
    return commands;
}

void Service::changeJob(const JobCommand &command, const ServiceCommands::Done &done)
{
    const auto answer = std::make_shared<QByteArray>();
    m_writer->post(
        [command, answer, nowMs = m_clock.nowMs()](Database &database, EventLog &,
                                                   Projector &) -> Result<ChangeSet> {
            Result<QByteArray> applied = applyJobCommand(database, command, nowMs);
            if (!applied)
                return applied.error();
            *answer = std::move(applied).value();
            return ChangeSet();
        },
        [this, answer, done](const Result<ChangeSet> &changes) {
            if (!changes)
                return done(changes.error());
            done(*answer);
            // While we are called the writer runs, and it goes last.
            QMetaObject::invokeMethod(
                this,
                [this] {
                    if (m_scheduler)
                        m_scheduler->wake();
                },
                Qt::QueuedConnection);
        });
}

void Service::changeSetting(const QByteArray &change, const ServiceCommands::Done &done)
{
    const QJsonObject wanted = QJsonDocument::fromJson(change).object();
    const QJsonValue value = wanted.value(u"value");
    if (!wanted.value(u"key").isString()
        || !(value.isString() || value.isNull() || value.isUndefined()))
        return done(Error{ErrorCode::InvalidInput,
                          u"a setting is changed by {\"key\":\"...\",\"value\":\"...\"}"_s});
    const Result<void> stored =
        setSetting(wanted.value(u"key").toString(),
                   value.isString() ? std::optional(value.toString()) : std::nullopt);
    if (!stored)
        return done(stored.error());
    done(QJsonDocument(toJson(loadSettings(m_folder))).toJson(QJsonDocument::Compact));
}

Result<void> Service::setSetting(const QString &key, const std::optional<QString> &value)
{
    if (m_options.isThrowAway && key == kStartAtLogin)
        return Error{ErrorCode::InvalidInput,
                     u"the demo can't be started at login: its folder goes with it"_s};
    if (Result<void> stored = storeSetting(m_folder, key, value); !stored)
        return stored;
    loadSettingsAgain();
    m_vault->setSettings(m_settings);
    m_retention->setSettings(m_settings);
    m_watchdog->setLimits(m_settings.limits);
    Q_EMIT settingsChanged();
    return {};
}

void Service::postToWriter(BatchCommitter::Work work, const ServiceCommands::Done &done)
{
    m_writer->post(std::move(work), [done](const Result<ChangeSet> &changes) {
        if (changes)
            done(QByteArray("{}"));
        else
            done(changes.error());
    });
}

} // namespace dogwatch
