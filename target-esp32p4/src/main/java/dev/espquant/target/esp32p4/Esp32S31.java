package dev.espquant.target.esp32p4;

import com.google.auto.service.AutoService;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import java.util.Optional;

/** ESP32-S31: RISC-V cores with the vector registers of the ESP32-P4; the same kernels and layouts. */
@AutoService(Target.class)
public final class Esp32S31 implements Target {
    @Override
    public String name() {
        return "esp32s31";
    }

    @Override
    public String title() {
        return "ESP32-S31";
    }

    @Override
    public Optional<TargetRuntime> runtime(Runtime runtime) {
        return switch (runtime) {
            case ESP_DL_1 -> Optional.empty();
            case ESP_DL_3 -> Optional.of(WideVectors.ESP_DL_3);
        };
    }
}
