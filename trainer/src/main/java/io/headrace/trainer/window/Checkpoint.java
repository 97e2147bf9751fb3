package io.headrace.trainer.window;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where one partition of the examples topic stood when a training began: enough to build the same window again.
 *
 * @param from where reading begins: no example before it was in the window
 * @param until one past the last example that the training knew
 * @param floor event time before which examples are no longer used, epoch milliseconds
 */
public record Checkpoint(long from, long until, OptionalLong floor) {

    private static final Pattern NOTE = Pattern.compile("from=(\\d+)(?:;floor=(-?\\d+))?");

    /** Before anything was trained. */
    public static Checkpoint start() {
        return new Checkpoint(0, 0, OptionalLong.empty());
    }

    /** Whether the training knew this offset. */
    public boolean isKnown(long offset) {
        return offset < until;
    }

    /** The one that knows more; this one of equals. */
    public Checkpoint later(Checkpoint other) {
        return other.until > until ? other : this;
    }

    /** All but {@code until}, as the text that goes with a committed offset. */
    public String note() {
        return "from=" + from + (floor.isPresent() ? ";floor=" + floor.getAsLong() : "");
    }

    /** Reads what {@link #note} wrote; empty for any other text. */
    public static Optional<Checkpoint> read(long until, String note) {
        Matcher matcher = NOTE.matcher(note);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String floor = matcher.group(2);
        return Optional.of(new Checkpoint(
                Long.parseLong(matcher.group(1)),
                until,
                floor == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(floor))));
    }
}
