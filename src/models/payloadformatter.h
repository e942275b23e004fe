// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/payloadglyph.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <vector>

namespace dogwatch {

// One line of a payload as it is shown. `lead` is the indentation and the key, `text` the value.
struct PayloadLine
{
    QString lead;
    QString text;

    friend bool operator==(const PayloadLine &, const PayloadLine &) = default;
};

// Lays JSON out as lines of bounded length, a few at a time, so that neither a prompt of a megabyte
// nor a number of a million digits is ever handed to a text item or walked through at once. Line
// breaks inside texts are shown as such; characters that would rearrange or hide what stands beside
// them are shown as escapes. What is not JSON is shown as plain lines from there on, nothing is
// left out.
//
// Thread: any, one at a time. Columns are cells of a monospaced font; wide characters take two.
class PayloadFormatter
{
public:
    static constexpr int kMinColumns = 40;

    explicit PayloadFormatter(QByteArray payload = {}, int columns = 100);

    [[nodiscard]] bool atEnd() const { return m_step == Step::End; }
    // The next lines, at most `max`.
    [[nodiscard]] QList<PayloadLine> next(int max);

private:
    enum class Step {
        Value,
        Member, // the next member or element, or the end of the container
        Run, // inside a text, number or word
        End,
    };
    enum class RunKind {
        Quoted,
        Word,
        Rest, // what is not JSON
    };

    void value();
    void member();
    void runLine();
    void close();
    void startRun(RunKind kind);
    void finishRun(QString text);
    void emitLine(const QString &text);

    [[nodiscard]] PayloadGlyph glyphAt(qsizetype position) const;
    [[nodiscard]] bool runEndsAt(qsizetype position) const;
    [[nodiscard]] QString readKey();
    [[nodiscard]] QString takeComma();
    [[nodiscard]] QString indent(int extra = 0) const;
    [[nodiscard]] QString continuation() const;
    [[nodiscard]] bool moreInput();
    [[nodiscard]] char peek();

    QByteArray m_payload;
    int m_columns;
    qsizetype m_position = 0;
    Step m_step = Step::Value;
    RunKind m_run = RunKind::Word;
    std::vector<char> m_open; // the containers around the position
    QString m_lead; // of the next line
    QString m_carry; // of a run: what a break at a blank left for the next line
    int m_carryWidth = 0;
    QList<PayloadLine> m_lines;
};

} // namespace dogwatch
