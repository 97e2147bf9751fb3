/** Logistic, multinomial and linear regression with standardisation, imputation and one-hot encoding. */
@NullMarked
package io.headrace.trainer.linear;

import org.jspecify.annotations.NullMarked;
