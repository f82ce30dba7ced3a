/**
 * Files of ESP-DL 3.x in and out: {@link dev.espquant.ir.espdl.EspdlReader} and {@link dev.espquant.ir.espdl.EspdlWriter}, and the records
 * between them, {@link dev.espquant.ir.espdl.EspdlFile} and {@link dev.espquant.ir.espdl.EspdlModel}. Start there.
 *
 * <p>A file has three layers, one group of classes each. A pack ({@code PDL1}, {@code PDL2}, {@code PDL3}) holds named models:
 * {@link dev.espquant.ir.espdl.EspdlPack}. A model has a header ({@code EDL1}, {@code EDL2}) and may be encrypted:
 * {@link dev.espquant.ir.espdl.EspdlContainer}. Below lies a FlatBuffer: {@code FlatBytes} and {@code FlatTable} read one and check every
 * offset before they follow it, {@code FlatWriter} writes one, and a class per table ({@code ModelTable}, {@code GraphTable},
 * {@code TensorTable} ...) knows that table's fields by their ids.
 *
 * <p>Files may be damaged or hostile: whatever they hold, the result is a valid model or one {@link dev.espquant.ir.GraphException}. What
 * this package cannot carry is refused, never dropped. It knows no chip, no layout and no arithmetic; names of layouts are text to it. The
 * library that writes FlatBuffers appears in {@code FlatWriter} only.
 */
@NullMarked
package dev.espquant.ir.espdl;

import org.jspecify.annotations.NullMarked;
