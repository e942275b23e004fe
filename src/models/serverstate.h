// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace dogwatch {

// What the status line tells, as the composition root reads it once a second.
struct ServerFigures
{
    bool listening = false;
    QString address; // "127.0.0.1:4519"
    QString problem; // why it does not listen; one sentence
    std::optional<qint64> eventsPerMinute;
    std::optional<double> commitP99Ms; // none: nothing was committed yet
    qint64 dropped = 0; // events that were acknowledged and are not stored
    qint64 refused = 0; // answered 503 since the start: they wait in a spool
    qint64 spooled = 0; // files that wait in the spool now
    qint64 deadLetters = 0;
    std::optional<qint64> storeBytes;
    std::optional<int> copiedPercent; // of a store of an earlier version, before it is changed
    QString jobsProblem; // why scheduled jobs are not seen to, or some of them

    friend bool operator==(const ServerFigures &, const ServerFigures &) = default;
};

// The state of the part that takes events and keeps them, for the status line of trust and for the
// page that replaces all others when the store can't be used. GUI thread; set by the composition
// root.
class ServerState : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the window's owner")
    Q_PROPERTY(Store store READ store NOTIFY storeChanged FINAL)
    Q_PROPERTY(QString storeReason READ storeReason NOTIFY storeChanged FINAL)
    // Setting the files aside and restoring are offered only where that helps; retrying always is.
    Q_PROPERTY(bool canSetAside READ canSetAside NOTIFY storeChanged FINAL)
    Q_PROPERTY(bool canRestore READ canRestore NOTIFY storeChanged FINAL)

    Q_PROPERTY(bool listening READ listening NOTIFY figuresChanged FINAL)
    Q_PROPERTY(QString address READ address NOTIFY figuresChanged FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY figuresChanged FINAL)
    // Ready to show; empty where the figure is not known.
    Q_PROPERTY(QString rateText READ rateText NOTIFY figuresChanged FINAL)
    Q_PROPERTY(QString commitText READ commitText NOTIFY figuresChanged FINAL)
    Q_PROPERTY(QString droppedText READ droppedText NOTIFY figuresChanged FINAL)
    Q_PROPERTY(QString spooledText READ spooledText NOTIFY figuresChanged FINAL)
    Q_PROPERTY(QString deadLettersText READ deadLettersText NOTIFY figuresChanged FINAL)
    Q_PROPERTY(QString storeText READ storeText NOTIFY figuresChanged FINAL)
    Q_PROPERTY(QString preparingText READ preparingText NOTIFY figuresChanged FINAL)
    Q_PROPERTY(QString jobsText READ jobsText NOTIFY figuresChanged FINAL)
    Q_PROPERTY(QString jobsProblem READ jobsProblem NOTIFY figuresChanged FINAL)
    Q_PROPERTY(bool dropping READ dropping NOTIFY figuresChanged FINAL)
    Q_PROPERTY(bool spooling READ spooling NOTIFY figuresChanged FINAL)

public:
    enum Store {
        Wiring,
        Ready,
        Failed,
    };
    Q_ENUM(Store)

    using QObject::QObject;

    void setFigures(const ServerFigures &figures);
    void setStore(Store store, const QString &reason = {}, bool canSetAside = false,
                  bool canRestore = false);

    [[nodiscard]] const ServerFigures &figures() const { return m_figures; }
    [[nodiscard]] Store store() const { return m_store; }
    [[nodiscard]] const QString &storeReason() const { return m_storeReason; }
    [[nodiscard]] bool canSetAside() const { return m_canSetAside; }
    [[nodiscard]] bool canRestore() const { return m_canRestore; }
    [[nodiscard]] bool listening() const { return m_figures.listening; }
    [[nodiscard]] const QString &address() const { return m_figures.address; }
    [[nodiscard]] const QString &problem() const { return m_figures.problem; }
    [[nodiscard]] QString rateText() const;
    [[nodiscard]] QString commitText() const;
    [[nodiscard]] QString droppedText() const;
    [[nodiscard]] QString spooledText() const;
    [[nodiscard]] QString deadLettersText() const;
    [[nodiscard]] QString storeText() const;
    [[nodiscard]] QString preparingText() const;
    [[nodiscard]] QString jobsText() const;
    [[nodiscard]] const QString &jobsProblem() const { return m_figures.jobsProblem; }
    [[nodiscard]] bool dropping() const { return m_figures.dropped > 0; }
    [[nodiscard]] bool spooling() const { return m_figures.spooled > 0; }

Q_SIGNALS:
    void storeChanged();
    void figuresChanged();

private:
    ServerFigures m_figures;
    Store m_store = Wiring;
    QString m_storeReason;
    bool m_canSetAside = false;
    bool m_canRestore = false;
};

} // namespace dogwatch
