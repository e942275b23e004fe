<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Copyright</source>
        <translation>Copyright</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Events that wait</source>
        <translation>Wartende Ereignisse</translation>
    </message>
</context>
<context>
    <name>AboutPart</name>
    <message>
        <source>Dogwatch</source>
        <translation>Dogwatch</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy all of this</source>
        <translation>All das kopieren</translation>
    </message>
</context>
<context>
    <name>AgentPane</name>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Agents can&apos;t be read</source>
        <translation>Die Agenten sind nicht lesbar</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Liest …</translation>
    </message>
    <message>
        <source>No agents</source>
        <translation>Keine Agenten</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Noch einmal</translation>
    </message>
</context>
<context>
    <name>AgentRow</name>
    <message>
        <source>%1, %2, %3 calls</source>
        <translation>%1, %2, %3 Aufrufe</translation>
    </message>
</context>
<context>
    <name>AgentsPart</name>
    <message>
        <source>Looking for agents on this machine …</source>
        <translation>Sucht Agenten auf diesem Rechner …</translation>
    </message>
    <message>
        <source>No agent was found on this machine.</source>
        <translation>Auf diesem Rechner wurde kein Agent gefunden.</translation>
    </message>
    <message>
        <source>Adds Dogwatch&apos;s hooks to the agent&apos;s own settings, keeps what is there, and makes a backup.</source>
        <translation>Trägt die Hooks von Dogwatch in die Einstellungen des Agenten ein, lässt stehen, was da ist, und legt eine Sicherung an.</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message numerus="yes">
        <source>%n need(s) you</source>
        <translation>
            <numerusform>%n braucht Sie</numerusform>
            <numerusform>%n brauchen Sie</numerusform>
        </translation>
    </message>
    <message>
        <source>Mark as seen</source>
        <translation>Als gesehen merken</translation>
    </message>
    <message>
        <source>Mark as seen (A)</source>
        <translation>Als gesehen merken (A)</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 mehr</translation>
    </message>
    <message>
        <source>I inbox</source>
        <translation>I Eingang</translation>
    </message>
    <message>
        <source>Open the inbox</source>
        <translation>Den Eingang öffnen</translation>
    </message>
    <message>
        <source>N next</source>
        <translation>N nächste</translation>
    </message>
    <message>
        <source>Go to the next that needs you</source>
        <translation>Zur nächsten, die Sie braucht</translation>
    </message>
</context>
<context>
    <name>BarPane</name>
    <message>
        <source>Cost, US dollars</source>
        <translation>Kosten, US-Dollar</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Cache hits</source>
        <translation>Cache-Treffer</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>The sessions can&apos;t be read</source>
        <translation>Die Sitzungen sind nicht lesbar</translation>
    </message>
    <message>
        <source>Reading the store …</source>
        <translation>Liest den Speicher …</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>No session passes the filter</source>
        <translation>Keine Sitzung passt zum Filter</translation>
    </message>
    <message>
        <source>No agent is running</source>
        <translation>Kein Agent läuft</translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) in the last 24 hours</source>
        <translation>
            <numerusform>%n Sitzung in den letzten 24 Stunden</numerusform>
            <numerusform>%n Sitzungen in den letzten 24 Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) ended in the last 24 hours</source>
        <translation>
            <numerusform>%n Sitzung endete in den letzten 24 Stunden</numerusform>
            <numerusform>%n Sitzungen endeten in den letzten 24 Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Show those that ended</source>
        <translation>Beendete zeigen</translation>
    </message>
    <message>
        <source>The store of an earlier version is made ready …</source>
        <translation>Der Speicher einer früheren Version wird vorbereitet …</translation>
    </message>
</context>
<context>
    <name>CallRow</name>
    <message>
        <source>%1, %2 %3</source>
        <translation>%1, %2 %3</translation>
    </message>
</context>
<context>
    <name>CallTable</name>
    <message>
        <source>Status</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>Werkzeug</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Tool calls</source>
        <translation>Werkzeugaufrufe</translation>
    </message>
    <message>
        <source>No call has failed</source>
        <translation>Kein Aufruf ist gescheitert</translation>
    </message>
    <message>
        <source>No tool calls yet</source>
        <translation>Noch keine Werkzeugaufrufe</translation>
    </message>
    <message>
        <source>Tool calls can&apos;t be read</source>
        <translation>Die Werkzeugaufrufe sind nicht lesbar</translation>
    </message>
</context>
<context>
    <name>CellTable</name>
    <message>
        <source>Reading …</source>
        <translation>Liest …</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Noch einmal</translation>
    </message>
</context>
<context>
    <name>CommandList</name>
    <message>
        <source>An action or a session</source>
        <translation>Eine Aktion oder Sitzung</translation>
    </message>
    <message>
        <source>Actions and sessions</source>
        <translation>Aktionen und Sitzungen</translation>
    </message>
    <message>
        <source>Nothing of that name</source>
        <translation>Nichts heißt so</translation>
    </message>
</context>
<context>
    <name>DigestPane</name>
    <message>
        <source>The last digest</source>
        <translation>Der letzte Überblick</translation>
    </message>
    <message>
        <source>The digest can&apos;t be read</source>
        <translation>Der Überblick ist nicht lesbar</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Liest …</translation>
    </message>
    <message>
        <source>No digest was made yet</source>
        <translation>Noch kein Überblick</translation>
    </message>
    <message>
        <source>Run now makes one.</source>
        <translation>„Jetzt ausführen“ macht einen.</translation>
    </message>
</context>
<context>
    <name>ErrorsTab</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>Werkzeug</translation>
    </message>
    <message>
        <source>Applied to</source>
        <translation>Betraf</translation>
    </message>
    <message>
        <source>Said</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Nothing went wrong</source>
        <translation>Nichts ging schief</translation>
    </message>
    <message>
        <source>Errors can&apos;t be read</source>
        <translation>Die Fehler sind nicht lesbar</translation>
    </message>
</context>
<context>
    <name>EventRow</name>
    <message>
        <source>%1 %2 %3</source>
        <translation>%1 %2 %3</translation>
    </message>
</context>
<context>
    <name>EventTable</name>
    <message>
        <source>Seq</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>Werkzeug</translation>
    </message>
    <message>
        <source>Tool use</source>
        <translation>Werkzeugnummer</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>No events</source>
        <translation>Keine Ereignisse</translation>
    </message>
    <message>
        <source>Events can&apos;t be read</source>
        <translation>Die Ereignisse sind nicht lesbar</translation>
    </message>
</context>
<context>
    <name>FigurePane</name>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Cache written</source>
        <translation>Cache geschr.</translation>
    </message>
    <message>
        <source>Cache read</source>
        <translation>Cache gelesen</translation>
    </message>
    <message>
        <source>What is behind the figure</source>
        <translation>Was hinter der Zahl steht</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Sessions behind the figure</source>
        <translation>Sitzungen hinter der Zahl</translation>
    </message>
    <message>
        <source>No session used anything here</source>
        <translation>Hier hat keine Sitzung etwas verbraucht</translation>
    </message>
    <message>
        <source>The sessions can&apos;t be read</source>
        <translation>Die Sitzungen sind nicht lesbar</translation>
    </message>
    <message>
        <source>Messages behind the figure</source>
        <translation>Nachrichten hinter der Zahl</translation>
    </message>
    <message>
        <source>No messages</source>
        <translation>Keine Nachrichten</translation>
    </message>
    <message>
        <source>The messages can&apos;t be read</source>
        <translation>Die Nachrichten sind nicht lesbar</translation>
    </message>
</context>
<context>
    <name>FilesTab</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>No file was read or written</source>
        <translation>Keine Datei wurde gelesen oder geschrieben</translation>
    </message>
    <message>
        <source>Files that commands touch are not known.</source>
        <translation>Dateien, die Befehle anfassen, sind nicht bekannt.</translation>
    </message>
    <message>
        <source>The files can&apos;t be read</source>
        <translation>Die Dateien sind nicht lesbar</translation>
    </message>
    <message>
        <source>Other sessions that touched it</source>
        <translation>Andere Sitzungen an dieser Datei</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>No other session</source>
        <translation>Keine andere Sitzung</translation>
    </message>
    <message>
        <source>The other sessions can&apos;t be read</source>
        <translation>Die anderen Sitzungen sind nicht lesbar</translation>
    </message>
</context>
<context>
    <name>FilterField</name>
    <message>
        <source>Filter and search: project:api status:failed cost&gt;1 words in any text</source>
        <translation>Filtern und suchen: project:api status:failed cost&gt;1 Wörter in allen Texten</translation>
    </message>
    <message>
        <source>Filter the sessions and search their texts</source>
        <translation>Die Sitzungen filtern und ihre Texte durchsuchen</translation>
    </message>
    <message>
        <source>What could stand here</source>
        <translation>Was hier stehen könnte</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>No agent has reported yet</source>
        <translation>Noch hat sich kein Agent gemeldet</translation>
    </message>
    <message>
        <source>Let your agents report</source>
        <translation>Lassen Sie Ihre Agenten berichten</translation>
    </message>
    <message>
        <source>Looking for agents on this machine …</source>
        <translation>Sucht Agenten auf diesem Rechner …</translation>
    </message>
    <message>
        <source>No agent was found on this machine. Install one, or take a look at the demo.</source>
        <translation>Auf diesem Rechner wurde kein Agent gefunden. Richten Sie einen ein, oder sehen Sie sich die Demo an.</translation>
    </message>
    <message>
        <source>Adds Dogwatch&apos;s hooks to the agent&apos;s own settings, keeps what is there, and makes a backup.</source>
        <translation>Trägt die Hooks von Dogwatch in die Einstellungen des Agenten ein, lässt stehen, was da ist, und legt eine Sicherung an.</translation>
    </message>
    <message>
        <source>Start an agent</source>
        <translation>Starten Sie einen Agenten</translation>
    </message>
    <message>
        <source>In any terminal, in any folder. It appears here with its first event.</source>
        <translation>In irgendeinem Terminal, in irgendeinem Ordner. Er erscheint hier mit seinem ersten Ereignis.</translation>
    </message>
    <message>
        <source>Or watch recorded sessions first</source>
        <translation>Oder sehen Sie erst aufgezeichnete Sitzungen</translation>
    </message>
    <message>
        <source>Plays them in a throw-away store; nothing of yours is touched.</source>
        <translation>Spielt sie in einem Speicher ab, der danach verschwindet; nichts von Ihnen wird angefasst.</translation>
    </message>
    <message>
        <source>Play the demo</source>
        <translation>Demo abspielen</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Was zu sehen ist</translation>
    </message>
    <message>
        <source>Sessions %1</source>
        <translation>Sitzungen %1</translation>
    </message>
    <message>
        <source>Found %1</source>
        <translation>Gefunden %1</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>Zweig</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Last active</source>
        <translation>Zuletzt tätig</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Session id</source>
        <translation>Sitzungsnummer</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>The sessions can&apos;t be read</source>
        <translation>Die Sitzungen sind nicht lesbar</translation>
    </message>
    <message>
        <source>No session passes the filter</source>
        <translation>Keine Sitzung passt zum Filter</translation>
    </message>
    <message>
        <source>No session was reported yet</source>
        <translation>Noch wurde keine Sitzung gemeldet</translation>
    </message>
    <message>
        <source>Install the hooks of your agents on the Board, or import their transcripts.</source>
        <translation>Richten Sie auf der Tafel die Hooks Ihrer Agenten ein, oder lesen Sie ihre Mitschriften ein.</translation>
    </message>
    <message>
        <source>Drop the filter</source>
        <translation>Filter weg</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>Nur %1</translation>
    </message>
    <message>
        <source>Without %1</source>
        <translation>Ohne %1</translation>
    </message>
</context>
<context>
    <name>HitList</name>
    <message>
        <source>Texts that were found</source>
        <translation>Gefundene Texte</translation>
    </message>
    <message>
        <source>The texts can&apos;t be searched</source>
        <translation>Die Texte lassen sich nicht durchsuchen</translation>
    </message>
    <message>
        <source>Searching …</source>
        <translation>Sucht …</translation>
    </message>
    <message>
        <source>No text has these words</source>
        <translation>Kein Text hat diese Wörter</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Noch einmal</translation>
    </message>
</context>
<context>
    <name>HitRow</name>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
</context>
<context>
    <name>HookTarget</name>
    <message>
        <source>Hooks installed</source>
        <translation>Hooks eingerichtet</translation>
    </message>
    <message>
        <source>Installing …</source>
        <translation>Richtet ein …</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Install hooks</source>
        <translation>Hooks einrichten</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ImportStrip</name>
    <message>
        <source>Importing history: %1</source>
        <translation>Liest den Verlauf ein: %1</translation>
    </message>
    <message>
        <source>Import again</source>
        <translation>Noch einmal einlesen</translation>
    </message>
    <message>
        <source>Import history</source>
        <translation>Verlauf einlesen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>InboxPage</name>
    <message>
        <source>Inbox</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>Of when</source>
        <translation>Aus welcher Zeit</translation>
    </message>
    <message>
        <source>Since you last looked</source>
        <translation>Seit dem letzten Blick</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 Stunden</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>All seen (Shift+A)</source>
        <translation>Alles gesehen (Umschalt+A)</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Waited</source>
        <translation>Wartete</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Beleg</translation>
    </message>
    <message>
        <source>What needed you</source>
        <translation>Was Sie brauchte</translation>
    </message>
    <message>
        <source>Nothing has needed you since you last looked</source>
        <translation>Seit dem letzten Blick hat nichts Sie gebraucht</translation>
    </message>
    <message>
        <source>Nothing has needed you in that time</source>
        <translation>In dieser Zeit hat nichts Sie gebraucht</translation>
    </message>
    <message>
        <source>What needed you can&apos;t be read</source>
        <translation>Was Sie brauchte, ist nicht lesbar</translation>
    </message>
</context>
<context>
    <name>JobEditor</name>
    <message>
        <source>New job</source>
        <translation>Neue Aufgabe</translation>
    </message>
    <message>
        <source>Edit the job</source>
        <translation>Aufgabe ändern</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel (Esc)</source>
        <translation>Abbrechen (Esc)</translation>
    </message>
    <message>
        <source>The next five:
%1</source>
        <translation>Die nächsten fünf:
%1</translation>
    </message>
    <message>
        <source>A schedule is minute, hour, day of the month, month, day of the week; or @daily, every 90m, at 2026-11-20T09:00+01:00</source>
        <translation>Ein Zeitplan ist Minute, Stunde, Tag des Monats, Monat, Wochentag; oder @daily, every 90m, at 2026-11-20T09:00+01:00</translation>
    </message>
</context>
<context>
    <name>JobRemoval</name>
    <message>
        <source>Delete “%1”?</source>
        <translation>„%1“ löschen?</translation>
    </message>
    <message>
        <source>It is due no more, and what it did is not listed any more. A pause can be taken back.</source>
        <translation>Sie ist nicht mehr fällig, und was sie tat, ist nicht mehr verzeichnet. Eine Pause lässt sich zurücknehmen.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Keep it (Esc)</source>
        <translation>Behalten (Esc)</translation>
    </message>
</context>
<context>
    <name>JobsPage</name>
    <message>
        <source>Jobs</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>New job (A) …</source>
        <translation>Neue Aufgabe (A) …</translation>
    </message>
    <message>
        <source>Run now (R)</source>
        <translation>Jetzt ausführen (R)</translation>
    </message>
    <message>
        <source>Go on (P)</source>
        <translation>Weiter (P)</translation>
    </message>
    <message>
        <source>Pause (P)</source>
        <translation>Pause (P)</translation>
    </message>
    <message>
        <source>Edit (E) …</source>
        <translation>Ändern (E) …</translation>
    </message>
    <message>
        <source>Delete (Del) …</source>
        <translation>Löschen (Entf) …</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Next, there</source>
        <translation>Nächstes Mal, dort</translation>
    </message>
    <message>
        <source>Last result</source>
        <translation>Letztes Ergebnis</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Next, UTC</source>
        <translation>Nächstes Mal, UTC</translation>
    </message>
    <message>
        <source>Scheduled jobs</source>
        <translation>Geplante Aufgaben</translation>
    </message>
    <message>
        <source>There are no jobs</source>
        <translation>Es gibt keine Aufgaben</translation>
    </message>
    <message>
        <source>A digest of the day, a backup, a webhook, a command, a reminder</source>
        <translation>Ein Überblick des Tages, eine Sicherung, ein Webhook, ein Befehl, eine Erinnerung</translation>
    </message>
    <message>
        <source>New job …</source>
        <translation>Neue Aufgabe …</translation>
    </message>
    <message>
        <source>The jobs can&apos;t be read</source>
        <translation>Die Aufgaben sind nicht lesbar</translation>
    </message>
    <message>
        <source>What of the job</source>
        <translation>Was von der Aufgabe</translation>
    </message>
    <message>
        <source>Occurrences</source>
        <translation>Termine</translation>
    </message>
    <message>
        <source>The last digest</source>
        <translation>Der letzte Überblick</translation>
    </message>
    <message>
        <source>Due, there</source>
        <translation>Fällig, dort</translation>
    </message>
    <message>
        <source>Due, UTC</source>
        <translation>Fällig, UTC</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>What the job did</source>
        <translation>Was die Aufgabe tat</translation>
    </message>
    <message>
        <source>It was not due yet</source>
        <translation>Sie war noch nicht fällig</translation>
    </message>
    <message>
        <source>What the job did can&apos;t be read</source>
        <translation>Was die Aufgabe tat, ist nicht lesbar</translation>
    </message>
</context>
<context>
    <name>KeysList</name>
    <message>
        <source>These keys</source>
        <translation>Diese Tasten</translation>
    </message>
    <message>
        <source>Every action, session and page by name</source>
        <translation>Jede Aktion, Sitzung und Seite beim Namen</translation>
    </message>
    <message>
        <source>Search (also Ctrl+F)</source>
        <translation>Suchen (auch Strg+F)</translation>
    </message>
    <message>
        <source>Go to a page</source>
        <translation>Zu einer Seite</translation>
    </message>
    <message>
        <source>The next session that needs you</source>
        <translation>Die nächste Sitzung, die Sie braucht</translation>
    </message>
    <message>
        <source>What happened while you were away</source>
        <translation>Was war, während Sie weg waren</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Choose a session</source>
        <translation>Eine Sitzung wählen</translation>
    </message>
    <message>
        <source>The next and the one before</source>
        <translation>Die nächste und die davor</translation>
    </message>
    <message>
        <source>Open the session</source>
        <translation>Die Sitzung öffnen</translation>
    </message>
    <message>
        <source>Back; clear the filter</source>
        <translation>Zurück; Filter weg</translation>
    </message>
    <message>
        <source>Group the board: none, by project, by agent</source>
        <translation>Die Tafel ordnen: gar nicht, nach Projekt, nach Agent</translation>
    </message>
    <message>
        <source>Mark as seen what waits for you there</source>
        <translation>Als gesehen merken, was dort auf Sie wartet</translation>
    </message>
    <message>
        <source>Tell me again in 15 minutes</source>
        <translation>In 15 Minuten noch einmal sagen</translation>
    </message>
    <message>
        <source>Its notifications off, and on again</source>
        <translation>Ihre Meldungen aus und wieder an</translation>
    </message>
    <message>
        <source>What can be done with the session</source>
        <translation>Was sich mit der Sitzung tun lässt</translation>
    </message>
    <message>
        <source>Go to its terminal</source>
        <translation>Zu ihrem Terminal</translation>
    </message>
    <message>
        <source>Copy its id</source>
        <translation>Ihre Nummer kopieren</translation>
    </message>
    <message>
        <source>Copy the command that resumes it</source>
        <translation>Den Befehl kopieren, der sie fortsetzt</translation>
    </message>
    <message>
        <source>Copy the path of its transcript</source>
        <translation>Den Pfad ihrer Mitschrift kopieren</translation>
    </message>
    <message>
        <source>Open its folder</source>
        <translation>Ihren Ordner öffnen</translation>
    </message>
    <message>
        <source>Chips and wall only, to be read from afar</source>
        <translation>Nur Zähler und Wand, aus der Ferne lesbar</translation>
    </message>
    <message>
        <source>Quit Dogwatch</source>
        <translation>Dogwatch beenden</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
</context>
<context>
    <name>LogTable</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Liest …</translation>
    </message>
    <message>
        <source>Nothing passes the filter</source>
        <translation>Nichts passt zum Filter</translation>
    </message>
    <message>
        <source>Drop the filter</source>
        <translation>Filter weg</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>(%1) Dogwatch</source>
        <translation>(%1) Dogwatch</translation>
    </message>
    <message>
        <source>Dogwatch</source>
        <translation>Dogwatch</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>Zu %1</translation>
    </message>
    <message>
        <source>Go to the next that needs you</source>
        <translation>Zur nächsten, die Sie braucht</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Show all sessions</source>
        <translation>Alle Sitzungen zeigen</translation>
    </message>
    <message>
        <source>Board: no groups</source>
        <translation>Tafel: ungeordnet</translation>
    </message>
    <message>
        <source>Board: group by project</source>
        <translation>Tafel: nach Projekt</translation>
    </message>
    <message>
        <source>Board: group by agent</source>
        <translation>Tafel: nach Agent</translation>
    </message>
    <message>
        <source>Wall: chips and tiles only</source>
        <translation>Wand: nur Zähler und Kacheln</translation>
    </message>
    <message>
        <source>Colours as on the desktop</source>
        <translation>Farben wie auf dem Desktop</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>Helle Farben</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>Dunkle Farben</translation>
    </message>
    <message>
        <source>Things further apart</source>
        <translation>Alles weiter auseinander</translation>
    </message>
    <message>
        <source>Things closer together</source>
        <translation>Alles näher zusammen</translation>
    </message>
    <message>
        <source>Show the keys</source>
        <translation>Die Tasten zeigen</translation>
    </message>
    <message>
        <source>Quit Dogwatch</source>
        <translation>Dogwatch beenden</translation>
    </message>
</context>
<context>
    <name>NeedsStrip</name>
    <message>
        <source>%1, and %2 more</source>
        <translation>%1, und %2 mehr</translation>
    </message>
    <message>
        <source>Its notifications are muted</source>
        <translation>Ihre Meldungen sind stumm</translation>
    </message>
    <message>
        <source>Seen: %1</source>
        <translation>Gesehen: %1</translation>
    </message>
    <message>
        <source>Seen (A)</source>
        <translation>Gesehen (A)</translation>
    </message>
    <message>
        <source>Snooze 15 min (Z)</source>
        <translation>In 15 min wieder (Z)</translation>
    </message>
    <message>
        <source>Unmute (M)</source>
        <translation>Laut (M)</translation>
    </message>
    <message>
        <source>Mute (M)</source>
        <translation>Stumm (M)</translation>
    </message>
</context>
<context>
    <name>NetworkPart</name>
    <message>
        <source>Token</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>The old one is refused at once. Programs of your own have to read the new one.</source>
        <translation>Der alte wird sofort abgewiesen. Eigene Programme müssen den neuen lesen.</translation>
    </message>
    <message>
        <source>What a program shows to be let in over that port. Hooks and dogwatchctl need nothing from you.</source>
        <translation>Was ein Programm zeigt, um über diesen Port eingelassen zu werden. Hooks und dogwatchctl brauchen nichts von Ihnen.</translation>
    </message>
    <message>
        <source>Make a new one …</source>
        <translation>Einen neuen machen …</translation>
    </message>
    <message>
        <source>Make a new token</source>
        <translation>Neuen Schlüssel machen</translation>
    </message>
    <message>
        <source>Keep the old one</source>
        <translation>Den alten behalten</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>%1 asks for permission</source>
        <translation>%1 bittet um Erlaubnis</translation>
    </message>
    <message>
        <source>%1 asks a question</source>
        <translation>%1 fragt etwas</translation>
    </message>
    <message>
        <source>%1 has failed</source>
        <translation>%1 ist gescheitert</translation>
    </message>
    <message>
        <source>%1 is stalled</source>
        <translation>%1 steht still</translation>
    </message>
    <message>
        <source>%1 is turned away by the API</source>
        <translation>%1 wird von der API abgewiesen</translation>
    </message>
    <message>
        <source>%1 fails again and again</source>
        <translation>%1 scheitert immer wieder</translation>
    </message>
    <message>
        <source>%1 goes round in circles</source>
        <translation>%1 dreht sich im Kreis</translation>
    </message>
    <message>
        <source>What is known of %1 contradicts itself</source>
        <translation>Was von %1 bekannt ist, widerspricht sich</translation>
    </message>
    <message>
        <source>%1 writes a file that another agent writes</source>
        <translation>%1 schreibt eine Datei, die ein anderer Agent auch schreibt</translation>
    </message>
    <message>
        <source>%1 uses up the limit of five hours</source>
        <translation>%1 verbraucht die Grenze der fünf Stunden</translation>
    </message>
    <message>
        <source>%1 uses up a budget</source>
        <translation>%1 verbraucht ein Budget</translation>
    </message>
    <message>
        <source>A session</source>
        <translation>Eine Sitzung</translation>
    </message>
    <message numerus="yes">
        <source>And %n more need you</source>
        <translation>
            <numerusform>Und %n mehr braucht Sie</numerusform>
            <numerusform>Und %n mehr brauchen Sie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) need you</source>
        <translation>
            <numerusform>%n Sache braucht Sie</numerusform>
            <numerusform>%n Sachen brauchen Sie</numerusform>
        </translation>
    </message>
    <message>
        <source>Dogwatch shows what waits, the most urgent first.</source>
        <translation>Dogwatch zeigt, was wartet, das Dringendste zuerst.</translation>
    </message>
    <message>
        <source>Notifications are switched off.</source>
        <translation>Meldungen sind abgeschaltet.</translation>
    </message>
    <message>
        <source>Nothing is shown until %1.</source>
        <translation>Bis %1 wird nichts gezeigt.</translation>
    </message>
    <message>
        <source>Nothing on this desktop shows notifications.</source>
        <translation>Auf diesem Desktop zeigt niemand Meldungen.</translation>
    </message>
    <message>
        <source>The desktop is set not to disturb you.</source>
        <translation>Der Desktop soll Sie nicht stören.</translation>
    </message>
</context>
<context>
    <name>NotifyPart</name>
    <message>
        <source>Show a test</source>
        <translation>Einen Versuch zeigen</translation>
    </message>
    <message>
        <source>Pause for an hour</source>
        <translation>Eine Stunde Pause</translation>
    </message>
    <message>
        <source>Go on now</source>
        <translation>Jetzt weiter</translation>
    </message>
</context>
<context>
    <name>PaneHead</name>
    <message>
        <source>Back (Esc)</source>
        <translation>Zurück (Esc)</translation>
    </message>
</context>
<context>
    <name>PayloadPane</name>
    <message>
        <source>Payload of event %1</source>
        <translation>Inhalt von Ereignis %1</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copies the payload as it came in</source>
        <translation>Kopiert den Inhalt, wie er ankam</translation>
    </message>
    <message>
        <source>The payload can&apos;t be read</source>
        <translation>Der Inhalt ist nicht lesbar</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Liest …</translation>
    </message>
    <message>
        <source>The payload is empty</source>
        <translation>Der Inhalt ist leer</translation>
    </message>
    <message>
        <source>Choose an event to see what the agent sent</source>
        <translation>Wählen Sie ein Ereignis, um zu sehen, was der Agent schickte</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Noch einmal</translation>
    </message>
</context>
<context>
    <name>PricesPart</name>
    <message>
        <source>Take prices of your own …</source>
        <translation>Eigene Preise nehmen …</translation>
    </message>
    <message>
        <source>Only those that ship</source>
        <translation>Nur die mitgelieferten</translation>
    </message>
    <message>
        <source>US dollars for a million tokens. Your own rows go before those that ship.</source>
        <translation>US-Dollar für eine Million Tokens. Eigene Zeilen gehen den mitgelieferten vor.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>Wessen</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Ab</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Write 5 min</source>
        <translation>Schreiben 5 min</translation>
    </message>
    <message>
        <source>Write 1 h</source>
        <translation>Schreiben 1 h</translation>
    </message>
    <message>
        <source>Cache read</source>
        <translation>Cache gelesen</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>Preise</translation>
    </message>
    <message>
        <source>There are no prices</source>
        <translation>Es gibt keine Preise</translation>
    </message>
    <message>
        <source>The prices can&apos;t be read</source>
        <translation>Die Preise sind nicht lesbar</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>RailPages</name>
    <message>
        <source>Board</source>
        <translation>Tafel</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Verbrauch</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>RangeBar</name>
    <message>
        <source>Range of days</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Dieser Monat</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>Eigener</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Erster Tag</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Parts of the columns</source>
        <translation>Teile der Säulen</translation>
    </message>
    <message>
        <source>by model</source>
        <translation>nach Modell</translation>
    </message>
    <message>
        <source>by project</source>
        <translation>nach Projekt</translation>
    </message>
    <message>
        <source>table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Export CSV …</source>
        <translation>CSV speichern …</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear the search</source>
        <translation>Die Suche leeren</translation>
    </message>
</context>
<context>
    <name>SessionHeader</name>
    <message>
        <source>%1 %2, %3</source>
        <translation>%1 %2, %3</translation>
    </message>
    <message>
        <source>Back to the board</source>
        <translation>Zurück zur Tafel</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>Zurück (Esc)</translation>
    </message>
    <message>
        <source>Go to terminal</source>
        <translation>Zum Terminal</translation>
    </message>
</context>
<context>
    <name>SessionMenu</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Go to its terminal</source>
        <translation>Zu ihrem Terminal</translation>
    </message>
    <message>
        <source>Mark as seen</source>
        <translation>Als gesehen merken</translation>
    </message>
    <message>
        <source>Snooze for 15 minutes</source>
        <translation>In 15 Minuten wieder</translation>
    </message>
    <message>
        <source>Notifications on again</source>
        <translation>Meldungen wieder an</translation>
    </message>
    <message>
        <source>Mute its notifications</source>
        <translation>Ihre Meldungen stumm</translation>
    </message>
    <message>
        <source>Copy session id</source>
        <translation>Sitzungsnummer kopieren</translation>
    </message>
    <message>
        <source>Copy resume command</source>
        <translation>Befehl zum Fortsetzen kopieren</translation>
    </message>
    <message>
        <source>Copy transcript path</source>
        <translation>Pfad der Mitschrift kopieren</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Den Ordner öffnen</translation>
    </message>
</context>
<context>
    <name>SessionPage</name>
    <message>
        <source>Session %1</source>
        <translation>Sitzung %1</translation>
    </message>
    <message>
        <source>This session can&apos;t be read</source>
        <translation>Diese Sitzung ist nicht lesbar</translation>
    </message>
    <message>
        <source>Reading the session …</source>
        <translation>Liest die Sitzung …</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>Mitschrift</translation>
    </message>
    <message>
        <source>Tool calls</source>
        <translation>Werkzeugaufrufe</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Verbrauch</translation>
    </message>
</context>
<context>
    <name>SessionRow</name>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n Aufruf</numerusform>
            <numerusform>%n Aufrufe</numerusform>
        </translation>
    </message>
    <message>
        <source>(no folder)</source>
        <translation>(kein Ordner)</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Back to %1</source>
        <translation>Zurück zu %1</translation>
    </message>
    <message>
        <source>%1: back to %2</source>
        <translation>%1: zurück zu %2</translation>
    </message>
</context>
<context>
    <name>SettingWords</name>
    <message>
        <source>Tell me what needs me</source>
        <translation>Sagen, was mich braucht</translation>
    </message>
    <message>
        <source>By a notification of the desktop, and by the ways below.</source>
        <translation>Durch eine Meldung des Desktops und auf den Wegen unten.</translation>
    </message>
    <message>
        <source>An agent asks for permission</source>
        <translation>Ein Agent bittet um Erlaubnis</translation>
    </message>
    <message>
        <source>An agent asks a question</source>
        <translation>Ein Agent stellt eine Frage</translation>
    </message>
    <message>
        <source>An agent has failed</source>
        <translation>Ein Agent ist gescheitert</translation>
    </message>
    <message>
        <source>An agent is stalled</source>
        <translation>Ein Agent steht still</translation>
    </message>
    <message>
        <source>The API turns an agent away</source>
        <translation>Die API weist einen Agenten ab</translation>
    </message>
    <message>
        <source>Call after call fails</source>
        <translation>Aufruf um Aufruf scheitert</translation>
    </message>
    <message>
        <source>The same call again and again</source>
        <translation>Immer wieder derselbe Aufruf</translation>
    </message>
    <message>
        <source>Sources contradict each other</source>
        <translation>Quellen widersprechen sich</translation>
    </message>
    <message>
        <source>Two agents write one file</source>
        <translation>Zwei Agenten schreiben eine Datei</translation>
    </message>
    <message>
        <source>A limit of the subscription is near</source>
        <translation>Eine Grenze des Abonnements ist nah</translation>
    </message>
    <message>
        <source>Your own budget is used up</source>
        <translation>Das eigene Budget ist verbraucht</translation>
    </message>
    <message>
        <source>Of the session in front</source>
        <translation>Von der Sitzung im Vordergrund</translation>
    </message>
    <message>
        <source>Also while you look at its page.</source>
        <translation>Auch, während Sie ihre Seite ansehen.</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>Ruhezeit</translation>
    </message>
    <message>
        <source>Such as 22:00-07:30. What comes then is told afterwards, as a sum.</source>
        <translation>Etwa 22:00-07:30. Was dann kommt, wird danach in einer Summe gesagt.</translation>
    </message>
    <message>
        <source>Most an hour</source>
        <translation>Höchstens je Stunde</translation>
    </message>
    <message>
        <source>What is more is told as a sum.</source>
        <translation>Was darüber ist, wird in einer Summe gesagt.</translation>
    </message>
    <message>
        <source>Pause until</source>
        <translation>Pause bis</translation>
    </message>
    <message>
        <source>The menu in the tray does the same.</source>
        <translation>Das Menü in der Leiste tut dasselbe.</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>An https:// address, or http:// to this machine, that is told the same, signed: dogwatchctl outbox secret shows the key.</source>
        <translation>Eine https://-Adresse, oder http:// an diesen Rechner, die dasselbe erfährt, signiert: dogwatchctl outbox secret zeigt den Schlüssel.</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Words in JSON such as [&quot;/usr/bin/mail&quot;,&quot;me&quot;], run without a shell; it reads the same as JSON.</source>
        <translation>Wörter in JSON wie [&quot;/usr/bin/mail&quot;,&quot;ich&quot;], ohne Shell ausgeführt; er liest dasselbe als JSON.</translation>
    </message>
    <message>
        <source>What is stored</source>
        <translation>Was gespeichert wird</translation>
    </message>
    <message>
        <source>Everything; all but what tools gave back; or only names, ids, times, folders and figures. Counts for what comes from now on.</source>
        <translation>Alles; alles außer dem, was Werkzeuge zurückgaben; oder nur Namen, Nummern, Zeiten, Ordner und Zahlen. Gilt für das, was von jetzt an kommt.</translation>
    </message>
    <message>
        <source>Take out secrets</source>
        <translation>Geheimnisse herausnehmen</translation>
    </message>
    <message>
        <source>Passwords, keys and tokens are taken out of everything before it is stored.</source>
        <translation>Passwörter und Schlüssel werden aus allem herausgenommen, bevor es gespeichert wird.</translation>
    </message>
    <message>
        <source>Rules of your own</source>
        <translation>Eigene Regeln</translation>
    </message>
    <message>
        <source>A file with a rule a line: a name and a pattern such as acme_[\w-]{32}.</source>
        <translation>Eine Datei mit einer Regel je Zeile: ein Name und ein Muster wie acme_[\w-]{32}.</translation>
    </message>
    <message>
        <source>Days to keep events</source>
        <translation>Tage, die Ereignisse bleiben</translation>
    </message>
    <message>
        <source>Older events and texts are dropped; sessions, calls and figures stay. 0: never.</source>
        <translation>Ältere Ereignisse und Texte fallen weg; Sitzungen, Aufrufe und Zahlen bleiben. 0: nie.</translation>
    </message>
    <message>
        <source>Dollars a day</source>
        <translation>Dollar am Tag</translation>
    </message>
    <message>
        <source>Told when a day comes to so many at list prices. 0: never.</source>
        <translation>Gesagt, wenn ein Tag zu Listenpreisen so viele kostet. 0: nie.</translation>
    </message>
    <message>
        <source>Dollars a session</source>
        <translation>Dollar je Sitzung</translation>
    </message>
    <message>
        <source>The same of one session. 0: never.</source>
        <translation>Dasselbe von einer Sitzung. 0: nie.</translation>
    </message>
    <message>
        <source>Tokens in five hours</source>
        <translation>Tokens in fünf Stunden</translation>
    </message>
    <message>
        <source>But those read from a cache. 0: never.</source>
        <translation>Ohne die aus einem Cache gelesenen. 0: nie.</translation>
    </message>
    <message>
        <source>Keep transcripts</source>
        <translation>Mitschriften behalten</translation>
    </message>
    <message>
        <source>That their agent is about to delete, as they are. By itself: while everything is stored and no secrets are taken out.</source>
        <translation>Die ihr Agent bald löscht, wie sie sind. Von selbst: solange alles gespeichert und nichts herausgenommen wird.</translation>
    </message>
    <message>
        <source>Days before</source>
        <translation>Tage vorher</translation>
    </message>
    <message>
        <source>The agent would delete them.</source>
        <translation>So lange, bevor der Agent sie löschen würde.</translation>
    </message>
    <message>
        <source>Days to keep them</source>
        <translation>Tage, die sie bleiben</translation>
    </message>
    <message>
        <source>0: for ever.</source>
        <translation>0: für immer.</translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation>Beim Anmelden starten</translation>
    </message>
    <message>
        <source>In the tray, by an entry in the desktop&apos;s autostart folder.</source>
        <translation>In der Leiste, durch einen Eintrag im Autostart-Ordner des Desktops.</translation>
    </message>
    <message>
        <source>Go on in the tray</source>
        <translation>In der Leiste weiterlaufen</translation>
    </message>
    <message>
        <source>When the window is closed, where there is a tray. Off: Dogwatch ends, and what agents do is read at the next start.</source>
        <translation>Wenn das Fenster geschlossen wird, wo es eine Leiste gibt. Aus: Dogwatch endet, und was die Agenten tun, wird beim nächsten Start gelesen.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Of the window, the tray and notifications.</source>
        <translation>Von Fenster, Leiste und Meldungen.</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>On 127.0.0.1, from the next start on. 0: 4519. Where it is taken, any free one; the line below says which.</source>
        <translation>Auf 127.0.0.1, vom nächsten Start an. 0: 4519. Ist er belegt, irgendein freier; die Zeile unten sagt, welcher.</translation>
    </message>
    <message>
        <source>Most bytes</source>
        <translation>Höchstens Bytes</translation>
    </message>
    <message>
        <source>When all take more the oldest go. 0: any number.</source>
        <translation>Wenn alle zusammen mehr brauchen, gehen die ältesten. 0: beliebig viele.</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>By itself</source>
        <translation>Von selbst</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>Lautlos</translation>
    </message>
    <message>
        <source>With a sound</source>
        <translation>Mit Ton</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>No outputs</source>
        <translation>Keine Ausgaben</translation>
    </message>
    <message>
        <source>As on the desktop</source>
        <translation>Wie auf dem Desktop</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Deutsch</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Roomy</source>
        <translation>Weit</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Eng</translation>
    </message>
    <message>
        <source>No texts</source>
        <translation>Keine Texte</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Which settings</source>
        <translation>Welche Einstellungen</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>Preise</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>working</source>
        <translation>arbeitet</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>needs input</source>
        <translation>braucht Sie</translation>
    </message>
    <message>
        <source>parked</source>
        <translation>geparkt</translation>
    </message>
    <message>
        <source>stalled</source>
        <translation>steht still</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>verloren</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>StatusChip</name>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n Sitzung</numerusform>
            <numerusform>%n Sitzungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Counted for 24 hours; the board shows those of the last hour.</source>
        <translation>Gezählt über 24 Stunden; die Tafel zeigt die der letzten Stunde.</translation>
    </message>
    <message>
        <source>Click: only these · Ctrl+click: these too</source>
        <translation>Klick: nur diese · Strg+Klick: auch diese</translation>
    </message>
</context>
<context>
    <name>StoreFailedPage</name>
    <message>
        <source>The store can&apos;t be used</source>
        <translation>Der Speicher ist nicht benutzbar</translation>
    </message>
    <message>
        <source>No event is lost meanwhile: the agents&apos; hooks keep theirs on disk, and they are taken in once the store works again. Nothing in the data folder has been changed.</source>
        <translation>Inzwischen geht kein Ereignis verloren: Die Hooks der Agenten legen ihre auf die Platte, und sie werden eingelesen, sobald der Speicher wieder geht. Im Datenordner wurde nichts verändert.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Restore a backup …</source>
        <translation>Sicherung zurückholen …</translation>
    </message>
    <message>
        <source>Set aside …</source>
        <translation>Beiseitelegen …</translation>
    </message>
    <message>
        <source>The latest backup takes the place of the store. The files that can&apos;t be used are kept beside it, under another name.</source>
        <translation>Die letzte Sicherung tritt an die Stelle des Speichers. Die unbrauchbaren Dateien bleiben unter anderem Namen daneben.</translation>
    </message>
    <message>
        <source>The files of the store are renamed, and kept, and Dogwatch begins with an empty store.</source>
        <translation>Die Dateien des Speichers werden umbenannt und aufgehoben, und Dogwatch beginnt mit einem leeren Speicher.</translation>
    </message>
    <message>
        <source>Restore the latest backup</source>
        <translation>Letzte Sicherung zurückholen</translation>
    </message>
    <message>
        <source>Set the store aside</source>
        <translation>Speicher beiseitelegen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>SumButton</name>
    <message>
        <source>Shows the messages behind the figure</source>
        <translation>Zeigt die Nachrichten hinter der Zahl</translation>
    </message>
</context>
<context>
    <name>TabStrip</name>
    <message>
        <source>Parts of the session</source>
        <translation>Teile der Sitzung</translation>
    </message>
</context>
<context>
    <name>TabTools</name>
    <message>
        <source>failed only</source>
        <translation>nur gescheiterte</translation>
    </message>
    <message>
        <source>Filter events</source>
        <translation>Ereignisse filtern</translation>
    </message>
    <message>
        <source>Filter calls</source>
        <translation>Aufrufe filtern</translation>
    </message>
    <message>
        <source>follow</source>
        <translation>folgen</translation>
    </message>
</context>
<context>
    <name>Terminal</name>
    <message>
        <source>Its tmux pane is no longer there.</source>
        <translation>Ihr tmux-Fenster ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Another program is in its tmux pane by now.</source>
        <translation>In ihrem tmux-Fenster ist inzwischen ein anderes Programm.</translation>
    </message>
    <message>
        <source>tmux did not select its pane.</source>
        <translation>tmux hat ihr Fenster nicht gewählt.</translation>
    </message>
    <message>
        <source>No terminal shows its tmux session.</source>
        <translation>Kein Terminal zeigt ihre tmux-Sitzung.</translation>
    </message>
    <message>
        <source>tmux did not switch to its session.</source>
        <translation>tmux hat nicht zu ihrer Sitzung gewechselt.</translation>
    </message>
    <message>
        <source>Its terminal is in front, but did not select its tab.</source>
        <translation>Ihr Terminal ist vorn, hat aber ihren Reiter nicht gewählt.</translation>
    </message>
    <message>
        <source>VS Code was asked to show its folder.</source>
        <translation>VS Code wurde gebeten, ihren Ordner zu zeigen.</translation>
    </message>
    <message>
        <source>Its terminal shows it, but is not in front: %1.</source>
        <translation>Ihr Terminal zeigt sie, ist aber nicht vorn: %1.</translation>
    </message>
    <message>
        <source>Its terminal can&apos;t be shown: %1.</source>
        <translation>Ihr Terminal lässt sich nicht zeigen: %1.</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>by project</source>
        <translation>nach Projekt</translation>
    </message>
    <message>
        <source>by agent</source>
        <translation>nach Agent</translation>
    </message>
    <message>
        <source>no groups</source>
        <translation>ungeordnet</translation>
    </message>
    <message>
        <source>Group the board: %1</source>
        <translation>Die Tafel ordnen: %1</translation>
    </message>
    <message>
        <source>No groups</source>
        <translation>Ungeordnet</translation>
    </message>
    <message>
        <source>By project</source>
        <translation>Nach Projekt</translation>
    </message>
    <message>
        <source>By agent</source>
        <translation>Nach Agent</translation>
    </message>
    <message>
        <source>Group the board (G)</source>
        <translation>Die Tafel ordnen (G)</translation>
    </message>
    <message>
        <source>Search · Ctrl+F</source>
        <translation>Suchen · Strg+F</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>attempt %1</source>
        <translation>%1. Versuch</translation>
    </message>
    <message>
        <source>again in %1</source>
        <translation>wieder in %1</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Gedanken</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>Compacted</source>
        <translation>Verdichtet</translation>
    </message>
    <message>
        <source>%1 tokens before</source>
        <translation>%1 Tokens vorher</translation>
    </message>
    <message>
        <source>API error</source>
        <translation>API-Fehler</translation>
    </message>
    <message>
        <source>API error, tried again</source>
        <translation>API-Fehler, noch einmal versucht</translation>
    </message>
    <message>
        <source>Interrupted by you</source>
        <translation>Von Ihnen unterbrochen</translation>
    </message>
    <message>
        <source>Refused by you</source>
        <translation>Von Ihnen abgelehnt</translation>
    </message>
    <message>
        <source>Model changed</source>
        <translation>Modell gewechselt</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 zu %2</translation>
    </message>
    <message>
        <source>Report of a subagent</source>
        <translation>Bericht eines Unteragenten</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Turn over</source>
        <translation>Zug vorbei</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>nach %1</translation>
    </message>
    <message>
        <source>Something newer</source>
        <translation>Etwas Neueres</translation>
    </message>
</context>
<context>
    <name>TranscriptEntry</name>
    <message numerus="yes">
        <source>%n more line(s)</source>
        <translation>
            <numerusform>%n Zeile mehr</numerusform>
            <numerusform>%n Zeilen mehr</numerusform>
        </translation>
    </message>
    <message>
        <source>fold</source>
        <translation>einklappen</translation>
    </message>
    <message>
        <source>show all</source>
        <translation>alles zeigen</translation>
    </message>
</context>
<context>
    <name>TranscriptTab</name>
    <message>
        <source>Transcript</source>
        <translation>Mitschrift</translation>
    </message>
    <message>
        <source>The entry&apos;s own words</source>
        <translation>Der Wortlaut des Eintrags</translation>
    </message>
    <message>
        <source>The transcript can&apos;t be read</source>
        <translation>Die Mitschrift ist nicht lesbar</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Liest …</translation>
    </message>
    <message>
        <source>No transcript of this agent was read</source>
        <translation>Von diesem Agenten wurde keine Mitschrift gelesen</translation>
    </message>
    <message>
        <source>Transcripts are read for Claude Code, some seconds behind the agent.</source>
        <translation>Gelesen werden die Mitschriften von Claude Code, einige Sekunden nach dem Agenten.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Noch einmal</translation>
    </message>
</context>
<context>
    <name>TrustLine</name>
    <message>
        <source>State of the server</source>
        <translation>Zustand des Servers</translation>
    </message>
    <message>
        <source>listening on %1</source>
        <translation>hört auf %1</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>not listening</source>
        <translation>hört nicht</translation>
    </message>
    <message>
        <source>Agents&apos; hooks reach Dogwatch here and over its local socket.</source>
        <translation>Hier und über den lokalen Socket erreichen die Hooks der Agenten Dogwatch.</translation>
    </message>
    <message>
        <source>No event can be taken now: hooks keep theirs on disk, and they are taken in later. %1</source>
        <translation>Jetzt kann kein Ereignis angenommen werden: Hooks legen ihre auf die Platte, und sie werden später eingelesen. %1</translation>
    </message>
    <message>
        <source>Events committed in the last minute.</source>
        <translation>Ereignisse, die in der letzten Minute gespeichert wurden.</translation>
    </message>
    <message>
        <source>99 of 100 events were safely on disk, and acknowledged, within this time.</source>
        <translation>99 von 100 Ereignissen lagen binnen dieser Zeit sicher auf der Platte und waren bestätigt.</translation>
    </message>
    <message>
        <source>Events that were acknowledged are not in the store. This must never happen: please keep the data folder as it is and report it.</source>
        <translation>Bestätigte Ereignisse stehen nicht im Speicher. Das darf nie geschehen: Lassen Sie den Datenordner bitte, wie er ist, und melden Sie es.</translation>
    </message>
    <message>
        <source>Events that were acknowledged and are not in the store.</source>
        <translation>Ereignisse, die bestätigt wurden und nicht im Speicher stehen.</translation>
    </message>
    <message>
        <source>Events that hooks could not deliver wait on disk to be taken in. If the number does not fall, the store can&apos;t be written: look for a full disk.</source>
        <translation>Ereignisse, die Hooks nicht zustellen konnten, warten auf der Platte. Fällt die Zahl nicht, lässt sich der Speicher nicht schreiben: Ist die Platte voll?</translation>
    </message>
    <message>
        <source>Events that wait on disk to be taken in.</source>
        <translation>Ereignisse, die auf der Platte warten.</translation>
    </message>
    <message>
        <source>Events that were kept whole but could not be understood. See: dogwatchctl dead-letters list</source>
        <translation>Ereignisse, die ganz aufgehoben, aber nicht verstanden wurden. Siehe: dogwatchctl dead-letters list</translation>
    </message>
    <message>
        <source>Size of the store on disk.</source>
        <translation>Größe des Speichers auf der Platte.</translation>
    </message>
    <message>
        <source>Scheduled jobs, or some of them, are not run now; what is due waits. %1</source>
        <translation>Geplante Aufgaben, oder einige davon, laufen jetzt nicht; was fällig ist, wartet. %1</translation>
    </message>
</context>
<context>
    <name>Usage</name>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>≥ %1</source>
        <extracomment>At least that much; some of it has no known price.</extracomment>
        <translation>≥ %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <extracomment>A share of a hundred.</extracomment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>(no model named)</source>
        <translation>(kein Modell genannt)</translation>
    </message>
    <message>
        <source>Agents waited %1 for you; your median answer took %2</source>
        <translation>Agenten warteten %1 auf Sie; Ihre mittlere Antwort brauchte %2</translation>
    </message>
    <message>
        <source>Agents waited %1 for you</source>
        <translation>Agenten warteten %1 auf Sie</translation>
    </message>
</context>
<context>
    <name>UsageChart</name>
    <message>
        <source>Tokens over time</source>
        <translation>Tokens über die Zeit</translation>
    </message>
    <message>
        <source>Cost over time</source>
        <translation>Kosten über die Zeit</translation>
    </message>
</context>
<context>
    <name>UsagePage</name>
    <message>
        <source>Hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Cost, US dollars</source>
        <translation>Kosten, US-Dollar</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Cache hits</source>
        <translation>Cache-Treffer</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Verbrauch</translation>
    </message>
    <message>
        <source>The usage can&apos;t be read</source>
        <translation>Der Verbrauch ist nicht lesbar</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Liest …</translation>
    </message>
    <message>
        <source>Nothing was used in these days</source>
        <translation>An diesen Tagen wurde nichts verbraucht</translation>
    </message>
    <message>
        <source>Figures come from the transcripts that agents write. Those of former sessions are taken in by: dogwatchctl import</source>
        <translation>Die Zahlen kommen aus den Mitschriften der Agenten. Die früherer Sitzungen liest ein: dogwatchctl import</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Show all days</source>
        <translation>Alle Tage zeigen</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Usage over time</source>
        <translation>Verbrauch über die Zeit</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
</context>
<context>
    <name>UsageSums</name>
    <message>
        <source>cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>from the cache</source>
        <translation>aus dem Cache</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>waited for you</source>
        <translation>wartete auf Sie</translation>
    </message>
    <message>
        <source>Shows the messages behind the figure</source>
        <translation>Zeigt die Nachrichten hinter der Zahl</translation>
    </message>
</context>
<context>
    <name>UsageTab</name>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Cost, US dollars</source>
        <translation>Kosten, US-Dollar</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Cache hits</source>
        <translation>Cache-Treffer</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>Zurück (Esc)</translation>
    </message>
    <message>
        <source>Usage by</source>
        <translation>Verbrauch nach</translation>
    </message>
    <message>
        <source>by agent</source>
        <translation>nach Agent</translation>
    </message>
    <message>
        <source>by model</source>
        <translation>nach Modell</translation>
    </message>
    <message>
        <source>by prompt</source>
        <translation>nach Auftrag</translation>
    </message>
    <message>
        <source>Export CSV …</source>
        <translation>CSV speichern …</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>No usage is known of this session</source>
        <translation>Von dieser Sitzung ist kein Verbrauch bekannt</translation>
    </message>
    <message>
        <source>Usage is read from the transcripts of Claude Code.</source>
        <translation>Der Verbrauch wird aus den Mitschriften von Claude Code gelesen.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Cache written</source>
        <translation>Cache geschr.</translation>
    </message>
    <message>
        <source>Cache read</source>
        <translation>Cache gelesen</translation>
    </message>
    <message>
        <source>Messages behind the figure</source>
        <translation>Nachrichten hinter der Zahl</translation>
    </message>
    <message>
        <source>No messages</source>
        <translation>Keine Nachrichten</translation>
    </message>
    <message>
        <source>The usage can&apos;t be read</source>
        <translation>Der Verbrauch ist nicht lesbar</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Noch einmal</translation>
    </message>
</context>
<context>
    <name>WaitPane</name>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Waited, ms</source>
        <translation>Wartete, ms</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Median answer, ms</source>
        <translation>Mittlere Antwort, ms</translation>
    </message>
    <message>
        <source>Waiting by</source>
        <translation>Warten nach</translation>
    </message>
    <message>
        <source>By hour</source>
        <translation>Nach Stunde</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>Nach Tag</translation>
    </message>
    <message>
        <source>By project</source>
        <translation>Nach Projekt</translation>
    </message>
    <message>
        <source>Waited</source>
        <translation>Wartete</translation>
    </message>
    <message>
        <source>Median answer</source>
        <translation>Mittlere Antwort</translation>
    </message>
    <message>
        <source>No agent waited for you in these days</source>
        <translation>An diesen Tagen hat kein Agent auf Sie gewartet</translation>
    </message>
</context>
<context>
    <name>dogwatch::AgentTreeModel</name>
    <message>
        <source>All agents</source>
        <translation>Alle Agenten</translation>
    </message>
    <message>
        <source>main</source>
        <translation>Haupt</translation>
    </message>
</context>
<context>
    <name>dogwatch::AttentionModel</name>
    <message>
        <source>asks for a permission</source>
        <translation>bittet um Erlaubnis</translation>
    </message>
    <message>
        <source>wants to use %1</source>
        <translation>möchte %1 benutzen</translation>
    </message>
    <message>
        <source>asks</source>
        <translation>fragt</translation>
    </message>
    <message>
        <source>has failed</source>
        <translation>ist gescheitert</translation>
    </message>
    <message>
        <source>hangs</source>
        <translation>hängt</translation>
    </message>
    <message>
        <source>is turned away</source>
        <translation>wird abgewiesen</translation>
    </message>
    <message>
        <source>fails again and again</source>
        <translation>scheitert immer wieder</translation>
    </message>
    <message>
        <source>goes round in circles</source>
        <translation>dreht sich im Kreis</translation>
    </message>
    <message>
        <source>contradicts itself</source>
        <translation>widerspricht sich</translation>
    </message>
    <message>
        <source>writes a file that another one writes</source>
        <translation>schreibt eine Datei, die ein anderer auch schreibt</translation>
    </message>
    <message>
        <source>uses up what it may</source>
        <translation>verbraucht, was erlaubt ist</translation>
    </message>
</context>
<context>
    <name>dogwatch::CommandsModel</name>
    <message>
        <source>run of %1: %2</source>
        <extracomment>A session that another one has started: that one&apos;s project, and its own title.</extracomment>
        <translation>Lauf von %1: %2</translation>
    </message>
</context>
<context>
    <name>dogwatch::DBusNotices</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Go to terminal</source>
        <translation>Zum Terminal</translation>
    </message>
    <message>
        <source>Snooze 15 min</source>
        <translation>In 15 min wieder</translation>
    </message>
    <message>
        <source>Mute session</source>
        <translation>Sitzung stumm</translation>
    </message>
</context>
<context>
    <name>dogwatch::Desktop</name>
    <message>
        <source>It is damaged, or was never a store of Dogwatch.</source>
        <translation>Er ist beschädigt oder war nie ein Speicher von Dogwatch.</translation>
    </message>
    <message>
        <source>It belongs to another program.</source>
        <translation>Er gehört einem anderen Programm.</translation>
    </message>
    <message>
        <source>A newer version of Dogwatch has written it.</source>
        <translation>Eine neuere Version von Dogwatch hat ihn geschrieben.</translation>
    </message>
    <message>
        <source>The system does not let you use it.</source>
        <translation>Das System lässt Sie ihn nicht benutzen.</translation>
    </message>
    <message>
        <source>The disk is full, or reports an error.</source>
        <translation>Die Platte ist voll oder meldet einen Fehler.</translation>
    </message>
    <message>
        <source>It can&apos;t be opened.</source>
        <translation>Er lässt sich nicht öffnen.</translation>
    </message>
    <message>
        <source>Stop watching the agents?</source>
        <translation>Die Agenten nicht mehr beobachten?</translation>
    </message>
    <message>
        <source>This desktop has no tray that Dogwatch could go on in. What agents do while it is off is kept, and read at the next start.</source>
        <translation>Dieser Desktop hat keine Leiste, in der Dogwatch weiterlaufen könnte. Was die Agenten inzwischen tun, wird aufgehoben und beim nächsten Start gelesen.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Minimize</source>
        <translation>Verkleinern</translation>
    </message>
</context>
<context>
    <name>dogwatch::DesktopActions</name>
    <message>
        <source>%1 (the former file is kept as %2)</source>
        <translation>%1 (die frühere Datei liegt als %2 daneben)</translation>
    </message>
    <message>
        <source>The demo could not be started.</source>
        <translation>Die Demo ließ sich nicht starten.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
    <message>
        <source>This goes there from another terminal:

%1</source>
        <translation>So kommen Sie aus einem anderen Terminal dorthin:

%1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>There is no such folder on this machine.</source>
        <translation>Diesen Ordner gibt es hier nicht.</translation>
    </message>
    <message>
        <source>No file manager could be started.</source>
        <translation>Es ließ sich kein Dateimanager starten.</translation>
    </message>
    <message>
        <source>The former store is kept in %1.</source>
        <translation>Der frühere Speicher liegt in %1.</translation>
    </message>
    <message>
        <source>Restored %1.</source>
        <translation>%1 ist zurückgeholt.</translation>
    </message>
    <message>
        <source>Nothing of this session needs you.</source>
        <translation>Nichts an dieser Sitzung braucht Sie.</translation>
    </message>
    <message>
        <source>Marked as seen.</source>
        <translation>Als gesehen gemerkt.</translation>
    </message>
    <message>
        <source>Told again in 15 minutes, if it still waits.</source>
        <translation>In 15 Minuten noch einmal, wenn es dann noch wartet.</translation>
    </message>
    <message>
        <source>No more notifications of this session.</source>
        <translation>Keine Meldungen mehr von dieser Sitzung.</translation>
    </message>
    <message>
        <source>Notifications of this session are on again.</source>
        <translation>Diese Sitzung meldet sich wieder.</translation>
    </message>
    <message>
        <source>The new token counts, the old one is refused.</source>
        <translation>Der neue Schlüssel gilt, der alte wird abgewiesen.</translation>
    </message>
    <message>
        <source>Prices (*.json)</source>
        <translation>Preise (*.json)</translation>
    </message>
    <message>
        <source>All costs were worked out anew.</source>
        <translation>Alle Kosten sind neu berechnet.</translation>
    </message>
    <message>
        <source>A test</source>
        <translation>Ein Versuch</translation>
    </message>
    <message>
        <source>This is how Dogwatch tells you.</source>
        <translation>So meldet sich Dogwatch.</translation>
    </message>
</context>
<context>
    <name>dogwatch::HistoryImport</name>
    <message numerus="yes">
        <source>%n transcript(s), %1 MB new, read in %2.</source>
        <translation>
            <numerusform>%n Mitschrift, %1 MB neu, in %2 gelesen.</numerusform>
            <numerusform>%n Mitschriften, %1 MB neu, in %2 gelesen.</numerusform>
        </translation>
    </message>
    <message>
        <source>texts</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>usage</source>
        <translation>Verbrauch</translation>
    </message>
    <message>
        <source>%1 of %2 files</source>
        <translation>%1 von %2 Dateien</translation>
    </message>
    <message>
        <source>%1 of %2 MB</source>
        <translation>%1 von %2 MB</translation>
    </message>
    <message>
        <source>%1 MB/s</source>
        <translation>%1 MB/s</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message numerus="yes">
        <source>%n transcript(s) of former sessions lie on this machine (%1 MB).</source>
        <translation>
            <numerusform>%n Mitschrift früherer Sitzungen liegt auf diesem Rechner (%1 MB).</numerusform>
            <numerusform>%n Mitschriften früherer Sitzungen liegen auf diesem Rechner (%1 MB).</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking for transcripts …</source>
        <translation>Sucht Mitschriften …</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) or folder(s) could not be read: %1</source>
        <translation>
            <numerusform>%n Datei oder Ordner war nicht lesbar: %1</numerusform>
            <numerusform>%n Dateien oder Ordner waren nicht lesbar: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) hold lines that make no sense or are too long; the rest of them is read: %1</source>
        <translation>
            <numerusform>%n Datei hat Zeilen, die nichts bedeuten oder zu lang sind; der Rest ist gelesen: %1</numerusform>
            <numerusform>%n Dateien haben Zeilen, die nichts bedeuten oder zu lang sind; der Rest ist gelesen: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dogwatch::HistoryModel</name>
    <message>
        <source>There is no store to read from.</source>
        <translation>Es gibt keinen Speicher zum Lesen.</translation>
    </message>
    <message>
        <source>the newest %1 sessions</source>
        <translation>die neuesten %1 Sitzungen</translation>
    </message>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n Sitzung</numerusform>
            <numerusform>%n Sitzungen</numerusform>
        </translation>
    </message>
    <message>
        <source>run of %1</source>
        <extracomment>A session that another one has started: that one&apos;s project, and its own title.</extracomment>
        <translation>Lauf von %1</translation>
    </message>
    <message>
        <source>run of %1: %2</source>
        <translation>Lauf von %1: %2</translation>
    </message>
</context>
<context>
    <name>dogwatch::HitsModel</name>
    <message>
        <source>prompt</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>thinking</source>
        <translation>Gedanke</translation>
    </message>
    <message>
        <source>call</source>
        <translation>Aufruf</translation>
    </message>
    <message>
        <source>output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>There is no store to read from.</source>
        <translation>Es gibt keinen Speicher zum Lesen.</translation>
    </message>
    <message>
        <source>%1 newer texts are not indexed yet</source>
        <translation>%1 neuere Texte sind noch nicht durchsuchbar</translation>
    </message>
</context>
<context>
    <name>dogwatch::InboxModel</name>
    <message>
        <source>There is no store to read from.</source>
        <translation>Es gibt keinen Speicher zum Lesen.</translation>
    </message>
    <message>
        <source>waits for you</source>
        <translation>wartet auf Sie</translation>
    </message>
    <message>
        <source>over, seen</source>
        <translation>vorbei, gesehen</translation>
    </message>
    <message>
        <source>over</source>
        <translation>vorbei</translation>
    </message>
    <message>
        <source>waits, seen</source>
        <translation>wartet, gesehen</translation>
    </message>
    <message>
        <source>snoozed until %1</source>
        <translation>ruht bis %1</translation>
    </message>
    <message>
        <source>over at %1: %2</source>
        <translation>vorbei um %1: %2</translation>
    </message>
    <message>
        <source>Agents stood still for you %1</source>
        <translation>Agenten standen Ihretwegen %1 still</translation>
    </message>
    <message>
        <source>; half of the answers came within %1</source>
        <translation>; die Hälfte der Antworten kam binnen %1</translation>
    </message>
    <message>
        <source>(no project)</source>
        <translation>(kein Projekt)</translation>
    </message>
</context>
<context>
    <name>dogwatch::JobDraft</name>
    <message>
        <source>Notification</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>Aufbewahrung</translation>
    </message>
    <message>
        <source>Also to</source>
        <translation>Auch an</translation>
    </message>
    <message>
        <source>Days kept</source>
        <translation>Tage behalten</translation>
    </message>
    <message>
        <source>Backups kept</source>
        <translation>Sicherungen behalten</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>It is shown as a notification; a webhook may get it as well.</source>
        <translation>Er wird als Meldung gezeigt; ein Webhook kann ihn auch bekommen.</translation>
    </message>
    <message>
        <source>What jobs and the outbox did is dropped when it is older. Events have a setting of their own.</source>
        <translation>Was Aufgaben und Postausgang taten, fällt weg, wenn es älter ist. Ereignisse haben eine eigene Einstellung.</translation>
    </message>
    <message>
        <source>A copy of the whole store; older copies of this job go.</source>
        <translation>Eine Kopie des ganzen Speichers; ältere Kopien dieser Aufgabe gehen.</translation>
    </message>
    <message>
        <source>It gets a signed POST: https://, or http:// to this machine.</source>
        <translation>Sie bekommt einen signierten POST: https://, oder http:// an diesen Rechner.</translation>
    </message>
    <message>
        <source>Its words, with quotes where one has spaces; no shell reads them.</source>
        <translation>Seine Wörter, in Anführungszeichen, wo eines Leerzeichen hat; keine Shell liest sie.</translation>
    </message>
    <message>
        <source>It is shown on this desktop.</source>
        <translation>Es wird auf diesem Desktop gezeigt.</translation>
    </message>
    <message>
        <source>There is a job of that name already</source>
        <translation>Eine Aufgabe dieses Namens gibt es schon</translation>
    </message>
    <message>
        <source>%1    (%2 UTC)</source>
        <extracomment>a time where the job is, and the same in UTC</extracomment>
        <translation>%1    (%2 UTC)</translation>
    </message>
</context>
<context>
    <name>dogwatch::JobsModel</name>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>being delivered</source>
        <translation>wird zugestellt</translation>
    </message>
    <message>
        <source>delivery not known</source>
        <translation>Zustellung unbekannt</translation>
    </message>
    <message>
        <source>blocked: %1</source>
        <translation>gehindert: %1</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>over</source>
        <translation>vorbei</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>von Hand</translation>
    </message>
    <message>
        <source>There is no store to read from.</source>
        <translation>Es gibt keinen Speicher zum Lesen.</translation>
    </message>
</context>
<context>
    <name>dogwatch::LogModel</name>
    <message>
        <source>main</source>
        <translation>Haupt</translation>
    </message>
    <message>
        <source>There is no store to read from.</source>
        <translation>Es gibt keinen Speicher zum Lesen.</translation>
    </message>
</context>
<context>
    <name>dogwatch::Notifier</name>
    <message>
        <source>Nothing is told now.</source>
        <translation>Jetzt wird nichts gemeldet.</translation>
    </message>
</context>
<context>
    <name>dogwatch::PayloadModel</name>
    <message>
        <source>There is no store to read from.</source>
        <translation>Es gibt keinen Speicher zum Lesen.</translation>
    </message>
</context>
<context>
    <name>dogwatch::PricesModel</name>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>own</source>
        <translation>eigen</translation>
    </message>
    <message>
        <source>There is no store to read from.</source>
        <translation>Es gibt keinen Speicher zum Lesen.</translation>
    </message>
</context>
<context>
    <name>dogwatch::ServerState</name>
    <message>
        <source>%1 events/min</source>
        <translation>%1 Ereignisse/min</translation>
    </message>
    <message>
        <source>commit p99 %1 ms</source>
        <extracomment>99 of 100 commits were at least this fast; %1 is milliseconds</extracomment>
        <translation>Commit p99 %1 ms</translation>
    </message>
    <message>
        <source>dropped %1</source>
        <extracomment>acknowledged events that are not stored; promised to be 0</extracomment>
        <translation>verloren %1</translation>
    </message>
    <message>
        <source>spooled %1</source>
        <extracomment>events that wait on disk to be taken in</extracomment>
        <translation>wartend %1</translation>
    </message>
    <message numerus="yes">
        <source>%n dead letter(s)</source>
        <translation>
            <numerusform>%n unverstandenes Ereignis</numerusform>
            <numerusform>%n unverstandene Ereignisse</numerusform>
        </translation>
    </message>
    <message>
        <source>store %1</source>
        <translation>Speicher %1</translation>
    </message>
    <message>
        <source>Before this version changes the store it is copied and the copy checked: %1 %. Agents&apos; hooks keep their events on disk meanwhile; none is lost.</source>
        <translation>Bevor diese Version den Speicher ändert, wird er kopiert und die Kopie geprüft: %1 %. Die Hooks der Agenten legen ihre Ereignisse inzwischen auf die Platte; keines geht verloren.</translation>
    </message>
    <message>
        <source>jobs not seen to</source>
        <translation>Aufgaben unversorgt</translation>
    </message>
</context>
<context>
    <name>dogwatch::SessionDetails</name>
    <message>
        <source>There is no store to read from.</source>
        <translation>Es gibt keinen Speicher zum Lesen.</translation>
    </message>
    <message>
        <source>This session is not in the store.</source>
        <translation>Diese Sitzung steht nicht im Speicher.</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <extracomment>A status and for how long: &quot;needs input for 2 m&quot;.</extracomment>
        <translation>%1 seit %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>The status and the evidence for it.</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>pid %1</source>
        <translation>Prozess %1</translation>
    </message>
    <message numerus="yes">
        <source>%n subagent(s)</source>
        <translation>
            <numerusform>%n Unteragent</numerusform>
            <numerusform>%n Unteragenten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n gescheitert</numerusform>
            <numerusform>%n gescheitert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n Ereignis</numerusform>
            <numerusform>%n Ereignisse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) of its own</source>
        <translation>
            <numerusform>%n eigener Lauf</numerusform>
            <numerusform>%n eigene Läufe</numerusform>
        </translation>
    </message>
    <message>
        <source>started by %1</source>
        <translation>gestartet von %1</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
</context>
<context>
    <name>dogwatch::SessionErrors</name>
    <message>
        <source>call failed</source>
        <translation>Aufruf gescheitert</translation>
    </message>
    <message>
        <source>call denied</source>
        <translation>Aufruf verweigert</translation>
    </message>
    <message>
        <source>call never ended</source>
        <translation>Aufruf endete nie</translation>
    </message>
    <message>
        <source>turn failed</source>
        <translation>Zug gescheitert</translation>
    </message>
    <message>
        <source>API error</source>
        <translation>API-Fehler</translation>
    </message>
    <message>
        <source>API error, tried again</source>
        <translation>API-Fehler, noch einmal versucht</translation>
    </message>
    <message>
        <source>interrupted by you</source>
        <translation>von Ihnen unterbrochen</translation>
    </message>
    <message>
        <source>refused by you</source>
        <translation>von Ihnen abgelehnt</translation>
    </message>
    <message>
        <source>main</source>
        <translation>Haupt</translation>
    </message>
    <message>
        <source>There is no store to read from.</source>
        <translation>Es gibt keinen Speicher zum Lesen.</translation>
    </message>
</context>
<context>
    <name>dogwatch::SessionFilesModel</name>
    <message>
        <source>main</source>
        <translation>Haupt</translation>
    </message>
    <message>
        <source>There is no store to read from.</source>
        <translation>Es gibt keinen Speicher zum Lesen.</translation>
    </message>
</context>
<context>
    <name>dogwatch::SessionSpend</name>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Tokens</translation>
    </message>
    <message>
        <source>context %1</source>
        <extracomment>How many tokens the agent&apos;s last answer had before it.</extracomment>
        <translation>Kontext %1</translation>
    </message>
</context>
<context>
    <name>dogwatch::SessionUsage</name>
    <message>
        <source>There is no store to read from.</source>
        <translation>Es gibt keinen Speicher zum Lesen.</translation>
    </message>
    <message>
        <source>(before the first prompt)</source>
        <translation>(vor dem ersten Auftrag)</translation>
    </message>
    <message>
        <source>main</source>
        <translation>Haupt</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Tokens</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n Nachricht</numerusform>
            <numerusform>%n Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of the prompts from the cache</source>
        <translation>%1 der Aufträge aus dem Cache</translation>
    </message>
    <message numerus="yes">
        <source>the cost of %n is not known</source>
        <translation>
            <numerusform>die Kosten von %n sind nicht bekannt</numerusform>
            <numerusform>die Kosten von %n sind nicht bekannt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dogwatch::SessionsModel</name>
    <message>
        <source>%1 since %2</source>
        <extracomment>%1 a status, %2 a time</extracomment>
        <translation>%1 seit %2</translation>
    </message>
    <message>
        <source>Last event %1</source>
        <translation>Letztes Ereignis %1</translation>
    </message>
</context>
<context>
    <name>dogwatch::StatusCountsModel</name>
    <message>
        <source>Started, and not asked for anything yet.</source>
        <translation>Gestartet, und noch nichts gefragt.</translation>
    </message>
    <message>
        <source>At work on a prompt.</source>
        <translation>Arbeitet an einem Auftrag.</translation>
    </message>
    <message>
        <source>Done with your last prompt, and free for the next.</source>
        <translation>Fertig mit Ihrem letzten Auftrag und frei für den nächsten.</translation>
    </message>
    <message>
        <source>Blocked until you answer a permission or a question.</source>
        <translation>Steht, bis Sie etwas erlauben oder eine Frage beantworten.</translation>
    </message>
    <message>
        <source>Its turn is over, but background work still runs.</source>
        <translation>Ihr Zug ist vorbei, aber im Hintergrund läuft noch etwas.</translation>
    </message>
    <message>
        <source>A call has gone on for longer than such calls do.</source>
        <translation>Ein Aufruf dauert länger als solche Aufrufe sonst.</translation>
    </message>
    <message>
        <source>Its turn ended in an error.</source>
        <translation>Ihr Zug endete mit einem Fehler.</translation>
    </message>
    <message>
        <source>It has ended.</source>
        <translation>Sie ist zu Ende.</translation>
    </message>
    <message>
        <source>Its process is gone, and it never said that it ended.</source>
        <translation>Ihr Prozess ist weg, und sie hat nie gesagt, dass sie endet.</translation>
    </message>
    <message>
        <source>Nothing that is known says what it does.</source>
        <translation>Nichts Bekanntes sagt, was sie tut.</translation>
    </message>
</context>
<context>
    <name>dogwatch::TerminalJumper</name>
    <message>
        <source>There is no such session.</source>
        <translation>Eine solche Sitzung gibt es nicht.</translation>
    </message>
</context>
<context>
    <name>dogwatch::ToolCallsModel</name>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>denied</source>
        <translation>verweigert</translation>
    </message>
    <message>
        <source>abandoned</source>
        <extracomment>A tool call whose agent or session ended before it did.</extracomment>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>waits for you</source>
        <translation>wartet auf Sie</translation>
    </message>
</context>
<context>
    <name>dogwatch::TranscriptModel</name>
    <message>
        <source>There is no store to read from.</source>
        <translation>Es gibt keinen Speicher zum Lesen.</translation>
    </message>
    <message>
        <source>The transcript does not tell of it.</source>
        <translation>Die Mitschrift sagt davon nichts.</translation>
    </message>
</context>
<context>
    <name>dogwatch::Tray</name>
    <message>
        <source>Pause notifications for an hour</source>
        <translation>Eine Stunde keine Meldungen</translation>
    </message>
    <message>
        <source>Notifications pause until %1</source>
        <translation>Meldungen ruhen bis %1</translation>
    </message>
    <message>
        <source>Nothing needs you</source>
        <translation>Nichts braucht Sie</translation>
    </message>
    <message>
        <source>Open Dogwatch</source>
        <translation>Dogwatch öffnen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message numerus="yes">
        <source>Dogwatch: %n thing(s) need you</source>
        <translation>
            <numerusform>Dogwatch: %n Sache braucht Sie</numerusform>
            <numerusform>Dogwatch: %n Sachen brauchen Sie</numerusform>
        </translation>
    </message>
    <message>
        <source>no session runs</source>
        <translation>keine Sitzung läuft</translation>
    </message>
    <message>
        <source>And %1 more</source>
        <translation>Und %1 mehr</translation>
    </message>
</context>
<context>
    <name>dogwatch::UsageMessagesModel</name>
    <message>
        <source>main</source>
        <translation>Haupt</translation>
    </message>
    <message>
        <source>There is no store to read from.</source>
        <translation>Es gibt keinen Speicher zum Lesen.</translation>
    </message>
</context>
<context>
    <name>dogwatch::UsageReportModel</name>
    <message>
        <source>There is no store to read from.</source>
        <translation>Es gibt keinen Speicher zum Lesen.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>A project, model or day, and the range of days that it is looked at in.</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <extracomment>The first and the last day of a range.</extracomment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>Cost known for %1 of the messages</source>
        <translation>Kosten bekannt für %1 der Nachrichten</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) without a price</source>
        <translation>
            <numerusform>%n Modell ohne Preis</numerusform>
            <numerusform>%n Modelle ohne Preis</numerusform>
        </translation>
    </message>
    <message>
        <source>transcripts read of %1 of %2 sessions</source>
        <translation>Mitschriften von %1 der %2 Sitzungen gelesen</translation>
    </message>
    <message>
        <source>Without a known price, and so not in the cost:</source>
        <translation>Ohne bekannten Preis, und so nicht in den Kosten:</translation>
    </message>
    <message>
        <source>Cost is what it would have been at list prices.</source>
        <translation>Kosten sind, was es zu Listenpreisen gekostet hätte.</translation>
    </message>
    <message>
        <source>5 h window %1 – %2</source>
        <translation>5-Stunden-Fenster %1 – %2</translation>
    </message>
    <message>
        <source>%1: %2, %3 tokens</source>
        <extracomment>A span of five hours, what it cost and took.</extracomment>
        <translation>%1: %2, %3 Tokens</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>at this pace %1 in the end, %2 left</source>
        <extracomment>What it comes to when the window ends, if it goes on like this.</extracomment>
        <translation>in diesem Tempo am Ende %1, noch %2</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) with a number that can&apos;t be</source>
        <translation>
            <numerusform>%n Nachricht mit einer unmöglichen Zahl</numerusform>
            <numerusform>%n Nachrichten mit einer unmöglichen Zahl</numerusform>
        </translation>
    </message>
    <message>
        <source>Numbers that can&apos;t be count as none, and their messages not in the cost.</source>
        <translation>Unmögliche Zahlen zählen als keine, und ihre Nachrichten nicht zu den Kosten.</translation>
    </message>
</context>
</TS>
