// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/positionedjson.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr char kByteOrderMark[] = "\xEF\xBB\xBF";

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

int hexDigit(char c)
{
    if (isDigit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

ushort hexUnit(QByteArrayView digits)
{
    int unit = 0;
    for (const char c : digits)
        unit = unit * 16 + hexDigit(c);
    return static_cast<ushort>(unit);
}

// `quoted` has passed the parser: its escapes are complete.
QString unescaped(QByteArrayView quoted)
{
    const QByteArrayView body = quoted.sliced(1, quoted.size() - 2);
    QString text;
    qsizetype plain = 0;
    for (qsizetype i = 0; i < body.size(); ++i) {
        if (body[i] != '\\')
            continue;
        text += QString::fromUtf8(body.sliced(plain, i - plain));
        const char escape = body[++i];
        switch (escape) {
        case 'b':
            text += u'\b';
            break;
        case 'f':
            text += u'\f';
            break;
        case 'n':
            text += u'\n';
            break;
        case 'r':
            text += u'\r';
            break;
        case 't':
            text += u'\t';
            break;
        case 'u':
            text += QChar(hexUnit(body.sliced(i + 1, 4)));
            i += 4;
            break;
        default:
            text += QLatin1Char(escape);
        }
        plain = i + 1;
    }
    text += QString::fromUtf8(body.sliced(plain));
    return text;
}

} // namespace

// One pass over the text; stops at the first thing that is not JSON.
class PositionedJsonParser
{
public:
    explicit PositionedJsonParser(PositionedJson &text)
        : m_bytes(text.m_bytes)
        , m_nodes(text.m_nodes)
        , m_size(int(text.m_bytes.size()))
    { }

    bool run()
    {
        if (hasByteOrderMark(m_bytes))
            m_at = 3;
        skipSpace();
        if (value(-1, -1, -1, 0) < 0)
            return false;
        skipSpace();
        return m_at == m_size || fail(u"text after the end of the document"_s);
    }

    [[nodiscard]] QString problem() const
    {
        const QByteArrayView before = QByteArrayView(m_bytes).first(m_at);
        const qsizetype line = std::count(before.begin(), before.end(), '\n') + 1;
        const qsizetype column = m_at - before.lastIndexOf('\n');
        return u"line %1, column %2: %3"_s.arg(line).arg(column).arg(m_problem);
    }

private:
    bool fail(const QString &problem)
    {
        if (m_problem.isEmpty())
            m_problem = problem;
        return false;
    }

    [[nodiscard]] char peek() const { return m_at < m_size ? m_bytes.at(m_at) : '\0'; }

    void skipSpace()
    {
        while (m_at < m_size && isSpace(m_bytes.at(m_at)))
            ++m_at;
    }

    int addNode(JsonKind kind, int parent, int keyBegin, int keyEnd)
    {
        const int index = int(m_nodes.size());
        JsonNode node;
        node.kind = kind;
        node.begin = m_at;
        node.keyBegin = keyBegin;
        node.keyEnd = keyEnd;
        node.parent = parent;
        if (parent >= 0) {
            JsonNode &container = m_nodes[std::size_t(parent)];
            node.previous = container.last;
            if (container.last >= 0)
                m_nodes[std::size_t(container.last)].next = index;
            else
                container.first = index;
            container.last = index;
        }
        m_nodes.push_back(node);
        return index;
    }

    int value(int parent, int keyBegin, int keyEnd, int depth)
    {
        const char c = peek();
        const JsonKind kind = c == '{' ? JsonKind::Object
            : c == '['                 ? JsonKind::Array
            : c == '"'                 ? JsonKind::String
            : c == '-' || isDigit(c)   ? JsonKind::Number
                                       : JsonKind::Literal;
        const int index = addNode(kind, parent, keyBegin, keyEnd);
        bool good = false;
        switch (kind) {
        case JsonKind::Object:
        case JsonKind::Array:
            good = container(index, depth + 1);
            break;
        case JsonKind::String:
            good = string();
            break;
        case JsonKind::Number:
            good = number();
            break;
        case JsonKind::Literal:
            good = literal();
            break;
        }
        m_nodes[std::size_t(index)].end = m_at;
        return good ? index : -1;
    }

    bool container(int index, int depth)
    {
        if (depth > PositionedJson::kMaxDepth)
            return fail(u"nested too deeply"_s);
        const bool isObject = m_nodes[std::size_t(index)].kind == JsonKind::Object;
        const char close = isObject ? '}' : ']';
        ++m_at;
        skipSpace();
        if (peek() == close) {
            ++m_at;
            return true;
        }
        for (;;) {
            skipSpace();
            if (!child(index, isObject, depth))
                return false;
            skipSpace();
            if (peek() == close) {
                ++m_at;
                return true;
            }
            if (peek() != ',') {
                return fail(isObject ? u"a comma or the end of the object is missing"_s
                                     : u"a comma or the end of the array is missing"_s);
            }
            ++m_at;
        }
    }

    bool child(int container, bool isObject, int depth)
    {
        if (!isObject)
            return value(container, -1, -1, depth) >= 0;
        if (peek() != '"')
            return fail(u"a key in double quotes is missing"_s);
        const int keyBegin = m_at;
        if (!string())
            return false;
        const int keyEnd = m_at;
        skipSpace();
        if (peek() != ':')
            return fail(u"a colon is missing after the key"_s);
        ++m_at;
        skipSpace();
        return value(container, keyBegin, keyEnd, depth) >= 0;
    }

    bool string()
    {
        for (++m_at; m_at < m_size; ++m_at) {
            const char c = m_bytes.at(m_at);
            if (c == '"') {
                ++m_at;
                return true;
            }
            if (static_cast<uchar>(c) < 0x20)
                return fail(u"a control character inside a string"_s);
            if (c == '\\' && !escape())
                return false;
        }
        return fail(u"a string does not end"_s);
    }

    // Leaves the position on the last character of the escape.
    bool escape()
    {
        ++m_at;
        const char c = peek();
        if (c == 'u') {
            for (int i = 0; i < 4; ++i) {
                ++m_at;
                if (hexDigit(peek()) < 0)
                    return fail(u"a \\u escape without four hexadecimal digits"_s);
            }
            return true;
        }
        return (c != '\0' && QByteArrayView("\"\\/bfnrt").contains(c))
            || fail(u"an unknown escape in a string"_s);
    }

    bool digits()
    {
        if (!isDigit(peek()))
            return fail(u"a malformed number"_s);
        while (isDigit(peek()))
            ++m_at;
        return true;
    }

    bool number()
    {
        if (peek() == '-')
            ++m_at;
        if (peek() == '0')
            ++m_at;
        else if (!digits())
            return false;
        if (peek() == '.') {
            ++m_at;
            if (!digits())
                return false;
        }
        if (peek() == 'e' || peek() == 'E') {
            ++m_at;
            if (peek() == '+' || peek() == '-')
                ++m_at;
            return digits();
        }
        return true;
    }

    bool literal()
    {
        for (const QByteArrayView word : {"true", "false", "null"}) {
            if (QByteArrayView(m_bytes).sliced(m_at).startsWith(word)) {
                m_at += int(word.size());
                return true;
            }
        }
        return fail(m_at == m_size ? u"the document ends too early"_s : u"a value is missing"_s);
    }

    const QByteArray &m_bytes;
    std::vector<JsonNode> &m_nodes;
    int m_size = 0;
    int m_at = 0;
    QString m_problem;
};

Result<PositionedJson> PositionedJson::parse(const QByteArray &bytes)
{
    if (bytes.size() > kMaxBytes)
        return Error{ErrorCode::Corrupt, u"larger than any settings file"_s};
    if (!bytes.isValidUtf8())
        return Error{ErrorCode::Corrupt, u"not UTF-8 text"_s};
    PositionedJson text;
    text.m_bytes = bytes;
    PositionedJsonParser parser(text);
    if (!parser.run())
        return Error{ErrorCode::Corrupt, parser.problem()};
    return text;
}

QByteArrayView PositionedJson::raw(int index) const
{
    const JsonNode &at = node(index);
    return QByteArrayView(m_bytes).sliced(at.begin, at.end - at.begin);
}

QString PositionedJson::key(int index) const
{
    const JsonNode &at = node(index);
    if (at.keyBegin < 0)
        return {};
    return unescaped(QByteArrayView(m_bytes).sliced(at.keyBegin, at.keyEnd - at.keyBegin));
}

QString PositionedJson::string(int index) const
{
    return isKind(index, JsonKind::String) ? unescaped(raw(index)) : QString();
}

bool PositionedJson::isKind(int index, JsonKind kind) const
{
    return index >= 0 && node(index).kind == kind;
}

int PositionedJson::member(int object, QStringView name) const
{
    if (!isKind(object, JsonKind::Object))
        return -1;
    for (int child = node(object).last; child >= 0; child = node(child).previous) {
        if (key(child) == name)
            return child;
    }
    return -1;
}

std::vector<int> PositionedJson::children(int container) const
{
    std::vector<int> all;
    for (int child = node(container).first; child >= 0; child = node(child).next)
        all.push_back(child);
    return all;
}

QJsonValue PositionedJson::value(int index) const
{
    const QByteArray wrapped = '[' + raw(index).toByteArray() + ']';
    return QJsonDocument::fromJson(wrapped).array().at(0);
}

bool hasByteOrderMark(const QByteArray &bytes)
{
    return bytes.startsWith(kByteOrderMark);
}

bool isBlankText(const QByteArray &bytes)
{
    const QByteArrayView text = QByteArrayView(bytes).sliced(hasByteOrderMark(bytes) ? 3 : 0);
    return std::all_of(text.begin(), text.end(), isSpace);
}

} // namespace dogwatch
