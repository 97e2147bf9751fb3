package io.headrace.benchmarks.results;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * What a measurement was made on, without anything that says whose it is.
 *
 * @param loadAverage runnable processes over the last minute when the measurement began; negative where the system does not say
 */
public record Machine(int cores, long memoryMebibytes, String system, String jdk, String kafka, double loadAverage) {

    public static Machine here() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                system.getAvailableProcessors(),
                system.getTotalMemorySize() >> 20,
                system.getName() + " " + system.getArch(),
                Runtime.version().toString(),
                kafkaVersion(),
                system.getSystemLoadAverage());
    }

    /** What Kafka's clients say of themselves. */
    private static String kafkaVersion() {
        Properties version = new Properties();
        try (InputStream file = KafkaConsumer.class.getResourceAsStream("/kafka/kafka-version.properties")) {
            if (file != null) {
                version.load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Kafka's version cannot be read", e);
        }
        return version.getProperty("version", "unknown");
    }

    /** The load average now. */
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** In a few words, for the head of a table. */
    public String words() {
        return String.format(Locale.ROOT, "%d cores, JDK %s, Kafka %s, load %.1f", cores, jdk, kafka, loadAverage);
    }
}
