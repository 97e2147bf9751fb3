package io.headrace.connectors.csv.reading;

import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.Events;
import io.headrace.schemas.definition.LabelType;
import io.headrace.schemas.definition.PipelineDefinition;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * What rows become.
 *
 * @param event the events' Avro record schema
 * @param id its id field
 * @param time its time field
 * @param numbered those of the two that need no column: the row's number is the id then, and the time is so many seconds after {@link
 *     RowOrder#EPOCH}
 * @param label the label's name, which is its column's field name; a file need not have that column
 */
public record CsvTarget(Schema event, String id, String time, Set<String> numbered, Optional<LabelOf> label) {

    public CsvTarget {
        numbered = Set.copyOf(numbered);
    }

    /**
     * @param type how the label's value is written
     */
    public record LabelOf(String name, LabelType type) {}

    /** Events that rows are made of. */
    public static CsvTarget of(PipelineDefinition definition) {
        Events events = definition.events();
        return new CsvTarget(
                events.schema(),
                events.id(),
                events.time(),
                Set.of(events.id(), events.time()),
                Optional.of(new LabelOf(
                        definition.problem().label(), definition.problem().labelType())));
    }

    /** Events of a further stream. The number of a row says nothing of when it was beside other events, so they have a time of their own. */
    public static CsvTarget of(EventStream stream) {
        Events events = stream.events();
        return new CsvTarget(events.schema(), events.id(), events.time(), Set.of(events.id()), Optional.empty());
    }
}
