// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/networkservice.h"
#include "core/changefeed.h"
#include "core/clock.h"
#include "core/datafolder.h"
#include "core/settings.h"
#include "store/readers.h"
#include "store/writer.h"

#include <QJsonObject>
#include <QObject>
#include <QThread>

#include <atomic>
#include <memory>
#include <vector>

namespace dogwatch {

class Carrier;
class Courier;
class RetentionKeeper;
class Scheduler;
class SpoolIntake;
class TranscriptImporter;
class TranscriptWatch;
class VaultKeeper;
class Watchdog;
class WorkspaceWatch;

struct ServiceOptions
{
    std::optional<quint16> port;
    bool insecureNoToken = false;
    StreamOptions streams;
    bool isThrowAway = false; // the data folder goes with the program
};

// Everything that runs without a window, put together: writer, network and reader threads, spool
// intake. The one class that knows all of them and their order of coming and going.
//
// Main thread. The data folder is prepared and its lock held.
class Service : public QObject
{
    Q_OBJECT

public:
    Service(const DataFolder &folder, ServiceOptions options);
    ~Service() override;

    // Starts all threads. Then either ready(), or storeFailed() (hooks are answered 503 meanwhile),
    // or listenFailed().
    void start();
    // Tries the store again after storeFailed().
    void retryStore();
    // Accepts nothing more, commits what is queued, closes. Within 4 s; then the destructor is
    // quick.
    void stop();

    // A window is there to be raised by a second start.
    void setRaisable(bool raisable) { m_raisable.store(raisable); }

    [[nodiscard]] ServiceFigures figures() const; // any thread
    [[nodiscard]] quint16 port() const { return m_port; } // 0 until it listens
    [[nodiscard]] QByteArray token() const { return m_token; }
    [[nodiscard]] const DataFolder &folder() const { return m_folder; }
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    [[nodiscard]] ChangeFeed &changes() { return *m_feed; }
    [[nodiscard]] std::shared_ptr<Readers> readers() const { return m_readers; }
    [[nodiscard]] Writer &writer() { return *m_writer; }
    // Parcels were queued in the store: to be called from any thread after the commit.
    void wakeCourier();
    // The same for rows of any target.
    void wakeOutbox();
    [[nodiscard]] const Settings &settings() const { return m_settings; }
    // The same as by `dogwatchctl config`; nothing as `value` brings its default back.
    [[nodiscard]] Result<void> setSetting(const QString &key, const std::optional<QString> &value);
    // Makes the token of the port anew; the old one is refused then.
    [[nodiscard]] Result<void> renewToken();
    // Main thread. What a person does with a job; `done` is called in any thread.
    void changeJob(const JobCommand &command, const ServiceCommands::Done &done);

    // Of all transcripts of this machine. Conflict: an import is under way.
    [[nodiscard]] Result<void> startImport();
    void cancelImport();
    // As toJson() of an ImportProgress has it; empty before the first one.
    [[nodiscard]] QJsonObject importProgress() const;

Q_SIGNALS:
    void ready();
    // What was on its way when the program ended is seen to, and what waits may leave; said once.
    void outboxReady();
    // Something may wait in the outbox to be shown.
    void noticesQueued();
    void storeFailed(const dogwatch::Error &error);
    void listenFailed(const dogwatch::Error &error);
    void settingsChanged();
    void quitRequested();
    void raiseRequested(const QString &session);

private:
    void onStoreOpened();
    void onStoreFailed(const Error &error);
    void onListening(const Result<quint16> &port);
    [[nodiscard]] bool stopNetwork();
    [[nodiscard]] bool stopWriter();
    void announceWhenReady();
    [[nodiscard]] Result<void> writeEndpoint() const;
    [[nodiscard]] ServiceCommands commands();
    void loadSettingsAgain();
    [[nodiscard]] Result<void> startCourier();
    void changeSetting(const QByteArray &change, const ServiceCommands::Done &done);
    void postToWriter(BatchCommitter::Work work, const ServiceCommands::Done &done);

    const DataFolder m_folder;
    const ServiceOptions m_options;
    const SystemClock m_clock;
    QByteArray m_token;
    quint16 m_port = 0;
    bool m_storeOpen = false;
    bool m_announced = false;
    bool m_stopped = false;
    std::atomic<bool> m_raisable = false;
    std::shared_ptr<ChangeFeed> m_feed;
    QThread m_writerThread;
    QThread m_networkThread;
    std::unique_ptr<Writer> m_writer;
    std::shared_ptr<Readers> m_readers;
    std::unique_ptr<NetworkService> m_network;
    const std::shared_ptr<CurrentPolicy> m_policy;
    Settings m_settings;
    std::unique_ptr<SpoolIntake> m_spool;
    std::unique_ptr<WorkspaceWatch> m_workspaces;
    std::unique_ptr<Watchdog> m_watchdog;
    std::unique_ptr<Scheduler> m_scheduler;
    std::unique_ptr<TranscriptWatch> m_transcripts;
    std::unique_ptr<TranscriptImporter> m_importer;
    std::unique_ptr<VaultKeeper> m_vault;
    std::unique_ptr<RetentionKeeper> m_retention;
    std::vector<std::unique_ptr<Carrier>> m_carriers;
    std::unique_ptr<Courier> m_courier; // of whom it uses
};

} // namespace dogwatch
