package io.headrace.features.timeline;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A leaf's texts as bytes: each different one once, in the order in which they come.
 *
 * <pre>{@code
 * varint    different texts, then each: a varint, the bytes in UTF-8 that follow
 * varints   each entry's: 0 for a missing one, else 1 more than its place among them
 * }</pre>
 */
final class Dictionary {

    private Dictionary() {}

    static void write(Leaf leaf, int column, PieceWriter out) {
        Map<String, Integer> places = new LinkedHashMap<>();
        int[] coded = new int[leaf.size()];
        for (int i = 0; i < coded.length; i++) {
            String text = leaf.text(column, i);
            coded[i] = text.isEmpty() ? 0 : 1 + places.computeIfAbsent(text, _ -> places.size());
        }
        out.varint(places.size());
        places.keySet().forEach(out::text);
        for (int place : coded) {
            out.varint(place);
        }
    }

    static String[] read(PieceReader in, int size) {
        String[] different = new String[in.count(1)];
        for (int i = 0; i < different.length; i++) {
            different[i] = in.text();
        }
        String[] texts = new String[size];
        Arrays.fill(texts, "");
        for (int i = 0; i < size; i++) {
            long coded = in.varint();
            if (coded != 0) {
                texts[i] = different[Math.toIntExact(coded - 1)];
            }
        }
        return texts;
    }
}
