package io.headrace.benchmarks.backfill;

import io.headrace.benchmarks.workload.Events;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/** Events in order, a second from one to the next, as a CSV file with their labels. */
final class History {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final List<String> FIELDS =
            List.of("id", "card", "shop", "city", "amount", "items", "currency", "note");

    private final Events events = new Events("checkout");

    GenericRecord event(int number) {
        return events.event("e" + number, number, START.plusSeconds(number));
    }

    Path write(Path file, int count) {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("at," + String.join(",", FIELDS) + ",bad\n");
            for (int number = 0; number < count; number++) {
                GenericRecord event = event(number);
                out.write(START.plusSeconds(number).toString());
                for (String field : FIELDS) {
                    // Of the texts only the note has a comma.
                    out.write(field.equals("note") ? ",\"" + event.get(field) + '"' : "," + event.get(field));
                }
                out.write("," + events.label("e" + number, number, START).get("bad") + "\n");
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
