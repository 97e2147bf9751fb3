package io.headrace.schemas.definition.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DefinitionReaderPropertyTest {

    private static final String PAYMENTS = Rides.text(Rides.PAYMENTS);
    private static final SchemaLoader SCHEMAS =
            SchemaLoader.relativeTo(Rides.PAYMENTS.toAbsolutePath().getParent());
    private static final List<String> SECTIONS = List.of(PAYMENTS.split("\n(?=[a-z]+:)"));

    /** Replace a stretch of the text by something else. */
    record Mutation(double at, int length, String replacement) {

        String apply(String text) {
            int start = (int) (at * text.length());
            int end = Math.min(text.length(), start + length);
            return text.substring(0, start) + replacement + text.substring(end);
        }
    }

    @Property(tries = 300)
    void neverThrowsAndAlwaysPlacesItsMistakes(@ForAll("mutations") List<Mutation> mutations) {
        String text = PAYMENTS;
        for (Mutation mutation : mutations) {
            text = mutation.apply(text);
        }

        DefinitionResult result = DefinitionReader.read(text, "payments.yaml", SCHEMAS);

        if (result instanceof DefinitionResult.Invalid invalid) {
            long lines = text.chars().filter(character -> character == '\n').count() + 1;
            assertThat(invalid.mistakes()).isNotEmpty().allSatisfy(mistake -> {
                assertThat(mistake.line()).isBetween(1, (int) lines);
                assertThat(mistake.message()).isNotBlank();
            });
        }
    }

    @Property(tries = 30)
    void hashesAlikeHoweverTheSectionsAreOrdered(@ForAll Random random) {
        List<String> sections = new ArrayList<>(SECTIONS);
        Collections.shuffle(sections, random);
        String shuffled = sections.stream()
                .map(section -> section.endsWith("\n") ? section : section + "\n")
                .collect(Collectors.joining("\n# a comment\n"));

        assertThat(hash(shuffled)).isEqualTo(hash(PAYMENTS));
    }

    private static String hash(String yaml) {
        return ((DefinitionResult.Valid) DefinitionReader.read(yaml, "payments.yaml", SCHEMAS))
                .definition()
                .hash();
    }

    @Provide
    Arbitrary<List<Mutation>> mutations() {
        Arbitrary<String> replacements = Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMaxLength(4),
                Arbitraries.of(
                        "",
                        "\n",
                        "  ",
                        "\t",
                        "- ",
                        "{",
                        "}",
                        "[",
                        "]",
                        ":",
                        "'",
                        "\"",
                        "&a ",
                        "*a",
                        "<<: ",
                        "null",
                        "!!binary x",
                        "? ",
                        "|",
                        ">",
                        "0",
                        "-1",
                        "1e999",
                        "P7D",
                        "amount",
                        "\u0000",
                        "\uD83D",
                        "é",
                        "%YAML 9.9",
                        "---",
                        "(",
                        ")",
                        "&&",
                        "features",
                        "9223372036854775808"));
        Arbitrary<Mutation> mutation = Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(0, 12),
                        replacements)
                .as(Mutation::new);
        return mutation.list().ofMinSize(1).ofMaxSize(6);
    }
}
