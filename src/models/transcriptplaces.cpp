// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Of TranscriptModel: what reads a single entry, and goes to one.

#include "models/transcriptmodel.h"

#include <algorithm>

namespace dogwatch {

void TranscriptModel::toggle(int row)
{
    if (row < 0 || row >= rowCount() || !m_port || !m_rows[static_cast<std::size_t>(row)].canUnfold)
        return;
    const bool unfold = !m_rows[static_cast<std::size_t>(row)].unfolded;
    m_port->ask<TranscriptEntry>([id = m_rows[static_cast<std::size_t>(row)].key.id](
                                     Database &database) { return transcriptEntry(database, id); },
                                 [this, unfold](const Result<TranscriptEntry> &entry) {
                                     const int place = entry ? rowOf(entry->key.id) : -1;
                                     if (place < 0)
                                         return;
                                     TranscriptRow &shown = m_rows[static_cast<std::size_t>(place)];
                                     shown = rowFrom(*entry, unfold);
                                     shown.canUnfold = true;
                                     Q_EMIT dataChanged(index(place), index(place));
                                 });
}

void TranscriptModel::showRaw(int row)
{
    if (row < 0 || row >= rowCount() || !m_port)
        return;
    m_port->ask<TranscriptEntry>(
        [id = m_rows[static_cast<std::size_t>(row)].key.id](Database &database) {
            return transcriptEntry(database, id);
        },
        [this, generation = m_generation](const Result<TranscriptEntry> &entry) {
            if (generation != m_generation)
                return;
            m_raw = entry ? rawLines(*entry) : QStringList{entry.error().text};
            Q_EMIT rawChanged();
        });
}

void TranscriptModel::hideRaw()
{
    if (m_raw.isEmpty())
        return;
    m_raw.clear();
    Q_EMIT rawChanged();
}

void TranscriptModel::revealCall(const QString &toolUseId)
{
    if (!m_port || toolUseId.isEmpty())
        return;
    m_port->ask<TranscriptEntry>(
        [session = m_session, toolUseId](Database &database) -> Result<TranscriptEntry> {
            Result<std::optional<TranscriptEntry>> call =
                transcriptCall(database, session, toolUseId);
            if (!call)
                return call.error();
            if (!*call)
                return Error{ErrorCode::NotFound, tr("The transcript does not tell of it.")};
            return **call;
        },
        [this](const Result<TranscriptEntry> &entry) { revealFound(entry); });
}

void TranscriptModel::revealEntry(double id)
{
    if (!m_port)
        return;
    m_port->ask<TranscriptEntry>(
        [id](Database &database) { return transcriptEntry(database, static_cast<qint64>(id)); },
        [this](const Result<TranscriptEntry> &entry) { revealFound(entry); });
}

void TranscriptModel::revealMessage(double id)
{
    if (!m_port)
        return;
    m_port->ask<TranscriptEntry>(
        [id](Database &database) -> Result<TranscriptEntry> {
            Result<std::optional<TranscriptEntry>> entry =
                entryOfMessage(database, static_cast<qint64>(id));
            if (!entry)
                return entry.error();
            if (!*entry)
                return Error{ErrorCode::NotFound, tr("The transcript does not tell of it.")};
            return **entry;
        },
        [this](const Result<TranscriptEntry> &entry) { revealFound(entry); });
}

void TranscriptModel::revealFound(const Result<TranscriptEntry> &entry)
{
    if (!entry || entry->session != m_session) {
        Q_EMIT revealed(-1);
        return;
    }
    if (entry->agentId != m_agent) {
        m_agent = entry->agentId;
        Q_EMIT agentWanted(m_agent);
        around(*entry);
    } else if (const int row = rowOf(entry->key.id); row >= 0) {
        setFollowing(false);
        Q_EMIT revealed(row);
    } else {
        around(*entry);
    }
}

// Takes the place of whatever else was being read.
void TranscriptModel::around(const TranscriptEntry &entry)
{
    ++m_generation;
    m_isReading = true;
    setFollowing(false);
    EntryQuery older = query();
    older.before = EntryKey{entry.key.atMs, entry.key.id + 1};
    older.newestFirst = true;
    EntryQuery newer = query();
    newer.after = entry.key;
    using Halves = std::pair<Entries, Entries>;
    m_port->ask<Halves>(
        [older, newer](Database &database) -> Result<Halves> {
            Result<Entries> before = transcriptEntries(database, older);
            if (!before)
                return before.error();
            Result<Entries> after = transcriptEntries(database, newer);
            if (!after)
                return after.error();
            return Halves(std::move(before).value(), std::move(after).value());
        },
        [this, generation = m_generation, id = entry.key.id](Result<Halves> halves) {
            if (generation != m_generation)
                return;
            m_isReading = false;
            if (!halves)
                return setState(ModelState::Failed, halves.error().text);
            auto &[entries, after] = *halves;
            const bool moreBefore = entries.size() == static_cast<std::size_t>(kPage);
            const bool moreAfter = after.size() == static_cast<std::size_t>(kPage);
            std::reverse(entries.begin(), entries.end());
            std::move(after.begin(), after.end(), std::back_inserter(entries));
            reset(entries);
            setEdges(moreBefore, moreAfter);
            setState(ModelState::Ready);
            Q_EMIT revealed(rowOf(id));
        });
}

} // namespace dogwatch
