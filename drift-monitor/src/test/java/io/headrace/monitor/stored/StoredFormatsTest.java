package io.headrace.monitor.stored;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.monitor.avro.LabelledPrediction;
import io.headrace.monitor.avro.Observation;
import io.headrace.monitor.avro.ObservationBatch;
import io.headrace.monitor.avro.OutcomeBlock;
import io.headrace.monitor.avro.Pending;
import io.headrace.monitor.avro.PendingEvents;
import io.headrace.monitor.avro.PendingPrediction;
import io.headrace.monitor.avro.Progress;
import io.headrace.monitor.avro.RowBlock;
import io.headrace.monitor.avro.ScoredRow;
import io.headrace.monitor.avro.StoredAlerts;
import io.headrace.monitor.avro.StoredCategories;
import io.headrace.monitor.avro.StoredMeanings;
import io.headrace.monitor.avro.StoredNumbers;
import io.headrace.monitor.avro.StoredOutcome;
import io.headrace.monitor.avro.StoredProgress;
import io.headrace.monitor.avro.StoredRow;
import io.headrace.monitor.avro.StoredStatistic;
import io.headrace.monitor.avro.StoredVersion;
import io.headrace.monitor.avro.WatchState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Bytes of every stored format, as this release writes them and as later ones must still read them. */
class StoredFormatsTest {

    @TestFactory
    Stream<DynamicTest> loadsWhatWasStored() {
        return Stream.of(
                format("observation-row", Observation.class, observation(row())),
                format("observation-label", Observation.class, observation(label())),
                format(
                        "observations",
                        ObservationBatch.class,
                        new ObservationBatch(List.of(
                                observation(row()),
                                observation(label()),
                                observation(new Progress(1_767_268_800_000L, List.of(41L, 40L, 7L)))))),
                format("pending", PendingEvents.class, new PendingEvents(1_767_368_800_000L, List.of(pending()))),
                format(
                        "progress",
                        StoredProgress.class,
                        new StoredProgress(bytes(), bytes(), Map.of("payments.features", 41L), 3L, 5L)),
                format(
                        "rows",
                        RowBlock.class,
                        new RowBlock(
                                List.of(new StoredRow(7L, 1_767_268_800_000L, "payments@1", 0.25, -42L, bytes())))),
                format(
                        "outcomes",
                        OutcomeBlock.class,
                        new OutcomeBlock(List.of(new StoredOutcome(7L, 1_767_268_800_000L, List.of(0.25, 0.75), 1.0)))),
                format("version", StoredVersion.class, new StoredVersion("payments@1", 200L, 3L, 9L, 12L)),
                format(
                        "statistic-numeric",
                        StoredStatistic.class,
                        statistic(new StoredNumbers(List.of(1.5, Double.NaN)))),
                format(
                        "statistic-categorical",
                        StoredStatistic.class,
                        statistic(new StoredCategories(Map.of("chip", 3L)))),
                format(
                        "meanings",
                        StoredMeanings.class,
                        new StoredMeanings(Map.of("amount", "0123456789abcdef"), Map.of("amount", 17L))),
                format("alerts", StoredAlerts.class, alerts()),
                format("watch", WatchState.class, watch()));
    }

    private static <T extends SpecificRecord> DynamicTest format(String file, Class<T> type, T record) {
        return DynamicTest.dynamicTest(file, () -> {
            SingleObject<T> format = new SingleObject<>(type);
            byte[] stored = stored(file);

            assertThat(HexFormat.of().formatHex(format.write(record)))
                    .as("what this release writes")
                    .isEqualTo(HexFormat.of().formatHex(stored));
            assertThat(format.read(stored)).isEqualTo(record);
        });
    }

    private static byte[] stored(String file) throws IOException {
        try (InputStream hex = StoredFormatsTest.class.getResourceAsStream("/stored/" + file + "-1.hex")) {
            assertThat(hex).as(file).isNotNull();
            return HexFormat.of().parseHex(new String(hex.readAllBytes(), StandardCharsets.US_ASCII).strip());
        }
    }

    private static Observation observation(Object body) {
        return new Observation(2, "e1", 1_767_268_800_000L, 1_767_268_860_000L, "payments@1", 0.25, body);
    }

    private static ScoredRow row() {
        return new ScoredRow(bytes());
    }

    private static LabelledPrediction label() {
        return new LabelledPrediction(Map.of("true", 0.25), "true");
    }

    private static ByteBuffer bytes() {
        return ByteBuffer.wrap(new byte[] {0, 0, 0, 0, 1, 5});
    }

    private static Pending pending() {
        Pending pending = new Pending();
        pending.setEventId("e1");
        pending.setEventTime(1_767_268_800_000L);
        pending.setDeadline(1_767_368_800_000L);
        pending.setPrediction(new PendingPrediction("payments@1", 0.25, Map.of("true", 0.25)));
        pending.setScored(true);
        return pending;
    }

    private static StoredStatistic statistic(Object earlier) {
        StoredStatistic statistic = new StoredStatistic();
        statistic.setStatistic("amount");
        statistic.setComparedFor("payments@1");
        statistic.setSuspect(true);
        statistic.setAnnounced(true);
        statistic.setEarlier(earlier);
        return statistic;
    }

    private static StoredAlerts alerts() {
        StoredAlerts alerts = new StoredAlerts();
        alerts.setFeatures(List.of("amount"));
        alerts.setDropped("serving-line");
        alerts.setChangeSince(1_767_268_800_000L);
        alerts.setRequestedFor("payments@1");
        alerts.setRequestedAt(1_767_268_860_000L);
        return alerts;
    }

    private static WatchState watch() {
        WatchState watch = WatchState.newBuilder().build();
        watch.setModel("payments@1");
        watch.setModelRows(120);
        watch.setNextModel("payments@2");
        watch.setNextModelRows(3);
        watch.setTime(1_767_268_800_000L);
        watch.setReached(1_767_268_860_000L);
        watch.setWindowStart(1_767_268_700_000L);
        watch.setWindowRows(55);
        watch.setSampled(50);
        watch.setThinning(1);
        watch.setPreviousBlock(3);
        watch.setPreviousEnd(6);
        watch.setFirstBlock(6);
        watch.setOpenBlock(8);
        watch.setNextRow(200);
        watch.setNextOutcome(80);
        watch.setLineOutcomes(70);
        return watch;
    }
}
