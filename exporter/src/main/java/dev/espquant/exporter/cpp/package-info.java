/**
 * Writing C++ that means what it should whatever a model's names are: {@link dev.espquant.exporter.cpp.CppName} makes identifiers,
 * {@link dev.espquant.exporter.cpp.CppScope} keeps them unique, {@link dev.espquant.exporter.cpp.CppText} makes literals and comments,
 * {@link dev.espquant.exporter.cpp.CppWriter} lays out code. Nothing here knows models or chips.
 */
@NullMarked
package dev.espquant.exporter.cpp;

import org.jspecify.annotations.NullMarked;
