<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Board</name>
    <message numerus="yes">
        <source>%n session(s) in the last 24 hours</source>
        <translation>
            <numerusform>%n session in the last 24 hours</numerusform>
            <numerusform>%n sessions in the last 24 hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) ended in the last 24 hours</source>
        <translation>
            <numerusform>%n session ended in the last 24 hours</numerusform>
            <numerusform>%n sessions ended in the last 24 hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusChip</name>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message numerus="yes">
        <source>%n need(s) you</source>
        <translation>
            <numerusform>%n needs you</numerusform>
            <numerusform>%n need you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dogwatch::ServerState</name>
    <message numerus="yes">
        <source>%n dead letter(s)</source>
        <translation>
            <numerusform>%n dead letter</numerusform>
            <numerusform>%n dead letters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dogwatch::SessionDetails</name>
    <message numerus="yes">
        <source>%n run(s) of its own</source>
        <translation>
            <numerusform>%n run of its own</numerusform>
            <numerusform>%n runs of its own</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n subagent(s)</source>
        <translation>
            <numerusform>%n subagent</numerusform>
            <numerusform>%n subagents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n event</numerusform>
            <numerusform>%n events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SessionRow</name>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dogwatch::UsageReportModel</name>
    <message numerus="yes">
        <source>%n model(s) without a price</source>
        <translation>
            <numerusform>%n model without a price</numerusform>
            <numerusform>%n models without a price</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) with a number that can't be</source>
        <translation>
            <numerusform>%n message with a number that can't be</numerusform>
            <numerusform>%n messages with numbers that can't be</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dogwatch::SessionUsage</name>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the cost of %n is not known</source>
        <translation>
            <numerusform>the cost of %n is not known</numerusform>
            <numerusform>the cost of %n is not known</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dogwatch::HistoryModel</name>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dogwatch::HistoryImport</name>
    <message numerus="yes">
        <source>%n transcript(s), %1 MB new, read in %2.</source>
        <translation>
            <numerusform>%n transcript, %1 MB new, read in %2.</numerusform>
            <numerusform>%n transcripts, %1 MB new, read in %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n transcript(s) of former sessions lie on this machine (%1 MB).</source>
        <translation>
            <numerusform>%n transcript of a former session lies on this machine (%1 MB).</numerusform>
            <numerusform>%n transcripts of former sessions lie on this machine (%1 MB).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) or folder(s) could not be read: %1</source>
        <translation>
            <numerusform>%n file or folder could not be read: %1</numerusform>
            <numerusform>%n files or folders could not be read: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) hold lines that make no sense or are too long; the rest of them is read: %1</source>
        <translation>
            <numerusform>%n file holds lines that make no sense or are too long; the rest of it is read: %1</numerusform>
            <numerusform>%n files hold lines that make no sense or are too long; the rest of them is read: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TranscriptEntry</name>
    <message numerus="yes">
        <source>%n more line(s)</source>
        <translation>
            <numerusform>%n more line</numerusform>
            <numerusform>%n more lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message numerus="yes">
        <source>And %n more need you</source>
        <translation>
            <numerusform>And %n more needs you</numerusform>
            <numerusform>And %n more need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) need you</source>
        <translation>
            <numerusform>%n thing needs you</numerusform>
            <numerusform>%n things need you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dogwatch::Tray</name>
    <message numerus="yes">
        <source>Dogwatch: %n thing(s) need you</source>
        <translation>
            <numerusform>Dogwatch: %n thing needs you</numerusform>
            <numerusform>Dogwatch: %n things need you</numerusform>
        </translation>
    </message>
</context>
</TS>

