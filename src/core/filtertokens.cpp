// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/filtertokens.h"

#include "core/filterkeys.h"

#include <array>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

struct Operator
{
    QStringView text;
    FilterOp op;
};

// The longer ones first.
constexpr std::array kOperators{
    Operator{u":>=", FilterOp::AtLeast}, Operator{u":<=", FilterOp::AtMost},
    Operator{u">=", FilterOp::AtLeast},  Operator{u"<=", FilterOp::AtMost},
    Operator{u":>", FilterOp::More},     Operator{u":<", FilterOp::Less},
    Operator{u":=", FilterOp::Is},       Operator{u":", FilterOp::Is},
    Operator{u"=", FilterOp::Is},        Operator{u">", FilterOp::More},
    Operator{u"<", FilterOp::Less},
};

bool isKeyLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_';
}

class Scanner
{
public:
    explicit Scanner(QStringView text)
        : m_text(text)
    { }

    [[nodiscard]] bool atEnd()
    {
        while (m_at < m_text.size() && m_text.at(m_at).isSpace())
            ++m_at;
        return m_at == m_text.size();
    }

    FilterToken token()
    {
        FilterToken token;
        token.position = m_at;
        // A '-' that nothing follows is a text.
        if (m_text.at(m_at) == u'-' && m_at + 1 < m_text.size() && !m_text.at(m_at + 1).isSpace()) {
            token.negated = true;
            ++m_at;
        }
        readKey(token);
        const bool mayList = !token.key.isEmpty();
        while (true) {
            token.valueAt = m_at;
            token.values.push_back(value(mayList, token.hasOpenQuote));
            if (!mayList || m_at == m_text.size() || m_text.at(m_at) != u',')
                break;
            ++m_at;
        }
        token.length = m_at - token.position;
        return token;
    }

private:
    void readKey(FilterToken &token)
    {
        qsizetype end = m_at;
        while (end < m_text.size() && isKeyLetter(m_text.at(end)))
            ++end;
        if (end == m_at)
            return;
        for (const Operator &known : kOperators) {
            if (!m_text.mid(end).startsWith(known.text))
                continue;
            token.key = m_text.mid(m_at, end - m_at).toString();
            token.operatorText = known.text.toString();
            token.op = known.op;
            m_at = end + known.text.size();
            return;
        }
    }

    // Quoted or not, to the next blank or, in a list, comma. What follows a closing quote without a
    // blank is part of the value.
    FilterValue value(bool mayList, bool &hasOpenQuote)
    {
        FilterValue value;
        bool hasQuotedStar = false;
        bool inQuotes = false;
        while (m_at < m_text.size()) {
            const QChar c = m_text.at(m_at);
            if (!inQuotes && (c.isSpace() || (mayList && c == u',')))
                break;
            ++m_at;
            if (c == u'"') {
                inQuotes = !inQuotes;
                continue;
            }
            const bool isEscape = inQuotes && c == u'\\' && m_at < m_text.size()
                && (m_text.at(m_at) == u'"' || m_text.at(m_at) == u'\\');
            const QChar taken = isEscape ? m_text.at(m_at++) : c;
            hasQuotedStar = hasQuotedStar || (inQuotes && taken == u'*');
            value.text += taken;
        }
        value.literal = hasQuotedStar;
        hasOpenQuote = hasOpenQuote || inQuotes;
        return value;
    }

    const QStringView m_text;
    qsizetype m_at = 0;
};

bool needsQuotes(const QString &text, const FilterTerm &term, bool literal)
{
    if (literal || text.isEmpty())
        return true;
    for (const QChar c : text) {
        if (c.isSpace() || c == u'"')
            return true;
    }
    if (term.key != FilterKey::Text)
        return text.contains(u',') || QStringView(u">=<:").contains(text.front());
    if (text.startsWith(u'-'))
        return true;
    const std::vector<FilterToken> again = filterTokens(text);
    return again.size() != 1 || !again.front().key.isEmpty();
}

QString inQuotes(QString text)
{
    text.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u'"' + text + u'"';
}

QString written(const FilterValue &value, const FilterTerm &term)
{
    if (!needsQuotes(value.text, term, value.literal))
        return value.text;
    if (value.literal)
        return inQuotes(value.text);
    // Between the quotes a '*' would be only that.
    QStringList parts = value.text.split(u'*');
    for (QString &part : parts) {
        if (!part.isEmpty())
            part = inQuotes(part);
    }
    return parts.join(u'*');
}

QStringView operatorOf(FilterOp op)
{
    switch (op) {
    case FilterOp::Is:
        return u":";
    case FilterOp::Less:
        return u"<";
    case FilterOp::AtMost:
        return u"<=";
    case FilterOp::More:
        return u">";
    case FilterOp::AtLeast:
        return u">=";
    }
    return u":";
}

} // namespace

std::vector<FilterToken> filterTokens(QStringView text)
{
    std::vector<FilterToken> tokens;
    Scanner scanner(text);
    while (!scanner.atEnd())
        tokens.push_back(scanner.token());
    return tokens;
}

QString filterText(const FilterTerm &term)
{
    QString text;
    if (term.negated)
        text += u'-';
    if (term.key != FilterKey::Text)
        text += filterKeyInfo(term.key).name + operatorOf(term.op);
    for (std::size_t i = 0; i < term.values.size(); ++i) {
        if (i > 0)
            text += u',';
        text += written(term.values[i], term);
    }
    return text;
}

QString filterText(const Filter &filter)
{
    QString text;
    for (const FilterTerm &term : filter.terms) {
        if (!text.isEmpty())
            text += u' ';
        text += filterText(term);
    }
    return text;
}

} // namespace dogwatch
