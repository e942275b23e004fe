// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/gapnotes.h"

#include "core/fault.h"
#include "core/uuid7.h"
#include "store/spoolfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

const QString kName = u".gap"_s;

QString nameOf(const QString &id)
{
    return id.isEmpty() ? kName : QString(kName + u'.' + id);
}

// A line that a power cut has torn stands for an event all the same.
LostEvents countLines(const QByteArray &text)
{
    LostEvents lost;
    for (const QByteArray &line : text.split('\n')) {
        if (line.trimmed().isEmpty())
            continue;
        bool isNumber = false;
        const qint64 atMs = line.left(line.indexOf(' ')).toLongLong(&isNumber);
        lost.add({1, isNumber ? std::optional(atMs) : std::nullopt});
    }
    return lost;
}

} // namespace

void LostEvents::add(const LostEvents &more)
{
    events += more.events;
    if (more.lastAtMs)
        lastAtMs = std::max(lastAtMs.value_or(*more.lastAtMs), *more.lastAtMs);
}

GapNotes::GapNotes(const DataFolder &folder)
    : m_folder(folder.spool())
    , m_spool(folder)
{ }

Result<void> GapNotes::claim(qint64 nowMs) const
{
    const QString path = m_folder + u'/' + kName;
    struct stat info
    { };
    if (lstat(QFile::encodeName(path).constData(), &info) != 0)
        return {};
    if (Result<void> sound = checkSpoolFile(info); !sound)
        return m_spool.setAside(kName, sound.error().text, u"gap"_s);
    if (Result<void> done = renameNew(path, m_folder + u'/' + nameOf(makeUuid7(nowMs))); !done)
        return done;
    if (faultAt("gap.after_claim"))
        return Error{ErrorCode::StorageFull, u"failpoint gap.after_claim"_s};
    return syncFolder(m_folder);
}

std::vector<GapNote> GapNotes::claimed() const
{
    std::vector<GapNote> notes;
    for (const QString &id : claimedIds()) {
        if (Result<GapNote> note = read(id))
            notes.push_back(std::move(note).value());
    }
    return notes;
}

Result<std::vector<GapNote>> GapNotes::all() const
{
    std::vector<GapNote> notes;
    for (const QString &id : QStringList(QString()) + claimedIds()) {
        Result<GapNote> note = read(id);
        if (note)
            notes.push_back(std::move(note).value());
        else if (note.error().code != ErrorCode::NotFound) // taken over in this very moment
            return Error{note.error().code,
                         u"%1/%2 can't be read: %3"_s.arg(m_folder, nameOf(id), note.error().text)};
    }
    return notes;
}

QStringList GapNotes::claimedIds() const
{
    QStringList ids =
        QDir(m_folder).entryList({nameOf(u"*"_s)}, QDir::Files | QDir::Hidden, QDir::Name);
    for (QString &name : ids)
        name = name.mid(kName.size() + 1);
    return ids;
}

Result<GapNote> GapNotes::read(const QString &id) const
{
    Result<QByteArray> content = readSpoolFile(m_folder + u'/' + nameOf(id));
    if (!content)
        return content.error();
    return GapNote{id, countLines(*content), content->size()};
}

Result<bool> GapNotes::remove(const GapNote &note) const
{
    const QString path = m_folder + u'/' + nameOf(note.id);
    if (faultAt("gap.before_unlink"))
        return Error{ErrorCode::StorageFull, u"failpoint gap.before_unlink"_s};
    if (QFileInfo(path).size() > note.bytes)
        return false;
    if (unlink(QFile::encodeName(path).constData()) != 0 && errno != ENOENT)
        return Error{ErrorCode::StorageFull, qt_error_string(errno)};
    (void)faultAt("gap.after_unlink");
    return true;
}

} // namespace dogwatch
