package io.headrace.features.timeline;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How often each text came, while there are not too many. What it has depends on the texts alone, for a part of few has few. */
public final class TextFrequencyRunning extends Running {

    /** Different texts that are told apart. */
    static final int MOST = 1000;

    /** UTF-16 units of all of them. */
    static final int MOST_LENGTH = 1 << 14;

    private final TreeMap<String, Long> counts = new TreeMap<>();
    private long length;
    private boolean tooMany;

    @Override
    public void clear() {
        counts.clear();
        length = 0;
        tooMany = false;
    }

    @Override
    void add(Leaf leaf, int column, int from, int end) {
        for (int i = from; i < end; i++) {
            add(leaf.text(column, i), 1);
        }
    }

    @Override
    public void add(long time, Values values, int column) {
        add(values.text(column), 1);
    }

    private void add(String text, long more) {
        if (tooMany || text.isEmpty()) {
            return;
        }
        if (counts.merge(text, more, Long::sum) == more) {
            length += text.length();
        }
        if (counts.size() > MOST || length > MOST_LENGTH) {
            giveUp();
        }
    }

    private void giveUp() {
        counts.clear();
        tooMany = true;
    }

    @Override
    void add(Partial partial) {
        Partial.TextFrequencies other = (Partial.TextFrequencies) partial;
        if (other.tooMany()) {
            giveUp();
        }
        other.counts().forEach(this::add);
    }

    @Override
    Partial partial() {
        return new Partial.TextFrequencies(tooMany, new TreeMap<>(counts));
    }

    /** The most frequent first, of several the first by its UTF-16 units. */
    private static final Comparator<Map.Entry<String, Long>> ORDER =
            Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey());

    private Optional<Map.Entry<String, Long>> nth(int nth) {
        return Ranked.nth(nth, counts.entrySet().stream(), ORDER);
    }

    /**
     * The nth most frequent text, of several the first by its UTF-16 units first; empty where there are not so many, and where there are too
     * many different ones.
     */
    public String mode(int nth) {
        return nth(nth).map(Map.Entry::getKey).orElse("");
    }

    /** The share of the nth most frequent text; NaN where there is no {@link #mode}. */
    public double modeShare(int nth) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        return nth(nth).map(text -> (double) text.getValue() / all).orElse(Double.NaN);
    }
}
