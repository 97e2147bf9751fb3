package io.headrace.features.engine;

import org.apache.avro.generic.GenericRecord;

/** Computes one feature of a row, or several that are made of the same, and puts each in its place. */
interface RowStep {

    /**
     * Computes.
     *
     * @param numeric the row's numbers, NaN for a missing one
     * @param categorical the row's categories, the empty string for a missing one
     */
    void compute(GenericRecord event, double[] numeric, String[] categorical);
}
