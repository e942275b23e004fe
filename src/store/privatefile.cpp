// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/privatefile.h"

#include <QFile>
#include <QRandomGenerator>

#include <array>
#include <fcntl.h>
#include <unistd.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

Error failure(const QString &path)
{
    return {errno == ENOSPC ? ErrorCode::StorageFull : ErrorCode::Permission,
            u"cannot write %1: %2"_s.arg(path, qt_error_string(errno))};
}

bool writeAndSync(int file, const QByteArray &content)
{
    return write(file, content.constData(), static_cast<std::size_t>(content.size()))
        == content.size()
        && fsync(file) == 0;
}

} // namespace

Result<void> writePrivateFile(const QString &path, const QByteArray &content)
{
    const QByteArray target = QFile::encodeName(path);
    const QByteArray unfinished = target + '.' + QByteArray::number(getpid()) + ".new";
    const int file =
        open(unfinished.constData(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return failure(path);
    const bool written = writeAndSync(file, content);
    close(file);
    if (!written || rename(unfinished.constData(), target.constData()) != 0) {
        const Error error = failure(path);
        unlink(unfinished.constData());
        return error;
    }
    return {};
}

Result<QByteArray> makeNewToken(const QString &path)
{
    std::array<quint32, 8> random{};
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    const QByteArray token =
        QByteArray(reinterpret_cast<const char *>(random.data()), sizeof random).toHex();
    if (Result<void> written = writePrivateFile(path, token + '\n'); !written)
        return written.error();
    return token;
}

Result<QByteArray> ensureToken(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return makeNewToken(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::Permission, u"cannot read %1: %2"_s.arg(path, file.errorString())};
    const QByteArray token = file.readLine(1024).trimmed();
    return token.size() >= 32 ? Result<QByteArray>(token) : makeNewToken(path);
}

Result<QByteArray> ensureWebhookKey(const QString &folder)
{
    const Result<QByteArray> key = ensureToken(folder + u"/webhook.key"_s);
    return key ? Result<QByteArray>(QByteArray::fromHex(*key)) : key;
}

} // namespace dogwatch
