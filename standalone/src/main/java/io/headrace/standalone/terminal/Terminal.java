package io.headrace.standalone.terminal;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/**
 * Lines that stay and one line of progress below them that is rewritten in place. Where the output is no terminal, progress
 * is an ordinary line every few seconds instead. Safe for use by many threads.
 */
public final class Terminal {

    private static final long PLAIN_PROGRESS_NANOS = Duration.ofSeconds(5).toNanos();
    private static final String CLEAR_LINE = "\r\u001b[2K";

    private final PrintStream out;
    private final boolean interactive;
    private final Ansi ansi;
    private String progress = "";
    private long lastPlainProgress;

    public Terminal(PrintStream out, boolean interactive) {
        this.out = out;
        this.interactive = interactive;
        this.ansi = interactive ? Ansi.AUTO : Ansi.OFF;
        this.lastPlainProgress = System.nanoTime() - PLAIN_PROGRESS_NANOS;
    }

    /** The process's standard output. */
    public static Terminal standard() {
        return new Terminal(
                System.out,
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent());
    }

    /** A line that stays; picocli's markup ({@code @|bold …|@}) becomes colour where the terminal shows it. */
    public synchronized void line(String text) {
        if (interactive && !progress.isEmpty()) {
            out.print(CLEAR_LINE);
        }
        out.println(ansi.string(text));
        if (interactive && !progress.isEmpty()) {
            out.print(progress);
        }
        out.flush();
    }

    /** A line that says that a part of the system is up. */
    public void started(String part, String where, Duration took) {
        line(String.format(Locale.ROOT, "@|green ✔|@ %-16s %-45s %5.1f s", part, where, took.toMillis() / 1000.0));
    }

    /** Replaces the line of progress. */
    public void progress(String text) {
        boolean unusedSeen = tryProgress(text);
    }

    /**
     * The same, telling what became of it.
     *
     * @return whether it is to be seen: where the output is no terminal, only one in some seconds is
     */
    public synchronized boolean tryProgress(String text) {
        String rendered = ansi.string(text);
        if (interactive) {
            out.print(CLEAR_LINE + rendered);
            out.flush();
            progress = rendered;
            return true;
        }
        if (System.nanoTime() - lastPlainProgress < PLAIN_PROGRESS_NANOS) {
            return false;
        }
        out.println(rendered);
        out.flush();
        lastPlainProgress = System.nanoTime();
        return true;
    }

    /** Ends the line of progress: what it said last stays. */
    public synchronized void endProgress() {
        if (interactive && !progress.isEmpty()) {
            out.println();
            out.flush();
        }
        progress = "";
    }
}
