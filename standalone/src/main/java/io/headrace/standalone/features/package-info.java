/** What a definition's features are and cost, and what they are worth on data. */
@NullMarked
package io.headrace.standalone.features;

import org.jspecify.annotations.NullMarked;
