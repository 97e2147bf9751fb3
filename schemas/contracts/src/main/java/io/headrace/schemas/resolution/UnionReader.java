package io.headrace.schemas.resolution;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.io.BinaryDecoder;
import org.jspecify.annotations.Nullable;

/** Reads a writer's union: each branch on its own, so that one the reader cannot be hinders no record without it. */
record UnionReader(List<ValueReader> branches) implements ValueReader {

    UnionReader {
        branches = List.copyOf(branches);
    }

    @Override
    public @Nullable Object read(BinaryDecoder in) throws IOException, UnreadableValueException {
        int index = in.readIndex();
        if (index < 0 || index >= branches.size()) {
            throw new EOFException("there is no branch " + index + " of a union of " + branches.size());
        }
        return branches.get(index).read(in);
    }

    @Override
    public List<Obstacle> obstacles(Set<ValueReader> above) {
        List<Obstacle> all = new ArrayList<>();
        for (ValueReader branch : branches) {
            List<Obstacle> here = branch.obstacles(above);
            if (here.isEmpty()) {
                return List.of();
            }
            all.addAll(here);
        }
        return all;
    }
}
