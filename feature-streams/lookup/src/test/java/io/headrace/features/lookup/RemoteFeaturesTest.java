package io.headrace.features.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.headrace.features.engine.FeatureHistory;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.FeaturesUnavailableException;
import io.headrace.features.engine.RequestedRow;
import io.headrace.features.engine.Stage;
import io.headrace.features.lookup.fixture.FakeGroup;
import io.headrace.features.lookup.fixture.FakeOwner;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.testing.Waits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two processes with two of four partitions each, and one that asks. */
class RemoteFeaturesTest {

    private static final PipelineDefinition DEFINITION =
            DefinitionReader.readValid(Path.of("../../examples/payments/payments.yaml"));
    private static final FeatureProgram PROGRAM = FeatureProgram.compile(DEFINITION);
    private static final int PARTITIONS = 4;
    private static final long START = 1_772_323_200_000L;

    /** Nothing here waits for it but what is silent. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final FakeGroup group = new FakeGroup(DEFINITION, PARTITIONS);
    private final FakeOwner first = FakeOwner.start(group);
    private final FakeOwner second = FakeOwner.start(group);
    private final FeatureHistory expected = new FeatureHistory(PROGRAM);
    private final Random random = new Random(11);
    private RemoteFeatures features;

    @BeforeEach
    void share() {
        first.own(Set.of(0, 1));
        second.own(Set.of(2, 3));
        first.copy(Set.of(2, 3));
        second.copy(Set.of(0, 1));
        group.believe(0, first, second);
        group.believe(1, first, second);
        group.believe(2, second, first);
        group.believe(3, second, first);
        for (int i = 0; i < 300; i++) {
            GenericRecord event = event(i);
            group.observe(event);
            expected.observe(event, Long.MIN_VALUE);
        }
        features = asking(first.address());
    }

    @AfterEach
    void stop() {
        features.close();
        first.close();
        second.close();
    }

    @Test
    void aBatchIsOneCallToEachOwnerAndEveryValueTheEnginesOwn() {
        whole();
        List<GenericRecord> events =
                IntStream.range(1000, 1200).mapToObj(this::event).toList();

        List<RequestedRow> rows = features.of(events);

        assertThat(rows).extracting(RequestedRow::row).isEqualTo(expected(events));
        assertThat(rows).noneMatch(RequestedRow::stale);
        assertThat(first.lookups()).isEqualTo(1);
        assertThat(second.lookups()).isEqualTo(1);
    }

    @Test
    void anEventWithoutEntitiesAsksNobody() {
        whole();
        GenericRecord event = event(7);
        event.put("customerId", null);
        event.put("terminalId", null);

        assertThat(features.of(List.of(event)).getFirst().row()).isEqualTo(expected.values(event));
        assertThat(first.lookups() + second.lookups()).isZero();
    }

    @Test
    void aLostOwnersEntitiesAreAnsweredFromACopyAndMarked() {
        whole();
        second.close();
        List<GenericRecord> events =
                IntStream.range(1000, 1040).mapToObj(this::event).toList();

        List<RequestedRow> rows = features.of(events);

        assertThat(rows).extracting(RequestedRow::row).isEqualTo(expected(events));
        for (int i = 0; i < events.size(); i++) {
            assertThat(rows.get(i).stale()).isEqualTo(touches(events.get(i), Set.of(2, 3)));
        }
        assertThat(rows).anyMatch(RequestedRow::stale).anyMatch(row -> !row.stale());
    }

    @Test
    void withoutACopyOnlyTheLostOwnersEntitiesAreMissingAndTheyAreNamed() {
        whole();
        first.copy(Set.of());
        second.close();
        GenericRecord kept = event(event -> !touches(event, Set.of(2, 3)));
        GenericRecord lost = event(event -> touches(event, Set.of(3)));

        assertThat(features.of(List.of(kept)).getFirst().row()).isEqualTo(expected.values(kept));
        assertThatExceptionOfType(FeaturesUnavailableException.class)
                .isThrownBy(() -> features.of(List.of(lost)))
                .withMessageContaining("by-")
                .withMessageContaining(" 3 (")
                .withMessageContaining(second.address() + " does not answer")
                .withMessageNotContaining("by-customerId 0")
                .withMessageNotContaining("by-terminalId 0");
        assertThat(features.of(List.of(kept)).getFirst().row()).isEqualTo(expected.values(kept));
    }

    @Test
    void whatHasMovedIsAskedForWhereItIsNow() {
        whole();
        second.own(Set.of(3));
        first.own(Set.of(0, 1, 2));
        group.believe(2, first);
        GenericRecord moved = event(event -> touches(event, Set.of(2)));

        RequestedRow row = features.of(List.of(moved)).getFirst();

        assertThat(row).isEqualTo(new RequestedRow(expected.values(moved), false));
    }

    @Test
    void oneThatIsSilentIsNotWaitedForWhereACopyAnswersAndNotByEveryRequest() {
        whole();
        second.fallSilent();
        GenericRecord event = event(one -> touches(one, Set.of(2)));

        RequestedRow row = features.of(List.of(event)).getFirst();
        int asked = second.lookups();
        RequestedRow again = features.of(List.of(event)).getFirst();

        assertThat(row).isEqualTo(new RequestedRow(expected.values(event), true));
        assertThat(again).isEqualTo(row);
        assertThat(second.lookups()).isEqualTo(asked);
    }

    @Test
    void whoRunsAnotherDefinitionIsNamed() {
        PipelineDefinition other = DefinitionReader.readValid(Path.of("../../examples/elec/elec.yaml"));
        try (FakeOwner stranger = FakeOwner.ofAll(new FakeGroup(other, 1));
                RemoteFeatures asking = asking(stranger.address())) {
            asking.start();
            await().untilAsserted(() -> assertThat(asking.missing())
                    .singleElement()
                    .asString()
                    .contains(stranger.address() + " runs another definition"));
            assertThatExceptionOfType(FeaturesUnavailableException.class)
                    .isThrownBy(() -> asking.of(List.of(event(1))))
                    .withMessageContaining("another definition");
        }
    }

    @Test
    void beforeAnyoneHasAnsweredTheErrorNamesWhoWasAsked() {
        assertThatExceptionOfType(FeaturesUnavailableException.class)
                .isThrownBy(() -> features.of(List.of(event(1))))
                .withMessageContaining(first.address());
    }

    @Test
    void itIsWholeOnceEveryOwnerAnswersForWhatItHas() {
        second.own(Set.of(2));
        CompletableFuture<Boolean> whole = new CompletableFuture<>();
        features.start();
        features.whenWhole(() -> whole.complete(true));

        await().untilAsserted(() -> assertThat(features.missing())
                .containsExactly("partition 3 is not answered for by its owner " + second.address()));
        assertThat(whole).isNotDone();
        second.own(Set.of(2, 3));

        assertThat(whole).succeedsWithin(Waits.SAFETY_NET);
        assertThat(features.missing()).isEmpty();
    }

    @Test
    void tenThousandLargeEventsGoInOneCall() {
        whole();
        List<GenericRecord> events = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            GenericRecord event = event(i);
            event.put("currency", "E".repeat(1000));
            events.add(event);
        }

        assertThat(features.of(events)).hasSize(events.size());
        assertThat(first.lookups()).isEqualTo(1);
    }

    private RemoteFeatures asking(String address) {
        return new RemoteFeatures(DEFINITION, List.of(address), TIMEOUT);
    }

    private void whole() {
        CompletableFuture<Boolean> whole = new CompletableFuture<>();
        features.start();
        features.whenWhole(() -> whole.complete(true));
        assertThat(whole).succeedsWithin(Waits.SAFETY_NET);
    }

    private List<FeatureRow> expected(List<GenericRecord> events) {
        return events.stream().map(expected::values).toList();
    }

    private static boolean touches(GenericRecord event, Set<Integer> partitions) {
        EntityPartitions places = new EntityPartitions(PARTITIONS);
        for (Stage stage : PROGRAM.stages()) {
            if (stage.entity(event)
                    .filter(entity -> partitions.contains(places.of(stage, entity)))
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }

    private GenericRecord event(Predicate<GenericRecord> wanted) {
        return IntStream.iterate(5000, n -> n + 1)
                .mapToObj(this::event)
                .filter(wanted)
                .findFirst()
                .orElseThrow();
    }

    private GenericRecord event(int number) {
        GenericRecord event = new GenericData.Record(DEFINITION.events().schema());
        event.put("txId", "t" + number);
        event.put("at", START + number * 60_000L - random.nextInt(600_000));
        event.put("customerId", "c" + random.nextInt(9));
        event.put("terminalId", "k" + random.nextInt(9));
        event.put("amount", random.nextInt(100) / 7.0);
        event.put("currency", "EUR");
        event.put("channel", "chip");
        return event;
    }
}
