package io.headrace.features.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordHashingTest {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    @Property(tries = 1000)
    void columnsAreThoseOfTheWordsHashedOneByOne(
            @ForAll("texts") String text, @ForAll @IntRange(min = 2, max = 64) int into) {
        double[] expected = new double[into];
        WORD.matcher(Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC))
                .results()
                .forEach(match -> {
                    int hash = murmur3(match.group().getBytes(StandardCharsets.UTF_8));
                    expected[(int) Long.remainderUnsigned(hash < 0 ? -(long) hash : hash, into)] += hash < 0 ? -1 : 1;
                });

        assertThat(columns(text, into)).isEqualTo(expected);
    }

    @Property(tries = 200)
    void neitherCaseNorOrderNorWhatIsBetweenMatters(@ForAll("words") String one, @ForAll("words") String other) {
        assertThat(columns(one + " " + other, 16))
                .isEqualTo(columns("… " + other.toUpperCase(Locale.ROOT) + ",\n" + one + "!", 16));
    }

    /** Of the reference implementation, and so of scikit-learn's, with seed 0. */
    @ParameterizedTest
    @CsvSource({
        "hello, 613153351",
        "'hello, world', 345750399",
        "'', 0",
        "The quick brown fox jumps over the lazy dog, 776992547"
    })
    void theTestsOwnHashIsMurmur3(String text, int hash) {
        assertThat(murmur3(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(hash);
    }

    @ParameterizedTest
    @CsvSource({"Café Café, 2", "cafe\u0301 café, 2", "a-b, 2", "a_b, 2", "x²y, 1", "'', 0", "'… !', 0"})
    void countsWords(String text, int words) {
        double[] columns = columns(text, 1_024);
        double sum = 0;
        for (double column : columns) {
            sum += Math.abs(column);
        }

        assertThat(sum).isEqualTo(words);
    }

    private static double[] columns(String text, int into) {
        double[] columns = new double[into];
        WordHashing.add(text, columns);
        return columns;
    }

    /** Austin Appleby's MurmurHash3_x86_32 with seed 0, written down from its description. */
    private static int murmur3(byte[] bytes) {
        int hash = 0;
        int at = 0;
        while (at + 4 <= bytes.length) {
            int block = 0;
            for (int i = 3; i >= 0; i--) {
                block = (block << 8) | (bytes[at + i] & 0xff);
            }
            hash = Integer.rotateLeft(hash ^ mixed(block), 13) * 5 + 0xe6546b64;
            at += 4;
        }
        int rest = 0;
        for (int i = bytes.length - 1; i >= at; i--) {
            rest = (rest << 8) | (bytes[i] & 0xff);
        }
        hash ^= mixed(rest) ^ bytes.length;
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }

    private static int mixed(int block) {
        return Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.strings()
                        .withChars("aZé\u0301İßΣ9²Ⅷ _-.\n\uD83D\uDE00あ漢")
                        .ofMaxLength(60));
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(12);
    }
}
