package io.headrace.monitor.drift;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of one window, counted in consecutive blocks. There are never more than 40 blocks: at 40, neighbours are joined and
 * later blocks hold twice as many rows, so that a window of any length needs the same little memory. Mutable; one thread.
 */
public final class DriftWindow {

    private static final int MOST_BLOCKS = 40;

    private final int[] cells;
    private final WindowRule rule;
    private final List<Block> blocks;
    private long last;

    private DriftWindow(int[] cells, WindowRule rule, List<Block> blocks, long last) {
        this.cells = cells;
        this.rule = rule;
        this.blocks = blocks;
        this.last = last;
    }

    /**
     * A window before its first row.
     *
     * @param references the statistics to count, in the order of the rows' cells
     */
    public static DriftWindow empty(List<Reference> references, WindowRule rule) {
        return restored(references, rule, List.of(), 0);
    }

    /**
     * A window as it was.
     *
     * @param blocks its blocks in order
     * @param last event time of its last row
     */
    public static DriftWindow restored(List<Reference> references, WindowRule rule, List<Block> blocks, long last) {
        int[] cells = references.stream()
                .mapToInt(reference -> reference.counts().length)
                .toArray();
        return new DriftWindow(cells, rule, new ArrayList<>(blocks), last);
    }

    /** Whether the window is full, so that a row of this event time belongs to the next. */
    public boolean endsBefore(long eventTime) {
        return !blocks.isEmpty() && rule.endsBefore(start(), last, eventTime, rows());
    }

    /**
     * Counts a row.
     *
     * @param eventTime epoch milliseconds; taken to be at least that of the row before
     * @param cellOfStatistic the cell it falls into for each statistic
     */
    public void add(long eventTime, int[] cellOfStatistic) {
        if (blocks.isEmpty() || blocks.getLast().rows() >= blockRows()) {
            if (blocks.size() == MOST_BLOCKS) {
                joinNeighbours();
            }
            blocks.add(Block.empty(eventTime, cells));
        }
        blocks.getLast().add(cellOfStatistic);
        last = eventTime;
    }

    /** Its blocks in order; the last is still being filled. */
    public List<Block> blocks() {
        return List.copyOf(blocks);
    }

    public boolean isEmpty() {
        return blocks.isEmpty();
    }

    /** Event time of the first row. */
    public long start() {
        return blocks.getFirst().start();
    }

    /** Event time of the last row. */
    public long end() {
        return last;
    }

    public long rows() {
        return blocks.stream().mapToLong(Block::rows).sum();
    }

    /** All its rows as one block; it must have rows. */
    public Block total() {
        return blocks.stream().reduce(Block::plus).orElseThrow();
    }

    private int blockRows() {
        return blocks.size() < 2
                ? rule.blockRows()
                : Math.max(rule.blockRows(), blocks.getFirst().rows());
    }

    private void joinNeighbours() {
        List<Block> joined = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i += 2) {
            joined.add(blocks.get(i).plus(blocks.get(i + 1)));
        }
        blocks.clear();
        blocks.addAll(joined);
    }
}
