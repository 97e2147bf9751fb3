/** The registry service as an app: it opens the registry topics and says whether they are read. */
@NullMarked
package io.headrace.registry.service;

import org.jspecify.annotations.NullMarked;
