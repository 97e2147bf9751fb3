package io.headrace.schemas.time;

import java.nio.ByteBuffer;

/** The largest of the times that were added, as many as it has room for: a heap with the least of them on top. */
final class LargestTimes {

    private final long[] heap;
    private int size;

    /** @param room 1 or more */
    LargestTimes(int room) {
        heap = new long[room];
    }

    boolean isFull() {
        return size == heap.length;
    }

    /** The least of those held; there is one. */
    long least() {
        return heap[0];
    }

    void add(long time) {
        if (size < heap.length) {
            heap[size] = time;
            rise(size++);
        } else if (time > heap[0]) {
            heap[0] = time;
            sink();
        }
    }

    void clear() {
        size = 0;
    }

    void become(LargestTimes other) {
        System.arraycopy(other.heap, 0, heap, 0, other.size);
        size = other.size;
    }

    int bytes() {
        return Integer.BYTES + size * Long.BYTES;
    }

    /** As they lie, so that what is read goes on just as what was written. */
    void write(ByteBuffer out) {
        out.putInt(size);
        out.asLongBuffer().put(heap, 0, size);
        out.position(out.position() + size * Long.BYTES);
    }

    static LargestTimes read(ByteBuffer in, int room) {
        LargestTimes times = new LargestTimes(room);
        times.size = in.getInt();
        in.asLongBuffer().get(times.heap, 0, times.size);
        in.position(in.position() + times.size * Long.BYTES);
        return times;
    }

    private void rise(int from) {
        int at = from;
        while (at > 0 && heap[at] < heap[(at - 1) / 2]) {
            swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private void sink() {
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                return;
            }
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[at] <= heap[child]) {
                return;
            }
            swap(at, child);
            at = child;
        }
    }

    private void swap(int one, int other) {
        long time = heap[one];
        heap[one] = heap[other];
        heap[other] = time;
    }
}
