package io.headrace.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * How long a test waits for what must come. A test waits on a condition, and how soon that holds is the machine's affair: the limit
 * only ends a test whose condition never holds. It is Awaitility's default in every test, so that none states one of its own.
 */
public final class Waits implements LauncherSessionListener {

    /** More than twice what the slowest condition took on the slowest machine: that the demo's loop closes. */
    public static final Duration SAFETY_NET = Duration.ofMinutes(8);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(SAFETY_NET);
    }
}
