// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/setasideprivacy.h"

#include "agents/rawjson.h"
#include "agents/storedform.h"
#include "store/privatefile.h"
#include "store/spoolfile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QRegularExpression>
#include <QSet>

#include <sys/stat.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcSpool, "dogwatch.spool", QtInfoMsg)

constexpr auto kNote = ".reason"_L1;

QByteArray digestOf(const QByteArray &content)
{
    return "{\"dogwatch_not_stored\":" + QByteArray::number(content.size()) + ",\"sha256\":\""
        + QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex() + "\"}\n";
}

bool isDigest(const QByteArray &content)
{
    static const QRegularExpression form(
        u"\\A\\{\"dogwatch_not_stored\":[0-9]{1,12},\"sha256\":\"[0-9a-f]{64}\"\\}\n\\z"_s);
    return content.size() < 200 && form.match(QString::fromLatin1(content)).hasMatch();
}

// Of a payload, and of the payload in an element, whatever it is called there.
QByteArray withoutOutputs(const QByteArray &object)
{
    const StoragePolicy noOutputs{StoreLevel::NoOutputs, {}};
    RedactionTally none;
    const QByteArray outer = storedPayload(object, noOutputs, none);
    QByteArray stored = "{";
    for (const RawMember &member : rawMembers(outer)) {
        if (stored.size() > 1)
            stored += ',';
        stored.append(member.name.data(), member.name.size()).append(':');
        stored += member.value.startsWith('{')
            ? storedPayload(member.value.toByteArray(), noOutputs, none)
            : member.value.toByteArray();
    }
    return stored + '}';
}

} // namespace

QByteArray storedSetAside(const QByteArray &content, const StoragePolicy &policy,
                          RedactionTally &tally)
{
    const bool isObject = QJsonDocument::fromJson(content).isObject();
    if (isDigest(content))
        return content;
    if (policy.level == StoreLevel::Metadata
        || (policy.level == StoreLevel::NoOutputs && !isObject))
        return digestOf(content);
    const QByteArray stored =
        policy.level == StoreLevel::NoOutputs ? withoutOutputs(content) : content;
    if (!policy.redactor)
        return stored;
    const QByteArray redacted = policy.redactor->json(stored, tally);
    // What is half of a JSON text may end within a string, and then it is looked at as a text too.
    return isObject ? redacted : policy.redactor->text(redacted, tally);
}

RedactionTally SetAsidePrivacy::hold(const QString &folder, const StoragePolicy &policy)
{
    RedactionTally tally;
    if (policy.level != m_policy.level || policy.redactor != m_policy.redactor)
        m_seen.clear();
    m_policy = policy;
    if (policy.level == StoreLevel::Full && !policy.redactor)
        return tally;
    const QStringList names = QDir(folder).entryList(QDir::Files | QDir::System, QDir::Name);
    if (names.isEmpty())
        m_seen.clear();
    const QSet<QString> all(names.begin(), names.end());
    for (const QString &name : names) {
        // Our own word on the file beside it.
        if (!name.endsWith(kNote) || !all.contains(name.chopped(kNote.size())))
            holdFile(folder, name, tally);
    }
    return tally;
}

SetAsidePrivacy::Seen SetAsidePrivacy::seenOf(const struct stat &info)
{
    return {info.st_ino, qint64(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec};
}

void SetAsidePrivacy::holdFile(const QString &folder, const QString &name, RedactionTally &tally)
{
    const QString path = folder + u'/' + name;
    const QByteArray encoded = QFile::encodeName(path);
    struct stat info
    { };
    if (lstat(encoded.constData(), &info) != 0 || !checkSpoolFile(info)
        || m_seen.value(name) == seenOf(info))
        return;
    const Result<QByteArray> content = readSpoolFile(path);
    if (!content) {
        qCWarning(lcSpool).noquote() << "cannot read" << path << content.error().text;
        return;
    }
    RedactionTally hidden;
    const QByteArray stored = storedSetAside(*content, m_policy, hidden);
    if (stored != *content) {
        if (const Result<void> written = writePrivateFile(path, stored); !written) {
            qCWarning(lcSpool).noquote() << written.error().text;
            return; // the next look tries again
        }
        addTo(tally, hidden);
        qCInfo(lcSpool) << "took out of a file that was set aside what is not to be stored";
    }
    if (lstat(encoded.constData(), &info) == 0)
        m_seen.insert(name, seenOf(info));
}

} // namespace dogwatch
