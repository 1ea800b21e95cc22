#pragma once
// What the big screen (大屏) shows: the whole state, and an arrival. Phones are masked here, so
// that no board ever receives one.

#include "service/plant.h"

namespace cleangate::service {

[[nodiscard]] Json board_state(const Plant& plant);
/// From a row of `passages`; null when the board does not show it (historic).
[[nodiscard]] Json board_arrival(const Plant& plant, const ledger::Row& row);
/// 13912345678 → 139XXXXXXXX. Full-width characters become half-width ones; "+86" and "0086" are
/// not of the three digits that are shown.
[[nodiscard]] std::string mask_phone(std::string_view phone);
/// A plant's facts as they are, with the two phones of its board masked.
[[nodiscard]] Json with_masked_phones(Json facts);

}  // namespace cleangate::service
