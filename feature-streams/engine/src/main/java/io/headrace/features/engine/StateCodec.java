package io.headrace.features.engine;

import io.headrace.features.engine.EntityState.Line;
import io.headrace.features.timeline.Block;
import io.headrace.features.timeline.CorruptPieceException;
import io.headrace.features.timeline.Layout;
import io.headrace.features.timeline.Pieces;
import io.headrace.features.timeline.Timeline;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Entity states as pieces. An entity's own record has what is small, so that most entities are one record. Version 3:
 *
 * <pre>{@code
 * byte      version (3)
 * varints   the life of the stage, that of its labels
 * for each line (events, labels, silences):
 * varint    0: no entries; 1: its root has a record of its own; else 2 more than the bytes that follow: its root
 * }</pre>
 *
 * <p>What is folded is a record by itself. The pieces themselves are the timelines' own.
 */
final class StateCodec {

    static final byte VERSION = 3;

    private static final int EMPTY = 0;
    private static final int APART = 1;

    private final Map<Line, Layout> layouts;

    StateCodec(Map<Line, Layout> layouts) {
        this.layouts = new EnumMap<>(layouts);
    }

    /** The state of an entity of which nothing is known. */
    EntityState unseen(EntityPieces pieces, Lives lives) {
        Map<Line, Timeline> lines = new EnumMap<>(Line.class);
        layouts.forEach((line, layout) -> lines.put(line, Timeline.empty(layout, PieceKeys.of(line, lives, pieces))));
        return new EntityState(lines, lives);
    }

    /** Whether anything is kept of entries that are let go. */
    boolean lasts() {
        return layouts.values().stream().anyMatch(Layout::lasts);
    }

    /** The keys of what is kept of entries that are let go. */
    List<byte[]> lastingKeys(Lives lives) {
        return layouts.entrySet().stream()
                .filter(line -> line.getValue().lasts())
                .map(line -> PieceKeys.folded(line.getKey(), lives))
                .toList();
    }

    /** Hands over what changed since a state was made, read or written. */
    void write(EntityState state, EntityPieces.Changes to) {
        boolean record = false;
        for (Line line : Line.values()) {
            Timeline timeline = state.line(line);
            boolean wasApart = timeline.wasApart();
            boolean changed = timeline.write(changes(line, state.lives(), to));
            if (changed && timeline.isApart()) {
                to.put(PieceKeys.root(line, state.lives()), timeline.root());
            } else if (changed && wasApart) {
                to.remove(PieceKeys.root(line, state.lives()));
            }
            record |= changed && !(wasApart && timeline.isApart());
        }
        if (!record) {
            return;
        }
        if (!state.hasEntries()) {
            to.remove(PieceKeys.entity());
        } else {
            to.put(PieceKeys.entity(), record(state));
        }
    }

    private static byte[] record(EntityState state) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(VERSION);
        varint(state.lives().events(), out);
        varint(state.lives().labels(), out);
        for (Line line : Line.values()) {
            Timeline timeline = state.line(line);
            if (timeline.isEmpty()) {
                out.write(EMPTY);
            } else if (timeline.isApart()) {
                out.write(APART);
            } else {
                byte[] root = timeline.root();
                varint(root.length + 2, out);
                out.writeBytes(root);
            }
        }
        return out.toByteArray();
    }

    /** @throws CorruptPieceException if what is stored is not what {@link #write} made */
    EntityState read(EntityPieces pieces, Lives lives) {
        Optional<byte[]> record = pieces.read(PieceKeys.entity());
        return record.isEmpty() ? unseen(pieces, lives) : read(ByteBuffer.wrap(record.get()), pieces, lives);
    }

    private EntityState read(ByteBuffer record, EntityPieces pieces, Lives lives) {
        byte version = record.hasRemaining() ? record.get() : 0;
        if (version != VERSION) {
            throw new CorruptPieceException(
                    "an entity of version " + version + " was stored; this engine reads version " + VERSION);
        }
        Lives stored = new Lives(varint(record), varint(record));
        if (stored.events() != lives.events()) {
            return unseen(pieces, lives);
        }
        Map<Line, Timeline> lines = new EnumMap<>(Line.class);
        for (Line line : Line.values()) {
            byte[] root = root(line, stored, record, pieces);
            Layout layout = layout(line);
            Pieces own = PieceKeys.of(line, lives, pieces);
            boolean known = root.length > 0 && stored.of(line) == lives.of(line);
            lines.put(line, known ? Timeline.read(layout, root, own) : Timeline.empty(layout, own));
        }
        if (record.hasRemaining()) {
            throw new CorruptPieceException("an entity's record has " + record.remaining() + " bytes after its end");
        }
        return new EntityState(lines, lives);
    }

    private Layout layout(Line line) {
        Layout layout = layouts.get(line);
        if (layout == null) {
            throw new IllegalStateException("there is no layout of " + line);
        }
        return layout;
    }

    /** The bytes of a line's root; none where it has no entries. */
    private static byte[] root(Line line, Lives lives, ByteBuffer record, EntityPieces pieces) {
        int what = varint(record);
        if (what == EMPTY) {
            return new byte[0];
        }
        if (what == APART) {
            return pieces.read(PieceKeys.root(line, lives))
                    .orElseThrow(() -> new CorruptPieceException("the store lacks the root of " + line));
        }
        if (what - 2 > record.remaining()) {
            throw new CorruptPieceException("an entity's record ends early: " + line + " has " + (what - 2) + " bytes, "
                    + record.remaining() + " are left");
        }
        byte[] root = new byte[what - 2];
        record.get(root);
        return root;
    }

    private static Pieces.Changes changes(Line line, Lives lives, EntityPieces.Changes to) {
        return new Pieces.Changes() {
            @Override
            public void put(Block block, byte[] bytes) {
                to.put(PieceKeys.piece(line, lives, block), bytes);
            }

            @Override
            public void remove(Block block) {
                to.remove(PieceKeys.piece(line, lives, block));
            }

            @Override
            public void folded(Optional<byte[]> bytes) {
                byte[] key = PieceKeys.folded(line, lives);
                bytes.ifPresentOrElse(now -> to.put(key, now), () -> to.remove(key));
            }
        };
    }

    private static void varint(int value, ByteArrayOutputStream out) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            out.write(rest | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private static int varint(ByteBuffer in) {
        int value = 0;
        for (int shift = 0; shift < Integer.SIZE && in.hasRemaining(); shift += 7) {
            byte next = in.get();
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new CorruptPieceException("an entity's record ends within a number");
    }
}
