// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctlcall.h"

#include <QJsonDocument>
#include <QProcess>

namespace dogwatch::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 60'000;

} // namespace

QJsonArray CtlOutcome::array() const
{
    return QJsonDocument::fromJson(out).array();
}

QJsonObject CtlOutcome::object() const
{
    return QJsonDocument::fromJson(out).object();
}

CtlOutcome ctl(const QString &folder, const QStringList &arguments)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, folder + u"/../home"_s);
    environment.remove(u"DOGWATCH_DATA_DIR"_s);
    environment.remove(u"XDG_CONFIG_HOME"_s);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setChildProcessModifier([] {}); // forks, which sanitizers need
    process.start(QStringLiteral(DOGWATCH_BIN_DIR "/dogwatchctl"),
                  arguments + QStringList{u"--data-dir"_s, folder});
    process.closeWriteChannel();
    CtlOutcome outcome;
    if (!process.waitForFinished(kPatienceMs)) {
        process.kill();
        process.waitForFinished();
        return outcome;
    }
    if (process.exitStatus() == QProcess::NormalExit)
        outcome.code = process.exitCode();
    outcome.out = process.readAllStandardOutput();
    outcome.err = process.readAllStandardError();
    return outcome;
}

} // namespace dogwatch::test
