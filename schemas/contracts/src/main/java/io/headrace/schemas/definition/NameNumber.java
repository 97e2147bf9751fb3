package io.headrace.schemas.definition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.zip.CRC32;

/** What something is known by where a number is wanted: follows from its name alone, whatever else a definition has. */
final class NameNumber {

    /** Of a million different numbers: so two of a definition hardly ever have the same, and a partition fits beside it. */
    private static final int BITS = 20;

    private NameNumber() {}

    /** 0 to 1,048,575. */
    static int of(String name) {
        CRC32 hash = new CRC32();
        hash.update(name.getBytes(UTF_8));
        return (int) (hash.getValue() >>> (Integer.SIZE - BITS));
    }
}
