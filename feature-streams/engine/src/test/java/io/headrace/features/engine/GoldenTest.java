package io.headrace.features.engine;

import static io.headrace.schemas.time.PartitionClock.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.features.engine.StoredStates.StoredPieces;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.Label;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/** A small fixed stream, and what the engine makes of it to the bit: a change of semantics is seen, and so is meant. */
class GoldenTest {

    private static final long START = 1_767_225_600_000L;

    private final FeatureProgram program = Payments.program();

    private static final List<Payment> STREAM = List.of(
            new Payment("tx-1", START, "c1", "t1", 12.34),
            new Payment("tx-2", START + 1, "c1", "t2", 0.1),
            new Payment("tx-3", START + Payments.HOUR, "c2", "t1", 99.99),
            new Payment("tx-4", START + 2 * Payments.HOUR, "c1", "t1", null),
            new Payment("tx-5", START + Payments.HOUR + 7, "c1", "t1", 1e9 / 3),
            new Payment("tx-6", START + 6 * Payments.HOUR, "c1", "t1", 0.2),
            new Payment("tx-7", START + 6 * Payments.HOUR + 1, null, "t1", 5.0),
            new Payment("tx-8", START + 6 * Payments.HOUR + 1, "c1", null, 0.3),
            new Payment("tx-9", START + 6 * Payments.HOUR + 1, "c1", "t1", 7e-5),
            new Payment("tx-10", START + 24 * Payments.HOUR, "c1", "t1", 44.4),
            new Payment("tx-11", START + 49 * Payments.HOUR, "c1", "t2", 3.3));

    @Test
    void theFeaturesOfAFixedStreamAreThoseAgreed() {
        FeatureHistory history = new FeatureHistory(program);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < STREAM.size(); i++) {
            text.append(line(history.observe(STREAM.get(i).toRecord(), UNKNOWN)))
                    .append('\n');
            if (i % 2 == 0) {
                history.learn(label(STREAM.get(i / 2), STREAM.get(i).at() + 3, i % 4 == 0), UNKNOWN);
            }
        }
        Golden.assertAgreed("features.txt", text.toString());
    }

    @Test
    void theStateWrittenIsTheOneAgreed() {
        Golden.assertAgreed("state-v3.txt", state().text());
    }

    /** Texts, and what is kept of a column besides its sums. */
    @Test
    void theStateOfFurtherKindsIsTheOneAgreed() {
        List<String> by = List.of("customerId");
        Feature.Operand amount = new Feature.Operand("amount", Optional.empty());
        Feature.Operand merchant = new Feature.Operand("merchant", FeatureKind.CATEGORICAL, Optional.empty());
        Feature.Window window = new Feature.Window(Payments.LONG, false);
        Stage stage = FeatureProgram.compile(Payments.definition(List.of(
                        new Feature.WindowedAggregate("newest", AggregateFunction.LAST, merchant, by, window),
                        new Feature.WindowedAggregate("different", AggregateFunction.DISTINCT, merchant, by, window),
                        new Feature.WindowedAggregate("usual", AggregateFunction.MODE, merchant, by, window),
                        new Feature.WindowedAggregate("amounts", AggregateFunction.DISTINCT, amount, by, window),
                        new Feature.Quantile("half", 0.5, amount, by, window),
                        new Feature.Decayed("recent", Feature.DecayedFunction.SUM, amount, by, Payments.SHORT, false),
                        new Feature.Streak("row", new Feature.Operand("amount > 1.0", Optional.empty()), by, window),
                        new Feature.Session("visit", Feature.SessionMeasure.COUNT, by, Payments.SHORT))))
                .stages()
                .getFirst();

        Golden.assertAgreed("state-v3-kinds.txt", state(stage).text());
    }

    /** States in stores outlive a release: what version 3 wrote is to be read for good. */
    @Test
    void theStateOfVersionThreeIsStillRead() throws IOException {
        StoredPieces stored = StoredPieces.parse(agreed("state-v3.txt"));
        EntityState state = customers().read(stored, Lives.FIRST);
        customers().observe(state, STREAM.getLast().toRecord(), program.blank(), UNKNOWN);
        customers().write(state, stored);

        StoredPieces now = state();
        EntityState same = customers().read(now, Lives.FIRST);
        customers().observe(same, STREAM.getLast().toRecord(), program.blank(), UNKNOWN);
        customers().write(same, now);
        assertThat(stored.text()).isEqualTo(now.text());
    }

    private Stage customers() {
        return program.stages().getFirst();
    }

    /** Enough events for pieces of every kind. */
    private StoredPieces state() {
        return state(customers());
    }

    private StoredPieces state(Stage stage) {
        StoredPieces stored = new StoredPieces();
        EntityState state = stage.read(stored, Lives.FIRST);
        long progress = UNKNOWN;
        for (Payment payment : STREAM.subList(0, 6)) {
            if (Objects.equals(payment.customer(), "c1")) {
                stage.observe(state, payment.toRecord(), new StatefulValues(stage.to(), true), progress);
                progress = payment.at();
                if (payment.amount() != null) {
                    stage.learn(
                            state, new LearnedLabel(payment.id(), payment.at(), payment.at() + 3, 1, false), progress);
                }
            }
        }
        for (int i = 0; i < 100; i++) {
            Payment payment = new Payment("more-" + i, START + i * 1000L, "c1", "t1", i / 7.0);
            stage.observe(state, payment.toRecord(), new StatefulValues(stage.to(), true), progress);
        }
        stage.write(state, stored);
        return stored;
    }

    private Example label(Payment payment, long knownAt, boolean fraud) {
        return new Example(
                program.row(payment.toRecord(), program.blank()),
                new Label.Category(Boolean.toString(fraud)),
                knownAt,
                Example.LabelSource.GIVEN);
    }

    private String line(FeatureRow row) {
        StringJoiner line =
                new StringJoiner(" ", row.eventId() + " " + row.keys().size() + " ", "");
        for (int i = 0; i < row.values().numeric().length; i++) {
            line.add(program.signature().numeric().get(i) + "="
                    + Double.toHexString(row.values().numeric()[i]));
        }
        for (int i = 0; i < row.values().categorical().length; i++) {
            line.add(program.signature().categorical().get(i) + "="
                    + row.values().categorical()[i]);
        }
        return line.toString();
    }

    private static String agreed(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(GoldenTest.class.getResourceAsStream("/golden/" + name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
