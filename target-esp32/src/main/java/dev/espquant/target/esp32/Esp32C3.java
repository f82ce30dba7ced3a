package dev.espquant.target.esp32;

import com.google.auto.service.AutoService;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import java.util.Optional;

/** ESP32-C3: one RISC-V core, no vector instructions, no floating-point unit. */
@AutoService(Target.class)
public final class Esp32C3 implements Target {
    @Override
    public String name() {
        return "esp32c3";
    }

    @Override
    public String title() {
        return "ESP32-C3";
    }

    @Override
    public Optional<TargetRuntime> runtime(Runtime runtime) {
        return switch (runtime) {
            case ESP_DL_1 -> Optional.of(PlainC.ESP_DL_1);
            case ESP_DL_3 -> Optional.of(PlainC.ESP_DL_3);
        };
    }
}
