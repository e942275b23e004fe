// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/hitsmodel.h"

#include "models/clocktexts.h"
#include "models/displaytext.h"
#include "models/rolenames.h"

#include <QDateTime>
#include <QLocale>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kNameLength = 120;
constexpr qsizetype kSnippetLength = 400;

QString wordOf(TextKind kind)
{
    switch (kind) {
    case TextKind::Prompt:
        return HitsModel::tr("prompt");
    case TextKind::Answer:
        return HitsModel::tr("answer");
    case TextKind::Thinking:
        return HitsModel::tr("thinking");
    case TextKind::Call:
        return HitsModel::tr("call");
    case TextKind::Output:
        return HitsModel::tr("output");
    case TextKind::Error:
        return HitsModel::tr("error");
    case TextKind::Note:
        return HitsModel::tr("note");
    }
    return {};
}

// A piece that is shown beside others keeps the blanks at its ends, which displayLine() takes away.
QString pieceOf(const QString &text)
{
    const QString line = displayLine(text, kSnippetLength);
    if (text.isEmpty() || line.isEmpty())
        return text.isEmpty() ? QString() : u" "_s;
    return (text.front().isSpace() ? u" "_s : QString()) + line
        + (text.back().isSpace() ? u" "_s : QString());
}

QStringList piecesOf(const SearchSnippet &snippet)
{
    QStringList pieces;
    qsizetype from = 0;
    for (const SearchSnippet::Mark &mark : snippet.marks) {
        pieces.append(pieceOf(snippet.text.mid(from, mark.from - from)));
        pieces.append(pieceOf(snippet.text.mid(mark.from, mark.length)));
        from = mark.from + mark.length;
    }
    pieces.append(pieceOf(snippet.text.mid(from)));
    return pieces;
}

} // namespace

HitsModel::HitsModel(QObject *parent)
    : LiveListModel(parent)
{ }

HitsModel::~HitsModel() = default;

void HitsModel::open(std::shared_ptr<Readers> readers)
{
    clear();
    m_port = readers ? std::make_unique<ReadPort>(std::move(readers)) : nullptr;
}

void HitsModel::look(const Filter &filter)
{
    clear();
    m_filter = filter;
    read();
}

void HitsModel::clear()
{
    ++m_generation;
    m_isReading = false;
    m_next.reset();
    if (!m_lines.empty()) {
        beginResetModel();
        m_lines.clear();
        endResetModel();
    }
    setState(ModelState::Loading);
}

void HitsModel::retry()
{
    look(Filter(m_filter));
}

void HitsModel::read()
{
    if (!m_port)
        return setState(ModelState::Failed, tr("There is no store to read from."));
    m_isReading = true;
    m_port->ask<SearchPage>([query = SearchQuery{m_filter, kPage, m_next}](
                                Database &database) { return search(database, query); },
                            [this, generation = m_generation](Result<SearchPage> page) {
                                if (generation != m_generation)
                                    return;
                                m_isReading = false;
                                if (!page)
                                    return setState(ModelState::Failed, page.error().text);
                                take(std::move(page).value());
                            });
}

void HitsModel::take(SearchPage page)
{
    m_next = page.next;
    const qint64 behind = page.progress.behind();
    m_behind = behind > 0 ? tr("%1 newer texts are not indexed yet").arg(QLocale().toString(behind))
                          : QString();
    if (!page.hits.empty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(page.hits.size()) - 1);
        for (SearchHit &hit : page.hits)
            m_lines.push_back(lineFrom(std::move(hit)));
        endInsertRows();
    }
    setState(ModelState::Ready);
    Q_EMIT countChanged();
    Q_EMIT behindChanged();
}

// The words that were found stand out: all that the snippet holds of them.
HitsModel::Line HitsModel::lineFrom(SearchHit hit)
{
    Line line;
    const QString title = hit.sessionTitle.isEmpty() ? hit.sessionId : hit.sessionTitle;
    line.where = displayLine(hit.project.isEmpty() ? title : u"%1 · %2"_s.arg(hit.project, title),
                             kNameLength);
    line.kind = hit.toolName.isEmpty()
        ? wordOf(hit.kind)
        : u"%1 · %2"_s.arg(wordOf(hit.kind), displayLine(hit.toolName, 40));
    line.time = clockText(hit.atMs, QDateTime::currentMSecsSinceEpoch()).left(14);
    line.pieces = piecesOf(hit.snippet);
    line.hit = std::move(hit);
    return line;
}

int HitsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant HitsModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const Line &line = m_lines[static_cast<std::size_t>(index.row())];
    switch (role) {
    case WhereRole:
        return line.where;
    case KindTextRole:
        return line.kind;
    case TimeTextRole:
        return line.time;
    case PiecesRole:
        return line.pieces;
    case DetailRole:
        return u"%1\n%2"_s.arg(fullTimeText(line.hit.atMs), line.where);
    }
    return {};
}

QHash<int, QByteArray> HitsModel::roleNames() const
{
    return roleNamesOf<Role>();
}

bool HitsModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_next && !m_isReading && state() == ModelState::Ready;
}

void HitsModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        read();
}

QString HitsModel::countText() const
{
    const QString count = QLocale().toString(rowCount());
    return m_next ? count + u'+' : count;
}

const SearchHit *HitsModel::hitAt(int row) const
{
    return row < 0 || row >= rowCount() ? nullptr : &m_lines[static_cast<std::size_t>(row)].hit;
}

double HitsModel::refAt(int row) const
{
    const SearchHit *hit = hitAt(row);
    return hit ? static_cast<double>(hit->session) : -1;
}

double HitsModel::seqAt(int row) const
{
    const SearchHit *hit = hitAt(row);
    return hit ? static_cast<double>(hit->seq.value_or(0)) : 0;
}

double HitsModel::entryAt(int row) const
{
    const SearchHit *hit = hitAt(row);
    return hit ? static_cast<double>(hit->entry.value_or(0)) : 0;
}

} // namespace dogwatch
