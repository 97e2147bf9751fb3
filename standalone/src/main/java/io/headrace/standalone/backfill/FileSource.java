package io.headrace.standalone.backfill;

import io.headrace.connectors.csv.reading.CsvEvent;
import io.headrace.connectors.csv.reading.CsvFeed;
import io.headrace.connectors.csv.reading.CsvProblem;
import io.headrace.connectors.csv.reading.CsvTarget;
import io.headrace.features.app.intake.LabelIntake;
import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.Refusal;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.quarantine.QuarantineRule;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;

/**
 * CSV files as one stream, as the file connector sends them: after the event of a row come the labels of the rows up to so many before,
 * each known from the time of the newest row on. Files of further streams are read beside them, whichever is the least far in event time.
 */
public final class FileSource implements Source, Resumable {

    /** The events of rows first. */
    private final List<FileLane> files;

    private final Lanes lanes;
    private final LabelIntake labels;
    private final long labelDelay;
    private long arrived;
    private final long bytes;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final SortedMap<String, Long> refusedLabels = new TreeMap<>();
    private long read;
    private long time;

    private record Waiting(long row, String id, long time, Label label) {}

    private FileSource(
            List<FileLane> files, Lanes lanes, LabelIntake labels, long labelDelay, long arrived, long bytes) {
        this.files = List.copyOf(files);
        this.lanes = lanes;
        this.labels = labels;
        this.labelDelay = labelDelay;
        this.arrived = arrived;
        this.bytes = bytes;
    }

    /**
     * Opens files of events, where there are no further streams.
     *
     * @throws CsvProblem where one cannot be read as the definition's events
     */
    public static FileSource open(List<Path> files, PipelineDefinition definition, int labelDelay, long arrived) {
        return open(new Files(files, Map.of()), definition, labelDelay, arrived);
    }

    /**
     * What is read.
     *
     * @param events of events that rows are made of, one or more
     * @param streams of further streams' events, by the stream's name, each one or more
     */
    public record Files(List<Path> events, Map<String, List<Path>> streams) {

        public Files {
            events = List.copyOf(events);
            streams = Map.copyOf(streams);
        }
    }

    /**
     * Opens files.
     *
     * @param labelDelay the label of row i becomes known with row i + so many
     * @param arrived when the events are taken to have come, epoch milliseconds
     * @throws CsvProblem where one cannot be read as the definition's events, or its stream's
     */
    public static FileSource open(Files files, PipelineDefinition definition, int labelDelay, long arrived) {
        SortedMap<String, Integer> streams = new TreeMap<>();
        files.streams().keySet().forEach(name -> streams.put(name, 1));
        Lanes lanes = new Lanes(1, streams);
        List<FileLane> opened = new ArrayList<>();
        try {
            opened.add(new FileLane(0, CsvFeed.open(files.events(), definition), streams.isEmpty()));
            for (String name : streams.keySet()) {
                CsvTarget target = CsvTarget.of(definition.stream(name));
                CsvFeed feed = CsvFeed.beside(definition, files.streams().getOrDefault(name, List.of()), target);
                opened.add(new FileLane(lanes.first(name), feed, false));
            }
        } catch (CsvProblem e) {
            opened.forEach(FileLane::close);
            throw e;
        }
        List<Path> all = Stream.concat(
                        files.events().stream(),
                        files.streams().values().stream().flatMap(List::stream))
                .toList();
        return new FileSource(opened, lanes, LabelIntake.of(definition), labelDelay, arrived, bytes(all));
    }

    /** Of all files together; 0 where one is packed, and its rows are more than it is large. */
    private static long bytes(List<Path> files) {
        long bytes = 0;
        for (Path file : files) {
            if (file.toString().endsWith(".gz")) {
                return 0;
            }
            try {
                bytes += java.nio.file.Files.size(file);
            } catch (IOException e) {
                throw new CsvProblem(file, "its size cannot be asked for: " + e);
            }
        }
        return bytes;
    }

    @Override
    public Lanes lanes() {
        return lanes;
    }

    @Override
    public List<Incoming> next(int most) {
        List<Incoming> next = new ArrayList<>(most);
        for (Optional<FileLane> lane = leastFar(); next.size() < most && lane.isPresent(); lane = leastFar()) {
            Optional<CsvEvent> row = lane.get().next();
            if (row.isPresent()) {
                read += row.get().text().remaining() + 1L;
                take(lane.get().number(), row.get(), next);
            } else if (files.size() > 1) {
                next.add(new Incoming.End(lane.get().number()));
            }
        }
        return next;
    }

    /** Of those with more to read. So as little as can be waits for others. */
    private Optional<FileLane> leastFar() {
        FileLane least = null;
        for (FileLane lane : files) {
            if (!lane.hasEnded() && (least == null || lane.reached() < least.reached())) {
                least = lane;
            }
        }
        return Optional.ofNullable(least);
    }

    private void take(int lane, CsvEvent row, List<Incoming> into) {
        if (lanes.isOfRows(lane)) {
            take(row, into);
        } else {
            into.add(new Incoming.Event(lane, arrived, () -> intake(row)));
        }
    }

    private static Intake<GenericRecord> intake(CsvEvent row) {
        return switch (row) {
            case CsvEvent.Read(var _, var _, String id, long at, GenericRecord event, var _) -> intake(id, at, event);
            case CsvEvent.Broken broken -> new Intake.Refused<>(broken.rule(), broken.reason());
        };
    }

    private void take(CsvEvent row, List<Incoming> into) {
        into.add(new Incoming.Event(0, arrived, () -> intake(row)));
        if (row instanceof CsvEvent.Read(var place, var _, String id, long at, var _, Optional<Label> label)) {
            time = at;
            label.ifPresent(known -> waiting.add(new Waiting(place.row(), id, at, known)));
        }
        while (!waiting.isEmpty() && waiting.getFirst().row() <= row.place().row() - labelDelay) {
            Waiting due = waiting.removeFirst();
            take(new GivenLabel(due.id(), due.label(), Math.max(time, due.time())), into);
        }
    }

    private void take(GivenLabel given, List<Incoming> into) {
        switch (labels.take(given, arrived)) {
            case Intake.Accepted<GivenLabel> _ -> into.add(new Incoming.Label(given));
            case Intake.Refused<GivenLabel>(Refusal why) -> refusedLabels.merge(why.rule(), 1L, Long::sum);
        }
    }

    private static Intake<GenericRecord> intake(String id, long time, GenericRecord event) {
        return time < 0
                ? new Intake.Refused<>(QuarantineRule.INVALID_TIME, "its time is " + time + " ms since 1970")
                : new Intake.Accepted<>(id, time, event);
    }

    @Override
    public Optional<Resumable> place() {
        return Optional.of(this);
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
        for (FileLane lane : files) {
            lane.save(out);
        }
        out.writeLong(arrived);
        out.writeLong(read);
        out.writeLong(time);
        out.writeInt(waiting.size());
        for (Waiting label : waiting) {
            out.writeLong(label.row());
            Saved.given(out, new GivenLabel(label.id(), label.label(), label.time()));
        }
        Saved.counts(out, refusedLabels);
    }

    @Override
    public void restore(DataInputStream in) throws IOException {
        for (FileLane lane : files) {
            lane.restore(in);
        }
        arrived = in.readLong();
        read = in.readLong();
        time = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            long row = in.readLong();
            GivenLabel given = Saved.given(in);
            waiting.add(new Waiting(row, given.eventId(), given.labelledAt(), given.label()));
        }
        refusedLabels.putAll(Saved.counts(in));
    }

    @Override
    public double share() {
        return bytes == 0 ? Double.NaN : Math.min(1, (double) read / bytes);
    }

    @Override
    public LabelsBeside labels() {
        return LabelsBeside.NONE;
    }

    @Override
    public SortedMap<String, Long> refusedLabels() {
        return Collections.unmodifiableSortedMap(refusedLabels);
    }

    @Override
    public void close() {
        files.forEach(FileLane::close);
    }
}
