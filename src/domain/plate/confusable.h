#pragma once
// Characters that cameras take for one another: {0DOQ, 8B, 1I, 2Z, 5S} (blueprint, "The lane").
// Pure, any thread. Says what could have been misread; never decides that it was.

#include <string>
#include <string_view>
#include <vector>

namespace cleangate::plate {

/// True when both are equally long and differ in exactly one character, and there both
/// characters are of one set. Both in normal form (plate.h).
[[nodiscard]] bool differ_by_one_confusable(std::string_view a, std::string_view b);

/// Texts that differ from this one by one confusable character and are plates of a class that
/// the standard knows (not other, none or low_speed). In order of position, then of the set.
[[nodiscard]] std::vector<std::string> repair_candidates(std::string_view text);

}  // namespace cleangate::plate
