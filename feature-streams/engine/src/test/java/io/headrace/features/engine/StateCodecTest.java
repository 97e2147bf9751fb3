package io.headrace.features.engine;

import static io.headrace.schemas.time.PartitionClock.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.features.engine.StoredStates.StoredPieces;
import io.headrace.features.timeline.CorruptPieceException;
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
import java.util.stream.IntStream;
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
    private static final FeatureProgram PROGRAM = Payments.program();
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

    /** Whatever is computed of an operand but what needs more than sums, with or without the event itself, nothing more is kept of it. */
    @Test
    void everythingOfOneOperandAndConditionSharesItsColumn() {
        for (Optional<String> where : List.of(Optional.<String>empty(), Optional.of("amount > 1.0"))) {
            List<Feature> all = Arrays.stream(AggregateFunction.values())
                    .filter(function -> !Payments.SKETCHED.contains(function))
                    .map(function -> ofAmount(function, where, !function.isComparison()))
                    .toList();
            FeatureProgram one =
                    FeatureProgram.compile(Payments.definition(List.of(ofAmount(AggregateFunction.SUM, where, false))));

            assertThat(afterTwo(FeatureProgram.compile(Payments.definition(all))))
                    .isEqualTo(afterTwo(one));
        }
    }

    @Test
    void anOperandUnderAConditionIsAColumnOfItsOwn() {
        FeatureProgram bare = FeatureProgram.compile(
                Payments.definition(List.of(ofAmount(AggregateFunction.SUM, Optional.empty(), false))));
        FeatureProgram conditional = FeatureProgram.compile(
                Payments.definition(List.of(ofAmount(AggregateFunction.SUM, Optional.of("amount > 1.0"), false))));

        assertThat(secondAfterFirst(bare, conditional)).containsExactly(4);
        assertThat(secondAfterFirst(conditional, conditional)).containsExactly(7);
    }

    private static String afterTwo(FeatureProgram program) {
        StoredPieces stored = new StoredPieces();
        observe(program, stored, FIRST);
        observe(program, stored, SECOND);
        return stored.text();
    }

    private static Feature ofAmount(AggregateFunction function, Optional<String> where, boolean excluding) {
        return new Feature.WindowedAggregate(
                function.name(),
                function,
                new Feature.Operand("amount", where),
                List.of("customerId"),
                new Feature.Window(Payments.LONG, excluding));
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
    void whatAStageDoesNotFollowLeavesWithTheNextEvent() {
        FeatureProgram both = FeatureProgram.compile(Payments.definition(List.of(RISK, SUM_AMOUNT)));
        FeatureProgram events = FeatureProgram.compile(Payments.definition(List.of(SUM_AMOUNT)));
        StoredPieces stored = afterTwoLabels(both);
        assertThat(stage(both).read(stored, Lives.FIRST).size()).isEqualTo(5);

        observe(events, stored, new Payment("tx-3", 3000, "c1", "t1", 1.0));

        EntityState again = stage(both).read(stored, Lives.FIRST);
        assertThat(again.labels().isEmpty()).isTrue();
        assertThat(again.silences().isEmpty()).isTrue();
        assertThat(again.events().size()).isEqualTo(3);
    }

    @Test
    void whatWasRecordedInAnotherLifeCountsAsNeverSeen() {
        StoredPieces stored = afterTwoLabels(PROGRAM);

        assertThat(stage(PROGRAM).read(stored, new Lives(1, 1)).isEmpty()).isTrue();
        EntityState labels = stage(PROGRAM).read(stored, new Lives(0, 1));
        assertThat(labels.events().size()).isEqualTo(2);
        assertThat(labels.labels().isEmpty() && labels.silences().isEmpty()).isTrue();
    }

    @Test
    void sinceWhenAnEntryIsRememberedIsWritten() {
        Stage stage = stage(PROGRAM);
        StoredPieces stored = new StoredPieces();
        EntityState state = stage.read(stored, Lives.FIRST);
        stage.observe(state, FIRST.toRecord(), PROGRAM.blank(), FIRST.at() + Payments.HOUR);
        stage.write(state, stored);

        EntityState read = stage.read(stored, Lives.FIRST);

        assertThat(read.newestSince()).isEqualTo(FIRST.at() + Payments.HOUR);
        long limit = FIRST.at() + Payments.HOUR + stage.lookBack();
        assertThat(stage.isExpired(read, limit)).isFalse();
        assertThat(stage.isExpired(read, limit + 1)).isTrue();
    }

    /** However many events there are, their entity's record is small, and all its pieces leave with it. */
    @Test
    void aLargeEntityIsManyPiecesAndLeavesNone() {
        Stage stage = stage(PROGRAM);
        StoredPieces stored = new StoredPieces();
        EntityState state = stage.read(stored, Lives.FIRST);
        for (int i = 0; i < 20_000; i++) {
            Payment payment = new Payment("tx" + i, i * 1000L, "c1", "t1", i / 100.0);
            stage.observe(state, payment.toRecord(), PROGRAM.blank(), payment.at());
            if (i % 10 == 0) {
                stage.write(state, stored);
            }
        }
        stage.write(state, stored);
        assertThat(stored.largest()).isLessThan(4096);
        assertThat(stored.count()).isGreaterThan(500);

        EntityState over = stage.read(stored, Lives.FIRST);
        for (int i = 0; i < 200 && !over.isEmpty(); i++) {
            stage.forget(over, Long.MAX_VALUE, 64);
            stage.write(over, stored);
        }
        assertThat(stored.isEmpty()).isTrue();
    }

    @Test
    void aLaterVersionIsRefusedByName() {
        StoredPieces stored = afterTwoLabels(PROGRAM);
        stored.change(bytes -> bytes[0] = 9);

        assertThatThrownBy(() -> stage(PROGRAM).read(stored, Lives.FIRST))
                .isInstanceOf(CorruptPieceException.class)
                .hasMessageContaining("version 9");
    }

    @Property(tries = 300)
    void aStateCutOrDamagedIsReadOrRefused(
            @ForAll @IntRange(max = 200) int at, @ForAll byte with, @ForAll @IntRange(max = 40) int cut) {
        StoredPieces stored = afterTwoLabels(PROGRAM);
        stored.replace(bytes -> {
            byte[] damaged = Arrays.copyOf(bytes, bytes.length - Math.min(cut, bytes.length));
            if (at < damaged.length) {
                damaged[at] = with;
            }
            return damaged;
        });
        try {
            assertThat(stage(PROGRAM).read(stored, Lives.FIRST).size()).isNotNegative();
        } catch (CorruptPieceException refused) {
            assertThat(refused).hasMessageMatching("(?s).*(piece|record|entity|store).*");
        }
    }

    /** The rate a little after what silence says of {@link #SECOND} is known; {@link #FIRST} was positive. */
    private static double riskAfterTwoLabels(FeatureProgram before, FeatureProgram after) {
        EntityState read = stage(after).read(afterTwoLabels(before), Lives.FIRST);
        StatefulValues answers = after.blank();
        long asked = SECOND.at() + Payments.WITHIN.toMillis() + 1;
        stage(after).values(read, new Payment("tx-3", asked, "c1", "t1", 1.0).toRecord(), answers);
        return answers.number(0);
    }

    private static StoredPieces afterTwoLabels(FeatureProgram program) {
        StoredPieces stored = new StoredPieces();
        observe(program, stored, FIRST);
        observe(program, stored, SECOND);
        EntityState state = stage(program).read(stored, Lives.FIRST);
        stage(program).learn(state, new LearnedLabel(FIRST.id(), FIRST.at(), FIRST.at() + 10, 1, false), UNKNOWN);
        stage(program).write(state, stored);
        return stored;
    }

    private static void observe(FeatureProgram program, StoredPieces stored, Payment payment) {
        EntityState state = stage(program).read(stored, Lives.FIRST);
        stage(program).observe(state, payment.toRecord(), program.blank(), UNKNOWN);
        stage(program).write(state, stored);
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
        StoredPieces stored = new StoredPieces();
        observe(before, stored, FIRST);
        StatefulValues answers = after.blank();
        stage(after).values(stage(after).read(stored, Lives.FIRST), SECOND.toRecord(), answers);
        return IntStream.range(0, answers.size()).mapToDouble(answers::number).toArray();
    }

    private static Stage stage(FeatureProgram program) {
        return program.stages().getFirst();
    }
}
