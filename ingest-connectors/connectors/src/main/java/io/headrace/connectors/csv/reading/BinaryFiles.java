package io.headrace.connectors.csv.reading;

import java.nio.file.Path;
import java.util.Optional;

/** Tells files that are no text, by their first bytes. */
final class BinaryFiles {

    private static final int FEW_CONTROLS = 3;

    private BinaryFiles() {}

    /** @throws CsvProblem where the file is of a known kind that is no text */
    static void refuseKnown(Path file, byte[] sample) {
        known(sample).ifPresent(kind -> {
            throw new CsvProblem(file, "is " + kind + ", no text; save it as CSV first");
        });
    }

    /** @throws CsvProblem where there are control characters as text has none; only for charsets without zero bytes */
    static void refuseControls(Path file, byte[] sample) {
        long controls = controls(sample);
        if (controls > FEW_CONTROLS + sample.length / 1_000) {
            throw new CsvProblem(
                    file,
                    "is a binary file (" + controls + " control characters in its first " + sample.length
                            + " bytes), no text; a CSV would be right");
        }
    }

    static boolean isMarkedUtf16(byte[] sample) {
        return startsWith(sample, 0xff, 0xfe) || startsWith(sample, 0xfe, 0xff);
    }

    private static Optional<String> known(byte[] sample) {
        if (startsWith(sample, 'P', 'K', 3, 4)) {
            return Optional.of("a ZIP or Excel file");
        }
        if (startsWith(sample, 'P', 'A', 'R', '1')) {
            return Optional.of("a Parquet file");
        }
        if (startsWith(sample, 'O', 'b', 'j', 1)) {
            return Optional.of("an Avro file");
        }
        if (startsWith(sample, 0xd0, 0xcf, 0x11, 0xe0)) {
            return Optional.of("an old Excel file");
        }
        return startsWith(sample, '%', 'P', 'D', 'F') ? Optional.of("a PDF") : Optional.empty();
    }

    private static boolean startsWith(byte[] sample, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (sample.length <= i || (sample[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static long controls(byte[] sample) {
        long count = 0;
        for (byte one : sample) {
            boolean usual = one < 0 || one >= ' ' || one == '\n' || one == '\r' || one == '\t' || one == '\f';
            count += usual ? 0 : 1;
        }
        return count;
    }
}
