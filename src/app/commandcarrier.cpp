// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commandcarrier.h"

#include "core/sendaddress.h"

#include <QDir>
#include <QProcess>
#include <QTimer>

#include <csignal>
#include <memory>
#include <unistd.h>
#include <utility>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostError = 500;

// One run, which ends with its object.
class Run : public QProcess
{
public:
    using QProcess::QProcess;
    ~Run() override
    {
        if (state() == NotRunning)
            return;
        killAll();
        waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(Run)

    // With what it has started: it leads a group of its own.
    void killAll() const
    {
        if (processId() > 0)
            ::kill(-static_cast<pid_t>(processId()), SIGKILL);
    }
};

QString endOf(const QByteArray &text)
{
    return QString::fromUtf8(text).trimmed().right(kMostError);
}

} // namespace

CommandCarrier::CommandCarrier(QObject *parent)
    : Carrier(parent)
{ }

void CommandCarrier::carry(const ClaimedParcel &parcel)
{
    const Result<QStringList> words = commandWords(parcel.parcel.address);
    if (!words) {
        Q_EMIT carried(parcel.id, SendOutcome::Refused, words.error().text);
        return;
    }
    auto *run = new Run(this);
    run->setProgram(words->first());
    run->setArguments(words->mid(1));
    run->setWorkingDirectory(QDir::homePath());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DOGWATCH_IDEMPOTENCY_KEY"_s, parcel.parcel.cause);
    run->setProcessEnvironment(environment);
    run->setStandardOutputFile(QProcess::nullDevice());
    run->setChildProcessModifier([] { setpgid(0, 0); });
    const auto isOver = std::make_shared<bool>(false);
    const auto end = [this, run, isOver, id = parcel.id](SendOutcome outcome,
                                                         const QString &error) {
        if (std::exchange(*isOver, true))
            return;
        run->disconnect(this);
        run->deleteLater();
        Q_EMIT carried(id, outcome, error);
    };
    connect(run, &QProcess::errorOccurred, this, [run, end](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end(SendOutcome::Refused, run->errorString());
    });
    connect(run, &QProcess::finished, this, [run, end](int code, QProcess::ExitStatus status) {
        if (status != QProcess::NormalExit)
            return end(SendOutcome::Unknown, u"it was killed"_s);
        if (code == 0)
            return end(SendOutcome::Arrived, {});
        end(SendOutcome::Refused,
            u"exit code %1: %2"_s.arg(code).arg(endOf(run->readAllStandardError())));
    });
    QTimer::singleShot(m_timeoutMs, run, [run, end, ms = m_timeoutMs] {
        run->killAll();
        end(SendOutcome::Unknown, u"it took longer than %1 s"_s.arg(ms / 1000.0));
    });
    run->start();
    run->write(parcel.parcel.content.toUtf8());
    run->closeWriteChannel();
}

} // namespace dogwatch
