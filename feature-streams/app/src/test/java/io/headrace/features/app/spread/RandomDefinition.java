package io.headrace.features.app.spread;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.definition.reading.DefinitionResult;
import io.headrace.schemas.definition.reading.SchemaLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A definition over payments, its features under a few names that others also have.
 *
 * @param within milliseconds
 * @param silence whether it means the negative class
 * @param lateness milliseconds
 * @param keys whether the entities' fields are listed
 */
record RandomDefinition(List<RandomFeature> features, long within, boolean silence, long lateness, boolean keys) {

    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");
    private static final List<Duration> WITHIN =
            List.of(Duration.ofHours(12), Duration.ofDays(2), Duration.ofDays(4), Duration.ofDays(8));
    private static final List<Duration> LATENESS =
            List.of(Duration.ofSeconds(1), Duration.ofMinutes(10), Duration.ofDays(1));

    static RandomDefinition of(Random random) {
        List<RandomFeature> features = new ArrayList<>();
        for (String name : NAMES) {
            if (random.nextInt(4) > 0) {
                features.add(RandomFeature.of(name, random));
            }
        }
        return finished(features, rules(random), random);
    }

    /** Some features of this one, as they are or under another name or written differently; others in place of the rest. */
    RandomDefinition changed(Random random) {
        List<RandomFeature> next = new ArrayList<>();
        for (String name : NAMES) {
            List<RandomFeature> here = features.stream()
                    .filter(feature -> feature.kind() != RandomFeature.Kind.RATIO)
                    .filter(feature -> feature.name().equals(name))
                    .toList();
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> here.forEach(feature -> next.add(feature.respelled(random)));
                case 4 -> {
                    RandomFeature other = features.get(random.nextInt(features.size()));
                    if (other.kind() != RandomFeature.Kind.RATIO) {
                        next.add(other.named(name));
                    }
                }
                case 5, 6 -> next.add(RandomFeature.of(name, random));
                default -> {}
            }
        }
        RandomDefinition rules = rules(random);
        return finished(
                next,
                new RandomDefinition(
                        List.of(),
                        random.nextInt(3) > 0 ? within : rules.within(),
                        random.nextInt(3) > 0 ? silence : rules.silence(),
                        random.nextInt(3) > 0 ? lateness : rules.lateness(),
                        random.nextInt(3) > 0 ? keys : rules.keys()),
                random);
    }

    /** This one without the features of one of its keys, or of the further stream. */
    RandomDefinition withoutKey(Random random) {
        List<String> stages = features.stream()
                .filter(feature -> feature.kind().isStateful())
                .map(RandomFeature::stage)
                .distinct()
                .toList();
        if (hasLogins() && random.nextInt(3) == 0) {
            return without(RandomFeature::isOfLogins, random);
        }
        if (stages.isEmpty()) {
            return this;
        }
        String gone = stages.get(random.nextInt(stages.size()));
        return without(feature -> feature.kind().isStateful() && feature.stage().equals(gone), random);
    }

    private RandomDefinition without(Predicate<RandomFeature> gone, Random random) {
        return finished(
                features.stream()
                        .filter(feature -> feature.kind() != RandomFeature.Kind.RATIO)
                        .filter(gone.negate())
                        .toList(),
                this,
                random);
    }

    private boolean hasLogins() {
        return features.stream().anyMatch(RandomFeature::isOfLogins);
    }

    RandomFeature feature(String name) {
        return features.stream()
                .filter(feature -> feature.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What one of its features means, equal where it is the same in two definitions. */
    String meaning(RandomFeature feature) {
        return switch (feature.kind()) {
            case RATIO -> "amount/" + meaning(feature(feature.operand()));
            case RATE, LAST -> feature.meaning() + "|" + within + "|" + silence;
            default -> feature.meaning();
        };
    }

    boolean hasMeaning(String meaning) {
        return features.stream().anyMatch(feature -> meaning(feature).equals(meaning));
    }

    /** Whether it has a feature of that {@link RandomFeature#stage}. */
    boolean hasStage(String stage) {
        return features.stream()
                .anyMatch(feature ->
                        feature.kind().isStateful() && feature.stage().equals(stage));
    }

    boolean remembers(String operand) {
        return features.stream()
                .anyMatch(feature ->
                        feature.kind().isStateful() && feature.remembered().equals(operand));
    }

    PipelineDefinition read() {
        return switch (DefinitionReader.read(
                yaml(), "random.yaml", SchemaLoader.relativeTo(Path.of("../../examples/payments")))) {
            case DefinitionResult.Valid(PipelineDefinition definition) -> definition;
            case DefinitionResult.Invalid invalid ->
                throw new IllegalStateException(invalid.mistakes() + " in\n" + yaml());
        };
    }

    String yaml() {
        return """
                pipeline: payments
                problem: {kind: binary, label: fraud, positive: true}
                events: {schema: payment.avsc, id: txId, time: at, lateness: %s%s}
                labels: {within: %s, silence: %s}
                %s%sfeatures:
                %s
                """.formatted(
                        Duration.ofMillis(lateness),
                        keys ? ", keys: [customerId, terminalId]" : "",
                        Duration.ofMillis(within),
                        silence ? "negative" : "unlabelled",
                        hasLogins() ? Login.STREAMS : "",
                        references(),
                        features.stream().map(feature -> "  " + feature.yaml()).collect(Collectors.joining("\n")));
    }

    private String references() {
        String references = RandomStream.REFERENCES.entrySet().stream()
                .filter(reference -> features.stream()
                        .anyMatch(feature -> feature.kind() == RandomFeature.Kind.LOOKUP
                                && feature.operand().equals(reference.getKey())))
                .map(reference ->
                        "  " + reference.getKey() + ": {key: " + reference.getValue() + ", fields: {score: number}}\n")
                .sorted()
                .collect(Collectors.joining());
        return references.isEmpty() ? "" : "references:\n" + references;
    }

    @Override
    public String toString() {
        return yaml();
    }

    private static RandomDefinition rules(Random random) {
        return new RandomDefinition(
                List.of(),
                WITHIN.get(random.nextInt(WITHIN.size())).toMillis(),
                random.nextBoolean(),
                LATENESS.get(random.nextInt(LATENESS.size())).toMillis(),
                random.nextBoolean());
    }

    private static RandomDefinition finished(List<RandomFeature> features, RandomDefinition rules, Random random) {
        List<RandomFeature> all = new ArrayList<>(features);
        all.stream()
                .filter(feature ->
                        feature.kind().isStateful() && !feature.kind().isText())
                .findAny()
                .filter(_ -> random.nextBoolean())
                .ifPresent(over -> all.add(new RandomFeature("ratio", RandomFeature.Kind.RATIO, over.name())));
        if (all.isEmpty()) {
            all.add(new RandomFeature("a", RandomFeature.Kind.NUMBER, "amount"));
        }
        Collections.shuffle(all, random);
        return new RandomDefinition(List.copyOf(all), rules.within(), rules.silence(), rules.lateness(), rules.keys());
    }
}
