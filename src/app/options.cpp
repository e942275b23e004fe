// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/options.h"

#include <QCommandLineParser>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

const QCommandLineOption kHelp({u"h"_s, u"help"_s}, u"Show this help."_s);
const QCommandLineOption kVersion({u"v"_s, u"version"_s}, u"Show the version."_s);
const QCommandLineOption kHeadless(u"headless"_s,
                                   u"Everything but the window and the tray icon."_s);
const QCommandLineOption
    kDataDir(u"data-dir"_s,
             u"Where the store lies (default: $DOGWATCH_DATA_DIR, else the platform's data "
             u"folder + /dogwatch)."_s,
             u"DIR"_s);
const QCommandLineOption
    kPort(u"port"_s,
          u"Port to listen on, on 127.0.0.1 only; 0 takes any free one (default: %1, or a "
          u"free one if that is taken)."_s.arg(kDefaultPort),
          u"N"_s);
const QCommandLineOption kMinimized(u"minimized"_s,
                                    u"Start in the tray, or minimized where there is none."_s);
const QCommandLineOption kDemo(u"demo"_s,
                               u"A throw-away data folder, and recorded sessions replayed live."_s);
const QCommandLineOption kOpen(u"open"_s, u"Show this session."_s, u"SESSION"_s);
const QCommandLineOption
    kNoToken(u"insecure-no-token"_s,
             u"Serve loopback without a token, for protocol tests on an empty store."_s);
const QCommandLineOption kLongPoll(u"long-poll-timeout"_s,
                                   u"Longest wait of a long poll, in ms (default: 30000)."_s,
                                   u"MS"_s);

void declare(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"Dogwatch watches AI coding agents: every session, subagent "
                                     u"and tool call, live."_s);
    parser.addOptions({kHelp, kVersion, kHeadless, kDataDir, kPort, kMinimized, kDemo, kOpen,
                       kNoToken, kLongPoll});
}

Error misuse(const QString &text)
{
    return {ErrorCode::InvalidInput, text};
}

} // namespace

Result<Options> parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    declare(parser);
    if (!parser.parse(arguments))
        return misuse(parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return misuse(u"unexpected argument '%1'"_s.arg(parser.positionalArguments().first()));
    Options options;
    options.help = parser.isSet(kHelp);
    options.version = parser.isSet(kVersion);
    options.headless = parser.isSet(kHeadless);
    options.minimized = parser.isSet(kMinimized);
    options.demo = parser.isSet(kDemo);
    options.insecureNoToken = parser.isSet(kNoToken);
    options.dataDir = parser.value(kDataDir);
    options.openSession = parser.value(kOpen);
    if (parser.isSet(kPort)) {
        bool isNumber = false;
        options.port = parser.value(kPort).toUShort(&isNumber);
        if (!isNumber)
            return misuse(u"--port wants a number from 0 to 65535"_s);
    }
    if (parser.isSet(kLongPoll)) {
        bool isNumber = false;
        options.longPollTimeoutMs = parser.value(kLongPoll).toInt(&isNumber);
        if (!isNumber || options.longPollTimeoutMs < 0)
            return misuse(u"--long-poll-timeout wants a number of milliseconds"_s);
    }
    if (parser.isSet(kDataDir) && options.dataDir.isEmpty())
        return misuse(u"--data-dir wants a folder"_s);
    return options;
}

QString helpText()
{
    QCommandLineParser parser;
    declare(parser);
    return parser.helpText()
        + u"\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 another instance holds the data "
          u"folder,\n4 the store can't be read.\n"_s;
}

} // namespace dogwatch
