package io.headrace.features.timeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pieces of a timeline as a store keeps them. */
final class Store implements Pieces, Pieces.Changes {

    /** Of the timelines in it. */
    static final Layout LAYOUT = new Layout(List.of(new Column.Numbers(1), new Column.Classes(2, 3)));

    private final Layout layout;
    final Map<Block, byte[]> pieces = new HashMap<>();
    byte[] root = new byte[0];
    private Optional<byte[]> folded = Optional.empty();
    int largest;
    int written;

    Store() {
        this(LAYOUT);
    }

    Store(Layout layout) {
        this.layout = layout;
    }

    @Override
    public byte[] read(Block block) {
        byte[] piece = pieces.get(block);
        if (piece == null) {
            throw new IllegalStateException("no piece of " + block);
        }
        return piece;
    }

    @Override
    public void put(Block block, byte[] bytes) {
        pieces.put(block, bytes);
        largest = Math.max(largest, bytes.length);
        written++;
    }

    @Override
    public void remove(Block block) {
        pieces.remove(block);
    }

    @Override
    public Optional<byte[]> folded() {
        return folded;
    }

    @Override
    public void folded(Optional<byte[]> bytes) {
        folded = bytes;
    }

    Timeline writtenAndRead(Timeline line) {
        write(line);
        return root.length == 0 ? Timeline.empty(layout, this) : Timeline.read(layout, root, this);
    }

    void write(Timeline line) {
        if (line.write(this)) {
            root = line.root();
            largest = Math.max(largest, root.length);
            written++;
        }
    }
}
