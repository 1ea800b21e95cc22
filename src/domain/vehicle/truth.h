#pragma once
// Strong Kleene logic (law.md, Combination). Pure.

#include <cstdint>
#include <string_view>

namespace cleangate {

/// The order no < unknown < yes makes "and" the minimum and "or" the maximum.
enum class Truth : std::uint8_t { no, unknown, yes };

[[nodiscard]] constexpr Truth operator&&(Truth a, Truth b) {
  return a < b ? a : b;
}
[[nodiscard]] constexpr Truth operator||(Truth a, Truth b) {
  return a > b ? a : b;
}
[[nodiscard]] constexpr Truth operator!(Truth a) {
  return static_cast<Truth>(2 - static_cast<int>(a));
}
[[nodiscard]] constexpr Truth truth(bool value) {
  return value ? Truth::yes : Truth::no;
}
[[nodiscard]] constexpr std::string_view to_text(Truth value) {
  return value == Truth::yes ? "true" : value == Truth::no ? "false" : "unknown";
}

}  // namespace cleangate
