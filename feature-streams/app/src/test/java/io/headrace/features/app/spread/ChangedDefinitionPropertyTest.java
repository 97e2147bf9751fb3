package io.headrace.features.app.spread;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.schemas.definition.reading.Meaning;
import io.headrace.schemas.feature.FeatureRecords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Any definitions over the stores and the topics of those before them, one after another and back, each in the midst of it: a feature
 * that means the same keeps its past, one that does not has nothing of another's, what was away meanwhile begins anew, and each is
 * whole once its look-back has passed.
 */
class ChangedDefinitionPropertyTest {

    private static final int EVENTS = 700;

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void rowsAreThoseOfAFreshRunAsSoonAsTheyCan(
            @ForAll @IntRange(min = 1, max = 4) int partitions, @ForAll Random random) {
        RandomDefinition before = RandomDefinition.of(random);
        assertChanges(List.of(before, before.changed(random)), partitions, random);
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void andSoTheyAreAfterAChangeThatWasTakenBack(
            @ForAll @IntRange(min = 1, max = 4) int partitions, @ForAll Random random) {
        RandomDefinition first = RandomDefinition.of(random);
        List<RandomDefinition> chain = new ArrayList<>(
                List.of(first, random.nextBoolean() ? first.withoutKey(random) : first.changed(random)));
        if (random.nextInt(4) == 0) {
            chain.add(chain.getLast().changed(random));
        }
        chain.add(first);
        if (random.nextInt(4) == 0) {
            chain.addAll(chain.subList(1, chain.size()));
        }
        assertChanges(chain, partitions, random);
    }

    @Property(tries = 30, shrinking = ShrinkingMode.OFF)
    void andSoTheyAreAfterOneChangeUponAnother(
            @ForAll @IntRange(min = 1, max = 4) int partitions, @ForAll Random random) {
        List<RandomDefinition> chain = new ArrayList<>(List.of(RandomDefinition.of(random)));
        for (int changes = 2 + random.nextInt(2); changes > 0; changes--) {
            chain.add(chain.getLast().changed(random));
        }
        assertChanges(chain, partitions, random);
    }

    private static void assertChanges(List<RandomDefinition> chain, int partitions, Random random) {
        RandomStream stream = RandomStream.of(EVENTS, random).withLogins(random);
        SimulatedCluster cluster = new SimulatedCluster(chain.getFirst().read(), partitions, random);
        stream.into(cluster, partitions, random);
        List<DefinitionChain.Phase> phases = new ArrayList<>();
        phases.add(DefinitionChain.Phase.first(chain.getFirst()));
        for (RandomDefinition next : chain.subList(1, chain.size())) {
            cluster.turns(random.nextInt(EVENTS / (5 * partitions * (chain.size() - 1))));
            cluster.change(next.read());
            phases.add(DefinitionChain.Phase.next(next, stream, cluster));
        }
        cluster.run();

        Change change = new Change(new DefinitionChain(phases, stream), stream, partitions);
        change.assertRows(cluster.writtenRows());
        change.assertExamples(cluster.writtenRows(), cluster.writtenExamples());
    }

    private static String id(GenericRecord record) {
        return DefinitionChain.id(record);
    }

    private record Change(DefinitionChain chain, RandomStream stream, int partitions) {

        void assertRows(List<GenericRecord> rows) {
            assertThat(rows)
                    .extracting(ChangedDefinitionPropertyTest::id)
                    .containsExactlyInAnyOrderElementsOf(
                            stream.events().stream().map(RandomStream.Event::id).toList());
            Map<String, GenericRecord> byId = byId(rows);
            Map<Integer, String> meanings = new HashMap<>();
            for (RandomStream.Event event : stream.events()) {
                GenericRecord row = byId.get(event.id());
                int phase = chain.ofRow(event.id());
                RandomDefinition of = chain.definition(phase);
                assertThat(FeatureRecords.statedMeaning(row))
                        .isEqualTo(meanings.computeIfAbsent(
                                phase, _ -> Meaning.of(of.read()).hash()));
                GenericRecord features = (GenericRecord) row.get("features");
                assertThat(features.getSchema().getFields())
                        .extracting(Schema.Field::name)
                        .containsExactlyInAnyOrderElementsOf(
                                of.features().stream().map(RandomFeature::name).toList());
                for (RandomFeature feature : of.features()) {
                    assertThat(matches(phase, feature, event, features))
                            .as("%s is %s in %s, in phase %d of%n%s", feature, features, event, phase, chain)
                            .isTrue();
                }
            }
        }

        private boolean matches(int phase, RandomFeature feature, RandomStream.Event event, GenericRecord features) {
            Object value = value(feature, features);
            RandomDefinition of = chain.definition(phase);
            if (feature.kind() == RandomFeature.Kind.RATIO) {
                RandomFeature other = of.feature(feature.operand());
                double ratio = event.amount() / (Double) value(other, features);
                return isAmong(Set.of(Double.isFinite(ratio) ? ratio : Double.NaN), value);
            }
            int begun = chain.begun(phase, feature);
            return isWhole(of, begun, feature, event)
                    ? isAmong(chain.expected(phase).values(feature, event), value)
                    : mayBeCold(phase, begun, feature, event, value);
        }

        /** It has meant the same from the first, needs no past, or has seen all of it by now. */
        private boolean isWhole(RandomDefinition of, int begun, RandomFeature feature, RandomStream.Event event) {
            if (feature.kind() == RandomFeature.Kind.LOOKUP) {
                // The whole reference is read before the first event that comes after the change.
                return begun == 0 || event.at() > chain.latest(begun);
            }
            long window = feature.past().window().lookBack();
            long lookBack = window + (feature.kind() == RandomFeature.Kind.RATE ? of.within() : 0);
            return !feature.kind().isStateful()
                    || begun == 0
                    || (window < Long.MAX_VALUE && event.at() > chain.latest(begun, feature) + lookBack);
        }

        private boolean mayBeCold(int phase, int begun, RandomFeature feature, RandomStream.Event event, Object value) {
            ExpectedFeatures expected = chain.expected(phase);
            long latest = chain.latest(begun);
            boolean isUnderWay = event.at() <= latest;
            if (isUnderWay && isMissing(value)) {
                return true;
            }
            return switch (feature.kind()) {
                case RATE -> isMissing(value) || ((Double) value >= 0 && (Double) value <= 1);
                case LOOKUP -> isAmong(expected.values(feature, event), value);
                case LAST -> {
                    Optional<Set<Object>> last =
                            isUnderWay ? Optional.empty() : expected.lastOfLater(feature, event, latest);
                    yield isAmong(last.orElse(Set.of("", "true", "false")), value);
                }
                default -> {
                    int key = chain.keyBegun(phase, feature);
                    // One under way may be answered from those before it that were under way, too. A further stream is
                    // read on from where it was left, however far the rows have come.
                    long from = isUnderWay || feature.isOfLogins() ? Long.MIN_VALUE : chain.unmade(key);
                    ExpectedAggregates.Known known = new ExpectedAggregates.Known(from, chain.latest(begun, feature));
                    // Of a key that is new, events read before the change are not known, wherever they stand between
                    // others.
                    // Of an operand that was away while its key stayed, older events may be known than some that are
                    // not.
                    yield ((partitions > 1 && key > 0) || chain.hasGaps(phase, feature))
                            ? expected.aggregates().mayBePart(feature, event, known, value)
                            : expected.aggregates().mayBeCold(feature, event, known, one -> isSame(one, value));
                }
            };
        }

        void assertExamples(List<GenericRecord> rows, List<GenericRecord> examples) {
            Map<String, GenericRecord> byId = byId(rows);
            Map<String, RandomStream.Event> events =
                    stream.events().stream().collect(Collectors.toMap(RandomStream.Event::id, event -> event));
            Map<String, String> sources = new HashMap<>();
            for (GenericRecord example : examples) {
                RandomStream.Event event = events.get(id(example));
                assertThat(sources.put(id(example), example.get("labelSource").toString()))
                        .as("another example of %s", event)
                        .isNull();
                GenericRecord row = byId.get(id(example));
                for (Schema.Field field : row.getSchema().getFields()) {
                    assertThat(text(example, field.name()))
                            .as("%s of the example of %s", field.name(), event)
                            .isEqualTo(text(row, field.name()));
                }
                assertLabel(example, event);
            }
            Set<String> lacking = new HashSet<>();
            stream.events().stream()
                    .filter(event -> chain.isAlwaysGiven(event, chain.last()))
                    .forEach(event -> lacking.add(event.id()));
            lacking.removeAll(sources.keySet());
            assertThat(lacking).as("without an example, in%n%s", chain).isEmpty();
        }

        /** By the rules of the definition that ran when it was decided. */
        private void assertLabel(GenericRecord example, RandomStream.Event event) {
            int phase = chain.ofExample(event.id());
            ExpectedFeatures expected = chain.expected(phase);
            RandomDefinition rules = chain.definition(phase);
            String source = example.get("labelSource").toString();
            // One that came too late by the rules before a change was not kept for those after it.
            boolean mayBeIgnored = !chain.isAlwaysGiven(event, phase - 1) && source.equals("SILENCE");
            Optional<GivenLabel> given = mayBeIgnored ? Optional.empty() : expected.given(event);
            assertThat(example.get("label").toString())
                    .as("the label of %s", event)
                    .isEqualTo(given.isPresent() ? expected.label(event) : "false");
            assertThat(source)
                    .as("the label's source of %s, in phase %d of%n%s", event, phase, chain)
                    .isEqualTo(given.isPresent() ? "GIVEN" : "SILENCE");
            assertThat(example.get("labelTime"))
                    .isEqualTo(given.map(label -> Math.max(event.at(), label.labelledAt()))
                            .orElse(event.at() + rules.within()));
            assertThat(rules.silence() || source.equals("GIVEN")).isTrue();
        }

        private static Map<String, GenericRecord> byId(List<GenericRecord> rows) {
            return rows.stream().collect(Collectors.toMap(ChangedDefinitionPropertyTest::id, row -> row));
        }

        private static @Nullable String text(GenericRecord record, String field) {
            return switch (record.hasField(field) ? record.get(field) : null) {
                case null -> null;
                case Map<?, ?> keys -> new TreeMap<>(keys).toString();
                case Object value -> value.toString();
            };
        }

        private static Object value(RandomFeature feature, GenericRecord features) {
            Object value = features.get(feature.name());
            if (feature.kind().isText()) {
                return value == null ? "" : value.toString();
            }
            return value == null ? Double.NaN : (Double) value;
        }

        private static boolean isMissing(Object value) {
            return value.equals("") || value.equals(Double.NaN);
        }

        private static boolean isAmong(Set<Object> expected, Object found) {
            return expected.stream().anyMatch(one -> isSame(one, found));
        }

        private static boolean isSame(Object one, Object other) {
            return (one instanceof Double number && other instanceof Double found)
                    ? number.equals(found) || Math.abs(number - found) <= 1e-9 * Math.max(1, Math.abs(number))
                    : one.equals(other);
        }
    }
}
