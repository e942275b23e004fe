// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/transcriptrow.h"

#include "agents/linediff.h"
#include "agents/toolsummary.h"
#include "core/times.h"
#include "models/clocktexts.h"
#include "models/displaytext.h"
#include "models/usagetexts.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kNameLength = 80;
constexpr qsizetype kWhatLength = 400;
constexpr qsizetype kLineLength = 1000;
constexpr int kFoldedProse = 40; // lines
constexpr int kFoldedCall = 16;
constexpr int kFoldedResult = 10;

struct Transcript
{
    Q_DECLARE_TR_FUNCTIONS(Transcript)
};

QStringList splitLines(const QString &text)
{
    QStringList lines = text.split(u'\n');
    while (lines.size() > 1 && lines.constLast().trimmed().isEmpty())
        lines.removeLast();
    if (lines.size() == 1 && lines.constFirst().isEmpty())
        lines.clear();
    return lines;
}

// A line of code or output: its blanks stay, unlike displayLine()'s. What can't be seen or turns
// the direction of writing is shown as a mark, and letters don't tower.
QString codeLine(const QString &text)
{
    constexpr int kMostMarks = 4;
    QString line;
    line.reserve(std::min(text.size(), kLineLength));
    int marks = 0;
    for (const QChar c : text) {
        if (line.size() >= kLineLength)
            return line + u'\u2026';
        marks = c.isMark() ? marks + 1 : 0;
        if (marks > kMostMarks)
            continue;
        const bool joins = c == u'\u200d'; // within an emoji
        const bool unseen =
            c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
        if (c == u'\t')
            line += "    "_L1;
        else if (c.isSpace())
            line += u' ';
        else
            line += unseen && !joins ? QChar(u'\ufffd') : c;
    }
    return line;
}

// At most `most` lines go into the row.
void putLines(TranscriptRow &row, const QStringList &lines, int most)
{
    const auto shown = std::min<qsizetype>(lines.size(), most);
    for (qsizetype i = 0; i < shown; ++i)
        row.lines.append(codeLine(lines.at(i)));
    row.tones.fill(TranscriptRow::Plain, row.lines.size());
    row.hiddenLines = static_cast<int>(lines.size() - shown);
}

void putProse(TranscriptRow &row, const QString &text, int most)
{
    putLines(row, splitLines(text), most);
    row.prose = row.lines.join(u'\n');
    row.lines.clear();
    row.tones.clear();
}

void toneDiff(TranscriptRow &row)
{
    for (qsizetype i = 0; i < row.lines.size(); ++i) {
        const QString &line = row.lines.at(i);
        row.tones[i] = line.startsWith(u'-') ? TranscriptRow::Removed
            : line.startsWith(u'+')          ? TranscriptRow::Added
            : line == "..."_L1               ? TranscriptRow::Quiet
                                             : TranscriptRow::Plain;
    }
}

QStringList diffOf(const QJsonObject &edit)
{
    return splitLines(lineDiff(edit.value(u"old_string"_s).toString().toUtf8(),
                               edit.value(u"new_string"_s).toString().toUtf8()));
}

// A call as its tool has it: a command, a diff, what is written; of others the arguments.
void putCall(TranscriptRow &row, const QString &tool, const QJsonObject &input, int most)
{
    row.what = displayLine(toolSummary(tool, input), kWhatLength);
    if (tool == "Edit"_L1 || tool == "MultiEdit"_L1) {
        QStringList lines;
        if (input.contains(u"edits"_s)) {
            for (const QJsonValue &edit : input.value(u"edits"_s).toArray())
                lines += diffOf(edit.toObject());
        } else {
            lines = diffOf(input);
        }
        putLines(row, lines, most);
        toneDiff(row);
    } else if (tool == "Write"_L1) {
        putLines(row, splitLines(input.value(u"content"_s).toString()), most);
        row.tones.fill(TranscriptRow::Added, row.lines.size());
    } else if (tool == "Bash"_L1) {
        const QStringList command = splitLines(input.value(u"command"_s).toString());
        if (command.size() > 1)
            putLines(row, command, most);
    } else if (tool == "Task"_L1 || tool == "Agent"_L1) {
        putLines(row, splitLines(input.value(u"prompt"_s).toString()), most);
    } else if (tool != "Read"_L1 && !input.isEmpty()) {
        QStringList lines;
        for (auto field = input.begin(); field != input.end(); ++field) {
            const QString value = field->isString()
                ? field->toString()
                : QString::fromUtf8(
                      QJsonDocument(QJsonObject{{u"v"_s, *field}}).toJson(QJsonDocument::Compact))
                      .mid(5)
                      .chopped(1);
            if (value != row.what)
                lines += splitLines(u"%1: %2"_s.arg(field.key(), value));
        }
        putLines(row, lines, most);
    }
}

QString retryText(const QJsonObject &body)
{
    const qint64 wait = body.value(u"retry_in_ms"_s).toInteger();
    const int attempt = body.value(u"attempt"_s).toInt();
    QStringList parts;
    if (attempt > 0)
        parts.append(Transcript::tr("attempt %1").arg(attempt));
    if (wait > 0)
        parts.append(Transcript::tr("again in %1").arg(callDurationText(wait)));
    return parts.join(u", "_s);
}

void fill(TranscriptRow &row, const TranscriptEntry &entry, const QJsonObject &body,
          const QString &toolOfCall)
{
    const auto most = [&row](int folded) { return row.unfolded ? kMostEntryLines : folded; };
    const QString text = body.value(u"text"_s).toString();
    switch (entry.kind) {
    case EntryKind::Prompt:
        row.head = Transcript::tr("You");
        putProse(row, text, most(kFoldedProse));
        return;
    case EntryKind::Answer:
        row.head = entry.model.isEmpty() ? Transcript::tr("Agent") : modelText(entry.model);
        putProse(row, text, most(kFoldedProse));
        return;
    case EntryKind::Thinking:
        row.head = Transcript::tr("Thinking");
        putProse(row, text, most(0));
        return;
    case EntryKind::ToolCall:
        row.head = displayLine(entry.toolName, kNameLength);
        putCall(row, entry.toolName, body.value(u"input"_s).toObject(), most(kFoldedCall));
        return;
    case EntryKind::ToolResult:
        row.head = entry.failed ? Transcript::tr("failed") : QString();
        putLines(row, splitLines(text), most(toolOfCall == "Read"_L1 ? 6 : kFoldedResult));
        return;
    case EntryKind::Compacted:
        row.head = Transcript::tr("Compacted");
        row.note = Transcript::tr("%1 tokens before")
                       .arg(amountText(body.value(u"pre_tokens"_s).toDouble()));
        putProse(row, text, most(0));
        return;
    case EntryKind::ApiError:
        row.head = Transcript::tr("API error");
        row.failed = true;
        putProse(row, text, most(kFoldedProse));
        return;
    case EntryKind::ApiRetry:
        row.head = Transcript::tr("API error, tried again");
        row.note = retryText(body);
        putProse(row, text, most(kFoldedProse));
        return;
    case EntryKind::Interrupted:
        row.head = Transcript::tr("Interrupted by you");
        return;
    case EntryKind::Refused:
        row.head = Transcript::tr("Refused by you");
        putProse(row, text, most(kFoldedResult));
        return;
    case EntryKind::ModelChanged:
        row.head = Transcript::tr("Model changed");
        row.note = Transcript::tr("%1 to %2")
                       .arg(modelText(body.value(u"from"_s).toString()),
                            modelText(body.value(u"to"_s).toString()));
        return;
    case EntryKind::AgentReport:
        row.head = Transcript::tr("Report of a subagent");
        putProse(row, text, most(kFoldedResult));
        return;
    case EntryKind::Notice:
        row.head = Transcript::tr("Notice");
        putProse(row, text, most(kFoldedResult));
        return;
    case EntryKind::TurnEnded:
        row.head = Transcript::tr("Turn over");
        row.note = Transcript::tr("after %1")
                       .arg(callDurationText(body.value(u"duration_ms"_s).toInteger()));
        return;
    }
    row.head = Transcript::tr("Something newer"); // of a later version's store
}

} // namespace

TranscriptRow makeTranscriptRow(const TranscriptEntry &entry, bool unfolded,
                                const QString &toolOfCall, qint64 nowMs)
{
    TranscriptRow row;
    row.key = entry.key;
    row.kind = entry.kind;
    row.unfolded = unfolded;
    row.failed = entry.failed;
    row.toolUseId = entry.toolUseId;
    row.agentId = entry.agentId;
    row.timeText = clockText(entry.key.atMs, nowMs);
    fill(row, entry, QJsonDocument::fromJson(entry.body).object(), toolOfCall);
    row.canUnfold = unfolded || row.hiddenLines > 0 || entry.isCut;
    return row;
}

QStringList rawLines(const TranscriptEntry &entry)
{
    const QByteArray json = QJsonDocument::fromJson(entry.body).toJson(QJsonDocument::Indented);
    QStringList lines;
    for (const QString &line : QString::fromUtf8(json).split(u'\n').mid(0, kMostEntryLines))
        lines.append(codeLine(line));
    return lines;
}

} // namespace dogwatch
