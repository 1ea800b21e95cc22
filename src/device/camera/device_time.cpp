#include "device/camera/device_time.h"

#include <fmt/format.h>

#include "base/text.h"

namespace cleangate::camera {
namespace {

/// Reads off the front of a text; once something is missing, all reads say so.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  int digits(std::size_t count) {
    if (rest_.size() < count) return refuse();
    const auto value = parse_integer(rest_.substr(0, count));
    if (!value) return refuse();
    rest_.remove_prefix(count);
    return static_cast<int>(*value);
  }
  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    if (!take(c)) ok_ = false;
  }
  int refuse() {
    ok_ = false;
    return 0;
  }
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool done() const { return rest_.empty(); }
  [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_.front(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

/// Digits behind the point, the first three kept.
int milliseconds(Scanner& scan) {
  int value = 0;
  int scale = 100;
  if (scan.peek() < '0' || scan.peek() > '9') return scan.refuse();
  while (scan.peek() >= '0' && scan.peek() <= '9') {
    value += scan.digits(1) * scale;
    scale /= 10;
  }
  return value;
}

/// Offset from UTC, or nothing when the text ends here.
std::optional<std::chrono::minutes> offset(Scanner& scan) {
  if (scan.done()) return std::nullopt;
  if (scan.take('Z') || scan.take('z')) return std::chrono::minutes{0};
  const int sign = scan.peek() == '-' ? -1 : 1;
  if (!scan.take('-')) scan.expect('+');
  const int hours = scan.digits(2);
  scan.take(':');
  const int minutes = scan.done() ? 0 : scan.digits(2);
  if (hours > 14 || minutes > 59) scan.refuse();  // no zone is farther from UTC than 14 hours
  return sign * (std::chrono::hours{hours} + std::chrono::minutes{minutes});
}

std::optional<DeviceTime> made(const LocalTime& local,
                               const std::optional<std::chrono::minutes>& from_utc) {
  const auto time = from_local(local);
  if (!time) return std::nullopt;
  if (!from_utc) return DeviceTime{*time, false};
  return DeviceTime{*time + kPlantOffset - *from_utc, true};
}

}  // namespace

std::optional<DeviceTime> parse_device_time(std::string_view text) {
  Scanner scan(trim(text));
  LocalTime local{};
  local.year = scan.digits(4);
  scan.expect('-');
  local.month = scan.digits(2);
  scan.expect('-');
  local.day = scan.digits(2);
  if (!scan.take('T')) scan.expect(' ');
  local.hour = scan.digits(2);
  scan.expect(':');
  local.minute = scan.digits(2);
  scan.expect(':');
  local.second = scan.digits(2);
  if (scan.take('.')) local.millisecond = milliseconds(scan);
  const auto from_utc = offset(scan);
  if (!scan.ok() || !scan.done()) return std::nullopt;
  return made(local, from_utc);
}

std::optional<DeviceTime> parse_compact_time(std::string_view text) {
  Scanner scan(trim(text));
  LocalTime local{};
  local.year = scan.digits(4);
  local.month = scan.digits(2);
  local.day = scan.digits(2);
  local.hour = scan.digits(2);
  local.minute = scan.digits(2);
  local.second = scan.digits(2);
  if (!scan.done()) local.millisecond = scan.digits(3);
  if (!scan.ok() || !scan.done()) return std::nullopt;
  return made(local, std::nullopt);
}

std::string to_local_text(WallTime time) {
  const LocalTime local = to_local(time);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", local.year, local.month, local.day,
                     local.hour, local.minute, local.second);
}

}  // namespace cleangate::camera
