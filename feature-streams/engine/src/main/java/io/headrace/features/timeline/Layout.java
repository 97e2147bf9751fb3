package io.headrace.features.timeline;

import java.util.List;
import java.util.Set;

/** The columns of timelines. Shared by all timelines that have them, by several threads. */
public final class Layout {

    private final List<Column> columns;
    private final int numbers;
    private final int texts;
    private final boolean lasts;
    private final Set<Integer> lasting;
    private final PieceCodec codec;
    private final ThreadLocal<Totals.Sum> sums;
    private final ThreadLocal<Totals.Sum> numberSums;

    /** One of timelines that forget. */
    public Layout(List<? extends Column> columns) {
        this(columns, false, Set.of());
    }

    /** One of timelines that keep how many entries they have let go, and what some of their columns came to. */
    public static Layout lasting(List<? extends Column> columns, Set<Integer> lasting) {
        return new Layout(columns, true, lasting);
    }

    /** @param columns those of numbers and classes, then those of texts, then those that are derived from these */
    private Layout(List<? extends Column> columns, boolean lasts, Set<Integer> lasting) {
        this.columns = List.copyOf(columns);
        this.lasts = lasts;
        this.lasting = Set.copyOf(lasting);
        this.numbers = count(ColumnKind.NUMBERS, ColumnKind.CLASSES);
        this.texts = count(ColumnKind.TEXTS);
        for (int c = 0; c < numbers + texts; c++) {
            boolean text = this.columns.get(c).kind() == ColumnKind.TEXTS;
            if (text != c >= numbers) {
                throw new IllegalArgumentException("columns of texts stand behind those of numbers, found " + columns);
            }
        }
        this.codec = new PieceCodec(this);
        this.numberSums = ThreadLocal.withInitial(() -> new Totals.Sum(this, numbers));
        this.sums = ThreadLocal.withInitial(() -> new Totals.Sum(this, this.columns.size()));
    }

    List<Column> columns() {
        return columns;
    }

    /** Whether anything is kept of entries that are let go. */
    public boolean lasts() {
        return lasts;
    }

    /** Whether what a column came to is kept. */
    boolean lasts(int column) {
        return lasting.contains(column);
    }

    PieceCodec codec() {
        return codec;
    }

    private int count(ColumnKind... kinds) {
        return (int) columns.stream()
                .filter(column -> List.of(kinds).contains(column.kind()))
                .count();
    }

    /** How many columns are of numbers or classes, the first ones. */
    int numbers() {
        return numbers;
    }

    /** How many columns are of texts, behind those of numbers. */
    int texts() {
        return texts;
    }

    /** Of which column of entries a column has its values: itself, where it is not derived. */
    int source(int column) {
        return columns.get(column) instanceof Column.Derived derived ? derived.of() : column;
    }

    Leaf emptyLeaf() {
        return new Leaf(numbers, texts);
    }

    /** An empty sum of the columns of numbers and classes alone. */
    Totals.Sum sumOfNumbers() {
        return numberSums.get().clear();
    }

    /** An empty sum. It is this thread's only one, so that none need be made for each piece. */
    Totals.Sum sum() {
        return sums.get().clear();
    }
}
