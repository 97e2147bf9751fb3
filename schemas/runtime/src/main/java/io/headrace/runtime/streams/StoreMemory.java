package io.headrace.runtime.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One budget of native memory for all stores of a process. Kafka's default gives each store up to 100 MB of its own, and a
 * process has one for each of its tasks.
 *
 * <p>Kafka Streams makes one for each store, by class name; it may be replaced by {@code kafka.rocksdb.config.setter}.
 */
public final class StoreMemory implements RocksDBConfigSetter {

    private static final long BUDGET_BYTES = 160L << 20;

    /**
     * When all write buffers together take more, every write to any store makes files of one: with an fsync or two, at each commit
     * of each store. So what an empty one takes, times some fifty stores (an app with 16 partitions), must be well below.
     */
    private static final long WRITE_BUFFERS_BYTES = 96L << 20;

    private static final long WRITE_BUFFER_BYTES = 8L << 20;

    /** What a store takes at its first write; by default an eighth of its write buffer. */
    private static final long ARENA_BLOCK_BYTES = 32L << 10;

    /** Taken at the first write, too: 84 KB, which is 10 bits for each of some 65,000 keys. */
    private static final double FILTER_PER_WRITE_BUFFER = 0.01;

    // Live as long as the process: stores of any app come and go.
    private static final Cache CACHE = new LRUCache(BUDGET_BYTES);
    private static final WriteBufferManager WRITE_BUFFERS = new WriteBufferManager(WRITE_BUFFERS_BYTES, CACHE);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig tables = (BlockBasedTableConfig) options.tableFormatConfig();
        tables.setBlockCache(CACHE);
        tables.setCacheIndexAndFilterBlocks(true);
        tables.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(tables);
        options.setWriteBufferManager(WRITE_BUFFERS);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setArenaBlockSize(ARENA_BLOCK_BYTES);
        // Most keys that are looked up are not there: a new id, a new entity, a label whose row has not come.
        options.setMemtableWholeKeyFiltering(true);
        options.setMemtablePrefixBloomSizeRatio(FILTER_PER_WRITE_BUFFER);
    }

    /** Nothing here is a store's own. */
    @Override
    public void close(String storeName, Options options) {}
}
