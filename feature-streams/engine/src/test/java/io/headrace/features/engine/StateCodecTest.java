package io.headrace.features.engine;

import static io.headrace.schemas.time.PartitionClock.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.LabelType;
import io.headrace.schemas.definition.Labels;
import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.definition.ProblemKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StateCodecTest {

    private static final Feature SUM_AMOUNT =
            Payments.aggregate("sum", AggregateFunction.SUM, "amount", List.of("customerId"), Payments.LONG);
    private static final Feature SUM_SQUARE = Payments.aggregate(
            "square", AggregateFunction.SUM, "amount * amount", List.of("customerId"), Payments.LONG);
    private static final Feature RISK = new Feature.LabelRate("risk", List.of("customerId"), Payments.LONG);
    private static final Payment FIRST = new Payment("tx-1", 1000, "c1", "t1", 3.0);
    private static final Payment SECOND = new Payment("tx-2", 2000, "c1", "t1", 4.0);

    @Test
    void aStateOfAnotherDefinitionKeepsTheOperandsTheyShare() {
        FeatureProgram both = FeatureProgram.compile(Payments.definition(List.of(SUM_AMOUNT, SUM_SQUARE)));
        FeatureProgram one = FeatureProgram.compile(Payments.definition(List.of(SUM_SQUARE)));

        assertThat(secondAfterFirst(both, one)).containsExactly(25);
    }

    @Test
    void anOperandThatIsNewIsMissingForThePast() {
        FeatureProgram one = FeatureProgram.compile(Payments.definition(List.of(SUM_AMOUNT)));
        FeatureProgram both = FeatureProgram.compile(Payments.definition(List.of(SUM_AMOUNT, SUM_SQUARE)));

        assertThat(secondAfterFirst(one, both)).containsExactly(7, 16);
    }

    @Test
    void labelsLearnedUnderOtherClassesAreReadAsNone() {
        FeatureProgram booleans = FeatureProgram.compile(Payments.definition(List.of(RISK)));
        FeatureProgram renamed = FeatureProgram.compile(Payments.definition(binary("good", "bad"), List.of(RISK)));

        assertThat(riskAfterTwoLabels(booleans, booleans)).isEqualTo(0.5);
        assertThat(riskAfterTwoLabels(booleans, renamed)).isNaN();
    }

    /** Rates would be those of positives alone, where what silence said is not there. */
    @Test
    void labelsLearnedWhenSilenceMeantSomethingElseAreReadAsNone() {
        FeatureProgram negative = FeatureProgram.compile(Payments.definition(List.of(RISK)));
        FeatureProgram unlabelled =
                FeatureProgram.compile(Payments.definition(List.of(RISK), Payments.WITHIN, Labels.Silence.UNLABELLED));

        assertThat(riskAfterTwoLabels(unlabelled, negative)).isNaN();
        assertThat(riskAfterTwoLabels(negative, unlabelled)).isNaN();
    }

    @Test
    void whatSilenceSaysIsKnownWhenTheDefinitionOfNowSaysSo() {
        FeatureProgram before = FeatureProgram.compile(
                Payments.definition(List.of(RISK), Payments.WITHIN.multipliedBy(2), Labels.Silence.NEGATIVE));
        FeatureProgram after = FeatureProgram.compile(Payments.definition(List.of(RISK)));

        assertThat(riskAfterTwoLabels(before, after)).isEqualTo(0.5);
        assertThat(riskAfterTwoLabels(after, before)).isEqualTo(1);
    }

    @Test
    void whatAStageHasNotFollowedMeanwhileBeginsAnew() {
        FeatureProgram both = FeatureProgram.compile(Payments.definition(List.of(RISK, SUM_AMOUNT)));
        FeatureProgram labels = FeatureProgram.compile(Payments.definition(List.of(RISK)));
        FeatureProgram events = FeatureProgram.compile(Payments.definition(List.of(SUM_AMOUNT)));
        EntityState state = afterTwoLabels(both);
        byte[] bytes = stage(both).write(state);

        assertThat(state.size()).isEqualTo(4);
        assertThat(stage(labels).read(bytes).size()).isEqualTo(2);
        assertThat(stage(events).read(bytes).size()).isEqualTo(2);
        assertThat(stage(both)
                        .read(stage(labels).write(stage(labels).read(bytes)))
                        .events
                        .size())
                .isZero();
        assertThat(stage(both)
                        .read(stage(events).write(stage(events).read(bytes)))
                        .labels
                        .size())
                .isZero();
    }

    @Test
    void sinceWhenAnEntryIsRememberedIsWritten() {
        Stage stage = stage(PROGRAM);
        EntityState state = stage.unseen();
        stage.observe(state, FIRST.toRecord(), PROGRAM.blank(), FIRST.at() + Payments.HOUR);

        EntityState read = stage.read(stage.write(state));

        assertThat(read.newestSince()).isEqualTo(FIRST.at() + Payments.HOUR);
        long limit = FIRST.at() + Payments.HOUR + stage.lookBack();
        assertThat(stage.isExpired(read, limit)).isFalse();
        assertThat(stage.isExpired(read, limit + 1)).isTrue();
    }

    @Test
    void aLaterVersionIsRefusedByName() {
        Stage stage = stage(PROGRAM);
        byte[] bytes = stage.write(stage.unseen());
        bytes[0] = 9;

        assertThatThrownBy(() -> stage.read(bytes))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("version 9");
    }

    @Property(tries = 300)
    void whateverBytesComeTheyAreReadOrRefused(@ForAll byte[] bytes) {
        readOrRefuse(bytes);
    }

    @Property(tries = 300)
    void aStateCutOrDamagedIsReadOrRefused(
            @ForAll @IntRange(max = 200) int at, @ForAll byte with, @ForAll @IntRange(max = 40) int cut) {
        Stage stage = stage(PROGRAM);
        EntityState state = stage.unseen();
        stage.observe(state, FIRST.toRecord(), PROGRAM.blank(), UNKNOWN);
        stage.observe(state, SECOND.toRecord(), PROGRAM.blank(), UNKNOWN);
        byte[] whole = stage.write(state);
        byte[] damaged = Arrays.copyOf(whole, whole.length - Math.min(cut, whole.length));
        if (at < damaged.length) {
            damaged[at] = with;
        }
        readOrRefuse(damaged);
    }

    private static void readOrRefuse(byte[] bytes) {
        Stage stage = stage(PROGRAM);
        try {
            assertThat(stage.read(bytes).size()).isNotNegative();
        } catch (CorruptStateException refused) {
            assertThat(refused).hasMessageContaining("not an entity state");
        }
    }

    private static final FeatureProgram PROGRAM = Payments.program();

    /** The rate a little after what silence says of {@link #SECOND} is known; {@link #FIRST} was positive. */
    private static double riskAfterTwoLabels(FeatureProgram before, FeatureProgram after) {
        EntityState read = stage(after).read(stage(before).write(afterTwoLabels(before)));
        double[] answers = after.blank();
        long asked = SECOND.at() + Payments.WITHIN.toMillis() + 1;
        stage(after).values(read, new Payment("tx-3", asked, "c1", "t1", 1.0).toRecord(), answers);
        return answers[0];
    }

    private static EntityState afterTwoLabels(FeatureProgram program) {
        Stage stage = stage(program);
        EntityState state = stage.unseen();
        stage.observe(state, FIRST.toRecord(), program.blank(), UNKNOWN);
        stage.observe(state, SECOND.toRecord(), program.blank(), UNKNOWN);
        stage.learn(state, new LearnedLabel(FIRST.id(), FIRST.at(), FIRST.at() + 10, 1, false), UNKNOWN);
        return state;
    }

    private static Problem binary(String negative, String positive) {
        return new Problem(
                ProblemKind.BINARY,
                "fraud",
                LabelType.STRING,
                List.of(negative, positive),
                Metric.PR_AUC,
                Optional.empty(),
                List.of());
    }

    private static double[] secondAfterFirst(FeatureProgram before, FeatureProgram after) {
        EntityState state = stage(before).unseen();
        stage(before).observe(state, FIRST.toRecord(), before.blank(), UNKNOWN);
        EntityState read = stage(after).read(stage(before).write(state));
        double[] answers = after.blank();
        stage(after).values(read, SECOND.toRecord(), answers);
        return answers;
    }

    private static Stage stage(FeatureProgram program) {
        return program.stages().getFirst();
    }
}
