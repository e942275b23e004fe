// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/redaction.h"

#include "core/jsonredaction.h"
#include "core/secretfinder.h"

namespace dogwatch {

namespace {

// What is left after hiding can look like a secret anew, where two stood together. Each round hides
// more, so that it ends; nobody writes a text that needs as many.
constexpr int kRounds = 8;

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QByteArray withHidden(const QByteArray &text, const std::vector<FoundSecret> &secrets)
{
    QByteArray hidden;
    hidden.reserve(text.size());
    std::size_t at = 0;
    for (const FoundSecret &secret : secrets) {
        hidden += text.mid(static_cast<qsizetype>(at), static_cast<qsizetype>(secret.from - at));
        hidden += hiddenMark(secret.to - secret.wholeFrom);
        at = secret.to;
    }
    return hidden + text.mid(static_cast<qsizetype>(at));
}

} // namespace

QByteArray hiddenMark(std::size_t length)
{
    return "\xe2\x80\xa6[redacted " + QByteArray::number(static_cast<qulonglong>(length)) + ']';
}

void addTo(RedactionTally &sum, const RedactionTally &more)
{
    for (auto rule = more.begin(); rule != more.end(); ++rule)
        sum[rule.key()] += rule.value();
}

Redactor::Redactor(std::vector<RedactionRule> more)
    : m_finder(std::make_unique<const SecretFinder>(more))
{ }

Redactor::~Redactor() = default;

QByteArray Redactor::text(const QByteArray &utf8, RedactionTally &tally) const
{
    QByteArray text = utf8;
    for (int round = 0; round < kRounds; ++round) {
        const std::vector<FoundSecret> secrets = m_finder->find(viewOf(text));
        if (secrets.empty())
            break;
        for (const FoundSecret &secret : secrets)
            ++tally[m_finder->ruleId(secret.rule)];
        text = withHidden(text, secrets);
    }
    return text;
}

QString Redactor::text(const QString &text, RedactionTally &tally) const
{
    const QByteArray utf8 = text.toUtf8();
    const QByteArray redacted = this->text(utf8, tally);
    return redacted.size() == utf8.size() && redacted == utf8 ? text : QString::fromUtf8(redacted);
}

QByteArray Redactor::json(const QByteArray &json, RedactionTally &tally,
                          const std::vector<std::string_view> &except) const
{
    QByteArray text = json;
    for (int round = 0; round < kRounds; ++round) {
        JsonRedaction redaction(*m_finder, viewOf(text), except);
        std::optional<QByteArray> redacted = redaction.run(tally);
        if (!redacted)
            break;
        text = std::move(*redacted);
    }
    return text;
}

} // namespace dogwatch
