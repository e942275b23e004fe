// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl/exporttarget.h"

#include <QDir>
#include <QFileInfo>

#include <cerrno>
#include <csignal>
#include <unistd.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kPiece = 64 * 1024;

// Of what is written to: nothing is wrong with the store.
Error ofOutput(const Error &error)
{
    return {ErrorCode::Internal, error.text};
}

} // namespace

Result<ExportTarget> ExportTarget::open(const DataFolder &folder, const QString &path)
{
    ExportTarget target;
    if (path.isEmpty()) {
        std::signal(SIGPIPE, SIG_IGN); // the error of write() says it
        return target;
    }
    const QFileInfo info(path);
    // By the folder itself and not by a link to it.
    const QString above = QFileInfo(info.absolutePath()).canonicalFilePath();
    const QString ours = QFileInfo(folder.path()).canonicalFilePath();
    if (above.isEmpty())
        return Error{ErrorCode::InvalidInput, u"there is no folder %1"_s.arg(info.absolutePath())};
    if (above == ours || above.startsWith(ours + u'/'))
        return Error{
            ErrorCode::Conflict,
            u"%1 lies in the data folder, where only Dogwatch's own files stand"_s.arg(path)};
    if (info.isSymLink() || (info.exists() && !info.isFile()))
        return Error{ErrorCode::Conflict, u"%1 is there and no regular file"_s.arg(path)};
    target.m_path = above + u'/' + info.fileName();
    Result<PrivateOutput> file = PrivateOutput::create(above);
    if (!file)
        return ofOutput(file.error());
    target.m_file = std::move(file).value();
    return target;
}

Result<void> ExportTarget::write(const QByteArray &bytes)
{
    m_waiting += bytes;
    return m_waiting.size() < kPiece ? Result<void>() : flush();
}

Result<void> ExportTarget::flush()
{
    const QByteArray bytes = std::exchange(m_waiting, {});
    if (m_file) {
        const Result<void> written = m_file->write(bytes.constData(), bytes.size());
        return written ? written : Result<void>(ofOutput(written.error()));
    }
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t put = ::write(STDOUT_FILENO, bytes.constData() + done,
                                    static_cast<std::size_t>(bytes.size() - done));
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return Error{errno == EPIPE ? ErrorCode::Cancelled : ErrorCode::Internal,
                         u"cannot write: %1"_s.arg(qt_error_string(errno))};
        done += put;
    }
    return {};
}

Result<void> ExportTarget::finish()
{
    if (Result<void> flushed = flush(); !flushed || !m_file)
        return flushed;
    if (Result<void> synced = m_file->sync(); !synced)
        return ofOutput(synced.error());
    const Result<void> renamed = m_file->rename(m_path);
    return renamed ? renamed : Result<void>(ofOutput(renamed.error()));
}

} // namespace dogwatch
