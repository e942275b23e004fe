// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/snippet.h"

#include "core/texts.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kBefore = 40; // UTF-16 units
constexpr qsizetype kLength = 200;
constexpr std::size_t kMostMarks = 32;

struct Span
{
    int from = 0; // bytes of UTF-8
    int to = 0;
};

bool matchesAt(const std::vector<SearchWord> &words, std::size_t at, const SearchPhrase &phrase)
{
    const std::size_t count = phrase.words.size();
    if (count == 0 || at + count > words.size())
        return false;
    for (std::size_t i = 0; i < count; ++i) {
        const bool mayGoOn = phrase.isPrefix && i + 1 == count;
        if (mayGoOn ? !words[at + i].word.startsWith(phrase.words[i])
                    : words[at + i].word != phrase.words[i])
            return false;
    }
    return true;
}

// In order; those that touch are one.
std::vector<Span> spansOf(const std::vector<SearchWord> &words,
                          const std::vector<SearchPhrase> &phrases)
{
    std::vector<Span> spans;
    for (std::size_t at = 0; at < words.size() && spans.size() < kMostMarks; ++at) {
        std::size_t longest = 0;
        for (const SearchPhrase &phrase : phrases) {
            if (matchesAt(words, at, phrase))
                longest = std::max(longest, phrase.words.size());
        }
        if (longest == 0)
            continue;
        const int to = words[at + longest - 1].to;
        if (!spans.empty() && words[at].from < spans.back().to)
            spans.back().to = std::max(spans.back().to, to);
        else
            spans.push_back({words[at].from, to});
    }
    return spans;
}

// From where on the text is shown: at the beginning of a word.
qsizetype startBefore(const QString &text, qsizetype first)
{
    qsizetype start = std::max<qsizetype>(0, first - kBefore);
    if (start == 0)
        return 0;
    while (start < first && !text.at(start).isSpace())
        ++start;
    if (start == first) {
        start = first - std::min<qsizetype>(first, kBefore);
        if (text.at(start).isLowSurrogate())
            ++start;
    }
    return start;
}

} // namespace

SearchSnippet makeSnippet(const QString &text, const std::vector<SearchPhrase> &phrases,
                          const SearchTokenizer &tokenizer)
{
    const QByteArray utf8 = text.toUtf8();
    const std::vector<Span> spans =
        phrases.empty() ? std::vector<Span>() : spansOf(tokenizer.words(utf8), phrases);
    const auto unitsOf = [&utf8](int from, int to) {
        return QString::fromUtf8(utf8.constData() + from, to - from).size();
    };
    const qsizetype first = spans.empty() ? 0 : unitsOf(0, spans.front().from);
    const qsizetype start = startBefore(text, first);
    SearchSnippet snippet;
    if (start > 0)
        snippet.text = u"…"_s;
    // Piece by piece, because what is made one line is not as long as it was.
    int done = static_cast<int>(QStringView(text).left(start).toUtf8().size());
    const auto append = [&](int to) {
        QString piece = QString::fromUtf8(utf8.constData() + done, to - done);
        const bool beginsBlank = !piece.isEmpty() && piece.front().isSpace();
        const bool endsBlank = !piece.isEmpty() && piece.back().isSpace();
        piece = oneLine(piece.left(4 * kLength), kLength);
        if (beginsBlank && !snippet.text.isEmpty() && !snippet.text.endsWith(u' '))
            snippet.text += u' ';
        snippet.text += piece;
        if (endsBlank && !snippet.text.isEmpty() && !snippet.text.endsWith(u' '))
            snippet.text += u' ';
        done = to;
    };
    for (const Span &span : spans) {
        append(span.from);
        if (snippet.text.size() >= kLength)
            break;
        const qsizetype from = snippet.text.size();
        append(span.to);
        snippet.marks.push_back({from, snippet.text.size() - from});
    }
    if (snippet.text.size() < kLength)
        append(static_cast<int>(utf8.size()));
    snippet.text = cut(snippet.text.trimmed(), kLength);
    while (!snippet.marks.empty()
           && snippet.marks.back().from + snippet.marks.back().length > snippet.text.size())
        snippet.marks.pop_back();
    return snippet;
}

} // namespace dogwatch
