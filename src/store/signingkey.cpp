// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/signingkey.h"

#include "store/statement.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <openssl/evp.h>

#include <array>
#include <memory>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kKeyBytes = 32;
constexpr qsizetype kSignatureBytes = 64;

constexpr char kNewest[] =
    "SELECT kid, seed FROM signing_key ORDER BY created_at DESC, kid LIMIT 1";
constexpr char kInsert[] = "INSERT INTO signing_key (kid, seed, created_at) VALUES (?, ?, ?)";

constexpr auto kBase64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

struct FreeKey
{
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
};
struct FreeContext
{
    void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
};

Error failure()
{
    return {ErrorCode::Internal, u"libcrypto can't sign by Ed25519"_s};
}

std::unique_ptr<EVP_PKEY, FreeKey> privateKey(const QByteArray &seed)
{
    return std::unique_ptr<EVP_PKEY, FreeKey>(EVP_PKEY_new_raw_private_key(
        EVP_PKEY_ED25519, nullptr, reinterpret_cast<const unsigned char *>(seed.constData()),
        static_cast<std::size_t>(seed.size())));
}

Result<SigningKey> keyOf(const QByteArray &seed)
{
    const auto secret = privateKey(seed);
    QByteArray open(kKeyBytes, '\0');
    std::size_t size = kKeyBytes;
    if (!secret
        || EVP_PKEY_get_raw_public_key(secret.get(), reinterpret_cast<unsigned char *>(open.data()),
                                       &size)
            != 1)
        return failure();
    const QByteArray digest = QCryptographicHash::hash(open, QCryptographicHash::Sha256);
    return SigningKey{"ds_" + digest.first(12).toBase64(kBase64Url), seed, open};
}

QByteArray newSeed()
{
    std::array<quint32, kKeyBytes / sizeof(quint32)> random{};
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    return QByteArray(reinterpret_cast<const char *>(random.data()), sizeof random);
}

} // namespace

Result<SigningKey> signingKey(Database &database)
{
    Statement select(database, kNewest);
    const Result<bool> row = select.next();
    if (!row)
        return row.error();
    if (!*row)
        return Error{ErrorCode::NotFound, u"there is no signing key yet"_s};
    return keyOf(select.blob(1));
}

Result<SigningKey> ensureSigningKey(Database &database, qint64 nowMs)
{
    Result<SigningKey> known = signingKey(database);
    if (known || known.error().code != ErrorCode::NotFound)
        return known;
    Result<SigningKey> made = keyOf(newSeed());
    if (!made)
        return made;
    Statement insert(database, kInsert);
    insert.bindUtf8(made->kid).bind(made->seed).bind(nowMs);
    if (Result<void> stored = insert.run(); !stored)
        return stored.error();
    return made;
}

Result<QByteArray> webhookSignature(const SigningKey &key, qint64 unixS, const QByteArray &body)
{
    const QByteArray time = QByteArray::number(unixS);
    const QByteArray text = time + '.' + body;
    const auto secret = privateKey(key.seed);
    const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
    QByteArray signature(kSignatureBytes, '\0');
    std::size_t size = kSignatureBytes;
    if (!secret || !context
        || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, secret.get()) != 1
        || EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &size,
                          reinterpret_cast<const unsigned char *>(text.constData()),
                          static_cast<std::size_t>(text.size()))
            != 1)
        return failure();
    return QByteArray("t=" + time + ",kid=" + key.kid
                      + ",ed25519=" + signature.toBase64(kBase64Url));
}

QByteArray claimToken(const SigningKey &key, qint64 subscription, qint64 generation)
{
    const QByteArray number = QByteArray::number(generation);
    const QByteArray text = "claim:" + QByteArray::number(subscription) + ':' + number;
    return number + '.'
        + QMessageAuthenticationCode::hash(text, key.seed, QCryptographicHash::Sha256)
              .toBase64(kBase64Url);
}

std::optional<qint64> generationOfToken(const SigningKey &key, qint64 subscription,
                                        const QByteArray &token)
{
    bool isNumber = false;
    const qint64 generation = token.left(token.indexOf('.')).toLongLong(&isNumber);
    if (!isNumber)
        return std::nullopt;
    // Compared by digest, so that comparing takes the same time whatever is shown.
    const auto digest = [](const QByteArray &text) {
        return QCryptographicHash::hash(text, QCryptographicHash::Sha256);
    };
    const QByteArray expected = claimToken(key, subscription, generation);
    return digest(expected) == digest(token) ? std::optional(generation) : std::nullopt;
}

} // namespace dogwatch
