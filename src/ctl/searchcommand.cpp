// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/times.h"
#include "ctl/storeaccess.h"
#include "store/searchjson.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

QString marked(const SearchSnippet &snippet)
{
    QString text = snippet.text;
    for (auto mark = snippet.marks.rbegin(); mark != snippet.marks.rend(); ++mark) {
        text.insert(mark->from + mark->length, u'»');
        text.insert(mark->from, u'«');
    }
    return text;
}

void printHits(const Output &output, const SearchPage &page)
{
    for (const SearchHit &hit : page.hits) {
        QStringList what{toRfc3339(hit.atMs), hit.sessionId, textKindName(hit.kind)};
        if (!hit.toolName.isEmpty())
            what.append(hit.toolName);
        if (!hit.project.isEmpty())
            what.append(hit.project);
        output.line(what.join(u"  "_s));
        output.line(u"    "_s + marked(hit.snippet));
    }
    if (page.hits.empty())
        output.line(u"Nothing found."_s);
    if (page.next)
        output.note(u"more: --before %1"_s.arg(*page.next));
    if (page.progress.behind() > 0)
        output.note(u"indexed up to event %1; %2 events and texts are yet to come"_s
                        .arg(page.progress.indexedTo)
                        .arg(page.progress.behind()));
}

} // namespace

Exit runSearch(const CommandContext &context)
{
    if (context.arguments.isEmpty())
        return context.output.fail(u"what to search for?"_s, Exit::WrongUsage);
    const Result<qint64> limit =
        numberOption(context.options, u"limit"_s, kSearchLimit, 1, kMostSearchHits);
    if (!limit)
        return context.output.fail(limit.error().text, Exit::WrongUsage);
    const Result<SearchQuery> query = searchQuery(
        context.arguments.join(u' '), static_cast<int>(*limit), context.options.value(u"before"_s));
    if (!query)
        return context.output.fail(query.error().text, Exit::WrongUsage);
    auto database = openForReading(context.folder);
    if (!database)
        return context.output.fail(database.error());
    const Result<SearchPage> page = search(**database, *query);
    // A text without a word in it is known only to the index.
    if (!page && page.error().code == ErrorCode::InvalidInput)
        return context.output.fail(page.error().text, Exit::WrongUsage);
    if (!page)
        return context.output.fail(page.error());
    if (context.output.isJson())
        context.output.print(toJson(*page));
    else
        printHits(context.output, *page);
    return Exit::Done;
}

} // namespace dogwatch
