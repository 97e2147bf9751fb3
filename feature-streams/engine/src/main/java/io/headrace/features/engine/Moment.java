package io.headrace.features.engine;

/**
 * An event seen from a timeline: which entries are not later than it, and where among them it stands. It need not be in
 * the timeline; walking back from {@code end} and taking the event's own numbers at {@code own} gives the same sequence
 * whether it is or not, hence the same sums to the bit.
 *
 * @param time of the event, epoch milliseconds
 * @param end the first entry later than the event
 * @param own where the event is, or where it belongs
 * @param recorded whether it is there
 */
record Moment(long time, int end, int own, boolean recorded) {

    static Moment of(Timeline line, long time, long id) {
        int position = line.position(time, id);
        return new Moment(time, line.firstAfter(time), position < 0 ? -position - 1 : position, position >= 0);
    }

    /** Index of the latest other entry that is not later, or {@code -1}. */
    int previous(Timeline line) {
        int latest = recorded && own == end - 1 ? end - 2 : end - 1;
        return latest >= line.first() ? latest : -1;
    }
}
