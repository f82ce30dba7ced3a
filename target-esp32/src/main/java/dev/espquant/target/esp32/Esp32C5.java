package dev.espquant.target.esp32;

import com.google.auto.service.AutoService;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import java.util.Optional;

/** ESP32-C5: one RISC-V core, no vector instructions. ESP-DL 3.x only. */
@AutoService(Target.class)
public final class Esp32C5 implements Target {
    @Override
    public String name() {
        return "esp32c5";
    }

    @Override
    public String title() {
        return "ESP32-C5";
    }

    @Override
    public Optional<TargetRuntime> runtime(Runtime runtime) {
        return switch (runtime) {
            case ESP_DL_1 -> Optional.empty();
            case ESP_DL_3 -> Optional.of(PlainC.ESP_DL_3);
        };
    }
}
