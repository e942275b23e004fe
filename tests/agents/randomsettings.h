// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QRandomGenerator>

#include <initializer_list>
#include <vector>

namespace dogwatch::test {

// A settings text made from a seed: its content and its layout, which may be consistent or not.
class RandomSettings
{
public:
    explicit RandomSettings(quint32 seed)
        : m_random(seed)
        , m_spread(below(3) != 0)
        , m_mixed(below(4) == 0)
        , m_lineEnd(below(4) == 0 ? "\r\n" : "\n")
        , m_unit(pick({"  ", "    ", "\t", "", " "}))
        , m_colon(pick({":", ": ", " : "}))
        , m_gap(pick({"", " "}))
    { }

    QByteArray text()
    {
        QByteArray members;
        const int before = below(3);
        const int after = below(3);
        std::vector<QByteArray> all;
        for (int i = 0; i < before; ++i)
            all.push_back(member(key(), value(1)));
        for (int i = below(8) == 0 ? 2 : below(3) == 0 ? 0 : 1; i > 0; --i)
            all.push_back(member("\"hooks\"", hooks()));
        for (int i = 0; i < after; ++i)
            all.push_back(member(key(), value(1)));
        QByteArray text = container('{', '}', all, 0);
        if (below(6) == 0)
            text.prepend("\xEF\xBB\xBF");
        return text + pick({"", "\n", "\r\n", " \n\n"});
    }

private:
    int below(int limit) { return m_random.bounded(limit); }
    QByteArray pick(std::initializer_list<const char *> of)
    {
        return *(of.begin() + below(int(of.size())));
    }
    QByteArray key()
    {
        return '"' + pick({"a", "b", "model", "hook", "\\u00e9", "\xC3\xA9\\n", "", "Stop"})
            + QByteArray::number(below(4)) + '"';
    }
    QByteArray member(const QByteArray &name, const QByteArray &value)
    {
        return name + m_colon + value;
    }

    QByteArray scalar()
    {
        return pick({"1", "-0.5e3", "12345678901234567890", "true", "null", "\"\"", "\"x y\"",
                     "\"\\\"}]{[,:\\\\\"", "\"\xE2\x82\xAC \\u20ac\"", "\"dogwatch\""});
    }

    QByteArray container(char open, char close, const std::vector<QByteArray> &children, int depth)
    {
        const bool spread = m_mixed ? below(2) == 0 : m_spread;
        if (children.empty())
            return open + pick({"", "", " ", "\n"}) + close;
        QByteArray text(1, open);
        for (std::size_t i = 0; i < children.size(); ++i) {
            if (i > 0)
                text += ',';
            if (spread)
                text += m_lineEnd + m_unit.repeated(depth + 1);
            else if (i > 0)
                text += m_gap;
            text += children[i];
        }
        if (spread)
            text += m_lineEnd + m_unit.repeated(depth);
        return text + close;
    }

    QByteArray value(int depth)
    {
        const int kind = depth > 4 ? 9 : below(10);
        std::vector<QByteArray> children;
        const int count = below(4);
        for (int i = 0; kind < 5 && i < count; ++i)
            children.push_back(kind < 3 ? member(key(), value(depth + 1)) : value(depth + 1));
        return kind < 3 ? container('{', '}', children, depth)
            : kind < 5  ? container('[', ']', children, depth)
                        : scalar();
    }

    QByteArray foreignHandler(int depth)
    {
        return container('{', '}',
                         {member("\"type\"", "\"command\""),
                          member("\"command\"", pick({"\"guard\"", "\"/bin/dogwatch-hooks x\""}))},
                         depth);
    }

    QByteArray group()
    {
        std::vector<QByteArray> handlers;
        for (int i = below(3); i > 0; --i)
            handlers.push_back(foreignHandler(5));
        std::vector<QByteArray> members;
        if (below(2) == 0)
            members.push_back(member("\"matcher\"", pick({"\"\"", "\"*\"", "\"Bash|Edit\""})));
        members.push_back(member("\"hooks\"", container('[', ']', handlers, 4)));
        return container('{', '}', members, 3);
    }

    QByteArray hooks()
    {
        std::vector<QByteArray> events;
        for (int i = below(4); i > 0; --i) {
            std::vector<QByteArray> groups;
            for (int k = below(3); k > 0; --k)
                groups.push_back(below(9) == 0 ? value(3) : group());
            events.push_back(member(pick({"\"Stop\"", "\"PreToolUse\"", "\"Setup\"", "\"Other\"",
                                          "\"FileChanged\"", "\"WorktreeCreate\""}),
                                    container('[', ']', groups, 2)));
        }
        return container('{', '}', events, 1);
    }

    QRandomGenerator m_random;
    bool m_spread;
    bool m_mixed;
    QByteArray m_lineEnd;
    QByteArray m_unit;
    QByteArray m_colon;
    QByteArray m_gap;
};

} // namespace dogwatch::test
