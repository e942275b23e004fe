// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/clock.h"
#include "store/storefixture.h"
#include "watch/slicecommit.h"
#include "watch/transcriptimport.h"
#include "watch/transcriptreader.h"

#include <QJsonObject>

namespace dogwatch::test {

// What a set of transcripts comes to.
struct ExpectedUsage
{
    QString name;
    QStringList files; // absolute
    qint64 messages = 0;
    QList<qint64> tokens; // input, output, cache write 5m, cache write 1h, cache read
    double dollars = 0;
};
// Our own sets, and those of DOGWATCH_SAMPLES where it is set.
[[nodiscard]] QList<ExpectedUsage> ownSets();
[[nodiscard]] QList<ExpectedUsage> sampleSets();
[[nodiscard]] QString dataFile(const QString &name);

// A store that takes in transcripts.
class TranscriptStore : public Store
{
public:
    [[nodiscard]] SliceCommit commitSlices() { return commitThrough(committer(), m_clock); }
    // As `dogwatchctl import` does it.
    ImportProgress import(const QStringList &paths);
    // Reads one file on from where the store has read to, a slice at a time.
    void readOn(const QString &path);
    void readOn(const QString &path, TranscriptPass pass);
    // "8 messages, 180154 609 603 1004 135012, $0.123456"
    [[nodiscard]] QString usage();
    [[nodiscard]] static QString text(const ExpectedUsage &expected);
    // Whether what is stored comes to that; the dollars to the last printed digit.
    [[nodiscard]] QString differenceFrom(const ExpectedUsage &expected);
    // All that was made of transcripts but the time of reading.
    [[nodiscard]] QStringList transcriptRows();
    // All texts, and how far they were read; where the lines lie only with `places`.
    [[nodiscard]] QStringList textRows(bool places = true);

private:
    SystemClock m_clock;
    TranscriptReader m_reader;
};

} // namespace dogwatch::test
