#pragma once
// Random bytes as a port: the system's for secrets, a seeded one for simulations and tests.

#include <cstdint>
#include <span>
#include <string>

namespace cleangate {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;
  [[nodiscard]] std::uint64_t next();
  /// Uniform in [0, bound), bound > 0.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound);
  [[nodiscard]] std::string bytes(std::size_t count);
};

/// getrandom(2). Thread-safe. Ends the process when the kernel has no randomness.
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

/// SplitMix64: the same seed gives the same bytes everywhere. One thread. Never for secrets.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<std::uint8_t> out) override;

 private:
  std::uint64_t state_;
};

}  // namespace cleangate
