package io.headrace.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ports on the loopback address. */
public final class Ports {

    /** Ports given out: the system may offer one again before who asked for it listens. */
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

    private static int offered() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StartFailure("no free port on the loopback address: " + e.getMessage(), e);
        }
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
        try (ServerSocket socket = new ServerSocket()) {
            // As the servers themselves do: connections of an ended process linger and do not count as taken.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new StartFailure(
                    "port " + port + " (" + owner
                            + ") is in use by another process; stop that one or choose another with " + option
                            + " PORT",
                    e);
        }
    }
}
