// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/foreignevent.h"

#include "agents/adapter.h"
#include "agents/jsonfields.h"
#include "agents/rawjson.h"

namespace dogwatch {

namespace {

QByteArray member(const QByteArray &quotedName, QByteArrayView value)
{
    return quotedName + ':' + value.toByteArray();
}

// All of the wrapper but the payload.
QByteArray wrapperWithout(const QByteArray &body, QByteArrayView payload)
{
    QByteArrayList kept;
    for (const RawMember &raw : rawMembers(body)) {
        if (raw.value.data() != payload.data())
            kept.append(member(raw.name.toByteArray(), raw.value));
    }
    return '{' + kept.join(',') + '}';
}

} // namespace

Result<QByteArray> foreignPayload(const QByteArray &body, const ForeignShape &shape)
{
    const Result<QJsonObject> wrapper = parsePayload(body);
    if (!wrapper)
        return wrapper.error();
    const QJsonValue inner = wrapper->value(QLatin1String(shape.payload));
    const QJsonObject payload = inner.isObject() ? inner.toObject() : *wrapper;
    const QByteArrayView raw = rawMember(body, shape.payload);
    QByteArray text = inner.isObject() ? raw.toByteArray() : body.trimmed();

    QByteArrayList added;
    const auto addFrom = [&](const char *name, QStringView as) {
        if (name == nullptr || !stringField(payload, as).isEmpty()
            || stringField(*wrapper, QString::fromLatin1(name)).isEmpty())
            return;
        added.append(member('"' + as.toLatin1() + '"', rawMember(body, name)));
    };
    addFrom(shape.session, u"session_id");
    addFrom(shape.event, u"hook_event_name");
    if (inner.isObject())
        added.append(member("\"dogwatch_wrapper\"", wrapperWithout(body, raw)));
    if (added.isEmpty())
        return text;
    text.chop(1);
    if (!payload.isEmpty())
        text += ',';
    text += added.join(',') + '}';
    return text;
}

} // namespace dogwatch
