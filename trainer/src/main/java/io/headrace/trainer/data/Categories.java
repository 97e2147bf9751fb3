package io.headrace.trainer.data;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The categories of one column that a model knows: the most frequent of the training part, equal ones by name. A missing
 * value is a category of its own when it is among them; every other value is unknown.
 */
public final class Categories {

    /** More than these are rarely told apart on a window of examples, and each costs memory in every row's look-up. */
    private static final int MOST = 64;

    private final List<String> known;
    private final Map<String, Integer> index;

    private Categories(List<String> known) {
        this.known = List.copyOf(known);
        this.index = HashMap.newHashMap(known.size());
        IntStream.range(0, known.size()).forEach(i -> index.put(known.get(i), i));
    }

    /** Learns one column's categories. */
    public static Categories of(Dataset training, int column) {
        Map<String, Integer> counts = new HashMap<>();
        for (int row = 0; row < training.rows(); row++) {
            counts.merge(training.category(row, column), 1, Integer::sum);
        }
        return new Categories(counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList());
    }

    /** Learns every column's categories, in the signature's order. */
    public static List<Categories> all(Dataset training) {
        return IntStream.range(0, training.signature().categorical().size())
                .mapToObj(column -> of(training, column))
                .toList();
    }

    /** The known categories, most frequent first. */
    public List<String> known() {
        return known;
    }

    public int size() {
        return known.size();
    }

    /** A category's place among the known ones; {@link #size()} for an unknown one. */
    public int indexOf(String category) {
        return index.getOrDefault(category, known.size());
    }
}
