package io.headrace.features.engine;

import static io.headrace.schemas.time.PartitionClock.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.definition.LabelType;
import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.FeatureValues;
import io.headrace.schemas.feature.Label;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rates of classes, means of quantities and last labels, of all events and of entities. */
class LabelFeaturesTest {

    private static final List<String> CLASSES = List.of("low", "middle", "high");
    private static final Duration WINDOW = Duration.ofMillis(100);
    private static final List<String> TERMINAL = List.of("terminalId");

    private final FeatureProgram classes = FeatureProgram.compile(Payments.definition(
            problem(ProblemKind.MULTICLASS, LabelType.STRING, CLASSES, Metric.ACCURACY),
            List.of(
                    new Feature.LabelRate("high_rate", Optional.of("high"), List.of(), WINDOW),
                    new Feature.LabelRate("low_rate", Optional.of("low"), TERMINAL, WINDOW),
                    new Feature.LastLabel("last", FeatureKind.CATEGORICAL, List.of()),
                    new Feature.LastLabel("terminal_last", FeatureKind.CATEGORICAL, TERMINAL),
                    new Feature.Numeric("was_high", "last == 'high'"))));

    private final FeatureProgram quantities = FeatureProgram.compile(Payments.definition(
            problem(ProblemKind.REGRESSION, LabelType.DOUBLE, List.of(), Metric.RMSE),
            List.of(
                    new Feature.LabelRate("mean", List.of(), WINDOW),
                    new Feature.LastLabel("last", FeatureKind.NUMERIC, List.of()))));

    private final FeatureProgram silent = FeatureProgram.compile(Payments.definition(List.of(
            new Feature.LabelRate("risk", TERMINAL, WINDOW),
            new Feature.LastLabel("last", FeatureKind.CATEGORICAL, TERMINAL))));

    /** A label of a terminal's payment. */
    record Known(int number, String terminal, String name, long at) {}

    @Test
    void aClassIsKnownAsTheLastAndByItsShare() {
        FeatureHistory history = new FeatureHistory(classes);
        learn(history, "p1", "t1", new Label.Category("high"), 10);
        learn(history, "p2", "t2", new Label.Category("low"), 20);

        assertThat(history.values(event("t1", 10)).values()).isEqualTo(values(Double.NaN, Double.NaN, 0, "", ""));
        assertThat(history.values(event("t1", 11)).values()).isEqualTo(values(1, 0, 1, "high", "high"));
        assertThat(history.values(event("t2", 21)).values()).isEqualTo(values(0.5, 1, 0, "low", "low"));
        assertThat(history.values(event("t3", 21)).values()).isEqualTo(values(0.5, Double.NaN, 0, "low", ""));
    }

    @Test
    void aQuantityIsKnownAsTheLastAndByItsMean() {
        FeatureHistory history = new FeatureHistory(quantities);
        learn(history, "p1", "t1", new Label.Quantity(3), 10);
        learn(history, "p2", "t2", new Label.Quantity(8), 20);

        assertThat(history.values(event("t9", 21)).values().numeric()).containsExactly(5.5, 8);
        assertThat(history.values(event("t9", 115)).values().numeric()).containsExactly(8, 8);
        assertThat(history.values(event("t9", 120)).values().numeric()).containsExactly(Double.NaN, 8);
    }

    @Test
    void theLastLabelIsRememberedFor400DaysHoweverManyEventsCome() {
        FeatureHistory history = new FeatureHistory(classes);
        learn(history, "p1", "t1", new Label.Category("middle"), 10);
        for (int day = 1; day < 400; day++) {
            long time = Duration.ofDays(day).toMillis();
            history.observe(event("t1", time), time);
        }

        long limit = 10 + Duration.ofDays(400).toMillis();
        assertThat(history.values(event("t1", limit - 1)).values().categorical())
                .containsExactly("middle", "middle");
        assertThat(history.values(event("t1", limit)).values().categorical()).containsExactly("", "");
        assertThat(history.entries()).isEqualTo(2);
    }

    @Test
    void whatSilenceSaysIsKnownByEventTimeAloneUntilALabelIsGiven() {
        FeatureHistory history = new FeatureHistory(silent);
        history.observe(event("t1", 1000), UNKNOWN);
        long known = 1000 + Payments.WITHIN.toMillis();

        assertThat(history.values(event("t1", known)).values()).isEqualTo(silence(Double.NaN, ""));
        assertThat(history.values(event("t1", known + 1)).values()).isEqualTo(silence(0, "false"));
        assertThat(history.values(event("t1", known + WINDOW.toMillis() - 1)).values())
                .isEqualTo(silence(0, "false"));
        assertThat(history.values(event("t1", known + WINDOW.toMillis())).values())
                .isEqualTo(silence(Double.NaN, "false"));

        history.learn(given("e1000", 1000, "true", known), UNKNOWN);

        assertThat(history.values(event("t1", known + 1)).values()).isEqualTo(silence(1, "true"));
    }

    @Test
    void aLabelGivenBeforeItsEventCameLeavesSilenceNothingToSay() {
        FeatureHistory history = new FeatureHistory(silent);
        history.learn(given("e1000", 1000, "true", 1000), UNKNOWN);
        history.observe(event("t1", 1000), UNKNOWN);

        long later = 1001 + Payments.WITHIN.toMillis();
        assertThat(history.values(event("t1", 1001)).values()).isEqualTo(silence(1, "true"));
        assertThat(history.values(event("t1", later)).values()).isEqualTo(silence(Double.NaN, "true"));
    }

    @Test
    void aLabelBySilenceIsNoNewsOfAnEventThatCame() {
        FeatureHistory one = new FeatureHistory(silent);
        FeatureHistory other = new FeatureHistory(silent);
        one.observe(event("t1", 1000), UNKNOWN);
        other.learn(bySilence("e1000", 1000), UNKNOWN);
        long asked = 1001 + Payments.WITHIN.toMillis();
        FeatureValues first = one.values(event("t1", asked)).values();

        one.learn(bySilence("e1000", 1000), UNKNOWN);

        assertThat(first).isEqualTo(silence(0, "false"));
        assertThat(one.values(event("t1", asked)).values()).isEqualTo(first);
        assertThat(other.values(event("t1", asked)).values()).isEqualTo(first);
    }

    @Test
    void ofAGivenLabelAndSilenceOfOneMillisecondTheLaterIdIsTheLast() {
        long within = Payments.WITHIN.toMillis();
        FeatureHistory history = new FeatureHistory(silent);
        history.observe(event("t1", 1000), UNKNOWN);
        history.learn(given("given", 2000, "true", 1000 + within), UNKNOWN);

        boolean silenceIsLater = EventId.of("e1000") > EventId.of("given");
        assertThat(history.values(event("t1", 1001 + within)).values())
                .isEqualTo(silence(0.5, silenceIsLater ? "false" : "true"));
    }

    @Test
    void aClassThatTheDefinitionDoesNotHaveIsNotLearned() {
        FeatureHistory history = new FeatureHistory(classes);
        learn(history, "p1", "t1", new Label.Category("unheard of"), 10);

        assertThat(history.values(event("t1", 11)).values().categorical()).containsExactly("", "");
    }

    @Property(tries = 200)
    void valuesAreThoseOfTheLabelsKnownBefore(
            @ForAll @IntRange(max = 60) int count, @ForAll @IntRange(max = 500) int at, @ForAll Random random) {
        List<Known> labels = new ArrayList<>();
        List<Integer> times = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            times.add(i);
        }
        Collections.shuffle(times, random);
        for (int i = 0; i < count; i++) {
            labels.add(new Known(i, "t" + random.nextInt(3), CLASSES.get(random.nextInt(3)), times.get(i)));
        }
        FeatureHistory history = new FeatureHistory(classes);
        labels.forEach(known ->
                learn(history, "p" + known.number(), known.terminal(), new Label.Category(known.name()), known.at()));

        FeatureValues found = history.values(event("t1", at)).values();

        String last = last(labels, null, at);
        FeatureValues wanted = values(
                share(labels, null, "high", at),
                share(labels, "t1", "low", at),
                last.equals("high") ? 1 : 0,
                last,
                last(labels, "t1", at));
        assertThat(found).isEqualTo(wanted);
    }

    private static double share(List<Known> labels, @Nullable String terminal, String name, long at) {
        return labels.stream()
                .filter(known -> terminal == null || known.terminal().equals(terminal))
                .filter(known -> known.at() < at && known.at() > at - WINDOW.toMillis())
                .mapToDouble(known -> known.name().equals(name) ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    private static String last(List<Known> labels, @Nullable String terminal, long at) {
        return labels.stream()
                .filter(known -> terminal == null || known.terminal().equals(terminal))
                .filter(known -> known.at() < at)
                .max(Comparator.comparingLong(Known::at))
                .map(Known::name)
                .orElse("");
    }

    private static FeatureValues values(double high, double low, double wasHigh, String last, String terminalLast) {
        double known = last.isEmpty() ? Double.NaN : wasHigh;
        return new FeatureValues(new double[] {high, low, known}, new String[] {last, terminalLast});
    }

    private void learn(FeatureHistory history, String id, String terminal, Label label, long knownAt) {
        history.learn(
                new Example(
                        classes.row(new Payment(id, 0, "c1", terminal, 1.0).toRecord(), classes.blank()),
                        label,
                        knownAt,
                        Example.LabelSource.GIVEN),
                UNKNOWN);
    }

    private Example given(String id, long at, String fraud, long knownAt) {
        return new Example(row(id, at), new Label.Category(fraud), knownAt, Example.LabelSource.GIVEN);
    }

    private Example bySilence(String id, long at) {
        return new Example(
                row(id, at), new Label.Category("false"), at + Payments.WITHIN.toMillis(), Example.LabelSource.SILENCE);
    }

    private FeatureRow row(String id, long at) {
        return silent.row(new Payment(id, at, "c1", "t1", 1.0).toRecord(), silent.blank());
    }

    private static FeatureValues silence(double risk, String last) {
        return new FeatureValues(new double[] {risk}, new String[] {last});
    }

    private static GenericRecord event(String terminal, long at) {
        return new Payment("e" + at, at, "c1", terminal, 1.0).toRecord();
    }

    private static Problem problem(ProblemKind kind, LabelType type, List<String> classes, Metric metric) {
        return new Problem(kind, "grade", type, classes, metric, Optional.empty(), List.of());
    }
}
