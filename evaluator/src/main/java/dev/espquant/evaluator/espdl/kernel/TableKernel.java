package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.PreparedNode;

/** LUT and Gelu, which the runtime computes through a table only. */
@AutoService(EspdlKernel.class)
public final class TableKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("LUT", "Gelu");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        return LookUp.of(context)
                .orElseThrow(() -> context.error(
                        "it has no table, and the runtime knows no other way to compute it", "export it with a table"));
    }
}
