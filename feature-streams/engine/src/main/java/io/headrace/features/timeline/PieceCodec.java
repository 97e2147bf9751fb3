package io.headrace.features.timeline;

import java.nio.BufferUnderflowException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pieces as bytes. Version 3:
 *
 * <pre>{@code
 * byte      version: the first that knew all kinds of its columns
 * byte      0: leaf, 1: branch, 2: what leaves came to that went
 * varint    columns (of the last those that last), then for each: 4 bytes, what it is recognised by; a byte, its kind
 *
 * leaf:
 * varint    entries
 * varints   their times: zig-zag the first, then the gaps
 * varints   since when each is remembered, less its time
 * 4 bytes   each: ids
 * values    column by column of numbers, classes and texts; what is derived of them is in branches alone
 *
 * branch:
 * block     its own
 * varint    slots, then for each:
 *   block     the slot
 *   block     the piece in it
 *   byte      1: a leaf, 2: it has totals; the sum of what applies
 *   totals    where it has them: entries, since when the newest and the first to go are remembered, partials by column
 *
 * what leaves came to:
 * totals
 * }</pre>
 *
 * <p>A piece that was written with other columns is read as far as it goes: a column that the layout does not have is skipped, one that
 * the piece lacks is missing.
 */
final class PieceCodec {

    static final byte VERSION = 3;

    private static final int LEAF = 0;
    private static final int BRANCH = 1;
    private static final int FOLDED = 2;

    private static final int NOT_STORED = -1;

    private final Layout layout;
    private final List<Column> columns;
    private final int numbers;
    private final int texts;
    private final byte version;

    /** @param layout with its columns in place */
    PieceCodec(Layout layout) {
        this.layout = layout;
        columns = layout.columns();
        numbers = layout.numbers();
        texts = layout.texts();
        version = (byte)
                columns.stream().mapToInt(column -> column.kind().since()).max().orElse(1);
    }

    byte[] write(Node node) {
        PieceWriter out = new PieceWriter();
        writeHead(node instanceof Leaf ? LEAF : BRANCH, columns, out);
        switch (node) {
            case Leaf leaf -> writeLeaf(leaf, out);
            case Branch branch -> writeBranch(branch, out);
        }
        return out.toBytes();
    }

    byte[] writeFolded(Totals totals) {
        PieceWriter out = new PieceWriter();
        List<Integer> lasting =
                IntStream.range(0, columns.size()).filter(layout::lasts).boxed().toList();
        writeHead(FOLDED, lasting.stream().map(columns::get).toList(), out);
        writeHead(totals, out);
        lasting.forEach(column -> out.partial(totals.partials()[column]));
        return out.toBytes();
    }

    private void writeHead(int what, List<Column> columns, PieceWriter out) {
        out.oneByte(version);
        out.oneByte(what);
        out.varint(columns.size());
        for (Column column : columns) {
            out.fourBytes(column.identity());
            out.oneByte(column.kind().number);
        }
    }

    private static void writeHead(Totals totals, PieceWriter out) {
        out.varint(totals.entries());
        out.varint(PieceWriter.zigZag(totals.newestSince()));
        out.varint(totals.newestSince() - totals.oldestSince());
    }

    private void writeLeaf(Leaf leaf, PieceWriter out) {
        int size = leaf.size();
        out.varint(size);
        long before = 0;
        for (int i = 0; i < size; i++) {
            long gap = leaf.time(i) - before;
            out.varint(i == 0 ? PieceWriter.zigZag(gap) : gap);
            before = leaf.time(i);
        }
        for (int i = 0; i < size; i++) {
            out.varint(leaf.since(i) - leaf.time(i));
        }
        for (int i = 0; i < size; i++) {
            out.fourBytes(leaf.id(i));
        }
        for (int c = 0; c < columns.size(); c++) {
            switch (columns.get(c).kind()) {
                case NUMBERS -> Decimals.write(leaf, c, out);
                case CLASSES -> {
                    for (int i = 0; i < size; i++) {
                        double value = leaf.value(c, i);
                        out.varint(Double.isNaN(value) ? 0 : (long) value + 1);
                    }
                }
                case TEXTS -> Dictionary.write(leaf, c, out);
                case DISTINCT, FREQUENCIES, TEXT_FREQUENCIES, DECAYED, GAPS, ENDS -> {}
            }
        }
    }

    private static void writeBranch(Branch branch, PieceWriter out) {
        out.block(branch.block);
        out.varint(branch.slots.size());
        for (Slot slot : branch.slots) {
            out.block(slot.block);
            out.block(slot.piece);
            Totals totals = slot.totals;
            out.oneByte((slot.isLeaf ? 1 : 0) + (totals == null ? 0 : 2));
            if (totals != null) {
                writeHead(totals, out);
                for (Partial partial : totals.partials()) {
                    out.partial(partial);
                }
            }
        }
    }

    /** @throws CorruptPieceException if the bytes are not what {@link #write} made */
    Node read(byte[] bytes) {
        return read(bytes, (what, in, head) -> switch (what) {
            case LEAF -> readLeaf(in, head.places(), head.kinds());
            case BRANCH -> readBranch(in, head.places(), head.kinds());
            default -> throw new IllegalArgumentException("a piece of kind " + what);
        });
    }

    /** @throws CorruptPieceException if the bytes are not what {@link #writeFolded} made */
    Totals readFolded(byte[] bytes) {
        return read(bytes, (what, in, head) -> {
            if (what != FOLDED) {
                throw new IllegalArgumentException("a piece of kind " + what);
            }
            return totals(in, head.places(), head.kinds());
        });
    }

    private interface Body<T> {

        T read(int what, PieceReader in, Head head);
    }

    /** Which of our columns those of a piece are, and what they are. */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    private record Head(int[] places, ColumnKind[] kinds) {}

    private <T> T read(byte[] bytes, Body<T> body) {
        PieceReader in = new PieceReader(bytes);
        try {
            byte version = in.oneByte();
            if (version < 1 || version > VERSION) {
                throw new CorruptPieceException(
                        "a piece of version " + version + " was stored; this engine reads versions 1 to " + VERSION);
            }
            int what = in.oneByte();
            int stored = in.count(5);
            int[] places = new int[stored];
            ColumnKind[] kinds = new ColumnKind[stored];
            for (int i = 0; i < stored; i++) {
                int identity = in.fourBytes();
                kinds[i] = ColumnKind.of(in.oneByte());
                places[i] = place(identity, kinds[i]);
            }
            T read = body.read(what, in, new Head(places, kinds));
            in.end();
            return read;
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new CorruptPieceException("a piece of " + bytes.length + " bytes is not whole: " + e, e);
        }
    }

    /** Which of our columns a stored one is. */
    private int place(int identity, ColumnKind kind) {
        for (int c = 0; c < columns.size(); c++) {
            if (columns.get(c).identity() == identity && columns.get(c).kind() == kind) {
                return c;
            }
        }
        return NOT_STORED;
    }

    private Leaf readLeaf(PieceReader in, int[] places, ColumnKind[] kinds) {
        int size = in.count(6);
        long[] times = new long[size];
        long[] sinces = new long[size];
        int[] ids = new int[size];
        long before = 0;
        for (int i = 0; i < size; i++) {
            long coded = in.varint();
            times[i] = before + (i == 0 ? PieceReader.zigZag(coded) : coded);
            before = times[i];
        }
        for (int i = 0; i < size; i++) {
            sinces[i] = times[i] + in.varint();
        }
        for (int i = 0; i < size; i++) {
            ids[i] = in.fourBytes();
        }
        double[][] values = new double[numbers][size];
        String[][] texts = new String[this.texts][size];
        for (double[] column : values) {
            Arrays.fill(column, Double.NaN);
        }
        for (String[] column : texts) {
            Arrays.fill(column, "");
        }
        for (int i = 0; i < places.length; i++) {
            int place = places[i];
            switch (kinds[i]) {
                case NUMBERS -> put(Decimals.read(in, size), place, values);
                case CLASSES -> put(classes(in, size), place, values);
                case TEXTS -> put(Dictionary.read(in, size), place - numbers, texts);
                case DISTINCT, FREQUENCIES, TEXT_FREQUENCIES, DECAYED, GAPS, ENDS -> {}
            }
        }
        return Leaf.of(times, ids, sinces, values, texts);
    }

    private static <T> void put(T column, int place, T[] into) {
        if (place >= 0) {
            into[place] = column;
        }
    }

    private static double[] classes(PieceReader in, int size) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            long coded = in.varint();
            values[i] = coded == 0 ? Double.NaN : coded - 1;
        }
        return values;
    }

    private Branch readBranch(PieceReader in, int[] places, ColumnKind[] kinds) {
        Branch branch = new Branch(in.block());
        int slots = in.count(1);
        for (int i = 0; i < slots; i++) {
            Block block = in.block();
            Block piece = in.block();
            byte what = in.oneByte();
            Totals totals = (what & 2) == 0 ? null : totals(in, places, kinds);
            branch.slots.add(new Slot(block, piece, (what & 1) != 0, null, totals));
        }
        return branch;
    }

    private Totals totals(PieceReader in, int[] places, ColumnKind[] kinds) {
        long entries = in.varint();
        long newest = PieceReader.zigZag(in.varint());
        long oldest = newest - in.varint();
        Partial[] partials =
                columns.stream().map(column -> column.running().partial()).toArray(Partial[]::new);
        for (int i = 0; i < places.length; i++) {
            Partial partial = kinds[i].readPartial(in);
            if (places[i] != NOT_STORED) {
                partials[places[i]] = partial;
            }
        }
        return new Totals(entries, newest, oldest, partials);
    }
}
