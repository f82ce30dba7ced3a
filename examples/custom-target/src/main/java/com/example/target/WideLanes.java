package com.example.target;

import com.google.auto.service.AutoService;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.espdl1.EspDl1;
import java.util.Optional;

/** An invented chip: 24-bit lanes for int8 products, 48-bit lanes for int16 products, filters interleaved. */
@AutoService(Target.class)
public final class WideLanes implements Target {
    private static final TargetRuntime FACTS = EspDl1.runtime(24, 48, true);

    @Override
    public String name() {
        return "wide-lanes";
    }

    @Override
    public String title() {
        return "Wide Lanes (example)";
    }

    @Override
    public Optional<TargetRuntime> runtime(Runtime runtime) {
        return runtime == Runtime.ESP_DL_1 ? Optional.of(FACTS) : Optional.empty();
    }
}
