package io.headrace.scoring.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.scoring.fixture.Payments;
import io.headrace.scoring.fixture.Service;
import io.headrace.scoring.fixture.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class ReadingPlanTest {

    private static final long DAY = Duration.ofDays(1).toMillis();

    @Test
    void readingBeginsAtTheWindowBeforeTheNewestRecordOfAllPartitions() throws Exception {
        try (Service service = Service.prepare();
                Admin admin = Admin.create(service.wire().kafka())) {
            String topic = service.topics().clean();
            service.wire()
                    .write(
                            topic,
                            IntStream.range(0, 20)
                                    .mapToObj(day ->
                                            Payments.event("t" + day, Payments.START + day * DAY, "c1", "k1", 10))
                                    .map(event ->
                                            new Wire.Sent(event.get("txId").toString(), event, (Long) event.get("at")))
                                    .toList());

            assertThat(records(ReadingPlan.of(admin, Map.of(topic, 400 * DAY)))).isEqualTo(20);
            assertThat(records(ReadingPlan.of(admin, Map.of(topic, 7 * DAY)))).isEqualTo(8);
            assertThat(ReadingPlan.of(admin, Map.of()).from()).isEmpty();
        }
    }

    @Test
    void anEmptyTopicIsCaughtUpAtOnce() throws Exception {
        try (Service service = Service.prepare();
                Admin admin = Admin.create(service.wire().kafka())) {
            Map<String, Long> topics = Map.of(service.topics().clean(), 7 * DAY);

            ReadingPlan plan = ReadingPlan.of(admin, topics);

            assertThat(List.copyOf(plan.from().values())).containsExactly(0L, 0L);
            assertThat(plan.until()).isEqualTo(plan.from());
        }
    }

    private static long records(ReadingPlan plan) {
        return plan.until().entrySet().stream()
                .mapToLong(end -> end.getValue() - plan.from().get(end.getKey()))
                .sum();
    }
}
