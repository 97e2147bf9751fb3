package io.headrace.features.lookup;

import io.headrace.features.lookup.protocol.GetOwnersResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who keeps what, as one of them has said.
 *
 * @param partitions by number; none before anyone has said so
 */
record OwnerTable(List<Place> partitions) {

    static final OwnerTable NONE = new OwnerTable(List.of());

    /**
     * One partition of all stages' entities; each address is host:port.
     *
     * @param owner empty while nobody is known to have it
     * @param copies who keeps a copy
     */
    record Place(Optional<String> owner, List<String> copies) {

        Place {
            copies = List.copyOf(copies);
        }

        /** Who may have a copy: an owner has one, too, while it reads back what has come since. */
        List<String> mayCopy() {
            return Stream.concat(copies.stream(), owner.stream()).toList();
        }
    }

    OwnerTable {
        partitions = List.copyOf(partitions);
    }

    static OwnerTable of(GetOwnersResponse response) {
        return new OwnerTable(response.getPartitionsList().stream()
                .map(partition -> new Place(
                        Optional.of(partition.getOwner()).filter(owner -> !owner.isEmpty()), partition.getCopiesList()))
                .toList());
    }

    /** How many partitions have an owner. */
    long owned() {
        return partitions.stream().filter(place -> place.owner().isPresent()).count();
    }

    boolean isWhole() {
        return !partitions.isEmpty() && owned() == partitions.size();
    }

    /** Everyone named. */
    Set<String> addresses() {
        return partitions.stream()
                .flatMap(place -> Stream.concat(place.owner().stream(), place.copies().stream()))
                .collect(Collectors.toSet());
    }
}
