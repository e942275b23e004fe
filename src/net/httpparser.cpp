// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The only file that knows Boost.Beast. Its chunk parser asserts sizes that a slow sender can fall
// short of (n >= 5 with "0\r\n\r" read so far); the code behind the assertion copes.
#define BOOST_DISABLE_ASSERTS

#include "net/httpparser.h"

#include "net/headscanner.h"

#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>
#include <limits>
#include <optional>

namespace dogwatch {

namespace {

namespace beast = boost::beast;
using BeastError = beast::error_code;
using BeastText = beast::string_view;

// A chunk's size line with what surrounds it, or the last one with its trailers.
constexpr qsizetype kMaxChunkHead = 4 * 1024;

constexpr Refusal kBadRequest{400, "bad_request", "The request is malformed."};
constexpr Refusal kBadVersion{505, "http_version_not_supported",
                              "Only HTTP/1.0 and HTTP/1.1 are spoken."};
constexpr Refusal kTwoHosts{400, "duplicate_host", "There is more than one Host header."};
constexpr Refusal kBadLength{400, "bad_content_length",
                             "Content-Length must be given once, in digits."};
constexpr Refusal kBadEncoding{400, "bad_transfer_encoding",
                               "The only transfer coding taken is 'chunked', alone."};
constexpr Refusal kBadTarget{400, "bad_target", "The target is not properly percent-encoded."};
constexpr Refusal kBadChunk{400, "bad_chunk", "The chunked body is malformed."};
constexpr Refusal kBodyTooLarge{413, "body_too_large", "The body is too large."};

// Beast tells where a message's parts lie; what it makes of them is ours to check.
class BeastParser final : public beast::http::basic_parser<true>
{
public:
    BeastParser(RequestHead &head, QByteArray &body, const QByteArray &text)
        : m_head(head)
        , m_body(body)
        , m_text(text)
    {
        header_limit(2 * HeadScanner::kMaxHead);
        // None of Beast's: 1.74 takes "no limit" for less than any length.
        body_limit(std::numeric_limits<std::uint64_t>::max());
        eager(false);
    }

    bool inChunkHead = false; // set by the parser when the last step read a chunk's header
    qint64 maxBody = 0;
    const Refusal *refusal = nullptr; // our own reason for the error, where it was ours
    QByteArrayView version;
    int hosts = 0;
    int lengths = 0;
    int encodings = 0;

private:
    void on_request_impl(beast::http::verb, BeastText method, BeastText target, int version_,
                         BeastError &) override
    {
        m_head.method = sharedMethod({method.data(), static_cast<qsizetype>(method.size())});
        m_head.target = QByteArray(target.data(), static_cast<qsizetype>(target.size()));
        m_head.version = version_;
    }

    void on_response_impl(int, BeastText, int, BeastError &) override { }

    void on_field_impl(beast::http::field field, BeastText name, BeastText value,
                       BeastError &error) override
    {
        if (is_header_done()) {
            return; // a trailer; nothing of ours reads one
        }
        if (field == beast::http::field::host) {
            ++hosts;
        } else if (field == beast::http::field::content_length) {
            ++lengths;
            checkLength(value, error);
        } else if (field == beast::http::field::transfer_encoding) {
            ++encodings;
            if (!beast::iequals(value, "chunked")) {
                failWith(kBadEncoding, error);
            }
        }
        // An empty value has no place of its own.
        const qsizetype valueAt = value.empty() ? 0 : value.data() - m_text.constData();
        m_head.headers.add(name.data() - m_text.constData(), static_cast<qsizetype>(name.size()),
                           valueAt, static_cast<qsizetype>(value.size()));
    }

    void on_header_impl(BeastError &error) override
    {
        m_head.keepAlive = keep_alive();
        m_head.chunked = chunked();
        if (const auto length = content_length()) {
            constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<qint64>::max());
            m_head.contentLength = static_cast<qint64>(std::min(*length, kMost));
        }
        if (hosts > 1) {
            failWith(kTwoHosts, error);
        } else if (lengths > 1) {
            failWith(kBadLength, error);
        } else if (encodings > 0 && (encodings > 1 || lengths > 0 || m_head.version < 11)) {
            failWith(kBadEncoding, error);
        }
    }

    void on_body_init_impl(const boost::optional<std::uint64_t> &, BeastError &) override { }

    std::size_t on_body_impl(BeastText body, BeastError &) override
    {
        m_body.append(body.data(), static_cast<qsizetype>(body.size()));
        return body.size();
    }

    void on_chunk_header_impl(std::uint64_t size, BeastText, BeastError &error) override
    {
        inChunkHead = true;
        if (size > static_cast<std::uint64_t>(maxBody - m_body.size())) {
            failWith(kBodyTooLarge, error);
        }
    }

    std::size_t on_chunk_body_impl(std::uint64_t, BeastText body, BeastError &error) override
    {
        return on_body_impl(body, error);
    }

    void on_finish_impl(BeastError &) override { }

    void checkLength(BeastText value, BeastError &error)
    {
        const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
        if (value.empty() || !std::all_of(value.begin(), value.end(), isDigit)) {
            failWith(kBadLength, error);
        }
    }

    void failWith(const Refusal &reason, BeastError &error)
    {
        refusal = &reason;
        error = beast::http::error::bad_value;
    }

    // The common methods without an allocation each.
    static QByteArray sharedMethod(QByteArrayView method)
    {
        static const QByteArray known[] = {
            QByteArrayLiteral("POST"),   QByteArrayLiteral("GET"),  QByteArrayLiteral("PUT"),
            QByteArrayLiteral("DELETE"), QByteArrayLiteral("HEAD"), QByteArrayLiteral("OPTIONS"),
        };
        for (const QByteArray &name : known) {
            if (name == method) {
                return name;
            }
        }
        return method.toByteArray();
    }

    RequestHead &m_head;
    QByteArray &m_body;
    const QByteArray &m_text;
};

// "HTTP/" digit "." digit, as against something that is no version at all.
bool isSomeVersion(QByteArrayView head)
{
    const QByteArrayView line = head.first(head.indexOf('\r'));
    const QByteArrayView version = line.sliced(line.lastIndexOf(' ') + 1);
    const auto digit = [&](qsizetype i) { return version[i] >= '0' && version[i] <= '9'; };
    return version.size() == 8 && version.startsWith("HTTP/") && digit(5) && version[6] == '.'
        && digit(7);
}

const Refusal &refusalFor(const BeastError &error, QByteArrayView head)
{
    using E = beast::http::error;
    if (error == E::bad_version && isSomeVersion(head)) {
        return kBadVersion;
    }
    if (error == E::bad_content_length) {
        return kBadLength;
    }
    return error == E::bad_transfer_encoding ? kBadEncoding : kBadRequest;
}

} // namespace

struct HttpParser::Private
{
    HeadScanner scanner;
    QByteArray text; // of the head, whole
    std::optional<BeastParser> beast;
};

HttpParser::HttpParser(Transport transport)
    : m_transport(transport)
    , d(std::make_unique<Private>())
{ }

HttpParser::~HttpParser() = default;

qsizetype HttpParser::feed(QByteArrayView bytes)
{
    if (bytes.isEmpty()) {
        return 0;
    }
    if (m_state == State::Head) {
        return feedHead(bytes);
    }
    if (m_state == State::Body) {
        return m_head.chunked ? feedChunks(bytes) : feedBody(bytes);
    }
    return 0;
}

qsizetype HttpParser::feedHead(QByteArrayView bytes)
{
    m_started = true;
    const qsizetype taken = d->scanner.feed(bytes);
    if (d->scanner.failed()) {
        fail(d->scanner.refusal());
        return taken;
    }
    d->text.append(bytes.first(taken));
    if (d->scanner.done()) {
        parseHead();
    }
    return taken;
}

void HttpParser::parseHead()
{
    m_head = RequestHead{};
    m_head.transport = m_transport;
    m_head.headers = HeaderFields(d->text);
    d->beast.emplace(m_head, m_body, d->text);
    BeastError error;
    const auto size = static_cast<std::size_t>(d->text.size());
    std::size_t taken = 0;
    // One step is the request line, the next the fields; a message without fields takes both.
    while (!d->beast->is_header_done() && !error && taken < size) {
        taken +=
            d->beast->put(boost::asio::buffer(d->text.constData() + taken, size - taken), error);
    }
    if (error || !d->beast->is_header_done()) {
        fail(d->beast->refusal != nullptr ? *d->beast->refusal : refusalFor(error, d->text));
        return;
    }
    m_state = State::HeadDone;
    readTarget();
}

void HttpParser::readTarget()
{
    const QByteArray &target = m_head.target;
    const qsizetype mark = target.indexOf('?');
    const QByteArrayView path =
        mark < 0 ? QByteArrayView(target) : QByteArrayView(target).first(mark);
    if (mark < 0 && !path.contains('%')) {
        m_head.path = target;
        return;
    }
    std::optional<QByteArray> decoded = percentDecoded(path, false);
    bool ok = decoded && !decoded->contains('\0');
    m_head.path = std::move(decoded).value_or(QByteArray());
    QByteArrayView rest = mark < 0 ? QByteArrayView() : QByteArrayView(target).sliced(mark + 1);
    while (ok && !rest.isEmpty()) {
        const qsizetype end = rest.indexOf('&');
        const QByteArrayView item = end < 0 ? rest : rest.first(end);
        rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
        if (item.isEmpty()) {
            continue;
        }
        const qsizetype equals = item.indexOf('=');
        auto name = percentDecoded(equals < 0 ? item : item.first(equals), true);
        auto value =
            percentDecoded(equals < 0 ? QByteArrayView("") : item.sliced(equals + 1), true);
        ok = name && value;
        if (ok) {
            m_head.query.append({std::move(*name), std::move(*value)});
        }
    }
    if (!ok) {
        fail(kBadTarget);
    }
}

void HttpParser::acceptBody(qint64 maxBytes)
{
    Q_ASSERT(m_state == State::HeadDone);
    if (d->beast->is_done()) {
        m_state = State::Complete;
        return;
    }
    if (m_head.contentLength > maxBytes) {
        fail(kBodyTooLarge);
        return;
    }
    m_maxBody = maxBytes;
    d->beast->maxBody = maxBytes;
    if (!m_head.chunked) {
        m_body.reserve(m_head.contentLength);
    }
    m_state = State::Body;
}

qsizetype HttpParser::feedBody(QByteArrayView bytes)
{
    BeastError error;
    const auto taken = d->beast->put(
        boost::asio::buffer(bytes.data(), static_cast<std::size_t>(bytes.size())), error);
    if (error) {
        fail(kBadRequest);
    } else if (d->beast->is_done()) {
        m_state = State::Complete;
    }
    return static_cast<qsizetype>(taken);
}

qsizetype HttpParser::feedChunks(QByteArrayView bytes)
{
    const qsizetype carried = m_carry.size();
    const QByteArray joined = carried > 0 ? m_carry + bytes.toByteArray() : QByteArray();
    QByteArrayView rest = carried > 0 ? QByteArrayView(joined) : bytes;
    while (m_state == State::Body && !rest.isEmpty()) {
        BeastError error;
        d->beast->inChunkHead = false;
        const auto taken = static_cast<qsizetype>(d->beast->put(
            boost::asio::buffer(rest.data(), static_cast<std::size_t>(rest.size())), error));
        rest = rest.sliced(taken);
        const bool wantsMore = error == beast::http::error::need_more;
        if (error && !wantsMore) {
            fail(d->beast->refusal != nullptr ? *d->beast->refusal : kBadChunk);
        } else if ((wantsMore ? rest.size() : taken * d->beast->inChunkHead) > kMaxChunkHead) {
            fail(kBadChunk);
        } else if (d->beast->is_done()) {
            m_state = State::Complete;
        } else if (wantsMore) {
            break;
        }
    }
    if (m_state != State::Body) {
        return qMax<qsizetype>(0, bytes.size() - rest.size());
    }
    m_carry = rest.toByteArray();
    return bytes.size();
}

void HttpParser::next()
{
    m_state = State::Head;
    m_started = false;
    m_head = RequestHead{};
    m_body = QByteArray();
    m_carry.clear();
    d->text = QByteArray();
    d->scanner = HeadScanner{};
    d->beast.reset();
}

void HttpParser::fail(const Refusal &refusal)
{
    m_state = State::Failed;
    m_failure = refusal;
    m_body = QByteArray();
}

} // namespace dogwatch
