// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/filterkeys.h"

#include "core/sessionstatus.h"
#include "core/source.h"
#include "core/textkind.h"
#include "core/toolcall.h"

#include <algorithm>
#include <array>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

using K = FilterKey;
using U = FilterUnit;

constexpr std::array kKeys{
    FilterKeyInfo{K::Status, u"status", u"", U::Words, true, true, true, true},
    FilterKeyInfo{K::Project, u"project", u"", U::Pattern, true, true, true, true},
    FilterKeyInfo{K::Agent, u"agent", u"source", U::Part, true, true, true, true},
    FilterKeyInfo{K::Model, u"model", u"", U::Part, true, true, true, true},
    FilterKeyInfo{K::Branch, u"branch", u"", U::Pattern, true, true, true, true},
    FilterKeyInfo{K::Cwd, u"cwd", u"folder", U::Pattern, true, true, true, true},
    FilterKeyInfo{K::Session, u"session", u"id", U::Pattern, true, true, true, true},
    FilterKeyInfo{K::Title, u"title", u"", U::Contained, true, true, true, true},
    FilterKeyInfo{K::Tool, u"tool", u"", U::Pattern, true, true, true, true},
    FilterKeyInfo{K::Type, u"type", u"event", U::Pattern, false, true, false, false},
    FilterKeyInfo{K::Kind, u"kind", u"", U::Words, false, false, false, true},
    FilterKeyInfo{K::Duration, u"duration", u"", U::Duration, true, true, true, true},
    FilterKeyInfo{K::Cost, u"cost", u"", U::Money, true, true, true, true},
    FilterKeyInfo{K::Tokens, u"tokens", u"", U::Count, true, true, true, true},
    FilterKeyInfo{K::Events, u"events", u"", U::Count, true, true, true, true},
    FilterKeyInfo{K::Calls, u"calls", u"", U::Count, true, true, true, true},
    FilterKeyInfo{K::Errors, u"errors", u"", U::Count, true, true, true, true},
    FilterKeyInfo{K::Agents, u"agents", u"", U::Count, true, true, true, true},
    FilterKeyInfo{K::Before, u"before", u"until", U::Time, true, true, true, true},
    FilterKeyInfo{K::After, u"after", u"since", U::Time, true, true, true, true},
};

constexpr FilterKeyInfo kText{K::Text, u"", u"", U::Contained, true, true, true, true};

char16_t folded(QChar c)
{
    const char16_t unit = c.unicode();
    return unit >= u'A' && unit <= u'Z' ? static_cast<char16_t>(unit + 32) : unit;
}

// Wildcards as LIKE has them, by going back to the last one only: never more than the product of
// the two lengths.
bool globMatches(QStringView pattern, bool literal, QStringView text)
{
    qsizetype p = 0;
    qsizetype t = 0;
    qsizetype starAt = -1;
    qsizetype resumeAt = 0;
    while (t < text.size()) {
        if (p < pattern.size() && !literal && pattern.at(p) == u'*') {
            starAt = p++;
            resumeAt = t;
        } else if (p < pattern.size() && folded(pattern.at(p)) == folded(text.at(t))) {
            ++p;
            ++t;
        } else if (starAt >= 0) {
            p = starAt + 1;
            t = ++resumeAt;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && !literal && pattern.at(p) == u'*')
        ++p;
    return p == pattern.size();
}

QStringList statusWords()
{
    QStringList words;
    for (int i = 0; i <= static_cast<int>(SessionStatus::Unknown); ++i)
        words.append(statusName(static_cast<SessionStatus>(i)));
    for (int i = 0; i <= static_cast<int>(CallStatus::Abandoned); ++i) {
        const QString name = callStatusName(static_cast<CallStatus>(i));
        if (!words.contains(name))
            words.append(name);
    }
    return words;
}

QStringList sourceWords()
{
    QStringList words;
    for (int i = 0; i <= static_cast<int>(Source::Generic); ++i)
        words.append(sourceName(static_cast<Source>(i)));
    return words;
}

} // namespace

bool FilterKeyInfo::isIn(FilterScope scope) const
{
    switch (scope) {
    case FilterScope::Sessions:
        return inSessions;
    case FilterScope::Events:
        return inEvents;
    case FilterScope::Calls:
        return inCalls;
    case FilterScope::Docs:
        return inDocs;
    }
    return false;
}

std::span<const FilterKeyInfo> filterKeys()
{
    return kKeys;
}

const FilterKeyInfo &filterKeyInfo(FilterKey key)
{
    const auto found = std::find_if(kKeys.begin(), kKeys.end(),
                                    [key](const FilterKeyInfo &info) { return info.key == key; });
    return found == kKeys.end() ? kText : *found;
}

const FilterKeyInfo *filterKeyNamed(QStringView name)
{
    for (const FilterKeyInfo &info : kKeys) {
        if (name.compare(info.name, Qt::CaseInsensitive) == 0
            || (!info.otherName.isEmpty()
                && name.compare(info.otherName, Qt::CaseInsensitive) == 0))
            return &info;
    }
    return nullptr;
}

QStringList filterWords(FilterKey key)
{
    switch (key) {
    case FilterKey::Status:
        return statusWords();
    case FilterKey::Agent:
        return sourceWords();
    case FilterKey::Kind:
        return textKindNames();
    default:
        return {};
    }
}

bool filterValueMatches(const FilterValue &value, FilterUnit unit, QStringView text)
{
    if (unit == FilterUnit::Part)
        return filterValueMatches({u'-' + value.text + u'-', value.literal, 0},
                                  FilterUnit::Contained, QString(u'-' + text.toString() + u'-'));
    if (unit != FilterUnit::Contained)
        return globMatches(value.text, value.literal, text);
    if (!value.literal)
        return globMatches(QString(u'*' + value.text + u'*'), false, text);
    for (qsizetype from = 0; from + value.text.size() <= text.size(); ++from) {
        if (globMatches(value.text, true, text.mid(from, value.text.size())))
            return true;
    }
    return false;
}

QString filterLikePattern(const FilterValue &value, FilterUnit unit)
{
    QString pattern = value.text;
    pattern.replace(u'\\', u"\\\\"_s).replace(u'%', u"\\%"_s).replace(u'_', u"\\_"_s);
    if (!value.literal)
        pattern.replace(u'*', u'%');
    if (unit == FilterUnit::Part)
        return u"%-"_s + pattern + u"-%"_s;
    if (unit == FilterUnit::Contained)
        return u'%' + pattern + u'%';
    return pattern;
}

} // namespace dogwatch
