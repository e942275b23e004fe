// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Fuzzes what a caller's bytes meet first: the HTTP parser and the gate. Built with clang's
// -fsanitize=fuzzer it searches; built with any compiler and DOGWATCH_FUZZ_STANDALONE it runs once
// over the files and folders named as arguments.
//
// The first byte of an input says how the rest is cut: 0 not at all, n into pieces of n bytes.
// Whatever the cut, the outcome must be the same.

#include "net/gate.h"
#include "net/httpparser.h"
#include "net/responsetext.h"

#include <cstdio>
#include <cstdlib>

#ifdef DOGWATCH_FUZZ_STANDALONE
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#endif

using namespace dogwatch;

namespace {

constexpr qint64 kMaxBody = 4096;

void must(bool holds, const char *what)
{
    if (!holds) {
        std::fprintf(stderr, "violated: %s\n", what);
        std::abort();
    }
}

// What reading the bytes in pieces of that size yields, as one comparable text.
QByteArray read(QByteArrayView bytes, qsizetype pieceSize)
{
    static const GateSettings settings{4519, BearerToken("secret")};
    QByteArray outcome;
    HttpParser parser;
    while (!bytes.isEmpty() && parser.state() != HttpParser::State::Failed) {
        QByteArrayView piece = bytes.first(qMin(pieceSize, bytes.size()));
        bytes = bytes.sliced(piece.size());
        while (!piece.isEmpty() && parser.state() != HttpParser::State::Failed) {
            piece = piece.sliced(parser.feed(piece));
            if (parser.state() == HttpParser::State::HeadDone) {
                const RequestHead &head = parser.head();
                RoutePolicy policy = RoutePolicy::forApi(head);
                policy.allowsChunked = true;
                const auto refusal = checkGate(head, policy, settings);
                outcome += refusal ? QByteArray::number(refusal->status) : QByteArray("pass");
                must(!head.path.contains('\0'), "a path holds no NUL");
                must(head.path.startsWith('/'), "a path begins with a slash");
                must(head.headers.count("Host") <= 1, "there is at most one Host");
                must(head.headers.count("Content-Length") <= 1, "there is at most one length");
                for (const QByteArray &segment : head.segments()) {
                    outcome += '/' + segment;
                }
                parser.acceptBody(kMaxBody);
            }
            must(parser.bodySize() <= kMaxBody, "a body stays within its limit");
            if (parser.state() == HttpParser::State::Complete) {
                const RequestHead head = parser.takeHead();
                for (const auto &[name, value] : head.query) {
                    outcome += name + '=' + value;
                }
                for (qsizetype i = 0; i < head.headers.size(); ++i) {
                    outcome += head.headers.name(i);
                    outcome += head.headers.value(i);
                }
                HttpResponse echo;
                echo.addHeader("X", head.path).body = parser.takeBody();
                const QByteArray text = responseText(std::move(echo), {}).first;
                must(text.first(text.indexOf("\r\n\r\n")).count('\n') == 4, "headers stay headers");
                outcome += text;
                parser.next();
            }
        }
    }
    if (parser.state() == HttpParser::State::Failed) {
        outcome += parser.failure().code;
    }
    return outcome;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) {
        return 0;
    }
    const QByteArrayView bytes(data + 1, static_cast<qsizetype>(size - 1));
    const QByteArray whole = read(bytes, bytes.size());
    if (data[0] != 0) {
        must(read(bytes, data[0]) == whole, "the outcome does not depend on the cut");
    }
    return 0;
}

#ifdef DOGWATCH_FUZZ_STANDALONE
namespace {

int runFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly)) {
        std::fprintf(stderr, "can't read %s\n", qPrintable(path));
        std::exit(1);
    }
    const QByteArray input = file.readAll();
    return LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(input.constData()),
                                  static_cast<size_t>(input.size()));
}

} // namespace

int main(int argc, char **argv)
{
    int files = 0;
    for (int i = 1; i < argc; ++i) {
        const QString path = QFile::decodeName(argv[i]);
        if (QFileInfo(path).isDir()) {
            QDirIterator it(path, QDir::Files, QDirIterator::Subdirectories);
            for (; it.hasNext(); ++files) {
                runFile(it.next());
            }
        } else {
            runFile(path);
            ++files;
        }
    }
    std::printf("%d inputs, none broke anything\n", files);
    return files > 0 ? 0 : 1;
}
#endif
