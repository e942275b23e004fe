// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace dogwatch {

// The import of the transcripts that lie on this machine, as the window offers and shows it. GUI
// thread; filled by the composition root, which does what is asked for.
class ImportState : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("belongs to GuiActions")
    Q_PROPERTY(Phase phase READ phase NOTIFY changed FINAL)
    // What there is, how far it has come, or what came of it: one sentence.
    Q_PROPERTY(QString text READ text NOTIFY changed FINAL)
    // Of all bytes, read; 0 to 1.
    Q_PROPERTY(double share READ share NOTIFY changed FINAL)

public:
    enum Phase {
        None, // nothing to import, or not known yet
        Offered,
        Running,
        Done,
        Failed,
    };
    Q_ENUM(Phase)

    using QObject::QObject;

    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] double share() const { return m_share; }
    void set(Phase phase, const QString &text, double share = 0);

    Q_INVOKABLE void start() { Q_EMIT startWanted(); }
    Q_INVOKABLE void cancel() { Q_EMIT cancelWanted(); }
    // What is offered or told goes out of sight.
    Q_INVOKABLE void dismiss();

Q_SIGNALS:
    void changed();
    void startWanted();
    void cancelWanted();

private:
    Phase m_phase = None;
    QString m_text;
    double m_share = 0;
};

} // namespace dogwatch
