// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/livereaders.h"

#include "core/streamposition.h"
#include "net/streamanswer.h"
#include "net/streamresponder.h"

#include <map>
#include <tuple>

namespace dogwatch {

namespace {

constexpr std::size_t kMostReaders = 4096;
constexpr qint64 kMostBacklog = 64 * 1024; // with more not yet taken, nothing is added
constexpr int kPace = 20; // ms between two looks at the times

} // namespace

struct LiveReader
{
    enum class State {
        Looking, // the store is being asked
        Waiting,
        Held, // the client has not taken what it was sent
    };

    quint64 id = 0;
    StreamQuery query; // where it stands
    bool isEvents = false;
    QByteArray cursor;
    qint64 until = 0; // monotonic ms
    State state = State::Looking;
    bool hasBegun = false;
    bool isStale = false; // something was committed since the look began
    std::optional<StreamPage> last; // what it was shown last, or found at the tail
    Responder responder; // until the answer, or its beginning
    std::unique_ptr<StreamResponder> events;
};

LiveReaders::LiveReaders(std::shared_ptr<Readers> readers, Look look, Begin begin,
                         const Clock &clock, LiveTimes times, QObject *parent)
    : QObject(parent)
    , m_port(std::move(readers))
    , m_look(std::move(look))
    , m_begin(std::move(begin))
    , m_clock(clock)
    , m_times(times)
{
    m_timer.setInterval(kPace);
    connect(&m_timer, &QTimer::timeout, this, &LiveReaders::onTick);
}

LiveReaders::~LiveReaders() = default;

bool LiveReaders::add(const StreamReadRequest &request, Responder &responder)
{
    if (m_readers.size() >= kMostReaders || m_isEnding)
        return false;
    auto reader = std::make_unique<LiveReader>();
    const quint64 id = ++m_lastId;
    reader->id = id;
    reader->query = request.query;
    reader->isEvents = request.live == StreamReadRequest::Live::Events;
    reader->cursor = request.cursor;
    reader->until = m_clock.monotonicMs() + (reader->isEvents ? m_times.events : m_times.longPoll);
    reader->responder = std::move(responder);
    m_byPath[request.query.path].append(id);
    m_readers.emplace(id, std::move(reader));
    if (!m_timer.isActive())
        m_timer.start();
    look(request.query, {id});
    return true;
}

void LiveReaders::wake(const QByteArray &path)
{
    // Where they stand decides what they are shown, so one look serves all of one place.
    std::map<std::tuple<StreamQuery::From, StreamPosition>, Ids> places;
    for (const quint64 id : m_byPath.value(path)) {
        LiveReader &reader = *m_readers.at(id);
        reader.isStale = true;
        if (reader.state == LiveReader::State::Waiting)
            places[{reader.query.from, reader.query.position}].push_back(id);
    }
    for (auto &[place, ids] : places) {
        const StreamQuery query = m_readers.at(ids.front())->query;
        look(query, std::move(ids));
    }
}

void LiveReaders::look(const StreamQuery &query, Ids ids)
{
    for (const quint64 id : ids) {
        m_readers.at(id)->state = LiveReader::State::Looking;
        m_readers.at(id)->isStale = false;
    }
    m_port.ask<StreamPage>(
        [look = m_look, query](Database &database) { return look(database, query); },
        [this, ids = std::move(ids)](const Result<StreamPage> &page) {
            for (const quint64 id : ids)
                take(id, page);
        });
}

void LiveReaders::take(quint64 id, const Result<StreamPage> &page)
{
    const auto found = m_readers.find(id);
    if (found == m_readers.end())
        return;
    if (!page)
        return refuse(id, streamUnavailable(page.error()));
    if (std::optional<HttpResponse> refusal = pageRefusal(*page))
        return refuse(id, std::move(*refusal));
    if (std::exchange(found->second->hasBegun, true))
        return show(id, *page);
    m_begin(*page, [this, id, page = *page](const Result<void> &done) {
        if (done)
            show(id, page);
        else
            refuse(id, streamUnavailable(done.error()));
    });
}

void LiveReaders::show(quint64 id, const StreamPage &page)
{
    const auto found = m_readers.find(id);
    if (found == m_readers.end())
        return;
    LiveReader &reader = *found->second;
    const bool isOver = reader.isEvents ? sendEvents(reader, page) : answerPoll(reader, page);
    if (isOver)
        return remove(id);
    goOn(reader, page);
}

void LiveReaders::refuse(quint64 id, HttpResponse response)
{
    const auto found = m_readers.find(id);
    if (found == m_readers.end())
        return;
    if (!found->second->events)
        found->second->responder.respond(std::move(response));
    remove(id);
}

bool LiveReaders::answerPoll(LiveReader &reader, const StreamPage &page)
{
    if (page.bytes.isEmpty() && !page.isAtEnd())
        return false;
    reader.responder.respond(longPollAnswer(page, cursorFor(reader)));
    return true;
}

// Where nothing is new, nothing is said, but for the first time: then the client learns where it
// is.
bool LiveReaders::sendEvents(LiveReader &reader, const StreamPage &page)
{
    const bool isFirst = reader.events == nullptr;
    if (isFirst) {
        reader.events = std::make_unique<StreamResponder>(
            std::move(reader.responder), eventsHead(page), [this, id = reader.id] {
                QMetaObject::invokeMethod(
                    this, [this, id] { onChanged(id); }, Qt::QueuedConnection);
            });
    }
    if (isFirst || !page.bytes.isEmpty() || page.isAtEnd())
        reader.events->write(eventFrames(page, cursorFor(reader)));
    return page.isAtEnd() || !reader.events->isOpen();
}

void LiveReaders::goOn(LiveReader &reader, const StreamPage &page)
{
    reader.query.from = StreamQuery::From::Position;
    reader.query.position = page.to;
    reader.last = page;
    reader.last->bytes.clear();
    reader.last->from = page.to;
    if (m_clock.monotonicMs() >= reader.until)
        return expire(reader);
    if (reader.events && reader.events->backlog() > kMostBacklog)
        reader.state = LiveReader::State::Held;
    else if (reader.isStale || !page.isAtTail())
        look(reader.query, {reader.id});
    else
        reader.state = LiveReader::State::Waiting;
}

void LiveReaders::onChanged(quint64 id)
{
    const auto found = m_readers.find(id);
    if (found == m_readers.end())
        return;
    LiveReader &reader = *found->second;
    if (!reader.events->isOpen())
        remove(id);
    else if (reader.state == LiveReader::State::Held && reader.events->backlog() <= kMostBacklog)
        look(reader.query, {id});
}

// Its time is over. Who is being looked up for waits for that: it may find something.
void LiveReaders::expire(LiveReader &reader)
{
    if (!reader.isEvents && reader.last)
        reader.responder.respond(longPollAnswer(*reader.last, cursorFor(reader)));
    remove(reader.id);
}

void LiveReaders::onTick()
{
    const qint64 nowMs = m_clock.monotonicMs();
    Ids late;
    for (const auto &[id, reader] : m_readers) {
        if (nowMs >= reader->until && reader->state != LiveReader::State::Looking)
            late.push_back(id);
    }
    for (const quint64 id : late)
        expire(*m_readers.at(id));
}

void LiveReaders::endAll()
{
    m_isEnding = true;
    while (!m_readers.empty())
        expire(*m_readers.begin()->second);
}

// A responder that is still open then answers 503; events simply end.
void LiveReaders::remove(quint64 id)
{
    const auto found = m_readers.find(id);
    const QByteArray path = found->second->query.path;
    const std::unique_ptr<LiveReader> reader = std::move(found->second);
    m_readers.erase(found);
    QList<quint64> &ids = m_byPath[path];
    ids.removeOne(id);
    if (ids.isEmpty())
        m_byPath.remove(path);
    if (m_readers.empty())
        m_timer.stop();
}

qint64 LiveReaders::cursorFor(const LiveReader &reader) const
{
    return streamCursor(m_clock.nowMs(), reader.cursor);
}

} // namespace dogwatch
