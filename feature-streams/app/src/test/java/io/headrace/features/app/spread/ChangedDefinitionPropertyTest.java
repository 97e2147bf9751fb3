package io.headrace.features.app.spread;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.Meaning;
import io.headrace.schemas.feature.FeatureRecords;
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
 * Any definition over the stores and the topics of any other, in the midst of it: a feature that means the same keeps its past, one
 * that does not has nothing of another's, and is whole once its look-back has passed.
 */
class ChangedDefinitionPropertyTest {

    private static final int EVENTS = 700;

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void rowsAreThoseOfAFreshRunAsSoonAsTheyCan(
            @ForAll @IntRange(min = 1, max = 4) int partitions, @ForAll Random random) {
        RandomDefinition before = RandomDefinition.of(random);
        RandomDefinition after = before.changed(random);
        RandomStream stream = RandomStream.of(EVENTS, random);
        SimulatedCluster cluster = new SimulatedCluster(before.read(), partitions, random);
        stream.into(cluster, partitions, random);
        cluster.turns(random.nextInt(EVENTS / (12 * partitions)));
        cluster.change(after.read());
        Set<String> labelledBefore = ids(cluster.writtenExamples());
        Change change = new Change(before, after, stream, cluster.latestRead(), partitions);
        cluster.run();

        change.assertRows(cluster.writtenRows());
        change.assertExamples(cluster.writtenRows(), cluster.writtenExamples(), labelledBefore);
    }

    private static Set<String> ids(List<GenericRecord> records) {
        return records.stream().map(ChangedDefinitionPropertyTest::id).collect(Collectors.toSet());
    }

    private static String id(GenericRecord record) {
        return record.get("eventId").toString();
    }

    /** @param latest of all that was read before, epoch milliseconds of event time */
    private record Change(
            RandomDefinition before, RandomDefinition after, RandomStream stream, long latest, int partitions) {

        void assertRows(List<GenericRecord> rows) {
            assertThat(rows)
                    .extracting(ChangedDefinitionPropertyTest::id)
                    .containsExactlyInAnyOrderElementsOf(
                            stream.events().stream().map(RandomStream.Event::id).toList());
            Map<String, GenericRecord> byId =
                    rows.stream().collect(Collectors.toMap(ChangedDefinitionPropertyTest::id, row -> row));
            PipelineDefinition now = after.read();
            String meaning = Meaning.of(now).hash();
            ExpectedFeatures ofBefore = new ExpectedFeatures(before, stream);
            ExpectedFeatures ofAfter = new ExpectedFeatures(after, stream);
            for (RandomStream.Event event : stream.events()) {
                GenericRecord row = byId.get(event.id());
                boolean isOfNow = FeatureRecords.statedMeaning(row).equals(meaning);
                RandomDefinition of = isOfNow ? after : before;
                GenericRecord features = (GenericRecord) row.get("features");
                assertThat(features.getSchema().getFields())
                        .extracting(Schema.Field::name)
                        .containsExactlyInAnyOrderElementsOf(
                                of.features().stream().map(RandomFeature::name).toList());
                for (RandomFeature feature : of.features()) {
                    assertThat(matches(isOfNow ? ofAfter : ofBefore, feature, event, features))
                            .as(
                                    "%s is %s in %s, %s the change at %d, from%n%s%nto%n%s",
                                    feature, features, event, isOfNow ? "after" : "before", latest, before, after)
                            .isTrue();
                }
            }
        }

        private boolean matches(
                ExpectedFeatures expected, RandomFeature feature, RandomStream.Event event, GenericRecord features) {
            Object value = value(feature, features);
            boolean isOfNow = expected.definition().equals(after);
            if (feature.kind() == RandomFeature.Kind.RATIO) {
                RandomFeature other = expected.definition().feature(feature.operand());
                double ratio = event.amount() / (Double) value(other, features);
                return isAmong(Set.of(Double.isFinite(ratio) ? ratio : Double.NaN), value);
            }
            return (!isOfNow || isWhole(feature, event))
                    ? isAmong(expected.values(feature, event), value)
                    : mayBeCold(expected, feature, event, value);
        }

        /** It means the same as before, needs no past, or has seen all of it by now. */
        private boolean isWhole(RandomFeature feature, RandomStream.Event event) {
            long lookBack = feature.over() + (feature.kind() == RandomFeature.Kind.RATE ? after.within() : 0);
            boolean isBounded = feature.kind() != RandomFeature.Kind.PAUSE && feature.kind() != RandomFeature.Kind.LAST;
            return !feature.kind().isStateful()
                    || before.hasMeaning(after.meaning(feature))
                    || (isBounded && event.at() > latest + lookBack);
        }

        private boolean mayBeCold(
                ExpectedFeatures expected, RandomFeature feature, RandomStream.Event event, Object value) {
            boolean isUnderWay = event.at() <= latest;
            if (isUnderWay && isMissing(value)) {
                return true;
            }
            return switch (feature.kind()) {
                case RATE -> isMissing(value) || ((Double) value >= 0 && (Double) value <= 1);
                case LAST -> {
                    Optional<Set<Object>> last =
                            isUnderWay ? Optional.empty() : expected.lastOfLater(feature, event, latest);
                    yield isAmong(last.orElse(Set.of("", "true", "false")), value);
                }
                default ->
                    isPartly(feature)
                            ? mayBePart(expected, feature, event, value)
                            : isAmong(expected.coldValues(feature, event, latest), value);
            };
        }

        private boolean mayBePart(
                ExpectedFeatures expected, RandomFeature feature, RandomStream.Event event, Object value) {
            return switch (feature.kind()) {
                case ALL, COUNT, SUM -> {
                    double number = (Double) value;
                    Object whole = expected.values(feature, event).iterator().next();
                    yield number >= expected.valueOfLater(feature, event, latest) && number <= (Double) whole;
                }
                default -> true;
            };
        }

        /** Of a key that is new, events read before the change are not known, wherever they stand between others. */
        private boolean isPartly(RandomFeature feature) {
            return partitions > 1 && !before.hasKey(feature.by());
        }

        void assertExamples(List<GenericRecord> rows, List<GenericRecord> examples, Set<String> labelledBefore) {
            Map<String, GenericRecord> byId =
                    rows.stream().collect(Collectors.toMap(ChangedDefinitionPropertyTest::id, row -> row));
            Map<String, RandomStream.Event> events =
                    stream.events().stream().collect(Collectors.toMap(RandomStream.Event::id, event -> event));
            ExpectedFeatures once = new ExpectedFeatures(before, stream);
            ExpectedFeatures now = new ExpectedFeatures(after, stream);
            Map<String, String> sources = new HashMap<>();
            for (GenericRecord example : examples) {
                RandomStream.Event event = events.get(id(example));
                boolean isOfNow = !labelledBefore.contains(id(example));
                String source = example.get("labelSource").toString();
                assertThat(sources.put(id(example), source))
                        .as("another example of %s", event)
                        .isNull();
                GenericRecord row = byId.get(id(example));
                for (Schema.Field field : row.getSchema().getFields()) {
                    assertThat(text(example, field.name()))
                            .as("%s of the example of %s", field.name(), event)
                            .isEqualTo(text(row, field.name()));
                }
                ExpectedFeatures expected = isOfNow ? now : once;
                RandomDefinition rules = isOfNow ? after : before;
                // One that came too late by the rules before the change was not kept for those after it.
                boolean mayBeIgnored = isOfNow && once.given(event).isEmpty() && source.equals("SILENCE");
                Optional<GivenLabel> given = mayBeIgnored ? Optional.empty() : expected.given(event);
                assertThat(example.get("label").toString())
                        .as("the label of %s", event)
                        .isEqualTo(given.isPresent() ? expected.label(event) : "false");
                assertThat(source)
                        .as("the label's source of %s, from%n%s%nto%n%s", event, before, after)
                        .isEqualTo(given.isPresent() ? "GIVEN" : "SILENCE");
                assertThat(example.get("labelTime"))
                        .isEqualTo(given.map(label -> Math.max(event.at(), label.labelledAt()))
                                .orElse(event.at() + rules.within()));
                assertThat(rules.silence() || source.equals("GIVEN")).isTrue();
            }
            Set<String> lacking = new HashSet<>();
            stream.events().stream()
                    .filter(event ->
                            once.given(event).isPresent() && now.given(event).isPresent())
                    .forEach(event -> lacking.add(event.id()));
            lacking.removeAll(sources.keySet());
            assertThat(lacking)
                    .as("without an example, the change at %d, from%n%s%nto%n%s", latest, before, after)
                    .isEmpty();
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
