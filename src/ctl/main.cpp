// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/source.h"
#include "ctl/command.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <array>
#include <cstdio>
#include <sys/stat.h>

using namespace dogwatch;
using namespace Qt::StringLiterals;

namespace {

constexpr std::array kCommands{
    Command{"status", "status", "counts, and whether the app takes events", "", 0, runStatus},
    Command{"sessions", "sessions [--active] [--filter TEXT] [--limit N]",
            "all sessions, most recent first", "active limit filter", 0, runSessions},
    Command{"session", "session ID [--source NAME]", "one session with its agents", "source", 1,
            runSession},
    Command{"events",
            "events [--session ID [--source NAME]] [--filter TEXT] [--after SEQ] [--limit N] "
            "[--payload]",
            "events in the order of their commit", "session source after limit payload filter", 0,
            runEvents},
    Command{"tool-calls", "tool-calls [--session ID [--source NAME]] [--filter TEXT] [--limit N]",
            "uses of tools", "session source limit filter", 0, runToolCalls},
    Command{"search", "search QUERY [--limit N] [--before CURSOR]",
            "prompts, answers, commands, paths and outputs, newest first", "limit before", -1,
            runSearch},
    Command{"attention", "attention [--since 8h|TIME]",
            "what needs you, most urgent first; or all that needed you since then", "since", 0,
            runAttention},
    Command{"usage",
            "usage [--by day|model|project|session|agent | --by prompt [--limit N] [--session ID "
            "[--source NAME]]]",
            "tokens, and what they cost at list prices; days are those of UTC",
            "by session source limit", 0, runUsage},
    Command{"waits", "waits [--by day|project]",
            "how long agents have waited for you; days are those of UTC", "by", 0, runWaits},
    Command{"prices", "prices [list | set FILE | reset]",
            "the prices of models; your own go before those that came with the program", "", 2,
            runPrices},
    Command{"import", "import [PATH...]",
            "takes in transcripts: all of this machine, or those named; safe to repeat", "", -1,
            runImport},
    Command{
        "vault", "vault [list | keep [PATH...] | restore ID|PATH [--to DIR] [--force] | verify]",
        "transcripts that are kept although their agent deletes them", "to force", -1, runVault},
    Command{"export",
            "export [events|sessions] [--format jsonl|csv|markdown] [--session ID [--source NAME]] "
            "[--consumer NAME [--from-start]] [--output FILE]",
            "what is stored, or is new since the last time; one session as Markdown, for people",
            "format session source output consumer from-start", 1, runExport},
    Command{"hooks",
            "hooks install|uninstall|status [--agent NAME] [--project DIR] [--http] [--dry-run]",
            "the hooks in an agent's settings", "agent project http dry-run", 1, runHooks},
    Command{"replay", "replay FILE... [--speed X] [--source NAME]",
            "plays recorded payloads into the running app", "speed source", -1, runReplay},
    Command{"dead-letters", "dead-letters list|show|retry|discard [ID]",
            "events that could not be processed", "limit", 2, runDeadLetters},
    Command{"consumers",
            "consumers [list | show ID | create ID [--stream PATH]... [--pattern GLOB] "
            "[--webhook URL] [--wake-stream PATH] [--lease MS] [--from-start] | "
            "ack ID STREAM OFFSET|now | delete ID]",
            "who follows the event stream and other streams, and how far each has come",
            "stream pattern webhook wake-stream lease from-start", 4, runConsumers},
    Command{"outbox", "outbox list|retry|discard|secret [ID]",
            "what was sent, or shown, to tell of what needs you", "limit", 2, runOutbox},
    Command{"jobs",
            "jobs [list | show|run|pause|resume|remove|history|preview NAME | add NAME --kind KIND "
            "--schedule TEXT [--zone ZONE] [KEY=VALUE...] | preview --schedule TEXT [--zone ZONE]]",
            "scheduled jobs: digest, backup, retention, webhook, command, notification",
            "kind schedule zone limit", -1, runJobs},
    Command{"digest", "digest [--hours N] [--zone ZONE] [--format text|markdown]",
            "a brief of the last day: what needs you, failed, was stuck, finished, and its cost",
            "hours zone format", 0, runDigest},
    Command{"backup", "backup [FILE]", "a consistent copy of the store", "", 1, runBackup},
    Command{"verify", "verify", "is the store sound, and do its tables follow from the log", "", 0,
            runVerify},
    Command{"rebuild", "rebuild [--search]",
            "makes the tables anew from the log; or the search index, from what is stored",
            "search", 0, runRebuild},
    Command{"config", "config [list | get KEY | set KEY VALUE | unset KEY]",
            "your settings: what is stored, what is hidden in it, which transcripts are kept", "",
            3, runConfig},
    Command{"token", "token rotate", "a new bearer token", "", 1, runToken},
    Command{"doctor", "doctor", "what is wrong on this machine and how to mend it", "", 0,
            runDoctor},
};

const QList<QCommandLineOption> &allOptions()
{
    static const QList<QCommandLineOption> options{
        {{u"h"_s, u"help"_s}, u"Show this help."_s},
        {{u"v"_s, u"version"_s}, u"Show the version."_s},
        {u"data-dir"_s, u"Where the store lies."_s, u"DIR"_s},
        {u"json"_s, u"JSON instead of a table."_s},
        {u"active"_s, u"Only sessions that are not over."_s},
        {u"limit"_s, u"At most so many rows."_s, u"N"_s},
        {u"session"_s, u"Only of this session."_s, u"ID"_s},
        {u"after"_s, u"Only after this sequence number."_s, u"SEQ"_s},
        {u"filter"_s,
         u"Only what fits: status:stalled project:api tool:Bash duration>60s after:7d -agent:codex"_s,
         u"TEXT"_s},
        {u"before"_s, u"Only what is older: what \"next\" of the last page says."_s, u"CURSOR"_s},
        {u"since"_s, u"Also what is over by now, from then on."_s, u"SPAN"_s},
        {u"search"_s, u"The search index instead of the tables."_s},
        {u"payload"_s, u"With what the agent sent (in JSON)."_s},
        {u"by"_s, u"What to sum up by."_s, u"KEY"_s},
        {u"agent"_s, u"Which agent (claude-code)."_s, u"NAME"_s},
        {u"project"_s, u"The settings of this project instead of the user's."_s, u"DIR"_s},
        {u"http"_s, u"HTTP hooks instead of commands."_s},
        {u"dry-run"_s, u"Show what would change, and change nothing."_s},
        {u"speed"_s, u"How many times as fast as recorded; 0: at once (default)."_s, u"X"_s},
        {u"to"_s, u"Put it there and not where it stood."_s, u"DIR"_s},
        {u"force"_s, u"Also over a file that holds something else."_s},
        {u"format"_s, u"jsonl, csv or markdown; of a digest text or markdown."_s, u"FORMAT"_s},
        {u"kind"_s, u"digest, backup, retention, webhook, command or notification."_s, u"KIND"_s},
        {u"schedule"_s,
         u"\"0 9 * * mon-fri\", @daily, \"every 90m\", \"at 2026-11-20T09:00+01:00\"."_s,
         u"TEXT"_s},
        {u"zone"_s, u"The time zone that is meant; default: that of this system."_s, u"ZONE"_s},
        {u"hours"_s, u"How far back."_s, u"N"_s},
        {u"consumer"_s,
         u"Only events since this consumer of the event stream was last here, from now on."_s,
         u"NAME"_s},
        {u"output"_s, u"Into this file instead of to stdout."_s, u"FILE"_s},
        {u"stream"_s, u"A stream to follow, as monitor/events; may be given more than once."_s,
         u"PATH"_s},
        {u"pattern"_s, u"Streams to follow: * is one part of a path, ** any number."_s, u"GLOB"_s},
        {u"webhook"_s, u"Called when there is something: https, or http on this machine."_s,
         u"URL"_s},
        {u"wake-stream"_s, u"A JSON stream that is told when there is something."_s, u"PATH"_s},
        {u"lease"_s, u"How long one may hold it without a word (default: 30000)."_s, u"MS"_s},
        {u"from-start"_s, u"Also what is there already."_s},
        {u"source"_s, u"Which kind of agent: of the session, of payloads without a source."_s,
         u"NAME"_s},
    };
    return options;
}

QString helpText()
{
    QString text = u"Usage: dogwatchctl COMMAND [--json] [--data-dir DIR]\n\nCommands:\n"_s;
    for (const Command &command : kCommands)
        text +=
            u"  %1\n      %2\n"_s.arg(QLatin1String(command.usage), QLatin1String(command.purpose));
    return text
        + u"\nEvery command takes --json and --data-dir DIR (default: $DOGWATCH_DATA_DIR, else "
          u"the\n"
          u"platform's data folder + /dogwatch).\n\nExit codes: 0 done, 1 failed, 2 wrong usage, "
          u"3 nothing to talk to, 4 the store can't be read.\n"_s;
}

const Command *findCommand(const QString &name)
{
    for (const Command &command : kCommands) {
        if (name == QLatin1String(command.name))
            return &command;
    }
    return nullptr;
}

QStringList optionsOf(const Command &command)
{
    return QString::fromLatin1(command.options).split(u' ', Qt::SkipEmptyParts)
        + QStringList{u"json"_s, u"data-dir"_s};
}

QString helpText(const Command &command)
{
    QString text = u"Usage: dogwatchctl %1\n\n%2\n\n"_s.arg(QLatin1String(command.usage),
                                                            QLatin1String(command.purpose));
    const QStringList names = optionsOf(command);
    for (const QCommandLineOption &option : allOptions()) {
        const QString name = option.names().constLast();
        const QString written = u"--"_s + name + u' ' + option.valueName();
        if (names.contains(name))
            text += u"  %1 %2\n"_s.arg(written.leftJustified(22), option.description());
    }
    return text;
}

// An option that a command does not know is a mistake of its caller, not to be passed over.
QString unknownOption(const Command &command, const QCommandLineParser &parser)
{
    const QStringList known = optionsOf(command);
    const QStringList given = parser.optionNames();
    for (const QString &name : given) {
        if (!known.contains(name))
            return name;
    }
    return {};
}

Exit run(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions(allOptions());
    const Output plain(false);
    bool isParsed = parser.parse(arguments);
    // "-agent:codex" is a term of a search that is turned round, and no cluster of short options.
    QStringList negated;
    if (!isParsed && parser.positionalArguments().value(0) == "search"_L1) {
        QStringList others;
        for (const QString &argument : arguments) {
            const bool isTerm =
                argument.size() > 2 && argument.startsWith(u'-') && !argument.startsWith("--"_L1);
            (isTerm ? negated : others).append(argument);
        }
        isParsed = parser.parse(others);
    }
    if (!isParsed)
        return plain.fail(parser.errorText().remove(QRegularExpression(u"\\.$"_s))
                              + u"; see dogwatchctl --help"_s,
                          Exit::WrongUsage);
    if (parser.isSet(u"version"_s)) {
        plain.line(u"dogwatchctl "_s + QStringLiteral(DOGWATCH_VERSION));
        return Exit::Done;
    }
    QStringList positional = parser.positionalArguments() + negated;
    if (parser.isSet(u"help"_s)) {
        const Command *asked = findCommand(positional.value(0));
        plain.printRaw((asked ? helpText(*asked) : helpText()).toUtf8().chopped(1));
        return Exit::Done;
    }
    if (positional.isEmpty())
        return plain.fail(u"which command? See dogwatchctl --help"_s, Exit::WrongUsage);
    const QString name = positional.takeFirst();
    const Command *command = findCommand(name);
    if (!command)
        return plain.fail(u"there is no command '%1'; see dogwatchctl --help"_s.arg(name),
                          Exit::WrongUsage);
    const Output output(parser.isSet(u"json"_s));
    const QString unknown = unknownOption(*command, parser);
    if (!unknown.isEmpty())
        return output.fail(
            u"'%1' takes no --%2: dogwatchctl %3"_s.arg(QLatin1String(command->name), unknown,
                                                        QLatin1String(command->usage)),
            Exit::WrongUsage);
    if (command->mostArguments >= 0 && positional.size() > command->mostArguments)
        return output.fail(u"too many arguments: dogwatchctl "_s + QLatin1String(command->usage),
                           Exit::WrongUsage);
    const QString source = parser.value(u"source"_s);
    if (!source.isEmpty() && !sourceFromName(source))
        return output.fail(u"there is no source '%1'"_s.arg(source), Exit::WrongUsage);
    const DataFolder folder = DataFolder::locate(parser.value(u"data-dir"_s));
    const Exit exit = command->run({folder, output, parser, positional});
    // What was to be said did not get there.
    if (exit == Exit::Done && std::ferror(stdout) != 0)
        return output.fail(u"cannot write the output"_s, Exit::Failed);
    return exit;
}

} // namespace

int main(int argc, char *argv[])
{
    umask(0077);
    const QCoreApplication app(argc, argv);
    return static_cast<int>(run(QCoreApplication::arguments()));
}
