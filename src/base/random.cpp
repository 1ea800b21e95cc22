#include "base/random.h"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

namespace cleangate {

std::uint64_t Random::next() {
  std::array<std::uint8_t, 8> bytes{};
  fill(bytes);
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) value |= std::uint64_t{bytes[i]} << (8 * i);
  return value;
}

std::uint64_t Random::below(std::uint64_t bound) {
  // Values under 2^64 mod bound are drawn again; else small results would come a little too often.
  const std::uint64_t reject_under = (0 - bound) % bound;
  std::uint64_t value = next();
  while (value < reject_under) value = next();
  return value % bound;
}

std::string Random::bytes(std::size_t count) {
  std::string out(count, '\0');
  fill({reinterpret_cast<std::uint8_t*>(out.data()), out.size()});
  return out;
}

void SystemRandom::fill(std::span<std::uint8_t> out) {
  while (!out.empty()) {
    const ssize_t got = ::getrandom(out.data(), out.size(), 0);
    if (got < 0) {
      if (errno == EINTR) continue;
      std::fputs("getrandom failed: no secrets can be made, the program ends\n", stderr);
      std::abort();
    }
    out = out.subspan(static_cast<std::size_t>(got));
  }
}

void SeededRandom::fill(std::span<std::uint8_t> out) {
  while (!out.empty()) {
    // SplitMix64 (Steele, Lea, Flood 2014, figure 16).
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    z ^= z >> 31;
    const std::size_t count = std::min<std::size_t>(out.size(), 8);
    for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<std::uint8_t>(z >> (8 * i));
    out = out.subspan(count);
  }
}

}  // namespace cleangate
