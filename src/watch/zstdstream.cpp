// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/zstdstream.h"

#include <zstd.h>

#include <memory>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLevel = 3;
constexpr qsizetype kPiece = 256 * 1024;

struct FreeStream
{
    void operator()(ZSTD_CCtx *stream) const { ZSTD_freeCCtx(stream); }
    void operator()(ZSTD_DCtx *stream) const { ZSTD_freeDCtx(stream); }
};

Error failed(std::size_t code)
{
    return {ErrorCode::Corrupt, QString::fromLatin1(ZSTD_getErrorName(code))};
}

} // namespace

Result<void> compress(const ByteSource &source, const ByteSink &sink)
{
    const std::unique_ptr<ZSTD_CCtx, FreeStream> stream(ZSTD_createCCtx());
    ZSTD_CCtx_setParameter(stream.get(), ZSTD_c_compressionLevel, kLevel);
    ZSTD_CCtx_setParameter(stream.get(), ZSTD_c_checksumFlag, 1);
    QByteArray in(kPiece, Qt::Uninitialized);
    QByteArray out(kPiece, Qt::Uninitialized);
    for (;;) {
        const Result<qint64> got = source(in.data(), in.size());
        if (!got)
            return got.error();
        const ZSTD_EndDirective mode = *got == 0 ? ZSTD_e_end : ZSTD_e_continue;
        ZSTD_inBuffer taken{in.constData(), static_cast<std::size_t>(*got), 0};
        std::size_t left = 0;
        do {
            ZSTD_outBuffer made{out.data(), static_cast<std::size_t>(out.size()), 0};
            left = ZSTD_compressStream2(stream.get(), &made, &taken, mode);
            if (ZSTD_isError(left) != 0)
                return failed(left);
            if (Result<void> sunk = sink(out.constData(), static_cast<qint64>(made.pos)); !sunk)
                return sunk;
        } while (taken.pos < taken.size || (mode == ZSTD_e_end && left > 0));
        if (mode == ZSTD_e_end)
            return {};
    }
}

Result<void> unpack(const ByteSource &source, const ByteSink &sink)
{
    const std::unique_ptr<ZSTD_DCtx, FreeStream> stream(ZSTD_createDCtx());
    QByteArray in(kPiece, Qt::Uninitialized);
    QByteArray out(kPiece, Qt::Uninitialized);
    std::size_t left = 1; // 0: a frame is whole
    for (;;) {
        const Result<qint64> got = source(in.data(), in.size());
        if (!got)
            return got.error();
        if (*got == 0)
            return left == 0 ? Result<void>()
                             : Result<void>(Error{ErrorCode::Corrupt, u"it ends too early"_s});
        ZSTD_inBuffer taken{in.constData(), static_cast<std::size_t>(*got), 0};
        bool isFull = true;
        while (taken.pos < taken.size || isFull) {
            ZSTD_outBuffer made{out.data(), static_cast<std::size_t>(out.size()), 0};
            left = ZSTD_decompressStream(stream.get(), &made, &taken);
            if (ZSTD_isError(left) != 0)
                return failed(left);
            if (Result<void> sunk = sink(out.constData(), static_cast<qint64>(made.pos)); !sunk)
                return sunk;
            isFull = made.pos == made.size;
        }
    }
}

} // namespace dogwatch
