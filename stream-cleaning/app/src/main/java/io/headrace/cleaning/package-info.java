/** The cleaning app: raw events become clean ones, or go to quarantine with a reason. */
@NullMarked
package io.headrace.cleaning;

import org.jspecify.annotations.NullMarked;
