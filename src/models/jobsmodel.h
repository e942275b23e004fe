// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/job.h"
#include "models/cellsmodel.h"
#include "models/jobdraft.h"
#include "models/livefeed.h"
#include "store/readport.h"

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace dogwatch {

// What the jobs page shows: the jobs, what the chosen one did, and its last digest. Read when the
// page is looked at, and again every two seconds while it is.
//
// GUI thread; reads on the readers' threads. The feed outlives it or is set to null before.
class JobsModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(dogwatch::LiveFeed *feed READ feed WRITE setFeed NOTIFY feedChanged FINAL)
    // Somebody looks at it. Default false.
    Q_PROPERTY(bool active READ isActive WRITE setActive NOTIFY activeChanged FINAL)
    // The chosen job; -1: none. Default -1: the first one that is read.
    Q_PROPERTY(double job READ job WRITE setJob NOTIFY chosenChanged FINAL)

    Q_PROPERTY(dogwatch::CellsModel *jobs READ jobs CONSTANT FINAL)
    Q_PROPERTY(dogwatch::CellsModel *occurrences READ occurrences CONSTANT FINAL)

    // Of the chosen job.
    Q_PROPERTY(QString name READ name NOTIFY chosenChanged FINAL)
    Q_PROPERTY(bool paused READ isPaused NOTIFY chosenChanged FINAL)
    // There is one, and the store's row of it can be read; else it can only be deleted.
    Q_PROPERTY(bool readable READ isReadable NOTIFY chosenChanged FINAL)
    Q_PROPERTY(bool isDigest READ isDigest NOTIFY chosenChanged FINAL)
    // What is being written; see begin().
    Q_PROPERTY(dogwatch::JobDraft *draft READ draft CONSTANT FINAL)
    // The last digest of all, in plain words; empty: none was made, or it was not read.
    Q_PROPERTY(QString digest READ digest NOTIFY digestChanged FINAL)

public:
    explicit JobsModel(QObject *parent = nullptr);
    ~JobsModel() override;

    [[nodiscard]] LiveFeed *feed() const { return m_feed; }
    void setFeed(LiveFeed *feed);
    [[nodiscard]] bool isActive() const { return m_active; }
    void setActive(bool active);
    [[nodiscard]] double job() const { return static_cast<double>(m_chosen); }
    void setJob(double job);
    [[nodiscard]] CellsModel *jobs() { return &m_jobs; }
    [[nodiscard]] CellsModel *occurrences() { return &m_occurrences; }
    [[nodiscard]] QString name() const { return chosen().name; }
    [[nodiscard]] bool isPaused() const { return chosen().paused; }
    [[nodiscard]] bool isReadable() const { return m_chosen >= 0 && chosen().damage.isEmpty(); }
    [[nodiscard]] bool isDigest() const
    {
        return m_chosen >= 0 && chosen().kind == JobKind::Digest;
    }
    [[nodiscard]] JobDraft *draft() { return &m_draft; }
    [[nodiscard]] QString digest() const { return m_digest; }

    Q_INVOKABLE void read();

    // Begins a draft: of a new job, or of the chosen one.
    Q_INVOKABLE void beginDraft(bool ofNew);

Q_SIGNALS:
    void feedChanged();
    void activeChanged();
    void chosenChanged();
    void digestChanged();

private:
    struct Snapshot
    {
        std::vector<Job> jobs;
        qint64 chosen = -1; // the one that was asked for, or the first
        std::vector<Occurrence> newest; // one each, in their order; job 0: none
        std::vector<Occurrence> occurrences; // of the chosen one
        QString digest;
    };
    static Result<Snapshot> readAll(Database &database, qint64 chosen);

    [[nodiscard]] const Job &chosen() const;
    void accept(const Snapshot &snapshot);

    QPointer<LiveFeed> m_feed;
    std::unique_ptr<ReadPort> m_port;
    QTimer m_timer;
    bool m_active = false;
    bool m_reading = false;
    bool m_again = false;
    qint64 m_chosen = -1;
    std::vector<Job> m_all;
    CellsModel m_jobs;
    CellsModel m_occurrences;
    JobDraft m_draft;
    QString m_digest;
};

} // namespace dogwatch
