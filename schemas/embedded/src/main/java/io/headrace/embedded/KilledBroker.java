package io.headrace.embedded;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A broker that was killed, as the controller on its directory still knows it: alive and leading every partition.
 *
 * <p>Started in that state, the transaction coordinator would go on with the transactions that were being committed, and would
 * lose its leadership to the end of the former session in the midst of it. In that moment Kafka (4.3.1,
 * {@code TransactionMarkerChannelManager}) takes partitions without a leader for deleted ones and holds the transaction for complete
 * without having written its markers: readers of committed records then wait at that place for ever. So the controller is
 * started alone first, until it has seen that the broker is gone.
 */
final class KilledBroker {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** A controller that leads for so long and knows of no broker has none: it was killed before the broker made itself known. */
    private static final Duration NO_BROKER = Duration.ofSeconds(5);

    private static final String CONTROLLER = "kafka.controller:type=KafkaController,name=";

    private KilledBroker() {}

    /** Whether the directory's broker ended without saying so. */
    static boolean leftBehind(Path directory) {
        return Files.exists(directory.resolve("__cluster_metadata-0"))
                && !Files.exists(directory.resolve(".kafka_cleanshutdown"));
    }

    /**
     * Lets the controller find out.
     *
     * @param controller settings of a controller without a broker, with a short broker session
     * @throws StartFailure when it does not within half a minute
     */
    static void fence(KafkaConfig controller) {
        KafkaRaftServer server = new KafkaRaftServer(controller, Time.SYSTEM);
        try {
            server.startup();
            long deadline = System.nanoTime() + TIMEOUT.toNanos();
            long leadsSince = Long.MAX_VALUE;
            while (count("ActiveBrokerCount") != 0 || count("FencedBrokerCount") == 0) {
                long now = System.nanoTime();
                boolean knowsNone = count("ActiveControllerCount") == 1 && count("ActiveBrokerCount") == 0;
                leadsSince = knowsNone ? Math.min(leadsSince, now) : Long.MAX_VALUE;
                if (knowsNone && now - leadsSince > NO_BROKER.toNanos()) {
                    return;
                }
                if (now > deadline) {
                    throw new StartFailure("the controller still takes the killed broker for alive after "
                            + TIMEOUT.toSeconds() + " s");
                }
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        } finally {
            server.shutdown();
            server.awaitShutdown();
        }
    }

    /** A gauge of the controller; one that it does not show yet counts nothing. */
    private static int count(String gauge) {
        try {
            return (int) ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName(CONTROLLER + gauge), "Value");
        } catch (InstanceNotFoundException notYet) {
            return 0;
        } catch (JMException e) {
            throw new StartFailure("the controller's " + gauge + " cannot be read: " + e.getMessage(), e);
        }
    }
}
