package io.headrace.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Ports on the loopback address. */
public final class Ports {

    /** Below the ports that Linux, macOS and Windows give to outgoing connections, above those of well-known services. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 1_000;

    /** Ports given out: one may be drawn again before who asked for it listens. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /** A port nobody listens on now, and another at each call. */
    public static int free() {
        int port = offered();
        while (!GIVEN.add(port)) {
            port = offered();
        }
        return port;
    }

    /**
     * Not what the system itself would offer: from that range it gives every outgoing connection a port, and one of them may have
     * taken this one before its server, which needs seconds to start, listens.
     */
    private static int offered() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (canListen(port)) {
                return port;
            }
        }
        throw new StartFailure("no free port on the loopback address between " + LOWEST + " and " + HIGHEST);
    }

    /** The wanted port where there is one, else a free one. */
    public static int orFree(int wanted) {
        return wanted == 0 ? free() : wanted;
    }

    /**
     * Makes sure that a port can be listened on.
     *
     * @param owner what needs it, for the message
     * @param option the command line's option that chooses another
     * @throws StartFailure when it is taken
     */
    public static void require(int port, String owner, String option) {
        if (!canListen(port)) {
            throw new StartFailure("port " + port + " (" + owner
                    + ") is in use by another process; stop that one or choose another with " + option + " PORT");
        }
    }

    /**
     * As {@link #require}, but waits for who may be about to end.
     *
     * @param patience for how long at most
     */
    static void require(int port, String owner, String option, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!canListen(port) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        require(port, owner, option);
    }

    private static boolean canListen(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the servers themselves do: connections of an ended process linger and do not count as taken.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
