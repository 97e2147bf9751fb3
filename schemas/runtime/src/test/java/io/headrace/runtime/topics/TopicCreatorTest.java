package io.headrace.runtime.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.runtime.TestBroker;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.topics.LimitCheck;
import io.headrace.schemas.topics.TopicCreator;
import io.headrace.schemas.topics.TopicLimits;
import io.headrace.schemas.topics.TopicMismatchException;
import io.headrace.schemas.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicCreatorTest {

    private final Admin admin = TestBroker.admin();

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void createsEveryTopicWithItsLayout() throws Exception {
        Topics topics = topics("created");

        TopicCreator.create(admin, topics.all(3, (short) 1));

        assertThat(partitions(topics.raw())).isEqualTo(3);
        assertThat(partitions(topics.alerts())).isEqualTo(1);
        ConfigResource models = new ConfigResource(ConfigResource.Type.TOPIC, Topics.MODELS);
        assertThat(admin.describeConfigs(List.of(models))
                        .all()
                        .get()
                        .get(models)
                        .get("cleanup.policy")
                        .value())
                .isEqualTo("compact");
    }

    @Test
    void aSecondTimeNothingIsChanged() {
        Topics topics = topics("twice");
        TopicCreator.create(admin, topics.all(2, (short) 1));

        assertThatCode(() -> TopicCreator.create(admin, topics.all(2, (short) 1)))
                .doesNotThrowAnyException();
    }

    @Test
    void severalMayCreateAtOnce() throws Exception {
        Topics topics = topics("at-once");

        IntStream.range(0, 4).parallel().forEach(i -> TopicCreator.create(admin, topics.all(2, (short) 1)));

        assertThat(partitions(topics.raw())).isEqualTo(2);
    }

    @Test
    void topicsWithAnotherNumberOfPartitionsAreNamedAndLeftAlone() throws Exception {
        Topics topics = topics("other-layout");
        TopicCreator.create(admin, topics.all(2, (short) 1));

        assertThatThrownBy(() -> TopicCreator.create(admin, topics.all(5, (short) 1)))
                .isInstanceOf(TopicMismatchException.class)
                .hasMessageContaining("other-layout.raw has 2 partitions instead of 5")
                .hasMessageContaining("other-layout.labels has 2 partitions instead of 5")
                .hasMessageContaining("headrace.partitions");
        assertThat(partitions(topics.raw())).isEqualTo(2);
    }

    @Test
    void moreReplicasThanBrokersAreRefusedWithTheSettingToChange() {
        assertThatThrownBy(() -> TopicCreator.create(admin, topics("replicas").all(1, (short) 3)))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("headrace.replication");
    }

    @Test
    void aLimitThatIsTooLowIsRaisedAndAHigherOneStays() throws Exception {
        Topics topics = topics("limits");
        admin.createTopics(List.of(
                        new NewTopic(topics.quarantine(), 1, (short) 1).configs(Map.of("max.message.bytes", "1000000")),
                        new NewTopic(topics.clean(), 1, (short) 1).configs(Map.of("max.message.bytes", "99000000"))))
                .all()
                .get();
        assertThatThrownBy(() -> LimitCheck.verify(admin, topics.all(1, (short) 1)))
                .isInstanceOf(TopicMismatchException.class)
                .hasMessageContaining("limits.quarantine needs max.message.bytes=" + TopicLimits.QUARANTINE)
                .hasMessageNotContaining("limits.clean");

        TopicCreator.create(admin, topics.all(1, (short) 1));

        assertThat(setting(topics.quarantine(), "max.message.bytes")).isEqualTo("" + TopicLimits.QUARANTINE);
        assertThat(setting(topics.clean(), "max.message.bytes")).isEqualTo("99000000");
        assertThatCode(() -> LimitCheck.verify(admin, topics.all(1, (short) 1))).doesNotThrowAnyException();
    }

    @Test
    void theBrokerStampsRawRecordsWhenTheyCome() throws Exception {
        Topics topics = topics("stamped");

        TopicCreator.create(admin, topics.all(1, (short) 1));

        assertThat(setting(topics.raw(), "message.timestamp.type")).isEqualTo("LogAppendTime");
        assertThat(setting(topics.clean(), "message.timestamp.type")).isEqualTo("CreateTime");
    }

    private String setting(String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(name)
                .value();
    }

    private static Topics topics(String name) {
        return new Topics(new PipelineName(name));
    }

    private int partitions(String topic) throws Exception {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
    }
}
