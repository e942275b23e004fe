// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service.h"

#include "app/commandcarrier.h"
#include "app/courier.h"
#include "app/webhookcarrier.h"
#include "jobs/scheduler.h"
#include "platform/shortslice.h"
#include "store/privatefile.h"
#include "store/settingsstore.h"
#include "store/spoolintake.h"
#include "watch/retentionkeeper.h"
#include "watch/transcriptimporter.h"
#include "watch/transcriptwatch.h"
#include "watch/vaultkeeper.h"
#include "watch/watchdog.h"
#include "watch/workspacewatch.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>

#include <unistd.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcApp, "dogwatch.app", QtInfoMsg)

constexpr int kReaderThreads = 2;
constexpr int kAnswersDeadlineMs = 1500;
constexpr int kCommitDeadlineMs = 2500;

} // namespace

Service::Service(const DataFolder &folder, ServiceOptions options)
    : m_folder(folder)
    , m_options(options)
    , m_feed(std::make_shared<ChangeFeed>())
    , m_writer(std::make_unique<Writer>(folder, m_feed))
    , m_readers(std::make_shared<Readers>(folder.database(), kReaderThreads))
    , m_policy(std::make_shared<CurrentPolicy>())
{
    loadSettingsAgain();
    m_writerThread.setObjectName(u"writer"_s);
    m_networkThread.setObjectName(u"network"_s);
    for (QThread *thread : {&m_writerThread, &m_networkThread})
        connect(thread, &QThread::started, thread, askForShortSlices, Qt::DirectConnection);
    m_spool = std::make_unique<SpoolIntake>(folder, *m_writer, m_clock, m_policy);
    m_workspaces = std::make_unique<WorkspaceWatch>(*m_feed, *m_writer, m_clock);
    m_transcripts =
        std::make_unique<TranscriptWatch>(folder, *m_feed, *m_writer, m_readers, m_clock, m_policy);
    m_watchdog = std::make_unique<Watchdog>(*m_feed, *m_writer, m_readers, m_clock);
    m_scheduler = std::make_unique<Scheduler>(folder, *m_writer, m_readers, m_clock);
    connect(m_scheduler.get(), &Scheduler::parcelsQueued, this, &Service::wakeOutbox);
    m_importer =
        std::make_unique<TranscriptImporter>(folder, *m_writer, m_readers, m_clock, m_policy);
    m_vault = std::make_unique<VaultKeeper>(folder, *m_writer, m_readers, m_clock);
    m_vault->setSettings(m_settings);
    m_retention = std::make_unique<RetentionKeeper>(*m_writer, m_clock);
    m_retention->setSettings(m_settings);
    m_watchdog->setLimits(m_settings.limits);
    m_writer->moveToThread(&m_writerThread);
    // Until the store is open for writing there is no answer from it: not an old one, not an empty
    // one.
    (void)m_readers->release();
    connect(m_writer.get(), &Writer::opened, m_writer.get(),
            [readers = m_readers.get()] { readers->resume(); });
    connect(m_writer.get(), &Writer::opened, this, &Service::onStoreOpened);
    connect(m_writer.get(), &Writer::failed, this, &Service::onStoreFailed);
}

Service::~Service()
{
    stop();
}

void Service::start()
{
    if (!m_options.insecureNoToken) {
        Result<QByteArray> token = ensureToken(m_folder.token());
        if (!token) {
            Q_EMIT listenFailed(token.error());
            return;
        }
        m_token = std::move(token).value();
    }
    m_network = std::make_unique<NetworkService>(
        m_folder, *m_writer, m_readers, m_clock,
        NetworkOptions{m_options.port, static_cast<quint16>(m_settings.port), m_options.streams,
                       m_token, m_policy});
    m_network->moveToThread(&m_networkThread);
    m_writerThread.start();
    m_networkThread.start();
    retryStore();
    QMetaObject::invokeMethod(
        m_network.get(),
        [this, offered = commands()] {
            Result<quint16> port = m_network->listen([this] { return figures(); }, offered);
            QMetaObject::invokeMethod(
                this, [this, port] { onListening(port); }, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void Service::retryStore()
{
    QMetaObject::invokeMethod(m_writer.get(), &Writer::start, Qt::QueuedConnection);
}

void Service::onStoreOpened()
{
    if (m_options.insecureNoToken && m_writer->figures().lastSeq > 0) {
        Q_EMIT listenFailed({ErrorCode::Conflict,
                             u"--insecure-no-token is refused for a store that holds events"_s});
        return;
    }
    m_storeOpen = true;
    m_transcripts->catchUp();
    announceWhenReady();
}

void Service::onStoreFailed(const Error &error)
{
    qCCritical(lcApp).noquote() << error.text;
    Q_EMIT storeFailed(error);
}

void Service::onListening(const Result<quint16> &port)
{
    if (!port) {
        Q_EMIT listenFailed(port.error());
        return;
    }
    m_port = *port;
    announceWhenReady();
}

// The hook client looks for the endpoint, so it is written when an event can be taken and not
// before.
void Service::announceWhenReady()
{
    if (!m_storeOpen || m_port == 0 || m_announced)
        return;
    if (Result<void> written = writeEndpoint(); !written) {
        Q_EMIT listenFailed(written.error());
        return;
    }
    m_announced = true;
    qCInfo(lcApp).noquote() << u"listening on http://127.0.0.1:%1, store %2"_s.arg(
        QString::number(m_port), m_folder.database());
    if (m_options.insecureNoToken)
        qCWarning(lcApp)
            << "NO TOKEN IS ASKED FOR: every program on this machine may read and write";
    m_spool->start();
    m_vault->start();
    m_retention->start();
    m_watchdog->start();
    m_scheduler->start();
    Q_EMIT ready();
    if (Result<void> started = startCourier(); !started) {
        qCWarning(lcApp).noquote() << u"nothing is posted or run:"_s << started.error().text;
        Q_EMIT outboxReady();
    }
}

void Service::wakeCourier()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_courier)
                m_courier->look();
        },
        Qt::QueuedConnection);
}

void Service::wakeOutbox()
{
    wakeCourier();
    QMetaObject::invokeMethod(this, &Service::noticesQueued, Qt::QueuedConnection);
}

Result<void> Service::startCourier()
{
    const Result<QByteArray> key = ensureWebhookKey(m_folder.path());
    if (!key)
        return key.error();
    m_courier = std::make_unique<Courier>(*m_writer, m_clock);
    m_carriers.push_back(std::make_unique<WebhookCarrier>(*key, m_clock));
    m_courier->addCarrier(kWebhookTarget, m_carriers.back().get());
    m_carriers.push_back(std::make_unique<CommandCarrier>());
    m_courier->addCarrier(kCommandTarget, m_carriers.back().get());
    connect(m_courier.get(), &Courier::started, this, &Service::outboxReady);
    m_courier->start();
    return {};
}

Result<void> Service::writeEndpoint() const
{
    QJsonObject endpoint{
        {u"url"_s, u"http://127.0.0.1:%1"_s.arg(m_port)},
        {u"token"_s, QString::fromLatin1(m_token)},
        {u"pid"_s, QCoreApplication::applicationPid()},
        {u"version"_s, QStringLiteral(DOGWATCH_VERSION)},
    };
    if (m_folder.socketIsElsewhere())
        endpoint.insert(u"socket"_s, m_folder.socket());
    return writePrivateFile(m_folder.endpoint(),
                            QJsonDocument(endpoint).toJson(QJsonDocument::Compact) + '\n');
}

ServiceFigures Service::figures() const
{
    const WriterFigures writer = m_writer->figures();
    ServiceFigures figures;
    figures.state = u"wiring"_s;
    if (writer.ready)
        figures.state = u"ready"_s;
    else if (writer.failure)
        figures.state = u"failed"_s;
    if (writer.failure)
        figures.reason = writer.failure->text;
    else if (writer.copiedPercent)
        figures.reason =
            u"before it is brought up to this version the store is copied (%1 %), and the copy "
            "checked"_s.arg(*writer.copiedPercent);
    figures.queueDepth = writer.queueDepth;
    figures.spooled = m_spool->waiting();
    figures.spoolDropped = m_spool->lost();
    figures.refused = writer.refused;
    figures.duplicates = writer.duplicates;
    figures.commitP50Ms = writer.commit.p50Ms;
    figures.commitP95Ms = writer.commit.p95Ms;
    figures.commitP99Ms = writer.commit.p99Ms;
    figures.commits = writer.commit.samples;
    figures.searchFailure = writer.searchFailure;
    if (m_scheduler)
        figures.jobsFailure = m_scheduler->failure();
    if (m_transcripts)
        figures.transcriptsFailure = m_transcripts->failure();
    return figures;
}

// What is wrong in the file is said, and its defaults count.
void Service::loadSettingsAgain()
{
    LoadedSettings loaded = loadSettings(m_folder);
    m_settings = loaded.settings;
    m_policy->set(policyOf(m_settings, loaded.problems));
    for (const QString &problem : qAsConst(loaded.problems))
        qCWarning(lcApp).noquote() << problem;
}

Result<void> Service::startImport()
{
    if (!m_importer)
        return Error{ErrorCode::Cancelled, u"Dogwatch is stopping"_s};
    return m_importer->start({});
}

void Service::cancelImport()
{
    if (m_importer)
        m_importer->cancel();
}

QJsonObject Service::importProgress() const
{
    const std::optional<ImportProgress> progress =
        m_importer ? m_importer->progress() : std::nullopt;
    return progress ? toJson(*progress) : QJsonObject();
}

Result<void> Service::renewToken()
{
    if (m_options.insecureNoToken)
        return Error{ErrorCode::InvalidInput, u"this instance asks for no token"_s};
    Result<QByteArray> token = makeNewToken(m_folder.token());
    if (!token)
        return token.error();
    m_token = *token;
    QMetaObject::invokeMethod(
        m_network.get(), [network = m_network.get(), fresh = m_token] { network->setToken(fresh); },
        Qt::QueuedConnection);
    return writeEndpoint();
}

void Service::stop()
{
    if (std::exchange(m_stopped, true))
        return;
    if (m_announced)
        QFile::remove(m_folder.endpoint());
    const bool networkStopped = stopNetwork();
    m_courier.reset();
    m_carriers.clear();
    m_spool.reset();
    m_watchdog.reset();
    m_scheduler.reset();
    m_workspaces.reset();
    m_importer.reset();
    m_vault.reset();
    m_retention.reset();
    m_transcripts.reset();
    // Readers go before the writer, so that the last one to close is the one that may checkpoint.
    if (networkStopped) {
        m_network.reset();
        m_readers.reset();
    }
    const bool writerStopped = stopWriter();
    // What still runs may use anything of ours, so nothing of it may be taken apart. What was
    // acknowledged is committed, and waiting longer would only make the system kill us.
    if (!networkStopped || !writerStopped)
        _exit(0);
}

// Nothing new comes in; what is under way is answered when it is committed.
bool Service::stopNetwork()
{
    if (!m_networkThread.isRunning())
        return true;
    NetworkService *network = m_network.get();
    QThread *thread = &m_networkThread;
    QMetaObject::invokeMethod(
        network,
        [network, thread] {
            connect(network, &NetworkService::stopped, network, [network, thread] {
                network->destroy();
                thread->quit();
            });
            network->shutdown(kAnswersDeadlineMs);
        },
        Qt::QueuedConnection);
    if (m_networkThread.wait(kAnswersDeadlineMs + 500))
        return true;
    qCWarning(lcApp) << "the network thread did not stop in time";
    return false;
}

// Where somebody else holds the store's lock, what is queued is not committed. It was never
// acknowledged: its senders will spool it.
bool Service::stopWriter()
{
    if (!m_writerThread.isRunning())
        return true;
    m_writer->breakOffOpening();
    QMetaObject::invokeMethod(
        m_writer.get(),
        [this] {
            m_writer->stop();
            m_writerThread.quit();
        },
        Qt::QueuedConnection);
    if (m_writerThread.wait(kCommitDeadlineMs))
        return true;
    qCWarning(lcApp) << "the store could not be closed in time";
    return false;
}

} // namespace dogwatch
