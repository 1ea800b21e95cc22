#pragma once
// How much of a seeded test to run: a little in CI, more with CLEANGATE_ROUNDS (scripts/soak), one
// seed alone with CLEANGATE_SEED. Reads the environment only.

#include <cstdint>
#include <cstdlib>

namespace cleangate::tests {

[[nodiscard]] inline std::uint64_t number_of(const char* variable, std::uint64_t fallback) {
  const char* text = std::getenv(variable);
  return text == nullptr ? fallback : std::strtoull(text, nullptr, 10);
}

/// 1 in CI, 5 in `make soak`.
[[nodiscard]] inline std::uint64_t rounds() {
  return number_of("CLEANGATE_ROUNDS", 1);
}

struct Effort {
  std::uint64_t ci;               ///< seeds of `make test`
  std::uint64_t soak_factor = 1;  ///< beside the rounds, once there are more than 1
};
struct Seeds {
  std::uint64_t first, count;
};
[[nodiscard]] inline Seeds seeds_to_run(Effort effort) {
  if (const auto alone = number_of("CLEANGATE_SEED", 0); alone != 0) return {alone, 1};
  const std::uint64_t factor = rounds() > 1 ? rounds() * effort.soak_factor : 1;
  return {1, effort.ci * factor};
}

}  // namespace cleangate::tests
