package io.headrace.trainer.linear;

/** How wrong margins are, and which way. */
@SuppressWarnings("ArrayRecordComponent") // made for one fit, never compared
sealed interface Loss {

    /**
     * One row's loss; its slopes by each margin are left in place of the margins.
     *
     * @param margins in: one an output; out: derivatives
     */
    double of(int row, double[] margins);

    /** Negative log likelihood of two classes. */
    record Logistic(boolean[] positives) implements Loss {
        @Override
        public double of(int row, double[] margins) {
            double margin = margins[0];
            double towards = positives[row] ? margin : -margin;
            margins[0] = 1 / (1 + Math.exp(-margin)) - (positives[row] ? 1 : 0);
            return Math.max(0, -towards) + Math.log1p(Math.exp(-Math.abs(towards)));
        }
    }

    /** Negative log likelihood of several classes. */
    record Softmax(int[] classes) implements Loss {
        @Override
        public double of(int row, double[] margins) {
            double highest = Double.NEGATIVE_INFINITY;
            for (double margin : margins) {
                highest = Math.max(highest, margin);
            }
            double sum = 0;
            double own = margins[classes[row]] - highest;
            for (int c = 0; c < margins.length; c++) {
                margins[c] = Math.exp(margins[c] - highest);
                sum += margins[c];
            }
            for (int c = 0; c < margins.length; c++) {
                margins[c] = margins[c] / sum - (c == classes[row] ? 1 : 0);
            }
            return Math.log(sum) - own;
        }
    }

    /** Half the squared error, of quantities in standard deviations. */
    record Squared(double[] values) implements Loss {
        @Override
        public double of(int row, double[] margins) {
            double error = margins[0] - values[row];
            margins[0] = error;
            return error * error / 2;
        }
    }
}
