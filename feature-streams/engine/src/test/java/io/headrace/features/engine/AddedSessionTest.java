package io.headrace.features.engine;

import static io.headrace.schemas.time.PartitionClock.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.schemas.definition.Feature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.generic.GenericRecord;

/** A session of a key whose events were kept before knows them, though nobody asked for gaps when they were written. */
class AddedSessionTest {

    private static final List<String> CUSTOMER = List.of("customerId");

    private static final Feature PAUSE = new Feature.TimeSinceLast("pause", CUSTOMER);

    private static final List<Feature> SESSIONS = Stream.of(5, 20, 60, 600)
            .flatMap(minutes -> Stream.of(Feature.SessionMeasure.values())
                    .<Feature>map(measure -> new Feature.Session(
                            measure + "_" + minutes, measure, CUSTOMER, Duration.ofMinutes(minutes))))
            .toList();

    private final FeatureProgram before = FeatureProgram.compile(Payments.definition(List.of(PAUSE)));
    private final FeatureProgram after = FeatureProgram.compile(Payments.definition(
            Stream.concat(Stream.of(PAUSE), SESSIONS.stream()).toList()));

    @Property(tries = 60)
    void aSessionThatSpansTheChangeIsWhole(@ForAll Random random) {
        List<Payment> payments = payments(random);
        int change = random.nextInt(payments.size());
        StoredStates stored = new StoredStates(before);
        FeatureHistory whole = new FeatureHistory(after);
        for (Payment payment : payments.subList(0, change)) {
            stored.observe(payment.toRecord(), UNKNOWN);
            whole.observe(payment.toRecord(), UNKNOWN);
        }
        StoredStates changed = stored.under(after);
        for (Payment payment : payments.subList(change, payments.size())) {
            GenericRecord event = payment.toRecord();
            assertThat(changed.observe(event, UNKNOWN)).isEqualTo(whole.observe(event, UNKNOWN));
        }
    }

    private static List<Payment> payments(Random random) {
        List<Payment> payments = new ArrayList<>();
        int longest = 1 + random.nextInt(30);
        long time = Streams.START;
        for (int i = 0; i < 600; i++) {
            time += Duration.ofMinutes(random.nextInt(longest)).toMillis();
            long late = random.nextInt(4) == 0
                    ? Duration.ofMinutes(random.nextInt(100)).toMillis()
                    : 0;
            payments.add(new Payment("tx" + i, time - late, "c1", "t1", 1.0));
        }
        return payments;
    }
}
