// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/job.h"

#include <QObject>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

namespace dogwatch {

// A job as a person writes it, a new one or one that is there, and what is wrong with it as long as
// something is. Of the options of its kind it has the one that matters most, as one line of text:
// where it goes, what it says, how many it keeps.
//
// GUI thread. To be had from JobsModel.
class JobDraft : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("a part of JobsModel")
    Q_PROPERTY(bool isNew READ isNew NOTIFY changed FINAL)
    Q_PROPERTY(double job READ job NOTIFY changed FINAL) // its id; 0: a new one
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY changed FINAL)
    Q_PROPERTY(QString schedule READ schedule WRITE setSchedule NOTIFY changed FINAL)
    Q_PROPERTY(QString zone READ zone WRITE setZone NOTIFY changed FINAL)
    Q_PROPERTY(QString target READ target WRITE setTarget NOTIFY changed FINAL)
    // One of kinds(), by its place there; only of a new one it can be changed.
    Q_PROPERTY(int kind READ kind WRITE setKind NOTIFY changed FINAL)
    Q_PROPERTY(QList<QString> kinds READ kinds CONSTANT FINAL)

    // What the target is called, and how it is written.
    Q_PROPERTY(QString targetName READ targetName NOTIFY changed FINAL)
    Q_PROPERTY(QString targetHint READ targetHint NOTIFY changed FINAL)
    Q_PROPERTY(bool knowsZone READ knowsZone NOTIFY changed FINAL) // this machine does
    // Empty: it can be saved.
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL)
    // The next five times of its schedule, a line each; empty where it has none.
    Q_PROPERTY(QString preview READ preview NOTIFY changed FINAL)

public:
    using QObject::QObject;

    // Begins anew. `taken`: names of other jobs.
    void beginNew(const QStringList &taken, qint64 nowMs);
    void beginFrom(const Job &job, const QStringList &taken, qint64 nowMs);

    [[nodiscard]] bool isNew() const { return m_job.id == 0; }
    [[nodiscard]] double job() const { return static_cast<double>(m_job.id); }
    [[nodiscard]] QString name() const { return m_job.name; }
    void setName(const QString &name);
    [[nodiscard]] QString schedule() const { return m_job.schedule; }
    void setSchedule(const QString &schedule);
    [[nodiscard]] QString zone() const { return m_job.zone; }
    void setZone(const QString &zone);
    [[nodiscard]] QString target() const { return m_target; }
    void setTarget(const QString &target);
    [[nodiscard]] int kind() const;
    void setKind(int kind);
    [[nodiscard]] QList<QString> kinds() const;
    [[nodiscard]] QString targetName() const;
    [[nodiscard]] QString targetHint() const;
    [[nodiscard]] bool knowsZone() const;
    [[nodiscard]] QString problem() const;
    [[nodiscard]] QString preview() const;

    // As the API takes it: all of a new one, and what was changed of one that was there.
    Q_INVOKABLE [[nodiscard]] QString body() const;

Q_SIGNALS:
    void changed();

private:
    void begin(const Job &job, const QStringList &taken, qint64 nowMs);
    [[nodiscard]] Job written() const;

    Job m_before; // id 0: none
    Job m_job; // its options are those from before
    QString m_target;
    QString m_targetBefore;
    QStringList m_taken;
    qint64 m_nowMs = 0;
};

} // namespace dogwatch
