package io.headrace.connectors.csv.reading;

import java.nio.ByteBuffer;
import java.util.List;

/** One row of a file, whole or broken. */
public sealed interface CsvRow {

    RowPlace place();

    /** The row as it stands in the file, without its line end; read-only, position 0. */
    ByteBuffer text();

    /**
     * As many fields as there are columns.
     *
     * @param values without quotes and surrounding blanks; empty where there is nothing
     */
    record Fields(RowPlace place, ByteBuffer text, List<String> values) implements CsvRow {

        public Fields {
            values = List.copyOf(values);
        }
    }

    /**
     * A row that cannot be read.
     *
     * @param found what is wrong with it
     * @param right what would be right
     */
    record Broken(RowPlace place, ByteBuffer text, String found, String right) implements CsvRow {

        /** One sentence for a person. */
        public String reason() {
            return place + ": found " + found + "; right is " + right;
        }
    }
}
