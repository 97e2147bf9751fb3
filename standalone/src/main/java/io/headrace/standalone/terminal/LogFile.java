package io.headrace.standalone.terminal;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.file.Path;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;

/** Where the apps' log goes while the terminal is the person's. */
public final class LogFile {

    private static boolean used;

    private LogFile() {}

    /** Sends the log to a file from here on; what was logged before stays where it went. */
    public static synchronized void use(Path file) {
        // Some libraries log by the JDK's own means, which would write on the terminal.
        LogManager.getLogManager().reset();
        boolean same = file.toString().equals(System.setProperty("headrace.log", file.toString()));
        System.setProperty("logback.configurationFile", "logback-standalone.xml");
        if (used && !same && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.reset();
            try {
                new ContextInitializer(context).autoConfig();
            } catch (JoranException e) {
                throw new IllegalStateException("our own logback-standalone.xml cannot be read", e);
            }
        }
        used = true;
    }
}
