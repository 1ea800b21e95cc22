#include "base/time.h"

#include <fmt/format.h>

namespace cleangate {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Walks over a text of fixed form; `good` turns false at the first character that does not fit.
struct Scanner {
  std::string_view rest;
  bool good = true;

  int digits(int count) {
    int value = 0;
    for (int i = 0; i < count; ++i) {
      if (rest.empty() || !is_digit(rest.front())) {
        good = false;
        return 0;
      }
      value = value * 10 + (rest.front() - '0');
      rest.remove_prefix(1);
    }
    return value;
  }

  char one_of(std::string_view allowed) {
    if (rest.empty() || allowed.find(rest.front()) == std::string_view::npos) {
      good = false;
      return '\0';
    }
    const char c = rest.front();
    rest.remove_prefix(1);
    return c;
  }

  /// Any number of digits, at least one; those below a millisecond are cut off.
  int fraction_ms() {
    int value = 0, scale = 100, count = 0;
    while (!rest.empty() && is_digit(rest.front())) {
      value += (rest.front() - '0') * scale;
      scale /= 10;
      ++count;
      rest.remove_prefix(1);
    }
    if (count == 0) good = false;
    return value;
  }
};

Result<WallTime> compose(const LocalTime& t, minutes offset) {
  // std::chrono keeps month and day in one byte: 257 would be 1.
  const bool fields_fit = t.month >= 1 && t.month <= 12 && t.day >= 1 && t.day <= 31;
  const std::chrono::year_month_day date{std::chrono::year{t.year},
                                         std::chrono::month{static_cast<unsigned>(t.month)},
                                         std::chrono::day{static_cast<unsigned>(t.day)}};
  const bool fields_hold = t.year >= 0 && t.year <= 9999 && fields_fit && date.ok() &&
                           t.hour >= 0 && t.hour <= 23 && t.minute >= 0 && t.minute <= 59 &&
                           t.second >= 0 && t.second <= 59 && t.millisecond >= 0 &&
                           t.millisecond <= 999;
  if (!fields_hold) return fail(ErrorCode::invalid, "no such date or time of day");
  return WallTime{std::chrono::sys_days{date} + hours{t.hour} + minutes{t.minute} +
                  seconds{t.second} + Milliseconds{t.millisecond} - offset};
}

}  // namespace

WallTime SystemClock::wall() const {
  return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
}

MonotonicTime SystemClock::monotonic() const {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return MonotonicTime{std::chrono::duration_cast<MonotonicTag::duration>(now)};
}

LocalTime to_local(WallTime t) {
  const WallTime shifted = t + kPlantOffset;
  const auto day = std::chrono::floor<days>(shifted);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{shifted - day};
  return {static_cast<int>(date.year()),
          static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day())),
          static_cast<int>(clock.hours().count()),
          static_cast<int>(clock.minutes().count()),
          static_cast<int>(clock.seconds().count()),
          static_cast<int>(clock.subseconds().count())};
}

Result<WallTime> from_local(const LocalTime& local) {
  return compose(local, kPlantOffset);
}

std::int64_t local_day(WallTime t) {
  return std::chrono::floor<days>(t + kPlantOffset).time_since_epoch().count();
}

std::int64_t local_month(WallTime t) {
  const LocalTime local = to_local(t);
  return std::int64_t{local.year} * 100 + local.month;
}

std::string to_rfc3339(WallTime t) {
  const LocalTime l = to_local(t);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}+08:00", l.year, l.month, l.day,
                     l.hour, l.minute, l.second, l.millisecond);
}

Result<WallTime> parse_rfc3339(std::string_view text) {
  Scanner in{text};
  LocalTime t{};
  t.year = in.digits(4);
  in.one_of("-");
  t.month = in.digits(2);
  in.one_of("-");
  t.day = in.digits(2);
  in.one_of("Tt ");  // RFC 3339 section 5.6: lower case and, for readability, a blank
  t.hour = in.digits(2);
  in.one_of(":");
  t.minute = in.digits(2);
  in.one_of(":");
  t.second = in.digits(2);
  if (in.good && !in.rest.empty() && in.rest.front() == '.') {
    in.one_of(".");
    t.millisecond = in.fraction_ms();
  }
  const char zone = in.one_of("Zz+-");
  minutes offset{0};
  if (zone == '+' || zone == '-') {
    const int offset_hours = in.digits(2);
    in.one_of(":");
    const int offset_minutes = in.digits(2);
    if (offset_hours > 23 || offset_minutes > 59) in.good = false;
    offset = hours{offset_hours} + minutes{offset_minutes};
    if (zone == '-') offset = -offset;
  }
  if (!in.good || !in.rest.empty()) {
    return fail(ErrorCode::invalid,
                "time is not RFC 3339 with an offset, such as "
                "2026-12-14T14:28:03+08:00");
  }
  if (t.second == 60) {  // a leap second (RFC 3339 section 5.7) counts as the second before it
    t.second = 59;
    t.millisecond = 999;
  }
  return compose(t, offset);
}

}  // namespace cleangate
