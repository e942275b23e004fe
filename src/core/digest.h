// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>
#include <QTimeZone>

#include <optional>
#include <vector>

namespace dogwatch {

// A brief of what was. Pure: from what was read to words. Times are unix ms.

// What was read of one thing, or why it could not be: "could not read" is never "there is nothing".
template<class T>
struct DigestPart
{
    T value{};
    QString unread; // why; empty: it was read
};

struct DigestLine
{
    QString project;
    QString branch;
    QString text; // one line: what it asks, why it failed, its title
    qint64 atMs = 0;
    std::optional<qint64> durationMs; // nothing: not told
    std::optional<double> dollars; // nothing: not known
    bool isOver = false; // of what failed or was stuck: it went on after that
};

struct DigestSpend
{
    std::optional<double> yesterday; // nothing: no price is known for any of it
    std::optional<double> thisWeek; // from Monday
    std::optional<double> lastWeek;
    qint64 unpriced = 0; // messages of these weeks whose model has no known price
    qint64 sessions = 0; // of these weeks
    qint64 sessionsRead = 0; // of these: of whom a transcript was read
};

struct DigestGaps
{
    qint64 deadLetters = 0;
    qint64 lostEvents = 0;
};

struct DigestData
{
    qint64 fromMs = 0;
    qint64 untilMs = 0;
    DigestPart<std::vector<DigestLine>> needsYou; // now, most urgent first
    DigestPart<std::vector<DigestLine>> failed;
    // Scheduled ones that failed, can't be run, or of which no one knows.
    DigestPart<std::vector<DigestLine>> jobs;
    DigestPart<std::vector<DigestLine>> finished;
    DigestPart<std::vector<DigestLine>> stuck;
    DigestPart<DigestSpend> spend;
    DigestPart<DigestGaps> gaps;
};

struct Digest
{
    QString headline; // one line
    QString plain;
    QString markdown;
    QStringList unread; // what it could not tell
};

[[nodiscard]] Digest makeDigest(const DigestData &data, const QTimeZone &zone);

} // namespace dogwatch
