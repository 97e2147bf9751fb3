/** The registry's HTTP routes and their JSON. */
@NullMarked
package io.headrace.registry.service.http;

import org.jspecify.annotations.NullMarked;
