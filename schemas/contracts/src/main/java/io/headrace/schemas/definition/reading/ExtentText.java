package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.headrace.schemas.definition.Extent;
import io.headrace.schemas.definition.reading.FeatureEntry.Variant;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** How far back a window goes, as definitions write it. */
final class ExtentText {

    static final String LIFETIME = "lifetime";

    /** The keys of one that is of so many events. */
    static final List<String> KEYS = List.of("events", "within");

    private static final String WHY =
            "write how far back it looks: a time, P7D, so many events, {events: 10}, or lifetime; or a list of such";

    private ExtentText() {}

    /** What a kind of feature cannot look back over. */
    interface Limits {

        /** What is wrong, and what would be right; empty where nothing is. */
        Optional<String> complaint(Extent extent);
    }

    /** Of what can look back over all of them. */
    static List<Variant<Extent>> read(FeatureEntry entry) {
        return read(entry, _ -> Optional.empty());
    }

    /** One keeps the bare name; those of a list append what they are. */
    static List<Variant<Extent>> read(FeatureEntry entry, Limits limits) {
        Optional<Entry> over = entry.section().require("over", WHY);
        boolean several = over.filter(Entry::isList).isPresent();
        return over.stream()
                .flatMap(written -> written.items().stream())
                .flatMap(item -> one(item)
                        .filter(extent -> fits(item, limits.complaint(extent)))
                        .map(extent -> several ? Variant.named(suffix(item, extent), extent) : Variant.only(extent))
                        .stream())
                .toList();
    }

    private static boolean fits(Entry item, Optional<String> complaint) {
        complaint.ifPresent(item::mistake);
        return complaint.isEmpty();
    }

    private static Optional<Extent> one(Entry item) {
        if (item.isMapping()) {
            return events(Section.of(item, KEYS));
        }
        if (item.node() instanceof ScalarNode scalar && scalar.getValue().equals(LIFETIME)) {
            return Optional.of(new Extent.Lifetime());
        }
        return item.duration().map(Extent.Time::new);
    }

    private static Optional<Extent> events(Section section) {
        Optional<Integer> most = section.require("events", "write how many events it is of, 10")
                .flatMap(written -> written.integer(1, Extent.Events.MOST));
        Optional<Entry> within = section.find("within");
        Optional<Duration> length = within.flatMap(Entry::duration);
        return most.filter(_ -> within.isPresent() == length.isPresent())
                .map(count -> new Extent.Events(count, length.orElse(Extent.LONGEST)));
    }

    private static String suffix(Entry item, Extent extent) {
        return switch (extent) {
            case Extent.Time _ -> ((ScalarNode) item.node()).getValue();
            case Extent.Events(int most, Duration within) ->
                "last" + most + (within.equals(Extent.LONGEST) ? "" : "_" + DurationText.of(within));
            case Extent.Lifetime() -> LIFETIME;
        };
    }

    /** As it is written after {@code over}. */
    static JsonNode canonical(Extent extent) {
        return switch (extent) {
            case Extent.Time(Duration over) -> TextNode.valueOf(DurationText.of(over));
            case Extent.Events(int most, Duration within) -> {
                ObjectNode node = CanonicalSections.object().put("events", most);
                yield within.equals(Extent.LONGEST) ? node : node.put("within", DurationText.of(within));
            }
            case Extent.Lifetime() -> TextNode.valueOf(LIFETIME);
        };
    }

    static String words(Extent extent) {
        return switch (extent) {
            case Extent.Time(Duration over) -> "over " + DurationText.of(over);
            case Extent.Events(int most, Duration within) ->
                "over the last " + most + " within " + DurationText.of(within);
            case Extent.Lifetime() -> "since the first";
        };
    }
}
