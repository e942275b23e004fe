// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hookcall.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

namespace dogwatch::hooktest {

using namespace Qt::StringLiterals;

QString hookProgram()
{
    return QStringLiteral(DOGWATCH_BIN_DIR "/dogwatch-hook");
}

QByteArray CallResult::complaint() const
{
    QByteArray text;
    if (!finished)
        text += "still runs; ";
    if (!exitedByItself)
        text += "crashed, was killed or did not start; ";
    if (exitCode != 0)
        text += "exit code " + QByteArray::number(exitCode) + "; ";
    if (!output.isEmpty() || !errors.isEmpty())
        text += "printed " + output + errors + "; ";
    if (writeFailed)
        text += "did not take all of the payload; ";
    return text;
}

HookCall::HookCall()
{
    environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
}

void HookCall::waitPatiently()
{
    environment.insert(u"DOGWATCH_FAULT"_s, u"hook.patient:1+:error"_s);
}

void HookCall::start(const QByteArray &payload)
{
    QObject::connect(&process, &QProcess::errorOccurred, &process, [this](auto error) {
        m_writeFailed = m_writeFailed || error == QProcess::WriteError;
    });
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    process.write(payload);
    if (closesInput)
        process.closeWriteChannel();
}

CallResult HookCall::finish()
{
    CallResult result;
    result.finished =
        QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 30'000);
    result.exitedByItself =
        process.exitStatus() == QProcess::NormalExit && process.error() != QProcess::FailedToStart;
    result.exitCode = process.exitCode();
    result.output = process.readAllStandardOutput();
    result.errors = process.readAllStandardError();
    result.writeFailed = m_writeFailed;
    return result;
}

CallResult HookCall::run(const QByteArray &payload)
{
    start(payload);
    return finish();
}

DataFolder::DataFolder()
    : m_path(m_temporary.filePath(u"data"_s))
{
    QDir().mkpath(m_path);
    QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

QString DataFolder::path(QStringView below) const
{
    return m_path + u'/' + below.toString();
}

QString DataFolder::aside(QStringView name) const
{
    return m_temporary.filePath(name.toString());
}

QStringList DataFolder::spooled() const
{
    return QDir(path(u"spool")).entryList(QDir::Files, QDir::Name);
}

QStringList DataFolder::rejected() const
{
    return QDir(path(u"spool/rejected")).entryList(QDir::Files, QDir::Name);
}

QStringList DataFolder::everything() const
{
    constexpr auto kAll = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
    return QDir(path(u"spool")).entryList(kAll) + QDir(path(u"spool/rejected")).entryList(kAll);
}

QByteArray DataFolder::read(QStringView below) const
{
    QFile file(path(below));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray DataFolder::readSpooled(int index) const
{
    return read(QString(u"spool/"_s + spooled().value(index)));
}

QByteArray payloadInside(const QByteArray &spoolFile)
{
    const QByteArray before = "\"payload\":";
    const QByteArray after = "}\n";
    const qsizetype start = spoolFile.indexOf(before);
    if (start < 0 || !spoolFile.endsWith(after) || QJsonDocument::fromJson(spoolFile).isNull())
        return {};
    const qsizetype from = start + before.size();
    return spoolFile.mid(from, spoolFile.size() - after.size() - from);
}

} // namespace dogwatch::hooktest
