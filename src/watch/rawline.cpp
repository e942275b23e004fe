// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/rawline.h"

#include "watch/transcriptfile.h"
#include "watch/transcriptreader.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

Result<QByteArray> rawLine(const EntryPlace &place, const DataFolder &folder)
{
    const Error changed{ErrorCode::NotFound, place.path + u" holds something else there by now"_s};
    if (place.offset < 0 || place.length <= 0 || place.length > TranscriptReader::kMostLine)
        return changed;
    // The path is our own: it was read below the agents' folders, or a person named it.
    const Result<TranscriptFile> file =
        TranscriptFile::openNamed(place.path, ForbiddenFiles(folder));
    if (!file)
        return file.error();
    QByteArray line(place.length, Qt::Uninitialized);
    const Result<qint64> got = file->readAt(place.offset, line.data(), line.size());
    if (!got)
        return got.error();
    // A line without a name of its own has one that is not in it.
    const bool isNamed = !place.uuid.startsWith(u"line:");
    if (*got != line.size() || line.contains('\n')
        || (isNamed && !line.contains(place.uuid.toUtf8())))
        return changed;
    return line;
}

} // namespace dogwatch
