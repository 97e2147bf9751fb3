package io.headrace.features.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.features.engine.RowVersions.Place;
import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.Reference;
import io.headrace.schemas.feature.FeatureRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Rows of references and events in any order of arrival, against the specification. */
class LookupsPropertyTest {

    private static final Reference CUSTOMERS = new Reference(
            "customers",
            "customerId",
            Optional.empty(),
            new TreeMap<>(Map.of("score", FeatureKind.NUMERIC, "country", FeatureKind.CATEGORICAL)));

    private static final Reference TERMINALS = new Reference(
            "terminals", "terminalId", Optional.of("since"), new TreeMap<>(Map.of("risk", FeatureKind.NUMERIC)));

    private static final List<Feature> FEATURES = List.of(
            new Feature.Lookup("score", FeatureKind.NUMERIC, "customers", "score", "customerId"),
            new Feature.WindowedAggregate(
                    "payments", AggregateFunction.COUNT, "1", List.of("customerId"), Duration.ofDays(1)),
            new Feature.Lookup("risk", FeatureKind.NUMERIC, "terminals", "risk", "terminalId"),
            new Feature.Lookup("country", FeatureKind.CATEGORICAL, "customers", "country", "customerId"),
            new Feature.Lookup("other_country", FeatureKind.CATEGORICAL, "customers", "country", "terminalId"));

    private static final FeatureProgram PROGRAM = FeatureProgram.compile(definition());
    private static final long MOST_LATE = Payments.LATENESS.toMillis();

    /** Late changes, rows that are gone or never come, ties, forgetting as progress goes on: events that are not late have what is specified. */
    @Property(tries = 300)
    void everyEventThatIsNotLateIsAnsweredAsSpecified(@ForAll Random random) {
        SpecifiedFeatures specified = new SpecifiedFeatures();
        FeatureHistory memory = new FeatureHistory(PROGRAM);
        long clock = Streams.START;
        long progress = Long.MIN_VALUE;
        for (int i = 0; i < 150; i++) {
            clock += random.nextInt(4) == 0 ? 0 : random.nextLong(MOST_LATE);
            clock += random.nextInt(60) == 0
                    ? Duration.ofDays(random.nextInt(500)).toMillis()
                    : 0;
            if (random.nextInt(3) == 0) {
                progress = Math.max(progress, clock - random.nextLong(MOST_LATE));
            }
            if (random.nextBoolean()) {
                ReferenceRow row = row(timeOfChange(clock, progress, random), i, random);
                specified.changed(row);
                memory.refer(row, progress);
                if (random.nextInt(5) == 0) {
                    memory.refer(row, progress);
                }
            } else {
                long at = progress == Long.MIN_VALUE
                        ? clock
                        : Math.max(progress - MOST_LATE, clock - random.nextLong(MOST_LATE));
                Payment payment = Streams.payment("tx" + i, at, random);
                FeatureRow asked = memory.values(payment.toRecord());
                FeatureRow found = memory.observe(payment.toRecord(), progress);
                assertThat(found).isEqualTo(asked);
                FEATURES.forEach(feature -> assertThat(value(found, feature))
                        .as("%s of %s", feature, payment)
                        .isEqualTo(specified.value(feature, payment)));
                specified.came(payment, progress);
            }
            if (random.nextInt(4) == 0) {
                memory.expire(progress);
            }
        }
    }

    /** In whatever order its versions come: what a row was at a time follows from them as a set. */
    @Property(tries = 200)
    void aRowIsTheSetOfItsVersions(@ForAll Random random) {
        RowVersions<Integer> one = new RowVersions<>();
        RowVersions<Integer> other = new RowVersions<>();
        List<Place> places = random.ints(1 + random.nextInt(20), 0, 10)
                .mapToObj(time -> new Place(time, random.nextInt(2), random.nextInt(5)))
                .distinct()
                .toList();
        Map<Place, RowVersions.Version<Integer>> versions = new TreeMap<>();
        places.forEach(place -> versions.put(
                place,
                new RowVersions.Version<>(
                        place.time(), random.nextInt(4) == 0 ? Optional.empty() : Optional.of(random.nextInt(100)))));
        versions.forEach(one::put);
        places.reversed().forEach(place -> other.put(place, versions.get(place)));
        long horizon = random.nextInt(10);
        if (random.nextBoolean()) {
            one.forget(horizon);
        }

        for (long time = horizon; time < 12; time++) {
            assertThat(one.before(time)).isEqualTo(other.before(time));
        }
    }

    /** What a table that changes all the time keeps: what events may still ask for, and the newest version of each row. */
    @Property(tries = 20)
    void whatIsKeptIsBounded(@ForAll Random random) {
        RowVersions<Integer> versions = new RowVersions<>();
        long lateness = 1_000;
        for (long time = 0; time < 20_000; time += 10) {
            versions.put(new Place(time, 0, time), new RowVersions.Version<>(time, Optional.of(random.nextInt())));
            versions.forget(time - lateness);
            assertThat(versions.all()).hasSizeLessThanOrEqualTo(103);
        }
        versions.forget(Long.MAX_VALUE);

        assertThat(versions.all()).hasSize(1);
        assertThat(versions.due()).isEmpty();
    }

    @Property(tries = 20)
    void aRowThatIsGoneIsForgottenAfter400Days(@ForAll Random random) {
        RowVersions<Integer> versions = new RowVersions<>();
        long gone = random.nextInt(1_000);
        versions.put(new Place(0, 0, 0), new RowVersions.Version<>(0, Optional.of(1)));
        versions.put(new Place(gone, 0, 1), new RowVersions.Version<>(gone, Optional.empty()));
        long end = gone + Duration.ofDays(400).toMillis();

        versions.forget(end);
        assertThat(versions.all()).hasSize(1);
        versions.forget(end + 1);
        assertThat(versions.isEmpty()).isTrue();
    }

    /** Within the lateness, or of long ago where the row's newest version lies before that: what a table is first filled with. */
    private static long timeOfChange(long clock, long progress, Random random) {
        return progress == Long.MIN_VALUE
                ? clock - random.nextLong(10 * MOST_LATE)
                : Math.max(progress - MOST_LATE, clock - random.nextLong(MOST_LATE));
    }

    private static ReferenceRow row(long time, int number, Random random) {
        boolean customers = random.nextInt(3) > 0;
        String reference = customers ? "customers" : "terminals";
        String key = (random.nextInt(5) == 0 ? "t" : customers ? "c" : "t") + random.nextInt(3);
        Place place = new Place(time, random.nextInt(2), number);
        return new ReferenceRow(
                reference,
                key,
                place,
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(values(reference, time, random)));
    }

    private static GenericRecord values(String reference, long time, Random random) {
        GenericRecord row = new GenericData.Record(PROGRAM.rowSchema(reference));
        if (reference.equals("customers")) {
            row.put("score", random.nextInt(4) == 0 ? null : random.nextGaussian());
            row.put("country", random.nextInt(4) == 0 ? null : "country" + random.nextInt(5));
        } else {
            row.put("since", time);
            row.put("risk", random.nextInt(8) == 0 ? null : (double) random.nextInt(10));
        }
        return row;
    }

    private static Object value(FeatureRow row, Feature feature) {
        return switch (feature.kind()) {
            case NUMERIC -> row.values().numeric()[PROGRAM.signature().numeric().indexOf(feature.name())];
            case CATEGORICAL ->
                row.values().categorical()[PROGRAM.signature().categorical().indexOf(feature.name())];
        };
    }

    private static PipelineDefinition definition() {
        PipelineDefinition base = Payments.definition(Payments.FEATURES);
        return new PipelineDefinition(
                base.pipeline(),
                base.problem(),
                base.events(),
                base.labels(),
                base.clean(),
                List.of(CUSTOMERS, TERMINALS),
                FEATURES,
                base.train(),
                base.gates(),
                base.rollout(),
                base.monitor(),
                Optional.empty(),
                "");
    }
}
