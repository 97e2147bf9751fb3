package io.headrace.schemas.topics;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The check of topics that exist already: one that takes smaller records than the catalogue says would refuse what an app has
 * measured and found to fit, and with it the app's whole transaction, for good.
 */
public final class LimitCheck {

    private static final Logger LOG = LoggerFactory.getLogger(LimitCheck.class);

    private LimitCheck() {}

    /**
     * Compares those of the topics that exist.
     *
     * @throws TopicMismatchException naming each that takes smaller records than it should
     * @throws KafkaException when the cluster refuses or does not answer
     */
    public static void verify(Admin admin, Collection<TopicSpec> specs) {
        Map<String, Integer> low = tooLow(admin, specs);
        if (!low.isEmpty()) {
            throw new TopicMismatchException("Topics take smaller records than they should: "
                    + low.entrySet().stream()
                            .map(entry ->
                                    entry.getKey() + " needs " + TopicSpec.MAX_MESSAGE_BYTES + "=" + entry.getValue())
                            .collect(Collectors.joining(", "))
                    + ". Set it with kafka-configs --alter --entity-type topics --add-config …");
        }
    }

    /**
     * Raises the limits of those that exist and take smaller records than they should. A higher limit stays.
     *
     * @throws KafkaException when the cluster refuses or does not answer
     */
    static void raise(Admin admin, Collection<TopicSpec> specs) {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        tooLow(admin, specs)
                .forEach((topic, limit) -> changes.put(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(
                                new ConfigEntry(TopicSpec.MAX_MESSAGE_BYTES, String.valueOf(limit)),
                                AlterConfigOp.OpType.SET))));
        if (!changes.isEmpty()) {
            TopicCreator.await(admin.incrementalAlterConfigs(changes).all());
        }
    }

    /** What the limits should be, by topic, of those that are lower. */
    private static Map<String, Integer> tooLow(Admin admin, Collection<TopicSpec> specs) {
        Map<String, Integer> wanted = specs.stream().collect(Collectors.toMap(TopicSpec::name, TopicSpec::limitBytes));
        List<ConfigResource> existing = TopicCreator.describe(admin, wanted.keySet()).keySet().stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, Integer> low = new TreeMap<>();
        admin.describeConfigs(existing).values().forEach((topic, config) -> {
            int least = wanted.getOrDefault(topic.name(), 0);
            if (limit(config) < least) {
                low.put(topic.name(), least);
            }
        });
        return low;
    }

    /** A topic that another process is creating in this moment is made as the catalogue says. */
    private static int limit(KafkaFuture<Config> config) {
        try {
            return Integer.parseInt(
                    TopicCreator.await(config).get(TopicSpec.MAX_MESSAGE_BYTES).value());
        } catch (UnknownTopicOrPartitionException e) {
            LOG.debug("A topic is not known everywhere yet: {}", e.getMessage());
            return Integer.MAX_VALUE;
        }
    }
}
