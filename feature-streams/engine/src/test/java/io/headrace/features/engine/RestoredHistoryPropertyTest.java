package io.headrace.features.engine;

import static io.headrace.schemas.time.PartitionClock.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.features.engine.SpecifiedFeatures.Known;
import io.headrace.features.engine.Streams.Arrival;
import io.headrace.schemas.definition.Extent;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.feature.FeatureRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Some features ran, others are new; then history is restored: in any order, once or twice, all of it. From then on every event that is not late has the row of
 * the new features had they run all the time, to the bit.
 */
class RestoredHistoryPropertyTest {

    private static final List<List<Feature>> KINDS = List.of(
            Payments.FEATURES,
            Payments.COMBINED,
            Payments.COMBINED_SKETCHES,
            Payments.KINDS,
            Payments.NEWEST,
            Payments.LABELS.stream().filter(feature -> !isLifetime(feature)).toList());

    /** Those that have the keys that the others have. */
    private static final List<Feature> WITH_LIFETIMES = Stream.concat(
                    Payments.FEATURES.stream(),
                    Payments.LIFETIMES.stream()
                            .filter(feature ->
                                    stages(List.of(feature)).stream().allMatch(stages(Payments.FEATURES)::contains)))
            .toList();

    @Property(tries = 100)
    void newFeaturesKnowThePast(@ForAll("streams") List<Arrival> stream, @ForAll Random random) {
        List<Feature> all = KINDS.get(random.nextInt(KINDS.size()));

        assertRestored(some(all, random), all, stream, random);
    }

    /** What events came to that have gone is new with the lifetime: nothing has been counted for good before. */
    @Property(tries = 100)
    void soDoNewLifetimes(@ForAll("streams") List<Arrival> stream, @ForAll Random random) {
        assertRestored(Payments.FEATURES, WITH_LIFETIMES, stream, random);
    }

    /** Of what they have counted for good nothing is counted again, and so nothing of it is restored for others either. */
    @Property(tries = 100)
    void lifetimesThatWereThereStayAsTheyAre(@ForAll("streams") List<Arrival> stream, @ForAll Random random) {
        assertRestored(Payments.LIFETIMES, Payments.LIFETIMES, stream, random);
    }

    /** Pieces that were not written meanwhile still have what an operand brought before it was away; those between lack it. */
    @Property(tries = 60)
    void whatWasAwayForAWhileHasNoGap(@ForAll("streams") List<Arrival> stream, @ForAll Random random) {
        List<Feature> all = KINDS.get(random.nextInt(KINDS.size()));
        FeatureProgram program = FeatureProgram.compile(Payments.definition(all));
        FeatureProgram fewer = FeatureProgram.compile(Payments.definition(some(all, random)));
        int back = random.nextInt(stream.size() + 1);
        int away = random.nextInt(back + 1);
        StoredStates whole = new StoredStates(program);
        StoredStates states = new StoredStates(program);
        stream.subList(0, away).forEach(arrival -> states.feed(arrival, UNKNOWN));
        StoredStates lacking = states.under(fewer);
        stream.subList(away, back).forEach(arrival -> lacking.feed(arrival, UNKNOWN));
        StoredStates restored = lacking.under(program);
        stream.subList(0, back).forEach(restored::restore);
        stream.subList(0, back).forEach(arrival -> whole.feed(arrival, UNKNOWN));

        for (Arrival arrival : stream.subList(back, stream.size())) {
            if (arrival instanceof Arrival.Event(Payment payment, boolean _)) {
                assertThat(restored.observe(payment.toRecord(), UNKNOWN))
                        .isEqualTo(whole.observe(payment.toRecord(), UNKNOWN));
            } else {
                restored.feed(arrival, UNKNOWN);
                whole.feed(arrival, UNKNOWN);
            }
        }
    }

    @Example
    void labelsThatWereCountedForGoodAreNotCountedAgain() {
        FeatureProgram program = FeatureProgram.compile(Payments.definition(Payments.LABELS.stream()
                .filter(RestoredHistoryPropertyTest::isLifetime)
                .toList()));
        StoredStates states = new StoredStates(program);
        List<Arrival> history = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Payment payment = new Payment("tx" + i, Streams.START + i * Payments.HOUR, "c1", "t1", 1.0);
            history.add(new Arrival.Event(payment, false));
            if (i % 4 == 0) {
                history.add(new Arrival.Learned(new Known(payment, payment.at() + Payments.HOUR, true)));
            }
        }
        long later = Streams.START + 4000 * Payments.HOUR;
        Payment asked = new Payment("asked", later, "c1", "t1", 1.0);
        history.forEach(arrival -> states.feed(arrival, arrival.time()));
        states.expire(later);
        FeatureRow before = states.observe(asked.toRecord(), later);

        history.forEach(states::restore);

        assertThat(before.values().numeric()).contains(10, 30);
        assertThat(states.observe(asked.toRecord(), later)).isEqualTo(before);
    }

    private static void assertRestored(List<Feature> before, List<Feature> after, List<Arrival> stream, Random random) {
        FeatureProgram old = FeatureProgram.compile(Payments.definition(before));
        FeatureProgram program = FeatureProgram.compile(Payments.definition(after));
        assumeThat(stages(old)).isEqualTo(stages(program));
        int change = random.nextInt(stream.size() + 1);
        StoredStates ran = new StoredStates(old);
        StoredStates whole = new StoredStates(program);
        Streams.Progress progress = new Streams.Progress(random);
        for (Arrival arrival : stream.subList(0, change)) {
            long now = progress.after(arrival);
            ran.feed(arrival, now);
            whole.feed(arrival, now);
            if (random.nextInt(5) == 0) {
                ran.expire(now);
            }
        }

        StoredStates restored = ran.under(program);
        List<Arrival> history = new ArrayList<>(stream.subList(0, change));
        history.addAll(history.subList(0, random.nextInt(change + 1)));
        Collections.shuffle(history, random);
        history.forEach(restored::restore);

        for (Arrival arrival : stream.subList(change, stream.size())) {
            long now = progress.after(arrival);
            switch (arrival) {
                case Arrival.Event(Payment payment, boolean _) -> {
                    FeatureRow row = restored.observe(payment.toRecord(), now);
                    FeatureRow expected = whole.observe(payment.toRecord(), now);
                    if (!progress.isLate(payment)) {
                        assertThat(row).isEqualTo(expected);
                    }
                }
                case Arrival.Learned _ -> {
                    restored.feed(arrival, now);
                    whole.feed(arrival, now);
                }
            }
            if (random.nextInt(5) == 0) {
                restored.expire(now);
            }
        }
    }

    /** Some of them, with the same keys and with labels where all have them: what keys are new for knows nothing else. */
    private static List<Feature> some(List<Feature> all, Random random) {
        List<Feature> some = new ArrayList<>(all);
        Collections.shuffle(some, random);
        int least = 1 + random.nextInt(some.size());
        List<String> wanted = stages(all);
        for (int size = least; size < some.size(); size++) {
            List<Feature> fewer =
                    all.stream().filter(some.subList(0, size)::contains).toList();
            if (compiles(fewer)
                    && stages(FeatureProgram.compile(Payments.definition(fewer)))
                            .equals(wanted)) {
                return fewer;
            }
        }
        return all;
    }

    /** A feature of another one needs it. */
    private static boolean compiles(List<Feature> features) {
        try {
            return !FeatureProgram.compile(Payments.definition(features))
                    .stages()
                    .isEmpty();
        } catch (IllegalArgumentException needsAnother) {
            return false;
        }
    }

    private static boolean isLifetime(Feature feature) {
        return switch (feature) {
            case Feature.LabelRate rate -> rate.extent() instanceof Extent.Lifetime;
            case Feature.LabelCount count -> count.extent() instanceof Extent.Lifetime;
            default -> false;
        };
    }

    private static List<String> stages(List<Feature> features) {
        return stages(FeatureProgram.compile(Payments.definition(features)));
    }

    private static List<String> stages(FeatureProgram program) {
        return program.stages().stream()
                .map(stage -> stage.name() + (stage.learns() ? " labels" : ""))
                .toList();
    }

    @Provide
    Arbitrary<List<Arrival>> streams() {
        return Streams.arbitrary();
    }
}
