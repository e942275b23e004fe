// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <memory>

namespace dogwatch {

class ImportState;
class ReadPort;
class Service;

// Offers to import the transcripts of this machine while most of them were never read, runs the
// import when a person wants it, and tells how far it is.
//
// GUI thread; looks for files on a pool of its own. Service and state outlive it.
class HistoryImport : public QObject
{
    Q_OBJECT

public:
    HistoryImport(Service &service, ImportState &state, QObject *parent = nullptr);
    ~HistoryImport() override;

    // Once the store is open.
    void look();

private:
    void offer(qint64 files, qint64 bytes);
    void start();
    void tell();

    Service &m_service;
    ImportState &m_state;
    std::unique_ptr<ReadPort> m_port;
    QThreadPool m_pool;
    QTimer m_timer;
};

// "usage, 12 of 340 files, 1.2 of 302.1 MB, 410 MB/s, 3 s left"; of one that is over what came of
// it. `progress` as toJson() of an ImportProgress has it.
[[nodiscard]] QString importText(const QJsonObject &progress);

} // namespace dogwatch
