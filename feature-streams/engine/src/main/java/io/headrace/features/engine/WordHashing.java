package io.headrace.features.engine;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Signed feature hashing (Weinberger et al. 2009). The text is put into lower case (of no language) and normal form C; a word is a
 * stretch of letters, marks and digits as Unicode has them, as long as it goes. A word's hash is MurmurHash3's x86 32-bit one, with seed
 * 0, of its UTF-8 bytes, as a signed number h: the word adds 1 to column |h| modulo the number of columns where h is 0 or more, else −1.
 * So does scikit-learn's FeatureHasher with such words.
 */
final class WordHashing {

    private static final HashFunction MURMUR3 = Hashing.murmur3_32_fixed();

    private WordHashing() {}

    /** Adds a text's words to the columns. */
    static void add(String text, double[] columns) {
        String lower = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
        int start = 0;
        while (start < lower.length()) {
            int end = start;
            while (end < lower.length() && isOfWord(lower.codePointAt(end))) {
                end += Character.charCount(lower.codePointAt(end));
            }
            if (end > start) {
                addWord(lower.substring(start, end), columns);
                start = end;
            } else {
                start += Character.charCount(lower.codePointAt(start));
            }
        }
    }

    private static void addWord(String word, double[] columns) {
        int hash = MURMUR3.hashBytes(word.getBytes(StandardCharsets.UTF_8)).asInt();
        columns[(int) (Math.abs((long) hash) % columns.length)] += hash >= 0 ? 1 : -1;
    }

    private static boolean isOfWord(int character) {
        return Character.isLetter(character)
                || switch (Character.getType(character)) {
                    case Character.NON_SPACING_MARK,
                            Character.COMBINING_SPACING_MARK,
                            Character.ENCLOSING_MARK,
                            Character.DECIMAL_DIGIT_NUMBER,
                            Character.LETTER_NUMBER,
                            Character.OTHER_NUMBER -> true;
                    default -> false;
                };
    }
}
