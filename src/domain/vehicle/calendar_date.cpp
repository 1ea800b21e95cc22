#include "domain/vehicle/calendar_date.h"

#include <fmt/format.h>

#include "base/text.h"

namespace cleangate::vehicle {

Result<Date> parse_date(std::string_view text) {
  const auto wrong = [&] {
    return fail(ErrorCode::invalid, fmt::format("date \"{}\": use YYYY-MM-DD", text));
  };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return wrong();
  const auto year = parse_integer(text.substr(0, 4));
  const auto month = parse_integer(text.substr(5, 2));
  const auto day = parse_integer(text.substr(8, 2));
  if (!year || !month || !day) return wrong();
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return wrong();
  return Date(date);
}

std::string to_text(Date date) {
  const std::chrono::year_month_day d(date);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(d.year()),
                     static_cast<unsigned>(d.month()), static_cast<unsigned>(d.day()));
}

Date local_date(WallTime at) {
  return Date(std::chrono::days(local_day(at)));
}

Date plus_months(Date date, int months) {
  auto moved = std::chrono::year_month_day(date) + std::chrono::months(months);
  if (!moved.ok()) moved = moved.year() / moved.month() / std::chrono::last;
  return Date(moved);
}

}  // namespace cleangate::vehicle
