package io.headrace.runtime.process;

import io.headrace.runtime.settings.SettingNames;
import io.micronaut.context.env.Environment;
import io.micronaut.runtime.Micronaut;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an app's main class. Settings are environment variables, files, and arguments {@code -NAME=VALUE} or {@code
 * --NAME=VALUE}. A start that fails says why in words and ends the process: code 2 for arguments that cannot be read, 1 for
 * all else. SIGTERM and SIGINT stop it cleanly, with Java's own codes 143 and 130.
 */
public final class AppProcess {

    private static final Logger LOG = LoggerFactory.getLogger(AppProcess.class);

    /** Micronaut looks for files before it looks at arguments. */
    private static final String FILES = "micronaut.config.files";

    private static final int CANNOT_START = 1;
    private static final int CANNOT_READ_ARGUMENTS = 2;

    private AppProcess() {}

    /** Starts it and returns once it runs. Does not return where it cannot. */
    public static void run(Class<?> main, String... arguments) {
        List<String> mistakes = Arguments.mistakes(List.of(arguments));
        if (!mistakes.isEmpty()) {
            mistakes.forEach(LOG::error);
            System.exit(CANNOT_READ_ARGUMENTS);
        }
        SettingNames.misspeltVariables(System.getenv().keySet()).forEach(LOG::warn);
        Arguments.value(List.of(arguments), FILES).ifPresent(files -> System.setProperty(FILES, files));
        new Start().args(arguments).mainClass(main).start();
    }

    /** Micronaut's own start, but for what it says of failures. */
    private static final class Start extends Micronaut {

        @Override
        protected void handleStartupException(Environment environment, Throwable failure) {
            switch (FailureReason.of(failure)) {
                case FailureReason.Known(String sentence) -> {
                    LOG.error("Cannot start. {}", sentence);
                    LOG.debug("The whole failure", failure);
                }
                case FailureReason.Unknown(Throwable cause) -> LOG.error("Cannot start", cause);
            }
            System.exit(CANNOT_START);
        }
    }
}
