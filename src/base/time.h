#pragma once
// Wall and monotonic time are two types, so that a deadline can never be met by turning a clock.
// Clocks are passed as values' ports; nothing below app/ reads the system's clock by itself.

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace cleangate {

using Milliseconds = std::chrono::milliseconds;

/// UTC, millisecond resolution. Local time of every plant is UTC+08:00, fixed (no summer time).
using WallTime = std::chrono::sys_time<Milliseconds>;

struct MonotonicTag {
  using duration = std::chrono::microseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<MonotonicTag, duration>;
  static constexpr bool is_steady = true;
};
/// Never goes back; its zero means nothing and differs per process.
using MonotonicTime = MonotonicTag::time_point;

inline constexpr std::chrono::hours kPlantOffset{8};

/// Both clocks. Thread-safe. A simulation gives virtual ones.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual WallTime wall() const = 0;
  [[nodiscard]] virtual MonotonicTime monotonic() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] WallTime wall() const override;
  [[nodiscard]] MonotonicTime monotonic() const override;
};

[[nodiscard]] inline std::int64_t to_unix_ms(WallTime t) {
  return t.time_since_epoch().count();
}
[[nodiscard]] inline WallTime from_unix_ms(std::int64_t ms) {
  return WallTime{Milliseconds{ms}};
}

/// "2026-12-14T14:28:03.120+08:00" (RFC 3339, plant-local offset).
[[nodiscard]] std::string to_rfc3339(WallTime t);
/// RFC 3339 with offset or Z; fraction optional. Errors: invalid.
[[nodiscard]] Result<WallTime> parse_rfc3339(std::string_view text);

/// Stored: NEVER CHANGE a value. How far the event time can be trusted.
enum class ClockQuality : std::uint8_t {
  good = 0,           ///< server time, or a device whose learnt offset is small
  unknown = 1,        ///< device time, offset not learnt yet
  no_offset = 2,      ///< device time without a zone, taken as +08:00
  contradictory = 3,  ///< the message carries two times that do not agree
  missing = 4,        ///< no device time: receive time stands in
};

struct LocalTime {
  int year, month, day, hour, minute, second, millisecond;
};
[[nodiscard]] LocalTime to_local(WallTime t);
/// A local (+08:00) calendar time; false fields (month 13) are an error.
[[nodiscard]] Result<WallTime> from_local(const LocalTime& local);
/// Days since 1970-01-01 in plant-local time.
[[nodiscard]] std::int64_t local_day(WallTime t);
/// 202612: year and month in plant-local time.
[[nodiscard]] std::int64_t local_month(WallTime t);

}  // namespace cleangate
