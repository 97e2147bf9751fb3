package io.headrace.features.engine;

import static io.headrace.schemas.time.PartitionClock.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.Label;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
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
        Golden.assertAgreed("state-v2.hex", HexFormat.of().formatHex(customers().write(state())) + "\n");
    }

    /** States in stores outlive a release: what version 2 wrote is to be read for good. */
    @Test
    void theStateOfVersionTwoIsStillRead() throws IOException {
        byte[] stored = HexFormat.of().parseHex(agreed("state-v2.hex").strip());
        assertThat(customers().write(customers().read(stored)))
                .isEqualTo(customers().write(state()));
    }

    private Stage customers() {
        return program.stages().getFirst();
    }

    private EntityState state() {
        Stage stage = customers();
        EntityState state = stage.unseen();
        long progress = UNKNOWN;
        for (Payment payment : STREAM.subList(0, 6)) {
            if (Objects.equals(payment.customer(), "c1")) {
                stage.observe(state, payment.toRecord(), program.blank(), progress);
                progress = payment.at();
                if (payment.amount() != null) {
                    stage.learn(
                            state, new LearnedLabel(payment.id(), payment.at(), payment.at() + 3, 1, false), progress);
                }
            }
        }
        return state;
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
