// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "jobs/digestfiles.h"

#include "store/privatefile.h"

#include <QDir>
#include <QFile>

namespace dogwatch {

using namespace Qt::StringLiterals;

QString writeDigestFiles(const QString &folder, const std::vector<KeptDigest> &digests)
{
    if (digests.empty())
        return {};
    if (!QDir().mkpath(folder)
        || !QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return u"cannot make the folder %1"_s.arg(folder);
    for (const KeptDigest &digest : digests) {
        const QString path = folder + u'/' + digest.name;
        if (QFile::exists(path))
            continue;
        if (Result<void> written = writePrivateFile(path, digest.markdown.toUtf8()); !written)
            return written.error().text;
    }
    return {};
}

} // namespace dogwatch
