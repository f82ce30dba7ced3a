package dev.espquant.target.esp32p4;

import com.google.auto.service.AutoService;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import java.util.Optional;

/** ESP32-P4: two RISC-V cores with 128-bit vector registers. */
@AutoService(Target.class)
public final class Esp32P4 implements Target {
    @Override
    public String name() {
        return "esp32p4";
    }

    @Override
    public String title() {
        return "ESP32-P4";
    }

    @Override
    public Optional<TargetRuntime> runtime(Runtime runtime) {
        return switch (runtime) {
            case ESP_DL_1 -> Optional.empty();
            case ESP_DL_3 -> Optional.of(WideVectors.ESP_DL_3);
        };
    }
}
