package io.headrace.runtime.streams;

import io.headrace.runtime.HeadraceApp;

/**
 * Cleaning, features and scoring as one topology, for a process that runs all three: a record is handed from one to the next
 * within a task. Where there is such a bean, the three are no apps of their own.
 */
public interface ChainedApp extends HeadraceApp {}
