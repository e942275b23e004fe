// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/toolsummary.h"

#include "agents/jsonfields.h"
#include "core/texts.h"

#include <QJsonArray>
#include <QJsonObject>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kSummaryLength = 300;

QString firstQuestion(const QJsonObject &input)
{
    return stringField(arrayField(input, u"questions").at(0).toObject(), u"question");
}

} // namespace

QString toolSummary(const QString &toolName, const QJsonValue &input)
{
    const QJsonObject object = input.toObject();
    QString text;
    if (toolName == "AskUserQuestion"_L1)
        text = firstQuestion(object);
    else if (toolName == "ExitPlanMode"_L1)
        text = u"plan to approve"_s;
    else if (toolName == "Agent"_L1 || toolName == "Task"_L1)
        text = firstString(object, {u"description", u"prompt"});
    else
        text =
            firstString(object,
                        {u"command", u"file_path", u"notebook_path", u"pattern", u"url", u"query",
                         u"path", u"subject", u"description", u"prompt", u"name", u"skill"});
    return oneLine(text, kSummaryLength);
}

} // namespace dogwatch
